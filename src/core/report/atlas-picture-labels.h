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
 * @placer: holds what is in the way already; the labels come to it
 *
 * Circles of places, the names and values of areas, and names of places, in the order of what matters; none
 * upon another. A region has its whole name and value where it is wide enough, else its letters, else
 * nothing: the table tells it.
 */
void atlas_picture_labels_draw (AtlasPicturePen *pen,
                                const AtlasPictureContent *content,
                                const AtlasPictureFrame *frame,
                                AtlasLabelPlacer *placer);

G_END_DECLS
