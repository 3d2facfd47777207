/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-session.h"

#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-summary.h"

struct _AtlasSession
{
  GObject parent_instance;

  AtlasRegister *records;
  AtlasFilter *members, *events, *organisations, *missions;
  GListStore *jobs;

  AtlasPointSet *points;
  AtlasQuery *points_query; /* that they answer */
  GCancellable *matching;   /* of the answer that is being waited for */
  AtlasQuery *asked;        /* for it */

  guint day_watch;
  char today[ATLAS_DATE_TEXT_SIZE];

  char *undo_label, *redo_label;
  char *finality; /* what the next undo says instead, while the database stands as it did then; or NULL */
  gint64 final_generation;
  gpointer teller; /* not held; NULL: all */
};

enum
{
  PROP_0,
  PROP_POINTS,
  PROP_LOADING,
  PROP_UNDO_LABEL,
  PROP_REDO_LABEL,
  N_PROPERTIES
};

enum
{
  TOLD,
  SAVED,
  OFFERED,
  FAILED,
  DAY_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasSession, atlas_session, G_TYPE_OBJECT)

/* Who matches. */

static void
on_matched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasSession) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasPointSet) points = atlas_register_match_finish (ATLAS_REGISTER (source), result, &error);

  /* Whoever cancelled it waits for a newer answer. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_task_get_cancellable (G_TASK (result)) != self->matching)
    return;

  g_clear_object (&self->matching);
  if (points != NULL)
    {
      g_set_object (&self->points, points);
      g_clear_pointer (&self->points_query, atlas_query_unref);
      self->points_query = atlas_query_ref (self->asked);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POINTS]);
    }
  else
    atlas_session_fail (self, _ ("People can’t be counted"), error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
match (AtlasSession *self)
{
  gboolean was_loading = self->matching != NULL;

  g_cancellable_cancel (self->matching);
  g_clear_object (&self->matching);
  self->matching = g_cancellable_new ();
  g_clear_pointer (&self->asked, atlas_query_unref);
  self->asked = atlas_query_ref (atlas_filter_get_query (self->members));
  atlas_register_match_async (self->records, self->asked, self->matching, on_matched, g_object_ref (self));
  if (!was_loading)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* What can be undone. */

static void
update_label (AtlasSession *self, char **label, char *now, guint property)
{
  if (g_strcmp0 (*label, now) == 0)
    {
      g_free (now);
      return;
    }
  g_free (*label);
  *label = now;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
update_labels (AtlasSession *self)
{
  AtlasStore *store = atlas_register_get_store (self->records);

  update_label (self, &self->undo_label, atlas_journal_dup_undo_label (store), PROP_UNDO_LABEL);
  update_label (self, &self->redo_label, atlas_journal_dup_redo_label (store), PROP_REDO_LABEL);
}

/* The day. */

/* A timer of monotonic time sleeps with the machine, so it looks now and then rather than waits for midnight.
 */
#define DAY_WATCH_SECONDS 300

static gboolean
on_day_watch (gpointer data)
{
  atlas_session_look_at_day (data);
  return G_SOURCE_CONTINUE;
}

void
atlas_session_look_at_day (AtlasSession *self)
{
  char today[ATLAS_DATE_TEXT_SIZE];

  g_return_if_fail (ATLAS_IS_SESSION (self));

  atlas_date_today (today);
  if (g_str_equal (today, self->today))
    return;
  g_strlcpy (self->today, today, sizeof self->today);
  atlas_filter_refresh (self->members);
  atlas_filter_refresh (self->events);
  atlas_filter_refresh (self->organisations);
  atlas_filter_refresh (self->missions);
  g_signal_emit (self, signals[DAY_CHANGED], 0);
}

/* GObject. */

static void
atlas_session_dispose (GObject *object)
{
  atlas_session_close (ATLAS_SESSION (object));

  G_OBJECT_CLASS (atlas_session_parent_class)->dispose (object);
}

static void
atlas_session_finalize (GObject *object)
{
  AtlasSession *self = ATLAS_SESSION (object);

  g_clear_object (&self->matching);
  g_clear_object (&self->points);
  g_clear_pointer (&self->points_query, atlas_query_unref);
  g_clear_pointer (&self->asked, atlas_query_unref);
  g_object_unref (self->members);
  g_object_unref (self->events);
  g_object_unref (self->organisations);
  g_object_unref (self->missions);
  g_object_unref (self->jobs);
  g_clear_object (&self->records);
  g_free (self->undo_label);
  g_free (self->redo_label);
  g_free (self->finality);

  G_OBJECT_CLASS (atlas_session_parent_class)->finalize (object);
}

static void
atlas_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AtlasSession *self = ATLAS_SESSION (object);

  switch (id)
    {
    case PROP_POINTS:
      g_value_set_object (value, self->points);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, atlas_session_is_loading (self));
      break;
    case PROP_UNDO_LABEL:
      g_value_set_string (value, self->undo_label);
      break;
    case PROP_REDO_LABEL:
      g_value_set_string (value, self->redo_label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
on_changed (AtlasSession *self, AtlasChange *change)
{
  update_labels (self);
  if (atlas_change_touches (change, atlas_kind_get_table (&atlas_kind_segment)))
    atlas_filter_refresh (self->members);
}

static void
atlas_session_class_init (AtlasSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = atlas_session_dispose;
  object_class->finalize = atlas_session_finalize;
  object_class->get_property = atlas_session_get_property;

  properties[PROP_POINTS] = g_param_spec_object ("points", NULL, NULL, ATLAS_TYPE_POINT_SET,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_UNDO_LABEL] =
    g_param_spec_string ("undo-label", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_REDO_LABEL] =
    g_param_spec_string ("redo-label", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[TOLD] = g_signal_new ("told", ATLAS_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[SAVED] = g_signal_new ("saved", ATLAS_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_FILE);
  signals[OFFERED] = g_signal_new ("offered", ATLAS_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  signals[DAY_CHANGED] =
    g_signal_new ("day-changed", ATLAS_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", ATLAS_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_ERROR);
}

static void
atlas_session_init (AtlasSession *self)
{
  self->jobs = g_list_store_new (ATLAS_TYPE_JOB);
  atlas_date_today (self->today);
  self->day_watch = g_timeout_add_seconds (DAY_WATCH_SECONDS, on_day_watch, self);
  self->members = atlas_filter_new (&atlas_kind_member);
  self->events = atlas_filter_new (&atlas_kind_event);
  self->organisations = atlas_filter_new (&atlas_kind_organisation);
  self->missions = atlas_filter_new (&atlas_kind_mission);
  g_signal_connect_object (self->members, "notify::query", G_CALLBACK (match), self, G_CONNECT_SWAPPED);
}

AtlasSession *
atlas_session_new (AtlasRegister *register_)
{
  AtlasSession *self;

  g_return_val_if_fail (ATLAS_IS_REGISTER (register_), NULL);

  self = g_object_new (ATLAS_TYPE_SESSION, NULL);
  self->records = g_object_ref (register_);
  atlas_filter_set_register (self->members, self->records);
  atlas_filter_set_register (self->events, self->records);
  atlas_filter_set_register (self->organisations, self->records);
  atlas_filter_set_register (self->missions, self->records);
  g_signal_connect_object (self->records, "points-changed", G_CALLBACK (match), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->records, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  update_labels (self);
  match (self);
  return self;
}

AtlasRegister *
atlas_session_get_register (AtlasSession *self)
{
  g_return_val_if_fail (ATLAS_IS_SESSION (self), NULL);
  return self->records;
}

void
atlas_session_close (AtlasSession *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (ATLAS_IS_SESSION (self));

  /* For the next one to show before it has counted. A database that can't be written to can do without. */
  if (!atlas_register_keep_summary (self->records, ATLAS_SUMMARY_MIN_MEMBERS, &error))
    g_debug ("%s", error->message);

  g_clear_handle_id (&self->day_watch, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->records, self);
  g_signal_handlers_disconnect_by_data (self->members, self);
  g_cancellable_cancel (self->matching);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->jobs)); i++)
    {
      g_autoptr (AtlasJob) job = g_list_model_get_item (G_LIST_MODEL (self->jobs), i);

      g_cancellable_cancel (atlas_job_get_cancellable (job));
    }
}

AtlasFilter *
atlas_session_get_filter (AtlasSession *self, const AtlasKind *kind)
{
  g_return_val_if_fail (ATLAS_IS_SESSION (self), NULL);
  g_return_val_if_fail (kind == &atlas_kind_member || kind == &atlas_kind_event ||
                          kind == &atlas_kind_organisation || kind == &atlas_kind_mission,
                        NULL);

  return kind == &atlas_kind_member    ? self->members
         : kind == &atlas_kind_event   ? self->events
         : kind == &atlas_kind_mission ? self->missions
                                       : self->organisations;
}

AtlasPointSet *
atlas_session_get_points (AtlasSession *self)
{
  g_return_val_if_fail (ATLAS_IS_SESSION (self), NULL);
  return self->points;
}

AtlasQuery *
atlas_session_get_points_query (AtlasSession *self)
{
  g_return_val_if_fail (ATLAS_IS_SESSION (self), NULL);
  return self->points_query;
}

gboolean
atlas_session_is_loading (AtlasSession *self)
{
  g_return_val_if_fail (ATLAS_IS_SESSION (self), FALSE);
  return self->matching != NULL;
}

const char *
atlas_session_get_undo_label (AtlasSession *self)
{
  g_return_val_if_fail (ATLAS_IS_SESSION (self), NULL);
  return self->undo_label;
}

const char *
atlas_session_get_redo_label (AtlasSession *self)
{
  g_return_val_if_fail (ATLAS_IS_SESSION (self), NULL);
  return self->redo_label;
}

void
atlas_session_tell (AtlasSession *self, const char *message, gboolean undo)
{
  g_return_if_fail (ATLAS_IS_SESSION (self));
  g_return_if_fail (message != NULL);

  g_signal_emit (self, signals[TOLD], 0, message, undo);
}

void
atlas_session_set_teller (AtlasSession *self, gpointer teller)
{
  g_return_if_fail (ATLAS_IS_SESSION (self));

  self->teller = teller;
}

gboolean
atlas_session_is_teller (AtlasSession *self, gpointer who)
{
  g_return_val_if_fail (ATLAS_IS_SESSION (self), FALSE);

  return self->teller == NULL || self->teller == who;
}

void
atlas_session_tell_saved (AtlasSession *self, const char *message, GFile *file)
{
  g_return_if_fail (ATLAS_IS_SESSION (self));
  g_return_if_fail (message != NULL && G_IS_FILE (file));

  g_signal_emit (self, signals[SAVED], 0, message, file);
}

void
atlas_session_offer (AtlasSession *self, const char *message, const char *label, const char *action)
{
  g_return_if_fail (ATLAS_IS_SESSION (self));
  g_return_if_fail (message != NULL && label != NULL && action != NULL);

  g_signal_emit (self, signals[OFFERED], 0, message, label, action);
}

void
atlas_session_fail (AtlasSession *self, const char *title, const GError *error)
{
  g_return_if_fail (ATLAS_IS_SESSION (self));
  g_return_if_fail (title != NULL && error != NULL);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, title, error);
}

/* Undo. */

typedef struct
{
  AtlasSession *session;
  AtlasJob *job;
  gboolean redo;
} Undo;

static void
undo_free (Undo *undo)
{
  atlas_job_end (undo->job);
  g_object_unref (undo->job);
  g_object_unref (undo->session);
  g_free (undo);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Undo, undo_free)

static void
on_undone (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Undo) undo = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *label = atlas_register_undo_finish (ATLAS_REGISTER (source), result, &error);

  if (label != NULL)
    {
      g_autofree char *message =
        g_strdup_printf (undo->redo ? _ ("Done again: %s") : _ ("Undone: %s"), label);

      atlas_session_tell (undo->session, message, FALSE);
    }
  else if (!g_error_matches (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND))
    atlas_session_fail (undo->session,
                        undo->redo ? _ ("This can’t be done again") : _ ("This can’t be undone"), error);
}

void
atlas_session_note_final (AtlasSession *self, const char *words)
{
  g_return_if_fail (ATLAS_IS_SESSION (self));
  g_return_if_fail (words != NULL);

  g_free (self->finality);
  self->finality = g_strdup (words);
  self->final_generation = atlas_store_get_generation (atlas_register_get_store (self->records));
}

/* Once: whoever asks again means what was done before. */
static gboolean
tell_finality (AtlasSession *self)
{
  g_autofree char *words = g_steal_pointer (&self->finality);

  if (words == NULL ||
      self->final_generation != atlas_store_get_generation (atlas_register_get_store (self->records)))
    return FALSE;
  if (self->undo_label != NULL)
    {
      /* Translators: first stands that something can't be undone, then what was done before that */
      g_autofree char *message = g_strdup_printf (_ ("%s Undo again for: %s"), words, self->undo_label);

      atlas_session_tell (self, message, FALSE);
    }
  else
    atlas_session_tell (self, words, FALSE);
  return TRUE;
}

void
atlas_session_undo (AtlasSession *self, gboolean redo)
{
  g_autofree char *title = NULL;
  const char *label;
  Undo *undo;

  g_return_if_fail (ATLAS_IS_SESSION (self));

  label = redo ? self->redo_label : self->undo_label;
  if ((!redo && tell_finality (self)) || label == NULL)
    return;

  title = g_strdup_printf (redo ? _ ("Doing again: %s") : _ ("Undoing: %s"), label);
  undo = g_new0 (Undo, 1);
  undo->session = g_object_ref (self);
  undo->job = atlas_session_start_job (self, title);
  undo->redo = redo;
  atlas_register_undo_async (self->records, redo, atlas_job_progress, undo->job,
                             atlas_job_get_cancellable (undo->job), on_undone, undo);
}

/* Jobs. */

static void
on_job_running_changed (AtlasSession *self, GParamSpec *pspec, AtlasJob *job)
{
  guint position;

  if (!atlas_job_is_running (job) && g_list_store_find (self->jobs, job, &position))
    g_list_store_remove (self->jobs, position);
}

GListModel *
atlas_session_get_jobs (AtlasSession *self)
{
  g_return_val_if_fail (ATLAS_IS_SESSION (self), NULL);
  return G_LIST_MODEL (self->jobs);
}

AtlasJob *
atlas_session_start_job (AtlasSession *self, const char *title)
{
  AtlasJob *job;

  g_return_val_if_fail (ATLAS_IS_SESSION (self), NULL);
  g_return_val_if_fail (title != NULL, NULL);

  job = atlas_job_new (title);
  g_list_store_append (self->jobs, job);
  g_signal_connect_object (job, "notify::running", G_CALLBACK (on_job_running_changed), self,
                           G_CONNECT_SWAPPED);
  return job;
}
