/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-mission-events.h"

#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-mission-audience.h"
#include "atlas-mission-place.h"
#include "atlas-references.h"

typedef struct
{
  gint64 mission;
  const gboolean *wanted; /* for each stop; NULL: all */
  gsize n_wanted;
  AtlasMissionEvents counts;
} Work;

static const AtlasField *
find (AtlasRecord *record, const char *key)
{
  return atlas_kind_find_field (atlas_record_get_kind (record), key, -1);
}

/* What is held on a mission of a type; NULL where it is not told. */
static const char *
get_event_type (const char *mission_type)
{
  static const struct
  {
    const char *mission, *event;
  } types[] = {
    { "consultation", "consultation" }, { "consular", "consular" }, { "skills", "skills-fair" },
    { "investment", "business-forum" }, { "youth", "youth" },       { "cultural", "cultural" },
  };

  for (guint i = 0; mission_type != NULL && i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].mission, mission_type))
      return types[i].event;
  return NULL;
}

static void
copy (AtlasRecord *stop, const char *from, AtlasRecord *event, const char *to)
{
  atlas_value_copy (atlas_record_get_value (stop, find (stop, from)),
                    atlas_record_edit_value (event, find (event, to)));
}

/* The same, but what the stop does not say stays. */
static void
copy_said (AtlasRecord *stop, const char *from, AtlasRecord *event, const char *to)
{
  if (atlas_record_has (stop, find (stop, from)))
    copy (stop, from, event, to);
}

/* An instant by the clocks of a zone: "2026-11-24T18:30:00-05:00". (transfer full) */
static char *
format_in_zone (const char *instant, GTimeZone *zone)
{
  g_autoptr (GDateTime) time = atlas_timestamp_to_date_time (instant, -1);
  g_autoptr (GDateTime) there = time != NULL && zone != NULL ? g_date_time_to_timezone (time, zone) : NULL;

  return there != NULL ? g_date_time_format (there, "%Y-%m-%dT%H:%M:%S%:z") : g_strdup (instant);
}

static void
set_time (AtlasRecord *stop, const char *from, AtlasRecord *event, const char *to, GTimeZone *zone)
{
  const char *instant = atlas_record_get_text (stop, from);
  g_autofree char *there = instant != NULL ? format_in_zone (instant, zone) : NULL;

  /* What the mission does not say, an officer may have. */
  if (there != NULL)
    atlas_record_set_text (event, to, there);
}

static void
set_times (AtlasRecord *stop, AtlasRecord *event)
{
  const char *name = atlas_stop_get_timezone (stop);
  g_autoptr (GTimeZone) zone = name != NULL ? g_time_zone_new_identifier (name) : NULL;

  if (name != NULL)
    atlas_record_set_text (event, "timezone", name);
  set_time (stop, "arrival", event, "start", zone);
  set_time (stop, "departure", event, "end", zone);
}

static gboolean
is_same (AtlasRecord *stop, const char *of_stop, AtlasRecord *event, const char *of_event)
{
  return atlas_value_equal (atlas_record_get_value (stop, find (stop, of_stop)),
                            atlas_record_get_value (event, find (event, of_event)));
}

static gboolean
has_moved (AtlasRecord *stop, AtlasRecord *event)
{
  return !is_same (stop, "place", event, "address.city") ||
         (atlas_record_has (stop, find (stop, "region")) &&
          !is_same (stop, "region", event, "address.region"));
}

/* A street belongs to the place: it goes with it where the mission stops elsewhere now. */
static void
forget_place (AtlasRecord *event)
{
  static const char *const keys[] = { "address.street",     "address.region",    "address.postcode",
                                      "address.country",    "location.latitude", "location.longitude",
                                      "location.precision", "location.source",   "venue" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    atlas_record_unset (event, find (event, keys[i]));
}

/* What an officer put on the map, such as the hall itself, is nearer than the town. */
static void
set_position (AtlasRecord *stop, AtlasRecord *event)
{
  if (!atlas_stop_is_placed (stop) || atlas_record_has (event, find (event, "location.latitude")))
    return;
  copy (stop, "latitude", event, "location.latitude");
  copy (stop, "longitude", event, "location.longitude");
  atlas_record_set_text (event, "location.precision", "place");
  atlas_record_set_text (event, "location.source", "gazetteer");
}

/* "Consular days · Dallas". (transfer full) */
static char *
make_title (AtlasRecord *mission, const char *place)
{
  g_autofree char *whole = atlas_record_dup_title (mission);

  return place != NULL ? g_strdup_printf ("%s · %s", whole, place) : g_steal_pointer (&whole);
}

/* A title that an officer gave stays. */
static void
set_title (AtlasRecord *mission, AtlasRecord *stop, AtlasRecord *event)
{
  g_autofree char *before = make_title (mission, atlas_record_get_text (event, "address.city"));
  g_autofree char *now = make_title (mission, atlas_record_get_text (stop, "place"));
  const char *title = atlas_record_get_text (event, "title");

  if (title == NULL || g_str_equal (title, before))
    atlas_record_set_text (event, "title", now);
}

static void
set_place (AtlasRecord *mission, AtlasRecord *stop, AtlasRecord *event)
{
  set_title (mission, stop, event);
  if (has_moved (stop, event))
    forget_place (event);
  copy (stop, "place", event, "address.city");
  copy_said (stop, "region", event, "address.region");
  copy_said (stop, "country", event, "address.country");
  copy_said (stop, "venue", event, "venue");
  set_position (stop, event);
}

static gboolean
set_host (AtlasUnit *unit, AtlasRecord *stop, AtlasRecord *event, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (AtlasRecord) host =
    atlas_record_find_id (atlas_unit_get_connection (unit), &atlas_kind_organisation,
                          atlas_record_get_text (stop, "host"), &failure);
  g_autofree char *name = host != NULL ? atlas_record_dup_title (host) : NULL;

  if (name != NULL && !atlas_record_has (event, find (event, "organiser")))
    atlas_record_set_text (event, "organiser", name);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static AtlasRecord *
new_event (AtlasRecord *mission)
{
  AtlasRecord *event = atlas_record_new (&atlas_kind_event);
  const char *type = get_event_type (atlas_record_get_text (mission, "type"));

  atlas_record_set_text (event, "status", "planned");
  if (type != NULL)
    atlas_record_set_text (event, "type", type);
  return event;
}

/* One stop. @changed: (out): whether its entry in the mission is another now */
static gboolean
make_event (
  AtlasUnit *unit, Work *work, AtlasRecord *mission, AtlasRecord *stop, gboolean *changed, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (AtlasRecord) event = NULL;
  g_autoptr (AtlasRecord) before = NULL;
  char id[ATLAS_UUID_TEXT_SIZE];

  *changed = FALSE;
  if (!atlas_record_has (stop, find (stop, "arrival")))
    {
      work->counts.timeless++;
      return TRUE;
    }
  event = atlas_record_find_id (atlas_unit_get_connection (unit), &atlas_kind_event,
                                atlas_record_get_text (stop, "event"), &failure);
  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
  before = event != NULL ? atlas_record_copy (event) : NULL;
  if (event == NULL)
    event = new_event (mission);
  set_times (stop, event);
  set_place (mission, stop, event);
  if (!set_host (unit, stop, event, error))
    return FALSE;
  if (before != NULL && atlas_record_equal (before, event))
    {
      work->counts.kept++;
      return TRUE;
    }
  if (!atlas_record_save (event, unit, FALSE, error))
    return FALSE;
  if (before != NULL)
    {
      work->counts.updated++;
      return TRUE;
    }
  work->counts.made++;
  atlas_uuid_format (atlas_record_get_uuid (event), id);
  atlas_record_set_text (stop, "event", id);
  *changed = TRUE;
  return TRUE;
}

static gboolean
make_events (AtlasUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;
  g_autoptr (AtlasRecord) mission =
    atlas_record_load (atlas_unit_get_connection (unit), &atlas_kind_mission, work->mission, error);
  g_autoptr (GPtrArray) stops = mission != NULL ? atlas_record_dup_items (mission, "stops") : NULL;
  gboolean any = FALSE;

  for (guint i = 0; stops != NULL && i < stops->len; i++)
    {
      AtlasRecord *stop = g_ptr_array_index (stops, i);
      gboolean changed;

      if (work->wanted != NULL && (i >= work->n_wanted || !work->wanted[i]))
        continue;
      if (!make_event (unit, work, mission, stop, &changed, error))
        {
          g_autofree char *name = atlas_stop_dup_name (stop, i);

          g_prefix_error (error, "%s: ", name);
          return FALSE;
        }
      any |= changed;
    }
  if (!any)
    return stops != NULL;
  atlas_record_set_items (mission, "stops", stops);
  return atlas_record_save (mission, unit, FALSE, error);
}

gboolean
atlas_mission_make_events_in (AtlasUnit *unit, gint64 mission, AtlasMissionEvents *counts, GError **error)
{
  Work work = { .mission = mission };

  g_return_val_if_fail (unit != NULL, FALSE);

  if (!make_events (unit, &work, NULL, error))
    return FALSE;
  if (counts != NULL)
    *counts = work.counts;
  return TRUE;
}

gboolean
atlas_mission_make_events_at (
  AtlasUnit *unit, gint64 mission, const gboolean *stops, gsize n_stops, GError **error)
{
  Work work = { .mission = mission, .wanted = stops, .n_wanted = n_stops };

  g_return_val_if_fail (unit != NULL && stops != NULL, FALSE);

  return make_events (unit, &work, NULL, error);
}

gboolean
atlas_mission_make_events (
  AtlasRegister *self, gint64 mission, AtlasMissionEvents *counts, GCancellable *cancellable, GError **error)
{
  Work work = { .mission = mission };
  g_autoptr (AtlasRecord) record = NULL;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), FALSE);

  record = atlas_register_load (self, &atlas_kind_mission, mission, error);
  if (record == NULL)
    return FALSE;
  title = atlas_record_dup_title (record);
  /* Translators: what undo names; %s is a mission. */
  label = g_strdup_printf (_ ("Make events of %s"), title);
  if (!atlas_register_write (self, label, ATLAS_UNIT_DEFAULT, make_events, &work, cancellable, error))
    return FALSE;
  if (counts != NULL)
    *counts = work.counts;
  return TRUE;
}

/* --- Events of stops that are gone. */

static gboolean
names_event (GPtrArray *stops, const char *id)
{
  for (guint i = 0; i < stops->len; i++)
    if (g_strcmp0 (atlas_record_get_text (g_ptr_array_index (stops, i), "event"), id) == 0)
      return TRUE;
  return FALSE;
}

/* Whether records of the kind name the event. -1 with @error */
static int
is_named_by (AtlasConnection *connection, const AtlasKind *kind, const char *id, GError **error)
{
  g_autoptr (GArray) ids = atlas_references_list (connection, kind, &atlas_kind_event, id, FALSE, error);

  return ids != NULL ? ids->len > 0 : -1;
}

/* Whether somebody counts on the event. -1 with @error */
static int
is_counted_on (AtlasConnection *connection, AtlasRecord *event, const char *id, GError **error)
{
  int logged;

  if (g_strcmp0 (atlas_record_get_text (event, "status"), "planned") != 0 ||
      atlas_record_has (event, find (event, "attendance")))
    return TRUE;
  logged = is_named_by (connection, &atlas_kind_interaction, id, error);
  return logged != 0 ? logged : is_named_by (connection, &atlas_kind_mission, id, error);
}

gboolean
atlas_mission_drop_events_in (
  AtlasUnit *unit, GPtrArray *before, GPtrArray *after, AtlasMissionEvents *counts, GError **error)
{
  g_return_val_if_fail (unit != NULL && before != NULL && after != NULL && counts != NULL, FALSE);

  for (guint i = 0; i < before->len; i++)
    {
      const char *id = atlas_record_get_text (g_ptr_array_index (before, i), "event");
      g_autoptr (GError) failure = NULL;
      g_autoptr (AtlasRecord) event = NULL;
      int counted_on;

      if (id == NULL || names_event (after, id))
        continue;
      event = atlas_record_find_id (atlas_unit_get_connection (unit), &atlas_kind_event, id, &failure);
      if (event == NULL && failure == NULL)
        continue;
      counted_on = event != NULL ? is_counted_on (atlas_unit_get_connection (unit), event, id, &failure) : -1;
      if (counted_on < 0)
        return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
      if (counted_on)
        counts->orphaned++;
      else if (!atlas_record_delete (event, unit, error))
        return FALSE;
      else
        counts->dropped++;
    }
  return TRUE;
}

AtlasRecord *
atlas_stop_load_event (AtlasRegister *self, AtlasRecord *stop, GError **error)
{
  AtlasConnection *reader;
  AtlasRecord *event;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), NULL);
  g_return_val_if_fail (stop != NULL && atlas_record_get_kind (stop) == &atlas_kind_stop, NULL);

  reader = atlas_store_acquire_reader (atlas_register_get_store (self), error);
  if (reader == NULL)
    return NULL;
  event = atlas_record_find_id (reader, &atlas_kind_event, atlas_record_get_text (stop, "event"), error);
  atlas_store_release_reader (atlas_register_get_store (self), reader);
  return event;
}
