/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** How one leg is travelled. */
typedef enum
{
  ATLAS_LEG_DRIVE,
  ATLAS_LEG_FLY,
  ATLAS_LEG_TRAIN, /* only where a table of one's own says so */
} AtlasLegMode;

#define ATLAS_N_LEG_MODES 3

/** "drive", "fly", "train". */
const char *atlas_leg_mode_get_name (AtlasLegMode mode);
gboolean atlas_leg_mode_find (const char *name, gssize length, AtlasLegMode *mode);

G_END_DECLS
