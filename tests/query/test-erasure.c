/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erasing on request: nothing that names the person is left in records, search, journal or file, and what is
 * left still fits together. */
#include <string.h>

#include "atlas-backup.h"
#include "atlas-erasure.h"
#include "atlas-geodata.h"
#include "atlas-links.h"
#include "atlas-member-merge.h"
#include "query-test-support.h"

#define ADA  "11111111-2222-4333-8444-000000000001"
#define BEN  "11111111-2222-4333-8444-000000000002"
#define CLUB "11111111-2222-4333-8444-000000000010"
#define CALL "11111111-2222-4333-8444-000000000031"
#define FAIR "11111111-2222-4333-8444-000000000020"

/* Words that stand nowhere else, not even in the program. */
#define GIVEN  "Zzyzxadele"
#define FAMILY "Qwertzumuhire"
#define MAIDEN "Vbnmkayitesi"
#define NOTE   "Plokijuhy"

static const char world[] =
  "{\"members\":[{\"id\":\"" ADA "\",\"given_name\":\"" GIVEN "\",\"family_name\":\"" MAIDEN "\","
  "\"emails\":[\"" FAMILY "@example.org\"],\"sex\":\"female\",\"address\":{\"city\":\"Whitehorse\","
  "\"region\":\"CA-YT\",\"country\":\"CA\"}},"
  "{\"id\":\"" BEN "\",\"given_name\":\"Ben\",\"sex\":\"male\",\"address\":{\"region\":\"CA-ON\","
  "\"country\":\"CA\"}}],"
  "\"organisations\":[{\"id\":\"" CLUB "\",\"name\":\"Club\",\"roles\":[{\"member\":\"" ADA
  "\",\"role\":\"chair\"},{\"member\":\"" BEN "\",\"role\":\"member\"}]}],"
  "\"events\":[{\"id\":\"" FAIR "\",\"title\":\"Fair\",\"start\":\"2026-05-01T10:00:00Z\",\"attendance\":["
  "{\"member\":\"" ADA "\",\"status\":\"attended\"},{\"member\":\"" BEN "\",\"status\":\"attended\"}]}],"
  "\"interactions\":[{\"id\":\"11111111-2222-4333-8444-000000000030\",\"date\":\"2026-05-02\",\"channel\":"
  "\"phone\",\"member\":\"" ADA "\",\"summary\":\"" NOTE "\"},"
  "{\"id\":\"" CALL "\",\"date\":\"2026-05-03\",\"channel\":\"phone\","
  "\"member\":\"" BEN "\",\"summary\":\"Called Ben\"}]}";

static AtlasRecord *
load_text (AtlasRegister *source, const AtlasKind *kind, const char *text)
{
  AtlasUuid uuid;

  g_assert_true (atlas_uuid_parse (text, -1, &uuid));
  return atlas_register_load_uuid (source, kind, &uuid, NULL);
}

static void
change (AtlasRegister *source, const AtlasKind *kind, const char *id, const char *key, const char *text)
{
  g_autoptr (AtlasRecord) record = load_text (source, kind, id);
  g_autoptr (GError) error = NULL;

  atlas_record_set_from_text (record, key, text, &error);
  g_assert_no_error (error);
  save (source, record);
}

/* In the file or in the log beside it, in whatever case. */
static gboolean
is_in_file (Fixture *fixture, const char *word)
{
  static const char *const ends[] = { "", "-wal" };
  g_autofree char *wanted = g_ascii_strdown (word, -1);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *path = g_strconcat (fixture->path, ends[i], NULL);
      g_autofree char *content = NULL;
      gsize length = 0;

      if (!g_file_get_contents (path, &content, &length, NULL))
        continue;
      for (gsize k = 0; k < length; k++)
        content[k] = g_ascii_tolower (content[k]);
      if (memmem (content, length, wanted, strlen (wanted)) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
assert_sound (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) faults = atlas_store_check (atlas_register_get_store (fixture->source), NULL, NULL, &error);

  g_assert_no_error (error);
  for (gsize i = 0; faults[i] != NULL; i++)
    g_test_message ("%s", faults[i]);
  g_assert_null (faults[0]);
}

static void
erase (Fixture *fixture, const char *id, AtlasErasure *erasure)
{
  g_autoptr (GError) error = NULL;
  AtlasUuid uuid;

  g_assert_true (atlas_uuid_parse (id, -1, &uuid));
  atlas_register_erase (fixture->source, &uuid, "A letter", erasure, NULL, &error);
  g_assert_no_error (error);
}

static void
undo (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  atlas_journal_undo (atlas_register_get_store (fixture->source), NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_gone (Fixture *fixture, gconstpointer data)
{
  static const char *const words[] = { GIVEN, FAMILY, MAIDEN, NOTE, ADA, "Whitehorse" };
  g_auto (AtlasErasure) erasure = { 0 };
  g_autoptr (AtlasRecord) club = NULL;
  g_autoptr (AtlasRecord) fair = NULL;
  g_autoptr (GPtrArray) attendance = NULL;
  g_autoptr (GPtrArray) roles = NULL;
  g_autoptr (GPtrArray) units = NULL;
  const AtlasUnitInfo *newest;
  AtlasUuid uuid;

  add_json (fixture->source, world);
  /* A history: another name, other people beside, something undone. */
  change (fixture->source, &atlas_kind_member, ADA, "family_name", FAMILY);
  change (fixture->source, &atlas_kind_member, ADA, "notes", NOTE " again");
  /* Written down with the wrong person at first. */
  change (fixture->source, &atlas_kind_interaction, CALL, "member", ADA);
  change (fixture->source, &atlas_kind_interaction, CALL, "member", BEN);
  change (fixture->source, &atlas_kind_event, FAIR, "capacity", "40");
  undo (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_true (i == 4 || is_in_file (fixture, words[i]));

  erase (fixture, ADA, &erasure);
  g_assert_cmpuint (erasure.contacts, ==, 1);
  g_assert_cmpuint (erasure.roles, ==, 1);
  g_assert_cmpuint (erasure.events, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (is_in_file (fixture, words[i]))
      g_error ("“%s” is still in the file", words[i]);
  g_assert_cmpint (count (fixture->source, &atlas_kind_member, GIVEN), ==, 0);
  g_assert_cmpint (count (fixture->source, &atlas_kind_member, ""), ==, 1);
  g_assert_cmpint (count (fixture->source, &atlas_kind_interaction, ""), ==, 1);

  /* Ben is still the member of the club that he was; and two were at the fair, one of whom is nobody. */
  club = load_text (fixture->source, &atlas_kind_organisation, CLUB);
  roles = atlas_record_dup_items (club, "roles");
  g_assert_cmpuint (roles->len, ==, 1);
  fair = load_text (fixture->source, &atlas_kind_event, FAIR);
  attendance = atlas_record_dup_items (fair, "attendance");
  g_assert_cmpuint (attendance->len, ==, 2);
  g_assert_cmpstr (atlas_record_get_text (g_ptr_array_index (attendance, 0), "status"), ==, "attended");
  g_assert_true (
    atlas_uuid_parse (atlas_record_get_text (g_ptr_array_index (attendance, 0), "member"), -1, &uuid));

  /* One of one in the Yukon, one of two in Canada: too few for anything to be said of her. */
  units = atlas_journal_list_units (atlas_register_get_store (fixture->source), 1, NULL);
  newest = g_ptr_array_index (units, 0);
  g_assert_cmpstr (newest->details, ==,
                   "{\"erased\":1,\"contacts\":1,\"roles\":1,\"events\":1,\"reason\":\"A letter\"}");
  assert_sound (fixture);
}

/* What was done before can still be undone and redone, without the person. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *redone = NULL;
  g_autoptr (GError) error = NULL;

  add_json (fixture->source, world);
  change (fixture->source, &atlas_kind_member, ADA, "family_name", FAMILY);
  change (fixture->source, &atlas_kind_member, BEN, "family_name", "Mugabo");
  erase (fixture, ADA, NULL);

  undo (fixture);
  g_assert_cmpint (count (fixture->source, &atlas_kind_member, "mugabo"), ==, 0);
  undo (fixture);
  undo (fixture);
  g_assert_cmpint (count (fixture->source, &atlas_kind_member, ""), ==, 0);
  assert_sound (fixture);
  for (guint i = 0; i < 3; i++)
    {
      atlas_journal_redo (atlas_register_get_store (fixture->source), NULL, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpint (count (fixture->source, &atlas_kind_member, "mugabo"), ==, 1);
  g_assert_cmpint (count (fixture->source, &atlas_kind_member, ""), ==, 1);
  g_assert_false (is_in_file (fixture, MAIDEN));
  assert_sound (fixture);
}

/* Of somebody who was deleted the journal still knows all. */
static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasRecord) ada = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;
  AtlasUuid uuid;

  add_json (fixture->source, world);
  ada = load_text (fixture->source, &atlas_kind_member, ADA);
  id = atlas_record_get_id (ada);
  g_assert_true (atlas_register_delete (fixture->source, &atlas_kind_member, &id, 1, &error));
  g_assert_true (is_in_file (fixture, MAIDEN));
  erase (fixture, ADA, NULL);
  g_assert_false (is_in_file (fixture, GIVEN));
  g_assert_false (is_in_file (fixture, MAIDEN));
  g_assert_false (is_in_file (fixture, NOTE));
  assert_sound (fixture);

  g_assert_true (atlas_uuid_parse (ADA, -1, &uuid));
  g_assert_false (atlas_register_erase (fixture->source, &uuid, NULL, NULL, NULL, &error));
  g_assert_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN);
}

/* What the log keeps of an erasure says nothing of who was erased, not even as they were once called. */
static void
test_reason (Fixture *fixture, gconstpointer data)
{
  static const char *const naming[] = { FAMILY " asked", "by " MAIDEN, "From " FAMILY "@example.org", ADA };
  g_autoptr (AtlasRecord) ada = NULL;
  AtlasUuid uuid;

  add_json (fixture->source, world);
  change (fixture->source, &atlas_kind_member, ADA, "family_name", FAMILY);
  ada = load_text (fixture->source, &atlas_kind_member, ADA);
  g_assert_true (atlas_erasure_reason_names (ada, "zzyzxadèle wrote"));
  g_assert_false (atlas_erasure_reason_names (ada, MAIDEN));
  g_assert_false (atlas_erasure_reason_names (ada, "Letter of 12 May"));
  atlas_record_set_text (ada, "given_name", "May");
  g_assert_false (atlas_erasure_reason_names (ada, "Letter of 12 May"));
  g_assert_true (atlas_erasure_reason_names (ada, "From may " FAMILY));
  atlas_record_set_text (ada, "family_name", "Ngo");
  g_assert_false (atlas_erasure_reason_names (ada, "Letter of 12 May"));
  g_assert_true (atlas_erasure_reason_names (ada, "Letter of Ngo May"));
  g_assert_true (atlas_uuid_parse (ADA, -1, &uuid));
  for (guint i = 0; i < G_N_ELEMENTS (naming); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (atlas_register_erase (fixture->source, &uuid, naming[i], NULL, NULL, &error));
      g_assert_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE);
    }
  g_assert_cmpint (count (fixture->source, &atlas_kind_member, GIVEN), ==, 1);
  assert_sound (fixture);
}

static void
merge (Fixture *fixture, const char *stays, const char *goes)
{
  g_autoptr (AtlasRecord) merged = NULL;
  g_autoptr (GError) error = NULL;
  AtlasUuid left, right;

  g_assert_true (atlas_uuid_parse (stays, -1, &left));
  g_assert_true (atlas_uuid_parse (goes, -1, &right));
  merged = atlas_member_merge (fixture->source, &left, &right, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Two that were found to be the person go with her, and nothing brings them back; somebody else, about whom
 * only something was said, stays, without what was said. */
static void
test_merged (Fixture *fixture, gconstpointer data)
{
#define TWIN  "11111111-2222-4333-8444-000000000003"
#define THIRD "11111111-2222-4333-8444-000000000004"
  static const char *const words[] = { GIVEN, MAIDEN, FAMILY, NOTE, TWIN, THIRD, "Zqtwinemail", "Zqthird" };

  add_json (fixture->source, world);
  add_json (fixture->source, "{\"members\":[{\"id\":\"" TWIN "\",\"given_name\":\"" FAMILY "\",\"emails\":["
                             "\"zqtwinemail@example.org\"],\"notes\":\"" NOTE "\"},{\"id\":\"" THIRD
                             "\",\"given_name\":\"Zqthird\"}],\"verdicts\":[{\"member\":\"" BEN
                             "\",\"other\":\"" ADA "\",\"verdict\":\"different\",\"note\":\"" NOTE "\"}]}");
  merge (fixture, TWIN, THIRD);
  merge (fixture, ADA, TWIN);
  erase (fixture, ADA, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (is_in_file (fixture, words[i]))
      g_error ("“%s” is still in the file", words[i]);
  g_assert_cmpint (count (fixture->source, &atlas_kind_verdict, ""), ==, 0);
  g_assert_cmpint (count (fixture->source, &atlas_kind_member, ""), ==, 1);
  assert_sound (fixture);

  for (guint i = 0; i < 3; i++)
    {
      undo (fixture);
      assert_sound (fixture);
    }
  g_assert_cmpint (count (fixture->source, &atlas_kind_member, ""), ==, 1);
  g_assert_cmpint (count (fixture->source, &atlas_kind_verdict, ""), ==, 0);
}

/* Whose merging was undone is somebody else. */
static void
test_unmerged (Fixture *fixture, gconstpointer data)
{
  add_json (fixture->source, world);
  merge (fixture, ADA, BEN);
  undo (fixture);
  erase (fixture, ADA, NULL);
  g_assert_cmpint (count (fixture->source, &atlas_kind_member, "ben"), ==, 1);
  g_assert_false (is_in_file (fixture, GIVEN));
  assert_sound (fixture);
}

static void
log_details (Fixture *fixture, const char *label, const char *details)
{
  AtlasStore *store = atlas_register_get_store (fixture->source);
  g_autoptr (GError) error = NULL;
  AtlasUnit *unit = atlas_unit_begin (store, label, ATLAS_UNIT_DEFAULT, &error);

  g_assert_no_error (error);
  atlas_unit_set_details (unit, details);
  g_assert_true (atlas_unit_commit (unit, &error));
  atlas_unit_free (unit);
}

/* What the log says by any of the names, of any time and however written, goes; what other records say is
 * told, for an officer to look at. */
static void
test_words (Fixture *fixture, gconstpointer data)
{
#define VISIT "11111111-2222-4333-8444-000000000041"
  static const char *const gone[] = { "zqzelie", "zqndoli", "zqbefore" };
  g_auto (AtlasErasure) erasure = { 0 };
  const AtlasErasureMention *mention;
  g_autoptr (GPtrArray) units = NULL;
  const AtlasUnitInfo *unit;

  add_json (fixture->source, "{\"members\":[{\"id\":\"" ADA
                             "\",\"given_name\":\"Zqzélie\",\"family_name\":\"Zqbefore\"},{\"id\":\"" BEN
                             "\",\"given_name\":\"Ben\",\"notes\":\"Nothing\"}]}");
  change (fixture->source, &atlas_kind_member, ADA, "family_name", "Zqndoli");
  log_details (
    fixture, "Export",
    "{\"act\":\"export\",\"query\":\"ZQNDOLI zqzélie\",\"file\":\"/tmp/zqzelie.csv\",\"members\":1}");
  log_details (fixture, "Export", "{\"act\":\"export\",\"query\":\"zqbef\",\"members\":1}");
  log_details (fixture, "Export", "{\"act\":\"export\",\"query\":\"nurse\",\"members\":2}");
  log_details (fixture, "Tidied up after Zqzelie Zqbefore", "{\"act\":\"x\"}");
  erase (fixture, ADA, &erasure);
  for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
    if (is_in_file (fixture, gone[i]))
      g_error ("“%s” is still in the file", gone[i]);
  g_assert_cmpuint (erasure.mentions->len, ==, 0);
  units = atlas_journal_list_units (atlas_register_get_store (fixture->source), 5, NULL);
  unit = g_ptr_array_index (units, 4);
  g_assert_cmpstr (unit->details, ==, "{\"act\":\"export\",\"members\":1}");
  unit = g_ptr_array_index (units, 2);
  g_assert_cmpstr (unit->details, ==, "{\"act\":\"export\",\"query\":\"nurse\",\"members\":2}");
  unit = g_ptr_array_index (units, 1);
  g_assert_cmpstr (unit->label, ==, "About somebody who was erased");

  /* What somebody wrote elsewhere. */
  add_json (
    fixture->source,
    "{\"members\":[{\"id\":\"" TWIN
    "\",\"given_name\":\"Zqélie\"},{\"given_name\":\"Zqélie\",\"family_name\":"
    "\"Other\"},{\"given_name\":\"Cousin\",\"notes\":\"Sister of zqelie.\"}],\"events\":[{\"id\":\"" VISIT
    "\",\"title\":\"Visit to Zqélie\",\"start\":\"2026-05-01T10:00:00Z\",\"notes\":\"Zqelie was in\"}],"
    "\"segments\":[{\"name\":\"Hers\",\"query\":\"ZQELIE\"}]}");
  atlas_erasure_clear (&erasure);
  erase (fixture, TWIN, &erasure);
  g_assert_cmpuint (erasure.mentions->len, ==, 3);
  mention = g_ptr_array_index (erasure.mentions, 0);
  g_assert_cmpstr (mention->title, ==, "Cousin");
  g_assert_cmpstr (mention->fields[0], ==, "notes");
  mention = g_ptr_array_index (erasure.mentions, 1);
  g_assert_cmpstr (mention->id, ==, VISIT);
  g_assert_cmpuint (g_strv_length (mention->fields), ==, 2);
  mention = g_ptr_array_index (erasure.mentions, 2);
  g_assert_true (mention->kind == &atlas_kind_segment);
  g_assert_cmpint (erasure.mentions_cut, ==, 0);
  assert_sound (fixture);
}

/* While somebody else reads, the log beside the file can't be emptied. The erasing is done, and says what is
 * left; whoever opens the database next, and alone, sees to the rest. */
static void
test_traces (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasStore) other = NULL;
  g_autoptr (AtlasRegister) later = NULL;
  AtlasConnection *reader;
  g_autoptr (GError) error = NULL;
  g_auto (AtlasErasure) erasure = { 0 };
  AtlasUuid uuid;

  add_json (fixture->source, world);
  other = atlas_store_open (fixture->path, ATLAS_STORE_READ_ONLY, atlas_kind_tables (), &error);
  g_assert_no_error (error);
  reader = atlas_store_acquire_reader (other, &error);
  g_assert_no_error (error);

  g_assert_true (atlas_uuid_parse (ADA, -1, &uuid));
  g_assert_false (atlas_register_erase (fixture->source, &uuid, NULL, &erasure, NULL, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_TRACES);
  g_clear_error (&error);
  g_assert_cmpuint (erasure.contacts, ==, 1);
  g_assert_cmpint (count (fixture->source, &atlas_kind_member, ""), ==, 1);
  g_assert_true (is_in_file (fixture, GIVEN));

  /* Nobody is kept from opening it meanwhile. */
  later = atlas_register_open (fixture->path, ATLAS_STORE_OPEN_EXISTING, &error);
  g_assert_no_error (error);
  g_assert_true (is_in_file (fixture, GIVEN));
  g_clear_object (&later);

  atlas_store_release_reader (other, reader);
  later = atlas_register_open (fixture->path, ATLAS_STORE_OPEN_EXISTING, &error);
  g_assert_no_error (error);
  g_assert_false (is_in_file (fixture, GIVEN));
  assert_sound (fixture);
}

/* Where there are enough others, totals by region and sex go on adding up. */
static void
test_facts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) units = NULL;
  const AtlasUnitInfo *newest;

  add_json (fixture->source, world);
  for (guint i = 0; i < ATLAS_ERASURE_MIN_OTHERS; i++)
    {
      g_autoptr (AtlasRecord) other = make_member ("Other", "Toronto");

      atlas_record_set_text (other, "address.region", "CA-ON");
      atlas_record_set_text (other, "address.country", "CA");
      atlas_record_set_text (other, "sex", i == 0 ? "female" : "male");
      save (fixture->source, other);
    }
  erase (fixture, BEN, NULL);
  units = atlas_journal_list_units (atlas_register_get_store (fixture->source), 1, NULL);
  newest = g_ptr_array_index (units, 0);
  g_assert_nonnull (strstr (newest->details, "\"country\":\"CA\",\"region\":\"CA-ON\""));
  g_assert_null (strstr (newest->details, "\"sex\""));
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  if (!atlas_geodata_load (&error))
    g_error ("%s", error->message);
  QUERY_TEST ("/erasure/gone", test_gone);
  QUERY_TEST ("/erasure/undo", test_undo);
  QUERY_TEST ("/erasure/deleted", test_deleted);
  QUERY_TEST ("/erasure/reason", test_reason);
  QUERY_TEST ("/erasure/merged", test_merged);
  QUERY_TEST ("/erasure/unmerged", test_unmerged);
  QUERY_TEST ("/erasure/words", test_words);
  QUERY_TEST ("/erasure/traces", test_traces);
  QUERY_TEST ("/erasure/facts", test_facts);
  return g_test_run ();
}
