/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "atlas-backup-private.h"
#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-store-file-private.h"
#include "atlas-store-private.h"

/* Pages copied between two looks at progress and cancelling: 1 MiB. */
#define PAGES_A_STEP 256

/* Between two reports of progress, microseconds. */
#define PROGRESS_INTERVAL (50 * 1000)

/* Daily copies that stay. */
#define N_DAILY_COPIES 7

/* How long to wait for pages that another program just holds, milliseconds. */
#define BUSY_PAUSE 20

/* Copies all pages of @source, whose transaction fixes what is copied. */
static gboolean
copy_pages (AtlasConnection *source,
            AtlasConnection *copy,
            AtlasProgressFunc progress,
            gpointer user_data,
            GCancellable *cancellable,
            GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (copy->db, "main", source->db, "main");
  gint64 told = 0;
  int code = SQLITE_OK;

  if (backup == NULL)
    return atlas_connection_fail (copy, sqlite3_errcode (copy->db), error);

  while (!g_cancellable_is_cancelled (cancellable))
    {
      code = sqlite3_backup_step (backup, PAGES_A_STEP);
      if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
        sqlite3_sleep (BUSY_PAUSE);
      else if (code != SQLITE_OK)
        break;
      if (progress && g_get_monotonic_time () - told >= PROGRESS_INTERVAL)
        {
          int n = sqlite3_backup_pagecount (backup);

          progress (n - sqlite3_backup_remaining (backup), n, user_data);
          told = g_get_monotonic_time ();
        }
    }
  (void) sqlite3_backup_finish (backup); /* repeats the code we have seen */
  if (code == SQLITE_DONE)
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  return atlas_connection_fail (copy, code, error);
}

/* One file with no log beside it, on the disk, and known to be sound: a copy that nobody has looked at is
 * none. */
static gboolean
finish_copy (
  AtlasConnection *copy, const char *path, const char *check, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *mode = atlas_connection_query_text (copy, "PRAGMA journal_mode = DELETE", &local_error);
  g_autofree char *found = NULL;

  if (local_error == NULL)
    {
      atlas_connection_set_cancellable (copy, cancellable);
      found = atlas_connection_query_text (copy, check, &local_error);
      atlas_connection_set_cancellable (copy, NULL);
    }
  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (g_strcmp0 (found, "ok") != 0)
    {
      g_debug ("%s: %s", path, found);
      atlas_store_error_set (error, NULL, SQLITE_CORRUPT, path);
      return FALSE;
    }
  if (g_strcmp0 (mode, "delete") != 0)
    g_debug ("a copy stays in journal mode %s", mode);
  return TRUE;
}

char *
atlas_backup_copy_beside (AtlasConnection *source,
                          const char *destination,
                          const char *check,
                          AtlasProgressFunc progress,
                          gpointer user_data,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autofree char *folder = g_path_get_dirname (destination);
  g_autofree char *path = g_build_filename (folder, ".diaspora-atlas-XXXXXX", NULL);
  g_autoptr (AtlasConnection) copy = NULL;
  int fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
  gboolean done;

  if (fd < 0)
    {
      atlas_store_fail_to_create (destination, errno, error);
      return NULL;
    }
  close (fd);

  copy = atlas_connection_open (path, ATLAS_CONNECTION_WRITE, error);
  done = copy != NULL && copy_pages (source, copy, progress, user_data, cancellable, error);
  if (done)
    done = finish_copy (copy, source->path, check, cancellable, error);
  g_clear_pointer (&copy, atlas_connection_close);
  if (!done)
    {
      atlas_store_remove_file (path);
      return NULL;
    }
  return g_steal_pointer (&path);
}

/* What stands under the name of a copy is replaced, but never a database that is in use. */
static gboolean
check_destination (const char *destination, GError **error)
{
  g_autofree char *name = atlas_store_display_path (destination);
  int fd;

  if (g_file_test (destination, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_EXISTS,
                   _ ("“%s” is a folder; give the name of a file in it."), name);
      return FALSE;
    }
  if (atlas_store_is_open_here (destination))
    {
      g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_BUSY,
                   _ ("“%s” is the open database itself. Choose another name for the copy."), name);
      return FALSE;
    }
  if (!g_file_test (destination, G_FILE_TEST_EXISTS))
    return TRUE;
  fd = atlas_store_take_file (destination, error);
  if (fd < 0)
    return FALSE;
  close (fd);
  return TRUE;
}

static gboolean
write_copy (AtlasConnection *source,
            const char *destination,
            AtlasProgressFunc progress,
            gpointer user_data,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *copy = NULL;

  if (!check_destination (destination, error))
    return FALSE;
  copy = atlas_backup_copy_beside (source, destination, "PRAGMA quick_check (1)", progress, user_data,
                                   cancellable, error);
  if (copy == NULL)
    return FALSE;
  if (atlas_store_move_file (copy, destination, error))
    return TRUE;
  atlas_store_remove_file (copy);
  return FALSE;
}

gboolean
atlas_backup_write (AtlasStore *store,
                    const char *destination,
                    AtlasProgressFunc progress,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error)
{
  AtlasConnection *reader;
  gboolean written;

  g_return_val_if_fail (ATLAS_IS_STORE (store), FALSE);
  g_return_val_if_fail (destination != NULL, FALSE);

  reader = atlas_store_acquire_reader (store, error);
  if (reader == NULL)
    return FALSE;
  written = write_copy (reader, destination, progress, user_data, cancellable, error);
  atlas_store_release_reader (store, reader);
  return written;
}

char *
atlas_backup_dup_stem (const char *path)
{
  char *stem = g_path_get_basename (path);

  if (g_str_has_suffix (stem, ".db") && strlen (stem) > strlen (".db"))
    stem[strlen (stem) - strlen (".db")] = '\0';
  return stem;
}

/* The folder "backups" beside the database, made where missing. */
static char *
make_folder (AtlasStore *store, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (store->path);
  g_autofree char *folder = g_build_filename (parent, "backups", NULL);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return g_steal_pointer (&folder);
  atlas_store_fail_to_create (folder, errno, error);
  return NULL;
}

/* "atlas-2026-11-24.db" of "atlas" */
static gboolean
is_daily_copy (const char *name, const char *stem)
{
  gsize length = strlen (stem);

  return g_str_has_prefix (name, stem) && strlen (name) == length + strlen ("-YYYY-MM-DD.db") &&
         name[length] == '-' && atlas_date_is_valid (name + length + 1, 10) && g_str_has_suffix (name, ".db");
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) b, *(const char *const *) a);
}

static void
remove_old_copies (const char *folder, const char *stem)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (is_daily_copy (name, stem))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_newest_first);
  for (guint i = N_DAILY_COPIES; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

      atlas_store_remove_file (path);
    }
}

gboolean
atlas_backup_daily (AtlasStore *store, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = NULL, *stem = NULL, *name = NULL, *path = NULL;
  char today[ATLAS_DATE_TEXT_SIZE];

  g_return_val_if_fail (ATLAS_IS_STORE (store), FALSE);

  if (store->read_only)
    return TRUE;
  folder = make_folder (store, error);
  if (folder == NULL)
    return FALSE;
  atlas_date_today (today);
  stem = atlas_backup_dup_stem (store->path);
  name = g_strdup_printf ("%s-%s.db", stem, today);
  path = g_build_filename (folder, name, NULL);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  /* Old ones go only once the new one is known to be sound. */
  if (!atlas_backup_write (store, path, NULL, NULL, cancellable, error))
    return FALSE;
  remove_old_copies (folder, stem);
  return TRUE;
}

gboolean
atlas_backup_before_upgrade (AtlasStore *self, int version, GError **error)
{
  g_autofree char *folder = make_folder (self, error);
  g_autofree char *stem = NULL, *name = NULL, *path = NULL;
  gboolean written;

  if (folder == NULL)
    return FALSE;
  stem = atlas_backup_dup_stem (self->path);
  name = g_strdup_printf ("%s-version-%d.db", stem, version);
  path = g_build_filename (folder, name, NULL);

  if (!atlas_connection_execute (self->writer, "BEGIN", error))
    return FALSE;
  written = write_copy (self->writer, path, NULL, NULL, NULL, error);
  return atlas_connection_execute (self->writer, "COMMIT", written ? error : NULL) && written;
}
