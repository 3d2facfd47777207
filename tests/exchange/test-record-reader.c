/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-json-scanner.h"
#include "atlas-record-reader.h"

#define ID "dbbe9a1c-4762-4317-a417-c5e2f800efc0"

/* "key=value;key=value" of all that a record holds, as people would type it, with the extra last. */
static char *
describe (AtlasRecord *record)
{
  const AtlasKind *kind = atlas_record_get_kind (record);
  GString *out = g_string_new (NULL);

  if (!atlas_uuid_is_nil (atlas_record_get_uuid (record)))
    {
      char id[ATLAS_UUID_TEXT_SIZE];

      atlas_uuid_format (atlas_record_get_uuid (record), id);
      g_string_append_printf (out, "id=%s", id);
    }
  for (guint i = 0; i < kind->n_fields; i++)
    if (atlas_record_has (record, &kind->fields[i]))
      {
        g_autofree char *text =
          atlas_field_format (&kind->fields[i], atlas_record_get_value (record, &kind->fields[i]));

        g_string_append_printf (out, "%s%s=%s", out->len > 0 ? " " : "", kind->fields[i].key, text);
      }
  if (atlas_record_get_extra (record) != NULL)
    g_string_append_printf (out, " +%s", atlas_record_get_extra (record));
  return g_string_free (out, FALSE);
}

static const struct
{
  const char *json;
  const char *record; /* or NULL */
  const char *field;  /* at fault */
  const char *reason; /* "*": anything */
} members[] = {
  { "{\"id\":\"" ID "\",\"given_name\":\"Ada\",\"birth_year\":1984}",
    "id=" ID " given_name=Ada birth_year=1984" },
  { "{\"given_name\":\"\\u00c9lo\\u00efse \\ud83d\\ude00\"}", "given_name=Éloïse 😀" },
  { "{\"given_name\":\"A\",\"address\":{\"city\":\"Ottawa\",\"region\":\"CA-ON\"},\"location\":{\"latitude\":"
    "45.4,"
    "\"longitude\":-75}}",
    "given_name=A address.city=Ottawa address.region=CA-ON location.latitude=45.4 location.longitude=-75" },
  { "{\"given_name\":\"A\",\"address.city\":\"Ottawa\"}", "given_name=A address.city=Ottawa" },
  { " { \"given_name\" : \"A\" , \"emails\" : [ \"a@example.org\" , \"b@example.org\" ] } ",
    "given_name=A emails=a@example.org;b@example.org" },
  { "{\"given_name\":\"A\",\"languages\":[{\"level\":\"C2\",\"code\":\"rw\"},{\"code\":\"fr\"}]}",
    "given_name=A languages=rw:C2;fr" },
  { "{\"given_name\":\"A\",\"family_name\":null,\"emails\":null,\"address\":null,\"id\":null,\"birth_year\":"
    "null}",
    "given_name=A" },
  { "{\"given_name\":\"A\",\"other_names\":\"\",\"skills\":[],\"address\":{}}", "given_name=A" },
  { "{\"given_name\":\"A\",\"birth_year\":1984.0,\"location\":{\"latitude\":1e1,\"longitude\":-0.0}}",
    "given_name=A birth_year=1984 location.latitude=10 location.longitude=0" },
  { "{\"given_name\":\"A\",\"updated\":\"2026-01-02T03:04:05+02:00\"}",
    "given_name=A updated=2026-01-02T01:04:05Z" },
  /* Unknown keys are kept. */
  { "{\"given_name\":\"A\",\"shoe\":[ 1, {\"x\":null} ],\"hat\":\"\\u0041\"}",
    "given_name=A +{\"shoe\":[1,{\"x\":null}],\"hat\":\"A\"}" },
  { "{\"address\":{\"county\":\"Lanark\",\"city\":\"Perth\"},\"given_name\":\"A\",\"x\":1}",
    "given_name=A address.city=Perth +{\"x\":1,\"address\":{\"county\":\"Lanark\"}}" },
  { "{\"given_name\":\"A\",\"languages\":[{\"code\":\"rw\",\"script\":\"Latn\"}]}",
    "given_name=A languages=[{\"code\":\"rw\",\"script\":\"Latn\"}]" },
  { "{\"given_name\":\"A\",\"synthetic\":\"maybe\"}", "given_name=A +{\"synthetic\":\"maybe\"}" },
  { "{\"given_name\":\"A\",\"synthetic\":false,\"kind\":\"member\"}", "given_name=A" },
  { "{\"given_name\":\"A\",\"x\":\"\\u0000\"}", "given_name=A +{\"x\":\"\\u0000\"}" },
  /* Refused. */
  { "[]", NULL, NULL, "a record must be an object" },
  { "17", NULL, NULL, "a record must be an object" },
  { "{}", NULL, "given_name", "a person needs a given name or a family name" },
  { "{\"given_name\":\"A\",\"id\":\"17\"}", NULL, "id", "*" },
  { "{\"given_name\":\"A\",\"id\":17}", NULL, "id", "*" },
  { "{\"given_name\":\"A\",\"id\":\"00000000-0000-0000-0000-000000000000\"}", NULL, "id", "*" },
  { "{\"given_name\":\"A\",\"id\":\"" ID "\",\"id\":\"" ID "\"}", NULL, "id", "is given twice" },
  { "{\"given_name\":\"A\",\"given_name\":\"A\"}", NULL, "given_name", "is given twice" },
  { "{\"given_name\":\"A\",\"address.city\":\"A\",\"address\":{\"city\":\"A\"}}", NULL, "address.city",
    "is given twice" },
  { "{\"given_name\":\"A\",\"kind\":\"event\"}", NULL, "kind", "must be “member” here" },
  { "{\"given_name\":17}", NULL, "given_name", "must be a text" },
  { "{\"given_name\":true}", NULL, "given_name", "must be a text" },
  { "{\"given_name\":{\"a\":[]}}", NULL, "given_name", "must be a text" },
  { "{\"given_name\":[\"A\"]}", NULL, "given_name", "must be a text" },
  { "{\"given_name\":\"A\",\"birth_year\":\"1984\"}", NULL, "birth_year", "must be a year of four digits" },
  { "{\"given_name\":\"A\",\"birth_year\":1984.5}", NULL, "birth_year", "must be a year of four digits" },
  { "{\"given_name\":\"A\",\"birth_year\":false}", NULL, "birth_year", "must be a year of four digits" },
  { "{\"given_name\":\"A\",\"birth_year\":99999999999999999999999999}", NULL, "birth_year", "*" },
  { "{\"given_name\":\"A\",\"location\":{\"latitude\":1e400,\"longitude\":0}}", NULL, "location.latitude",
    "must be a number" },
  { "{\"given_name\":\"A\",\"location\":{\"latitude\":91,\"longitude\":0}}", NULL, "location.latitude",
    "must be between -90 and 90" },
  { "{\"given_name\":\"A\",\"location\":{\"latitude\":45}}", NULL, "location.longitude",
    "is missing beside the latitude" },
  { "{\"given_name\":\"A\",\"emails\":\"a@example.org\"}", NULL, "emails", "must be a list" },
  { "{\"given_name\":\"A\",\"emails\":{}}", NULL, "emails", "must be a list" },
  { "{\"given_name\":\"A\",\"emails\":[17]}", NULL, "emails", "must be a list of texts" },
  { "{\"given_name\":\"A\",\"emails\":[\"a@example.org\",\"nobody\"]}", NULL, "emails", "*" },
  { "{\"given_name\":\"A\",\"sex\":\"unknown\"}", NULL, "sex", "*" },
  { "{\"given_name\":\"A\",\"address\":\"Ottawa\"}", NULL, "address", "must be an object" },
  { "{\"given_name\":\"A\",\"address\":[]}", NULL, "address", "must be an object" },
  { "{\"given_name\":\"A\\u0000B\"}", NULL, "given_name", "must not contain a NUL character" },
  { "{\"given_name\":\"A\",\"skills\":[\"\\u0000\"]}", NULL, "skills", "*" },
  { "{\"given_name\":\"A\",\"languages\":[{\"level\":\"C2\"}]}", NULL, "languages", "*" },
  { "{\"given_name\":\"A\",\"consents\":[{\"purpose\":\"contact\",\"channel\":\"fax\",\"status\":\"given\"}]"
    "}",
    NULL, "consents", "*" },
  { "{\"given_name\":\"A\",\"confirmed\":\"2026-02-30\"}", NULL, "confirmed", "*" },
  { "{\"sex\":17,\"birth_year\":\"x\"}", NULL, "sex", "*" }, /* the first of two */
};

static void
check_read (AtlasRecordReader *reader,
            AtlasRecord *record,
            const char *json,
            const char *expected,
            const char *field,
            const char *reason)
{
  g_autoptr (GError) error = NULL;
  AtlasRecordFault fault;
  gboolean read;

  atlas_record_reset (record);
  read = atlas_record_reader_read (reader, json, strlen (json), record, &fault, &error);
  if (expected != NULL)
    {
      g_autofree char *described = describe (record);

      g_assert_no_error (error);
      g_assert_true (read);
      g_assert_cmpstr (described, ==, expected);
      return;
    }
  g_assert_false (read);
  g_assert_nonnull (error);
  g_test_message ("%s: %s: %s", json, fault.field, error->message);
  g_assert_true (error->domain == ATLAS_RECORD_ERROR);
  g_assert_cmpstr (fault.field, ==, field);
  if (strcmp (reason, "*") != 0)
    g_assert_cmpstr (error->message, ==, reason);
  g_free (fault.field);
}

static void
test_members (void)
{
  g_autoptr (AtlasRecordReader) reader = atlas_record_reader_new ();
  g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_member);

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    check_read (reader, record, members[i].json, members[i].record, members[i].field, members[i].reason);
}

static void
test_events (void)
{
  static const struct
  {
    const char *json, *record, *field, *reason;
  } events[] = {
    { "{\"title\":\"Umuganura\",\"start\":\"2026-08-01T18:30:00-04:00\",\"attendance\":[{\"member\":\"" ID
      "\",\"status\":\"invited\"}]}",
      "title=Umuganura start=2026-08-01T18:30:00-04:00 attendance=" ID ":invited" },
    { "{\"title\":\"Umuganura\"}", NULL, "start", "is missing" },
    { "{\"start\":\"2026-08-01T18:30:00-04:00\"}", NULL, "title", "is missing" },
    { "{\"title\":\"U\",\"start\":\"2026-08-01T18:30:00-04:00\",\"end\":\"2026-08-01T17:30:00-04:00\"}", NULL,
      "end", "*" },
    { "{\"title\":\"U\",\"start\":\"2026-08-01T18:30:00-04:00\",\"attendance\":[{\"member\":\"17\"}]}", NULL,
      "attendance", "*" },
    { "{\"title\":\"U\",\"start\":\"2026-08-01T18:30:00-04:00\",\"attendance\":[{\"status\":\"invited\"}]}",
      NULL, "attendance", "*" },
  };
  g_autoptr (AtlasRecordReader) reader = atlas_record_reader_new ();
  g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_event);

  for (gsize i = 0; i < G_N_ELEMENTS (events); i++)
    check_read (reader, record, events[i].json, events[i].record, events[i].field, events[i].reason);
}

/* Broken JSON is told apart from a bad record, also where the record is bad before it breaks. */
static void
test_broken (void)
{
  static const struct
  {
    const char *json;
    gsize at;
  } cases[] = {
    { "{\"given_name\":}", 14 },
    { "{\"given_name\":17,\"x\":}", 21 },
    { "{\"a\":[1,]}", 8 },
    { "{\"a\":1,}", 7 },
    { "{\"a\" 1}", 5 },
    { "{\"given_name\":\"A\"]", 17 },
    { "{\"given_name\":\"A\"} x", 19 },
    { "{\"given_name\":\"A\nB\"}", 16 },
    { "{\"given_name\":\"\\ud800\"}", 15 },
    { "{\"given_name\":\"\xff\"}", 15 },
    { "{\"birth_year\":01}", 14 },
    { "{\"address\":{\"city\":\"A\"", 22 },
    { "{'a':1}", 1 },
    { "nul", 0 },
  };
  g_autoptr (AtlasRecordReader) reader = atlas_record_reader_new ();
  g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_member);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      AtlasRecordFault fault;

      atlas_record_reset (record);
      g_test_message ("case %u", (guint) i);
      g_assert_false (
        atlas_record_reader_read (reader, cases[i].json, strlen (cases[i].json), record, &fault, &error));
      g_assert_nonnull (error);
      g_assert_true (error->domain == ATLAS_JSON_ERROR);
      g_assert_cmpuint (fault.at, ==, cases[i].at);
      g_assert_null (fault.field);
    }
}

static void
test_find_kind (void)
{
  static const struct
  {
    const char *json, *kind;
  } cases[] = {
    { "{\"kind\":\"member\"}", "member" },
    { "{\"a\":{\"kind\":1},\"kind\":\"event\"}", "event" },
    { "{\"kind\":\"members\"}", NULL },
    { "{\"kind\":17}", NULL },
    { "{\"a\":1}", NULL },
    { "17", NULL },
    { "{\"a\":", NULL },
    { "{\"kind\":", NULL },
    { "{\"a\":tru,\"kind\":\"event\"}", NULL },
  };
  g_autoptr (AtlasRecordReader) reader = atlas_record_reader_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      AtlasRecordFault fault;
      const AtlasKind *kind =
        atlas_record_reader_find_kind (reader, cases[i].json, strlen (cases[i].json), &fault, &error);

      g_assert_cmpstr (kind != NULL ? kind->name : NULL, ==, cases[i].kind);
      g_assert_cmpint (kind == NULL, ==, error != NULL);
      g_free (fault.field);
    }
}

static void
test_synthetic (void)
{
  g_autoptr (AtlasRecordReader) reader = atlas_record_reader_new ();
  g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_member);

  check_read (reader, record, "{\"given_name\":\"A\",\"synthetic\":true}", "given_name=A", NULL, NULL);
  g_assert_true (atlas_record_reader_get_synthetic (reader));
  check_read (reader, record, "{\"given_name\":\"A\"}", "given_name=A", NULL, NULL);
  g_assert_false (atlas_record_reader_get_synthetic (reader));
}

/* Numbers come out as the C library reads them. */
static void
test_numbers (void)
{
  static const char *const numbers[] = {
    "0.1",     "45.42153",          "-75.69719", "1e-5", "12.5E1", "0.000000000000001",
    "89.9999", "1.234567890123456", "-0.5",      "3e1",  "90",     "89.99999999999999"
  };
  g_autoptr (AtlasRecordReader) reader = atlas_record_reader_new ();
  g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_member);

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *json =
        g_strdup_printf ("{\"given_name\":\"A\",\"location\":{\"latitude\":0,\"longitude\":%s}}", numbers[i]);
      g_autoptr (GError) error = NULL;
      AtlasRecordFault fault;

      atlas_record_reset (record);
      g_assert_true (atlas_record_reader_read (reader, json, strlen (json), record, &fault, &error));
      g_assert_no_error (error);
      g_assert_true (atlas_record_get_real (record, "location.longitude") ==
                     g_ascii_strtod (numbers[i], NULL));
    }
}

static void
test_deep (void)
{
  g_autoptr (AtlasRecordReader) reader = atlas_record_reader_new ();
  g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_member);
  g_autoptr (GString) json = g_string_new ("{\"given_name\":\"A\",\"x\":");
  g_autoptr (GError) error = NULL;
  AtlasRecordFault fault;

  for (int i = 0; i < 100000; i++)
    g_string_append_c (json, '[');
  for (int i = 0; i < 100000; i++)
    g_string_append_c (json, ']');
  g_string_append_c (json, '}');
  g_assert_false (atlas_record_reader_read (reader, json->str, json->len, record, &fault, &error));
  g_assert_error (error, ATLAS_JSON_ERROR, ATLAS_JSON_ERROR_DEPTH);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record-reader/members", test_members);
  g_test_add_func ("/record-reader/events", test_events);
  g_test_add_func ("/record-reader/broken", test_broken);
  g_test_add_func ("/record-reader/find-kind", test_find_kind);
  g_test_add_func ("/record-reader/synthetic", test_synthetic);
  g_test_add_func ("/record-reader/numbers", test_numbers);
  g_test_add_func ("/record-reader/deep", test_deep);
  return g_test_run ();
}
