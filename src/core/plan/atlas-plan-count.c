/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "atlas-plan-problem-private.h"

/* Who can come to which stop, person by person: cells wholly within the radius are taken as they are, of
 * those at its edge each member is looked at. */

/* The words of the members from row @first to @end, exclusive, that lie within the circle, one by one. */
typedef void (*WordFunc) (guint word, guint64 bits, gpointer data);

static guint64
cut_word (guint64 bits, guint word, guint first, guint end)
{
  if (word == first >> 6)
    bits &= ~G_GUINT64_CONSTANT (0) << (first & 63);
  if (word == end >> 6)
    bits &= (G_GUINT64_CONSTANT (1) << (end & 63)) - 1;
  return bits;
}

static void
visit_cell (AtlasPlanProblem *self,
            const AtlasPlanCell *cell,
            const AtlasPointCircle *circle,
            gboolean whole,
            WordFunc func,
            gpointer data)
{
  const AtlasPointColumns *columns = atlas_point_index_get_columns (self->index);

  for (guint word = cell->first >> 6; word <= (cell->end - 1) >> 6; word++)
    {
      guint64 bits = cut_word (self->members->words[word], word, cell->first, cell->end);

      if (!whole)
        for (guint64 left = bits; left != 0; left &= left - 1)
          {
            guint bit = (guint) __builtin_ctzll (left);
            guint row = (word << 6) + bit;

            if (!atlas_point_circle_contains (circle, columns->x[row], columns->y[row]))
              bits &= ~(G_GUINT64_CONSTANT (1) << bit);
          }
      if (bits != 0)
        func (word, bits, data);
    }
}

static void
visit_circle (AtlasPlanProblem *self, double latitude, double longitude, WordFunc func, gpointer data)
{
  double radius = self->request->radius_km;
  double chord = atlas_plan_chord (radius);
  /* Cells that only reach into the circle have their middle outside; none is wider than a quarter of it. */
  double reach = radius * 1.25 + 0.01;
  AtlasPointCircle circle;
  AtlasPlanScan scan;
  guint first, end;

  atlas_point_circle_init (&circle, latitude, longitude, radius);
  atlas_plan_demand_scan (self->demand, latitude, longitude, reach, &scan);
  while (atlas_plan_demand_next (self->demand, &scan, &first, &end))
    for (guint i = first; i < end; i++)
      {
        const AtlasPlanCell *cell = &self->demand->cells[i];
        double distance = sqrt (atlas_plan_cell_chord2 (cell, circle.x, circle.y, circle.z));

        if (distance - cell->spread <= chord + 1e-9)
          visit_cell (self, cell, &circle, distance + cell->spread < chord - 1e-9, func, data);
      }
}

typedef struct
{
  AtlasPlanProblem *problem;
  AtlasBitset *seen, *twice;
  AtlasPlanCount *count;
} Counting;

static void
count_word (guint word, guint64 bits, gpointer data)
{
  Counting *self = data;
  const AtlasPointColumns *columns = atlas_point_index_get_columns (self->problem->index);
  AtlasPlanCount *count = self->count;
  guint met_from = self->problem->met_from;
  guint64 fresh = bits & ~self->seen->words[word];

  count->people += (guint) __builtin_popcountll (bits);
  count->fresh += (guint) __builtin_popcountll (fresh);
  self->twice->words[word] |= bits & self->seen->words[word];
  self->seen->words[word] |= bits;
  for (; fresh != 0; fresh &= fresh - 1)
    {
      guint row = (word << 6) + (guint) __builtin_ctzll (fresh);
      guint16 met = self->problem->met[row];

      count->women += columns->sex[row] == 1;
      count->men += columns->sex[row] == 2;
      count->met += met_from > 0 && met >= met_from;
      count->last_met = MAX (count->last_met, met);
    }
}

static void
count_only (guint word, guint64 bits, gpointer data)
{
  Counting *self = data;

  self->count->only += (guint) __builtin_popcountll (bits & ~self->twice->words[word]);
}

void
atlas_plan_problem_count (
  AtlasPlanProblem *self, const double *latitudes, const double *longitudes, guint n, AtlasPlanCount *counts)
{
  g_autoptr (AtlasBitset) seen = NULL;
  g_autoptr (AtlasBitset) twice = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (n == 0 || (latitudes != NULL && longitudes != NULL && counts != NULL));

  seen = atlas_bitset_new (self->members->n_bits);
  twice = atlas_bitset_new (self->members->n_bits);
  for (guint i = 0; i < n; i++)
    {
      Counting counting = { self, seen, twice, &counts[i] };

      counts[i] = (AtlasPlanCount){ 0 };
      visit_circle (self, latitudes[i], longitudes[i], count_word, &counting);
    }
  for (guint i = 0; i < n; i++)
    {
      Counting counting = { self, seen, twice, &counts[i] };

      visit_circle (self, latitudes[i], longitudes[i], count_only, &counting);
    }
}

static void
add_word (guint word, guint64 bits, gpointer data)
{
  AtlasBitset *rows = data;

  rows->words[word] |= bits;
}

AtlasBitset *
atlas_plan_problem_list_reached (AtlasPlanProblem *self, double latitude, double longitude)
{
  AtlasBitset *rows;

  g_return_val_if_fail (self != NULL, NULL);

  rows = atlas_bitset_new (self->members->n_bits);
  visit_circle (self, latitude, longitude, add_word, rows);
  return rows;
}
