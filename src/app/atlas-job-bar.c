/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-job-bar.h"

/* What is done by then needs no word about itself. */
#define PATIENCE_MS 500

/* Between two steps of a bar that knows no end. */
#define PULSE_MS 120

struct _AtlasJobBar
{
  GtkWidget parent_instance;

  GtkWidget *revealer;
  GtkLabel *title;
  GtkLabel *percent;
  GtkProgressBar *progress;
  GtkWidget *stop;

  GListModel *jobs;
  AtlasJob *job;
  guint patience;
  guint pulse;
};

G_DEFINE_FINAL_TYPE (AtlasJobBar, atlas_job_bar, GTK_TYPE_WIDGET)

static gboolean
on_pulse (gpointer data)
{
  AtlasJobBar *self = data;

  gtk_progress_bar_pulse (self->progress);
  return G_SOURCE_CONTINUE;
}

static void
update_fraction (AtlasJobBar *self)
{
  double fraction = atlas_job_get_fraction (self->job);

  if (fraction >= 0)
    {
      g_autofree char *percent = g_strdup_printf ("%d %%", (int) (fraction * 100));

      g_clear_handle_id (&self->pulse, g_source_remove);
      gtk_progress_bar_set_fraction (self->progress, fraction);
      gtk_label_set_text (self->percent, percent);
    }
  else if (self->pulse == 0)
    {
      gtk_label_set_text (self->percent, "");
      self->pulse = g_timeout_add (PULSE_MS, on_pulse, self);
    }
}

static gboolean
on_patience_ended (gpointer data)
{
  AtlasJobBar *self = data;

  self->patience = 0;
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
  return G_SOURCE_REMOVE;
}

static void
show_job (AtlasJobBar *self, AtlasJob *job)
{
  if (self->job == job)
    return;

  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_set_object (&self->job, job);
  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_handle_id (&self->pulse, g_source_remove);

  if (job == NULL)
    {
      gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
      return;
    }

  gtk_label_set_text (self->title, atlas_job_get_title (job));
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_widget_set_sensitive (self->stop, TRUE);
  g_signal_connect_object (job, "notify::fraction", G_CALLBACK (update_fraction), self, G_CONNECT_SWAPPED);
  update_fraction (self);
  if (!gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer)))
    self->patience = g_timeout_add (PATIENCE_MS, on_patience_ended, self);
}

static void
on_jobs_changed (AtlasJobBar *self)
{
  g_autoptr (AtlasJob) first = self->jobs ? g_list_model_get_item (self->jobs, 0) : NULL;

  show_job (self, first);
}

static void
on_stop_clicked (AtlasJobBar *self)
{
  /* It may have ended while the bar folds away. */
  if (self->job == NULL)
    return;
  g_cancellable_cancel (atlas_job_get_cancellable (self->job));
  gtk_widget_set_sensitive (self->stop, FALSE);
}

static void
atlas_job_bar_dispose (GObject *object)
{
  AtlasJobBar *self = ATLAS_JOB_BAR (object);

  atlas_job_bar_set_jobs (self, NULL);
  g_clear_pointer (&self->revealer, gtk_widget_unparent);

  G_OBJECT_CLASS (atlas_job_bar_parent_class)->dispose (object);
}

static void
atlas_job_bar_class_init (AtlasJobBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_job_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-job-bar.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, AtlasJobBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, AtlasJobBar, title);
  gtk_widget_class_bind_template_child (widget_class, AtlasJobBar, percent);
  gtk_widget_class_bind_template_child (widget_class, AtlasJobBar, progress);
  gtk_widget_class_bind_template_child (widget_class, AtlasJobBar, stop);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_clicked);
}

static void
atlas_job_bar_init (AtlasJobBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
atlas_job_bar_set_jobs (AtlasJobBar *self, GListModel *jobs)
{
  g_return_if_fail (ATLAS_IS_JOB_BAR (self));
  g_return_if_fail (jobs == NULL || G_IS_LIST_MODEL (jobs));

  if (self->jobs != NULL)
    g_signal_handlers_disconnect_by_data (self->jobs, self);
  g_set_object (&self->jobs, jobs);
  if (jobs != NULL)
    g_signal_connect_object (jobs, "items-changed", G_CALLBACK (on_jobs_changed), self, G_CONNECT_SWAPPED);
  on_jobs_changed (self);
}
