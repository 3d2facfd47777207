/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-upcoming-events.h"

#include <math.h>

#include "atlas-date.h"
#include "atlas-gazetteer.h"
#include "atlas-i18n.h"
#include "atlas-mercator.h"
#include "atlas-region.h"

/* The query language asks for days of beginning; one that began this long ago may still be going on. */
#define LONGEST_DAYS 31

struct _AtlasUpcomingEvents
{
  GObject parent_instance;

  AtlasSession *session;
  GPtrArray *events; /* AtlasUpcomingEvent */
  GCancellable *loading;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasUpcomingEvents, atlas_upcoming_events, G_TYPE_OBJECT)

static void
event_free (gpointer data)
{
  AtlasUpcomingEvent *self = data;

  g_free (self->title);
  g_free (self->start);
  g_free (self->city);
  g_free (self);
}

char *
atlas_upcoming_event_dup_when (const AtlasUpcomingEvent *self)
{
  g_autoptr (GDateTime) start = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  start = self->start ? atlas_timestamp_to_date_time (self->start, -1) : NULL;
  if (start == NULL)
    return g_strdup (self->start);
  /* Translators: a day and a time, as g_date_time_format() takes it: "24 November 2026, 18:30" */
  return g_date_time_format (start, _ ("%-e %B %Y, %H:%M"));
}

gboolean
atlas_upcoming_event_is_in (const AtlasUpcomingEvent *self, guint region, AtlasSelection *selection)
{
  gboolean placed;

  g_return_val_if_fail (self != NULL, FALSE);

  if (selection == NULL)
    return region == ATLAS_REGION_NONE || self->region == region;
  placed = !isnan (self->latitude) && !isnan (self->longitude);
  return atlas_selection_contains (
    selection, placed, placed ? atlas_point_quantise (atlas_mercator_x (self->longitude)) : 0,
    placed ? atlas_point_quantise (atlas_mercator_y (self->latitude)) : 0, self->region,
    atlas_gazetteer_place_of (self->city, -1, self->region, self->latitude, self->longitude));
}

static gboolean
has_ended (AtlasRecord *record, gint64 now)
{
  const char *end = atlas_record_get_text (record, "end");
  gint64 seconds;

  if (end == NULL)
    end = atlas_record_get_text (record, "start");
  return end == NULL || !atlas_timestamp_parse (end, -1, &seconds, NULL) || seconds < now;
}

static double
get_degrees (AtlasRecord *record, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_event, key, -1);

  return atlas_record_has (record, field) ? atlas_record_get_real (record, key) : NAN;
}

static AtlasUpcomingEvent *
event_new (AtlasRecord *record)
{
  AtlasUpcomingEvent *self = g_new0 (AtlasUpcomingEvent, 1);
  const char *region = atlas_record_get_text (record, "address.region");

  self->id = atlas_record_get_id (record);
  self->title = atlas_record_dup_title (record);
  self->start = g_strdup (atlas_record_get_text (record, "start"));
  self->city = g_strdup (atlas_record_get_text (record, "address.city"));
  self->latitude = get_degrees (record, "location.latitude");
  self->longitude = get_degrees (record, "location.longitude");
  self->region = region ? atlas_region_find (region, -1) : ATLAS_REGION_NONE;
  if (region == NULL && !isnan (self->latitude) && !isnan (self->longitude))
    self->region = atlas_region_at (self->latitude, self->longitude);
  return self;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  AtlasRegister *records = data;
  gint64 now = atlas_timestamp_now_seconds ();
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (event_free);
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autofree char *text = NULL;
  char since[ATLAS_DATE_TEXT_SIZE];
  GError *error = NULL;

  atlas_timestamp_format (now - LONGEST_DAYS * 86400, since);
  text = g_strdup_printf ("from:%.10s -status:cancelled", since);
  query = atlas_query_parse (&atlas_kind_event, text, &error);
  if (query != NULL)
    ids = atlas_register_list_ids (records, query, "start", 0, cancellable, &error);
  for (guint i = 0; ids != NULL && i < ids->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autoptr (AtlasRecord) record =
        atlas_register_load (records, &atlas_kind_event, g_array_index (ids, gint64, i), NULL);

      /* One that is gone meanwhile will be told of by the next change notice. */
      if (record != NULL && !has_ended (record, now))
        g_ptr_array_add (events, event_new (record));
    }
  if (error == NULL)
    g_task_return_pointer (task, g_steal_pointer (&events), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  AtlasUpcomingEvents *self = ATLAS_UPCOMING_EVENTS (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = g_task_propagate_pointer (G_TASK (result), &error);

  /* Whoever began another waits for that one. */
  if (g_task_get_cancellable (G_TASK (result)) != self->loading)
    return;
  g_clear_object (&self->loading);
  if (events != NULL)
    {
      g_ptr_array_unref (self->events);
      self->events = g_steal_pointer (&events);
    }
  else
    atlas_session_fail (self->session, _ ("Upcoming events can’t be read"), error);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
stop (AtlasUpcomingEvents *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
load (AtlasUpcomingEvents *self)
{
  g_autoptr (GTask) task = NULL;

  stop (self);
  self->loading = g_cancellable_new ();
  task = g_task_new (self, self->loading, on_loaded, NULL);
  g_task_set_task_data (task, g_object_ref (atlas_session_get_register (self->session)), g_object_unref);
  g_task_run_in_thread (task, load_in_thread);
}

static void
on_records_changed (AtlasUpcomingEvents *self, AtlasChange *change)
{
  if (atlas_change_touches (change, atlas_kind_get_table (&atlas_kind_event)))
    load (self);
}

static void
atlas_upcoming_events_dispose (GObject *object)
{
  AtlasUpcomingEvents *self = ATLAS_UPCOMING_EVENTS (object);

  atlas_upcoming_events_set_session (self, NULL);

  G_OBJECT_CLASS (atlas_upcoming_events_parent_class)->dispose (object);
}

static void
atlas_upcoming_events_finalize (GObject *object)
{
  g_ptr_array_unref (ATLAS_UPCOMING_EVENTS (object)->events);

  G_OBJECT_CLASS (atlas_upcoming_events_parent_class)->finalize (object);
}

static void
atlas_upcoming_events_class_init (AtlasUpcomingEventsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = atlas_upcoming_events_dispose;
  object_class->finalize = atlas_upcoming_events_finalize;

  signals[CHANGED] = g_signal_new ("changed", ATLAS_TYPE_UPCOMING_EVENTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
atlas_upcoming_events_init (AtlasUpcomingEvents *self)
{
  self->events = g_ptr_array_new_with_free_func (event_free);
}

AtlasUpcomingEvents *
atlas_upcoming_events_new (void)
{
  return g_object_new (ATLAS_TYPE_UPCOMING_EVENTS, NULL);
}

void
atlas_upcoming_events_set_session (AtlasUpcomingEvents *self, AtlasSession *session)
{
  g_return_if_fail (ATLAS_IS_UPCOMING_EVENTS (self));
  g_return_if_fail (session == NULL || ATLAS_IS_SESSION (session));

  if (self->session == session)
    return;

  if (self->session != NULL)
    {
      stop (self);
      g_signal_handlers_disconnect_by_data (atlas_session_get_register (self->session), self);
    }
  g_set_object (&self->session, session);
  g_ptr_array_set_size (self->events, 0);
  if (session != NULL)
    {
      g_signal_connect_object (atlas_session_get_register (session), "changed",
                               G_CALLBACK (on_records_changed), self, G_CONNECT_SWAPPED);
      load (self);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
atlas_upcoming_events_is_loading (AtlasUpcomingEvents *self)
{
  g_return_val_if_fail (ATLAS_IS_UPCOMING_EVENTS (self), FALSE);
  return self->loading != NULL;
}

guint
atlas_upcoming_events_get_n (AtlasUpcomingEvents *self)
{
  g_return_val_if_fail (ATLAS_IS_UPCOMING_EVENTS (self), 0);
  return self->events->len;
}

const AtlasUpcomingEvent *
atlas_upcoming_events_get (AtlasUpcomingEvents *self, guint index)
{
  g_return_val_if_fail (ATLAS_IS_UPCOMING_EVENTS (self), NULL);
  g_return_val_if_fail (index < self->events->len, NULL);
  return g_ptr_array_index (self->events, index);
}
