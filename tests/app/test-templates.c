/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-test-support.h"

#include <string.h>

#define FOLDER "/org/diasporaatlas/DiasporaAtlas/"

/* Every class that has a template is made once, in light and in dark, and whatever GTK has to say about it is
 * fatal. Which ones there are the resources themselves tell. */

/* The class whose template @xml is, NULL where it is none. (transfer full) */
static char *
dup_class (const char *xml)
{
  static const char before[] = "<template class=\"";
  const char *start = strstr (xml, before);

  if (start == NULL)
    return NULL;
  start += strlen (before);
  return g_strndup (start, strcspn (start, "\""));
}

static void
make (const char *class_name)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();
  /* Finds atlas_job_bar_get_type() in this program by the name "AtlasJobBar". */
  GType type = gtk_builder_get_type_from_name (builder, class_name);
  GtkWidget *widget;

  g_test_message ("%s", class_name);
  g_assert_true (g_type_is_a (type, GTK_TYPE_WIDGET));
  widget = g_object_new (type, NULL);
  if (GTK_IS_WINDOW (widget))
    {
      gtk_window_present (GTK_WINDOW (widget));
      gtk_test_widget_wait_for_draw (widget);
      gtk_window_destroy (GTK_WINDOW (widget));
    }
  else
    gtk_window_destroy (app_test_present (widget, 800, 600));
  app_test_run (20);
}

static void
test_templates (gconstpointer scheme)
{
  g_auto (GStrv) names = g_resources_enumerate_children (FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  guint n = 0;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), GPOINTER_TO_INT (scheme));
  g_assert_nonnull (names);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (FOLDER, names[i], NULL);
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *class_name = NULL;

      if (!g_str_has_suffix (names[i], ".ui"))
        continue;
      bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      class_name = dup_class (g_bytes_get_data (bytes, NULL));
      g_assert_nonnull (class_name);
      make (class_name);
      n++;
    }
  g_assert_cmpuint (n, >, 10);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_data_func ("/templates/light", GINT_TO_POINTER (ADW_COLOR_SCHEME_FORCE_LIGHT), test_templates);
  g_test_add_data_func ("/templates/dark", GINT_TO_POINTER (ADW_COLOR_SCHEME_FORCE_DARK), test_templates);
  return g_test_run ();
}
