/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-shape-path.h"

typedef struct
{
  double x, y;
} Point;

/* On a screen; whoever draws for paper may set another. */
#define LEAST_STEP 0.2

enum
{
  WEST = 1 << 0,
  NORTH = 1 << 1,
  EAST = 1 << 2,
  SOUTH = 1 << 3,
};

void
atlas_shape_path_init (AtlasShapePath *self,
                       cairo_t *cr,
                       double origin_x,
                       double origin_y,
                       double world,
                       double width,
                       double height,
                       double margin)
{
  *self = (AtlasShapePath){
    .cr = cr,
    .origin_x = origin_x,
    .origin_y = origin_y,
    .world = world,
    .west = -margin,
    .north = -margin,
    .east = width + margin,
    .south = height + margin,
    .least_step = LEAST_STEP,
  };
  for (guint i = 0; i < G_N_ELEMENTS (self->points); i++)
    self->points[i] = g_array_new (FALSE, FALSE, sizeof (Point));
}

void
atlas_shape_path_clear (AtlasShapePath *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->points); i++)
    g_clear_pointer (&self->points[i], g_array_unref);
}

static Point
to_pixels (const AtlasShapePath *self, const double *xy)
{
  return (Point){ (xy[0] - self->origin_x) * self->world, (xy[1] - self->origin_y) * self->world };
}

/* On which sides of the box a point lies outside (Cohen and Sutherland). */
static guint
outcode (const AtlasShapePath *self, Point point)
{
  return (point.x < self->west   ? WEST
          : point.x > self->east ? EAST
                                 : 0) |
         (point.y < self->north   ? NORTH
          : point.y > self->south ? SOUTH
                                  : 0);
}

static Point
cross (const AtlasShapePath *self, guint side, Point a, Point b)
{
  double at;

  switch (side)
    {
    case WEST:
    case EAST:
      at = side == WEST ? self->west : self->east;
      return (Point){ at, a.y + (b.y - a.y) * (at - a.x) / (b.x - a.x) };
    default:
      at = side == NORTH ? self->north : self->south;
      return (Point){ a.x + (b.x - a.x) * (at - a.y) / (b.y - a.y), at };
    }
}

static gboolean
inside (const AtlasShapePath *self, guint side, Point point)
{
  return (outcode (self, point) & side) == 0;
}

/* I. E. Sutherland and G. W. Hodgman, "Reentrant polygon clipping", 1974: one side of the box at a time. */
static const GArray *
clip_ring (AtlasShapePath *self, const GArray *ring, guint sides)
{
  for (guint side = WEST; side <= SOUTH; side <<= 1)
    {
      GArray *out;

      if ((sides & side) == 0 || ring->len == 0)
        continue;

      out = ring == self->points[0] ? self->points[1] : self->points[0];
      g_array_set_size (out, 0);
      for (guint i = 0; i < ring->len; i++)
        {
          Point from = g_array_index (ring, Point, i > 0 ? i - 1 : ring->len - 1);
          Point to = g_array_index (ring, Point, i);
          gboolean from_inside = inside (self, side, from), to_inside = inside (self, side, to);

          if (from_inside != to_inside)
            {
              Point crossing = cross (self, side, from, to);

              g_array_append_val (out, crossing);
            }
          if (to_inside)
            g_array_append_val (out, to);
        }
      ring = out;
    }

  return ring;
}

void
atlas_shape_path_add_ring (AtlasShapePath *self, const double *xy, guint n_points)
{
  const GArray *ring = self->points[0];
  guint any = 0, all = WEST | NORTH | EAST | SOUTH;
  Point last = { 0 };

  g_array_set_size (self->points[0], 0);
  for (guint i = 0; i < n_points; i++)
    {
      Point point = to_pixels (self, xy + 2 * i);
      guint code = outcode (self, point);

      any |= code;
      all &= code;
      if (i > 0 && ABS (point.x - last.x) < self->least_step && ABS (point.y - last.y) < self->least_step)
        continue;
      g_array_append_val (self->points[0], point);
      last = point;
    }
  if (all != 0)
    return;

  ring = clip_ring (self, ring, any);
  if (ring->len < 3)
    return;

  cairo_move_to (self->cr, g_array_index (ring, Point, 0).x, g_array_index (ring, Point, 0).y);
  for (guint i = 1; i < ring->len; i++)
    cairo_line_to (self->cr, g_array_index (ring, Point, i).x, g_array_index (ring, Point, i).y);
  cairo_close_path (self->cr);
}

/* Moves the ends of a piece into the box; FALSE if none of it is there. */
static gboolean
clip_piece (const AtlasShapePath *self, Point *a, Point *b)
{
  guint first = outcode (self, *a), second = outcode (self, *b);

  while ((first | second) != 0)
    {
      guint code = first != 0 ? first : second;
      guint side = code & -code;
      Point crossing;

      if ((first & second) != 0)
        return FALSE;

      crossing = cross (self, side, *a, *b);
      if (code == first)
        {
          *a = crossing;
          first = outcode (self, crossing) & ~side;
        }
      else
        {
          *b = crossing;
          second = outcode (self, crossing) & ~side;
        }
    }

  return TRUE;
}

void
atlas_shape_path_add_line (AtlasShapePath *self, const double *xy, guint n_points, gboolean closed)
{
  guint n_pieces = n_points > 0 ? n_points - 1 + (closed ? 1 : 0) : 0;
  gboolean drawing = FALSE;
  Point from;

  if (n_pieces == 0)
    return;

  from = to_pixels (self, xy);
  for (guint i = 1; i <= n_pieces; i++)
    {
      Point to = to_pixels (self, xy + 2 * (i % n_points));
      Point a = from, b = to;

      if (drawing && i < n_pieces && ABS (to.x - from.x) < self->least_step &&
          ABS (to.y - from.y) < self->least_step)
        continue;

      if (clip_piece (self, &a, &b))
        {
          if (!drawing)
            cairo_move_to (self->cr, a.x, a.y);
          cairo_line_to (self->cr, b.x, b.y);
          drawing = b.x == to.x && b.y == to.y;
        }
      else
        {
          drawing = FALSE;
        }
      from = to;
    }
}
