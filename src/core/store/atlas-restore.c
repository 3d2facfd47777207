/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "atlas-copy-private.h"
#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-store-private.h"

/* Where SQLite locks: the bytes from PENDING_BYTE to the end of the shared range (its file format, "os.h").
 */
#define LOCK_START  0x40000000
#define LOCK_LENGTH 512

/* What may lie beside a database and belongs to it, and the database itself, which goes last. */
static const char *const parts[] = { "-wal", "-journal", "" };

/* The backup, inside a transaction, or NULL. */
static AtlasConnection *
open_backup (const char *path, GError **error)
{
  g_autoptr (AtlasConnection) backup = NULL;
  gint64 version, n;
  gboolean empty;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      atlas_store_refuse (error, ATLAS_STORE_ERROR_NOT_FOUND, _ ("There is no backup “%s”. Check the name."),
                          path);
      return NULL;
    }
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      atlas_store_refuse (error, ATLAS_STORE_ERROR_FOREIGN, _ ("“%s” is no file. Choose a backup."), path);
      return NULL;
    }
  backup = atlas_connection_open (
    path, atlas_store_must_be_immutable (path) ? ATLAS_CONNECTION_IMMUTABLE : ATLAS_CONNECTION_READ, error);
  if (backup == NULL || !atlas_schema_check_file (backup, &empty, error))
    return NULL;
  if (empty)
    {
      atlas_store_error_set (error, NULL, SQLITE_NOTADB, path);
      return NULL;
    }
  if (!atlas_connection_execute (backup, "BEGIN", error) ||
      !atlas_connection_query_integer (backup, "SELECT count (*) FROM sqlite_schema", 0, &n, error) ||
      !atlas_connection_query_integer (backup, "PRAGMA user_version", 0, &version, error))
    return NULL;
  if (version > ATLAS_SCHEMA_VERSION)
    {
      atlas_store_refuse (
        error, ATLAS_STORE_ERROR_NEWER,
        _ ("“%s” was written by a newer version of Diaspora Atlas. Nothing was changed; update the "
           "program to restore it."),
        path);
      return NULL;
    }
  if (version < 1)
    {
      atlas_store_refuse (error, ATLAS_STORE_ERROR_CORRUPT,
                          _ ("The backup “%s” is damaged. Nothing was changed; choose another one."), path);
      return NULL;
    }
  return g_steal_pointer (&backup);
}

/* Copies the backup to where the database will be, and looks at every page of it there. */
static AtlasCopy *
make_copy (const char *path,
           AtlasConnection *backup,
           AtlasProgressFunc progress,
           gpointer user_data,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (AtlasCopy) copy = atlas_copy_new (path, error);
  g_autoptr (GError) local_error = NULL;
  gboolean sound = FALSE;

  if (copy == NULL)
    return NULL;
  if (!atlas_copy_fill (copy, backup, progress, user_data, cancellable, &local_error) ||
      !atlas_copy_verify (copy, TRUE, cancellable, &sound, &local_error))
    {
      if (!g_error_matches (local_error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_CORRUPT))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }
  if (!sound)
    {
      atlas_store_refuse (error, ATLAS_STORE_ERROR_CORRUPT,
                          _ ("The backup “%s” is damaged. Nothing was changed; choose another one."),
                          backup->path);
      return NULL;
    }
  if (!atlas_copy_finish (copy, error) || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&copy);
}

/* Whether SQLite's file is another program's; what is no database at all may be ours, damaged. */
static gboolean
is_foreign (int fd)
{
  guint8 header[100] = { 0 };
  guint32 application_id;

  if (pread (fd, header, sizeof header, 0) != sizeof header || memcmp (header, "SQLite format 3", 16) != 0)
    return FALSE;
  memcpy (&application_id, header + 68, sizeof application_id);
  return GUINT32_FROM_BE (application_id) != ATLAS_SCHEMA_APPLICATION_ID;
}

/* Takes the lock that no other connection can hold together with its own, however damaged the file: SQLite's
 * can't be had on one that it can't read. A connection under a write-ahead log holds its lock as long as it
 * is open. @fd: -1 where there is no such file. */
static gboolean
lock (const char *path, int *fd, GError **error)
{
  struct flock whole = {
    .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = LOCK_START, .l_len = LOCK_LENGTH
  };

  *fd = g_open (path, O_RDWR | O_CLOEXEC, 0);
  if (*fd < 0 && errno == ENOENT)
    return TRUE;
  if (*fd < 0)
    {
      atlas_store_error_set (error, NULL, SQLITE_READONLY, path);
      return FALSE;
    }
  if (is_foreign (*fd))
    atlas_store_refuse (
      error, ATLAS_STORE_ERROR_FOREIGN,
      _ ("“%s” is a database of another program. It was left as it is; choose another file."), path);
  else if (fcntl (*fd, F_OFD_SETLK, &whole) == 0 || (errno == EINVAL && fcntl (*fd, F_SETLK, &whole) == 0))
    return TRUE;
  else
    atlas_store_error_set (error, NULL, errno == EAGAIN || errno == EACCES ? SQLITE_BUSY : SQLITE_IOERR_LOCK,
                           path);
  close (*fd);
  return FALSE;
}

static gboolean
exists (const char *path, const char *part)
{
  g_autofree char *name = g_strconcat (path, part, NULL);

  return g_file_test (name, G_FILE_TEST_EXISTS);
}

/* A name with today's date that nothing has: "atlas-replaced-2026-11-24.db". */
static char *
find_name (const char *path)
{
  g_autofree char *stem = g_strdup (path);
  const char *extension = "";
  char today[ATLAS_DATE_TEXT_SIZE];

  if (g_str_has_suffix (stem, ".db"))
    {
      stem[strlen (stem) - 3] = '\0';
      extension = ".db";
    }
  atlas_date_today (today);
  for (guint n = 1;; n++)
    {
      g_autofree char *number = n > 1 ? g_strdup_printf ("-%u", n) : g_strdup ("");
      g_autofree char *name = g_strconcat (stem, "-replaced-", today, number, extension, NULL);

      if (!exists (name, "") && !exists (name, "-wal") && !exists (name, "-journal"))
        return g_steal_pointer (&name);
    }
}

static int
move_part (const char *from, const char *to, const char *part)
{
  g_autofree char *old = g_strconcat (from, part, NULL);
  g_autofree char *new = g_strconcat (to, part, NULL);

  return g_rename (old, new) == 0 || errno == ENOENT ? 0 : errno;
}

/* Moves a database with all that belongs to it, or nothing. */
static gboolean
move_all (const char *from, const char *to, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      int number = move_part (from, to, parts[i]);

      if (number == 0)
        continue;
      while (i-- > 0)
        move_part (to, from, parts[i]);
      return atlas_store_fail_to_create (to, number, error);
    }
  return TRUE;
}

/* So that there is a database at every moment. One with a log is no single file and has to go first: an old
 * log beside the new database would be played into it. */
static gboolean
exchange (const char *path, AtlasCopy *copy, const char *aside)
{
  return exists (path, "") && !exists (path, "-wal") && !exists (path, "-journal") &&
         atlas_copy_exchange (copy, aside);
}

static gboolean
move_and_publish (const char *path, AtlasCopy *copy, const char *aside, GError **error)
{
  if (!move_all (path, aside, error))
    return FALSE;
  if (atlas_copy_publish (copy, FALSE, error))
    return TRUE;
  move_all (aside, path, NULL);
  return FALSE;
}

static gboolean
replace (const char *path, AtlasCopy *copy, char **kept, GError **error)
{
  g_autofree char *aside = find_name (path);
  g_autofree char *index = g_strconcat (path, "-shm", NULL);
  gboolean stood = exists (path, "");

  if (!exchange (path, copy, aside) && !move_and_publish (path, copy, aside, error))
    return FALSE;
  /* The log's index is no more than a cache, and the log is gone. */
  g_unlink (index);
  if (kept)
    *kept = stood ? g_steal_pointer (&aside) : NULL;
  return TRUE;
}

static gboolean
restore (const char *path,
         const char *backup,
         char **kept,
         AtlasProgressFunc progress,
         gpointer user_data,
         GCancellable *cancellable,
         GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (AtlasConnection) source = NULL;
  g_autoptr (AtlasCopy) copy = NULL;
  GStatBuf one, other;
  gboolean done;
  int fd;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return atlas_store_refuse (error, ATLAS_STORE_ERROR_FOREIGN, _ ("“%s” is a folder, not a database."),
                               path);
  if (g_stat (path, &one) == 0 && g_stat (backup, &other) == 0 && one.st_dev == other.st_dev &&
      one.st_ino == other.st_ino)
    return atlas_store_refuse (error, ATLAS_STORE_ERROR_EXISTS,
                               _ ("“%s” is the database itself. Choose one of its backups."), backup);
  if (atlas_store_is_open_here (path))
    return atlas_store_refuse (error, ATLAS_STORE_ERROR_BUSY, _ ("“%s” is open. Close it first."), path);

  source = open_backup (backup, error);
  if (source == NULL)
    return FALSE;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return atlas_store_fail_to_create (folder, errno, error);
  /* Held to the end: nobody opens what is about to go. */
  if (!lock (path, &fd, error))
    return FALSE;
  copy = make_copy (path, source, progress, user_data, cancellable, error);
  done = copy != NULL && replace (path, copy, kept, error);
  if (fd >= 0)
    close (fd);
  return done;
}

gboolean
atlas_backup_restore (const char *path,
                      const char *backup,
                      char **kept,
                      AtlasProgressFunc progress,
                      gpointer user_data,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autofree char *target = NULL;
  g_autofree char *real = NULL;
  g_autofree char *source = NULL;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (backup != NULL, FALSE);

  if (kept)
    *kept = NULL;
  target = g_canonicalize_filename (path, NULL);
  source = g_canonicalize_filename (backup, NULL);
  /* A link stays one: SQLite keeps the log beside what it leads to. */
  real = realpath (target, NULL);
  return restore (real ? real : target, source, kept, progress, user_data, cancellable, error);
}
