/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-test-support.h"

#include <string.h>
#include <sys/stat.h>

#include "atlas-config.h"
#include "atlas-count-row.h"
#include "atlas-export-dialog.h"
#include "atlas-journal.h"

#define N_MEMBERS 300

typedef struct
{
  AtlasSession *session;
  GtkWidget *dialog; /* NULL once it is gone */
  GFile *file;
  char *saved;
  char *failed;
} Fixture;

static void
on_saved (AtlasSession *session, const char *message, GFile *file, Fixture *fixture)
{
  g_assert_true (g_file_equal (file, fixture->file));
  g_free (fixture->saved);
  fixture->saved = g_strdup (message);
}

static void
on_failed (AtlasSession *session, const char *title, const GError *error, Fixture *fixture)
{
  g_free (fixture->failed);
  fixture->failed = g_strdup (error->message);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = app_test_session_new (N_MEMBERS);
  g_signal_connect (fixture->session, "saved", G_CALLBACK (on_saved), fixture);
  g_signal_connect (fixture->session, "failed", G_CALLBACK (on_failed), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  app_test_run (50);
  app_test_let_go (fixture->session);
  g_clear_object (&fixture->file);
  g_free (fixture->saved);
  g_free (fixture->failed);
}

static GtkWidget *
find (Fixture *fixture, const char *name)
{
  GtkWidget *widget = app_test_find (fixture->dialog, GTK_TYPE_WIDGET, name);

  g_assert_nonnull (widget);
  return widget;
}

static gint64
count_of (Fixture *fixture, const char *name)
{
  return atlas_count_row_get_count (ATLAS_COUNT_ROW (find (fixture, name)));
}

static gboolean
is_checked (Fixture *fixture, const char *name)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (find (fixture, name)));
}

static gboolean
is_counted (gpointer fixture)
{
  return count_of (fixture, "events") != ATLAS_COUNT_UNKNOWN;
}

static void
open_dialog (Fixture *fixture)
{
  fixture->dialog = atlas_export_dialog_new (fixture->session);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  /* Not on Cancel. */
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->dialog)) ==
                 app_test_find (fixture->dialog, GTK_TYPE_CHECK_BUTTON, "with_people"));
  app_test_wait (is_counted, fixture);
}

static gboolean
is_told (gpointer data)
{
  Fixture *fixture = data;

  return fixture->saved != NULL || fixture->failed != NULL;
}

/* What is written, as text. */
static char *
write_as (Fixture *fixture, const char *name)
{
  g_autofree char *folder =
    g_path_get_dirname (atlas_register_get_path (atlas_session_get_register (fixture->session)));
  g_autofree char *text = NULL;
  struct stat status;

  g_clear_pointer (&fixture->saved, g_free);
  g_clear_object (&fixture->file);
  fixture->file = g_file_new_build_filename (folder, name, NULL);
  atlas_export_dialog_write (ATLAS_EXPORT_DIALOG (fixture->dialog), fixture->file);
  g_assert_null (fixture->dialog);
  g_assert_cmpuint (g_list_model_get_n_items (atlas_session_get_jobs (fixture->session)), ==, 1);
  app_test_wait (is_told, fixture);
  g_assert_cmpuint (g_list_model_get_n_items (atlas_session_get_jobs (fixture->session)), ==, 0);
  g_assert_null (fixture->failed);
  g_assert_true (g_file_get_contents (g_file_peek_path (fixture->file), &text, NULL, NULL));
  g_assert_cmpint (stat (g_file_peek_path (fixture->file), &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  return g_steal_pointer (&text);
}

static guint
count_text (const char *text, const char *sought)
{
  guint n = 0;

  for (const char *p = text; (p = strstr (p, sought)) != NULL; p += strlen (sought))
    n++;
  return n;
}

/* The newest line of the log. (transfer full) */
static char *
dup_log_line (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) units = atlas_journal_list_units (
    atlas_register_get_store (atlas_session_get_register (fixture->session)), 1, &error);
  const AtlasUnitInfo *info;

  g_assert_no_error (error);
  g_assert_cmpuint (units->len, ==, 1);
  info = g_ptr_array_index (units, 0);
  return g_strdup_printf ("%s %s", info->label, info->details);
}

static void
test_share_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *log = NULL;
  g_autofree char *message = NULL;
  gint64 events;

  open_dialog (fixture);
  events = count_of (fixture, "events");
  g_assert_cmpint (count_of (fixture, "people"), ==, N_MEMBERS);
  g_assert_cmpint (events, >, 0);
  g_assert_false (gtk_widget_get_visible (find (fixture, "which")));
  g_assert_false (gtk_widget_get_visible (find (fixture, "excel_row")));
  app_test_picture (fixture->dialog, "export");

  text = write_as (fixture, "a <b>.json");
  g_assert_true (g_str_has_prefix (text, "{\"format\":\"diaspora-atlas\",\"version\":1,"));
  g_assert_cmpuint (count_text (text, "\"given_name\":"), ==, N_MEMBERS);
  g_assert_cmpuint (count_text (text, "\"timezone\":"), ==, events);
  message = g_strdup_printf ("%d people and events exported as “a <b>.json”", N_MEMBERS + (int) events);
  g_assert_cmpstr (fixture->saved, ==, message);
  log = dup_log_line (fixture);
  g_assert_nonnull (strstr (log, "\"act\":\"export\""));
}

/* A search: what is found is offered first, for each kind by its own. */
static void
test_found (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  gint64 women;

  atlas_filter_set_text (atlas_session_get_filter (fixture->session, &atlas_kind_member), "sex:female");
  open_dialog (fixture);
  g_assert_true (gtk_widget_get_visible (find (fixture, "which")));
  g_assert_true (is_checked (fixture, "only_found"));
  g_assert_nonnull (app_test_find_label (fixture->dialog, "People: sex:female"));
  women = count_of (fixture, "people");
  g_assert_cmpint (women, >, 50);
  g_assert_cmpint (women, <, N_MEMBERS);
  app_test_picture (fixture->dialog, "export-found");

  gtk_check_button_set_active (GTK_CHECK_BUTTON (find (fixture, "everything")), TRUE);
  g_assert_cmpint (count_of (fixture, "people"), ==, N_MEMBERS);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find (fixture, "only_found")), TRUE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find (fixture, "with_events")), FALSE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find (fixture, "as_ndjson")), TRUE);

  text = write_as (fixture, "women.ndjson");
  g_assert_cmpuint (count_text (text, "\n"), ==, women);
  g_assert_cmpuint (count_text (text, "\"sex\":\"female\""), ==, women);
  g_assert_cmpuint (count_text (text, "\"kind\":\"event\""), ==, 0);
}

/* A table holds people or events. */
static void
test_table (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new (ATLAS_APP_ID);
  g_autofree char *text = NULL;
  g_autofree char *log = NULL;
  gint64 events;

  g_settings_reset (settings, "excel-csv");
  open_dialog (fixture);
  events = count_of (fixture, "events");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find (fixture, "as_csv")), TRUE);
  g_assert_true (is_checked (fixture, "with_people"));
  g_assert_false (is_checked (fixture, "with_events"));
  g_assert_true (gtk_widget_get_visible (find (fixture, "excel_row")));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find (fixture, "with_events")), TRUE);
  g_assert_false (is_checked (fixture, "with_people"));
  g_assert_true (gtk_widget_get_sensitive (find (fixture, "export_button")));
  gtk_switch_set_active (GTK_SWITCH (find (fixture, "excel")), TRUE);
  g_assert_true (g_settings_get_boolean (settings, "excel-csv"));
  app_test_run (300);
  app_test_picture (fixture->dialog, "export-table");

  text = write_as (fixture, "events.csv");
  g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbfid,title,type,"));
  g_assert_nonnull (strstr (fixture->saved, "events.csv"));
  log = dup_log_line (fixture);
  g_assert_nonnull (strstr (log, "\"format\":\"csv\""));
  g_assert_nonnull (strstr (log, "\"kind\":\"event\""));
  g_assert_null (strstr (log, "\"kind\":\"member\""));
  g_assert_cmpint (events, >, 0);
  g_settings_reset (settings, "excel-csv");
}

/* With nothing chosen there is nothing to do. */
static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  open_dialog (fixture);
  g_assert_true (gtk_widget_get_sensitive (find (fixture, "export_button")));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find (fixture, "with_events")), FALSE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find (fixture, "with_people")), FALSE);
  g_assert_false (gtk_widget_get_sensitive (find (fixture, "export_button")));
}

/* A file that can't be written is told, with its name. */
static void
test_failure (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;

  open_dialog (fixture);
  fixture->file = g_file_new_build_filename (g_get_tmp_dir (), "no-such-folder-here", "x.json", NULL);
  atlas_export_dialog_write (ATLAS_EXPORT_DIALOG (fixture->dialog), fixture->file);
  app_test_wait (is_told, fixture);
  g_assert_null (fixture->saved);
  g_assert_nonnull (strstr (fixture->failed, "x.json"));
  path = g_file_get_path (fixture->file);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
#define add(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  add ("/export-dialog/share-file", test_share_file);
  add ("/export-dialog/found", test_found);
  add ("/export-dialog/table", test_table);
  add ("/export-dialog/nothing", test_nothing);
  add ("/export-dialog/failure", test_failure);
  return g_test_run ();
}
