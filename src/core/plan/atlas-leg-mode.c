/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-leg-mode.h"

#include <string.h>

static const char *const names[ATLAS_N_LEG_MODES] = { "drive", "fly", "train" };

const char *
atlas_leg_mode_get_name (AtlasLegMode mode)
{
  g_return_val_if_fail (mode < ATLAS_N_LEG_MODES, NULL);

  return names[mode];
}

gboolean
atlas_leg_mode_find (const char *name, gssize length, AtlasLegMode *mode)
{
  gsize size = length < 0 ? strlen (name) : (gsize) length;

  g_return_val_if_fail (mode != NULL, FALSE);

  for (guint i = 0; i < ATLAS_N_LEG_MODES; i++)
    if (strlen (names[i]) == size && g_ascii_strncasecmp (names[i], name, size) == 0)
      {
        *mode = i;
        return TRUE;
      }
  return FALSE;
}
