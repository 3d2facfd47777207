/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-debrief-writer.h"

#include "atlas-i18n.h"

struct _AtlasDebriefWriter
{
  AtlasSession *session;
  guint asked;    /* how often something was asked for */
  guint keeping;  /* how many are on their way to be kept */
  GMutex working; /* one at a time */
  guint done;     /* the last that was kept or written; under the mutex */
};

/* What one worker does. */
typedef struct
{
  AtlasDebriefWriter *writer;
  AtlasRegister *source;
  AtlasRecord *mission;
  AtlasDebriefing *debriefing; /* a copy */
  guint number;
} Work;

static void
writer_clear (gpointer data)
{
  AtlasDebriefWriter *self = data;

  g_object_unref (self->session);
  g_mutex_clear (&self->working);
}

AtlasDebriefWriter *
atlas_debrief_writer_new (AtlasSession *session)
{
  AtlasDebriefWriter *self;

  g_return_val_if_fail (ATLAS_IS_SESSION (session), NULL);

  self = g_atomic_rc_box_new0 (AtlasDebriefWriter);
  self->session = g_object_ref (session);
  g_mutex_init (&self->working);
  return self;
}

void
atlas_debrief_writer_unref (AtlasDebriefWriter *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, writer_clear);
}

static Work *
work_new (AtlasDebriefWriter *self, AtlasRecord *mission, AtlasDebriefing *debriefing)
{
  Work *work = g_new0 (Work, 1);

  work->writer = g_atomic_rc_box_acquire (self);
  work->source = atlas_session_get_register (self->session);
  work->mission = atlas_record_ref (mission);
  work->debriefing = atlas_debriefing_copy (debriefing);
  work->number = ++self->asked;
  return work;
}

/* Not on a worker: the session is let go of where it lives. */
static void
work_free (Work *self)
{
  atlas_debrief_writer_unref (self->writer);
  atlas_record_unref (self->mission);
  if (self->debriefing != NULL)
    atlas_debriefing_free (self->debriefing);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

/* Keeping. */

static gboolean
keep (Work *work, GError **error)
{
  AtlasDebriefWriter *self = work->writer;
  gboolean kept = TRUE;

  g_mutex_lock (&self->working);
  if (work->number > self->done)
    {
      kept = atlas_debriefing_keep (work->debriefing, work->source, work->mission, error);
      self->done = work->number;
    }
  g_mutex_unlock (&self->working);
  return kept;
}

static void
keep_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (keep (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Work) work = g_task_get_task_data (G_TASK (result));
  GApplication *application = data;
  g_autoptr (GError) error = NULL;

  work->writer->keeping--;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    atlas_session_fail (work->writer->session, _ ("The Debrief Can’t Be Kept"), error);
  if (application != NULL)
    g_application_release (application);
}

void
atlas_debrief_writer_keep (AtlasDebriefWriter *self, AtlasRecord *mission, AtlasDebriefing *debriefing)
{
  GApplication *application = g_application_get_default ();
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (self != NULL && mission != NULL && debriefing != NULL);

  /* Whoever closes the last window has told it all the same. */
  if (application != NULL)
    g_application_hold (application);
  self->keeping++;
  task = g_task_new (atlas_session_get_register (self->session), NULL, on_kept, application);
  g_task_set_task_data (task, work_new (self, mission, debriefing), NULL);
  g_task_run_in_thread (task, keep_in_thread);
}

void
atlas_debrief_writer_keep_last (AtlasDebriefWriter *self, AtlasRecord *mission, AtlasDebriefing *debriefing)
{
  g_autoptr (Work) work = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (self != NULL && mission != NULL && debriefing != NULL);

  if (g_list_model_get_n_items (atlas_session_get_jobs (self->session)) > 0)
    {
      atlas_debrief_writer_keep (self, mission, debriefing);
      return;
    }
  work = work_new (self, mission, debriefing);
  if (!keep (work, &error))
    atlas_session_fail (self->session, _ ("The Debrief Can’t Be Kept"), error);
}

gboolean
atlas_debrief_writer_is_keeping (AtlasDebriefWriter *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->keeping > 0;
}

/* Writing. */

/* What was to be written, unless there is nothing any more of which it could be told. */
static gboolean
keep_unwritten (Work *work, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (AtlasRecord) mission = atlas_register_load (work->source, &atlas_kind_mission,
                                                         atlas_record_get_id (work->mission), &local_error);

  return g_error_matches (local_error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN) ||
         atlas_debriefing_keep (work->debriefing, work->source, work->mission, error);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  AtlasDebriefWriter *self = work->writer;
  GError *error = NULL;
  g_autoptr (GError) unkept = NULL;
  gboolean written;

  g_mutex_lock (&self->working);
  written = atlas_debriefing_write (work->debriefing, source, NULL, cancellable, &error);
  /* Written, it needs not be kept; and it is written, whatever becomes of what was kept. */
  if (!(written ? atlas_debriefing_keep (NULL, source, work->mission, &unkept)
                : keep_unwritten (work, &unkept)))
    g_message ("What is kept of a debriefing stays as it was: %s", unkept->message);
  self->done = work->number;
  g_mutex_unlock (&self->working);
  if (written)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
atlas_debrief_writer_write_async (AtlasDebriefWriter *self,
                                  AtlasRecord *mission,
                                  AtlasDebriefing *debriefing,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (self != NULL && mission != NULL && debriefing != NULL);

  task = g_task_new (atlas_session_get_register (self->session), cancellable, callback, data);
  /* Once it is written it is told, whatever was cancelled by then. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work_new (self, mission, debriefing), NULL);
  g_task_run_in_thread (task, write_in_thread);
}

AtlasDebriefing *
atlas_debrief_writer_write_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (Work) work = g_task_get_task_data (G_TASK (result));

  return g_task_propagate_boolean (G_TASK (result), error) ? g_steal_pointer (&work->debriefing) : NULL;
}
