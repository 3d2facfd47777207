/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-window-private.h"

#include "atlas-to-do-page.h"

/* The number of follow-ups that are due, beside the name of the page that lists them; the page itself is made
 * only when it is first shown. */

static void
count_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (AtlasQuery) due =
    atlas_register_parse_query (source, &atlas_kind_interaction, ATLAS_TO_DO_FOLLOW_UPS, NULL);
  GError *error = NULL;
  gint64 n = due ? atlas_register_count (source, due, cancellable, &error) : 0;

  if (error == NULL)
    g_task_return_int (task, (gssize) n);
  else
    g_task_return_error (task, error);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasWindow) self = data;
  g_autoptr (GError) error = NULL;
  gssize n = g_task_propagate_int (G_TASK (result), &error);
  GtkWidget *bin = adw_view_stack_get_child_by_name (self->pages, "to-do");

  /* Whoever began another count waits for that one. */
  if (g_task_get_cancellable (G_TASK (result)) != self->counting_to_do)
    return;
  g_clear_object (&self->counting_to_do);
  if (error == NULL && bin != NULL)
    adw_view_stack_page_set_badge_number (adw_view_stack_get_page (self->pages, bin), (guint) n);
}

void
atlas_window_update_to_do (AtlasWindow *self)
{
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->counting_to_do);
  g_clear_object (&self->counting_to_do);
  if (self->session == NULL)
    return;
  self->counting_to_do = g_cancellable_new ();
  task = g_task_new (atlas_session_get_register (self->session), self->counting_to_do, on_counted,
                     g_object_ref (self));
  g_task_run_in_thread (task, count_in_thread);
}

/* Possible duplicates are one of its lists. */

static AtlasToDoPage *
open_page (AtlasWindow *self)
{
  AtlasPage *page = atlas_window_get_page (self, "to-do");

  adw_view_stack_set_visible_child (self->pages, gtk_widget_get_parent (GTK_WIDGET (page)));
  return ATLAS_TO_DO_PAGE (page);
}

void
atlas_window_show_duplicates (AtlasWindow *self)
{
  atlas_to_do_page_show_duplicates (open_page (self));
}

void
atlas_window_compare (AtlasWindow *self, gint64 left, gint64 right)
{
  atlas_to_do_page_compare (open_page (self), left, right);
}
