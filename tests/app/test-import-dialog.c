/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-test-support.h"

#include <string.h>

#include "atlas-count-row.h"
#include "atlas-export.h"
#include "atlas-import-dialog.h"
#include "atlas-number.h"
#include "atlas-refusal-view.h"

/* Two members whom nobody has, one who can't be, and an event. */
#define SHARE_FILE                                                                                       \
  "{\"format\":\"diaspora-atlas\",\"version\":1,\"office\":{\"id\":\"6f0c2b4e-3a59-4a33-9d2f-"           \
  "1d6a0e8f7c11\","                                                                                      \
  "\"name\":\"Ottawa & <Gatineau>\"},\n\"members\":[\n"                                                  \
  "{\"id\":\"11111111-1111-4111-8111-111111111111\",\"given_name\":\"Ada\",\"family_name\":\"Uwase\","   \
  "\"address\":{\"city\":\"Toronto\",\"region\":\"CA-ON\",\"country\":\"CA\"},"                          \
  "\"updated\":\"2026-01-01T00:00:00Z\"},\n"                                                             \
  "{\"id\":\"22222222-2222-4222-8222-222222222222\",\"given_name\":\"Jean\",\"family_name\":\"Mugabo\"," \
  "\"updated\":\"2026-01-01T00:00:00Z\"},\n"                                                             \
  "{\"id\":\"33333333-3333-4333-8333-333333333333\",\"given_name\":\"Aline\",\"birth_year\":%d,"         \
  "\"updated\":\"2026-01-01T00:00:00Z\"}],\n\"events\":[\n"                                              \
  "{\"id\":\"44444444-4444-4444-8444-444444444444\",\"title\":\"Town hall\","                            \
  "\"start\":\"2026-12-01T18:00:00-05:00\"}]}\n"

typedef struct
{
  AtlasSession *session;
  GtkWidget *dialog; /* NULL once it is gone */
  GListStore *files;
  char *told;
  gboolean undo;
  char *failed;
} Fixture;

static void
on_told (AtlasSession *session, const char *message, gboolean undo, Fixture *fixture)
{
  g_free (fixture->told);
  fixture->told = g_strdup (message);
  fixture->undo = undo;
}

static void
on_failed (AtlasSession *session, const char *title, const GError *error, Fixture *fixture)
{
  g_free (fixture->failed);
  fixture->failed = g_strdup (error->message);
}

static void
set_up (Fixture *fixture, gconstpointer n_members)
{
  fixture->session = app_test_session_new (GPOINTER_TO_UINT (n_members));
  fixture->files = g_list_store_new (G_TYPE_FILE);
  g_signal_connect (fixture->session, "told", G_CALLBACK (on_told), fixture);
  g_signal_connect (fixture->session, "failed", G_CALLBACK (on_failed), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  app_test_run (50);
  g_assert_null (fixture->dialog);
  app_test_let_go (fixture->session);
  g_object_unref (fixture->files);
  g_free (fixture->told);
  g_free (fixture->failed);
}

static char *
make_path (Fixture *fixture, const char *name)
{
  g_autofree char *folder =
    g_path_get_dirname (atlas_register_get_path (atlas_session_get_register (fixture->session)));

  return g_build_filename (folder, name, NULL);
}

static void
add_file (Fixture *fixture, const char *name, const char *content)
{
  g_autofree char *path = make_path (fixture, name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
  g_list_store_append (fixture->files, file);
}

static void
add_share_file (Fixture *fixture, const char *name, int birth_year)
{
  g_autofree char *content = g_strdup_printf (SHARE_FILE, birth_year);

  add_file (fixture, name, content);
}

static void
open_dialog (Fixture *fixture)
{
  fixture->dialog = atlas_import_dialog_new (fixture->session, G_LIST_MODEL (fixture->files));
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
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

static const char *
get_face (Fixture *fixture)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (find (fixture, "faces")));
}

static gboolean
is_gone (gpointer data)
{
  return ((Fixture *) data)->dialog == NULL;
}

/* The plan is there, or something went wrong. */
static gboolean
is_checked (gpointer data)
{
  Fixture *fixture = data;

  return is_gone (fixture) || !g_str_equal (get_face (fixture), "plan") ||
         (count_of (fixture, "added") != ATLAS_COUNT_UNKNOWN &&
          gtk_widget_get_sensitive (find (fixture, "import_button")));
}

static gboolean
is_finished (gpointer data)
{
  Fixture *fixture = data;

  return is_gone (fixture) || !g_str_equal (get_face (fixture), "plan");
}

static gint64
count_records (Fixture *fixture, const AtlasKind *kind)
{
  g_autoptr (AtlasQuery) everything = atlas_query_parse (kind, NULL, NULL);
  g_autoptr (GError) error = NULL;
  gint64 n = atlas_register_count (atlas_session_get_register (fixture->session), everything, NULL, &error);

  g_assert_no_error (error);
  return n;
}

static gint64
count_units (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) units = atlas_journal_list_units (
    atlas_register_get_store (atlas_session_get_register (fixture->session)), 0, &error);

  g_assert_no_error (error);
  return units->len;
}

/* Looks first, writes nothing; then imports, tells, and can be undone. */
static void
test_import (Fixture *fixture, gconstpointer data)
{
  add_share_file (fixture, "members.json", 1980);
  open_dialog (fixture);
  g_assert_false (gtk_widget_get_sensitive (find (fixture, "import_button")));
  app_test_wait (is_checked, fixture);
  g_assert_cmpint (count_of (fixture, "added"), ==, 4);
  g_assert_cmpint (count_of (fixture, "updated"), ==, 0);
  g_assert_cmpint (count_of (fixture, "unchanged"), ==, 0);
  g_assert_cmpint (count_of (fixture, "skipped"), ==, 0);
  g_assert_cmpint (count_of (fixture, "refused"), ==, 0);
  g_assert_cmpint (count_of (fixture, "unplaced"), ==, 2);
  g_assert_nonnull (app_test_find_label (fixture->dialog, "4 people and events"));
  g_assert_nonnull (app_test_find_label (fixture->dialog, "From Ottawa & <Gatineau>"));
  g_assert_nonnull (app_test_find_label (fixture->dialog, "members.json"));
  g_assert_cmpint (count_records (fixture, &atlas_kind_member), ==, 0);
  g_assert_cmpint (count_units (fixture), ==, 0);
  app_test_picture (fixture->dialog, "import-plan");

  app_test_click (find (fixture, "import_button"));
  app_test_wait (is_gone, fixture);
  g_assert_cmpint (count_records (fixture, &atlas_kind_member), ==, 3);
  g_assert_cmpint (count_records (fixture, &atlas_kind_event), ==, 1);
  g_assert_cmpstr (fixture->told, ==, "members.json: 4 added, 2 without a place");
  g_assert_true (fixture->undo);
  g_assert_null (fixture->failed);
  g_assert_cmpuint (g_list_model_get_n_items (atlas_session_get_jobs (fixture->session)), ==, 0);
  app_test_run (50);
  g_assert_cmpstr (atlas_session_get_undo_label (fixture->session), ==, "Import of members.json");
}

static gboolean
is_plan_ready (gpointer data)
{
  Fixture *fixture = data;

  return g_str_equal (get_face (fixture), "plan") &&
         gtk_widget_get_sensitive (find (fixture, "import_button"));
}

/* From the columns through the first rows to what would happen. */
static void
walk (Fixture *fixture)
{
  g_assert_cmpstr (get_face (fixture), ==, "columns");
  app_test_click (find (fixture, "next"));
  g_assert_cmpstr (get_face (fixture), ==, "preview");
  app_test_click (find (fixture, "next"));
  app_test_wait (is_plan_ready, fixture);
}

/* What the import did stands in the log, as the session knows by now; until then a thread asks for it. */
static gboolean
is_logged (gpointer data)
{
  return atlas_session_get_undo_label (((Fixture *) data)->session) != NULL;
}

/* A table of people: its columns are found by themselves, and what is not understood is said. */
static void
test_table (Fixture *fixture, gconstpointer data)
{
  add_file (fixture, "list.csv",
            "Nom;Prénom;Courriel;Ville;Province;Plat <préféré>\r\n"
            "Uwase;Ada;ada@example.org;Ottawa;Ontario;isombe\r\n"
            "Mugabo;Jean;à demander;Montréal;Québec;\r\n");
  open_dialog (fixture);
  app_test_wait (is_checked, fixture);
  walk (fixture);
  g_assert_cmpint (count_of (fixture, "added"), ==, 2);
  g_assert_cmpint (count_of (fixture, "unplaced"), ==, 0);
  g_assert_cmpint (count_of (fixture, "remarked"), ==, 1);
  g_assert_nonnull (app_test_find_label (fixture->dialog, "Plat <préféré>"));
  app_test_picture (fixture->dialog, "import-table");
  app_test_click (find (fixture, "import_button"));
  app_test_wait (is_gone, fixture);
  g_assert_cmpint (count_records (fixture, &atlas_kind_member), ==, 2);
  g_assert_cmpstr (fixture->told, ==, "list.csv: 2 added, 1 value kept in the notes");
  app_test_wait (is_logged, fixture);
}

/* A table of estimates, as their own dialog offers it. */
static void
test_estimates (Fixture *fixture, gconstpointer data)
{
  add_file (fixture, "estimates.csv",
            "country,region,year,source,definition,total\nCA,CA-ON,2021,Association,community,2500\n");
  open_dialog (fixture);
  app_test_wait (is_checked, fixture);
  g_assert_nonnull (app_test_find_label (fixture->dialog, "1 estimate"));
  app_test_click (find (fixture, "import_button"));
  app_test_wait (is_gone, fixture);
  g_assert_cmpint (count_records (fixture, &atlas_kind_estimate), ==, 1);
  app_test_wait (is_logged, fixture);
}

/* What is bad stays out, and is listed by number, line, field and reason. */
static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_path (fixture, "refused.csv");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *csv = NULL;
  GtkWidget *view;

  add_share_file (fixture, "members.json", 1780);
  open_dialog (fixture);
  app_test_wait (is_checked, fixture);
  g_assert_cmpint (count_of (fixture, "added"), ==, 3);
  g_assert_cmpint (count_of (fixture, "refused"), ==, 1);
  app_test_picture (fixture->dialog, "import-plan-refused");

  /* To the list and back. */
  gtk_widget_activate (find (fixture, "refused"));
  g_assert_cmpstr (get_face (fixture), ==, "refusals");
  g_assert_true (gtk_widget_get_visible (find (fixture, "back")));
  app_test_run (300);
  app_test_picture (fixture->dialog, "import-refusals");
  app_test_click (find (fixture, "back"));
  g_assert_cmpstr (get_face (fixture), ==, "plan");

  app_test_click (find (fixture, "import_button"));
  app_test_wait (is_finished, fixture);
  g_assert_nonnull (fixture->dialog);
  g_assert_cmpstr (get_face (fixture), ==, "refusals");
  g_assert_nonnull (app_test_find_label (fixture->dialog, "3 added, 1 refused, 1 without a place"));
  g_assert_nonnull (app_test_find_label (fixture->dialog, "Year of birth"));
  g_assert_cmpint (count_records (fixture, &atlas_kind_member), ==, 2);
  /* The window, where one takes it back, stands behind. */
  g_assert_null (fixture->told);
  app_test_run (300);
  app_test_picture (fixture->dialog, "import-finished");

  view = find (fixture, "refusals");
  atlas_refusal_view_save (ATLAS_REFUSAL_VIEW (view), file);
  app_test_run (200);
  g_assert_true (g_file_get_contents (path, &csv, NULL, NULL));
  g_assert_true (g_str_has_prefix (csv, "File,Number,Line,Field,Reason\r\nmembers.json,3,5,birth_year,"));
  g_assert_nonnull (app_test_find_label (fixture->dialog, "Saved as “refused.csv”"));

  gtk_widget_activate_action (view, "refusals.copy", NULL);
  {
    GdkContentProvider *content = gdk_clipboard_get_content (gtk_widget_get_clipboard (view));
    g_auto (GValue) value = G_VALUE_INIT;

    g_value_init (&value, G_TYPE_STRING);
    g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
    g_assert_true (g_str_has_prefix (g_value_get_string (&value),
                                     "File\tNumber\tLine\tField\tReason\nmembers.json\t3\t5\tbirth_year\t"));
  }

  gtk_window_close (GTK_WINDOW (fixture->dialog));
  app_test_wait (is_gone, fixture);
  g_assert_cmpstr (fixture->told, ==, "members.json: 3 added, 1 refused, 1 without a place");
  g_assert_true (fixture->undo);
}

/* Undo is not offered once it would take back something else. */
static void
test_overtaken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_member);
  g_autoptr (GError) error = NULL;

  add_share_file (fixture, "members.json", 1780);
  open_dialog (fixture);
  app_test_wait (is_checked, fixture);
  app_test_click (find (fixture, "import_button"));
  app_test_wait (is_finished, fixture);
  g_assert_cmpstr (get_face (fixture), ==, "refusals");
  atlas_record_set_text (record, "given_name", "Ada");
  atlas_register_save (atlas_session_get_register (fixture->session), record, &error);
  g_assert_no_error (error);
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  app_test_wait (is_gone, fixture);
  g_assert_cmpstr (fixture->told, ==, "members.json: 3 added, 1 refused, 1 without a place");
  g_assert_false (fixture->undo);
}

typedef struct
{
  Fixture *fixture;
  guint choice;
  gint64 added, updated, unchanged, skipped;
} Expected;

static gboolean
is_as_expected (gpointer data)
{
  Expected *expected = data;
  Fixture *fixture = expected->fixture;

  return count_of (fixture, "added") == expected->added &&
         count_of (fixture, "updated") == expected->updated &&
         count_of (fixture, "unchanged") == expected->unchanged &&
         count_of (fixture, "skipped") == expected->skipped &&
         gtk_widget_get_sensitive (find (fixture, "import_button")) ==
           (expected->added + expected->updated > 0);
}

static gboolean
leads_on (gpointer data)
{
  Fixture *fixture = data;

  return gtk_root_get_focus (GTK_ROOT (fixture->dialog)) == find (fixture, "import_button");
}

/* With Tab. */
static void
go_to_cancel (Fixture *fixture)
{
  for (guint i = 0; gtk_root_get_focus (GTK_ROOT (fixture->dialog)) != find (fixture, "close"); i++)
    {
      g_assert_cmpuint (i, <, 20);
      g_signal_emit_by_name (fixture->dialog, "move-focus", GTK_DIR_TAB_FORWARD);
    }
}

/* What stands already: the choice is shown before it is made. */
static void
test_duplicates (Fixture *fixture, gconstpointer data)
{
  Expected table[] = {
    { fixture, 1, 0, 0, 3, 1 },
    { fixture, 2, 4, 0, 0, 0 },
    { fixture, 0, 0, 1, 3, 0 },
  };
  g_autoptr (GError) error = NULL;

  add_share_file (fixture, "members.json", 1980);
  open_dialog (fixture);
  app_test_wait (is_checked, fixture);
  app_test_click (find (fixture, "import_button"));
  app_test_wait (is_gone, fixture);

  /* The same again: nothing to do. */
  open_dialog (fixture);
  app_test_wait (is_as_expected, &(Expected){ fixture, 0, 0, 0, 4, 0 });
  app_test_picture (fixture->dialog, "import-nothing-new");
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  app_test_wait (is_gone, fixture);

  /* One that is newer. */
  {
    g_autofree char *old = g_strdup_printf (SHARE_FILE, 1981);
    g_autoptr (GString) newer = g_string_new (old);

    g_string_replace (newer, "\"birth_year\":1981,\"updated\":\"2026-01-01",
                      "\"birth_year\":1981,\"updated\":\"2026-02-01", 0);
    add_file (fixture, "members.json", newer->str);
    g_list_store_remove (fixture->files, 0);
  }
  open_dialog (fixture);
  app_test_wait (is_checked, fixture);
  app_test_wait (leads_on, fixture);
  go_to_cancel (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      adw_combo_row_set_selected (ADW_COMBO_ROW (find (fixture, "on_duplicate")), table[i].choice);
      app_test_wait (is_as_expected, &table[i]);
    }
  /* Whoever went there before it was known what would happen did not mean to import. */
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->dialog)) == find (fixture, "close"));
  g_assert_cmpint (count_records (fixture, &atlas_kind_member), ==, 3);
  app_test_click (find (fixture, "import_button"));
  app_test_wait (is_gone, fixture);
  g_assert_cmpint (count_records (fixture, &atlas_kind_member), ==, 3);
  g_assert_cmpstr (fixture->told, ==, "members.json: 1 updated, 3 unchanged, 1 without a place");
}

/* What can't be read says so and changes nothing. */
static void
test_trouble (Fixture *fixture, gconstpointer data)
{
  const char *description;

  add_share_file (fixture, "good.json", 1980);
  add_file (fixture, "bad <file>.json",
            "{\"format\":\"diaspora-atlas\",\"version\":1,\"members\":[{\"given_");
  open_dialog (fixture);
  app_test_wait (is_checked, fixture);
  g_assert_cmpstr (get_face (fixture), ==, "trouble");
  description = adw_status_page_get_description (ADW_STATUS_PAGE (find (fixture, "trouble")));
  g_assert_nonnull (strstr (description, "bad &lt;file&gt;.json"));
  g_assert_nonnull (strstr (description, "Nothing has been changed."));
  g_assert_false (gtk_widget_get_visible (find (fixture, "import_button")));
  g_assert_cmpint (count_records (fixture, &atlas_kind_member), ==, 0);
  app_test_run (300);
  app_test_picture (fixture->dialog, "import-trouble");
}

static gboolean
is_stopped (gpointer data)
{
  Fixture *fixture = data;

  return is_gone (fixture) || gtk_widget_get_sensitive (find (fixture, "import_button"));
}

/* Stopping in the middle leaves the database as it was, and the dialog as it was. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) content = g_string_new (NULL);
  g_autoptr (AtlasJob) job = NULL;
  g_autofree char *number = atlas_number_format (60000);
  g_autofree char *message = NULL;
  GListModel *jobs = atlas_session_get_jobs (fixture->session);

  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (content,
                            "{\"kind\":\"member\",\"id\":\"11111111-1111-4111-8111-%012u\","
                            "\"given_name\":\"Ada\",\"family_name\":\"Uwase %u\"}\n",
                            i, i);
  add_file (fixture, "many.ndjson", content->str);
  open_dialog (fixture);
  app_test_wait (is_checked, fixture);
  g_assert_cmpint (count_of (fixture, "added"), ==, 60000);

  app_test_click (find (fixture, "import_button"));
  g_assert_cmpuint (g_list_model_get_n_items (jobs), ==, 1);
  g_assert_false (gtk_widget_get_sensitive (find (fixture, "import_button")));
  job = g_list_model_get_item (jobs, 0);
  g_assert_cmpstr (atlas_job_get_title (job), ==, "Importing many.ndjson");
  g_cancellable_cancel (atlas_job_get_cancellable (job));
  app_test_wait (is_stopped, fixture);
  g_assert_nonnull (fixture->dialog);
  g_assert_cmpstr (get_face (fixture), ==, "plan");
  g_assert_cmpint (count_records (fixture, &atlas_kind_member), ==, 0);
  g_assert_cmpint (count_units (fixture), ==, 0);
  g_assert_null (fixture->failed);

  /* And again, hidden, to the end. */
  app_test_click (find (fixture, "import_button"));
  app_test_picture (fixture->dialog, "import-running");
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  g_assert_nonnull (fixture->dialog);
  g_assert_false (gtk_widget_get_visible (fixture->dialog));
  app_test_wait (is_gone, fixture);
  g_assert_cmpint (count_records (fixture, &atlas_kind_member), ==, 60000);
  message = g_strdup_printf ("many.ndjson: %s added, %s without a place", number, number);
  g_assert_cmpstr (fixture->told, ==, message);
}

/* Invented people are announced before they mark a database. */
static void
test_synthetic (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasRegister) invented = app_test_register_new (120);
  g_autoptr (AtlasQuery) everything = atlas_query_parse (&atlas_kind_member, NULL, NULL);
  AtlasQuery *queries[] = { everything, NULL };
  g_autofree char *path = make_path (fixture, "sample.json");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  atlas_export_write_file (invented, queries, "json", FALSE, file, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_list_store_append (fixture->files, file);
  open_dialog (fixture);
  g_assert_false (gtk_widget_get_visible (find (fixture, "synthetic")));
  app_test_wait (is_checked, fixture);
  g_assert_cmpint (count_of (fixture, "added"), ==, 120);
  g_assert_true (gtk_widget_get_visible (find (fixture, "synthetic")));
  g_assert_false (atlas_register_is_synthetic (atlas_session_get_register (fixture->session)));
  app_test_picture (fixture->dialog, "import-synthetic");
}

static void
on_offered (AtlasSession *session, const char *message, const char *label, const char *action, char **offered)
{
  g_free (*offered);
  *offered = g_strconcat (message, " ", action, NULL);
}

/* Who comes in and may be here already can be compared as soon as they are in. */
static void
test_doubles (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasRecord) ada = atlas_record_new (&atlas_kind_member);
  g_autofree char *offered = NULL;

  g_signal_connect (fixture->session, "offered", G_CALLBACK (on_offered), &offered);
  atlas_record_set_text (ada, "given_name", "Ada");
  atlas_record_set_text (ada, "family_name", "Uwase");
  g_assert_true (atlas_record_set_from_text (ada, "emails", "ada@example.org", NULL));
  g_assert_cmpint (atlas_register_save (atlas_session_get_register (fixture->session), ada, NULL), ==, 1);
  add_file (fixture, "ada.json",
            "[{\"id\":\"11111111-1111-4111-8111-111111111111\",\"given_name\":\"Ada\",\"family_name\":"
            "\"Uwase\",\"emails\":[\"ada@example.org\"],\"updated\":\"2026-01-01T00:00:00Z\"}]");
  open_dialog (fixture);
  app_test_wait (is_checked, fixture);
  g_assert_cmpint (count_of (fixture, "added"), ==, 1);
  g_assert_cmpint (count_of (fixture, "doubles"), ==, 1);
  app_test_click (find (fixture, "import_button"));
  app_test_wait (is_gone, fixture);
  g_assert_cmpstr (offered, ==, "1 person may be recorded twice now win.show-page::duplicates");
  app_test_wait (is_logged, fixture);
}

/* Closing the dialog while it looks leaves nothing behind. */
static void
test_close (Fixture *fixture, gconstpointer data)
{
  add_share_file (fixture, "members.json", 1980);
  open_dialog (fixture);
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  app_test_wait (is_gone, fixture);
  g_assert_cmpint (count_records (fixture, &atlas_kind_member), ==, 0);
  g_assert_null (fixture->told);
  g_assert_null (fixture->failed);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
#define add(path, function) g_test_add (path, Fixture, GUINT_TO_POINTER (0), set_up, function, tear_down)
  add ("/import-dialog/import", test_import);
  add ("/import-dialog/table", test_table);
  add ("/import-dialog/estimates", test_estimates);
  add ("/import-dialog/refusals", test_refusals);
  add ("/import-dialog/overtaken", test_overtaken);
  add ("/import-dialog/duplicates", test_duplicates);
  add ("/import-dialog/doubles", test_doubles);
  add ("/import-dialog/trouble", test_trouble);
  add ("/import-dialog/cancel", test_cancel);
  add ("/import-dialog/synthetic", test_synthetic);
  add ("/import-dialog/close", test_close);
  return g_test_run ();
}
