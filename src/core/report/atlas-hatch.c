/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-hatch.h"

#include <math.h>

void
atlas_hatch_path (cairo_t *cr, double step, double origin_x, double origin_y)
{
  double west, north, east, south;

  g_return_if_fail (cr != NULL);
  g_return_if_fail (step > 0);

  cairo_clip (cr);
  cairo_clip_extents (cr, &west, &north, &east, &south);
  /* Along such a line x and y have one sum. */
  for (double sum = floor ((west + origin_x + north + origin_y) / step) * step;
       sum <= east + origin_x + south + origin_y; sum += step)
    {
      double along = sum - origin_x - origin_y;

      cairo_move_to (cr, along - north, north);
      cairo_line_to (cr, along - south, south);
    }
}

void
atlas_dots_path (cairo_t *cr, double step, double origin_x, double origin_y)
{
  double dashes[] = { 0, step };
  double west, north, east, south;

  g_return_if_fail (cr != NULL);
  g_return_if_fail (step > 0);

  cairo_clip (cr);
  cairo_clip_extents (cr, &west, &north, &east, &south);
  west = floor ((west + origin_x) / step) * step - origin_x;
  north = floor ((north + origin_y) / step) * step - origin_y;
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (double y = north; y <= south + step; y += step)
    {
      cairo_move_to (cr, west, y);
      cairo_line_to (cr, east + step, y);
    }
}
