/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "atlas-backup.h"
#include "backup-test-support.h"

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize n;

  g_file_get_contents (from, &content, &n, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, content, (gssize) n, &error);
  g_assert_no_error (error);
}

static void
execute (const char *path, const char *sql)
{
  sqlite3 *db;
  char *words = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &words);
  g_assert_cmpstr (words, ==, NULL);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static char *
restore (const char *path, const char *from)
{
  g_autoptr (GError) error = NULL;
  char *kept = NULL;

  g_assert_true (atlas_backup_restore (path, from, &kept, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  return kept;
}

static void
test_restore (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = beside (fixture, "copy.db");
  g_autofree char *first_name = beside (fixture, "atlas-replaced-2026-03-01.db");
  g_autofree char *second_name = beside (fixture, "atlas-replaced-2026-03-01-2.db");
  g_autofree char *old = NULL, *new = NULL, *first = NULL, *second = NULL;

  set_day ("2026-03-01");
  insert_members (fixture_open (fixture), 0, 100, ATLAS_UNIT_DEFAULT);
  old = dump (fixture->store, TRUE);
  backup (fixture->store, path);
  insert_members (fixture->store, 100, 200, ATLAS_UNIT_DEFAULT);
  new = dump (fixture->store, TRUE);
  fixture_close (fixture);

  first = restore (fixture->path, path);
  g_assert_cmpstr (first, ==, first_name);
  assert_mode (fixture->path, 0600);
  assert_list (fixture->folder, "atlas-replaced-2026-03-01.db atlas.db copy.db");
  assert_holds (fixture->path, old);
  assert_holds (first, new);
  assert_holds (path, old);

  /* The database that was replaced is a backup like any other. */
  second = restore (fixture->path, first);
  g_assert_cmpstr (second, ==, second_name);
  assert_holds (fixture->path, new);
  assert_holds (second, old);

  fixture_open (fixture);
  insert_members (fixture->store, 300, 310, ATLAS_UNIT_DEFAULT);
  g_unsetenv ("ATLAS_NOW");
}

static void
test_restore_nothing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = beside (fixture, "new/deep");
  g_autofree char *path = g_build_filename (folder, "atlas.db", NULL);
  g_autofree char *expected = NULL, *kept = NULL;
  mode_t mask = umask (0);

  insert_members (fixture_open (fixture), 0, 100, ATLAS_UNIT_DEFAULT);
  expected = dump (fixture->store, TRUE);
  /* Also while the backup is open: it may be a database in use. */
  kept = restore (path, fixture->path);
  umask (mask);
  g_assert_null (kept);
  assert_mode (folder, 0700);
  assert_mode (path, 0600);
  assert_list (folder, "atlas.db");
  assert_holds (path, expected);
}

/* A database whose program was killed: the newest units lie in its log, and go where it goes. */
static void
test_restore_log (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = beside (fixture, "killed");
  g_autofree char *path = g_build_filename (folder, "atlas.db", NULL);
  g_autofree char *log = g_build_filename (folder, "atlas.db-wal", NULL);
  g_autofree char *copy = beside (fixture, "copy.db"), *wal = beside (fixture, "atlas.db-wal");
  g_autofree char *away = beside (fixture, "away.db");
  g_autofree char *old = NULL, *new = NULL, *kept = NULL, *none = NULL;

  set_day ("2026-03-01");
  insert_members (fixture_open (fixture), 0, 100, ATLAS_UNIT_DEFAULT);
  old = dump (fixture->store, TRUE);
  backup (fixture->store, copy);
  insert_members (fixture->store, 100, 200, ATLAS_UNIT_DEFAULT);
  new = dump (fixture->store, TRUE);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  copy_file (fixture->path, path);
  copy_file (wal, log);
  fixture_close (fixture);

  /* As a backup. */
  none = restore (away, path);
  g_assert_null (none);
  assert_holds (away, new);

  /* As what is replaced. */
  kept = restore (path, copy);
  assert_list (folder, "atlas-replaced-2026-03-01.db atlas-replaced-2026-03-01.db-wal atlas.db");
  assert_holds (path, old);
  assert_holds (kept, new);
  g_unsetenv ("ATLAS_NOW");
}

/* A log that was left behind by a database that is gone would be read into the new one. */
static void
test_restore_stray_log (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = beside (fixture, "copy.db"), *wal = beside (fixture, "atlas.db-wal");
  g_autofree char *folder = beside (fixture, "other"), *kept = NULL, *old = NULL;
  g_autofree char *path = g_build_filename (folder, "atlas.db", NULL);
  g_autofree char *log = g_build_filename (folder, "atlas.db-wal", NULL);

  insert_members (fixture_open (fixture), 0, 100, ATLAS_UNIT_DEFAULT);
  old = dump (fixture->store, TRUE);
  backup (fixture->store, copy);
  insert_members (fixture->store, 100, 200, ATLAS_UNIT_DEFAULT);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  copy_file (wal, log);
  kept = restore (path, copy);
  g_assert_null (kept);
  assert_holds (path, old);
}

/* What is restored most is what can't be opened any more. */
static void
test_restore_over_damage (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = beside (fixture, "copy.db");
  g_autofree char *old = NULL, *kept = NULL, *text = NULL, *again = NULL, *empty = NULL;

  insert_members (fixture_open (fixture), 0, 100, ATLAS_UNIT_DEFAULT);
  old = dump (fixture->store, TRUE);
  backup (fixture->store, copy);
  fixture_close (fixture);

  write_text (fixture->path, "nothing that could be read");
  kept = restore (fixture->path, copy);
  text = read_text (kept);
  g_assert_cmpstr (text, ==, "nothing that could be read");
  assert_holds (fixture->path, old);

  write_text (fixture->path, "");
  empty = restore (fixture->path, copy);
  assert_holds (fixture->path, old);
  g_assert_true (g_file_test (empty, G_FILE_TEST_IS_REGULAR));

  insert_members (fixture_open (fixture), 100, 2000, ATLAS_UNIT_DEFAULT);
  fixture_close (fixture);
  spoil (fixture->path);
  again = restore (fixture->path, copy);
  assert_holds (fixture->path, old);
  g_assert_true (g_file_test (again, G_FILE_TEST_IS_REGULAR));
}

/* A faulty index is no reason to refuse a backup; it is made anew when that is opened. */
static void
test_restore_derived (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = beside (fixture, "copy.db"), *derived = NULL, *kept = NULL, *got = NULL,
                  *old = NULL;
  g_autoptr (GError) error = NULL;

  insert_members (fixture_open (fixture), 0, 100, ATLAS_UNIT_DEFAULT);
  old = dump (fixture->store, FALSE);
  derived = dump_derived (fixture->store);
  backup (fixture->store, copy);
  fixture_close (fixture);
  execute (
    copy,
    "DROP INDEX member_facet_region; CREATE INDEX member_facet_region ON member_facet (region) WHERE id > 9;"
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace (sql, ' WHERE id > 9', '')"
    " WHERE name = 'member_facet_region'");
  kept = restore (fixture->path, copy);
  fixture_open (fixture);
  got = dump (fixture->store, FALSE);
  g_assert_cmpstr (got, ==, old);
  g_free (got);
  got = dump_derived (fixture->store);
  g_assert_cmpstr (got, ==, derived);
}

static void
test_restore_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = beside (fixture, "real"), *soft = beside (fixture, "link.db");
  g_autofree char *path = g_build_filename (folder, "atlas.db", NULL);
  g_autofree char *old = NULL, *none = NULL, *kept = NULL;

  set_day ("2026-03-01");
  insert_members (fixture_open (fixture), 0, 100, ATLAS_UNIT_DEFAULT);
  old = dump (fixture->store, TRUE);
  none = restore (path, fixture->path);
  g_assert_cmpint (symlink ("real/atlas.db", soft), ==, 0);
  kept = restore (soft, fixture->path);
  g_assert_true (g_file_test (soft, G_FILE_TEST_IS_SYMLINK));
  assert_list (folder, "atlas-replaced-2026-03-01.db atlas.db");
  assert_holds (soft, old);
  g_unsetenv ("ATLAS_NOW");
}

static void
assert_not_restored (const char *path, const char *from, AtlasStoreError code, const char *named)
{
  g_autoptr (GError) error = NULL;
  char *kept = (char *) path;

  g_assert_false (atlas_backup_restore (path, from, &kept, NULL, NULL, NULL, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, named));
  g_assert_null (kept);
}

static void
cancel (gint64 done, gint64 total, gpointer user_data)
{
  g_assert_cmpint (done, >, 0);
  g_assert_cmpint (done, <=, total);
  g_cancellable_cancel (user_data);
}

static void
test_restore_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = beside (fixture, "copy.db");
  g_autofree char *new = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  char *kept = path;

  insert_members (fixture_open (fixture), 0, 100, ATLAS_UNIT_DEFAULT);
  backup (fixture->store, path);
  insert_members (fixture->store, 100, 200, ATLAS_UNIT_DEFAULT);
  new = dump (fixture->store, TRUE);
  fixture_close (fixture);

  g_assert_false (
    atlas_backup_restore (fixture->path, path, &kept, cancel, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (kept);
  assert_list (fixture->folder, "atlas.db copy.db");
  assert_holds (fixture->path, new);
}

static void
test_restore_refusals (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *sql;  /* done to a sound copy, or NULL */
    const char *text; /* the whole file instead, or NULL */
    AtlasStoreError code;
  } cases[] = {
    { "foreign.db", "PRAGMA application_id = 5", NULL, ATLAS_STORE_ERROR_FOREIGN },
    { "newer.db", "PRAGMA user_version = 99", NULL, ATLAS_STORE_ERROR_NEWER },
    { "unborn.db", "PRAGMA user_version = 0", NULL, ATLAS_STORE_ERROR_CORRUPT },
    { "text.db", NULL, "{\"format\":\"diaspora-atlas\"}", ATLAS_STORE_ERROR_FOREIGN },
    { "empty.db", NULL, "", ATLAS_STORE_ERROR_FOREIGN },
    { "cut.db", NULL, "SQLite format 3", ATLAS_STORE_ERROR_FOREIGN },
    { "rows.db",
      "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 99999 WHERE name = 'member'", NULL,
      ATLAS_STORE_ERROR_CORRUPT },
  };
  g_autofree char *copy = beside (fixture, "copy.db"), *damaged = beside (fixture, "damaged.db");
  g_autofree char *missing = beside (fixture, "missing.db"), *folder = beside (fixture, "folder");
  g_autofree char *hard = beside (fixture, "hard.db"), *foreign = beside (fixture, "foreign.db");
  g_autofree char *expected = NULL, *names = NULL;

  insert_members (fixture_open (fixture), 0, 500, ATLAS_UNIT_DEFAULT);
  expected = dump (fixture->store, TRUE);
  backup (fixture->store, copy);

  /* Open here, under whatever name. */
  g_assert_cmpint (link (fixture->path, hard), ==, 0);
  assert_not_restored (fixture->path, copy, ATLAS_STORE_ERROR_BUSY, fixture->path);
  assert_not_restored (hard, copy, ATLAS_STORE_ERROR_BUSY, hard);
  g_assert_cmpint (g_unlink (hard), ==, 0);
  fixture_close (fixture);

  copy_file (copy, damaged);
  spoil (damaged);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = beside (fixture, cases[i].name);

      if (cases[i].text)
        write_text (path, cases[i].text);
      else
        {
          copy_file (copy, path);
          execute (path, cases[i].sql);
        }
    }
  names = list (fixture->folder);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = beside (fixture, cases[i].name);

      g_test_message ("%s", cases[i].name);
      assert_not_restored (fixture->path, path, cases[i].code, path);
    }
  assert_not_restored (fixture->path, damaged, ATLAS_STORE_ERROR_CORRUPT, damaged);
  assert_not_restored (fixture->path, missing, ATLAS_STORE_ERROR_NOT_FOUND, missing);
  assert_not_restored (fixture->path, folder, ATLAS_STORE_ERROR_FOREIGN, folder);
  assert_not_restored (fixture->path, fixture->path, ATLAS_STORE_ERROR_EXISTS, fixture->path);
  assert_not_restored (folder, copy, ATLAS_STORE_ERROR_FOREIGN, folder);
  assert_not_restored (foreign, copy, ATLAS_STORE_ERROR_FOREIGN, foreign);
  assert_list (fixture->folder, names);
  assert_holds (fixture->path, expected);
}

static void
child_restore (void)
{
  const char *path = g_getenv (CHILD_PATH);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *copy = g_build_filename (folder, "copy.db", NULL);

  assert_not_restored (path, copy, ATLAS_STORE_ERROR_BUSY, path);
}

/* Another process has it open, though it does nothing just now. */
static void
test_restore_in_use (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = beside (fixture, "copy.db");
  g_autofree char *names = NULL, *expected = NULL, *got = NULL;

  insert_members (fixture_open (fixture), 0, 100, ATLAS_UNIT_DEFAULT);
  expected = dump (fixture->store, TRUE);
  backup (fixture->store, copy);
  names = list (fixture->folder);
  run_child ("/restore/in-use/subprocess", fixture->path);
  assert_list (fixture->folder, names);
  got = dump (fixture->store, TRUE);
  g_assert_cmpstr (got, ==, expected);
  insert_members (fixture->store, 100, 110, ATLAS_UNIT_DEFAULT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  STORE_TEST ("/restore/kept", test_restore);
  STORE_TEST ("/restore/nothing", test_restore_nothing);
  STORE_TEST ("/restore/log", test_restore_log);
  STORE_TEST ("/restore/stray-log", test_restore_stray_log);
  STORE_TEST ("/restore/over-damage", test_restore_over_damage);
  STORE_TEST ("/restore/derived", test_restore_derived);
  STORE_TEST ("/restore/link", test_restore_link);
  STORE_TEST ("/restore/cancelled", test_restore_cancelled);
  STORE_TEST ("/restore/refusals", test_restore_refusals);
  STORE_TEST ("/restore/in-use", test_restore_in_use);
  g_test_add_func ("/restore/in-use/subprocess", child_restore);
  return g_test_run ();
}
