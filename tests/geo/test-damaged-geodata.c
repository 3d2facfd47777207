/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files whose head is whole and whose content is not, as a failing disk leaves them: everything that reads
 * them ends, inside its memory. Each copy is read by a process of its own, since data is opened once. */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "atlas-country.h"
#include "atlas-geocoder.h"
#include "atlas-geodata.h"
#include "atlas-postcode.h"
#include "atlas-shapes.h"

static const char *const files[] = { "regions.bin", "places.bin", "shapes.bin" };

/* What the head of a file has for each section: see data/geo/generate/binary.js. */
#define HEADER_SIZE  16
#define SECTION_SIZE 24

static void
add_up (guint id, const double *xy, guint n_points, gboolean last, gpointer user_data)
{
  double *sum = user_data;

  for (guint i = 0; i < 2 * n_points; i++)
    {
      g_assert_true (xy[i] >= 0 && xy[i] <= 1);
      *sum += xy[i];
    }
}

static void
read_places (void)
{
  for (guint i = 0; i < atlas_gazetteer_get_n_places (); i++)
    {
      AtlasPlace place;

      g_assert_true (atlas_gazetteer_get_place (i, &place));
      g_assert_cmpuint (place.region, <, atlas_region_get_n ());
      g_assert_cmpuint (strlen (place.name) + strlen (place.timezone), <, 1 << 20);
      if (i % 16 == 0)
        {
          atlas_gazetteer_find (place.name, -1, place.region);
          atlas_gazetteer_nearest (place.latitude, place.longitude, 25);
          atlas_region_at (place.latitude, place.longitude);
        }
    }
}

static void
read_everything (void)
{
  static const char *const lines[] = { "Toronto, ON",
                                       "Springfield",
                                       "Iqaluit NU X0A 0H0",
                                       "Hull, ON",
                                       "Québec",
                                       "New York NY 10001",
                                       "Kingston, Jamaica",
                                       "Toronto, CA",
                                       "Nowhere, Somewhere",
                                       "123 Main St Omaha NE",
                                       "Washington",
                                       "Lloydminster, SK" };
  double sum = 0;
  guint found[8];

  for (guint i = 0; i < atlas_region_get_n (); i++)
    {
      double south, west, north, east;

      g_assert_nonnull (atlas_region_get_name (i));
      g_assert_nonnull (atlas_region_get_country (i));
      atlas_region_get_box (i, &south, &west, &north, &east);
      atlas_region_match (atlas_region_get_name_fr (i), -1, NULL);
    }
  read_places ();
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      AtlasGeocode result;

      if (atlas_geocode_text (lines[i], -1, &result))
        g_assert_cmpuint (result.region, <, atlas_region_get_n ());
    }
  for (guint i = 0; i < 100000; i += 7)
    {
      char code[6];
      AtlasPostcode postcode;

      g_snprintf (code, sizeof code, "%05u", i);
      if (atlas_postcode_find (code, -1, &postcode))
        g_assert_cmpuint (postcode.region, <, atlas_region_get_n ());
    }
  for (guint i = 0; i < atlas_gazetteer_get_n_districts (); i++)
    atlas_gazetteer_get_district (i, NULL);
  for (guint fips = 0; fips < 57000; fips += 3)
    atlas_shapes_get_county_name (fips);
  atlas_country_match ("Belgique", -1);
  atlas_gazetteer_complete ("s", ATLAS_REGION_NONE, found, G_N_ELEMENTS (found));
  for (guint layer = 0; layer < ATLAS_SHAPES_N_LAYERS; layer++)
    for (guint level = 0; level < 4; level++)
      atlas_shapes_foreach (layer, level, 0, 0, 1, 1, add_up, &sum);
  g_assert_true (isfinite (sum));
}

/* Bytes anywhere behind the head. */
static void
damage_content (GRand *random, guint8 *contents, gsize length, guint n)
{
  guint32 n_sections;
  gsize head;

  memcpy (&n_sections, contents + 12, sizeof n_sections);
  head = HEADER_SIZE + n_sections * SECTION_SIZE;
  for (guint i = 0; i < n; i++)
    contents[head + g_rand_int (random) % (length - head - 1)] = (guint8) g_rand_int (random);
}

/* One section loses its name, or its end. */
static void
damage_section (GRand *random, guint8 *contents)
{
  guint32 n_sections, size;
  guint8 *section;

  memcpy (&n_sections, contents + 12, sizeof n_sections);
  section = contents + HEADER_SIZE + (g_rand_int (random) % n_sections) * SECTION_SIZE;
  if (g_rand_boolean (random))
    {
      section[0] ^= 1;
      return;
    }
  memcpy (&size, section + 20, sizeof size);
  size = size > 0 ? g_rand_int (random) % size : 0;
  memcpy (section + 20, &size, sizeof size);
}

static void
write_copies (const char *folder, guint seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  guint victim = seed % G_N_ELEMENTS (files);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *from = g_build_filename (g_getenv ("ATLAS_DATA_DIR"), "geo", files[i], NULL);
      g_autofree char *to = g_build_filename (folder, "geo", files[i], NULL);
      g_autofree char *contents = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;

      g_file_get_contents (from, &contents, &length, &error);
      g_assert_no_error (error);
      if (i == victim && seed % 2 == 0)
        damage_content (random, (guint8 *) contents, length, seed % 5 == 0 ? 20000 : 200);
      else if (i == victim)
        damage_section (random, (guint8 *) contents);
      g_file_set_contents (to, contents, (gssize) length, &error);
      g_assert_no_error (error);
    }
}

static void
test_damaged (gconstpointer data)
{
  g_autofree char *original = g_strdup (g_getenv ("ATLAS_DATA_DIR"));
  g_autofree char *folder = NULL;
  g_autofree char *geo = NULL;

  if (g_test_subprocess ())
    {
      read_everything ();
      return;
    }

  folder = g_dir_make_tmp ("atlas-geodata-XXXXXX", NULL);
  g_assert_nonnull (folder);
  geo = g_build_filename (folder, "geo", NULL);
  g_assert_cmpint (g_mkdir (geo, 0700), ==, 0);
  write_copies (folder, GPOINTER_TO_UINT (data));
  g_setenv ("ATLAS_DATA_DIR", folder, TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_setenv ("ATLAS_DATA_DIR", original, TRUE);
  g_test_trap_assert_passed ();

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (geo, files[i], NULL);

      g_unlink (path);
    }
  g_rmdir (geo);
  g_rmdir (folder);
}

/* No file at all: the core says so and knows of nothing. */
static void
test_missing (void)
{
  g_autofree char *original = g_strdup (g_getenv ("ATLAS_DATA_DIR"));

  if (g_test_subprocess ())
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (atlas_geodata_load (&error));
      g_assert_error (error, ATLAS_GEODATA_ERROR, ATLAS_GEODATA_ERROR_MISSING);
      g_assert_cmpuint (atlas_region_get_n (), ==, 0);
      g_assert_cmpuint (atlas_gazetteer_get_n_places (), ==, 0);
      read_everything ();
      return;
    }

  g_setenv ("ATLAS_DATA_DIR", "/nonexistent", TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_setenv ("ATLAS_DATA_DIR", original, TRUE);
  g_test_trap_assert_passed ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/damaged-geodata/missing", test_missing);
  for (guint seed = 0; seed < 24; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/damaged-geodata/%02u", seed);

      g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_damaged);
    }
  return g_test_run ();
}
