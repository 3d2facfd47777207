/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-planner-private.h"

#include "atlas-file-choice.h"
#include "atlas-file-job.h"
#include "atlas-i18n.h"

/* Distances of one's own: a file is read in the background into a request of nothing else. */

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GFile *file = data;
  GError *error = NULL;
  g_autofree char *name = atlas_file_dup_display_name (file);
  g_autoptr (AtlasPlanRequest) read = atlas_plan_request_new ();
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, &error);

  if (stream == NULL ||
      !atlas_plan_request_read_distances (read, G_INPUT_STREAM (stream), name, cancellable, &error))
    g_task_return_error (task, error);
  else if (read->distances->len == 0)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                             /* Translators: %s is a file */
                             _ ("%s: there is no line with a way beneath the headings."), name);
  else if (read->spots->len > ATLAS_PLAN_MAX_SPOTS)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("%s has %u places; %d at most."),
                             name, read->spots->len, ATLAS_PLAN_MAX_SPOTS);
  else
    g_task_return_pointer (task, g_steal_pointer (&read), (GDestroyNotify) atlas_plan_request_free);
}

/* @read: (nullable): whose distances there are from now on; NULL: none */
static void
set_ways (AtlasPlanner *self, const AtlasPlanRequest *read)
{
  g_autoptr (AtlasPlanRequest) none = atlas_plan_request_new ();
  g_autoptr (AtlasPlanRequest) taken = atlas_plan_request_copy (read != NULL ? read : none);
  g_autoptr (AtlasPlanRequest) now = atlas_plan_request_copy (self->request);
  GPtrArray *spots = now->spots;
  GArray *distances = now->distances;

  now->spots = taken->spots;
  now->distances = taken->distances;
  taken->spots = spots;
  taken->distances = distances;
  atlas_planner_take_up (self, now);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  AtlasPlanner *self = ATLAS_PLANNER (source);
  g_autoptr (GError) error = NULL;
  AtlasPlanRequest *read = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_task_get_cancellable (G_TASK (result)) == self->reading_ways && self->session != NULL)
    {
      g_clear_object (&self->reading_ways);
      if (read != NULL)
        set_ways (self, read);
      else
        atlas_session_fail (self->session, _ ("The Distances Were Not Read"), error);
    }
  if (read != NULL)
    atlas_plan_request_free (read);
}

void
atlas_planner_load_ways (AtlasPlanner *self, GFile *file)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (ATLAS_IS_PLANNER (self));
  g_return_if_fail (G_IS_FILE (file));

  g_cancellable_cancel (self->reading_ways);
  g_clear_object (&self->reading_ways);
  self->reading_ways = g_cancellable_new ();
  task = g_task_new (self, self->reading_ways, on_read, NULL);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_in_thread);
}

static void
on_chosen (gpointer owner, GtkWindow *parent, GListModel *files)
{
  AtlasPlanner *self = owner;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  if (self->session != NULL)
    atlas_planner_load_ways (self, file);
}

static void
load_ways (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const suffixes[] = { "csv", "tsv", "txt", NULL };
  GtkRoot *root = gtk_widget_get_root (widget);

  atlas_file_choice_open (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _ ("Load Distances"), _ ("Tables"),
                          suffixes, FALSE, on_chosen, widget);
}

static void
drop_ways (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set_ways (ATLAS_PLANNER (widget), NULL);
}

void
atlas_planner_install_ways (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "plan.load-ways", NULL, load_ways);
  gtk_widget_class_install_action (widget_class, "plan.drop-ways", NULL, drop_ways);
}
