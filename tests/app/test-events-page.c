/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "events-test-support.h"

#include "atlas-people-row.h"

/* To the question what becomes of what was typed. */
static void
answer (EventsTest *fixture, const char *response)
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
test_list (EventsTest *fixture, gconstpointer data)
{
  gint64 id;

  g_assert_cmpstr (events_test_get_face (fixture, "faces"), ==, "nothing");
  g_assert_nonnull (app_test_find_button (fixture->page, "win.new"));
  app_test_picture (GTK_WIDGET (fixture->window), "events-none");

  events_test_add_event (fixture, "Later", "2027-02-01T18:00:00-05:00");
  events_test_add_event (fixture, "This morning", EVENTS_TEST_TODAY "T08:00:00-05:00");
  events_test_add_event (fixture, "Yesterday", "2026-11-26T23:59:00-05:00");
  id = events_test_add_event (fixture, "Long ago", "2019-01-01T10:00:00+02:00");
  events_test_add_event (fixture, "Soon", "2026-12-01T18:00:00-08:00");
  events_test_settle (fixture);
  g_assert_cmpstr (events_test_get_face (fixture, "faces"), ==, "records");
  events_test_assert_list (fixture, "Upcoming 3|This morning|Soon|Later|Past 2|Yesterday|Long ago");

  {
    g_autoptr (AtlasRecord) event = events_test_load (fixture, id);

    atlas_record_set_text (event, "start", "2026-12-24T10:00:00+02:00");
    atlas_register_save (fixture->records, event, NULL);
  }
  events_test_settle (fixture);
  events_test_assert_list (fixture, "Upcoming 4|This morning|Soon|Long ago|Later|Past 1|Yesterday");
  app_test_picture (GTK_WIDGET (fixture->window), "events-list");

  atlas_filter_set_text (atlas_session_get_filter (fixture->session, &atlas_kind_event), "yesterday");
  events_test_settle (fixture);
  events_test_assert_list (fixture, "Upcoming 0|Past 1|Yesterday");
  atlas_filter_set_text (atlas_session_get_filter (fixture->session, &atlas_kind_event), "qwertzuiop");
  events_test_settle (fixture);
  events_test_assert_list (fixture, "Upcoming 0|Past 0");
  g_assert_cmpstr (events_test_get_face (fixture, "list_faces"), ==, "nothing-found");
  app_test_picture (GTK_WIDGET (fixture->window), "events-nothing-found");
  app_test_click (events_test_find (fixture, "clear_search"));
  events_test_settle (fixture);
  events_test_assert_list (fixture, "Upcoming 4|This morning|Soon|Long ago|Later|Past 1|Yesterday");
}

/* Choosing a line shows it; a change is saved when another is chosen; what can't be saved stays. */
static void
test_edit (EventsTest *fixture, gconstpointer data)
{
  gint64 first = events_test_add_event (fixture, "First", "2026-12-01T18:00:00-05:00");
  gint64 second = events_test_add_event (fixture, "Second", "2026-12-02T18:00:00-05:00");
  g_autoptr (AtlasRecord) saved = NULL;

  events_test_settle (fixture);
  g_assert_cmpint (atlas_record_pane_get_id (events_test_get_pane (fixture)), ==, 0);
  gtk_single_selection_set_selected (events_test_get_selection (fixture), 1);
  events_test_settle (fixture);
  g_assert_cmpint (atlas_record_pane_get_id (events_test_get_pane (fixture)), ==, first);
  events_test_type_into (fixture, "Title", "First, with another name");
  gtk_single_selection_set_selected (events_test_get_selection (fixture), 2);
  g_assert_cmpint (atlas_record_pane_get_id (events_test_get_pane (fixture)), ==, second);
  events_test_settle (fixture);
  events_test_assert_list (fixture, "Upcoming 2|First, with another name|Second|Past 0");
  g_assert_cmpstr (fixture->told, ==, "Saved First, with another name");
  g_assert_true (fixture->undo);
  saved = events_test_load (fixture, first);
  g_assert_cmpstr (atlas_record_get_text (saved, "title"), ==, "First, with another name");

  /* An event has a title. */
  events_test_type_into (fixture, "Title", "");
  gtk_single_selection_set_selected (events_test_get_selection (fixture), 1);
  g_assert_cmpint (atlas_record_pane_get_id (events_test_get_pane (fixture)), ==, second);
  g_assert_cmpuint (gtk_single_selection_get_selected (events_test_get_selection (fixture)), ==, 2);
  g_assert_false (atlas_page_leave (ATLAS_PAGE (fixture->page)));
  app_test_run (200);
  app_test_picture (GTK_WIDGET (fixture->window), "events-fault");
  answer (fixture, "keep");
  g_assert_cmpint (atlas_record_pane_get_id (events_test_get_pane (fixture)), ==, second);
  g_assert_true (atlas_record_editor_is_changed (events_test_get_editor (fixture)));

  /* Thrown away, what was wanted follows. */
  gtk_single_selection_set_selected (events_test_get_selection (fixture), 1);
  answer (fixture, "discard");
  events_test_settle (fixture);
  g_assert_cmpint (atlas_record_pane_get_id (events_test_get_pane (fixture)), ==, first);
  g_assert_cmpuint (gtk_single_selection_get_selected (events_test_get_selection (fixture)), ==, 1);
  g_assert_true (atlas_page_leave (ATLAS_PAGE (fixture->page)));
  gtk_single_selection_set_selected (events_test_get_selection (fixture), 2);

  /* Times are read by the clocks of the event's own zone. */
  events_test_type_into (fixture, "Time zone", "America/Vancouver");
  events_test_type_into (fixture, "Start", "2026-07-04 17:30");
  events_test_press (fixture, "record.save");
  events_test_settle (fixture);
  g_clear_pointer (&saved, atlas_record_unref);
  saved = events_test_load (fixture, second);
  g_assert_cmpstr (atlas_record_get_text (saved, "start"), ==, "2026-07-04T17:30:00-07:00");
  events_test_assert_list (fixture, "Upcoming 1|First, with another name|Past 1|Second");
  /* It moved, and is still the one that is chosen. */
  g_assert_cmpuint (gtk_single_selection_get_selected (events_test_get_selection (fixture)), ==, 3);
}

/* New, saved, duplicated, deleted, undone. */
static void
test_life (EventsTest *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (AtlasRecord) saved = NULL;
  gint64 id;

  g_hash_table_insert (fields, (gpointer) "address.city", (gpointer) "Toronto");
  g_hash_table_insert (fields, (gpointer) "address.region", (gpointer) "CA-ON");
  g_hash_table_insert (fields, (gpointer) "address.country", (gpointer) "CA");
  atlas_page_new_record (ATLAS_PAGE (fixture->page), fields);
  events_test_settle (fixture);
  g_assert_true (atlas_record_pane_is_open (events_test_get_pane (fixture)));
  g_assert_nonnull (app_test_find_label (fixture->page, "New Event"));
  app_test_picture (GTK_WIDGET (fixture->window), "events-new");

  /* Nobody typed anything: it may be left, and leaves nothing behind. */
  g_assert_true (atlas_page_leave (ATLAS_PAGE (fixture->page)));
  events_test_settle (fixture);
  g_assert_false (atlas_record_pane_is_open (events_test_get_pane (fixture)));
  g_assert_cmpint (events_test_count_events (fixture), ==, 0);

  atlas_page_new_record (ATLAS_PAGE (fixture->page), fields);
  events_test_type_into (fixture, "Title", "Town hall");
  events_test_press (fixture, "record.save");
  events_test_settle (fixture);
  id = atlas_record_pane_get_id (events_test_get_pane (fixture));
  g_assert_cmpint (id, >, 0);
  events_test_assert_list (fixture, "Upcoming 1|Town hall|Past 0");
  g_assert_cmpuint (gtk_single_selection_get_selected (events_test_get_selection (fixture)), ==, 1);
  saved = events_test_load (fixture, id);
  g_assert_cmpstr (atlas_record_get_text (saved, "start"), ==, "2026-12-01T18:00:00-05:00");
  g_assert_cmpstr (atlas_record_get_text (saved, "timezone"), ==, "America/Toronto");
  /* It lies where its address is. */
  g_assert_cmpstr (atlas_record_get_text (saved, "location.source"), ==, "gazetteer");
  g_assert_cmpfloat_with_epsilon (atlas_record_get_real (saved, "location.latitude"), 43.7, 0.3);

  events_test_press (fixture, "record.duplicate");
  events_test_settle (fixture);
  g_assert_cmpint (atlas_record_pane_get_id (events_test_get_pane (fixture)), ==, 0);
  events_test_type_into (fixture, "Title", "Town hall again");
  events_test_press (fixture, "record.save");
  events_test_settle (fixture);
  g_assert_cmpint (events_test_count_events (fixture), ==, 2);
  g_assert_cmpint (atlas_record_pane_get_id (events_test_get_pane (fixture)), !=, id);

  events_test_press (fixture, "record.delete");
  events_test_settle (fixture);
  app_test_run (100);
  events_test_settle (fixture);
  events_test_assert_list (fixture, "Upcoming 1|Town hall|Past 0");
  g_assert_cmpstr (fixture->told, ==, "Deleted Town hall again");
  g_assert_true (fixture->undo);
  g_assert_false (atlas_record_pane_is_open (events_test_get_pane (fixture)));

  atlas_session_undo (fixture->session, FALSE);
  app_test_run (100);
  events_test_settle (fixture);
  g_assert_cmpint (events_test_count_events (fixture), ==, 2);
}

/* In a narrow window list and form take turns. */
static void
set_up_narrow (EventsTest *fixture, gconstpointer data)
{
  events_test_set_up_sized (fixture, 0, 400, 700);
}

static void
test_narrow (EventsTest *fixture, gconstpointer data)
{
  AdwLeaflet *leaflet = ADW_LEAFLET (events_test_find (fixture, "leaflet"));
  gint64 id = events_test_add_event (fixture, "A gathering with a long name that wants more than one line",
                                     "2026-12-01T18:00:00-05:00");

  events_test_settle (fixture);
  g_assert_true (adw_leaflet_get_folded (leaflet));
  g_assert_true (adw_leaflet_get_visible_child (leaflet) ==
                 gtk_widget_get_parent (events_test_find (fixture, "list_faces")));
  app_test_picture (GTK_WIDGET (fixture->window), "events-narrow-list");
  gtk_single_selection_set_selected (events_test_get_selection (fixture), 1);
  events_test_settle (fixture);
  g_assert_true (adw_leaflet_get_visible_child (leaflet) == events_test_find (fixture, "pane_bin"));
  g_assert_true (gtk_widget_get_visible (events_test_find (fixture, "back")));
  app_test_picture (GTK_WIDGET (fixture->window), "events-narrow-form");
  events_test_type_into (fixture, "Title", "A gathering");
  app_test_click (events_test_find (fixture, "back"));
  events_test_settle (fixture);
  g_assert_true (adw_leaflet_get_visible_child (leaflet) ==
                 gtk_widget_get_parent (events_test_find (fixture, "list_faces")));
  events_test_assert_list (fixture, "Upcoming 1|A gathering|Past 0");
  g_assert_cmpuint (gtk_single_selection_get_selected (events_test_get_selection (fixture)), ==,
                    GTK_INVALID_LIST_POSITION);
  atlas_page_show_record (ATLAS_PAGE (fixture->page), id);
  events_test_settle (fixture);
  g_assert_true (adw_leaflet_get_visible_child (leaflet) == events_test_find (fixture, "pane_bin"));
}

/* Many: what is not looked at is not read. */
static void
test_samples (EventsTest *fixture, gconstpointer data)
{
  GtkSingleSelection *selection = events_test_get_selection (fixture);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (selection)), >, 12);
  gtk_single_selection_set_selected (selection, 2);
  events_test_settle (fixture);
  app_test_picture (GTK_WIDGET (fixture->window), "events-samples");
  events_test_scroll_to_attendance (fixture);
  app_test_picture (GTK_WIDGET (fixture->window), "events-samples-attendance");
  g_assert_false (atlas_record_editor_is_changed (events_test_get_editor (fixture)));
  /* By name, once the names are known. */
  {
    GListModel *people = G_LIST_MODEL (gtk_list_view_get_model (
      GTK_LIST_VIEW (events_test_find_in_attendance (fixture, GTK_TYPE_LIST_VIEW, "list"))));
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
  g_assert_false (atlas_record_pane_is_open (events_test_get_pane (fixture)));
  atlas_page_set_session (ATLAS_PAGE (fixture->page), fixture->session);
  events_test_settle (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (selection)), >, 12);
}

int
main (int argc, char *argv[])
{
  g_setenv ("ATLAS_NOW", EVENTS_TEST_NOW, TRUE);
  app_test_init (&argc, &argv);
#define add(path, n, function) \
  g_test_add (path, EventsTest, GUINT_TO_POINTER (n), events_test_set_up, function, events_test_tear_down)
  add ("/events-page/list", 0, test_list);
  add ("/events-page/edit", 0, test_edit);
  add ("/events-page/life", 0, test_life);
  add ("/events-page/samples", 1500, test_samples);
  g_test_add ("/events-page/narrow", EventsTest, NULL, set_up_narrow, test_narrow, events_test_tear_down);
  return g_test_run ();
}
