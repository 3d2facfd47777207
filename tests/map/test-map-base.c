/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Other maps under the regions: from a file, from a server that answers, and from one that does not. */
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <math.h>
#include <sqlite3.h>

#include "atlas-file-tiles.h"
#include "atlas-label-layer.h"
#include "atlas-server-tiles.h"
#include "atlas-tile-image.h"
#include "map-fixture.h"
#include "map-points.h"
#include "tile-png.h"

#define RED   0xd02020
#define BLUE  0x2040d0
#define GREEN 0x20b040

static void
assert_no_picture (const void *data, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);

  g_assert_null (atlas_tile_image_decode (bytes, &error));
  g_assert_nonnull (error);
}

/* What is called a picture and is none, or too large a one. */
static void
test_image (void)
{
  static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";
  static const char jpeg[] = "\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0";
  g_autoptr (GBytes) good = tile_png_new (RED, 512);
  g_autoptr (GBytes) large = tile_png_new (RED, ATLAS_TILE_IMAGE_MAX_SIDE + 1);
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *vast = g_memdup2 (g_bytes_get_data (good, NULL), g_bytes_get_size (good));
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (good, 0, g_bytes_get_size (good) / 2);
  cairo_surface_t *surface = atlas_tile_image_decode (half, &error);

  /* As far as it goes. */
  g_assert_no_error (error);
  cairo_surface_destroy (surface);
  surface = atlas_tile_image_decode (good, &error);
  g_assert_no_error (error);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 512);
  g_assert_cmpint (cairo_surface_get_content (surface), ==, CAIRO_CONTENT_COLOR);
  cairo_surface_destroy (surface);

  assert_no_picture ("", 0);
  assert_no_picture (svg, sizeof svg - 1);
  assert_no_picture (jpeg, sizeof jpeg - 1);
  assert_no_picture ("\x89PNG\r\n\x1a\n", 8);
  assert_no_picture (g_bytes_get_data (large, NULL), g_bytes_get_size (large));
  /* Two thousand million pixels, says its header. */
  vast[16] = vast[20] = 0x7f;
  assert_no_picture (vast, g_bytes_get_size (good));
}

static guint32
get_color (MapFixture *self, double latitude, double longitude)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self->map));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  guint32 color = 0;
  double x, y;

  map_fixture_get_pixel (self, latitude, longitude, &x, &y);
  gdk_paintable_snapshot (paintable, snapshot, MAP_FIXTURE_WIDTH, MAP_FIXTURE_HEIGHT);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (self->window)), node,
                                         &GRAPHENE_RECT_INIT ((float) x, (float) y, 1, 1));
  gdk_texture_download (texture, (guchar *) &color, 4);
  return color & 0xffffff;
}

static void
look_at (MapFixture *self, double latitude, double longitude, double zoom)
{
  atlas_map_view_go_to (self->map, latitude, longitude, zoom, FALSE);
  map_fixture_run (30);
  map_fixture_settle (self);
}

static GtkWidget *
find_type (GtkWidget *root, GType type)
{
  GtkWidget *found = NULL;

  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_type (child, type);
  return found;
}

static GtkLabel *
find_label (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) &&
      g_str_equal (gtk_label_get_text (GTK_LABEL (root)), text))
    return GTK_LABEL (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkLabel *found = find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A file with level 3 and 4 of the western hemisphere's north: red, the fourth level's tiles around Manitoba
 * blue. */
static char *
make_file (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "atlas-test-map-base.mbtiles", NULL);
  g_autoptr (GBytes) red = tile_png_new (RED, 256);
  g_autoptr (GBytes) blue = tile_png_new (BLUE, 512);
  sqlite3 *db;
  sqlite3_stmt *stmt;

  g_remove (path);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db,
                "PRAGMA synchronous = OFF; CREATE TABLE metadata (name text, value text);"
                "CREATE TABLE tiles (zoom_level int, tile_column int, tile_row int, tile_data blob);"
                "INSERT INTO metadata VALUES ('minzoom', '3'), ('maxzoom', '4'), ('bounds', '-180,0,-90,85')",
                NULL, NULL, NULL);
  sqlite3_prepare_v2 (db, "INSERT INTO tiles VALUES (?, ?, ?, ?)", -1, &stmt, NULL);
  for (int i = 0; i < 9; i++)
    {
      GBytes *bytes = i < 8 ? red : blue;

      sqlite3_bind_int (stmt, 1, i < 8 ? 3 : 4);
      sqlite3_bind_int (stmt, 2, i < 8 ? i % 2 : 3);
      sqlite3_bind_int (stmt, 3, i < 8 ? 4 + i / 2 : 10); /* from the south: row 5 of 16 from the north */
      sqlite3_bind_blob (stmt, 4, g_bytes_get_data (bytes, NULL), (int) g_bytes_get_size (bytes),
                         SQLITE_STATIC);
      g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_DONE);
      sqlite3_reset (stmt);
    }
  sqlite3_finalize (stmt);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  return g_steal_pointer (&path);
}

static void
test_file (MapFixture *self, gconstpointer data)
{
  g_autofree char *path = make_file ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasMbtiles) file = atlas_mbtiles_open (path, &error);
  g_autoptr (AtlasRasterTiles) tiles = NULL;
  guint32 land, ocean, shaded, dimmed;
  GtkLabel *credits;
  GtkWidget *labels;

  g_assert_no_error (error);
  labels = find_type (GTK_WIDGET (self->map), ATLAS_TYPE_LABEL_LAYER);
  look_at (self, MANITOBA, 6);
  land = get_color (self, MANITOBA);

  tiles = atlas_file_tiles_new (file);
  atlas_map_view_set_base (self->map, tiles, "© <Lakes> & Co", "https://lakes.example/?a&b", TRUE);
  map_fixture_settle (self);
  /* Nearer than the file goes: what there is, enlarged. */
  g_assert_cmphex (get_color (self, MANITOBA), ==, BLUE);
  g_assert_false (gtk_widget_get_visible (labels));
  credits = find_label (GTK_WIDGET (self->map), "© <Lakes> & Co");
  g_assert_nonnull (credits);
  g_assert_nonnull (strstr (gtk_label_get_label (credits), "href=\"https://lakes.example/?a&amp;b\""));
  look_at (self, MANITOBA, 3);
  g_assert_cmphex (get_color (self, MANITOBA), ==, RED);
  /* A level that has no tile there shows that of the level before. */
  look_at (self, 65, -120, 5);
  g_assert_cmphex (get_color (self, 65, -120), ==, RED);
  /* Outside the map's bounds, and farther than it goes, there is ours. */
  look_at (self, ATLANTIC, 5);
  ocean = get_color (self, ATLANTIC);
  g_assert_cmphex (ocean, !=, RED);
  look_at (self, MANITOBA, 2);
  g_assert_cmphex (get_color (self, MANITOBA), !=, RED);

  /* Shades and the night leave it to be seen. */
  look_at (self, MANITOBA, 6);
  map_fixture_set_points (self, map_points_new (1000, 2));
  shaded = get_color (self, MANITOBA);
  g_assert_cmphex (shaded, !=, BLUE);
  g_assert_cmphex (shaded, !=, land);
  g_assert_cmpuint (shaded & 0xff, >, shaded >> 16); /* still blue */
  atlas_map_view_set_dark (self->map, TRUE);
  map_fixture_settle (self);
  dimmed = get_color (self, MANITOBA);
  g_assert_cmphex (dimmed, !=, shaded);
  atlas_map_view_set_dark (self->map, FALSE);

  map_fixture_set_points (self, NULL);
  atlas_map_view_set_base (self->map, NULL, NULL, NULL, FALSE);
  map_fixture_settle (self);
  g_assert_true (gtk_widget_get_visible (labels));
  g_assert_cmphex (get_color (self, MANITOBA), ==, land);
  g_assert_nonnull (find_label (GTK_WIDGET (self->map), "Natural Earth · GeoNames"));
  g_remove (path);
}

/* A server */

typedef enum
{
  SERVE_TILES,
  SERVE_NOTHING, /* 404 */
  SERVE_PAGE,    /* as an inn's network does */
  SERVE_ELSEWHERE,
  SERVE_REFUSAL,
} Serving;

typedef struct
{
  SoupServer *server;
  Serving serving;
  guint n_requests, n_wrong;
  guint port;
} Server;

static void
on_request (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Server *self = data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *agent = soup_message_headers_get_one (headers, "User-Agent");
  g_autoptr (GBytes) png = tile_png_new (GREEN, 256);
  g_autofree char *elsewhere = NULL;

  self->n_requests++;
  /* Who we are is said, and nothing else. */
  if (agent == NULL || !g_str_has_prefix (agent, "org.diasporaatlas.DiasporaAtlas/") ||
      soup_message_headers_get_one (headers, "Cookie") != NULL ||
      soup_message_headers_get_one (headers, "Referer") != NULL || g_str_has_prefix (path, "/other"))
    self->n_wrong++;
  switch (self->serving)
    {
    case SERVE_TILES:
      soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
      soup_server_message_set_response (message, "image/png", SOUP_MEMORY_COPY, g_bytes_get_data (png, NULL),
                                        g_bytes_get_size (png));
      break;
    case SERVE_PAGE:
      soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
      soup_server_message_set_response (message, "text/html", SOUP_MEMORY_STATIC, "<html>", 6);
      break;
    case SERVE_ELSEWHERE:
      elsewhere = g_strdup_printf ("http://127.0.0.1:%u/other%s", self->port, path);
      soup_server_message_set_redirect (message, SOUP_STATUS_FOUND, elsewhere);
      break;
    case SERVE_REFUSAL:
      soup_server_message_set_status (message, 429, NULL);
      break;
    case SERVE_NOTHING:
    default:
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      break;
    }
}

static void
server_start (Server *self, Serving serving)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  *self = (Server){ .serving = serving };
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->port = (guint) g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

static void
server_stop (Server *self)
{
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
}

/* (transfer full) */
static AtlasRasterTiles *
show_server (MapFixture *self, guint port, const char *name)
{
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u/%s/{z}/{x}/{y}.png", port, name);
  g_autoptr (AtlasBaseMap) map = atlas_base_map_new_address ("Test", address, NULL, NULL, 17, TRUE);
  AtlasRasterTiles *tiles = atlas_server_tiles_new (map);

  atlas_map_view_set_base (self->map, tiles, NULL, NULL, TRUE);
  map_fixture_run (50);
  map_fixture_settle (self);
  return tiles;
}

static void
wait_for_problem (AtlasRasterTiles *tiles, const char *problem)
{
  atlas_raster_tiles_report (tiles, problem);
  while (g_strcmp0 (atlas_raster_tiles_get_problem (tiles), problem) != 0)
    g_main_context_iteration (NULL, TRUE);
}

/* A tile that can't be read is told of also after one that could not was told of, and all was well again. */
static void
test_told_again (void)
{
  g_autoptr (AtlasBaseMap) map =
    atlas_base_map_new_address ("Test", "http://127.0.0.1/{z}/{x}/{y}.png", NULL, NULL, 17, TRUE);
  g_autoptr (AtlasRasterTiles) tiles = atlas_server_tiles_new (map);

  wait_for_problem (tiles, "Unreadable");
  atlas_raster_tiles_set_problem (tiles, NULL);
  wait_for_problem (tiles, "Unreadable");
}

static void
test_server (MapFixture *self, gconstpointer data)
{
  g_autoptr (AtlasRasterTiles) tiles = NULL;
  g_autoptr (AtlasRasterTiles) again = NULL;
  Server server;
  guint n_tiles;
  double zoom;

  server_start (&server, SERVE_TILES);
  look_at (self, MANITOBA, 6);
  tiles = show_server (self, server.port, "a");
  g_assert_cmphex (get_color (self, MANITOBA), ==, GREEN);
  g_assert_null (atlas_raster_tiles_get_problem (tiles));
  n_tiles = server.n_requests;
  g_assert_cmpuint (n_tiles, >, 0);
  g_assert_cmpuint (n_tiles, <, 60);
  g_assert_cmpuint (server.n_wrong, ==, 0);

  /* Nearer than our own map goes, as it does. */
  look_at (self, MANITOBA, 16);
  atlas_map_view_get_position (self->map, NULL, NULL, &zoom);
  g_assert_cmpfloat_with_epsilon (zoom, 16, 0.01);
  g_assert_cmphex (get_color (self, MANITOBA), ==, GREEN);

  /* Given up, it is asked no more. */
  atlas_map_view_set_base (self->map, NULL, NULL, NULL, FALSE);
  map_fixture_settle (self);
  atlas_map_view_get_position (self->map, NULL, NULL, &zoom);
  g_assert_cmpfloat_with_epsilon (zoom, 14, 0.01);
  n_tiles = server.n_requests;
  look_at (self, MEXICO, 6);
  g_assert_cmpuint (server.n_requests, ==, n_tiles);

  /* What is on disk is not asked for a second time. */
  look_at (self, MANITOBA, 6);
  again = show_server (self, server.port, "a");
  g_assert_cmphex (get_color (self, MANITOBA), ==, GREEN);
  g_assert_cmpuint (server.n_requests, ==, n_tiles);

  /* Closed where only this map goes: nothing of it is left that could still move. */
  look_at (self, MANITOBA, 16);
  n_tiles = server.n_requests;
  gtk_window_set_child (self->window, NULL);
  map_fixture_run (300);
  g_assert_cmpuint (server.n_requests, ==, n_tiles);
  server_stop (&server);
}

/* Whatever a server does or doesn't, the map beneath is there, at rest, and says what is wrong. */
static void
test_trouble (MapFixture *self, gconstpointer data)
{
  static const struct
  {
    const char *name;
    Serving serving;
    gboolean gone;
    const char *problem;
  } cases[] = {
    { "nothing", SERVE_NOTHING, FALSE, NULL },
    { "page", SERVE_PAGE, FALSE, "The map server sends no pictures" },
    { "elsewhere", SERVE_ELSEWHERE, FALSE, "Map server can’t be reached" },
    { "refusal", SERVE_REFUSAL, FALSE, "The map server refuses to answer" },
    { "gone", SERVE_TILES, TRUE, "Map server can’t be reached" },
  };
  guint32 land;

  look_at (self, MANITOBA, 6);
  land = get_color (self, MANITOBA);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AtlasRasterTiles) tiles = NULL;
      Server server;
      guint n;

      server_start (&server, cases[i].serving);
      if (cases[i].gone)
        server_stop (&server);
      tiles = show_server (self, server.port, cases[i].name);
      g_assert_cmphex (get_color (self, MANITOBA), ==, land);
      g_assert_cmpstr (atlas_raster_tiles_get_problem (tiles), ==, cases[i].problem);
      g_assert_true (cases[i].problem == NULL || find_label (GTK_WIDGET (self->map), cases[i].problem));
      g_assert_cmpint (gtk_widget_get_visible (find_type (GTK_WIDGET (self->map), ATLAS_TYPE_LABEL_LAYER)),
                       ==, cases[i].problem != NULL);
      g_assert_cmpuint (server.n_wrong, ==, 0);

      /* One that fails is left alone for a while. */
      n = server.n_requests;
      look_at (self, MANITOBA, 7);
      g_assert_true (cases[i].problem == NULL || server.n_requests == n);
      look_at (self, MANITOBA, 6);
      atlas_map_view_set_base (self->map, NULL, NULL, NULL, FALSE);
      map_fixture_settle (self);
      g_assert_true (cases[i].problem == NULL ||
                     find_label (GTK_WIDGET (self->map), cases[i].problem) == NULL);
      if (!cases[i].gone)
        server_stop (&server);
    }
}

#define ADD(name, test) \
  g_test_add ("/map-base/" name, MapFixture, NULL, map_fixture_set_up, test, map_fixture_tear_down)

int
main (int argc, char **argv)
{
  map_fixture_init (&argc, &argv);
  g_test_add_func ("/map-base/image", test_image);
  ADD ("file", test_file);
  ADD ("server", test_server);
  ADD ("trouble", test_trouble);
  g_test_add_func ("/map-base/told-again", test_told_again);
  return g_test_run ();
}
