/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "people-test-support.h"

#include "atlas-events-page.h"
#include "atlas-organisations-page.h"
#include "atlas-pair-view.h"
#include "atlas-window.h"

static gboolean
window_is_settled (gpointer window)
{
  return atlas_window_is_settled (window);
}

static void
settle_window (AtlasWindow *window)
{
  app_test_run (80);
  app_test_wait (window_is_settled, window);
  app_test_run (80);
}

/* In the window: undo takes back typing where one types, and what was done where one does not. */
static void
test_window (void)
{
  g_autoptr (AtlasRegister) records = app_test_register_new (50);
  g_autofree char *path = g_strdup (atlas_register_get_path (records));
  AtlasWindow *window = atlas_window_new (NULL);
  PeopleTest fixture = { 0 };
  AtlasPairView *pair;
  AtlasMergeDraft *draft;
  GtkWidget *row, *dialog;
  g_autofree char *saved = NULL;
  g_autofree char *undone = NULL;
  gint64 id;

  people_test_reset_settings ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 700);
  gtk_window_present (GTK_WINDOW (window));
  atlas_window_show_page (window, "people");
  atlas_window_open (window, path);
  settle_window (window);
  fixture.session = atlas_window_get_session (window);
  fixture.records = atlas_session_get_register (fixture.session);
  fixture.page = ATLAS_PAGE (app_test_find (GTK_WIDGET (window), ATLAS_TYPE_PEOPLE_PAGE, NULL));
  people_test_find_widgets (&fixture);

  people_test_select_only (&fixture, 5);
  id = people_test_shown_id (&fixture);
  row = people_test_find_row (&fixture, "Other names");
  app_test_type (row, "Saved");
  people_test_act (&fixture, "people.save");
  settle_window (window);
  app_test_picture (GTK_WIDGET (window), "people-window");
  gtk_widget_grab_focus (row);
  gtk_editable_set_position (GTK_EDITABLE (row), -1);
  /* As the keyboard does; what a program inserts can't be undone in newer GTK. */
  g_signal_emit_by_name (gtk_window_get_focus (GTK_WINDOW (window)), "insert-at-cursor", " half");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Saved half");
  g_assert_true (atlas_record_editor_is_changed (fixture.editor));
  people_test_act (&fixture, "win.undo");
  settle_window (window);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Saved");
  g_assert_false (atlas_record_editor_is_changed (fixture.editor));
  saved = people_test_dup_text (&fixture, id, "other_names");
  g_assert_cmpstr (saved, ==, "Saved");

  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  people_test_act (&fixture, "win.undo");
  settle_window (window);
  undone = people_test_dup_text (&fixture, id, "other_names");
  g_assert_cmpstr (undone, !=, "Saved");

  /* Another page: what is typed is saved, and what can't be is asked about. */
  app_test_type (row, "On the way out");
  atlas_window_show_page (window, "events");
  settle_window (window);
  g_free (saved);
  saved = people_test_dup_text (&fixture, id, "other_names");
  g_assert_cmpstr (saved, ==, "On the way out");
  atlas_window_show_page (window, "people");
  settle_window (window);
  app_test_type (people_test_find_row (&fixture, "Year of birth"), "never");
  atlas_window_show_page (window, "events");
  settle_window (window);
  dialog = people_test_find_dialog ();
  g_assert_nonnull (dialog);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  gtk_window_destroy (GTK_WINDOW (dialog));
  settle_window (window);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fixture.page)));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (people_test_find_row (&fixture, "Year of birth"))),
                   ==, "never");
  atlas_record_editor_revert (fixture.editor);

  /* Two people beside each other. */
  people_test_select_only (&fixture, 3);
  id = people_test_shown_id (&fixture);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (fixture.selection), 7, FALSE);
  people_test_act (&fixture, "people.compare");
  settle_window (window);
  pair = ATLAS_PAIR_VIEW (app_test_find (GTK_WIDGET (window), ATLAS_TYPE_PAIR_VIEW, NULL));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (pair)));
  draft = atlas_pair_view_get_draft (pair);
  g_assert_nonnull (draft);
  g_assert_true (atlas_record_get_id (atlas_merge_draft_get_left (draft)) == id ||
                 atlas_record_get_id (atlas_merge_draft_get_right (draft)) == id);
  app_test_picture (GTK_WIDGET (window), "people-compared");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Row widgets that have a height, each with the record that the list names there; those in sight with its
 * name. */
static void
assert_rows_shown (PeopleTest *fixture)
{
  GtkWidget *list = app_test_find (GTK_WIDGET (fixture->view), GTK_TYPE_LIST_VIEW, NULL);
  guint n = 0, n_listed;
  const gint64 *ids = atlas_record_list_get_ids (fixture->list, &n_listed);

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *cell = app_test_find (row, GTK_TYPE_INSCRIPTION, NULL);
      graphene_rect_t bounds;
      int height;

      gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
      if (height == 0)
        continue;
      g_assert_cmpuint (n, <, n_listed);
      if (gtk_widget_get_child_visible (row) && gtk_widget_compute_bounds (row, list, &bounds) &&
          bounds.size.height > 0 && bounds.origin.y >= 0 &&
          bounds.origin.y < (float) gtk_widget_get_height (list))
        {
          g_autofree char *name = people_test_dup_text (fixture, ids[n], "family_name");

          g_assert_cmpstr (gtk_inscription_get_text (GTK_INSCRIPTION (cell)), ==, name);
        }
      n++;
    }
  g_assert_cmpuint (n, ==, MIN (n_listed, 205));
}

/* Whatever is typed, the list is what was found; and its rows are those that were there. */
static void
test_typing (void)
{
  static const char *const typed[] = { "sex:", "sex:female", "mar", "sex:male", "" };
  PeopleTest fixture;
  AtlasFilter *filter;
  GtkWidget *list, *first, *last;
  gint64 id;
  guint position, n;

  people_test_set_up (&fixture, 600, 1200, 700);
  filter = atlas_session_get_filter (fixture.session, &atlas_kind_member);
  list = app_test_find (GTK_WIDGET (fixture.view), GTK_TYPE_LIST_VIEW, NULL);
  first = gtk_widget_get_first_child (list);
  last = gtk_widget_get_last_child (list);
  assert_rows_shown (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      atlas_filter_set_text (filter, typed[i]);
      people_test_settle (&fixture);
      if (people_test_visible_face (&fixture, "list_stack")[0] == 'l')
        assert_rows_shown (&fixture);
    }
  g_assert_true (gtk_widget_get_first_child (list) == first);
  g_assert_true (gtk_widget_get_last_child (list) == last);
  atlas_record_list_get_ids (fixture.list, &n);
  g_assert_cmpuint (n, ==, 600);

  /* Who is selected stays it, wherever they come to stand. */
  people_test_select_only (&fixture, 500);
  id = people_test_id_at (&fixture, 500);
  atlas_filter_set_text (filter, "mar");
  people_test_settle (&fixture);
  g_assert_cmpuint (people_test_count_selected (&fixture), ==,
                    atlas_record_list_find (fixture.list, id, NULL));
  atlas_filter_set_text (filter, "");
  people_test_settle (&fixture);
  g_assert_true (atlas_record_list_find (fixture.list, id, &position));
  g_assert_cmpuint (position, ==, 500);
  g_assert_true (people_test_is_selected (&fixture, 500));
  g_assert_cmpuint (people_test_count_selected (&fixture), ==, 1);

  /* Rows that are kept for later can't be reached. */
  atlas_filter_set_text (filter, "mar");
  people_test_settle (&fixture);
  atlas_record_list_get_ids (fixture.list, &n);
  g_assert_cmpuint (n, <, 200);
  g_assert_cmpuint (n, <, g_list_model_get_n_items (G_LIST_MODEL (fixture.rows)));
  app_test_picture (GTK_WIDGET (fixture.page), "people-few");
  people_test_select_only (&fixture, n + 3);
  g_assert_cmpuint (people_test_count_selected (&fixture), ==, 1);
  g_assert_cmpint (people_test_shown_id (&fixture), ==, people_test_id_at (&fixture, n - 1));
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (fixture.selection));
  g_assert_cmpuint (people_test_count_selected (&fixture), ==, n);

  /* One leaves, as by a deletion. */
  people_test_select_only (&fixture, 1);
  id = people_test_id_at (&fixture, 2);
  people_test_act (&fixture, "people.delete");
  people_test_settle (&fixture);
  g_assert_cmpint (people_test_id_at (&fixture, 1), ==, id);
  g_assert_cmpint (people_test_shown_id (&fixture), ==, id);
  assert_rows_shown (&fixture);
  people_test_tear_down (&fixture);
}

/* All are asked for before there are rows for all. */
static void
test_all_at_once (void)
{
  PeopleTest fixture;
  AtlasFilter *filter;

  people_test_set_up (&fixture, 600, 1200, 700);
  filter = atlas_session_get_filter (fixture.session, &atlas_kind_member);
  atlas_filter_set_text (filter, "no such name");
  people_test_settle (&fixture);
  g_assert_cmpstr (people_test_visible_face (&fixture, "list_stack"), ==, "nothing");
  atlas_filter_set_text (filter, "");
  people_test_settle (&fixture);
  assert_rows_shown (&fixture);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (fixture.selection));
  g_assert_cmpuint (people_test_count_selected (&fixture), ==, 600);
  people_test_tear_down (&fixture);
}

/* Rows of @list that lie in what is seen of it. */
static guint
count_rows_in_sight (GtkWidget *list)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      graphene_rect_t bounds;

      if (gtk_widget_get_child_visible (row) && gtk_widget_compute_bounds (row, list, &bounds) &&
          bounds.origin.y + bounds.size.height > 0 && bounds.origin.y < (float) gtk_widget_get_height (list))
        n++;
    }
  return n;
}

static void
assert_in_sight (GtkWidget *list, const char *label)
{
  GtkWidget *found = app_test_find_label (list, label);
  graphene_rect_t bounds;

  g_assert_nonnull (found);
  g_assert_true (gtk_widget_compute_bounds (found, list, &bounds));
  g_assert_cmpfloat (bounds.origin.y, >, 0);
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <, (float) gtk_widget_get_height (list));
}

/* A record is asked for, as by a click on a dot of the map, on pages that nobody has looked at yet. */
static void
test_first_shown (void)
{
  static const struct
  {
    const AtlasKind *kind;
    GType (*page_type) (void);
    const char *faces, *title;
    gint64 id;
    guint n_rows;
  } cases[] = {
    { &atlas_kind_member, atlas_people_page_get_type, "list_stack", "family_name", 150, 10 },
    { &atlas_kind_event, atlas_events_page_get_type, "list_faces", "title", 12, 5 },
    { &atlas_kind_organisation, atlas_organisations_page_get_type, "list_faces", "name", 5, 3 },
  };
  g_autoptr (AtlasRegister) records = app_test_register_new (300);
  g_autofree char *path = g_strdup (atlas_register_get_path (records));
  AtlasWindow *window = atlas_window_new (NULL);

  people_test_reset_settings ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 700);
  gtk_window_present (GTK_WINDOW (window));
  atlas_window_show_page (window, "to-do");
  atlas_window_open (window, path);
  settle_window (window);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AtlasRecord) record = atlas_register_load (records, cases[i].kind, cases[i].id, NULL);
      g_autofree char *picture = g_strconcat ("first-shown-", cases[i].kind->name, NULL);
      GtkWidget *list;

      gtk_widget_activate_action (GTK_WIDGET (window), "win.show-record", "(sx)", cases[i].kind->name,
                                  cases[i].id);
      settle_window (window);
      app_test_picture (GTK_WIDGET (window), picture);
      list = app_test_find (GTK_WIDGET (window), cases[i].page_type (), NULL);
      list = app_test_find (list, GTK_TYPE_STACK, cases[i].faces);
      list = app_test_find (list, GTK_TYPE_LIST_VIEW, NULL);
      g_assert_cmpuint (count_rows_in_sight (list), >, cases[i].n_rows);
      assert_in_sight (list, atlas_record_get_text (record, cases[i].title));
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_lost_two (gpointer data)
{
  PeopleTest *fixture = data;

  return app_test_find_label (GTK_WIDGET (fixture->page), "3 people selected") == NULL;
}

/* Another program deletes some of those selected, none of whom the search finds: it is not told who. */
static void
test_deleted_elsewhere (void)
{
  PeopleTest fixture;
  g_autoptr (AtlasRegister) other = NULL;
  AtlasFilter *filter;
  gint64 ids[3];

  people_test_set_up (&fixture, 20, 1200, 700);
  filter = atlas_session_get_filter (fixture.session, &atlas_kind_member);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = people_test_id_at (&fixture, i);
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (fixture.selection), 0, 3, TRUE);
  atlas_filter_set_text (filter, "zzzz");
  people_test_settle (&fixture);
  g_assert_false (has_lost_two (&fixture));
  other = atlas_register_open (atlas_register_get_path (fixture.records), 0, NULL);
  g_assert_true (atlas_register_delete (other, &atlas_kind_member, ids, 2, NULL));
  app_test_wait (has_lost_two, &fixture);
  atlas_filter_set_text (filter, "");
  people_test_settle (&fixture);
  g_assert_cmpuint (people_test_count_selected (&fixture), ==, 1);
  g_assert_cmpint (people_test_id_at (&fixture, 0), ==, ids[2]);
  g_assert_true (people_test_is_selected (&fixture, 0));
  people_test_tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/people-window/window", test_window);
  g_test_add_func ("/people-window/typing", test_typing);
  g_test_add_func ("/people-window/all-at-once", test_all_at_once);
  g_test_add_func ("/people-window/first-shown", test_first_shown);
  g_test_add_func ("/people-window/deleted-elsewhere", test_deleted_elsewhere);
  return g_test_run ();
}
