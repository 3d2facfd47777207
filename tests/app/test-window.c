/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "app-test-support.h"

#include "atlas-config.h"
#include "atlas-map-view.h"
#include "atlas-window-private.h"

/* What a person sees of the window as a whole: welcome, trouble, pages, undo. */

static AdwApplication *application;

static gboolean
is_settled (gpointer window)
{
  return atlas_window_is_settled (window);
}

/* Pixels. */
#define NARROW 360

static AtlasWindow *
window_new (const char *path)
{
  AtlasWindow *window = atlas_window_new (application);

  gtk_window_present (GTK_WINDOW (window));
  atlas_window_open (window, path);
  app_test_wait (is_settled, window);
  return window;
}

static void
window_close (AtlasWindow *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  app_test_run (20);
}

static const char *
get_face (AtlasWindow *window)
{
  return gtk_stack_get_visible_child_name (
    GTK_STACK (app_test_find (GTK_WIDGET (window), GTK_TYPE_STACK, "faces")));
}

static char *
dup_path (AtlasRegister *records)
{
  return g_strdup (atlas_register_get_path (records));
}

/* A folder of its own for the default database. */
static void
forget_everything (void)
{
  g_autofree char *path = atlas_register_dup_default_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *sample = g_build_filename (folder, "sample.db", NULL);
  g_autoptr (GSettings) settings = g_settings_new (ATLAS_APP_ID);

  g_remove (path);
  g_remove (sample);
  g_settings_reset (settings, "last-database");
  g_settings_reset (settings, "recent-databases");
  g_settings_reset (settings, "last-page");
}

static void
test_welcome_empty (void)
{
  AtlasWindow *window;
  g_autofree char *path = atlas_register_dup_default_path ();

  forget_everything ();
  window = window_new (NULL);
  g_assert_cmpstr (get_face (window), ==, "welcome");
  g_assert_null (atlas_window_get_session (window));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  app_test_picture (GTK_WIDGET (window), "welcome");

  app_test_click (app_test_find_button (GTK_WIDGET (window), "_Start Empty"));
  app_test_wait (is_settled, window);
  g_assert_cmpstr (get_face (window), ==, "pages");
  g_assert_nonnull (atlas_window_get_session (window));
  g_assert_true (atlas_store_is_database (path));
  g_assert_nonnull (app_test_find_label (GTK_WIDGET (window), "0"));
  app_test_picture (GTK_WIDGET (window), "empty");
  window_close (window);

  /* The next time it is opened at once. */
  window = window_new (NULL);
  g_assert_cmpstr (get_face (window), ==, "pages");
  window_close (window);
}

static gboolean
has_sample (gpointer window)
{
  AtlasSession *session = atlas_window_get_session (window);

  return session != NULL && atlas_window_is_settled (window) &&
         atlas_register_is_synthetic (atlas_session_get_register (session));
}

static void
test_welcome_sample (void)
{
  AtlasWindow *window;
  AtlasPointSet *points;

  forget_everything ();
  window = window_new (NULL);
  app_test_click (app_test_find_button (GTK_WIDGET (window), "_Try with Sample Data"));
  app_test_wait (has_sample, window);
  app_test_run (300);
  app_test_wait (is_settled, window);

  points = atlas_session_get_points (atlas_window_get_session (window));
  g_assert_cmpuint (atlas_point_set_get_total (points)->members, >, 1000);
  g_assert_true (gtk_revealer_get_reveal_child (
    GTK_REVEALER (app_test_find (GTK_WIDGET (window), GTK_TYPE_REVEALER, "sample_notice"))));
  app_test_picture (GTK_WIDGET (window), "sample");
  window_close (window);
}

static void
test_trouble (void)
{
  g_autofree char *folder = g_dir_make_tmp ("atlas-window-XXXXXX", NULL);
  g_autofree char *foreign = g_build_filename (folder, "notes.db", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing.db", NULL);
  g_autoptr (AtlasRegister) records = app_test_register_new (10);
  g_autofree char *path = dup_path (records);
  AtlasWindow *window;
  AdwStatusPage *trouble;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_true (g_file_set_contents (foreign, "Dear diary <b>&", -1, NULL));
  before = g_strdup ("Dear diary <b>&");

  window = window_new (foreign);
  g_assert_cmpstr (get_face (window), ==, "trouble");
  trouble = ADW_STATUS_PAGE (app_test_find (GTK_WIDGET (window), ADW_TYPE_STATUS_PAGE, "trouble"));
  g_assert_nonnull (strstr (adw_status_page_get_description (trouble), "notes.db"));
  g_assert_true (g_file_get_contents (foreign, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, before);
  app_test_picture (GTK_WIDGET (window), "trouble");

  /* Another opens as if nothing had happened. */
  atlas_window_open (window, path);
  app_test_wait (is_settled, window);
  g_assert_cmpstr (get_face (window), ==, "pages");

  atlas_window_open (window, missing);
  app_test_wait (is_settled, window);
  g_assert_cmpstr (get_face (window), ==, "trouble");
  g_assert_false (g_file_test (missing, G_FILE_TEST_EXISTS));
  window_close (window);
}

/* Of the register with one more. */
static gboolean
has_caught_up (gpointer window)
{
  AtlasSession *session = atlas_window_get_session (window);
  GtkWidget *map = app_test_find (window, ATLAS_TYPE_MAP_VIEW, "map");
  AtlasPointSet *points = atlas_session_get_points (session);

  return atlas_window_is_settled (window) && atlas_map_view_get_points (ATLAS_MAP_VIEW (map)) == points &&
         atlas_point_index_get_n_points (atlas_point_set_get_index (points)) == 201;
}

/* Looking at another page, nobody sees what the map shows: it takes in the @n that are found when it is seen
 * again, or at once where there are other people altogether. */
static void
assert_map_catches_up (AtlasWindow *window, guint n)
{
  AtlasSession *session = atlas_window_get_session (window);
  AtlasMapView *map = ATLAS_MAP_VIEW (app_test_find (GTK_WIDGET (window), ATLAS_TYPE_MAP_VIEW, "map"));
  GtkLabel *total = GTK_LABEL (app_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "total"));
  g_autofree char *found = g_strdup_printf ("%u people found", n);
  g_autofree char *one_more = g_strdup_printf ("%u people found", n + 1);
  g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_member);
  g_autoptr (GError) error = NULL;

  g_assert_true (atlas_map_view_get_points (map) != atlas_session_get_points (session));
  atlas_window_show_page (window, "map");
  app_test_wait (is_settled, window);
  g_assert_true (atlas_map_view_get_points (map) == atlas_session_get_points (session));
  g_assert_cmpstr (gtk_label_get_text (total), ==, found);

  atlas_window_show_page (window, "people");
  app_test_wait (is_settled, window);
  atlas_record_set_text (record, "sex", "female");
  atlas_record_set_text (record, "family_name", "Uwase");
  atlas_register_save (atlas_session_get_register (session), record, &error);
  g_assert_no_error (error);
  app_test_wait (has_caught_up, window);
  atlas_window_show_page (window, "map");
  app_test_wait (is_settled, window);
  g_assert_cmpstr (gtk_label_get_text (total), ==, one_more);
  atlas_window_show_page (window, "people");
  app_test_wait (is_settled, window);
}

static void
test_pages (void)
{
  g_autoptr (AtlasRegister) records = app_test_register_new (200);
  g_autofree char *path = dup_path (records);
  AtlasWindow *window = window_new (path);
  AdwViewStack *stack = ADW_VIEW_STACK (app_test_find (GTK_WIDGET (window), ADW_TYPE_VIEW_STACK, NULL));
  AtlasFilter *members = atlas_session_get_filter (atlas_window_get_session (window), &atlas_kind_member);
  static const char *const names[] = { "map", "people", "events" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (window), "win.show-page", "s", names[i]);
      g_assert_cmpstr (adw_view_stack_get_visible_child_name (stack), ==, names[i]);
      app_test_wait (is_settled, window);
    }
  g_assert_false (atlas_window_show_page (window, "nothing"));

  /* Filters are for people; whether they are shown is remembered. */
  {
    GtkRevealer *filters =
      GTK_REVEALER (app_test_find (GTK_WIDGET (window), GTK_TYPE_REVEALER, "facets_revealer"));
    GtkWidget *button = app_test_find_button (GTK_WIDGET (window), "win.facets-visible");
    g_autoptr (GSettings) settings = g_settings_new (ATLAS_APP_ID);

    g_assert_false (gtk_widget_get_visible (button));
    g_assert_false (gtk_revealer_get_reveal_child (filters));
    atlas_window_show_page (window, "people");
    g_assert_true (gtk_widget_get_visible (button));
    g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
    g_assert_true (gtk_revealer_get_reveal_child (filters));
    gtk_widget_activate_action (GTK_WIDGET (window), "win.facets-visible", NULL);
    g_assert_false (gtk_revealer_get_reveal_child (filters));
    g_assert_false (g_settings_get_boolean (settings, "facets-visible"));
    gtk_widget_activate_action (GTK_WIDGET (window), "win.facets-visible", NULL);
    g_assert_true (gtk_revealer_get_reveal_child (filters));
  }

  /* The number beside the search field. */
  atlas_window_show_page (window, "map");
  app_test_wait (is_settled, window);
  g_assert_nonnull (app_test_find_label (GTK_WIDGET (window), "200"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-people", "s", "sex:female");
  app_test_wait (is_settled, window);
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (stack), ==, "people");
  g_assert_cmpstr (atlas_filter_get_text (members), ==, "sex:female");
  {
    guint women =
      atlas_point_set_get_total (atlas_session_get_points (atlas_window_get_session (window)))->members;
    g_autofree char *text = g_strdup_printf ("%u of 200", women);

    g_assert_cmpuint (women, <, 200);
    g_assert_nonnull (app_test_find_label (GTK_WIDGET (window), text));
    assert_map_catches_up (window, women);
  }
  window_close (window);

  /* The page is remembered. */
  window = window_new (path);
  stack = ADW_VIEW_STACK (app_test_find (GTK_WIDGET (window), ADW_TYPE_VIEW_STACK, NULL));
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (stack), ==, "people");
  atlas_window_show_page (window, "map");
  window_close (window);
}

/* The innermost of what is wider than that at least. */
static GtkWidget *
find_wide (GtkWidget *widget, int width)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (minimum <= width)
    return NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = gtk_widget_should_layout (child) ? find_wide (child, width) : NULL;

      if (found != NULL)
        return found;
    }
  return widget;
}

/* On half a screen, or a tablet held upright. */
static void
test_narrow (void)
{
  static const char *const pages[] = {
    "map", "people", "events", "organisations", "to-do", "missions", "calendar",
  };
  g_autoptr (AtlasRegister) records = app_test_register_new (50);
  g_autofree char *path = dup_path (records);
  g_autoptr (GSettings) settings = g_settings_new (ATLAS_APP_ID);
  static const char *const tabs[] = { "Follow-Ups Due", "To Contact Again", "Possible Duplicates" };
  AtlasWindow *window;

  /* The width it was left with. */
  g_settings_set_int (settings, "window-width", NARROW);
  window = window_new (path);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), <=, NARROW);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *wide;

      atlas_window_show_page (window, pages[i]);
      app_test_wait (is_settled, window);
      wide = find_wide (GTK_WIDGET (window), NARROW);
      if (wide != NULL)
        g_error ("%s: %s “%s” is too wide", pages[i], G_OBJECT_TYPE_NAME (wide),
                 gtk_buildable_get_buildable_id (GTK_BUILDABLE (wide)));
    }
  /* What is to be done is told whole, in two lines. */
  atlas_window_show_page (window, "to-do");
  app_test_wait (is_settled, window);
  for (guint i = 0; i < G_N_ELEMENTS (tabs); i++)
    {
      GtkWidget *label = app_test_find_label (GTK_WIDGET (window), tabs[i]);

      g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))));
    }
  window_close (window);
  g_settings_reset (settings, "window-width");
}

static void
count_change (guint *n)
{
  (*n)++;
}

/* Whether the pages' names fit into the header is settled once, where they nearly do as well. */
static void
test_header_rests (void)
{
  g_autoptr (AtlasRegister) records = app_test_register_new (50);
  g_autofree char *path = dup_path (records);
  g_autoptr (GSettings) settings = g_settings_new (ATLAS_APP_ID);
  AtlasWindow *window;
  guint n = 0;

  g_settings_set_int (settings, "window-width", 800);
  window = window_new (path);
  app_test_wait (is_settled, window);
  g_signal_connect_swapped (app_test_find (GTK_WIDGET (window), ADW_TYPE_VIEW_SWITCHER_TITLE, NULL),
                            "notify::title-visible", G_CALLBACK (count_change), &n);
  app_test_run (100);
  g_assert_cmpuint (n, <=, 1);
  window_close (window);
  g_settings_reset (settings, "window-width");
}

static gboolean
can_undo (gpointer window)
{
  AtlasSession *session = atlas_window_get_session (window);

  return atlas_window_is_settled (window) && atlas_session_get_undo_label (session) != NULL;
}

static gboolean
can_redo_only (gpointer window)
{
  AtlasSession *session = atlas_window_get_session (window);

  return atlas_window_is_settled (window) && atlas_session_get_undo_label (session) == NULL &&
         atlas_session_get_redo_label (session) != NULL;
}

static void
test_undo (void)
{
  g_autoptr (AtlasRegister) records = app_test_register_new (0);
  g_autofree char *path = dup_path (records);
  AtlasWindow *window = window_new (path);
  AtlasSession *session = atlas_window_get_session (window);
  GtkWidget *undo = app_test_find_button (GTK_WIDGET (window), "win.undo");
  g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_member);
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasQuery) everyone = atlas_query_parse (&atlas_kind_member, NULL, NULL);

  g_assert_false (gtk_widget_is_sensitive (undo));
  atlas_record_set_text (record, "family_name", "<b>Uwase & Söhne");
  atlas_register_save (atlas_session_get_register (session), record, &error);
  g_assert_no_error (error);
  app_test_wait (can_undo, window);
  g_assert_true (gtk_widget_is_sensitive (undo));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (undo), "<b>Uwase & Söhne"));

  app_test_click (undo);
  app_test_wait (can_redo_only, window);
  g_assert_cmpint (atlas_register_count (atlas_session_get_register (session), everyone, NULL, &error), ==,
                   0);
  g_assert_false (gtk_widget_is_sensitive (undo));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.redo", NULL);
  app_test_wait (can_undo, window);
  g_assert_cmpint (atlas_register_count (atlas_session_get_register (session), everyone, NULL, &error), ==,
                   1);
  window_close (window);
}

/* Made, copied, changed, put back: what the menu does once a file is chosen. */
static void
test_backup (void)
{
  g_autofree char *folder = g_dir_make_tmp ("atlas-window-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "office.db", NULL);
  g_autofree char *copy_path = g_build_filename (folder, "copy.db", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) copy = g_file_new_for_path (copy_path);
  g_autoptr (GFile) elsewhere = g_file_new_for_uri ("sftp://nowhere.example/a.db");
  g_autoptr (AtlasRegister) other = app_test_register_new (0);
  g_autofree char *other_path = dup_path (other);
  g_autoptr (AtlasQuery) everyone = atlas_query_parse (&atlas_kind_member, NULL, NULL);
  g_autoptr (AtlasRecord) first = atlas_record_new (&atlas_kind_member);
  g_autoptr (AtlasRecord) second = atlas_record_new (&atlas_kind_member);
  g_autoptr (GError) error = NULL;
  AtlasWindow *window = window_new (other_path);
  AtlasRegister *records;

  atlas_window_create (window, file);
  app_test_wait (is_settled, window);
  g_assert_cmpstr (atlas_window_get_path (window), ==, path);
  records = atlas_session_get_register (atlas_window_get_session (window));
  atlas_record_set_text (first, "family_name", "Kept");
  atlas_register_save (records, first, &error);
  g_assert_no_error (error);

  /* Never over one that stands. */
  atlas_window_create (window, file);
  app_test_wait (is_settled, window);
  g_assert_cmpstr (get_face (window), ==, "trouble");
  atlas_window_open (window, path);
  app_test_wait (is_settled, window);
  g_assert_cmpstr (get_face (window), ==, "pages");

  atlas_window_back_up (window, copy);
  app_test_wait (is_settled, window);
  g_assert_true (atlas_store_is_database (copy_path));

  records = atlas_session_get_register (atlas_window_get_session (window));
  atlas_record_set_text (second, "family_name", "Lost");
  atlas_register_save (records, second, &error);
  g_assert_no_error (error);
  g_assert_cmpint (atlas_register_count (records, everyone, NULL, &error), ==, 2);

  atlas_window_restore (window, copy);
  app_test_wait (is_settled, window);
  g_assert_cmpstr (get_face (window), ==, "pages");
  g_assert_cmpstr (atlas_window_get_path (window), ==, path);
  records = atlas_session_get_register (atlas_window_get_session (window));
  g_assert_cmpint (atlas_register_count (records, everyone, NULL, &error), ==, 1);
  g_assert_no_error (error);

  /* A place that is no path changes nothing. */
  atlas_window_back_up (window, elsewhere);
  atlas_window_restore (window, elsewhere);
  atlas_window_create (window, elsewhere);
  app_test_wait (is_settled, window);
  g_assert_cmpstr (atlas_window_get_path (window), ==, path);
  window_close (window);
}

/* What goes on is not dropped without a word, neither for another database nor with the window. */
static void
test_busy (void)
{
  g_autoptr (AtlasRegister) records = app_test_register_new (0);
  g_autoptr (AtlasRegister) other = app_test_register_new (0);
  g_autofree char *path = dup_path (records);
  g_autofree char *other_path = dup_path (other);
  AtlasWindow *window = window_new (path);
  g_autoptr (AtlasSession) session = g_object_ref (atlas_window_get_session (window));
  g_autoptr (AtlasJob) job = atlas_session_start_job (session, "Importing much.json");

  atlas_window_open (window, other_path);
  g_assert_cmpstr (atlas_window_get_path (window), ==, path);
  g_assert_true (atlas_window_get_session (window) == session);
  gtk_window_close (GTK_WINDOW (window));
  app_test_run (50);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));
  g_assert_false (g_cancellable_is_cancelled (atlas_job_get_cancellable (job)));

  atlas_job_end (job);
  atlas_window_open (window, other_path);
  app_test_wait (is_settled, window);
  g_assert_cmpstr (atlas_window_get_path (window), ==, other_path);
  window_close (window);
}

/* A window that is closed while its database is being opened. */
static void
test_close_early (void)
{
  g_autoptr (AtlasRegister) records = app_test_register_new (50);
  g_autofree char *path = dup_path (records);

  for (guint i = 0; i < 10; i++)
    {
      AtlasWindow *window = atlas_window_new (application);

      gtk_window_present (GTK_WINDOW (window));
      atlas_window_open (window, path);
      if (i % 2 == 0)
        app_test_run (i);
      gtk_window_destroy (GTK_WINDOW (window));
    }
  app_test_run (200);
}

static void
test_recent (void)
{
  g_autoptr (GSettings) settings = g_settings_new (ATLAS_APP_ID);
  g_autoptr (AtlasRegister) first = app_test_register_new (0);
  g_autoptr (AtlasRegister) second = app_test_register_new (0);
  g_autofree char *first_path = dup_path (first);
  g_autofree char *second_path = dup_path (second);
  g_auto (GStrv) recent = NULL;
  AtlasWindow *window;

  g_settings_reset (settings, "recent-databases");
  window = window_new (first_path);
  atlas_window_open (window, second_path);
  app_test_wait (is_settled, window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-path", "s", first_path);
  app_test_wait (is_settled, window);
  g_assert_cmpstr (atlas_window_get_path (window), ==, first_path);

  recent = g_settings_get_strv (settings, "recent-databases");
  g_assert_cmpuint (g_strv_length (recent), ==, 2);
  g_assert_cmpstr (recent[0], ==, first_path);
  g_assert_cmpstr (recent[1], ==, second_path);
  window_close (window);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  application =
    g_object_new (ADW_TYPE_APPLICATION, "application-id", ATLAS_APP_ID ".Test", "flags",
                  G_APPLICATION_NON_UNIQUE, "resource-base-path", "/org/diasporaatlas/DiasporaAtlas", NULL);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));

  g_test_add_func ("/window/welcome-empty", test_welcome_empty);
  g_test_add_func ("/window/welcome-sample", test_welcome_sample);
  g_test_add_func ("/window/trouble", test_trouble);
  g_test_add_func ("/window/pages", test_pages);
  g_test_add_func ("/window/narrow", test_narrow);
  g_test_add_func ("/window/header-rests", test_header_rests);
  g_test_add_func ("/window/undo", test_undo);
  g_test_add_func ("/window/recent", test_recent);
  g_test_add_func ("/window/backup", test_backup);
  g_test_add_func ("/window/busy", test_busy);
  g_test_add_func ("/window/close-early", test_close_early);
  return g_test_run ();
}
