/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-plan-runner.h"

/* The first plan is there after about so many seconds; it is made better afterwards. */
#define FIRST_SECONDS 0.3

struct _AtlasPlanRunner
{
  GObject parent_instance;

  AtlasRegister *source;
  AtlasPlan *plan, *outlook;
  AtlasPlanProblem *problem;
  gboolean stale;            /* people have changed since the problem was made */
  GCancellable *cancellable; /* of the work that goes on; NULL: none does */
};

enum
{
  PROP_0,
  PROP_PLAN,
  PROP_WORKING,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];
static guint failed_signal;

G_DEFINE_FINAL_TYPE (AtlasPlanRunner, atlas_plan_runner, G_TYPE_OBJECT)

/* What the worker has to do. */
typedef struct
{
  AtlasPlanRequest *request;
  AtlasPlan *warm;           /* or NULL */
  gboolean keeps;            /* which is the plan to be shown */
  AtlasPlanProblem *problem; /* or NULL: to be made */
  double seconds;
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  atlas_plan_request_free (self->request);
  g_clear_pointer (&self->warm, atlas_plan_unref);
  g_clear_pointer (&self->problem, atlas_plan_problem_unref);
  g_free (self);
}

/* A plan on its way from the worker to the window. */
typedef struct
{
  GTask *task;
  AtlasPlan *plan;
  AtlasPlanProblem *problem;
} Delivery;

static void
delivery_free (gpointer data)
{
  Delivery *self = data;

  g_object_unref (self->task);
  atlas_plan_unref (self->plan);
  atlas_plan_problem_unref (self->problem);
  g_free (self);
}

/* @plan, @outlook: (nullable) */
static void
set_plan (AtlasPlanRunner *self, AtlasPlan *plan, AtlasPlan *outlook, AtlasPlanProblem *problem)
{
  if (plan != NULL)
    atlas_plan_ref (plan);
  if (outlook != NULL)
    atlas_plan_ref (outlook);
  if (problem != NULL)
    atlas_plan_problem_ref (problem);
  g_clear_pointer (&self->plan, atlas_plan_unref);
  g_clear_pointer (&self->outlook, atlas_plan_unref);
  g_clear_pointer (&self->problem, atlas_plan_problem_unref);
  self->plan = plan;
  self->outlook = outlook;
  self->problem = problem;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAN]);
}

static gboolean
on_delivered (gpointer data)
{
  Delivery *delivery = data;
  AtlasPlanRunner *self = g_task_get_source_object (delivery->task);

  /* Another request may have come meanwhile. */
  if (g_task_get_cancellable (delivery->task) == self->cancellable)
    set_plan (self, delivery->plan, NULL, delivery->problem);
  return G_SOURCE_REMOVE;
}

static void
deliver (GTask *task, AtlasPlan *plan)
{
  Work *work = g_task_get_task_data (task);
  Delivery *delivery = g_new (Delivery, 1);
  g_autoptr (GSource) source = NULL;

  *delivery =
    (Delivery){ g_object_ref (task), atlas_plan_ref (plan), atlas_plan_problem_ref (work->problem) };
  /* Not g_main_context_invoke(): between two turns of the main loop that would run here. */
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_delivered, delivery, delivery_free);
  g_source_attach (source, g_task_get_context (task));
}

static void
on_better (AtlasPlan *plan, double seconds, gpointer task)
{
  if (!g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    deliver (task, plan);
}

static void
work_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  AtlasPlanRunner *self = source;
  Work *work = data;
  AtlasPlanOptions options = { .seed = 1, .seconds = FIRST_SECONDS, .warm = work->warm, .brief = TRUE };
  g_autoptr (AtlasPlan) first = NULL;
  AtlasPlan *plan;
  GError *error = NULL;

  if (work->problem == NULL)
    work->problem = atlas_plan_problem_new (self->source, work->request, cancellable, &error);
  if (work->problem != NULL && work->keeps)
    first = atlas_plan_ref (work->warm);
  else if (work->problem != NULL)
    first = atlas_plan_solve (work->problem, work->request, &options, cancellable, &error);
  if (g_task_return_error_if_cancelled (task))
    {
      g_clear_error (&error);
      return;
    }
  if (first == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  deliver (task, first);

  /* Without the plan before: only so it is known what fewer days reach. What is near to that is to stay. */
  options = (AtlasPlanOptions){ .seed = 1, .seconds = work->seconds };
  if (work->warm == NULL)
    {
      options.known = first;
      options.func = on_better;
      options.user_data = task;
    }
  plan = atlas_plan_solve (work->problem, work->request, &options, cancellable, &error);
  if (plan != NULL)
    g_task_return_pointer (task, plan, (GDestroyNotify) atlas_plan_unref);
  else
    g_task_return_error (task, error);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  AtlasPlanRunner *self = ATLAS_PLAN_RUNNER (source);
  Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  AtlasPlan *plan = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_task_get_cancellable (G_TASK (result)) == self->cancellable)
    {
      g_clear_object (&self->cancellable);
      if (plan != NULL)
        set_plan (self, work->warm != NULL && self->plan != NULL ? self->plan : plan, plan, work->problem);
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          set_plan (self, NULL, NULL, work->problem);
          g_signal_emit (self, failed_signal, 0, error);
        }
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORKING]);
    }
  g_clear_pointer (&plan, atlas_plan_unref);
}

static void
atlas_plan_runner_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AtlasPlanRunner *self = ATLAS_PLAN_RUNNER (object);

  switch (id)
    {
    case PROP_PLAN:
      g_value_set_pointer (value, self->plan);
      break;
    case PROP_WORKING:
      g_value_set_boolean (value, atlas_plan_runner_is_working (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_plan_runner_finalize (GObject *object)
{
  AtlasPlanRunner *self = ATLAS_PLAN_RUNNER (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->source);
  g_clear_pointer (&self->plan, atlas_plan_unref);
  g_clear_pointer (&self->outlook, atlas_plan_unref);
  g_clear_pointer (&self->problem, atlas_plan_problem_unref);

  G_OBJECT_CLASS (atlas_plan_runner_parent_class)->finalize (object);
}

static void
atlas_plan_runner_class_init (AtlasPlanRunnerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = atlas_plan_runner_finalize;
  object_class->get_property = atlas_plan_runner_get_property;

  properties[PROP_PLAN] =
    g_param_spec_pointer ("plan", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_WORKING] =
    g_param_spec_boolean ("working", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  failed_signal = g_signal_new ("failed", ATLAS_TYPE_PLAN_RUNNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
atlas_plan_runner_init (AtlasPlanRunner *self)
{
}

static void
on_points_changed (AtlasPlanRunner *self)
{
  self->stale = TRUE;
}

AtlasPlanRunner *
atlas_plan_runner_new (AtlasRegister *source)
{
  AtlasPlanRunner *self = g_object_new (ATLAS_TYPE_PLAN_RUNNER, NULL);

  self->source = g_object_ref (source);
  g_signal_connect_object (source, "points-changed", G_CALLBACK (on_points_changed), self, G_CONNECT_SWAPPED);
  return self;
}

/* @warm: (nullable) */
static void
run (AtlasPlanRunner *self, const AtlasPlanRequest *request, AtlasPlan *warm, gboolean keeps, double seconds)
{
  g_autoptr (GTask) task = NULL;
  Work *work;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  work = g_new0 (Work, 1);
  work->request = atlas_plan_request_copy (request);
  work->seconds = seconds;
  work->keeps = keeps;
  if (warm != NULL)
    work->warm = atlas_plan_ref (warm);
  /* Of people as they were before: not even for the request after this one. */
  if (self->stale)
    g_clear_pointer (&self->problem, atlas_plan_problem_unref);
  if (self->problem != NULL && atlas_plan_problem_serves (self->problem, request))
    work->problem = atlas_plan_problem_ref (self->problem);
  self->stale = FALSE;
  task = g_task_new (self, self->cancellable, on_done, NULL);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, work_in_thread);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORKING]);
}

void
atlas_plan_runner_run (AtlasPlanRunner *self, const AtlasPlanRequest *request, gboolean near, double seconds)
{
  g_return_if_fail (ATLAS_IS_PLAN_RUNNER (self));
  g_return_if_fail (request != NULL);

  run (self, request, near ? self->plan : NULL, FALSE, seconds);
}

void
atlas_plan_runner_restore (AtlasPlanRunner *self, AtlasPlan *plan)
{
  g_return_if_fail (ATLAS_IS_PLAN_RUNNER (self));
  g_return_if_fail (plan != NULL);

  run (self, plan->request, plan, TRUE, 0);
}

void
atlas_plan_runner_forget (AtlasPlanRunner *self)
{
  g_return_if_fail (ATLAS_IS_PLAN_RUNNER (self));

  atlas_plan_runner_stop (self);
  g_clear_object (&self->cancellable);
  set_plan (self, NULL, NULL, self->problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORKING]);
}

void
atlas_plan_runner_stop (AtlasPlanRunner *self)
{
  g_return_if_fail (ATLAS_IS_PLAN_RUNNER (self));

  /* What was found by then is still taken. */
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

gboolean
atlas_plan_runner_is_working (AtlasPlanRunner *self)
{
  g_return_val_if_fail (ATLAS_IS_PLAN_RUNNER (self), FALSE);

  return self->cancellable != NULL;
}

AtlasPlan *
atlas_plan_runner_get_plan (AtlasPlanRunner *self)
{
  g_return_val_if_fail (ATLAS_IS_PLAN_RUNNER (self), NULL);

  return self->plan;
}

AtlasPlan *
atlas_plan_runner_get_outlook (AtlasPlanRunner *self)
{
  g_return_val_if_fail (ATLAS_IS_PLAN_RUNNER (self), NULL);

  return self->outlook;
}

void
atlas_plan_runner_take_outlook (AtlasPlanRunner *self)
{
  g_return_if_fail (ATLAS_IS_PLAN_RUNNER (self));

  if (self->outlook != NULL)
    set_plan (self, self->outlook, self->outlook, self->problem);
}

AtlasPlanProblem *
atlas_plan_runner_get_problem (AtlasPlanRunner *self)
{
  g_return_val_if_fail (ATLAS_IS_PLAN_RUNNER (self), NULL);

  return self->problem;
}
