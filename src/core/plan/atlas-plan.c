/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-plan-private.h"
#include "atlas-plan-tally.h"

static void
clear_leg (AtlasPlanLeg *leg)
{
  g_free (leg->departure);
  g_free (leg->arrival);
}

static void
free_stop (AtlasPlanStop *stop)
{
  atlas_plan_spot_free (stop->spot);
  clear_leg (&stop->leg);
  g_free (stop->begins);
  g_free (stop->ends);
  g_free (stop->departure);
  g_free (stop->last_met);
  g_free (stop);
}

void
atlas_plan_change_free (AtlasPlanChange *self)
{
  g_ptr_array_unref (self->stops);
  g_free (self);
}

AtlasPlan *
atlas_plan_ref (AtlasPlan *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
atlas_plan_unref (AtlasPlan *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  atlas_plan_request_free (self->request);
  g_ptr_array_unref (self->stops);
  clear_leg (&self->home);
  g_free (self->start);
  g_free (self->end);
  g_clear_pointer (&self->curve, g_array_unref);
  g_clear_pointer (&self->day_more, atlas_plan_change_free);
  g_clear_pointer (&self->stop_less, atlas_plan_change_free);
  g_clear_pointer (&self->alternatives, g_ptr_array_unref);
  g_free (self);
}

/* --- Making. */

static char *
dup_time (const AtlasPlanShortlist *list, guint zone, int minutes)
{
  g_autoptr (GDateTime) time = atlas_plan_network_get_time (list->network, zone, minutes);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%S%:z");
}

static char *
dup_day (guint16 day)
{
  char text[ATLAS_DATE_TEXT_SIZE];

  if (day == 0)
    return NULL;
  atlas_timestamp_format ((gint64) day * 86400, text);
  return g_strndup (text, 10);
}

static void
fill_leg (
  const AtlasPlanShortlist *list, const AtlasPlanVisit *visit, guint from, guint to, AtlasPlanLeg *leg)
{
  *leg = (AtlasPlanLeg){
    .mode = visit->way.mode,
    .km = visit->way.km,
    .hours = visit->way.minutes / 60.0,
    .cost = visit->way.cost,
    .nights = visit->nights_way,
    .departure = dup_time (list, from, visit->sets_out),
    .arrival = dup_time (list, to, visit->arrives),
  };
}

static AtlasPlanStop *
make_stop (const AtlasPlanShortlist *list,
           const AtlasPlanSolution *solution,
           const AtlasPlanVisit *visits,
           guint i)
{
  const AtlasPlanChoice *choice = &list->choices[solution->order[i]];
  const AtlasPlanNode *from = i > 0 ? &list->choices[solution->order[i - 1]].call.node : &list->network->base;
  guint zone = choice->call.node.zone;
  AtlasPlanStop *stop = g_new0 (AtlasPlanStop, 1);

  stop->spot = atlas_plan_shortlist_dup_spot (list, solution->order[i]);
  fill_leg (list, &visits[i], from->zone, zone, &stop->leg);
  stop->begins = dup_time (list, zone, visits[i].begins);
  stop->ends = dup_time (list, zone, visits[i].ends);
  stop->departure = dup_time (list, zone, visits[i + 1].sets_out);
  stop->day = visits[i].day + 1;
  stop->nights = visits[i].nights_before + visits[i].nights_after;
  stop->pinned = choice->pin >= 0;
  return stop;
}

static void
list_positions (const AtlasPlanShortlist *list,
                const AtlasPlanSolution *solution,
                double *latitudes,
                double *longitudes)
{
  for (guint i = 0; i < solution->n; i++)
    {
      const AtlasPlanNode *node = &list->choices[solution->order[i]].call.node;

      latitudes[i] = node->latitude;
      longitudes[i] = node->longitude;
    }
}

static void
count_stops (AtlasPlan *self, const AtlasPlanShortlist *list, const AtlasPlanSolution *solution)
{
  double latitudes[ATLAS_PLAN_MAX_STOPS], longitudes[ATLAS_PLAN_MAX_STOPS];
  AtlasPlanCount counts[ATLAS_PLAN_MAX_STOPS];

  list_positions (list, solution, latitudes, longitudes);
  atlas_plan_problem_count (list->problem, latitudes, longitudes, solution->n, counts);
  for (guint i = 0; i < solution->n; i++)
    {
      AtlasPlanStop *stop = g_ptr_array_index (self->stops, i);

      stop->reached = counts[i].people;
      stop->newly_reached = counts[i].fresh;
      stop->only_here = counts[i].only;
      stop->women = counts[i].women;
      stop->men = counts[i].men;
      stop->met = counts[i].met;
      stop->last_met = dup_day (counts[i].last_met);
      self->people += counts[i].fresh;
      self->women += counts[i].women;
      self->men += counts[i].men;
      self->met += counts[i].met;
    }
}

AtlasPlan *
atlas_plan_new (const AtlasPlanShortlist *list, const AtlasPlanSolution *solution, guint n_days)
{
  AtlasPlan *self = g_new0 (AtlasPlan, 1);
  const AtlasPlanCall *calls[ATLAS_PLAN_MAX_STOPS];
  AtlasPlanVisit visits[ATLAS_PLAN_MAX_STOPS + 1];
  AtlasPlanSchedule schedule;

  g_atomic_ref_count_init (&self->references);
  self->request = atlas_plan_request_copy (list->request);
  self->stops = g_ptr_array_new_with_free_func ((GDestroyNotify) free_stop);
  self->bound = NAN;
  self->audience = list->problem->n_placed;
  self->unplaced = list->problem->n_members - list->problem->n_placed;
  self->refused = list->problem->n_refused;
  if (solution->n == 0)
    return self;

  for (guint i = 0; i < solution->n; i++)
    calls[i] = &list->choices[solution->order[i]].call;
  if (!atlas_plan_schedule_make (list->network, calls, solution->n, n_days, &schedule, visits))
    g_assert_not_reached ();
  for (guint i = 0; i < solution->n; i++)
    g_ptr_array_add (self->stops, make_stop (list, solution, visits, i));
  fill_leg (list, &visits[solution->n], calls[solution->n - 1]->node.zone, list->network->base.zone,
            &self->home);
  self->start = dup_time (list, list->network->base.zone, schedule.first);
  self->end = g_strdup (self->home.arrival);
  self->days = schedule.last_day + 1;
  self->km = schedule.km;
  self->hours = schedule.hours;
  self->cost = schedule.cost;
  self->nights = schedule.nights;
  count_stops (self, list, solution);
  self->value =
    (double) atlas_plan_get_value (self->request, self->people, self->women, self->men, self->met) /
    ATLAS_PLAN_UNITS;
  return self;
}

AtlasPlanChange *
atlas_plan_change_new (const AtlasPlanShortlist *list, const AtlasPlanSolution *solution, guint people)
{
  AtlasPlanChange *self = g_new0 (AtlasPlanChange, 1);

  self->people = people;
  self->km = solution->schedule.km;
  self->cost = solution->schedule.cost;
  self->stops = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_plan_spot_free);
  for (guint i = 0; i < solution->n; i++)
    g_ptr_array_add (self->stops, atlas_plan_shortlist_dup_spot (list, solution->order[i]));
  return self;
}

/* --- Saying. */

double
atlas_plan_get_gap (const AtlasPlan *self)
{
  g_return_val_if_fail (self != NULL, NAN);

  if (isnan (self->bound))
    return NAN;
  return self->value > 0 ? MAX (self->bound / self->value - 1, 0) : self->bound > 0 ? INFINITY : 0;
}

static char *
dup_day_label (const char *day)
{
  g_autoptr (GDateTime) time = g_date_time_new_utc (atoi (day), atoi (day + 5), atoi (day + 8), 0, 0, 0);

  /* Translators: a day, as g_date_time_format() has it: "3 May 2026" */
  return g_date_time_format (time, _ ("%-d %B %Y"));
}

char *
atlas_plan_dup_reason (const AtlasPlan *self, const AtlasPlanStop *stop)
{
  g_autofree char *reached = NULL;
  g_autofree char *fresh = NULL;
  g_autofree char *only = NULL;
  GString *text;

  g_return_val_if_fail (self != NULL && stop != NULL, NULL);

  reached = atlas_number_format (stop->reached);
  fresh = atlas_number_format (stop->newly_reached);
  only = atlas_number_format (stop->only_here);
  text = g_string_new (NULL);
  g_string_append_printf (text, ngettext ("%s person within %g km", "%s people within %g km", stop->reached),
                          reached, self->request->radius_km);
  if (stop->newly_reached < stop->reached)
    /* Translators: of people within the radius: those not counted at an earlier stop */
    g_string_append_printf (text, _ (", %s of them not reached by an earlier stop"), fresh);
  if (stop->only_here < stop->newly_reached)
    g_string_append_printf (text, _ (", %s by no other stop at all"), only);
  if (stop->women + stop->men > 0)
    /* Translators: a share of women, in per cent */
    g_string_append_printf (text, _ ("; %.0f%% women"), 100.0 * stop->women / (stop->women + stop->men));
  if (stop->last_met != NULL)
    {
      g_autofree char *day = dup_day_label (stop->last_met);

      g_string_append_printf (text, _ ("; last met on %s"), day);
    }
  else if (stop->newly_reached > 0)
    g_string_append (text, _ ("; nobody met yet"));
  if (stop->pinned)
    g_string_append (text, _ ("; pinned"));
  return g_string_free (text, FALSE);
}

char *
atlas_plan_dup_effects (const AtlasPlan *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  if (self->day_more != NULL)
    {
      guint more = self->day_more->people - MIN (self->people, self->day_more->people);
      g_autofree char *number = atlas_number_format (more);

      g_string_append_printf (text,
                              ngettext ("One day more would reach %s person more.",
                                        "One day more would reach %s people more.", more),
                              number);
    }
  if (self->stop_less != NULL)
    {
      guint fewer = self->people - MIN (self->people, self->stop_less->people);
      g_autofree char *number = atlas_number_format (fewer);

      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append_printf (text,
                              ngettext ("One stop less would reach %s person fewer",
                                        "One stop less would reach %s people fewer", fewer),
                              number);
      g_string_append_c (text, '.');
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
