/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-xlsx-workbook.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-xlsx-xml.h"

/* Excel itself can't have more of either; a hostile file might. */
#define MAX_SHEETS  4096
#define MAX_STYLES  65536
#define MAX_FORMATS 8192

static void
sheet_free (AtlasXlsxSheet *self)
{
  g_free (self->name);
  g_free (self->part);
  g_free (self);
}

void
atlas_xlsx_workbook_free (AtlasXlsxWorkbook *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->sheets);
  g_array_unref (self->formats);
  g_free (self->strings);
  g_free (self);
}

/* --- relations between parts
 * -------------------------------------------------------------------------------- */

/* @target as seen from the part @base: "xl/workbook.xml" and "worksheets/sheet1.xml" are
 * "xl/worksheets/sheet1.xml". */
static char *
resolve (const char *base, const char *target)
{
  g_autofree char *folder = g_path_get_dirname (base);
  g_autofree char *joined = *target == '/' || *target == '\\' || strcmp (folder, ".") == 0
                              ? g_strdup (target)
                              : g_strconcat (folder, "/", target, NULL);
  g_autofree char *slashes = g_strdelimit (g_strdup (joined), "\\", '/');
  g_autofree char *whole = g_canonicalize_filename (slashes, "/");

  return g_strdup (whole + 1);
}

typedef struct
{
  const char *base;
  const char *wanted; /* how a type must end; NULL: all are kept by their ids */
  char *found;
  GHashTable *parts; /* id to part */
  GHashTable *types; /* id to type */
} Relations;

static void
on_relation (AtlasXlsxXml *xml, const char *element, const AtlasXlsxAttributes *attributes, gpointer data)
{
  Relations *self = data;
  g_autofree char *id = NULL;
  g_autofree char *type = NULL;
  g_autofree char *target = NULL;

  if (strcmp (element, "Relationship") != 0)
    return;
  id = atlas_xlsx_attribute_dup (attributes, "Id");
  type = atlas_xlsx_attribute_dup (attributes, "Type");
  target = atlas_xlsx_attribute_dup (attributes, "Target");
  if (id == NULL || type == NULL || target == NULL)
    return;
  if (g_hash_table_size (self->parts) == MAX_STYLES)
    {
      atlas_xlsx_xml_fail (xml, ATLAS_IMPORT_ERROR_TOO_BIG, _ ("the workbook has far too many parts"));
      return;
    }
  g_hash_table_insert (self->parts, g_strdup (id), resolve (self->base, target));
  g_hash_table_insert (self->types, g_steal_pointer (&id), g_steal_pointer (&type));
}

static void
relations_init (Relations *self, const char *base)
{
  self->base = base;
  self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
relations_clear (Relations *self)
{
  g_hash_table_unref (self->parts);
  g_hash_table_unref (self->types);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Relations, relations_clear)

/* The part whose type ends so; borrowed. Both kinds of workbook have their own addresses before the ends. */
static const char *
find_of_type (Relations *self, const char *end)
{
  GHashTableIter iter;
  gpointer id, type;

  g_hash_table_iter_init (&iter, self->types);
  while (g_hash_table_iter_next (&iter, &id, &type))
    if (g_str_has_suffix (type, end))
      return g_hash_table_lookup (self->parts, id);
  return NULL;
}

static gboolean
read_relations (
  AtlasXlsxPackage *package, const char *name, Relations *into, GCancellable *cancellable, GError **error)
{
  static const AtlasXlsxHandler handler = { .start = on_relation };
  g_autoptr (GError) failure = NULL;

  if (atlas_xlsx_xml_read_part (package, name, &handler, into, cancellable, &failure))
    return TRUE;
  if (failure == NULL)
    g_set_error_literal (
      &failure, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_FORMAT,
      _ ("this ZIP archive is no workbook (.xlsx). Unpack it and import the files in it."));
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* --- the workbook's own part
 * -------------------------------------------------------------------------------- */

typedef struct
{
  AtlasXlsxWorkbook *book;
  Relations relations;
} Reading;

static void
on_workbook (AtlasXlsxXml *xml, const char *element, const AtlasXlsxAttributes *attributes, gpointer data)
{
  Reading *self = data;
  g_autofree char *id = NULL;
  g_autofree char *state = NULL;
  const char *type;
  AtlasXlsxSheet *sheet;

  if (strcmp (element, "workbookPr") == 0)
    self->book->from_1904 = atlas_xlsx_attribute_get_boolean (attributes, "date1904");
  if (strcmp (element, "sheet") != 0)
    return;
  id = atlas_xlsx_attribute_dup (attributes, "id");
  type = id != NULL ? g_hash_table_lookup (self->relations.types, id) : NULL;
  /* Sheets of charts, dialogs and macros have no cells. */
  if (type == NULL || !g_str_has_suffix (type, "/worksheet"))
    return;
  if (self->book->sheets->len == MAX_SHEETS)
    {
      atlas_xlsx_xml_fail (xml, ATLAS_IMPORT_ERROR_TOO_BIG, _ ("the workbook has far too many sheets"));
      return;
    }
  state = atlas_xlsx_attribute_dup (attributes, "state");
  sheet = g_new0 (AtlasXlsxSheet, 1);
  sheet->name = atlas_xlsx_attribute_dup (attributes, "name");
  sheet->part = g_strdup (g_hash_table_lookup (self->relations.parts, id));
  sheet->hidden = state != NULL && strcmp (state, "visible") != 0;
  if (sheet->name == NULL)
    sheet->name = g_strdup ("");
  g_ptr_array_add (self->book->sheets, sheet);
}

/* --- styles
 * ------------------------------------------------------------------------------------------------- */

typedef struct
{
  AtlasXlsxWorkbook *book;
  GHashTable *codes; /* id to AtlasXlsxFormat */
  gboolean in_cells;
} Styles;

static void
add_code (Styles *self, const AtlasXlsxAttributes *attributes)
{
  int id = atlas_xlsx_attribute_get_integer (attributes, "numFmtId");
  g_autofree char *code = atlas_xlsx_attribute_dup (attributes, "formatCode");
  AtlasXlsxFormat *format;

  if (id < 0 || code == NULL || g_hash_table_size (self->codes) == MAX_FORMATS)
    return;
  format = g_new0 (AtlasXlsxFormat, 1);
  atlas_xlsx_format_init_code (format, code);
  g_hash_table_insert (self->codes, GINT_TO_POINTER (id), format);
}

static void
add_style (AtlasXlsxXml *xml, Styles *self, const AtlasXlsxAttributes *attributes)
{
  int id = atlas_xlsx_attribute_get_integer (attributes, "numFmtId");
  const AtlasXlsxFormat *coded = g_hash_table_lookup (self->codes, GINT_TO_POINTER (id));
  AtlasXlsxFormat format;

  if (self->book->formats->len == MAX_STYLES)
    {
      atlas_xlsx_xml_fail (xml, ATLAS_IMPORT_ERROR_TOO_BIG, _ ("the workbook has far too many styles"));
      return;
    }
  if (coded != NULL)
    format = *coded;
  else
    atlas_xlsx_format_init_builtin (&format, id);
  g_array_append_val (self->book->formats, format);
}

static void
on_style (AtlasXlsxXml *xml, const char *element, const AtlasXlsxAttributes *attributes, gpointer data)
{
  Styles *self = data;

  if (strcmp (element, "numFmt") == 0)
    add_code (self, attributes);
  else if (strcmp (element, "cellXfs") == 0)
    self->in_cells = TRUE;
  else if (self->in_cells && strcmp (element, "xf") == 0)
    add_style (xml, self, attributes);
}

static void
on_style_end (AtlasXlsxXml *xml, const char *element, gpointer data)
{
  if (strcmp (element, "cellXfs") == 0)
    ((Styles *) data)->in_cells = FALSE;
}

static gboolean
read_styles (AtlasXlsxPackage *package,
             const char *name,
             AtlasXlsxWorkbook *book,
             GCancellable *cancellable,
             GError **error)
{
  static const AtlasXlsxHandler handler = { .start = on_style, .end = on_style_end };
  g_autoptr (GHashTable) codes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (GError) failure = NULL;
  Styles styles = { .book = book, .codes = codes };

  /* A workbook without styles has no dates. */
  if (atlas_xlsx_xml_read_part (package, name, &handler, &styles, cancellable, &failure) || failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* --- all together
 * ------------------------------------------------------------------------------------------- */

/* "xl/_rels/workbook.xml.rels" of "xl/workbook.xml". */
static char *
name_relations (const char *part)
{
  const char *slash = strrchr (part, '/');
  const char *name = slash != NULL ? slash + 1 : part;

  return g_strdup_printf ("%.*s_rels/%s.rels", (int) (name - part), part, name);
}

AtlasXlsxWorkbook *
atlas_xlsx_workbook_read (AtlasXlsxPackage *package, GCancellable *cancellable, GError **error)
{
  static const AtlasXlsxHandler handler = { .start = on_workbook };
  g_autoptr (AtlasXlsxWorkbook) self = NULL;
  g_auto (Relations) root = { 0 };
  g_auto (Relations) relations = { 0 };
  g_autofree char *relations_name = NULL;
  g_autoptr (GError) failure = NULL;
  const char *part, *styles;
  Reading reading;

  g_return_val_if_fail (package != NULL, NULL);

  relations_init (&root, "");
  relations_init (&relations, "");
  if (!read_relations (package, "_rels/.rels", &root, cancellable, error))
    return NULL;
  part = find_of_type (&root, "/officeDocument");
  if (part == NULL)
    part = "xl/workbook.xml";
  relations.base = part;
  relations_name = name_relations (part);
  if (!read_relations (package, relations_name, &relations, cancellable, error))
    return NULL;

  self = g_new0 (AtlasXlsxWorkbook, 1);
  self->sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) sheet_free);
  self->formats = g_array_new (FALSE, FALSE, sizeof (AtlasXlsxFormat));
  self->strings = g_strdup (find_of_type (&relations, "/sharedStrings"));
  reading = (Reading){ self, relations };
  if (!atlas_xlsx_xml_read_part (package, part, &handler, &reading, cancellable, &failure))
    {
      if (failure == NULL)
        g_set_error_literal (
          &failure, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_FORMAT,
          _ ("this ZIP archive is no workbook (.xlsx). Unpack it and import the files in it."));
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (self->sheets->len == 0)
    {
      g_set_error_literal (error, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_FORMAT,
                           _ ("the workbook has no sheet with cells"));
      return NULL;
    }
  styles = find_of_type (&relations, "/styles");
  if (styles != NULL && !read_styles (package, styles, self, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}
