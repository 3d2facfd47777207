/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "atlas-plan-problem-private.h"

/* Who can come to which stop, person by person: cells wholly within the radius are taken as they are, of
 * those at its edge each member is looked at. */

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
list_cell (AtlasPlanProblem *self,
           const AtlasPlanCell *cell,
           const AtlasPointCircle *circle,
           gboolean whole,
           GArray *crowd)
{
  const AtlasPointColumns *columns = atlas_point_index_get_columns (self->index);

  for (guint word = cell->first >> 6; word <= (cell->end - 1) >> 6; word++)
    {
      AtlasPlanWord entry = { word, cut_word (self->members->words[word], word, cell->first, cell->end) };

      if (!whole)
        for (guint64 left = entry.bits; left != 0; left &= left - 1)
          {
            guint bit = (guint) __builtin_ctzll (left);
            guint row = (word << 6) + bit;

            if (!atlas_point_circle_contains (circle, columns->x[row], columns->y[row]))
              entry.bits &= ~(G_GUINT64_CONSTANT (1) << bit);
          }
      if (entry.bits != 0)
        g_array_append_val (crowd, entry);
    }
}

GArray *
atlas_plan_problem_list_crowd (AtlasPlanProblem *self, double latitude, double longitude)
{
  GArray *crowd = g_array_new (FALSE, FALSE, sizeof (AtlasPlanWord));
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
          list_cell (self, cell, &circle, distance + cell->spread < chord - 1e-9, crowd);
      }
  return crowd;
}

static void
count_fresh (const AtlasPlanProblem *self, guint word, guint64 fresh, AtlasPlanCount *count)
{
  const AtlasPointColumns *columns = atlas_point_index_get_columns (self->index);

  count->fresh += (guint) __builtin_popcountll (fresh);
  for (; fresh != 0; fresh &= fresh - 1)
    {
      guint row = (word << 6) + (guint) __builtin_ctzll (fresh);
      guint16 met = self->met[row];

      count->women += columns->sex[row] == 1;
      count->men += columns->sex[row] == 2;
      count->met += self->met_from > 0 && met >= self->met_from;
      count->last_met = MAX (count->last_met, met);
    }
}

void
atlas_plan_problem_count (
  AtlasPlanProblem *self, const double *latitudes, const double *longitudes, guint n, AtlasPlanCount *counts)
{
  g_autoptr (AtlasBitset) seen = NULL;
  g_autoptr (AtlasBitset) twice = NULL;
  g_autoptr (GPtrArray) crowds = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (n == 0 || (latitudes != NULL && longitudes != NULL && counts != NULL));

  seen = atlas_bitset_new (self->members->n_bits);
  twice = atlas_bitset_new (self->members->n_bits);
  crowds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint i = 0; i < n; i++)
    {
      GArray *crowd = atlas_plan_problem_list_crowd (self, latitudes[i], longitudes[i]);

      g_ptr_array_add (crowds, crowd);
      counts[i] = (AtlasPlanCount){ 0 };
      for (guint k = 0; k < crowd->len; k++)
        {
          const AtlasPlanWord *entry = &g_array_index (crowd, AtlasPlanWord, k);
          guint64 before = seen->words[entry->word];

          counts[i].people += (guint) __builtin_popcountll (entry->bits);
          count_fresh (self, entry->word, entry->bits & ~before, &counts[i]);
          twice->words[entry->word] |= entry->bits & before;
          seen->words[entry->word] |= entry->bits;
        }
    }
  for (guint i = 0; i < n; i++)
    {
      const GArray *crowd = g_ptr_array_index (crowds, i);

      for (guint k = 0; k < crowd->len; k++)
        {
          const AtlasPlanWord *entry = &g_array_index (crowd, AtlasPlanWord, k);

          counts[i].only += (guint) __builtin_popcountll (entry->bits & ~twice->words[entry->word]);
        }
    }
}

AtlasBitset *
atlas_plan_problem_list_reached (AtlasPlanProblem *self, double latitude, double longitude)
{
  g_autoptr (GArray) crowd = NULL;
  AtlasBitset *rows;

  g_return_val_if_fail (self != NULL, NULL);

  rows = atlas_bitset_new (self->members->n_bits);
  crowd = atlas_plan_problem_list_crowd (self, latitude, longitude);
  for (guint i = 0; i < crowd->len; i++)
    {
      const AtlasPlanWord *entry = &g_array_index (crowd, AtlasPlanWord, i);

      rows->words[entry->word] |= entry->bits;
    }
  return rows;
}
