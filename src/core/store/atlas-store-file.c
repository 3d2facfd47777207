/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-store-file-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "atlas-i18n.h"
#include "atlas-schema-private.h"
#include "atlas-store.h"

/* Where SQLite locks a file, whatever its size: https://www.sqlite.org/fileformat2.html#the_lock_byte_page */
#define FIRST_LOCK_BYTE 0x40000000
#define N_LOCK_BYTES    512

gboolean
atlas_store_fail_to_create (const char *path, int number, GError **error)
{
  g_autofree char *name = atlas_store_display_path (path);

  if (number == EACCES || number == EPERM || number == EROFS)
    g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_READ_ONLY,
                 _ ("“%s” can't be created: you may not write to that folder. Choose a folder of your own."),
                 name);
  else if (number == ENOSPC || number == EDQUOT)
    g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FULL,
                 _ ("There is no space left for “%s”. Nothing was changed. Free some space and try again."),
                 name);
  else
    g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FAILED, _ ("“%s” can't be created: %s"), name,
                 g_strerror (number));
  return FALSE;
}

gboolean
atlas_store_is_same_file (const char *a, const char *b)
{
  GStatBuf a_info, b_info;

  return g_stat (a, &a_info) == 0 && g_stat (b, &b_info) == 0 && a_info.st_dev == b_info.st_dev &&
         a_info.st_ino == b_info.st_ino;
}

/* A file in a folder where we can't write, with no log beside it: nobody is writing it here, so read it as it
 * lies. */
AtlasConnectionMode
atlas_store_mode_to_read (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  GStatBuf info;

  return g_access (folder, W_OK) != 0 && (g_stat (wal, &info) != 0 || info.st_size == 0)
           ? ATLAS_CONNECTION_IMMUTABLE
           : ATLAS_CONNECTION_READ;
}

gboolean
atlas_store_check_version (AtlasConnection *connection, gint64 *version, GError **error)
{
  g_autofree char *name = atlas_store_display_path (connection->path);

  if (!atlas_connection_query_integer (connection, "PRAGMA user_version", 0, version, error))
    return FALSE;
  if (*version <= ATLAS_SCHEMA_VERSION)
    return TRUE;
  g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NEWER,
               _ ("“%s” was written by a newer version of Diaspora Atlas. It was left as it is; "
                  "update the program to open it."),
               name);
  return FALSE;
}

AtlasConnection *
atlas_store_open_to_read (const char *path, GError **error)
{
  g_autoptr (AtlasConnection) connection = NULL;
  g_autofree char *name = atlas_store_display_path (path);
  gboolean empty;
  gint64 version;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND, _ ("There is no file “%s”."), name);
      return NULL;
    }
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FOREIGN,
                   _ ("“%s” is a folder, not a database."), name);
      return NULL;
    }
  connection = atlas_connection_open (path, atlas_store_mode_to_read (path), error);
  if (connection == NULL || !atlas_schema_check_file (connection, &empty, error))
    return NULL;
  if (empty)
    {
      atlas_store_error_set (error, NULL, SQLITE_NOTADB, path);
      return NULL;
    }
  if (!atlas_store_check_version (connection, &version, error))
    return NULL;
  if (version < 1)
    {
      atlas_store_error_set (error, NULL, SQLITE_CORRUPT, path);
      return NULL;
    }
  return g_steal_pointer (&connection);
}

int
atlas_store_take_file (const char *path, GError **error)
{
  struct flock lock = {
    .l_type = F_WRLCK,
    .l_whence = SEEK_SET,
    .l_start = FIRST_LOCK_BYTE,
    .l_len = N_LOCK_BYTES,
  };
  int fd = g_open (path, O_RDWR | O_CLOEXEC, 0);
  int number;

  if (fd < 0)
    {
      atlas_store_error_set (error, NULL,
                             errno == EACCES || errno == EROFS ? SQLITE_READONLY : SQLITE_CANTOPEN, path);
      return -1;
    }
  if (fcntl (fd, F_SETLK, &lock) == 0)
    return fd;
  number = errno;
  close (fd);
  atlas_store_error_set (error, NULL, number == EAGAIN || number == EACCES ? SQLITE_BUSY : SQLITE_IOERR,
                         path);
  return -1;
}

gboolean
atlas_store_move_file (const char *from, const char *to, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);
  int fd;

  if (g_rename (from, to) != 0)
    return atlas_store_fail_to_create (to, errno, error);
  /* Not every file system knows how to; then it is up to it when the name is there for good. */
  fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (fd >= 0)
    {
      if (fsync (fd) != 0)
        g_debug ("%s: %s", folder, g_strerror (errno));
      close (fd);
    }
  return TRUE;
}

void
atlas_store_remove_file (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);

      if (g_unlink (name) != 0 && errno != ENOENT)
        g_debug ("%s: %s", name, g_strerror (errno));
    }
}
