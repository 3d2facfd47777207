/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Selecting people on the map page: what the panel then says of them, and what its buttons ask for. */
#include <math.h>

#include "atlas-gazetteer.h"
#include "atlas-map-view-private.h"
#include "atlas-mercator.h"
#include "atlas-number.h"
#include "atlas-region.h"
#include "map-page-fixture.h"

typedef struct
{
  double latitude, longitude;
} Position;

static const Position lasso[] = {
  { 42.5, -83.5 }, { 45.5, -82 }, { 46.5, -76 }, { 45, -73 }, { 43, -76 }, { 42.5, -80 },
};

static void
get_pixel (MapPageFixture *self, const Position *position, double *x, double *y)
{
  AtlasMapFrame frame;

  atlas_map_view_get_frame (self->map, &frame);
  *x = atlas_map_frame_x (&frame, atlas_mercator_x (position->longitude));
  *y = atlas_map_frame_y (&frame, atlas_mercator_y (position->latitude));
}

/* All but the end of it. */
static void
draw (MapPageFixture *self, AtlasMapTool tool, GdkModifierType state, const Position *way, guint n)
{
  double x, y;

  get_pixel (self, &way[0], &x, &y);
  atlas_map_view_begin_drawing (self->map, tool, atlas_map_view_mode_for_state (self->map, state), x, y);
  for (guint i = 1; i < n; i++)
    {
      get_pixel (self, &way[i], &x, &y);
      atlas_map_view_draw_to (self->map, x, y);
    }
}

static void
end (MapPageFixture *self)
{
  atlas_map_view_end_drawing (self->map);
  map_page_count_again (self);
}

/* The query of what is selected. (transfer full) */
static char *
dup_area (MapPageFixture *self)
{
  g_autofree char *text = atlas_selection_to_text (atlas_map_view_get_selection (self->map));

  return g_strdup_printf ("area:\"%s\"", text);
}

/* The panel tells as many as the database finds for the text that its button asks for. */
static guint
assert_panel (MapPageFixture *self, const char *search)
{
  g_autofree char *area = dup_area (self);
  g_autofree char *query = g_strdup_printf ("%s%s%s", search, search[0] != '\0' ? " " : "", area);
  guint n = map_page_count (self, query);
  g_autofree char *number = atlas_number_format (n);
  g_autofree char *total =
    g_strdup_printf (n == 1 ? "%s person%s" : "%s people%s", number, search[0] != '\0' ? " found" : "");

  g_assert_cmpstr (map_page_get_label (self, "name"), ==, "Selection");
  g_assert_cmpstr (map_page_get_label (self, "total"), ==, total);
  g_assert_true (map_page_is_shown (self, "close"));
  if (n == 0)
    return 0;
  map_page_click (self, "show_people");
  g_assert_cmpstr (self->asked, ==, "show-people");
  g_assert_cmpstr (g_variant_get_string (self->about, NULL), ==, query);
  map_page_click (self, "export_contacts");
  g_assert_cmpstr (self->asked, ==, "export-contacts");
  g_assert_cmpstr (g_variant_get_string (self->about, NULL), ==, query);
  return n;
}

static void
test_lasso (MapPageFixture *self, gconstpointer data)
{
  guint all, women;

  draw (self, ATLAS_MAP_TOOL_LASSO, 0, lasso, G_N_ELEMENTS (lasso));
  app_test_picture (self->page, "selection-lasso-drawing");
  end (self);
  map_page_settle (self);
  app_test_picture (self->page, "selection-lasso");
  all = assert_panel (self, "");
  g_assert_cmpuint (all, >, 100);

  /* Of those whom the search finds. */
  map_page_search (self, "sex:female");
  women = assert_panel (self, "sex:female");
  g_assert_cmpuint (women, <, all);
  g_assert_cmpuint (women, >, 0);

  /* What the button asked for is what is searched for now: asked again it stays so. */
  {
    g_autofree char *query = g_variant_dup_string (self->about, NULL);

    map_page_search (self, query);
    map_page_click (self, "show_people");
    g_assert_cmpstr (g_variant_get_string (self->about, NULL), ==, query);
  }
}

static void
test_sums (MapPageFixture *self, gconstpointer data)
{
  const Position box[] = { { 49, -84 }, { 41, -72 } };
  const Position circle[] = { { 43.65, -79.38 }, { 43.65, -78 } };
  const Position west[] = { { 50, -125 }, { 46, -110 } };
  guint first, second, third;

  draw (self, ATLAS_MAP_TOOL_RECTANGLE, GDK_SHIFT_MASK, box, 2);
  end (self);
  first = assert_panel (self, "");
  draw (self, ATLAS_MAP_TOOL_RECTANGLE, GDK_CONTROL_MASK, west, 2);
  end (self);
  second = assert_panel (self, "");
  g_assert_cmpuint (second, >, first);
  draw (self, ATLAS_MAP_TOOL_CIRCLE, GDK_ALT_MASK, circle, 2);
  app_test_picture (self->page, "selection-subtracting");
  end (self);
  map_page_settle (self);
  app_test_picture (self->page, "selection-sums");
  third = assert_panel (self, "");
  g_assert_cmpuint (third, <, second);

  /* Nobody. */
  draw (self, ATLAS_MAP_TOOL_RECTANGLE, 0, (const Position[]){ { 33, -62 }, { 31, -60 } }, 2);
  end (self);
  g_assert_cmpuint (assert_panel (self, ""), ==, 0);
  g_assert_false (map_page_is_shown (self, "new_event"));
}

static gboolean
press (MapPageFixture *self, guint key, GdkModifierType state)
{
  return atlas_map_view_draw_by_key (self->map, key, 0, state);
}

static void
test_keyboard (MapPageFixture *self, gconstpointer data)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->map));
  atlas_map_view_go_to (self->map, 43.65, -79.38, 6, FALSE);
  map_page_settle (self);
  gtk_widget_activate_action (GTK_WIDGET (self->map), "map.tool", "s", "circle");
  g_assert_true (press (self, GDK_KEY_Left, GDK_SHIFT_MASK));
  g_assert_true (press (self, GDK_KEY_space, 0));
  g_assert_true (press (self, GDK_KEY_plus, 0));
  map_page_settle (self);
  app_test_picture (self->page, "selection-circle-drawing");
  g_assert_true (press (self, GDK_KEY_Return, 0));
  map_page_settle (self);
  app_test_picture (self->page, "selection-circle");
  g_assert_cmpuint (assert_panel (self, ""), >, 10);
}

static void
test_new_event (MapPageFixture *self, gconstpointer data)
{
  const char *text;
  gint64 fair = 0;

  map_page_save_event (self, &fair, "Skills fair", NULL, 10, TRUE);
  draw (self, ATLAS_MAP_TOOL_LASSO, 0, lasso, G_N_ELEMENTS (lasso));
  end (self);
  g_assert_cmpuint (map_page_count_mapped_labels (self->panel, "Skills fair"), ==, 1);
  map_page_click (self, "new_event");
  g_assert_cmpstr (self->asked, ==, "new-record");
  {
    g_autoptr (GVariant) fields = g_variant_get_child_value (self->about, 1);

    /* In its largest town. */
    g_assert_true (g_variant_lookup (fields, "address.city", "&s", &text));
    g_assert_true (g_variant_lookup (fields, "address.region", "&s", &text));
    g_assert_true (g_variant_lookup (fields, "timezone", "&s", &text));
  }
  draw (self, ATLAS_MAP_TOOL_RECTANGLE, 0, (const Position[]){ { 50, -125 }, { 46, -110 } }, 2);
  end (self);
  g_assert_cmpuint (map_page_count_mapped_labels (self->panel, "Skills fair"), ==, 0);
}

static void
test_clearing (MapPageFixture *self, gconstpointer data)
{
  guint ontario = atlas_region_find ("CA-ON", -1);

  draw (self, ATLAS_MAP_TOOL_LASSO, 0, lasso, G_N_ELEMENTS (lasso));
  end (self);
  map_page_click_and_settle (self, "close");
  g_assert_null (atlas_map_view_get_selection (self->map));
  g_assert_cmpstr (map_page_get_label (self, "name"), ==, "Everyone");
  g_assert_false (map_page_is_shown (self, "close"));

  /* A region takes its place, and it that of a region. */
  draw (self, ATLAS_MAP_TOOL_LASSO, 0, lasso, G_N_ELEMENTS (lasso));
  end (self);
  atlas_map_view_activate_region (self->map, ontario);
  map_page_count_again (self);
  g_assert_cmpstr (map_page_get_label (self, "name"), ==, "Ontario");
  draw (self, ATLAS_MAP_TOOL_LASSO, 0, lasso, G_N_ELEMENTS (lasso));
  end (self);
  g_assert_cmpstr (map_page_get_label (self, "name"), ==, "Selection");
  gtk_widget_activate_action (GTK_WIDGET (self->map), "map.clear", NULL);
  map_page_count_again (self);
  g_assert_cmpstr (map_page_get_label (self, "name"), ==, "Everyone");
}

/* In the dark, where there is room, and with much to show. */
static void
test_dark (MapPageFixture *self, gconstpointer data)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  map_page_close (self);
  map_page_open (self, 1280, 800);
  atlas_map_view_go_to (self->map, 43.65, -79.38, 6, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self->map), "map.tool", "s", "lasso");
  draw (self, ATLAS_MAP_TOOL_LASSO, 0, lasso, G_N_ELEMENTS (lasso));
  end (self);
  draw (self, ATLAS_MAP_TOOL_CIRCLE, GDK_ALT_MASK, (const Position[]){ { 43.65, -79.38 }, { 43.65, -79 } },
        2);
  end (self);
  draw (self, ATLAS_MAP_TOOL_CIRCLE, GDK_CONTROL_MASK, (const Position[]){ { 45.5, -73.6 }, { 45.5, -72.5 } },
        2);
  map_page_settle (self);
  app_test_picture (self->page, "selection-dark");
  end (self);
  assert_panel (self, "");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  map_page_settle (self);
  app_test_picture (self->page, "selection-light");
}

static void
click_area (MapPageFixture *self, const char *code)
{
  const AtlasMapArea area = { ATLAS_AREAS_REGIONS, atlas_region_find (code, -1) };

  atlas_map_view_activate_area (self->map, area);
  map_page_count_again (self);
}

/* Adding and taking away without another key, by the panel's buttons. */
static void
test_modes (MapPageFixture *self, gconstpointer data)
{
  const Position circle[] = { { 43.65, -79.38 }, { 43.65, -78 } };
  guint ontario, both, less;
  AtlasMapMode mode;

  g_assert_false (map_page_is_shown (self, "modes"));
  click_area (self, "CA-ON");
  g_assert_true (map_page_is_shown (self, "modes"));
  ontario = map_page_count (self, "region:CA-ON");
  app_test_click (app_test_find_button (self->panel, "Add"));
  click_area (self, "CA-QC");
  both = assert_panel (self, "");
  g_assert_cmpuint (both, ==, ontario + map_page_count (self, "region:CA-QC"));
  map_page_settle (self);
  app_test_picture (self->page, "selection-modes");

  app_test_click (app_test_find_button (self->panel, "Take Away"));
  draw (self, ATLAS_MAP_TOOL_CIRCLE, 0, circle, 2);
  end (self);
  less = assert_panel (self, "");
  g_assert_cmpuint (less, <, both);
  /* The sea takes nothing away. */
  atlas_map_view_activate_area (self->map, atlas_map_area_none);
  map_page_count_again (self);
  g_assert_cmpuint (assert_panel (self, ""), ==, less);
  /* A key that is held means what it always does. */
  draw (self, ATLAS_MAP_TOOL_CIRCLE, GDK_CONTROL_MASK, circle, 2);
  end (self);
  g_assert_cmpuint (assert_panel (self, ""), >, less);

  app_test_click (app_test_find_button (self->panel, "New"));
  click_area (self, "CA-QC");
  g_assert_cmpstr (map_page_get_label (self, "name"), ==, "Quebec");

  /* Where nothing is selected there is nothing to add to. */
  app_test_click (app_test_find_button (self->panel, "Add"));
  map_page_click_and_settle (self, "close");
  g_object_get (self->map, "mode", &mode, NULL);
  g_assert_cmpint (mode, ==, ATLAS_MAP_REPLACE);
  g_assert_false (map_page_is_shown (self, "modes"));
}

#define ADD(name, n, test)                                                                         \
  g_test_add ("/map-selection/" name, MapPageFixture, GUINT_TO_POINTER (n), map_page_set_up, test, \
              map_page_tear_down)

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ADD ("lasso", 2000, test_lasso);
  ADD ("sums", 2000, test_sums);
  ADD ("modes", 2000, test_modes);
  ADD ("keyboard", 2000, test_keyboard);
  ADD ("new-event", 2000, test_new_event);
  ADD ("clearing", 2000, test_clearing);
  ADD ("dark", 5000, test_dark);
  return g_test_run ();
}
