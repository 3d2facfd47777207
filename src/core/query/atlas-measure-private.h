/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-measure.h"

G_BEGIN_DECLS

struct _AtlasMeasure
{
  AtlasMeasureType type;
  char *text;
  char *source;   /* of estimates; NULL: all of them */
  char *share;    /* of a share: the query's text */
  guint since;    /* of a change: days since 1970 */
  char *sides[2]; /* of a comparison: the queries' texts; empty: everyone */
};

/** FALSE with @error if there are not two searches. */
gboolean atlas_measure_parse_pair (AtlasMeasure *self, const char *argument, GError **error);

/** (transfer full): "312 · 45" */
char *atlas_measure_format_pair (const guint pair[2]);

/** What atlas_register_measure() says of regions and ATLAS_MEASURE_MEMBERS where these are the numbers.
 * @members: by region index. (transfer full) */
AtlasMeasured *atlas_measured_new_members (const guint members[ATLAS_POINT_NO_REGION]);

/** Compares the members counted in @measured with the estimates that its measure asks for. FALSE with
 * ATLAS_QUERY_ERROR where there is no such source, or the database's error. */
gboolean atlas_measured_apply_estimates (AtlasRegister *self, AtlasMeasured *measured, GError **error);

/**
 * atlas_measured_find_visits:
 *
 * When each row was last within reach of an event that was held, or of a stop of a mission that was: days
 * since 1970, 0 where never. An event reaches as far as a stop of which nothing is said. Some milliseconds
 * for a million rows and each visit.
 *
 * Returns: (transfer full) (array): n_points of them; NULL with @error
 */
guint16 *atlas_measured_find_visits (AtlasRegister *self,
                                     const AtlasPointColumns *columns,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
