/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-plan-tally.h"

#include <math.h>

struct _AtlasPlanTally
{
  const AtlasPlanShortlist *list;
  GArray **crowds; /* by choice; made when asked for */
  AtlasBitset *seen;
  AtlasBitset *women, *men, *met; /* NULL where it does not matter who is one */
};

/* Of those with a position. */
static void
sort_members (AtlasPlanTally *self)
{
  const AtlasPlanProblem *problem = self->list->problem;
  const AtlasPointColumns *columns = atlas_point_index_get_columns (problem->index);
  gboolean balanced = self->list->request->balance > 0;

  self->women = balanced ? atlas_bitset_new (columns->n_points) : NULL;
  self->men = balanced ? atlas_bitset_new (columns->n_points) : NULL;
  self->met = problem->met_from > 0 ? atlas_bitset_new (columns->n_points) : NULL;
  for (guint row = 0; balanced && row < columns->n_placed; row++)
    if (columns->sex[row] == 1)
      atlas_bitset_set (self->women, row);
    else if (columns->sex[row] == 2)
      atlas_bitset_set (self->men, row);
  for (guint row = 0; self->met != NULL && row < columns->n_placed; row++)
    if (problem->met[row] >= problem->met_from)
      atlas_bitset_set (self->met, row);
}

AtlasPlanTally *
atlas_plan_tally_new (const AtlasPlanShortlist *list)
{
  AtlasPlanTally *self = g_new0 (AtlasPlanTally, 1);

  self->list = list;
  self->crowds = g_new0 (GArray *, list->n_choices + 1);
  self->seen = atlas_bitset_new (list->problem->members->n_bits);
  sort_members (self);
  return self;
}

void
atlas_plan_tally_free (AtlasPlanTally *self)
{
  for (guint i = 0; i < self->list->n_choices; i++)
    g_clear_pointer (&self->crowds[i], g_array_unref);
  g_free (self->crowds);
  atlas_bitset_free (self->seen);
  g_clear_pointer (&self->women, atlas_bitset_free);
  g_clear_pointer (&self->men, atlas_bitset_free);
  g_clear_pointer (&self->met, atlas_bitset_free);
  g_free (self);
}

static const GArray *
get_crowd (AtlasPlanTally *self, guint choice)
{
  const AtlasPlanNode *node = &self->list->choices[choice].call.node;

  if (self->crowds[choice] == NULL)
    self->crowds[choice] =
      atlas_plan_problem_list_crowd (self->list->problem, node->latitude, node->longitude);
  return self->crowds[choice];
}

static inline guint
count_in (const AtlasBitset *set, guint word, guint64 bits)
{
  return set != NULL ? (guint) __builtin_popcountll (bits & set->words[word]) : 0;
}

void
atlas_plan_tally_count (AtlasPlanTally *self, const guint *order, guint n, guint *people, gint64 *value)
{
  guint all = 0, women = 0, men = 0, met = 0;

  for (guint i = 0; i < n; i++)
    {
      const GArray *crowd = get_crowd (self, order[i]);

      for (guint k = 0; k < crowd->len; k++)
        {
          const AtlasPlanWord *entry = &g_array_index (crowd, AtlasPlanWord, k);
          guint64 *seen = &self->seen->words[entry->word];
          guint64 fresh = entry->bits & ~*seen;

          *seen |= entry->bits;
          all += (guint) __builtin_popcountll (fresh);
          women += count_in (self->women, entry->word, fresh);
          men += count_in (self->men, entry->word, fresh);
          met += count_in (self->met, entry->word, fresh);
        }
    }
  for (guint i = 0; i < n; i++)
    {
      const GArray *crowd = self->crowds[order[i]];

      for (guint k = 0; k < crowd->len; k++)
        self->seen->words[g_array_index (crowd, AtlasPlanWord, k).word] = 0;
    }
  *people = all;
  *value = atlas_plan_get_value (self->list->request, all, women, men, met);
}

gint64
atlas_plan_get_value (const AtlasPlanRequest *request, guint people, guint women, guint men, guint met)
{
  gint64 met_units = request->not_met_days > 0 ? lround (request->met_weight * ATLAS_PLAN_UNITS) : 0;

  return (gint64) (people - met) * ATLAS_PLAN_UNITS + (gint64) met * met_units +
         llround (request->balance * ATLAS_PLAN_UNITS * MIN (women, men));
}
