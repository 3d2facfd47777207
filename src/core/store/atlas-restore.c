/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "atlas-backup-private.h"
#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-store-file-private.h"
#include "atlas-store-private.h"

/* A name beside @path that nothing has: "atlas-before-restore-2026-11-24T070000.db". */
static char *
choose_kept_name (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *stem = atlas_backup_dup_stem (path);
  g_autoptr (GString) time = NULL;
  char now[ATLAS_DATE_TEXT_SIZE];

  atlas_timestamp_now (now);
  time = g_string_new (now);
  g_string_replace (time, ":", "", 0);
  g_string_replace (time, "Z", "", 0);
  for (guint i = 1;; i++)
    {
      g_autofree char *name = i == 1 ? g_strdup_printf ("%s-before-restore-%s.db", stem, time->str)
                                     : g_strdup_printf ("%s-before-restore-%s-%u.db", stem, time->str, i);
      g_autofree char *kept = g_build_filename (folder, name, NULL);

      if (!g_file_test (kept, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&kept);
    }
}

/* Brings what lies in the log of the old database into the file, so that the file alone is the whole of it.
 * A damaged one stays as it is. FALSE only where somebody uses it. */
static gboolean
fold_log_in (const char *path, GError **error)
{
  g_autoptr (AtlasConnection) old = atlas_connection_open (path, ATLAS_CONNECTION_WRITE, NULL);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *mode = NULL;

  if (old == NULL)
    return TRUE;
  sqlite3_busy_timeout (old->db, 0);
  mode = atlas_connection_query_text (old, "PRAGMA journal_mode = DELETE", &local_error);
  if (!g_error_matches (local_error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_BUSY))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* A log that could not be folded in belongs to the old file; beside the new one it would be read into that.
 */
static gboolean
move_logs (const char *path, const char *kept, GError **error)
{
  static const char *const endings[] = { "-wal", "-journal" };
  g_autofree char *shared = g_strconcat (path, "-shm", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *from = g_strconcat (path, endings[i], NULL);
      g_autofree char *to = g_strconcat (kept, endings[i], NULL);

      if (g_file_test (from, G_FILE_TEST_EXISTS) && !atlas_store_move_file (from, to, error))
        return FALSE;
    }
  if (g_unlink (shared) != 0 && errno != ENOENT)
    return atlas_store_fail_to_create (path, errno, error);
  return TRUE;
}

static gboolean
has_logs (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);

  return g_file_test (wal, G_FILE_TEST_EXISTS) || g_file_test (journal, G_FILE_TEST_EXISTS);
}

/* Puts @copy in the place of @path, whose file is named @kept from now on. */
static gboolean
exchange (const char *path, const char *copy, const char *kept, GError **error)
{
  /* Under two names for a moment, so that at no time there is none. Where that can't be, or where logs must
   * move too, it is moved first. */
  if (!has_logs (path) && link (path, kept) == 0)
    {
      if (atlas_store_move_file (copy, path, error))
        return TRUE;
      g_unlink (kept);
      return FALSE;
    }
  if (!atlas_store_move_file (path, kept, error))
    return FALSE;
  if (move_logs (path, kept, error) && atlas_store_move_file (copy, path, error))
    return TRUE;
  atlas_store_move_file (kept, path, NULL);
  move_logs (kept, path, NULL);
  return FALSE;
}

static gboolean
replace (const char *path, const char *copy, char **kept, GError **error)
{
  g_autofree char *name = NULL;
  gboolean done;
  int fd;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      /* Logs without their file. */
      name = choose_kept_name (path);
      return move_logs (path, name, error) && atlas_store_move_file (copy, path, error);
    }
  if (!fold_log_in (path, error))
    return FALSE;
  fd = atlas_store_take_file (path, error);
  if (fd < 0)
    return FALSE;
  name = choose_kept_name (path);
  done = exchange (path, copy, name, error);
  close (fd);
  if (done && kept != NULL)
    *kept = g_steal_pointer (&name);
  return done;
}

static char *
copy_backup (const char *path, const char *backup, GError **error)
{
  g_autoptr (AtlasConnection) source = atlas_store_open_to_read (backup, error);
  g_autofree char *folder = g_path_get_dirname (path);
  char *copy;

  if (source == NULL || !atlas_connection_execute (source, "BEGIN", error))
    return NULL;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      atlas_store_fail_to_create (folder, errno, error);
      return NULL;
    }
  copy = atlas_backup_copy_beside (source, path, "PRAGMA integrity_check (1)", NULL, NULL, NULL, error);
  atlas_connection_execute (source, "COMMIT", NULL);
  return copy;
}

static gboolean
check_place (const char *path, const char *backup, GError **error)
{
  g_autofree char *name = atlas_store_display_path (path);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FOREIGN,
                   _ ("“%s” is a folder, not a database."), name);
      return FALSE;
    }
  if (atlas_store_is_same_file (path, backup))
    {
      g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_EXISTS,
                   _ ("“%s” is the database itself. Choose a backup to restore it from."), name);
      return FALSE;
    }
  if (atlas_store_is_open_here (path))
    {
      g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_BUSY,
                   _ ("“%s” is open. Close it before you restore it."), name);
      return FALSE;
    }
  return TRUE;
}

gboolean
atlas_backup_restore (const char *path, const char *backup, char **kept, GError **error)
{
  g_autofree char *full = NULL, *real = NULL, *copy = NULL;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (backup != NULL, FALSE);

  if (kept != NULL)
    *kept = NULL;
  full = g_canonicalize_filename (path, NULL);
  /* A link stays one: what it leads to is replaced. From the C library's own allocator, which GLib's is. */
  if (g_file_test (full, G_FILE_TEST_IS_SYMLINK) && (real = realpath (full, NULL)) != NULL)
    {
      g_free (full);
      full = g_steal_pointer (&real);
    }
  if (!check_place (full, backup, error))
    return FALSE;
  copy = copy_backup (full, backup, error);
  if (copy == NULL)
    return FALSE;
  if (replace (full, copy, kept, error))
    return TRUE;
  atlas_store_remove_file (copy);
  return FALSE;
}
