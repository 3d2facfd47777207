/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-test-support.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "atlas-app.h"
#include "atlas-demo.h"
#include "quark-table.h"

#define PATIENCE_S 100

/* libadwaita 1.7 measures the large heading of a message dialog also at widths that are too narrow for it,
 * and then takes the small one; GTK began to warn of that. It is not ours, and no failure. */
static gboolean
is_adwaitas_own (const char *message)
{
  gpointer label;
  GtkRoot *root;

  if (sscanf (message, "Trying to measure GtkLabel %p for width", &label) != 1)
    return FALSE;
  root = gtk_widget_get_root (label);
  return ADW_IS_MESSAGE_DIALOG (root);
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") && is_adwaitas_own (fields[i].value))
      return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, data);
}

/* Most of what a window costs here is its blurred shadows, drawn by the processor: only pictures that
 * somebody looks at need them. */
static void
drop_shadows (void)
{
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();

  gtk_css_provider_load_from_data (style,
                                   "* { box-shadow: none; text-shadow: none; -gtk-icon-shadow: none; }", -1);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_USER + 1);
}

void
app_test_init (int *argc, char ***argv)
{
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();

  quark_table_ignore ();
  setlocale (LC_ALL, "");
  g_test_init (argc, argv, NULL);
  g_log_set_writer_func (write_log, NULL, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      exit (0);
    }
  adw_init ();
  atlas_app_init_resources ();
  gtk_css_provider_load_from_resource (style, "/org/diasporaatlas/DiasporaAtlas/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  if (g_getenv ("ATLAS_PICTURES") == NULL)
    drop_shadows ();
  /* Pictures are the same each time; and GTK 4.8 warns of a cursor that blinks while undo selects a text. */
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, NULL);
}

AtlasRegister *
app_test_register_new (guint n_members)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("atlas-app-XXXXXX", &error);
  g_autofree char *path = NULL;
  AtlasRegister *records;

  g_assert_no_error (error);
  path = g_build_filename (folder, "atlas.db", NULL);
  records = atlas_register_open (path, ATLAS_STORE_CREATE, &error);
  g_assert_no_error (error);
  if (n_members > 0)
    {
      atlas_demo_fill (records, n_members, 1, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
    }
  return records;
}

static gboolean
has_points (gpointer session)
{
  return !atlas_session_is_loading (session) && atlas_session_get_points (session) != NULL;
}

AtlasSession *
app_test_session_new (guint n_members)
{
  g_autoptr (AtlasRegister) records = app_test_register_new (n_members);
  AtlasSession *session = atlas_session_new (records);

  app_test_wait (has_points, session);
  return session;
}

static gboolean
on_timeout (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
app_test_wait (gboolean (*ready) (gpointer data), gpointer data)
{
  gboolean too_long = FALSE;
  guint timeout = g_timeout_add_seconds (PATIENCE_S, on_timeout, &too_long);

  while (!ready (data) && !too_long)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (too_long);
  g_source_remove (timeout);
}

static gboolean
is_gone (gpointer data)
{
  g_autoptr (GObject) object = g_weak_ref_get (data);

  return object == NULL;
}

/* The last reference may fall on a thread that wakes no main loop. */
static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
app_test_let_go (gpointer object)
{
  guint tick = g_timeout_add (5, on_tick, NULL);
  GWeakRef ref;

  g_weak_ref_init (&ref, object);
  g_object_unref (object);
  app_test_wait (is_gone, &ref);
  g_weak_ref_clear (&ref);
  g_source_remove (tick);
}

void
app_test_run (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, on_timeout, &over);
  while (!over || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
}

GtkWindow *
app_test_present (GtkWidget *child, int width, int height)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_decorated (window, FALSE);
  gtk_window_set_default_size (window, width, height);
  gtk_window_set_child (window, child);
  gtk_window_present (window);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  return window;
}

/* Depth first, the widget itself too. */
static GtkWidget *
find (GtkWidget *root, gboolean (*matches) (GtkWidget *widget, gconstpointer data), gconstpointer data)
{
  if (matches (root, data))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, matches, data);

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  GType type;
  const char *name;
} Sought;

static gboolean
is_sought (GtkWidget *widget, gconstpointer data)
{
  const Sought *sought = data;

  return g_type_is_a (G_OBJECT_TYPE (widget), sought->type) &&
         (sought->name == NULL ||
          g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), sought->name) == 0 ||
          g_strcmp0 (gtk_widget_get_name (widget), sought->name) == 0);
}

GtkWidget *
app_test_find (GtkWidget *root, GType type, const char *name)
{
  Sought sought = { type, name };

  return find (root, is_sought, &sought);
}

static gboolean
is_button (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_BUTTON (widget) &&
         (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), text) == 0 ||
          g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0 ||
          g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), text) == 0);
}

GtkWidget *
app_test_find_button (GtkWidget *root, const char *text)
{
  return find (root, is_button, text);
}

static gboolean
is_label (GtkWidget *widget, gconstpointer text)
{
  if (GTK_IS_INSCRIPTION (widget))
    return g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (widget)), text) == 0;
  return GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0;
}

GtkWidget *
app_test_find_label (GtkWidget *root, const char *text)
{
  return find (root, is_label, text);
}

void
app_test_click (GtkWidget *button)
{
  g_assert_true (GTK_IS_BUTTON (button));
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

void
app_test_type (GtkWidget *editable, const char *text)
{
  g_assert_true (GTK_IS_EDITABLE (editable));
  gtk_editable_set_text (GTK_EDITABLE (editable), text);
}

void
app_test_picture (GtkWidget *widget, const char *name)
{
  const char *folder = g_getenv ("ATLAS_PICTURES");
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *file = NULL;
  g_autofree char *path = NULL;
  GtkSnapshot *snapshot;

  if (folder == NULL)
    return;
  gtk_test_widget_wait_for_draw (widget);
  paintable = gtk_widget_paintable_new (widget);
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget));
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return;
  texture =
    gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node, NULL);
  file = g_strconcat (name, ".png", NULL);
  path = g_build_filename (folder, file, NULL);
  gdk_texture_save_to_png (texture, path);
}
