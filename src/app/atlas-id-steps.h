/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Changes of more rows than this are told as one. */
#define ATLAS_ID_STEPS_MAX 16

/**
 * AtlasIdStep:
 * @position: where, in the list as the steps before have left it
 * @id: what is put in there; 0: what stands there is taken out
 *
 * A row that came, went, or half of one that moved.
 */
typedef struct
{
  guint position;
  gint64 id;
} AtlasIdStep;

/**
 * atlas_id_steps_find:
 * @before, @after: (element-type gint64)
 * @steps: room for %ATLAS_ID_STEPS_MAX
 *
 * What leads from @before to @after, where that is a few single rows: one that moves is taken out and put in,
 * and the half a million between stay where they are. One pass.
 *
 * Returns: FALSE where it would be more
 */
gboolean
atlas_id_steps_find (GArray *before, GArray *after, AtlasIdStep steps[ATLAS_ID_STEPS_MAX], guint *n_steps);

G_END_DECLS
