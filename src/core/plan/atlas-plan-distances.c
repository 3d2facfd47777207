/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-plan-request.h"

#include <math.h>
#include <string.h>

#include "atlas-csv-reader.h"
#include "atlas-fold.h"
#include "atlas-i18n.h"

/* A table of distances of one's own. */

typedef enum
{
  FROM,
  TO,
  KM,
  HOURS,
  COST,
  MODE,
  N_COLUMNS,
} Column;

static const char *const headings[N_COLUMNS] = { "from", "to", "km", "hours", "cost", "mode" };

typedef struct
{
  AtlasPlanRequest *request;
  const char *name;
  GHashTable *known; /* text -> 1 + index of the spot */
  int columns[N_COLUMNS];
  gint64 line;
} Reader;

static char *
dup_cell (const Reader *self, const AtlasRow *row, Column column)
{
  int at = self->columns[column];
  char *text = at >= 0 && (guint) at < row->n_cells ? g_strndup (row->cells[at].text, row->cells[at].length)
                                                    : g_strdup ("");

  return g_strstrip (text);
}

static gboolean
refuse (const Reader *self, Column column, const char *why, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               /* Translators: a file, a line of it, a column of it, what is wrong there */
               _ ("%s, line %u, %s: %s"), self->name, (guint) self->line, headings[column], why);
  return FALSE;
}

static gboolean
read_headings (Reader *self, const AtlasRow *row, GError **error)
{
  for (guint column = 0; column < N_COLUMNS; column++)
    {
      self->columns[column] = -1;
      for (guint i = 0; i < row->n_cells; i++)
        {
          char folded[32];

          atlas_fold_words (row->cells[i].text, (gssize) row->cells[i].length, folded, sizeof folded);
          if (strcmp (folded, headings[column]) == 0)
            self->columns[column] = (int) i;
        }
    }
  for (guint column = 0; column <= HOURS; column++)
    if (self->columns[column] < 0)
      return refuse (self, column, _ ("There is no such column; its headings are from, to, km, hours."),
                     error);
  return TRUE;
}

static gboolean
read_spot (Reader *self, const AtlasRow *row, Column column, guint *index, GError **error)
{
  g_autofree char *text = dup_cell (self, row, column);
  g_autoptr (GError) failure = NULL;
  AtlasPlanSpot *spot;

  *index = GPOINTER_TO_UINT (g_hash_table_lookup (self->known, text));
  if (*index == 0)
    {
      spot = atlas_plan_spot_parse (text, &failure);
      if (spot == NULL)
        return refuse (self, column, failure->message, error);
      g_ptr_array_add (self->request->spots, spot);
      *index = self->request->spots->len;
      g_hash_table_insert (self->known, g_steal_pointer (&text), GUINT_TO_POINTER (*index));
    }
  *index -= 1;
  return TRUE;
}

/* Of a number that may use a comma. An empty cell gives NaN. */
static gboolean
read_number (Reader *self, const AtlasRow *row, Column column, double *number, GError **error)
{
  g_autofree char *text = dup_cell (self, row, column);
  char *end;

  *number = NAN;
  if (*text == '\0')
    return column == COST || refuse (self, column, _ ("There is no number."), error);
  g_strdelimit (text, ",", '.');
  *number = g_ascii_strtod (text, &end);
  if (*end != '\0' || !(*number >= 0 && *number < 1e9))
    return refuse (self, column, _ ("There must be a number that is not negative."), error);
  return TRUE;
}

static gboolean
read_row (Reader *self, const AtlasRow *row, GError **error)
{
  AtlasPlanDistance distance = { 0 };
  g_autofree char *mode = dup_cell (self, row, MODE);

  if (!read_spot (self, row, FROM, &distance.from, error) ||
      !read_spot (self, row, TO, &distance.to, error) || !read_number (self, row, KM, &distance.km, error) ||
      !read_number (self, row, HOURS, &distance.hours, error) ||
      !read_number (self, row, COST, &distance.cost, error))
    return FALSE;
  if (*mode != '\0' && !atlas_leg_mode_find (mode, -1, &distance.mode))
    return refuse (self, MODE, _ ("It must be drive, fly or train."), error);
  g_array_append_val (self->request->distances, distance);
  return TRUE;
}

gboolean
atlas_plan_request_read_distances (
  AtlasPlanRequest *self, GInputStream *stream, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (AtlasRowReader) rows = NULL;
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) failure = NULL;
  Reader reader = { .request = self, .name = name, .known = known, .line = 1 };
  AtlasRow row;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  g_ptr_array_set_size (self->spots, 0);
  g_array_set_size (self->distances, 0);
  rows = atlas_csv_reader_new (stream, NULL);
  if (!atlas_row_reader_next (rows, &row, cancellable, &failure))
    {
      if (failure != NULL)
        return g_propagate_prefixed_error (error, g_steal_pointer (&failure), "%s: ", name), FALSE;
      return refuse (&reader, FROM, _ ("The file is empty."), error);
    }
  reader.line = row.line;
  if (!read_headings (&reader, &row, error))
    return FALSE;
  while (atlas_row_reader_next (rows, &row, cancellable, &failure))
    {
      reader.line = row.line;
      if (!read_row (&reader, &row, error))
        return FALSE;
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_prefixed_error (error, g_steal_pointer (&failure), "%s: ", name);
  return FALSE;
}
