/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-export.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "atlas-pseudonym.h"
#include "atlas-share-format.h"

/* The schema says what a file may hold that every reader takes, and all that we write. It is the same in
 * every language, so labels and hints stand in it untranslated. */

#define DIALECT "https://json-schema.org/draft/2020-12/schema"

/* What atlas_timestamp_parse() takes and the field keeps as it was written: more than RFC 3339, which the
 * format "date-time" would ask for. */
#define PATTERN_DATE_TIME           \
  "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt " \
  "][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?([Zz]|[+-][0-9]{2}(:?[0-9]{2})?)$"

/* Readers take capitals, too. */
#define PATTERN_ID "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$"

static void
add_string (JsonBuilder *out, const char *name, const char *value)
{
  json_builder_set_member_name (out, name);
  json_builder_add_string_value (out, value);
}

static void
add_number (JsonBuilder *out, const char *name, double value)
{
  json_builder_set_member_name (out, name);
  if (value == trunc (value))
    json_builder_add_int_value (out, (gint64) value);
  else
    json_builder_add_double_value (out, value);
}

static void
add_reference (JsonBuilder *out, const AtlasKind *kind)
{
  g_autofree char *reference = g_strconcat ("#/$defs/", kind->name, NULL);

  add_string (out, "$ref", reference);
}

static void
begin_object (JsonBuilder *out, const char *name)
{
  json_builder_set_member_name (out, name);
  json_builder_begin_object (out);
}

/* Keys of @vocabulary as an enumeration, or what all keys look like where there are more than are listed. */
static void
add_vocabulary (JsonBuilder *out, const AtlasVocabulary *vocabulary, gboolean numbers)
{
  const char *pattern = atlas_vocabulary_get_pattern (vocabulary);

  if (pattern)
    {
      add_string (out, "pattern", pattern);
      return;
    }
  json_builder_set_member_name (out, "enum");
  json_builder_begin_array (out);
  for (guint i = 0; i < atlas_vocabulary_get_n_terms (vocabulary); i++)
    {
      const char *key = atlas_vocabulary_get_key (vocabulary, i);

      if (numbers)
        json_builder_add_int_value (out, g_ascii_strtoll (key, NULL, 10));
      else
        json_builder_add_string_value (out, key);
    }
  json_builder_end_array (out);
}

/* Our limits count bytes and the schema's characters, of which no text has more: what is too long for the
 * schema is too long for us. */
static void
add_text (JsonBuilder *out, const AtlasField *field)
{
  add_string (out, "type", "string");
  if (field->pattern)
    add_string (out, "pattern", field->pattern);
  add_number (out, "maxLength", atlas_field_get_max_length (field));
}

static void
add_choice (JsonBuilder *out, const AtlasField *field)
{
  add_string (out, "type", "string");
  add_vocabulary (out, field->vocabulary, FALSE);
}

static void
add_numeric (JsonBuilder *out, const AtlasField *field, const char *type)
{
  add_string (out, "type", type);
  if (field->type == ATLAS_FIELD_LEVEL)
    add_vocabulary (out, field->vocabulary, TRUE);
  if (field->minimum == 0 && field->maximum == 0)
    return;
  add_number (out, "minimum", field->minimum);
  /* A year without a maximum ends with this year, which a schema can't know. */
  if (field->maximum != 0 || field->type != ATLAS_FIELD_YEAR)
    add_number (out, "maximum", field->maximum);
}

static void
add_list (JsonBuilder *out, const AtlasField *field)
{
  add_string (out, "type", "array");
  begin_object (out, "items");
  if (field->type == ATLAS_FIELD_ITEM_LIST)
    add_reference (out, field->items);
  else if (field->type == ATLAS_FIELD_CHOICE_LIST)
    add_choice (out, field);
  else
    add_text (out, field);
  json_builder_end_object (out);
}

static void
add_field (JsonBuilder *out, const AtlasField *field, const char *name)
{
  begin_object (out, name);
  add_string (out, "title", field->label);
  if (field->hint)
    add_string (out, "description", field->hint);
  switch (field->type)
    {
    case ATLAS_FIELD_TEXT:
    case ATLAS_FIELD_LONG_TEXT:
      add_text (out, field);
      break;
    case ATLAS_FIELD_INTEGER:
    case ATLAS_FIELD_YEAR:
    case ATLAS_FIELD_LEVEL:
      add_numeric (out, field, "integer");
      break;
    case ATLAS_FIELD_REAL:
      add_numeric (out, field, "number");
      break;
    case ATLAS_FIELD_DATE:
      add_string (out, "type", "string");
      add_string (out, "format", "date");
      break;
    case ATLAS_FIELD_TIMESTAMP:
      add_string (out, "type", "string");
      add_string (out, "format", "date-time");
      break;
    case ATLAS_FIELD_DATE_TIME:
      add_string (out, "type", "string");
      add_string (out, "pattern", PATTERN_DATE_TIME);
      break;
    case ATLAS_FIELD_CHOICE:
      add_choice (out, field);
      break;
    case ATLAS_FIELD_TEXT_LIST:
    case ATLAS_FIELD_CHOICE_LIST:
    case ATLAS_FIELD_ITEM_LIST:
      add_list (out, field);
      break;
    default:
      g_assert_not_reached ();
    }
  json_builder_end_object (out);
}

/* What begins an object's keys: "" for the record itself, "address." for its part. */
static gboolean
is_within (const AtlasField *field, const char *prefix)
{
  return g_str_has_prefix (field->key, prefix);
}

/* The key of @field within @prefix, up to the next dot. */
static char *
dup_name (const AtlasField *field, const char *prefix)
{
  const char *name = field->key + strlen (prefix);

  return g_strndup (name, strcspn (name, "."));
}

static void add_object (JsonBuilder *out, const AtlasKind *kind, const char *prefix, gboolean identified);

/* One entry for each name, in the order of the table: a field, or an object where several begin alike. */
static void
add_properties (JsonBuilder *out, const AtlasKind *kind, const char *prefix)
{
  g_autoptr (GHashTable) done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const AtlasField *field = &kind->fields[i];
      g_autofree char *name = is_within (field, prefix) ? dup_name (field, prefix) : NULL;

      if (name == NULL || g_hash_table_contains (done, name))
        continue;
      if (strlen (prefix) + strlen (name) == strlen (field->key))
        add_field (out, field, name);
      else
        {
          g_autofree char *deeper = g_strconcat (prefix, name, ".", NULL);

          begin_object (out, name);
          add_object (out, kind, deeper, FALSE);
          json_builder_end_object (out);
        }
      g_hash_table_add (done, g_steal_pointer (&name));
    }
}

static void
add_required (JsonBuilder *out, const AtlasKind *kind, const char *prefix)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const AtlasField *field = &kind->fields[i];
      g_autofree char *name = NULL;

      if ((field->flags & ATLAS_FIELD_REQUIRED) == 0 || !is_within (field, prefix))
        continue;
      name = dup_name (field, prefix);
      if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, g_steal_pointer (&name));
    }
  if (names->len == 0)
    return;
  json_builder_set_member_name (out, "required");
  json_builder_begin_array (out);
  for (guint i = 0; i < names->len; i++)
    json_builder_add_string_value (out, g_ptr_array_index (names, i));
  json_builder_end_array (out);
}

/* Keys that are not listed are allowed everywhere: every reader keeps what it does not know. */
static void
end_rules (JsonBuilder *out)
{
  json_builder_set_member_name (out, "additionalProperties");
  json_builder_add_boolean_value (out, TRUE);
}

static void
add_id (JsonBuilder *out, const char *description)
{
  begin_object (out, "id");
  add_string (out, "title", "Id");
  add_string (out, "description", description);
  add_string (out, "type", "string");
  add_string (out, "format", "uuid");
  add_string (out, "pattern", PATTERN_ID);
  json_builder_end_object (out);
}

static void
add_object (JsonBuilder *out, const AtlasKind *kind, const char *prefix, gboolean identified)
{
  add_string (out, "type", "object");
  begin_object (out, "properties");
  if (identified)
    add_id (out, "The same in every office; where it is left out, readers make one from the content");
  add_properties (out, kind, prefix);
  json_builder_end_object (out);
  add_required (out, kind, prefix);
  end_rules (out);
}

static void
add_definition (JsonBuilder *out, const AtlasKind *kind, gboolean identified, GPtrArray *done)
{
  if (g_ptr_array_find (done, kind, NULL))
    return;
  g_ptr_array_add (done, (gpointer) kind);
  begin_object (out, kind->name);
  add_string (out, "title", kind->label);
  add_object (out, kind, "", identified);
  json_builder_end_object (out);

  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].items)
      add_definition (out, kind->fields[i].items, FALSE, done);
}

static void
add_office (JsonBuilder *out)
{
  begin_object (out, "office");
  add_string (out, "title", "Office");
  add_string (out, "description", "Who wrote the file");
  add_string (out, "type", "object");
  begin_object (out, "properties");
  add_id (out, "The same in every file of this office");
  begin_object (out, "name");
  add_string (out, "title", "Name");
  add_string (out, "type", "string");
  json_builder_end_object (out);
  json_builder_end_object (out);
  end_rules (out);
  json_builder_end_object (out);
}

static void
add_terms (JsonBuilder *out)
{
  begin_object (out, "purpose");
  add_string (out, "title", "What the file was written for");
  add_string (out, "description", "Absent in files between offices of one authority");
  add_string (out, "type", "string");
  json_builder_end_object (out);

  begin_object (out, "partner");
  add_string (out, "title", "For whom the file was written");
  add_string (out, "type", "string");
  json_builder_end_object (out);

  begin_object (out, "pseudonyms");
  add_string (out, "title", "How ids of people were replaced");
  add_string (out, "description", "People have no names in such a file");
  add_string (out, "const", ATLAS_PSEUDONYM_METHOD);
  json_builder_end_object (out);
}

static void
add_header (JsonBuilder *out)
{
  begin_object (out, "format");
  add_string (out, "title", "Format");
  add_string (out, "const", ATLAS_SHARE_FORMAT);
  json_builder_end_object (out);

  begin_object (out, "version");
  add_string (out, "title", "Version of the format");
  add_number (out, "const", ATLAS_SHARE_VERSION);
  json_builder_end_object (out);

  begin_object (out, "exported");
  add_string (out, "title", "When the file was written");
  add_string (out, "type", "string");
  add_string (out, "format", "date-time");
  json_builder_end_object (out);

  add_office (out);

  add_terms (out);
  begin_object (out, "synthetic");
  add_string (out, "title", "Whether the people and events are invented");
  add_string (out, "type", "boolean");
  json_builder_end_object (out);
}

static void
add_document (JsonBuilder *out)
{
  g_autoptr (GPtrArray) done = g_ptr_array_new ();
  g_autofree char *id = g_strdup_printf ("urn:%s:share:%d", ATLAS_SHARE_FORMAT, ATLAS_SHARE_VERSION);
  g_autofree char *title = g_strdup_printf ("Diaspora Atlas share file, version %d", ATLAS_SHARE_VERSION);

  add_string (out, "$schema", DIALECT);
  add_string (out, "$id", id);
  add_string (out, "title", title);
  add_string (out, "description",
              "What offices send each other. Keys that are not listed here are kept and written back.");
  add_string (out, "type", "object");

  begin_object (out, "properties");
  add_header (out);
  for (const AtlasKind *const *kind = atlas_kinds (); *kind != NULL; kind++)
    {
      begin_object (out, (*kind)->plural);
      add_string (out, "title", (*kind)->plural_label);
      add_string (out, "type", "array");
      begin_object (out, "items");
      add_reference (out, *kind);
      json_builder_end_object (out);
      json_builder_end_object (out);
    }
  json_builder_end_object (out);

  json_builder_set_member_name (out, "required");
  json_builder_begin_array (out);
  json_builder_add_string_value (out, "format");
  json_builder_add_string_value (out, "version");
  json_builder_end_array (out);
  end_rules (out);

  begin_object (out, "$defs");
  for (const AtlasKind *const *kind = atlas_kinds (); *kind != NULL; kind++)
    add_definition (out, *kind, TRUE, done);
  json_builder_end_object (out);
}

char *
atlas_share_schema_dup (void)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;

  json_builder_begin_object (builder);
  add_document (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  json_generator_set_pretty (generator, TRUE);
  json_generator_set_indent (generator, 2);
  json_generator_set_root (generator, root);
  json = json_generator_to_data (generator, NULL);
  return g_strconcat (json, "\n", NULL);
}
