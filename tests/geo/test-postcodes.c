/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-distance.h"
#include "atlas-gazetteer.h"
#include "atlas-geodata.h"
#include "atlas-postcode.h"
#include "atlas-region.h"

/* Where codes are known to be, from the towns' own positions. */
static const struct
{
  const char *code, *region;
  double latitude, longitude;
  double km;
  const char *place;
} codes[] = {
  { "A1C", "CA-NL", 47.5615, -52.7126, 5, "St. John's" },
  { "B3J", "CA-NS", 44.6488, -63.5752, 5, "Halifax" },
  { "B3Z", "CA-NS", 44.67, -63.90, 25, NULL },
  { "C1A", "CA-PE", 46.2382, -63.1311, 8, "Charlottetown" },
  { "E1C", "CA-NB", 46.0878, -64.7782, 6, "Moncton" },
  { "E2L", "CA-NB", 45.2733, -66.0633, 6, "Saint John" },
  { "E3B", "CA-NB", 45.9636, -66.6431, 8, "Fredericton" },
  { "G1R", "CA-QC", 46.8139, -71.2080, 5, "Québec" },
  { "G5R", "CA-QC", 47.8359, -69.5360, 8, "Rivière-du-Loup" },
  { "G7S", "CA-QC", 48.4167, -71.2500, 10, "Jonquière" },
  { "H3A", "CA-QC", 45.5041, -73.5747, 3, "Montréal" },
  { "H8S", "CA-QC", 45.4315, -73.6755, 4, "Lachine" },
  { "J0M", "CA-QC", 58.1063, -68.4041, 30, "Kuujjuaq" },
  { "J4K", "CA-QC", 45.5312, -73.5181, 6, "Longueuil" },
  { "J8X", "CA-QC", 45.4287, -75.7134, 4, "Hull" },
  { "K1A", "CA-ON", 45.4215, -75.6972, 5, "Ottawa" },
  { "K4K", "CA-ON", 45.5500, -75.2910, 5, NULL },
  { "K7L", "CA-ON", 44.2312, -76.4860, 6, "Kingston" },
  { "L1N", "CA-ON", 43.8971, -78.9429, 6, "Whitby" },
  { "L4L", "CA-ON", 43.7886, -79.5919, 3, "Woodbridge" },
  { "L5B", "CA-ON", 43.5890, -79.6441, 6, "Mississauga" },
  { "L8P", "CA-ON", 43.2557, -79.8711, 5, "Hamilton" },
  { "M1P", "CA-ON", 43.7731, -79.2578, 5, "Scarborough" },
  { "M5V", "CA-ON", 43.6426, -79.3871, 3, "Toronto" },
  { "N6A", "CA-ON", 42.9849, -81.2453, 5, "London" },
  { "P7B", "CA-ON", 48.3809, -89.2477, 15, "Thunder Bay" },
  { "R3C", "CA-MB", 49.8951, -97.1384, 6, "Winnipeg" },
  { "S4P", "CA-SK", 50.4452, -104.6189, 6, "Regina" },
  { "S7K", "CA-SK", 52.1332, -106.6700, 12, "Saskatoon" },
  { "T2P", "CA-AB", 51.0447, -114.0719, 4, "Calgary" },
  { "T5J", "CA-AB", 53.5461, -113.4938, 4, "Edmonton" },
  { "V6B", "CA-BC", 49.2827, -123.1207, 4, "Vancouver" },
  { "V8W", "CA-BC", 48.4284, -123.3656, 4, "Victoria" },
  { "X0A", "CA-NU", 63.7467, -68.5170, 10, "Iqaluit" },
  { "X1A", "CA-NT", 62.4540, -114.3718, 15, "Yellowknife" },
  { "Y1A", "CA-YT", 60.7212, -135.0568, 25, "Whitehorse" },
  { "02108", "US-MA", 42.3601, -71.0589, 4, "Boston" },
  { "04101", "US-ME", 43.6591, -70.2568, 4, "Portland" },
  { "10001", "US-NY", 40.7506, -73.9972, 3, "New York City" },
  { "11201", "US-NY", 40.6940, -73.9903, 3, "Brooklyn" },
  { "20001", "US-DC", 38.9072, -77.0369, 5, "Washington" },
  { "30303", "US-GA", 33.7490, -84.3880, 4, "Atlanta" },
  { "33101", "US-FL", 25.7617, -80.1918, 15, "Miami" },
  { "43215", "US-OH", 39.9612, -82.9988, 4, "Columbus" },
  { "60601", "US-IL", 41.8853, -87.6229, 4, "Chicago" },
  { "66101", "US-KS", 39.1141, -94.6275, 6, "Kansas City" },
  { "68102", "US-NE", 41.2565, -95.9345, 4, "Omaha" },
  { "77002", "US-TX", 29.7604, -95.3698, 4, "Houston" },
  { "90012", "US-CA", 34.0522, -118.2437, 5, "Los Angeles" },
  { "96813", "US-HI", 21.3069, -157.8583, 6, "Honolulu" },
  { "97201", "US-OR", 45.5152, -122.6784, 5, "Portland" },
  { "98101", "US-WA", 47.6062, -122.3321, 4, "Seattle" },
  { "99501", "US-AK", 61.2181, -149.9003, 6, "Anchorage" },
  { "00901", "US-PR", 18.4655, -66.1057, 4, "San Juan" },
};

static void
test_known_codes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      AtlasPostcode postcode;
      AtlasPlace place;
      double km;

      g_assert_true (atlas_postcode_find (codes[i].code, -1, &postcode));
      g_assert_true (postcode.known);
      g_assert_cmpstr (atlas_region_get_code (postcode.region), ==, codes[i].region);
      km = atlas_distance_km (postcode.latitude, postcode.longitude, codes[i].latitude, codes[i].longitude);
      g_test_message ("%s: %.1f km off", codes[i].code, km);
      g_assert_cmpfloat (km, <, codes[i].km);
      if (codes[i].place == NULL)
        continue;
      g_assert_true (atlas_gazetteer_get_place (postcode.place, &place));
      g_assert_cmpstr (place.name, ==, codes[i].place);
    }
}

/* What must hold of every code: it lies in its region, near the place it is named for, and that is in the
 * same region. */
static gboolean
check_code (const char *code)
{
  AtlasPostcode postcode;
  AtlasPlace place;
  double south, west, north, east;

  if (!atlas_postcode_find (code, -1, &postcode) || !postcode.known)
    return FALSE;
  atlas_region_get_box (postcode.region, &south, &west, &north, &east);
  if (!(postcode.latitude > south - 0.1 && postcode.latitude < north + 0.1 &&
        postcode.longitude > west - 0.1 && postcode.longitude < east + 0.1))
    g_error ("%s at %f, %f is outside %s", code, postcode.latitude, postcode.longitude,
             atlas_region_get_code (postcode.region));
  if (atlas_gazetteer_get_place (postcode.place, &place))
    {
      g_assert_cmpuint (place.region, ==, postcode.region);
      if (atlas_distance_km (postcode.latitude, postcode.longitude, place.latitude, place.longitude) >= 80)
        g_error ("%s is far from %s", code, place.name);
    }
  return TRUE;
}

static void
test_all_canadian_codes (void)
{
  guint known = 0;

  for (char a = 'A'; a <= 'Z'; a++)
    for (char b = '0'; b <= '9'; b++)
      for (char c = 'A'; c <= 'Z'; c++)
        known += check_code ((char[]){ a, b, c, '\0' });
  g_assert_cmpuint (known, ==, 1619);
}

static void
test_all_us_codes (void)
{
  guint known = 0;

  for (guint i = 0; i < 100000; i++)
    {
      char code[6];

      g_snprintf (code, sizeof code, "%05u", i);
      known += check_code (code);
    }
  g_assert_cmpuint (known, >, 41000);
}

static const struct
{
  const char *text;
  gboolean found;
} forms[] = {
  { "K1A 0B1", TRUE },    { " k1a0b1", TRUE },      { "K1A-0B1", TRUE },
  { "K1A", TRUE },        { "20500", TRUE },        { "20500-0003", TRUE },
  { "205000003", TRUE },  { "H0H 0H0", FALSE },     { "K1A 0B", FALSE },
  { "K1A 0B12", FALSE },  { "KIA 0B1", FALSE },     { "D1A 1A1", FALSE }, /* no such letter */
  { "Z1A", FALSE },       { "00000", FALSE },       { "2050", FALSE },
  { "20500-000", FALSE }, { "20500-00031", FALSE }, { "2O500", FALSE },
  { "", FALSE },          { "K1A\xc3\xa9", FALSE },
};

static void
test_forms (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      AtlasPostcode postcode;

      g_test_message ("\"%s\"", forms[i].text);
      g_assert_cmpint (atlas_postcode_find (forms[i].text, -1, &postcode), ==, forms[i].found);
    }
}

/* A code newer than our table tells its province. */
static void
test_unknown_area (void)
{
  AtlasPostcode postcode;

  g_assert_true (atlas_postcode_find ("T9Z 9Z9", -1, &postcode));
  g_assert_false (postcode.known);
  g_assert_cmpstr (atlas_region_get_code (postcode.region), ==, "CA-AB");
  g_assert_cmpuint (postcode.place, ==, ATLAS_PLACE_NONE);
}

static void
test_list (void)
{
  guint place = atlas_gazetteer_find ("Whitby", -1, atlas_region_find ("CA-ON", -1));
  char found[8][6];
  double latitudes[8], longitudes[8];
  guint n = atlas_postcode_list (place, found, latitudes, longitudes, 8);

  g_assert_cmpuint (n, >=, 2);
  for (guint i = 0; i < n; i++)
    {
      AtlasPostcode postcode;

      g_assert_true (atlas_postcode_find (found[i], -1, &postcode));
      g_assert_cmpuint (postcode.place, ==, place);
      g_assert_cmpfloat (postcode.latitude, ==, latitudes[i]);
    }
  g_assert_cmpuint (atlas_postcode_list (place, found, latitudes, longitudes, 1), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  atlas_geodata_load (&error);
  g_assert_no_error (error);
  g_test_add_func ("/postcodes/known", test_known_codes);
  g_test_add_func ("/postcodes/canadian", test_all_canadian_codes);
  g_test_add_func ("/postcodes/us", test_all_us_codes);
  g_test_add_func ("/postcodes/forms", test_forms);
  g_test_add_func ("/postcodes/unknown-area", test_unknown_area);
  g_test_add_func ("/postcodes/list", test_list);
  return g_test_run ();
}
