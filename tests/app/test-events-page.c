/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-test-support.h"

#include <string.h>

#include "atlas-attendance-row.h"
#include "atlas-date.h"
#include "atlas-event-draft.h"
#include "atlas-event-sections.h"
#include "atlas-events-page.h"
#include "atlas-record-editor.h"
#include "atlas-record-list.h"
#include "atlas-record-pane.h"
#include "atlas-suggestions.h"

/* A Friday. */
#define NOW   "2026-11-27T15:00:00Z"
#define TODAY "2026-11-27"

typedef struct
{
  AtlasSession *session;
  AtlasRegister *records; /* the session's */
  GtkWindow *window;
  GtkWidget *page;
  char *told;
  gboolean undo;
  char *shown; /* what was asked of the window: "member 12" */
} Fixture;

static void
on_told (AtlasSession *session, const char *message, gboolean undo, Fixture *fixture)
{
  g_free (fixture->told);
  fixture->told = g_strdup (message);
  fixture->undo = undo;
}

static void
on_show_record (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Fixture *fixture = data;
  const char *kind;
  gint64 id;

  g_variant_get (parameter, "(&sx)", &kind, &id);
  g_free (fixture->shown);
  fixture->shown = g_strdup_printf ("%s %" G_GINT64_FORMAT, kind, id);
}

static gboolean
is_settled (gpointer data)
{
  Fixture *fixture = data;

  return atlas_page_is_settled (ATLAS_PAGE (fixture->page)) && !atlas_session_is_loading (fixture->session);
}

static void
settle (Fixture *fixture)
{
  app_test_run (30);
  app_test_wait (is_settled, fixture);
}

static void
set_up_sized (Fixture *fixture, guint n_members, int width, int height)
{
  static const GActionEntry entries[] = {
    { .name = "show-record", .activate = on_show_record, .parameter_type = "(sx)" }
  };
  GSimpleActionGroup *actions = g_simple_action_group_new ();

  fixture->session = app_test_session_new (n_members);
  fixture->records = atlas_session_get_register (fixture->session);
  g_signal_connect (fixture->session, "told", G_CALLBACK (on_told), fixture);
  fixture->page = g_object_new (ATLAS_TYPE_EVENTS_PAGE, NULL);
  fixture->window = app_test_present (fixture->page, width, height);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), fixture);
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->window), "win", G_ACTION_GROUP (actions));
  g_object_unref (actions);
  atlas_page_set_session (ATLAS_PAGE (fixture->page), fixture->session);
  settle (fixture);
}

static void
set_up (Fixture *fixture, gconstpointer n_members)
{
  set_up_sized (fixture, GPOINTER_TO_UINT (n_members), 1100, 800);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  app_test_run (50);
  g_assert_finalize_object (fixture->session);
  g_free (fixture->told);
  g_free (fixture->shown);
}

static GtkWidget *
find (Fixture *fixture, const char *name)
{
  GtkWidget *widget = app_test_find (fixture->page, GTK_TYPE_WIDGET, name);

  g_assert_nonnull (widget);
  return widget;
}

static const char *
get_face (Fixture *fixture, const char *stack)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (find (fixture, stack)));
}

static AtlasRecordPane *
get_pane (Fixture *fixture)
{
  return ATLAS_RECORD_PANE (app_test_find (fixture->page, ATLAS_TYPE_RECORD_PANE, NULL));
}

static AtlasRecordEditor *
get_editor (Fixture *fixture)
{
  return atlas_record_pane_get_editor (get_pane (fixture));
}

static GtkSingleSelection *
get_selection (Fixture *fixture)
{
  GtkWidget *list = app_test_find (find (fixture, "list_faces"), GTK_TYPE_LIST_VIEW, NULL);

  return GTK_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
}

/* Adds an event, as another part of the program would. */
static gint64
add_event (Fixture *fixture, const char *title, const char *start)
{
  g_autoptr (AtlasRecord) event = atlas_record_new (&atlas_kind_event);
  g_autoptr (GError) error = NULL;
  gint64 id;

  atlas_record_set_text (event, "title", title);
  atlas_record_set_text (event, "start", start);
  id = atlas_register_save (fixture->records, event, &error);
  g_assert_no_error (error);
  return id;
}

static gint64
add_person (Fixture *fixture, const char *given_name, const char *sex, const char *status)
{
  g_autoptr (AtlasRecord) member = atlas_record_new (&atlas_kind_member);
  g_autoptr (GError) error = NULL;
  gint64 id;

  atlas_record_set_text (member, "given_name", given_name);
  atlas_record_set_text (member, "family_name", "Uwase");
  atlas_record_set_text (member, "sex", sex);
  atlas_record_set_text (member, "status", status);
  id = atlas_register_save (fixture->records, member, &error);
  g_assert_no_error (error);
  return id;
}

/* What is listed: headings with their counts, titles: "Upcoming 1|Town hall|...". */
static char *
dup_list (Fixture *fixture)
{
  GListModel *model = G_LIST_MODEL (get_selection (fixture));
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);

      if (i > 0)
        g_string_append_c (out, '|');
      if (ATLAS_IS_EVENT_HEADING (item))
        g_string_append_printf (out, "%s %u", atlas_event_heading_get_title (ATLAS_EVENT_HEADING (item)),
                                atlas_event_heading_get_count (ATLAS_EVENT_HEADING (item)));
      else
        g_string_append (
          out, atlas_record_get_text (atlas_record_item_get_record (ATLAS_RECORD_ITEM (item)), "title"));
    }
  return g_strdup (out->str);
}

static void
assert_list (Fixture *fixture, const char *expected)
{
  g_autofree char *list = dup_list (fixture);

  g_assert_cmpstr (list, ==, expected);
}

static AtlasRecord *
load (Fixture *fixture, gint64 id)
{
  g_autoptr (GError) error = NULL;
  AtlasRecord *record = atlas_register_load (fixture->records, &atlas_kind_event, id, &error);

  g_assert_no_error (error);
  return record;
}

static gint64
count_events (Fixture *fixture)
{
  g_autoptr (AtlasQuery) everything = atlas_query_parse (&atlas_kind_event, NULL, NULL);

  return atlas_register_count (fixture->records, everything, NULL, NULL);
}

/* The row of the form whose title is @label. */
static GtkWidget *
find_row (GtkWidget *root, const char *label)
{
  if (ADW_IS_PREFERENCES_ROW (root) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
type_into (Fixture *fixture, const char *label, const char *text)
{
  GtkWidget *row = find_row (fixture->page, label);

  g_assert_nonnull (row);
  app_test_type (GTK_IS_EDITABLE (row) ? row : app_test_find (row, GTK_TYPE_EDITABLE, NULL), text);
}

static void
press (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_editor (fixture)), action, NULL));
}

/* To the question what becomes of what was typed. */
static void
answer (Fixture *fixture, const char *response)
{
  GListModel *windows = gtk_window_get_toplevels ();
  AdwMessageDialog *dialog = NULL;

  for (guint i = 0; dialog == NULL && i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_visible (GTK_WIDGET (window)))
        dialog = ADW_MESSAGE_DIALOG (window);
    }
  g_assert_nonnull (dialog);
  adw_message_dialog_response (dialog, response);
  app_test_run (300);
}

/* Upcoming soonest first, today with them; past newest first; both follow changes and the search. */
static void
test_list (Fixture *fixture, gconstpointer data)
{
  gint64 id;

  g_assert_cmpstr (get_face (fixture, "faces"), ==, "none");
  g_assert_nonnull (app_test_find_button (fixture->page, "win.new"));
  app_test_picture (GTK_WIDGET (fixture->window), "events-none");

  add_event (fixture, "Later", "2027-02-01T18:00:00-05:00");
  add_event (fixture, "This morning", TODAY "T08:00:00-05:00");
  add_event (fixture, "Yesterday", "2026-11-26T23:59:00-05:00");
  id = add_event (fixture, "Long ago", "2019-01-01T10:00:00+02:00");
  add_event (fixture, "Soon", "2026-12-01T18:00:00-08:00");
  settle (fixture);
  g_assert_cmpstr (get_face (fixture, "faces"), ==, "events");
  assert_list (fixture, "Upcoming 3|This morning|Soon|Later|Past 2|Yesterday|Long ago");

  {
    g_autoptr (AtlasRecord) event = load (fixture, id);

    atlas_record_set_text (event, "start", "2026-12-24T10:00:00+02:00");
    atlas_register_save (fixture->records, event, NULL);
  }
  settle (fixture);
  assert_list (fixture, "Upcoming 4|This morning|Soon|Long ago|Later|Past 1|Yesterday");
  app_test_picture (GTK_WIDGET (fixture->window), "events-list");

  atlas_filter_set_text (atlas_session_get_filter (fixture->session, &atlas_kind_event), "yesterday");
  settle (fixture);
  assert_list (fixture, "Upcoming 0|Past 1|Yesterday");
  atlas_filter_set_text (atlas_session_get_filter (fixture->session, &atlas_kind_event), "qwertzuiop");
  settle (fixture);
  assert_list (fixture, "Upcoming 0|Past 0");
  g_assert_cmpstr (get_face (fixture, "list_faces"), ==, "nothing-found");
  app_test_picture (GTK_WIDGET (fixture->window), "events-nothing-found");
  app_test_click (find (fixture, "clear_search"));
  settle (fixture);
  assert_list (fixture, "Upcoming 4|This morning|Soon|Long ago|Later|Past 1|Yesterday");
}

/* Choosing a line shows it; a change is saved when another is chosen; what can't be saved stays. */
static void
test_edit (Fixture *fixture, gconstpointer data)
{
  gint64 first = add_event (fixture, "First", "2026-12-01T18:00:00-05:00");
  gint64 second = add_event (fixture, "Second", "2026-12-02T18:00:00-05:00");
  g_autoptr (AtlasRecord) saved = NULL;

  settle (fixture);
  g_assert_cmpint (atlas_record_pane_get_id (get_pane (fixture)), ==, 0);
  gtk_single_selection_set_selected (get_selection (fixture), 1);
  settle (fixture);
  g_assert_cmpint (atlas_record_pane_get_id (get_pane (fixture)), ==, first);
  type_into (fixture, "Title", "First, with another name");
  gtk_single_selection_set_selected (get_selection (fixture), 2);
  g_assert_cmpint (atlas_record_pane_get_id (get_pane (fixture)), ==, second);
  settle (fixture);
  assert_list (fixture, "Upcoming 2|First, with another name|Second|Past 0");
  g_assert_cmpstr (fixture->told, ==, "Saved First, with another name");
  g_assert_true (fixture->undo);
  saved = load (fixture, first);
  g_assert_cmpstr (atlas_record_get_text (saved, "title"), ==, "First, with another name");

  /* An event has a title. */
  type_into (fixture, "Title", "");
  gtk_single_selection_set_selected (get_selection (fixture), 1);
  g_assert_cmpint (atlas_record_pane_get_id (get_pane (fixture)), ==, second);
  g_assert_cmpuint (gtk_single_selection_get_selected (get_selection (fixture)), ==, 2);
  g_assert_false (atlas_page_leave (ATLAS_PAGE (fixture->page)));
  app_test_run (200);
  app_test_picture (GTK_WIDGET (fixture->window), "events-fault");
  answer (fixture, "keep");
  g_assert_cmpint (atlas_record_pane_get_id (get_pane (fixture)), ==, second);
  g_assert_true (atlas_record_editor_is_changed (get_editor (fixture)));

  /* Thrown away, what was wanted follows. */
  gtk_single_selection_set_selected (get_selection (fixture), 1);
  answer (fixture, "discard");
  settle (fixture);
  g_assert_cmpint (atlas_record_pane_get_id (get_pane (fixture)), ==, first);
  g_assert_cmpuint (gtk_single_selection_get_selected (get_selection (fixture)), ==, 1);
  g_assert_true (atlas_page_leave (ATLAS_PAGE (fixture->page)));
  gtk_single_selection_set_selected (get_selection (fixture), 2);

  /* Times are read by the clocks of the event's own zone. */
  type_into (fixture, "Time zone", "America/Vancouver");
  type_into (fixture, "Start", "2026-07-04 17:30");
  press (fixture, "record.save");
  settle (fixture);
  g_clear_pointer (&saved, atlas_record_unref);
  saved = load (fixture, second);
  g_assert_cmpstr (atlas_record_get_text (saved, "start"), ==, "2026-07-04T17:30:00-07:00");
  assert_list (fixture, "Upcoming 1|First, with another name|Past 1|Second");
  /* It moved, and is still the one that is chosen. */
  g_assert_cmpuint (gtk_single_selection_get_selected (get_selection (fixture)), ==, 3);
}

/* A new event begins with what is known. */
static void
test_draft (void)
{
  static const struct
  {
    const char *key, *text;
    const char *timezone, *start;
  } table[] = {
    { "address.region", "CA-BC", "America/Vancouver", "2026-12-01T18:00:00-08:00" },
    { "address.region", "US-NY", "America/New_York", "2026-12-01T18:00:00-05:00" },
    { "address.region", "Nunavut", NULL, NULL },
    { "timezone", "Africa/Kigali", "Africa/Kigali", "2026-12-01T18:00:00+02:00" },
    { "start", "2027-01-05 10:00", "UTC", "2027-01-05T10:00:00Z" },
    { "no.such.field", "x", "UTC", "2026-12-01T18:00:00+00:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr (AtlasRecord) event = NULL;
      gint64 expected, start, end;

      g_hash_table_insert (fields, (gpointer) table[i].key, (gpointer) table[i].text);
      event = atlas_event_draft_new (fields);
      g_assert_cmpstr (atlas_record_get_text (event, "status"), ==, "planned");
      g_assert_null (atlas_record_get_text (event, "title"));
      g_assert_true (atlas_timestamp_parse (atlas_record_get_text (event, "start"), -1, &start, NULL));
      g_assert_true (atlas_timestamp_parse (atlas_record_get_text (event, "end"), -1, &end, NULL));
      if (table[i].timezone == NULL)
        {
          g_assert_true (g_str_has_prefix (atlas_record_get_text (event, "timezone"), "America/"));
          g_assert_cmpstr (atlas_record_get_text (event, "address.region"), ==, "CA-NU");
          continue;
        }
      g_assert_cmpstr (atlas_record_get_text (event, "timezone"), ==, table[i].timezone);
      g_assert_true (atlas_timestamp_parse (table[i].start, -1, &expected, NULL));
      g_assert_cmpint (start, ==, expected);
      if (!g_str_equal (table[i].key, "start"))
        g_assert_cmpint (end - start, ==, 2 * 60 * 60);
    }
}

/* New, saved, duplicated, deleted, undone. */
static void
test_life (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (AtlasRecord) saved = NULL;
  gint64 id;

  g_hash_table_insert (fields, (gpointer) "address.city", (gpointer) "Toronto");
  g_hash_table_insert (fields, (gpointer) "address.region", (gpointer) "CA-ON");
  g_hash_table_insert (fields, (gpointer) "address.country", (gpointer) "CA");
  atlas_page_new_record (ATLAS_PAGE (fixture->page), fields);
  settle (fixture);
  g_assert_true (atlas_record_pane_is_open (get_pane (fixture)));
  g_assert_nonnull (app_test_find_label (fixture->page, "New Event"));
  app_test_picture (GTK_WIDGET (fixture->window), "events-new");

  /* Nobody typed anything: it may be left, and leaves nothing behind. */
  g_assert_true (atlas_page_leave (ATLAS_PAGE (fixture->page)));
  settle (fixture);
  g_assert_false (atlas_record_pane_is_open (get_pane (fixture)));
  g_assert_cmpint (count_events (fixture), ==, 0);

  atlas_page_new_record (ATLAS_PAGE (fixture->page), fields);
  type_into (fixture, "Title", "Town hall");
  press (fixture, "record.save");
  settle (fixture);
  id = atlas_record_pane_get_id (get_pane (fixture));
  g_assert_cmpint (id, >, 0);
  assert_list (fixture, "Upcoming 1|Town hall|Past 0");
  g_assert_cmpuint (gtk_single_selection_get_selected (get_selection (fixture)), ==, 1);
  saved = load (fixture, id);
  g_assert_cmpstr (atlas_record_get_text (saved, "start"), ==, "2026-12-01T18:00:00-05:00");
  g_assert_cmpstr (atlas_record_get_text (saved, "timezone"), ==, "America/Toronto");
  /* It lies where its address is. */
  g_assert_cmpstr (atlas_record_get_text (saved, "location.source"), ==, "gazetteer");
  g_assert_cmpfloat_with_epsilon (atlas_record_get_real (saved, "location.latitude"), 43.7, 0.3);

  press (fixture, "record.duplicate");
  settle (fixture);
  g_assert_cmpint (atlas_record_pane_get_id (get_pane (fixture)), ==, 0);
  type_into (fixture, "Title", "Town hall again");
  press (fixture, "record.save");
  settle (fixture);
  g_assert_cmpint (count_events (fixture), ==, 2);
  g_assert_cmpint (atlas_record_pane_get_id (get_pane (fixture)), !=, id);

  press (fixture, "record.delete");
  settle (fixture);
  app_test_run (100);
  settle (fixture);
  assert_list (fixture, "Upcoming 1|Town hall|Past 0");
  g_assert_cmpstr (fixture->told, ==, "Deleted Town hall again");
  g_assert_true (fixture->undo);
  g_assert_false (atlas_record_pane_is_open (get_pane (fixture)));

  atlas_session_undo (fixture->session, FALSE);
  app_test_run (100);
  settle (fixture);
  g_assert_cmpint (count_events (fixture), ==, 2);
}

/* Who comes. */

static char *
dup_attendance (Fixture *fixture, gint64 id)
{
  g_autoptr (AtlasRecord) event = load (fixture, id);
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
assert_attendance (Fixture *fixture, gint64 id, const char *expected)
{
  g_autofree char *attendance = NULL;

  press (fixture, "record.save");
  settle (fixture);
  attendance = dup_attendance (fixture, id);
  g_assert_cmpstr (attendance, ==, expected);
}

/* The line of the attendance list that names @name. */
static GtkWidget *
find_line (Fixture *fixture, const char *name)
{
  GtkWidget *label = app_test_find_label (app_test_find (fixture->page, GTK_TYPE_WIDGET, "list_frame"), name);

  g_assert_nonnull (label);
  return gtk_widget_get_parent (gtk_widget_get_parent (label));
}

/* Other rows of the form have parts of the same names. */
static GtkWidget *
find_in_attendance (Fixture *fixture, GType type, const char *name)
{
  GtkWidget *widget =
    app_test_find (app_test_find (fixture->page, ATLAS_TYPE_ATTENDANCE_ROW, NULL), type, name);

  g_assert_nonnull (widget);
  return widget;
}

/* For pictures. */
static void
scroll_to_attendance (Fixture *fixture)
{
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (
      app_test_find (fixture->page, ATLAS_TYPE_ATTENDANCE_ROW, NULL), GTK_TYPE_SCROLLED_WINDOW)));

  gtk_adjustment_set_value (adjustment, 0.68 * gtk_adjustment_get_upper (adjustment));
  app_test_run (500);
}

static gboolean
has_suggestions (gpointer fixture)
{
  return gtk_widget_get_visible (find_in_attendance (fixture, ATLAS_TYPE_SUGGESTIONS, NULL));
}

static char *
dup_summary (Fixture *fixture)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (find (fixture, "summary")); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", gtk_label_get_text (GTK_LABEL (child)));
  return g_strdup (out->str);
}

static void
test_attendance (Fixture *fixture, gconstpointer data)
{
  gint64 ada = add_person (fixture, "Ada", "female", "active");
  gint64 id;
  g_autofree char *summary = NULL;
  GtkWidget *entry, *popover, *line;
  AtlasRecord *event;

  add_person (fixture, "Bosco", "male", NULL);
  add_person (fixture, "Claude", "male", "deceased");
  add_person (fixture, "Divine", "female", "active");
  id = add_event (fixture, "Town hall", "2026-12-01T18:00:00-05:00");
  settle (fixture);
  atlas_page_show_record (ATLAS_PAGE (fixture->page), id);
  settle (fixture);
  g_assert_false (gtk_widget_get_visible (find (fixture, "summary")));

  /* One, by name. */
  entry = find_in_attendance (fixture, GTK_TYPE_ENTRY, NULL);
  gtk_widget_grab_focus (entry);
  app_test_run (400); /* the form scrolls there */
  app_test_type (entry, "ad");
  app_test_wait (has_suggestions, fixture);
  popover = find_in_attendance (fixture, ATLAS_TYPE_SUGGESTIONS, NULL);
  app_test_picture (popover, "events-suggestions");
  g_assert_nonnull (app_test_find_label (popover, "Ada Uwase"));
  g_assert_null (app_test_find_label (popover, "Bosco Uwase"));
  g_signal_emit_by_name (app_test_find (popover, GTK_TYPE_LIST_VIEW, NULL), "activate", 0);
  settle (fixture);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  assert_attendance (fixture, id, "Ada invited");

  /* Twice is once. */
  app_test_type (entry, "uwase ada");
  app_test_wait (has_suggestions, fixture);
  g_signal_emit_by_name (app_test_find (popover, GTK_TYPE_LIST_VIEW, NULL), "activate", 0);
  settle (fixture);
  g_assert_cmpstr (fixture->told, ==, "Ada Uwase is on the list already");
  g_assert_false (atlas_record_editor_is_changed (get_editor (fixture)));

  /* All who are found, but for the dead; and back. */
  atlas_filter_set_text (atlas_session_get_filter (fixture->session, &atlas_kind_member), "uwase");
  settle (fixture);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (find (fixture, "invite"))), ==,
                   "Invite the 4 People Found");
  app_test_click (find (fixture, "invite"));
  settle (fixture);
  g_assert_cmpstr (fixture->told, ==, "2 people added to the list – 1 has moved away or died");
  g_assert_true (atlas_record_editor_is_changed (get_editor (fixture)));
  press (fixture, "editor.revert");
  g_assert_false (atlas_record_editor_is_changed (get_editor (fixture)));
  assert_attendance (fixture, id, "Ada invited");
  app_test_click (find (fixture, "invite"));
  settle (fixture);
  assert_attendance (fixture, id, "Ada invited|Bosco invited|Divine invited");

  /* What becomes of it. */
  line = find_line (fixture, "Divine Uwase");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (app_test_find (line, GTK_TYPE_DROP_DOWN, NULL)), 2);
  line = find_line (fixture, "Bosco Uwase");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (app_test_find (line, GTK_TYPE_DROP_DOWN, NULL)), 2);
  assert_attendance (fixture, id, "Ada invited|Bosco confirmed|Divine confirmed");
  summary = dup_summary (fixture);
  g_assert_cmpstr (summary, ==, "All Female Male Invited 1 1 0 Confirmed 2 1 1 On the list 3 2 1");
  type_into (fixture, "Capacity", "1");
  g_assert_nonnull (app_test_find_label (fixture->page, "2 of 1 place taken"));
  g_assert_true (gtk_widget_has_css_class (find (fixture, "room"), "warning"));
  scroll_to_attendance (fixture);
  app_test_picture (GTK_WIDGET (fixture->window), "events-attendance");

  /* To who they are. */
  g_signal_emit_by_name (app_test_find (find (fixture, "list_frame"), GTK_TYPE_LIST_VIEW, NULL), "activate",
                         0);
  {
    g_autofree char *expected = g_strdup_printf ("member %" G_GINT64_FORMAT, ada);

    g_assert_cmpstr (fixture->shown, ==, expected);
  }

  app_test_click (app_test_find_button (find_line (fixture, "Bosco Uwase"), "Remove from the List"));
  assert_attendance (fixture, id, "Ada invited|Divine confirmed");

  /* Who is deleted meanwhile is still on the list, and shown so. */
  g_assert_true (atlas_register_delete (fixture->records, &atlas_kind_member, &ada, 1, NULL));
  settle (fixture);
  g_assert_nonnull (app_test_find_label (fixture->page, "No longer here"));
  type_into (fixture, "Capacity", "10");
  assert_attendance (fixture, id, "? invited|Divine confirmed");

  /* A copy is still to be held. */
  press (fixture, "record.duplicate");
  press (fixture, "record.save");
  settle (fixture);
  g_assert_cmpint (atlas_record_pane_get_id (get_pane (fixture)), !=, id);
  assert_attendance (fixture, atlas_record_pane_get_id (get_pane (fixture)), "? invited|Divine invited");
  event = load (fixture, atlas_record_pane_get_id (get_pane (fixture)));
  g_assert_cmpstr (atlas_record_get_text (event, "status"), ==, "planned");
  atlas_record_unref (event);
}

/* What we do not know of an entry survives. */
static void
test_unknown (Fixture *fixture, gconstpointer data)
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
  settle (fixture);
  atlas_page_show_record (ATLAS_PAGE (fixture->page), id);
  settle (fixture);
  g_assert_false (atlas_record_editor_is_changed (get_editor (fixture)));
  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (app_test_find (find (fixture, "list_frame"), GTK_TYPE_DROP_DOWN, NULL)), 0);
  press (fixture, "record.save");
  settle (fixture);
  saved = load (fixture, id);
  g_assert_cmpstr (atlas_record_get_text (saved, "attendance"), ==,
                   "[{\"member\":\"11111111-1111-4111-8111-111111111111\",\"table\":7}]");
}

/* In a narrow window list and form take turns. */
static void
set_up_narrow (Fixture *fixture, gconstpointer data)
{
  set_up_sized (fixture, 0, 400, 700);
}

static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  AdwLeaflet *leaflet = ADW_LEAFLET (find (fixture, "leaflet"));
  gint64 id = add_event (fixture, "A gathering with a long name that wants more than one line",
                         "2026-12-01T18:00:00-05:00");

  settle (fixture);
  g_assert_true (adw_leaflet_get_folded (leaflet));
  g_assert_true (adw_leaflet_get_visible_child (leaflet) == find (fixture, "list_faces"));
  app_test_picture (GTK_WIDGET (fixture->window), "events-narrow-list");
  gtk_single_selection_set_selected (get_selection (fixture), 1);
  settle (fixture);
  g_assert_true (adw_leaflet_get_visible_child (leaflet) == find (fixture, "pane_bin"));
  g_assert_true (gtk_widget_get_visible (find (fixture, "back")));
  app_test_picture (GTK_WIDGET (fixture->window), "events-narrow-form");
  type_into (fixture, "Title", "A gathering");
  app_test_click (find (fixture, "back"));
  settle (fixture);
  g_assert_true (adw_leaflet_get_visible_child (leaflet) == find (fixture, "list_faces"));
  assert_list (fixture, "Upcoming 1|A gathering|Past 0");
  g_assert_cmpuint (gtk_single_selection_get_selected (get_selection (fixture)), ==,
                    GTK_INVALID_LIST_POSITION);
  atlas_page_show_record (ATLAS_PAGE (fixture->page), id);
  settle (fixture);
  g_assert_true (adw_leaflet_get_visible_child (leaflet) == find (fixture, "pane_bin"));
}

/* Many: what is not looked at is not read. */
static void
test_samples (Fixture *fixture, gconstpointer data)
{
  GtkSingleSelection *selection = get_selection (fixture);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (selection)), >, 12);
  gtk_single_selection_set_selected (selection, 2);
  settle (fixture);
  app_test_picture (GTK_WIDGET (fixture->window), "events-samples");
  scroll_to_attendance (fixture);
  app_test_picture (GTK_WIDGET (fixture->window), "events-samples-attendance");
  g_assert_false (atlas_record_editor_is_changed (get_editor (fixture)));
  /* By name, once the names are known. */
  {
    GListModel *people = G_LIST_MODEL (
      gtk_list_view_get_model (GTK_LIST_VIEW (find_in_attendance (fixture, GTK_TYPE_LIST_VIEW, "list"))));
    g_autofree char *last = g_strdup ("");

    g_assert_cmpuint (g_list_model_get_n_items (people), >, 3);
    for (guint i = 0; i < g_list_model_get_n_items (people); i++)
      {
        g_autoptr (GObject) attendee = g_list_model_get_item (people, i);
        char *name;

        g_object_get (attendee, "name", &name, NULL);
        g_assert_cmpstr (name, !=, "");
        g_assert_cmpint (g_utf8_collate (last, name), <=, 0);
        g_free (last);
        last = name;
      }
  }

  /* Closing the database empties the page. */
  atlas_page_set_session (ATLAS_PAGE (fixture->page), NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (selection)), ==, 2);
  g_assert_false (atlas_record_pane_is_open (get_pane (fixture)));
  atlas_page_set_session (ATLAS_PAGE (fixture->page), fixture->session);
  settle (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (selection)), >, 12);
}

int
main (int argc, char *argv[])
{
  g_setenv ("ATLAS_NOW", NOW, TRUE);
  app_test_init (&argc, &argv);
#define add(path, n, function) g_test_add (path, Fixture, GUINT_TO_POINTER (n), set_up, function, tear_down)
  add ("/events-page/list", 0, test_list);
  add ("/events-page/edit", 0, test_edit);
  add ("/events-page/life", 0, test_life);
  add ("/events-page/attendance", 0, test_attendance);
  add ("/events-page/unknown", 0, test_unknown);
  add ("/events-page/samples", 1500, test_samples);
  g_test_add ("/events-page/narrow", Fixture, NULL, set_up_narrow, test_narrow, tear_down);
  g_test_add_func ("/events-page/draft", test_draft);
  return g_test_run ();
}
