/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-point-polygon.h"

#include <math.h>
#include <string.h>

#include "atlas-point-pyramid.h"

/* Into how many bands of y the polygon is cut, so that a point is compared with the few edges beside it. */
#define N_BANDS 256

/* The width of the world, quantised. */
#define WORLD G_GINT64_CONSTANT (4294967296)

/* One edge, from north to south. Beyond the world's own x where the polygon lies across 180 degrees. */
typedef struct
{
  gint64 north, south;
  double x;     /* where it begins, in the north */
  double slope; /* x for each y; a level edge has none */
  double west, east;
} Edge;

struct _AtlasPointPolygon
{
  guint n_edges;
  Edge *edges;
  gint64 west, north, east, south; /* around all of it */
  gint64 band_height;
  guint band_starts[N_BANDS + 1]; /* in band_edges */
  guint *band_edges;
};

static gint64
quantise (double position)
{
  return (gint64) floor (CLAMP (position, -1, 2) * (double) WORLD);
}

static void
edge_init (Edge *self, gint64 x1, gint64 y1, gint64 x2, gint64 y2)
{
  gboolean down = y1 <= y2;

  self->north = down ? y1 : y2;
  self->south = down ? y2 : y1;
  self->x = (double) (down ? x1 : x2);
  self->slope = y1 == y2 ? 0 : (double) (x2 - x1) / (double) (y2 - y1);
  self->west = (double) MIN (x1, x2);
  self->east = (double) MAX (x1, x2);
}

static inline double
edge_x_at (const Edge *self, gint64 y)
{
  return self->x + (double) (y - self->north) * self->slope;
}

/* Whether a line from the point to the east crosses it. An edge has its northern end, but not its southern
 * one: of two that meet at a corner the line crosses one. */
static inline gboolean
edge_is_east_of (const Edge *self, gint64 x, gint64 y)
{
  return y >= self->north && y < self->south && (double) x < edge_x_at (self, y);
}

static guint
get_band (const AtlasPointPolygon *self, gint64 y)
{
  return (guint) ((y - self->north) / self->band_height);
}

static void
make_bands (AtlasPointPolygon *self)
{
  guint fill[N_BANDS] = { 0 };
  guint n = 0;

  self->band_height = (self->south - self->north) / N_BANDS + 1;
  for (guint i = 0; i < self->n_edges; i++)
    for (guint band = get_band (self, self->edges[i].north); band <= get_band (self, self->edges[i].south);
         band++)
      fill[band]++;
  for (guint band = 0; band < N_BANDS; band++)
    {
      self->band_starts[band] = n;
      n += fill[band];
      fill[band] = self->band_starts[band];
    }
  self->band_starts[N_BANDS] = n;

  self->band_edges = g_new (guint, MAX (n, 1));
  for (guint i = 0; i < self->n_edges; i++)
    for (guint band = get_band (self, self->edges[i].north); band <= get_band (self, self->edges[i].south);
         band++)
      self->band_edges[fill[band]++] = i;
}

AtlasPointPolygon *
atlas_point_polygon_new (const double *xy, guint n_points)
{
  AtlasPointPolygon *self = g_new0 (AtlasPointPolygon, 1);

  g_return_val_if_fail (xy != NULL || n_points == 0, NULL);

  self->west = self->north = G_MAXINT64;
  self->east = self->south = G_MININT64;
  if (n_points < 3)
    return self;

  self->n_edges = n_points;
  self->edges = g_new (Edge, n_points);
  for (guint i = 0; i < n_points; i++)
    {
      guint next = i + 1 < n_points ? i + 1 : 0;
      gint64 x = quantise (xy[2 * i]);
      gint64 y = quantise (xy[2 * i + 1]);

      edge_init (&self->edges[i], x, y, quantise (xy[2 * next]), quantise (xy[2 * next + 1]));
      self->west = MIN (self->west, x);
      self->east = MAX (self->east, x);
      self->north = MIN (self->north, y);
      self->south = MAX (self->south, y);
    }
  make_bands (self);
  return self;
}

void
atlas_point_polygon_free (AtlasPointPolygon *self)
{
  if (self == NULL)
    return;
  g_free (self->edges);
  g_free (self->band_edges);
  g_free (self);
}

static gboolean
contains (const AtlasPointPolygon *self, gint64 x, gint64 y)
{
  gboolean inside = FALSE;
  guint band;

  if (y < self->north || y >= self->south || x < self->west || x > self->east)
    return FALSE;

  band = get_band (self, y);
  for (guint i = self->band_starts[band]; i < self->band_starts[band + 1]; i++)
    inside ^= edge_is_east_of (&self->edges[self->band_edges[i]], x, y);
  return inside;
}

/* Which worlds beside our own the polygon reaches into. */
#define FOREACH_WORLD(self, shift)                                                   \
  for (gint64 shift = -WORLD; (self)->n_edges > 0 && shift <= WORLD; shift += WORLD) \
    if ((self)->west < shift + WORLD && (self)->east >= shift)

gboolean
atlas_point_polygon_contains (const AtlasPointPolygon *self, guint32 x, guint32 y)
{
  g_return_val_if_fail (self != NULL, FALSE);

  FOREACH_WORLD (self, shift)
  if (contains (self, x + shift, y))
    return TRUE;
  return FALSE;
}

/* Matching. */

typedef struct
{
  const AtlasPointPolygon *polygon;
  const AtlasPointIndex *index;
  AtlasBitset *rows;
  gint64 shift; /* the world that is walked */
} Walk;

/* Whether the edge may meet the square of cells; never wrongly no. */
static gboolean
edge_meets (const Edge *self, gint64 west, gint64 north, gint64 east, gint64 south)
{
  double from, to;

  if (self->south < north || self->north > south || self->east < west || self->west > east)
    return FALSE;
  if (self->north == self->south)
    return TRUE;

  /* Where it enters and leaves the square's band of y; a unit more, for what rounding may take. */
  from = edge_x_at (self, MAX (self->north, north));
  to = edge_x_at (self, MIN (self->south, south));
  return MAX (from, to) >= (double) west - 1 && MIN (from, to) <= (double) east + 1;
}

static void
add_run (AtlasBitset *rows, guint from, guint to)
{
  if (from == to)
    return;
  for (guint word = from >> 6; word <= (to - 1) >> 6; word++)
    {
      guint64 bits = ~G_GUINT64_CONSTANT (0);

      if (word == from >> 6)
        bits &= ~G_GUINT64_CONSTANT (0) << (from & 63);
      if (word == to >> 6)
        bits &= (G_GUINT64_CONSTANT (1) << (to & 63)) - 1;
      rows->words[word] |= bits;
    }
}

static void
add_inside (Walk *walk, guint from, guint to)
{
  const AtlasPointColumns *columns = &walk->index->columns;

  for (guint row = from; row < to; row++)
    if (contains (walk->polygon, columns->x[row] + walk->shift, columns->y[row]))
      atlas_bitset_set (walk->rows, row);
}

/* @x, @y: the cell's corner. @edges: (array): those that may meet it; the room behind them is free. */
static void
match_cell (Walk *walk, guint level, guint cell, guint32 x, guint32 y, guint *edges, guint n_edges)
{
  const AtlasPyramid *pyramid = walk->index->pyramid;
  gint64 size = WORLD >> level;
  gint64 west = x + walk->shift;
  guint *own = edges + n_edges;
  guint n_own = 0;

  for (guint i = 0; i < n_edges; i++)
    if (edge_meets (&walk->polygon->edges[edges[i]], west, y, west + size - 1, y + size - 1))
      own[n_own++] = edges[i];

  if (n_own == 0 || level == ATLAS_PYRAMID_FINEST)
    {
      guint from = walk->index->starts[pyramid->finest[level][cell]];
      guint to = walk->index->starts[pyramid->finest[level][cell + 1]];

      if (n_own > 0)
        add_inside (walk, from, to);
      else if (contains (walk->polygon, west, y))
        add_run (walk->rows, from, to);
      return;
    }

  for (guint child = pyramid->children[level][cell]; child < pyramid->children[level][cell + 1]; child++)
    {
      guint32 key = pyramid->keys[level + 1][child];

      match_cell (walk, level + 1, child, x + (guint32) ((key & 1) * (size >> 1)),
                  y + (guint32) ((key >> 1 & 1) * (size >> 1)), own, n_own);
    }
}

void
atlas_point_polygon_match (const AtlasPointPolygon *self, AtlasPointIndex *index, AtlasBitset *rows)
{
  g_autofree guint *edges = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (ATLAS_IS_POINT_INDEX (index));
  g_return_if_fail (rows != NULL && rows->n_bits == index->columns.n_points);

  if (self->n_edges == 0 || index->pyramid->n_cells[0] == 0)
    return;

  /* Each level has at most as many as the one above, and they stand one after the other. */
  edges = g_new (guint, (gsize) self->n_edges * (ATLAS_PYRAMID_LEVELS + 1));
  for (guint i = 0; i < self->n_edges; i++)
    edges[i] = i;
  FOREACH_WORLD (self, shift)
  {
    Walk walk = { self, index, rows, shift };

    match_cell (&walk, 0, 0, 0, 0, edges, self->n_edges);
  }
}

/* Simplifying. */

static double
distance_squared (const double *xy, guint point, guint from, guint to)
{
  double dx = xy[2 * to] - xy[2 * from];
  double dy = xy[2 * to + 1] - xy[2 * from + 1];
  double px = xy[2 * point] - xy[2 * from];
  double py = xy[2 * point + 1] - xy[2 * from + 1];
  double length = dx * dx + dy * dy;
  double along = length > 0 ? CLAMP ((px * dx + py * dy) / length, 0, 1) : 0;

  px -= along * dx;
  py -= along * dy;
  return px * px + py * py;
}

static void
keep_between (const double *xy, guint from, guint to, double limit, gboolean *kept)
{
  double farthest = limit;
  guint at = from;

  for (guint i = from + 1; i < to; i++)
    {
      double distance = distance_squared (xy, i, from, to);

      if (distance > farthest)
        {
          farthest = distance;
          at = i;
        }
    }
  if (at == from)
    return;
  kept[at] = TRUE;
  keep_between (xy, from, at, limit, kept);
  keep_between (xy, at, to, limit, kept);
}

guint
atlas_polyline_simplify (double *xy, guint n_points, double tolerance, guint max_points)
{
  g_autofree gboolean *kept = g_new (gboolean, MAX (n_points, 1));
  guint n_kept;

  g_return_val_if_fail (xy != NULL || n_points == 0, 0);
  g_return_val_if_fail (tolerance > 0, 0);
  g_return_val_if_fail (max_points >= 2, 0);

  if (n_points <= 2)
    return n_points;

  do
    {
      memset (kept, 0, n_points * sizeof *kept);
      kept[0] = kept[n_points - 1] = TRUE;
      keep_between (xy, 0, n_points - 1, tolerance * tolerance, kept);
      n_kept = 0;
      for (guint i = 0; i < n_points; i++)
        n_kept += kept[i] ? 1 : 0;
      tolerance *= 1.5;
    }
  while (n_kept > max_points);

  n_kept = 0;
  for (guint i = 0; i < n_points; i++)
    if (kept[i])
      {
        xy[2 * n_kept] = xy[2 * i];
        xy[2 * n_kept + 1] = xy[2 * i + 1];
        n_kept++;
      }
  return n_kept;
}
