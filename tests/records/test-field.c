/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <string.h>

#include "atlas-field.h"
#include "atlas-record.h"

#define UUID "123e4567-e89b-42d3-a456-426614174000"

/* What a person types, what is stored, what is written back and what is shown. */
typedef struct
{
  const AtlasKind *kind;
  const char *key;
  const char *typed;
  const char *stored;    /* numbers as their decimal form */
  const char *formatted; /* NULL: as stored */
  const char *displayed; /* NULL: as formatted */
} RoundTrip;

#define MEMBER       &atlas_kind_member
#define EVENT        &atlas_kind_event
#define ESTIMATE     &atlas_kind_estimate
#define SEGMENT      &atlas_kind_segment
#define MISSION      &atlas_kind_mission
#define ORGANISATION &atlas_kind_organisation
#define INTERACTION  &atlas_kind_interaction
#define SOME_ID      "123e4567-e89b-42d3-a456-426614174000"
#define VERDICT      &atlas_kind_verdict
#define PROFILE      &atlas_kind_export_profile

static const RoundTrip round_trips[] = {
  { MEMBER, "given_name", "Zoë", "Zoë" },
  { MEMBER, "given_name", " spaced ", " spaced " },
  { MEMBER, "family_name", "O’Neill; née Uwase", "O’Neill; née Uwase" },
  { MEMBER, "other_names", "[sic]", "[sic]" },
  { MEMBER, "sex", "female", "female", NULL, "Female" },
  { MEMBER, "sex", " F ", "female", "female", "Female" },
  { MEMBER, "birth_year", "1985", "1985" },
  { MEMBER, "birth_year", "1985-04-02", "1985", "1985" },
  { MEMBER, "emails", "a@b.ca; c@d.org", "[\"a@b.ca\",\"c@d.org\"]", "a@b.ca;c@d.org", "a@b.ca, c@d.org" },
  { MEMBER, "emails", "[ \"a@b.ca\" ]", "[\"a@b.ca\"]", "a@b.ca" },
  { MEMBER, "phones", "+1 (613) 555-0100 ext. 12", "[\"+1 (613) 555-0100 ext. 12\"]",
    "+1 (613) 555-0100 ext. 12" },
  { MEMBER, "preferred_language", "rw", "rw", NULL, "Kinyarwanda" },
  { MEMBER, "preferred_language", "French", "fr", "fr", "French" },
  { MEMBER, "address.street", "12 Main St\nApt 3", "12 Main St\nApt 3" },
  { MEMBER, "address.city", "Québec", "Québec" },
  { MEMBER, "address.region", " ca-on", "CA-ON", "CA-ON" },
  { MEMBER, "address.postcode", "k1a 0b1", "K1A 0B1", "K1A 0B1" },
  { MEMBER, "address.country", "Canada", "CA", "CA", "Canada" },
  { MEMBER, "location.latitude", "45.4215", "45.4215" },
  { MEMBER, "location.latitude", "45,4215", "45.4215", "45.4215" },
  { MEMBER, "location.latitude", "45.4215° N", "45.4215", "45.4215" },
  { MEMBER, "location.latitude", "45°30′N", "45.5", "45.5" },
  { MEMBER, "location.latitude", "45° 30' 36\" S", "-45.51", "-45.51" },
  { MEMBER, "location.latitude", "45", "45", "45" },
  { MEMBER, "location.longitude", "-75.697193", "-75.697193", NULL, "-75.69719" },
  { MEMBER, "location.longitude", "75.5 W", "-75.5", "-75.5" },
  { MEMBER, "location.longitude", "0", "0", "0" },
  { MEMBER, "location.precision", "place", "place", NULL, "Place" },
  { MEMBER, "location.source", "gazetteer", "gazetteer", NULL, "From the address" },
  { MEMBER, "origin.province", "Southern", "Southern" },
  { MEMBER, "origin.district", "Huye", "Huye" },
  { MEMBER, "arrival_year", "2013", "2013" },
  { MEMBER, "citizenships", "RW;Canada", "[\"RW\",\"CA\"]", "RW;CA", "Rwanda, Canada" },
  { MEMBER, "education.level", "6", "6", NULL, "Bachelor’s or equivalent level" },
  { MEMBER, "education.level", "PhD", "8", "8", "Doctoral or equivalent level" },
  { MEMBER, "education.field", "public health", "public health" },
  { MEMBER, "occupation.code", "2221", "2221", NULL, "Nursing and midwifery professionals" },
  { MEMBER, "occupation.code", "Cooks", "512", "512", "Cooks" },
  { MEMBER, "occupation.title", "Town planner", "Town planner" },
  { MEMBER, "occupation.sector", "q", "Q", "Q", "Human health and social work activities" },
  { MEMBER, "occupation.employer", "=SUM(A1)", "=SUM(A1)" },
  { MEMBER, "occupation.years", "12", "12" },
  { MEMBER, "languages", "rw:C2;fr:B1",
    "[{\"code\":\"rw\",\"level\":\"C2\"},{\"code\":\"fr\",\"level\":\"B1\"}]", "rw:C2;fr:B1",
    "Kinyarwanda (C2, mastery), French (B1, intermediate)" },
  { MEMBER, "languages", "French ; rw:c2", "[{\"code\":\"fr\"},{\"code\":\"rw\",\"level\":\"C2\"}]",
    "fr;rw:C2", "French, Kinyarwanda (C2, mastery)" },
  { MEMBER, "languages", "[{\"level\":\"C2\", \"x\":{\"y\": [1 ,null]}, \"code\":\"rw\"}]",
    "[{\"code\":\"rw\",\"level\":\"C2\",\"x\":{\"y\":[1,null]}}]",
    "[{\"code\":\"rw\",\"level\":\"C2\",\"x\":{\"y\":[1,null]}}]", "Kinyarwanda (C2, mastery)" },
  { MEMBER, "skills", "nursing;first aid", "[\"nursing\",\"first aid\"]", "nursing;first aid",
    "nursing, first aid" },
  { MEMBER, "skills", "[\"a;b\",\" c\"]", "[\"a;b\",\" c\"]", "[\"a;b\",\" c\"]", "a;b,  c" },
  { MEMBER, "skills", "[a", "[\"[a\"]", "[\"[a\"]", "[a" },
  { MEMBER, "skills", "say \"hi\"", "[\"say \\\"hi\\\"\"]", "say \"hi\"" },
  { MEMBER, "interests", "Remote work; teaching", "[\"remote\",\"teaching\"]", "remote;teaching",
    "Remote work, Teaching" },
  { MEMBER, "consents", "contact:email:given:2024-03-01:form: blue",
    "[{\"purpose\":\"contact\",\"channel\":\"email\",\"status\":\"given\",\"date\":\"2024-03-01\",\"source\":"
    "\"form: "
    "blue\"}]",
    "contact:email:given:2024-03-01:form: blue",
    "Being contacted (E-mail, Given, 1 March 2024, form: blue)" },
  { MEMBER, "consents",
    "[{\"purpose\":\"publish\",\"channel\":\"any\",\"status\":\"given\",\"basis\":\"membership\","
    "\"wording\":\"2026-1\",\"expires\":\"2027-12-31\"}]",
    "[{\"purpose\":\"publish\",\"channel\":\"any\",\"status\":\"given\",\"basis\":\"membership\","
    "\"wording\":\"2026-1\",\"expires\":\"2027-12-31\"}]",
    "[{\"purpose\":\"publish\",\"channel\":\"any\",\"status\":\"given\",\"basis\":\"membership\","
    "\"wording\":\"2026-1\",\"expires\":\"2027-12-31\"}]",
    "Being named in public (Any channel, Given, Membership, 2026-1, 31 December 2027)" },
  { MEMBER, "consents", "contact:any:given",
    "[{\"purpose\":\"contact\",\"channel\":\"any\",\"status\":\"given\"}]", "contact:any:given",
    "Being contacted (Any channel, Given)" },
  { MEMBER, "status", "Moved away", "moved", "moved", "Moved away" },
  { MEMBER, "confirmed", "2024-02-29", "2024-02-29", NULL, "29 February 2024" },
  { MEMBER, "confirmed", "2024/2/9", "2024-02-09", "2024-02-09", "9 February 2024" },
  { MEMBER, "confirmed", "24.11.2025", "2025-11-24", "2025-11-24", "24 November 2025" },
  { MEMBER, "confirmed", "24/11/2025", "2025-11-24", "2025-11-24", "24 November 2025" },
  { MEMBER, "confirmed", "11/24/2025", "2025-11-24", "2025-11-24", "24 November 2025" },
  { MEMBER, "confirmed", "20251124", "2025-11-24", "2025-11-24", "24 November 2025" },
  { MEMBER, "confirmed", "2025-11-24T10:00:00Z", "2025-11-24", "2025-11-24", "24 November 2025" },
  { MEMBER, "confirmed", "today", "2026-05-06", "2026-05-06", "6 May 2026" },
  { MEMBER, "notes", "a\n\n  b  ", "a\n\n  b  " },
  { MEMBER, "created", "2026-06-15T10:08:36+02:00", "2026-06-15T08:08:36Z", "2026-06-15T08:08:36Z",
    "15 June 2026, 08:08" },
  { MEMBER, "updated", "2026-06-15T08:08:36.5Z", "2026-06-15T08:08:36Z", "2026-06-15T08:08:36Z",
    "15 June 2026, 08:08" },

  { EVENT, "title", "Umuganura", "Umuganura" },
  { EVENT, "type", "Town hall", "town-hall", "town-hall", "Town hall" },
  { EVENT, "status", "held", "held", NULL, "Held" },
  { EVENT, "start", "2026-11-24T18:30:00-05:00", "2026-11-24T18:30:00-05:00", NULL,
    "24 November 2026, 18:30" },
  { EVENT, "start", "2026-11-24 18:30", "2026-11-24T18:30:00+00:00", "2026-11-24T18:30:00+00:00",
    "24 November 2026, 18:30" },
  { EVENT, "start", "2026-11-24 9:05", "2026-11-24T09:05:00+00:00", "2026-11-24T09:05:00+00:00",
    "24 November 2026, 09:05" },
  { EVENT, "start", "2026-11-24", "2026-11-24T00:00:00+00:00", "2026-11-24T00:00:00+00:00",
    "24 November 2026, 00:00" },
  { EVENT, "end", "2026-11-24 18:30:00-05:00", "2026-11-24T18:30:00-05:00", "2026-11-24T18:30:00-05:00",
    "24 November 2026, 18:30" },
  { EVENT, "timezone", "America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires" },
  { EVENT, "timezone", "UTC", "UTC" },
  { EVENT, "venue", "City Hall", "City Hall" },
  { EVENT, "address.street", "1 Main St", "1 Main St" },
  { EVENT, "address.city", "Ottawa", "Ottawa" },
  { EVENT, "address.region", "US-NY", "US-NY" },
  { EVENT, "address.postcode", "10001", "10001" },
  { EVENT, "address.country", "USA", "US", "US", "United States" },
  { EVENT, "location.latitude", "-90", "-90" },
  { EVENT, "location.longitude", "180", "180" },
  { EVENT, "location.precision", "exact", "exact", NULL, "Exact" },
  { EVENT, "location.source", "officer", "officer", NULL, "Set by hand" },
  { EVENT, "capacity", "250", "250" },
  { EVENT, "organiser", "High Commission", "High Commission" },
  { EVENT, "description", "Come,\nall.", "Come,\nall." },
  { EVENT, "attendance", UUID ":attended", "[{\"member\":\"" UUID "\",\"status\":\"attended\"}]",
    UUID ":attended", UUID " (Attended)" },
  { EVENT, "attendance", "123E4567-E89B-42D3-A456-426614174000", "[{\"member\":\"" UUID "\"}]", UUID, UUID },
  { EVENT, "notes", "-", "-" },
  { EVENT, "created", "2026-06-15T08:08:36Z", "2026-06-15T08:08:36Z", NULL, "15 June 2026, 08:08" },
  { EVENT, "updated", "2026-06-15", "2026-06-15T00:00:00Z", "2026-06-15T00:00:00Z", "15 June 2026, 00:00" },

  { ESTIMATE, "country", "Canada", "CA", "CA", "Canada" },
  { ESTIMATE, "region", "ca-on", "CA-ON", "CA-ON" },
  { ESTIMATE, "place", "Montréal", "Montréal" },
  { ESTIMATE, "year", "2016", "2016" },
  { ESTIMATE, "source", "Statistics Canada", "Statistics Canada" },
  { ESTIMATE, "definition", "born-in", "born-in", NULL, "Born in the country of origin" },
  { ESTIMATE, "definition", "citizenship", "citizen-of", "citizen-of", "Citizens of the country of origin" },
  { ESTIMATE, "total", "1655", "1655", NULL, "1,655" },
  { ESTIMATE, "female", "0", "0" },
  { ESTIMATE, "male", "12", "12" },
  { ESTIMATE, "low", "5", "5" },
  { ESTIMATE, "high", "900", "900" },
  { ESTIMATE, "note", "rounded\nto 5", "rounded\nto 5" },
  { ESTIMATE, "link", "https://example.org/?a=b&c", "https://example.org/?a=b&c" },
  { ESTIMATE, "created", "2026-06-15T08:08:36Z", "2026-06-15T08:08:36Z", NULL, "15 June 2026, 08:08" },
  { ESTIMATE, "updated", "2026-06-15T08:08:36Z", "2026-06-15T08:08:36Z", NULL, "15 June 2026, 08:08" },

  { SEGMENT, "name", "Nurses in Ontario", "Nurses in Ontario" },
  { SEGMENT, "query", "occupation:22 region:CA-ON", "occupation:22 region:CA-ON" },
  { SEGMENT, "note", "asked for by the ministry", "asked for by the ministry" },
  { SEGMENT, "created", "2026-06-15T08:08:36Z", "2026-06-15T08:08:36Z", NULL, "15 June 2026, 08:08" },
  { SEGMENT, "updated", "2026-06-15T08:08:36Z", "2026-06-15T08:08:36Z", NULL, "15 June 2026, 08:08" },
  { MEMBER, "tags", "Choir; press 2026", "[\"Choir\",\"press 2026\"]", "Choir;press 2026",
    "Choir, press 2026" },
  { EVENT, "tags", "choir", "[\"choir\"]", "choir", "choir" },
  { ORGANISATION, "name", "Les Amis; du Rwanda", "Les Amis; du Rwanda" },
  { ORGANISATION, "abbreviation", "LADR", "LADR" },
  { ORGANISATION, "other_names", "The Friends", "[\"The Friends\"]", "The Friends", "The Friends" },
  { ORGANISATION, "type", "Diaspora association", "association", "association", "Diaspora association" },
  { ORGANISATION, "status", "Dissolved", "closed", "closed", "Closed" },
  { ORGANISATION, "tags", "choir", "[\"choir\"]", "choir", "choir" },
  { ORGANISATION, "emails", "a@b.ca", "[\"a@b.ca\"]", "a@b.ca", "a@b.ca" },
  { ORGANISATION, "phones", "+1 613 555 0100", "[\"+1 613 555 0100\"]", "+1 613 555 0100",
    "+1 613 555 0100" },
  { ORGANISATION, "website", "https://example.org", "https://example.org" },
  { ORGANISATION, "address.street", "1 Main St", "1 Main St" },
  { ORGANISATION, "address.city", "Ottawa", "Ottawa" },
  { ORGANISATION, "address.region", "ca-on", "CA-ON", "CA-ON" },
  { ORGANISATION, "address.postcode", "k1a 0b1", "K1A 0B1", "K1A 0B1" },
  { ORGANISATION, "address.country", "CA", "CA", "CA", "Canada" },
  { ORGANISATION, "location.latitude", "45.5", "45.5" },
  { ORGANISATION, "location.longitude", "-75.5", "-75.5" },
  { ORGANISATION, "location.precision", "exact", "exact", NULL, "Exact" },
  { ORGANISATION, "location.source", "officer", "officer", NULL, "Set by hand" },
  { ORGANISATION, "description", "Dance\nand song", "Dance\nand song" },
  { ORGANISATION, "roles", SOME_ID ":president:2020-01-01",
    "[{\"member\":\"" SOME_ID "\",\"role\":\"chair\",\"since\":\"2020-01-01\"}]", SOME_ID ":chair:2020-01-01",
    SOME_ID " (Chair, 1 January 2020)" },
  { ORGANISATION, "notes", "x", "x" },
  { ORGANISATION, "created", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", NULL, "1 January 2026, 00:00" },
  { ORGANISATION, "updated", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", NULL, "1 January 2026, 00:00" },
  { INTERACTION, "date", "2026-03-01", "2026-03-01", NULL, "1 March 2026" },
  { INTERACTION, "member", "123E4567-E89B-42D3-A456-426614174000", SOME_ID, SOME_ID },
  { INTERACTION, "organisation", SOME_ID, SOME_ID },
  { INTERACTION, "event", SOME_ID, SOME_ID },
  { INTERACTION, "officer", "J. Uwimana", "J. Uwimana" },
  { INTERACTION, "channel", "call", "phone", "phone", "Telephone" },
  { INTERACTION, "direction", "incoming", "in", "in", "To us" },
  { INTERACTION, "summary", "Asked about the fair", "Asked about the fair" },
  { INTERACTION, "outcome", "Asked not to be contacted", "do-not-contact", "do-not-contact",
    "Asked not to be contacted" },
  { INTERACTION, "follow_up", "2026-04-01", "2026-04-01", NULL, "1 April 2026" },
  { INTERACTION, "follow_up_done", "2026-04-02", "2026-04-02", NULL, "2 April 2026" },
  { INTERACTION, "notes", "x", "x" },
  { INTERACTION, "created", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", NULL, "1 January 2026, 00:00" },
  { INTERACTION, "updated", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", NULL, "1 January 2026, 00:00" },
  { MISSION, "title", "Prairies, in spring", "Prairies, in spring" },
  { MISSION, "objective", "Hear\nfamilies", "Hear\nfamilies" },
  { MISSION, "type", "Consular service", "consular", NULL, "Consular service" },
  { MISSION, "status", "under way", "under-way", NULL, "Under way" },
  { MISSION, "start", "24.11.2026", "2026-11-24", NULL, "24 November 2026" },
  { MISSION, "end", "2026-11-26", "2026-11-26", NULL, "26 November 2026" },
  { MISSION, "timezone", "America/Toronto", "America/Toronto" },
  { MISSION, "base.place", "Ottawa", "Ottawa" },
  { MISSION, "base.region", "ca-on", "CA-ON", "CA-ON" },
  { MISSION, "base.country", "CA", "CA", "CA", "Canada" },
  { MISSION, "base.latitude", "45.5", "45.5" },
  { MISSION, "base.longitude", "-75.5", "-75.5" },
  { MISSION, "team", "A. Uwase; B. Mugisha", "[\"A. Uwase\",\"B. Mugisha\"]", "A. Uwase;B. Mugisha",
    "A. Uwase, B. Mugisha" },
  { MISSION, "audience", "segment:\"Nurses\"", "segment:\"Nurses\"" },
  { MISSION, "expected", "1200", "1200", NULL, "1,200" },
  { MISSION, "reached", "0", "0" },
  { MISSION, "stops", "Winnipeg:CA-MB;Calgary",
    "[{\"place\":\"Winnipeg\",\"region\":\"CA-MB\"},{\"place\":\"Calgary\"}]", "Winnipeg:CA-MB;Calgary",
    "Winnipeg (CA-MB), Calgary" },
  /* A whole number is as good a real one as any, and the short form can't say when. */
  { MISSION, "stops",
    "[{\"radius\":60.0,\"place\":\"Calgary\",\"latitude\":51,\"longitude\":-114.5,\"pinned\":\"yes\"}]",
    "[{\"place\":\"Calgary\",\"latitude\":51,\"longitude\":-114.5,\"radius\":60,\"pinned\":\"yes\"}]",
    "[{\"place\":\"Calgary\",\"latitude\":51,\"longitude\":-114.5,\"radius\":60,\"pinned\":\"yes\"}]",
    "Calgary (51, -114.5, 60, Yes)" },
  { MISSION, "legs", "car:Ottawa:Toronto", "[{\"mode\":\"drive\",\"from\":\"Ottawa\",\"to\":\"Toronto\"}]",
    "drive:Ottawa:Toronto", "By car (Ottawa, Toronto)" },
  { MISSION, "currency", "cad", "CAD", "CAD" },
  { MISSION, "budget", "Hotels:lodging:1650.5:usd:1700",
    "[{\"item\":\"Hotels\",\"category\":\"lodging\",\"amount\":1650.5,\"currency\":\"USD\",\"spent\":1700}]",
    "Hotels:lodging:1650.5:USD:1700", "Hotels (Lodging, 1650.5, USD, 1700)" },
  { MISSION, "tags", "spring", "[\"spring\"]", "spring", "spring" },
  { MISSION, "plan", "{\"stops\": [1, 2.5]}", "{\"stops\": [1, 2.5]}" },
  { MISSION, "notes", "x", "x" },
  { MISSION, "created", "2026-06-15T08:08:36Z", "2026-06-15T08:08:36Z", NULL, "15 June 2026, 08:08" },
  { MISSION, "updated", "2026-06-15T08:08:36Z", "2026-06-15T08:08:36Z", NULL, "15 June 2026, 08:08" },
  { VERDICT, "member", "123E4567-e89b-42d3-a456-426614174000", "123e4567-e89b-42d3-a456-426614174000" },
  { VERDICT, "other", "123e4567-e89b-42d3-a456-426614174001", "123e4567-e89b-42d3-a456-426614174001" },
  { VERDICT, "verdict", "different", "different", NULL, "Different people" },
  { VERDICT, "note", "cousins", "cousins" },
  { VERDICT, "created", "2026-06-15T08:08:36Z", "2026-06-15T08:08:36Z", NULL, "15 June 2026, 08:08" },
  { VERDICT, "updated", "2026-06-15T08:08:36Z", "2026-06-15T08:08:36Z", NULL, "15 June 2026, 08:08" },
  { PROFILE, "name", "Nurses", "Nurses" },
  { PROFILE, "kinds", "member;event", "[\"member\",\"event\"]", "member;event", "member, event" },
  { PROFILE, "query", "nurse region:CA-ON", "nurse region:CA-ON" },
  { PROFILE, "purpose", "partner", "share", "share", "Sharing with a partner" },
  { PROFILE, "channel", "email", "email", NULL, "E-mail" },
  { PROFILE, "basis", "public interest", "public-task", "public-task", "Public task" },
  { PROFILE, "partner", "Health Board", "Health Board" },
  { PROFILE, "identity", "pseudonymous", "pseudonymous", NULL, "Under pseudonyms" },
  { PROFILE, "format", "vcard", "vcard3", "vcard3", "Contact cards (vCard 3.0)" },
  { PROFILE, "fields", "id;given_name", "[\"id\",\"given_name\"]", "id;given_name", "id, given_name" },
  { PROFILE, "note", "monthly", "monthly" },
  { PROFILE, "created", "2026-06-15T08:08:36Z", "2026-06-15T08:08:36Z", NULL, "15 June 2026, 08:08" },
  { PROFILE, "updated", "2026-06-15T08:08:36Z", "2026-06-15T08:08:36Z", NULL, "15 June 2026, 08:08" },
};

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
