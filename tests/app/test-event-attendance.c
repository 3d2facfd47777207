/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "events-test-support.h"

#include "atlas-check-in-dialog.h"
#include "atlas-check-in-table.h"
#include "atlas-suggestions.h"

static char *
dup_attendance (EventsTest *fixture, gint64 id)
{
  g_autoptr (AtlasRecord) event = events_test_load (fixture, id);
  g_autoptr (GPtrArray) items = atlas_record_dup_items (event, "attendance");
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      AtlasRecord *item = g_ptr_array_index (items, i);
      g_autoptr (AtlasRecord) member = NULL;
      AtlasUuid uuid;

      g_assert_true (atlas_uuid_parse (atlas_record_get_text (item, "member"), -1, &uuid));
      member = atlas_register_load_uuid (fixture->records, &atlas_kind_member, &uuid, NULL);
      g_string_append_printf (out, "%s%s %s", i > 0 ? "|" : "",
                              member ? atlas_record_get_text (member, "given_name") : "?",
                              atlas_record_get_text (item, "status"));
    }
  return g_strdup (out->str);
}

static void
assert_attendance (EventsTest *fixture, gint64 id, const char *expected)
{
  g_autofree char *attendance = NULL;

  events_test_press (fixture, "record.save");
  events_test_settle (fixture);
  attendance = dup_attendance (fixture, id);
  g_assert_cmpstr (attendance, ==, expected);
}

/* The line of the attendance list that names @name. */
static GtkWidget *
find_line (EventsTest *fixture, const char *name)
{
  GtkWidget *label = app_test_find_label (app_test_find (fixture->page, GTK_TYPE_WIDGET, "list_frame"), name);

  g_assert_nonnull (label);
  return gtk_widget_get_parent (gtk_widget_get_parent (label));
}

static gboolean
has_suggestions (gpointer fixture)
{
  return gtk_widget_get_visible (events_test_find_in_attendance (fixture, ATLAS_TYPE_SUGGESTIONS, NULL));
}

static char *
dup_summary (EventsTest *fixture)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (events_test_find (fixture, "summary")); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", gtk_label_get_text (GTK_LABEL (child)));
  return g_strdup (out->str);
}

static void
test_attendance (EventsTest *fixture, gconstpointer data)
{
  gint64 ada = events_test_add_person (fixture, "Ada", "female", "active");
  gint64 id;
  g_autofree char *summary = NULL;
  GtkWidget *entry, *popover, *line;
  AtlasRecord *event;

  events_test_add_person (fixture, "Bosco", "male", NULL);
  events_test_add_person (fixture, "Claude", "male", "deceased");
  events_test_add_person (fixture, "Divine", "female", "active");
  id = events_test_add_event (fixture, "Town hall", "2026-12-01T18:00:00-05:00");
  events_test_settle (fixture);
  atlas_page_show_record (ATLAS_PAGE (fixture->page), id);
  events_test_settle (fixture);
  g_assert_false (gtk_widget_get_visible (events_test_find (fixture, "summary")));

  /* One, by name. */
  entry = events_test_find_in_attendance (fixture, GTK_TYPE_ENTRY, NULL);
  events_test_scroll_to_attendance (fixture);
  gtk_widget_grab_focus (entry);
  app_test_type (entry, "ad");
  app_test_wait (has_suggestions, fixture);
  popover = events_test_find_in_attendance (fixture, ATLAS_TYPE_SUGGESTIONS, NULL);
  app_test_picture (popover, "events-suggestions");
  g_assert_nonnull (app_test_find_label (popover, "Ada Uwase"));
  g_assert_null (app_test_find_label (popover, "Bosco Uwase"));
  g_signal_emit_by_name (app_test_find (popover, GTK_TYPE_LIST_VIEW, NULL), "activate", 0);
  events_test_settle (fixture);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  assert_attendance (fixture, id, "Ada invited");

  /* Twice is once. */
  app_test_type (entry, "uwase ada");
  app_test_wait (has_suggestions, fixture);
  g_signal_emit_by_name (app_test_find (popover, GTK_TYPE_LIST_VIEW, NULL), "activate", 0);
  events_test_settle (fixture);
  g_assert_cmpstr (fixture->told, ==, "Ada Uwase is on the list already");
  g_assert_false (atlas_record_editor_is_changed (events_test_get_editor (fixture)));

  /* All who are found, but for the dead; and back. */
  atlas_filter_set_text (atlas_session_get_filter (fixture->session, &atlas_kind_member), "uwase");
  events_test_settle (fixture);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (events_test_find (fixture, "invite"))), ==,
                   "Invite the 4 People Found");
  app_test_click (events_test_find (fixture, "invite"));
  events_test_settle (fixture);
  g_assert_cmpstr (fixture->told, ==, "2 people added to the list – 1 has moved away or died");
  g_assert_true (atlas_record_editor_is_changed (events_test_get_editor (fixture)));
  events_test_press (fixture, "editor.revert");
  g_assert_false (atlas_record_editor_is_changed (events_test_get_editor (fixture)));
  assert_attendance (fixture, id, "Ada invited");
  app_test_click (events_test_find (fixture, "invite"));
  events_test_settle (fixture);
  assert_attendance (fixture, id, "Ada invited|Bosco invited|Divine invited");

  /* What becomes of it. */
  line = find_line (fixture, "Divine Uwase");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (app_test_find (line, GTK_TYPE_DROP_DOWN, NULL)), 2);
  line = find_line (fixture, "Bosco Uwase");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (app_test_find (line, GTK_TYPE_DROP_DOWN, NULL)), 2);
  assert_attendance (fixture, id, "Ada invited|Bosco confirmed|Divine confirmed");
  summary = dup_summary (fixture);
  g_assert_cmpstr (summary, ==, "All Female Male Invited 1 1 0 Confirmed 2 1 1 On the list 3 2 1");
  events_test_type_into (fixture, "Capacity", "1");
  g_assert_nonnull (app_test_find_label (fixture->page, "2 of 1 place taken"));
  g_assert_true (gtk_widget_has_css_class (events_test_find (fixture, "room"), "warning"));
  events_test_scroll_to_attendance (fixture);
  app_test_picture (GTK_WIDGET (fixture->window), "events-attendance");

  /* To who they are. */
  g_signal_emit_by_name (app_test_find (events_test_find (fixture, "list_frame"), GTK_TYPE_LIST_VIEW, NULL),
                         "activate", 0);
  {
    g_autofree char *expected = g_strdup_printf ("member %" G_GINT64_FORMAT, ada);

    g_assert_cmpstr (fixture->shown, ==, expected);
  }

  app_test_click (app_test_find_button (find_line (fixture, "Bosco Uwase"), "Remove from the List"));
  assert_attendance (fixture, id, "Ada invited|Divine confirmed");

  /* Who is deleted meanwhile is still on the list, and shown so. */
  g_assert_true (atlas_register_delete (fixture->records, &atlas_kind_member, &ada, 1, NULL));
  events_test_settle (fixture);
  g_assert_nonnull (app_test_find_label (fixture->page, "No longer here"));
  events_test_type_into (fixture, "Capacity", "10");
  assert_attendance (fixture, id, "? invited|Divine confirmed");

  /* A copy is still to be held. */
  events_test_press (fixture, "record.duplicate");
  events_test_press (fixture, "record.save");
  events_test_settle (fixture);
  g_assert_cmpint (atlas_record_pane_get_id (events_test_get_pane (fixture)), !=, id);
  assert_attendance (fixture, atlas_record_pane_get_id (events_test_get_pane (fixture)),
                     "? invited|Divine invited");
  event = events_test_load (fixture, atlas_record_pane_get_id (events_test_get_pane (fixture)));
  g_assert_cmpstr (atlas_record_get_text (event, "status"), ==, "planned");
  atlas_record_unref (event);
}

/* What we do not know of an entry survives. */
static void
test_unknown (EventsTest *fixture, gconstpointer data)
{
  static const char json[] =
    "[{\"member\":\"11111111-1111-4111-8111-111111111111\",\"status\":\"invited\",\"table\":7}]";
  g_autoptr (AtlasRecord) event = atlas_record_new (&atlas_kind_event);
  g_autoptr (AtlasRecord) saved = NULL;
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_event, "attendance", -1);
  g_autoptr (GError) error = NULL;
  gint64 id;

  atlas_record_set_text (event, "title", "Dinner");
  atlas_record_set_text (event, "start", "2026-12-01T18:00:00-05:00");
  atlas_value_set_text (atlas_record_edit_value (event, field), json, -1);
  id = atlas_register_save (fixture->records, event, &error);
  g_assert_no_error (error);
  events_test_settle (fixture);
  atlas_page_show_record (ATLAS_PAGE (fixture->page), id);
  events_test_settle (fixture);
  g_assert_false (atlas_record_editor_is_changed (events_test_get_editor (fixture)));
  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (app_test_find (events_test_find (fixture, "list_frame"), GTK_TYPE_DROP_DOWN, NULL)), 0);
  events_test_press (fixture, "record.save");
  events_test_settle (fixture);
  saved = events_test_load (fixture, id);
  g_assert_cmpstr (atlas_record_get_text (saved, "attendance"), ==,
                   "[{\"member\":\"11111111-1111-4111-8111-111111111111\",\"table\":7}]");
}

/* At the door. */

static gboolean
is_dialog_settled (gpointer dialog)
{
  return atlas_check_in_dialog_is_settled (dialog);
}

static AtlasCheckInDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ATLAS_IS_CHECK_IN_DIALOG (window))
        return ATLAS_CHECK_IN_DIALOG (window);
    }
  return NULL;
}

typedef struct
{
  EventsTest *fixture;
  gint64 event;
  const char *expected;
} Awaited;

static gboolean
is_noted (gpointer data)
{
  const Awaited *awaited = data;
  g_autofree char *attendance = dup_attendance (awaited->fixture, awaited->event);

  return g_str_equal (attendance, awaited->expected);
}

static void
wait_for_attendance (EventsTest *fixture, gint64 event, const char *expected)
{
  Awaited awaited = { fixture, event, expected };

  app_test_wait (is_noted, &awaited);
}

static void
come (AtlasCheckInDialog *dialog, const char *typed)
{
  GtkWidget *entry = app_test_find (GTK_WIDGET (dialog), GTK_TYPE_SEARCH_ENTRY, "entry");

  app_test_wait (is_dialog_settled, dialog);
  app_test_type (entry, typed);
  app_test_wait (is_dialog_settled, dialog);
  g_signal_emit_by_name (entry, "activate");
  app_test_wait (is_dialog_settled, dialog);
}

static void
invite (EventsTest *fixture, gint64 id, gint64 person)
{
  g_autoptr (AtlasRecord) event = events_test_load (fixture, id);
  g_autoptr (AtlasRecord) member = atlas_register_load (fixture->records, &atlas_kind_member, person, NULL);
  g_autoptr (AtlasRecord) entry = atlas_record_new (&atlas_kind_attendance);
  g_autoptr (GPtrArray) attendance = atlas_record_dup_items (event, "attendance");
  char uuid[ATLAS_UUID_TEXT_SIZE];

  atlas_uuid_format (atlas_record_get_uuid (member), uuid);
  atlas_record_set_text (entry, "member", uuid);
  atlas_record_set_text (entry, "status", "invited");
  g_ptr_array_add (attendance, g_steal_pointer (&entry));
  atlas_record_set_items (event, "attendance", attendance);
  g_assert_cmpint (atlas_register_save (fixture->records, event, NULL), !=, 0);
}

/* With Ada on its list; Ben is known, too. */
static gint64
add_gathering (EventsTest *fixture)
{
  gint64 id = events_test_add_event (fixture, "Town hall", "2026-11-27T18:00:00Z");
  gint64 ada = events_test_add_person (fixture, "Ada", "female", NULL);

  events_test_add_person (fixture, "Ben", "male", NULL);
  invite (fixture, id, ada);
  return id;
}

/* By name. Not held */
static gpointer
get_first_listed (EventsTest *fixture)
{
  GtkWidget *list =
    app_test_find (app_test_find (fixture->page, GTK_TYPE_WIDGET, "list_frame"), GTK_TYPE_LIST_VIEW, NULL);
  g_autoptr (GObject) first =
    g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))), 0);

  return first;
}

static gboolean
is_told_of (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        {
          *(GtkWindow **) data = window;
          return TRUE;
        }
    }
  return FALSE;
}

/* Rows that can't be taken are told of; the others are one step. */
static void
check_in_from_table (EventsTest *fixture, AtlasCheckInDialog *dialog, gint64 event)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "door.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWindow *told;

  g_assert_true (
    g_file_set_contents (path, "name,status\nAda Uwase,absent\nNobody Here,attended\n", -1, NULL));
  atlas_check_in_table (GTK_WINDOW (dialog), fixture->session, event, file);
  wait_for_attendance (fixture, event, "Ada absent|Ben attended");
  app_test_wait (is_told_of, &told);
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (told)), ==, "1 Row Was Not Taken");
  app_test_picture (GTK_WIDGET (told), "check-in-refused");
  gtk_window_destroy (told);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "check-in.undo", NULL);
  wait_for_attendance (fixture, event, "Ada attended|Ben attended");
  app_test_wait (is_dialog_settled, dialog);
}

/* Return notes the first who is found: of the list, of all who are known, or somebody new; and undo takes it
 * back, the new person too. */
static void
test_check_in (EventsTest *fixture, gconstpointer data)
{
  gint64 event = add_gathering (fixture);
  AtlasCheckInDialog *dialog;
  gpointer ada;

  events_test_settle (fixture);
  atlas_page_show_record (ATLAS_PAGE (fixture->page), event);
  events_test_settle (fixture);
  app_test_click (app_test_find_button (fixture->page, "_Check In"));
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  app_test_wait (is_dialog_settled, dialog);
  g_assert_nonnull (app_test_find_label (GTK_WIDGET (dialog), "0 of 1 have come"));

  come (dialog, "ad");
  wait_for_attendance (fixture, event, "Ada attended");
  events_test_settle (fixture);
  ada = get_first_listed (fixture);
  come (dialog, "ben");
  wait_for_attendance (fixture, event, "Ada attended|Ben attended");
  /* The form behind it shows the others as they are: of a thousand that would take a second each time. */
  events_test_settle (fixture);
  g_assert_nonnull (find_line (fixture, "Ben Uwase"));
  g_assert_true (get_first_listed (fixture) == ada);
  /* Nobody is recorded by Return alone; it leads to where that is done. */
  come (dialog, "Zoe Marie Kamana");
  wait_for_attendance (fixture, event, "Ada attended|Ben attended");
  {
    GtkWidget *list = app_test_find (GTK_WIDGET (dialog), GTK_TYPE_LIST_BOX, "list");

    g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  }
  wait_for_attendance (fixture, event, "Ada attended|Ben attended|Zoe Marie attended");
  app_test_wait (is_dialog_settled, dialog);
  app_test_picture (GTK_WIDGET (dialog), "check-in");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "check-in.undo", NULL);
  wait_for_attendance (fixture, event, "Ada attended|Ben attended");
  /* Who has come already stays. */
  come (dialog, "ada");
  wait_for_attendance (fixture, event, "Ada attended|Ben attended");
  check_in_from_table (fixture, dialog, event);
  gtk_window_close (GTK_WINDOW (dialog));
  events_test_settle (fixture);
}

static const char *
get_line_title (GtkListBox *list, int index)
{
  return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (gtk_list_box_get_row_at_index (list, index)));
}

typedef struct
{
  GtkListBox *list;
  const char *title;
} First;

static gboolean
is_first (gpointer data)
{
  const First *first = data;

  return g_str_equal (get_line_title (first->list, 0), first->title);
}

/* Lines move while somebody has gone to one with the keyboard: Return is meant for the person, not for the
 * place in the list. */
static void
test_focus (EventsTest *fixture, gconstpointer data)
{
  gint64 event = add_gathering (fixture);
  AtlasCheckInDialog *dialog;
  GtkWidget *entry;
  GtkListBox *list;
  GtkWidget *focus;

  events_test_settle (fixture);
  dialog = ATLAS_CHECK_IN_DIALOG (atlas_check_in_dialog_open (fixture->page, fixture->session, event));
  entry = app_test_find (GTK_WIDGET (dialog), GTK_TYPE_SEARCH_ENTRY, "entry");
  list = GTK_LIST_BOX (app_test_find (GTK_WIDGET (dialog), GTK_TYPE_LIST_BOX, "list"));
  app_test_wait (is_dialog_settled, dialog);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 0)));
  g_assert_cmpstr (get_line_title (list, 0), ==, "Ada Uwase");

  invite (fixture, event, events_test_add_person (fixture, "Abel", "male", NULL));
  app_test_wait (is_first, &(First){ list, "Abel Uwase" });
  app_test_wait (is_dialog_settled, dialog);
  focus = gtk_root_get_focus (GTK_ROOT (dialog));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (focus)), ==, "Ada Uwase");

  /* Off the list: the Return after that checks in nobody, and shows whom the next one would. */
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 0)));
  atlas_session_undo (fixture->session, FALSE);
  app_test_wait (is_first, &(First){ list, "Ada Uwase" });
  app_test_wait (is_dialog_settled, dialog);
  focus = gtk_root_get_focus (GTK_ROOT (dialog));
  g_assert_true (gtk_widget_is_ancestor (focus, entry));
  g_signal_emit_by_name (entry, "activate");
  app_test_wait (is_dialog_settled, dialog);
  wait_for_attendance (fixture, event, "Ada invited");
  gtk_window_close (GTK_WINDOW (dialog));
  events_test_settle (fixture);
}

int
main (int argc, char *argv[])
{
  g_setenv ("ATLAS_NOW", EVENTS_TEST_NOW, TRUE);
  app_test_init (&argc, &argv);
#define add(path, function) \
  g_test_add (path, EventsTest, NULL, events_test_set_up, function, events_test_tear_down)
  add ("/event-attendance/list", test_attendance);
  add ("/event-attendance/unknown", test_unknown);
  add ("/event-attendance/check-in", test_check_in);
  add ("/event-attendance/focus", test_focus);
  return g_test_run ();
}
