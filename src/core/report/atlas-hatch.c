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
