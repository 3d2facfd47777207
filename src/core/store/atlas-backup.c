/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-backup.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "atlas-copy-private.h"
#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-store-private.h"

/* Where backups that nobody asked for go. */
#define FOLDER "backups"

/* How many daily ones stay. */
#define N_KEPT 7

/* After so long what was begun and not finished is rubbish, seconds. */
#define LONGEST_COPY (24 * 60 * 60)

/* Copies what @source sees; the copy is not published yet. */
static AtlasCopy *
make_copy (AtlasConnection *source,
           const char *destination,
           AtlasProgressFunc progress,
           gpointer user_data,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (AtlasCopy) copy = atlas_copy_new (destination, error);
  gboolean sound;

  if (copy == NULL || !atlas_copy_fill (copy, source, progress, user_data, cancellable, error) ||
      !atlas_copy_verify (copy, FALSE, cancellable, &sound, error))
    return NULL;
  if (!sound)
    {
      /* A backup that can't be restored must not take the place of one that can. */
      atlas_store_error_set (error, NULL, SQLITE_CORRUPT, source->path);
      return NULL;
    }
  if (!atlas_copy_finish (copy, error))
    return NULL;
  return g_steal_pointer (&copy);
}

static gboolean
write_copy (AtlasStore *store,
            const char *destination,
            AtlasProgressFunc progress,
            gpointer user_data,
            GCancellable *cancellable,
            GError **error)
{
  AtlasConnection *reader = atlas_store_acquire_reader (store, error);
  g_autoptr (AtlasCopy) copy = NULL;

  if (reader == NULL)
    return FALSE;
  if (reader == store->writer)
    return atlas_store_refuse (error, ATLAS_STORE_ERROR_BUSY,
                               _ ("“%s” is just being filled. Wait until that has finished."), store->path);
  copy = make_copy (reader, destination, progress, user_data, cancellable, error);
  atlas_store_release_reader (store, reader);
  return copy != NULL && atlas_copy_publish (copy, TRUE, error);
}

static gboolean
exists_beside (const char *path, const char *suffix)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);

  return g_file_test (name, G_FILE_TEST_EXISTS);
}

/* The database's own files are what must not be written over, under whatever name. */
static gboolean
is_own_file (AtlasStore *store, const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };
  GStatBuf there, own;

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (store->path, suffixes[i], NULL);

      if (g_str_equal (name, path) || (g_stat (path, &there) == 0 && g_stat (name, &own) == 0 &&
                                       there.st_dev == own.st_dev && there.st_ino == own.st_ino))
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_destination (AtlasStore *store, const char *path, GError **error)
{
  GStatBuf info;

  if (is_own_file (store, path))
    return atlas_store_refuse (error, ATLAS_STORE_ERROR_EXISTS,
                               _ ("“%s” is the database itself. Choose another name for its copy."), path);
  if (exists_beside (path, "-wal") || exists_beside (path, "-journal") || atlas_store_is_open_here (path))
    return atlas_store_refuse (
      error, ATLAS_STORE_ERROR_BUSY,
      _ ("“%s” is the name of a database that is in use. Choose another name for the copy."), path);
  if (g_stat (path, &info) != 0)
    return TRUE;
  if (S_ISDIR (info.st_mode))
    return atlas_store_refuse (error, ATLAS_STORE_ERROR_EXISTS,
                               _ ("“%s” is a folder. Give the name of a file in it."), path);
  if (!S_ISREG (info.st_mode) || (info.st_size > 0 && !atlas_store_is_database (path)))
    return atlas_store_refuse (
      error, ATLAS_STORE_ERROR_EXISTS,
      _ ("“%s” is something else than a backup, so it was left as it is. Choose another name."), path);
  return TRUE;
}

gboolean
atlas_backup_write (AtlasStore *store,
                    const char *destination,
                    AtlasProgressFunc progress,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *real = NULL;

  g_return_val_if_fail (ATLAS_IS_STORE (store), FALSE);
  g_return_val_if_fail (destination != NULL, FALSE);

  /* A link stays one: what it leads to is replaced. */
  path = g_canonicalize_filename (destination, NULL);
  real = realpath (path, NULL);
  if (real == NULL)
    real = g_steal_pointer (&path);
  return check_destination (store, real, error) &&
         write_copy (store, real, progress, user_data, cancellable, error);
}

/* Backups that nobody asked for. */

static char *
make_folder (AtlasStore *store, GError **error)
{
  g_autofree char *beside = g_path_get_dirname (store->path);
  g_autofree char *folder = g_build_filename (beside, FOLDER, NULL);

  if (g_mkdir (folder, 0700) != 0 && errno != EEXIST)
    {
      atlas_store_fail_to_create (folder, errno, error);
      return NULL;
    }
  return g_steal_pointer (&folder);
}

/* What comes before and after the date in the names of a database's backups: "atlas-", ".db" for "atlas.db".
 * Names of two databases never lead to the same. */
static void
split_name (AtlasStore *store, char **before, const char **after)
{
  g_autofree char *name = g_path_get_basename (store->path);

  *after = "";
  if (g_str_has_suffix (name, ".db") && strlen (name) > 3)
    {
      *after = ".db";
      name[strlen (name) - 3] = '\0';
    }
  *before = g_strconcat (name, "-", NULL);
}

static gboolean
is_daily (const char *name, const char *before, const char *after)
{
  gsize start = strlen (before);

  return g_str_has_prefix (name, before) && strlen (name) == start + 10 + strlen (after) &&
         g_str_has_suffix (name, after) && atlas_date_is_valid (name + start, 10);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* A copy that was killed while it was made. */
static gboolean
is_rubbish (const char *path, const char *name)
{
  GStatBuf info;

  return g_str_has_prefix (name, ATLAS_COPY_PREFIX) && g_stat (path, &info) == 0 &&
         info.st_mtime < g_get_real_time () / G_USEC_PER_SEC - LONGEST_COPY;
}

static void
remove_file (const char *path)
{
  /* Another process may have been faster. */
  if (g_unlink (path) != 0 && errno != ENOENT)
    g_debug ("%s: %s", path, g_strerror (errno));
}

static void
remove_rubbish (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (is_rubbish (path, name))
        remove_file (path);
    }
}

/* Removes all daily backups but the newest, of which @newest is one whatever its date. */
static void
remove_old (const char *folder, const char *newest, const char *before, const char *after)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)) != NULL)
    if (is_daily (name, before, after) && !g_str_equal (name, newest))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i + N_KEPT <= names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

      remove_file (path);
    }
}

gboolean
atlas_backup_daily (AtlasStore *store, GCancellable *cancellable, GError **error)
{
  g_autofree char *beside = NULL, *folder = NULL, *before = NULL, *name = NULL, *path = NULL;
  const char *after;
  char today[ATLAS_DATE_TEXT_SIZE];

  g_return_val_if_fail (ATLAS_IS_STORE (store), FALSE);

  if (store->read_only)
    return TRUE;
  folder = make_folder (store, error);
  if (folder == NULL)
    return FALSE;

  split_name (store, &before, &after);
  atlas_date_today (today);
  name = g_strconcat (before, today, after, NULL);
  path = g_build_filename (folder, name, NULL);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!write_copy (store, path, NULL, NULL, cancellable, error))
    return FALSE;
  remove_old (folder, name, before, after);
  remove_rubbish (folder);
  beside = g_path_get_dirname (store->path);
  remove_rubbish (beside); /* of a restore */
  return TRUE;
}

gboolean
atlas_backup_before_upgrade (AtlasStore *self, int version, GError **error)
{
  g_autofree char *folder = make_folder (self, error);
  g_autofree char *before = NULL, *name = NULL, *path = NULL;
  g_autoptr (AtlasCopy) copy = NULL;
  const char *after;
  char today[ATLAS_DATE_TEXT_SIZE];
  gboolean current;
  gint64 found;

  if (folder == NULL)
    return FALSE;
  split_name (self, &before, &after);
  atlas_date_today (today);
  name = g_strdup_printf ("%sversion-%d-%s%s", before, version, today, after);
  path = g_build_filename (folder, name, NULL);

  if (!atlas_connection_execute (self->writer, "BEGIN", error))
    return FALSE;
  current = atlas_connection_query_integer (self->writer, "PRAGMA user_version", 0, &found, error);
  if (current && found == version)
    copy = make_copy (self->writer, path, NULL, NULL, NULL, error);
  atlas_connection_execute (self->writer, "COMMIT", NULL);
  if (current && found != version)
    return TRUE; /* another process has just brought it up to date, and kept a copy */
  return copy != NULL && atlas_copy_publish (copy, TRUE, error);
}
