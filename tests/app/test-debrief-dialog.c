/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an officer tells afterwards: that it can be corrected, and that nothing of it is lost. */
#include "app-test-support.h"

#include "atlas-config.h"
#include "atlas-debrief-dialog.h"
#include "atlas-debrief-money.h"
#include "atlas-debrief-stop.h"
#include "atlas-erasure.h"
#include "atlas-fields-dialog.h"

#define STOPS                                                                                                \
  "[{\"place\":\"Winnipeg\",\"arrival\":\"2026-11-20T15:00:00-06:00\"},{\"place\":\"Calgary\",\"expected\":" \
  "60}]"
#define OTHER_STOPS                                                                                         \
  "[{\"place\":\"Regina\",\"arrival\":\"2026-11-19T15:00:00-06:00\"},"                                      \
  "{\"place\":\"Winnipeg\",\"arrival\":\"2026-11-20T15:00:00-06:00\"},{\"place\":\"Calgary\",\"expected\":" \
  "60}]"

typedef struct
{
  AtlasSession *session;
  AtlasRegister *records;
  GtkWindow *window;
  gint64 mission;
  GtkWidget *dialog;
  char *told;
} Test;

static void
on_told (AtlasSession *session, const char *message, gboolean undo, Test *test)
{
  g_free (test->told);
  test->told = g_strdup (message);
}

static void
on_failed (AtlasSession *session, const char *title, GError *error)
{
  g_error ("%s: %s", title, error->message);
}

static gboolean
is_settled (gpointer dialog)
{
  return atlas_debrief_dialog_is_settled (dialog);
}

static gboolean
is_told (gpointer data)
{
  return ((Test *) data)->told != NULL;
}

static AtlasRecord *
load (Test *test)
{
  g_autoptr (GError) error = NULL;
  AtlasRecord *mission = atlas_register_load (test->records, &atlas_kind_mission, test->mission, &error);

  g_assert_no_error (error);
  return mission;
}

static void
save (Test *test, AtlasRecord *mission)
{
  g_autoptr (GError) error = NULL;

  test->mission = atlas_register_save (test->records, mission, &error);
  g_assert_no_error (error);
  app_test_run (50);
}

static void
set (AtlasRecord *record, const char *key, const char *text)
{
  g_autoptr (GError) error = NULL;

  atlas_record_set_from_text (record, key, text, &error);
  g_assert_no_error (error);
}

static void
open_dialog (Test *test)
{
  g_autoptr (AtlasRecord) mission = load (test);

  test->dialog = GTK_WIDGET (atlas_debrief_dialog_open (GTK_WIDGET (test->window), test->session, mission));
  app_test_wait (is_settled, test->dialog);
}

static void
set_up (Test *test, gconstpointer data)
{
  g_autoptr (AtlasRecord) mission = atlas_record_new (&atlas_kind_mission);

  test->session = app_test_session_new (0);
  test->records = atlas_session_get_register (test->session);
  g_signal_connect (test->session, "failed", G_CALLBACK (on_failed), NULL);
  g_signal_connect (test->session, "told", G_CALLBACK (on_told), test);
  test->window = app_test_present (gtk_label_new (NULL), 600, 400);
  set (mission, "title", "Prairies");
  set (mission, "status", "held");
  set (mission, "start", "2026-11-20");
  set (mission, "end", "2026-11-22");
  set (mission, "stops", STOPS);
  set (mission, "budget", "[{\"item\":\"Hall\",\"amount\":100,\"currency\":\"CAD\"}]");
  save (test, mission);
  open_dialog (test);
}

static void
tear_down (Test *test, gconstpointer data)
{
  if (test->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (test->dialog));
  gtk_window_destroy (test->window);
  app_test_run (50);
  atlas_session_close (test->session);
  g_object_unref (test->session);
  g_free (test->told);
}

static GtkWidget *
find_fields (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ATLAS_IS_FIELDS_DIALOG (window))
        return window;
    }
  return NULL;
}

static AtlasDebriefStop *
find_stop (Test *test)
{
  return ATLAS_DEBRIEF_STOP (app_test_find (test->dialog, ATLAS_TYPE_DEBRIEF_STOP, NULL));
}

static void
add_iris (Test *test)
{
  GtkWidget *fields = atlas_debrief_stop_add_person (find_stop (test), "Iris Keza");

  g_assert_true (atlas_fields_dialog_finish (ATLAS_FIELDS_DIALOG (fields)));
  g_assert_nonnull (app_test_find_label (test->dialog, "Iris Keza"));
}

static gint64
count_people (Test *test)
{
  g_autoptr (AtlasQuery) query = atlas_query_parse (&atlas_kind_member, "", NULL);

  return atlas_register_count (test->records, query, NULL, NULL);
}

/* Somebody new, and a talk, can be chosen to be edited. */
static void
test_rows (Test *test, gconstpointer data)
{
  GtkWidget *fields, *row;

  add_iris (test);
  row = gtk_widget_get_ancestor (app_test_find_label (test->dialog, "Iris Keza"), ADW_TYPE_ACTION_ROW);
  g_assert_true (gtk_widget_activate (row));
  fields = find_fields ();
  g_assert_nonnull (fields);
  app_test_type (app_test_find (fields, ADW_TYPE_ENTRY_ROW, "given_name"), "Irène");
  g_assert_true (atlas_fields_dialog_finish (ATLAS_FIELDS_DIALOG (fields)));
  g_assert_nonnull (app_test_find_label (test->dialog, "Irène Keza"));
  g_assert_null (app_test_find_label (test->dialog, "Iris Keza"));
}

/* Where nothing can have been held nobody can be put on a list. */
static void
test_no_arrival (Test *test, gconstpointer data)
{
  GtkWidget *spin;

  gtk_widget_activate_action (test->dialog, "debrief.next", NULL);
  spin = app_test_find (test->dialog, GTK_TYPE_SPIN_BUTTON, NULL);
  g_assert_nonnull (spin);
  gtk_widget_activate_action (spin, "stop.add-person", NULL);
  g_assert_null (find_fields ());
}

/* Closed as soon as it is typed, it is there when it is opened again. */
static void
test_kept (Test *test, gconstpointer data)
{
  add_iris (test);
  gtk_window_close (GTK_WINDOW (test->dialog));
  open_dialog (test);
  g_assert_nonnull (app_test_find_label (test->dialog, "Iris Keza"));
}

static void
write_it (Test *test)
{
  while (gtk_widget_get_visible (app_test_find_button (test->dialog, "_Next")))
    gtk_widget_activate_action (test->dialog, "debrief.next", NULL);
  g_clear_pointer (&test->told, g_free);
  gtk_widget_activate_action (test->dialog, "debrief.save", NULL);
  app_test_wait (is_told, test);
  app_test_wait (is_settled, test->dialog);
  g_assert_cmpint (count_people (test), ==, 1);
}

/* What is written is not told a second time; undone, it is told again and can be corrected. */
static void
test_undo (Test *test, gconstpointer data)
{
  add_iris (test);
  write_it (test);
  g_assert_null (app_test_find_button (test->dialog, "stop.remove-person"));
  g_clear_pointer (&test->told, g_free);
  gtk_widget_activate_action (test->dialog, "debrief.undo", NULL);
  app_test_wait (is_told, test);
  app_test_run (50);
  app_test_wait (is_settled, test->dialog);
  g_assert_cmpint (count_people (test), ==, 0);
  g_assert_nonnull (app_test_find_button (test->dialog, "stop.remove-person"));
  write_it (test);
}

/* The mission changes while somebody is typed. */
static void
test_changed_meanwhile (Test *test, gconstpointer data)
{
  GtkWidget *fields = atlas_debrief_stop_add_person (find_stop (test), "Iris Keza");
  g_autoptr (AtlasRecord) mission = load (test);

  set (mission, "stops", OTHER_STOPS);
  save (test, mission);
  g_assert_true (atlas_fields_dialog_finish (ATLAS_FIELDS_DIALOG (fields)));
  app_test_wait (is_settled, test->dialog);
  g_assert_nonnull (app_test_find_label (test->dialog, "Iris Keza"));
  /* And it is of the new pages. */
  write_it (test);
}

static char *
dup_kept (Test *test, AtlasRecord *mission)
{
  char id[ATLAS_UUID_TEXT_SIZE];
  g_autofree char *key = NULL;

  atlas_uuid_format (atlas_record_get_uuid (mission), id);
  key = g_strconcat (ATLAS_DEBRIEFING_SETTING, id, NULL);
  return atlas_store_dup_setting (atlas_register_get_store (test->records), key);
}

/* Of a mission that is gone nothing is kept once more. */
static void
test_gone (Test *test, gconstpointer data)
{
  g_autoptr (AtlasRecord) mission = load (test);
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;

  add_iris (test);
  g_assert_true (atlas_register_delete (test->records, &atlas_kind_mission, &test->mission, 1, &error));
  g_object_add_weak_pointer (G_OBJECT (test->dialog), (gpointer *) &test->dialog);
  app_test_run (50);
  g_assert_null (test->dialog);
  kept = dup_kept (test, mission);
  g_assert_null (kept);
}

/* An expense has an amount, and what is wrong with one is said in words. */
static void
test_money (Test *test, gconstpointer data)
{
  GtkWidget *money = app_test_find (test->dialog, ATLAS_TYPE_DEBRIEF_MONEY, NULL);
  GtkWidget *entry = app_test_find (money, GTK_TYPE_ENTRY, NULL);
  AdwActionRow *row = ADW_ACTION_ROW (gtk_widget_get_ancestor (entry, ADW_TYPE_ACTION_ROW));
  g_autofree char *planned = g_strdup (adw_action_row_get_subtitle (row));
  GtkWidget *fields;

  app_test_type (entry, "-5");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpstr (adw_action_row_get_subtitle (row), !=, planned);
  app_test_type (entry, "5");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpstr (adw_action_row_get_subtitle (row), ==, planned);

  gtk_widget_activate_action (money, "money.add", NULL);
  fields = find_fields ();
  g_assert_nonnull (fields);
  app_test_type (app_test_find (fields, ADW_TYPE_ENTRY_ROW, "item"), "Taxi");
  g_assert_false (atlas_fields_dialog_finish (ATLAS_FIELDS_DIALOG (fields)));
  app_test_type (app_test_find (fields, ADW_TYPE_ENTRY_ROW, "spent"), "20");
  g_assert_true (atlas_fields_dialog_finish (ATLAS_FIELDS_DIALOG (fields)));
  g_assert_nonnull (app_test_find_label (test->dialog, "Taxi"));
}

/* What is saved while the dialog stands in front is told there. */
static void
test_saved (Test *test, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/debrief.pdf");

  atlas_session_tell_saved (test->session, "Written", file);
  app_test_run (50);
  g_assert_nonnull (app_test_find_button (test->dialog, "Open _Folder"));
  atlas_session_tell (test->session, "Something else", FALSE);
}

int
main (int argc, char *argv[])
{
  g_setenv ("ATLAS_NOW", "2026-11-27T15:00:00Z", TRUE);
  app_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/debrief-dialog/" name, Test, NULL, set_up, func, tear_down)
  ADD ("rows", test_rows);
  ADD ("no-arrival", test_no_arrival);
  ADD ("kept", test_kept);
  ADD ("undo", test_undo);
  ADD ("changed-meanwhile", test_changed_meanwhile);
  ADD ("gone", test_gone);
  ADD ("money", test_money);
  ADD ("saved", test_saved);
  return g_test_run ();
}
