/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-plan-request.h"

#include <math.h>
#include <string.h>

#include "atlas-i18n.h"

/* A request as JSON: its plain values by a table, the lists by hand. */

typedef enum
{
  TEXT,
  REAL,
  WHOLE,
  BOOLEAN,
} Type;

#define KEY(name, type)                                  \
  {                                                      \
#name, type, G_STRUCT_OFFSET(AtlasPlanRequest, name) \
  }

static const struct
{
  const char *name;
  Type type;
  gsize offset;
} keys[] = {
  KEY (audience, TEXT),        KEY (from, TEXT),         KEY (to, TEXT),
  KEY (radius_km, REAL),       KEY (max_stops, WHOLE),   KEY (detour, REAL),
  KEY (drive_kmh, REAL),       KEY (drive_km_day, REAL), KEY (drive_overhead, REAL),
  KEY (fly_kmh, REAL),         KEY (fly_overhead, REAL), KEY (fly_from_km, REAL),
  KEY (currency, TEXT),        KEY (price_km, REAL),     KEY (price_flight, REAL),
  KEY (price_flight_km, REAL), KEY (price_night, REAL),  KEY (budget, REAL),
  KEY (stop_hours, REAL),      KEY (day_start, REAL),    KEY (day_end, REAL),
  KEY (rest_weekdays, WHOLE),  KEY (rest_after, WHOLE),  KEY (not_met_days, WHOLE),
  KEY (met_weight, REAL),      KEY (balance, REAL),      KEY (contactable, BOOLEAN),
  KEY (fixed_order, BOOLEAN),
};

static void
add_text (JsonObject *object, const char *key, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, key, text);
}

static JsonObject *
make_spot (const AtlasPlanSpot *spot)
{
  JsonObject *object = json_object_new ();

  add_text (object, "place", spot->name);
  add_text (object, "region", spot->region);
  add_text (object, "country", spot->country);
  add_text (object, "timezone", spot->timezone);
  json_object_set_double_member (object, "latitude", spot->latitude);
  json_object_set_double_member (object, "longitude", spot->longitude);
  return object;
}

static JsonArray *
make_spots (GPtrArray *spots)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < spots->len; i++)
    json_array_add_object_element (array, make_spot (g_ptr_array_index (spots, i)));
  return array;
}

static JsonArray *
make_pins (GPtrArray *pins)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < pins->len; i++)
    {
      const AtlasPlanPin *pin = g_ptr_array_index (pins, i);
      JsonObject *object = make_spot (pin->spot);

      add_text (object, "date", pin->date);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
make_distances (GArray *distances)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < distances->len; i++)
    {
      const AtlasPlanDistance *distance = &g_array_index (distances, AtlasPlanDistance, i);
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "from", distance->from);
      json_object_set_int_member (object, "to", distance->to);
      json_object_set_double_member (object, "km", distance->km);
      json_object_set_double_member (object, "hours", distance->hours);
      if (!isnan (distance->cost))
        json_object_set_double_member (object, "cost", distance->cost);
      json_object_set_string_member (object, "mode", atlas_leg_mode_get_name (distance->mode));
      json_array_add_object_element (array, object);
    }
  return array;
}

JsonNode *
atlas_plan_request_to_json (const AtlasPlanRequest *self)
{
  JsonObject *object;
  JsonNode *node;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gconstpointer value = G_STRUCT_MEMBER_P (self, keys[i].offset);

      if (keys[i].type == TEXT)
        add_text (object, keys[i].name, *(char *const *) value);
      else if (keys[i].type == REAL)
        json_object_set_double_member (object, keys[i].name, *(const double *) value);
      else if (keys[i].type == WHOLE)
        json_object_set_int_member (object, keys[i].name, *(const guint *) value);
      else
        json_object_set_boolean_member (object, keys[i].name, *(const gboolean *) value);
    }
  json_object_set_string_member (object, "mode", atlas_plan_travel_names[self->travel]);
  if (self->base != NULL)
    json_object_set_object_member (object, "base", make_spot (self->base));
  json_object_set_array_member (object, "pinned", make_pins (self->pinned));
  json_object_set_array_member (object, "barred", make_spots (self->barred));
  if (self->distances->len > 0)
    {
      json_object_set_array_member (object, "spots", make_spots (self->spots));
      json_object_set_array_member (object, "distances", make_distances (self->distances));
    }
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

/* --- Reading. */

static gboolean
refuse (const char *key, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _ ("The description of a plan is not understood at “%s”."), key);
  return FALSE;
}

/* Of an object's member; @fallback where it is missing. */
static gboolean
read_number (JsonObject *object, const char *key, double fallback, double *number, GError **error)
{
  JsonNode *node = json_object_get_member (object, key);
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;

  *number = fallback;
  if (node == NULL)
    return !isnan (fallback) || refuse (key, error);
  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return refuse (key, error);
  *number = json_node_get_double (node);
  return isfinite (*number) || refuse (key, error);
}

/* Borrowed; NULL where it is missing. */
static gboolean
read_text (JsonObject *object, const char *key, const char **text, GError **error)
{
  JsonNode *node = json_object_get_member (object, key);

  *text = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return refuse (key, error);
  *text = json_node_get_string (node);
  return TRUE;
}

static AtlasPlanSpot *
read_spot (JsonNode *node, const char *key, GError **error)
{
  static const char *const texts[] = { "place", "region", "country", "timezone" };
  const char *found[G_N_ELEMENTS (texts)];
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  AtlasPlanSpot *spot;
  double latitude, longitude;

  if (object == NULL)
    return refuse (key, error), NULL;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!read_text (object, texts[i], &found[i], error))
      return NULL;
  if (!read_number (object, "latitude", NAN, &latitude, error) ||
      !read_number (object, "longitude", NAN, &longitude, error))
    return NULL;
  if (fabs (latitude) > 90 || fabs (longitude) > 180)
    return refuse ("latitude", error), NULL;

  spot = g_new0 (AtlasPlanSpot, 1);
  spot->name = found[0] != NULL ? g_strdup (found[0]) : g_strdup_printf ("%.4f, %.4f", latitude, longitude);
  spot->region = g_strdup (found[1]);
  spot->country = g_strdup (found[2]);
  spot->timezone = g_strdup (found[3]);
  spot->latitude = latitude;
  spot->longitude = longitude;
  return spot;
}

/* (nullable): NULL where there is none; FALSE where it is no list. */
static gboolean
read_list (JsonObject *object, const char *key, JsonArray **list, GError **error)
{
  JsonNode *node = json_object_get_member (object, key);

  *list = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse (key, error);
  *list = json_node_get_array (node);
  return TRUE;
}

static gboolean
read_spots (JsonObject *object, const char *key, gboolean pins, GPtrArray *spots, GError **error)
{
  JsonArray *list;

  if (!read_list (object, key, &list, error))
    return FALSE;
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      AtlasPlanSpot *spot = read_spot (node, key, error);
      const char *date = NULL;

      if (spot == NULL)
        return FALSE;
      if (pins && !read_text (json_node_get_object (node), "date", &date, error))
        return atlas_plan_spot_free (spot), FALSE;
      g_ptr_array_add (spots, pins ? (gpointer) atlas_plan_pin_new (spot, date) : spot);
    }
  return TRUE;
}

static gboolean
read_distances (JsonObject *object, AtlasPlanRequest *self, GError **error)
{
  JsonArray *list;

  if (!read_list (object, "distances", &list, error))
    return FALSE;
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      JsonObject *row = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      AtlasPlanDistance distance = { .cost = NAN };
      const char *mode;
      double from, to;

      if (row == NULL)
        return refuse ("distances", error);
      if (!read_number (row, "from", NAN, &from, error) || !read_number (row, "to", NAN, &to, error) ||
          !read_number (row, "km", NAN, &distance.km, error) ||
          !read_number (row, "hours", NAN, &distance.hours, error) || !read_text (row, "mode", &mode, error))
        return FALSE;
      if (json_object_has_member (row, "cost") && !read_number (row, "cost", NAN, &distance.cost, error))
        return FALSE;
      if (!(from >= 0 && from < self->spots->len && to >= 0 && to < self->spots->len) || distance.km < 0 ||
          distance.hours < 0 || (mode != NULL && !atlas_leg_mode_find (mode, -1, &distance.mode)))
        return refuse ("distances", error);
      distance.from = (guint) from;
      distance.to = (guint) to;
      g_array_append_val (self->distances, distance);
    }
  return TRUE;
}

static gboolean
read_plain (JsonObject *object, AtlasPlanRequest *self, guint i, GError **error)
{
  gpointer value = G_STRUCT_MEMBER_P (self, keys[i].offset);
  JsonNode *node = json_object_get_member (object, keys[i].name);
  const char *text;
  double number;

  if (node == NULL)
    return TRUE;
  switch (keys[i].type)
    {
    case TEXT:
      if (!read_text (object, keys[i].name, &text, error))
        return FALSE;
      g_free (*(char **) value);
      *(char **) value = g_strdup (text);
      return TRUE;
    case REAL:
      return read_number (object, keys[i].name, 0, value, error);
    case WHOLE:
      if (!read_number (object, keys[i].name, 0, &number, error))
        return FALSE;
      if (number < 0 || number > G_MAXINT || number != floor (number))
        return refuse (keys[i].name, error);
      *(guint *) value = (guint) number;
      return TRUE;
    case BOOLEAN:
    default:
      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
        return refuse (keys[i].name, error);
      *(gboolean *) value = json_node_get_boolean (node);
      return TRUE;
    }
}

AtlasPlanRequest *
atlas_plan_request_from_json (JsonNode *node, GError **error)
{
  g_autoptr (AtlasPlanRequest) self = atlas_plan_request_new ();
  JsonObject *object;
  const char *mode;

  g_return_val_if_fail (node != NULL, NULL);

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse ("{", error), NULL;
  object = json_node_get_object (node);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (!read_plain (object, self, i, error))
      return NULL;
  if (!read_text (object, "mode", &mode, error))
    return NULL;
  if (mode != NULL)
    {
      for (self->travel = 0; atlas_plan_travel_names[self->travel] != NULL; self->travel++)
        if (strcmp (mode, atlas_plan_travel_names[self->travel]) == 0)
          break;
      if (atlas_plan_travel_names[self->travel] == NULL)
        return refuse ("mode", error), NULL;
    }
  if (json_object_has_member (object, "base"))
    {
      self->base = read_spot (json_object_get_member (object, "base"), "base", error);
      if (self->base == NULL)
        return NULL;
    }
  if (!read_spots (object, "pinned", TRUE, self->pinned, error) ||
      !read_spots (object, "barred", FALSE, self->barred, error) ||
      !read_spots (object, "spots", FALSE, self->spots, error) || !read_distances (object, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
atlas_plan_request_equal (const AtlasPlanRequest *a, const AtlasPlanRequest *b)
{
  g_autoptr (JsonNode) first = NULL;
  g_autoptr (JsonNode) second = NULL;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  first = atlas_plan_request_to_json (a);
  second = atlas_plan_request_to_json (b);
  return json_node_equal (first, second);
}
