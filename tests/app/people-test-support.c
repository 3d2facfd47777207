/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "people-test-support.h"

#include "atlas-config.h"

static void
on_told (AtlasSession *session, const char *message, gboolean undo, PeopleTest *fixture)
{
  g_free (fixture->told);
  fixture->told = g_strdup (message);
}

static gboolean
is_settled (gpointer data)
{
  PeopleTest *fixture = data;

  return atlas_page_is_settled (fixture->page) &&
         g_list_model_get_n_items (atlas_session_get_jobs (fixture->session)) == 0;
}

void
people_test_settle (PeopleTest *fixture)
{
  app_test_run (80);
  app_test_wait (is_settled, fixture);
  app_test_run (20);
}

void
people_test_reset_settings (void)
{
  g_autoptr (GSettings) settings = g_settings_new (ATLAS_APP_ID);

  g_settings_reset (settings, "people-sort");
  g_settings_reset (settings, "people-columns");
}

void
people_test_find_widgets (PeopleTest *fixture)
{
  fixture->view = GTK_COLUMN_VIEW (app_test_find (GTK_WIDGET (fixture->page), GTK_TYPE_COLUMN_VIEW, NULL));
  fixture->selection = GTK_MULTI_SELECTION (gtk_column_view_get_model (fixture->view));
  fixture->rows = ATLAS_RECORD_ROWS (gtk_multi_selection_get_model (fixture->selection));
  fixture->list = atlas_record_rows_get_list (fixture->rows);
  fixture->editor =
    ATLAS_RECORD_EDITOR (app_test_find (GTK_WIDGET (fixture->page), ATLAS_TYPE_RECORD_EDITOR, NULL));
}

void
people_test_set_up (PeopleTest *fixture, guint n_members, int width, int height)
{
  *fixture = (PeopleTest){ 0 };
  people_test_reset_settings ();
  fixture->session = app_test_session_new (n_members);
  fixture->records = atlas_session_get_register (fixture->session);
  g_signal_connect (fixture->session, "told", G_CALLBACK (on_told), fixture);
  fixture->page = g_object_new (ATLAS_TYPE_PEOPLE_PAGE, NULL);
  atlas_page_set_session (fixture->page, fixture->session);
  fixture->window = app_test_present (GTK_WIDGET (fixture->page), width, height);
  people_test_find_widgets (fixture);
  people_test_settle (fixture);
}

void
people_test_tear_down (PeopleTest *fixture)
{
  gtk_window_destroy (fixture->window);
  g_object_unref (fixture->session);
  g_free (fixture->told);
}

gint64
people_test_id_at (PeopleTest *fixture, guint position)
{
  g_autoptr (AtlasRecordItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->list), position);

  return atlas_record_item_get_id (item);
}

gint64
people_test_shown_id (PeopleTest *fixture)
{
  AtlasRecord *record = atlas_record_editor_get_record (fixture->editor);

  return record ? atlas_record_get_id (record) : -1;
}

void
people_test_act (PeopleTest *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), action, NULL));
}

void
people_test_click (PeopleTest *fixture, const char *button)
{
  GtkWidget *found = app_test_find_button (GTK_WIDGET (fixture->page), button);

  g_assert_nonnull (found);
  g_assert_true (gtk_widget_is_sensitive (found));
  g_signal_emit_by_name (found, "clicked");
}

void
people_test_select_only (PeopleTest *fixture, guint position)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (fixture->selection), position, TRUE);
}

guint
people_test_count_selected (PeopleTest *fixture)
{
  g_autoptr (GtkBitset) selected =
    gtk_selection_model_get_selection (GTK_SELECTION_MODEL (fixture->selection));

  return (guint) gtk_bitset_get_size (selected);
}

gboolean
people_test_is_selected (PeopleTest *fixture, guint position)
{
  return gtk_selection_model_is_selected (GTK_SELECTION_MODEL (fixture->selection), position);
}

const char *
people_test_visible_face (PeopleTest *fixture, const char *stack)
{
  return gtk_stack_get_visible_child_name (
    GTK_STACK (app_test_find (GTK_WIDGET (fixture->page), GTK_TYPE_STACK, stack)));
}

GtkWidget *
people_test_find_row (PeopleTest *fixture, const char *title)
{
  GtkWidget *label = app_test_find_label (GTK_WIDGET (fixture->editor), title);

  g_assert_nonnull (label);
  return gtk_widget_get_ancestor (label, ADW_TYPE_PREFERENCES_ROW);
}

char *
people_test_dup_text (PeopleTest *fixture, gint64 id, const char *key)
{
  g_autoptr (AtlasRecord) record = atlas_register_load (fixture->records, &atlas_kind_member, id, NULL);

  g_assert_nonnull (record);
  return g_strdup (atlas_record_get_text (record, key));
}

GtkWidget *
people_test_find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }
  return NULL;
}
