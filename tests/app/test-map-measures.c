/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map-page-fixture.h"

#include <string.h>

#include "atlas-class-list.h"
#include "atlas-map-legend.h"
#include "atlas-measure-button.h"
#include "atlas-page.h"
#include "atlas-region.h"
#include "atlas-share-choice.h"
#include "atlas-summary.h"

/* What the regions show, chosen at the map. */

static AtlasMeasureButton *
get_button (MapPageFixture *self)
{
  return ATLAS_MEASURE_BUTTON (app_test_find (self->page, ATLAS_TYPE_MEASURE_BUTTON, NULL));
}

static void
choose (MapPageFixture *self, const char *measure, const char *breaks, const char *own)
{
  atlas_measure_button_restore (get_button (self), measure, breaks, own);
  map_page_settle (self);
}

static AtlasMapClass *
find_class (MapPageFixture *self, AtlasMapClassType type, AtlasMapClass classes[ATLAS_MAP_MAX_CLASSES])
{
  guint n = atlas_map_view_get_classes (self->map, classes);

  for (guint i = 0; i < n; i++)
    if (classes[i].type == type)
      return &classes[i];
  return NULL;
}

/* Below the line that tells what is hidden. In a map as narrow as this the legend is folded at first. */
static GtkWidget *
get_first_row (MapPageFixture *self)
{
  GtkWidget *list = app_test_find (self->page, ATLAS_TYPE_CLASS_LIST, NULL);

  g_assert_true (atlas_map_view_is_narrow (self->map));
  if (!gtk_widget_get_mapped (list))
    app_test_click (
      app_test_find (app_test_find (self->page, ATLAS_TYPE_MAP_LEGEND, NULL), GTK_TYPE_BUTTON, NULL));
  return app_test_find (gtk_widget_get_last_child (gtk_widget_get_first_child (list)), GTK_TYPE_BUTTON, NULL);
}

/* Each measure has a title of its own in the legend, classes, and the button says which it is. */
static void
test_all (MapPageFixture *self, gconstpointer data)
{
  static const struct
  {
    const char *measure, *title, *picture;
  } cases[] = {
    { "coverage", "Members per 100 estimated", "measure-coverage" },
    { "not-reached", "People not reached yet", "measure-not-reached" },
    { "women", "Share of women", "measure-women" },
    { "median-age", "Median age", "measure-median-age" },
    { "share:education:>=6", "Share of members · Education: Bachelor’s or higher", "measure-share" },
    { "confirmed", "Confirmed in the last 12 months", "measure-confirmed" },
    { "change:2024-01-01", "Added since 1 January 2024", "measure-change" },
    { "not-visited", "Days since the last visit", "measure-not-visited" },
    { "members", "Members by region", "measure-members" },
  };

  int width = gtk_widget_get_width (GTK_WIDGET (get_button (self)));

  g_assert_cmpint (width, >, 100);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AtlasMapClass classes[ATLAS_MAP_MAX_CLASSES];

      choose (self, cases[i].measure, "round", "");
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (get_button (self))), ==, width);
      app_test_picture (self->page, cases[i].picture);
      g_assert_nonnull (app_test_find_label (self->page, cases[i].title));
      g_assert_nonnull (find_class (self, ATLAS_MAP_CLASS_VALUES, classes));
      g_assert_cmpstr (atlas_measure_get_text (atlas_measure_button_get_measure (get_button (self))), ==,
                       cases[i].measure);
    }
}

/* Where nobody estimates, the map says so and does not guess. */
static void
test_no_estimate (MapPageFixture *self, gconstpointer data)
{
  AtlasMapClass classes[ATLAS_MAP_MAX_CLASSES];
  AtlasMapClass *unknown;

  choose (self, "coverage", "round", "");
  unknown = find_class (self, ATLAS_MAP_CLASS_UNKNOWN, classes);
  g_assert_nonnull (unknown);
  g_assert_cmpstr (unknown->label, ==, "No estimate");
  /* The states, DC and Puerto Rico, and the five provinces and territories of which the census tells nothing.
   */
  g_assert_cmpuint (unknown->n_regions, >=, 52);
}

/* A row of the legend hides its class and shows it again, by mouse or key; the choice outlives a new count.
 */
static void
test_legend_filters (MapPageFixture *self, gconstpointer data)
{
  AtlasMapClass classes[ATLAS_MAP_MAX_CLASSES];
  GtkWidget *legend = app_test_find (self->page, ATLAS_TYPE_MAP_LEGEND, NULL);
  GtkWidget *row, *all;
  guint n = atlas_map_view_get_classes (self->map, classes);

  g_assert_cmpuint (n, >, 1);
  row = get_first_row (self);
  gtk_widget_grab_focus (row);
  app_test_click (row);
  map_page_settle (self);
  app_test_picture (self->page, "legend-filter");
  atlas_map_view_get_classes (self->map, classes);
  g_assert_true (classes[n - 1].hidden);
  g_assert_false (classes[0].hidden);
  /* The focus is where it was. */
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (self->window)), legend));

  map_page_search (self, "");
  map_page_settle (self);
  atlas_map_view_get_classes (self->map, classes);
  g_assert_true (classes[n - 1].hidden);
  /* Once something is hidden there is a way back. */
  all = app_test_find_button (legend, "Show All");
  g_assert_true (gtk_widget_get_mapped (all));
  gtk_widget_grab_focus (all);
  app_test_click (all);
  atlas_map_view_get_classes (self->map, classes);
  g_assert_false (classes[n - 1].hidden);
  g_assert_false (gtk_widget_get_mapped (all));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (self->window)), legend));

  /* Circles give way to heat, unless they are chosen too. */
  gtk_widget_activate_action (GTK_WIDGET (self->map), "layers.show-heat", NULL);
  g_assert_true (g_settings_get_boolean (self->settings, "show-heat"));
  g_assert_false (g_settings_get_boolean (self->settings, "show-clusters"));
  map_page_settle (self);
  app_test_picture (self->page, "heat");
  gtk_widget_activate_action (GTK_WIDGET (self->map), "layers.show-clusters", NULL);
  g_assert_true (g_settings_get_boolean (self->settings, "show-heat"));
}

/* By hand. */
static void
choose_type (MapPageFixture *self, AtlasMeasureType type)
{
  GtkWidget *check = app_test_find (GTK_WIDGET (get_button (self)), GTK_TYPE_CHECK_BUTTON, NULL);

  for (guint i = 0; i < (guint) type; i++)
    check = gtk_widget_get_next_sibling (check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
}

static guint
count_own (MapPageFixture *self)
{
  const double *own;
  guint n_own;

  atlas_measure_button_get_breaks (get_button (self), &own, &n_own);
  return n_own;
}

static void
test_own_limits (MapPageFixture *self, gconstpointer data)
{
  g_autofree char *kept = NULL;
  AtlasMapClass classes[ATLAS_MAP_MAX_CLASSES];
  AtlasMapClass *first;

  choose (self, "members", "own", "10 100");
  first = find_class (self, ATLAS_MAP_CLASS_VALUES, classes);
  g_assert_nonnull (first);
  g_assert_cmpfloat (first->high, <, 10);
  for (guint i = 0; i < atlas_map_view_get_classes (self->map, classes); i++)
    g_assert_false (classes[i].low < 100 && classes[i].high >= 100);
  g_assert_cmpfloat (first->low, <, 10);
  g_assert_cmpfloat (first->high, ==, 9);

  /* They are of no other measure, and are there again with their own. */
  choose_type (self, ATLAS_MEASURE_WOMEN);
  g_assert_cmpuint (count_own (self), ==, 0);
  choose_type (self, ATLAS_MEASURE_MEMBERS);
  g_assert_cmpuint (count_own (self), ==, 2);
  choose (self, "women", "own", "members:10 100\nwomen:25 50 75");
  g_assert_cmpuint (count_own (self), ==, 3);
  choose_type (self, ATLAS_MEASURE_MEMBERS);
  g_assert_cmpuint (count_own (self), ==, 2);
  kept = atlas_measure_button_dup_own_text (get_button (self));
  g_assert_cmpstr (kept, ==, "members:10 100\nwomen:25 50 75");
}

/* What is wrong with a field is said in words, and no name makes the popover wider than a small window. */
static void
test_popover (MapPageFixture *self, gconstpointer data)
{
  g_autofree char *name = g_strnfill (200, 'w');
  const char *names[] = { name, "Nurses", NULL };
  GtkWidget *button = app_test_find (GTK_WIDGET (get_button (self)), GTK_TYPE_MENU_BUTTON, NULL);
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  GtkWidget *error = app_test_find (GTK_WIDGET (get_button (self)), GTK_TYPE_LABEL, "since_error");
  int width;

  choose_type (self, ATLAS_MEASURE_CHANGE);
  g_assert_true (gtk_widget_get_visible (error));
  choose (self, "change:-6m", "round", "");
  g_assert_false (gtk_widget_get_visible (error));

  atlas_measure_button_set_segments (get_button (self), names);
  choose_type (self, ATLAS_MEASURE_COMPARE);
  gtk_widget_measure (popover, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  g_assert_cmpint (width, <, 420);
}

/* However long a name is, each cell has words of its own, so that one is hidden alone. */
static void
compare_long_name (MapPageFixture *self)
{
  AtlasMapClass classes[ATLAS_MAP_MAX_CLASSES];
  g_autoptr (AtlasRecord) segment = atlas_record_new (&atlas_kind_segment);
  g_autofree char *blanks = g_strnfill (90, 'x');
  g_auto (GStrv) letters = g_strsplit (blanks, "x", -1);
  g_autofree char *name = g_strjoinv ("é", letters);
  g_autofree char *text = g_strdup_printf ("compare:segment:\"%s\" | ", name);
  guint n, n_hidden = 0, at;

  atlas_record_set_text (segment, "name", name);
  atlas_record_set_text (segment, "query", "education:>=6");
  atlas_register_save (atlas_session_get_register (self->session), segment, NULL);
  map_page_settle (self);
  choose (self, text, "round", "");
  at = atlas_map_view_get_classes (self->map, classes) - ATLAS_PAIR_CELLS;
  while (classes[at].n_regions == 0)
    at++;
  atlas_map_view_set_class_hidden (self->map, at, TRUE);
  n = atlas_map_view_get_classes (self->map, classes);
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (g_utf8_validate (classes[i].label, -1, NULL));
      n_hidden += classes[i].hidden;
    }
  g_assert_cmpuint (n_hidden, ==, 1);
}

static gboolean
compares (gpointer data)
{
  return atlas_measure_get_type (atlas_measure_button_get_measure (get_button (data))) ==
         ATLAS_MEASURE_COMPARE;
}

/* Two saved segments at once: their names come by themselves, a cell of the square hides its regions, and the
 * table tells both numbers. */
static void
test_compare (MapPageFixture *self, gconstpointer data)
{
  AtlasMapClass classes[ATLAS_MAP_MAX_CLASSES];
  GtkWidget *legend = app_test_find (self->page, ATLAS_TYPE_MAP_LEGEND, NULL);
  g_autoptr (AtlasRecord) segment = atlas_record_new (&atlas_kind_segment);
  GtkWidget *cell;
  guint n, index;

  /* Before there is anything to compare, nothing changes. */
  choose (self, "compare: | ", "round", "");
  g_assert_false (compares (self));
  atlas_record_set_text (segment, "name", "Degree");
  atlas_record_set_text (segment, "query", "education:>=6");
  atlas_register_save (atlas_session_get_register (self->session), segment, NULL);
  app_test_wait (compares, self);
  map_page_settle (self);
  g_assert_cmpstr (atlas_measure_get_text (atlas_measure_button_get_measure (get_button (self))), ==,
                   "compare:segment:\"Degree\" | ");
  /* Circles would hide what is compared. */
  g_assert_false (g_settings_get_boolean (self->settings, "show-clusters"));
  app_test_picture (self->page, "measure-compare");
  g_assert_nonnull (app_test_find_label (self->page, "Two segments compared"));
  g_assert_nonnull (app_test_find_label (self->page, "→ Degree"));
  n = atlas_map_view_get_classes (self->map, classes);
  g_assert_cmpuint (n, >=, ATLAS_PAIR_CELLS);

  cell = get_first_row (self);
  while (!gtk_widget_get_sensitive (cell))
    cell = gtk_widget_get_next_sibling (cell);
  index = n - ATLAS_PAIR_CELLS;
  while (classes[index].n_regions == 0 || classes[index].row != 2)
    index++;
  gtk_widget_grab_focus (cell);
  app_test_click (cell);
  map_page_settle (self);
  atlas_map_view_get_classes (self->map, classes);
  g_assert_true (classes[index].hidden);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (self->window)), legend));

  compare_long_name (self);

  /* Near by too regions are what is compared. */
  atlas_map_view_go_to (self->map, 29.76, -95.37, 7, FALSE);
  map_page_settle (self);
  g_assert_cmpuint (atlas_map_view_get_level (self->map), ==, ATLAS_AREAS_REGIONS);
  g_assert_nonnull (app_test_find_label (self->page, "Two segments compared"));
  choose (self, "members", "round", "");
  g_assert_true (g_settings_get_boolean (self->settings, "show-clusters"));
  g_assert_cmpuint (atlas_map_view_get_level (self->map), ==, ATLAS_AREAS_COUNTIES);
  g_assert_nonnull (app_test_find_label (self->page, "Members by county"));
}

static void
assert_measure (MapPageFixture *self, const char *text)
{
  map_page_settle (self);
  g_assert_cmpstr (atlas_measure_get_text (atlas_measure_button_get_measure (get_button (self))), ==, text);
}

static gboolean
is_told (gpointer problem)
{
  return gtk_widget_get_visible (problem);
}

static gboolean
is_not_told (gpointer problem)
{
  return !is_told (problem);
}

/* Of whom the share is shown is chosen from lists, or searched for, with the reason where that can't be
 * understood. */
static void
test_share (MapPageFixture *self, gconstpointer data)
{
  GtkWidget *choice = app_test_find (self->page, ATLAS_TYPE_SHARE_CHOICE, NULL);
  GtkDropDown *field = GTK_DROP_DOWN (app_test_find (choice, GTK_TYPE_DROP_DOWN, "field"));
  GtkDropDown *value = GTK_DROP_DOWN (app_test_find (choice, GTK_TYPE_DROP_DOWN, "value"));
  GtkWidget *search = app_test_find (choice, GTK_TYPE_ENTRY, "search");
  GtkWidget *problem = app_test_find (choice, GTK_TYPE_LABEL, "problem");

  choose (self, "share:education:>=6", "round", "");
  g_assert_cmpuint (gtk_drop_down_get_selected (field), ==, 0);
  g_assert_false (gtk_widget_get_visible (search));
  gtk_drop_down_set_selected (value, 7);
  assert_measure (self, "share:education:>=8");
  gtk_drop_down_set_selected (field, 3);
  assert_measure (self, "share:consent:email");

  gtk_drop_down_set_selected (field, 4);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (search)), ==, "consent:email");
  app_test_type (search, "sex:purple");
  app_test_wait (is_told, problem);
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (problem)), "purple"));
  assert_measure (self, "share:consent:email");
  app_test_type (search, "sex:male skill:nursing");
  app_test_wait (is_not_told, problem);
  assert_measure (self, "share:sex:male skill:nursing");

  choose (self, "share:interest:mentoring", "round", "");
  g_assert_cmpuint (gtk_drop_down_get_selected (field), ==, 2);
  assert_measure (self, "share:interest:mentoring");
}

/* The choice is remembered. */
static void
test_remembered (MapPageFixture *self, gconstpointer data)
{
  g_autofree char *measure = NULL;

  choose (self, "share:sector:Q", "quantile", "");
  measure = g_settings_get_string (self->settings, "map-measure");
  g_assert_cmpstr (measure, ==, "share:sector:Q");
  map_page_close (self);
  map_page_open (self, 700, 420);
  map_page_settle (self);
  g_assert_cmpstr (atlas_measure_get_text (atlas_measure_button_get_measure (get_button (self))), ==,
                   "share:sector:Q");
  g_assert_nonnull (
    app_test_find_label (self->page, "Share of members · Sector: Human health and social work activities"));
}

/* Which source was chosen is known before the sources are. */
static void
test_source_remembered (MapPageFixture *self, gconstpointer data)
{
  static const char measure[] = "coverage:Statistics Canada, 2016 Census of Population";

  choose (self, measure, "round", "");
  map_page_close (self);
  map_page_open (self, 700, 420);
  map_page_settle (self);
  g_assert_cmpstr (atlas_measure_get_text (atlas_measure_button_get_measure (get_button (self))), ==,
                   measure);

  /* One that this database does not have gives way to all of them. */
  choose (self, "coverage:Nobody", "round", "");
  map_page_settle (self);
  g_assert_cmpstr (atlas_measure_get_text (atlas_measure_button_get_measure (get_button (self))), ==,
                   "coverage");
  g_assert_nonnull (atlas_map_view_get_measured (self->map));
}

/* A small map is painted sooner. */
static void
set_up_small (MapPageFixture *self, gconstpointer n_members)
{
  map_page_set_up (self, n_members);
  map_page_close (self);
  map_page_open (self, 700, 420);
  map_page_settle (self);
}

/* Before anybody has been counted the regions are shaded as the last session left them; then as they are. */
static void
test_summary (MapPageFixture *self, gconstpointer data)
{
  AtlasRegister *records = atlas_session_get_register (self->session);
  g_autoptr (AtlasSession) next = NULL;
  g_autoptr (GError) error = NULL;
  AtlasMapClass before[ATLAS_MAP_MAX_CLASSES], after[ATLAS_MAP_MAX_CLASSES];
  guint n_before, n_after;

  g_assert_true (atlas_register_keep_summary (records, 1, &error));
  next = atlas_session_new (records);
  atlas_page_set_session (ATLAS_PAGE (self->page), next);
  g_assert_null (atlas_map_view_get_points (self->map));
  n_before = atlas_map_view_get_classes (self->map, before);
  g_assert_cmpuint (n_before, >, 1);

  atlas_page_set_session (ATLAS_PAGE (self->page), self->session);
  map_page_settle (self);
  n_after = atlas_map_view_get_classes (self->map, after);
  g_assert_cmpuint (n_after, ==, n_before);
  for (guint i = 0; i < n_after; i++)
    {
      g_assert_cmpstr (after[i].label, ==, before[i].label);
      g_assert_cmpuint (after[i].n_regions, ==, before[i].n_regions);
    }
  atlas_session_close (next);
}

#define ADD(name, n, test)                                                                     \
  g_test_add ("/map-measures/" name, MapPageFixture, GUINT_TO_POINTER (n), set_up_small, test, \
              map_page_tear_down)

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);

  ADD ("all", 3000, test_all);
  ADD ("no-estimate", 300, test_no_estimate);
  ADD ("legend-filters", 1000, test_legend_filters);
  ADD ("own-limits", 1000, test_own_limits);
  ADD ("popover", 200, test_popover);
  ADD ("compare", 500, test_compare);
  ADD ("summary", 500, test_summary);
  ADD ("share", 200, test_share);
  ADD ("remembered", 200, test_remembered);
  ADD ("source-remembered", 200, test_source_remembered);

  return g_test_run ();
}
