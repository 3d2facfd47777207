/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "editor-test-support.h"

#include "atlas-estimates-dialog.h"
#include "atlas-measure.h"
#include "atlas-region.h"

typedef struct
{
  AtlasSession *session;
  AtlasRegister *records;
  GtkWidget *dialog;
  guint n_wanted;
} Test;

static void
on_failed (AtlasSession *session, const char *title, GError *error)
{
  g_error ("%s: %s", title, error->message);
}

static void
set_up (Test *test, gconstpointer data)
{
  test->session = app_test_session_new (0);
  test->records = atlas_session_get_register (test->session);
  g_signal_connect (test->session, "failed", G_CALLBACK (on_failed), NULL);
  test->dialog = atlas_estimates_dialog_new (test->session);
  gtk_window_present (GTK_WINDOW (test->dialog));
  app_test_run (100);
}

static void
tear_down (Test *test, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (test->dialog));
  atlas_session_close (test->session);
  g_object_unref (test->session);
  app_test_run (0);
}

static GtkWidget *
find (Test *test, GType type, const char *name)
{
  GtkWidget *widget = app_test_find (test->dialog, type, name);

  g_assert_nonnull (widget);
  return widget;
}

static gboolean
has_wanted (gpointer data)
{
  Test *test = data;
  GtkListView *list = GTK_LIST_VIEW (find (test, GTK_TYPE_LIST_VIEW, "view"));

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list))) == test->n_wanted;
}

static void
wait_for_rows (Test *test, guint n)
{
  test->n_wanted = n;
  app_test_wait (has_wanted, test);
  app_test_run (50);
}

static void
type_into (Test *test, const char *title, const char *text)
{
  GtkWidget *row = editor_test_find_row_in (test->dialog, title);

  g_assert_nonnull (row);
  app_test_type (GTK_IS_EDITABLE (row) ? row : app_test_find (row, GTK_TYPE_EDITABLE, NULL), text);
}

static void
choose (Test *test, const char *title, const AtlasVocabulary *vocabulary, const char *key)
{
  GtkWidget *row = editor_test_find_row_in (test->dialog, title);
  GtkWidget *editable = app_test_find (row, GTK_TYPE_EDITABLE, NULL);
  const char *label = atlas_vocabulary_label_for (vocabulary, key);

  if (editable != NULL)
    app_test_type (editable, label);
  else
    {
      GListModel *model = adw_combo_row_get_model (ADW_COMBO_ROW (row));
      guint n = g_list_model_get_n_items (model);

      for (guint i = 0; i < n; i++)
        {
          g_autoptr (GtkStringObject) item = g_list_model_get_item (model, i);

          if (g_str_equal (gtk_string_object_get_string (item), label))
            {
              adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
              return;
            }
        }
      g_assert_not_reached ();
    }
}

static void
fill (Test *test, const char *total)
{
  choose (test, "Country", &atlas_vocabulary_country, "US");
  type_into (test, "Province or state", "US-ME");
  type_into (test, "Year", "2025");
  type_into (test, "Source", "Maine association");
  choose (test, "Who is counted", &atlas_vocabulary_estimate_definition, "community");
  type_into (test, "Total", total);
}

/* What an estimate of one's own is for: the map then knows how many are reached in Maine. */
static void
assert_not_reached (Test *test, double expected)
{
  g_autoptr (AtlasMeasure) measure = atlas_measure_parse ("not-reached", NULL);
  g_autoptr (AtlasQuery) all = atlas_query_parse (&atlas_kind_member, NULL, NULL);
  g_autoptr (AtlasPointSet) set = atlas_register_match (test->records, all, NULL, NULL);
  g_autoptr (AtlasMeasured) measured =
    atlas_register_measure (test->records, measure, set, ATLAS_AREAS_REGIONS, NULL, NULL);

  g_assert_nonnull (measured);
  g_assert_cmpfloat (atlas_measured_find (measured, atlas_region_find ("US-ME", -1))->value, ==, expected);
}

static void
test_add_and_undo (Test *test, gconstpointer data)
{
  GtkStack *faces = GTK_STACK (find (test, GTK_TYPE_STACK, "faces"));
  const char *reference = gtk_label_get_text (GTK_LABEL (find (test, GTK_TYPE_LABEL, "reference")));

  /* What is told is told here alone, and not once more by the window behind. */
  g_assert_true (atlas_session_is_teller (test->session, test->dialog));
  g_assert_false (atlas_session_is_teller (test->session, test));
  wait_for_rows (test, 0);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (faces), ==, "nothing");
  g_assert_nonnull (strstr (reference, "Statistics Canada"));
  g_assert_nonnull (strstr (reference, "American Community Survey"));
  app_test_picture (test->dialog, "estimates-none");

  app_test_click (app_test_find_button (test->dialog, "estimates.new"));
  app_test_run (50);
  fill (test, "1200");
  app_test_run (50);
  app_test_picture (test->dialog, "estimates-new");
  gtk_widget_activate_action (find (test, ATLAS_TYPE_RECORD_EDITOR, NULL), "editor.save", NULL);
  wait_for_rows (test, 1);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (faces), ==, "records");
  g_assert_nonnull (app_test_find_label (test->dialog, "Maine"));
  g_assert_nonnull (app_test_find_label (test->dialog, "1,200"));
  g_assert_nonnull (app_test_find_label (test->dialog, "Maine association 2025"));
  assert_not_reached (test, 1200);
  app_test_picture (test->dialog, "estimates-one");

  gtk_widget_activate_action (find (test, ATLAS_TYPE_RECORD_EDITOR, NULL), "record.delete", NULL);
  wait_for_rows (test, 0);
  gtk_widget_activate_action (test->dialog, "estimates.undo", NULL);
  wait_for_rows (test, 1);
  assert_not_reached (test, 1200);
}

/* More women than people: it is not saved, the field says why, and the window does not close over it. */
static void
test_refused (Test *test, gconstpointer data)
{
  GtkWidget *message;

  wait_for_rows (test, 0);
  gtk_widget_activate_action (test->dialog, "estimates.new", NULL);
  app_test_run (50);
  fill (test, "10");
  type_into (test, "Women", "11");
  app_test_run (50);
  message = editor_test_find_message (editor_test_find_row_in (test->dialog, "Total"), "");
  g_assert_nonnull (message);
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (message)), "women and men together"));
  gtk_window_close (GTK_WINDOW (test->dialog));
  app_test_run (100);
  g_assert_true (gtk_widget_get_visible (test->dialog));
  wait_for_rows (test, 0);
}

/* The numbers that come with the program can be read. */
static void
test_reference (Test *self, gconstpointer data)
{
  GtkWidget *numbers = app_test_find (self->dialog, GTK_TYPE_MENU_BUTTON, "numbers");
  GtkWidget *grid = app_test_find (self->dialog, GTK_TYPE_GRID, "grid");

  g_assert_true (gtk_widget_get_visible (numbers));
  g_assert_nonnull (app_test_find_label (grid, "6,105"));
  g_assert_nonnull (app_test_find_label (grid, "Ontario"));
  g_assert_nonnull (app_test_find_label (grid, "1,655"));
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add ("/estimates-dialog/add-and-undo", Test, NULL, set_up, test_add_and_undo, tear_down);
  g_test_add ("/estimates-dialog/reference", Test, NULL, set_up, test_reference, tear_down);
  g_test_add ("/estimates-dialog/refused", Test, NULL, set_up, test_refused, tear_down);
  return g_test_run ();
}
