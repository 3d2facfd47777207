/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "atlas-picture-frame.h"
#include "atlas-point-set.h"

G_BEGIN_DECLS

/* How densely members live, as far as that may be told on paper: people are put into cells of a grid, a cell
 * of fewer than some smallest count is left out, and of the others only the middle is kept. So every spot of
 * heat stands for that many people at least, and none says where in the cell they live. */

/** A cell with enough people; degrees. @heat: its people as part of those of the hottest; above 1 where it is
 * one of the few that are hotter still */
typedef struct
{
  double latitude, longitude;
  double heat;
} AtlasPictureSpot;

/**
 * AtlasPictureHeat:
 * @sigma_km: of the kernel by which spots are smoothed, as wide as half a cell
 * @spots: (element-type AtlasPictureSpot)
 *
 * Of one frame.
 */
typedef struct
{
  double sigma_km;
  GArray *spots;
} AtlasPictureHeat;

/**
 * atlas_picture_heat_list:
 * @frames: of one page, the main one first
 * @smallest: see atlas-small-cells.h
 *
 * All are smoothed by as many kilometres as the first, and of all the same is the hottest, so that an inset
 * can be compared with the map. A millisecond or two for a million; any thread.
 *
 * Returns: (transfer full) (element-type AtlasPictureHeat): one for each frame
 */
GArray *
atlas_picture_heat_list (AtlasPointSet *set, const AtlasPictureFrame *frames, guint n_frames, guint smallest);

/** Into the frame, whose upper left corner is @cr's origin. */
void atlas_picture_heat_draw (const AtlasPictureHeat *self, cairo_t *cr, const AtlasPictureFrame *frame);

G_END_DECLS
