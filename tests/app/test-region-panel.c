/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-number.h"
#include "map-page-fixture.h"

#include "atlas-age-pyramid.h"
#include "atlas-date.h"
#include "atlas-facet-count.h"
#include "atlas-gazetteer.h"
#include "atlas-region-panel.h"
#include "atlas-region.h"
#include "atlas-stat-row.h"
#include "atlas-point-years.h"

/* The panel beside the map: its numbers, and what its buttons ask for. */

/* What a bar says to somebody who does not see it; NULL where there is none of that label. */
static const char *
describe_row (GtkWidget *root, const char *label)
{
  const char *found = NULL;

  if (ATLAS_IS_STAT_ROW (root) && gtk_widget_get_mapped (root))
    {
      g_autofree char *begin = g_strconcat (label, ": ", NULL);
      const char *text = atlas_stat_row_get_description (ATLAS_STAT_ROW (root));

      return g_str_has_prefix (text, begin) ? text : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = describe_row (child, label);
  return found;
}

static void
assert_row (MapPageFixture *self, const char *label, guint part, guint whole)
{
  g_autofree char *part_text = atlas_number_format (part);
  g_autofree char *whole_text = atlas_number_format (whole);
  g_autofree char *begin = g_strdup_printf ("%s: %s of %s (", label, part_text, whole_text);
  const char *text = describe_row (self->panel, label);

  if (part == 0 && text == NULL)
    return;
  g_assert_nonnull (text);
  g_assert_true (g_str_has_prefix (text, begin));
}

/* A line of what the age pyramid says to somebody who does not see it. */
static void
assert_ages (MapPageFixture *self, const char *label, const char *query)
{
  GtkWidget *pyramid = app_test_find (self->panel, ATLAS_TYPE_AGE_PYRAMID, NULL);
  g_autofree char *women_query = g_strconcat (query, " sex:female", NULL);
  g_autofree char *men_query = g_strconcat (query, " sex:male", NULL);
  g_autofree char *women = atlas_number_format (map_page_count (self, women_query));
  g_autofree char *men = atlas_number_format (map_page_count (self, men_query));
  g_autofree char *line = g_strdup_printf ("%s: %s women, %s men", label, women, men);

  g_assert_nonnull (strstr (atlas_age_pyramid_get_description (ATLAS_AGE_PYRAMID (pyramid)), line));
}

static void
assert_associations (MapPageFixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) counts = atlas_register_count_facet (atlas_session_get_register (self->session), NULL,
                                                             "association", NULL, &error);
  const AtlasFacetCount *largest;

  g_assert_no_error (error);
  g_assert_cmpuint (counts->len, >, 1);
  largest = g_ptr_array_index (counts, 0);
  assert_row (self, largest->label, largest->members, 2000);
}

static void
test_everyone (MapPageFixture *self, gconstpointer data)
{
  const AtlasPointCount *total = atlas_point_set_get_total (map_page_get_points (self));

  app_test_picture (self->page, "map-everyone");
  g_assert_true (atlas_map_view_get_points (self->map) == map_page_get_points (self));
  g_assert_cmpstr (map_page_get_label (self, "name"), ==, "Everyone");
  g_assert_cmpstr (map_page_get_label (self, "total"), ==, "2,000 people");
  assert_row (self, "Women", total->by_sex[1], 2000);
  assert_row (self, "Men", total->by_sex[2], 2000);
  assert_row (self, "By e-mail", map_page_count (self, "consent:email"), 2000);
  assert_row (self, "By telephone", map_page_count (self, "consent:phone"), 2000);
  assert_row (self, "By post", map_page_count (self, "consent:post"), 2000);
  assert_row (self, "Last 3 months", map_page_count (self, "contacted:>=-3m"), 2000);
  assert_row (self, "3–12 months ago",
              map_page_count (self, "contacted:>=-1y") - map_page_count (self, "contacted:>=-3m"), 2000);
  assert_row (self, "Longer ago", map_page_count (self, "contacted:<-1y"), 2000);
  assert_row (self, "Never", map_page_count (self, "contacted:never"), 2000);
  assert_associations (self);
  assert_ages (self, "25–34", "age:25..34");
  assert_ages (self, "65 and older", "age:>=65");
  assert_ages (self, "Under 18", "age:0..17");
  assert_row (self, "Bachelor’s", map_page_count (self, "education:6"), 2000);
  assert_row (self, "Human health and social work activities", map_page_count (self, "sector:Q"), 2000);
  assert_row (self, "Health professionals", map_page_count (self, "occupation:22"), 2000);
  assert_row (self, "Kinyarwanda", map_page_count (self, "language:rw"), 2000);
  assert_row (self, "French", map_page_count (self, "language:fr"), 2000);
  assert_row (self, "Mentoring", map_page_count (self, "interest:mentoring"), 2000);
  g_assert_false (map_page_is_shown (self, "new_event"));
  g_assert_false (map_page_is_shown (self, "close"));
  g_assert_false (map_page_is_shown (self, "card"));

  /* Those whom the map can't show are told of. */
  g_assert_cmpuint (map_page_count (self, "-has:location"), >, 0);
  g_assert_true (map_page_is_shown (self, "unplaced"));
  map_page_click (self, "unplaced");
  g_assert_cmpstr (self->asked, ==, "show-people");
  g_assert_cmpstr (g_variant_get_string (self->about, NULL), ==, "-has:location");
}

static void
test_region (MapPageFixture *self, gconstpointer data)
{
  guint region = atlas_region_find ("CA-ON", -1);
  guint members = atlas_point_set_get_regions (map_page_get_points (self))[region].members;
  g_autofree char *total = g_strdup_printf ("%u people", members);
  g_autoptr (AtlasProfile) profile =
    atlas_point_set_profile (map_page_get_points (self), (int) region, atlas_date_this_year ());
  const AtlasPointGroup *largest = &g_array_index (profile->places, AtlasPointGroup, 0);
  AtlasPlace place;
  double latitude, longitude, zoom;
  GtkWidget *row;

  map_page_choose_region (self, "CA-ON");
  map_page_settle (self);
  app_test_picture (self->page, "map-region");
  g_assert_cmpstr (map_page_get_label (self, "name"), ==, "Ontario");
  g_assert_cmpstr (map_page_get_label (self, "total"), ==, total);
  g_assert_false (map_page_is_shown (self, "unplaced"));
  assert_row (self, "Women", profile->count.by_sex[1], members);
  g_assert_true (atlas_gazetteer_get_place (largest->key, &place));
  assert_row (self, place.name, largest->count.members, members);

  /* A new event is somewhere in the region, by the clocks of its largest town. */
  map_page_click (self, "new_event");
  g_assert_cmpstr (self->asked, ==, "new-record");
  {
    g_autoptr (GVariant) fields = g_variant_get_child_value (self->about, 1);
    const char *text;

    g_assert_true (g_variant_lookup (fields, "address.region", "&s", &text));
    g_assert_cmpstr (text, ==, "CA-ON");
    g_assert_true (g_variant_lookup (fields, "address.country", "&s", &text));
    g_assert_cmpstr (text, ==, "CA");
    g_assert_true (g_variant_lookup (fields, "timezone", "&s", &text));
    g_assert_cmpstr (text, ==, place.timezone);
    g_assert_false (g_variant_lookup (fields, "address.city", "&s", &text));
  }

  /* A place of the list: the map goes there, and an event would be there. */
  row = gtk_widget_get_ancestor (app_test_find_label (self->panel, place.name), GTK_TYPE_BUTTON);
  app_test_click (row);
  map_page_settle (self);
  atlas_map_view_get_position (self->map, &latitude, &longitude, &zoom);
  g_assert_cmpfloat_with_epsilon (latitude, place.latitude, 0.01);
  g_assert_cmpfloat_with_epsilon (longitude, place.longitude, 0.01);
  g_assert_cmpfloat_with_epsilon (zoom, 10, 0.1);
  map_page_click (self, "new_event");
  {
    g_autoptr (GVariant) fields = g_variant_get_child_value (self->about, 1);
    const char *text;

    g_assert_true (g_variant_lookup (fields, "address.city", "&s", &text));
    g_assert_cmpstr (text, ==, place.name);
  }

  map_page_click_and_settle (self, "close");
  g_assert_cmpstr (map_page_get_label (self, "name"), ==, "Everyone");
  g_assert_cmpuint (atlas_map_view_get_selected_region (self->map), ==, ATLAS_REGION_NONE);
}

/* Search, region, and the query that the buttons then ask for: it finds as many as the panel says. */
static const struct
{
  const char *search, *region, *query;
} queries[] = {
  { "", NULL, "" },
  { "", "CA-ON", "region:CA-ON" },
  { "sex:female", NULL, "sex:female" },
  { "sex:female", "US-NY", "sex:female region:US-NY" },
  { "region:CA-ON,CA-QC", "CA-QC", "region:CA-QC" },
  { "address.region:CA-ON,CA-QC", "CA-ON", "address.region:CA-ON,CA-QC region:CA-ON" },
  { "-region:CA-QC", "CA-ON", "-region:CA-QC region:CA-ON" },
  { "bbox:-80,43,-79,44", "CA-ON", "bbox:-80,43,-79,44 region:CA-ON" },
};

static void
test_queries (MapPageFixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      guint found;

      /* A search that means the same as the one before is not asked for again. */
      atlas_filter_set_text (atlas_session_get_filter (self->session, &atlas_kind_member), "zzz");
      map_page_search (self, queries[i].search);
      map_page_choose_region (self, queries[i].region);
      /* "1,234 people" */
      {
        g_auto (GStrv) parts = g_strsplit (map_page_get_label (self, "total"), ",", -1);
        g_autofree char *digits = g_strjoinv ("", parts);

        found = (guint) g_ascii_strtoull (digits, NULL, 10);
      }
      g_assert_cmpuint (found, >, 0);

      map_page_click (self, "show_people");
      g_assert_cmpstr (self->asked, ==, "show-people");
      g_assert_cmpstr (g_variant_get_string (self->about, NULL), ==, queries[i].query);
      map_page_click (self, "export_contacts");
      g_assert_cmpstr (self->asked, ==, "export-contacts");
      g_assert_cmpstr (g_variant_get_string (self->about, NULL), ==, queries[i].query);
      g_assert_cmpuint (map_page_count (self, queries[i].query), ==, found);
    }

  /* What can't be understood yet asks for what is shown. */
  map_page_search (self, "sex:female");
  map_page_search (self, "sex:female colour:");
  map_page_choose_region (self, NULL);
  map_page_click (self, "show_people");
  g_assert_cmpstr (g_variant_get_string (self->about, NULL), ==, "sex:female");

  /* A region where nobody is found. */
  map_page_search (self, "region:CA-ON");
  map_page_choose_region (self, "US-NY");
  g_assert_cmpstr (map_page_get_label (self, "total"), ==, "0 people found");
  g_assert_false (gtk_widget_is_sensitive (app_test_find (self->page, GTK_TYPE_BUTTON, "show_people")));
  g_assert_false (gtk_widget_is_sensitive (app_test_find (self->page, GTK_TYPE_BUTTON, "export_contacts")));
  g_assert_false (gtk_widget_is_sensitive (app_test_find (self->page, GTK_TYPE_BUTTON, "plan_mission")));
}

/* Of nobody there is nothing to tell, until somebody is found again. */
static void
test_nobody (MapPageFixture *self, gconstpointer data)
{
  static const char *const headings[] = { "Sex", "Age", "Education", "Largest Places", "Languages" };

  for (guint turn = 0; turn < 2; turn++)
    {
      map_page_search (self, "age:2..2 age:3..3");
      g_assert_cmpstr (map_page_get_label (self, "total"), ==, "0 people found");
      for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
        g_assert_cmpuint (map_page_count_mapped_labels (self->panel, headings[i]), ==, 0);
      g_assert_null (describe_row (self->panel, "Women"));

      map_page_search (self, "sex:female");
      for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
        g_assert_cmpuint (map_page_count_mapped_labels (self->panel, headings[i]), ==, 1);
      g_assert_nonnull (describe_row (self->panel, "Women"));
      g_assert_null (describe_row (self->panel, "Men"));
    }
}

static void
test_events (MapPageFixture *self, gconstpointer data)
{
  gint64 fair = 0, past = 0, elsewhere = 0, cancelled = 0;
  GtkWidget *row;

  g_assert_true (map_page_is_shown (self, "no_events"));
  map_page_save_event (self, &fair, "Skills <b>fair</b> & more", NULL, 10, TRUE);
  map_page_save_event (self, &past, "Long ago", "held", -10, TRUE);
  map_page_save_event (self, &elsewhere, "Somewhere", "planned", 5, FALSE);
  map_page_save_event (self, &cancelled, "Not at all", "cancelled", 5, TRUE);
  g_assert_false (map_page_is_shown (self, "no_events"));
  g_assert_cmpuint (map_page_count_mapped_labels (self->panel, "Skills <b>fair</b> & more"), ==, 1);
  g_assert_cmpuint (map_page_count_mapped_labels (self->panel, "Somewhere"), ==, 1);
  g_assert_cmpuint (map_page_count_mapped_labels (self->panel, "Long ago"), ==, 0);
  g_assert_cmpuint (map_page_count_mapped_labels (self->panel, "Not at all"), ==, 0);

  /* There: by the address or else by the position. */
  map_page_choose_region (self, "CA-ON");
  g_assert_cmpuint (map_page_count_mapped_labels (self->panel, "Skills <b>fair</b> & more"), ==, 1);
  g_assert_cmpuint (map_page_count_mapped_labels (self->panel, "Somewhere"), ==, 0);
  row =
    gtk_widget_get_ancestor (app_test_find_label (self->panel, "Skills <b>fair</b> & more"), GTK_TYPE_BUTTON);
  app_test_click (row);
  g_assert_cmpstr (self->asked, ==, "show-record");
  {
    const char *kind;
    gint64 id;

    g_variant_get (self->about, "(&sx)", &kind, &id);
    g_assert_cmpstr (kind, ==, "event");
    g_assert_cmpint (id, ==, fair);
  }
  map_page_choose_region (self, "CA-QC");
  g_assert_true (map_page_is_shown (self, "no_events"));
  map_page_choose_region (self, NULL);

  /* Changes are followed. */
  map_page_save_event (self, &fair, "Job fair", "confirmed", 12, TRUE);
  g_assert_cmpuint (map_page_count_mapped_labels (self->panel, "Job fair"), ==, 1);
  g_assert_true (
    atlas_register_delete (atlas_session_get_register (self->session), &atlas_kind_event, &fair, 1, NULL));
  app_test_run (50);
  map_page_settle (self);
  g_assert_cmpuint (map_page_count_mapped_labels (self->panel, "Job fair"), ==, 0);
  for (guint i = 0; i < 6; i++)
    {
      gint64 id = 0;

      map_page_save_event (self, &id, "One of many", NULL, 20 + (int) i, TRUE);
    }
  g_assert_cmpuint (map_page_count_mapped_labels (self->panel, "2 more events"), ==, 1);
  map_page_click (self, "more_events");
  g_assert_cmpstr (self->asked, ==, "show-page");
}

/* While the years go by, faster than people are counted: name, years and numbers always belong together, and
 * not only the last year is ever shown. */
static void
test_years (MapPageFixture *self, gconstpointer data)
{
  static const int years[] = { 1990, 2000, 2010, 2020 };
  AtlasRegionPanel *panel = ATLAS_REGION_PANEL (self->panel);
  guint n_shown = 0;
  const char *last = NULL;

  atlas_region_panel_set_people (panel, map_page_get_points (self), "", "All the years");
  map_page_settle (self);
  for (guint i = 0; i < G_N_ELEMENTS (years); i++)
    {
      const AtlasYearView view = { ATLAS_TIME_ARRIVED, TRUE, years[i] };
      g_autoptr (AtlasPointSet) points = atlas_point_set_view_years (map_page_get_points (self), &view);
      g_autofree char *query = g_strdup_printf ("arrived:..%d", years[i]);
      g_autofree char *words = g_strdup_printf ("Up to %d", years[i]);

      atlas_region_panel_set_people (panel, points, query, words);
    }
  while (g_strcmp0 (last, "Up to 2020") != 0)
    {
      const char *shown = map_page_get_label (self, "years");
      g_autofree char *query = g_strdup_printf ("arrived:..%.4s", shown + strlen ("Up to "));
      guint n = g_str_equal (shown, "All the years") ? 2000 : map_page_count (self, query);
      g_autofree char *number = atlas_number_format (n);

      if (g_strcmp0 (shown, last) != 0)
        n_shown++;
      last = g_intern_string (shown);
      g_assert_true (g_str_has_prefix (map_page_get_label (self, "total"), number));
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpuint (n_shown, >=, 3);
  map_page_settle (self);
  g_assert_cmpstr (map_page_get_label (self, "years"), ==, "Up to 2020");
}

/* What one may do with a region is put in few lines, for its charts are to be seen. */
static void
test_room (MapPageFixture *self, gconstpointer data)
{
  static const char *const buttons[] = { "export_contacts", "plan_mission", "new_event", "save_segment" };
  graphene_rect_t bounds[G_N_ELEMENTS (buttons)];

  map_page_close (self);
  map_page_open (self, 1280, 800);
  map_page_settle (self);
  map_page_choose_region (self, "CA-ON");
  map_page_settle (self);
  app_test_picture (self->page, "region-panel-room");
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    g_assert_true (gtk_widget_compute_bounds (app_test_find (self->page, GTK_TYPE_BUTTON, buttons[i]),
                                              self->panel, &bounds[i]));
  g_assert_cmpfloat (bounds[0].origin.y, ==, bounds[1].origin.y);
  g_assert_cmpfloat (bounds[2].origin.y, ==, bounds[3].origin.y);
  g_assert_cmpfloat (bounds[2].origin.y, >, bounds[0].origin.y);
}

#define ADD(name, n, test)                                                                        \
  g_test_add ("/region-panel/" name, MapPageFixture, GUINT_TO_POINTER (n), map_page_set_up, test, \
              map_page_tear_down)

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  /* How they look is seen by eye and tested with the map view; here they would only take time. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ADD ("everyone", 2000, test_everyone);
  ADD ("region", 2000, test_region);
  ADD ("queries", 2000, test_queries);
  ADD ("nobody", 2000, test_nobody);
  ADD ("years", 2000, test_years);
  ADD ("events", 0, test_events);
  ADD ("room", 100, test_room);
  return g_test_run ();
}
