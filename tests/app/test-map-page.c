/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map-page-fixture.h"

#include <shumate/shumate.h>

#include "atlas-distance-unit.h"
#include "atlas-map-legend.h"
#include "atlas-map-scale.h"
#include "atlas-page.h"
#include "atlas-people-box.h"
#include "atlas-region.h"

/* The map page as an officer uses it. */

static void
test_nobody_found (MapPageFixture *self, gconstpointer data)
{
  map_page_search (self, "zzzzzz");
  map_page_settle (self);
  app_test_picture (self->page, "map-nobody-found");
  g_assert_true (map_page_is_shown (self, "card"));
  g_assert_cmpstr (map_page_get_label (self, "card_title"), ==, "Nobody Found");
  g_assert_false (map_page_is_shown (self, "import"));
  map_page_click_and_settle (self, "clear_search");
  g_assert_cmpstr (atlas_filter_get_text (atlas_session_get_filter (self->session, &atlas_kind_member)), ==,
                   "");
  g_assert_false (map_page_is_shown (self, "card"));
  g_assert_cmpstr (map_page_get_label (self, "total"), ==, "2,000 people");
}

static void
test_empty (MapPageFixture *self, gconstpointer data)
{
  g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_member);
  g_autoptr (GError) error = NULL;

  app_test_picture (self->page, "map-empty");
  g_assert_true (map_page_is_shown (self, "card"));
  g_assert_false (map_page_is_shown (self, "clear_search"));
  map_page_click (self, "import");
  g_assert_cmpstr (self->asked, ==, "import");
  map_page_click (self, "add_person");
  g_assert_cmpstr (self->asked, ==, "new");
  g_assert_cmpstr (map_page_get_label (self, "total"), ==, "0 people");

  /* The first person takes the card away. */
  atlas_record_set_text (record, "family_name", "Uwase");
  atlas_record_set_text (record, "address.city", "Toronto");
  atlas_record_set_text (record, "address.region", "CA-ON");
  g_assert_cmpint (atlas_register_save (atlas_session_get_register (self->session), record, &error), >, 0);
  g_assert_no_error (error);
  app_test_run (100);
  map_page_settle (self);
  g_assert_false (map_page_is_shown (self, "card"));
  g_assert_cmpstr (map_page_get_label (self, "total"), ==, "1 person");
  app_test_picture (self->page, "map-one");
}

static void
test_activated (MapPageFixture *self, gconstpointer data)
{
  static const struct
  {
    const char *signal, *kind;
  } cases[] = { { "member-activated", "member" }, { "mark-activated", "event" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *kind;
      gint64 id;

      g_signal_emit_by_name (self->map, cases[i].signal, (gint64) 7);
      g_assert_cmpstr (self->asked, ==, "show-record");
      g_variant_get (self->about, "(&sx)", &kind, &id);
      g_assert_cmpstr (kind, ==, cases[i].kind);
      g_assert_cmpint (id, ==, 7);
    }
}

/* Several events at one place: they are what the page of events then shows. */
static void
test_marks_activated (MapPageFixture *self, gconstpointer data)
{
  AtlasFilter *events = atlas_session_get_filter (self->session, &atlas_kind_event);
  gint64 first = 0, second = 0, elsewhere = 0;
  g_autoptr (GError) error = NULL;

  map_page_save_event (self, &first, "One", NULL, 3, TRUE);
  map_page_save_event (self, &second, "Two", NULL, 4, TRUE);
  map_page_save_event (self, &elsewhere, "Three", NULL, 4, FALSE);
  g_signal_emit_by_name (self->map, "marks-activated", 43.65, -79.38);
  g_assert_cmpstr (self->asked, ==, "show-page");
  g_assert_cmpstr (g_variant_get_string (self->about, NULL), ==, "events");
  g_assert_null (atlas_filter_get_error (events));
  g_assert_cmpint (atlas_register_count (atlas_session_get_register (self->session),
                                         atlas_filter_get_query (events), NULL, &error),
                   ==, 2);
  g_assert_no_error (error);
}

/* Whatever people a circle is made of, the query finds these and nobody else. */
static void
test_cluster_query (MapPageFixture *self, gconstpointer data)
{
  static const char *const searches[] = { "", "sex:female", "bbox:-130,20,-60,60 sex:male" };

  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      map_page_search (self, searches[i]);
      for (guint level = 2; level <= 12; level += 2)
        {
          g_autoptr (GArray) cells =
            atlas_point_set_list_clusters (map_page_get_points (self), level, 0, 0, 1, 1, FALSE);

          for (guint at = 0; at + 2 < cells->len; at += 1 + cells->len / 4)
            {
              g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));
              g_autofree char *query = NULL;

              /* Two cells that others lie between. */
              for (guint k = 0; k <= 2; k += 2)
                {
                  const AtlasCluster *cell = &g_array_index (cells, AtlasCluster, at + k);
                  g_autoptr (GArray) more =
                    atlas_point_set_list_rows (map_page_get_points (self), cell->level, cell->cell);

                  g_array_append_vals (rows, more->data, more->len);
                }
              query = atlas_people_box_dup_query (searches[i], map_page_get_points (self), rows);
              g_assert_cmpuint (map_page_count (self, query), ==, rows->len);
            }
        }
    }

  {
    g_autoptr (GArray) one = g_array_new (FALSE, FALSE, sizeof (guint));
    guint row = 0;

    g_array_append_val (one, row);
    map_page_search (self, "");
    g_signal_emit_by_name (self->map, "cluster-activated", one);
    g_assert_cmpstr (self->asked, ==, "show-people");
    g_assert_true (g_str_has_prefix (g_variant_get_string (self->about, NULL), "bbox:"));
    g_assert_cmpuint (map_page_count (self, g_variant_get_string (self->about, NULL)), >=, 1);
  }
}

static void
press_f9 (MapPageFixture *self)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (self->page);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_SHORTCUT_CONTROLLER (controller))
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), 0);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          g_assert_cmpuint (gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)), ==, GDK_KEY_F9);
          g_assert_true (
            gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, self->page, NULL));
        }
    }
  map_page_settle (self);
}

static void
test_panel (MapPageFixture *self, gconstpointer data)
{
  map_page_close (self);
  g_settings_set_boolean (self->settings, "segments-visible", FALSE);
  map_page_open (self, 1280, 720);
  g_assert_true (adw_flap_get_reveal_flap (self->flap));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (self->map)), >=, 640);
  press_f9 (self);
  g_assert_false (adw_flap_get_reveal_flap (self->flap));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (self->map)), ==, 1280);
  g_assert_false (g_settings_get_boolean (self->settings, "side-panel-visible"));

  /* Remembered. */
  map_page_close (self);
  map_page_open (self, 1280, 720);
  g_assert_false (adw_flap_get_reveal_flap (self->flap));

  /* A region that is clicked wants to be read. */
  map_page_choose_region (self, "CA-ON");
  map_page_settle (self);
  g_assert_true (adw_flap_get_reveal_flap (self->flap));
  press_f9 (self);

  gtk_toggle_button_set_active (
    GTK_TOGGLE_BUTTON (app_test_find (self->page, GTK_TYPE_TOGGLE_BUTTON, "panel_button")), TRUE);
  map_page_settle (self);
  g_assert_true (adw_flap_get_reveal_flap (self->flap));
  g_assert_true (g_settings_get_boolean (self->settings, "side-panel-visible"));
}

static gboolean
overlap (MapPageFixture *self, GtkWidget *one, GtkWidget *other)
{
  graphene_rect_t first, second;

  g_assert_true (gtk_widget_compute_bounds (one, self->page, &first));
  g_assert_true (gtk_widget_compute_bounds (other, self->page, &second));
  return graphene_rect_intersection (&first, &second, NULL);
}

/* What lies over the map hides nothing else of it; the legend is there for who asks. */
static void
check_cards (MapPageFixture *self)
{
  GtkWidget *legend = app_test_find (self->page, ATLAS_TYPE_MAP_LEGEND, NULL);
  GtkWidget *scale = app_test_find (self->page, ATLAS_TYPE_MAP_SCALE, NULL);
  GtkWidget *fold = app_test_find (legend, GTK_TYPE_BUTTON, NULL);
  GtkWidget *events = app_test_find_label (legend, "Upcoming event");

  g_assert_false (gtk_widget_get_mapped (app_test_find (self->page, GTK_TYPE_BUTTON, "view_usa")));
  g_assert_false (overlap (self, app_test_find (self->page, GTK_TYPE_TOGGLE_BUTTON, "panel_button"),
                           app_test_find_button (self->page, "Segments and Areas (Shift+F9)")));
  g_assert_false (overlap (self, legend, scale));
  g_assert_false (gtk_widget_get_mapped (events));
  app_test_click (fold);
  map_page_settle (self);
  g_assert_true (gtk_widget_get_mapped (events));
  g_assert_false (overlap (self, legend, scale));
  app_test_picture (self->page, "map-narrow-legend");
  app_test_click (fold);
  map_page_settle (self);
}

static void
test_narrow (MapPageFixture *self, gconstpointer data)
{
  int minimum;

  map_page_close (self);
  map_page_open (self, 360, 640);
  gtk_widget_measure (self->page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  g_assert_true (adw_flap_get_folded (self->flap));
  g_assert_false (adw_flap_get_reveal_flap (self->flap));
  app_test_picture (self->page, "map-narrow");
  check_cards (self);
  map_page_choose_region (self, "CA-ON");
  map_page_settle (self);
  g_assert_true (adw_flap_get_reveal_flap (self->flap));
  app_test_picture (self->page, "map-narrow-panel");

  /* What lies over the map for a moment says nothing of how it is to be beside it. */
  press_f9 (self);
  g_assert_false (adw_flap_get_reveal_flap (self->flap));
  g_assert_true (g_settings_get_boolean (self->settings, "side-panel-visible"));
  map_page_close (self);
  map_page_open (self, 800, 600);
  g_assert_true (adw_flap_get_reveal_flap (self->flap));
}

static void
test_position (MapPageFixture *self, gconstpointer data)
{
  double latitude, longitude, zoom;

  /* Nothing to remember of a map that shows all. */
  g_assert_null (g_settings_get_user_value (self->settings, "map-zoom"));
  map_page_click_and_settle (self, "view_canada");
  atlas_map_view_get_position (self->map, &latitude, &longitude, &zoom);
  g_assert_cmpfloat (latitude, >, 50);
  map_page_click_and_settle (self, "view_usa");
  atlas_map_view_get_position (self->map, &latitude, &longitude, &zoom);
  g_assert_cmpfloat (latitude, <, 45);
  g_assert_cmpfloat_with_epsilon (g_settings_get_double (self->settings, "map-latitude"), latitude, 1e-6);

  atlas_map_view_go_to (self->map, 45.4, -75.7, 8.25, FALSE);
  map_page_settle (self);
  map_page_close (self);
  map_page_open (self, 800, 600);
  atlas_map_view_get_position (self->map, &latitude, &longitude, &zoom);
  g_assert_cmpfloat_with_epsilon (latitude, 45.4, 1e-6);
  g_assert_cmpfloat_with_epsilon (longitude, -75.7, 1e-6);
  g_assert_cmpfloat_with_epsilon (zoom, 8.25, 1e-6);

  map_page_click_and_settle (self, "view_all");
  g_assert_true (atlas_map_view_is_fitted_to_all (self->map));
  {
    g_autoptr (GVariant) value = g_settings_get_user_value (self->settings, "map-zoom");

    g_assert_null (value);
  }
}

static gboolean
get_map_boolean (MapPageFixture *self, const char *name)
{
  gboolean value;

  g_object_get (self->map, name, &value, NULL);
  return value;
}

static gboolean
has_legend_of_events (gpointer data)
{
  GtkWidget *label = app_test_find_label (((MapPageFixture *) data)->page, "Upcoming event");

  return label != NULL && gtk_widget_get_mapped (label);
}

static void
test_settings (MapPageFixture *self, gconstpointer data)
{
  static const char *const layers[] = { "show-regions", "show-clusters" };
  GtkWidget *legend;

  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      g_autofree char *action = g_strconcat ("layers.", layers[i], NULL);

      g_assert_true (get_map_boolean (self, layers[i]));
      g_assert_true (gtk_widget_activate_action (self->page, action, NULL));
      map_page_settle (self);
      g_assert_false (get_map_boolean (self, layers[i]));
      g_assert_false (g_settings_get_boolean (self->settings, layers[i]));
      g_assert_true (gtk_widget_activate_action (self->page, action, NULL));
      g_assert_true (get_map_boolean (self, layers[i]));
    }

  /* Events are marked, and the legend says what the marks are; in a window as small as this it is folded at
   * first. */
  legend = app_test_find (self->page, ATLAS_TYPE_MAP_LEGEND, NULL);
  g_assert_false (has_legend_of_events (self));
  app_test_click (app_test_find (legend, GTK_TYPE_BUTTON, NULL));
  app_test_wait (has_legend_of_events, self);
  g_assert_true (gtk_widget_activate_action (self->page, "layers.show-events", NULL));
  g_assert_false (has_legend_of_events (self));
  g_assert_false (g_settings_get_boolean (self->settings, "show-events"));
  g_assert_true (gtk_widget_activate_action (self->page, "layers.show-events", NULL));
  g_assert_true (has_legend_of_events (self));

  g_assert_false (get_map_boolean (self, "imperial"));
  g_settings_set_string (self->settings, "distance-unit", "miles");
  g_assert_true (get_map_boolean (self, "imperial"));
  g_settings_set_string (self->settings, "distance-unit", "km");
  g_assert_false (get_map_boolean (self, "imperial"));

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  map_page_settle (self);
  app_test_run (300);
  g_assert_true (get_map_boolean (self, "dark"));
  app_test_picture (self->page, "map-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
  map_page_settle (self);
  g_assert_false (get_map_boolean (self, "dark"));
}

static void
test_units (void)
{
  static const struct
  {
    const char *locale;
    gboolean miles;
  } cases[] = {
    { "en_US.UTF-8", TRUE },  { "es_US", TRUE },         { "en_GB.UTF-8", TRUE },
    { "en_LR", TRUE },        { "my_MM", TRUE },         { "en_GB@euro", TRUE },
    { "en_CA.UTF-8", FALSE }, { "fr_CA.UTF-8", FALSE },  { "rw_RW", FALSE },
    { "C", FALSE },           { "C.UTF-8", FALSE },      { "POSIX", FALSE },
    { "US", FALSE },          { "en_USA.UTF-8", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (atlas_distance_locale_uses_miles (cases[i].locale), ==, cases[i].miles);
}

/* A page without a database, and one that gets another. */
static void
test_sessions (MapPageFixture *self, gconstpointer data)
{
  g_autoptr (AtlasSession) other = app_test_session_new (30);
  AtlasSession *first = self->session;

  map_page_choose_region (self, "CA-ON");
  atlas_page_set_session (ATLAS_PAGE (self->page), NULL);
  app_test_run (50);
  g_assert_null (atlas_map_view_get_points (self->map));
  g_assert_cmpuint (atlas_map_view_get_selected_region (self->map), ==, ATLAS_REGION_NONE);
  atlas_page_set_session (ATLAS_PAGE (self->page), other);
  self->session = other;
  map_page_settle (self);
  g_assert_cmpstr (map_page_get_label (self, "total"), ==, "30 people");
  self->session = first;
}

#define ADD(name, n, test)                                                                    \
  g_test_add ("/map-page/" name, MapPageFixture, GUINT_TO_POINTER (n), map_page_set_up, test, \
              map_page_tear_down)

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  /* How they look is seen by eye and tested with the map view; here they would only take time. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ADD ("nobody-found", 2000, test_nobody_found);
  ADD ("empty", 0, test_empty);
  ADD ("activated", 10, test_activated);
  ADD ("marks-activated", 0, test_marks_activated);
  ADD ("cluster-query", 2000, test_cluster_query);
  ADD ("panel", 100, test_panel);
  ADD ("narrow", 100, test_narrow);
  ADD ("position", 100, test_position);
  ADD ("settings", 500, test_settings);
  ADD ("sessions", 100, test_sessions);
  g_test_add_func ("/map-page/units", test_units);
  return g_test_run ();
}
