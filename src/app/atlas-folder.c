/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-folder.h"

static void
on_launched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) widget = data;
  g_autoptr (GError) error = NULL;

  /* A desktop without a file manager: nothing is lost, and the sound says that it was heard. */
  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    gtk_widget_error_bell (widget);
}

void
atlas_folder_show (GtkWidget *widget, GFile *file)
{
  g_autoptr (GdkAppLaunchContext) context = NULL;
  g_autoptr (GFile) folder = NULL;
  g_autofree char *uri = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (G_IS_FILE (file));

  folder = g_file_get_parent (file);
  uri = g_file_get_uri (folder ? folder : file);
  context = gdk_display_get_app_launch_context (gtk_widget_get_display (widget));
  g_app_info_launch_default_for_uri_async (uri, G_APP_LAUNCH_CONTEXT (context), NULL, on_launched,
                                           g_object_ref (widget));
}
