/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "atlas-backup.h"
#include "atlas-i18n.h"

gboolean
atlas_store_refuse (GError **error, AtlasStoreError code, const char *format, ...)
{
  g_autofree char *message = NULL, *valid = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  /* A path need not be UTF-8; what stands in a message must. */
  valid = g_utf8_make_valid (message, -1);
  g_propagate_error (error, g_error_new_literal (ATLAS_STORE_ERROR, (int) code, valid));
  return FALSE;
}

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

/* Makes an empty file that nobody but its owner can read, whatever the umask. @created: whether we made it.
 */
static gboolean
create_file (const char *path, gboolean exclusive, gboolean *created, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  *created = FALSE;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return atlas_store_fail_to_create (folder, errno, error);

  fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0 && errno == EEXIST)
    {
      g_autofree char *name = atlas_store_display_path (path);

      if (!exclusive)
        return TRUE;
      g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_EXISTS,
                   _ ("“%s” stands already. Choose another name, or open it."), name);
      return FALSE;
    }
  if (fd < 0)
    return atlas_store_fail_to_create (path, errno, error);

  *created = TRUE;
  if (fchmod (fd, 0600) != 0)
    g_debug ("%s: %s", path, g_strerror (errno)); /* a file system without modes */
  if (close (fd) != 0)
    return atlas_store_fail_to_create (path, errno, error);
  return TRUE;
}

/* A write-ahead log needs files beside the database; say so before SQLite stumbles over it and calls the
 * database missing. */
static gboolean
check_writable (AtlasStore *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  if (g_access (self->path, W_OK) == 0 && g_access (folder, W_OK) == 0)
    return TRUE;
  atlas_store_error_set (error, NULL, SQLITE_READONLY, self->path);
  return FALSE;
}

gboolean
atlas_store_must_be_immutable (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  GStatBuf info;

  return g_access (folder, W_OK) != 0 && (g_stat (wal, &info) != 0 || info.st_size == 0);
}

static gboolean
open_writer (AtlasStore *self, AtlasStoreFlags flags, gboolean *created, GError **error)
{
  g_autofree char *name = atlas_store_display_path (self->path);
  AtlasConnectionMode mode = ATLAS_CONNECTION_WRITE;

  *created = FALSE;
  if (g_file_test (self->path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FOREIGN,
                   _ ("“%s” is a folder, not a database."), name);
      return FALSE;
    }
  if ((flags & ATLAS_STORE_CREATE) &&
      !create_file (self->path, flags & ATLAS_STORE_EXCLUSIVE, created, error))
    return FALSE;
  if (!g_file_test (self->path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND,
                   _ ("There is no database “%s”. Check the name, or create one."), name);
      return FALSE;
    }

  if (!self->read_only && !check_writable (self, error))
    return FALSE;
  if (self->read_only)
    {
      self->immutable = atlas_store_must_be_immutable (self->path);
      mode = self->immutable ? ATLAS_CONNECTION_IMMUTABLE : ATLAS_CONNECTION_READ;
    }
  self->writer = atlas_connection_open (self->path, mode, error);
  return self->writer != NULL;
}

/* What comes first, a copy and other tables, can't tell how far it is; that it goes on is to be told. */
static gboolean
begin_long_work (AtlasProgressFunc progress, gpointer user_data, GCancellable *cancellable, GError **error)
{
  if (progress != NULL)
    progress (0, 0, user_data);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* Brings the schema up to date; @empty: the file is new. */
static gboolean
prepare_schema (AtlasStore *self,
                gboolean empty,
                AtlasProgressFunc progress,
                gpointer user_data,
                GCancellable *cancellable,
                GError **error)
{
  g_autofree char *name = atlas_store_display_path (self->path);
  gint64 version;

  if (!atlas_connection_query_integer (self->writer, "PRAGMA user_version", 0, &version, error))
    return FALSE;
  if (version > ATLAS_SCHEMA_VERSION)
    {
      g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NEWER,
                   _ ("“%s” was written by a newer version of Diaspora Atlas. It was left as it is; "
                      "update the program to open it."),
                   name);
      return FALSE;
    }
  if (version == ATLAS_SCHEMA_VERSION)
    return TRUE;
  if (version == 0 && !empty)
    {
      atlas_store_error_set (error, NULL, SQLITE_CORRUPT, self->path);
      return FALSE;
    }
  if (self->read_only)
    {
      g_set_error (
        error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_READ_ONLY,
        _ ("“%s” comes from an older version and must be brought up to date, but can't be written. "
           "Copy it to a folder of your own."),
        name);
      return FALSE;
    }
  if (version > 0 && (!begin_long_work (progress, user_data, cancellable, error) ||
                      !atlas_backup_before_upgrade (self, (int) version, error)))
    return FALSE;
  return atlas_schema_upgrade (self->writer, (int) version, error);
}

static gboolean
prepare_derived (
  AtlasStore *self, AtlasProgressFunc progress, gpointer user_data, GCancellable *cancellable, GError **error)
{
  gboolean current;

  if (!atlas_schema_derived_is_current (self->writer, self->tables, &current, error))
    return FALSE;
  if (current)
    return TRUE;
  if (!atlas_store_begin_write (self, ATLAS_WRITE_DEFAULT, error))
    return FALSE;
  /* Now nobody else does the same: look once more. */
  if (!atlas_schema_derived_is_current (self->writer, self->tables, &current, error) ||
      (!current && !atlas_store_fill_derived (self, progress, user_data, cancellable, error)))
    {
      atlas_store_abandon_write (self);
      return FALSE;
    }
  return atlas_store_commit_write (self, NULL, error);
}

static gboolean
prepare_log (AtlasStore *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *mode =
    atlas_connection_query_text (self->writer, "PRAGMA journal_mode = WAL", &local_error);

  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  /* Some network folders can't share the log's index; a rollback journal works there too. */
  if (g_strcmp0 (mode, "wal") != 0)
    g_debug ("%s: journal mode %s", self->path, mode);
  return atlas_connection_execute (self->writer, "PRAGMA journal_size_limit = 16777216", error);
}

AtlasStore *
atlas_store_open (const char *path, AtlasStoreFlags flags, const AtlasTable *const *tables, GError **error)
{
  return atlas_store_open_full (path, flags, tables, NULL, NULL, NULL, error);
}

AtlasStore *
atlas_store_open_full (const char *path,
                       AtlasStoreFlags flags,
                       const AtlasTable *const *tables,
                       AtlasProgressFunc progress,
                       gpointer user_data,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (AtlasStore) self = NULL;
  gboolean created, empty;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (tables != NULL, NULL);
  g_return_val_if_fail (!(flags & ATLAS_STORE_READ_ONLY) || !(flags & ATLAS_STORE_CREATE), NULL);

  self = g_object_new (ATLAS_TYPE_STORE, NULL);
  self->path = g_canonicalize_filename (path, NULL);
  self->read_only = (flags & ATLAS_STORE_READ_ONLY) != 0;
  self->tables = tables;
  while (tables[self->n_tables])
    self->n_tables++;
  self->sql = g_new0 (AtlasTableSql *, self->n_tables);
  for (guint i = 0; i < self->n_tables; i++)
    self->sql[i] = atlas_table_sql_new (tables[i]);

  if (!open_writer (self, flags, &created, error))
    return NULL;
  atlas_store_note_open (self);
  if (!atlas_schema_check_file (self->writer, &empty, error))
    return NULL;
  if (empty && !(flags & ATLAS_STORE_CREATE))
    {
      atlas_store_error_set (error, NULL, SQLITE_NOTADB, self->path);
      return NULL;
    }

  if (!prepare_schema (self, empty, progress, user_data, cancellable, error) ||
      !atlas_store_look_at_generation (self, error) ||
      !prepare_derived (self, progress, user_data, cancellable, error) ||
      (!self->read_only && !prepare_log (self, error)))
    {
      /* What we made and could not finish is no database. Where another process was faster, it is not ours to
         remove; then the file is not empty. */
      GStatBuf info;

      if (created && g_stat (self->path, &info) == 0 && info.st_size == 0)
        g_unlink (self->path);
      return NULL;
    }

  if (!self->read_only)
    atlas_store_shred_traces (self);
  atlas_store_start_watch (self);
  return g_steal_pointer (&self);
}

gboolean
atlas_store_is_database (const char *path)
{
  g_autoptr (AtlasConnection) connection = NULL;
  gboolean empty;

  g_return_val_if_fail (path != NULL, FALSE);

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return FALSE;
  connection = atlas_connection_open (path, ATLAS_CONNECTION_READ, NULL);
  return connection != NULL && atlas_schema_check_file (connection, &empty, NULL) && !empty;
}
