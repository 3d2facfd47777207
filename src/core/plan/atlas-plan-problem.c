/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-plan-problem-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "atlas-date.h"
#include "atlas-facet.h"
#include "atlas-gazetteer.h"
#include "atlas-kind.h"
#include "atlas-vocabulary.h"

#define ANY_CHANNEL 7 /* contact by e-mail, phone or post */

/* Takes away who may not be contacted: no consent, or not there any more, as contact lists do. */
static void
keep_contactable (AtlasPlanProblem *self)
{
  const AtlasPointColumns *columns = atlas_point_index_get_columns (self->index);
  int active = atlas_vocabulary_find (&atlas_vocabulary_member_status, "active", -1);

  for (guint word = 0; word < self->members->n_words; word++)
    for (guint64 bits = self->members->words[word]; bits != 0; bits &= bits - 1)
      {
        guint row = (word << 6) + (guint) __builtin_ctzll (bits);

        if ((columns->consents[row] & ANY_CHANNEL) == 0 ||
            (columns->status[row] != 0 && columns->status[row] != active + 1))
          atlas_bitset_unset (self->members, row);
      }
}

static void
count_members (AtlasPlanProblem *self)
{
  const AtlasPointColumns *columns = atlas_point_index_get_columns (self->index);

  for (guint word = 0; word < self->members->n_words; word++)
    for (guint64 bits = self->members->words[word]; bits != 0; bits &= bits - 1)
      self->n_placed += (word << 6) + (guint) __builtin_ctzll (bits) < columns->n_placed;
  self->n_members = atlas_bitset_count (self->members);
}

static gboolean
is_within_country (const AtlasPlace *place)
{
  return strcmp (place->country, "CA") == 0 || strcmp (place->country, "US") == 0 ||
         strcmp (place->country, "PR") == 0;
}

static void
weigh (AtlasPlanProblem *self, AtlasPlanCandidate *candidate)
{
  const AtlasPlanDemand *demand = self->demand;
  double chord = atlas_plan_chord (self->request->radius_km);
  double least = chord * chord;
  guint people = 0, weight = 0, first, end;
  AtlasPlanScan scan;

  atlas_plan_demand_scan (demand, candidate->latitude, candidate->longitude, self->request->radius_km, &scan);
  while (atlas_plan_demand_next (demand, &scan, &first, &end))
    for (guint i = first; i < end; i++)
      {
        const AtlasPlanCell *cell = &demand->cells[i];
        gboolean within = atlas_plan_cell_chord2 (cell, candidate->x, candidate->y, candidate->z) <= least;

        people += within ? cell->people : 0;
        weight += within ? cell->weight : 0;
      }
  candidate->people = people;
  candidate->weight = weight;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const AtlasPlanCandidate *one = a, *other = b;

  if (one->weight != other->weight)
    return one->weight > other->weight ? -1 : 1;
  return (one->place > other->place) - (one->place < other->place);
}

static void
find_candidates (AtlasPlanProblem *self)
{
  guint n_places = atlas_gazetteer_get_n_places ();

  self->candidates = g_new (AtlasPlanCandidate, n_places + 1);
  for (guint i = 0; i < n_places; i++)
    {
      AtlasPlanCandidate *candidate = &self->candidates[self->n_candidates];
      AtlasPlace place;
      double phi, lambda;

      if (!atlas_gazetteer_get_place (i, &place) || !is_within_country (&place))
        continue;
      phi = place.latitude * (G_PI / 180);
      lambda = place.longitude * (G_PI / 180);
      *candidate = (AtlasPlanCandidate){
        .place = i,
        .latitude = place.latitude,
        .longitude = place.longitude,
        .x = cos (phi) * cos (lambda),
        .y = cos (phi) * sin (lambda),
        .z = sin (phi),
      };
      weigh (self, candidate);
      self->n_candidates += candidate->people > 0;
    }
  qsort (self->candidates, self->n_candidates, sizeof *self->candidates, compare_candidates);
  self->n_candidates = MIN (self->n_candidates, ATLAS_PLAN_MAX_CANDIDATES);
}

AtlasPlanProblem *
atlas_plan_problem_new_for_rows (AtlasPointIndex *index,
                                 AtlasBitset *rows,
                                 guint16 *met,
                                 const AtlasPlanRequest *request)
{
  AtlasPlanProblem *self;
  guint n_points, n_audience;
  guint weights[2] = { ATLAS_PLAN_UNITS, ATLAS_PLAN_UNITS };

  g_return_val_if_fail (ATLAS_IS_POINT_INDEX (index), NULL);
  g_return_val_if_fail (request != NULL, NULL);

  self = g_new0 (AtlasPlanProblem, 1);
  g_atomic_ref_count_init (&self->references);
  self->request = atlas_plan_request_copy (request);
  self->index = g_object_ref (index);
  self->members = rows;
  self->met = met;
  n_points = atlas_point_index_get_n_points (index);
  if (self->members == NULL)
    {
      self->members = atlas_bitset_new (n_points);
      atlas_bitset_fill (self->members, TRUE);
    }
  if (self->met == NULL)
    self->met = g_memdup2 (atlas_point_index_get_columns (index)->contacted, n_points * sizeof *self->met);
  if (request->not_met_days > 0)
    {
      self->met_from = MAX ((int) atlas_facet_today () - (int) request->not_met_days, 1);
      weights[1] = (guint) lround (request->met_weight * ATLAS_PLAN_UNITS);
    }
  n_audience = atlas_bitset_count (self->members);
  if (request->contactable)
    keep_contactable (self);
  count_members (self);
  self->n_refused = n_audience - self->n_members;
  self->demand =
    atlas_plan_demand_new (index, self->members, self->met, self->met_from, weights, request->radius_km);
  find_candidates (self);
  return self;
}

AtlasPlanProblem *
atlas_plan_problem_new (AtlasRegister *source,
                        const AtlasPlanRequest *request,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (AtlasPointSet) set = NULL;
  AtlasPointIndex *index;
  const AtlasBitset *rows;
  guint16 *met;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), NULL);
  g_return_val_if_fail (request != NULL, NULL);

  query = atlas_register_parse_query (source, &atlas_kind_member, request->audience, error);
  set = query ? atlas_register_match (source, query, cancellable, error) : NULL;
  if (set == NULL)
    return NULL;
  index = atlas_point_set_get_index (set);
  rows = atlas_point_set_get_rows (set);
  met = atlas_plan_read_met (source, index, cancellable, error);
  if (met == NULL)
    return NULL;
  return atlas_plan_problem_new_for_rows (index, rows != NULL ? atlas_bitset_copy (rows) : NULL, met,
                                          request);
}

AtlasPlanProblem *
atlas_plan_problem_ref (AtlasPlanProblem *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
atlas_plan_problem_unref (AtlasPlanProblem *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  atlas_plan_request_free (self->request);
  g_object_unref (self->index);
  atlas_bitset_free (self->members);
  g_free (self->met);
  atlas_plan_demand_free (self->demand);
  g_free (self->candidates);
  g_free (self);
}

gboolean
atlas_plan_problem_serves (AtlasPlanProblem *self, const AtlasPlanRequest *request)
{
  g_return_val_if_fail (self != NULL && request != NULL, FALSE);

  return atlas_plan_request_same_people (self->request, request);
}

guint
atlas_plan_problem_get_n_members (AtlasPlanProblem *self)
{
  return self->n_members;
}

guint
atlas_plan_problem_get_n_placed (AtlasPlanProblem *self)
{
  return self->n_placed;
}

guint
atlas_plan_problem_get_n_refused (AtlasPlanProblem *self)
{
  return self->n_refused;
}

guint
atlas_plan_problem_get_n_candidates (AtlasPlanProblem *self)
{
  return self->n_candidates;
}

AtlasPointIndex *
atlas_plan_problem_get_index (AtlasPlanProblem *self)
{
  return self->index;
}
