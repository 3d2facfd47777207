/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "atlas-map-picture.h"
#include "atlas-picture-map.h"
#include "atlas-region.h"
#include "query-test-support.h"

/* People by region: @women of them are women, the others men. */
static const struct
{
  const char *region;
  guint members, women;
} groups[] = {
  { "CA-ON", 230, 110 }, { "CA-QC", 41, 20 }, { "CA-AB", 12, 2 },  { "CA-YT", 3, 1 },
  { "US-NY", 64, 30 },   { "US-CA", 17, 9 },  { "US-TX", 8, 8 },   { "US-HI", 6, 6 },
  { "US-AK", 4, 4 },     { "US-WY", 1, 0 },   { "US-PR", 25, 12 }, { "RW-01", 9, 4 },
};

static void
add_groups (AtlasRegister *source)
{
  g_autoptr (GString) json = g_string_new ("[");

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (guint n = 0; n < groups[i].members; n++)
      {
        double latitude, longitude;

        atlas_region_get_label_point (atlas_region_find (groups[i].region, -1), &latitude, &longitude);
        g_string_append_printf (json,
                                "%s{\"given_name\":\"P%u\",\"sex\":\"%s\",\"birth_year\":%u,\"address\":{"
                                "\"region\":\"%s\"},\"location\":{\"latitude\":%.5f,\"longitude\":%.5f}}",
                                json->len > 1 ? "," : "", n, n < groups[i].women ? "female" : "male",
                                1960 + n % 40, groups[i].region, latitude, longitude);
      }
  g_string_append (json, "]");
  add_json (source, json->str);
}

static AtlasMapPicture *
make_picture (Fixture *fixture, const char *measure_text, const AtlasPictureOptions *options)
{
  g_autoptr (AtlasQuery) query = make_query (&atlas_kind_member, options->query ? options->query : "");
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasPointSet) set = atlas_register_match (fixture->source, query, NULL, &error);
  g_autoptr (AtlasMeasure) measure = atlas_measure_parse (measure_text, &error);
  g_autoptr (AtlasMeasured) regions = NULL;

  g_assert_no_error (error);
  regions = atlas_register_measure (fixture->source, measure, set, ATLAS_AREAS_REGIONS, NULL, &error);
  g_assert_no_error (error);
  return atlas_map_picture_new (set, regions, NULL, options);
}

static const AtlasPictureArea *
find_area (const AtlasPictureContent *content, const char *code)
{
  return atlas_picture_content_find (content, FALSE, atlas_region_find (code, -1));
}

static void
assert_text (const AtlasPictureContent *content, const char *code, const char *text)
{
  const AtlasPictureArea *area = find_area (content, code);

  g_assert_nonnull (area);
  g_assert_cmpstr (area->text, ==, text);
}

static const char *
find_total (const AtlasPictureContent *content, const char *name)
{
  for (guint i = 0; i < content->totals->len; i++)
    if (g_str_equal (g_array_index (content->totals, AtlasPictureTotal, i).name, name))
      return g_array_index (content->totals, AtlasPictureTotal, i).text;
  return NULL;
}

/* --- what it says ------------------------------------------------------------------------------------------
 */

static void
test_members (Fixture *fixture, gconstpointer data)
{
  const AtlasPictureOptions options = { .smallest = 5 };
  g_autoptr (AtlasMapPicture) picture = NULL;
  const AtlasPictureContent *content;

  add_groups (fixture->source);
  picture = make_picture (fixture, "members", &options);
  content = atlas_map_picture_get_content (picture);
  g_assert_cmpstr (content->title, ==, "Members by province and state");
  g_assert_cmpstr (content->date, ==, "6 May 2026");
  g_assert_cmpuint (content->areas->len, ==, 13 + 51 + 1);

  assert_text (content, "CA-ON", "230");
  assert_text (content, "CA-YT", "<5");
  assert_text (content, "US-WY", "<5");
  assert_text (content, "US-AK", "<5");
  assert_text (content, "US-HI", "6");
  assert_text (content, "US-VT", "0");
  g_assert_null (find_area (content, "RW-01"));
  g_assert_cmpint (find_area (content, "CA-YT")->fill, ==, ATLAS_PICTURE_HIDDEN);
  g_assert_cmpint (find_area (content, "US-VT")->fill, ==, ATLAS_PICTURE_ZERO);
  g_assert_true (isnan (find_area (content, "CA-YT")->value));
  g_assert_cmpstr (content->fill_labels[ATLAS_PICTURE_HIDDEN], ==, "Fewer than 5");
  g_assert_cmpuint (content->n_filled[ATLAS_PICTURE_HIDDEN], ==, 3);

  /* One is hidden in Canada: a range. Two in the USA, 4 and 1: their sum tells nothing of either. */
  g_assert_cmpstr (find_total (content, "Canada"), ==, "284–287");
  g_assert_cmpstr (find_total (content, "United States"), ==, "125");
  g_assert_cmpstr (find_total (content, "Elsewhere or not known"), ==, "9");
  g_assert_cmpstr (find_total (content, "Total"), ==, "418–421");

  /* The classes are of what is told. */
  for (guint i = 0; i < content->n_shades; i++)
    g_assert_cmpfloat (content->shades[i].low, >=, 5);
}

static void
test_all_told (Fixture *fixture, gconstpointer data)
{
  const AtlasPictureOptions options = { .smallest = 1, .title = "All\tof\nthem", .query = " sex:male " };
  g_autoptr (AtlasMapPicture) picture = NULL;
  const AtlasPictureContent *content;

  add_groups (fixture->source);
  picture = make_picture (fixture, "members", &options);
  content = atlas_map_picture_get_content (picture);
  g_assert_cmpstr (content->title, ==, "All of them");
  g_assert_cmpstr (content->subtitle, ==, "Only Sex: Men · 6 May 2026");
  assert_text (content, "CA-YT", "2");
  assert_text (content, "US-WY", "1");
  g_assert_null (content->fill_labels[ATLAS_PICTURE_HIDDEN]);
  g_assert_cmpstr (find_total (content, "Canada"), ==, "153");
}

static void
test_shares (Fixture *fixture, gconstpointer data)
{
  const AtlasPictureOptions options = { .smallest = 5 };
  g_autoptr (AtlasMapPicture) women = NULL, age = NULL;
  const AtlasPictureContent *content;

  add_groups (fixture->source);
  women = make_picture (fixture, "women", &options);
  content = atlas_map_picture_get_content (women);
  assert_text (content, "CA-ON", "48 %");
  assert_text (content, "US-TX", "100 %");
  /* 2 women of 12; 3 people; nobody. */
  assert_text (content, "CA-AB", "too few");
  assert_text (content, "CA-YT", "too few");
  assert_text (content, "US-VT", "–");
  g_assert_cmpint (find_area (content, "US-VT")->fill, ==, ATLAS_PICTURE_UNKNOWN);

  age = make_picture (fixture, "median-age", &options);
  content = atlas_map_picture_get_content (age);
  assert_text (content, "US-AK", "too few");
  /* Told, as six are enough for that; but not shaded. */
  g_assert_cmpint (find_area (content, "US-HI")->fill, ==, ATLAS_PICTURE_FEW);
  g_assert_cmpfloat (find_area (content, "US-HI")->value, ==, 63.5);
  assert_text (content, "US-HI", "63.5");
  g_assert_cmpstr (content->fill_labels[ATLAS_PICTURE_FEW], ==, "Fewer than 10 people");
  g_assert_cmpint (find_area (content, "CA-AB")->fill, ==, ATLAS_PICTURE_SHADED);
}

static void
test_coverage (Fixture *fixture, gconstpointer data)
{
  const AtlasPictureOptions options = { .smallest = 5, .framing.extent = ATLAS_MAP_EXTENT_CANADA };
  g_autoptr (AtlasMapPicture) picture = NULL;
  const AtlasPictureContent *content;

  add_groups (fixture->source);
  picture = make_picture (fixture, "coverage", &options);
  content = atlas_map_picture_get_content (picture);
  g_assert_cmpuint (content->areas->len, ==, 13);
  g_assert_cmpint (find_area (content, "CA-NU")->fill, ==, ATLAS_PICTURE_NO_ESTIMATE);
  g_assert_cmpint (find_area (content, "CA-ON")->fill, ==, ATLAS_PICTURE_SHADED);
  g_assert_nonnull (content->fill_labels[ATLAS_PICTURE_NO_ESTIMATE]);
  g_assert_nonnull (strstr (content->notes[0], "Statistics Canada"));
}

/* In one region all but two live in one town: it gets no circle, or the region less the town would tell of
 * them. */
static void
test_places (Fixture *fixture, gconstpointer data)
{
  const AtlasPictureOptions options = { .smallest = 5, .places = TRUE };
  g_autoptr (AtlasMapPicture) picture = NULL;
  const GArray *places;

  for (guint i = 0; i < 20; i++)
    add_member (fixture->source, "A", "Toronto");
  for (guint i = 0; i < 7; i++)
    add_member (fixture->source, "B", "Ottawa");
  for (guint i = 0; i < 9; i++)
    add_member (fixture->source, "C", "Montreal");
  for (guint i = 0; i < 2; i++)
    add_member (fixture->source, "D", "Gatineau");

  picture = make_picture (fixture, "members", &options);
  places = atlas_map_picture_get_content (picture)->places;
  g_assert_cmpuint (places->len, ==, 2);
  g_assert_cmpstr (g_array_index (places, AtlasPicturePlace, 0).name, ==, "Toronto");
  g_assert_cmpstr (g_array_index (places, AtlasPicturePlace, 1).name, ==, "Ottawa");
}

/* --- what is drawn -----------------------------------------------------------------------------------------
 */

/* Near the point: a pattern has 8 pixels between its lines. */
static gboolean
has_color (cairo_surface_t *surface, double x, double y, const double rgb[3], int tolerance)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  for (int dy = -7; dy <= 7; dy++)
    for (int dx = -7; dx <= 7; dx++)
      {
        int column = (int) x + dx, row = (int) y + dy;
        guint32 pixel;

        if (column < 0 || row < 0 || column >= cairo_image_surface_get_width (surface) ||
            row >= cairo_image_surface_get_height (surface))
          continue;
        memcpy (&pixel, data + row * stride + column * 4, sizeof pixel);
        if (ABS ((int) (pixel >> 16 & 0xff) - (int) lround (rgb[0] * 255)) <= tolerance &&
            ABS ((int) (pixel >> 8 & 0xff) - (int) lround (rgb[1] * 255)) <= tolerance &&
            ABS ((int) (pixel & 0xff) - (int) lround (rgb[2] * 255)) <= tolerance)
          return TRUE;
      }
  return FALSE;
}

static const double *
get_expected (const AtlasPictureContent *content, const AtlasPictureArea *area)
{
  switch (area->fill)
    {
    case ATLAS_PICTURE_SHADED:
      return content->shades[area->shade].rgb;
    case ATLAS_PICTURE_HIDDEN:
      return atlas_ink_get_rgb (ATLAS_INK_DOTS);
    case ATLAS_PICTURE_UNKNOWN:
    case ATLAS_PICTURE_NO_ESTIMATE:
      return atlas_ink_get_rgb (ATLAS_INK_HATCH);
    case ATLAS_PICTURE_ZERO:
    case ATLAS_PICTURE_N_FILLS:
    default:
      return atlas_ink_get_rgb (ATLAS_INK_LAND);
    }
}

static gboolean
is_hatched (const AtlasPictureArea *area)
{
  return area->fill == ATLAS_PICTURE_NO_ESTIMATE || area->fill == ATLAS_PICTURE_UNKNOWN;
}

/* Every region, at the point where its label stands, has the fill that the legend says; the main map has most
 * of them, the frames in its corner the rest. */
static void
check_fills (const AtlasPictureContent *content)
{
  const AtlasLabelRect rect = { 0, 0, 2000, 1400 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 2000, 1400);
  cairo_t *cr = cairo_create (surface);
  AtlasPictureFrame frames[ATLAS_PICTURE_MAX_FRAMES];
  guint n = atlas_picture_map_layout (&content->framing, &rect, 1, frames);
  AtlasPicturePen pen;
  guint n_seen = 0;

  atlas_picture_pen_init (&pen, cr, 2);
  for (guint i = 0; i < n; i++)
    atlas_picture_map_draw (&pen, content, &frames[i], NULL, 1);
  atlas_picture_pen_clear (&pen);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  for (guint a = 0; a < content->areas->len; a++)
    {
      const AtlasPictureArea *area = &g_array_index (content->areas, AtlasPictureArea, a);
      double latitude, longitude, x, y;
      int at = -1;

      atlas_region_get_label_point (area->key, &latitude, &longitude);
      for (guint i = 0; i < n; i++)
        if (atlas_picture_frame_locate (&frames[i], latitude, longitude, &x, &y) &&
            (i == 0 ? at < 0 : frames[i].region == area->key))
          at = (int) i;
      if (at < 0)
        continue;
      n_seen++;
      atlas_picture_frame_locate (&frames[at], latitude, longitude, &x, &y);
      /* The lines of a hatching are too thin to have their full colour anywhere. */
      if (!has_color (surface, x, y, get_expected (content, area), is_hatched (area) ? 35 : 2))
        g_error ("%s is not drawn as %s", area->name, atlas_picture_fill_get_name (area->fill));
    }
  g_assert_cmpuint (n_seen, ==, content->areas->len);
  cairo_surface_destroy (surface);
}

static void
test_fills (Fixture *fixture, gconstpointer data)
{
  static const char *const measures[] = { "members", "women", "coverage" };

  add_groups (fixture->source);
  for (guint extent = 0; extent < ATLAS_N_MAP_EXTENTS; extent++)
    for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
      {
        const AtlasPictureOptions options = { .smallest = 5, .framing.extent = extent };
        g_autoptr (AtlasMapPicture) picture = make_picture (fixture, measures[i], &options);

        check_fills (atlas_map_picture_get_content (picture));
      }
}

static gboolean
has_note (AtlasMapPicture *picture, const char *word)
{
  const AtlasPictureContent *content = atlas_map_picture_get_content (picture);

  for (guint i = 0; content->notes[i] != NULL; i++)
    if (strstr (content->notes[i], word) != NULL)
      return TRUE;
  return FALSE;
}

/* The nearest spot of heat, in degrees. */
static double
find_spot (const AtlasPictureContent *content, const char *code)
{
  double latitude, longitude, nearest = INFINITY;

  atlas_region_get_label_point (atlas_region_find (code, -1), &latitude, &longitude);
  for (guint i = 0; i < content->heats->len; i++)
    {
      const GArray *spots = g_array_index (content->heats, AtlasPictureHeat, i).spots;

      for (guint k = 0; k < spots->len; k++)
        {
          const AtlasPictureSpot *spot = &g_array_index (spots, AtlasPictureSpot, k);

          nearest = MIN (nearest, hypot (spot->latitude - latitude, spot->longitude - longitude));
        }
    }
  return nearest;
}

/* Whether any colour but the land's own is painted where the region has its label. */
static gboolean
is_hot (const AtlasPictureContent *content, const char *code)
{
  const AtlasLabelRect rect = { 0, 0, 800, 560 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 800, 560);
  cairo_t *cr = cairo_create (surface);
  AtlasPictureFrame frames[ATLAS_PICTURE_MAX_FRAMES];
  double latitude, longitude, x, y;
  AtlasPicturePen pen;
  gboolean hot;

  atlas_picture_map_layout (&content->framing, &rect, 1, frames);
  atlas_picture_pen_init (&pen, cr, 1);
  atlas_picture_map_draw (&pen, content, &frames[0], &g_array_index (content->heats, AtlasPictureHeat, 0), 1);
  atlas_picture_pen_clear (&pen);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  atlas_region_get_label_point (atlas_region_find (code, -1), &latitude, &longitude);
  g_assert_true (atlas_picture_frame_locate (&frames[0], latitude, longitude, &x, &y));
  hot = !has_color (surface, x, y, atlas_ink_get_rgb (ATLAS_INK_LAND), 2);
  cairo_surface_destroy (surface);
  return hot;
}

/* Heat is told of cells with enough people and of no others, not even as a faint stain. */
static void
test_heat (Fixture *fixture, gconstpointer data)
{
  static const char *const few[] = { "CA-YT", "US-AK", "US-WY" };
  static const char *const enough[] = { "CA-ON", "CA-AB", "US-TX" };
  AtlasPictureOptions options = { .smallest = 5, .heat = TRUE, .plain = TRUE };
  g_autoptr (AtlasMapPicture) told = NULL, all = NULL;
  const AtlasPictureContent *content;

  add_groups (fixture->source);
  told = make_picture (fixture, "members", &options);
  content = atlas_map_picture_get_content (told);
  g_assert_cmpstr (content->title, ==, "Where members live");
  for (guint i = 0; i < G_N_ELEMENTS (few); i++)
    {
      g_assert_cmpfloat (find_spot (content, few[i]), >, 4);
      g_assert_false (is_hot (content, few[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (enough); i++)
    {
      g_assert_cmpfloat (find_spot (content, enough[i]), <, 2.5);
      g_assert_true (is_hot (content, enough[i]));
    }
  g_assert_cmpfloat (find_spot (content, "US-HI"), <, 2.5);

  /* The few in a corner are not "many" because there are no others in it, and are spread no less. */
  for (guint i = 1; i < content->heats->len; i++)
    {
      const AtlasPictureHeat *heats = (const AtlasPictureHeat *) (const void *) content->heats->data;

      g_assert_cmpfloat (heats[i].sigma_km, ==, heats[0].sigma_km);
      for (guint k = 0; k < heats[i].spots->len; k++)
        g_assert_cmpfloat (g_array_index (heats[i].spots, AtlasPictureSpot, k).heat, <, 0.5);
    }

  options.smallest = 1;
  all = make_picture (fixture, "members", &options);
  for (guint i = 0; i < G_N_ELEMENTS (few); i++)
    g_assert_true (is_hot (atlas_map_picture_get_content (all), few[i]));

  /* However near one looks, no cell is that of a house. */
  options.smallest = 5;
  options.framing.has_box = TRUE;
  options.framing.box = (AtlasDegreeBox){ 50, -86.1, 50.1, -86 };
  {
    g_autoptr (AtlasMapPicture) near = make_picture (fixture, "members", &options);

    g_assert_cmpfloat (
      g_array_index (atlas_map_picture_get_content (near)->heats, AtlasPictureHeat, 0).sigma_km, >, 2);
    /* Its legend counts more than it shows, and says so; that of all has nothing to say. */
    g_assert_true (has_note (near, "outside"));
    g_assert_false (has_note (all, "outside"));
  }
}

static gboolean
lists_place (const AtlasPictureContent *content, const char *name)
{
  for (guint i = 0; i < content->places->len; i++)
    if (g_str_equal (g_array_index (content->places, AtlasPicturePlace, i).name, name))
      return TRUE;
  return FALSE;
}

/* A box or a region fills the map: it is seen whole, in the middle, by itself. */
static void
test_framings (Fixture *fixture, gconstpointer data)
{
  static const AtlasMapFraming framings[] = {
    { .has_box = TRUE, .box = { 43, -80, 46, -71 } },
    { .has_box = TRUE, .box = { 10, -170, 80, -40 } },
    { .has_box = TRUE, .box = { 50, 170, 60, 190 } },
    { .region = "CA-ON" },
    { .region = "US-AK" },
    { .region = "US-RI", .extent = ATLAS_MAP_EXTENT_USA },
  };
  const AtlasLabelRect rect = { 10, 20, 700, 500 };
  AtlasPictureFrame frames[ATLAS_PICTURE_MAX_FRAMES];
  double x, y;

  for (guint i = 0; i < G_N_ELEMENTS (framings); i++)
    {
      const AtlasDegreeBox *box = &framings[i].box;
      double latitude = (box->south + box->north) / 2, longitude = (box->west + box->east) / 2;

      g_assert_cmpuint (atlas_picture_map_layout (&framings[i], &rect, 1, frames), ==, 1);
      if (!framings[i].has_box)
        atlas_region_get_label_point (atlas_region_find (framings[i].region, -1), &latitude, &longitude);
      g_assert_true (atlas_picture_frame_locate (&frames[0], latitude, longitude, &x, &y));
      if (framings[i].has_box)
        {
          g_assert_cmpfloat (ABS (x - 360), <, 5);
          g_assert_true (
            atlas_picture_frame_locate (&frames[0], box->south + 0.01, box->west + 0.01, &x, &y));
          g_assert_true (
            atlas_picture_frame_locate (&frames[0], box->north - 0.01, box->east - 0.01, &x, &y));
        }
    }
  g_assert_false (atlas_degree_box_is_valid (&(AtlasDegreeBox){ 40, -80, 40.01, -70 }));
  g_assert_false (atlas_degree_box_is_valid (&(AtlasDegreeBox){ 40, -180, 50, 180 }));
  g_assert_false (atlas_degree_box_is_valid (&(AtlasDegreeBox){ -90, -80, 50, -70 }));
  g_assert_true (atlas_degree_box_is_valid (&(AtlasDegreeBox){ 50, 170, 60, 190 }));
}

/* Circles are those of places that the map shows, and the years are said. */
static void
test_shown (Fixture *fixture, gconstpointer data)
{
  const AtlasYearView years = { ATLAS_TIME_ARRIVED, TRUE, 2009 };
  AtlasPictureOptions options = {
    .smallest = 5, .places = TRUE, .plain = TRUE, .years = &years, .query = "-sex:male"
  };
  g_autoptr (AtlasMapPicture) whole = NULL, part = NULL;
  const AtlasPictureContent *content;

  for (guint i = 0; i < 12; i++)
    {
      add_member (fixture->source, "A", "Toronto");
      add_member (fixture->source, "B", "Montreal");
    }
  whole = make_picture (fixture, "members", &options);
  content = atlas_map_picture_get_content (whole);
  g_assert_cmpstr (content->title, ==, "Members by place");
  g_assert_true (g_str_has_prefix (content->subtitle, "Only -sex:male · Arrived up to 2009 · "));
  g_assert_cmpstr (content->years, ==, "arrived:..2009");
  g_assert_true (lists_place (content, "Toronto") && lists_place (content, "Montréal"));

  options.framing.has_box = TRUE;
  options.framing.box = (AtlasDegreeBox){ 43, -80, 44.5, -78 };
  part = make_picture (fixture, "members", &options);
  content = atlas_map_picture_get_content (part);
  g_assert_true (lists_place (content, "Toronto") && !lists_place (content, "Montréal"));
}

/* However small, large, narrow or empty the page. */
static void
test_sizes (Fixture *fixture, gconstpointer data)
{
  static const guint sizes[][2] = {
    { 200, 200 }, { 400, 300 }, { 200, 2000 }, { 2000, 200 }, { 595, 842 }, { 1000, 1000 }, { 3000, 2000 },
  };

  for (guint full = 0; full < 2; full++)
    {
      if (full)
        add_groups (fixture->source);
      for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
        {
          g_autofree char *title = g_strnfill (full ? 300 : 0, 'W');
          const AtlasPictureOptions options = { .smallest = 5,
                                                .framing.extent = i % ATLAS_N_MAP_EXTENTS,
                                                .places = TRUE,
                                                .synthetic = TRUE,
                                                .title = title };
          g_autoptr (AtlasMapPicture) picture = make_picture (fixture, "members", &options);
          cairo_surface_t *surface =
            cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) sizes[i][0], (int) sizes[i][1]);
          cairo_t *cr = cairo_create (surface);

          atlas_map_picture_draw (picture, cr, sizes[i][0], sizes[i][1], 1);
          g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
          cairo_destroy (cr);
          cairo_surface_destroy (surface);
        }
    }
}

/* --- files -------------------------------------------------------------------------------------------------
 */

static GBytes *
write_picture (Fixture *fixture, AtlasMapPicture *picture, AtlasPictureFormat format)
{
  g_autofree char *path = g_build_filename (fixture->folder, atlas_picture_format_get_name (format), NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GBytes *bytes;
  GStatBuf status;

  atlas_map_picture_write (picture, file, format, 900, 600, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  bytes = g_file_load_bytes (file, NULL, NULL, &error);
  g_assert_no_error (error);
  return bytes;
}

/* What draws needs no display: there is none here. Cairo numbers what it writes into SVG and PDF throughout
 * the process; that those are the same too, the tests of the command see. */
static void
test_same (Fixture *fixture, gconstpointer data)
{
  const AtlasPictureOptions options = { .smallest = 5, .places = TRUE };
  g_autoptr (AtlasMapPicture) first = NULL, second = NULL;
  g_autoptr (GBytes) a = NULL, b = NULL;

  add_groups (fixture->source);
  first = make_picture (fixture, "members", &options);
  second = make_picture (fixture, "members", &options);
  a = write_picture (fixture, first, ATLAS_PICTURE_PNG);
  b = write_picture (fixture, second, ATLAS_PICTURE_PNG);
  g_assert_true (g_bytes_equal (a, b));
}

typedef struct
{
  GString *title, *description;
  GString *now; /* which of them is read */
  guint n_paths;
} Svg;

static void
start_element (GMarkupParseContext *context,
               const char *name,
               const char **attributes,
               const char **values,
               gpointer data,
               GError **error)
{
  Svg *self = data;

  self->now = g_str_equal (name, "title")  ? self->title
              : g_str_equal (name, "desc") ? self->description
                                           : NULL;
  self->n_paths += g_str_equal (name, "path");
}

static void
end_element (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  ((Svg *) data)->now = NULL;
}

static void
read_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  Svg *self = data;

  if (self->now)
    g_string_append_len (self->now, text, (gssize) length);
}

static void
test_svg (Fixture *fixture, gconstpointer data)
{
  static const GMarkupParser parser = { start_element, end_element, read_text };
  const AtlasPictureOptions options = { .smallest = 5, .title = "<b>\"Ours\" & theirs</b> \x01" };
  Svg svg = { g_string_new (NULL), g_string_new (NULL) };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &svg, NULL);
  g_autoptr (AtlasMapPicture) picture = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text;

  add_groups (fixture->source);
  picture = make_picture (fixture, "members", &options);
  bytes = write_picture (fixture, picture, ATLAS_PICTURE_SVG);
  text = g_bytes_get_data (bytes, &length);
  g_markup_parse_context_parse (context, text, (gssize) length, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);

  g_assert_cmpstr (svg.title->str, ==, "<b>\"Ours\" & theirs</b>");
  g_assert_nonnull (strstr (svg.description->str, "\nOntario: 230\n"));
  g_assert_nonnull (strstr (svg.description->str, "\nYukon: <5\n"));
  g_assert_nonnull (strstr (svg.description->str, "\nTotal: 418–421"));
  g_assert_cmpuint (svg.n_paths, >, 65);
  g_assert_null (memchr (text, 1, length));
  g_string_free (svg.title, TRUE);
  g_string_free (svg.description, TRUE);
}

static void
test_pdf (Fixture *fixture, gconstpointer data)
{
  const AtlasPictureOptions options = { .smallest = 5, .title = "Ours" };
  g_autoptr (AtlasMapPicture) picture = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize length;
  const char *text;

  picture = make_picture (fixture, "members", &options);
  bytes = write_picture (fixture, picture, ATLAS_PICTURE_PDF);
  text = g_bytes_get_data (bytes, &length);
  g_assert_true (g_str_has_prefix (text, "%PDF-"));
  g_assert_nonnull (memmem (text, length, "(Ours)", 6));
  g_assert_nonnull (memmem (text, length, "(20260506070809", 15));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  QUERY_TEST ("/map-picture/members", test_members);
  QUERY_TEST ("/map-picture/all-told", test_all_told);
  QUERY_TEST ("/map-picture/shares", test_shares);
  QUERY_TEST ("/map-picture/coverage", test_coverage);
  QUERY_TEST ("/map-picture/places", test_places);
  QUERY_TEST ("/map-picture/fills", test_fills);
  QUERY_TEST ("/map-picture/heat", test_heat);
  QUERY_TEST ("/map-picture/framings", test_framings);
  QUERY_TEST ("/map-picture/shown", test_shown);
  QUERY_TEST ("/map-picture/sizes", test_sizes);
  QUERY_TEST ("/map-picture/same", test_same);
  QUERY_TEST ("/map-picture/svg", test_svg);
  QUERY_TEST ("/map-picture/pdf", test_pdf);
  return g_test_run ();
}
