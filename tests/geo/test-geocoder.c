/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <math.h>

#include "atlas-distance.h"
#include "atlas-geocoder.h"
#include "atlas-geodata.h"

/* A line as people write it, and where it is: place, region and precision; "-" nowhere; "?" several, none of
 * which stands out. */
typedef struct
{
  const char *text;
  const char *precision;
  const char *region;
  const char *place;
} Case;

static const Case lines[] = {
  /* Postcodes. */
  { "K1A 0B1", "postcode", "CA-ON", "Ottawa" },
  { "k1a0b1", "postcode", "CA-ON", "Ottawa" },
  { "K1A-0B1", "postcode", "CA-ON", "Ottawa" },
  { "K1A", "postcode", "CA-ON", "Ottawa" },
  { "H3Z 2Y7", "postcode", "CA-QC", NULL },
  { "T2P 8V9", "postcode", "CA-AB", "Calgary" },
  { "20500", "postcode", "US-DC", "Washington" },
  { "20500-0003", "postcode", "US-DC", "Washington" },
  { "90210", "postcode", "US-CA", "Beverly Hills" },
  { "00901", "postcode", "US-PR", "San Juan" },
  { "H0H 0H0", "-", NULL, NULL },
  { "Z9Z 9Z9", "-", NULL, NULL },
  { "00000", "-", NULL, NULL },
  { "1600 Pennsylvania Ave, Washington, DC 20500", "postcode", "US-DC", "Washington" },
  { "111 Wellington St, Ottawa ON K1A 0A9", "postcode", "CA-ON", "Ottawa" },
  { "Toronto, ON M5V 3L9", "postcode", "CA-ON", "Toronto" },
  { "Toronto M5V 3L9 Canada", "postcode", "CA-ON", "Toronto" },
  /* A town beats the middle of a rural area. */
  { "Iqaluit, NU X0A 0H0", "place", "CA-NU", "Iqaluit" },
  { "St. Paul, AB T0A 3A0", "place", "CA-AB", NULL },
  { "X0A 0H0", "postcode", "CA-NU", "Iqaluit" },
  /* Place and region. */
  { "Toronto, ON", "place", "CA-ON", "Toronto" },
  { "Toronto ON", "place", "CA-ON", "Toronto" },
  { "toronto ontario", "place", "CA-ON", "Toronto" },
  { "Toronto, Ontario, Canada", "place", "CA-ON", "Toronto" },
  { "TORONTO (Ontario)", "place", "CA-ON", "Toronto" },
  { "Montréal (Québec)", "place", "CA-QC", "Montréal" },
  { "Montreal, Quebec", "place", "CA-QC", "Montréal" },
  { "Montreal QC", "place", "CA-QC", "Montréal" },
  { "Gatineau, Qué.", "place", "CA-QC", "Gatineau" },
  { "Portland, ME", "place", "US-ME", "Portland" },
  { "Portland, Oregon", "place", "US-OR", "Portland" },
  { "Portland OR", "place", "US-OR", "Portland" },
  { "Albany New York", "place", "US-NY", "Albany" },
  { "Albany, N.Y.", "place", "US-NY", "Albany" },
  { "Los Angeles, Calif.", "place", "US-CA", "Los Angeles" },
  { "Springfield, Massachusetts", "place", "US-MA", "Springfield" },
  { "Springfield, MO, USA", "place", "US-MO", "Springfield" },
  { "London, Ontario", "place", "CA-ON", "London" },
  { "London, KY", "place", "US-KY", "London" },
  { "Paris, Texas", "place", "US-TX", "Paris" },
  { "St. John's NL", "place", "CA-NL", "St. John's" },
  { "St Johns, Newfoundland", "place", "CA-NL", "St. John's" },
  { "Saint John, NB", "place", "CA-NB", "Saint John" },
  { "St John NB", "place", "CA-NB", "Saint John" },
  { "Saint-Jean (Terre-Neuve)", "place", "CA-NL", NULL },
  { "Washington DC", "place", "US-DC", "Washington" },
  { "Washington, D.C.", "place", "US-DC", "Washington" },
  { "New York NY", "place", "US-NY", "New York City" },
  { "New York, New York", "place", "US-NY", "New York City" },
  { "Kansas City, KS", "place", "US-KS", "Kansas City" },
  { "Kansas City, Missouri", "place", "US-MO", "Kansas City" },
  { "Ft. Worth, TX", "place", "US-TX", "Fort Worth" },
  { "Mt. Vernon, NY", "place", "US-NY", "Mount Vernon" },
  { "Sault Ste. Marie, ON", "place", "CA-ON", NULL },
  { "St. Louis, MO", "place", "US-MO", "St. Louis" },
  { "Trois-Rivières, QC", "place", "CA-QC", "Trois-Rivières" },
  { "Trois Rivieres QC", "place", "CA-QC", "Trois-Rivières" },
  { "San Juan, PR", "place", "US-PR", "San Juan" },
  { "Lloydminster, SK", "place", NULL, "Lloydminster" },
  { "Lloydminster, AB", "place", NULL, "Lloydminster" },
  { "Kigali, Rwanda", "place", "RW-01", "Kigali" },
  { "123 Main St Toronto, ON", "place", "CA-ON", "Toronto" },
  { "Apt 4, 12 Bank Street, Ottawa, Ontario", "place", "CA-ON", "Ottawa" },
  { "Honolulu, HI", "place", "US-HI", "Honolulu" },
  { "Anchorage, Alaska", "place", "US-AK", "Anchorage" },
  /* The eight that one gazetteer omits. */
  { "Whitby, ON", "place", "CA-ON", "Whitby" },
  { "Halton Hills, ON", "place", "CA-ON", NULL },
  { "Saanich, BC", "place", "CA-BC", "Saanich" },
  { "Orleans, ON", "place", "CA-ON", "Orléans" },
  { "Hull, QC", "place", "CA-QC", "Hull" },
  { "Scarborough, ON", "place", "CA-ON", "Scarborough" },
  { "Chatham-Kent, ON", "place", "CA-ON", "Chatham" },
  { "Barrhaven, ON", "place", "CA-ON", "Barrhaven" },
  /* A place alone. */
  { "Montreal", "place", "CA-QC", "Montréal" },
  { "montréal", "place", "CA-QC", "Montréal" },
  { "Ottawa", "place", "CA-ON", "Ottawa" },
  { "Toronto", "place", "CA-ON", "Toronto" },
  { "Boston", "place", "US-MA", "Boston" },
  { "Dallas", "place", "US-TX", "Dallas" },
  { "London", "place", "CA-ON", "London" },
  { "Vancouver", "place", "CA-BC", "Vancouver" },
  { "Saint John", "place", "CA-NB", "Saint John" },
  { "St. John's", "place", "CA-NL", "St. John's" },
  { "Kigali", "place", "RW-01", "Kigali" },
  { "Springfield", "?", NULL, NULL },
  { "Richmond", "?", NULL, NULL },
  { "Aurora", "?", NULL, NULL },
  { "Arlington", "?", NULL, NULL },
  /* A name that is a place's and a region's. */
  { "Québec", "place", "CA-QC", "Québec" },
  { "Quebec", "place", "CA-QC", "Québec" },
  { "New York", "place", "US-NY", "New York City" },
  { "Washington", "place", "US-DC", "Washington" },
  { "Ontario", "region", "CA-ON", NULL },
  { "Ontario, Canada", "region", "CA-ON", NULL },
  { "Ontario, California", "place", "US-CA", "Ontario" },
  { "California", "region", "US-CA", NULL },
  { "Nouvelle-Écosse", "region", "CA-NS", NULL },
  { "Colombie-Britannique", "region", "CA-BC", NULL },
  { "Caroline du Nord", "region", "US-NC", NULL },
  { "Texas", "region", "US-TX", NULL },
  { "Puerto Rico", "region", "US-PR", NULL },
  { "Province du Nord, Rwanda", "region", "RW-03", NULL },
  { "Nowhereville, ON", "region", "CA-ON", NULL },
  /* Nowhere. */
  { "", "-", NULL, NULL },
  { "   ", "-", NULL, NULL },
  { "?!", "-", NULL, NULL },
  { "Canada", "-", NULL, NULL },
  { "Nowhereville", "-", NULL, NULL },
  { "\xff\xfe", "-", NULL, NULL },
  { "a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p", "-", NULL, NULL },
};

static void
check_place (const AtlasGeocode *result, const char *expected)
{
  AtlasPlace place;

  g_assert_true (atlas_gazetteer_get_place (result->place, &place));
  g_assert_cmpstr (place.name, ==, expected);
  g_assert_cmpfloat (atlas_distance_km (place.latitude, place.longitude, result->latitude, result->longitude),
                     <, 80);
}

static void
test_lines (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      const Case *c = &lines[i];
      AtlasGeocode result;
      gboolean found = atlas_geocode_text (c->text, -1, &result);

      g_test_message ("%s: %s %s", c->text, atlas_precision_get_name (result.precision),
                      result.region == ATLAS_REGION_NONE ? "" : atlas_region_get_code (result.region));
      g_assert_cmpint (found, ==, *c->precision != '-' && *c->precision != '?');
      if (*c->precision == '?')
        g_assert_cmpuint (result.n_candidates, >, 1);
      if (!found)
        continue;
      g_assert_cmpstr (atlas_precision_get_name (result.precision), ==, c->precision);
      if (c->region)
        g_assert_cmpstr (atlas_region_get_code (result.region), ==, c->region);
      if (c->place)
        check_place (&result, c->place);
    }
}

static const struct
{
  const char *city, *region, *postcode, *country;
  const char *precision, *expected_region, *place;
} addresses[] = {
  { "Ottawa", "CA-ON", "K1A 0B1", "CA", "postcode", "CA-ON", "Ottawa" },
  { "Ottawa", "CA-ON", NULL, "CA", "place", "CA-ON", "Ottawa" },
  { "Ottawa", NULL, NULL, "CA", "place", "CA-ON", "Ottawa" },
  { "ottawa", "Ontario", "", "", "place", "CA-ON", "Ottawa" },
  { NULL, NULL, "K1A 0B1", NULL, "postcode", "CA-ON", "Ottawa" },
  { NULL, "CA-ON", NULL, "CA", "region", "CA-ON", NULL },
  { "Nowhereville", "CA-ON", NULL, "CA", "region", "CA-ON", NULL },
  /* City and region agree and the code is of another region: the code is the slip. */
  { "Calgary", "CA-AB", "K1A 0B1", "CA", "place", "CA-AB", "Calgary" },
  /* A code far from the city it is written with. */
  { "Thunder Bay", "CA-ON", "K1A 0B1", "CA", "place", "CA-ON", "Thunder Bay" },
  /* Unknown code: the city; without one the first letter's province. */
  { "Calgary", "CA-AB", "T9Z 9Z9", "CA", "place", "CA-AB", "Calgary" },
  { NULL, NULL, "T9Z 9Z9", "CA", "region", "CA-AB", NULL },
  { "Ottawa (Orléans)", "CA-ON", NULL, "CA", "place", "CA-ON", "Ottawa" },
  { "Lyon", NULL, NULL, "FR", NULL, NULL, NULL },
  { NULL, NULL, NULL, NULL, NULL, NULL, NULL },
  { "Springfield", NULL, NULL, "US", NULL, NULL, NULL },
  { "San Juan", NULL, NULL, "PR", "place", "US-PR", "San Juan" },
  { "Portland", "ME", "04101", "US", "postcode", "US-ME", "Portland" },
};

static void
test_addresses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      AtlasGeocode result;
      gboolean found = atlas_geocode_address (addresses[i].city, addresses[i].region, addresses[i].postcode,
                                              addresses[i].country, &result);

      g_test_message ("%s %s %s: %s", addresses[i].city, addresses[i].region, addresses[i].postcode,
                      atlas_precision_get_name (result.precision));
      g_assert_cmpstr (atlas_precision_get_name (result.precision), ==, addresses[i].precision);
      g_assert_cmpint (found, ==, addresses[i].precision != NULL);
      if (addresses[i].expected_region)
        g_assert_cmpstr (atlas_region_get_code (result.region), ==, addresses[i].expected_region);
      if (addresses[i].place)
        check_place (&result, addresses[i].place);
    }
}

static void
test_candidates_are_largest_first (void)
{
  AtlasGeocode result;

  g_assert_false (atlas_geocode_text ("Springfield", -1, &result));
  g_assert_cmpuint (result.n_candidates, ==, ATLAS_GEOCODE_MAX_CANDIDATES);
  for (guint i = 1; i < result.n_candidates; i++)
    {
      AtlasPlace larger, smaller;

      g_assert_true (atlas_gazetteer_get_place (result.candidates[i - 1], &larger));
      g_assert_true (atlas_gazetteer_get_place (result.candidates[i], &smaller));
      g_assert_cmpuint (larger.population, >=, smaller.population);
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  atlas_geodata_load (&error);
  g_assert_no_error (error);
  g_test_add_func ("/geocoder/lines", test_lines);
  g_test_add_func ("/geocoder/addresses", test_addresses);
  g_test_add_func ("/geocoder/candidates", test_candidates_are_largest_first);
  return g_test_run ();
}
