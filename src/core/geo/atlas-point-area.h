/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-point-index.h"

G_BEGIN_DECLS

/* Boxes and circles of the world as the point index keeps it, and who lies in them. Rows are added to a set,
 * none is taken away; only rows with a position are looked at. */

/**
 * AtlasPointBox:
 *
 * Quantised positions (see atlas_point_quantise()), edges included. A @west beyond @east: across 180 degrees.
 */
typedef struct
{
  guint32 west, north, east, south;
} AtlasPointBox;

/** Degrees. */
void atlas_point_box_init (AtlasPointBox *self, double west, double south, double east, double north);

static inline gboolean
atlas_point_box_contains (const AtlasPointBox *self, guint32 x, guint32 y)
{
  /* Unsigned differences: right across 180 degrees too. */
  return x - self->west <= self->east - self->west && y - self->north <= self->south - self->north;
}

/** About a millisecond for a million rows. */
void atlas_point_box_match (const AtlasPointBox *self, const AtlasPointColumns *columns, AtlasBitset *rows);

/**
 * AtlasPointCircle:
 * @x, @y, @z: the centre on the unit sphere
 * @chord: the longest chord from there, squared
 * @box: holds the whole circle
 * @near_x, @near_y: the centre where positions are quantised; with @even, @odd, @across: of the series for
 * what is near
 *
 * Degrees and kilometres, on the mean sphere (see atlas-distance.h), edge included; and what is computed
 * with.
 */
typedef struct
{
  double latitude, longitude, radius_km;
  double x, y, z;
  double chord;
  double near_x, near_y, even, odd, across;
  AtlasPointBox box;
} AtlasPointCircle;

void atlas_point_circle_init (AtlasPointCircle *self, double latitude, double longitude, double radius_km);
gboolean atlas_point_circle_contains (const AtlasPointCircle *self, guint32 x, guint32 y);

/** A million rows, 500 km around Toronto: 3 ms. */
void
atlas_point_circle_match (const AtlasPointCircle *self, const AtlasPointColumns *columns, AtlasBitset *rows);

G_END_DECLS
