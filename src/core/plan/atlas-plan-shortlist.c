/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-plan-shortlist.h"

#include <string.h>

#include "atlas-gazetteer.h"
#include "atlas-region.h"

/* Of fewer places all are taken. */
#define ALL 300

/* How many are taken of those that reach the most who are not reached yet: of the first level, and of each
 * further one. */
#define FIRST_SEEDS 150
#define LATER_SEEDS 50
#define MOST_SEEDS  450

/* And near each of these so many others that reach nearly as many, no nearer to each other than this part of
 * the radius. */
#define VARIANTS        5
#define VARIANT_SPACING 0.15

typedef struct
{
  AtlasPlanShortlist *list;
  guint8 *levels;
  gboolean *taken;   /* by candidate */
  gboolean *covered; /* by cell of the demand */
  guint *bounds;     /* by candidate: what it adds at most */
  GArray *choices;
} Picking;

static void
make_call (AtlasPlanNetwork *network, guint place, AtlasPlanCall *call)
{
  AtlasPlace found;
  const char *region;

  atlas_gazetteer_get_place (place, &found);
  region = found.region != ATLAS_REGION_NONE ? atlas_region_get_code (found.region) : NULL;
  atlas_plan_network_make_node (network, found.latitude, found.longitude, region, found.timezone,
                                &call->node);
  call->day = -1;
  call->rank = -1;
}

static guint
find_level (const AtlasPlanNetwork *network, const AtlasPlanCall *call)
{
  AtlasPlanSchedule schedule;

  return atlas_plan_schedule_make (network, &call, 1, network->n_days, &schedule, NULL)
           ? schedule.last_day + 1
           : 0;
}

static gboolean
is_barred (const AtlasPlanRequest *request, double latitude, double longitude)
{
  for (guint i = 0; i < request->barred->len; i++)
    if (atlas_plan_spot_is_at (g_ptr_array_index (request->barred, i), latitude, longitude))
      return TRUE;
  return FALSE;
}

static guint8 *
list_levels (AtlasPlanProblem *problem, AtlasPlanNetwork *network)
{
  guint8 *levels = g_new0 (guint8, problem->n_candidates + 1);

  for (guint i = 0; i < problem->n_candidates; i++)
    {
      const AtlasPlanCandidate *candidate = &problem->candidates[i];
      AtlasPlanCall call;

      if (is_barred (network->request, candidate->latitude, candidate->longitude))
        continue;
      make_call (network, candidate->place, &call);
      levels[i] = (guint8) MIN (find_level (network, &call), 255);
    }
  return levels;
}

static void
add_spot (Picking *self, const AtlasPlanSpot *spot, int pin)
{
  AtlasPlanChoice choice = { .candidate = -1, .pin = pin };

  atlas_plan_network_make_node (self->list->network, spot->latitude, spot->longitude, spot->region,
                                spot->timezone, &choice.call.node);
  choice.call.day = choice.call.rank = -1;
  for (guint i = 0; i < self->list->problem->n_candidates; i++)
    {
      const AtlasPlanCandidate *candidate = &self->list->problem->candidates[i];

      if (!self->taken[i] && atlas_plan_spot_is_at (spot, candidate->latitude, candidate->longitude))
        {
          /* What is so near is the same place: nobody stops there twice. */
          self->taken[i] = TRUE;
          if (choice.candidate < 0)
            choice.candidate = (int) i;
        }
    }
  choice.level = find_level (self->list->network, &choice.call);
  if (choice.level == 0)
    choice.level = G_MAXUINT; /* behind all others: it is never reached */
  g_array_append_val (self->choices, choice);
}

static void
add_pins (Picking *self)
{
  const AtlasPlanRequest *request = self->list->request;

  for (guint i = 0; i < request->pinned->len; i++)
    {
      const AtlasPlanPin *pin = g_ptr_array_index (request->pinned, i);
      AtlasPlanChoice *choice;

      add_spot (self, pin->spot, (int) i);
      choice = &g_array_index (self->choices, AtlasPlanChoice, i);
      choice->call.day = atlas_plan_network_get_day (self->list->network, pin->date);
      choice->call.rank = request->fixed_order ? (int) i : -1;
    }
  self->list->n_pins = request->pinned->len;
}

static void
add_candidate (Picking *self, guint candidate)
{
  AtlasPlanChoice choice = { .candidate = (int) candidate, .pin = -1, .level = self->levels[candidate] };

  make_call (self->list->network, self->list->problem->candidates[candidate].place, &choice.call);
  self->taken[candidate] = TRUE;
  g_array_append_val (self->choices, choice);
}

/* What a candidate adds to the cells that are covered; or covers them. */
static guint
cover (Picking *self, guint candidate, gboolean take)
{
  const AtlasPlanProblem *problem = self->list->problem;
  const AtlasPlanCandidate *place = &problem->candidates[candidate];
  double chord = atlas_plan_chord (problem->request->radius_km);
  double least = chord * chord;
  guint weight = 0, first, end;
  AtlasPlanScan scan;

  atlas_plan_demand_scan (problem->demand, place->latitude, place->longitude, problem->request->radius_km,
                          &scan);
  while (atlas_plan_demand_next (problem->demand, &scan, &first, &end))
    for (guint i = first; i < end; i++)
      if (!self->covered[i] &&
          atlas_plan_cell_chord2 (&problem->demand->cells[i], place->x, place->y, place->z) <= least)
        {
          weight += problem->demand->cells[i].weight;
          self->covered[i] |= take;
        }
  return weight;
}

/* Near a place that was taken, others that reach about as many: the same people from another side. */
static void
add_variants (Picking *self, guint seed, guint level)
{
  const AtlasPlanProblem *problem = self->list->problem;
  const AtlasPlanCandidate *centre = &problem->candidates[seed];
  double near = atlas_plan_chord (problem->request->radius_km);
  double apart = atlas_plan_chord (problem->request->radius_km * VARIANT_SPACING);
  guint first = self->choices->len - 1;

  for (guint i = 0; i < problem->n_candidates && self->choices->len - first <= VARIANTS; i++)
    {
      const AtlasPlanCandidate *other = &problem->candidates[i];
      double dx = other->x - centre->x, dy = other->y - centre->y, dz = other->z - centre->z;
      gboolean is_apart = TRUE;

      if (self->taken[i] || self->levels[i] == 0 || self->levels[i] > level ||
          dx * dx + dy * dy + dz * dz > near * near)
        continue;
      for (guint k = first; is_apart && k < self->choices->len; k++)
        {
          const AtlasPlanNode *node = &g_array_index (self->choices, AtlasPlanChoice, k).call.node;

          dx = node->x - other->x;
          dy = node->y - other->y;
          dz = node->z - other->z;
          is_apart = dx * dx + dy * dy + dz * dz >= apart * apart;
        }
      if (is_apart)
        add_candidate (self, i);
    }
}

/* The candidate of up to @level that adds the most: only those are weighed anew whose bound says that they
 * might (M. Minoux, "Accelerated greedy algorithms for maximizing submodular set functions", 1978). -1 where
 * none adds anything. @from: no candidate before it may be taken any more */
static int
find_best (Picking *self, guint level)
{
  const AtlasPlanProblem *problem = self->list->problem;
  guint most = 0;
  int best = -1;

  for (guint i = 0; i < problem->n_candidates; i++)
    {
      /* They are in the order of their weights, which no bound exceeds. */
      if (problem->candidates[i].weight <= most)
        break;
      if (self->taken[i] || self->levels[i] == 0 || self->levels[i] > level || self->bounds[i] <= most)
        continue;
      self->bounds[i] = cover (self, i, FALSE);
      if (self->bounds[i] > most)
        {
          most = self->bounds[i];
          best = (int) i;
        }
    }
  return best;
}

static gboolean
has_level (const Picking *self, guint level)
{
  return memchr (self->levels, (int) level, self->list->problem->n_candidates) != NULL;
}

static void
pick (Picking *self)
{
  const AtlasPlanProblem *problem = self->list->problem;
  guint n_seeds = 0;

  for (guint i = 0; i < problem->n_candidates; i++)
    self->bounds[i] = problem->candidates[i].weight;
  for (guint level = 1; level <= self->list->n_days; level++)
    {
      guint most = MIN (n_seeds == 0 ? FIRST_SEEDS : n_seeds + LATER_SEEDS, MOST_SEEDS);

      if (!has_level (self, level))
        continue;
      if (problem->n_candidates <= ALL)
        {
          for (guint i = 0; i < problem->n_candidates; i++)
            if (!self->taken[i] && self->levels[i] == level)
              add_candidate (self, i);
          continue;
        }
      for (; n_seeds < most; n_seeds++)
        {
          int best = find_best (self, level);

          if (best < 0)
            break;
          cover (self, (guint) best, TRUE);
          add_candidate (self, (guint) best);
          add_variants (self, (guint) best, level);
        }
    }
}

static int
compare_levels (gconstpointer a, gconstpointer b)
{
  const AtlasPlanChoice *one = a, *other = b;

  if (one->level != other->level)
    return one->level < other->level ? -1 : 1;
  return (one->candidate > other->candidate) - (one->candidate < other->candidate);
}

/* Which cells each choice reaches: those whose middle lies within the radius. */
static void
list_cells (AtlasPlanShortlist *self, GArray *cells)
{
  const AtlasPlanDemand *demand = self->problem->demand;
  double radius = self->problem->request->radius_km;
  double chord = atlas_plan_chord (radius);

  self->first = g_new (guint, self->n_choices + 1);
  for (guint i = 0; i < self->n_choices; i++)
    {
      const AtlasPlanNode *node = &self->choices[i].call.node;
      guint first, end;
      AtlasPlanScan scan;

      self->first[i] = cells->len;
      atlas_plan_demand_scan (demand, node->latitude, node->longitude, radius, &scan);
      while (atlas_plan_demand_next (demand, &scan, &first, &end))
        for (guint k = first; k < end; k++)
          if (atlas_plan_cell_chord2 (&demand->cells[k], node->x, node->y, node->z) <= chord * chord)
            g_array_append_val (cells, k);
    }
  self->first[self->n_choices] = cells->len;
}

/* Numbers those cells anew that any choice reaches, and turns the lists round. */
static void
link_cells (AtlasPlanShortlist *self)
{
  const AtlasPlanDemand *demand = self->problem->demand;
  g_autofree guint *numbers = g_new0 (guint, demand->n_cells + 1);
  g_autofree guint *filled = NULL;
  guint n_links = self->first[self->n_choices];

  self->values = g_new (AtlasPlanGain, MIN (demand->n_cells, n_links) + 1);
  self->origins = g_new (guint, MIN (demand->n_cells, n_links) + 1);
  for (guint i = 0; i < n_links; i++)
    {
      const AtlasPlanCell *cell = &demand->cells[self->cells[i]];
      guint *number = &numbers[self->cells[i]];

      if (*number == 0)
        {
          self->values[self->n_cells] = (AtlasPlanGain){ cell->weight, (int) cell->women, (int) cell->men };
          self->origins[self->n_cells] = self->cells[i];
          *number = ++self->n_cells;
        }
      self->cells[i] = *number - 1;
    }
  self->cell_first = g_new0 (guint, self->n_cells + 1);
  self->cell_choices = g_new (guint, n_links + 1);
  for (guint i = 0; i < n_links; i++)
    self->cell_first[self->cells[i] + 1]++;
  for (guint i = 0; i < self->n_cells; i++)
    self->cell_first[i + 1] += self->cell_first[i];
  filled = g_memdup2 (self->cell_first, (self->n_cells + 1) * sizeof *filled);
  for (guint choice = 0; choice < self->n_choices; choice++)
    for (guint i = self->first[choice]; i < self->first[choice + 1]; i++)
      self->cell_choices[filled[self->cells[i]]++] = choice;
}

AtlasPlanShortlist *
atlas_plan_shortlist_new (AtlasPlanProblem *problem,
                          const AtlasPlanRequest *request,
                          guint n_days,
                          GPtrArray *also)
{
  AtlasPlanShortlist *self = g_new0 (AtlasPlanShortlist, 1);
  g_autofree gboolean *taken = g_new0 (gboolean, problem->n_candidates + 1);
  g_autofree gboolean *covered = g_new0 (gboolean, problem->demand->n_cells + 1);
  g_autofree guint *bounds = g_new0 (guint, problem->n_candidates + 1);
  GArray *cells = g_array_new (FALSE, FALSE, sizeof (guint));
  Picking picking = { .list = self, .taken = taken, .covered = covered, .bounds = bounds };

  self->problem = problem;
  self->request = request;
  self->n_days = n_days;
  self->network = atlas_plan_network_new (request, n_days);
  picking.levels = self->levels = list_levels (problem, self->network);
  picking.choices = g_array_new (FALSE, FALSE, sizeof (AtlasPlanChoice));
  add_pins (&picking);
  for (guint i = 0; also != NULL && i < also->len; i++)
    {
      const AtlasPlanSpot *spot = g_ptr_array_index (also, i);
      gboolean known = is_barred (request, spot->latitude, spot->longitude);

      for (guint k = 0; !known && k < request->pinned->len; k++)
        known = atlas_plan_spot_is_at (((AtlasPlanPin *) g_ptr_array_index (request->pinned, k))->spot,
                                       spot->latitude, spot->longitude);
      if (!known)
        add_spot (&picking, spot, -1);
    }
  pick (&picking);

  self->n_choices = picking.choices->len;
  self->choices = (AtlasPlanChoice *) g_array_free (picking.choices, FALSE);
  if (self->n_choices > self->n_pins)
    qsort (self->choices + self->n_pins, self->n_choices - self->n_pins, sizeof *self->choices,
           compare_levels);
  list_cells (self, cells);
  self->cells = (guint *) g_array_free (cells, FALSE);
  link_cells (self);
  return self;
}

void
atlas_plan_shortlist_free (AtlasPlanShortlist *self)
{
  atlas_plan_network_free (self->network);
  g_free (self->choices);
  g_free (self->first);
  g_free (self->cells);
  g_free (self->cell_first);
  g_free (self->cell_choices);
  g_free (self->values);
  g_free (self->origins);
  g_free (self->levels);
  g_free (self);
}

int
atlas_plan_shortlist_find (const AtlasPlanShortlist *self, double latitude, double longitude)
{
  for (guint i = 0; i < self->n_choices; i++)
    {
      const AtlasPlanNode *node = &self->choices[i].call.node;

      if (node->latitude == latitude && node->longitude == longitude)
        return (int) i;
    }
  return -1;
}

AtlasPlanSpot *
atlas_plan_shortlist_dup_spot (const AtlasPlanShortlist *self, guint choice)
{
  const AtlasPlanChoice *found = &self->choices[choice];

  if (found->pin >= 0)
    {
      const AtlasPlanPin *pin = g_ptr_array_index (self->request->pinned, (guint) found->pin);

      return atlas_plan_spot_copy (pin->spot);
    }
  if (found->candidate >= 0)
    return atlas_plan_spot_new_for_place (self->problem->candidates[found->candidate].place);
  return atlas_plan_spot_new (NULL, found->call.node.latitude, found->call.node.longitude);
}
