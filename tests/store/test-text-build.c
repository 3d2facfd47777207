/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-backup.h"
#include "store-test-support.h"

/* Enough for search to be made on its own thread. */
#define N_ROWS 4000

/* More changes than are noted. */
#define MANY 20001

static AtlasUnit *
begin (AtlasStore *store, AtlasUnitFlags flags)
{
  g_autoptr (GError) error = NULL;
  AtlasUnit *unit = atlas_unit_begin (store, "Import", ATLAS_UNIT_BULK | flags, &error);

  g_assert_no_error (error);
  return unit;
}

/* Row @id becomes number @n, with a word of its own in its notes. */
static void
change (AtlasUnit *unit, gint64 id, guint n, const char *notes)
{
  g_autoptr (GError) error = NULL;
  AtlasValue values[MEMBER_N_COLUMNS];

  make_member (n, values);
  atlas_value_set_text (&values[MEMBER_NOTES], notes, -1);
  atlas_unit_update (unit, &test_member, id, values, &error);
  g_assert_no_error (error);
  clear_values (values, MEMBER_N_COLUMNS);
}

static void
commit (AtlasUnit *unit)
{
  g_autoptr (GError) error = NULL;

  atlas_unit_commit (unit, &error);
  g_assert_no_error (error);
  atlas_unit_free (unit);
}

/* Nothing lies beside the database but its log and what goes with it. */
static void
assert_alone (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_null (strstr (name, "search"));
}

/* Search is what it would be if FTS5 made it of the rows as they stand. */
static void
assert_search (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) faults = atlas_store_check (fixture->store, NULL, NULL, &error);
  g_autofree char *found = dump_derived (fixture->store);
  g_autofree char *rebuilt = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (faults[0], ==, NULL);
  g_assert_true (atlas_store_rebuild (fixture->store, NULL, &error));
  rebuilt = dump_derived (fixture->store);
  g_assert_cmpstr (found, ==, rebuilt);
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  AtlasUnit *unit = begin (store, ATLAS_UNIT_DEFAULT);

  insert_member_rows (unit, 0, N_ROWS);
  assert_alone (fixture);
  commit (unit);
  assert_query (store, "SELECT count(*) FROM member_search ('family3999')", "1");
  assert_query (store, "SELECT count(*) FROM member_search ('hello')", "1334");
  assert_alone (fixture);

  /* FTS5 goes on with what it did not write here. */
  set_member_text (store, 5, MEMBER_FAMILY_NAME, "Mukamana");
  delete_member (store, 7);
  assert_query (store, "SELECT group_concat(rowid) FROM member_search ('mukamana')", "5");
  assert_query (store, "SELECT count(*) FROM member_search ('family4 OR family6')", "0");
  unit = begin (store, ATLAS_UNIT_DEFAULT);
  insert_member_rows (unit, N_ROWS, 3 * N_ROWS);
  commit (unit);
  assert_search (fixture);
}

static void
test_changed (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  AtlasUnit *unit = begin (store, ATLAS_UNIT_DEFAULT);

  insert_member_rows (unit, 0, 10);
  change (unit, 3, 3, "early");
  insert_member_rows (unit, 10, N_ROWS);
  for (guint id = N_ROWS; id > 0; id -= 100)
    change (unit, id, id + 100000, "once");
  change (unit, 3, 3, "twice");
  change (unit, N_ROWS, N_ROWS - 1, NULL); /* as it was added, or nearly */
  insert_member_rows (unit, N_ROWS, N_ROWS + 5);
  change (unit, N_ROWS + 5, 2, "last");
  commit (unit);
  assert_query (store, "SELECT count(*) FROM member_search ('once')", "39");
  assert_query (store, "SELECT count(*) FROM member_search ('early')", "0");
  assert_query (store, "SELECT group_concat(rowid) FROM member_search ('twice OR last')", "3,4005");
  assert_search (fixture);
}

static void
test_many_changed (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  AtlasUnit *unit = begin (store, ATLAS_UNIT_DEFAULT);

  insert_member_rows (unit, 0, MANY);
  for (guint id = 1; id <= MANY; id++)
    change (unit, id, id + 100000, "changed");
  commit (unit);
  assert_query (store, "SELECT count(*) = " G_STRINGIFY (MANY) " FROM member_search ('changed')", "1");
}

static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  AtlasUnit *unit = begin (store, ATLAS_UNIT_DEFAULT);
  g_autoptr (GError) error = NULL;

  insert_member_rows (unit, 0, N_ROWS);
  g_assert_true (atlas_unit_delete (unit, &test_member, 11, &error));
  insert_member_rows (unit, N_ROWS, N_ROWS + 10);
  g_assert_true (atlas_unit_delete (unit, &test_member, N_ROWS + 10, &error));
  commit (unit);
  assert_query (store, "SELECT count(*) FROM member_search ('family10 OR family4009')", "0");
  assert_query (store, "SELECT count(*) FROM journal", "4008");
  assert_search (fixture);
}

/* Given up, on the way or as was meant. */
static void
test_given_up (Fixture *fixture, gconstpointer data)
{
  static const AtlasUnitFlags flags[] = { ATLAS_UNIT_DEFAULT, ATLAS_UNIT_TRIAL };
  AtlasStore *store = fixture_open (fixture);
  AtlasUnit *unit;

  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      unit = begin (store, flags[i]);
      insert_member_rows (unit, 0, N_ROWS);
      atlas_unit_free (unit);
      assert_query (store, "SELECT count(*) FROM member_search ('hello')", "0");
      assert_alone (fixture);
    }
  insert_members (store, 0, 10, ATLAS_UNIT_DEFAULT);
  assert_query (store, "SELECT count(*) FROM member_search ('hello')", "4");
  assert_search (fixture);
}

/* Undone and redone as any other. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  AtlasUnit *unit = begin (store, ATLAS_UNIT_DEFAULT);
  g_autoptr (GError) error = NULL;

  insert_member_rows (unit, 0, N_ROWS);
  commit (unit);
  g_assert_true (atlas_journal_undo (store, NULL, NULL, NULL, NULL, &error));
  assert_query (store, "SELECT count(*) FROM member_search ('hello')", "0");
  g_assert_true (atlas_journal_redo (store, NULL, NULL, NULL, NULL, &error));
  assert_query (store, "SELECT count(*) FROM member_search ('hello')", "1334");
  assert_search (fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  STORE_TEST ("/text-build/rows", test_rows);
  STORE_TEST ("/text-build/changed", test_changed);
  STORE_TEST ("/text-build/many-changed", test_many_changed);
  STORE_TEST ("/text-build/deleted", test_deleted);
  STORE_TEST ("/text-build/given-up", test_given_up);
  STORE_TEST ("/text-build/undo", test_undo);
  return g_test_run ();
}
