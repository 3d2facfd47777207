/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-county.h"

#include "atlas-gazetteer.h"
#include "atlas-mercator.h"
#include "atlas-region.h"
#include "atlas-selection.h"

/* Counties: their names, where they lie, and selections of them and of places. */

static void
test_known (void)
{
  static const struct
  {
    double latitude, longitude;
    guint code;
    const char *name;
  } cases[] = {
    { 41.88, -87.63, 17031, "Cook County, Illinois" },
    { 29.76, -95.37, 48201, "Harris County, Texas" },
    { 29.96, -90.08, 22071, "Orleans Parish, Louisiana" },
    { 39.30, -76.61, 24510, "Baltimore, Maryland" },
    { 38.90, -77.04, 11001, "District of Columbia" },
    { 61.18, -149.87, 2020, "Anchorage, Alaska" },
    { 18.42, -66.06, 72127, "San Juan, Puerto Rico" },
    { 43.65, -79.38, ATLAS_COUNTY_NONE, NULL }, /* Toronto */
    { 33.0, -60.0, ATLAS_COUNTY_NONE, NULL },   /* the Atlantic */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = atlas_county_dup_long_name (cases[i].code);

      g_assert_cmpuint (atlas_county_at (cases[i].latitude, cases[i].longitude), ==, cases[i].code);
      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

/* Each has a name, a state, unless it is an island that is none, and a box. */
static void
test_all (void)
{
  guint before = 0, n_outside = 0;

  g_assert_cmpuint (atlas_county_get_n (), >, 3100);
  for (guint i = 0; i < atlas_county_get_n (); i++)
    {
      guint code = atlas_county_get_code (i);
      g_autofree char *name = atlas_county_dup_name (code);
      double west, north, east, south;

      g_assert_cmpuint (code, >, before);
      g_assert_cmpuint (code, <, ATLAS_COUNTY_N_CODES);
      g_assert_cmpint (atlas_county_find (code), ==, i);
      g_assert_nonnull (name);
      /* A town of five square kilometres is too small to be drawn. */
      if (atlas_county_get_box (code, &west, &north, &east, &south))
        g_assert_true (west < east && north < south);
      else
        g_assert_cmpstr (name, ==, "Falls Church");
      n_outside += atlas_county_get_region (code) == ATLAS_REGION_NONE;
      before = code;
    }
  g_assert_cmpuint (n_outside, <, 20);
  g_assert_cmpint (atlas_county_find (1000), ==, -1);
}

/* The polygons and the gazetteer know the same counties. */
static void
test_places (void)
{
  guint n_known = 0, n_same = 0;

  for (guint i = 0; i < 3000; i++)
    {
      AtlasPlace place;
      guint county = atlas_county_of_place (i);

      g_assert_true (atlas_gazetteer_get_place (i, &place));
      if (county == ATLAS_COUNTY_NONE || atlas_county_find (county) < 0)
        continue;
      g_assert_cmpuint (atlas_county_get_region (county), ==, place.region);
      n_known++;
      n_same += atlas_county_at (place.latitude, place.longitude) == county;
    }
  g_assert_cmpuint (n_known, >, 2000);
  g_assert_cmpuint (100 * n_same, >, 97 * n_known);
}

/* A place is found again by what is written of it, however many bear its name. */
static void
test_place_texts (void)
{
  guint n_same = 0;

  for (guint i = 0; i < atlas_gazetteer_get_n_places (); i += i < 2000 ? 1 : 97)
    {
      AtlasSelectionShape shape = { .type = ATLAS_SELECTION_PLACE, .place = i };
      g_autoptr (AtlasSelection) selection = atlas_selection_add (NULL, &shape, FALSE);
      g_autofree char *text = atlas_selection_to_text (selection);
      g_autoptr (GError) error = NULL;
      g_autoptr (AtlasSelection) again = atlas_selection_from_text (text, &error);

      g_assert_no_error (error);
      if (!atlas_selection_equal (selection, again))
        g_error ("“%s” is another place", text);
      n_same++;
    }
  g_assert_cmpuint (n_same, >, 2000);
}

static void
test_texts (void)
{
  static const struct
  {
    const char *text, *normal, *name;
  } good[] = {
    { "county 48201", "county 48201", "Harris County, Texas" },
    { "county 2020", "county 02020", "Anchorage, Alaska" },
    { "PLACE us-tx houston", "place US-TX Houston", "Houston, Texas" },
    { "place Ontario Ottawa", "place CA-ON Ottawa", "Ottawa, Ontario" },
    { "region CA-ON", "region CA-ON", "Ontario" },
    { "county 48201; county 17031", "county 48201; county 17031", NULL },
    { "circle 45 -75 5km", "circle 45 -75 5km", NULL },
  };
  static const char *const bad[] = {
    "county",
    "county 99999",
    "county Harris",
    "county 48201 1",
    "place",
    "place Ottawa",
    "place CA-ON Nowhereville",
    "place XX Ottawa",
    "place US-TX Houston 50 50",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AtlasSelection) selection = atlas_selection_from_text (good[i].text, &error);
      g_autofree char *normal = NULL, *name = NULL;

      g_assert_no_error (error);
      normal = atlas_selection_to_text (selection);
      name = atlas_selection_dup_name (selection);
      g_assert_cmpstr (normal, ==, good[i].normal);
      g_assert_cmpstr (name, ==, good[i].name);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (atlas_selection_from_text (bad[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/county/known", test_known);
  g_test_add_func ("/county/all", test_all);
  g_test_add_func ("/county/places", test_places);
  g_test_add_func ("/county/place-texts", test_place_texts);
  g_test_add_func ("/county/texts", test_texts);
  return g_test_run ();
}
