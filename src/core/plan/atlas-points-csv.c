/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-points-csv.h"

#include <math.h>
#include <string.h>

#include "atlas-csv-reader.h"
#include "atlas-i18n.h"

#define MAX_NUMBER 64

typedef enum
{
  COLUMN_NAME,
  COLUMN_LATITUDE,
  COLUMN_LONGITUDE,
  COLUMN_WEIGHT,
  N_COLUMNS,
} Column;

static const struct
{
  const char *heading;
  Column column;
} headings[] = {
  { "name", COLUMN_NAME },     { "place", COLUMN_NAME },          { "latitude", COLUMN_LATITUDE },
  { "lat", COLUMN_LATITUDE },  { "longitude", COLUMN_LONGITUDE }, { "lon", COLUMN_LONGITUDE },
  { "lng", COLUMN_LONGITUDE }, { "weight", COLUMN_WEIGHT },       { "members", COLUMN_WEIGHT },
};

static const char *const column_names[N_COLUMNS] = { "name", "latitude", "longitude", "weight" };

typedef struct
{
  const char *name;
  AtlasRowReader *reader;
  int columns[N_COLUMNS]; /* -1: there is none */
  gint64 line;
} Table;

static gboolean fail (Table *self, GError **error, const char *format, ...) G_GNUC_PRINTF (3, 4);

static gboolean
fail (Table *self, GError **error, const char *format, ...)
{
  g_autofree char *what = NULL, *line = g_strdup_printf ("%" G_GINT64_FORMAT, MAX (self->line, 1));
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("%s: line %s: %s"), self->name, line, what);
  return FALSE;
}

static char *
dup_cell (const AtlasCell *cell)
{
  return g_strstrip (g_strndup (cell->text, cell->length));
}

static gboolean
read_headings (Table *self, const AtlasRow *row, GError **error)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    self->columns[i] = -1;
  self->line = row->line;
  for (guint i = 0; i < row->n_cells; i++)
    {
      g_autofree char *heading = dup_cell (&row->cells[i]);

      for (guint j = 0; j < G_N_ELEMENTS (headings); j++)
        if (g_ascii_strcasecmp (heading, headings[j].heading) == 0)
          {
            if (self->columns[headings[j].column] >= 0)
              return fail (self, error, _ ("there are two columns for %s"), column_names[headings[j].column]);
            self->columns[headings[j].column] = (int) i;
          }
    }
  for (guint i = COLUMN_LATITUDE; i <= COLUMN_LONGITUDE; i++)
    if (self->columns[i] < 0)
      return fail (self, error, _ ("there is no column “%s”; the first line must name the columns"),
                   column_names[i]);
  return TRUE;
}

/* An empty cell is a number only where @fallback is one. */
static gboolean
read_number (Table *self,
             const AtlasRow *row,
             Column column,
             double fallback,
             double min,
             double max,
             double *number,
             GError **error)
{
  int index = self->columns[column];
  g_autofree char *text =
    index >= 0 && (guint) index < row->n_cells ? dup_cell (&row->cells[index]) : g_strdup ("");
  char *end = text, *comma = strchr (text, ',');

  if (*text == '\0' && !isnan (fallback))
    {
      *number = fallback;
      return TRUE;
    }
  if (*text == '\0')
    return fail (self, error, _ ("%s is missing"), column_names[column]);
  if (comma != NULL && atlas_csv_reader_get_dialect (ATLAS_CSV_READER (self->reader))->separator != ',')
    *comma = '.';
  if (strlen (text) <= MAX_NUMBER)
    *number = g_ascii_strtod (text, &end);
  if (*end != '\0' || end == text || !(*number >= min && *number <= max))
    {
      g_autofree char *shown = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), 40));

      return column == COLUMN_WEIGHT
               ? fail (self, error, _ ("“%s” is no weight; a weight is a number that is not less than 0"),
                       shown)
               : fail (self, error, _ ("“%s” is no %s: that is from %g to %g degrees"), shown,
                       column_names[column], min, max);
    }
  return TRUE;
}

static gboolean
read_row (Table *self, const AtlasRow *row, AtlasPoints *points, GError **error)
{
  int name_index = self->columns[COLUMN_NAME];
  g_autofree char *name = NULL;
  double latitude, longitude, weight;

  self->line = row->line;
  if (!read_number (self, row, COLUMN_LATITUDE, NAN, -90, 90, &latitude, error) ||
      !read_number (self, row, COLUMN_LONGITUDE, NAN, -180, 180, &longitude, error) ||
      !read_number (self, row, COLUMN_WEIGHT, 1, 0, 1e12, &weight, error))
    return FALSE;
  if (atlas_points_get_n (points) == ATLAS_POINTS_MAX)
    return fail (self, error, _ ("there are more than %u points"), ATLAS_POINTS_MAX);
  if (name_index >= 0 && (guint) name_index < row->n_cells)
    name = dup_cell (&row->cells[name_index]);
  atlas_points_add (points, latitude, longitude, name != NULL && *name != '\0' ? name : NULL, weight);
  return TRUE;
}

AtlasPoints *
atlas_points_read_csv (GInputStream *stream, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (AtlasRowReader) reader = atlas_csv_reader_new (stream, NULL);
  g_autoptr (AtlasPoints) points = atlas_points_new (ATLAS_METRIC_GREAT_CIRCLE);
  g_autoptr (GError) local_error = NULL;
  Table table = { .name = name, .reader = reader };
  AtlasRow row;
  gboolean first = TRUE;

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream) && name != NULL, NULL);

  while (atlas_row_reader_next (reader, &row, cancellable, &local_error))
    {
      if (first ? !read_headings (&table, &row, error) : !read_row (&table, &row, points, error))
        return NULL;
      first = FALSE;
    }
  if (local_error != NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&local_error), "%s: ", name);
      return NULL;
    }
  if (first)
    {
      fail (&table, error, _ ("the file is empty; its first line must name the columns"));
      return NULL;
    }
  return g_steal_pointer (&points);
}
