/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <math.h>

#include "app-test-support.h"

#include "atlas-config.h"
#include "atlas-date.h"
#include "atlas-distance-unit.h"
#include "atlas-gazetteer.h"
#include "atlas-map-page.h"
#include "atlas-map-view.h"
#include "atlas-mercator.h"
#include "atlas-people-box.h"
#include "atlas-region-panel.h"
#include "atlas-region.h"
#include "atlas-stat-row.h"

/* The map page as an officer uses it; what it asks of the window is caught here. */

typedef struct
{
  AtlasSession *session;
  GSettings *settings;
  GtkWidget *page;
  GtkWindow *window;
  AtlasMapView *map;
  GtkWidget *panel;
  AdwFlap *flap;
  char *asked;     /* the action asked for last */
  GVariant *about; /* and its parameter */
} Fixture;

static void
on_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Fixture *self = data;

  g_free (self->asked);
  g_clear_pointer (&self->about, g_variant_unref);
  self->asked = g_strdup (g_action_get_name (G_ACTION (action)));
  self->about = parameter ? g_variant_ref (parameter) : NULL;
}

static void
install_actions (Fixture *self)
{
  static const struct
  {
    const char *name, *type;
  } actions[] = {
    { "show-record", "(sx)" },  { "new-record", "(sa{ss})" }, { "show-people", "s" },
    { "export-contacts", "s" }, { "import", NULL },           { "new", NULL },
    { "show-page", "s" },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (GSimpleAction) action =
        g_simple_action_new (actions[i].name, actions[i].type ? G_VARIANT_TYPE (actions[i].type) : NULL);

      g_signal_connect (action, "activate", G_CALLBACK (on_action), self);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win", G_ACTION_GROUP (group));
}

static gboolean
is_settled (gpointer data)
{
  Fixture *self = data;

  return !atlas_session_is_loading (self->session) && atlas_page_is_settled (ATLAS_PAGE (self->page));
}

static void
settle (Fixture *self)
{
  app_test_run (30);
  app_test_wait (is_settled, self);
}

static gboolean
is_counted (gpointer data)
{
  Fixture *self = data;

  return !atlas_session_is_loading (self->session) &&
         atlas_region_panel_is_settled (ATLAS_REGION_PANEL (self->panel));
}

/* Sooner: the numbers are there, the map may still be painted. */
static void
count_again (Fixture *self)
{
  app_test_wait (is_counted, self);
}

static void
open_page (Fixture *self, int width, int height)
{
  self->page = g_object_new (ATLAS_TYPE_MAP_PAGE, NULL);
  atlas_page_set_session (ATLAS_PAGE (self->page), self->session);
  self->window = app_test_present (self->page, width, height);
  install_actions (self);
  self->map = ATLAS_MAP_VIEW (app_test_find (self->page, ATLAS_TYPE_MAP_VIEW, NULL));
  self->panel = app_test_find (self->page, ATLAS_TYPE_REGION_PANEL, NULL);
  self->flap = ADW_FLAP (app_test_find (self->page, ADW_TYPE_FLAP, NULL));
  settle (self);
}

static void
close_page (Fixture *self)
{
  gtk_window_destroy (self->window);
  app_test_run (20);
}

static void
set_up (Fixture *self, gconstpointer n_members)
{
  self->settings = g_settings_new (ATLAS_APP_ID);
  self->session = app_test_session_new (GPOINTER_TO_UINT (n_members));
  open_page (self, 800, 600);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  static const char *const keys[] = { "map-latitude",  "map-longitude",      "map-zoom",     "show-regions",
                                      "show-clusters", "side-panel-visible", "distance-unit" };

  close_page (self);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (self->settings, keys[i]);
  g_object_unref (self->settings);
  g_object_unref (self->session);
  g_free (self->asked);
  g_clear_pointer (&self->about, g_variant_unref);
}

static void
search (Fixture *self, const char *text)
{
  atlas_filter_set_text (atlas_session_get_filter (self->session, &atlas_kind_member), text);
  count_again (self);
}

static guint
count (Fixture *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasQuery) query = atlas_query_parse (&atlas_kind_member, text, &error);
  gint64 n;

  g_assert_no_error (error);
  n = atlas_register_count (atlas_session_get_register (self->session), query, NULL, &error);
  g_assert_no_error (error);
  return (guint) n;
}

static AtlasPointSet *
get_points (Fixture *self)
{
  return atlas_session_get_points (self->session);
}

static const char *
get_label (Fixture *self, const char *name)
{
  return gtk_label_get_text (GTK_LABEL (app_test_find (self->page, GTK_TYPE_LABEL, name)));
}

static gboolean
is_shown (Fixture *self, const char *name)
{
  return gtk_widget_get_mapped (app_test_find (self->page, GTK_TYPE_WIDGET, name));
}

static void
click (Fixture *self, const char *name)
{
  app_test_click (app_test_find (self->page, GTK_TYPE_BUTTON, name));
}

static void
click_and_settle (Fixture *self, const char *name)
{
  click (self, name);
  settle (self);
}

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
assert_row (Fixture *self, const char *label, guint part, guint whole)
{
  g_autofree char *begin = g_strdup_printf ("%s: %u of %u (", label, part, whole);
  const char *text = describe_row (self->panel, label);

  if (part == 0 && text == NULL)
    return;
  g_assert_nonnull (text);
  g_assert_true (g_str_has_prefix (text, begin));
}

static void
choose_region (Fixture *self, const char *code)
{
  guint region = code ? atlas_region_find (code, -1) : ATLAS_REGION_NONE;

  atlas_map_view_set_selected_region (self->map, region);
  g_signal_emit_by_name (self->map, "region-activated", region);
  count_again (self);
}

static void
test_everyone (Fixture *self, gconstpointer data)
{
  const AtlasPointCount *total = atlas_point_set_get_total (get_points (self));

  app_test_picture (self->page, "map-everyone");
  g_assert_true (atlas_map_view_get_points (self->map) == get_points (self));
  g_assert_cmpstr (get_label (self, "name"), ==, "Everyone");
  g_assert_cmpstr (get_label (self, "total"), ==, "2000 people");
  assert_row (self, "Women", total->by_sex[1], 2000);
  assert_row (self, "Men", total->by_sex[2], 2000);
  assert_row (self, "By e-mail", count (self, "consent:email"), 2000);
  assert_row (self, "By telephone", count (self, "consent:phone"), 2000);
  assert_row (self, "By post", count (self, "consent:post"), 2000);
  assert_row (self, "25–34", count (self, "age:25..34"), 2000);
  assert_row (self, "65 and older", count (self, "age:>=65"), 2000);
  assert_row (self, "Under 18", count (self, "age:0..17"), 2000);
  assert_row (self, "Bachelor’s or equivalent level", count (self, "education:6"), 2000);
  assert_row (self, "Human health and social work activities", count (self, "sector:Q"), 2000);
  g_assert_false (is_shown (self, "new_event"));
  g_assert_false (is_shown (self, "close"));
  g_assert_false (is_shown (self, "card"));

  /* Those whom the map can't show are told of. */
  g_assert_cmpuint (count (self, "-has:location"), >, 0);
  g_assert_true (is_shown (self, "unplaced"));
  click (self, "unplaced");
  g_assert_cmpstr (self->asked, ==, "show-people");
  g_assert_cmpstr (g_variant_get_string (self->about, NULL), ==, "-has:location");
}

static void
test_region (Fixture *self, gconstpointer data)
{
  guint region = atlas_region_find ("CA-ON", -1);
  guint members = atlas_point_set_get_regions (get_points (self))[region].members;
  g_autofree char *total = g_strdup_printf ("%u people", members);
  g_autoptr (AtlasProfile) profile =
    atlas_point_set_profile (get_points (self), (int) region, atlas_date_this_year ());
  const AtlasPointGroup *largest = &g_array_index (profile->places, AtlasPointGroup, 0);
  AtlasPlace place;
  double latitude, longitude, zoom;
  GtkWidget *row;

  choose_region (self, "CA-ON");
  settle (self);
  app_test_picture (self->page, "map-region");
  g_assert_cmpstr (get_label (self, "name"), ==, "Ontario");
  g_assert_cmpstr (get_label (self, "total"), ==, total);
  g_assert_false (is_shown (self, "unplaced"));
  assert_row (self, "Women", profile->count.by_sex[1], members);
  g_assert_true (atlas_gazetteer_get_place (largest->key, &place));
  assert_row (self, place.name, largest->count.members, members);

  /* A new event is somewhere in the region, by the clocks of its largest town. */
  click (self, "new_event");
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
  settle (self);
  atlas_map_view_get_position (self->map, &latitude, &longitude, &zoom);
  g_assert_cmpfloat_with_epsilon (latitude, place.latitude, 0.01);
  g_assert_cmpfloat_with_epsilon (longitude, place.longitude, 0.01);
  g_assert_cmpfloat_with_epsilon (zoom, 10, 0.1);
  click (self, "new_event");
  {
    g_autoptr (GVariant) fields = g_variant_get_child_value (self->about, 1);
    const char *text;

    g_assert_true (g_variant_lookup (fields, "address.city", "&s", &text));
    g_assert_cmpstr (text, ==, place.name);
  }

  click_and_settle (self, "close");
  g_assert_cmpstr (get_label (self, "name"), ==, "Everyone");
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
test_queries (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      guint found;

      /* A search that means the same as the one before is not asked for again. */
      atlas_filter_set_text (atlas_session_get_filter (self->session, &atlas_kind_member), "zzz");
      search (self, queries[i].search);
      choose_region (self, queries[i].region);
      found = (guint) g_ascii_strtoull (get_label (self, "total"), NULL, 10);
      g_assert_cmpuint (found, >, 0);

      click (self, "show_people");
      g_assert_cmpstr (self->asked, ==, "show-people");
      g_assert_cmpstr (g_variant_get_string (self->about, NULL), ==, queries[i].query);
      click (self, "export_contacts");
      g_assert_cmpstr (self->asked, ==, "export-contacts");
      g_assert_cmpstr (g_variant_get_string (self->about, NULL), ==, queries[i].query);
      g_assert_cmpuint (count (self, queries[i].query), ==, found);
    }

  /* What can't be understood yet asks for what is shown. */
  search (self, "sex:female");
  search (self, "sex:female colour:");
  choose_region (self, NULL);
  click (self, "show_people");
  g_assert_cmpstr (g_variant_get_string (self->about, NULL), ==, "sex:female");

  /* A region where nobody is found. */
  search (self, "region:CA-ON");
  choose_region (self, "US-NY");
  g_assert_cmpstr (get_label (self, "total"), ==, "0 people found");
  g_assert_false (gtk_widget_is_sensitive (app_test_find (self->page, GTK_TYPE_BUTTON, "show_people")));
  g_assert_false (gtk_widget_is_sensitive (app_test_find (self->page, GTK_TYPE_BUTTON, "export_contacts")));
}

static void
test_nobody_found (Fixture *self, gconstpointer data)
{
  search (self, "zzzzzz");
  settle (self);
  app_test_picture (self->page, "map-nobody-found");
  g_assert_true (is_shown (self, "card"));
  g_assert_cmpstr (get_label (self, "card_title"), ==, "Nobody Found");
  g_assert_false (is_shown (self, "import"));
  click_and_settle (self, "clear_search");
  g_assert_cmpstr (atlas_filter_get_text (atlas_session_get_filter (self->session, &atlas_kind_member)), ==,
                   "");
  g_assert_false (is_shown (self, "card"));
  g_assert_cmpstr (get_label (self, "total"), ==, "2000 people");
}

static void
save_event (Fixture *self, gint64 *id, const char *title, const char *status, int days, gboolean placed)
{
  g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_event);
  g_autoptr (GError) error = NULL;
  char start[ATLAS_DATE_TEXT_SIZE];

  atlas_timestamp_format (atlas_timestamp_now_seconds () + days * 86400, start);
  if (*id != 0)
    {
      atlas_record_unref (record);
      record =
        atlas_register_load (atlas_session_get_register (self->session), &atlas_kind_event, *id, &error);
      g_assert_no_error (error);
    }
  atlas_record_set_text (record, "title", title);
  atlas_record_set_text (record, "status", status);
  atlas_record_set_text (record, "start", start);
  if (placed)
    {
      atlas_record_set_real (record, "location.latitude", 43.65);
      atlas_record_set_real (record, "location.longitude", -79.38);
    }
  *id = atlas_register_save (atlas_session_get_register (self->session), record, &error);
  g_assert_no_error (error);
  app_test_run (50);
  settle (self);
}

static void
test_empty (Fixture *self, gconstpointer data)
{
  g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_member);
  g_autoptr (GError) error = NULL;

  app_test_picture (self->page, "map-empty");
  g_assert_true (is_shown (self, "card"));
  g_assert_false (is_shown (self, "clear_search"));
  click (self, "import");
  g_assert_cmpstr (self->asked, ==, "import");
  click (self, "add_person");
  g_assert_cmpstr (self->asked, ==, "new");
  g_assert_cmpstr (get_label (self, "total"), ==, "0 people");

  /* The first person takes the card away. */
  atlas_record_set_text (record, "family_name", "Uwase");
  atlas_record_set_text (record, "address.city", "Toronto");
  atlas_record_set_text (record, "address.region", "CA-ON");
  g_assert_cmpint (atlas_register_save (atlas_session_get_register (self->session), record, &error), >, 0);
  g_assert_no_error (error);
  app_test_run (100);
  settle (self);
  g_assert_false (is_shown (self, "card"));
  g_assert_cmpstr (get_label (self, "total"), ==, "1 person");
  app_test_picture (self->page, "map-one");
}

static guint
count_mapped_labels (GtkWidget *root, const char *text)
{
  guint n = GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) &&
            g_strcmp0 (gtk_label_get_text (GTK_LABEL (root)), text) == 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_mapped_labels (child, text);
  return n;
}

static void
test_events (Fixture *self, gconstpointer data)
{
  gint64 fair = 0, past = 0, elsewhere = 0, cancelled = 0;
  GtkWidget *row;

  g_assert_true (is_shown (self, "no_events"));
  save_event (self, &fair, "Skills <b>fair</b> & more", NULL, 10, TRUE);
  save_event (self, &past, "Long ago", "held", -10, TRUE);
  save_event (self, &elsewhere, "Somewhere", "planned", 5, FALSE);
  save_event (self, &cancelled, "Not at all", "cancelled", 5, TRUE);
  g_assert_false (is_shown (self, "no_events"));
  g_assert_cmpuint (count_mapped_labels (self->panel, "Skills <b>fair</b> & more"), ==, 1);
  g_assert_cmpuint (count_mapped_labels (self->panel, "Somewhere"), ==, 1);
  g_assert_cmpuint (count_mapped_labels (self->panel, "Long ago"), ==, 0);
  g_assert_cmpuint (count_mapped_labels (self->panel, "Not at all"), ==, 0);

  /* There: by the address or else by the position. */
  choose_region (self, "CA-ON");
  g_assert_cmpuint (count_mapped_labels (self->panel, "Skills <b>fair</b> & more"), ==, 1);
  g_assert_cmpuint (count_mapped_labels (self->panel, "Somewhere"), ==, 0);
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
  choose_region (self, "CA-QC");
  g_assert_true (is_shown (self, "no_events"));
  choose_region (self, NULL);

  /* Changes are followed. */
  save_event (self, &fair, "Job fair", "confirmed", 12, TRUE);
  g_assert_cmpuint (count_mapped_labels (self->panel, "Job fair"), ==, 1);
  g_assert_true (
    atlas_register_delete (atlas_session_get_register (self->session), &atlas_kind_event, &fair, 1, NULL));
  app_test_run (50);
  settle (self);
  g_assert_cmpuint (count_mapped_labels (self->panel, "Job fair"), ==, 0);
  for (guint i = 0; i < 6; i++)
    {
      gint64 id = 0;

      save_event (self, &id, "One of many", NULL, 20 + (int) i, TRUE);
    }
  g_assert_cmpuint (count_mapped_labels (self->panel, "2 more events"), ==, 1);
  click (self, "more_events");
  g_assert_cmpstr (self->asked, ==, "show-page");
}

static void
test_activated (Fixture *self, gconstpointer data)
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
test_marks_activated (Fixture *self, gconstpointer data)
{
  AtlasFilter *events = atlas_session_get_filter (self->session, &atlas_kind_event);
  gint64 first = 0, second = 0, elsewhere = 0;
  g_autoptr (GError) error = NULL;

  save_event (self, &first, "One", NULL, 3, TRUE);
  save_event (self, &second, "Two", NULL, 4, TRUE);
  save_event (self, &elsewhere, "Three", NULL, 4, FALSE);
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
test_cluster_query (Fixture *self, gconstpointer data)
{
  static const char *const searches[] = { "", "sex:female", "bbox:-130,20,-60,60 sex:male" };

  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      search (self, searches[i]);
      for (guint level = 2; level <= 12; level += 2)
        {
          g_autoptr (GArray) cells =
            atlas_point_set_list_clusters (get_points (self), level, 0, 0, 1, 1, FALSE);

          for (guint at = 0; at + 2 < cells->len; at += 1 + cells->len / 4)
            {
              g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));
              g_autofree char *query = NULL;

              /* Two cells that others lie between. */
              for (guint k = 0; k <= 2; k += 2)
                {
                  const AtlasCluster *cell = &g_array_index (cells, AtlasCluster, at + k);
                  g_autoptr (GArray) more =
                    atlas_point_set_list_rows (get_points (self), cell->level, cell->cell);

                  g_array_append_vals (rows, more->data, more->len);
                }
              query = atlas_people_box_dup_query (searches[i], get_points (self), rows);
              g_assert_cmpuint (count (self, query), ==, rows->len);
            }
        }
    }

  {
    g_autoptr (GArray) one = g_array_new (FALSE, FALSE, sizeof (guint));
    guint row = 0;

    g_array_append_val (one, row);
    search (self, "");
    g_signal_emit_by_name (self->map, "cluster-activated", one);
    g_assert_cmpstr (self->asked, ==, "show-people");
    g_assert_true (g_str_has_prefix (g_variant_get_string (self->about, NULL), "bbox:"));
    g_assert_cmpuint (count (self, g_variant_get_string (self->about, NULL)), >=, 1);
  }
}

static void
press_f9 (Fixture *self)
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
  settle (self);
}

static void
test_panel (Fixture *self, gconstpointer data)
{
  close_page (self);
  open_page (self, 1280, 720);
  g_assert_true (adw_flap_get_reveal_flap (self->flap));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (self->map)), >=, 640);
  press_f9 (self);
  g_assert_false (adw_flap_get_reveal_flap (self->flap));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (self->map)), ==, 1280);
  g_assert_false (g_settings_get_boolean (self->settings, "side-panel-visible"));

  /* Remembered. */
  close_page (self);
  open_page (self, 1280, 720);
  g_assert_false (adw_flap_get_reveal_flap (self->flap));

  /* A region that is clicked wants to be read. */
  choose_region (self, "CA-ON");
  settle (self);
  g_assert_true (adw_flap_get_reveal_flap (self->flap));
  press_f9 (self);

  gtk_toggle_button_set_active (
    GTK_TOGGLE_BUTTON (app_test_find (self->page, GTK_TYPE_TOGGLE_BUTTON, "panel_button")), TRUE);
  settle (self);
  g_assert_true (adw_flap_get_reveal_flap (self->flap));
  g_assert_true (g_settings_get_boolean (self->settings, "side-panel-visible"));
}

static void
test_narrow (Fixture *self, gconstpointer data)
{
  int minimum;

  close_page (self);
  open_page (self, 360, 640);
  gtk_widget_measure (self->page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  g_assert_true (adw_flap_get_folded (self->flap));
  g_assert_false (adw_flap_get_reveal_flap (self->flap));
  app_test_picture (self->page, "map-narrow");
  choose_region (self, "CA-ON");
  settle (self);
  g_assert_true (adw_flap_get_reveal_flap (self->flap));
  app_test_picture (self->page, "map-narrow-panel");

  /* What lies over the map for a moment says nothing of how it is to be beside it. */
  press_f9 (self);
  g_assert_false (adw_flap_get_reveal_flap (self->flap));
  g_assert_true (g_settings_get_boolean (self->settings, "side-panel-visible"));
  close_page (self);
  open_page (self, 800, 600);
  g_assert_true (adw_flap_get_reveal_flap (self->flap));
}

static void
test_position (Fixture *self, gconstpointer data)
{
  double latitude, longitude, zoom;

  /* Nothing to remember of a map that shows all. */
  g_assert_null (g_settings_get_user_value (self->settings, "map-zoom"));
  click_and_settle (self, "view_canada");
  atlas_map_view_get_position (self->map, &latitude, &longitude, &zoom);
  g_assert_cmpfloat (latitude, >, 50);
  click_and_settle (self, "view_usa");
  atlas_map_view_get_position (self->map, &latitude, &longitude, &zoom);
  g_assert_cmpfloat (latitude, <, 45);
  g_assert_cmpfloat_with_epsilon (g_settings_get_double (self->settings, "map-latitude"), latitude, 1e-6);

  atlas_map_view_go_to (self->map, 45.4, -75.7, 8.25, FALSE);
  settle (self);
  close_page (self);
  open_page (self, 800, 600);
  atlas_map_view_get_position (self->map, &latitude, &longitude, &zoom);
  g_assert_cmpfloat_with_epsilon (latitude, 45.4, 1e-6);
  g_assert_cmpfloat_with_epsilon (longitude, -75.7, 1e-6);
  g_assert_cmpfloat_with_epsilon (zoom, 8.25, 1e-6);

  click_and_settle (self, "view_all");
  g_assert_true (atlas_map_view_is_fitted_to_all (self->map));
  {
    g_autoptr (GVariant) value = g_settings_get_user_value (self->settings, "map-zoom");

    g_assert_null (value);
  }
}

static gboolean
get_map_boolean (Fixture *self, const char *name)
{
  gboolean value;

  g_object_get (self->map, name, &value, NULL);
  return value;
}

static void
test_settings (Fixture *self, gconstpointer data)
{
  static const char *const layers[] = { "show-regions", "show-clusters" };

  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      g_autofree char *action = g_strconcat ("layers.", layers[i], NULL);

      g_assert_true (get_map_boolean (self, layers[i]));
      g_assert_true (gtk_widget_activate_action (self->page, action, NULL));
      settle (self);
      g_assert_false (get_map_boolean (self, layers[i]));
      g_assert_false (g_settings_get_boolean (self->settings, layers[i]));
      g_assert_true (gtk_widget_activate_action (self->page, action, NULL));
      g_assert_true (get_map_boolean (self, layers[i]));
    }

  g_assert_false (get_map_boolean (self, "imperial"));
  g_settings_set_string (self->settings, "distance-unit", "miles");
  g_assert_true (get_map_boolean (self, "imperial"));
  g_settings_set_string (self->settings, "distance-unit", "km");
  g_assert_false (get_map_boolean (self, "imperial"));

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  settle (self);
  app_test_run (300);
  g_assert_true (get_map_boolean (self, "dark"));
  app_test_picture (self->page, "map-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
  settle (self);
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
test_sessions (Fixture *self, gconstpointer data)
{
  g_autoptr (AtlasSession) other = app_test_session_new (30);
  AtlasSession *first = self->session;

  choose_region (self, "CA-ON");
  atlas_page_set_session (ATLAS_PAGE (self->page), NULL);
  app_test_run (50);
  g_assert_null (atlas_map_view_get_points (self->map));
  g_assert_cmpuint (atlas_map_view_get_selected_region (self->map), ==, ATLAS_REGION_NONE);
  atlas_page_set_session (ATLAS_PAGE (self->page), other);
  self->session = other;
  settle (self);
  g_assert_cmpstr (get_label (self, "total"), ==, "30 people");
  self->session = first;
}

#define ADD(name, n, test) \
  g_test_add ("/map-page/" name, Fixture, GUINT_TO_POINTER (n), set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  /* How they look is seen by eye and tested with the map view; here they would only take time. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ADD ("everyone", 2000, test_everyone);
  ADD ("region", 2000, test_region);
  ADD ("queries", 2000, test_queries);
  ADD ("nobody-found", 2000, test_nobody_found);
  ADD ("empty", 0, test_empty);
  ADD ("events", 0, test_events);
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
