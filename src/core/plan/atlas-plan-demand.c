/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-plan-demand.h"

#include <math.h>
#include <stdlib.h>

#include "atlas-distance.h"
#include "atlas-mercator.h"

/* Up to so many positions each is a cell of its own, and nothing is rounded at all. */
#define MAX_POSITIONS 20000

/* A cell is at most so much of the radius wide. */
#define CELLS_PER_RADIUS 12

/* Cells are never smaller: the pyramid's own finest. */
#define FINEST_LEVEL 24

double
atlas_plan_chord (double km)
{
  return 2 * sin (MIN (km / ATLAS_EARTH_RADIUS_KM, G_PI) / 2);
}

static void
to_sphere (double x, double y, double *sx, double *sy, double *sz)
{
  /* As atlas-point-area.c has it: with t = ln tan (π/4 + φ/2), cos φ = 1 / cosh t and sin φ = tanh t. */
  double longitude = 2 * G_PI * x - G_PI;
  double t = G_PI * (1 - 2 * y);

  *sx = cos (longitude) / cosh (t);
  *sy = sin (longitude) / cosh (t);
  *sz = tanh (t);
}

/* A cell while its members are gathered. */
typedef struct
{
  AtlasPlanCell cell;
  guint64 x, y; /* sums */
} Gathered;

typedef struct
{
  AtlasPlanCell cell;
  double longitude;
  guint band;
} Sorted;

static void
finish_cell (Gathered *gathered, guint level, double band_height, GArray *sorted)
{
  AtlasPlanCell *cell = &gathered->cell;
  double x = ((double) gathered->x / cell->people + 0.5) / 4294967296.0;
  double y = ((double) gathered->y / cell->people + 0.5) / 4294967296.0;
  double latitude = atlas_mercator_latitude (y);
  Sorted done = { .longitude = atlas_mercator_longitude (x) };

  to_sphere (x, y, &cell->x, &cell->y, &cell->z);
  /* The diagonal of the cell, where the map's scale is largest within it. */
  if (level < 32)
    cell->spread = (float) (2 * G_PI * G_SQRT2 / (double) (G_GUINT64_CONSTANT (1) << level) *
                            cos (MIN (fabs (latitude) * (G_PI / 180), G_PI / 2 - 0.01)) * 1.1);
  done.cell = *cell;
  done.band = (guint) ((latitude + 90) / band_height);
  g_array_append_val (sorted, done);
}

static int
compare_sorted (gconstpointer a, gconstpointer b)
{
  const Sorted *one = a, *other = b;

  if (one->band != other->band)
    return one->band < other->band ? -1 : 1;
  if (one->longitude != other->longitude)
    return one->longitude < other->longitude ? -1 : 1;
  return (one->cell.first > other->cell.first) - (one->cell.first < other->cell.first);
}

/* Members of a cell follow each other in the index, whose rows are in Morton order. @level: 32: each position
 * is its own cell. Gives up beyond @most cells. */
static GArray *
gather (AtlasPointIndex *index,
        const AtlasBitset *members,
        const guint16 *met,
        guint met_from,
        const guint weights[2],
        guint level,
        guint most,
        double band_height)
{
  const AtlasPointColumns *columns = atlas_point_index_get_columns (index);
  guint shift = 32 - level;
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (Sorted));
  Gathered now = { 0 };
  guint32 cell_x = 0, cell_y = 0;

  for (guint word = 0; word << 6 < columns->n_placed; word++)
    for (guint64 bits = members->words[word]; bits != 0; bits &= bits - 1)
      {
        guint row = (word << 6) + (guint) __builtin_ctzll (bits);
        guint32 x, y;

        if (row >= columns->n_placed)
          break;
        x = columns->x[row] >> shift;
        y = columns->y[row] >> shift;
        if (now.cell.people == 0 || x != cell_x || y != cell_y)
          {
            if (now.cell.people > 0)
              finish_cell (&now, level, band_height, sorted);
            if (sorted->len > most)
              return NULL;
            now = (Gathered){ .cell.first = row };
            cell_x = x;
            cell_y = y;
          }
        now.x += columns->x[row];
        now.y += columns->y[row];
        now.cell.end = row + 1;
        now.cell.people++;
        now.cell.women += columns->sex[row] == 1;
        now.cell.men += columns->sex[row] == 2;
        now.cell.weight += weights[met_from > 0 && met[row] >= met_from];
      }
  if (now.cell.people > 0)
    finish_cell (&now, level, band_height, sorted);
  g_array_sort (sorted, compare_sorted);
  return g_steal_pointer (&sorted);
}

AtlasPlanDemand *
atlas_plan_demand_new (AtlasPointIndex *index,
                       const AtlasBitset *members,
                       const guint16 *met,
                       guint met_from,
                       const guint weights[2],
                       double radius_km)
{
  AtlasPlanDemand *self = g_new0 (AtlasPlanDemand, 1);
  g_autoptr (GArray) sorted = NULL;
  /* A degree of latitude is 111 km: some bands to a circle. */
  double band_height = CLAMP (radius_km / 111 / 2, 0.05, 2);
  /* Cells of the map are smaller on the ground away from the equator: 0.7 of it at 45 degrees. */
  double width = ATLAS_MERCATOR_EQUATOR_KM * 0.7 * CELLS_PER_RADIUS / radius_km;
  guint level = (guint) CLAMP (ceil (log2 (width)), 1, FINEST_LEVEL);

  sorted = gather (index, members, met, met_from, weights, 32, MAX_POSITIONS, band_height);
  if (sorted == NULL)
    sorted = gather (index, members, met, met_from, weights, level, G_MAXUINT, band_height);

  self->band_height = band_height;
  self->n_bands = (guint) ceil (180 / band_height) + 1;
  self->n_cells = sorted->len;
  self->cells = g_new (AtlasPlanCell, sorted->len + 1);
  self->longitudes = g_new (double, sorted->len + 1);
  self->bands = g_new0 (guint, self->n_bands + 1);
  for (guint i = 0; i < sorted->len; i++)
    {
      const Sorted *cell = &g_array_index (sorted, Sorted, i);

      self->cells[i] = cell->cell;
      self->longitudes[i] = cell->longitude;
      self->bands[cell->band + 1]++;
    }
  for (guint band = 0; band < self->n_bands; band++)
    self->bands[band + 1] += self->bands[band];
  return self;
}

void
atlas_plan_demand_free (AtlasPlanDemand *self)
{
  g_free (self->cells);
  g_free (self->longitudes);
  g_free (self->bands);
  g_free (self);
}

void
atlas_plan_demand_scan (
  const AtlasPlanDemand *self, double latitude, double longitude, double km, AtlasPlanScan *scan)
{
  atlas_distance_box (latitude, longitude, km + 0.01, &scan->south, &scan->west, &scan->north, &scan->east);
  scan->band = (guint) ((MAX (scan->south, -90) + 90) / self->band_height);
  scan->last_band = MIN ((guint) ((scan->north + 90) / self->band_height), self->n_bands - 1);
}

/* The first cell of first..end-1 whose longitude is not less. */
static guint
find_longitude (const AtlasPlanDemand *self, guint first, guint end, double longitude)
{
  while (first < end)
    {
      guint middle = (first + end) / 2;

      if (self->longitudes[middle] < longitude)
        first = middle + 1;
      else
        end = middle;
    }
  return first;
}

gboolean
atlas_plan_demand_next (const AtlasPlanDemand *self, AtlasPlanScan *scan, guint *first, guint *end)
{
  while (scan->band <= scan->last_band)
    {
      guint band = scan->band++;

      if (self->bands[band] == self->bands[band + 1])
        continue;
      *first = find_longitude (self, self->bands[band], self->bands[band + 1], scan->west);
      *end = *first;
      while (*end < self->bands[band + 1] && self->longitudes[*end] <= scan->east)
        ++*end;
      if (*first < *end)
        return TRUE;
    }
  return FALSE;
}
