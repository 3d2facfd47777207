/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <math.h>

#include "atlas-distance.h"
#include "atlas-geocoder.h"
#include "atlas-geodata.h"

/* A line as people write it, and where it is: place, region and precision; "-" nowhere; "?" not clear where,
 * with candidates. */
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
  /* A code of two countries' regions, or of a region and a country. */
  { "Omaha, NE", "place", "US-NE", "Omaha" },
  { "Lincoln NE", "place", "US-NE", "Lincoln" },
  { "Halifax, N.S.", "place", "CA-NS", "Halifax" },
  { "Halifax (N.-É.)", "place", "CA-NS", "Halifax" },
  { "Toronto, CA", "place", "CA-ON", "Toronto" },
  { "Vancouver, CA", "place", "CA-BC", "Vancouver" },
  { "Toronto, ON, CA", "place", "CA-ON", "Toronto" },
  { "Toronto, Ontario, CA", "place", "CA-ON", "Toronto" },
  { "Toronto ON CA", "place", "CA-ON", "Toronto" },
  { "Nowhereville, ON, CA", "region", "CA-ON", NULL },
  { "Toronto, ON M5V 3L9, CA", "postcode", "CA-ON", "Toronto" },
  { "London, ON, N6A 3N7, CAN", "postcode", "CA-ON", "London" },
  { "Ontario, CA", "place", "US-CA", "Ontario" },
  { "123 Main St, Ontario, CA", "place", "US-CA", "Ontario" },
  { "Los Angeles, CA", "place", "US-CA", "Los Angeles" },
  { "Los Angeles CA", "place", "US-CA", "Los Angeles" },
  { "Los Angeles, CA, US", "place", "US-CA", "Los Angeles" },
  { "San Francisco, CA 94103", "postcode", "US-CA", "San Francisco" },
  { "CA", "region", "US-CA", NULL },
  { "LA", "region", "US-LA", NULL },
  { "New Orleans, LA", "place", "US-LA", "New Orleans" },
  { "L.A.", "place", "US-CA", "Los Angeles" },
  { "Portland Me.", "place", "US-ME", "Portland" },
  { "Albuquerque New Mexico", "place", "US-NM", "Albuquerque" },
  { "Atlanta, Georgia", "place", "US-GA", "Atlanta" },
  { "Charleston, West Virginia", "place", "US-WV", "Charleston" },
  { "Kansas City, KS", "place", "US-KS", "Kansas City" },
  { "Indianapolis IN", "place", "US-IN", "Indianapolis" },
  /* Other countries. */
  { "London, UK", "-", NULL, NULL },
  { "London, England", "-", NULL, NULL },
  { "Paris, France", "-", NULL, NULL },
  { "75001 Paris, France", "-", NULL, NULL },
  { "Paris, Île-de-France, France", "-", NULL, NULL },
  { "Kingston, Jamaica", "-", NULL, NULL },
  { "Mexico City, Mexico", "-", NULL, NULL },
  { "Brussels, Belgium", "-", NULL, NULL },
  { "Bruxelles, Belgique", "-", NULL, NULL },
  { "Kampala, Uganda", "-", NULL, NULL },
  { "Goma, RDC", "-", NULL, NULL },
  { "Jamaica", "-", NULL, NULL },
  { "USA", "-", NULL, NULL },
  { "Rwanda", "-", NULL, NULL },
  { "Jamaica, NY", "place", "US-NY", "Jamaica" },
  { "Jamaica, NY 11432", "postcode", "US-NY", "Jamaica" },
  { "Jamaica 11432", "postcode", "US-NY", "Jamaica" },
  { "Lebanon, PA", "place", "US-PA", "Lebanon" },
  { "Washington, USA", "place", "US-DC", "Washington" },
  { "Toronto, Kanada", "place", "CA-ON", "Toronto" },
  /* What stands behind and is unknown, or before. */
  { "Paris, Somewhere", "-", NULL, NULL },
  { "Toronto, Somewhere", "?", NULL, NULL },
  { "Toronto, Somewhere, Canada", "place", "CA-ON", "Toronto" },
  { "Toronto, Suite 400", "place", "CA-ON", "Toronto" },
  { "Montréal, Ahuntsic", "place", "CA-QC", "Ahuntsic" },
  { "Gasabo, Kigali", "place", "RW-01", "Kigali" },
  { "Downtown", "?", NULL, NULL },
  { "a, b, c, d, e, f, g, h, i, j, k, l, m, Toronto, ON", "place", "CA-ON", "Toronto" },
  { "Gatineau / Hull", "place", "CA-QC", "Hull" },
  { "Minneapolis/St. Paul, MN", "place", "US-MN", "Saint Paul" },
  /* A region in the last words, with a city we know or not. */
  { "Rockland ON", "place", "CA-ON", "Clarence-Rockland" },
  { "Nowhereville ON", "region", "CA-ON", NULL },
  { "Nowhereville Ontario", "region", "CA-ON", NULL },
  { "nowhere on", "-", NULL, NULL },
  { "1234 rue Ontario", "-", NULL, NULL },
  { "12 rue Principale Nord", "-", NULL, NULL },
  { "Box 5, Iqaluit NU X0A 0H0", "place", "CA-NU", "Iqaluit" },
  { "Puvirnituq QC J0M 1P0", "place", "CA-QC", "Puvirnituq" },
  { "350 5th Ave New York NY 10118", "postcode", "US-NY", "New York City" },
  { "1600 Amphitheatre Parkway Mountain View CA 94043", "postcode", "US-CA", "Mountain View" },
  { "#200 - 10220 103 Ave NW, Edmonton, AB", "place", "CA-AB", "Edmonton" },
  { "1234 rue Sherbrooke Ouest, Montréal (Québec) H3G 1H9", "postcode", "CA-QC", "Montréal" },
  { "100 Queen Street West, Toronto, Ontario M5H 2N2, Canada", "postcode", "CA-ON", "Toronto" },
  { "PO Box 1234, Station Main, Edmonton AB T5J 2R7", "postcode", "CA-AB", "Edmonton" },
  { "Suite 400, 350 Fifth Avenue, New York, NY 10118", "postcode", "US-NY", "New York City" },
  { "12 rue Principale, Gatineau (Québec) J8X 3X7", "postcode", "CA-QC", "Gatineau" },
  { "TORONTO ON CANADA", "place", "CA-ON", "Toronto" },
  { "Toronto/ON", "place", "CA-ON", "Toronto" },
  { "Toronto - ON", "place", "CA-ON", "Toronto" },
  { "Toronto – Ontario", "place", "CA-ON", "Toronto" },
  { "Toronto, ON 90210", "place", "CA-ON", "Toronto" },
  { "Vancouver WA 98660", "postcode", "US-WA", "Vancouver" },
  { "Toronto, QC", "region", "CA-QC", NULL },
  { "Springfield 62701", "postcode", "US-IL", "Springfield" },
  /* At a border. */
  { "Hull, ON", "place", "CA-QC", "Hull" },
  { "Gatineau ON", "place", "CA-QC", "Gatineau" },
  { "Flin Flon, SK", "place", "CA-MB", "Flin Flon" },
  { "Sackville, NS", "place", "CA-NS", "Lower Sackville" },
  { "Sackville, NB", "place", "CA-NB", "Sackville" },
  { "Montreal, ON", "region", "CA-ON", NULL },
  /* Towns that gazetteers omit, or know by another name. */
  { "Bradford West Gwillimbury, ON", "place", "CA-ON", "Bradford" },
  { "Georgina, ON", "place", "CA-ON", "Keswick" },
  { "New Tecumseth, ON", "place", "CA-ON", "Alliston" },
  { "Centre Wellington, ON", "place", "CA-ON", "Fergus" },
  { "Lakeshore, ON", "place", "CA-ON", "Lakeshore" },
  { "Pelham, ON", "place", "CA-ON", "Pelham" },
  { "Vankleek Hill, ON", "place", "CA-ON", "Vankleek Hill" },
  { "Kemptville, ON", "place", "CA-ON", "Kemptville" },
  { "Caledonia, ON", "place", "CA-ON", "Caledonia" },
  { "Trenton, ON", "place", "CA-ON", "Quinte West" },
  { "Manotick, ON", "place", "CA-ON", "Manotick" },
  { "York, ON", "place", "CA-ON", "York" },
  { "Malton, ON", "place", "CA-ON", "Malton" },
  { "Woodbridge, ON", "place", "CA-ON", "Woodbridge" },
  { "Maple, ON", "place", "CA-ON", "Maple" },
  { "Unionville, ON", "place", "CA-ON", "Unionville" },
  { "Dundas, ON", "place", "CA-ON", "Dundas" },
  { "Courtice, ON", "place", "CA-ON", "Courtice" },
  { "Saint-Lambert, QC", "place", "CA-QC", "Saint-Lambert" },
  { "LaSalle, QC", "place", "CA-QC", "LaSalle" },
  { "La Salle, QC", "place", "CA-QC", "LaSalle" },
  { "Lachine, QC", "place", "CA-QC", "Lachine" },
  { "Anjou, QC", "place", "CA-QC", "Anjou" },
  { "L'Île-Bizard, QC", "place", "CA-QC", "L’Île-Bizard" },
  { "Rosemont, QC", "place", "CA-QC", "Rosemont" },
  { "Côte-des-Neiges, QC", "place", "CA-QC", "Côte-des-Neiges" },
  { "Pointe-aux-Trembles, QC", "place", "CA-QC", "Pointe-aux-Trembles" },
  { "Kuujjuaq, QC", "place", "CA-QC", "Kuujjuaq" },
  { "Cap-Rouge, QC", "place", "CA-QC", "Cap-Rouge" },
  { "Vaudreuil, QC", "place", "CA-QC", "Vaudreuil-Dorion" },
  { "Valleyfield, QC", "place", "CA-QC", "Salaberry-de-Valleyfield" },
  { "St. Boniface, MB", "place", "CA-MB", "Saint-Boniface" },
  { "Transcona, MB", "place", "CA-MB", "Transcona" },
  { "Goose Bay, NL", "place", "CA-NL", "Happy Valley-Goose Bay" },
  { "Portugal Cove-St. Philip's, NL", "place", "CA-NL", "Portugal Cove-St. Phillip’s" },
  { "Grand-Sault, NB", "place", "CA-NB", "Grand Falls" },
  { "Tracadie, NB", "place", "CA-NB", "Tracadie-Sheila" },
  { "Tignish, PE", "place", "CA-PE", "Tignish" },
  { "Baker Lake, NU", "place", "CA-NU", "Baker Lake" },
  { "Salt Spring Island, BC", "place", "CA-BC", "Salt Spring Island" },
  { "Cape Breton, NS", "place", "CA-NS", "Sydney" },
  { "Wood Buffalo, AB", "place", "CA-AB", "Fort McMurray" },
  { "Strathcona County, AB", "place", "CA-AB", "Sherwood Park" },
  { "Kawartha Lakes, ON", "place", "CA-ON", "Lindsay" },
  { "Clarington, ON", "place", "CA-ON", "Bowmanville" },
  { "Whitby", "place", "CA-ON", "Whitby" },
  { "Halton Hills", "place", "CA-ON", "Halton Hills" },
  { "Saanich", "place", "CA-BC", "Saanich" },
  { "Orleans", "place", "CA-ON", "Orléans" },
  { "Hull", "place", "CA-QC", "Hull" },
  { "Scarborough", "place", "CA-ON", "Scarborough" },
  { "Scarborough, ME", "place", "US-ME", "Scarborough" },
  { "Kitchener-Waterloo", "place", "CA-ON", "Kitchener" },
  { "Ottawa-Gatineau", "place", "CA-ON", "Ottawa" },
  { "GTA", "place", "CA-ON", "Toronto" },
  { "Dallas-Fort Worth", "place", "US-TX", "Dallas" },
  { "NYC", "place", "US-NY", "New York City" },
  { "Huye", "place", "RW-05", "Butare" },
  { "Nyagatare", "place", "RW-02", "Nyagatare" },
  /* Spelling. */
  { "St-Jérôme, QC", "place", "CA-QC", "Saint-Jérôme" },
  { "Ste-Foy, QC", "place", "CA-QC", "Sainte-Foy" },
  { "St Catharines, ON", "place", "CA-ON", "St. Catharines" },
  { "Saint Catharines ON", "place", "CA-ON", "St. Catharines" },
  { "St. Paul, Minnesota", "place", "US-MN", "Saint Paul" },
  { "Mt Pearl NL", "place", "CA-NL", "Mount Pearl" },
  { "N. Vancouver, BC", "place", "CA-BC", "North Vancouver" },
  { "E. Lansing MI", "place", "US-MI", "East Lansing" },
  { "W. Palm Beach, FL", "place", "US-FL", "West Palm Beach" },
  { "Cœur d’Alene", "place", "US-ID", "Coeur d'Alene" },
  { "L’Ancienne-Lorette", "place", "CA-QC", "L'Ancienne-Lorette" },
  { "Val d’Or, Qc", "place", "CA-QC", "Val-d'Or" },
  { "Dollard des Ormeaux QC", "place", "CA-QC", "Dollard-Des Ormeaux" },
  { "Winston Salem NC", "place", "US-NC", "Winston-Salem" },
  { "new westminster bc", "place", "CA-BC", "New Westminster" },
  { "La Nouvelle-Orléans, Louisiane", "place", "US-LA", "New Orleans" },
  { "Philadelphie, Pennsylvanie", "place", "US-PA", "Philadelphia" },
  { "San José, Californie", "place", "US-CA", "San Jose" },
  { "Miami, Floride", "place", "US-FL", "Miami" },
  { "St. John's (T.-N.-L.)", "place", "CA-NL", "St. John's" },
  { "Moncton (N.-B.)", "place", "CA-NB", "Moncton" },
  { "Vancouver (C.-B.)", "place", "CA-BC", "Vancouver" },
  /* Alone: which stands out. */
  { "Hamilton", "place", "CA-ON", "Hamilton" },
  { "Windsor", "place", "CA-ON", "Windsor" },
  { "Kingston", "place", "CA-ON", "Kingston" },
  { "Victoria", "place", "CA-BC", "Victoria" },
  { "Sydney", "place", "CA-NS", "Sydney" },
  { "Halifax", "place", "CA-NS", "Halifax" },
  { "Richmond Hill", "?", NULL, NULL },
  { "Newton", "place", "US-MA", "Newton" },
  { "Columbus", "place", "US-OH", "Columbus" },
  { "Nashville", "place", "US-TN", "Nashville" },
  { "Portland", "place", "US-OR", "Portland" },
  { "Kansas City", "place", "US-MO", "Kansas City" },
  { "Buffalo", "place", "US-NY", "Buffalo" },
  { "Dayton", "place", "US-OH", "Dayton" },
  { "Brooklyn", "place", "US-NY", "Brooklyn" },
  { "Delta", "place", "CA-BC", "Delta" },
  { "Saint Paul", "place", "US-MN", "Saint Paul" },
  { "Surrey", "place", "CA-BC", "Surrey" },
  { "Burlington", "place", "CA-ON", "Burlington" },
  { "Cambridge", "?", NULL, NULL },
  { "Paris", "?", NULL, NULL },
  { "Columbia", "?", NULL, NULL },
  { "Rochester", "?", NULL, NULL },
  { "Waterloo", "?", NULL, NULL },
  { "Niagara Falls", "?", NULL, NULL },
  { "Belleville", "?", NULL, NULL },
  { "Brandon", "?", NULL, NULL },
  { "Glendale", "?", NULL, NULL },
  { "Wilmington", "?", NULL, NULL },
  { "Newark", "place", "US-NJ", "Newark" },
  { "Birmingham", "place", "US-AL", "Birmingham" },
  /* Regions. */
  { "ON", "region", "CA-ON", NULL },
  { "CA-ON", "region", "CA-ON", NULL },
  { "US-NY", "region", "US-NY", NULL },
  { "Terre-Neuve", "region", "CA-NL", NULL },
  { "Île-du-Prince-Édouard", "region", "CA-PE", NULL },
  { "Nouveau-Mexique", "region", "US-NM", NULL },
  { "Dakota du Sud", "region", "US-SD", NULL },
  { "Géorgie", "region", "US-GA", NULL },
  { "Territoires du Nord-Ouest", "region", "CA-NT", NULL },
  { "Nunavut", "region", "CA-NU", NULL },
  { "Washington State", "region", "US-WA", NULL },
  { "Georgia", "region", "US-GA", NULL },
  { "Maine", "region", "US-ME", NULL },
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
        g_assert_cmpuint (result.n_candidates, >, 0);
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
  { "Omaha", "NE", NULL, "US", "place", "US-NE", "Omaha" },
  { "Omaha", "NE", NULL, NULL, "place", "US-NE", "Omaha" },
  { "Paris", "ON", NULL, NULL, "place", "CA-ON", "Paris" },
  { "London", NULL, NULL, "GB", NULL, NULL, NULL },
  { "London", NULL, NULL, "CA", "place", "CA-ON", "London" },
  { "Cambridge", NULL, NULL, "CA", "place", "CA-ON", "Cambridge" },
  { "Niagara Falls", NULL, NULL, "US", "place", "US-NY", "Niagara Falls" },
  { "Iqaluit", "CA-NU", "X0A 0H0", "CA", "place", "CA-NU", "Iqaluit" },
  { "Toronto", NULL, "M5V 3L9", NULL, "postcode", "CA-ON", "Toronto" },
  { "Montréal", "QC", "h3z2y7", "CA", "postcode", "CA-QC", "Montréal" },
  { "Lloydminster", "CA-SK", NULL, "CA", "place", NULL, "Lloydminster" },
  { "Gatineau", "CA-ON", NULL, "CA", "place", "CA-QC", "Gatineau" },
  { "Downtown", NULL, NULL, "CA", NULL, NULL, NULL },
  { "Huye", NULL, NULL, "RW", "place", "RW-05", "Butare" },
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
