/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <string.h>

#include "atlas-export.h"

static JsonNode *
read_schema (void)
{
  g_autofree char *json = atlas_share_schema_dup ();
  g_autoptr (GError) error = NULL;
  JsonNode *root = json_from_string (json, &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (json, "}\n"));
  g_assert_true (JSON_NODE_HOLDS_OBJECT (root));
  return root;
}

static JsonObject *
definition_of (JsonNode *root, const AtlasKind *kind)
{
  JsonObject *all = json_object_get_object_member (json_node_get_object (root), "$defs");

  g_assert_true (json_object_has_member (all, kind->name));
  return json_object_get_object_member (all, kind->name);
}

/* The schema of the value under a dotted key. */
static JsonObject *
property_of (JsonObject *definition, const char *key)
{
  g_auto (GStrv) names = g_strsplit (key, ".", -1);

  for (guint i = 0; names[i]; i++)
    {
      g_assert_cmpstr (json_object_get_string_member (definition, "type"), ==, "object");
      g_assert_true (json_object_get_boolean_member (definition, "additionalProperties"));
      definition = json_object_get_object_member (definition, "properties");
      g_assert_true (json_object_has_member (definition, names[i]));
      definition = json_object_get_object_member (definition, names[i]);
    }
  return definition;
}

static guint
count_fields (JsonObject *definition)
{
  g_autoptr (GList) properties =
    json_object_get_values (json_object_get_object_member (definition, "properties"));
  guint n = 0;

  for (GList *l = properties; l; l = l->next)
    {
      JsonObject *property = json_node_get_object (l->data);

      n += json_object_has_member (property, "properties") ? count_fields (property) : 1;
    }
  return n;
}

/* Enumerated: all the keys, in their order. A pattern: all the keys match it. */
static void
assert_vocabulary (JsonObject *schema, const AtlasVocabulary *vocabulary, gboolean numbers)
{
  const char *pattern = atlas_vocabulary_get_pattern (vocabulary);
  guint n = atlas_vocabulary_get_n_terms (vocabulary);
  JsonArray *keys;

  g_assert_true (json_object_has_member (schema, "enum") != (pattern != NULL));
  g_assert_cmpstr (json_object_get_string_member_with_default (schema, "pattern", NULL), ==, pattern);
  for (guint i = 0; pattern && i < n; i++)
    g_assert_true (g_regex_match_simple (pattern, atlas_vocabulary_get_key (vocabulary, i), 0, 0));
  if (pattern)
    return;

  keys = json_object_get_array_member (schema, "enum");
  g_assert_cmpuint (json_array_get_length (keys), ==, n);
  for (guint i = 0; i < n; i++)
    {
      const char *key = atlas_vocabulary_get_key (vocabulary, i);
      g_autofree char *number =
        numbers ? g_strdup_printf ("%" G_GINT64_FORMAT, json_array_get_int_element (keys, i)) : NULL;

      g_assert_cmpstr (numbers ? number : json_array_get_string_element (keys, i), ==, key);
    }
}

static void
assert_text (JsonObject *schema, const AtlasField *field)
{
  g_assert_cmpstr (json_object_get_string_member (schema, "type"), ==, "string");
  g_assert_cmpstr (json_object_get_string_member_with_default (schema, "pattern", NULL), ==, field->pattern);
  g_assert_cmpint (json_object_get_int_member (schema, "maxLength"), ==, atlas_field_get_max_length (field));
}

static void
assert_limit (JsonObject *schema, const char *name, gboolean expected, double limit)
{
  g_assert_true (json_object_has_member (schema, name) == expected);
  if (expected)
    g_assert_cmpfloat (json_object_get_double_member (schema, name), ==, limit);
}

static void
assert_number (JsonObject *schema, const AtlasField *field, const char *type)
{
  gboolean limited = field->minimum != 0 || field->maximum != 0;

  g_assert_cmpstr (json_object_get_string_member (schema, "type"), ==, type);
  assert_limit (schema, "minimum", limited, field->minimum);
  assert_limit (schema, "maximum", limited && (field->type != ATLAS_FIELD_YEAR || field->maximum != 0),
                field->maximum);
}

static void
assert_items (JsonNode *root, JsonObject *schema, const AtlasField *field)
{
  JsonObject *items;
  g_autofree char *reference = NULL;

  g_assert_cmpstr (json_object_get_string_member (schema, "type"), ==, "array");
  items = json_object_get_object_member (schema, "items");
  if (field->type == ATLAS_FIELD_TEXT_LIST)
    assert_text (items, field);
  else if (field->type == ATLAS_FIELD_CHOICE_LIST)
    assert_vocabulary (items, field->vocabulary, FALSE);
  else
    {
      reference = g_strconcat ("#/$defs/", field->items->name, NULL);
      g_assert_cmpstr (json_object_get_string_member (items, "$ref"), ==, reference);
      definition_of (root, field->items);
    }
}

static void
assert_field (JsonNode *root, JsonObject *schema, const AtlasField *field)
{
  const char *format = json_object_get_string_member_with_default (schema, "format", NULL);
  const char *wanted = field->type == ATLAS_FIELD_DATE        ? "date"
                       : field->type == ATLAS_FIELD_TIMESTAMP ? "date-time"
                                                              : NULL;

  g_assert_cmpstr (json_object_get_string_member (schema, "title"), ==, field->label);
  g_assert_cmpstr (json_object_get_string_member_with_default (schema, "description", NULL), ==, field->hint);
  g_assert_cmpstr (format, ==, wanted);
  switch (field->type)
    {
    case ATLAS_FIELD_TEXT:
    case ATLAS_FIELD_LONG_TEXT:
      assert_text (schema, field);
      break;
    case ATLAS_FIELD_LEVEL:
      assert_vocabulary (schema, field->vocabulary, TRUE);
      assert_number (schema, field, "integer");
      break;
    case ATLAS_FIELD_INTEGER:
    case ATLAS_FIELD_YEAR:
      assert_number (schema, field, "integer");
      break;
    case ATLAS_FIELD_REAL:
      assert_number (schema, field, "number");
      break;
    case ATLAS_FIELD_CHOICE:
      assert_vocabulary (schema, field->vocabulary, FALSE);
      /* fall through */
    case ATLAS_FIELD_DATE:
    case ATLAS_FIELD_TIMESTAMP:
    case ATLAS_FIELD_DATE_TIME:
      g_assert_cmpstr (json_object_get_string_member (schema, "type"), ==, "string");
      break;
    case ATLAS_FIELD_TEXT_LIST:
    case ATLAS_FIELD_CHOICE_LIST:
    case ATLAS_FIELD_ITEM_LIST:
      assert_items (root, schema, field);
      break;
    default:
      g_assert_not_reached ();
    }
}

static gboolean requires (JsonObject *definition, const char *name)
{
  JsonArray *required = json_object_has_member (definition, "required")
                          ? json_object_get_array_member (definition, "required")
                          : NULL;

  for (guint i = 0; required && i < json_array_get_length (required); i++)
    if (g_str_equal (json_array_get_string_element (required, i), name))
      return TRUE;
  return FALSE;
}

static void
assert_kind (JsonNode *root, const AtlasKind *kind, gboolean identified)
{
  JsonObject *definition = definition_of (root, kind);

  g_assert_cmpstr (json_object_get_string_member (definition, "title"), ==, kind->label);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const AtlasField *field = &kind->fields[i];

      g_test_message ("%s.%s", kind->name, field->key);
      assert_field (root, property_of (definition, field->key), field);
      if (strchr (field->key, '.') == NULL)
        g_assert_true (requires (definition, field->key) == ((field->flags & ATLAS_FIELD_REQUIRED) != 0));
    }
  /* And nothing else. */
  g_assert_cmpuint (count_fields (definition), ==, kind->n_fields + (identified ? 1 : 0));
  if (identified)
    g_assert_cmpstr (json_object_get_string_member (property_of (definition, "id"), "format"), ==, "uuid");
}

static void
test_fields (void)
{
  g_autoptr (JsonNode) root = read_schema ();

  for (const AtlasKind *const *kind = atlas_kinds (); *kind; kind++)
    assert_kind (root, *kind, TRUE);
  assert_kind (root, &atlas_kind_language, FALSE);
  assert_kind (root, &atlas_kind_consent, FALSE);
  assert_kind (root, &atlas_kind_attendance, FALSE);
}

static void
test_document (void)
{
  g_autoptr (JsonNode) root = read_schema ();
  JsonObject *document = json_node_get_object (root);

  g_assert_cmpstr (json_object_get_string_member (document, "$schema"), ==,
                   "https://json-schema.org/draft/2020-12/schema");
  g_assert_cmpstr (json_object_get_string_member (document, "$id"), ==, "urn:diaspora-atlas:share:1");
  g_assert_cmpstr (json_object_get_string_member (property_of (document, "format"), "const"), ==,
                   "diaspora-atlas");
  g_assert_cmpint (json_object_get_int_member (property_of (document, "version"), "const"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (property_of (document, "exported"), "format"), ==,
                   "date-time");
  g_assert_cmpstr (json_object_get_string_member (property_of (document, "office.id"), "format"), ==, "uuid");
  g_assert_cmpstr (json_object_get_string_member (property_of (document, "office.name"), "type"), ==,
                   "string");
  g_assert_cmpstr (json_object_get_string_member (property_of (document, "synthetic"), "type"), ==,
                   "boolean");
  g_assert_true (requires (document, "format"));
  g_assert_true (requires (document, "version"));

  for (const AtlasKind *const *kind = atlas_kinds (); *kind; kind++)
    {
      JsonObject *array = property_of (document, (*kind)->plural);
      g_autofree char *reference = g_strconcat ("#/$defs/", (*kind)->name, NULL);

      g_assert_cmpstr (json_object_get_string_member (array, "type"), ==, "array");
      g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (array, "items"), "$ref"),
                       ==, reference);
    }
}

/* Keys come in the order of the field table, which is that of files. */
static void
test_order (void)
{
  g_autofree char *json = atlas_share_schema_dup ();
  const char *at = strstr (json, "\"$defs\"");

  for (guint i = 0; i < atlas_kind_member.n_fields; i++)
    {
      const char *key = atlas_kind_member.fields[i].key;
      const char *dot = strchr (key, '.');
      g_autofree char *name = g_strdup_printf ("\"%s\" : {", dot ? dot + 1 : key);

      at = strstr (at, name);
      g_assert_nonnull (at);
    }
}

/* Patterns against what the fields themselves take: the schema never refuses what we would write. */
static void
test_patterns (void)
{
  static const struct
  {
    const AtlasKind *kind;
    const char *key;
    const char *text;
  } good[] = {
    { &atlas_kind_event, "start", "2026-11-24T18:30:00-05:00" },
    { &atlas_kind_event, "start", "2026-11-24T18:30:00Z" },
    { &atlas_kind_event, "start", "2026-11-24t18:30:00z" },
    { &atlas_kind_event, "start", "2026-11-24 18:30-05" },
    { &atlas_kind_event, "start", "2026-11-24T18:30+0530" },
    { &atlas_kind_event, "start", "2026-11-24T18:30:00.123456+02:00" },
    { &atlas_kind_event, "start", "2026-11-24T18:30:00,5Z" },
    { &atlas_kind_event, "timezone", "America/Argentina/Buenos_Aires" },
    { &atlas_kind_event, "timezone", "Etc/GMT+5" },
    { &atlas_kind_event, "address.region", "US-NY" },
    { &atlas_kind_event, "address.region", "RW-01" },
    { &atlas_kind_event, "address.country", "RW" },
    { &atlas_kind_member, "preferred_language", "rw" },
    { &atlas_kind_member, "occupation.code", "2221" },
    { &atlas_kind_attendance, "member", "123e4567-e89b-42d3-a456-426614174000" },
  };
  static const struct
  {
    const AtlasKind *kind;
    const char *key;
    const char *text;
  } bad[] = {
    { &atlas_kind_event, "start", "2026-11-24" },
    { &atlas_kind_event, "start", "2026-11-24T18:30:00" },
    { &atlas_kind_event, "start", "24.11.2026 18:30Z" },
    { &atlas_kind_event, "timezone", "not a zone" },
    { &atlas_kind_event, "address.region", "Ontario" },
    { &atlas_kind_event, "address.country", "Rwanda" },
    { &atlas_kind_member, "preferred_language", "French" },
    { &atlas_kind_member, "occupation.code", "nurse" },
    { &atlas_kind_attendance, "member", "ada" },
  };
  g_autoptr (JsonNode) root = read_schema ();

  for (gsize i = 0; i < G_N_ELEMENTS (good) + G_N_ELEMENTS (bad); i++)
    {
      gboolean expected = i < G_N_ELEMENTS (good);
      gsize at = expected ? i : i - G_N_ELEMENTS (good);
      const AtlasKind *kind = expected ? good[at].kind : bad[at].kind;
      const char *key = expected ? good[at].key : bad[at].key;
      const char *text = expected ? good[at].text : bad[at].text;
      JsonObject *schema = property_of (definition_of (root, kind), key);
      AtlasValue value = { 0 };

      g_test_message ("%s: %s", key, text);
      atlas_value_borrow_text (&value, text, strlen (text));
      g_assert_true (atlas_field_check_value (atlas_kind_find_field (kind, key, -1), &value, NULL) ==
                     expected);
      g_assert_true (g_regex_match_simple (json_object_get_string_member (schema, "pattern"), text, 0, 0) ==
                     expected);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/share-schema/fields", test_fields);
  g_test_add_func ("/share-schema/document", test_document);
  g_test_add_func ("/share-schema/order", test_order);
  g_test_add_func ("/share-schema/patterns", test_patterns);
  return g_test_run ();
}
