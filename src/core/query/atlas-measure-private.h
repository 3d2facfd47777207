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

G_END_DECLS
