/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-id-steps.h"

static gint64
get_id (GArray *ids, guint index)
{
  return g_array_index (ids, gint64, index);
}

gboolean
atlas_id_steps_find (GArray *before, GArray *after, AtlasIdStep steps[ATLAS_ID_STEPS_MAX], guint *n_steps)
{
  guint i = 0, j = 0;

  *n_steps = 0;
  while (i < before->len || j < after->len)
    {
      if (i < before->len && j < after->len && get_id (before, i) == get_id (after, j))
        {
          i++;
          j++;
          continue;
        }
      if (*n_steps == ATLAS_ID_STEPS_MAX)
        return FALSE;
      if (i < before->len &&
          (j == after->len ||
           (i + 1 < before->len ? get_id (before, i + 1) == get_id (after, j)
                                : j + 1 >= after->len || get_id (before, i) != get_id (after, j + 1))))
        {
          steps[(*n_steps)++] = (AtlasIdStep){ j, 0 };
          i++;
        }
      else
        {
          steps[(*n_steps)++] = (AtlasIdStep){ j, get_id (after, j) };
          j++;
        }
    }
  return TRUE;
}
