/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-consent.h"
#include "atlas-duplicates.h"
#include "atlas-member-merge.h"
#include "import-test-support.h"

static const char document[] =
  "{\"format\":\"diaspora-atlas\",\"version\":1,\"members\":["
  "{\"id\":\"" ADA "\",\"given_name\":\"Ada\",\"family_name\":\"Uwase\",\"emails\":[\"ada@example.org\"],"
  "\"address\":{\"street\":\"1 Elm St\",\"city\":\"Ottawa\",\"region\":\"CA-ON\",\"country\":\"CA\"},"
  "\"location\":{\"latitude\":45.4,\"longitude\":-75.7,\"precision\":\"exact\",\"source\":\"officer\"},"
  "\"languages\":[{\"code\":\"rw\",\"level\":\"C2\"}],\"skills\":[\"nursing\"],"
  "\"consents\":[{\"purpose\":\"contact\",\"channel\":\"any\",\"status\":\"given\",\"date\":\"2025-05-05\"}],"
  "\"confirmed\":\"2025-01-01\",\"notes\":\"Met in "
  "Ottawa\",\"created\":\"2024-01-01T00:00:00Z\",\"updated\":\"" DAY1 "\"},"
  "{\"id\":\"" BEN "\",\"given_name\":\"Adah\",\"family_name\":\"Tremblay\",\"birth_year\":1984,"
  "\"emails\":[\"ada@example.org\",\"tremblay@example.org\"],"
  "\"address\":{\"street\":\"9 Oak Rd\",\"city\":\"Toronto\",\"region\":\"CA-ON\",\"country\":\"CA\"},"
  "\"location\":{\"latitude\":43.7,\"longitude\":-79.4,\"precision\":\"exact\",\"source\":\"officer\"},"
  "\"languages\":[{\"code\":\"rw\",\"level\":\"B1\"},{\"code\":\"fr\"}],\"skills\":[\"midwifery\"],"
  "\"consents\":[{\"purpose\":\"contact\",\"channel\":\"email\",\"status\":\"given\",\"date\":\"2023-01-01\"}"
  ","
  "{\"purpose\":\"contact\",\"channel\":\"email\",\"status\":\"withdrawn\",\"date\":\"2024-01-01\"}],"
  "\"confirmed\":\"2025-06-01\",\"notes\":\"Nurse\",\"created\":\"2023-01-01T00:00:00Z\",\"updated\":\"" DAY1
  "\"},"
  "{\"id\":\"11111111-2222-4333-8444-5555555555f9\",\"given_name\":\"Zoé\",\"created\":\"" DAY1
  "\",\"updated\":\"" DAY1 "\"}],"
  "\"events\":[{\"id\":\"" FAIR
  "\",\"title\":\"Fair\",\"start\":\"2026-08-01T14:00:00-04:00\",\"attendance\":["
  "{\"member\":\"" ADA "\",\"status\":\"invited\"},{\"member\":\"" BEN "\",\"status\":\"attended\"}]},"
  "{\"id\":\"11111111-2222-4333-8444-555555555504\",\"title\":\"Talk\",\"start\":\"2026-09-01T14:00:00-04:"
  "00\","
  "\"attendance\":[{\"member\":\"" BEN "\",\"status\":\"confirmed\"}]}],"
  "\"verdicts\":[{\"id\":\"11111111-2222-4333-8444-555555555505\",\"member\":\"" BEN "\",\"other\":\"" ADA
  "\",\"verdict\":\"different\"},{\"id\":\"11111111-2222-4333-8444-555555555506\",\"member\":"
  "\"11111111-2222-4333-8444-5555555555f9\",\"other\":\"" BEN "\",\"verdict\":\"different\"}]}";

static void
get_ids (AtlasUuid *ada, AtlasUuid *ben)
{
  g_assert_true (atlas_uuid_parse (ADA, -1, ada));
  g_assert_true (atlas_uuid_parse (BEN, -1, ben));
}

static void
set_up_two (Fixture *fixture, gconstpointer data)
{
  fixture_set_up (fixture, data);
  assert_import (fixture->source, document, "7 7 0 0 0 0 1");
}

#define MERGE_TEST(path, function) g_test_add (path, Fixture, NULL, set_up_two, function, fixture_tear_down)

static AtlasRecord *
merge_two (Fixture *fixture, char **choices)
{
  g_autoptr (GError) error = NULL;
  AtlasUuid ada, ben;
  AtlasRecord *merged;

  get_ids (&ada, &ben);
  merged = atlas_member_merge (fixture->source, &ada, &ben, choices, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (merged);
  return merged;
}

static void
test_fields (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = dump (fixture->source, FALSE);
  g_autofree char *merged_dump = NULL, *after = NULL, *again = NULL, *last = NULL;
  g_autoptr (AtlasRecord) merged = merge_two (fixture, NULL);

  merged_dump = dump (fixture->source, FALSE);
  last = dup_last_unit (fixture);
  assert_contains (last, "Merge Ada Uwase and Adah Tremblay");
  assert_query (fixture->source, "SELECT count(*) FROM member", "2");
  assert_query (
    fixture->source,
    "SELECT given_name || ' ' || family_name || ' ' || birth_year || ' ' || address_city FROM member "
    "WHERE id = 1",
    "Ada Uwase 1984 Ottawa");
  assert_query (fixture->source, "SELECT location_latitude FROM member WHERE id = 1", "45.4");
  assert_query (fixture->source, "SELECT emails FROM member WHERE id = 1",
                "[\"ada@example.org\",\"tremblay@example.org\"]");
  assert_query (fixture->source, "SELECT skills FROM member WHERE id = 1", "[\"nursing\",\"midwifery\"]");
  assert_query (fixture->source, "SELECT languages FROM member WHERE id = 1",
                "[{\"code\":\"rw\",\"level\":\"C2\"},{\"code\":\"fr\"}]");
  assert_query (fixture->source, "SELECT notes FROM member WHERE id = 1", "Met in Ottawa\n\nNurse");
  assert_query (fixture->source, "SELECT created || ' ' || confirmed FROM member WHERE id = 1",
                "2023-01-01T00:00:00Z 2025-06-01");

  /* As one step. */
  undo (fixture->source);
  after = dump (fixture->source, FALSE);
  assert_same_dump (after, before);
  redo (fixture->source);
  again = dump (fixture->source, FALSE);
  assert_same_dump (again, merged_dump);
  assert_sound (fixture->source);
}

/* E-mail was withdrawn in one record in 2024, though the other agreed to all channels later. */
static void
test_consents (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasRecord) merged = merge_two (fixture, NULL);
  g_autoptr (GPtrArray) consents = atlas_record_dup_items (merged, "consents");
  const AtlasValue *value =
    atlas_record_get_value (merged, atlas_kind_find_field (&atlas_kind_member, "consents", -1));
  AtlasConsentStatus status;

  g_assert_cmpuint (consents->len, ==, 4);
  atlas_consents_get_status (value->text, value->length, "contact", NULL, &status);
  g_assert_cmpuint (status.given, ==, ATLAS_CHANNEL_PHONE | ATLAS_CHANNEL_POST);
  g_assert_cmpuint (status.withdrawn, ==, ATLAS_CHANNEL_EMAIL);
}

static void
test_links (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasRecord) merged = NULL;

  assert_import (fixture->source,
                 "{\"organisations\":[{\"name\":\"Club\",\"roles\":[{\"member\":\"" BEN
                 "\",\"role\":\"chair\"}]}],\"interactions\":[{\"member\":\"" BEN
                 "\",\"date\":\"2026-01-02\",\"channel\":\"phone\",\"direction\":\"out\"}]}",
                 "2 2 0 0 0 0 0");
  merged = merge_two (fixture, NULL);

  /* Roles and contacts, and what is derived of them. */
  assert_query (fixture->source, "SELECT roles FROM organisation",
                "[{\"member\":\"" ADA "\",\"role\":\"chair\"}]");
  assert_query (fixture->source, "SELECT member FROM interaction", ADA);
  assert_query (
    fixture->source,
    "SELECT date ((times >> 48) * 86400, 'unixepoch') FROM member_facet AS f JOIN member AS r ON r.id = f.id "
    "WHERE r.given_name = (SELECT given_name FROM member WHERE lower (hex (uuid)) = replace ('" ADA
    "', '-', ''))",
    "2026-01-02");
  assert_query (fixture->source, "SELECT attendance FROM event WHERE title = 'Fair'",
                "[{\"member\":\"" ADA "\",\"status\":\"attended\"}]");
  assert_query (fixture->source, "SELECT attendance FROM event WHERE title = 'Talk'",
                "[{\"member\":\"" ADA "\",\"status\":\"confirmed\"}]");
  /* What was said of the two is no more; what was said of one of them and a third stays. */
  assert_query (fixture->source, "SELECT count(*) FROM verdict WHERE verdict = 'different'", "1");
  assert_query (fixture->source, "SELECT other FROM verdict WHERE verdict = 'different'", ADA);
  assert_query (fixture->source, "SELECT member || ' ' || other FROM verdict WHERE verdict = 'same'",
                ADA " " BEN);
}

static void
test_choices (Fixture *fixture, gconstpointer data)
{
  static const char *const wrong[] = { "birth_year=x", "shoe=1", "birth_year", "consents=left",
                                       "updated=left" };
  char *choices[] = { (char *) "family_name=right", (char *) "birth_year=1985",
                      (char *) "address.street=right", (char *) "address.city=right", NULL };
  g_autofree char *before = dump (fixture->source, TRUE);
  g_autofree char *after = NULL;
  g_autoptr (AtlasRecord) merged = NULL;
  AtlasUuid ada, ben;

  get_ids (&ada, &ben);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      char *one[] = { (char *) wrong[i], NULL };
      g_autoptr (GError) error = NULL;

      g_assert_null (atlas_member_merge (fixture->source, &ada, &ben, one, NULL, &error));
      g_assert_nonnull (error);
    }
  after = dump (fixture->source, TRUE);
  assert_same_dump (after, before);

  merged = merge_two (fixture, choices);
  assert_query (
    fixture->source,
    "SELECT family_name || ' ' || birth_year || ' ' || address_city || ' ' || location_latitude FROM "
    "member WHERE id = 1",
    "Tremblay 1985 Toronto 43.7");
}

/* A file that still has the record that went means the one that stayed. */
static void
test_import_after (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasRecord) merged = merge_two (fixture, NULL);
  g_autofree char *before = dump (fixture->source, FALSE), *after = NULL, *phones = NULL;

  /* Older than the merging. */
  assert_import (fixture->source,
                 "[{\"id\":\"" BEN "\",\"given_name\":\"Adah\",\"created\":\"" DAY1 "\",\"updated\":\"" DAY2
                 "\"}]",
                 "1 0 0 0 1 0 0");
  assert_import (fixture->source,
                 "[{\"id\":\"" BEN "\",\"given_name\":\"Adaline\",\"created\":\"" DAY1
                 "\",\"updated\":\"2027-01-01T00:00:00Z\"}]",
                 "1 0 0 1 0 0 0");
  /* What is new is united with what stands, and nothing of that is lost. */
  assert_import (fixture->source,
                 "[{\"id\":\"" BEN
                 "\",\"given_name\":\"Adaline\",\"phones\":[\"+16135559999\"],\"created\":\"" DAY1
                 "\",\"updated\":\"2027-01-01T00:00:00Z\"}]",
                 "1 0 1 0 0 0 0");
  assert_query (fixture->source, "SELECT count(*) FROM member", "2");
  phones = query (fixture->source, "SELECT phones FROM member WHERE id = 1");
  g_assert_true (g_str_has_suffix (phones, "\"+16135559999\"]"));
  undo (fixture->source);
  after = dump (fixture->source, FALSE);
  assert_same_dump (after, before);
  undo (fixture->source);
  /* Without the merging it is itself again. */
  assert_query (fixture->source, "SELECT count(*) FROM member", "3");
  assert_sound (fixture->source);
}

static void
delete_verdict (Fixture *fixture)
{
  g_autoptr (AtlasRecord) verdict = NULL;
  g_autoptr (GError) error = NULL;
  AtlasUuid uuid;
  gint64 id;

  g_assert_true (atlas_uuid_parse ("11111111-2222-4333-8444-555555555505", -1, &uuid));
  verdict = atlas_register_load_uuid (fixture->source, &atlas_kind_verdict, &uuid, &error);
  g_assert_no_error (error);
  id = atlas_record_get_id (verdict);
  g_assert_true (atlas_register_delete (fixture->source, &atlas_kind_verdict, &id, 1, &error));
}

/* What another office says of two who both stand here moves neither's record. */
static void
test_told (Fixture *fixture, gconstpointer data)
{
  assert_import (fixture->source,
                 "{\"format\":\"diaspora-atlas\",\"version\":1,\"verdicts\":[{\"member\":\"" ADA
                 "\",\"other\":\"" BEN "\",\"verdict\":\"same\"}]}",
                 "1 1 0 0 0 0 0");
  assert_import (fixture->source,
                 "[{\"id\":\"" BEN "\",\"given_name\":\"Benedict\",\"updated\":\"2027-01-01T00:00:00Z\"}]",
                 "1 0 1 0 0 0 0");
  assert_query (fixture->source, "SELECT count(*) FROM member WHERE given_name = 'Benedict' AND id = 2", "1");
  /* They are the first to be decided of. */
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (AtlasDuplicates) duplicates = atlas_duplicates_new (fixture->source, NULL, NULL, NULL, &error);
    g_autoptr (GArray) pairs =
      atlas_duplicates_search (duplicates, ATLAS_DUPLICATES_THRESHOLD, NULL, NULL, NULL, NULL, NULL, &error);
    const AtlasDuplicatePair *pair;
    g_auto (GStrv) reasons = NULL;

    g_assert_no_error (error);
    /* An officer here has said otherwise. */
    g_assert_cmpuint (pairs->len, ==, 0);
    g_clear_pointer (&duplicates, atlas_duplicates_free);
    g_clear_pointer (&pairs, g_array_unref);
    delete_verdict (fixture);
    duplicates = atlas_duplicates_new (fixture->source, NULL, NULL, NULL, &error);
    pairs =
      atlas_duplicates_search (duplicates, ATLAS_DUPLICATES_THRESHOLD, NULL, NULL, NULL, NULL, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (pairs->len, ==, 1);
    pair = &g_array_index (pairs, AtlasDuplicatePair, 0);
    g_assert_cmpint (pair->left, ==, 1);
    g_assert_cmpint (pair->right, ==, 2);
    g_assert_cmpfloat (pair->evidence.score, ==, 1);
    reasons = atlas_duplicate_evidence_list_reasons (&pair->evidence);
    g_assert_cmpstr (reasons[0], ==, "another office says that they are one person");
  }
  /* Nor is anybody made of a record that is not here. */
  assert_import (
    fixture->source,
    "{\"format\":\"diaspora-atlas\",\"version\":1,\"verdicts\":[{\"member\":\"11111111-2222-4333-8444-"
    "5555555555e8\",\"other\":\"11111111-2222-4333-8444-5555555555e7\",\"verdict\":\"same\"}]}",
    "1 1 0 0 0 0 0");
  assert_import (fixture->source,
                 "[{\"id\":\"11111111-2222-4333-8444-5555555555e7\",\"given_name\":\"Nina\"}]",
                 "1 1 0 0 0 0 1");
  assert_query (fixture->source, "SELECT lower (hex (uuid)) LIKE '%e7' FROM member WHERE given_name = 'Nina'",
                "1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  MERGE_TEST ("/member-merge/fields", test_fields);
  MERGE_TEST ("/member-merge/consents", test_consents);
  MERGE_TEST ("/member-merge/links", test_links);
  MERGE_TEST ("/member-merge/choices", test_choices);
  MERGE_TEST ("/member-merge/import-after", test_import_after);
  MERGE_TEST ("/member-merge/told", test_told);
  return g_test_run ();
}
