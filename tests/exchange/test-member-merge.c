/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-consent.h"
#include "atlas-duplicates.h"
#include "atlas-member-merge.h"
#include "atlas-merge-draft.h"
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

/* --- beside each other --------------------------------------------------------------------------------- */

static AtlasRecord *
load (Fixture *fixture, gint64 id)
{
  AtlasRecord *record = atlas_register_load (fixture->source, &atlas_kind_member, id, NULL);

  g_assert_nonnull (record);
  return record;
}

static guint
find_field (AtlasMergeDraft *draft, const char *key)
{
  guint n;
  const AtlasMergeField *fields = atlas_merge_draft_get_fields (draft, &n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (fields[i].fields[0].key, key))
      return i;
  g_assert_not_reached ();
}

/* "same", "settled", or which is taken: "<", ">", "+"; "?" where both could be. */
static char *
describe_draft (AtlasMergeDraft *draft)
{
  GString *text = g_string_new (NULL);
  guint n;
  const AtlasMergeField *fields = atlas_merge_draft_get_fields (draft, &n);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s %s%s", i > 0 ? ", " : "", fields[i].fields[0].column,
                            fields[i].same                        ? "same"
                            : fields[i].settled                   ? "settled"
                            : fields[i].side == ATLAS_MERGE_LEFT  ? "<"
                            : fields[i].side == ATLAS_MERGE_RIGHT ? ">"
                                                                  : "+",
                            fields[i].unites && fields[i].side != ATLAS_MERGE_BOTH ? "?" : "");
  return g_string_free (text, FALSE);
}

/* What is taken at first is what merging takes; what is chosen is what comes of it. */
static void
test_draft (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasRecord) left = load (fixture, 1);
  g_autoptr (AtlasRecord) right = load (fixture, 2);
  g_autoptr (AtlasMergeDraft) draft = atlas_merge_draft_new (left, right);
  g_autofree char *text = describe_draft (draft);
  g_autofree char *chosen = NULL;
  g_auto (GStrv) none = atlas_merge_draft_dup_choices (draft);
  g_auto (GStrv) choices = NULL;
  g_autoptr (AtlasRecord) expected = NULL;
  g_autoptr (AtlasRecord) merged = NULL;

  g_assert_cmpstr (text, ==,
                   "given_name <, family_name <, birth_year >, emails >, address_street <, languages +, "
                   "skills +, consents settled, confirmed >, notes +");
  g_assert_cmpuint (g_strv_length (none), ==, 0);

  atlas_merge_draft_choose (draft, find_field (draft, "family_name"), ATLAS_MERGE_RIGHT);
  atlas_merge_draft_choose (draft, find_field (draft, "birth_year"), ATLAS_MERGE_LEFT);
  atlas_merge_draft_choose (draft, find_field (draft, "address.street"), ATLAS_MERGE_RIGHT);
  atlas_merge_draft_choose (draft, find_field (draft, "skills"), ATLAS_MERGE_LEFT);
  atlas_merge_draft_choose (draft, find_field (draft, "notes"), ATLAS_MERGE_RIGHT);
  atlas_merge_draft_choose (draft, find_field (draft, "notes"), ATLAS_MERGE_BOTH);
  choices = atlas_merge_draft_dup_choices (draft);
  chosen = g_strjoinv (" ", choices);
  g_assert_cmpstr (chosen, ==,
                   "family_name=right birth_year=left address.street=right address.city=right "
                   "address.region=right address.postcode=right address.country=right skills=left");

  expected = atlas_merge_draft_make (draft);
  merged = merge_two (fixture, choices);
  g_assert_cmpstr (atlas_record_get_text (merged, "family_name"), ==, "Tremblay");
  g_assert_cmpint (atlas_record_get_integer (merged, "birth_year"), ==, 0);
  /* The position goes with the address. */
  g_assert_cmpfloat (atlas_record_get_real (merged, "location.latitude"), ==, 43.7);
  g_assert_cmpstr (atlas_record_get_text (merged, "skills"), ==, "[\"nursing\"]");
  g_assert_cmpstr (atlas_record_get_text (merged, "notes"), ==, "Met in Ottawa\n\nNurse");
  atlas_record_unset (expected, atlas_kind_find_field (&atlas_kind_member, "updated", -1));
  atlas_record_unset (merged, atlas_kind_find_field (&atlas_kind_member, "updated", -1));
  g_assert_true (atlas_record_equal (expected, merged));
}

static void
set_lists (AtlasRecord *member, const char *emails, const char *source, double latitude)
{
  g_assert_true (atlas_record_set_from_text (member, "emails", emails, NULL));
  g_assert_true (atlas_record_set_from_text (member, "address.city", "Ottawa", NULL));
  g_assert_true (atlas_record_set_from_text (member, "location.source", source, NULL));
  atlas_record_set_real (member, "location.latitude", latitude);
  atlas_record_set_real (member, "location.longitude", -75);
}

/* The order of a list is no difference. Of one address there may be two positions; which of them counts is
 * a question only where somebody said so. */
static void
test_draft_same (void)
{
  g_autoptr (AtlasRecord) left = atlas_record_new (&atlas_kind_member);
  g_autoptr (AtlasRecord) right = atlas_record_new (&atlas_kind_member);
  g_autoptr (AtlasMergeDraft) by_hand = NULL;
  g_autoptr (AtlasMergeDraft) looked_up = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_auto (GStrv) choices = NULL;
  g_autofree char *chosen = NULL;

  g_assert_true (atlas_record_set_from_text (left, "languages", "rw:C2", NULL));
  g_assert_true (atlas_record_set_from_text (right, "languages", "rw:B1", NULL));
  set_lists (left, "a@example.org; b@example.org", "gazetteer", 45);
  set_lists (right, "b@example.org; a@example.org", "officer", 46);
  by_hand = atlas_merge_draft_new (left, right);
  first = describe_draft (by_hand);
  g_assert_cmpstr (first, ==, "emails same, address_street same, location_latitude <, languages <");
  atlas_merge_draft_choose (by_hand, 2, ATLAS_MERGE_RIGHT);
  choices = atlas_merge_draft_dup_choices (by_hand);
  chosen = g_strjoinv (" ", choices);
  g_assert_cmpstr (chosen, ==,
                   "location.latitude=right location.longitude=right location.precision=right "
                   "location.source=right");

  set_lists (right, "b@example.org", "gazetteer", 46);
  looked_up = atlas_merge_draft_new (left, right);
  second = describe_draft (looked_up);
  g_assert_cmpstr (second, ==, "emails <, address_street same, languages <");

  /* Nothing is lost by taking what has all of the other. */
  g_assert_true (
    atlas_record_set_from_text (right, "emails", "c@example.org; b@example.org; a@example.org", NULL));
  g_clear_pointer (&looked_up, atlas_merge_draft_free);
  looked_up = atlas_merge_draft_new (left, right);
  third = describe_draft (looked_up);
  g_assert_cmpstr (third, ==, "emails >, address_street same, languages <");
}

/* --- what is left to decide ---------------------------------------------------------------------------- */

static void
delete_verdicts (Fixture *fixture)
{
  g_autoptr (AtlasQuery) all = make_query (&atlas_kind_verdict, "");
  g_autoptr (GArray) ids = atlas_register_list_ids (fixture->source, all, NULL, 0, NULL, NULL);
  g_autoptr (GError) error = NULL;

  atlas_register_delete (fixture->source, &atlas_kind_verdict, (const gint64 *) (gpointer) ids->data,
                         ids->len, &error);
  g_assert_no_error (error);
}

/* "1-3 2-3" */
static char *
sift (Fixture *fixture, GHashTable *heirs, const char *query_text)
{
  static const gint64 found[][2] = { { 2, 3 }, { 1, 2 }, { 1, 3 } };
  g_autoptr (GArray) pairs = g_array_new (FALSE, TRUE, sizeof (AtlasDuplicatePair));
  g_autoptr (AtlasQuery) query = query_text ? make_query (&atlas_kind_member, query_text) : NULL;
  g_autoptr (GArray) left = NULL;
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    {
      AtlasDuplicatePair pair = { .left = found[i][0], .right = found[i][1] };

      g_array_append_val (pairs, pair);
    }
  left = atlas_duplicates_sift (fixture->source, pairs, heirs, query, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < left->len; i++)
    {
      const AtlasDuplicatePair *pair = &g_array_index (left, AtlasDuplicatePair, i);

      g_string_append_printf (text, "%s%d-%d", i > 0 ? " " : "", (int) pair->left, (int) pair->right);
    }
  return g_string_free (text, FALSE);
}

static void
assert_sifted (Fixture *fixture, GHashTable *heirs, const char *query, const char *expected)
{
  g_autofree char *got = sift (fixture, heirs, query);

  g_assert_cmpstr (got, ==, expected);
}

static void
test_sift (Fixture *fixture, gconstpointer data)
{
  static const gint64 ben = 2, ada = 1;
  g_autoptr (GHashTable) heirs = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (AtlasRecord) merged = NULL;

  /* Ben was called different from both others. */
  assert_sifted (fixture, NULL, NULL, "1-3");
  assert_sifted (fixture, NULL, "zoe", "1-3");
  assert_sifted (fixture, NULL, "tremblay", "");
  delete_verdicts (fixture);
  assert_sifted (fixture, NULL, NULL, "2-3 1-2 1-3");
  assert_sifted (fixture, NULL, "tremblay", "2-3 1-2");

  merged = merge_two (fixture, NULL);
  assert_sifted (fixture, NULL, NULL, "1-3");
  g_hash_table_insert (heirs, (gpointer) &ben, (gpointer) &ada);
  assert_sifted (fixture, heirs, NULL, "1-3");
  undo (fixture->source);
  assert_sifted (fixture, heirs, NULL, "2-3 1-2 1-3");
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
  MERGE_TEST ("/member-merge/draft", test_draft);
  g_test_add_func ("/member-merge/draft-same", test_draft_same);
  MERGE_TEST ("/member-merge/sift", test_sift);
  MERGE_TEST ("/member-merge/told", test_told);
  return g_test_run ();
}
