/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map-page-fixture.h"

#include "atlas-area-table.h"
#include "atlas-measure-button.h"
#include "atlas-region.h"

/* The regions as a table, in step with the map. */

static GtkColumnView *
get_view (MapPageFixture *self)
{
  GtkWidget *table = app_test_find (self->page, ATLAS_TYPE_AREA_TABLE, NULL);

  return GTK_COLUMN_VIEW (app_test_find (table, GTK_TYPE_COLUMN_VIEW, NULL));
}

static void
show_table (MapPageFixture *self)
{
  gtk_stack_set_visible_child_name (GTK_STACK (app_test_find (self->page, GTK_TYPE_STACK, "side_stack")),
                                    "regions");
  map_page_settle (self);
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  graphene_rect_t first, second;
  GtkWidget *one = *(GtkWidget *const *) a, *other = *(GtkWidget *const *) b;

  g_assert_true (gtk_widget_compute_bounds (one, gtk_widget_get_parent (one), &first));
  g_assert_true (gtk_widget_compute_bounds (other, gtk_widget_get_parent (other), &second));
  return (first.origin.x > second.origin.x) - (first.origin.x < second.origin.x);
}

/* A row as one reads it: its cells from left to right with tabs between. */
static char *
read_row (MapPageFixture *self, guint row)
{
  GtkWidget *list = gtk_widget_get_last_child (GTK_WIDGET (get_view (self)));
  GtkWidget *child = gtk_widget_get_first_child (list);
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  GString *text = g_string_new (NULL);

  while (row-- > 0)
    child = gtk_widget_get_next_sibling (child);
  for (GtkWidget *cell = gtk_widget_get_first_child (child); cell; cell = gtk_widget_get_next_sibling (cell))
    if (gtk_widget_get_visible (cell))
      g_ptr_array_add (cells, cell);
  g_ptr_array_sort (cells, compare_places);
  for (guint i = 0; i < cells->len; i++)
    g_string_append_printf (
      text, "%s%s", text->len ? "\t" : "",
      gtk_label_get_text (GTK_LABEL (app_test_find (g_ptr_array_index (cells, i), GTK_TYPE_LABEL, NULL))));
  return g_string_free (text, FALSE);
}

static gboolean
find_row (MapPageFixture *self, guint region, guint *row)
{
  GListModel *model = G_LIST_MODEL (gtk_column_view_get_model (get_view (self)));
  const char *name = atlas_region_get_name (region);

  for (*row = 0; *row < g_list_model_get_n_items (model); (*row)++)
    {
      g_autofree char *text = read_row (self, *row);

      if (g_str_has_prefix (text, name))
        return TRUE;
    }
  return FALSE;
}

/* The same numbers, the largest first. */
static void
test_members (MapPageFixture *self, gconstpointer data)
{
  const AtlasPointCount *counts = atlas_point_set_get_regions (map_page_get_points (self));
  g_autofree char *first = NULL, *expected = NULL;
  guint largest = 0;

  show_table (self);
  app_test_picture (self->page, "area-table");
  for (guint i = 0; i < atlas_region_get_n (); i++)
    if (counts[i].members > counts[largest].members)
      largest = i;
  expected = g_strdup_printf ("%s\t%u", atlas_region_get_name (largest), counts[largest].members);
  first = read_row (self, 0);
  g_assert_cmpstr (first, ==, expected);
}

/* A search and another measure reach the table with the map. */
static void
test_follows (MapPageFixture *self, gconstpointer data)
{
  AtlasMeasureButton *button =
    ATLAS_MEASURE_BUTTON (app_test_find (self->page, ATLAS_TYPE_MEASURE_BUTTON, NULL));
  g_autofree char *row = NULL, *expected = NULL;

  show_table (self);
  map_page_search (self, "region:US-TX");
  map_page_settle (self);
  row = read_row (self, 0);
  expected = g_strdup_printf ("Texas\t%u", map_page_count (self, "region:US-TX"));
  g_assert_cmpstr (row, ==, expected);

  atlas_measure_button_restore (button, "coverage", "round", "");
  map_page_settle (self);
  app_test_picture (self->page, "area-table-coverage");
  g_clear_pointer (&row, g_free);
  g_clear_pointer (&expected, g_free);
  row = read_row (self, 0);
  expected = g_strdup_printf ("Texas\tno estimate\t%u", map_page_count (self, "region:US-TX"));
  g_assert_cmpstr (row, ==, expected);
}

/* What is chosen in one is chosen in the other. */
static void
test_selection (MapPageFixture *self, gconstpointer data)
{
  GtkSingleSelection *selection;
  guint ontario = atlas_region_find ("CA-ON", -1), quebec = atlas_region_find ("CA-QC", -1);
  guint row;

  show_table (self);
  selection = GTK_SINGLE_SELECTION (gtk_column_view_get_model (get_view (self)));
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, GTK_INVALID_LIST_POSITION);

  g_assert_true (find_row (self, ontario, &row));
  gtk_single_selection_set_selected (selection, row);
  map_page_settle (self);
  g_assert_cmpuint (atlas_map_view_get_selected_region (self->map), ==, ontario);
  g_assert_cmpstr (map_page_get_label (self, "name"), ==, "Ontario");

  g_assert_true (find_row (self, quebec, &row));
  atlas_map_view_set_selected_region (self->map, quebec);
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, row);
  atlas_map_view_set_selected_region (self->map, ATLAS_REGION_NONE);
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, GTK_INVALID_LIST_POSITION);
}

/* The whole name, on two lines where it must be. */
static void
test_names (MapPageFixture *self, gconstpointer data)
{
  GtkWidget *label;

  map_page_search (self, "region:US-DC");
  show_table (self);
  label = app_test_find_label (GTK_WIDGET (get_view (self)), "District of Columbia");
  g_assert_nonnull (label);
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))));
}

/* Wide enough for both side panes. */
static void
set_up_wide (MapPageFixture *self, gconstpointer n_members)
{
  map_page_set_up (self, n_members);
  map_page_close (self);
  map_page_open (self, 960, 420);
  map_page_settle (self);
}

#define ADD(name, n, test)                                                                  \
  g_test_add ("/area-table/" name, MapPageFixture, GUINT_TO_POINTER (n), set_up_wide, test, \
              map_page_tear_down)

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);

  ADD ("members", 2000, test_members);
  ADD ("follows", 2000, test_follows);
  ADD ("selection", 500, test_selection);
  ADD ("names", 500, test_names);

  return g_test_run ();
}
