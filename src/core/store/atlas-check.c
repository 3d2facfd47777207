/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-backup.h"

#include <string.h>

#include "atlas-check-private.h"
#include "atlas-i18n.h"
#include "atlas-number.h"

/* So many faults of one kind are told one by one. */
#define MAX_ALIKE 10

/* Whether it was not there yet. */
static gboolean
add (AtlasCheck *self, const char *format, va_list args)
{
  g_autofree char *sentence = g_strdup_vprintf (format, args);

  if (g_ptr_array_find_with_equal_func (self->faults, sentence, g_str_equal, NULL))
    return FALSE;
  g_ptr_array_add (self->faults, g_steal_pointer (&sentence));
  return TRUE;
}

void
atlas_check_add (AtlasCheck *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  add (self, format, args);
  va_end (args);
}

void
atlas_check_add_rebuildable (AtlasCheck *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (add (self, format, args))
    self->n_rebuildable++;
  va_end (args);
}

void
atlas_check_begin_alike (AtlasCheck *self)
{
  self->n_alike = 0;
}

void
atlas_check_add_alike (AtlasCheck *self, const char *format, ...)
{
  va_list args;

  if (self->n_alike++ >= MAX_ALIKE)
    return;
  va_start (args, format);
  add (self, format, args);
  va_end (args);
}

void
atlas_check_end_alike (AtlasCheck *self)
{
  guint n = self->n_alike > MAX_ALIKE ? self->n_alike - MAX_ALIKE : 0;
  g_autofree char *number = atlas_number_format (n);

  if (n > 0)
    atlas_check_add (
      self, ngettext ("There is %s more fault of that kind.", "There are %s more faults of that kind.", n),
      number);
}

/* What SQLite says of an index that only speeds things up: it can be made anew. */
static char *
find_index (const char *words)
{
  static const char *const signs[] = { "missing from index ", "wrong # of entries in index ",
                                       "non-unique entry in index ", "values differ from index " };

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      const char *found = strstr (words, signs[i]);

      if (found && !g_str_has_prefix (found + strlen (signs[i]), "sqlite_autoindex_"))
        return g_strdup (found + strlen (signs[i]));
    }
  return NULL;
}

/* SQLite's own look at the file, @sound: whether the rest can be relied upon. */
static gboolean
check_file (AtlasCheck *self, gboolean *sound, GError **error)
{
  g_autoptr (AtlasStatement) check = NULL;
  g_autoptr (GError) local_error = NULL;

  *sound = TRUE;
  check = atlas_statement_new (self->connection, "PRAGMA integrity_check (100)", error);
  if (check == NULL)
    return FALSE;
  atlas_check_begin_alike (self);
  while (atlas_statement_step (check, &local_error))
    {
      const char *words = atlas_statement_get_text (check, 0, NULL);
      g_autofree char *index = find_index (words);

      if (g_str_equal (words, "ok"))
        continue;
      if (index)
        {
          atlas_check_add_rebuildable (
            self,
            _ ("The index “%s” does not match its records, which are not affected. Rebuild what "
               "is derived."),
            index);
          continue;
        }
      /* Newer versions of SQLite look at search themselves; so do we, later. */
      if (strstr (words, "FTS5"))
        continue;
      *sound = FALSE;
      atlas_check_add_alike (
        self, _ ("The file is damaged (%s). Keep it, and restore the newest backup that is sound."), words);
    }
  atlas_check_end_alike (self);
  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_foreign_keys (AtlasCheck *self, GError **error)
{
  g_autoptr (AtlasStatement) check = NULL;
  g_autoptr (GError) local_error = NULL;

  check = atlas_statement_new (
    self->connection,
    "SELECT \"table\", parent, count (*) FROM pragma_foreign_key_check GROUP BY \"table\", parent", error);
  if (check == NULL)
    return FALSE;
  while (atlas_statement_step (check, &local_error))
    {
      gint64 n = atlas_statement_get_integer (check, 2);
      g_autofree char *number = atlas_number_format (n);

      atlas_check_add (
        self,
        ngettext ("%s row of “%s” belongs to a row of “%s” that is not there. Restore a backup.",
                  "%s rows of “%s” belong to rows of “%s” that are not there. Restore a backup.", (gulong) n),
        number, atlas_statement_get_text (check, 0, NULL), atlas_statement_get_text (check, 1, NULL));
    }
  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

typedef gboolean (*Part) (AtlasCheck *self, GError **error);

/* What a part stumbles over is a fault like any other. */
static gboolean
run (AtlasCheck *self, Part part, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (part (self, &local_error))
    return TRUE;
  if (g_error_matches (local_error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_CORRUPT))
    {
      atlas_check_add (self, "%s", local_error->message);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
check_all (AtlasCheck *self, GError **error)
{
  static const Part parts[] = { check_foreign_keys, atlas_check_derived, atlas_check_journal };
  g_autoptr (GError) local_error = NULL;
  gboolean sound;

  if (!check_file (self, &sound, &local_error))
    {
      if (!g_error_matches (local_error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_CORRUPT))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      atlas_check_add (self, "%s", local_error->message);
      sound = FALSE;
    }
  self->whole = sound;
  if (!sound)
    return TRUE; /* whatever else is wrong follows from that */

  if (!run (self, atlas_check_structure, error))
    return FALSE;
  for (gsize i = 0; self->whole && i < G_N_ELEMENTS (parts); i++)
    if (!run (self, parts[i], error))
      return FALSE;
  return TRUE;
}

/* A connection of our own, on one state of the database: temporary tables go when it is closed, which are
 * kept in a file so that a million rows need no memory, and so does whatever a damaged file has done to it.
 */
static AtlasConnection *
open_connection (AtlasStore *store, GError **error)
{
  g_autoptr (AtlasConnection) connection = NULL;
  AtlasConnection *reader = atlas_store_acquire_reader (store, error);

  if (reader == NULL)
    return NULL;
  atlas_store_release_reader (store, reader); /* nobody is filling the database just now */

  connection = atlas_connection_open (
    store->path, store->immutable ? ATLAS_CONNECTION_IMMUTABLE : ATLAS_CONNECTION_READ, error);
  if (connection == NULL || !atlas_connection_execute (connection, "PRAGMA temp_store = FILE", error) ||
      !atlas_connection_execute (connection, "BEGIN", error))
    return NULL;
  atlas_connection_forget_search (connection);
  return g_steal_pointer (&connection);
}

GStrv
atlas_store_check (AtlasStore *store, guint *n_rebuildable, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AtlasConnection) connection = NULL;
  AtlasCheck self = { 0 };

  g_return_val_if_fail (ATLAS_IS_STORE (store), NULL);

  connection = open_connection (store, error);
  if (connection == NULL)
    return NULL;
  self = (AtlasCheck){
    .store = store,
    .connection = connection,
    .cancellable = cancellable,
    .faults = faults,
    .whole = TRUE,
    .derived_whole = TRUE,
  };
  atlas_connection_set_cancellable (connection, cancellable);
  if (!check_all (&self, error))
    return NULL;
  if (n_rebuildable)
    *n_rebuildable = self.whole ? self.n_rebuildable : 0;
  g_ptr_array_add (faults, NULL);
  return (GStrv) g_ptr_array_steal (faults, NULL);
}
