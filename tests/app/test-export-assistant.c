/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-test-support.h"

#include <string.h>
#include <sys/stat.h>

#include "atlas-count-row.h"
#include "atlas-disclosure.h"
#include "atlas-export-assistant-private.h"
#include "atlas-field-chooser.h"
#include "atlas-journal.h"

#define N_MEMBERS 300

typedef struct
{
  AtlasSession *session;
  GtkWidget *window; /* NULL once it is gone */
  GFile *file;
  char *saved;
  char *failed;
} Fixture;

static void
on_saved (AtlasSession *session, const char *message, GFile *file, Fixture *fixture)
{
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
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  app_test_run (50);
  app_test_let_go (fixture->session);
  g_clear_object (&fixture->file);
  g_free (fixture->saved);
  g_free (fixture->failed);
}

static AtlasExportAssistant *
assistant (Fixture *fixture)
{
  return ATLAS_EXPORT_ASSISTANT (fixture->window);
}

static gboolean
is_counted (gpointer data)
{
  return atlas_export_people_get_count (assistant (data)->people) >= 0;
}

static gboolean
is_told (gpointer data)
{
  Fixture *fixture = data;

  return fixture->saved != NULL || fixture->failed != NULL;
}

static gboolean
is_gone (gpointer fixture)
{
  return ((Fixture *) fixture)->window == NULL;
}

static void
open_window (Fixture *fixture, const char *contacts)
{
  g_autoptr (AtlasQuery) query =
    contacts != NULL ? atlas_query_parse (&atlas_kind_member, contacts, NULL) : NULL;

  fixture->window = query != NULL ? atlas_export_assistant_new_for_contacts (fixture->session, query)
                                  : atlas_export_assistant_new (fixture->session);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
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
  atlas_export_assistant_write (assistant (fixture), fixture->file);
  app_test_wait (is_told, fixture);
  app_test_wait (is_gone, fixture);
  g_assert_cmpuint (g_list_model_get_n_items (atlas_session_get_jobs (fixture->session)), ==, 0);
  g_assert_null (fixture->failed);
  g_assert_true (g_file_get_contents (g_file_peek_path (fixture->file), &text, NULL, NULL));
  g_assert_cmpint (stat (g_file_peek_path (fixture->file), &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  return g_steal_pointer (&text);
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (const char *p = text; (p = strchr (p, '\n')) != NULL; p++)
    n++;
  return n;
}

static gint64
count_of (Fixture *fixture, const char *name)
{
  GtkWidget *row = app_test_find (fixture->window, ATLAS_TYPE_COUNT_ROW, name);

  g_assert_nonnull (row);
  return atlas_count_row_get_count (ATLAS_COUNT_ROW (row));
}

static GtkWidget *
find_window (GType type, const char *title)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) &&
          (title == NULL || g_strcmp0 (gtk_window_get_title (GTK_WINDOW (window)), title) == 0))
        return window;
    }
  return NULL;
}

static gboolean
has_profile (gpointer data)
{
  return assistant (data)->profiles->len == 1;
}

static gboolean
has_no_profile (gpointer data)
{
  return assistant (data)->profiles->len == 0;
}

static gboolean
is_for (Fixture *fixture, const char *partner)
{
  return has_profile (fixture) &&
         g_strcmp0 (atlas_record_get_text (assistant (fixture)->profiles->pdata[0], "partner"), partner) == 0;
}

static gboolean
is_for_university (gpointer data)
{
  return is_for (data, "University") &&
         *gtk_editable_get_text (GTK_EDITABLE (assistant (data)->profile_name)) == '\0';
}

static gboolean
is_for_board (gpointer data)
{
  return is_for (data, "Health Board");
}

/* The walk of somebody who shares a list with a partner: purpose, who is left out, fields, profile, file; and
 * a month later the same with one choice. */
static void
test_walk (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  g_auto (GStrv) lines = NULL;
  AtlasFieldChooser *chooser;
  GtkWidget *names, *check, *row;
  gint64 n;

  open_window (fixture, NULL);
  g_assert_false (atlas_export_assistant_is_ready (assistant (fixture)));
  app_test_run (50);
  app_test_picture (fixture->window, "export-new");
  /* Enter opens the first choice; it doesn't close what was just opened. */
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == GTK_WIDGET (assistant (fixture)->what));

  gtk_check_button_set_active (assistant (fixture)->for_share, TRUE);
  app_test_wait (is_counted, fixture);
  /* Nobody yet to whom it would go. */
  g_assert_false (atlas_export_assistant_is_ready (assistant (fixture)));
  gtk_editable_set_text (GTK_EDITABLE (assistant (fixture)->partner), "  ");
  g_assert_false (atlas_export_assistant_is_ready (assistant (fixture)));
  g_assert_cmpstr (atlas_export_assistant_get_format (assistant (fixture)), ==, "xlsx");
  g_assert_true (
    g_str_has_prefix (gtk_label_get_text (assistant (fixture)->hint), "Name the partner who receives"));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (assistant (fixture)->export_button), ==,
                   gtk_label_get_text (assistant (fixture)->hint));
  gtk_editable_set_text (GTK_EDITABLE (assistant (fixture)->partner), "Health Board");
  app_test_wait (is_counted, fixture);
  g_assert_true (atlas_export_assistant_is_ready (assistant (fixture)));
  n = count_of (fixture, "written");
  g_assert_cmpint (n, >, 0);
  g_assert_cmpint (n + count_of (fixture, "not_active") + count_of (fixture, "withdrawn") +
                     count_of (fixture, "expired") + count_of (fixture, "no_consent"),
                   ==, N_MEMBERS);
  app_test_picture (fixture->window, "export-share");

  /* Who did not agree, by name. */
  row = app_test_find (fixture->window, ATLAS_TYPE_COUNT_ROW, "no_consent");
  g_signal_emit_by_name (row, "activated");
  names = find_window (ADW_TYPE_WINDOW, "Did not agree");
  g_assert_nonnull (names);
  app_test_run (50);
  app_test_picture (names, "export-left-out");
  gtk_window_destroy (GTK_WINDOW (names));

  /* Without ids, and city first. */
  atlas_export_assistant_set_format (assistant (fixture), "csv");
  g_signal_emit_by_name (assistant (fixture)->fields_row, "activated");
  chooser = ATLAS_FIELD_CHOOSER (find_window (ATLAS_TYPE_FIELD_CHOOSER, NULL));
  app_test_run (50);
  app_test_picture (GTK_WIDGET (chooser), "export-fields");
  check = app_test_find (GTK_WIDGET (chooser), GTK_TYPE_CHECK_BUTTON, NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  app_test_click (app_test_find_button (GTK_WIDGET (chooser), "Move down"));
  gtk_window_close (GTK_WINDOW (chooser));
  app_test_run (20);
  g_assert_cmpstr (assistant (fixture)->fields[0], ==, "given_name");
  g_assert_cmpstr (assistant (fixture)->fields[1], ==, "family_name");

  gtk_editable_set_text (GTK_EDITABLE (assistant (fixture)->profile_name), "Board, monthly");
  g_signal_emit_by_name (assistant (fixture)->profile_name, "apply");
  app_test_wait (has_profile, fixture);
  app_test_wait (is_counted, fixture);

  text = write_as (fixture, "board.csv");
  g_assert_true (g_str_has_prefix (text, "given_name,family_name,"));
  g_assert_cmpuint (count_lines (text), ==, n + 1);
  g_assert_null (strstr (text, "consents"));
  g_assert_nonnull (strstr (fixture->saved, "left out"));

  open_window (fixture, NULL);
  adw_combo_row_set_selected (assistant (fixture)->profile, 1);
  app_test_wait (is_counted, fixture);
  g_assert_true (atlas_export_assistant_is_ready (assistant (fixture)));
  g_assert_cmpstr (atlas_export_assistant_get_format (assistant (fixture)), ==, "csv");
  app_test_picture (fixture->window, "export-profile");
  again = write_as (fixture, "again.csv");
  g_assert_cmpstr (again, ==, text);

  /* What is changed of it is no longer the profile's, and not told as such. */
  open_window (fixture, NULL);
  adw_combo_row_set_selected (assistant (fixture)->profile, 1);
  app_test_wait (is_counted, fixture);
  g_assert_cmpstr (assistant (fixture)->profile_used, ==, "Board, monthly");
  gtk_editable_set_text (GTK_EDITABLE (assistant (fixture)->partner), "University ");
  g_assert_null (assistant (fixture)->profile_used);
  g_assert_cmpuint (adw_combo_row_get_selected (assistant (fixture)->profile), ==, 0);
  g_assert_false (gtk_widget_get_visible (assistant (fixture)->forget));
  /* Kept under the same name it takes the other's place, which undo gives back. */
  gtk_editable_set_text (GTK_EDITABLE (assistant (fixture)->profile_name), "Board, monthly");
  g_signal_emit_by_name (assistant (fixture)->profile_name, "apply");
  app_test_wait (is_for_university, fixture);
  g_assert_nonnull (app_test_find_label (fixture->window, "The profile is replaced"));
  gtk_widget_activate_action (fixture->window, "export.undo", NULL);
  app_test_wait (is_for_board, fixture);
  g_assert_cmpuint (adw_combo_row_get_selected (assistant (fixture)->profile), ==, 0);

  adw_combo_row_set_selected (assistant (fixture)->profile, 1);
  app_test_wait (is_counted, fixture);
  app_test_click (assistant (fixture)->forget);
  app_test_wait (has_no_profile, fixture);
  /* One toast with Undo at a time: an older one would take back what came after it. */
  g_assert_cmpstr (adw_toast_get_title (assistant (fixture)->toast), ==, "The profile is deleted");
  gtk_widget_activate_action (fixture->window, "export.undo", NULL);
  app_test_wait (has_profile, fixture);
}

/* What was chosen is there again where the file can't be written, for another to be chosen; and goes with one
 * that is stopped. */
static void
test_failed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  open_window (fixture, NULL);
  gtk_check_button_set_active (assistant (fixture)->for_share, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (assistant (fixture)->partner), "Health Board");
  app_test_wait (is_counted, fixture);
  fixture->file = g_file_new_for_path ("/nowhere/at/all/board.xlsx");
  atlas_export_assistant_write (assistant (fixture), fixture->file);
  g_assert_false (gtk_widget_get_visible (fixture->window));
  app_test_wait (is_told, fixture);
  g_assert_nonnull (strstr (fixture->failed, "there is no such folder"));
  g_assert_nonnull (fixture->window);
  g_assert_true (gtk_widget_get_visible (fixture->window));
  app_test_wait (is_counted, fixture);
  g_assert_true (atlas_export_assistant_is_ready (assistant (fixture)));
  g_clear_pointer (&fixture->failed, g_free);
  atlas_export_assistant_set_format (assistant (fixture), "csv");
  text = write_as (fixture, "board.csv");
  g_assert_true (g_str_has_prefix (text, "id,given_name,"));

  open_window (fixture, "");
  app_test_wait (is_counted, fixture);
  atlas_export_assistant_write (assistant (fixture), fixture->file);
  {
    GListModel *jobs = atlas_session_get_jobs (fixture->session);
    g_autoptr (AtlasJob) job = g_list_model_get_item (jobs, 0);

    g_cancellable_cancel (atlas_job_get_cancellable (job));
  }
  app_test_wait (is_gone, fixture);
  g_assert_null (fixture->failed);
}

/* Everybody, on the authority's own account. */
static void
test_own (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) units = NULL;
  g_autoptr (GArray) people = NULL;
  AtlasRegister *source = atlas_session_get_register (fixture->session);

  open_window (fixture, NULL);
  atlas_export_assistant_set_kind (assistant (fixture), NULL);
  gtk_check_button_set_active (assistant (fixture)->for_own, TRUE);
  app_test_wait (is_counted, fixture);
  g_assert_cmpint (count_of (fixture, "written"), >, N_MEMBERS);
  g_assert_cmpstr (atlas_export_assistant_get_format (assistant (fixture)), ==, "json");
  app_test_picture (fixture->window, "export-own");
  text = write_as (fixture, "all.json");
  g_assert_nonnull (strstr (text, "\"consents\""));
  g_assert_null (strstr (fixture->saved, "left out"));

  units = atlas_journal_list_units (atlas_register_get_store (source), 1, NULL);
  g_assert_nonnull (
    strstr (((AtlasUnitInfo *) units->pdata[0])->details, "\"purpose\":\"own\",\"basis\":\"public-task\""));
  people = atlas_disclosure_list_members (source, ((AtlasUnitInfo *) units->pdata[0])->unit, NULL, NULL);
  g_assert_cmpuint (people->len, ==, N_MEMBERS);
}

/* A contact list is an export for a purpose that is chosen already. */
static void
test_contacts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *labels = NULL;
  gint64 by_email;

  open_window (fixture, "sex:female");
  app_test_wait (is_counted, fixture);
  g_assert_true (atlas_export_assistant_is_ready (assistant (fixture)));
  g_assert_cmpstr (atlas_export_assistant_get_format (assistant (fixture)), ==, "mailing");
  by_email = count_of (fixture, "written");
  app_test_picture (fixture->window, "export-contacts");
  text = write_as (fixture, "mail.csv");
  g_assert_true (g_str_has_prefix (text, "given_name,family_name,preferred_language,languages,email,"));
  g_assert_cmpuint (count_lines (text), ==, by_email + 1);

  open_window (fixture, "");
  adw_combo_row_set_selected (assistant (fixture)->channel, 2);
  app_test_wait (is_counted, fixture);
  atlas_export_assistant_set_format (assistant (fixture), "labels");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (assistant (fixture)->sheet)));
  /* A sheet that was begun. */
  g_assert_true (gtk_widget_get_visible (assistant (fixture)->first_row));
  gtk_spin_button_set_value (assistant (fixture)->first_label, 1000);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (assistant (fixture)->first_label), ==, 30);
  {
    g_autoptr (AtlasExportWriting) writing = atlas_export_assistant_make_writing (assistant (fixture), NULL);

    g_assert_cmpuint (writing->first, ==, 30);
  }
  app_test_picture (fixture->window, "export-labels");
  labels = write_as (fixture, "labels.pdf");
  g_assert_true (g_str_has_prefix (labels, "%PDF"));
}

#define ASSISTANT_TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);

  ASSISTANT_TEST ("/export-assistant/walk", test_walk);
  ASSISTANT_TEST ("/export-assistant/failed", test_failed);
  ASSISTANT_TEST ("/export-assistant/own", test_own);
  ASSISTANT_TEST ("/export-assistant/contacts", test_contacts);

  return g_test_run ();
}
