/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-mbtiles.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

/* Maps in files: what they say, which tile is which, and what people may choose that is none. */

typedef struct
{
  char *folder, *path;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("atlas-test-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "map.mbtiles", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);

  /* Nothing was written beside it. */
  g_remove (self->path);
  g_assert_null (g_dir_read_name (dir));
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

static void
make (Fixture *self, const char *sql)
{
  sqlite3 *db;
  char *words = NULL;

  g_remove (self->path);
  g_assert_cmpint (sqlite3_open (self->path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
  sqlite3_exec (db, sql, NULL, NULL, &words);
  g_assert_cmpstr (words, ==, NULL);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
assert_tile (AtlasMbtiles *map, guint zoom, guint column, guint row, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = atlas_mbtiles_load (map, zoom, column, row, &error);

  g_assert_no_error (error);
  if (expected == NULL)
    g_assert_null (bytes);
  else
    {
      g_assert_nonnull (bytes);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, strlen (expected));
    }
}

#define TILES                                                                                       \
  "CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob);" \
  "CREATE UNIQUE INDEX i ON tiles (zoom_level, tile_column, tile_row);"
#define METADATA "CREATE TABLE metadata (name text, value text);"

static void
test_read (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasMbtiles) map = NULL;
  double west, south, east, north;

  make (self, METADATA TILES "INSERT INTO metadata VALUES ('name', 'Lakes'), ('format', 'png'),"
                             "('minzoom', '1'), ('maxzoom', '2'), ('bounds', '-180.0,-85, 0,85'),"
                             "('attribution', '© <a href=\"https://example.org\">Lakes</a>');"
                             "INSERT INTO tiles VALUES (1, 0, 1, 'north-west'), (1, 0, 0, 'south-west'),"
                             "(2, 3, 0, 'far south-east'), (3, 0, 0, 'beyond')");
  map = atlas_mbtiles_open (self->path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (atlas_mbtiles_get_name (map), ==, "Lakes");
  g_assert_cmpstr (atlas_mbtiles_get_attribution (map), ==, "© <a href=\"https://example.org\">Lakes</a>");
  g_assert_cmpuint (atlas_mbtiles_get_min_zoom (map), ==, 1);
  g_assert_cmpuint (atlas_mbtiles_get_max_zoom (map), ==, 2);
  atlas_mbtiles_get_bounds (map, &west, &south, &east, &north);
  g_assert_cmpfloat (west, ==, -180);
  g_assert_cmpfloat (south, ==, -85);
  g_assert_cmpfloat (east, ==, 0);
  g_assert_cmpfloat (north, ==, 85);

  /* The file counts rows from the south. */
  assert_tile (map, 1, 0, 0, "north-west");
  assert_tile (map, 1, 0, 1, "south-west");
  assert_tile (map, 2, 3, 3, "far south-east");
  assert_tile (map, 1, 1, 0, NULL);
  assert_tile (map, 2, 3, 9, NULL);
  assert_tile (map, 0, 0, 0, NULL);
  assert_tile (map, 3, 0, 7, NULL);
}

/* "tiles" as a view over pictures that are kept once each, zoom levels that nobody wrote down, bounds that
 * are none. */
static void
test_view (Fixture *self, gconstpointer data)
{
  static const char *const bounds[] = { "1,2,3", "a,b,c,d", "10,0,-10,5", "nan,0,1,1", "" };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bounds); i++)
    {
      g_autoptr (AtlasMbtiles) map = NULL;
      g_autofree char *sql = g_strdup_printf (
        METADATA
        "CREATE TABLE map (z int, x int, y int, id text); CREATE TABLE images (data blob, id text);"
        "CREATE VIEW tiles AS SELECT z AS zoom_level, x AS tile_column, y AS tile_row, data AS "
        "tile_data FROM map JOIN images USING (id);"
        "INSERT INTO metadata VALUES ('bounds', '%s'), ('minzoom', 'two'), ('maxzoom', '-3');"
        "INSERT INTO images VALUES ('sea', 's'); INSERT INTO map VALUES (3, 0, 7, 's'), (5, 1, 31, 's')",
        bounds[i]);
      double west, south, east, north;

      make (self, sql);
      map = atlas_mbtiles_open (self->path, &error);
      g_assert_no_error (error);
      g_assert_null (atlas_mbtiles_get_name (map));
      g_assert_null (atlas_mbtiles_get_attribution (map));
      g_assert_cmpuint (atlas_mbtiles_get_min_zoom (map), ==, 3);
      g_assert_cmpuint (atlas_mbtiles_get_max_zoom (map), ==, 5);
      atlas_mbtiles_get_bounds (map, &west, &south, &east, &north);
      g_assert_cmpfloat (west, ==, -180);
      g_assert_cmpfloat (north, ==, 90);
      assert_tile (map, 3, 0, 0, "sea");
      assert_tile (map, 5, 1, 0, "sea");
    }
}

static void
assert_refused (Fixture *self, AtlasMbtilesError code, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (atlas_mbtiles_open (self->path, &error));
  g_assert_error (error, ATLAS_MBTILES_ERROR, (int) code);
  if (strstr (error->message, words) == NULL || strstr (error->message, "map.mbtiles") == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autofree char *much = g_strnfill (20000, 'x');
  g_autoptr (GError) error = NULL;

  assert_refused (self, ATLAS_MBTILES_ERROR_NOT_FOUND, "There is no file");
  g_file_set_contents (self->path, much, -1, &error);
  g_assert_no_error (error);
  assert_refused (self, ATLAS_MBTILES_ERROR_INVALID, "is not an MBTiles file");
  g_file_set_contents (self->path, "", 0, &error);
  g_assert_no_error (error);
  assert_refused (self, ATLAS_MBTILES_ERROR_INVALID, "no tiles");

  make (self, "CREATE TABLE member (id int)");
  assert_refused (self, ATLAS_MBTILES_ERROR_INVALID, "no tiles");
  make (self, METADATA TILES);
  assert_refused (self, ATLAS_MBTILES_ERROR_INVALID, "no tiles");
  make (self, "CREATE TABLE tiles (a int)");
  assert_refused (self, ATLAS_MBTILES_ERROR_INVALID, "tile_data");

  make (self,
        METADATA TILES "INSERT INTO metadata VALUES ('format', 'pbf'); INSERT INTO tiles VALUES (0,0,0,'x')");
  assert_refused (self, ATLAS_MBTILES_ERROR_VECTOR, "vector tiles");
  make (self, METADATA TILES "INSERT INTO tiles VALUES (0, 0, 0, x'1f8b08')");
  assert_refused (self, ATLAS_MBTILES_ERROR_VECTOR, "vector tiles");
}

/* Files made to hurt: each ends in words, or in a tile that is not there. */
static void
test_hostile (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasMbtiles) map = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  /* A view without an end. */
  make (self, "CREATE VIEW tiles AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
              "SELECT i AS zoom_level, i AS tile_column, i AS tile_row, 'x' AS tile_data FROM n WHERE i < 0");
  assert_refused (self, ATLAS_MBTILES_ERROR_INVALID, "takes too long");

  /* More bytes than a picture has. */
  make (self, TILES "INSERT INTO tiles VALUES (0, 0, 0, 'x'), (1, 0, 1, zeroblob (9000000)), (1, 1, 1, 7),"
                    "(1, 1, 0, NULL), (99, 0, 0, 'x')");
  map = atlas_mbtiles_open (self->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (atlas_mbtiles_get_max_zoom (map), <=, 24);
  g_assert_null (atlas_mbtiles_load (map, 1, 0, 0, &error));
  g_assert_error (error, ATLAS_MBTILES_ERROR, ATLAS_MBTILES_ERROR_INVALID);
  g_clear_error (&error);
  assert_tile (map, 1, 1, 0, "7");
  assert_tile (map, 1, 1, 1, NULL);
  assert_tile (map, 0, 0, 0, "x");
  g_clear_pointer (&map, atlas_mbtiles_unref);

  /* Every page but the first overwritten, then cut off in the middle. */
  g_file_get_contents (self->path, &bytes, &length, &error);
  g_assert_no_error (error);
  memset (bytes + 4096, 0xff, length - 4096);
  g_file_set_contents (self->path, bytes, (gssize) length, &error);
  g_assert_no_error (error);
  assert_refused (self, ATLAS_MBTILES_ERROR_INVALID, "is damaged");
  g_file_set_contents (self->path, bytes, 5000, &error);
  g_assert_no_error (error);
  g_assert_null (atlas_mbtiles_open (self->path, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/mbtiles/read", Fixture, NULL, set_up, test_read, tear_down);
  g_test_add ("/mbtiles/view", Fixture, NULL, set_up, test_view, tear_down);
  g_test_add ("/mbtiles/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/mbtiles/hostile", Fixture, NULL, set_up, test_hostile, tear_down);
  return g_test_run ();
}
