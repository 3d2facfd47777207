/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "atlas-backup.h"
#include "store-test-support.h"

/* A database with a history: rows added, edited more than once, deleted, a setting changed, an event, an act
 * undone for good and two that can still be redone. */

static void
add_event (AtlasStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasUnit) unit = atlas_unit_begin (store, "Add an event", ATLAS_UNIT_DEFAULT, &error);
  AtlasValue event[EVENT_N_COLUMNS] = { 0 };
  AtlasUuid uuid;

  g_assert_no_error (error);
  make_uuid (7777, &uuid);
  atlas_value_set_text (&event[EVENT_TITLE], "Town hall", -1);
  g_assert_true (atlas_unit_insert (unit, &test_event, &uuid, event, NULL, &error));
  g_assert_true (atlas_unit_set_setting (unit, "office.name", "Ottawa", &error));
  clear_values (event, EVENT_N_COLUMNS);
  g_assert_true (atlas_unit_commit (unit, &error));
}

static void
log_only (AtlasStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasUnit) unit = atlas_unit_begin (store, "Export", ATLAS_UNIT_DEFAULT, &error);

  g_assert_no_error (error);
  atlas_unit_set_details (unit, "{}");
  g_assert_true (atlas_unit_commit (unit, &error));
}

static void
undo (AtlasStore *store)
{
  g_autoptr (GError) error = NULL;

  atlas_journal_undo (store, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
redo (AtlasStore *store)
{
  g_autoptr (GError) error = NULL;

  atlas_journal_redo (store, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Units 1 to 10; the comments name the entries. */
static void
make_history (AtlasStore *store)
{
  insert_members (store, 0, 40, ATLAS_UNIT_DEFAULT);       /* 1: 1 to 40, rows 1 to 40 */
  set_member_text (store, 3, MEMBER_GIVEN_NAME, "Mónica"); /* 2: 41 */
  set_member_text (store, 3, MEMBER_CITY, "Halifax");      /* 3: 42 */
  delete_member (store, 1);                                /* 4: 43 */
  add_event (store);                                       /* 5: 44 a setting, 45 */
  set_member_text (store, 7, MEMBER_GIVEN_NAME, "Undone"); /* 6: 46 */
  undo (store);
  set_member_text (store, 8, MEMBER_GIVEN_NAME, "Newer"); /* 7: 47 */
  insert_members (store, 40, 45, ATLAS_UNIT_DEFAULT);     /* 8: 48 to 52, rows 41 to 45 */
  set_member_text (store, 9, MEMBER_GIVEN_NAME, "Also");  /* 9: 53 */
  delete_member (store, 10);                              /* 10: 54 */
  undo (store);
  undo (store);
  undo (store);
  log_only (store); /* 11 */
}

/* Opens a database with that history, which is made once. */
static void
open_history (Fixture *fixture)
{
  static char *content;
  static gsize length;
  g_autoptr (GError) error = NULL;

  if (content == NULL)
    {
      make_history (fixture_open (fixture));
      fixture_close (fixture);
      g_file_get_contents (fixture->path, &content, &length, &error);
    }
  else
    g_file_set_contents (fixture->path, content, (gssize) length, &error);
  g_assert_no_error (error);
  fixture_open (fixture);
}

/* Behind the store's back. */
static void
damage (Fixture *fixture, const char *sql)
{
  sqlite3 *db;
  char *words = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &words);
  g_assert_cmpstr (words, ==, NULL);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static char *
check (AtlasStore *store)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) faults = atlas_store_check (store, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (faults);
  return g_strjoinv ("\n", faults);
}

static void
assert_sound (AtlasStore *store)
{
  g_autofree char *faults = check (store);

  g_assert_cmpstr (faults, ==, "");
}

/* What is done to the file, a part of each sentence that follows in their order, and whether making what is
 * derived anew mends it. */
typedef struct
{
  const char *name;
  const char *sql;
  const char *faults[6];
  gboolean mended;
} Damage;

static const Damage damages[] = {
  /* Structure. */
  { "table-missing", "DROP TABLE event", { "“event” (table) is missing", "event_start" } },
  { "setting-missing", "DROP TABLE setting", { "“setting” (table) is missing" } },
  { "canonical-index-missing", "DROP INDEX unit_undone", { "“unit_undone” (index) is missing" } },
  { "column-new", "ALTER TABLE member ADD COLUMN x TEXT", { "“member” has a column “x” that" } },
  { "column-gone",
    "ALTER TABLE unit DROP COLUMN author",
    { "column “author” of the table “unit” is missing" } },
  { "column-renamed",
    "ALTER TABLE event RENAME COLUMN venue TO hall",
    { "column “venue” of the table “event” is missing", "“event” has a column “hall”" } },
  { "index-missing", "DROP INDEX member_facet_region", { "“member_facet_region”, which is derived" }, TRUE },
  { "index-other",
    "DROP INDEX event_start; CREATE INDEX event_start ON event (title)",
    { "“event_start”, which is derived" },
    TRUE },
  { "view-missing", "DROP VIEW member_text", { "“member_text”, which is derived" }, TRUE },
  { "derived-missing",
    "DROP TABLE member_facet",
    { "“member_facet”, which is derived", "“member_facet_region”, which is derived" },
    TRUE },
  { "search-missing", "DROP TABLE member_search", { "“member_search”, which is derived" }, TRUE },
  { "foreign-table", "CREATE TABLE x (y)", { "“x” (table) was put into the file by another program" }, TRUE },
  { "foreign-view", "CREATE VIEW x AS SELECT 1", { "“x” (view) was put" }, TRUE },
  { "foreign-trigger",
    "CREATE TRIGGER x AFTER INSERT ON event BEGIN DELETE FROM setting; END",
    { "“x” (trigger) was put" },
    TRUE },
  { "statistics", "ANALYZE", { NULL } },

  /* What is derived. */
  { "index-short",
    "DROP INDEX event_start; CREATE INDEX event_start ON event (start) WHERE id > 1; PRAGMA writable_schema "
    "= ON;"
    "UPDATE sqlite_schema SET sql = 'CREATE INDEX event_start ON event (start)' WHERE name = 'event_start'",
    { "The index “event_start” does not match its records" },
    TRUE },
  { "words-other",
    "UPDATE member SET given_name = 'Zed' WHERE id = 20",
    { "search index of “member” does not match" },
    TRUE },
  { "words-gone",
    "INSERT INTO member_search (member_search) VALUES ('delete-all')",
    { "search index of “member” does not match" },
    TRUE },
  { "words-of-events",
    "UPDATE event SET title = 'Other'",
    { "search index of “event” does not match" },
    TRUE },
  { "search-data", "DELETE FROM member_search_data WHERE id = 10", { "search index of “member”" }, TRUE },
  { "search-block", "DELETE FROM member_search_data WHERE id > 10", { "search index of “member”" }, TRUE },
  { "search-content",
    "UPDATE member_search_data SET block = zeroblob (length (block)) WHERE id > 10",
    { "search index of “member”" },
    TRUE },
  { "search-shadow", "DROP TABLE member_search_data", { "search index of “member”" }, TRUE },
  { "search-config", "DROP TABLE member_search_config", { "search index of “member”" }, TRUE },
  { "facet-other",
    "UPDATE member_facet SET region = 'CA-NU' WHERE id IN (4, 5)",
    { "2 rows of “member_facet”" },
    TRUE },
  { "facet-missing", "DELETE FROM member_facet WHERE id = 4", { "1 row of “member_facet”" }, TRUE },
  { "facet-surplus",
    "INSERT INTO member_facet (id, region) VALUES (4000, 'CA-ON')",
    { "1 row of “member_facet”" },
    TRUE },
  { "facet-and-words",
    "DELETE FROM member_facet; UPDATE member SET family_name = NULL WHERE id = 12",
    { "search index of “member”", "39 rows of “member_facet”" },
    TRUE },

  /* Units. */
  { "count",
    "UPDATE unit SET n_inserted = n_inserted + 1 WHERE id = 1",
    { "unit 1 (“Add members”) is damaged" } },
  { "count-of-none", "UPDATE unit SET n_updated = 1 WHERE id = 11", { "unit 11 (“Export”) is damaged" } },
  { "range-short",
    "UPDATE unit SET last_entry = 39 WHERE id = 1",
    { "unit 1 (“Add members”) is damaged: its entries", "1 entry of the journal belongs to no unit" } },
  { "range-long",
    "UPDATE unit SET last_entry = 41 WHERE id = 1",
    { "unit 1 (“Add members”) is damaged: it lays claim",
      "unit 2 (“Edit a member”) is damaged: it lays claim" } },
  { "range-backwards",
    "UPDATE unit SET first_entry = 42, last_entry = 41 WHERE id = 2",
    { "unit 2 (“Edit a member”) is damaged", "1 entry of the journal belongs" } },
  { "range-gone",
    "UPDATE unit SET first_entry = NULL, last_entry = NULL WHERE id = 2",
    { "unit 2 (“Edit a member”) is damaged: its entries", "1 entry of the journal belongs" } },
  { "entry-of-other",
    "UPDATE journal SET unit = 3 WHERE id = 41",
    { "unit 2 (“Edit a member”) is damaged: it lays claim" } },
  { "unit-gone",
    "DELETE FROM unit WHERE id = 7",
    { "1 row of “journal” belongs to a row of “unit” that is not there", "1 entry of the journal belongs" } },
  { "undone-in-the-middle",
    "UPDATE unit SET state = 1 WHERE id = 5",
    { "unit 7 (“Edit a member”) is damaged: it came after", "an entry is damaged" } },
  { "many-units",
    "UPDATE unit SET n_deleted = 9",
    { "unit 1 ", "unit 2 ", "unit 3 ", "unit 4 ", "unit 5 ", "" } },

  /* Entries. */
  { "entry-missing",
    "DELETE FROM journal WHERE id = 20",
    {
      "unit 1 (“Add members”) is damaged: entries are missing",
      "journal does not fit “member” 23081ebe-",
    } },
  { "update-missing",
    "DELETE FROM journal WHERE id = 42; UPDATE unit SET first_entry = NULL, last_entry = NULL, n_updated = 0"
    " WHERE id = 3",
    { NULL } },
  { "update-between-missing",
    "DELETE FROM journal WHERE id = 41; UPDATE unit SET first_entry = NULL, last_entry = NULL, n_updated = 0"
    " WHERE id = 2; UPDATE journal SET changes = '{\"given_name\":[\"x\",\"y\"]}' WHERE id = 42",
    { "what it says was changed does not lead to what stands" } },
  { "changes-other",
    "UPDATE journal SET changes = '{\"address_city\":[\"Québec\",\"Elsewhere\"]}' WHERE id = 42",
    { "what it says was changed does not lead to what stands" } },
  { "changes-broken", "UPDATE journal SET changes = '{' WHERE id = 42", { "an entry is damaged" } },
  { "changes-odd",
    "UPDATE journal SET changes = '{\"address_city\":7}' WHERE id = 42",
    { "an entry is damaged" } },
  { "changes-none", "UPDATE journal SET changes = NULL WHERE id = 43", { "an entry is damaged" } },
  { "insert-with-row", "UPDATE journal SET changes = '{}' WHERE id = 20", { "an entry is damaged" } },
  { "dropped-broken", "UPDATE journal SET changes = '[' WHERE id = 46", { "an entry is damaged" } },
  { "id-other",
    "UPDATE journal SET uuid = x'11111111111141118111111111111111' WHERE id = 20",
    { "it gives the record another id" } },
  { "id-none", "UPDATE journal SET uuid = NULL WHERE id = 20", { "an entry is damaged" } },
  { "table-unknown",
    "UPDATE journal SET record_table = 'nonsense' WHERE id = 45",
    { "speaks of a table “nonsense”", "does not say where the record comes from" } },
  { "setting-broken",
    "UPDATE journal SET changes = 'x' WHERE id = 44",
    { "1 entry of the journal about a setting" } },

  /* Records. */
  { "record-other",
    "UPDATE member SET address_country = 'CA' WHERE id = 3; UPDATE journal SET changes ="
    " '{\"address_country\":[null,\"US\"]}' WHERE id = 42",
    { "what it says was changed does not lead to what stands" } },
  { "record-gone",
    "DELETE FROM member WHERE id = 21",
    { "search index of “member”", "1 row of “member_facet”", "it speaks of a record that is not there" } },
  { "record-back",
    "INSERT INTO member (id, uuid) VALUES (1, (SELECT uuid FROM journal WHERE id = 1))",
    { "1 row of “member_facet”", "it says that the record was deleted, and it is there" } },
  { "record-from-nowhere",
    "INSERT INTO member (id, uuid) VALUES (99, randomblob (16))",
    { "1 row of “member_facet”", "does not know the highest row number of “member”",
      "it does not say where the record comes from" } },
  { "redo-of-other",
    "UPDATE journal SET changes = '{\"given_name\":[\"Nobody\",\"Also\"]}' WHERE id = 53",
    { "what it says was changed does not lead to what stands" } },
  { "redo-deletes-other",
    "UPDATE journal SET changes = '{\"given_name\":\"Nobody\"}' WHERE id = 54",
    { "what it says was changed does not lead to what stands" } },
  { "redo-of-nothing", "UPDATE journal SET changes = NULL WHERE id = 50", { "an entry is damaged" } },
  { "sequence",
    "UPDATE sequence SET value = 10 WHERE name = 'member'",
    { "highest row number of “member”" } },
  { "sequence-of-undone",
    "UPDATE sequence SET value = 40 WHERE name = 'member'",
    { "highest row number of “member”" } },
  { "generation", "DELETE FROM sequence WHERE name = 'generation'", { "does not count its changes" } },
};

static void
assert_faults (AtlasStore *store, const Damage *expected)
{
  g_autofree char *text = check (store);
  g_auto (GStrv) faults = g_strsplit (text, "\n", -1);
  guint n = *text ? g_strv_length (faults) : 0;
  guint i = 0;

  g_test_message ("%s:\n%s", expected->name, text);
  for (; i < G_N_ELEMENTS (expected->faults) && expected->faults[i]; i++)
    {
      g_assert_cmpuint (i, <, n);
      if (strstr (faults[i], expected->faults[i]) == NULL)
        g_error ("%s: “%s” is not in “%s”", expected->name, expected->faults[i], faults[i]);
      g_assert_true (g_str_has_suffix (faults[i], "."));
    }
  if (i < G_N_ELEMENTS (expected->faults))
    g_assert_cmpuint (n, ==, i);
}

/* A rebuild mends all faults or, where another is among them, not all. */
static void
assert_rebuildable (AtlasStore *store, const Damage *expected)
{
  g_autoptr (GError) error = NULL;
  guint n;
  g_auto (GStrv) faults = atlas_store_check (store, &n, NULL, &error);

  g_assert_no_error (error);
  if (expected->mended)
    g_assert_cmpuint (n, ==, g_strv_length (faults));
  else
    g_assert_cmpuint (n, <, MAX (g_strv_length (faults), 1)); /* some damage is none */
}

static void
test_damage (Fixture *fixture, gconstpointer data)
{
  const Damage *expected = data;
  g_autofree char *sound = NULL, *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_before, n_after;

  open_history (fixture);
  assert_sound (fixture->store);
  sound = dump_derived (fixture->store);
  fixture_close (fixture);
  damage (fixture, expected->sql);

  fixture->store = atlas_store_open (fixture->path, ATLAS_STORE_READ_ONLY, test_tables, &error);
  g_assert_no_error (error);
  assert_faults (fixture->store, expected);
  fixture_close (fixture);

  fixture->store = atlas_store_open (fixture->path, ATLAS_STORE_OPEN_EXISTING, test_tables, &error);
  g_assert_no_error (error);
  g_file_get_contents (fixture->path, &before, &n_before, &error);
  g_assert_no_error (error);
  assert_faults (fixture->store, expected);
  assert_rebuildable (fixture->store, expected);
  fixture_close (fixture);
  g_file_get_contents (fixture->path, &after, &n_after, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (before, n_before, after, n_after);
  if (!expected->mended)
    return;

  fixture_open (fixture);
  atlas_store_rebuild (fixture->store, NULL, &error);
  g_assert_no_error (error);
  assert_sound (fixture->store);
  fixture_close (fixture);
  /* The records that were written behind the store's back have other words now. */
  if (strstr (expected->sql, "UPDATE member SET") == NULL)
    {
      g_autofree char *mended = NULL;

      fixture_open (fixture);
      mended = dump_derived (fixture->store);
      g_assert_cmpstr (mended, ==, sound);
    }
}

/* Whatever is done through the store leaves nothing to find fault with. */
static void
test_sound (Fixture *fixture, gconstpointer data)
{
  guint next = 0;

  fixture_open (fixture);
  assert_sound (fixture->store);
  insert_members (fixture->store, next, next + 60, ATLAS_UNIT_DEFAULT);
  next += 60;
  for (guint step = 0; step < 80; step++)
    {
      g_autofree char *number = g_strdup_printf ("Step%u", step);
      g_autofree char *some =
        query (fixture->store, "SELECT id FROM member ORDER BY abs (random ()) LIMIT 1");
      g_autofree char *can_undo = atlas_journal_dup_undo_label (fixture->store);
      g_autofree char *can_redo = atlas_journal_dup_redo_label (fixture->store);
      gint64 id = g_ascii_strtoll (some, NULL, 10);

      switch (g_test_rand_int_range (0, 9))
        {
        case 0:
          insert_members (fixture->store, next, next + 3, ATLAS_UNIT_DEFAULT);
          next += 3;
          break;
        case 1:
          delete_member (fixture->store, id);
          break;
        case 2:
        case 3:
          set_member_text (fixture->store, id, MEMBER_NOTES, number);
          break;
        case 4:
          set_member_text (fixture->store, id, MEMBER_REGION, "CA-NB");
          break;
        case 5:
          log_only (fixture->store);
          break;
        case 6:
        case 7:
          if (can_undo && step > 10)
            undo (fixture->store);
          break;
        default:
          if (can_redo)
            redo (fixture->store);
          break;
        }
      assert_sound (fixture->store);
    }
  insert_members (fixture->store, 100000, 103000, ATLAS_UNIT_BULK);
  assert_sound (fixture->store);
  undo (fixture->store);
  assert_sound (fixture->store);
  redo (fixture->store);
  assert_sound (fixture->store);
}

/* Bytes that SQLite itself can't make sense of. */
static void
test_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *content = NULL, *faults = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  gsize n;

  open_history (fixture);
  insert_members (fixture->store, 1000, 1500, ATLAS_UNIT_DEFAULT);
  fixture_close (fixture);
  g_file_get_contents (fixture->path, &content, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, >, 40 * 4096);
  for (gsize page = n / 4096 - 20; page < n / 4096; page++)
    memset (content + page * 4096, 0x5a, 4096);
  g_file_set_contents (fixture->path, content, (gssize) n, &error);
  g_assert_no_error (error);

  fixture->store = atlas_store_open (fixture->path, ATLAS_STORE_OPEN_EXISTING, test_tables, &error);
  g_assert_no_error (error);
  faults = check (fixture->store);
  lines = g_strsplit (faults, "\n", -1);
  g_assert_true (g_str_has_prefix (lines[0], "The file is damaged ("));
  for (guint i = 0; lines[i]; i++)
    g_assert_cmpuint (i, <, 40);
}

static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) faults = NULL;

  open_history (fixture);
  fixture_close (fixture);
  damage (fixture, "UPDATE journal SET uuid = randomblob (16) WHERE type = 0");
  fixture_open (fixture);
  text = check (fixture->store);
  faults = g_strsplit (text, "\n", -1);
  /* Ten of 40 people one by one, and the one event. Of a record that is undone nothing else tells the id. */
  g_assert_cmpuint (g_strv_length (faults), ==, 12);
  g_assert_cmpstr (faults[10], ==, "There are 30 more faults of that kind.");
  for (guint i = 0; i < 12; i++)
    g_assert_true (i == 10 || strstr (faults[i], "it gives the record another id") != NULL);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;

  insert_members (fixture_open (fixture), 0, 3000, ATLAS_UNIT_BULK);
  before = dump_derived (fixture->store);
  g_cancellable_cancel (cancellable);
  g_assert_null (atlas_store_check (fixture->store, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (atlas_store_rebuild (fixture->store, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = dump_derived (fixture->store);
  g_assert_cmpstr (after, ==, before);
  assert_sound (fixture->store);
}

static void
note_change (AtlasStore *store, AtlasChange *change, gpointer data)
{
  *(guint *) data += atlas_change_is_everything (change);
}

static void
test_rebuild (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL, *derived = NULL, *after = NULL, *rebuilt = NULL;
  g_autoptr (GError) error = NULL;
  gint64 generation;
  guint n_told = 0;

  open_history (fixture);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  before = dump (fixture->store, FALSE);
  derived = dump_derived (fixture->store);
  generation = atlas_store_get_generation (fixture->store);
  g_signal_connect (fixture->store, "changed", G_CALLBACK (note_change), &n_told);

  atlas_store_rebuild (fixture->store, NULL, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_told, ==, 1);
  g_assert_cmpint (atlas_store_get_generation (fixture->store), ==, generation + 1);
  after = dump (fixture->store, FALSE);
  rebuilt = dump_derived (fixture->store);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (rebuilt, ==, derived);
  assert_sound (fixture->store);
  fixture_close (fixture);

  fixture->store = atlas_store_open (fixture->path, ATLAS_STORE_READ_ONLY, test_tables, &error);
  g_assert_no_error (error);
  g_assert_false (atlas_store_rebuild (fixture->store, NULL, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_READ_ONLY);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *path = g_strconcat ("/check/damage/", damages[i].name, NULL);

      g_test_add (path, Fixture, &damages[i], fixture_set_up, test_damage, fixture_tear_down);
    }
  STORE_TEST ("/check/sound", test_sound);
  STORE_TEST ("/check/file", test_file);
  STORE_TEST ("/check/many", test_many);
  STORE_TEST ("/check/cancel", test_cancel);
  STORE_TEST ("/check/rebuild", test_rebuild);
  return g_test_run ();
}
