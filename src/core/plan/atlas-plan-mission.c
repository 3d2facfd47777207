/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-plan-mission.h"

#include <math.h>
#include <string.h>

#include "atlas-i18n.h"

/* Nobody travels from a place to itself. */
#define LEAST_KM 0.5

/* So many places are named in a title. */
#define MAX_NAMED 3

/* The days of the times of plans: "2027-06-07T08:30:00-04:00". */
#define DAY_LENGTH 10

static void
set_text (AtlasRecord *record, const char *key, const char *text)
{
  if (text != NULL)
    atlas_record_set_text (record, key, text);
  else
    atlas_record_unset (record, atlas_kind_find_field (atlas_record_get_kind (record), key, -1));
}

static void
set_day (AtlasRecord *record, const char *key, const char *time)
{
  g_autofree char *day = g_strndup (time, DAY_LENGTH);

  atlas_record_set_text (record, key, day);
}

/* A list item of a field. */
static AtlasRecord *
new_item (AtlasRecord *mission, const char *list)
{
  return atlas_record_new (atlas_kind_find_field (atlas_record_get_kind (mission), list, -1)->items);
}

static GPtrArray *
new_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);
}

/* Stops. */

/* (transfer none) (nullable): the stop of the mission as it was at that place */
static AtlasRecord *
find_before (GPtrArray *stops, const AtlasPlanSpot *spot)
{
  for (guint i = 0; i < stops->len; i++)
    {
      AtlasRecord *stop = g_ptr_array_index (stops, i);

      if (atlas_record_has (stop, atlas_kind_find_field (&atlas_kind_stop, "latitude", -1)) &&
          atlas_plan_spot_is_at (spot, atlas_record_get_real (stop, "latitude"),
                                 atlas_record_get_real (stop, "longitude")))
        return stop;
    }
  return NULL;
}

static void
keep (AtlasRecord *before, AtlasRecord *stop)
{
  static const char *const keys[] = { "event", "venue", "host", "reached", "notes" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const AtlasField *field = atlas_kind_find_field (&atlas_kind_stop, keys[i], -1);

      atlas_value_copy (atlas_record_get_value (before, field), atlas_record_edit_value (stop, field));
    }
}

static AtlasRecord *
make_stop (const AtlasPlan *plan, const AtlasPlanStop *stop, AtlasRecord *mission, AtlasRecord *before)
{
  AtlasRecord *item = new_item (mission, "stops");
  const AtlasPlanSpot *spot = stop->spot;

  if (before != NULL)
    keep (before, item);
  set_text (item, "place", spot->name);
  set_text (item, "region", spot->region);
  set_text (item, "country", spot->country);
  atlas_record_set_real (item, "latitude", spot->latitude);
  atlas_record_set_real (item, "longitude", spot->longitude);
  set_text (item, "timezone", spot->timezone);
  set_text (item, "arrival", stop->begins);
  set_text (item, "departure", stop->ends);
  set_text (item, "night", stop->nights > 0 ? spot->name : NULL);
  atlas_record_set_real (item, "radius", plan->request->radius_km);
  atlas_record_set_integer (item, "expected", stop->newly_reached);
  set_text (item, "pinned", stop->pinned ? "yes" : NULL);
  return item;
}

static AtlasRecord *
make_leg (const AtlasPlanLeg *leg, const char *from, const char *to, AtlasRecord *mission)
{
  AtlasRecord *item = new_item (mission, "legs");

  set_text (item, "mode", atlas_leg_mode_get_name (leg->mode));
  set_text (item, "from", from);
  set_text (item, "to", to);
  set_text (item, "departure", leg->departure);
  set_text (item, "arrival", leg->arrival);
  atlas_record_set_real (item, "km", round (leg->km));
  atlas_record_set_real (item, "hours", round (leg->hours * 100) / 100);
  atlas_record_set_real (item, "cost", round (leg->cost * 100) / 100);
  return item;
}

static void
set_journey (const AtlasPlan *plan, AtlasRecord *mission)
{
  const char *base = plan->request->base->name, *before = base;
  g_autoptr (GPtrArray) old = atlas_record_dup_items (mission, "stops");
  g_autoptr (GPtrArray) stops = new_list ();
  g_autoptr (GPtrArray) legs = new_list ();

  for (guint i = 0; i < plan->stops->len; i++)
    {
      const AtlasPlanStop *stop = g_ptr_array_index (plan->stops, i);

      if (stop->leg.km >= LEAST_KM)
        g_ptr_array_add (legs, make_leg (&stop->leg, before, stop->spot->name, mission));
      g_ptr_array_add (stops, make_stop (plan, stop, mission, find_before (old, stop->spot)));
      before = stop->spot->name;
    }
  if (stops->len > 0 && plan->home.km >= LEAST_KM)
    g_ptr_array_add (legs, make_leg (&plan->home, before, base, mission));
  atlas_record_set_items (mission, "stops", stops);
  atlas_record_set_items (mission, "legs", legs);
}

/* Money. */

/* The line that the plan wrote before, or a new one at the end; what was spent stays. */
static void
set_line (AtlasRecord *mission, GPtrArray *lines, const char *category, const char *item, double amount)
{
  AtlasRecord *line = NULL;

  for (guint i = 0; i < lines->len && line == NULL; i++)
    if (g_strcmp0 (atlas_record_get_text (g_ptr_array_index (lines, i), "category"), category) == 0 &&
        g_strcmp0 (atlas_record_get_text (g_ptr_array_index (lines, i), "item"), item) == 0)
      line = g_ptr_array_index (lines, i);
  if (line == NULL)
    {
      if (amount < 0.005)
        return;
      line = new_item (mission, "budget");
      atlas_record_set_text (line, "item", item);
      atlas_record_set_text (line, "category", category);
      g_ptr_array_add (lines, line);
    }
  atlas_record_set_real (line, "amount", round (amount * 100) / 100);
}

static void
set_budget (const AtlasPlan *plan, AtlasRecord *mission)
{
  g_autoptr (GPtrArray) lines = atlas_record_dup_items (mission, "budget");
  double travel = plan->home.cost;

  for (guint i = 0; i < plan->stops->len; i++)
    travel += ((const AtlasPlanStop *) g_ptr_array_index (plan->stops, i))->leg.cost;
  if (plan->stops->len == 0)
    travel = 0;
  set_text (mission, "currency", plan->request->currency);
  set_line (mission, lines, "travel", _ ("Travel"), travel);
  set_line (mission, lines, "lodging", _ ("Nights"), plan->nights * plan->request->price_night);
  atlas_record_set_items (mission, "budget", lines);
}

static void
set_request (const AtlasPlan *plan, AtlasRecord *mission)
{
  g_autoptr (JsonNode) node = atlas_plan_request_to_json (plan->request);
  g_autofree char *text = json_to_string (node, FALSE);

  atlas_record_set_text (mission, "plan", text);
}

void
atlas_plan_fill_mission (const AtlasPlan *plan, AtlasRecord *mission)
{
  const AtlasPlanSpot *base;

  g_return_if_fail (plan != NULL && mission != NULL);
  g_return_if_fail (atlas_record_get_kind (mission) == &atlas_kind_mission);

  base = plan->request->base;
  set_day (mission, "start", plan->start);
  set_day (mission, "end", plan->end);
  set_text (mission, "timezone", base->timezone);
  set_text (mission, "base.place", base->name);
  set_text (mission, "base.region", base->region);
  set_text (mission, "base.country", base->country);
  atlas_record_set_real (mission, "base.latitude", base->latitude);
  atlas_record_set_real (mission, "base.longitude", base->longitude);
  set_text (mission, "audience", plan->request->audience);
  atlas_record_set_integer (mission, "expected", plan->people);
  set_journey (plan, mission);
  set_budget (plan, mission);
  set_request (plan, mission);
}

/* Accepting. */

/* "Mission to Dallas, Austin, Houston…" (transfer full) */
static char *
make_title (const AtlasPlan *plan)
{
  g_autoptr (GString) places = g_string_new (NULL);

  for (guint i = 0; i < MIN (plan->stops->len, MAX_NAMED); i++)
    g_string_append_printf (places, "%s%s", i > 0 ? ", " : "",
                            ((const AtlasPlanStop *) g_ptr_array_index (plan->stops, i))->spot->name);
  if (plan->stops->len > MAX_NAMED)
    g_string_append (places, "…");
  /* Translators: the title of a mission; %s are its first places */
  return g_strdup_printf (_ ("Mission to %s"), places->str);
}

typedef struct
{
  const AtlasPlan *plan;
  const char *title;
  gint64 id;
  gboolean with_events;
  AtlasMissionEvents events;
} Work;

static gboolean
write_mission (AtlasUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;
  g_autoptr (AtlasRecord) mission = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  if (work->id != 0)
    mission = atlas_record_load (atlas_unit_get_connection (unit), &atlas_kind_mission, work->id, error);
  else
    {
      mission = atlas_record_new (&atlas_kind_mission);
      atlas_record_set_text (mission, "title", work->title);
      atlas_record_set_text (mission, "status", "draft");
    }
  if (mission == NULL)
    return FALSE;
  before = atlas_record_dup_items (mission, "stops");
  atlas_plan_fill_mission (work->plan, mission);
  after = atlas_record_dup_items (mission, "stops");
  if (!atlas_record_save (mission, unit, FALSE, error))
    return FALSE;
  work->id = atlas_record_get_id (mission);
  return !work->with_events || (atlas_mission_make_events_in (unit, work->id, &work->events, error) &&
                                atlas_mission_drop_events_in (unit, before, after, &work->events, error));
}

/* As one step that undo names. @work: its plan and id */
static gboolean
write_step (AtlasRegister *source, Work *work, const char *title, GCancellable *cancellable, GError **error)
{
  g_autofree char *own = NULL;
  g_autofree char *label = NULL;

  if (work->id != 0)
    {
      g_autoptr (AtlasRecord) before = atlas_register_load (source, &atlas_kind_mission, work->id, error);

      if (before == NULL)
        return FALSE;
      own = atlas_record_dup_title (before);
    }
  else
    own = title != NULL ? g_strdup (title) : make_title (work->plan);
  work->title = own;
  /* Translators: what undo names; %s is a mission. */
  label = g_strdup_printf (_ ("Plan %s"), own);
  return atlas_register_write (source, label, ATLAS_UNIT_DEFAULT, write_mission, work, cancellable, error);
}

gboolean
atlas_plan_accept (AtlasRegister *source,
                   const AtlasPlan *plan,
                   gint64 mission,
                   const char *title,
                   gint64 *id,
                   AtlasMissionEvents *events,
                   GCancellable *cancellable,
                   GError **error)
{
  Work work = { .plan = plan, .id = mission, .with_events = TRUE };

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), FALSE);
  g_return_val_if_fail (plan != NULL && id != NULL, FALSE);

  if (!write_step (source, &work, title, cancellable, error))
    return FALSE;
  *id = work.id;
  if (events != NULL)
    *events = work.events;
  return TRUE;
}

gboolean
atlas_plan_save (AtlasRegister *source,
                 const AtlasPlan *plan,
                 const char *title,
                 gint64 *id,
                 GCancellable *cancellable,
                 GError **error)
{
  Work work = { .plan = plan };

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), FALSE);
  g_return_val_if_fail (plan != NULL && id != NULL, FALSE);

  if (!write_step (source, &work, title, cancellable, error))
    return FALSE;
  *id = work.id;
  return TRUE;
}

/* Back. */

static char *
dup_text (AtlasRecord *record, const char *key)
{
  return g_strdup (atlas_record_get_text (record, key));
}

static AtlasPlanSpot *
make_spot (AtlasRecord *record, const char *name, const char *latitude, const char *longitude)
{
  const AtlasKind *kind = atlas_record_get_kind (record);

  if (!atlas_record_has (record, atlas_kind_find_field (kind, latitude, -1)))
    {
      const char *text = atlas_record_get_text (record, name);

      return text != NULL ? atlas_plan_spot_parse (text, NULL) : NULL;
    }
  return atlas_plan_spot_new (atlas_record_get_text (record, name), atlas_record_get_real (record, latitude),
                              atlas_record_get_real (record, longitude));
}

static AtlasPlanRequest *
read_request (const char *text)
{
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;
  g_autoptr (GError) error = NULL;
  AtlasPlanRequest *request = node != NULL ? atlas_plan_request_from_json (node, &error) : NULL;

  if (error != NULL)
    g_info ("A mission is planned without what it was planned by: %s", error->message);
  return request;
}

AtlasPlanRequest *
atlas_plan_request_new_for_mission (AtlasRecord *mission)
{
  g_autoptr (GPtrArray) stops = NULL;
  AtlasPlanRequest *request;
  AtlasPlanSpot *base;
  gboolean is_planned;

  g_return_val_if_fail (mission != NULL, NULL);
  g_return_val_if_fail (atlas_record_get_kind (mission) == &atlas_kind_mission, NULL);

  request = read_request (atlas_record_get_text (mission, "plan"));
  is_planned = request != NULL;
  if (!is_planned)
    request = atlas_plan_request_new ();
  /* The record may have been edited since. */
  base = make_spot (mission, "base.place", "base.latitude", "base.longitude");
  if (base != NULL)
    {
      g_clear_pointer (&request->base, atlas_plan_spot_free);
      request->base = base;
    }
  g_free (request->from);
  request->from = dup_text (mission, "start");
  g_free (request->to);
  request->to = dup_text (mission, "end");
  g_free (request->audience);
  request->audience = dup_text (mission, "audience");
  if (is_planned)
    return request;
  stops = atlas_record_dup_items (mission, "stops");
  for (guint i = 0; i < stops->len; i++)
    {
      AtlasPlanSpot *spot = make_spot (g_ptr_array_index (stops, i), "place", "latitude", "longitude");

      if (spot != NULL)
        g_ptr_array_add (request->pinned, atlas_plan_pin_new (spot, NULL));
    }
  return request;
}
