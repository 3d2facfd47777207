/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-checkin-private.h"

#include <string.h>

#include "atlas-fold.h"
#include "atlas-i18n.h"
#include "atlas-import.h"
#include "atlas-mapping-private.h"

/* What a column holds. */
typedef enum
{
  COLUMN_OTHER,
  COLUMN_ID,
  COLUMN_EMAIL,
  COLUMN_NAME,
  COLUMN_GIVEN,
  COLUMN_FAMILY,
  COLUMN_STATUS,
  N_COLUMNS
} Column;

void
atlas_checkin_row_free (gpointer data)
{
  AtlasCheckinRow *self = data;

  g_free (self->id);
  g_free (self->email);
  g_free (self->name);
  g_free (self->status);
  g_free (self->reason);
  g_free (self);
}

static gboolean
is_one_of (const char *folded, const char *const *words)
{
  return g_strv_contains (words, folded);
}

static Column
read_heading (const AtlasCell *cell)
{
  static const char *const ids[] = { "id", "uuid", "member", "identifiant", NULL };
  static const char *const statuses[] = { "status", "statut", "attendance", "presence", NULL };
  g_autofree char *text = g_strndup (cell->text, cell->length);
  char folded[64];
  AtlasHeading heading;

  atlas_fold_words (text, -1, folded, sizeof folded);
  if (is_one_of (folded, ids))
    return COLUMN_ID;
  if (is_one_of (folded, statuses))
    return COLUMN_STATUS;
  atlas_heading_read (&atlas_kind_member, text, &heading);
  if (heading.class == ATLAS_HEADING_NAME || heading.class == ATLAS_HEADING_FULL_NAME)
    return COLUMN_NAME;
  if (heading.class != ATLAS_HEADING_TARGET || heading.field == NULL)
    return COLUMN_OTHER;
  return g_str_equal (heading.field->key, "emails")        ? COLUMN_EMAIL
         : g_str_equal (heading.field->key, "given_name")  ? COLUMN_GIVEN
         : g_str_equal (heading.field->key, "family_name") ? COLUMN_FAMILY
                                                           : COLUMN_OTHER;
}

/* Where each thing stands; -1: nowhere. */
static gboolean
read_headings (const AtlasRow *row, int columns[N_COLUMNS], GError **error)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    columns[i] = -1;
  for (guint i = 0; i < row->n_cells; i++)
    {
      Column column = read_heading (&row->cells[i]);

      if (columns[column] < 0)
        columns[column] = (int) i;
    }
  /* "Nom" beside "Prénom" is the family's. */
  if (columns[COLUMN_NAME] >= 0 && columns[COLUMN_GIVEN] >= 0 && columns[COLUMN_FAMILY] < 0)
    {
      columns[COLUMN_FAMILY] = columns[COLUMN_NAME];
      columns[COLUMN_NAME] = -1;
    }
  if (columns[COLUMN_ID] >= 0 || columns[COLUMN_EMAIL] >= 0 || columns[COLUMN_NAME] >= 0 ||
      columns[COLUMN_GIVEN] >= 0 || columns[COLUMN_FAMILY] >= 0)
    return TRUE;
  return atlas_import_fail_at_line (
    row->line, ATLAS_IMPORT_ERROR_FORMAT,
    _ ("no heading says who came: there must be a column “id”, “email” or “name”"), error);
}

/* (transfer full) (nullable): NULL where there is nothing */
static char *
dup_cell (const AtlasRow *row, int column)
{
  const AtlasCell *cell = column >= 0 && (guint) column < row->n_cells ? &row->cells[column] : NULL;
  g_autofree char *text = cell != NULL ? g_strstrip (g_strndup (cell->text, cell->length)) : NULL;

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static char *
dup_name (const AtlasRow *row, const int columns[N_COLUMNS])
{
  g_autofree char *whole = dup_cell (row, columns[COLUMN_NAME]);
  g_autofree char *given = dup_cell (row, columns[COLUMN_GIVEN]);
  g_autofree char *family = dup_cell (row, columns[COLUMN_FAMILY]);

  if (whole != NULL)
    return g_steal_pointer (&whole);
  if (given != NULL && family != NULL)
    return g_strdup_printf ("%s %s", given, family);
  return given != NULL ? g_steal_pointer (&given) : g_steal_pointer (&family);
}

GPtrArray *
atlas_checkin_read_rows (AtlasRowReader *reader, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (atlas_checkin_row_free);
  g_autoptr (GError) failure = NULL;
  int columns[N_COLUMNS];
  AtlasRow row;

  if (!atlas_row_reader_next (reader, &row, cancellable, &failure))
    {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      else
        atlas_import_fail_at_line (1, ATLAS_IMPORT_ERROR_FORMAT, _ ("the table is empty"), error);
      return NULL;
    }
  if (!read_headings (&row, columns, error))
    return NULL;
  while (atlas_row_reader_next (reader, &row, cancellable, &failure))
    {
      AtlasCheckinRow *entry = g_new0 (AtlasCheckinRow, 1);

      entry->line = row.line;
      entry->id = dup_cell (&row, columns[COLUMN_ID]);
      entry->email = dup_cell (&row, columns[COLUMN_EMAIL]);
      entry->name = dup_name (&row, columns);
      entry->status = dup_cell (&row, columns[COLUMN_STATUS]);
      g_ptr_array_add (rows, entry);
    }
  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), NULL;
  return g_steal_pointer (&rows);
}

char *
atlas_checkin_row_describe (const AtlasCheckinRow *self)
{
  const char *const parts[] = { self->name, self->email, self->id };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", parts[i]);
  return g_string_free (text, FALSE);
}
