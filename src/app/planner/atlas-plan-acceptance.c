/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-plan-acceptance.h"

#include "atlas-i18n.h"
#include "atlas-plan-mission.h"

typedef struct
{
  AtlasSession *session;
  AtlasPlan *plan;
  gint64 mission;
  AtlasMissionEvents events;
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  g_object_unref (self->session);
  atlas_plan_unref (self->plan);
  g_free (self);
}

static void
accept_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;
  gint64 id;

  if (atlas_plan_accept (atlas_session_get_register (work->session), work->plan, work->mission, NULL, &id,
                         &work->events, cancellable, &error))
    g_task_return_int (task, (gssize) id);
  else
    g_task_return_error (task, error);
}

void
atlas_plan_acceptance_run (
  AtlasSession *session, AtlasPlan *plan, gint64 mission, GObject *owner, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = NULL;
  Work *work;

  g_return_if_fail (ATLAS_IS_SESSION (session));
  g_return_if_fail (plan != NULL);

  work = g_new0 (Work, 1);
  work->session = g_object_ref (session);
  work->plan = atlas_plan_ref (plan);
  work->mission = mission;
  task = g_task_new (owner, NULL, callback, NULL);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, accept_in_thread);
}

/* "The mission is planned, with 5 draft events; 2 of dropped stops are gone, 1 stays: people count on it" */
static void
tell (Work *work)
{
  const AtlasMissionEvents *events = &work->events;
  guint n = events->made + events->updated + events->kept;
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text,
                          ngettext ("The mission is planned, with %u draft event",
                                    "The mission is planned, with %u draft events", n),
                          n);
  if (events->dropped > 0)
    g_string_append_printf (text,
                            ngettext ("; %u of a stop that is gone was deleted",
                                      "; %u of stops that are gone were deleted", events->dropped),
                            events->dropped);
  if (events->orphaned > 0)
    g_string_append_printf (text,
                            ngettext ("; %u of a stop that is gone stays: people count on it",
                                      "; %u of stops that are gone stay: people count on them",
                                      events->orphaned),
                            events->orphaned);
  atlas_session_tell (work->session, text->str, TRUE);
}

gint64
atlas_plan_acceptance_finish (GAsyncResult *result)
{
  Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gint64 id = g_task_propagate_int (G_TASK (result), &error);

  if (error != NULL)
    {
      atlas_session_fail (work->session, _ ("The Mission Could Not Be Saved"), error);
      return 0;
    }
  tell (work);
  return id;
}
