/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-measure.h"

G_BEGIN_DECLS

struct _AtlasMeasure
{
  AtlasMeasureType type;
  char *text;
  char *source; /* of estimates; NULL: all of them */
  char *share;  /* of a share: the query's text */
  guint since;  /* of a change: days since 1970 */
};

/** What atlas_register_measure() says of regions and ATLAS_MEASURE_MEMBERS where these are the numbers.
 * @members: by region index. (transfer full) */
AtlasMeasured *atlas_measured_new_members (const guint members[ATLAS_POINT_NO_REGION]);

G_END_DECLS
