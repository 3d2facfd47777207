/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app-test-support.h"

#include "atlas-people-page.h"
#include "atlas-record-editor.h"
#include "atlas-record-rows.h"

/* Fewer where each takes ten times as long. */
#ifdef __SANITIZE_ADDRESS__
#define N_MEMBERS 40000
#else
#define N_MEMBERS 200000
#endif

/* What GtkListView keeps made up: its least, and some screens. */
#define N_ROWS 300

static gboolean
is_settled (gpointer page)
{
  return atlas_page_is_settled (page);
}

static void
settle (AtlasPage *page)
{
  app_test_run (80);
  app_test_wait (is_settled, page);
  app_test_run (20);
}

/* What is read is what is looked at, however far one jumps and however it is sorted. */
static void
test_reading (void)
{
  g_autoptr (AtlasSession) session = app_test_session_new (N_MEMBERS);
  AtlasPage *page = g_object_new (ATLAS_TYPE_PEOPLE_PAGE, NULL);
  GtkWindow *window = app_test_present (GTK_WIDGET (page), 1200, 700);
  GtkColumnView *view = GTK_COLUMN_VIEW (app_test_find (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW, NULL));
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  GtkSelectionModel *selection = gtk_column_view_get_model (view);
  GListModel *rows = gtk_multi_selection_get_model (GTK_MULTI_SELECTION (selection));
  AtlasRecordList *list = atlas_record_rows_get_list (ATLAS_RECORD_ROWS (rows));
  g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (gtk_column_view_get_columns (view), 2);
  g_autoptr (AtlasRecordItem) item = NULL;
  guint64 before;
  guint position;
  gint64 id;

  atlas_page_set_session (page, session);
  settle (page);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, N_MEMBERS);
  before = atlas_record_list_get_n_read (list);
  g_assert_cmpuint (before, >, 10);
  g_assert_cmpuint (before, <=, N_ROWS);

  for (guint i = 1; i <= 5; i++)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) * i / 6);
      settle (page);
    }
  g_assert_cmpuint (atlas_record_list_get_n_read (list), >, before + 50);
  g_assert_cmpuint (atlas_record_list_get_n_read (list), <=, before + 5 * N_ROWS);
  app_test_picture (GTK_WIDGET (page), "people-large");

  /* Sorted anew, whoever is selected is in sight. */
  item = g_list_model_get_item (G_LIST_MODEL (list), N_MEMBERS / 2);
  id = atlas_record_item_get_id (item);
  gtk_selection_model_select_item (selection, N_MEMBERS / 2, TRUE);
  before = atlas_record_list_get_n_read (list);
  gtk_column_view_sort_by_column (view, column, GTK_SORT_ASCENDING);
  settle (page);
  g_assert_cmpuint (atlas_record_list_get_n_read (list), <=, before + 3 * N_ROWS);
  g_assert_true (atlas_record_list_find (list, id, &position));
  g_assert_true (gtk_selection_model_is_selected (selection, position));
  {
    double row = gtk_adjustment_get_upper (adjustment) / N_MEMBERS;

    g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), <=, row * (position + 1));
    g_assert_cmpfloat (gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment), >=,
                       row * position);
  }
  gtk_window_destroy (window);
}

static guint
count_rows_in_sight (GtkWidget *page)
{
  GtkWidget *list = app_test_find (page, GTK_TYPE_LIST_VIEW, NULL);
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n += gtk_widget_get_mapped (row) && gtk_widget_get_height (row) > 10;
  return n;
}

/* Nobody looks while the person at the very end goes and others are searched for. */
static void
test_behind_the_scenes (void)
{
  g_autoptr (AtlasSession) session = app_test_session_new (3000);
  AtlasPage *page = g_object_new (ATLAS_TYPE_PEOPLE_PAGE, NULL);
  GtkWidget *stack = gtk_stack_new ();
  GtkWindow *window = app_test_present (stack, 1200, 700);
  g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);
  GtkWidget *label;

  gtk_stack_add_named (GTK_STACK (stack), gtk_label_new ("map"), "map");
  gtk_stack_add_named (GTK_STACK (stack), GTK_WIDGET (page), "people");
  atlas_page_set_session (page, session);
  settle (page);
  atlas_page_new_record (page, fields);
  gtk_stack_set_visible_child_name (GTK_STACK (stack), "people");
  settle (page);
  g_assert_cmpuint (count_rows_in_sight (GTK_WIDGET (page)), >, 10);

  /* Without a family name one stands at the end. */
  label =
    app_test_find_label (app_test_find (GTK_WIDGET (page), ATLAS_TYPE_RECORD_EDITOR, NULL), "Given name");
  app_test_type (gtk_widget_get_ancestor (label, ADW_TYPE_PREFERENCES_ROW), "area");
  gtk_widget_activate_action (GTK_WIDGET (page), "people.save", NULL);
  settle (page);
  gtk_stack_set_visible_child_name (GTK_STACK (stack), "map");
  app_test_run (100);
  atlas_session_undo (session, FALSE);
  app_test_run (1000);
  atlas_filter_set_text (atlas_session_get_filter (session, &atlas_kind_member), "region:CA-ON");
  gtk_stack_set_visible_child_name (GTK_STACK (stack), "people");
  settle (page);
  app_test_picture (GTK_WIDGET (page), "people-behind");
  g_assert_cmpuint (count_rows_in_sight (GTK_WIDGET (page)), >, 10);
  g_assert_null (app_test_find_label (GTK_WIDGET (page), "1 person selected"));
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/people-page-large/reading", test_reading);
  g_test_add_func ("/people-page-large/behind-the-scenes", test_behind_the_scenes);
  return g_test_run ();
}
