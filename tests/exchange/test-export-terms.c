/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an export is for decides who goes into it, with which fields, and is remembered. */
#include <string.h>

#include "atlas-disclosure.h"
#include "atlas-erasure.h"
#include "atlas-export-audit.h"
#include "atlas-export.h"
#include "atlas-geodata.h"
#include "atlas-member-merge.h"
#include "atlas-pseudonym.h"
#include "exchange-test-support.h"

#define ADA  "11111111-2222-4333-8444-555555555501"
#define BEN  "11111111-2222-4333-8444-555555555502"
#define CLEO "11111111-2222-4333-8444-555555555503"
#define DAN  "11111111-2222-4333-8444-555555555504"
#define EVE  "11111111-2222-4333-8444-555555555505"
#define FAIR "11111111-2222-4333-8444-555555555506"

#define CONSENT(purpose, channel, status, date)                                                              \
  "{\"purpose\":\"" purpose "\",\"channel\":\"" channel "\",\"status\":\"" status "\",\"date\":\"" date "\"" \
  "}"
#define GIVEN(purpose, channel) CONSENT (purpose, channel, "given", "2026-01-01")

static void
fill (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  atlas_geodata_load (&error);
  g_assert_no_error (error);
  add_record (
    fixture, &atlas_kind_member,
    "{\"id\":\"" ADA "\",\"given_name\":\"Ada\",\"birth_year\":1980,\"emails\":[\"a@example.org\"],"
    "\"phones\":[\"+1 613 555 0100\"],\"address\":{\"street\":\"1 Rideau\",\"city\":\"Ottawa\","
    "\"region\":\"CA-ON\",\"postcode\":\"K1A 0A1\",\"country\":\"CA\"},\"location\":{\"latitude\":45.4,"
    "\"longitude\":-75.6,\"precision\":\"exact\",\"source\":\"officer\"},\"tags\":[\"vip\"],"
    "\"notes\":\"secret\",\"hobby\":\"chess\",\"consents\":[" GIVEN ("share", "email") "," GIVEN (
      "contact", "any") "," GIVEN ("publish", "any") "]}");
  add_record (fixture, &atlas_kind_member,
              "{\"id\":\"" BEN
              "\",\"given_name\":\"Ben\",\"emails\":[\"b@example.org\"],\"consents\":[" GIVEN (
                "share", "any") "," CONSENT ("share", "any", "withdrawn", "2026-02-01") "]}");
  add_record (
    fixture, &atlas_kind_member,
    "{\"id\":\"" CLEO "\",\"given_name\":\"Cleo\",\"consents\":[{\"purpose\":\"share\","
    "\"channel\":\"any\",\"status\":\"given\",\"date\":\"2025-01-01\",\"expires\":\"2026-01-01\"}]}");
  add_record (fixture, &atlas_kind_member, "{\"id\":\"" DAN "\",\"given_name\":\"Dan\"}");
  add_record (fixture, &atlas_kind_member,
              "{\"id\":\"" EVE
              "\",\"given_name\":\"Eve\",\"status\":\"deceased\",\"consents\":[" GIVEN ("share", "any") "]}");
  add_record (fixture, &atlas_kind_event,
              "{\"id\":\"" FAIR
              "\",\"title\":\"Fair\",\"start\":\"2026-11-24T18:30:00-05:00\",\"notes\":\"inside\","
              "\"attendance\":[{\"member\":\"" ADA "\",\"status\":\"invited\"}]}");
}

/* What goes into a stream; NULL with @error. */
static char *
write_order (Fixture *fixture, const AtlasExportOrder *order, AtlasExportCounts *counts, GError **error)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (AtlasOutput) output = atlas_output_new (stream);

  if (!atlas_export_write_order (fixture->source, order, output, NULL, NULL, NULL, counts, error))
    return NULL;
  g_output_stream_write (stream, "", 1, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

static char *
write_people (Fixture *fixture, const char *format, const AtlasExportTerms *terms, const char *const *fields)
{
  g_autoptr (AtlasQuery) people = make_query (&atlas_kind_member, "");
  AtlasQuery *queries[] = { people, NULL };
  AtlasExportOrder order = { .queries = queries, .format = format, .terms = *terms, .fields = fields };
  g_autoptr (GError) error = NULL;
  char *text = write_order (fixture, &order, NULL, &error);

  g_assert_no_error (error);
  return text;
}

static const AtlasExportTerms share = { .purpose = ATLAS_PURPOSE_SHARE, .partner = "Health Board" };

/* Everybody is counted once, for a reason, and the log says so. */
static void
test_consent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasQuery) people = NULL;
  g_autoptr (GPtrArray) left_out = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *unit = NULL;
  AtlasQuery *queries[2] = { NULL };
  AtlasExportOrder order = { .queries = queries, .format = "csv", .terms = share, .profile = "Monthly" };
  AtlasExportCounts counts = { 0 };
  AtlasAdmissionCounts counted = { 0 };

  fill (fixture);
  queries[0] = people = make_query (&atlas_kind_member, "");
  text = write_order (fixture, &order, &counts, &error);
  g_assert_no_error (error);
  g_assert_cmpint (counts.written, ==, 1);
  g_assert_cmpint (counts.people.matched, ==, 5);
  g_assert_cmpint (counts.people.not_active, ==, 1);
  g_assert_cmpint (counts.people.withdrawn, ==, 1);
  g_assert_cmpint (counts.people.expired, ==, 1);
  g_assert_cmpint (counts.people.no_consent, ==, 1);
  g_assert_nonnull (strstr (text, "Ada"));
  g_assert_null (strstr (text, "Ben"));

  unit = dup_last_unit (fixture);
  g_assert_cmpstr (
    unit, ==,
    "Export of 1 person|{\"act\":\"export\",\"format\":\"csv\",\"kinds\":[{\"kind\":\"member\","
    "\"query\":\"\",\"count\":1}],\"purpose\":\"share\",\"basis\":\"consent\",\"partner\":"
    "\"Health Board\",\"profile\":\"Monthly\",\"matched\":5,\"written\":1,\"not_active\":1,"
    "\"withdrawn\":1,\"expired\":1,\"no_consent\":1,\"no_address\":0}");

  atlas_export_count (fixture->source, people, &share, 10, &left_out, NULL, &counted, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (&counted, sizeof counted, &counts.people, sizeof counts.people);
  g_assert_cmpuint (left_out->len, ==, 4);
  g_assert_cmpstr (((AtlasLeftOutPerson *) left_out->pdata[0])->name, ==, "Ben");
  g_assert_cmpint (((AtlasLeftOutPerson *) left_out->pdata[0])->reason, ==, ATLAS_LEFT_OUT_WITHDRAWN);
  assert_sound (fixture->source);
}

/* What stays behind, whoever agreed. */
static void
test_fields (Fixture *fixture, gconstpointer data)
{
  static const char *const chosen[] = { "emails", "id", "given_name", "phones", NULL };
  static const AtlasExportTerms publish = { .purpose = ATLAS_PURPOSE_PUBLISH };
  static const AtlasExportTerms contact = { .purpose = ATLAS_PURPOSE_CONTACT,
                                            .channel = ATLAS_CHANNEL_PHONE };
  static const char *const inside[] = { "secret", "vip", "chess", "consents", "created", "45.4,", "exact" };
  g_autofree char *shared = NULL;
  g_autofree char *table = NULL;
  g_autofree char *published = NULL;
  g_autofree char *called = NULL;

  fill (fixture);
  shared = write_people (fixture, "json", &share, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (inside); i++)
    g_assert_null (strstr (shared, inside[i]));
  /* She agreed to share her e-mail address, and how else she is reached stays with us. */
  g_assert_nonnull (strstr (shared, "a@example.org"));
  g_assert_null (strstr (shared, "0100"));
  g_assert_null (strstr (shared, "Rideau"));
  g_assert_null (strstr (shared, "K1A"));
  g_assert_nonnull (strstr (shared, "\"city\":\"Ottawa\""));
  g_assert_nonnull (strstr (shared, "\"location\":{\"latitude\":45.41117,\"longitude\":-75.69812,"
                                    "\"precision\":\"place\",\"source\":\"gazetteer\"}"));
  g_assert_nonnull (strstr (shared, "\"purpose\":\"share\",\"partner\":\"Health Board\""));

  table = write_people (fixture, "csv", &share, chosen);
  g_assert_cmpstr (table, ==, "emails,id,given_name,phones\r\na@example.org," ADA ",Ada,\r\n");

  published = write_people (fixture, "ndjson", &publish, NULL);
  g_assert_null (strstr (published, "example.org"));
  g_assert_null (strstr (published, "1980"));
  g_assert_nonnull (strstr (published, "Ada"));

  called = write_people (fixture, "ndjson", &contact, NULL);
  g_assert_nonnull (strstr (called, "0100"));
  g_assert_null (strstr (called, "example.org"));
  g_assert_null (strstr (called, "latitude"));
}

static const struct
{
  AtlasExportTerms terms;
  const AtlasKind *kind;
  const char *format;
  const char *fields[3];
  const char *words; /* of the refusal */
} refused[] = {
  { { .purpose = ATLAS_PURPOSE_SHARE }, &atlas_kind_member, "csv", { NULL }, "who receives the file" },
  { { .purpose = ATLAS_PURPOSE_SHARE, .partner = " \t" },
    &atlas_kind_event,
    "json",
    { NULL },
    "who receives the file" },
  { { .purpose = ATLAS_PURPOSE_SHARE, .partner = "A" },
    &atlas_kind_member,
    "csv",
    { "notes" },
    "does not cover the field “notes”" },
  { { .purpose = ATLAS_PURPOSE_SHARE, .partner = "A" },
    &atlas_kind_member,
    "csv",
    { "shoes" },
    "“shoes” is no field" },
  { { .purpose = ATLAS_PURPOSE_SHARE, .partner = "A" },
    &atlas_kind_member,
    "csv",
    { "skills", "skills" },
    "named twice" },
  { { .purpose = ATLAS_PURPOSE_CONTACT, .channel = ATLAS_CHANNEL_EMAIL },
    &atlas_kind_member,
    "csv",
    { "phones" },
    "does not cover" },
  { { .purpose = ATLAS_PURPOSE_CONTACT },
    &atlas_kind_member,
    "csv",
    { NULL },
    "how people will be contacted" },
  { { .purpose = ATLAS_PURPOSE_CONTACT, .channel = ATLAS_CHANNEL_EMAIL },
    &atlas_kind_event,
    "csv",
    { NULL },
    "does not cover “Events”" },
  { { .purpose = ATLAS_PURPOSE_CONTACT, .channel = ATLAS_CHANNEL_EMAIL },
    &atlas_kind_member,
    "geojson",
    { NULL },
    "where people live" },
  { { .purpose = ATLAS_PURPOSE_SHARE },
    &atlas_kind_interaction,
    "csv",
    { NULL },
    "does not cover “Contact log”" },
  { { .purpose = ATLAS_PURPOSE_SHARE }, &atlas_kind_member, "mailing", { NULL }, "for contacting people" },
  { { .purpose = ATLAS_PURPOSE_SHARE, .pseudonymous = TRUE, .partner = " " },
    &atlas_kind_member,
    "csv",
    { NULL },
    "Name the partner" },
  { { .purpose = ATLAS_PURPOSE_SHARE, .pseudonymous = TRUE, .partner = "A" },
    &atlas_kind_member,
    "vcard3",
    { NULL },
    "there is none" },
  { { .purpose = ATLAS_PURPOSE_OWN, .pseudonymous = TRUE, .partner = "A" },
    &atlas_kind_member,
    "csv",
    { NULL },
    "shared with a partner" },
  { { .purpose = ATLAS_PURPOSE_OWN },
    &atlas_kind_member,
    "json",
    { "created", "updated" },
    "read as a whole one" },
  { { .purpose = ATLAS_PURPOSE_SHARE, .basis = "public-task" },
    &atlas_kind_member,
    "csv",
    { NULL },
    "by consent" },
};

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (AtlasQuery) query = make_query (refused[i].kind, "");
      AtlasQuery *queries[] = { query, NULL };
      AtlasExportOrder order = {
        .queries = queries,
        .format = refused[i].format,
        .terms = refused[i].terms,
        .fields = refused[i].fields[0] != NULL ? refused[i].fields : NULL,
      };
      g_autoptr (GError) error = NULL;

      g_assert_null (write_order (fixture, &order, NULL, &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, refused[i].words));
    }
}

/* The same in each file of a partner, another in another's, and never the person's own. */
static void
test_pseudonyms (Fixture *fixture, gconstpointer data)
{
  static const char *const columns[] = { "id", "address.city", NULL };
  static const AtlasExportTerms first = { ATLAS_PURPOSE_SHARE, 0, NULL, "Health Board", TRUE };
  static const AtlasExportTerms again = { ATLAS_PURPOSE_SHARE, 0, NULL, " health board ", TRUE };
  static const AtlasExportTerms other = { ATLAS_PURPOSE_SHARE, 0, NULL, "University", TRUE };
  AtlasStore *store = atlas_register_get_store (fixture->source);
  g_autoptr (AtlasPseudonyms) pseudonyms = NULL;
  g_autofree char *a = NULL, *b = NULL, *c = NULL, *json = NULL;
  g_autoptr (GError) error = NULL;
  char text[ATLAS_UUID_TEXT_SIZE];
  AtlasUuid id;

  fill (fixture);
  a = write_people (fixture, "csv", &first, columns);
  b = write_people (fixture, "csv", &again, columns);
  c = write_people (fixture, "csv", &other, columns);
  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (a, !=, c);
  g_assert_null (strstr (a, ADA));
  json = write_people (fixture, "json", &first, NULL);
  g_assert_null (strstr (json, "Ada"));
  g_assert_null (strstr (json, "a@example.org"));
  g_assert_null (strstr (json, "1980"));
  g_assert_nonnull (strstr (json, "\"pseudonyms\":\"HMAC-SHA256\""));

  /* Worked out with python3: hmac.new (bytes (range (32)), b"health board\0" + uuid.bytes, "sha256"). */
  atlas_store_set_setting (store, "export.key",
                           "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", &error);
  g_assert_no_error (error);
  pseudonyms = atlas_pseudonyms_new (fixture->source, "Health Board", &error);
  g_assert_no_error (error);
  atlas_uuid_parse (ADA, -1, &id);
  atlas_pseudonyms_get (pseudonyms, &id, &id);
  atlas_uuid_format (&id, text);
  g_assert_cmpstr (text, ==, "00a56ace-608c-88a1-a60d-0e83b2823913");
}

static char *
list_exports (Fixture *fixture, const char *id)
{
  g_autoptr (GArray) units = NULL;
  g_autoptr (GError) error = NULL;
  GString *out = g_string_new (NULL);
  AtlasUuid uuid;

  atlas_uuid_parse (id, -1, &uuid);
  units = atlas_disclosure_list_units (fixture->source, &uuid, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < units->len; i++)
    g_string_append_printf (out, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", g_array_index (units, gint64, i));
  return g_string_free (out, FALSE);
}

/* Whether what is told of the oldest file says who was searched for. @member: of whose files; NULL: of all */
static void
assert_searched (Fixture *fixture, const AtlasUuid *member, gboolean expected)
{
  const AtlasExportFilter filter = { .member = member };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = atlas_export_audit_list (fixture->source, &filter, NULL, &error);
  g_autofree char *words = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, >, 0);
  words = atlas_export_entry_describe (g_ptr_array_index (entries, entries->len - 1));
  g_assert_true ((strstr (words, "found by “dan”") != NULL) == expected);
}

#define ASSERT_EXPORTS(id, expected)                          \
  G_STMT_START                                                \
  {                                                           \
    g_autofree char *exports_ = list_exports (fixture, (id)); \
    g_assert_cmpstr (exports_, ==, (expected));               \
  }                                                           \
  G_STMT_END

/* Units 1 to 6 are the records. */
static void
test_disclosure (Fixture *fixture, gconstpointer data)
{
  static const AtlasExportTerms own = { 0 };
  g_autoptr (GArray) members = NULL;
  g_autoptr (GError) error = NULL;
  AtlasUuid ada;

  fill (fixture);
  g_free (write_people (fixture, "csv", &share, NULL));
  g_free (write_people (fixture, "json", &own, NULL));
  ASSERT_EXPORTS (ADA, "8,7");
  ASSERT_EXPORTS (DAN, "8");
  members = atlas_disclosure_list_members (fixture->source, 8, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (members->len, ==, 5);

  /* Deleted or not, it was so; and it is about one person who was recorded twice. */
  g_clear_pointer (&members, g_array_unref);
  atlas_uuid_parse (ADA, -1, &ada);
  atlas_register_erase (fixture->source, &ada, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  ASSERT_EXPORTS (ADA, "");
  ASSERT_EXPORTS (DAN, "8");
  members = atlas_disclosure_list_members (fixture->source, 8, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (members->len, ==, 4);
  assert_sound (fixture->source);
}

/* Who was recorded twice, and is one person now, was in the files of both; and is erased as both. */
static void
test_merged (Fixture *fixture, gconstpointer data)
{
  static const AtlasExportTerms own = { 0 };
  g_autoptr (AtlasQuery) only_dan = make_query (&atlas_kind_member, "dan");
  AtlasQuery *queries[] = { only_dan, NULL };
  AtlasExportOrder order = { .queries = queries, .format = "csv" };
  g_autoptr (AtlasRecord) merged = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *left = NULL;
  AtlasUuid a, d;

  fill (fixture);
  g_free (write_order (fixture, &order, NULL, &error));
  g_assert_no_error (error);
  atlas_uuid_parse (ADA, -1, &a);
  atlas_uuid_parse (DAN, -1, &d);
  merged = atlas_member_merge (fixture->source, &a, &d, NULL, NULL, &error);
  g_assert_no_error (error);
  g_free (write_people (fixture, "csv", &own, NULL));
  ASSERT_EXPORTS (ADA, "9,7");
  /* What was searched for is told of in the log, not to whom else it found. */
  assert_searched (fixture, NULL, TRUE);
  assert_searched (fixture, &a, FALSE);
  ASSERT_EXPORTS (BEN, "9");
  atlas_register_erase (fixture->source, &a, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  ASSERT_EXPORTS (ADA, "");
  ASSERT_EXPORTS (DAN, "");
  ASSERT_EXPORTS (BEN, "9");
  left = dump (fixture->source, TRUE);
  g_assert_null (strstr (left, "Dan"));
  g_assert_null (strstr (left, "Ada"));
  g_assert_null (strstr (left, DAN));
  assert_sound (fixture->source);
}

static gboolean
save_many (AtlasUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  atlas_unit_set_details (unit, "{}");
  return atlas_disclosure_save (data, unit, error);
}

/* Over the borders of chunks, with steps of every length. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasDisclosure) people = atlas_disclosure_new ();
  g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) members = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  for (guint i = 0; i < 10000; i++)
    {
      id += i % 7 == 0 ? 1 : (gint64) 1 << (i % 34);
      g_array_append_val (expected, id);
      atlas_disclosure_add (people, id);
    }
  atlas_register_write (fixture->source, "Many", ATLAS_UNIT_DEFAULT, save_many, people, NULL, &error);
  g_assert_no_error (error);
  members = atlas_disclosure_list_members (fixture->source, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (members->data, members->len * sizeof (gint64), expected->data,
                   expected->len * sizeof (gint64));
}

static void
test_profile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasRecord) profile = NULL;
  g_autoptr (AtlasRecord) bad = NULL;
  g_autoptr (GError) error = NULL;
  AtlasExportTerms terms;

  g_assert_null (atlas_export_profile_load (fixture->source, "Nurses", &error));
  g_assert_cmpstr (error->message, ==, "There is no export profile “Nurses”, nor any other.");
  g_clear_error (&error);
  add_record (
    fixture, &atlas_kind_export_profile,
    "{\"name\":\"Nurses\",\"purpose\":\"share\",\"identity\":\"pseudonymous\",\"partner\":\"Board\","
    "\"format\":\"xlsx\",\"fields\":[\"id\",\"skills\"]}");
  profile = atlas_export_profile_load (fixture->source, "nurses", &error);
  g_assert_no_error (error);
  atlas_export_profile_get_terms (profile, &terms);
  g_assert_cmpint (terms.purpose, ==, ATLAS_PURPOSE_SHARE);
  g_assert_true (terms.pseudonymous);
  g_assert_cmpstr (terms.partner, ==, "Board");

  bad = atlas_record_copy (profile);
  atlas_record_set_text (bad, "fields", "[\"notes\"]");
  g_assert_false (atlas_record_check (bad, NULL, &error));
  g_assert_cmpstr (
    error->message, ==,
    "fields: The purpose “Sharing with a partner” does not cover the field “notes”: leave it out.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  EXCHANGE_TEST ("/export-terms/consent", test_consent);
  EXCHANGE_TEST ("/export-terms/fields", test_fields);
  EXCHANGE_TEST ("/export-terms/refused", test_refused);
  EXCHANGE_TEST ("/export-terms/pseudonyms", test_pseudonyms);
  EXCHANGE_TEST ("/export-terms/disclosure", test_disclosure);
  EXCHANGE_TEST ("/export-terms/merged", test_merged);
  EXCHANGE_TEST ("/export-terms/many", test_many);
  EXCHANGE_TEST ("/export-terms/profile", test_profile);

  return g_test_run ();
}
