/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-mbtiles.h"

#include <math.h>
#include <string.h>

#include "atlas-connection-private.h"
#include "atlas-i18n.h"
#include "atlas-store.h"

/* Beyond it tiles can't be numbered in 31 bits, and no map is looked at. */
#define MAX_ZOOM 24

/* Of a text of the metadata. */
#define MAX_TEXT 8192

/* After so many looks, each some thousand steps of SQLite's machine, a question is given up: "tiles" may be a
 * view of anything. A fraction of a second. */
#define STEPS_BETWEEN_LOOKS 10000
#define MAX_LOOKS           1000

struct _AtlasMbtiles
{
  gatomicrefcount ref_count;
  GMutex mutex; /* over what follows */
  AtlasConnection *connection;
  guint n_looks;

  char *name, *attribution;
  guint min_zoom, max_zoom;
  double west, south, east, north;
};

G_DEFINE_QUARK (atlas_mbtiles_error, atlas_mbtiles_error)

static int
look_at_time (gpointer data)
{
  AtlasMbtiles *self = data;

  return ++self->n_looks > MAX_LOOKS;
}

/* In words of maps what @problem says in words of databases. */
static void
set_error (const char *path, const GError *problem, GError **error)
{
  g_autofree char *name = atlas_store_display_path (path);

  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_set_error (error, ATLAS_MBTILES_ERROR, ATLAS_MBTILES_ERROR_INVALID,
                 _ ("“%s” takes too long to read: it has no index of its tiles."), name);
  else if (g_error_matches (problem, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND))
    g_set_error_literal (error, ATLAS_MBTILES_ERROR, ATLAS_MBTILES_ERROR_NOT_FOUND, problem->message);
  else if (g_error_matches (problem, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_READ_ONLY))
    g_set_error (error, ATLAS_MBTILES_ERROR, ATLAS_MBTILES_ERROR_INVALID,
                 _ ("“%s” may not be read. Ask for permission."), name);
  else if (g_error_matches (problem, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FOREIGN))
    g_set_error (error, ATLAS_MBTILES_ERROR, ATLAS_MBTILES_ERROR_INVALID, _ ("“%s” is not an MBTiles file."),
                 name);
  else if (g_error_matches (problem, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_CORRUPT))
    g_set_error (error, ATLAS_MBTILES_ERROR, ATLAS_MBTILES_ERROR_INVALID,
                 _ ("“%s” is damaged. Get the map anew from where it came."), name);
  else
    g_set_error_literal (error, ATLAS_MBTILES_ERROR, ATLAS_MBTILES_ERROR_INVALID, problem->message);
}

static AtlasStatement *
ask (AtlasMbtiles *self, const char *sql, GError **error)
{
  g_autoptr (GError) problem = NULL;
  AtlasStatement *statement;

  self->n_looks = 0;
  statement = atlas_statement_new (self->connection, sql, &problem);
  if (statement == NULL)
    set_error (self->connection->path, problem, error);
  return statement;
}

/* TRUE with a row; FALSE without @error at the end. */
static gboolean
step (AtlasMbtiles *self, AtlasStatement *statement, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (atlas_statement_step (statement, &problem))
    return TRUE;
  if (problem != NULL)
    set_error (self->connection->path, problem, error);
  return FALSE;
}

static gboolean
has_table (AtlasMbtiles *self, const char *name, gboolean *there, GError **error)
{
  g_autoptr (AtlasStatement) statement = NULL;
  GError *problem = NULL;

  statement =
    ask (self, "SELECT 1 FROM sqlite_schema WHERE type IN ('table', 'view') AND lower(name) = :name", error);
  if (statement == NULL)
    return FALSE;
  atlas_statement_bind_text (statement, ":name", name);
  *there = step (self, statement, &problem);
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

static char *
dup_text (AtlasStatement *statement, guint column)
{
  gsize length;
  const char *text = atlas_statement_get_text (statement, column, &length);

  return text && *text != '\0' ? g_utf8_make_valid (text, (gssize) strnlen (text, MIN (length, MAX_TEXT)))
                               : NULL;
}

static gboolean
read_zoom (const char *text, guint *zoom)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 0, MAX_ZOOM, &number, NULL))
    return FALSE;
  *zoom = (guint) number;
  return TRUE;
}

/* "west,south,east,north". What makes no sense is as good as nothing. */
static void
read_bounds (AtlasMbtiles *self, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", 5);
  double degrees[4];

  if (g_strv_length (parts) != 4)
    return;
  for (guint i = 0; i < 4; i++)
    {
      char *end;
      const char *part = g_strstrip (parts[i]);

      degrees[i] = g_ascii_strtod (part, &end);
      if (end == part || *end != '\0' || !isfinite (degrees[i]))
        return;
    }
  if (degrees[0] >= degrees[2] || degrees[1] >= degrees[3])
    return;
  self->west = MAX (degrees[0], -180);
  self->south = MAX (degrees[1], -90);
  self->east = MIN (degrees[2], 180);
  self->north = MIN (degrees[3], 90);
}

static gboolean
refuse_vector (AtlasMbtiles *self, GError **error)
{
  g_autofree char *name = atlas_store_display_path (self->connection->path);

  g_set_error (
    error, ATLAS_MBTILES_ERROR, ATLAS_MBTILES_ERROR_VECTOR,
    _ ("“%s” holds vector tiles, which can't be drawn here. Get the same map as raster tiles: PNG, "
       "JPEG or WebP."),
    name);
  return FALSE;
}

static gboolean
read_metadata (AtlasMbtiles *self, gboolean *has_min, gboolean *has_max, GError **error)
{
  g_autoptr (AtlasStatement) statement = NULL;
  GError *problem = NULL;
  gboolean there, vector = FALSE;

  if (!has_table (self, "metadata", &there, error))
    return FALSE;
  if (!there)
    return TRUE;
  statement = ask (self,
                   "SELECT name, CAST (value AS TEXT) FROM metadata WHERE name IN ('name', 'format', "
                   "'minzoom', 'maxzoom', 'bounds', 'attribution') LIMIT 32",
                   error);
  if (statement == NULL)
    return FALSE;
  while (step (self, statement, &problem))
    {
      g_autofree char *key = dup_text (statement, 0);
      g_autofree char *value = dup_text (statement, 1);

      if (key == NULL || value == NULL)
        continue;
      if (g_str_equal (key, "name") && self->name == NULL)
        self->name = g_steal_pointer (&value);
      else if (g_str_equal (key, "attribution") && self->attribution == NULL)
        self->attribution = g_steal_pointer (&value);
      else if (g_str_equal (key, "format"))
        vector = g_str_equal (value, "pbf");
      else if (g_str_equal (key, "minzoom"))
        *has_min = read_zoom (value, &self->min_zoom);
      else if (g_str_equal (key, "maxzoom"))
        *has_max = read_zoom (value, &self->max_zoom);
      else if (g_str_equal (key, "bounds"))
        read_bounds (self, value);
    }
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  return !vector || refuse_vector (self, error);
}

/* Where the metadata doesn't say, the tiles do. */
static gboolean
find_zoom (AtlasMbtiles *self, const char *sql, guint *zoom, GError **error)
{
  g_autoptr (AtlasStatement) statement = ask (self, sql, error);
  GError *problem = NULL;

  if (statement == NULL)
    return FALSE;
  if (step (self, statement, &problem))
    *zoom = (guint) CLAMP (atlas_statement_get_integer (statement, 0), 0, MAX_ZOOM);
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

static GBytes *
dup_blob (AtlasStatement *statement, guint column)
{
  const void *bytes = sqlite3_column_blob (statement->stmt, (int) column);
  int length = sqlite3_column_bytes (statement->stmt, (int) column);

  return bytes && length > 0 ? g_bytes_new (bytes, (gsize) length) : NULL;
}

static gboolean
check_first_tile (AtlasMbtiles *self, GError **error)
{
  g_autoptr (AtlasStatement) statement = ask (self, "SELECT tile_data FROM tiles LIMIT 1", error);
  g_autoptr (GBytes) bytes = NULL;
  GError *problem = NULL;
  const guint8 *data;
  gsize length;

  if (statement == NULL)
    return FALSE;
  if (!step (self, statement, &problem))
    {
      g_autofree char *name = atlas_store_display_path (self->connection->path);

      if (problem != NULL)
        g_propagate_error (error, problem);
      else
        g_set_error (error, ATLAS_MBTILES_ERROR, ATLAS_MBTILES_ERROR_INVALID, _ ("“%s” holds no tiles."),
                     name);
      return FALSE;
    }
  bytes = dup_blob (statement, 0);
  if (bytes == NULL)
    return TRUE;
  /* Vector tiles are packed with gzip; pictures never. */
  data = g_bytes_get_data (bytes, &length);
  return length < 2 || data[0] != 0x1f || data[1] != 0x8b || refuse_vector (self, error);
}

static gboolean
read_file (AtlasMbtiles *self, GError **error)
{
  gboolean there, has_min = FALSE, has_max = FALSE;

  if (!has_table (self, "tiles", &there, error))
    return FALSE;
  if (!there)
    {
      g_autofree char *name = atlas_store_display_path (self->connection->path);

      g_set_error (error, ATLAS_MBTILES_ERROR, ATLAS_MBTILES_ERROR_INVALID,
                   _ ("“%s” is a database, but no map: it has no tiles."), name);
      return FALSE;
    }
  if (!read_metadata (self, &has_min, &has_max, error) || !check_first_tile (self, error))
    return FALSE;
  if (!has_min && !find_zoom (self, "SELECT min(zoom_level) FROM tiles", &self->min_zoom, error))
    return FALSE;
  if (!has_max && !find_zoom (self, "SELECT max(zoom_level) FROM tiles", &self->max_zoom, error))
    return FALSE;
  if (self->min_zoom > self->max_zoom)
    self->min_zoom = 0;
  return TRUE;
}

AtlasMbtiles *
atlas_mbtiles_open (const char *path, GError **error)
{
  g_autoptr (AtlasMbtiles) self = NULL;
  g_autoptr (GError) problem = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (AtlasMbtiles, 1);
  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->west = -180;
  self->south = -90;
  self->east = 180;
  self->north = 90;

  self->connection = atlas_connection_open (path, ATLAS_CONNECTION_IMMUTABLE, &problem);
  if (self->connection == NULL)
    {
      set_error (path, problem, error);
      return NULL;
    }
  sqlite3_limit (self->connection->db, SQLITE_LIMIT_LENGTH, ATLAS_MBTILES_MAX_TILE);
  sqlite3_progress_handler (self->connection->db, STEPS_BETWEEN_LOOKS, look_at_time, self);

  return read_file (self, error) ? g_steal_pointer (&self) : NULL;
}

AtlasMbtiles *
atlas_mbtiles_ref (AtlasMbtiles *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
atlas_mbtiles_unref (AtlasMbtiles *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  atlas_connection_close (self->connection);
  g_mutex_clear (&self->mutex);
  g_free (self->name);
  g_free (self->attribution);
  g_free (self);
}

const char *
atlas_mbtiles_get_name (AtlasMbtiles *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

const char *
atlas_mbtiles_get_attribution (AtlasMbtiles *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->attribution;
}

guint
atlas_mbtiles_get_min_zoom (AtlasMbtiles *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->min_zoom;
}

guint
atlas_mbtiles_get_max_zoom (AtlasMbtiles *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->max_zoom;
}

void
atlas_mbtiles_get_bounds (AtlasMbtiles *self, double *west, double *south, double *east, double *north)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (west != NULL && south != NULL && east != NULL && north != NULL);

  *west = self->west;
  *south = self->south;
  *east = self->east;
  *north = self->north;
}

GBytes *
atlas_mbtiles_load (AtlasMbtiles *self, guint zoom, guint column, guint row, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autoptr (AtlasStatement) statement = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (zoom < 32, NULL);

  if (zoom < self->min_zoom || zoom > self->max_zoom)
    return NULL;

  locker = g_mutex_locker_new (&self->mutex);
  statement = ask (self,
                   "SELECT tile_data FROM tiles WHERE zoom_level = :zoom AND tile_column = :column AND "
                   "tile_row = :row",
                   error);
  if (statement == NULL)
    return NULL;
  atlas_statement_bind_integer (statement, ":zoom", zoom);
  atlas_statement_bind_integer (statement, ":column", column);
  atlas_statement_bind_integer (statement, ":row", (1u << zoom) - 1 - row);
  return step (self, statement, error) ? dup_blob (statement, 0) : NULL;
}
