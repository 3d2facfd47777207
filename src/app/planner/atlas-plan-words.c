/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-plan-words.h"

#include <math.h>

#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-region.h"

char *
atlas_plan_spot_dup_name (const AtlasPlanSpot *spot)
{
  guint region;

  g_return_val_if_fail (spot != NULL, NULL);

  region = spot->region != NULL ? atlas_region_find (spot->region, -1) : ATLAS_REGION_NONE;
  if (region == ATLAS_REGION_NONE)
    return g_strdup (spot->name);
  /* Translators: a town and the province or state that it lies in */
  return g_strdup_printf (_ ("%s, %s"), spot->name, atlas_region_get_name (region));
}

static char *
dup_km (double km)
{
  g_autofree char *number = atlas_number_format ((gint64) round (km));

  return g_strdup_printf (_ ("%s km"), number);
}

/* NULL: nothing is to be paid. */
static char *
dup_cost (const AtlasPlan *plan, double cost)
{
  g_autofree char *number = atlas_number_format ((gint64) round (cost));

  if (round (cost) == 0)
    return NULL;
  if (plan->request->currency == NULL)
    return g_steal_pointer (&number);
  /* Translators: an amount of money and the code of its currency: "460 CAD" */
  return g_strdup_printf (_ ("%s %s"), number, plan->request->currency);
}

/* With " · " between, those that are NULL left out. */
static char *
join (const char *const *parts, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      if (parts[i] != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
atlas_plan_leg_dup_words (const AtlasPlan *plan, const AtlasPlanLeg *leg)
{
  const char *modes[ATLAS_N_LEG_MODES] = { _ ("By road"), _ ("By air"), _ ("By train") };
  g_autofree char *km = NULL, *hours = NULL, *cost = NULL, *nights = NULL;

  g_return_val_if_fail (plan != NULL && leg != NULL, NULL);

  km = dup_km (leg->km);
  hours = atlas_number_format_hours (leg->hours);
  cost = dup_cost (plan, leg->cost);
  if (leg->nights > 0)
    nights =
      g_strdup_printf (ngettext ("%u night on the way", "%u nights on the way", leg->nights), leg->nights);
  return join ((const char *const[]){ modes[leg->mode], km, hours, nights, cost }, 5);
}

char *
atlas_plan_stop_dup_times (const AtlasPlanStop *stop)
{
  g_autoptr (GDateTime) begins = NULL;
  g_autoptr (GDateTime) ends = NULL;
  g_autofree char *day = NULL, *from = NULL, *to = NULL;

  g_return_val_if_fail (stop != NULL, NULL);

  begins = atlas_timestamp_to_date_time (stop->begins, -1);
  ends = atlas_timestamp_to_date_time (stop->ends, -1);
  g_return_val_if_fail (begins != NULL && ends != NULL, NULL);
  /* Translators: a day as g_date_time_format() takes it, in little room: "Tue 8 Jun" */
  day = g_date_time_format (begins, _ ("%a %-e %b"));
  from = g_date_time_format (begins, "%H:%M");
  to = g_date_time_format (ends, "%H:%M");
  /* Translators: a day, and from when to when */
  return g_strdup_printf (_ ("%s, %s–%s"), day, from, to);
}

char *
atlas_plan_dup_totals (const AtlasPlan *plan)
{
  g_autofree char *stops = NULL, *days = NULL, *km = NULL, *nights = NULL, *cost = NULL;

  g_return_val_if_fail (plan != NULL, NULL);

  stops = g_strdup_printf (ngettext ("%u stop", "%u stops", plan->stops->len), plan->stops->len);
  days = g_strdup_printf (ngettext ("%u day", "%u days", plan->days), plan->days);
  km = dup_km (plan->km);
  nights = g_strdup_printf (ngettext ("%u night", "%u nights", plan->nights), plan->nights);
  cost = dup_cost (plan, plan->cost);
  return join ((const char *const[]){ stops, days, nights, km, cost }, 5);
}

char *
atlas_plan_dup_share (const AtlasPlan *plan)
{
  g_autofree char *audience = NULL, *of = NULL, *women = NULL;
  guint known;

  g_return_val_if_fail (plan != NULL, NULL);

  known = plan->women + plan->men;
  audience = atlas_number_format (plan->audience);
  /* Translators: people whom a plan reaches, of so many whom it could */
  of = g_strdup_printf (_ ("of %s who can be reached"), audience);
  if (known > 0)
    women = g_strdup_printf (_ ("%u %% women"), (plan->women * 100 + known / 2) / known);
  return join ((const char *const[]){ of, women }, 2);
}

char *
atlas_plan_dup_gap (const AtlasPlan *plan)
{
  double gap;

  g_return_val_if_fail (plan != NULL, NULL);

  gap = atlas_plan_get_gap (plan);
  if (isnan (gap))
    return NULL;
  if (gap < 0.0005)
    return g_strdup (_ ("No plan reaches more."));
  /* Translators: how much better a plan could be at most, in per cent with a decimal */
  return g_strdup_printf (_ ("No plan can be more than %.1f %% better."), gap * 100);
}

char *
atlas_plan_change_dup_names (const AtlasPlanChange *change)
{
  g_autoptr (GString) names = g_string_new (NULL);

  g_return_val_if_fail (change != NULL, NULL);

  for (guint i = 0; i < change->stops->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            ((const AtlasPlanSpot *) g_ptr_array_index (change->stops, i))->name);
  return g_string_free (g_steal_pointer (&names), FALSE);
}
