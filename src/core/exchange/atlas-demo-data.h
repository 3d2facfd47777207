/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What invented people are made of. Names are Rwandan-looking; towns are where many Rwandans and their
 * neighbours did settle, with weights that follow the towns' own size tempered by that. */

typedef struct
{
  const char *name;
  const char *region;
  guint weight;
} AtlasDemoTown;

typedef struct
{
  const char *code; /* ISCO-08 */
  const char *title;
  char sector;      /* ISIC section */
  guint8 education; /* ISCED, at least */
  const char *field;
  const char *employer; /* %s: the town */
  const char *skills;   /* separated by ; */
} AtlasDemoWork;

extern const char *const atlas_demo_women[];
extern const char *const atlas_demo_men[];
extern const char *const atlas_demo_families[];
extern const char *const atlas_demo_streets[];
extern const AtlasDemoTown atlas_demo_towns[];
extern const AtlasDemoWork atlas_demo_works[];
extern const guint atlas_demo_n_women, atlas_demo_n_men, atlas_demo_n_families, atlas_demo_n_streets,
  atlas_demo_n_towns, atlas_demo_n_works;

G_END_DECLS
