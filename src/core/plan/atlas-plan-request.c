/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-plan-request.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "atlas-date.h"
#include "atlas-i18n.h"

const char *const atlas_plan_travel_names[] = { "drive", "fly", "mixed", NULL };

AtlasPlanRequest *
atlas_plan_request_new (void)
{
  AtlasPlanRequest *self = g_new0 (AtlasPlanRequest, 1);

  self->radius_km = 50;
  self->travel = ATLAS_PLAN_MIXED;
  /* Roads against great circles: about 1.2 in the USA and 1.3 in Canada (R. H. Ballou, H. Rahardja and N.
   * Sakai, "Selected country circuity factors for road travel distance estimation", Transportation Research A
   * 36, 2002). The larger one, as a plan that is late is worse than one that waits. */
  self->detour = 1.3;
  self->drive_kmh = 80;
  self->drive_km_day = 600;
  self->drive_overhead = 0.25;
  self->fly_kmh = 700;
  self->fly_overhead = 3;
  self->fly_from_km = 200;
  self->currency = g_strdup ("CAD");
  self->price_km = 0.7;
  self->price_flight = 250;
  self->price_flight_km = 0.15;
  self->price_night = 200;
  self->stop_hours = 3;
  self->day_start = 8;
  self->day_end = 20;
  self->met_weight = 0.25;
  self->contactable = TRUE;
  self->pinned = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_plan_pin_free);
  self->barred = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_plan_spot_free);
  self->spots = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_plan_spot_free);
  self->distances = g_array_new (FALSE, FALSE, sizeof (AtlasPlanDistance));
  return self;
}

static gpointer
copy_spot (gconstpointer spot, gpointer data)
{
  return atlas_plan_spot_copy (spot);
}

static gpointer
copy_pin (gconstpointer source, gpointer data)
{
  const AtlasPlanPin *pin = source;

  return atlas_plan_pin_new (atlas_plan_spot_copy (pin->spot), pin->date);
}

AtlasPlanRequest *
atlas_plan_request_copy (const AtlasPlanRequest *self)
{
  AtlasPlanRequest *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->audience = g_strdup (self->audience);
  copy->base = self->base != NULL ? atlas_plan_spot_copy (self->base) : NULL;
  copy->from = g_strdup (self->from);
  copy->to = g_strdup (self->to);
  copy->currency = g_strdup (self->currency);
  copy->pinned = g_ptr_array_copy (self->pinned, (GCopyFunc) copy_pin, NULL);
  copy->barred = g_ptr_array_copy (self->barred, (GCopyFunc) copy_spot, NULL);
  copy->spots = g_ptr_array_copy (self->spots, (GCopyFunc) copy_spot, NULL);
  copy->distances = g_array_copy (self->distances);
  return copy;
}

void
atlas_plan_request_free (AtlasPlanRequest *self)
{
  g_clear_pointer (&self->base, atlas_plan_spot_free);
  g_free (self->audience);
  g_free (self->from);
  g_free (self->to);
  g_free (self->currency);
  g_ptr_array_unref (self->pinned);
  g_ptr_array_unref (self->barred);
  g_ptr_array_unref (self->spots);
  g_array_unref (self->distances);
  g_free (self);
}

static void
parse_day (const char *text, GDate *date)
{
  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay) atoi (text + 8), (GDateMonth) atoi (text + 5), (GDateYear) atoi (text));
}

guint
atlas_plan_request_get_n_days (const AtlasPlanRequest *self)
{
  GDate from, to;
  int days;

  g_return_val_if_fail (self != NULL, 0);

  if (self->from == NULL || self->to == NULL || !atlas_date_is_valid (self->from, -1) ||
      !atlas_date_is_valid (self->to, -1))
    return 0;
  parse_day (self->from, &from);
  parse_day (self->to, &to);
  days = g_date_days_between (&from, &to);
  return days < 0 ? 0 : (guint) days + 1;
}

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, message);
  return FALSE;
}

static gboolean
check_days (const AtlasPlanRequest *self, GError **error)
{
  guint n_days = atlas_plan_request_get_n_days (self);

  if (self->from == NULL || !atlas_date_is_valid (self->from, -1))
    return fail (error, _ ("The first day is missing or is none: write it as 2026-11-24."));
  if (self->to == NULL || !atlas_date_is_valid (self->to, -1))
    return fail (error, _ ("The last day is missing or is none: write it as 2026-11-24."));
  if (n_days == 0)
    return fail (error, _ ("The last day lies before the first."));
  if (n_days > ATLAS_PLAN_MAX_DAYS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _ ("A mission of %u days can't be planned; %d at most."), n_days, ATLAS_PLAN_MAX_DAYS);
      return FALSE;
    }
  for (guint i = 0; i < self->pinned->len; i++)
    {
      const AtlasPlanPin *pin = g_ptr_array_index (self->pinned, i);

      if (pin->date != NULL && (!atlas_date_is_valid (pin->date, -1) || strcmp (pin->date, self->from) < 0 ||
                                strcmp (pin->date, self->to) > 0))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       _ ("%s shall be on %s, which is no day of the mission."), pin->spot->name, pin->date);
          return FALSE;
        }
    }
  return TRUE;
}

/* A number's bounds, and what it is called. */
typedef struct
{
  double value, least, most;
  const char *label;
} Bounds;

gboolean
atlas_plan_request_check (const AtlasPlanRequest *self, GError **error)
{
  const Bounds bounds[] = {
    { self->radius_km, 0.1, 1000, N_ ("The kilometres that people come") },
    { self->max_stops, 0, ATLAS_PLAN_MAX_STOPS, N_ ("The number of stops") },
    { self->detour, 1, 5, N_ ("The detour of roads") },
    { self->drive_kmh, 1, 300, N_ ("The speed on the road") },
    { self->drive_km_day, 1, 5000, N_ ("The kilometres on one day") },
    { self->drive_overhead, 0, 24, N_ ("The time for loading") },
    { self->fly_kmh, 10, 3000, N_ ("The speed in the air") },
    { self->fly_overhead, 0, 24, N_ ("The time at airports") },
    { self->fly_from_km, 0, 50000, N_ ("The distance from which one flies") },
    { self->price_km, 0, 1e6, N_ ("The price of a kilometre") },
    { self->price_flight, 0, 1e9, N_ ("The price of a flight") },
    { self->price_flight_km, 0, 1e6, N_ ("The price of a kilometre in the air") },
    { self->price_night, 0, 1e9, N_ ("The price of a night") },
    { self->budget, 0, 1e12, N_ ("The budget") },
    { self->stop_hours, 0.25, 24, N_ ("The time at a stop") },
    { self->day_start, 0, 24, N_ ("The hour at which a day begins") },
    { self->day_end, 0, 24, N_ ("The hour at which a day ends") },
    { self->rest_after, 0, ATLAS_PLAN_MAX_DAYS, N_ ("The days after which there is rest") },
    { self->not_met_days, 0, 36500, N_ ("The days within which somebody was met") },
    { self->met_weight, 0, 1, N_ ("What one counts who was met") },
    { self->balance, 0, 10, N_ ("What balance is worth") },
  };

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->base == NULL)
    return fail (error, _ ("From where the mission sets out is missing."));
  if (!check_days (self, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    if (!(bounds[i].value >= bounds[i].least && bounds[i].value <= bounds[i].most))
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("%s must be %g to %g."),
                     _ (bounds[i].label), bounds[i].least, bounds[i].most);
        return FALSE;
      }
  if (self->day_end - self->day_start < self->stop_hours)
    return fail (error, _ ("A day is too short for a stop."));
  if ((self->rest_weekdays & 0x7f) == 0x7f)
    return fail (error, _ ("There is no day of the week that is not for rest."));
  if (self->max_stops > 0 && self->pinned->len > self->max_stops)
    return fail (error, _ ("More stops are pinned than there may be."));
  if (self->pinned->len > ATLAS_PLAN_MAX_STOPS)
    return fail (error, _ ("Too many stops are pinned."));
  return TRUE;
}

gboolean
atlas_plan_request_same_people (const AtlasPlanRequest *a, const AtlasPlanRequest *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return g_strcmp0 (a->audience, b->audience) == 0 && a->radius_km == b->radius_km &&
         a->contactable == b->contactable && a->not_met_days == b->not_met_days &&
         a->met_weight == b->met_weight;
}
