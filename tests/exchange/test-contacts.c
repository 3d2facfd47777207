/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-contact-card.h"
#include "atlas-contact-row.h"
#include "atlas-contacts.h"
#include "atlas-csv-writer.h"
#include "atlas-share-format.h"
#include "atlas-vcard-writer.h"
#include "exchange-test-support.h"

#define ADA "11111111-2222-4333-8444-555555555501"

#define CONSENT(channel, status, date) \
  "{\"purpose\":\"contact\",\"channel\":\"" channel "\",\"status\":\"" status "\",\"date\":\"" date "\"}"
#define GIVEN(channel)     CONSENT (channel, "given", "2026-01-01")
#define WITHDRAWN(channel) CONSENT (channel, "withdrawn", "2026-02-01")
#define ALL_CHANNELS                                                                                  \
  "\"emails\":[\"a@example.org\"],\"phones\":[\"+1 613 555 0100\"],\"address\":{\"city\":\"Ottawa\"," \
  "\"postcode\":\"K1A 0A1\"},"

/* Who goes into which list. */

typedef enum
{
  WRITTEN,
  NOT_ACTIVE,
  TAKEN_BACK,
  NO_CONSENT,
  NO_ADDRESS,
  N_FATES,
} Fate;

static const struct
{
  const char *member; /* without its name */
  Fate email, phone, post;
} fates[] = {
  { ALL_CHANNELS "\"consents\":[" GIVEN ("any") "]", WRITTEN, WRITTEN, WRITTEN },
  { ALL_CHANNELS "\"consents\":[" GIVEN ("any") "],\"status\":\"active\"", WRITTEN, WRITTEN, WRITTEN },
  { ALL_CHANNELS "\"consents\":[" GIVEN ("email") "]", WRITTEN, NO_CONSENT, NO_CONSENT },
  { ALL_CHANNELS "\"consents\":[]", NO_CONSENT, NO_CONSENT, NO_CONSENT },
  { ALL_CHANNELS "\"consents\":[" GIVEN ("any") "," WITHDRAWN ("post") "]", WRITTEN, WRITTEN, TAKEN_BACK },
  { ALL_CHANNELS "\"consents\":[" WITHDRAWN ("any") "," GIVEN ("any") "]", TAKEN_BACK, TAKEN_BACK,
    TAKEN_BACK },
  { ALL_CHANNELS "\"consents\":[" WITHDRAWN ("any") "," CONSENT ("any", "given", "2026-03-01") "]", WRITTEN,
    WRITTEN, WRITTEN },
  /* A refusal of what was never agreed to takes nothing back. */
  { ALL_CHANNELS "\"consents\":[" WITHDRAWN ("any") "]", NO_CONSENT, NO_CONSENT, NO_CONSENT },
  /* Sharing is another purpose. */
  { ALL_CHANNELS "\"consents\":[{\"purpose\":\"share\",\"channel\":\"any\",\"status\":\"given\"}]",
    NO_CONSENT, NO_CONSENT, NO_CONSENT },
  { "\"consents\":[" GIVEN ("any") "]", NO_ADDRESS, NO_ADDRESS, NO_ADDRESS },
  { "\"address\":{\"street\":\"1 A St\"},\"consents\":[" GIVEN ("any") "]", NO_ADDRESS, NO_ADDRESS,
    NO_ADDRESS },
  { "\"address\":{\"city\":\"Ottawa\"},\"consents\":[" GIVEN ("any") "]", NO_ADDRESS, NO_ADDRESS,
    NO_ADDRESS },
  { "\"address\":{\"street\":\"1 A St\",\"city\":\"Ottawa\"},\"consents\":[" GIVEN ("any") "]", NO_ADDRESS,
    NO_ADDRESS, WRITTEN },
  { "\"address\":{\"street\":\"1 A St\",\"postcode\":\"K1A 0A1\"},\"consents\":[" GIVEN ("any") "]",
    NO_ADDRESS, NO_ADDRESS, WRITTEN },
  /* The first reason counts. */
  { ALL_CHANNELS "\"consents\":[" GIVEN ("any") "],\"status\":\"moved\"", NOT_ACTIVE, NOT_ACTIVE,
    NOT_ACTIVE },
  { "\"status\":\"deceased\",\"consents\":[" GIVEN ("any") "," WITHDRAWN ("any") "]", NOT_ACTIVE, NOT_ACTIVE,
    NOT_ACTIVE },
  { "\"consents\":[" GIVEN ("any") "," WITHDRAWN ("any") "]", TAKEN_BACK, TAKEN_BACK, TAKEN_BACK },
  { "\"consents\":[]", NO_CONSENT, NO_CONSENT, NO_CONSENT },
};

static const AtlasChannel channels[] = { ATLAS_CHANNEL_EMAIL, ATLAS_CHANNEL_PHONE, ATLAS_CHANNEL_POST };

static Fate
expected_fate (guint i, AtlasChannel channel)
{
  return channel == ATLAS_CHANNEL_EMAIL   ? fates[i].email
         : channel == ATLAS_CHANNEL_PHONE ? fates[i].phone
                                          : fates[i].post;
}

static void
assert_counts (const AtlasAdmissionCounts *counts, const gint64 expected[N_FATES])
{
  gint64 sum = 0;

  for (guint i = 0; i < N_FATES; i++)
    sum += expected[i];
  g_assert_cmpint (counts->matched, ==, sum);
  g_assert_cmpint (counts->written, ==, expected[WRITTEN]);
  g_assert_cmpint (counts->not_active, ==, expected[NOT_ACTIVE]);
  g_assert_cmpint (counts->withdrawn, ==, expected[TAKEN_BACK]);
  g_assert_cmpint (counts->no_consent, ==, expected[NO_CONSENT]);
  g_assert_cmpint (counts->no_address, ==, expected[NO_ADDRESS]);
}

static char *
write_list (Fixture *fixture,
            const char *text,
            AtlasChannel channel,
            AtlasContactFormat format,
            gboolean excel,
            AtlasAdmissionCounts *counts)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (AtlasQuery) query = make_query (&atlas_kind_member, text);
  g_autoptr (GError) error = NULL;

  atlas_contacts_write (fixture->source, query, channel, format, excel, stream, NULL, NULL, NULL, counts,
                        &error);
  g_assert_no_error (error);
  g_output_stream_write (stream, "", 1, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
test_fates (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (fates); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"given_name\":\"N%u\",%s}", i, fates[i].member);

      add_record (fixture, &atlas_kind_member, json);
    }

  for (guint k = 0; k < G_N_ELEMENTS (channels); k++)
    {
      gint64 expected[N_FATES] = { 0 };
      g_autoptr (AtlasQuery) all = make_query (&atlas_kind_member, NULL);
      g_autoptr (GError) error = NULL;
      AtlasAdmissionCounts counts, counted;
      g_autofree char *text = write_list (fixture, NULL, channels[k], ATLAS_CONTACTS_CSV, FALSE, &counts);
      g_autoptr (GPtrArray) rows = parse_csv (text, strlen (text));
      guint row = 1;

      /* Those who are written, and no others, in order. */
      for (guint i = 0; i < G_N_ELEMENTS (fates); i++)
        {
          Fate fate = expected_fate (i, channels[k]);
          g_autofree char *name = g_strdup_printf ("N%u", i);

          expected[fate]++;
          if (fate == WRITTEN)
            g_assert_cmpstr (csv_cell (rows, row++, 0), ==, name);
        }
      g_assert_cmpuint (row, ==, rows->len);
      assert_counts (&counts, expected);

      atlas_contacts_count (fixture->source, all, channels[k], NULL, &counted, &error);
      g_assert_no_error (error);
      assert_counts (&counted, expected);
    }
}

static const struct
{
  AtlasAdmissionCounts counts;
  AtlasChannel channel;
  const char *expected;
} left_out[] = {
  { { 0 }, ATLAS_CHANNEL_EMAIL, NULL },
  { { .matched = 5, .written = 5 }, ATLAS_CHANNEL_EMAIL, NULL },
  { { .matched = 12, .no_consent = 7, .no_address = 5 },
    ATLAS_CHANNEL_EMAIL,
    "12 left out: 7 did not agree, 5 have no e-mail address" },
  { { .matched = 3, .written = 2, .no_address = 1 },
    ATLAS_CHANNEL_PHONE,
    "1 left out: 1 has no telephone number" },
  { { .matched = 10, .not_active = 1, .withdrawn = 2, .no_consent = 3, .no_address = 4 },
    ATLAS_CHANNEL_POST,
    "10 left out: 1 has moved or died, 2 took consent back, 3 did not agree, 4 have no postal address" },
};

static void
test_left_out (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (left_out); i++)
    {
      g_autofree char *text = atlas_admission_describe_left_out (&left_out[i].counts, left_out[i].channel);

      g_assert_cmpstr (text, ==, left_out[i].expected);
    }
}

/* What a contact looks like. */

#define PERSON                                                                                              \
  "{\"id\":\"" ADA "\",\"given_name\":\"Ada\",\"family_name\":\"Uwase; \\\"A\\\"\",\"preferred_language\":" \
  "\"fr\","                                                                                                 \
  "\"emails\":[\"a@example.org\",\"b@example.org\",\"c@example.org\"],\"phones\":[\"+1 613 555 0100\"],"    \
  "\"address\":{\"street\":\"1, rue A\\nporte B\",\"city\":\"Ottawa\",\"region\":\"CA-ON\",\"postcode\":"   \
  "\"K1A 0A1\",\"country\":\"CA\"},"                                                                        \
  "\"languages\":[{\"code\":\"rw\",\"level\":\"C2\"},{\"code\":\"fr\"}],"                                   \
  "\"consents\":[" GIVEN ("any") "],\"notes\":\"secret\",\"updated\":\"2026-01-02T03:04:05Z\"}"

#define CARD_START "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Uwase\\; \"A\";Ada;;;\r\nFN:Ada Uwase\\; \"A\"\r\n"
#define CARD_NOTE  "NOTE:Preferred language: French\\nLanguages: Kinyarwanda (C2\\, mastery)\\, "
#define CARD_END   "UID:urn:uuid:" ADA "\r\nREV:2026-01-02T03:04:05Z\r\nEND:VCARD\r\n"

static const struct
{
  AtlasChannel channel;
  AtlasContactFormat format;
  gboolean excel, synthetic;
  const char *expected;
} contacts[] = {
  { ATLAS_CHANNEL_EMAIL, ATLAS_CONTACTS_CSV, FALSE, FALSE,
    "given_name,family_name,preferred_language,languages,email,other_emails\r\n"
    "Ada,\"Uwase; \"\"A\"\"\",fr,\"rw:C2;fr\",a@example.org,\"b@example.org;c@example.org\"\r\n" },
  { ATLAS_CHANNEL_PHONE, ATLAS_CONTACTS_CSV, TRUE, TRUE,
    ATLAS_CSV_MARK "given_name,family_name,preferred_language,languages,phone,other_phones,synthetic\r\n"
                   "Ada,\"Uwase; \"\"A\"\"\",fr,\"rw:C2;fr\",'+1 613 555 0100,,true\r\n" },
  { ATLAS_CHANNEL_POST, ATLAS_CONTACTS_CSV, FALSE, FALSE,
    "given_name,family_name,preferred_language,languages,address.street,address.city,address.region,"
    "address.postcode,address.country,country\r\n"
    "Ada,\"Uwase; \"\"A\"\"\",fr,\"rw:C2;fr\",\"1, rue A\nporte B\",Ottawa,CA-ON,K1A 0A1,CA,Canada\r\n" },
  { ATLAS_CHANNEL_EMAIL, ATLAS_CONTACTS_VCARD, FALSE, FALSE,
    CARD_START "EMAIL;TYPE=INTERNET,PREF:a@example.org\r\nEMAIL;TYPE=INTERNET:b@example.org\r\n"
               "EMAIL;TYPE=INTERNET:c@example.org\r\n" CARD_NOTE "Fr\r\n ench\r\n"
               "CATEGORIES:Diaspora Atlas\r\n" CARD_END },
  { ATLAS_CHANNEL_PHONE, ATLAS_CONTACTS_VCARD, FALSE, TRUE,
    CARD_START "TEL;TYPE=VOICE:+1 613 555 0100\r\n" CARD_NOTE
               "Fr\r\n ench\\nSynthetic data: this person is invented\r\n"
               "CATEGORIES:Diaspora Atlas,Synthetic data\r\n" CARD_END },
  { ATLAS_CHANNEL_POST, ATLAS_CONTACTS_VCARD, FALSE, FALSE,
    CARD_START "ADR;TYPE=HOME,POSTAL:;;1\\, rue A\\nporte B;Ottawa;ON;K1A 0A1;Canada\r\n" CARD_NOTE
               "Fr\r\n ench\r\nCATEGORIES:Diaspora Atlas\r\n" CARD_END },
};

static void
test_contacts (Fixture *fixture, gconstpointer data)
{
  add_record (fixture, &atlas_kind_member, PERSON);
  for (guint i = 0; i < G_N_ELEMENTS (contacts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      AtlasAdmissionCounts counts;

      atlas_store_set_setting (atlas_register_get_store (fixture->source), ATLAS_SHARE_SETTING_SYNTHETIC,
                               contacts[i].synthetic ? "1" : NULL, &error);
      g_assert_no_error (error);
      text = write_list (fixture, "ada", contacts[i].channel, contacts[i].format, contacts[i].excel, &counts);
      g_assert_cmpint (counts.written, ==, 1);
      g_assert_cmpstr (text, ==, contacts[i].expected);
      g_assert_null (strstr (text, "secret"));
    }
}

static void
test_log (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = make_file (fixture, "list.vcf");
  g_autoptr (AtlasQuery) query = make_query (&atlas_kind_member, "ada");
  g_autoptr (GError) error = NULL;
  g_autofree char *unit = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *text = NULL;

  add_record (fixture, &atlas_kind_member, PERSON);
  add_record (fixture, &atlas_kind_member, "{\"given_name\":\"Ada\"}");
  atlas_contacts_write_file (fixture->source, query, ATLAS_CHANNEL_EMAIL, ATLAS_CONTACTS_VCARD, FALSE, file,
                             NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  text = read_file (file);
  g_assert_true (g_str_has_prefix (text, CARD_START));
  unit = dup_last_unit (fixture);
  expected = g_strdup_printf (
    "Contact list of 1 "
    "person|{\"act\":\"contacts\",\"channel\":\"email\",\"format\":\"vcard\",\"query\":\"ada\","
    "\"matched\":2,\"written\":1,\"not_active\":0,\"withdrawn\":0,\"expired\":0,\"no_consent\":1,\"no_"
    "address\":0,\"purpose\":\"contact\",\"basis\":\"consent\","
    "\"file\":\"%s\"}",
    g_file_peek_path (file));
  g_assert_cmpstr (unit, ==, expected);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = make_file (fixture, "list.csv");
  g_autoptr (AtlasQuery) query = make_query (&atlas_kind_member, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *names = NULL;
  AtlasAdmissionCounts counts = { 0 };

  add_record (fixture, &atlas_kind_member, PERSON);
  g_cancellable_cancel (cancellable);
  g_assert_false (atlas_contacts_write_file (fixture->source, query, ATLAS_CHANNEL_EMAIL, ATLAS_CONTACTS_CSV,
                                             FALSE, file, NULL, NULL, cancellable, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (
    atlas_contacts_count (fixture->source, query, ATLAS_CHANNEL_EMAIL, cancellable, &counts, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  names = list_folder (fixture);
  g_assert_cmpstr (names, ==, "");
}

/* vCard text. */

static const struct
{
  const char *value;
  const char *line; /* behind "X:", or "" */
} lines[] = {
  { "", "" },
  { "Ada", "X:Ada\r\n" },
  { "a,b;c\\d:e", "X:a\\,b\\;c\\\\d:e\r\n" },
  { "a\nb", "X:a\\nb\r\n" },
  { "a\r\nb", "X:a\\nb\r\n" },
  { "a\rb\r\rc", "X:a\\nb\\n\\nc\r\n" },
  { "a\n\rb", "X:a\\n\\nb\r\n" },
  { "a\vb\fc", "X:a\\nb\\nc\r\n" },
  { "a\xc2\x85"
    "b\xe2\x80\xa8"
    "c\xe2\x80\xa9",
    "X:a\\nb\\nc\\n\r\n" },
  { "x\r\nEND:VCARD\r\nBEGIN:VCARD", "X:x\\nEND:VCARD\\nBEGIN:VCARD\r\n" },
  { "a\tb\x01\x1b\x7f", "X:a\tb   \r\n" },
  /* 75 octets, and one more. */
  { "0123456789012345678901234567890123456789012345678901234567890123456789012",
    "X:0123456789012345678901234567890123456789012345678901234567890123456789012\r\n" },
  { "01234567890123456789012345678901234567890123456789012345678901234567890123",
    "X:0123456789012345678901234567890123456789012345678901234567890123456789012\r\n 3\r\n" },
  /* A character of two, three and four bytes across the edge. */
  { "012345678901234567890123456789012345678901234567890123456789012345678901éx",
    "X:012345678901234567890123456789012345678901234567890123456789012345678901\r\n éx\r\n" },
  { "01234567890123456789012345678901234567890123456789012345678901234567890€x",
    "X:01234567890123456789012345678901234567890123456789012345678901234567890\r\n €x\r\n" },
  { "012345678901234567890123456789012345678901234567890123456789012345678901😀x",
    "X:012345678901234567890123456789012345678901234567890123456789012345678901\r\n 😀x\r\n" },
};

/* What RFC 2425 says a reader does: lines joined, then escapes undone. */
static char *
read_value (const char *text, const char *name)
{
  GString *value = g_string_new (NULL);

  g_assert_true (g_str_has_prefix (text, name));
  for (text += strlen (name); *text != '\0'; text++)
    {
      if (strncmp (text, "\r\n ", 3) == 0)
        {
          text += 2;
          continue;
        }
      if (strcmp (text, "\r\n") == 0)
        break;
      g_assert_cmpint (*text, !=, '\r');
      g_assert_cmpint (*text, !=, '\n');
      if (*text == '\\')
        {
          text++;
          g_assert_nonnull (strchr ("\\;,n", *text));
          g_string_append_c (value, *text == 'n' ? '\n' : *text);
          continue;
        }
      g_string_append_c (value, *text);
    }
  return g_string_free (value, FALSE);
}

/* The value as a vCard can hold it: line breaks all alike, no other control characters. */
static char *
tame (const char *text)
{
  g_autoptr (GRegex) breaks = g_regex_new ("\\r\\n|[\\r\\n\\x0b\\x0c\\x{85}\\x{2028}\\x{2029}]", 0, 0, NULL);
  g_autoptr (GRegex) controls = g_regex_new ("[\\x01-\\x08\\x0e-\\x1f\\x7f]", 0, 0, NULL);
  g_autofree char *broken = g_regex_replace_literal (breaks, text, -1, 0, "\n", 0, NULL);

  return g_regex_replace_literal (controls, broken, -1, 0, " ", 0, NULL);
}

static void
check_line (const char *text, const char *expected)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *value = NULL;
  g_autofree char *tamed = tame (text);
  g_auto (GStrv) split = NULL;

  atlas_vcard_append_line (out, "X", text);
  if (expected != NULL)
    g_assert_cmpstr (out->str, ==, expected);
  if (*text == '\0')
    return;
  value = read_value (out->str, "X:");
  g_assert_cmpstr (value, ==, tamed);

  split = g_strsplit (out->str, "\r\n", -1);
  for (gsize i = 0; split[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (split[i]), <=, 75);
      g_assert_true (g_utf8_validate (split[i], -1, NULL));
    }
}

static void
test_lines (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    check_line (lines[i].value, lines[i].line);
}

/* A name and a street of each sort, through both formats. */
static void
check_naughty_string (const char *text, gpointer data)
{
  g_autoptr (AtlasRecord) member = atlas_record_new (&atlas_kind_member);
  g_autoptr (GString) row = g_string_new (NULL);
  g_autoptr (GString) card = g_string_new (NULL);
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *full_name = NULL;
  g_autofree char *tamed = NULL;
  g_autofree char *title = NULL;
  const char *fn, *end;

  check_line (text, NULL);

  atlas_record_set_text (member, "given_name", text);
  atlas_record_set_text (member, "address.street", text);
  atlas_contact_append_row (row, member, ATLAS_CHANNEL_POST, FALSE);
  rows = parse_csv (row->str, row->len);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (csv_unprotected (csv_cell (rows, 0, 0)), ==, text);
  g_assert_cmpstr (csv_unprotected (csv_cell (rows, 0, 4)), ==, text);
  g_assert_false (strchr ("=+-@", csv_cell (rows, 0, 0)[0]) != NULL);

  atlas_contact_append_card (card, member, ATLAS_CHANNEL_POST, ATLAS_VCARD_3, FALSE);
  fn = strstr (card->str, "\r\nFN:");
  end = strstr (card->str, "\r\nADR;");
  g_assert_true (fn != NULL && end > fn);
  title = atlas_record_dup_title (member);
  tamed = tame (title);
  {
    g_autofree char *line = g_strndup (fn + 2, (gsize) (end - fn));

    full_name = read_value (line, "FN:");
  }
  g_assert_cmpstr (full_name, ==, tamed);
}

static void
test_naughty_strings (void)
{
  foreach_naughty_string (check_naughty_string, NULL);
}

/* A list that the log can't know of is not written. */
static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasQuery) everyone = atlas_query_parse (&atlas_kind_member, NULL, NULL);
  g_autofree char *path = g_strdup (atlas_register_get_path (fixture->source));
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->source);
  fixture->source = atlas_register_open (path, ATLAS_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_false (atlas_contacts_write (fixture->source, everyone, ATLAS_CHANNEL_EMAIL, ATLAS_CONTACTS_CSV,
                                        FALSE, out, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_READ_ONLY);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_cmpuint (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (out)), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  EXCHANGE_TEST ("/contacts/fates", test_fates);
  EXCHANGE_TEST ("/contacts/read-only", test_read_only);
  g_test_add_func ("/contacts/left-out", test_left_out);
  EXCHANGE_TEST ("/contacts/formats", test_contacts);
  EXCHANGE_TEST ("/contacts/log", test_log);
  EXCHANGE_TEST ("/contacts/cancelled", test_cancelled);
  g_test_add_func ("/contacts/lines", test_lines);
  g_test_add_func ("/contacts/naughty-strings", test_naughty_strings);
  return g_test_run ();
}
