/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-example.h"

#include <string.h>

#include "atlas-field-words.h"
#include "atlas-i18n.h"
#include "atlas-import-prepare.h"

struct _AtlasImportExample
{
  GObject parent_instance;

  char *title;
  gint64 line;
  char *refusal;
  GPtrArray *lines;
};

G_DEFINE_FINAL_TYPE (AtlasImportExample, atlas_import_example, G_TYPE_OBJECT)

static void
line_free (gpointer data)
{
  AtlasImportExampleLine *self = data;

  g_free (self->label);
  g_free (self->value);
  g_free (self->was);
  g_free (self->fault);
  g_free (self);
}

static void
atlas_import_example_finalize (GObject *object)
{
  AtlasImportExample *self = ATLAS_IMPORT_EXAMPLE (object);

  g_free (self->title);
  g_free (self->refusal);
  g_ptr_array_unref (self->lines);

  G_OBJECT_CLASS (atlas_import_example_parent_class)->finalize (object);
}

static void
atlas_import_example_class_init (AtlasImportExampleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_import_example_finalize;
}

static void
atlas_import_example_init (AtlasImportExample *self)
{
  self->lines = g_ptr_array_new_with_free_func (line_free);
}

/* Takes @value, @was and @fault. */
static void
add_line (AtlasImportExample *self, const char *label, char *value, char *was, char *fault)
{
  AtlasImportExampleLine *line = g_new0 (AtlasImportExampleLine, 1);

  line->label = g_strdup (label);
  line->value = value;
  line->was = was;
  line->fault = fault;
  g_ptr_array_add (self->lines, line);
}

/* --- Where a value comes from. */

static gboolean
feeds (const AtlasMapColumn *column, const AtlasField *field)
{
  switch (column->how)
    {
    case ATLAS_MAP_FIELD:
      return column->field == field;
    case ATLAS_MAP_NAME:
    case ATLAS_MAP_FAMILY_FIRST:
      return g_str_has_suffix (field->key, "_name") || g_str_equal (field->key, "other_names");
    case ATLAS_MAP_ADDRESS:
      return g_str_has_prefix (field->key, "address.");
    case ATLAS_MAP_POSITION:
      return g_str_has_prefix (field->key, "location.");
    case ATLAS_MAP_AGREED:
    case ATLAS_MAP_AGREED_EMAIL:
    case ATLAS_MAP_AGREED_PHONE:
    case ATLAS_MAP_AGREED_POST:
    case ATLAS_MAP_NO_EMAIL:
    case ATLAS_MAP_NO_PHONE:
    case ATLAS_MAP_NO_POST:
      return g_str_equal (field->key, "consents");
    case ATLAS_MAP_DECEASED:
      return g_str_equal (field->key, "status");
    default:
      return FALSE;
    }
}

static char *
dup_cell (const AtlasRow *row, guint column)
{
  return column < row->n_cells ? g_strstrip (g_strndup (row->cells[column].text, row->cells[column].length))
                               : g_strdup ("");
}

/* What stands in the file for a field; NULL where nothing does. */
static char *
dup_source (const AtlasMapping *mapping, const AtlasRow *row, const AtlasField *field)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < mapping->n_columns; i++)
    {
      g_autofree char *text = feeds (&mapping->columns[i], field) ? dup_cell (row, i) : NULL;

      if (text != NULL && text[0] != '\0')
        g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", text);
    }
  return out->len > 0 ? g_strdup (out->str) : NULL;
}

/* --- The lines. */

static gboolean
is_same (const AtlasField *field, const AtlasValue *value, const char *display, const char *source)
{
  g_autofree char *format = atlas_field_format (field, value);
  g_autofree char *words = atlas_field_words_format (field, value);

  return g_str_equal (display, source) || g_str_equal (format, source) || g_str_equal (words, source);
}

/* The notes hold what was not understood as well, which stands in lines of its own. */
static gboolean
is_shown (const AtlasField *field, const char *source)
{
  if ((field->flags & ATLAS_FIELD_AUTOMATIC) != 0 && source == NULL)
    return FALSE;
  return source != NULL ||
         (!g_str_has_prefix (field->key, "location.") && !g_str_equal (field->key, "notes"));
}

static void
add_fields (AtlasImportExample *self, const AtlasMapping *mapping, const AtlasRow *row, AtlasRecord *record)
{
  const AtlasKind *kind = mapping->kind;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const AtlasField *field = &kind->fields[i];
      const AtlasValue *value = atlas_record_get_value (record, field);
      g_autofree char *source = NULL;
      g_autofree char *display = NULL;

      if (value->type == ATLAS_VALUE_NULL)
        continue;
      source = dup_source (mapping, row, field);
      if (!is_shown (field, source))
        continue;
      display = atlas_field_words_display (field, value);
      if (source == NULL)
        /* Translators: what a value that is in no column was made from */
        source = g_strdup (_ ("follows from the rest"));
      else if (is_same (field, value, display, source))
        g_clear_pointer (&source, g_free);
      add_line (self, atlas_field_get_label (field), g_steal_pointer (&display), g_steal_pointer (&source),
                NULL);
    }
}

/* Where it will be on the map, which the place tells where the file doesn't. */
static void
add_place (AtlasImportExample *self, AtlasRecord *record)
{
  const AtlasField *latitude =
    atlas_kind_find_field (atlas_record_get_kind (record), "location.latitude", -1);
  const AtlasField *precision =
    atlas_kind_find_field (atlas_record_get_kind (record), "location.precision", -1);

  if (latitude == NULL)
    return;
  atlas_import_prepare (record);
  if (!atlas_record_has (record, latitude))
    add_line (self, _ ("On the map"), g_strdup (_ ("No: the address tells no place")), NULL, NULL);
  else if (precision != NULL && atlas_record_has (record, precision))
    /* Translators: then follows what tells where somebody is on the map: "Postcode", "Place" */
    add_line (self, _ ("On the map by"),
              atlas_field_words_display (precision, atlas_record_get_value (record, precision)), NULL, NULL);
}

static void
add_remarks (AtlasImportExample *self, AtlasRowRecords *records, const AtlasMapping *mapping)
{
  GPtrArray *remarks = atlas_row_records_get_remarks (records);

  for (guint i = 0; i < remarks->len; i++)
    {
      const AtlasRowRemark *remark = g_ptr_array_index (remarks, i);

      add_line (self, mapping->columns[remark->column].heading, g_strdup (_ ("Kept in the notes")), NULL,
                g_strdup (remark->reason));
    }
}

AtlasImportExample *
atlas_import_example_new (AtlasRowRecords *records, const AtlasMapping *mapping, const AtlasRow *row)
{
  AtlasImportExample *self = g_object_new (ATLAS_TYPE_IMPORT_EXAMPLE, NULL);
  g_autoptr (AtlasRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  AtlasRecordFault fault = { 0 };
  gboolean good;

  g_return_val_if_fail (records != NULL && mapping != NULL && row != NULL, NULL);

  record = atlas_record_new (mapping->kind);
  good = atlas_row_records_read (records, row, record, &fault, &error);
  self->title = atlas_record_dup_title (record);
  self->line = row->line;
  if (!good)
    {
      const AtlasField *field =
        fault.field != NULL ? atlas_kind_find_field (mapping->kind, fault.field, -1) : NULL;
      const char *where = field != NULL ? atlas_field_get_label (field) : fault.field;

      self->refusal =
        where != NULL ? g_strdup_printf ("%s: %s", where, error->message) : g_strdup (error->message);
    }
  add_fields (self, mapping, row, record);
  add_remarks (self, records, mapping);
  if (good)
    add_place (self, record);
  g_free (fault.field);
  return self;
}

const char *
atlas_import_example_get_title (AtlasImportExample *self)
{
  g_return_val_if_fail (ATLAS_IS_IMPORT_EXAMPLE (self), NULL);

  return self->title;
}

gint64
atlas_import_example_get_line (AtlasImportExample *self)
{
  g_return_val_if_fail (ATLAS_IS_IMPORT_EXAMPLE (self), 0);

  return self->line;
}

const char *
atlas_import_example_get_refusal (AtlasImportExample *self)
{
  g_return_val_if_fail (ATLAS_IS_IMPORT_EXAMPLE (self), NULL);

  return self->refusal;
}

GPtrArray *
atlas_import_example_get_lines (AtlasImportExample *self)
{
  g_return_val_if_fail (ATLAS_IS_IMPORT_EXAMPLE (self), NULL);

  return self->lines;
}
