/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-test-support.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "atlas-backup.h"

static void
assert_faults (AtlasStore *store, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) faults = atlas_store_check (store, NULL, &error);
  g_autofree char *joined = NULL;

  g_assert_no_error (error);
  joined = g_strjoinv ("; ", faults);
  if (*expected == '\0')
    g_assert_cmpstr (joined, ==, "");
  else if (strstr (joined, expected) == NULL)
    g_error ("“%s” does not say “%s”", joined, expected);
}

/* By other means than ours. */
static void
meddle (const char *path, const char *sql)
{
  sqlite3 *db;
  char *words = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_db_config (db, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1, NULL);
  sqlite3_exec (db, sql, NULL, NULL, &words);
  g_assert_cmpstr (words, ==, NULL);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* Everything that may lie in a journal: units done, undone and dropped, of rows and settings, and log lines.
 */
static void
live (AtlasStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasUnit) unit = NULL;

  insert_members (store, 0, 3000, ATLAS_UNIT_BULK);
  set_member_text (store, 3, MEMBER_CITY, "Iqaluit");
  delete_member (store, 4);
  insert_members (store, 5000, 5003, ATLAS_UNIT_DEFAULT);
  delete_member (store, 5);
  for (guint i = 0; i < 3; i++)
    g_assert_true (atlas_journal_undo (store, NULL, NULL, NULL, NULL, &error));
  unit = atlas_unit_begin (store, "Settings", ATLAS_UNIT_DEFAULT, &error);
  g_assert_true (atlas_unit_set_setting (unit, "synthetic", "1", &error));
  g_assert_true (atlas_unit_commit (unit, &error));
  g_clear_pointer (&unit, atlas_unit_free);
  unit = atlas_unit_begin (store, "Export", ATLAS_UNIT_DEFAULT, &error);
  atlas_unit_set_details (unit, "{}");
  g_assert_true (atlas_unit_commit (unit, &error));
  insert_members (store, 6000, 6003, ATLAS_UNIT_DEFAULT);
  delete_member (store, 7);
  g_assert_true (atlas_journal_undo (store, NULL, NULL, NULL, NULL, &error));
}

static void
test_sound (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL, *derived_before = NULL, *derived_after = NULL;
  gint64 generation;

  assert_faults (store, "");
  live (store);
  before = dump (store, TRUE);
  derived_before = dump_derived (store);
  generation = atlas_store_get_generation (store);
  assert_faults (store, "");
  /* Looking leaves no trace. */
  g_assert_cmpint (atlas_store_get_generation (store), ==, generation);
  after = dump (store, TRUE);
  derived_after = dump_derived (store);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (derived_after, ==, derived_before);
  insert_members (store, 7000, 7001, ATLAS_UNIT_DEFAULT);
  assert_faults (store, "");

  fixture_close (fixture);
  fixture->store = atlas_store_open (fixture->path, ATLAS_STORE_READ_ONLY, test_tables, &error);
  g_assert_no_error (error);
  assert_faults (fixture->store, "");
}

static const struct
{
  const char *sql;
  const char *fault;
} damages[] = {
  { "DELETE FROM member WHERE id = 9", "“member” and the journal contradict" },
  { "UPDATE member SET uuid = randomblob (16) WHERE id = 9", "“member” and the journal contradict" },
  { "INSERT INTO member (id, uuid) VALUES (99999, randomblob (16))", "the journal knows nothing of" },
  { "DELETE FROM journal WHERE id = 9", "lacks entries" },
  { "DELETE FROM journal WHERE id = 9; UPDATE unit SET last_entry = last_entry - 1 WHERE id = 1",
    "outside of their unit" },
  { "UPDATE journal SET unit = 2 WHERE id = 9", "outside of their unit" },
  { "UPDATE journal SET unit = 777 WHERE id = 9", "belong to no unit" },
  { "UPDATE journal SET changes = '{}' WHERE id = 9", "nothing can be undone" },
  { "UPDATE journal SET changes = NULL WHERE type = 1", "nothing can be undone" },
  { "UPDATE journal SET changes = 'x' WHERE type = 1", "nothing can be undone" },
  { "UPDATE journal SET changes = NULL WHERE type = 0 AND changes IS NOT NULL", "nothing can be undone" },
  { "UPDATE sequence SET value = 3 WHERE name = 'member'", "given out twice" },
  { "ALTER TABLE event DROP COLUMN notes", "“event” lacks the column “notes”" },
  { "UPDATE member SET notes = 'meddled' WHERE id = 9", "search index of “member”" },
  { "INSERT INTO member_search (member_search) VALUES ('delete-all')", "search index of “member”" },
  { "DELETE FROM member_facet WHERE id = 9", "“member_facet” does not fit" },
  { "UPDATE member_facet SET region = 'CA-NU' WHERE id = 9", "“member_facet” does not fit" },
  { "INSERT INTO member_facet (id) VALUES (88888)", "“member_facet” does not fit" },
};

static void
test_damages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *good = g_build_filename (fixture->folder, "good.db", NULL);
  AtlasStore *store = fixture_open (fixture);

  live (store);
  g_assert_true (atlas_backup_write (store, good, NULL, NULL, NULL, &error));
  fixture_close (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_assert_true (atlas_backup_restore (fixture->path, good, NULL, &error));
      meddle (fixture->path, damages[i].sql);
      store = fixture_open (fixture);
      assert_faults (store, damages[i].fault);
      fixture_close (fixture);
    }
}

/* What is derived can be had anew; what is canonical stays as it is. */
static void
test_rebuild (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL, *derived_before = NULL, *derived_after = NULL;
  AtlasStore *store = fixture_open (fixture);
  gint64 generation;

  live (store);
  before = dump (store, FALSE);
  derived_before = dump_derived (store);
  fixture_close (fixture);
  meddle (fixture->path,
          "DELETE FROM member_facet; INSERT INTO member_search (member_search) VALUES ('delete-all')");
  store = fixture_open (fixture);
  assert_faults (store, "rebuild it");
  generation = atlas_store_get_generation (store);
  atlas_store_rebuild (store, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (atlas_store_get_generation (store), ==, generation + 1);
  assert_faults (store, "");
  after = dump (store, FALSE);
  derived_after = dump_derived (store);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (derived_after, ==, derived_before);
}

static void
test_damaged_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *content = NULL, *root = NULL;
  AtlasStore *store = fixture_open (fixture);
  gsize length;

  live (store);
  root = query (store, "SELECT rootpage FROM sqlite_schema WHERE name = 'journal'");
  fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
  memset (content + (g_ascii_strtoull (root, NULL, 10) - 1) * 4096, 0x55, 4096);
  g_assert_true (g_file_set_contents (fixture->path, content, (gssize) length, NULL));
  store = fixture_open (fixture);
  assert_faults (store, "The file is damaged");
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  AtlasStore *store = fixture_open (fixture);

  live (store);
  g_cancellable_cancel (cancellable);
  g_assert_null (atlas_store_check (store, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_faults (store, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STORE_TEST ("/check/sound", test_sound);
  STORE_TEST ("/check/damages", test_damages);
  STORE_TEST ("/check/rebuild", test_rebuild);
  STORE_TEST ("/check/damaged-file", test_damaged_file);
  STORE_TEST ("/check/cancelled", test_cancelled);
  return g_test_run ();
}
