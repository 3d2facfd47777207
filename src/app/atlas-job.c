/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-job.h"

struct _AtlasJob
{
  GObject parent_instance;

  char *title;
  GCancellable *cancellable;
  double fraction;
  gboolean running;

  GMutex lock; /* guards what follows, written by whoever works */
  gint64 done, total;
  guint source; /* on its way to the main thread */
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_FRACTION,
  PROP_RUNNING,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (AtlasJob, atlas_job, G_TYPE_OBJECT)

static void
atlas_job_finalize (GObject *object)
{
  AtlasJob *self = ATLAS_JOB (object);

  g_free (self->title);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (atlas_job_parent_class)->finalize (object);
}

static void
atlas_job_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AtlasJob *self = ATLAS_JOB (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_job_class_init (AtlasJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = atlas_job_finalize;
  object_class->get_property = atlas_job_get_property;

  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FRACTION] =
    g_param_spec_double ("fraction", NULL, NULL, -1, 1, -1, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_RUNNING] =
    g_param_spec_boolean ("running", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
atlas_job_init (AtlasJob *self)
{
  g_mutex_init (&self->lock);
  self->cancellable = g_cancellable_new ();
  self->fraction = -1;
  self->running = TRUE;
}

AtlasJob *
atlas_job_new (const char *title)
{
  AtlasJob *self;

  g_return_val_if_fail (title != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_JOB, NULL);
  self->title = g_strdup (title);
  return self;
}

const char *
atlas_job_get_title (AtlasJob *self)
{
  g_return_val_if_fail (ATLAS_IS_JOB (self), NULL);
  return self->title;
}

double
atlas_job_get_fraction (AtlasJob *self)
{
  g_return_val_if_fail (ATLAS_IS_JOB (self), -1);
  return self->fraction;
}

GCancellable *
atlas_job_get_cancellable (AtlasJob *self)
{
  g_return_val_if_fail (ATLAS_IS_JOB (self), NULL);
  return self->cancellable;
}

static gboolean
take_over (gpointer data)
{
  AtlasJob *self = data;

  g_mutex_lock (&self->lock);
  self->fraction = self->total > 0 ? CLAMP ((double) self->done / self->total, 0, 1) : -1;
  self->source = 0;
  g_mutex_unlock (&self->lock);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
  return G_SOURCE_REMOVE;
}

void
atlas_job_progress (gint64 done, gint64 total, gpointer job)
{
  AtlasJob *self = job;

  g_return_if_fail (ATLAS_IS_JOB (self));

  g_mutex_lock (&self->lock);
  self->done = done;
  self->total = total;
  if (self->source == 0)
    /* Before anything is drawn: a bar that goes to and fro on a slow screen leaves no idle moment. */
    self->source = g_idle_add_full (G_PRIORITY_DEFAULT, take_over, g_object_ref (self), g_object_unref);
  g_mutex_unlock (&self->lock);
}

void
atlas_job_end (AtlasJob *self)
{
  g_return_if_fail (ATLAS_IS_JOB (self));

  if (!self->running)
    return;
  self->running = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

gboolean
atlas_job_is_running (AtlasJob *self)
{
  g_return_val_if_fail (ATLAS_IS_JOB (self), FALSE);
  return self->running;
}
