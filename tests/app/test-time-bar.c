/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map-page-fixture.h"

#include "atlas-time-bar.h"

/* The map goes through the years. */

static GtkAdjustment *
get_year (MapPageFixture *self)
{
  return gtk_range_get_adjustment (GTK_RANGE (app_test_find (self->page, GTK_TYPE_SCALE, "scale")));
}

static GtkWidget *
get_bar (MapPageFixture *self)
{
  return app_test_find (self->page, ATLAS_TYPE_TIME_BAR, NULL);
}

static void
choose (MapPageFixture *self, const char *drop_down, guint item)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (app_test_find (get_bar (self), GTK_TYPE_DROP_DOWN, drop_down)),
                              item);
  map_page_settle (self);
}

static void
go_to (MapPageFixture *self, int year)
{
  gtk_adjustment_set_value (get_year (self), year);
  map_page_settle (self);
}

/* Whom the map shows, and that the bar says the same. */
static void
assert_shown (MapPageFixture *self, const char *query, const char *words)
{
  guint n = map_page_count (self, query);
  g_autofree char *expected = g_strdup_printf ("%s: %u people", words, n);

  g_assert_cmpuint (n, >, 1);
  g_assert_cmpuint (atlas_point_set_get_total (atlas_map_view_get_points (self->map))->members, ==, n);
  g_assert_cmpstr (map_page_get_label (self, "words"), ==, expected);
}

static void
show (MapPageFixture *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->map), "layers.show-time", NULL);
  map_page_settle (self);
  g_assert_true (gtk_widget_get_mapped (get_bar (self)));
}

/* The same people as a search for these years finds; a class means the same in all of them. */
static void
test_years (MapPageFixture *self, gconstpointer data)
{
  AtlasMapClass before[ATLAS_MAP_MAX_CLASSES], after[ATLAS_MAP_MAX_CLASSES];
  g_autofree char *unknown = NULL;
  guint n;

  g_assert_false (gtk_widget_get_mapped (get_bar (self)));
  show (self);
  unknown = g_strdup_printf ("%u people have no year of arrival and aren’t shown.",
                             map_page_count (self, "arrived:none"));
  g_assert_cmpstr (map_page_get_label (self, "unknown"), ==, unknown);
  assert_shown (self, "-arrived:none", "Up to 2025");
  n = atlas_map_view_get_classes (self->map, before);

  /* There and back, sooner than it is counted. */
  gtk_adjustment_set_value (get_year (self), 2001);
  go_to (self, 2025);
  assert_shown (self, "-arrived:none", "Up to 2025");
  g_assert_cmpfloat (gtk_adjustment_get_value (get_year (self)), ==, 2025);

  go_to (self, 2009);
  assert_shown (self, "arrived:..2009", "Up to 2009");
  app_test_picture (self->page, "time-bar");
  atlas_map_view_get_classes (self->map, after);
  g_assert_cmpint (after[n - 1].type, ==, ATLAS_MAP_CLASS_VALUES);
  g_assert_cmpstr (after[n - 1].label, ==, before[n - 1].label);
  g_assert_cmpuint (after[n - 1].n_regions, <=, before[n - 1].n_regions);

  choose (self, "mode", 1);
  assert_shown (self, "arrived:2009", "In 2009");
  choose (self, "time", 2);
  assert_shown (self, "confirmed:2026", "In 2026");
  g_assert_cmpfloat (gtk_adjustment_get_value (get_year (self)), ==, 2026);

  /* Of another search the same year. */
  go_to (self, 2024);
  map_page_search (self, "sex:female");
  map_page_settle (self);
  assert_shown (self, "sex:female confirmed:2024", "In 2024");
  gtk_widget_activate_action (GTK_WIDGET (self->map), "layers.show-time", NULL);
  map_page_settle (self);
  g_assert_true (atlas_map_view_get_points (self->map) == map_page_get_points (self));
}

/* What the panel tells, and hands on, is of whom the map shows. */
static void
assert_panel (MapPageFixture *self, const char *query)
{
  guint n = map_page_count (self, query);
  g_autofree char *total = g_strdup_printf ("%u people found", n);

  g_assert_cmpuint (n, >, 1);
  g_assert_cmpstr (map_page_get_label (self, "total"), ==, total);
  map_page_click (self, "show_people");
  g_assert_cmpstr (self->asked, ==, "show-people");
  g_assert_cmpstr (g_variant_get_string (self->about, NULL), ==, query);
  map_page_click (self, "export_contacts");
  g_assert_cmpstr (self->asked, ==, "export-contacts");
  g_assert_cmpstr (g_variant_get_string (self->about, NULL), ==, query);
}

static void
test_same_people (MapPageFixture *self, gconstpointer data)
{
  show (self);
  go_to (self, 2009);
  g_assert_cmpstr (map_page_get_label (self, "years"), ==, "Arrived up to 2009");
  g_assert_cmpstr (map_page_get_label (self, "name"), ==, "Everyone Found");
  assert_panel (self, "arrived:..2009");

  map_page_choose_region (self, "CA-ON");
  map_page_settle (self);
  assert_panel (self, "arrived:..2009 region:CA-ON");
  app_test_picture (self->page, "time-panel");

  choose (self, "mode", 1);
  g_assert_cmpstr (map_page_get_label (self, "years"), ==, "Arrived in 2009");
  choose (self, "mode", 0);
  map_page_search (self, "sex:female");
  map_page_settle (self);
  assert_panel (self, "sex:female arrived:..2009 region:CA-ON");

  gtk_widget_activate_action (GTK_WIDGET (self->map), "layers.show-time", NULL);
  map_page_settle (self);
  g_assert_false (map_page_is_shown (self, "years"));
  assert_panel (self, "sex:female region:CA-ON");
}

static gboolean
has_gone_on (gpointer data)
{
  return gtk_adjustment_get_value (get_year (data)) >= 1986;
}

/* From the end it begins anew; what it has come to can be made a search, and then the bar is gone. */
static void
test_play_and_use (MapPageFixture *self, gconstpointer data)
{
  GtkWidget *play;

  map_page_search (self, "-skill:nosuch");
  show (self);
  play = app_test_find (get_bar (self), GTK_TYPE_BUTTON, "play");
  app_test_click (play);
  g_assert_cmpfloat (gtk_adjustment_get_value (get_year (self)), ==, 1985);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (play), ==, "Pause");
  app_test_wait (has_gone_on, self);
  app_test_click (play);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (play), ==, "Play the Years (Space)");

  go_to (self, 2001);
  app_test_click (app_test_find (get_bar (self), GTK_TYPE_BUTTON, "use"));
  map_page_count_again (self);
  g_assert_cmpstr (atlas_filter_get_text (atlas_session_get_filter (self->session, &atlas_kind_member)), ==,
                   "-skill:nosuch arrived:..2001");
  g_assert_false (gtk_widget_get_visible (get_bar (self)));
  map_page_settle (self);
  g_assert_cmpuint (atlas_point_set_get_total (atlas_map_view_get_points (self->map))->members, ==,
                    map_page_count (self, "arrived:..2001"));
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);

  g_test_add ("/time-bar/years", MapPageFixture, GUINT_TO_POINTER (600), map_page_set_up, test_years,
              map_page_tear_down);
  g_test_add ("/time-bar/same-people", MapPageFixture, GUINT_TO_POINTER (600), map_page_set_up,
              test_same_people, map_page_tear_down);
  g_test_add ("/time-bar/play-and-use", MapPageFixture, GUINT_TO_POINTER (600), map_page_set_up,
              test_play_and_use, map_page_tear_down);

  return g_test_run ();
}
