/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "atlas-plan.h"

/* A plan as JSON, for scripts and for records. Kilometres to a tenth, hours and money to a hundredth. */

static void
set_number (JsonObject *object, const char *key, double value, double grain)
{
  if (!isfinite (value))
    json_object_set_null_member (object, key);
  else if (grain == 1)
    json_object_set_int_member (object, key, llround (value));
  else
    json_object_set_double_member (object, key, round (value * grain) / grain);
}

static void
set_text (JsonObject *object, const char *key, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, key, text);
  else
    json_object_set_null_member (object, key);
}

static JsonObject *
make_leg (const AtlasPlanLeg *leg)
{
  JsonObject *object = json_object_new ();

  set_text (object, "mode", atlas_leg_mode_get_name (leg->mode));
  set_text (object, "departure", leg->departure);
  set_text (object, "arrival", leg->arrival);
  set_number (object, "km", leg->km, 10);
  set_number (object, "hours", leg->hours, 100);
  set_number (object, "cost", leg->cost, 100);
  json_object_set_int_member (object, "nights", leg->nights);
  return object;
}

static JsonObject *
make_spot (const AtlasPlanSpot *spot)
{
  JsonObject *object = json_object_new ();

  set_text (object, "place", spot->name);
  set_text (object, "region", spot->region);
  set_text (object, "country", spot->country);
  json_object_set_double_member (object, "latitude", spot->latitude);
  json_object_set_double_member (object, "longitude", spot->longitude);
  return object;
}

static JsonObject *
make_stop (const AtlasPlan *self, const AtlasPlanStop *stop)
{
  JsonObject *object = make_spot (stop->spot);
  g_autofree char *reason = atlas_plan_dup_reason (self, stop);

  set_text (object, "timezone", stop->spot->timezone);
  json_object_set_int_member (object, "day", stop->day);
  set_text (object, "arrive", stop->leg.arrival);
  set_text (object, "begins", stop->begins);
  set_text (object, "ends", stop->ends);
  set_text (object, "depart", stop->departure);
  json_object_set_boolean_member (object, "night", stop->nights > 0);
  json_object_set_int_member (object, "nights", stop->nights);
  json_object_set_boolean_member (object, "pinned", stop->pinned);
  json_object_set_int_member (object, "reached", stop->reached);
  json_object_set_int_member (object, "newly_reached", stop->newly_reached);
  json_object_set_int_member (object, "only_here", stop->only_here);
  json_object_set_int_member (object, "women", stop->women);
  json_object_set_int_member (object, "men", stop->men);
  json_object_set_int_member (object, "met_lately", stop->met);
  set_text (object, "last_met", stop->last_met);
  set_text (object, "why", reason);
  json_object_set_object_member (object, "leg", make_leg (&stop->leg));
  return object;
}

static JsonObject *
make_totals (const AtlasPlan *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "stops", self->stops->len);
  json_object_set_int_member (object, "people", self->people);
  json_object_set_int_member (object, "women", self->women);
  json_object_set_int_member (object, "men", self->men);
  json_object_set_int_member (object, "met_lately", self->met);
  json_object_set_int_member (object, "days", self->days);
  json_object_set_int_member (object, "nights", self->nights);
  set_number (object, "km", self->km, 10);
  set_number (object, "hours", self->hours, 100);
  set_number (object, "cost", self->cost, 100);
  set_text (object, "currency", self->request->currency);
  return object;
}

static JsonObject *
make_change (const AtlasPlanChange *change)
{
  JsonObject *object = json_object_new ();
  JsonArray *stops = json_array_new ();

  json_object_set_int_member (object, "people", change->people);
  set_number (object, "km", change->km, 10);
  set_number (object, "cost", change->cost, 100);
  for (guint i = 0; i < change->stops->len; i++)
    json_array_add_object_element (stops, make_spot (g_ptr_array_index (change->stops, i)));
  json_object_set_array_member (object, "stops", stops);
  return object;
}

static void
set_change (JsonObject *object, const char *key, const AtlasPlanChange *change)
{
  if (change != NULL)
    json_object_set_object_member (object, key, make_change (change));
  else
    json_object_set_null_member (object, key);
}

static JsonArray *
make_curve (const GArray *curve)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < curve->len; i++)
    {
      const AtlasPlanDays *days = &g_array_index (curve, AtlasPlanDays, i);
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "days", days->days);
      json_object_set_int_member (object, "stops", days->stops);
      json_object_set_int_member (object, "people", days->people);
      json_array_add_object_element (array, object);
    }
  return array;
}

JsonNode *
atlas_plan_to_json (const AtlasPlan *self)
{
  JsonObject *object;
  JsonArray *stops;
  JsonNode *node;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  stops = json_array_new ();
  json_object_set_object_member (object, "base", make_spot (self->request->base));
  set_text (object, "from", self->request->from);
  set_text (object, "to", self->request->to);
  set_number (object, "radius_km", self->request->radius_km, 1000);
  set_text (object, "start", self->start);
  set_text (object, "end", self->end);
  for (guint i = 0; i < self->stops->len; i++)
    json_array_add_object_element (stops, make_stop (self, g_ptr_array_index (self->stops, i)));
  json_object_set_array_member (object, "stops", stops);
  if (self->stops->len > 0)
    json_object_set_object_member (object, "home", make_leg (&self->home));
  else
    json_object_set_null_member (object, "home");
  json_object_set_object_member (object, "totals", make_totals (self));
  json_object_set_int_member (object, "audience", self->audience);
  json_object_set_int_member (object, "without_position", self->unplaced);
  json_object_set_int_member (object, "not_to_be_contacted", self->refused);
  set_number (object, "value", self->value, 100);
  set_number (object, "bound", self->bound, 100);
  set_number (object, "gap", atlas_plan_get_gap (self), 10000);
  if (self->curve != NULL)
    json_object_set_array_member (object, "curve", make_curve (self->curve));
  set_change (object, "day_more", self->day_more);
  set_change (object, "stop_less", self->stop_less);
  if (self->alternatives != NULL)
    {
      JsonArray *alternatives = json_array_new ();

      for (guint i = 0; i < self->alternatives->len; i++)
        json_array_add_object_element (alternatives, make_change (g_ptr_array_index (self->alternatives, i)));
      json_object_set_array_member (object, "alternatives", alternatives);
    }
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}
