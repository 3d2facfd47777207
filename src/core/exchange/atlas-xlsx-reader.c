/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-xlsx-reader.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-import.h"
#include "atlas-xlsx-strings.h"
#include "atlas-xlsx-workbook.h"
#include "atlas-xlsx-xml.h"

#define MAX_COLUMNS 16384 /* XFD */
#define MAX_ROWS    1048576

/* A row that has been read and not yet been given out.
 * @n_columns: up to the last that holds anything */
typedef struct
{
  gint64 number;
  guint first, n_cells; /* in `cells` */
  guint n_columns;
} Row;

/* A cell that holds something. Its text lies in `text`, or is shared. */
typedef struct
{
  const char *shared;
  gsize start, length;
  guint column;
} Cell;

typedef enum
{
  CELL_NUMBER,
  CELL_SHARED,
  CELL_TEXT, /* inline, or of a formula */
  CELL_BOOLEAN,
  CELL_DATE, /* ISO 8601 */
  CELL_ERROR,
} CellType;

struct _AtlasXlsxReader
{
  AtlasRowReader parent_instance;

  AtlasXlsxPackage *package;
  AtlasXlsxWorkbook *book;
  AtlasXlsxStrings *strings;

  AtlasXlsxSheet *sheet; /* in `book` */
  gboolean chosen;       /* by name */
  AtlasXlsxXml *xml;     /* reads it; NULL: not begun */
  gboolean ended;

  /* Rows that a piece of XML held. */
  GString *text;
  GArray *cells;
  GArray *rows;
  guint next;       /* of `rows` */
  GArray *borrowed; /* AtlasCell, of the row given out last */

  /* Where the XML stands. */
  gboolean in_row, in_value;
  guint phonetic;
  gboolean in_cell;
  gint64 row;
  guint first;      /* cell of the row */
  gsize text_start; /* of the row */
  guint column;     /* of the cell; of the next one, between cells */
  CellType type;
  const AtlasXlsxFormat *format;
  GString *value;
};

G_DEFINE_FINAL_TYPE (AtlasXlsxReader, atlas_xlsx_reader, ATLAS_TYPE_ROW_READER)

static const AtlasXlsxFormat plain_format = { ATLAS_XLSX_PLAIN };

/* --- what stands in the sheet
 * ------------------------------------------------------------------------------- */

static void
fail_cell (AtlasXlsxReader *self, AtlasXlsxXml *xml, AtlasImportError code, const char *message)
{
  g_autofree char *row = g_strdup_printf ("%" G_GINT64_FORMAT, self->row);
  /* Translators: the number of a row, and what is wrong there. */
  g_autofree char *whole = g_strdup_printf (_ ("row %s: %s"), row, message);

  atlas_xlsx_xml_fail (xml, code, whole);
}

/* The column of a reference such as "AB12", from 0; -1 where there is none. */
static int
read_column (const char *reference, gsize length)
{
  int column = 0;
  gsize i = 0;

  for (; i < length && g_ascii_isalpha (reference[i]) && column <= MAX_COLUMNS; i++)
    column = column * 26 + (g_ascii_toupper (reference[i]) - 'A' + 1);
  return i > 0 ? column - 1 : -1;
}

static CellType
read_type (const AtlasXlsxAttributes *attributes)
{
  static const struct
  {
    const char *name;
    CellType type;
  } types[] = {
    { "s", CELL_SHARED },  { "n", CELL_NUMBER }, { "str", CELL_TEXT }, { "inlineStr", CELL_TEXT },
    { "b", CELL_BOOLEAN }, { "e", CELL_ERROR },  { "d", CELL_DATE },
  };
  gsize length;
  const char *name = atlas_xlsx_attribute_get (attributes, "t", &length);

  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (types); i++)
    if (strlen (types[i].name) == length && memcmp (types[i].name, name, length) == 0)
      return types[i].type;
  return CELL_NUMBER;
}

static void
begin_row (AtlasXlsxReader *self, AtlasXlsxXml *xml, const AtlasXlsxAttributes *attributes)
{
  int number = atlas_xlsx_attribute_get_integer (attributes, "r");

  self->row = number > 0 ? number : self->row + 1;
  self->in_row = TRUE;
  self->first = self->cells->len;
  self->text_start = self->text->len;
  self->column = 0;
  if (self->row > MAX_ROWS)
    fail_cell (self, xml, ATLAS_IMPORT_ERROR_SYNTAX, _ ("no sheet has that many rows"));
}

static void
begin_cell (AtlasXlsxReader *self, AtlasXlsxXml *xml, const AtlasXlsxAttributes *attributes)
{
  gsize length;
  const char *reference = atlas_xlsx_attribute_get (attributes, "r", &length);
  int column = reference != NULL ? read_column (reference, length) : -1;
  int style = atlas_xlsx_attribute_get_integer (attributes, "s");

  if (column < 0)
    column = (int) self->column;
  if (column >= MAX_COLUMNS)
    {
      fail_cell (self, xml, ATLAS_IMPORT_ERROR_SYNTAX, _ ("no sheet has that many columns"));
      return;
    }
  self->column = (guint) column;
  self->in_cell = TRUE;
  self->type = read_type (attributes);
  self->format = style >= 0 && (guint) style < self->book->formats->len
                   ? &g_array_index (self->book->formats, AtlasXlsxFormat, style)
                   : &plain_format;
  g_string_truncate (self->value, 0);
}

/* Dates that stand as texts: a time of midnight is none. */
static void
append_iso_date (GString *out, const GString *value)
{
  gsize length = value->len;

  if (length > 0 && value->str[length - 1] == 'Z')
    length--;
  if (length >= 19 && memcmp (value->str + 10, "T00:00:00", 9) == 0)
    g_string_append_len (out, value->str, 10);
  else
    g_string_append_len (out, value->str, (gssize) MIN (length, 19));
}

static void
end_cell (AtlasXlsxReader *self, AtlasXlsxXml *xml)
{
  Cell cell = { .start = self->text->len, .column = self->column++ };
  guint64 index;

  self->in_cell = FALSE;
  if (self->value->len == 0)
    return;
  switch (self->type)
    {
    case CELL_SHARED:
      if (!g_ascii_string_to_unsigned (self->value->str, 10, 0, G_MAXUINT32, &index, NULL) ||
          index >= atlas_xlsx_strings_get_n (self->strings))
        {
          fail_cell (self, xml, ATLAS_IMPORT_ERROR_SYNTAX,
                     _ ("a cell refers to a text that the workbook does not have; it is damaged"));
          return;
        }
      cell.shared = atlas_xlsx_strings_get (self->strings, (guint) index, &cell.length);
      break;
    case CELL_TEXT:
      g_string_append_len (self->text, self->value->str, (gssize) self->value->len);
      atlas_xlsx_unescape (self->text, cell.start);
      break;
    case CELL_BOOLEAN:
      g_string_append (self->text,
                       self->value->str[0] == '1' || self->value->str[0] == 't' ? "true" : "false");
      break;
    case CELL_DATE:
      append_iso_date (self->text, self->value);
      break;
    case CELL_ERROR:
      g_string_append_len (self->text, self->value->str, (gssize) self->value->len);
      break;
    case CELL_NUMBER:
    default:
      atlas_xlsx_append_number (self->text, self->value->str, self->value->len, self->format,
                                self->book->from_1904);
    }
  if (cell.shared == NULL)
    cell.length = self->text->len - cell.start;
  if (cell.length > 0)
    g_array_append_val (self->cells, cell);
}

static void
end_row (AtlasXlsxReader *self)
{
  Row row = { .number = self->row, .first = self->first, .n_cells = self->cells->len - self->first };

  self->in_row = FALSE;
  for (guint i = row.first; i < self->cells->len; i++)
    row.n_columns = MAX (row.n_columns, g_array_index (self->cells, Cell, i).column + 1);
  if (row.n_cells > 0)
    g_array_append_val (self->rows, row);
}

/* <row> holds <c>; these <v>, or <is> with <t> in it as shared texts have them; or <f>, a formula. */
static void
on_start (AtlasXlsxXml *xml, const char *element, const AtlasXlsxAttributes *attributes, gpointer data)
{
  AtlasXlsxReader *self = data;

  if (strcmp (element, "c") == 0 && self->in_row)
    begin_cell (self, xml, attributes);
  else if (strcmp (element, "v") == 0)
    self->in_value = self->in_cell;
  else if (strcmp (element, "t") == 0)
    self->in_value = self->in_cell && self->phonetic == 0;
  else if (strcmp (element, "row") == 0 && !self->in_row)
    begin_row (self, xml, attributes);
  else if (strcmp (element, "rPh") == 0)
    self->phonetic++;
}

static void
on_end (AtlasXlsxXml *xml, const char *element, gpointer data)
{
  AtlasXlsxReader *self = data;

  if (strcmp (element, "v") == 0 || strcmp (element, "t") == 0)
    self->in_value = FALSE;
  else if (strcmp (element, "c") == 0 && self->in_cell)
    end_cell (self, xml);
  else if (strcmp (element, "row") == 0 && self->in_row)
    end_row (self);
  else if (strcmp (element, "rPh") == 0)
    self->phonetic -= self->phonetic > 0;
}

static void
on_text (AtlasXlsxXml *xml, const char *text, gsize length, gpointer data)
{
  AtlasXlsxReader *self = data;

  if (!self->in_value)
    return;
  if (self->value->len + length > ATLAS_XLSX_MAX_TEXT)
    fail_cell (self, xml, ATLAS_IMPORT_ERROR_TOO_BIG,
               _ ("a cell holds a text longer than 1 MiB; shorten it in the workbook"));
  else
    g_string_append_len (self->value, text, (gssize) length);
}

/* --- rows
 * --------------------------------------------------------------------------------------------------- */

/* Of the row that has only begun, what there is of it stays. */
static void
forget_rows (AtlasXlsxReader *self)
{
  guint n_cells = self->in_row ? self->first : self->cells->len;
  gsize n_bytes = self->in_row ? self->text_start : self->text->len;

  g_array_remove_range (self->cells, 0, n_cells);
  g_string_erase (self->text, 0, (gssize) n_bytes);
  for (guint i = 0; i < self->cells->len; i++)
    g_array_index (self->cells, Cell, i).start -= n_bytes;
  self->first = 0;
  self->text_start = 0;
  g_array_set_size (self->rows, 0);
  self->next = 0;
}

static void
leave_sheet (AtlasXlsxReader *self)
{
  g_clear_pointer (&self->xml, atlas_xlsx_xml_free);
  self->in_row = self->in_cell = self->in_value = self->ended = FALSE;
  self->phonetic = 0;
  self->row = 0;
  forget_rows (self);
}

static gboolean
begin_sheet (AtlasXlsxReader *self, AtlasXlsxSheet *sheet, GError **error)
{
  static const AtlasXlsxHandler handler = { .start = on_start, .end = on_end, .text = on_text };
  g_autoptr (GError) failure = NULL;

  leave_sheet (self);
  self->sheet = sheet;
  if (!atlas_xlsx_package_begin (self->package, sheet->part, &failure))
    {
      if (failure == NULL)
        g_set_error (&failure, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_SYNTAX,
                     _ ("the workbook is damaged: its sheet “%s” is missing"), sheet->name);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  self->xml = atlas_xlsx_xml_new (self->package, &handler, self);
  return TRUE;
}

/* Reads on until there is a row to give. FALSE at the end of the sheet, and with @error. */
static gboolean
read_rows (AtlasXlsxReader *self, GCancellable *cancellable, GError **error)
{
  while (self->next == self->rows->len)
    {
      g_autoptr (GError) failure = NULL;

      if (self->ended)
        return FALSE;
      forget_rows (self);
      self->ended = !atlas_xlsx_xml_step (self->xml, cancellable, &failure);
      if (failure != NULL)
        {
          g_array_set_size (self->rows, 0);
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }
  return TRUE;
}

/* Where no sheet was chosen: the first that holds anything. */
static gboolean
find_sheet (AtlasXlsxReader *self, GCancellable *cancellable, GError **error)
{
  for (guint hidden = 0; hidden < 2; hidden++)
    for (guint i = 0; i < self->book->sheets->len; i++)
      {
        AtlasXlsxSheet *sheet = g_ptr_array_index (self->book->sheets, i);
        g_autoptr (GError) failure = NULL;

        if (sheet->hidden != (gboolean) hidden)
          continue;
        if (begin_sheet (self, sheet, &failure) && read_rows (self, cancellable, &failure))
          return TRUE;
        if (failure != NULL)
          {
            g_propagate_error (error, g_steal_pointer (&failure));
            return FALSE;
          }
      }
  return FALSE;
}

static void
give_row (AtlasXlsxReader *self, AtlasRow *row)
{
  static const AtlasCell empty = { "", 0 };
  const Row *found = &g_array_index (self->rows, Row, self->next++);
  AtlasCell *given;

  g_array_set_size (self->borrowed, found->n_columns);
  given = (AtlasCell *) (gpointer) self->borrowed->data;
  for (guint i = 0; i < found->n_columns; i++)
    given[i] = empty;
  for (guint i = 0; i < found->n_cells; i++)
    {
      const Cell *cell = &g_array_index (self->cells, Cell, found->first + i);

      given[cell->column].text = cell->shared != NULL ? cell->shared : self->text->str + cell->start;
      given[cell->column].length = cell->length;
    }
  row->cells = given;
  row->n_cells = found->n_columns;
  row->line = found->number;
}

static gboolean
atlas_xlsx_reader_next (AtlasRowReader *reader, AtlasRow *row, GCancellable *cancellable, GError **error)
{
  AtlasXlsxReader *self = ATLAS_XLSX_READER (reader);
  gboolean have = self->xml == NULL && !self->chosen && !self->ended ? find_sheet (self, cancellable, error)
                  : self->xml != NULL                                ? read_rows (self, cancellable, error)
                                                                     : FALSE;

  if (have)
    give_row (self, row);
  else
    self->ended = TRUE;
  return have;
}

static gint64
atlas_xlsx_reader_get_position (AtlasRowReader *reader)
{
  return atlas_xlsx_package_get_position (ATLAS_XLSX_READER (reader)->package);
}

/* --- the object
 * --------------------------------------------------------------------------------------------- */

static void
atlas_xlsx_reader_finalize (GObject *object)
{
  AtlasXlsxReader *self = ATLAS_XLSX_READER (object);

  g_clear_pointer (&self->xml, atlas_xlsx_xml_free);
  g_clear_pointer (&self->strings, atlas_xlsx_strings_free);
  g_clear_pointer (&self->book, atlas_xlsx_workbook_free);
  g_clear_pointer (&self->package, atlas_xlsx_package_free);
  g_string_free (self->text, TRUE);
  g_string_free (self->value, TRUE);
  g_array_unref (self->cells);
  g_array_unref (self->rows);
  g_array_unref (self->borrowed);
  G_OBJECT_CLASS (atlas_xlsx_reader_parent_class)->finalize (object);
}

static void
atlas_xlsx_reader_class_init (AtlasXlsxReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_xlsx_reader_finalize;
  ATLAS_ROW_READER_CLASS (klass)->next = atlas_xlsx_reader_next;
  ATLAS_ROW_READER_CLASS (klass)->get_position = atlas_xlsx_reader_get_position;
}

static void
atlas_xlsx_reader_init (AtlasXlsxReader *self)
{
  self->text = g_string_new (NULL);
  self->value = g_string_new (NULL);
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->borrowed = g_array_new (FALSE, FALSE, sizeof (AtlasCell));
}

gboolean
atlas_xlsx_reader_sniff (const char *bytes, gsize length)
{
  return length >= 4 && (memcmp (bytes, "PK\003\004", 4) == 0 || memcmp (bytes, "\xd0\xcf\x11\xe0", 4) == 0);
}

/* Takes @package, which may be NULL. */
static AtlasXlsxReader *
reader_new (AtlasXlsxPackage *package, GCancellable *cancellable, GError **error)
{
  g_autoptr (AtlasXlsxReader) self = NULL;

  if (package == NULL)
    return NULL;
  self = g_object_new (ATLAS_TYPE_XLSX_READER, NULL);
  self->package = package;
  self->book = atlas_xlsx_workbook_read (package, cancellable, error);
  if (self->book != NULL)
    self->strings = atlas_xlsx_strings_read (package, self->book->strings, ATLAS_XLSX_STRINGS_IN_MEMORY,
                                             cancellable, error);
  return self->strings != NULL ? g_steal_pointer (&self) : NULL;
}

AtlasXlsxReader *
atlas_xlsx_reader_new (GFile *file, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  return reader_new (atlas_xlsx_package_open (file, cancellable, error), cancellable, error);
}

AtlasXlsxReader *
atlas_xlsx_reader_new_for_stream (GInputStream *stream,
                                  gboolean secret,
                                  GCancellable *cancellable,
                                  GError **error)
{
  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);

  return reader_new (atlas_xlsx_package_open_stream (stream, secret, cancellable, error), cancellable, error);
}

GStrv
atlas_xlsx_reader_dup_sheets (AtlasXlsxReader *self)
{
  GPtrArray *sheets;
  GStrv names;

  g_return_val_if_fail (ATLAS_IS_XLSX_READER (self), NULL);

  sheets = self->book->sheets;
  names = g_new0 (char *, sheets->len + 1);
  for (guint i = 0; i < sheets->len; i++)
    names[i] = g_strdup (((AtlasXlsxSheet *) g_ptr_array_index (sheets, i))->name);
  return names;
}

gboolean
atlas_xlsx_reader_is_sheet_hidden (AtlasXlsxReader *self, guint index)
{
  g_return_val_if_fail (ATLAS_IS_XLSX_READER (self), FALSE);
  g_return_val_if_fail (index < self->book->sheets->len, FALSE);

  return ((AtlasXlsxSheet *) g_ptr_array_index (self->book->sheets, index))->hidden;
}

static AtlasXlsxSheet *
find_by_name (AtlasXlsxReader *self, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  AtlasXlsxSheet *alike = NULL;

  for (guint i = 0; i < self->book->sheets->len; i++)
    {
      AtlasXlsxSheet *sheet = g_ptr_array_index (self->book->sheets, i);
      g_autofree char *other = g_utf8_casefold (sheet->name, -1);

      if (strcmp (sheet->name, name) == 0)
        return sheet;
      if (alike == NULL && strcmp (other, folded) == 0)
        alike = sheet;
    }
  return alike;
}

gboolean
atlas_xlsx_reader_choose_sheet (AtlasXlsxReader *self, const char *name, GError **error)
{
  AtlasXlsxSheet *sheet;

  g_return_val_if_fail (ATLAS_IS_XLSX_READER (self), FALSE);

  self->chosen = name != NULL;
  if (name == NULL)
    {
      leave_sheet (self);
      self->sheet = NULL;
      return TRUE;
    }
  sheet = find_by_name (self, name);
  if (sheet == NULL)
    {
      g_auto (GStrv) names = atlas_xlsx_reader_dup_sheets (self);
      g_autofree char *known = g_strjoinv (", ", names);

      g_set_error (error, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_FORMAT,
                   _ ("the workbook has no sheet “%s”; it has: %s"), name, known);
      return FALSE;
    }
  return begin_sheet (self, sheet, error);
}

const char *
atlas_xlsx_reader_get_sheet (AtlasXlsxReader *self)
{
  g_return_val_if_fail (ATLAS_IS_XLSX_READER (self), NULL);

  return self->sheet != NULL ? self->sheet->name : NULL;
}
