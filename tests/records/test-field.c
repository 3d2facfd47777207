/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <string.h>

#include "atlas-field.h"
#include "atlas-record.h"
#include "field-round-trips.h"

static const AtlasField *
get_field (const AtlasKind *kind, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (kind, key, -1);

  g_assert_nonnull (field);
  return field;
}

static void
assert_stored (const AtlasField *field, const AtlasValue *value, const char *expected)
{
  g_autofree char *number = NULL;

  if (value->type == ATLAS_VALUE_TEXT)
    {
      g_assert_cmpmem (value->text, value->length, expected, strlen (expected));
      return;
    }
  g_assert_cmpint (value->type, ==, field->type == ATLAS_FIELD_REAL ? ATLAS_VALUE_REAL : ATLAS_VALUE_INTEGER);
  number = atlas_field_format (field, value);
  g_assert_cmpstr (number, ==, expected);
}

static gboolean
has_iso_codes (void)
{
  return g_file_test ("/usr/share/iso-codes/json/iso_3166-1.json", G_FILE_TEST_EXISTS);
}

static void
test_round_trips (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (round_trips); i++)
    {
      const RoundTrip *trip = &round_trips[i];
      const AtlasField *field = get_field (trip->kind, trip->key);
      const char *formatted = trip->formatted ? trip->formatted : trip->stored;
      const char *displayed = trip->displayed ? trip->displayed : formatted;
      g_auto (AtlasValue) value = { 0 };
      g_auto (AtlasValue) again = { 0 };
      g_autofree char *written = NULL;
      g_autofree char *shown = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s.%s: %s", trip->kind->name, trip->key, trip->typed);
      if (!has_iso_codes () &&
          (field->vocabulary == &atlas_vocabulary_country ||
           field->vocabulary == &atlas_vocabulary_language || field->items == &atlas_kind_language))
        continue;
      atlas_field_parse (field, trip->typed, &value, &error);
      g_assert_no_error (error);
      assert_stored (field, &value, trip->stored);

      written = atlas_field_format (field, &value);
      g_assert_cmpstr (written, ==, formatted);
      g_assert_true (atlas_field_parse (field, written, &again, &error));
      g_assert_no_error (error);
      g_assert_true (atlas_value_equal (&value, &again));

      shown = atlas_field_display (field, &value);
      g_assert_cmpstr (shown, ==, displayed);

      /* What is stored is in its stored form. */
      atlas_field_normalise (field, &again);
      g_assert_true (atlas_value_equal (&value, &again));
      g_assert_true (atlas_field_check_value (field, &again, &error));
      g_assert_no_error (error);
    }
}

/* No field of any kind goes without a round trip. */
static void
test_all_fields (void)
{
  for (const AtlasKind *const *kind = atlas_kinds (); *kind != NULL; kind++)
    for (guint i = 0; i < (*kind)->n_fields; i++)
      {
        const AtlasField *field = &(*kind)->fields[i];
        gboolean found = FALSE;
        g_auto (AtlasValue) value = { 0 };
        g_autofree char *written = atlas_field_format (field, &value);
        g_autofree char *shown = atlas_field_display (field, &value);

        for (guint j = 0; j < G_N_ELEMENTS (round_trips); j++)
          found |= round_trips[j].kind == *kind && strcmp (round_trips[j].key, field->key) == 0;
        g_test_message ("%s.%s", (*kind)->name, field->key);
        g_assert_true (found);

        g_assert_cmpstr (written, ==, "");
        g_assert_cmpstr (shown, ==, "");
        atlas_value_set_integer (&value, 7);
        g_assert_true (atlas_field_parse (field, "", &value, NULL));
        g_assert_cmpint (value.type, ==, ATLAS_VALUE_NULL);
      }
}

static const struct
{
  const AtlasKind *kind;
  const char *key, *typed, *message;
} refusals[] = {
  { MISSION, "status", "cancelled", "must be one of: draft, approved, under-way, held, reported" },
  { MISSION, "currency", "dollars",
    "must be the three letters of a currency (ISO 4217), such as CAD or USD" },
  { MISSION, "currency", "C4D", "must be the three letters of a currency (ISO 4217), such as CAD or USD" },
  { MISSION, "plan", "[1]", "must be a JSON object, such as {\"days\": 3}" },
  { MISSION, "plan", "{} {}", "must be a JSON object, such as {\"days\": 3}" },
  { MISSION, "plan", "{\"a\":}", "must be a JSON object, such as {\"days\": 3}" },
  { MISSION, "stops", "[{\"region\":\"CA-MB\"}]", "entry 1: place: is missing" },
  { MISSION, "stops", "[{\"place\":\"A\"},{\"place\":\"B\",\"latitude\":91}]",
    "entry 2: latitude: must be between -90 and 90" },
  { MISSION, "stops", "[{\"place\":\"A\",\"expected\":1.5}]", "entry 1: expected: must be a whole number" },
  { MISSION, "stops", "[{\"place\":\"A\",\"pinned\":true}]", "entry 1: pinned: must be a single value" },
  { MISSION, "legs", "[{\"mode\":\"swim\"}]", "entry 1: mode: must be one of: drive, fly, train" },
  { MISSION, "budget", "[{\"item\":\"A\",\"amount\":-1}]",
    "entry 1: amount: must be between 0 and 1000000000" },
  { MEMBER, "sex", "femail", "must be one of: female, male, other, undisclosed" },
  { MEMBER, "birth_year", "1899", "must be a year between 1900 and 2026" },
  { MEMBER, "birth_year", "2027", "must be a year between 1900 and 2026" },
  { MEMBER, "birth_year", "85?", "must be a year of four digits" },
  { MEMBER, "birth_year", "about 1985", "must be a year of four digits" },
  { MEMBER, "emails", "a@b.ca;nonsense", "entry 2: is no e-mail address; write it as name@example.org" },
  { MEMBER, "emails", "a b@c.ca", "entry 1: is no e-mail address; write it as name@example.org" },
  { MEMBER, "phones", "1234", "entry 1: is no telephone number; it needs at least five digits" },
  { MEMBER, "phones", "+1 613 555 0100 (home)",
    "entry 1: is no telephone number; write it as +1 613 555 0100" },
  { MEMBER, "phones", "123456789012345678901",
    "entry 1: is no telephone number; it has more than twenty digits" },
  { MEMBER, "preferred_language", "Klingonese", "must be the code of a language (ISO 639), such as fr" },
  { MEMBER, "address.region", "Ontario",
    "must be the code of a province or state (ISO 3166-2), such as CA-ON or US-NY" },
  { MEMBER, "address.country", "Atlantis",
    "must be the two-letter code of a country (ISO 3166-1), such as CA" },
  { MEMBER, "location.latitude", "90.1", "must be between -90 and 90" },
  { MEMBER, "location.latitude", "nan", "must be a number" },
  { MEMBER, "location.latitude", "45.5 X", "must be a number" },
  { MEMBER, "location.latitude", "", NULL },
  { MEMBER, "location.longitude", "-180.5", "must be between -180 and 180" },
  { MEMBER, "location.longitude", "12 75", "must be a number" },
  { MEMBER, "citizenships", "CA;XX",
    "entry 2: must be the two-letter code of a country (ISO 3166-1), such as CA" },
  { MEMBER, "education.level", "9", "must be a level of education from 0 to 8 (ISCED 2011)" },
  { MEMBER, "education.level", "-1", "must be a level of education from 0 to 8 (ISCED 2011)" },
  { MEMBER, "education.level", "lots", "must be a level of education from 0 to 8 (ISCED 2011)" },
  { MEMBER, "occupation.code", "9999",
    "must be an occupation code of one to four digits (ISCO-08), such as 2221" },
  { MEMBER, "occupation.sector", "Z", "must be the letter of a sector, A to U (ISIC Rev.4)" },
  { MEMBER, "occupation.years", "91", "must be between 0 and 90" },
  { MEMBER, "occupation.years", "5.5", "must be a whole number" },
  { MEMBER, "occupation.years", "99999999999999999999", "must be a whole number" },
  { MEMBER, "languages", "fr:D1", "entry 1: level: must be one of: A1, A2, B1, B2, C1, C2" },
  { MEMBER, "languages", "rw:C2;:B1", "entry 2: code: is missing" },
  { MEMBER, "languages", "[{\"code\":{}}]", "entry 1: code: must be a single value" },
  { MEMBER, "languages", "[\"fr\"]", "must be a list of objects" },
  { MEMBER, "interests", "remote;golf",
    "entry 2: must be one of: short-assignment, remote, mentoring, teaching, return, investing, "
    "philanthropy, "
    "volunteering" },
  { MEMBER, "consents", "contact:email", "entry 1: status: is missing" },
  { MEMBER, "consents", "contact:fax:given", "entry 1: channel: must be one of: email, phone, post, any" },
  { MEMBER, "consents", "contact:email:given:2024-02-30",
    "entry 1: date: must be a day of the calendar, written as 2026-11-24" },
  { MEMBER, "status", "sleeping", "must be one of: active, moved, deceased" },
  { MEMBER, "confirmed", "2023-02-29", "must be a day of the calendar, written as 2026-11-24" },
  { MEMBER, "confirmed", "03/04/2025", "may be read in two ways; write the day as 2026-11-24" },
  { MEMBER, "confirmed", "yesterday", "must be a day of the calendar, written as 2026-11-24" },
  { MEMBER, "confirmed", "24/11/25", "must be a day of the calendar, written as 2026-11-24" },
  { MEMBER, "created", "noon", "must be a date and time, written as 2026-11-24T07:00:00Z" },
  { MEMBER, "notes", "\xff\xfe", "must be text in UTF-8" },
  { EVENT, "start", "soon", "must be a date and time, written as 2026-11-24 18:30" },
  { EVENT, "start", "2026-11-24 25:00", "must be a date and time, written as 2026-11-24 18:30" },
  { EVENT, "start", "2026-11-24 18:30 pm", "must be a date and time, written as 2026-11-24 18:30" },
  { EVENT, "timezone", "Eastern Time", "must be the name of a time zone, such as America/Toronto" },
  { EVENT, "capacity", "-5", "must be between 0 and 10000000" },
  { EVENT, "attendance", "Ada:attended",
    "entry 1: member: must be the id of a record, such as 123e4567-e89b-42d3-a456-426614174000" },
};

static void
test_refusals (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      const AtlasField *field = get_field (refusals[i].kind, refusals[i].key);
      g_auto (AtlasValue) value = { 0 };
      g_autoptr (GError) error = NULL;
      gboolean good = atlas_field_parse (field, refusals[i].typed, &value, &error);

      g_test_message ("%s: %s", refusals[i].key, refusals[i].typed);
      g_assert_cmpint (good, ==, refusals[i].message == NULL);
      if (good)
        continue;
      g_assert_nonnull (error);
      g_assert_cmpuint (error->domain, ==, ATLAS_RECORD_ERROR);
      g_assert_cmpstr (error->message, ==, refusals[i].message);
      g_assert_cmpint (value.type, ==, ATLAS_VALUE_NULL);
    }
}

static void
test_limits (void)
{
  static const struct
  {
    const char *key;
    gsize limit;
  } limits[] = {
    { "given_name", 1024 },
    { "address.street", 1024 },
    { "address.postcode", 32 },
    { "notes", 64 * 1024 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      const AtlasField *field = get_field (MEMBER, limits[i].key);
      g_autofree char *text = g_strnfill (limits[i].limit + 1, 'A');
      g_auto (AtlasValue) value = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (atlas_field_get_max_length (field), ==, limits[i].limit);
      g_assert_false (atlas_field_parse (field, text, &value, &error));
      g_assert_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE);
      g_assert_true (g_str_has_prefix (error->message, "is too long: it has "));
      text[limits[i].limit] = '\0';
      g_assert_true (atlas_field_parse (field, text, &value, NULL));
    }
}

/* Addresses and numbers as they stand in real lists, and what only looks like them. */
static void
test_checks (void)
{
  static const struct
  {
    const char *key, *text;
    gboolean good;
  } checks[] = {
    { "emails", "a@b.co", TRUE },
    { "emails", "first.last+tag@sub.example.org", TRUE },
    { "emails", "o'neill@example.org", TRUE },
    { "emails", "josé@exämple.org", TRUE },
    { "emails", "a_b-c@x-y.example.museum", TRUE },
    { "emails", "a@b", FALSE },
    { "emails", "@b.ca", FALSE },
    { "emails", "a@", FALSE },
    { "emails", "a@@b.ca", FALSE },
    { "emails", "a@b..ca", FALSE },
    { "emails", "a@.b.ca", FALSE },
    { "emails", "a@b.ca.", FALSE },
    { "emails", "a@-b.ca", FALSE },
    { "emails", "a@b-.ca", FALSE },
    { "emails", "a..b@c.ca", FALSE },
    { "emails", ".a@c.ca", FALSE },
    { "emails", "Ada <a@c.ca>", FALSE },
    { "emails", "mailto:a@c.ca", FALSE },
    { "emails", "a@c.ca, b@c.ca", FALSE },
    { "phones", "+16135550100", TRUE },
    { "phones", "613-555-0100", TRUE },
    { "phones", "(613) 555.0100", TRUE },
    { "phones", "0788/123456", TRUE },
    { "phones", "613 555 0100 x22", TRUE },
    { "phones", "613 555 0100 poste 22", TRUE },
    { "phones", "613 555 0100 #22", TRUE },
    { "phones", "12345", TRUE },
    { "phones", "none", FALSE },
    { "phones", "613 555 0100 x", FALSE },
    { "phones", "613 555 0100 Ext. A", FALSE },
    { "phones", "+1+613+5550100", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      const AtlasField *field = get_field (MEMBER, checks[i].key);

      g_test_message ("%s", checks[i].text);
      g_assert_cmpint (field->check (field, checks[i].text, strlen (checks[i].text), NULL), ==,
                       checks[i].good);
    }
}

/* The pattern given to schemas says what the check does. */
static void
test_patterns (void)
{
  static const struct
  {
    const AtlasKind *kind;
    const char *key, *text;
    gboolean good;
  } texts[] = {
    { MEMBER, "address.region", "CA-ON", TRUE },
    { MEMBER, "address.region", "GB-E", TRUE },
    { MEMBER, "address.region", "FR-75C", TRUE },
    { MEMBER, "address.region", "RW-01", TRUE },
    { MEMBER, "address.region", "CA-ONTA", FALSE },
    { MEMBER, "address.region", "CA-", FALSE },
    { MEMBER, "address.region", "CAN-ON", FALSE },
    { MEMBER, "address.region", "ca-on", FALSE },
    { EVENT, "timezone", "America/North_Dakota/New_Salem", TRUE },
    { EVENT, "timezone", "Etc/GMT+5", TRUE },
    { EVENT, "timezone", "UTC", TRUE },
    { EVENT, "timezone", "/UTC", FALSE },
    { EVENT, "timezone", "America/", FALSE },
    { EVENT, "timezone", "America//Toronto", FALSE },
    { EVENT, "timezone", "a/b/c/d", FALSE },
    { EVENT, "timezone", "5", FALSE },
    { &atlas_kind_attendance, "member", UUID, TRUE },
    { &atlas_kind_attendance, "member", "123E4567-E89B-42D3-A456-426614174000", FALSE },
    { &atlas_kind_attendance, "member", "123e4567e89b42d3a456426614174000", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const AtlasField *field = get_field (texts[i].kind, texts[i].key);

      g_test_message ("%s", texts[i].text);
      g_assert_cmpint (g_regex_match_simple (field->pattern, texts[i].text, 0, 0), ==, texts[i].good);
      g_assert_cmpint (field->check (field, texts[i].text, strlen (texts[i].text), NULL), ==, texts[i].good);
    }
}

/* Values as a reader of JSON brings them: @json is a list's text. */
static const struct
{
  const char *key, *json, *stored;
} lists[] = {
  { "skills", "[\"a\",\"b\"]", "[\"a\",\"b\"]" },
  { "skills", " [ \"a\" , \"b\" ] ", "[\"a\",\"b\"]" },
  { "skills", "[\"\\u0061\"]", "[\"a\"]" },
  { "skills", "[\"a\\nb\"]", "[\"a\\nb\"]" },
  { "skills", "[\"a\\/b\"]", "[\"a/b\"]" },
  { "skills", "[\"\"]", NULL },
  { "skills", "[\"a\",\"\"]", "[\"a\"]" },
  { "skills", "[]", NULL },
  { "skills", "[ ]", NULL },
  { "skills", "", NULL },
  { "languages", "[{\"code\":\"rw\"}]", "[{\"code\":\"rw\"}]" },
  { "languages", "[{\"level\":\"C2\",\"code\":\"rw\"}]", "[{\"code\":\"rw\",\"level\":\"C2\"}]" },
  { "languages", "[{\"code\":\"rw\",\"level\":null}]", "[{\"code\":\"rw\"}]" },
  { "languages", "[{\"code\":\"rw\",\"level\":\"\"}]", "[{\"code\":\"rw\"}]" },
  { "languages", "[{\"code\":\"fr\",\"code\":\"rw\"}]", "[{\"code\":\"rw\"}]" },
  { "languages", "[{},{\"code\":\"rw\"},{}]", "[{\"code\":\"rw\"}]" },
  { "languages", "[{\"since\":1.50,\"code\":\"rw\"}]", "[{\"code\":\"rw\",\"since\":1.50}]" },
  { "languages", "[{\"code\":\"rw\" ,\"x\":[ true , false ]}]", "[{\"code\":\"rw\",\"x\":[true,false]}]" },
  { "languages", "[{}]", NULL },
  /* Left alone, to be refused. */
  { "skills", "[1]", "[1]" },
  { "skills", "[\"a\"", "[\"a\"" },
  { "skills", "[\"a\"] x", "[\"a\"] x" },
  { "skills", "{\"a\":1}", "{\"a\":1}" },
  { "skills", "[\"a\\u0000b\"]", "[\"a\\u0000b\"]" },
  { "languages", "[7]", "[7]" },
  { "languages", "[{\"code\":tru}]", "[{\"code\":tru}]" },
  { "languages", "[{\"code\":\"rw\",\"x\":[}]", "[{\"code\":\"rw\",\"x\":[}]" },
  { "languages", "[{\"code\":\"rw\"", "[{\"code\":\"rw\"" },
  { "languages", "[{\"code\":[]}]", "[{\"code\":[]}]" },
};

static void
test_lists (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      const AtlasField *field = get_field (MEMBER, lists[i].key);
      g_auto (AtlasValue) value = { 0 };
      gboolean left_alone = i >= G_N_ELEMENTS (lists) - 10;

      g_test_message ("%s: %s", lists[i].key, lists[i].json);
      atlas_value_borrow_text (&value, lists[i].json, strlen (lists[i].json));
      atlas_field_normalise (field, &value);
      if (lists[i].stored == NULL)
        g_assert_cmpint (value.type, ==, ATLAS_VALUE_NULL);
      else
        {
          g_assert_cmpmem (value.text, value.length, lists[i].stored, strlen (lists[i].stored));
          /* What was in its form already is not copied. */
          if (strcmp (lists[i].json, lists[i].stored) == 0)
            g_assert_true (value.text == lists[i].json);
        }
      g_assert_cmpint (atlas_field_check_value (field, &value, NULL), ==, !left_alone);
    }
}

static void
test_numbers (void)
{
  const AtlasField *year = get_field (MEMBER, "birth_year");
  const AtlasField *latitude = get_field (MEMBER, "location.latitude");
  g_auto (AtlasValue) value = { 0 };

  atlas_value_set_real (&value, 1985.0);
  atlas_field_normalise (year, &value);
  g_assert_cmpint (value.type, ==, ATLAS_VALUE_INTEGER);
  g_assert_cmpint (value.integer, ==, 1985);

  atlas_value_set_real (&value, 1985.5);
  atlas_field_normalise (year, &value);
  g_assert_false (atlas_field_check_value (year, &value, NULL));

  atlas_value_set_real (&value, 1e300);
  atlas_field_normalise (year, &value);
  g_assert_false (atlas_field_check_value (year, &value, NULL));

  atlas_value_set_integer (&value, 45);
  atlas_field_normalise (latitude, &value);
  g_assert_cmpint (value.type, ==, ATLAS_VALUE_REAL);
  g_assert_true (atlas_field_check_value (latitude, &value, NULL));

  atlas_value_set_text (&value, "45", -1);
  g_assert_false (atlas_field_check_value (latitude, &value, NULL));
  atlas_value_set_integer (&value, 45);
  g_assert_false (atlas_field_check_value (get_field (MEMBER, "given_name"), &value, NULL));
  g_assert_false (atlas_field_check_value (get_field (MEMBER, "skills"), &value, NULL));

  atlas_value_set_text (&value, "a\0b", 3);
  g_assert_false (atlas_field_check_value (get_field (MEMBER, "given_name"), &value, NULL));
}

int
main (int argc, char *argv[])
{
  g_setenv ("ATLAS_NOW", "2026-05-06T07:08:09Z", TRUE);
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/field/round-trips", test_round_trips);
  g_test_add_func ("/field/all-fields", test_all_fields);
  g_test_add_func ("/field/refusals", test_refusals);
  g_test_add_func ("/field/limits", test_limits);
  g_test_add_func ("/field/checks", test_checks);
  g_test_add_func ("/field/patterns", test_patterns);
  g_test_add_func ("/field/lists", test_lists);
  g_test_add_func ("/field/numbers", test_numbers);
  return g_test_run ();
}
