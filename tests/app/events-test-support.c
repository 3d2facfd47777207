/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "events-test-support.h"

#include "atlas-people-row.h"
#include "atlas-event-sections.h"
#include "atlas-events-page.h"
#include "atlas-record-list.h"

static void
on_told (AtlasSession *session, const char *message, gboolean undo, EventsTest *fixture)
{
  g_free (fixture->told);
  fixture->told = g_strdup (message);
  fixture->undo = undo;
}

static void
on_show_record (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  EventsTest *fixture = data;
  const char *kind;
  gint64 id;

  g_variant_get (parameter, "(&sx)", &kind, &id);
  g_free (fixture->shown);
  fixture->shown = g_strdup_printf ("%s %" G_GINT64_FORMAT, kind, id);
}

static gboolean
is_settled (gpointer data)
{
  EventsTest *fixture = data;

  return atlas_page_is_settled (ATLAS_PAGE (fixture->page)) && !atlas_session_is_loading (fixture->session) &&
         !atlas_record_editor_is_saving (events_test_get_editor (fixture));
}

void
events_test_settle (EventsTest *fixture)
{
  app_test_run (30);
  app_test_wait (is_settled, fixture);
}

void
events_test_set_up_sized (EventsTest *fixture, guint n_members, int width, int height)
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
  events_test_settle (fixture);
}

void
events_test_set_up (EventsTest *fixture, gconstpointer n_members)
{
  events_test_set_up_sized (fixture, GPOINTER_TO_UINT (n_members), 1100, 800);
}

void
events_test_tear_down (EventsTest *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  app_test_run (50);
  app_test_let_go (fixture->session);
  g_free (fixture->told);
  g_free (fixture->shown);
}

GtkWidget *
events_test_find (EventsTest *fixture, const char *name)
{
  GtkWidget *widget = app_test_find (fixture->page, GTK_TYPE_WIDGET, name);

  g_assert_nonnull (widget);
  return widget;
}

const char *
events_test_get_face (EventsTest *fixture, const char *stack)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (events_test_find (fixture, stack)));
}

AtlasRecordPane *
events_test_get_pane (EventsTest *fixture)
{
  return ATLAS_RECORD_PANE (app_test_find (fixture->page, ATLAS_TYPE_RECORD_PANE, NULL));
}

AtlasRecordEditor *
events_test_get_editor (EventsTest *fixture)
{
  return atlas_record_pane_get_editor (events_test_get_pane (fixture));
}

GtkSingleSelection *
events_test_get_selection (EventsTest *fixture)
{
  GtkWidget *list = app_test_find (events_test_find (fixture, "list_faces"), GTK_TYPE_LIST_VIEW, NULL);

  return GTK_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
}

/* Adds an event, as another part of the program would. */
gint64
events_test_add_event (EventsTest *fixture, const char *title, const char *start)
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

gint64
events_test_add_person (EventsTest *fixture, const char *given_name, const char *sex, const char *status)
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
dup_list (EventsTest *fixture)
{
  GListModel *model = G_LIST_MODEL (events_test_get_selection (fixture));
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

void
events_test_assert_list (EventsTest *fixture, const char *expected)
{
  g_autofree char *list = dup_list (fixture);

  g_assert_cmpstr (list, ==, expected);
}

AtlasRecord *
events_test_load (EventsTest *fixture, gint64 id)
{
  g_autoptr (GError) error = NULL;
  AtlasRecord *record = atlas_register_load (fixture->records, &atlas_kind_event, id, &error);

  g_assert_no_error (error);
  return record;
}

gint64
events_test_count_events (EventsTest *fixture)
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

void
events_test_type_into (EventsTest *fixture, const char *label, const char *text)
{
  GtkWidget *row = find_row (fixture->page, label);

  g_assert_nonnull (row);
  app_test_type (GTK_IS_EDITABLE (row) ? row : app_test_find (row, GTK_TYPE_EDITABLE, NULL), text);
}

void
events_test_press (EventsTest *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (events_test_get_editor (fixture)), action, NULL));
}

/* Other rows of the form have parts of the same names. */
GtkWidget *
events_test_find_in_attendance (EventsTest *fixture, GType type, const char *name)
{
  GtkWidget *widget = app_test_find (app_test_find (fixture->page, ATLAS_TYPE_PEOPLE_ROW, NULL), type, name);

  g_assert_nonnull (widget);
  return widget;
}

/* For pictures. */
void
events_test_scroll_to_attendance (EventsTest *fixture)
{
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (
      app_test_find (fixture->page, ATLAS_TYPE_PEOPLE_ROW, NULL), GTK_TYPE_SCROLLED_WINDOW)));

  gtk_adjustment_set_value (adjustment, 0.6 * gtk_adjustment_get_upper (adjustment));
  app_test_run (500);
}
