/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-copy-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#include "atlas-store-private.h"

/* How many pages are copied between two looks at the cancellable: a mebibyte of the usual ones. */
#define PAGES_A_STEP 256

/* Between two reports of progress, microseconds. */
#define PROGRESS_INTERVAL (50 * 1000)

struct _AtlasCopy
{
  char *destination;
  char *path;                  /* until it is published */
  AtlasConnection *connection; /* until it is finished */
};

static void
remove_beside (const char *path, const char *suffix)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);

  g_unlink (name);
}

void
atlas_copy_free (AtlasCopy *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->connection, atlas_connection_close);
  if (self->path)
    {
      g_unlink (self->path);
      remove_beside (self->path, "-journal");
      remove_beside (self->path, "-wal");
      remove_beside (self->path, "-shm");
    }
  g_free (self->path);
  g_free (self->destination);
  g_free (self);
}

AtlasCopy *
atlas_copy_new (const char *destination, GError **error)
{
  g_autoptr (AtlasCopy) self = g_new0 (AtlasCopy, 1);
  g_autofree char *folder = g_path_get_dirname (destination);
  g_autofree char *path = g_build_filename (folder, ATLAS_COPY_PREFIX "XXXXXX", NULL);
  int fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);

  self->destination = g_strdup (destination);
  if (fd < 0)
    {
      atlas_store_fail_to_create (destination, errno, error);
      return NULL;
    }
  self->path = g_steal_pointer (&path);
  if (close (fd) != 0)
    {
      atlas_store_fail_to_create (destination, errno, error);
      return NULL;
    }

  self->connection = atlas_connection_open (self->path, ATLAS_CONNECTION_WRITE, error);
  if (self->connection == NULL)
    return NULL;
  /* What people are told of is the name they gave. */
  g_free (self->connection->path);
  self->connection->path = g_strdup (destination);
  /* A copy that fails is thrown away, so nothing need be kept to take it back. */
  if (!atlas_connection_execute (self->connection, "PRAGMA journal_mode = OFF", error))
    return NULL;
  return g_steal_pointer (&self);
}

/* A fault of what is read, not of what is written. */
static gboolean
is_of_source (int code)
{
  return (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB || code == SQLITE_IOERR_READ ||
         code == SQLITE_IOERR_SHORT_READ;
}

gboolean
atlas_copy_pages (AtlasConnection *from,
                  AtlasConnection *to,
                  AtlasProgressFunc progress,
                  gpointer user_data,
                  GCancellable *cancellable,
                  GError **error)
{
  sqlite3_backup *backup;
  gint64 page_size, told = 0;
  int code = SQLITE_OK;

  if (!atlas_connection_query_integer (from, "PRAGMA page_size", 0, &page_size, error))
    return FALSE;
  backup = sqlite3_backup_init (to->db, "main", from->db, "main");
  if (backup == NULL)
    return atlas_connection_fail (to, sqlite3_extended_errcode (to->db), error);

  while (code == SQLITE_OK && !g_cancellable_is_cancelled (cancellable))
    {
      code = sqlite3_backup_step (backup, PAGES_A_STEP);
      if (progress && (code == SQLITE_DONE || g_get_monotonic_time () - told >= PROGRESS_INTERVAL))
        {
          gint64 total = sqlite3_backup_pagecount (backup);

          progress ((total - sqlite3_backup_remaining (backup)) * page_size, total * page_size, user_data);
          told = g_get_monotonic_time ();
        }
    }
  /* Repeats a failure of the steps, and so that the connection knows of it. */
  (void) sqlite3_backup_finish (backup);
  if (code == SQLITE_DONE)
    return TRUE;
  if (code == SQLITE_OK)
    return !g_cancellable_set_error_if_cancelled (cancellable, error);
  if (is_of_source (code))
    atlas_store_error_set (error, NULL, code, from->path);
  else
    atlas_connection_fail (to, code, error);
  return FALSE;
}

gboolean
atlas_copy_fill (AtlasCopy *self,
                 AtlasConnection *source,
                 AtlasProgressFunc progress,
                 gpointer user_data,
                 GCancellable *cancellable,
                 GError **error)
{
  /* A write-ahead log would need files beside the copy wherever that is read. */
  return atlas_copy_pages (source, self->connection, progress, user_data, cancellable, error) &&
         atlas_connection_execute (self->connection, "PRAGMA journal_mode = DELETE", error);
}

/* SQLite's own words where something is wrong. */
static gboolean
look (AtlasCopy *self, gboolean thorough, gboolean *sound, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *words = NULL;

  atlas_connection_forget_search (self->connection);
  words = atlas_connection_query_text (
    self->connection, thorough ? "PRAGMA integrity_check (1)" : "PRAGMA quick_check (1)", &local_error);
  *sound = g_strcmp0 (words, "ok") == 0;
  if (local_error == NULL || g_error_matches (local_error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_CORRUPT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
atlas_copy_verify (
  AtlasCopy *self, gboolean thorough, GCancellable *cancellable, gboolean *sound, GError **error)
{
  gboolean looked;

  atlas_connection_set_cancellable (self->connection, cancellable);
  looked = look (self, thorough, sound, error);
  if (looked && !*sound)
    {
      atlas_connection_forget_statements (self->connection);
      if (atlas_schema_drop_derived (self->connection, NULL))
        looked = look (self, thorough, sound, error);
      if (g_cancellable_is_cancelled (cancellable))
        looked = looked && !g_cancellable_set_error_if_cancelled (cancellable, error);
    }
  atlas_connection_set_cancellable (self->connection, NULL);
  return looked;
}

static gboolean
sync_path (const char *path, int flags)
{
  int fd = g_open (path, flags | O_CLOEXEC, 0);
  gboolean synced = fd >= 0 && fsync (fd) == 0;
  int number = errno;

  if (fd >= 0)
    close (fd);
  errno = number;
  return synced;
}

gboolean
atlas_copy_finish (AtlasCopy *self, GError **error)
{
  g_clear_pointer (&self->connection, atlas_connection_close);
  return sync_path (self->path, O_RDWR) || atlas_store_fail_to_create (self->destination, errno, error);
}

/* The name, too. A file system that can't do that has no better to offer. */
static void
sync_folder (AtlasCopy *self)
{
  g_autofree char *folder = g_path_get_dirname (self->destination);

  if (!sync_path (folder, O_RDONLY | O_DIRECTORY))
    g_debug ("%s: %s", folder, g_strerror (errno));
}

/* The copy takes the other name first: so what is replaced never bears that of a copy in the making, which
 * may be swept away. */
gboolean
atlas_copy_exchange (AtlasCopy *self, const char *aside)
{
  g_assert (self->connection == NULL && self->path != NULL);

  if (renameat2 (AT_FDCWD, self->path, AT_FDCWD, aside, RENAME_NOREPLACE) != 0)
    return FALSE;
  if (renameat2 (AT_FDCWD, aside, AT_FDCWD, self->destination, RENAME_EXCHANGE) != 0)
    {
      /* Should even that fail, publishing tells of it. */
      (void) g_rename (aside, self->path);
      return FALSE;
    }
  g_clear_pointer (&self->path, g_free);
  sync_folder (self);
  return TRUE;
}

gboolean
atlas_copy_publish (AtlasCopy *self, gboolean replace, GError **error)
{
  int result;

  g_assert (self->connection == NULL && self->path != NULL);

  result = renameat2 (AT_FDCWD, self->path, AT_FDCWD, self->destination, replace ? 0 : RENAME_NOREPLACE);
  /* Not every file system can promise that. */
  if (result != 0 && !replace && (errno == EINVAL || errno == ENOSYS) &&
      !g_file_test (self->destination, G_FILE_TEST_EXISTS))
    result = g_rename (self->path, self->destination);
  if (result != 0)
    return atlas_store_fail_to_create (self->destination, errno, error);
  g_clear_pointer (&self->path, g_free);
  sync_folder (self);
  return TRUE;
}
