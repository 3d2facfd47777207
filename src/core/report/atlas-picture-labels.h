/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-picture-map.h"

G_BEGIN_DECLS

/** The area of a circle follows the number: the radius of the largest, units. */
#define ATLAS_PICTURE_MAX_RADIUS 20.0

/** The radius in units of the circle of a place, where @largest is the number of the largest. */
double atlas_picture_circle_radius (guint members, guint largest);

/** A circle with its edge. @radius: points of the page */
void atlas_picture_draw_circle (AtlasPicturePen *pen, double x, double y, double radius);

/**
 * atlas_picture_labels_draw:
 * @frames: (array length=n_frames): all of the map
 * @at: in which of them
 * @placer: holds what is in the way already; the labels come to it
 * @unnamed: (nullable) (element-type AtlasPictureArea): receives the regions of that frame that there is no
 * room to name
 *
 * Circles of places, the names and values of areas, and names of places, in the order of what matters; none
 * upon another. A region has its whole name and value where it is wide enough, else its letters, else
 * nothing.
 */
void atlas_picture_labels_draw (AtlasPicturePen *pen,
                                const AtlasPictureContent *content,
                                const AtlasPictureFrame *frames,
                                guint n_frames,
                                guint at,
                                AtlasLabelPlacer *placer,
                                GPtrArray *unnamed);

G_END_DECLS
