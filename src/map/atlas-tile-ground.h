/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-tile-painter.h"

G_BEGIN_DECLS

/**
 * AtlasTileGround:
 * @red, @green, @blue: 0 to 1
 * @n_samples: of how many points it is the mean; 0: of none
 *
 * What shades lie over, where another map than the built-in one is beneath them: a legend needs it to show
 * the colours that are seen.
 */
typedef struct
{
  double red, green, blue;
  guint n_samples;
} AtlasTileGround;

/** The mean colour of a tile's picture where regions are, as atlas_tile_paint() would show it without shades;
 * points through which the map beneath is seen don't count. Any thread. */
void atlas_tile_ground_find (AtlasTileGround *self,
                             const AtlasTilePlace *place,
                             const AtlasTileRaster *raster,
                             gboolean dark);

/** Makes the mean one of @other too. As it is then of no more than @max_samples points, what was added long
 * ago is forgotten. */
void atlas_tile_ground_add (AtlasTileGround *self, const AtlasTileGround *other, guint max_samples);

G_END_DECLS
