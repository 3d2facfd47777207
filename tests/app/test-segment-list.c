/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map-page-fixture.h"

#include "atlas-number.h"
#include "atlas-segment-list.h"

/* Saved searches beside the map. */

static GtkWidget *
get_list (MapPageFixture *self)
{
  return app_test_find (self->page, ATLAS_TYPE_SEGMENT_LIST, NULL);
}

static GtkListBoxRow *
get_row (MapPageFixture *self, int index)
{
  return gtk_list_box_get_row_at_index (
    GTK_LIST_BOX (app_test_find (get_list (self), GTK_TYPE_LIST_BOX, "list")), index);
}

static const char *
get_count (MapPageFixture *self, int index)
{
  return gtk_label_get_text (
    GTK_LABEL (app_test_find (GTK_WIDGET (get_row (self, index)), GTK_TYPE_LABEL, "count")));
}

static const char *
get_text (MapPageFixture *self)
{
  return atlas_filter_get_text (atlas_session_get_filter (self->session, &atlas_kind_member));
}

static gboolean
is_done (gpointer data)
{
  return !atlas_segment_list_is_counting (ATLAS_SEGMENT_LIST (get_list (data)));
}

static void
wait_for_counts (MapPageFixture *self)
{
  app_test_run (50);
  app_test_wait (is_done, self);
  map_page_settle (self);
}

static gboolean
has_two_rows (gpointer data)
{
  return get_row (data, 1) != NULL && get_row (data, 2) == NULL && is_done (data);
}

static gboolean
has_one_row (gpointer data)
{
  return get_row (data, 1) == NULL && is_done (data);
}

static void
name_it (MapPageFixture *self, const char *name)
{
  app_test_type (app_test_find (get_list (self), GTK_TYPE_ENTRY, "name"), name);
  app_test_click (app_test_find (get_list (self), GTK_TYPE_BUTTON, "accept"));
}

static void
save_search (MapPageFixture *self, const char *text, const char *name)
{
  map_page_search (self, text);
  app_test_click (app_test_find (get_list (self), GTK_TYPE_BUTTON, "save"));
  name_it (self, name);
  app_test_wait (has_two_rows, self);
}

/* What is searched for is kept under a name, counted, and found again by a click. */
static void
test_save_and_choose (MapPageFixture *self, gconstpointer data)
{
  g_autofree char *expected = NULL;
  GtkWidget *save = app_test_find (get_list (self), GTK_TYPE_BUTTON, "save");

  g_assert_cmpstr (get_count (self, 0), ==, "2,000");
  g_assert_false (gtk_widget_get_sensitive (save));
  save_search (self, "sex:female region:CA-ON", "Women in Ontario");
  wait_for_counts (self);
  expected = g_strdup_printf ("%u", map_page_count (self, "sex:female region:CA-ON"));
  g_assert_cmpstr (get_count (self, 1), ==, expected);
  app_test_picture (self->page, "segments");

  map_page_search (self, "");
  g_assert_true (gtk_list_box_row_is_selected (get_row (self, 0)));
  /* Who passes with the Tab key chooses nothing. */
  gtk_list_box_select_row (GTK_LIST_BOX (gtk_widget_get_parent (GTK_WIDGET (get_row (self, 1)))),
                           get_row (self, 1));
  gtk_widget_grab_focus (GTK_WIDGET (get_row (self, 1)));
  g_assert_true (gtk_list_box_row_is_selected (get_row (self, 1)));
  gtk_widget_grab_focus (GTK_WIDGET (self->map));
  g_assert_true (gtk_list_box_row_is_selected (get_row (self, 0)));
  g_signal_emit_by_name (gtk_widget_get_parent (GTK_WIDGET (get_row (self, 1))), "row-activated",
                         get_row (self, 1));
  map_page_settle (self);
  g_assert_cmpstr (get_text (self), ==, "segment:\"Women in Ontario\"");
  g_assert_true (gtk_list_box_row_is_selected (get_row (self, 1)));
  g_assert_false (gtk_widget_get_sensitive (save));
  g_assert_cmpuint (atlas_point_set_get_total (map_page_get_points (self))->members, ==,
                    map_page_count (self, "sex:female region:CA-ON"));

  g_signal_emit_by_name (gtk_widget_get_parent (GTK_WIDGET (get_row (self, 0))), "row-activated",
                         get_row (self, 0));
  g_assert_cmpstr (get_text (self), ==, "");
}

/* The search that names it goes on meaning it when it changes. */
static void
test_live (MapPageFixture *self, gconstpointer data)
{
  AtlasRegister *records = atlas_session_get_register (self->session);
  g_autoptr (AtlasQuery) all = atlas_query_parse (&atlas_kind_segment, NULL, NULL);
  g_autoptr (GArray) ids = NULL;
  g_autoptr (AtlasRecord) segment = NULL;
  g_autoptr (GError) error = NULL;

  save_search (self, "sex:female", "Them");
  map_page_search (self, "Segment:Them");
  g_assert_cmpuint (atlas_point_set_get_total (map_page_get_points (self))->members, ==,
                    map_page_count (self, "sex:female"));
  ids = atlas_register_list_ids (records, all, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  segment = atlas_register_load (records, &atlas_kind_segment, g_array_index (ids, gint64, 0), &error);
  g_assert_no_error (error);
  atlas_record_set_text (segment, "query", "sex:male");
  g_assert_cmpint (atlas_register_save (records, segment, &error), >, 0);
  g_assert_no_error (error);
  wait_for_counts (self);
  g_assert_cmpuint (atlas_point_set_get_total (map_page_get_points (self))->members, ==,
                    map_page_count (self, "sex:male"));
}

static void
test_rename_and_delete (MapPageFixture *self, gconstpointer data)
{
  GtkWidget *accept = app_test_find (get_list (self), GTK_TYPE_BUTTON, "accept");
  AtlasRegister *records = atlas_session_get_register (self->session);
  g_autoptr (AtlasQuery) all = atlas_query_parse (&atlas_kind_segment, NULL, NULL);
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  save_search (self, "sex:female", "One");
  ids = atlas_register_list_ids (records, all, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  id = g_array_index (ids, gint64, 0);

  /* A second one of the same name, by whatever case, is refused while it is typed. */
  map_page_search (self, "sex:male");
  app_test_click (app_test_find (get_list (self), GTK_TYPE_BUTTON, "save"));
  app_test_type (app_test_find (get_list (self), GTK_TYPE_ENTRY, "name"), "ONE");
  g_assert_false (gtk_widget_get_sensitive (accept));
  g_assert_nonnull (app_test_find_label (get_list (self), "A segment with this name already exists."));
  app_test_type (app_test_find (get_list (self), GTK_TYPE_ENTRY, "name"), "  ");
  g_assert_false (gtk_widget_get_sensitive (accept));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_row (self, 1)), "segments.rename", "x", id));
  name_it (self, "Another <b>name</b> & more");
  wait_for_counts (self);
  g_assert_nonnull (app_test_find_label (get_list (self), "Another <b>name</b> & more"));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_row (self, 1)), "segments.delete", "x", id));
  app_test_wait (has_one_row, self);
  atlas_session_undo (self->session, FALSE);
  app_test_wait (has_two_rows, self);
}

static gboolean
is_of_women_in_ontario (gpointer data)
{
  MapPageFixture *self = data;
  g_autofree char *count = atlas_number_format (map_page_count (self, "sex:female region:CA-ON"));

  return is_done (self) && g_str_equal (get_count (self, 1), count);
}

/* Its search is changed: looked at, narrowed, and put in place of what it was. */
static void
test_replace (MapPageFixture *self, gconstpointer data)
{
  AtlasRegister *records = atlas_session_get_register (self->session);
  g_autoptr (AtlasQuery) all = atlas_query_parse (&atlas_kind_segment, "", NULL);
  g_autoptr (GArray) ids = NULL;
  GtkWidget *row;
  gint64 id;

  save_search (self, "sex:female", "Some women");
  ids = atlas_register_list_ids (records, all, NULL, 0, NULL, NULL);
  id = g_array_index (ids, gint64, 0);
  row = GTK_WIDGET (get_row (self, 1));
  g_assert_true (gtk_widget_activate_action (row, "segments.edit", "x", id));
  g_assert_cmpstr (get_text (self), ==, "sex:female");

  /* Within itself. */
  map_page_search (self, "segment:\"Some women\" region:CA-ON");
  g_assert_true (gtk_widget_activate_action (row, "segments.replace", "x", id));
  app_test_wait (is_of_women_in_ontario, self);
  {
    g_autoptr (AtlasRecord) segment = atlas_register_load (records, &atlas_kind_segment, id, NULL);

    g_assert_cmpstr (atlas_record_get_text (segment, "query"), ==, "sex:female region:CA-ON");
  }
}

/* One that can't be understood any more says why, and takes nothing down with it. */
static void
test_broken (MapPageFixture *self, gconstpointer data)
{
  g_autoptr (AtlasRecord) segment = atlas_record_new (&atlas_kind_segment);
  g_autoptr (GError) error = NULL;

  atlas_record_set_text (segment, "name", "Broken");
  atlas_record_set_text (segment, "query", "nosuch:1");
  atlas_register_save (atlas_session_get_register (self->session), segment, &error);
  g_assert_no_error (error);
  app_test_wait (has_two_rows, self);
  g_assert_cmpstr (get_count (self, 1), ==, "!");
}

#define ADD(name, n, test)                                                                             \
  g_test_add ("/segment-list/" name, MapPageFixture, GUINT_TO_POINTER (n), map_page_set_up_wide, test, \
              map_page_tear_down)

/* Wide enough for both side panes. */
static void
map_page_set_up_wide (MapPageFixture *self, gconstpointer n_members)
{
  map_page_set_up (self, n_members);
  map_page_close (self);
  map_page_open (self, 960, 420);
  map_page_settle (self);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);

  ADD ("save-and-choose", 2000, test_save_and_choose);
  ADD ("live", 500, test_live);
  ADD ("rename-and-delete", 200, test_rename_and_delete);
  ADD ("replace", 500, test_replace);
  ADD ("broken", 50, test_broken);

  return g_test_run ();
}
