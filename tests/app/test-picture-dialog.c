/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-test-support.h"

#include <glib/gstdio.h>
#include <string.h>

#include "atlas-picture-dialog.h"

/* The map as a picture, from the window. */

typedef struct
{
  AtlasSession *session;
  GtkWidget *dialog;
  char *folder;
  char *saved; /* what was told */
  char *failed;
} Fixture;

static void
on_saved (Fixture *fixture, const char *message, GFile *file)
{
  g_free (fixture->saved);
  fixture->saved = g_strdup (message);
}

static void
on_failed (Fixture *fixture, const char *title, GError *error)
{
  g_free (fixture->failed);
  fixture->failed = g_strdup (error->message);
}

static gboolean
is_drawn (gpointer data)
{
  return !atlas_picture_dialog_is_drawing (ATLAS_PICTURE_DIALOG (data));
}

static gboolean
has_answered (gpointer data)
{
  return ((Fixture *) data)->saved != NULL || ((Fixture *) data)->failed != NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasMeasure) measure = atlas_measure_parse (data, NULL);
  const AtlasYearView years = { ATLAS_TIME_ARRIVED, TRUE, 2005 };
  const AtlasDegreeBox box = { 43, -80, 46, -71 };
  AtlasPictureShown shown = { .breaks = ATLAS_BREAKS_ROUND };
  g_autoptr (GError) error = NULL;

  if (g_str_equal (data, "not-reached"))
    shown =
      (AtlasPictureShown){ .plain = TRUE, .heat = TRUE, .years = &years, .box = &box, .region = "CA-ON" };
  fixture->folder = g_dir_make_tmp ("atlas-picture-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->session = app_test_session_new (2000);
  g_signal_connect_swapped (fixture->session, "saved", G_CALLBACK (on_saved), fixture);
  g_signal_connect_swapped (fixture->session, "failed", G_CALLBACK (on_failed), fixture);
  shown.measure = measure;
  fixture->dialog = atlas_picture_dialog_new (fixture->session, &shown);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  app_test_run (50);
  app_test_wait (is_drawn, fixture->dialog);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  app_test_run (50);
  atlas_session_close (fixture->session);
  g_object_unref (fixture->session);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->saved);
  g_free (fixture->failed);
}

static void
write_as (Fixture *fixture, const char *name, char **contents, gsize *length)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  atlas_picture_dialog_write (ATLAS_PICTURE_DIALOG (fixture->dialog), file);
  app_test_wait (has_answered, fixture);
  if (!g_file_get_contents (path, contents, length, NULL))
    *contents = NULL;
  g_unlink (path);
}

/* What is saved says what was chosen; the dialog goes when it is done. */
static void
test_svg (Fixture *fixture, gconstpointer data)
{
  g_autofree char *contents = NULL;
  gsize length;

  app_test_type (app_test_find (fixture->dialog, ADW_TYPE_ENTRY_ROW, "title_row"), "Nos <gens> & amis");
  app_test_wait (is_drawn, fixture->dialog);
  app_test_picture (fixture->dialog, "picture-dialog");
  write_as (fixture, "map.svg", &contents, &length);
  g_assert_cmpstr (fixture->failed, ==, NULL);
  g_assert_cmpstr (fixture->saved, ==, "Saved map.svg");
  g_assert_nonnull (strstr (contents, "Nos &lt;gens&gt; &amp; amis"));
  app_test_run (50);
  g_assert_null (fixture->dialog);
}

/* A size of one's own. */
static void
test_size (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row = app_test_find (fixture->dialog, ADW_TYPE_COMBO_ROW, "size_row");
  GtkWidget *width = app_test_find (fixture->dialog, GTK_TYPE_SPIN_BUTTON, "width");
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_false (gtk_widget_get_mapped (width));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 4);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (width), 640);
  gtk_spin_button_set_value (
    GTK_SPIN_BUTTON (app_test_find (fixture->dialog, GTK_TYPE_SPIN_BUTTON, "height")), 360);
  app_test_wait (is_drawn, fixture->dialog);
  g_assert_true (gtk_widget_get_mapped (width));
  app_test_picture (fixture->dialog, "picture-dialog-size");
  write_as (fixture, "map.svg", &contents, &length);
  g_assert_cmpstr (fixture->failed, ==, NULL);
  g_assert_nonnull (strstr (contents, "viewBox=\"0 0 640 360\""));
}

static void
test_formats (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name, *beginning;
  } cases[] = { { "map.png", "\x89PNG" }, { "MAP.PDF", "%PDF-" } };
  const char *which = data;
  guint i = g_str_equal (which, "women");
  g_autofree char *contents = NULL;
  gsize length;

  write_as (fixture, cases[i].name, &contents, &length);
  g_assert_cmpstr (fixture->failed, ==, NULL);
  g_assert_cmpmem (contents, MIN (length, strlen (cases[i].beginning)), cases[i].beginning,
                   strlen (cases[i].beginning));
}

/* Of a name that says no format nothing is written, and the dialog stays. */
static void
test_unknown_format (Fixture *fixture, gconstpointer data)
{
  g_autofree char *contents = NULL;
  gsize length;

  write_as (fixture, "map.txt", &contents, &length);
  g_assert_null (contents);
  g_assert_nonnull (strstr (fixture->failed, ".png, .svg or .pdf"));
  g_assert_nonnull (fixture->dialog);
  g_assert_true (gtk_widget_get_sensitive (fixture->dialog));
}

/* What has just been hidden is not saved, copied or printed meanwhile; and to hide the ones alone would tell
 * them. */
static void
test_smallest (Fixture *fixture, gconstpointer data)
{
  static const char *const buttons[] = { "save", "copy", "print" };
  GtkWidget *smallest = app_test_find (fixture->dialog, GTK_TYPE_SPIN_BUTTON, "smallest");
  g_autofree char *contents = NULL;
  gsize length;

  for (guint value = 10; value > 0; value -= 2)
    {
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (smallest), value);
      for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
        g_assert_false (
          gtk_widget_get_sensitive (app_test_find (fixture->dialog, GTK_TYPE_BUTTON, buttons[i])));
      app_test_wait (is_drawn, fixture->dialog);
      for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
        g_assert_true (
          gtk_widget_get_sensitive (app_test_find (fixture->dialog, GTK_TYPE_BUTTON, buttons[i])));
    }
  write_as (fixture, "map.svg", &contents, &length);
  g_assert_cmpstr (fixture->failed, ==, NULL);
  g_assert_nonnull (strstr (contents, "&lt;3"));
}

/* What the choices come to is said as it is: of nothing there is no picture, and one person is not hidden. */
static void
test_explained (Fixture *fixture, gconstpointer data)
{
  GtkWidget *save = app_test_find (fixture->dialog, GTK_TYPE_BUTTON, "save");
  GtkWidget *layers = app_test_find (fixture->dialog, ADW_TYPE_COMBO_ROW, "layer_row");
  GtkWidget *row = app_test_find (fixture->dialog, ADW_TYPE_ACTION_ROW, "smallest_row");
  GtkWidget *smallest = app_test_find (fixture->dialog, GTK_TYPE_SPIN_BUTTON, "smallest");

  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "nobody"));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (smallest), 1);
  g_assert_null (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "nobody"));

  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (layers)), ==, "");
  gtk_switch_set_active (GTK_SWITCH (app_test_find (fixture->dialog, GTK_TYPE_SWITCH, "shaded")), FALSE);
  app_test_wait (is_drawn, fixture->dialog);
  g_assert_false (gtk_widget_get_sensitive (save));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (layers)), !=, "");
  adw_combo_row_set_selected (ADW_COMBO_ROW (layers), 1);
  app_test_wait (is_drawn, fixture->dialog);
  g_assert_true (gtk_widget_get_sensitive (save));
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (fixture->dialog);

  app_test_click (app_test_find (fixture->dialog, GTK_TYPE_BUTTON, "copy"));
  g_assert_true (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), GDK_TYPE_TEXTURE));
}

static void
choose (Fixture *fixture, const char *row, guint item)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (app_test_find (fixture->dialog, ADW_TYPE_COMBO_ROW, row)), item);
  app_test_wait (is_drawn, fixture->dialog);
}

static char *
get_chosen (Fixture *fixture, const char *row)
{
  AdwComboRow *combo = ADW_COMBO_ROW (app_test_find (fixture->dialog, ADW_TYPE_COMBO_ROW, row));

  return g_strdup (gtk_string_object_get_string (adw_combo_row_get_selected_item (combo)));
}

/* Heat, years and the part of the world are as the map had them; each can be chosen otherwise. */
static void
test_shown (Fixture *fixture, gconstpointer data)
{
  g_autofree char *extent = get_chosen (fixture, "extent_row");
  g_autofree char *layer = get_chosen (fixture, "layer_row");
  g_autofree char *other = NULL, *contents = NULL;
  gsize length;

  g_assert_cmpstr (extent, ==, "What Is on Show");
  g_assert_cmpstr (layer, ==, "Heat");
  app_test_picture (fixture->dialog, "picture-dialog-shown");
  choose (fixture, "layer_row", 1);
  choose (fixture, "extent_row", 4);
  other = get_chosen (fixture, "extent_row");
  g_assert_cmpstr (other, ==, "Ontario");
  app_test_picture (fixture->dialog, "picture-dialog-region");
  write_as (fixture, "map.svg", &contents, &length);
  g_assert_cmpstr (fixture->failed, ==, NULL);
  g_assert_nonnull (strstr (contents, "Members by place"));
  g_assert_nonnull (strstr (contents, "Arrived up to 2005"));
}

static GtkWidget *
find_print_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_str_equal (G_OBJECT_TYPE_NAME (window), "GtkPrintUnixDialog"))
        return window;
    }
  return NULL;
}

static gboolean
is_asked_how_to_print (gpointer data)
{
  GtkWidget *dialog = find_print_dialog ();

  return dialog != NULL && gtk_widget_get_mapped (dialog);
}

static gboolean
is_no_longer_asked (gpointer data)
{
  return find_print_dialog () == NULL;
}

/* Thought better of: nothing is printed, and nothing is wrong. */
static void
test_print_cancelled (Fixture *fixture, gconstpointer data)
{
  app_test_click (app_test_find (fixture->dialog, GTK_TYPE_BUTTON, "print"));
  app_test_wait (is_asked_how_to_print, NULL);
  gtk_dialog_response (GTK_DIALOG (find_print_dialog ()), GTK_RESPONSE_CANCEL);
  app_test_wait (is_no_longer_asked, NULL);
  g_assert_null (fixture->failed);
}

#define ADD(name, measure, test) \
  g_test_add ("/picture-dialog/" name, Fixture, measure, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);

  ADD ("svg", "members", test_svg);
  ADD ("size", "members", test_size);
  ADD ("png", "coverage", test_formats);
  ADD ("pdf", "women", test_formats);
  ADD ("unknown-format", "members", test_unknown_format);
  ADD ("smallest", "members", test_smallest);
  ADD ("explained", "members", test_explained);
  ADD ("shown", "not-reached", test_shown);
  ADD ("print-cancelled", "members", test_print_cancelled);
  ADD ("copy", "members", test_copy);

  return g_test_run ();
}
