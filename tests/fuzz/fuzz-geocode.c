/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever the text, the geocoder and the look-ups below it stay inside it, and an answer is a real one: a
 * position on Earth, a region and places that exist, a precision exactly when there is one. */
#include <string.h>

#include "atlas-country.h"
#include "atlas-fuzz.h"
#include "atlas-geocoder.h"
#include "atlas-postcode.h"

static void
check_answer (gboolean found, const AtlasGeocode *result)
{
  g_assert_cmpint (found, ==, result->precision != ATLAS_PRECISION_NONE);
  g_assert_true (result->country[0] == '\0' || strlen (result->country) == 2);
  g_assert_true (result->place == ATLAS_PLACE_NONE || result->place < atlas_gazetteer_get_n_places ());
  g_assert_cmpuint (result->n_candidates, <=, ATLAS_GEOCODE_MAX_CANDIDATES);
  for (guint i = 0; i < result->n_candidates; i++)
    g_assert_cmpuint (result->candidates[i], <, atlas_gazetteer_get_n_places ());
  if (!found)
    return;
  g_assert_cmpuint (result->n_candidates, ==, 0);
  g_assert_cmpuint (result->region, <, atlas_region_get_n ());
  g_assert_cmpstr (result->country, ==, atlas_region_get_country (result->region));
  g_assert_true (result->latitude >= -3 && result->latitude <= 84);
  g_assert_true (result->longitude >= -180 && result->longitude <= 180);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  /* Exactly as long as the text, so that a byte read behind it is noticed. */
  g_autofree char *text = g_memdup2 (size > 0 ? (const void *) data : "", MAX (size, 1));
  g_autofree char *terminated = g_strndup (text, size);
  guint places[10];
  guint n;
  AtlasGeocode result;
  AtlasPostcode postcode;
  guint region;
  const char *country;

  check_answer (atlas_geocode_text (text, (gssize) size, &result), &result);
  check_answer (atlas_geocode_address (terminated, NULL, NULL, NULL, &result), &result);
  check_answer (atlas_geocode_address ("Ottawa", terminated, NULL, "CA", &result), &result);
  check_answer (atlas_geocode_address (terminated, "CA-ON", terminated, "CA", &result), &result);

  region = atlas_region_match (text, (gssize) size, NULL);
  g_assert_true (region == ATLAS_REGION_NONE || region < atlas_region_get_n ());
  country = atlas_country_match (text, (gssize) size);
  g_assert_true (country == NULL || strlen (country) == 2);
  if (atlas_postcode_find (text, (gssize) size, &postcode))
    g_assert_cmpuint (postcode.region, <, atlas_region_get_n ());
  n = atlas_gazetteer_complete (terminated, ATLAS_REGION_NONE, places, G_N_ELEMENTS (places));
  for (guint i = 1; i < n; i++)
    g_assert_cmpuint (places[i - 1], <, places[i]);
  return 0;
}
