/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-server-tiles.h"

#include <libsoup/soup.h>
#include <shumate/shumate.h>

#include "atlas-config.h"
#include "atlas-i18n.h"
#include "atlas-tile-address.h"
#include "atlas-tile-cache.h"
#include "atlas-tile-image.h"

/* Tiles as they came, in memory. */
#define MAX_MEMORY (24 * 1024 * 1024)

/* On disk. */
#define MAX_DISK (100 * 1000 * 1000)

/* The rules of OpenStreetMap's servers: a tile is kept for a week where nothing else is said. */
#define FRESH_SECONDS (7 * 24 * 60 * 60)

/* How many are asked for at a time; libsoup opens two connections to a server. */
#define MAX_ACTIVE 6

/* What is asked for beyond it, the oldest is no longer looked at. */
#define MAX_QUEUED 128

/* How long one is waited for, and how long a server that fails is left alone: twice as long each time. */
#define TIMEOUT_SECONDS     10
#define FIRST_RETRY_SECONDS 30
#define LAST_RETRY_SECONDS  480

/* RFC 6585; libsoup has no name for it. */
#define TOO_MANY_REQUESTS 429

struct _AtlasServerTiles
{
  AtlasRasterTiles parent_instance;

  char *address;
  SoupSession *session;
  ShumateFileCache *files;
  GHashTable *fetches; /* (element-type Fetch Fetch): on their way or queued */
  GHashTable *failed;  /* (element-type AtlasTilePlace): not to be asked for until the next try */
  GQueue queue;        /* (element-type Fetch): the newest at the head */
  guint n_active;
  guint retry_id, retry_seconds;
  gboolean closed;

  GMutex mutex;          /* over what follows */
  AtlasTileCache *bytes; /* GBytes; empty: there is no such tile */
};

G_DEFINE_FINAL_TYPE (AtlasServerTiles, atlas_server_tiles, ATLAS_TYPE_RASTER_TILES)

/* One tile that is asked for. */
typedef struct
{
  AtlasTilePlace place; /* first: tables of tiles are asked by it */
  AtlasServerTiles *tiles;
  GCancellable *cancellable;
  guint timeout_id;
  GBytes *old; /* what the disk has */
  char *etag;  /* of that; then of what came */
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *read;
} Fetch;

static guint
place_hash (gconstpointer data)
{
  const AtlasTilePlace *place = data;

  return place->zoom * 31 + place->column * 8191 + place->row * 131071;
}

static gboolean
place_equal (gconstpointer a, gconstpointer b)
{
  const AtlasTilePlace *one = a, *other = b;

  return one->zoom == other->zoom && one->column == other->column && one->row == other->row;
}

static void
fetch_free (Fetch *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->old, g_bytes_unref);
  g_clear_pointer (&self->etag, g_free);
  g_clear_object (&self->message);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->read, g_byte_array_unref);
  g_object_unref (self->tiles);
  g_free (self);
}

static void
fail_place (AtlasServerTiles *self, const AtlasTilePlace *place)
{
  g_hash_table_add (self->failed, g_memdup2 (place, sizeof *place));
}

static void
keep (AtlasServerTiles *self, const AtlasTilePlace *place, GBytes *bytes)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  /* Something even for those that are empty. */
  atlas_tile_cache_put (self->bytes, place, g_bytes_ref (bytes), g_bytes_get_size (bytes) + 100);
}

static void start_queued (AtlasServerTiles *self);

/* It has come, or won't. */
static void
finish (Fetch *fetch)
{
  g_autoptr (AtlasServerTiles) self = g_object_ref (fetch->tiles);

  g_hash_table_remove (self->fetches, fetch);
  self->n_active--;
  fetch_free (fetch);
  if (self->closed)
    return;
  start_queued (self);
  g_signal_emit_by_name (self, "arrived");
}

static void
deliver (Fetch *fetch, GBytes *bytes)
{
  keep (fetch->tiles, &fetch->place, bytes);
  finish (fetch);
}

static gboolean
on_retry (gpointer data)
{
  AtlasServerTiles *self = data;

  self->retry_id = 0;
  g_hash_table_remove_all (self->failed);
  g_signal_emit_by_name (self, "arrived");
  return G_SOURCE_REMOVE;
}

static void
fail (Fetch *fetch, const char *problem)
{
  AtlasServerTiles *self = fetch->tiles;

  if (!self->closed)
    {
      atlas_raster_tiles_set_problem (ATLAS_RASTER_TILES (self), problem);
      if (self->retry_id == 0)
        {
          self->retry_id = g_timeout_add_seconds (self->retry_seconds, on_retry, self);
          self->retry_seconds = MIN (self->retry_seconds * 2, LAST_RETRY_SECONDS);
        }
    }
  /* Better an old one than none. */
  if (fetch->old != NULL)
    {
      deliver (fetch, fetch->old);
      return;
    }
  fail_place (self, &fetch->place);
  finish (fetch);
}

static void
succeed (AtlasServerTiles *self)
{
  self->retry_seconds = FIRST_RETRY_SECONDS;
  atlas_raster_tiles_set_problem (ATLAS_RASTER_TILES (self), NULL);
}

/* From the server */

static void
on_stored (GObject *source, GAsyncResult *result, gpointer data)
{
  /* A full disk is no reason not to show what came. */
  shumate_file_cache_store_tile_finish (SHUMATE_FILE_CACHE (source), result, NULL);
}

static void
take_read (Fetch *fetch)
{
  AtlasServerTiles *self = fetch->tiles;
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (g_steal_pointer (&fetch->read));

  /* As the page with which an inn's network greets. */
  if (!atlas_tile_image_is_one (bytes))
    {
      fail (fetch, _ ("The map server sends no pictures"));
      return;
    }
  succeed (self);
  shumate_file_cache_store_tile_async (self->files, (int) fetch->place.column, (int) fetch->place.row,
                                       (int) fetch->place.zoom, bytes, fetch->etag, NULL, on_stored, NULL);
  deliver (fetch, bytes);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Fetch *fetch = data;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);
  gsize length = bytes ? g_bytes_get_size (bytes) : 0;

  if (bytes == NULL || fetch->read->len + length > ATLAS_SERVER_TILES_MAX_TILE)
    {
      fail (fetch, bytes ? _ ("The map server sends no pictures") : _ ("Map server can’t be reached"));
      return;
    }
  if (length == 0)
    {
      take_read (fetch);
      return;
    }
  g_byte_array_append (fetch->read, g_bytes_get_data (bytes, NULL), (guint) length);
  g_input_stream_read_bytes_async (fetch->stream, 64 * 1024, G_PRIORITY_DEFAULT, fetch->cancellable, on_read,
                                   fetch);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  Fetch *fetch = data;
  AtlasServerTiles *self = fetch->tiles;
  g_autoptr (GBytes) nothing = g_bytes_new_static (NULL, 0);

  fetch->stream = soup_session_send_finish (SOUP_SESSION (source), result, NULL);
  if (fetch->stream == NULL)
    {
      fail (fetch, _ ("Map server can’t be reached"));
      return;
    }
  switch ((guint) soup_message_get_status (fetch->message))
    {
    case SOUP_STATUS_OK:
      g_free (fetch->etag);
      fetch->etag =
        g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (fetch->message), "ETag"));
      fetch->read = g_byte_array_new ();
      g_input_stream_read_bytes_async (fetch->stream, 64 * 1024, G_PRIORITY_DEFAULT, fetch->cancellable,
                                       on_read, fetch);
      break;
    case SOUP_STATUS_NOT_MODIFIED:
      succeed (self);
      shumate_file_cache_mark_up_to_date (self->files, (int) fetch->place.column, (int) fetch->place.row,
                                          (int) fetch->place.zoom);
      deliver (fetch, fetch->old ? fetch->old : nothing);
      break;
    case SOUP_STATUS_NO_CONTENT:
    case SOUP_STATUS_NOT_FOUND:
    case SOUP_STATUS_GONE:
      succeed (self);
      deliver (fetch, nothing);
      break;
    case SOUP_STATUS_UNAUTHORIZED:
    case SOUP_STATUS_FORBIDDEN:
    case TOO_MANY_REQUESTS:
      fail (fetch, _ ("The map server refuses to answer"));
      break;
    default:
      fail (fetch, _ ("Map server can’t be reached"));
      break;
    }
}

static gboolean
on_timeout (gpointer data)
{
  Fetch *fetch = data;

  fetch->timeout_id = 0;
  g_cancellable_cancel (fetch->cancellable);
  return G_SOURCE_REMOVE;
}

static void
send (Fetch *fetch)
{
  AtlasServerTiles *self = fetch->tiles;
  g_autofree char *address =
    atlas_tile_address_expand (self->address, fetch->place.zoom, fetch->place.column, fetch->place.row);

  fetch->message = soup_message_new (SOUP_METHOD_GET, address);
  if (fetch->message == NULL)
    {
      fail (fetch, _ ("Map server can’t be reached"));
      return;
    }
  /* The person agreed to this server and to no other. */
  soup_message_add_flags (fetch->message, SOUP_MESSAGE_NO_REDIRECT);
  if (fetch->old != NULL && fetch->etag != NULL)
    soup_message_headers_append (soup_message_get_request_headers (fetch->message), "If-None-Match",
                                 fetch->etag);
  fetch->timeout_id = g_timeout_add_seconds (TIMEOUT_SECONDS, on_timeout, fetch);
  soup_session_send_async (self->session, fetch->message, G_PRIORITY_DEFAULT, fetch->cancellable, on_sent,
                           fetch);
}

/* From the disk */

static gboolean
is_fresh (GDateTime *time)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return time != NULL && g_date_time_difference (now, time) < FRESH_SECONDS * G_TIME_SPAN_SECOND;
}

static void
on_file_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Fetch *fetch = data;
  AtlasServerTiles *self = fetch->tiles;
  g_autoptr (GDateTime) time = NULL;

  fetch->old =
    shumate_file_cache_get_tile_finish (SHUMATE_FILE_CACHE (source), &fetch->etag, &time, result, NULL);
  if (self->closed)
    finish (fetch);
  else if (fetch->old != NULL && (is_fresh (time) || self->retry_id != 0))
    deliver (fetch, fetch->old);
  else if (self->retry_id != 0)
    {
      fail_place (self, &fetch->place);
      finish (fetch);
    }
  else
    send (fetch);
}

static void
start_queued (AtlasServerTiles *self)
{
  while (self->n_active < MAX_ACTIVE && self->queue.length > 0)
    {
      Fetch *fetch = g_queue_pop_head (&self->queue);

      self->n_active++;
      shumate_file_cache_get_tile_async (self->files, (int) fetch->place.column, (int) fetch->place.row,
                                         (int) fetch->place.zoom, fetch->cancellable, on_file_read, fetch);
    }
}

static void
forget_oldest (AtlasServerTiles *self)
{
  Fetch *fetch = g_queue_pop_tail (&self->queue);

  g_hash_table_remove (self->fetches, fetch);
  fetch_free (fetch);
}

/* AtlasRasterTiles */

static GBytes *
atlas_server_tiles_load (AtlasRasterTiles *tiles, const AtlasTilePlace *place, gboolean *lacking)
{
  AtlasServerTiles *self = ATLAS_SERVER_TILES (tiles);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GBytes *bytes = atlas_tile_cache_get (self->bytes, place);

  *lacking = bytes == NULL;
  return bytes && g_bytes_get_size (bytes) > 0 ? g_bytes_ref (bytes) : NULL;
}

static gboolean
is_here (AtlasServerTiles *self, const AtlasTilePlace *place)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return atlas_tile_cache_get (self->bytes, place) != NULL;
}

static gboolean
atlas_server_tiles_ask (AtlasRasterTiles *tiles, const AtlasTilePlace *place)
{
  AtlasServerTiles *self = ATLAS_SERVER_TILES (tiles);
  Fetch *fetch;

  if (is_here (self, place))
    return TRUE;
  if (self->closed || g_hash_table_contains (self->fetches, place) ||
      g_hash_table_contains (self->failed, place))
    return FALSE;

  fetch = g_new0 (Fetch, 1);
  fetch->place = *place;
  fetch->tiles = g_object_ref (self);
  fetch->cancellable = g_cancellable_new ();
  g_hash_table_add (self->fetches, fetch);
  g_queue_push_head (&self->queue, fetch);
  if (self->queue.length > MAX_QUEUED)
    forget_oldest (self);
  start_queued (self);
  return FALSE;
}

static gboolean
atlas_server_tiles_is_busy (AtlasRasterTiles *tiles)
{
  return g_hash_table_size (ATLAS_SERVER_TILES (tiles)->fetches) > 0;
}

static void
atlas_server_tiles_close (AtlasRasterTiles *tiles)
{
  AtlasServerTiles *self = ATLAS_SERVER_TILES (tiles);
  g_autoptr (GList) active = NULL;

  self->closed = TRUE;
  g_clear_handle_id (&self->retry_id, g_source_remove);
  while (self->queue.length > 0)
    forget_oldest (self);
  active = g_hash_table_get_keys (self->fetches);
  for (GList *l = active; l != NULL; l = l->next)
    g_cancellable_cancel (((Fetch *) l->data)->cancellable);
}

/* GObject */

static void
atlas_server_tiles_dispose (GObject *object)
{
  AtlasServerTiles *self = ATLAS_SERVER_TILES (object);

  /* What is on its way holds us, so nothing is. */
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->files);

  G_OBJECT_CLASS (atlas_server_tiles_parent_class)->dispose (object);
}

static void
atlas_server_tiles_finalize (GObject *object)
{
  AtlasServerTiles *self = ATLAS_SERVER_TILES (object);

  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->fetches, g_hash_table_unref);
  g_clear_pointer (&self->failed, g_hash_table_unref);
  g_clear_pointer (&self->bytes, atlas_tile_cache_free);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (atlas_server_tiles_parent_class)->finalize (object);
}

static void
atlas_server_tiles_class_init (AtlasServerTilesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  AtlasRasterTilesClass *tiles_class = ATLAS_RASTER_TILES_CLASS (klass);

  object_class->dispose = atlas_server_tiles_dispose;
  object_class->finalize = atlas_server_tiles_finalize;
  tiles_class->no_picture = N_ ("The map server sends no pictures");
  tiles_class->load = atlas_server_tiles_load;
  tiles_class->ask = atlas_server_tiles_ask;
  tiles_class->is_busy = atlas_server_tiles_is_busy;
  tiles_class->close = atlas_server_tiles_close;
}

static void
unref_bytes (gpointer bytes)
{
  g_bytes_unref (bytes);
}

static void
atlas_server_tiles_init (AtlasServerTiles *self)
{
  self->fetches = g_hash_table_new (place_hash, place_equal);
  self->failed = g_hash_table_new_full (place_hash, place_equal, g_free, NULL);
  self->retry_seconds = FIRST_RETRY_SECONDS;
  g_queue_init (&self->queue);
  g_mutex_init (&self->mutex);
  self->bytes = atlas_tile_cache_new (MAX_MEMORY, unref_bytes);
}

static void
on_purged (GObject *source, GAsyncResult *result, gpointer data)
{
  shumate_file_cache_purge_cache_finish (SHUMATE_FILE_CACHE (source), result, NULL);
}

AtlasRasterTiles *
atlas_server_tiles_new (AtlasBaseMap *map)
{
  AtlasServerTiles *self;
  g_autofree char *folder = NULL, *key = NULL;

  g_return_val_if_fail (map != NULL && map->type == ATLAS_BASE_MAP_ADDRESS, NULL);

  self = g_object_new (ATLAS_TYPE_SERVER_TILES, NULL);
  self->address = g_strdup (map->place);
  atlas_raster_tiles_set_zoom (ATLAS_RASTER_TILES (self), 0, map->max_zoom);
  /* Who asks, as the rules of OpenStreetMap's servers want to know. */
  self->session = soup_session_new_with_options ("user-agent", ATLAS_APP_ID "/" ATLAS_VERSION, "timeout",
                                                 TIMEOUT_SECONDS, NULL);
  folder = g_build_filename (g_get_user_cache_dir (), "diaspora-atlas", "tiles", NULL);
  key = g_compute_checksum_for_string (G_CHECKSUM_SHA256, map->place, -1);
  self->files = shumate_file_cache_new_full (MAX_DISK, key, folder);
  shumate_file_cache_purge_cache_async (self->files, NULL, on_purged, NULL);
  return ATLAS_RASTER_TILES (self);
}
