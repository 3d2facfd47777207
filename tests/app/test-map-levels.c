/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map-page-fixture.h"

#include "atlas-area-item.h"
#include "atlas-area-table.h"
#include "atlas-county.h"
#include "atlas-gazetteer.h"
#include "atlas-measure-button.h"
#include "atlas-place-circles.h"
#include "atlas-region.h"

/* States give way to counties, and clusters to places: on the map, in the panel and in the table. */

#define HARRIS  48201 /* Houston */
#define HOUSTON 29.76, -95.37
#define TORONTO 43.65, -79.38

static void
go_to (MapPageFixture *self, double latitude, double longitude, double zoom)
{
  atlas_map_view_go_to (self->map, latitude, longitude, zoom, FALSE);
  map_page_settle (self);
}

static AtlasAreaTable *
get_table (MapPageFixture *self)
{
  return ATLAS_AREA_TABLE (app_test_find (self->page, ATLAS_TYPE_AREA_TABLE, NULL));
}

static GtkSingleSelection *
get_rows (MapPageFixture *self)
{
  GtkWidget *view = app_test_find (GTK_WIDGET (get_table (self)), GTK_TYPE_COLUMN_VIEW, NULL);

  return GTK_SINGLE_SELECTION (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)));
}

static AtlasAreaItem *
get_row (MapPageFixture *self, guint row)
{
  g_autoptr (AtlasAreaItem) item = g_list_model_get_item (G_LIST_MODEL (get_rows (self)), row);

  return item; /* the model's */
}

static guint
find_row (MapPageFixture *self, guint key)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (get_rows (self))); i++)
    if (atlas_area_item_get_key (get_row (self, i)) == key)
      return i;
  g_assert_not_reached ();
}

static gboolean
has_one (gpointer model)
{
  return g_list_model_get_n_items (model) == 1;
}

static void
show_table (MapPageFixture *self, AtlasAreas areas)
{
  gtk_stack_set_visible_child_name (GTK_STACK (app_test_find (self->page, GTK_TYPE_STACK, "side_stack")),
                                    "regions");
  atlas_area_table_set_areas (get_table (self), areas);
  map_page_settle (self);
}

/* As a mouse does. */
static void
click_map (MapPageFixture *self, double latitude, double longitude)
{
  GtkWidget *shumate = app_test_find (GTK_WIDGET (self->map), g_type_from_name ("ShumateMap"), NULL);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (shumate);
  ShumateViewport *viewport = shumate_map_get_viewport (SHUMATE_MAP (shumate));
  double x, y;

  shumate_viewport_location_to_widget_coords (viewport, shumate, latitude, longitude, &x, &y);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_GESTURE_CLICK (controller) ||
          !g_signal_has_handler_pending (controller, g_signal_lookup ("released", GTK_TYPE_GESTURE_CLICK), 0,
                                         FALSE))
        continue;
      g_signal_emit_by_name (controller, "pressed", 1, x, y);
      g_signal_emit_by_name (controller, "released", 1, x, y);
      break;
    }
  map_page_settle (self);
}

/* What Show People asks for finds as many as the panel says. */
static void
assert_panel (MapPageFixture *self, const char *name, guint members)
{
  g_autofree char *total = g_strdup_printf (members == 1 ? "%u person" : "%u people", members);

  g_assert_cmpstr (map_page_get_label (self, "name"), ==, name);
  g_assert_cmpstr (map_page_get_label (self, "total"), ==, total);
  if (members == 0)
    return;
  map_page_click (self, "show_people");
  g_assert_cmpstr (self->asked, ==, "show-people");
  g_assert_cmpuint (map_page_count (self, g_variant_get_string (self->about, NULL)), ==, members);
}

static guint
count_county (MapPageFixture *self, guint code)
{
  const AtlasAreaValue *value = atlas_measured_find (atlas_map_view_get_counties (self->map), code);

  return value != NULL ? value->members : 0;
}

/* Zoomed in on the USA there are counties, with a legend of their own; a click shows who lives there. */
static void
test_zoom (MapPageFixture *self, gconstpointer data)
{
  AtlasMapClass classes[ATLAS_MAP_MAX_CLASSES];
  guint n, n_counties = 0;

  g_assert_nonnull (app_test_find_label (self->page, "Members by region"));
  g_settings_set_boolean (self->settings, "show-clusters", FALSE);
  go_to (self, HOUSTON, 7);
  app_test_picture (self->page, "levels-counties");
  g_assert_nonnull (app_test_find_label (self->page, "Members by county"));
  g_assert_nonnull (app_test_find_label (self->page, "By the town people live in; provinces are not shaded"));
  n = atlas_map_view_get_classes (self->map, classes);
  for (guint i = 0; i < n; i++)
    n_counties += classes[i].n_regions;
  g_assert_cmpuint (n_counties, >, 3100);

  g_assert_cmpuint (count_county (self, HARRIS), >, 0);
  click_map (self, HOUSTON);
  app_test_picture (self->page, "levels-county-chosen");
  assert_panel (self, "Harris County, Texas", count_county (self, HARRIS));

  /* Over Canada the provinces stay. */
  go_to (self, TORONTO, 7);
  g_assert_nonnull (app_test_find_label (self->page, "Members by region"));
  click_map (self, TORONTO);
  g_assert_cmpstr (map_page_get_label (self, "name"), ==, "Ontario");
  go_to (self, HOUSTON, 4);
  g_assert_cmpuint (atlas_map_view_get_level (self->map), ==, ATLAS_AREAS_REGIONS);
  click_map (self, 32, -99);
  g_assert_cmpstr (map_page_get_label (self, "name"), ==, "Texas");
}

/* Another search and measure reach counties as they reach regions; shares of provinces stand beside those of
 * counties. */
static void
test_measures (MapPageFixture *self, gconstpointer data)
{
  AtlasMeasureButton *button =
    ATLAS_MEASURE_BUTTON (app_test_find (self->page, ATLAS_TYPE_MEASURE_BUTTON, NULL));
  AtlasMapClass classes[ATLAS_MAP_MAX_CLASSES];

  go_to (self, HOUSTON, 7);
  map_page_search (self, "sex:female");
  map_page_settle (self);
  g_assert_cmpuint (count_county (self, HARRIS), ==,
                    map_page_count (self, "sex:female area:\"county 48201\""));

  map_page_search (self, "");
  atlas_measure_button_restore (button, "women", "round", "");
  map_page_settle (self);
  app_test_picture (self->page, "levels-women");
  g_assert_nonnull (app_test_find_label (self->page, "Share of women"));
  g_assert_nonnull (
    app_test_find_label (self->page, "By county of the town people live in, and by province in Canada"));

  /* There are estimates of regions alone, so these stay. */
  atlas_measure_button_restore (button, "coverage", "round", "");
  map_page_settle (self);
  app_test_picture (self->page, "levels-coverage");
  atlas_map_view_get_classes (self->map, classes);
  g_assert_cmpuint (atlas_map_view_get_level (self->map), ==, ATLAS_AREAS_REGIONS);
  g_assert_cmpint (classes[0].type, ==, ATLAS_MAP_CLASS_UNKNOWN);
  g_assert_cmpuint (classes[0].n_regions, <, 70);
  g_assert_false (gtk_widget_get_visible (app_test_find (self->page, GTK_TYPE_DROP_DOWN, "areas")));
}

/* While the map goes through the years a class of counties means the same in all of them, and so does the
 * size of a circle on a place. */
static void
test_years (MapPageFixture *self, gconstpointer data)
{
  AtlasMapClass before[ATLAS_MAP_MAX_CLASSES], after[ATLAS_MAP_MAX_CLASSES];
  g_autoptr (AtlasPlaceCircles) all = NULL, some = NULL;
  AtlasPointSet *whole = map_page_get_points (self);
  guint n;

  go_to (self, HOUSTON, 7);
  gtk_widget_activate_action (self->page, "layers.show-time", NULL);
  map_page_settle (self);
  n = atlas_map_view_get_classes (self->map, before);
  gtk_range_set_value (GTK_RANGE (app_test_find (self->page, GTK_TYPE_SCALE, "scale")), 2009);
  map_page_settle (self);
  app_test_picture (self->page, "levels-years");
  g_assert_nonnull (app_test_find_label (self->page, "Members by county"));
  g_assert_cmpuint (count_county (self, HARRIS), ==,
                    map_page_count (self, "arrived:..2009 area:\"county 48201\""));
  g_assert_cmpuint (atlas_map_view_get_classes (self->map, after), ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpstr (after[i].label, ==, before[i].label);
  g_assert_cmpuint (after[n - 1].n_regions, <=, before[n - 1].n_regions);

  all = atlas_place_circles_new (whole, NULL);
  some = atlas_place_circles_new (atlas_map_view_get_points (self->map), whole);
  g_assert_cmpuint (atlas_place_circles_get_total (some), <, atlas_place_circles_get_total (all));
  g_assert_cmpuint (atlas_place_circles_get_largest (some), ==, atlas_place_circles_get_largest (all));
  g_settings_reset (self->settings, "show-time");
}

/* The level can be held; that is remembered. */
static void
test_pinned (MapPageFixture *self, gconstpointer data)
{
  AtlasMeasureButton *button =
    ATLAS_MEASURE_BUTTON (app_test_find (self->page, ATLAS_TYPE_MEASURE_BUTTON, NULL));
  g_autofree char *areas = NULL;

  go_to (self, HOUSTON, 7);
  atlas_measure_button_set_areas (button, ATLAS_MAP_AREAS_REGIONS);
  map_page_settle (self);
  g_assert_nonnull (app_test_find_label (self->page, "Members by region"));
  atlas_measure_button_set_areas (button, ATLAS_MAP_AREAS_COUNTIES);
  go_to (self, TORONTO, 4);
  app_test_picture (self->page, "levels-pinned");
  g_assert_nonnull (app_test_find_label (self->page, "Members by county"));
  areas = g_settings_get_string (self->settings, "map-areas");
  g_assert_cmpstr (areas, ==, "counties");

  map_page_close (self);
  map_page_open (self, 960, 420);
  map_page_settle (self);
  g_assert_nonnull (app_test_find_label (self->page, "Members by county"));
  g_settings_reset (self->settings, "map-areas");
}

/* Page Down walks from the largest county on, Return chooses it. */
static void
test_keyboard (MapPageFixture *self, gconstpointer data)
{
  guint most = 0, code = 0;
  g_autofree char *name = NULL;
  AtlasMeasured *counties;

  atlas_map_view_set_areas (self->map, ATLAS_MAP_AREAS_COUNTIES);
  go_to (self, HOUSTON, 7);
  counties = atlas_map_view_get_counties (self->map);
  for (guint i = 0; i < counties->values->len; i++)
    {
      const AtlasAreaValue *value = &g_array_index (counties->values, AtlasAreaValue, i);

      if (value->members > most)
        {
          most = value->members;
          code = value->key;
        }
    }
  map_page_search (self, "country:US");
  map_page_settle (self);
  gtk_widget_activate_action (GTK_WIDGET (self->map), "map.next-region", "i", 1);
  gtk_widget_activate_action (GTK_WIDGET (self->map), "map.activate-region", NULL);
  map_page_settle (self);
  name = atlas_county_dup_long_name (code);
  g_assert_cmpstr (map_page_get_label (self, "name"), ==, name);
}

/* The table has counties and places too, the largest first; what is chosen in one is chosen in the other. */
static void
test_table (MapPageFixture *self, gconstpointer data)
{
  GtkWidget *search;
  GListModel *rows;
  guint key, members, before;
  g_autofree char *name = NULL;

  show_table (self, ATLAS_AREAS_COUNTIES);
  app_test_picture (self->page, "levels-table-counties");
  rows = G_LIST_MODEL (get_rows (self));
  g_assert_cmpuint (g_list_model_get_n_items (rows), >, 20);
  for (guint i = 1; i < g_list_model_get_n_items (rows); i++)
    g_assert_cmpuint (atlas_area_item_get_members (get_row (self, i - 1)), >=,
                      atlas_area_item_get_members (get_row (self, i)));
  key = atlas_area_item_get_key (get_row (self, 1));
  members = atlas_area_item_get_members (get_row (self, 1));
  name = atlas_county_dup_long_name (key);
  gtk_single_selection_set_selected (get_rows (self), 1);
  map_page_settle (self);
  assert_panel (self, name, members);
  g_assert_cmpuint (atlas_map_view_get_level (self->map), ==, ATLAS_AREAS_COUNTIES);

  g_settings_set_boolean (self->settings, "show-clusters", FALSE);
  go_to (self, HOUSTON, 8);
  click_map (self, HOUSTON);
  g_assert_cmpuint (gtk_single_selection_get_selected (get_rows (self)), ==, find_row (self, HARRIS));

  show_table (self, ATLAS_AREAS_PLACES);
  app_test_picture (self->page, "levels-table-places");
  search = app_test_find (GTK_WIDGET (get_table (self)), GTK_TYPE_SEARCH_ENTRY, NULL);
  before = g_list_model_get_n_items (rows);
  gtk_editable_set_text (GTK_EDITABLE (search), "houston tx");
  g_assert_cmpuint (before, >, 1);
  app_test_wait (has_one, rows);
  g_assert_cmpstr (atlas_area_item_get_name (get_row (self, 0)), ==, "Houston, TX");
  members = atlas_area_item_get_members (get_row (self, 0));
  gtk_single_selection_set_selected (get_rows (self), 0);
  map_page_settle (self);
  assert_panel (self, "Houston, Texas", members);
}

/* Of a comparison each area of the table has both numbers, though the map shades regions alone. */
static void
test_table_compares (MapPageFixture *self, gconstpointer data)
{
  AtlasMeasureButton *button =
    ATLAS_MEASURE_BUTTON (app_test_find (self->page, ATLAS_TYPE_MEASURE_BUTTON, NULL));
  g_autoptr (AtlasRecord) segment = atlas_record_new (&atlas_kind_segment);
  g_autofree char *text = NULL, *first = NULL, *degrees = NULL;

  atlas_record_set_text (segment, "name", "Degree");
  atlas_record_set_text (segment, "query", "education:>=6");
  atlas_register_save (atlas_session_get_register (self->session), segment, NULL);
  map_page_settle (self);
  atlas_measure_button_restore (button, "compare:segment:\"Degree\" | ", "round", "");
  go_to (self, HOUSTON, 7);
  show_table (self, ATLAS_AREAS_COUNTIES);
  app_test_picture (self->page, "levels-table-compare");
  g_assert_cmpuint (atlas_map_view_get_level (self->map), ==, ATLAS_AREAS_REGIONS);
  text = g_strdup_printf ("area:\"county %05u\"", atlas_area_item_get_key (get_row (self, 0)));
  degrees = g_strconcat (text, " education:>=6", NULL);
  first = atlas_area_item_dup_text (get_row (self, 0));
  g_assert_cmpfloat (g_ascii_strtod (first, NULL), ==, map_page_count (self, degrees));
  g_assert_cmpuint (atlas_area_item_get_second (get_row (self, 0)), ==, map_page_count (self, text));
  g_assert_nonnull (app_test_find_label (GTK_WIDGET (get_table (self)), "Everyone"));
  atlas_measure_button_restore (button, "members", "round", "");
}

/* A circle on each place: all are there who live at one, by sex too, and a click shows them. */
static void
test_places (MapPageFixture *self, gconstpointer data)
{
  g_autoptr (AtlasPlaceCircles) circles = atlas_place_circles_new (map_page_get_points (self), NULL);
  g_autoptr (GArray) bubbles =
    atlas_place_circles_list (circles, &(AtlasMapBox){ 0, 0, 1, 1 }, 256 * (1 << 14));
  guint houston = atlas_gazetteer_find ("Houston", -1, atlas_region_find ("US-TX", -1));
  guint members = 0, women = 0, before = G_MAXUINT;
  AtlasPlace place;

  for (guint i = 0; i < bubbles->len; i++)
    {
      const AtlasBubble *bubble = &g_array_index (bubbles, AtlasBubble, i);

      g_assert_cmpuint (bubble->members, <=, before);
      g_assert_cmpuint (bubble->women + bubble->men, <=, bubble->members);
      before = bubble->members;
      members += bubble->members;
      women += bubble->women;
    }
  g_assert_cmpuint (members, ==, atlas_place_circles_get_total (circles));
  g_assert_cmpuint (members, >, 450);
  g_assert_cmpuint (women, <=, atlas_point_set_get_total (map_page_get_points (self))->by_sex[1]);

  gtk_widget_activate_action (self->page, "layers.split-sexes", NULL);
  g_assert_true (g_settings_get_boolean (self->settings, "show-places"));
  g_assert_false (g_settings_get_boolean (self->settings, "show-clusters"));
  g_assert_true (atlas_gazetteer_get_place (houston, &place));
  go_to (self, place.latitude, place.longitude, 8);
  app_test_picture (self->page, "levels-places");
  g_assert_nonnull (app_test_find_label (self->page, "Members by place"));
  g_assert_nonnull (app_test_find_label (self->page, "Other or not stated"));
  for (guint i = 0; i < bubbles->len; i++)
    if (g_array_index (bubbles, AtlasBubble, i).place == houston)
      members = g_array_index (bubbles, AtlasBubble, i).members;
  click_map (self, place.latitude, place.longitude);
  assert_panel (self, "Houston, Texas", members);

  /* The one or the other. */
  gtk_widget_activate_action (self->page, "layers.show-clusters", NULL);
  g_assert_false (g_settings_get_boolean (self->settings, "show-places"));
  g_assert_false (g_settings_get_boolean (self->settings, "split-sexes"));
  map_page_settle (self);
  g_assert_cmpuint (map_page_count_mapped_labels (self->page, "Members by place"), ==, 0);

  /* Heat hides either. */
  gtk_widget_activate_action (self->page, "layers.show-places", NULL);
  gtk_widget_activate_action (self->page, "layers.show-heat", NULL);
  g_assert_false (g_settings_get_boolean (self->settings, "show-places"));
  g_assert_false (g_settings_get_boolean (self->settings, "show-clusters"));
  gtk_widget_activate_action (self->page, "layers.show-places", NULL);
  gtk_widget_activate_action (self->page, "layers.show-heat", NULL);
  g_assert_true (g_settings_get_boolean (self->settings, "show-places"));
  g_assert_false (g_settings_get_boolean (self->settings, "show-clusters"));
}

/* Wide enough for both side panes. */
static void
set_up_wide (MapPageFixture *self, gconstpointer n_members)
{
  map_page_set_up (self, n_members);
  map_page_close (self);
  map_page_open (self, 960, 520);
  map_page_settle (self);
}

#define ADD(name, n, test)                                                                  \
  g_test_add ("/map-levels/" name, MapPageFixture, GUINT_TO_POINTER (n), set_up_wide, test, \
              map_page_tear_down)

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);

  ADD ("zoom", 1500, test_zoom);
  ADD ("measures", 800, test_measures);
  ADD ("years", 600, test_years);
  ADD ("pinned", 300, test_pinned);
  ADD ("keyboard", 300, test_keyboard);
  ADD ("table", 1500, test_table);
  ADD ("table-compares", 300, test_table_compares);
  ADD ("places", 600, test_places);

  return g_test_run ();
}
