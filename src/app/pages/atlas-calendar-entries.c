/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-calendar-entries.h"

#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-kind-words.h"

/* Days before the span on which an event may begin that is still going on within it. */
#define LONGEST_EVENT 31

struct _AtlasCalendarEntries
{
  GObject parent_instance;

  AtlasSession *session;
  guint32 first, last;
  gboolean events;
  GPtrArray *entries;
  GCancellable *reading;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasCalendarEntries, atlas_calendar_entries, G_TYPE_OBJECT)

static void
entry_free (gpointer data)
{
  AtlasCalendarEntry *self = data;

  g_free (self->title);
  g_free (self->place);
  g_free (self);
}

char *
atlas_calendar_entry_dup_time (const AtlasCalendarEntry *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->start < 0)
    return g_strdup ("");
  if (self->end < 0 || self->first != self->last)
    return g_strdup_printf ("%02d:%02d", self->start / 60, self->start % 60);
  return g_strdup_printf ("%02d:%02d – %02d:%02d", self->start / 60, self->start % 60, self->end / 60,
                          self->end % 60);
}

/* --- Reading, on a worker. */

typedef struct
{
  guint32 first, last;
  char *events; /* the search; NULL: no events */
} Request;

static void
request_free (gpointer data)
{
  g_free (((Request *) data)->events);
  g_free (data);
}

static guint32
parse_day (const char *text)
{
  GDate day;

  g_date_clear (&day, 1);
  if (text == NULL || !atlas_date_is_valid (text, 10))
    return 0;
  g_date_set_dmy (&day, (GDateDay) g_ascii_strtoll (text + 8, NULL, 10),
                  (GDateMonth) g_ascii_strtoll (text + 5, NULL, 10),
                  (GDateYear) g_ascii_strtoll (text, NULL, 10));
  return g_date_valid (&day) ? g_date_get_julian (&day) : 0;
}

static void
append_day (GString *out, const char *term, guint32 julian)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, julian);
  g_string_append_printf (out, " %s:%04d-%02d-%02d", term, g_date_get_year (&day), g_date_get_month (&day),
                          g_date_get_day (&day));
}

/* By the clocks that the text is written by. */
static guint32
read_instant (const char *text, int *minutes)
{
  g_autoptr (GDateTime) there = text != NULL ? atlas_timestamp_to_date_time (text, -1) : NULL;
  GDate day;

  if (there == NULL)
    return 0;
  *minutes = g_date_time_get_hour (there) * 60 + g_date_time_get_minute (there);
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) g_date_time_get_day_of_month (there),
                  (GDateMonth) g_date_time_get_month (there), (GDateYear) g_date_time_get_year (there));
  return g_date_get_julian (&day);
}

static gboolean
fill_event (AtlasCalendarEntry *self, AtlasRecord *event)
{
  const char *status = atlas_record_get_text (event, "status");

  self->end = -1;
  self->first = read_instant (atlas_record_get_text (event, "start"), &self->start);
  self->last = read_instant (atlas_record_get_text (event, "end"), &self->end);
  if (self->first == 0)
    return FALSE;
  /* What ends at midnight ends with the day before. */
  if (self->last > self->first && self->end == 0)
    {
      self->last--;
      self->end = self->last > self->first ? -1 : 24 * 60;
      if (self->start == 0)
        self->start = self->end = -1;
    }
  self->last = MAX (self->last, self->first);
  self->place = atlas_record_dup_town (event);
  self->cancelled = g_strcmp0 (status, "cancelled") == 0;
  self->tentative = g_strcmp0 (status, "planned") == 0;
  return TRUE;
}

static gboolean
fill_mission (AtlasCalendarEntry *self, AtlasRecord *mission)
{
  const char *status = atlas_record_get_text (mission, "status");
  g_autoptr (GPtrArray) stops = atlas_record_dup_items (mission, "stops");
  g_autoptr (GString) places = g_string_new (NULL);

  self->start = self->end = -1;
  self->first = parse_day (atlas_record_get_text (mission, "start"));
  self->last = MAX (self->first, parse_day (atlas_record_get_text (mission, "end")));
  if (self->first == 0)
    return FALSE;
  for (guint i = 0; i < stops->len; i++)
    {
      const char *place = atlas_record_get_text (g_ptr_array_index (stops, i), "place");

      if (place != NULL)
        g_string_append_printf (places, "%s%s", places->len > 0 ? ", " : "", place);
    }
  self->place = places->len > 0 ? g_strdup (places->str) : NULL;
  self->tentative = status == NULL || g_str_equal (status, "draft");
  return TRUE;
}

static gboolean
read_kind (AtlasRegister *source,
           const AtlasKind *kind,
           const char *text,
           const Request *request,
           GPtrArray *entries,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (AtlasQuery) query = atlas_register_parse_query (source, kind, text, error);
  g_autoptr (GArray) ids =
    query != NULL ? atlas_register_list_ids (source, query, "", 0, cancellable, error) : NULL;

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      g_autoptr (AtlasRecord) record = atlas_register_load (source, kind, id, NULL);
      AtlasCalendarEntry *entry;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (record == NULL)
        continue; /* deleted meanwhile */
      entry = g_new0 (AtlasCalendarEntry, 1);
      entry->kind = kind;
      entry->id = id;
      entry->title = atlas_record_dup_title (record);
      if ((kind == &atlas_kind_mission ? fill_mission (entry, record) : fill_event (entry, record)) &&
          entry->last >= request->first && entry->first <= request->last)
        g_ptr_array_add (entries, entry);
      else
        entry_free (entry);
    }
  return TRUE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const AtlasCalendarEntry *first = *(const AtlasCalendarEntry *const *) a;
  const AtlasCalendarEntry *second = *(const AtlasCalendarEntry *const *) b;
  gboolean first_long = first->last > first->first || first->start < 0;
  gboolean second_long = second->last > second->first || second->start < 0;

  if (first->first != second->first)
    return first->first < second->first ? -1 : 1;
  if (first_long != second_long)
    return first_long ? -1 : 1;
  if (first_long && first->last != second->last)
    return first->last > second->last ? -1 : 1;
  if (first->start != second->start)
    return first->start - second->start;
  return g_utf8_collate (first->title, second->title);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Request *request = data;
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  g_autoptr (GString) missions = g_string_new (NULL);
  g_autoptr (GString) events = g_string_new (request->events);
  GError *error = NULL;

  append_day (missions, "from", request->first);
  append_day (missions, "to", request->last);
  append_day (events, "from", request->first - LONGEST_EVENT);
  append_day (events, "to", request->last);
  if (!read_kind (source, &atlas_kind_mission, missions->str, request, entries, cancellable, &error) ||
      (request->events != NULL &&
       !read_kind (source, &atlas_kind_event, events->str, request, entries, cancellable, &error)))
    {
      g_task_return_error (task, error);
      return;
    }
  g_ptr_array_sort (entries, compare);
  g_task_return_pointer (task, g_steal_pointer (&entries), (GDestroyNotify) g_ptr_array_unref);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasCalendarEntries) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->reading)
    return;
  g_clear_object (&self->reading);
  if (entries == NULL)
    {
      if (self->session != NULL)
        g_signal_emit_by_name (self->session, "failed", _ ("The Calendar Can’t Be Read"), error);
      return;
    }
  g_ptr_array_unref (self->entries);
  self->entries = g_steal_pointer (&entries);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
read_again (AtlasCalendarEntries *self)
{
  g_autoptr (GTask) task = NULL;
  Request *request;

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->session == NULL || self->first == 0)
    return;
  request = g_new0 (Request, 1);
  request->first = self->first;
  request->last = self->last;
  if (self->events)
    request->events = g_strdup (atlas_query_get_text (
      atlas_filter_get_query (atlas_session_get_filter (self->session, &atlas_kind_event))));
  self->reading = g_cancellable_new ();
  task = g_task_new (atlas_session_get_register (self->session), self->reading, on_read, g_object_ref (self));
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, read_in_thread);
}

static void
on_records_changed (AtlasCalendarEntries *self, AtlasChange *change)
{
  if (atlas_change_is_everything (change) ||
      atlas_change_touches (change, atlas_kind_get_table (&atlas_kind_event)) ||
      atlas_change_touches (change, atlas_kind_get_table (&atlas_kind_mission)))
    read_again (self);
}

/* --- GObject. */

static void
atlas_calendar_entries_dispose (GObject *object)
{
  atlas_calendar_entries_set_session (ATLAS_CALENDAR_ENTRIES (object), NULL);

  G_OBJECT_CLASS (atlas_calendar_entries_parent_class)->dispose (object);
}

static void
atlas_calendar_entries_finalize (GObject *object)
{
  g_ptr_array_unref (ATLAS_CALENDAR_ENTRIES (object)->entries);

  G_OBJECT_CLASS (atlas_calendar_entries_parent_class)->finalize (object);
}

static void
atlas_calendar_entries_class_init (AtlasCalendarEntriesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_calendar_entries_dispose;
  G_OBJECT_CLASS (klass)->finalize = atlas_calendar_entries_finalize;

  signals[CHANGED] = g_signal_new ("changed", ATLAS_TYPE_CALENDAR_ENTRIES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
atlas_calendar_entries_init (AtlasCalendarEntries *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
}

AtlasCalendarEntries *
atlas_calendar_entries_new (void)
{
  return g_object_new (ATLAS_TYPE_CALENDAR_ENTRIES, NULL);
}

void
atlas_calendar_entries_set_session (AtlasCalendarEntries *self, AtlasSession *session)
{
  g_return_if_fail (ATLAS_IS_CALENDAR_ENTRIES (self));

  if (session == self->session)
    return;
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (atlas_session_get_register (self->session), self);
      g_signal_handlers_disconnect_by_data (atlas_session_get_filter (self->session, &atlas_kind_event),
                                            self);
    }
  g_set_object (&self->session, session);
  g_ptr_array_set_size (self->entries, 0);
  if (session != NULL)
    {
      g_signal_connect_object (atlas_session_get_register (session), "changed",
                               G_CALLBACK (on_records_changed), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (atlas_session_get_filter (session, &atlas_kind_event), "notify::query",
                               G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
    }
  read_again (self);
}

void
atlas_calendar_entries_set_span (AtlasCalendarEntries *self, guint32 first, guint32 last, gboolean events)
{
  g_return_if_fail (ATLAS_IS_CALENDAR_ENTRIES (self));

  if (first == self->first && last == self->last && events == self->events)
    return;
  self->first = first;
  self->last = last;
  self->events = events;
  read_again (self);
}

GPtrArray *
atlas_calendar_entries_get (AtlasCalendarEntries *self)
{
  g_return_val_if_fail (ATLAS_IS_CALENDAR_ENTRIES (self), NULL);
  return self->entries;
}

gboolean
atlas_calendar_entries_is_settled (AtlasCalendarEntries *self)
{
  g_return_val_if_fail (ATLAS_IS_CALENDAR_ENTRIES (self), TRUE);
  return self->reading == NULL;
}
