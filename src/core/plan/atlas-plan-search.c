/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-plan-search-private.h"

#include <math.h>
#include <string.h>

AtlasPlanSearch *
atlas_plan_search_new (const AtlasPlanShortlist *list, guint64 seed)
{
  AtlasPlanSearch *self = g_new0 (AtlasPlanSearch, 1);

  self->list = list;
  self->is_used = g_new0 (gboolean, list->n_choices + 1);
  self->times = g_new0 (guint16, list->n_cells + 1);
  self->gains = g_new0 (AtlasPlanGain, list->n_choices + 1);
  self->minutes = g_new0 (guint16 *, list->n_choices + 1);
  self->banned = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint choice = 0; choice < list->n_choices; choice++)
    for (guint i = list->first[choice]; i < list->first[choice + 1]; i++)
      {
        const AtlasPlanGain *value = &list->values[list->cells[i]];

        self->gains[choice].weight += value->weight;
        self->gains[choice].women += value->women;
        self->gains[choice].men += value->men;
      }
  atlas_plan_search_seed (self, seed);
  atlas_plan_search_limit (self, list->n_days, ATLAS_PLAN_MAX_STOPS);
  return self;
}

void
atlas_plan_search_free (AtlasPlanSearch *self)
{
  for (guint i = 0; i <= self->list->n_choices; i++)
    g_free (self->minutes[i]);
  g_free (self->minutes);
  g_free (self->is_used);
  g_free (self->times);
  g_free (self->gains);
  g_array_unref (self->banned);
  g_free (self);
}

/* SplitMix64: G. L. Steele, D. Lea and C. H. Flood, "Fast splittable pseudorandom number generators", 2014.
 */
guint64
atlas_plan_search_random (AtlasPlanSearch *self)
{
  guint64 z = self->random += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ z >> 30) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ z >> 31;
}

void
atlas_plan_search_seed (AtlasPlanSearch *self, guint64 seed)
{
  self->random = seed;
}

void
atlas_plan_search_limit (AtlasPlanSearch *self, guint n_days, guint max_stops)
{
  guint most = max_stops > 0 ? MIN (max_stops, ATLAS_PLAN_MAX_STOPS) : ATLAS_PLAN_MAX_STOPS;

  atlas_plan_search_clear (self);
  self->n_days = n_days;
  self->max_stops = most;
  self->n_usable = self->list->n_pins;
  while (self->n_usable < self->list->n_choices && self->list->choices[self->n_usable].level <= n_days)
    self->n_usable++;
}

void
atlas_plan_search_ban (AtlasPlanSearch *self, guint choice, double km)
{
  for (guint i = self->list->n_pins; i < self->list->n_choices; i++)
    if (!self->is_used[i] && atlas_plan_node_get_km (&self->list->choices[i].call.node,
                                                     &self->list->choices[choice].call.node) <= km)
      {
        self->is_used[i] = TRUE;
        g_array_append_val (self->banned, i);
      }
}

void
atlas_plan_search_clear_bans (AtlasPlanSearch *self)
{
  atlas_plan_search_clear (self);
  for (guint i = 0; i < self->banned->len; i++)
    self->is_used[g_array_index (self->banned, guint, i)] = FALSE;
  g_array_set_size (self->banned, 0);
}

const guint16 *
atlas_plan_search_get_minutes (AtlasPlanSearch *self, guint choice)
{
  const AtlasPlanShortlist *list = self->list;
  const AtlasPlanNode *from =
    choice < list->n_choices ? &list->choices[choice].call.node : &list->network->base;

  if (self->minutes[choice] == NULL)
    {
      guint16 *row = self->minutes[choice] = g_new (guint16, list->n_choices + 1);

      for (guint i = 0; i <= list->n_choices; i++)
        {
          const AtlasPlanNode *to = i < list->n_choices ? &list->choices[i].call.node : &list->network->base;
          AtlasPlanWay way;

          row[i] = atlas_plan_network_measure (list->network, from, to, &way)
                     ? (guint16) MIN (way.minutes, ATLAS_PLAN_FAR)
                     : ATLAS_PLAN_FAR;
        }
    }
  return self->minutes[choice];
}

gboolean
atlas_plan_search_try (AtlasPlanSearch *self, const guint *order, guint n, AtlasPlanSchedule *schedule)
{
  const AtlasPlanCall *calls[ATLAS_PLAN_MAX_STOPS];

  for (guint i = 0; i < n; i++)
    calls[i] = &self->list->choices[order[i]].call;
  return atlas_plan_schedule_make (self->list->network, calls, n, self->n_days, schedule, NULL);
}

/* A cell that was reached by nobody is now, or is not any more: what choices would add changes. */
static void
change_cell (AtlasPlanSearch *self, guint cell, int sign)
{
  const AtlasPlanShortlist *list = self->list;
  const AtlasPlanGain *value = &list->values[cell];

  self->total.weight += sign * value->weight;
  self->total.women += sign * value->women;
  self->total.men += sign * value->men;
  for (guint i = list->cell_first[cell]; i < list->cell_first[cell + 1]; i++)
    {
      AtlasPlanGain *gain = &self->gains[list->cell_choices[i]];

      gain->weight -= sign * value->weight;
      gain->women -= sign * value->women;
      gain->men -= sign * value->men;
    }
}

void
atlas_plan_search_insert (AtlasPlanSearch *self, guint position, guint choice)
{
  const AtlasPlanShortlist *list = self->list;

  g_assert (self->n < ATLAS_PLAN_MAX_STOPS && position <= self->n && !self->is_used[choice]);
  memmove (self->order + position + 1, self->order + position, (self->n - position) * sizeof *self->order);
  self->order[position] = choice;
  self->n++;
  self->is_used[choice] = TRUE;
  for (guint i = list->first[choice]; i < list->first[choice + 1]; i++)
    if (self->times[list->cells[i]]++ == 0)
      change_cell (self, list->cells[i], 1);
}

void
atlas_plan_search_remove (AtlasPlanSearch *self, guint position)
{
  const AtlasPlanShortlist *list = self->list;
  guint choice = self->order[position];

  self->n--;
  memmove (self->order + position, self->order + position + 1, (self->n - position) * sizeof *self->order);
  self->is_used[choice] = FALSE;
  for (guint i = list->first[choice]; i < list->first[choice + 1]; i++)
    if (--self->times[list->cells[i]] == 0)
      change_cell (self, list->cells[i], -1);
}

void
atlas_plan_search_clear (AtlasPlanSearch *self)
{
  while (self->n > 0)
    atlas_plan_search_remove (self, self->n - 1);
  self->schedule = (AtlasPlanSchedule){ 0 };
}

gint64
atlas_plan_search_value (const AtlasPlanSearch *self, const AtlasPlanGain *gain)
{
  return gain->weight +
         llround (self->list->request->balance * ATLAS_PLAN_UNITS * MIN (gain->women, gain->men));
}

gint64
atlas_plan_search_added (const AtlasPlanSearch *self, guint choice)
{
  const AtlasPlanGain *gain = &self->gains[choice];
  AtlasPlanGain sum = { self->total.weight + gain->weight, self->total.women + gain->women,
                        self->total.men + gain->men };

  if (self->list->request->balance == 0)
    return gain->weight;
  return atlas_plan_search_value (self, &sum) - atlas_plan_search_value (self, &self->total);
}

void
atlas_plan_search_get (AtlasPlanSearch *self, AtlasPlanSolution *solution)
{
  memcpy (solution->order, self->order, self->n * sizeof *self->order);
  solution->n = self->n;
  solution->value = atlas_plan_search_value (self, &self->total);
  solution->schedule = self->schedule;
}

gboolean
atlas_plan_solution_is_better (const AtlasPlanSolution *a, const AtlasPlanSolution *b)
{
  if (a->value != b->value)
    return a->value > b->value;
  if (fabs (a->schedule.cost - b->schedule.cost) > 1e-6)
    return a->schedule.cost < b->schedule.cost;
  return a->schedule.last < b->schedule.last;
}
