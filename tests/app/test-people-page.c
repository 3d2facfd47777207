/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "people-test-support.h"

#include <string.h>

#include "atlas-config.h"

static void
test_select (void)
{
  PeopleTest fixture;
  gint64 id;
  guint position;

  people_test_set_up (&fixture, 300, 1200, 700);
  g_assert_cmpstr (people_test_visible_face (&fixture, "list_stack"), ==, "list");
  g_assert_cmpstr (people_test_visible_face (&fixture, "editor_stack"), ==, "none");
  app_test_picture (GTK_WIDGET (fixture.page), "people-none");

  people_test_select_only (&fixture, 3);
  g_assert_cmpint (people_test_shown_id (&fixture), ==, people_test_id_at (&fixture, 3));
  g_assert_cmpstr (people_test_visible_face (&fixture, "editor_stack"), ==, "editor");
  people_test_settle (&fixture);
  app_test_picture (GTK_WIDGET (fixture.page), "people-one");

  gtk_selection_model_select_range (GTK_SELECTION_MODEL (fixture.selection), 5, 3, FALSE);
  g_assert_cmpstr (people_test_visible_face (&fixture, "editor_stack"), ==, "many");
  app_test_picture (GTK_WIDGET (fixture.page), "people-many");
  g_assert_cmpint (people_test_shown_id (&fixture), ==, -1);

  /* From elsewhere, as the map does. */
  id = people_test_id_at (&fixture, 250);
  atlas_page_show_record (fixture.page, id);
  people_test_settle (&fixture);
  g_assert_cmpint (people_test_shown_id (&fixture), ==, id);
  g_assert_cmpuint (people_test_count_selected (&fixture), ==, 1);
  g_assert_true (people_test_is_selected (&fixture, 250));
  app_test_picture (GTK_WIDGET (fixture.page), "people-shown");
  g_assert_true (atlas_record_list_find (fixture.list, id, &position));
  g_assert_cmpuint (position, ==, 250);
  people_test_tear_down (&fixture);
}

/* Clicks on a heading, as GtkColumnView does it. */
static void
sort_by (PeopleTest *fixture, const char *key, GtkSortType order)
{
  GListModel *columns = gtk_column_view_get_columns (fixture->view);
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_member, key, -1);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_str_equal (gtk_column_view_column_get_title (column), atlas_field_get_label (field)))
        gtk_column_view_sort_by_column (fixture->view, column, order);
    }
}

static void
test_sort (void)
{
  PeopleTest fixture;
  g_autoptr (GSettings) settings = g_settings_new (ATLAS_APP_ID);
  g_autofree char *sort = NULL;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  gint64 id;
  guint position;

  people_test_set_up (&fixture, 300, 1200, 700);
  g_assert_null (atlas_record_list_get_sort (fixture.list)); /* by name */
  people_test_select_only (&fixture, 7);
  id = people_test_id_at (&fixture, 7);

  sort_by (&fixture, "address.city", GTK_SORT_DESCENDING);
  people_test_settle (&fixture);
  g_assert_cmpstr (atlas_record_list_get_sort (fixture.list), ==, "-address.city");
  sort = g_settings_get_string (settings, "people-sort");
  g_assert_cmpstr (sort, ==, "-address.city");
  first = people_test_dup_text (&fixture, people_test_id_at (&fixture, 0), "address.city");
  last = people_test_dup_text (&fixture, people_test_id_at (&fixture, 250), "address.city");
  g_assert_cmpstr (first, >, last);

  /* Who was selected is still, wherever they are now. */
  g_assert_true (atlas_record_list_find (fixture.list, id, &position));
  g_assert_cmpuint (people_test_count_selected (&fixture), ==, 1);
  g_assert_true (people_test_is_selected (&fixture, position));
  g_assert_cmpint (people_test_shown_id (&fixture), ==, id);

  sort_by (&fixture, "address.city", GTK_SORT_ASCENDING);
  people_test_settle (&fixture);
  g_assert_cmpstr (atlas_record_list_get_sort (fixture.list), ==, "address.city");
  sort_by (&fixture, "family_name", GTK_SORT_ASCENDING);
  people_test_settle (&fixture);
  g_assert_null (atlas_record_list_get_sort (fixture.list));
  g_assert_true (people_test_is_selected (&fixture, 7));
  people_test_tear_down (&fixture);
}

static void
test_columns (void)
{
  PeopleTest fixture;
  g_autoptr (GSettings) settings = g_settings_new (ATLAS_APP_ID);
  g_auto (GStrv) keys = NULL;
  GtkWidget *button, *popover, *check;

  people_test_set_up (&fixture, 20, 1200, 700);
  button = app_test_find (GTK_WIDGET (fixture.page), GTK_TYPE_MENU_BUTTON, "columns_button");
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  app_test_run (50);
  check = app_test_find (popover, GTK_TYPE_CHECK_BUTTON, "emails");
  g_assert_nonnull (check);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  check = app_test_find (popover, GTK_TYPE_CHECK_BUTTON, "address.city");
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  app_test_run (50);
  app_test_picture (popover, "people-columns");
  keys = g_settings_get_strv (settings, "people-columns");
  g_assert_false (g_strv_contains ((const char *const *) keys, "address.city"));
  g_assert_true (g_strv_contains ((const char *const *) keys, "emails"));
  g_assert_cmpuint (g_list_model_get_n_items (gtk_column_view_get_columns (fixture.view)), ==,
                    g_strv_length (keys));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  people_test_tear_down (&fixture);
}

static void
test_edit (void)
{
  PeopleTest fixture;
  g_autofree char *notes = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 id;

  people_test_set_up (&fixture, 100, 1200, 700);
  people_test_select_only (&fixture, 10);
  id = people_test_id_at (&fixture, 10);
  before = people_test_dup_text (&fixture, id, "other_names");

  /* Going to another row saves what was typed. */
  app_test_type (people_test_find_row (&fixture, "Other names"), "Kamanzi");
  g_assert_true (atlas_record_editor_is_changed (fixture.editor));
  app_test_picture (GTK_WIDGET (fixture.page), "people-edited");
  people_test_select_only (&fixture, 20);
  g_assert_cmpint (people_test_shown_id (&fixture), ==, people_test_id_at (&fixture, 20));
  people_test_settle (&fixture);
  notes = people_test_dup_text (&fixture, id, "other_names");
  g_assert_cmpstr (notes, ==, "Kamanzi");
  g_assert_nonnull (strstr (fixture.told, "Saved"));
  g_assert_true (people_test_is_selected (&fixture, 20));
  g_assert_cmpuint (people_test_count_selected (&fixture), ==, 1);

  /* And is undone like anything else, in an open form too. */
  people_test_select_only (&fixture, 10);
  atlas_session_undo (fixture.session, FALSE);
  people_test_settle (&fixture);
  after = people_test_dup_text (&fixture, id, "other_names");
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (people_test_find_row (&fixture, "Other names"))), ==,
                   before ? before : "");
  people_test_tear_down (&fixture);
}

static void
test_invalid (void)
{
  PeopleTest fixture;
  gint64 id;
  GtkWidget *dialog;
  g_autoptr (AtlasRecord) record = NULL;

  people_test_set_up (&fixture, 100, 1200, 700);
  people_test_select_only (&fixture, 10);
  id = people_test_id_at (&fixture, 10);
  app_test_type (people_test_find_row (&fixture, "Year of birth"), "next year");
  g_assert_false (atlas_record_editor_is_valid (fixture.editor));
  app_test_picture (GTK_WIDGET (fixture.page), "people-invalid");

  /* Nobody is lost: the row stays, and one is asked. */
  people_test_select_only (&fixture, 20);
  g_assert_cmpint (people_test_shown_id (&fixture), ==, id);
  g_assert_true (people_test_is_selected (&fixture, 10));
  dialog = people_test_find_dialog ();
  g_assert_nonnull (dialog);
  app_test_run (300);
  app_test_picture (dialog, "people-discard");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_cmpint (people_test_shown_id (&fixture), ==, id);
  g_assert_true (atlas_record_editor_is_changed (fixture.editor));

  g_assert_false (atlas_page_leave (fixture.page));
  dialog = people_test_find_dialog ();
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  gtk_window_destroy (GTK_WINDOW (dialog));

  people_test_select_only (&fixture, 20);
  dialog = people_test_find_dialog ();
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "discard");
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_cmpint (people_test_shown_id (&fixture), ==, people_test_id_at (&fixture, 20));
  g_assert_true (people_test_is_selected (&fixture, 20));
  g_assert_true (atlas_page_leave (fixture.page));
  people_test_tear_down (&fixture);
}

static void
test_new (void)
{
  PeopleTest fixture;
  g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *city = NULL;
  guint position;
  gint64 id;

  people_test_set_up (&fixture, 100, 1200, 700);
  people_test_select_only (&fixture, 10);
  g_hash_table_insert (fields, (gpointer) "address.city", (gpointer) "Toronto");
  atlas_page_new_record (fixture.page, fields);
  g_assert_cmpint (people_test_shown_id (&fixture), ==, 0);
  g_assert_cmpuint (people_test_count_selected (&fixture), ==, 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (people_test_find_row (&fixture, "City"))), ==,
                   "Toronto");
  app_test_picture (GTK_WIDGET (fixture.page), "people-new");

  /* Nobody has typed anything: nothing is asked. */
  g_assert_false (atlas_record_editor_is_changed (fixture.editor));
  g_assert_true (atlas_page_leave (fixture.page));

  /* What must be filled says so before anybody saves, until it is. */
  {
    GtkWidget *given = people_test_find_row (&fixture, "Given name");
    GtkWidget *need = app_test_find (given, GTK_TYPE_LABEL, "need");

    g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (need)), ==, "required, or Family name");
    g_assert_true (gtk_widget_get_visible (need));
    app_test_type (given, "Z");
    g_assert_false (gtk_widget_get_visible (need));
    app_test_type (given, "");
    g_assert_true (gtk_widget_get_visible (need));
    g_assert_null (app_test_find (people_test_find_row (&fixture, "Other names"), GTK_TYPE_LABEL, "need"));
  }

  /* Without a name it is nobody. */
  app_test_type (people_test_find_row (&fixture, "Other names"), "Zuzu");
  people_test_act (&fixture, "people.save");
  g_assert_true (atlas_record_editor_is_changed (fixture.editor));
  g_assert_false (atlas_record_editor_is_valid (fixture.editor));
  app_test_type (people_test_find_row (&fixture, "Given name"), "Zuba");
  app_test_type (people_test_find_row (&fixture, "Family name"), "Zzimana");
  people_test_act (&fixture, "people.save");
  people_test_settle (&fixture);
  people_test_settle (&fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.list)), ==, 101);
  id = people_test_shown_id (&fixture);
  g_assert_cmpint (id, >, 0);
  g_assert_true (atlas_record_list_find (fixture.list, id, &position));
  g_assert_true (people_test_is_selected (&fixture, position));
  g_assert_cmpuint (people_test_count_selected (&fixture), ==, 1);
  g_assert_cmpstr (fixture.told, ==, "Added Zuba Zzimana");
  city = people_test_dup_text (&fixture, id, "address.city");
  g_assert_cmpstr (city, ==, "Toronto");

  /* Undone, they are gone from list and form. */
  atlas_session_undo (fixture.session, FALSE);
  people_test_settle (&fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.list)), ==, 100);
  g_assert_cmpint (people_test_shown_id (&fixture), ==, -1);
  people_test_tear_down (&fixture);
}

static void
test_duplicate (void)
{
  PeopleTest fixture;
  g_autoptr (AtlasRecord) original = NULL;
  g_autoptr (AtlasRecord) copy = NULL;

  people_test_set_up (&fixture, 0, 1200, 700);
  original = atlas_record_new (&atlas_kind_member);
  atlas_record_set_text (original, "given_name", "Ada");
  atlas_record_set_text (original, "address.city", "Ottawa");
  g_assert_true (atlas_record_set_from_text (original, "consents", "contact:any:given:2025-01-01", NULL));
  g_assert_cmpint (atlas_register_save (fixture.records, original, NULL), >, 0);
  people_test_settle (&fixture);
  people_test_select_only (&fixture, 0);
  people_test_act (&fixture, "people.duplicate");
  g_assert_cmpint (people_test_shown_id (&fixture), ==, 0);
  g_assert_true (atlas_record_editor_is_changed (fixture.editor));
  app_test_type (people_test_find_row (&fixture, "Given name"), "Bea");
  people_test_act (&fixture, "people.save");
  people_test_settle (&fixture);
  people_test_settle (&fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.list)), ==, 2);
  copy = atlas_register_load (fixture.records, &atlas_kind_member, people_test_shown_id (&fixture), NULL);
  g_assert_cmpstr (atlas_record_get_text (copy, "given_name"), ==, "Bea");
  g_assert_cmpstr (atlas_record_get_text (copy, "address.city"), ==, "Ottawa");
  g_assert_false (atlas_uuid_equal (atlas_record_get_uuid (copy), atlas_record_get_uuid (original)));

  /* What Ada agreed to Bea did not. */
  g_assert_null (atlas_record_get_text (copy, "consents"));
  people_test_tear_down (&fixture);
}

/* The rows go at once, before the words come. */
static gboolean
has_told_of_three (gpointer data)
{
  const PeopleTest *fixture = data;

  return g_strcmp0 (fixture->told, "Deleted 3 people") == 0;
}

static gboolean
has_told_of_deleting (gpointer data)
{
  const PeopleTest *fixture = data;

  return fixture->told != NULL && g_str_has_prefix (fixture->told, "Deleted ");
}

static void
test_delete (void)
{
  PeopleTest fixture;
  gint64 next;

  people_test_set_up (&fixture, 100, 1200, 700);
  people_test_select_only (&fixture, 10);
  next = people_test_id_at (&fixture, 11);
  people_test_act (&fixture, "people.delete");
  app_test_wait (has_told_of_deleting, &fixture);
  people_test_settle (&fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.list)), ==, 99);

  /* Whoever takes the place is selected, as when one works down a list. */
  g_assert_true (people_test_is_selected (&fixture, 10));
  g_assert_cmpint (people_test_shown_id (&fixture), ==, next);

  gtk_selection_model_select_range (GTK_SELECTION_MODEL (fixture.selection), 0, 3, TRUE);
  people_test_act (&fixture, "people.delete");
  app_test_wait (has_told_of_three, &fixture);
  people_test_settle (&fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.list)), ==, 96);
  atlas_session_undo (fixture.session, FALSE);
  people_test_settle (&fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.list)), ==, 99);
  atlas_session_undo (fixture.session, FALSE);
  people_test_settle (&fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.list)), ==, 100);
  atlas_session_undo (fixture.session, TRUE);
  people_test_settle (&fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.list)), ==, 99);
  people_test_tear_down (&fixture);
}

static void
test_filter (void)
{
  PeopleTest fixture;
  AtlasFilter *filter;
  gint64 id;

  people_test_set_up (&fixture, 300, 1200, 700);
  filter = atlas_session_get_filter (fixture.session, &atlas_kind_member);
  people_test_select_only (&fixture, 100);
  id = people_test_shown_id (&fixture);
  atlas_filter_set_text (filter, "zzzz");
  people_test_settle (&fixture);
  g_assert_cmpstr (people_test_visible_face (&fixture, "list_stack"), ==, "nothing");
  app_test_picture (GTK_WIDGET (fixture.page), "people-nothing");
  people_test_click (&fixture, "people.clear-search");
  people_test_settle (&fixture);
  g_assert_cmpstr (people_test_visible_face (&fixture, "list_stack"), ==, "list");
  g_assert_cmpstr (atlas_filter_get_text (filter), ==, "");

  /* Who was selected before is again. */
  g_assert_cmpint (people_test_shown_id (&fixture), ==, id);
  g_assert_true (people_test_is_selected (&fixture, 100));
  people_test_tear_down (&fixture);
}

static void
test_empty (void)
{
  PeopleTest fixture;

  people_test_set_up (&fixture, 0, 1000, 700);
  g_assert_cmpstr (people_test_visible_face (&fixture, "list_stack"), ==, "empty");
  g_assert_nonnull (app_test_find_button (GTK_WIDGET (fixture.page), "win.import"));
  app_test_picture (GTK_WIDGET (fixture.page), "people-empty");
  people_test_click (&fixture, "people.new");
  people_test_settle (&fixture);
  g_assert_cmpint (people_test_shown_id (&fixture), ==, 0);
  app_test_picture (GTK_WIDGET (fixture.page), "people-empty-new");
  people_test_tear_down (&fixture);
}

static void
test_narrow (void)
{
  PeopleTest fixture;
  GtkWidget *list, *editor;

  people_test_set_up (&fixture, 50, 360, 640);
  list = app_test_find (GTK_WIDGET (fixture.page), GTK_TYPE_BOX, "list_pane");
  editor = app_test_find (GTK_WIDGET (fixture.page), GTK_TYPE_BOX, "editor_pane");
  g_assert_true (gtk_widget_get_mapped (list));
  g_assert_false (gtk_widget_get_mapped (editor));
  app_test_picture (GTK_WIDGET (fixture.page), "people-narrow-list");
  people_test_select_only (&fixture, 3);
  g_signal_emit_by_name (fixture.view, "activate", 3);
  people_test_settle (&fixture);
  g_assert_false (gtk_widget_get_mapped (list));
  g_assert_true (gtk_widget_get_mapped (editor));
  app_test_picture (GTK_WIDGET (fixture.page), "people-narrow-editor");
  people_test_click (&fixture, "people.back");
  people_test_settle (&fixture);
  g_assert_true (gtk_widget_get_mapped (list));
  g_assert_true (people_test_is_selected (&fixture, 3));
  people_test_tear_down (&fixture);
}

static gboolean
shows_text (GtkWidget *root, const char *text)
{
  if (GTK_IS_INSCRIPTION (root) && g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (root)), text) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows_text (child, text))
      return TRUE;
  return FALSE;
}

/* Names are other people's words: shown as they are, in one line. */
static void
test_names (void)
{
  static const struct
  {
    const char *name, *shown;
  } names[] = {
    { "<b>Bold</b> & <span size='xx-large'>Co", "<b>Bold</b> & <span size='xx-large'>Co" },
    { "محمد بن عبد الله", "محمد بن عبد الله" },
    { "Two\nLines\tand a tab", "Two Lines and a tab" },
    { "\u202eRight to left override", "\u202eRight to left override" },
    { "Zoë 👩🏿‍⚕️ 王小明", "Zoë 👩🏿‍⚕️ 王小明" },
    { "\x01\x1b[31mEscape", "\x01\x1b[31mEscape" },
  };
  PeopleTest fixture;
  g_autofree char *long_name = g_strnfill (1000, 'W');

  people_test_set_up (&fixture, 0, 800, 500);
  for (guint i = 0; i <= G_N_ELEMENTS (names); i++)
    {
      g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_member);
      g_autoptr (GError) error = NULL;

      atlas_record_set_text (record, "family_name", i < G_N_ELEMENTS (names) ? names[i].name : long_name);
      atlas_record_set_text (record, "given_name", i < G_N_ELEMENTS (names) ? names[i].name : long_name);
      atlas_register_save (fixture.records, record, &error);
      g_assert_no_error (error);
    }
  people_test_settle (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_true (shows_text (GTK_WIDGET (fixture.view), names[i].shown));
  for (guint i = 0; i <= G_N_ELEMENTS (names); i++)
    {
      people_test_select_only (&fixture, i);
      people_test_settle (&fixture);
    }
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture.page)), ==, 800);
  app_test_picture (GTK_WIDGET (fixture.page), "people-names");
  people_test_tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/people-page/select", test_select);
  g_test_add_func ("/people-page/sort", test_sort);
  g_test_add_func ("/people-page/columns", test_columns);
  g_test_add_func ("/people-page/edit", test_edit);
  g_test_add_func ("/people-page/invalid", test_invalid);
  g_test_add_func ("/people-page/new", test_new);
  g_test_add_func ("/people-page/duplicate", test_duplicate);
  g_test_add_func ("/people-page/delete", test_delete);
  g_test_add_func ("/people-page/filter", test_filter);
  g_test_add_func ("/people-page/empty", test_empty);
  g_test_add_func ("/people-page/narrow", test_narrow);
  g_test_add_func ("/people-page/names", test_names);
  return g_test_run ();
}
