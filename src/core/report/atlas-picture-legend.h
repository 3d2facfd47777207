/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-label-placer.h"
#include "atlas-picture-pen.h"

G_BEGIN_DECLS

/** What stands beside or below the map, from top to bottom or from left to right. */
typedef enum
{
  ATLAS_LEGEND_CLASSES, /* shades with their limits, how many areas each has, and what patterns mean */
  ATLAS_LEGEND_HEAT,    /* its colours from few to many */
  ATLAS_LEGEND_CIRCLES, /* how large a circle is for how many */
  ATLAS_LEGEND_TOTALS,
  ATLAS_N_LEGENDS,
} AtlasLegendPart;

/**
 * atlas_picture_legend_draw:
 * @x, @y: the upper left corner, points of the page
 * @draw: FALSE to ask for the height alone
 *
 * Returns: the height that the part takes; 0 if the picture has none such
 */
double atlas_picture_legend_draw (AtlasPicturePen *pen,
                                  const AtlasPictureContent *content,
                                  AtlasLegendPart part,
                                  double x,
                                  double y,
                                  double width,
                                  gboolean draw);

/**
 * atlas_picture_legend_draw_unnamed:
 * @areas: (element-type AtlasPictureArea)
 * @rect: the room there is; what does not fit is left out
 *
 * The values of areas that the map has no room to name, in the order of names.
 */
void atlas_picture_legend_draw_unnamed (AtlasPicturePen *pen,
                                        const AtlasPictureContent *content,
                                        GPtrArray *areas,
                                        const AtlasLabelRect *rect);

G_END_DECLS
