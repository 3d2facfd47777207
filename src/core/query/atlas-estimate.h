/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-register.h"

G_BEGIN_DECLS

/**
 * AtlasEstimate:
 * @region: region index; %ATLAS_REGION_NONE for a whole country
 * @place: (nullable): of a city or metropolitan area
 * @source: who says so; @definition: key of the vocabulary, whom they count
 * @total, @low, @high: people; where the source gives no range all three are the same
 * @female, @male: -1 where not known
 * @reference: came with the program, and is in no database
 *
 * What one source says of one area in one year.
 */
typedef struct
{
  char country[3];
  guint region;
  char *place;
  int year;
  char *source;
  char *definition;
  gint64 total, low, high;
  gint64 female, male;
  char *note;
  char *link;
  gboolean reference;
} AtlasEstimate;

/**
 * atlas_register_list_estimates:
 *
 * Those of the database and those that came with the program (data/reference, %NULL sources there are passed
 * over). Of the same source, definition and area only the latest year.
 *
 * Returns: (transfer full) (element-type AtlasEstimate): by source, then as they came; NULL with @error
 */
GPtrArray *atlas_register_list_estimates (AtlasRegister *self, GError **error);

/** Why no estimate of this country comes with the program: a sentence; NULL where some do. Borrowed. */
const char *atlas_estimate_explain_gap (const char *country);

/** "Statistics Canada, 2016 Census of Population (born in the country)". (transfer full) */
char *atlas_estimate_dup_source_line (const AtlasEstimate *self);

G_END_DECLS
