/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "atlas-country.h"
#include "atlas-distance.h"
#include "atlas-gazetteer.h"
#include "atlas-geodata.h"
#include "atlas-mercator.h"
#include "atlas-place-key.h"
#include "atlas-postcode.h"
#include "atlas-region.h"
#include "atlas-shapes.h"

static void
test_regions_are_all_there (void)
{
  guint canada = 0, usa = 0, rwanda = 0;

  for (guint i = 0; i < atlas_region_get_n (); i++)
    {
      const char *code = atlas_region_get_code (i);
      double south, west, north, east, latitude, longitude;

      canada += g_str_has_prefix (code, "CA-");
      usa += g_str_has_prefix (code, "US-");
      rwanda += g_str_has_prefix (code, "RW-");
      g_assert_cmpuint (atlas_region_find (code, -1), ==, i);
      g_assert_cmpuint (atlas_region_match (atlas_region_get_name_en (i), -1, atlas_region_get_country (i)),
                        ==, i);
      g_assert_cmpuint (atlas_region_match (atlas_region_get_name_fr (i), -1, atlas_region_get_country (i)),
                        ==, i);
      atlas_region_get_box (i, &south, &west, &north, &east);
      atlas_region_get_label_point (i, &latitude, &longitude);
      g_assert_true (latitude > south && latitude < north && longitude > west && longitude < east);
    }
  g_assert_cmpuint (canada, ==, 13);
  g_assert_cmpuint (usa, ==, 51 + 1);
  g_assert_cmpuint (rwanda, ==, 5);
  g_assert_cmpstr (atlas_region_get_name_fr (atlas_region_find ("CA-BC", -1)), ==, "Colombie-Britannique");
  g_assert_cmpstr (atlas_region_get_name_fr (atlas_region_find ("US-NC", -1)), ==, "Caroline du Nord");
  g_assert_cmpuint (atlas_region_find ("CA", -1), ==, ATLAS_REGION_NONE);
  g_assert_cmpuint (atlas_region_find ("CA-ONT", -1), ==, ATLAS_REGION_NONE);
  g_assert_cmpuint (atlas_region_match ("CA", -1, "US"), ==, atlas_region_find ("US-CA", -1));
}

static const struct
{
  const char *code, *en, *fr;
} region_names[] = {
  { "CA-AB", "Alberta", "Alberta" },
  { "CA-BC", "British Columbia", "Colombie-Britannique" },
  { "CA-MB", "Manitoba", "Manitoba" },
  { "CA-NB", "New Brunswick", "Nouveau-Brunswick" },
  { "CA-NL", "Newfoundland and Labrador", "Terre-Neuve-et-Labrador" },
  { "CA-NS", "Nova Scotia", "Nouvelle-Écosse" },
  { "CA-NT", "Northwest Territories", "Territoires du Nord-Ouest" },
  { "CA-NU", "Nunavut", "Nunavut" },
  { "CA-ON", "Ontario", "Ontario" },
  { "CA-PE", "Prince Edward Island", "Île-du-Prince-Édouard" },
  { "CA-QC", "Quebec", "Québec" },
  { "CA-SK", "Saskatchewan", "Saskatchewan" },
  { "CA-YT", "Yukon", "Yukon" },
  { "RW-01", "Kigali", "Kigali" },
  { "RW-02", "Eastern Province", "Province de l’Est" },
  { "RW-03", "Northern Province", "Province du Nord" },
  { "RW-04", "Western Province", "Province de l’Ouest" },
  { "RW-05", "Southern Province", "Province du Sud" },
  { "US-CA", "California", "Californie" },
  { "US-DC", "District of Columbia", "District de Columbia" },
  { "US-FL", "Florida", "Floride" },
  { "US-GA", "Georgia", "Géorgie" },
  { "US-HI", "Hawaii", "Hawaï" },
  { "US-LA", "Louisiana", "Louisiane" },
  { "US-NC", "North Carolina", "Caroline du Nord" },
  { "US-ND", "North Dakota", "Dakota du Nord" },
  { "US-NM", "New Mexico", "Nouveau-Mexique" },
  { "US-PA", "Pennsylvania", "Pennsylvanie" },
  { "US-PR", "Puerto Rico", "Porto Rico" },
  { "US-SC", "South Carolina", "Caroline du Sud" },
  { "US-SD", "South Dakota", "Dakota du Sud" },
  { "US-VA", "Virginia", "Virginie" },
  { "US-WV", "West Virginia", "Virginie-Occidentale" },
};

static void
test_region_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (region_names); i++)
    {
      guint region = atlas_region_find (region_names[i].code, -1);

      g_assert_cmpstr (atlas_region_get_name_en (region), ==, region_names[i].en);
      g_assert_cmpstr (atlas_region_get_name_fr (region), ==, region_names[i].fr);
    }
}

static const struct
{
  const char *text, *country, *code;
} region_texts[] = {
  { "ON", NULL, "CA-ON" },     { "Ont.", NULL, "CA-ON" },   { "ontario", NULL, "CA-ON" },
  { "NE", NULL, "US-NE" },     { "N.S.", NULL, "CA-NS" },   { "N.-É.", NULL, "CA-NS" },
  { "Calif.", NULL, "US-CA" }, { "W. Va.", NULL, "US-WV" }, { "P.E.I.", NULL, "CA-PE" },
  { "Qué.", NULL, "CA-QC" },   { "MT", NULL, "US-MT" },     { "D.C.", NULL, "US-DC" },
  { "CA", NULL, "US-CA" },     { "CA", "CA", NULL },        { "ON", "US", NULL },
  { "Nord", "RW", "RW-03" },   { "Nord", "CA", NULL },      { "us-ny", NULL, "US-NY" },
  { "", NULL, NULL },          { "Nowhere", NULL, NULL },   { "Georgia", NULL, "US-GA" },
};

static void
test_region_match (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (region_texts); i++)
    {
      guint region = atlas_region_match (region_texts[i].text, -1, region_texts[i].country);

      g_test_message ("%s", region_texts[i].text);
      g_assert_cmpstr (region == ATLAS_REGION_NONE ? NULL : atlas_region_get_code (region), ==,
                       region_texts[i].code);
    }
}

static const struct
{
  const char *text, *code;
} countries[] = {
  { "Canada", "CA" },
  { "CAN", "CA" },
  { "U.S.A.", "US" },
  { "États-Unis", "US" },
  { "Rwanda", "RW" },
  { "Belgique", "BE" },
  { "BE", "BE" },
  { "England", "GB" },
  { "R.D.C.", "CD" },
  { "Uganda", "UG" },
  { "Côte d'Ivoire", "CI" },
  { "Georgia", NULL },
  { "CA", NULL },
  { "IN", NULL },
  { "Puerto Rico", NULL },
  { "Nowhere", NULL },
  { "", NULL },
};

static void
test_countries (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (countries); i++)
    {
      g_test_message ("%s", countries[i].text);
      g_assert_cmpstr (atlas_country_match (countries[i].text, -1), ==, countries[i].code);
    }
}

static const struct
{
  const char *name, *region, *timezone, *county;
  gboolean is_part;
} places[] = {
  { "Toronto", "CA-ON", "America/Toronto", NULL, FALSE },
  { "Scarborough", "CA-ON", "America/Toronto", NULL, TRUE },
  { "Yellowknife", "CA-NT", "America/Edmonton", NULL, FALSE },
  { "St. John's", "CA-NL", "America/St_Johns", NULL, FALSE },
  { "Whitby", "CA-ON", "America/Toronto", NULL, FALSE },
  { "Omaha", "US-NE", "America/Chicago", "Douglas", FALSE },
  { "Los Angeles", "US-CA", "America/Los_Angeles", "Los Angeles", FALSE },
  { "San Juan", "US-PR", "America/Puerto_Rico", "San Juan", FALSE },
  { "Honolulu", "US-HI", "Pacific/Honolulu", "Honolulu", FALSE },
  { "Kigali", "RW-01", "Africa/Kigali", NULL, FALSE },
};

static void
test_places (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      AtlasPlace place;

      g_test_message ("%s", places[i].name);
      g_assert_true (atlas_gazetteer_get_place (
        atlas_gazetteer_find (places[i].name, -1, atlas_region_find (places[i].region, -1)), &place));
      g_assert_cmpstr (place.name, ==, places[i].name);
      g_assert_cmpstr (place.timezone, ==, places[i].timezone);
      g_assert_cmpstr (place.county ? atlas_shapes_get_county_name (place.county) : NULL, ==,
                       places[i].county);
      g_assert_cmpint (place.is_part, ==, places[i].is_part);
      g_assert_cmpuint (place.population, >, 10000);
    }
}

static void
test_region_at (void)
{
  static const struct
  {
    double latitude, longitude;
    const char *code;
  } points[] = {
    { 45.4215, -75.6972, "CA-ON" }, /* Ottawa, and across the river: */
    { 45.4765, -75.7013, "CA-QC" },
    { 42.3149, -83.0364, "CA-ON" }, /* Windsor and Detroit */
    { 42.3314, -83.0458, "US-MI" },
    { 38.8977, -77.0365, "US-DC" },
    { 38.8799, -77.1068, "US-VA" },
    { 63.7467, -68.5170, "CA-NU" },
    { 61.2181, -149.9003, "US-AK" },
    { 21.3069, -157.8583, "US-HI" },
    { 52.93, 173.0, "US-AK" }, /* Attu, beyond 180° */
    { 18.4655, -66.1057, "US-PR" },
    { -1.9500, 30.0588, "RW-01" },
    { 19.4326, -99.1332, NULL },
    { 0, -30, NULL },
    { 90, 0, NULL },
    { -90, 180, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      guint region = atlas_region_at (points[i].latitude, points[i].longitude);

      g_assert_cmpstr (region == ATLAS_REGION_NONE ? NULL : atlas_region_get_code (region), ==,
                       points[i].code);
    }
  g_assert_cmpuint (atlas_region_at (NAN, 0), ==, ATLAS_REGION_NONE);
}

/* Outlines are coarser than the coast: 390 of 22,713 places were seen to miss theirs at this scale. The
 * raster must agree with the outlines. */
static void
test_places_lie_in_their_regions (void)
{
  guint n = atlas_gazetteer_get_n_places (), strays = 0;

  g_assert_cmpuint (n, >, 24000);
  for (guint i = 0; i < n; i++)
    {
      AtlasPlace place;
      double south, west, north, east;

      g_assert_true (atlas_gazetteer_get_place (i, &place));
      g_assert_cmpuint (place.region, <, atlas_region_get_n ());
      g_assert_true (place.name[0] != '\0' && place.timezone[0] != '\0');
      atlas_region_get_box (place.region, &south, &west, &north, &east);
      if (place.longitude > 0 && east < 0)
        place.longitude -= 360;
      g_assert_true (place.latitude > south - 0.5 && place.latitude < north + 0.5 &&
                     place.longitude > west - 0.5 && place.longitude < east + 0.5);
      strays += atlas_region_at (place.latitude, place.longitude) != place.region;
    }
  g_assert_cmpuint (strays, <, n / 40);
}

static void
test_names_are_keyed_as_we_look_them_up (void)
{
  guint n = atlas_gazetteer_get_n_places ();

  for (guint i = 0; i < n; i++)
    {
      AtlasPlace place, found_place;
      guint found;

      atlas_gazetteer_get_place (i, &place);
      found = atlas_gazetteer_find (place.name, -1, place.region);
      if (!atlas_gazetteer_get_place (found, &found_place))
        g_error ("%s in %s is not found", place.name, atlas_region_get_code (place.region));
      g_assert_cmpuint (found, <=, i);
    }
}

static void
test_completion (void)
{
  guint found[5];
  AtlasPlace place;

  g_assert_cmpuint (atlas_gazetteer_complete ("mont", ATLAS_REGION_NONE, found, 5), ==, 5);
  g_assert_true (atlas_gazetteer_get_place (found[0], &place));
  g_assert_cmpstr (place.name, ==, "Montréal");
  for (guint i = 1; i < 5; i++)
    g_assert_cmpuint (found[i - 1], <, found[i]);
  g_assert_cmpuint (atlas_gazetteer_complete ("mont", atlas_region_find ("US-AL", -1), found, 1), ==, 1);
  g_assert_true (atlas_gazetteer_get_place (found[0], &place));
  g_assert_cmpstr (place.name, ==, "Montgomery");
  g_assert_cmpuint (atlas_gazetteer_complete ("xqxq", ATLAS_REGION_NONE, found, 5), ==, 0);
  g_assert_cmpuint (atlas_gazetteer_complete ("", ATLAS_REGION_NONE, found, 5), ==, 0);
}

static void
test_nearest (void)
{
  AtlasPlace place;

  g_assert_true (atlas_gazetteer_get_place (atlas_gazetteer_nearest (45.42, -75.69, 25), &place));
  g_assert_cmpstr (place.name, ==, "Ottawa");
  g_assert_true (atlas_gazetteer_get_place (atlas_gazetteer_nearest (63.75, -68.52, 25), &place));
  g_assert_cmpstr (place.name, ==, "Iqaluit");
  g_assert_cmpuint (atlas_gazetteer_nearest (0, -30, 25), ==, ATLAS_PLACE_NONE);
  g_assert_cmpuint (atlas_gazetteer_nearest (NAN, NAN, 25), ==, ATLAS_PLACE_NONE);
}

static void
test_mended_areas (void)
{
  static const struct
  {
    const char *code, *region;
    double latitude, longitude;
  } areas[] = {
    { "V0N", "CA-BC", 49.6, -123.9 }, { "E1H", "CA-NB", 46.15, -64.7 },  { "E2E", "CA-NB", 45.42, -65.98 },
    { "E2H", "CA-NB", 45.37, -66.0 }, { "E3C", "CA-NB", 45.93, -66.68 }, { "K0C", "CA-ON", 45.2, -74.9 },
    { "K0H", "CA-ON", 44.6, -76.6 },  { "K0K", "CA-ON", 44.1, -77.3 },   { "P0M", "CA-ON", 46.6, -81.2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    {
      AtlasPostcode postcode;

      g_assert_true (atlas_postcode_find (areas[i].code, -1, &postcode));
      g_assert_true (postcode.known);
      g_assert_cmpstr (atlas_region_get_code (postcode.region), ==, areas[i].region);
      g_assert_cmpfloat (
        atlas_distance_km (postcode.latitude, postcode.longitude, areas[i].latitude, areas[i].longitude), <,
        40);
    }
}

static void
test_districts (void)
{
  const char *province;

  g_assert_cmpuint (atlas_gazetteer_get_n_districts (), ==, 30);
  for (guint i = 0; i < 30; i++)
    {
      g_assert_nonnull (atlas_gazetteer_get_district (i, &province));
      g_assert_nonnull (province);
    }
  g_assert_null (atlas_gazetteer_get_district (30, NULL));
}

static void
count_rings (guint id, const double *xy, guint n_points, gboolean last, gpointer user_data)
{
  guint *n = user_data;

  for (guint i = 0; i < 2 * n_points; i++)
    g_assert_true (xy[i] >= 0 && xy[i] <= 1);
  n[0]++;
  n[1] += last;
}

static void
test_shapes (void)
{
  for (guint layer = 0; layer < ATLAS_SHAPES_N_LAYERS; layer++)
    for (guint level = 0; level < 5; level++)
      {
        guint n[2] = { 0 }, here[2] = { 0 };

        atlas_shapes_foreach (layer, level, 0, 0, 1, 1, count_rings, n);
        g_assert_cmpuint (n[0], >, 0);
        g_assert_cmpuint (n[1], >, 0);
        atlas_shapes_foreach (layer, level, 0.28, 0.35, 0.29, 0.36, count_rings, here);
        g_assert_cmpuint (here[0], <, n[0]);
      }
  g_assert_cmpstr (atlas_shapes_get_county_name (4015), ==, "Mohave");
  g_assert_null (atlas_shapes_get_county_name (99999));
}

static void
test_mercator (void)
{
  for (int latitude = -85; latitude <= 85; latitude += 5)
    g_assert_cmpfloat_with_epsilon (atlas_mercator_latitude (atlas_mercator_y (latitude)), latitude, 1e-9);
  g_assert_cmpfloat_with_epsilon (atlas_mercator_x (-180), 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (atlas_mercator_y (90), 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (atlas_mercator_y (0), 0.5, 1e-12);
}

/* Ottawa to Washington; half the equator. */
static void
test_distance (void)
{
  double south, west, north, east;

  g_assert_cmpfloat_with_epsilon (atlas_distance_km (45.4215, -75.6972, 38.9072, -77.0369), 733.3, 1);
  g_assert_cmpfloat_with_epsilon (atlas_distance_km (0, 0, 0, 180), G_PI * ATLAS_EARTH_RADIUS_KM, 1e-6);
  g_assert_cmpfloat (atlas_distance_km (10, 10, 10, 10), ==, 0);
  atlas_distance_box (45, -75, 100, &south, &west, &north, &east);
  g_assert_cmpfloat_with_epsilon (atlas_distance_km (45, -75, north, -75), 100, 0.01);
  g_assert_cmpfloat (atlas_distance_km (45, -75, 45, east), >, 99.9);
  atlas_distance_box (89.9, 0, 100, &south, &west, &north, &east);
  g_assert_true (north == 90 && west == -180 && east == 180);
}

static void
test_damaged_files (void)
{
  const char *folder = g_getenv ("ATLAS_DATA_DIR");
  g_autofree char *path = g_build_filename (folder, "geo", "regions.bin", NULL);
  g_autofree char *contents = NULL;
  g_autofree char *copy = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  int fd = g_file_open_tmp ("atlas-XXXXXX.bin", &copy, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_true (atlas_geodata_check_file (path, &error));
  for (gsize cut = 0; cut < length - 1; cut += 1 + cut / 3)
    {
      g_assert_true (g_file_set_contents (copy, contents, (gssize) cut, NULL));
      g_assert_false (atlas_geodata_check_file (copy, &error));
      g_assert_true (g_error_matches (error, ATLAS_GEODATA_ERROR, ATLAS_GEODATA_ERROR_DAMAGED));
      g_clear_error (&error);
    }

  contents[8]++;
  g_assert_true (g_file_set_contents (copy, contents, (gssize) length, NULL));
  g_assert_false (atlas_geodata_check_file (copy, &error));
  g_assert_error (error, ATLAS_GEODATA_ERROR, ATLAS_GEODATA_ERROR_VERSION);
  g_clear_error (&error);
  g_unlink (copy);
  g_assert_false (atlas_geodata_check_file (copy, &error));
  g_assert_error (error, ATLAS_GEODATA_ERROR, ATLAS_GEODATA_ERROR_MISSING);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geodata/regions", test_regions_are_all_there);
  g_test_add_func ("/geodata/region-names", test_region_names);
  g_test_add_func ("/geodata/region-match", test_region_match);
  g_test_add_func ("/geodata/countries", test_countries);
  g_test_add_func ("/geodata/known-places", test_places);
  g_test_add_func ("/geodata/region-at", test_region_at);
  g_test_add_func ("/geodata/places", test_places_lie_in_their_regions);
  g_test_add_func ("/geodata/names", test_names_are_keyed_as_we_look_them_up);
  g_test_add_func ("/geodata/completion", test_completion);
  g_test_add_func ("/geodata/nearest", test_nearest);
  g_test_add_func ("/geodata/mended-areas", test_mended_areas);
  g_test_add_func ("/geodata/districts", test_districts);
  g_test_add_func ("/geodata/shapes", test_shapes);
  g_test_add_func ("/geodata/mercator", test_mercator);
  g_test_add_func ("/geodata/distance", test_distance);
  g_test_add_func ("/geodata/damaged", test_damaged_files);
  return g_test_run ();
}
