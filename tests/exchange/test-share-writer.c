/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <string.h>

#include "atlas-share-writer.h"
#include "exchange-test-support.h"

#define ID  "dbbe9a1c-4762-4317-a417-c5e2f800efc0"
#define NIL "00000000-0000-0000-0000-000000000000"

static const struct
{
  const AtlasKind *kind;
  const char *json;     /* as read */
  const char *expected; /* as written, behind `{"id":"...",`; NULL: as read */
} records[] = {
  { &atlas_kind_member, "\"given_name\":\"Ada\"}" },
  { &atlas_kind_member, "\"family_name\":\"Uwase\",\"given_name\":\"Ada\"}",
    "\"given_name\":\"Ada\",\"family_name\":\"Uwase\"}" },
  /* Each type of field. */
  { &atlas_kind_member,
    "\"given_name\":\"É \\\"lo\\\" \\\\ïse\\t😀\",\"sex\":\"female\",\"birth_year\":1984,"
    "\"emails\":[\"a@example.org\",\"b@example.org\"],"
    "\"address\":{\"city\":\"Ottawa\",\"region\":\"CA-ON\"},"
    "\"location\":{\"latitude\":45.42153,\"longitude\":-75.6972,\"precision\":\"place\"},"
    "\"citizenships\":[\"RW\",\"CA\"],\"education\":{\"level\":0},\"occupation\":{\"years\":0},"
    "\"languages\":[{\"code\":\"rw\",\"level\":\"C2\"},{\"code\":\"fr\"}],"
    "\"consents\":[{\"purpose\":\"contact\",\"channel\":\"email\",\"status\":\"given\",\"date\":\"2026-01-"
    "02\","
    "\"source\":\"form\"}],"
    "\"confirmed\":\"2026-01-02\",\"notes\":\"one\\ntwo\\u2028three\",\"created\":\"2026-01-02T03:04:"
    "05Z\"}" },
  { &atlas_kind_event,
    "\"title\":\"Fair\",\"start\":\"2026-11-24T18:30:00-05:00\",\"timezone\":\"America/Toronto\","
    "\"address\":{\"city\":\"Ottawa\"},\"capacity\":120,"
    "\"attendance\":[{\"member\":\"" ID "\",\"status\":\"invited\"}]}" },
  /* Numbers. */
  { &atlas_kind_member, "\"given_name\":\"A\",\"location\":{\"latitude\":-90,\"longitude\":1e-7}}",
    "\"given_name\":\"A\",\"location\":{\"latitude\":-90,\"longitude\":0.0000001}}" },
  { &atlas_kind_member,
    "\"given_name\":\"A\",\"location\":{\"latitude\":0.1,\"longitude\":0.30000000000000004}}" },
  /* Groups of which nothing is there. */
  { &atlas_kind_member, "\"given_name\":\"A\",\"address\":{},\"origin\":{\"district\":\"\"}}",
    "\"given_name\":\"A\"}" },
  { &atlas_kind_member, "\"address.city\":\"Ottawa\",\"given_name\":\"A\"}",
    "\"given_name\":\"A\",\"address\":{\"city\":\"Ottawa\"}}" },
  /* Unknown keys: at the end, or in the group where they stood. */
  { &atlas_kind_member, "\"shoe\":[ 1, {\"x\":null} ],\"given_name\":\"A\",\"hat\":\"\\u0041\"}",
    "\"given_name\":\"A\",\"shoe\":[1,{\"x\":null}],\"hat\":\"A\"}" },
  { &atlas_kind_member, "\"address\":{\"unit\":\"3\",\"city\":\"Ottawa\"},\"given_name\":\"A\",\"x\":1}",
    "\"given_name\":\"A\",\"address\":{\"city\":\"Ottawa\",\"unit\":\"3\"},\"x\":1}" },
  { &atlas_kind_member,
    "\"given_name\":\"A\",\"address\":{\"unit\":{\"no\":3},\"b\":2},\"status\":\"active\"}" },
  { &atlas_kind_member, "\"given_name\":\"A\",\"origin\":{\"hill\":1},\"education\":{\"x\":[]}}" },
  { &atlas_kind_member, "\"given_name\":\"A\",\"a\\\"b\\n\":1.50,\"d\":{\"address\":{\"city\":\"x\"}}}" },
  { &atlas_kind_member, "\"given_name\":\"A\",\"address.unit\":\"3\",\"\":{}}" },
  { &atlas_kind_member, "\"given_name\":\"A\",\"languages\":[{\"code\":\"rw\",\"script\":\"Latn\"}]}" },
};

static char *
write_record (AtlasRecord *record)
{
  GString *out = g_string_new (NULL);

  atlas_share_append_record (out, record);
  return g_string_free (out, FALSE);
}

static void
test_records (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      const char *rest = records[i].expected ? records[i].expected : records[i].json;
      g_autofree char *json = g_strconcat ("{\"id\":\"" ID "\",", records[i].json, NULL);
      g_autofree char *expected = g_strconcat ("{\"id\":\"" ID "\",", rest, NULL);
      g_autoptr (AtlasRecord) record = make_record (records[i].kind, json);
      g_autofree char *written = write_record (record);
      g_autoptr (AtlasRecord) again = NULL;
      g_autofree char *rewritten = NULL;

      g_assert_cmpstr (written, ==, expected);

      /* What was written reads back as the same record, and that writes the same text. */
      again = make_record (records[i].kind, written);
      g_assert_true (atlas_record_equal (record, again));
      rewritten = write_record (again);
      g_assert_cmpstr (rewritten, ==, written);
    }
}

static const struct
{
  const char *extra;
  const char *expected;
} extras[] = {
  /* A key that a later version knows gives way to the field's own value, and speaks where there is none. */
  { "{\"id\":1,\"kind\":2,\"given_name\":\"B\",\"sex\":\"x\"}", "\"given_name\":\"A\",\"sex\":\"x\"}" },
  { "{\"address\":{\"city\":\"B\",\"unit\":3}}",
    "\"given_name\":\"A\",\"address\":{\"city\":\"B\",\"unit\":3}}" },
  { "{\"address\":\"Ottawa\",\"x\":1}", "\"given_name\":\"A\",\"x\":1}" },
  { " {\n\"x\" :\n [ 1 ] , \"address\" : { \"unit\" : 3 } } ",
    "\"given_name\":\"A\",\"address\":{\"unit\":3},\"x\":[1]}" },
  { "{}", "\"given_name\":\"A\"}" },
  /* Nothing that could spoil the file. */
  { "{\"x\":", "\"given_name\":\"A\"}" },
  { "[1]", "\"given_name\":\"A\"}" },
  { "", "\"given_name\":\"A\"}" },
};

static void
test_extras (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (extras); i++)
    {
      g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_member);
      g_autofree char *expected = g_strconcat ("{\"id\":\"" NIL "\",", extras[i].expected, NULL);
      g_autofree char *written = NULL;

      atlas_record_set_text (record, "given_name", "A");
      atlas_record_set_extra (record, extras[i].extra);
      written = write_record (record);
      g_assert_cmpstr (written, ==, expected);
    }
}

static void
test_lines (void)
{
  g_autoptr (AtlasRecord) member = make_record (&atlas_kind_member, "{\"given_name\":\"a\\nb\"}");
  g_autoptr (AtlasRecord) event =
    make_record (&atlas_kind_event, "{\"title\":\"T\",\"start\":\"2026-11-24T18:30:00Z\"}");
  g_autoptr (GString) out = g_string_new (NULL);

  atlas_share_append_line (out, member, FALSE);
  atlas_share_append_line (out, event, TRUE);
  g_assert_cmpstr (out->str, ==,
                   "{\"kind\":\"member\",\"id\":\"" NIL "\",\"given_name\":\"a\\nb\"}\n"
                   "{\"kind\":\"event\",\"synthetic\":true,\"id\":\"" NIL
                   "\",\"title\":\"T\",\"start\":\"2026-11-24T18:30:00Z\"}\n");
}

/* A string comes back through the writer and a parser of somebody else's. */
static void
check_naughty_string (const char *text, gpointer parser)
{
  g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_member);
  g_autoptr (GError) error = NULL;
  g_autofree char *written = NULL;
  JsonObject *object;

  atlas_record_set_text (record, "notes", text);
  atlas_record_set_list (record, "skills", (const char *const[]){ text, NULL });
  written = write_record (record);
  g_assert_null (strchr (written, '\n'));
  json_parser_load_from_data (parser, written, -1, &error);
  g_assert_no_error (error);
  object = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (object, "notes"), ==, text);
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (object, "skills"), 0), ==,
                   text);
}

static void
test_naughty_strings (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  foreach_naughty_string (check_naughty_string, parser);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/share-writer/records", test_records);
  g_test_add_func ("/share-writer/extras", test_extras);
  g_test_add_func ("/share-writer/lines", test_lines);
  g_test_add_func ("/share-writer/naughty-strings", test_naughty_strings);
  return g_test_run ();
}
