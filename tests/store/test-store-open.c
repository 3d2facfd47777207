/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "backup-test-support.h"
#include "store-test-support.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/capability.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "atlas-backup.h"
#include "atlas-schema-private.h"

static void
test_create (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (fixture->folder, "new", "deep", NULL);
  g_autofree char *path = g_build_filename (folder, "atlas.db", NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  AtlasStore *store;
  mode_t mask = umask (0);

  g_assert_null (atlas_store_open (path, ATLAS_STORE_OPEN_EXISTING, test_tables, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));

  store = atlas_store_open (path, ATLAS_STORE_CREATE | ATLAS_STORE_EXCLUSIVE, test_tables, &error);
  g_assert_no_error (error);
  assert_mode (folder, 0700);
  assert_mode (path, 0600);
  insert_members (store, 0, 1, ATLAS_UNIT_DEFAULT);
  assert_mode (wal, 0600);
  assert_query (store, "PRAGMA user_version", G_STRINGIFY (ATLAS_SCHEMA_VERSION));
  assert_query (store, "PRAGMA application_id", "1145140332");
  assert_query (store, "PRAGMA journal_mode", "wal");
  assert_query (store, "PRAGMA foreign_keys", "1");
  assert_query (store,
                "SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND name IN ('member', 'event',"
                " 'unit', 'journal', 'setting', 'sequence') AND strict",
                "6");
  g_assert_true (atlas_store_is_database (path));
  g_assert_cmpstr (atlas_store_get_path (store), ==, path);
  g_object_unref (store);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));

  g_assert_null (atlas_store_open (path, ATLAS_STORE_CREATE | ATLAS_STORE_EXCLUSIVE, test_tables, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  umask (mask);
}

/* --- Files that can't be opened; each gets a sentence and is left as it is. */

static char *
read_bytes (const char *path, gsize *length)
{
  g_autoptr (GError) error = NULL;
  char *bytes;

  g_file_get_contents (path, &bytes, length, &error);
  g_assert_no_error (error);
  return bytes;
}

/* In every way of opening but one that replaces. */
static void
assert_refused (const char *path, AtlasStoreError code, const char *words)
{
  static const AtlasStoreFlags flags[] = { ATLAS_STORE_OPEN_EXISTING, ATLAS_STORE_CREATE,
                                           ATLAS_STORE_READ_ONLY };
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  gsize before_length = 0, after_length;
  g_autofree char *before =
    g_file_test (path, G_FILE_TEST_IS_REGULAR) ? read_bytes (path, &before_length) : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;

      g_assert_null (atlas_store_open (path, flags[i], test_tables, &error));
      g_assert_error (error, ATLAS_STORE_ERROR, (int) code);
      g_assert_nonnull (strstr (error->message, name));
      if (strstr (error->message, words) == NULL)
        g_error ("“%s” does not say “%s”", error->message, words);
      if (before == NULL)
        continue;
      after = read_bytes (path, &after_length);
      g_assert_cmpmem (before, before_length, after, after_length);
    }
}

static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *db;
  char *words = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &words);
  g_assert_cmpstr (words, ==, NULL);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
    g_file_set_contents (fixture->path, "{\"format\":\"diaspora-atlas\",\"members\":[]}", -1, NULL));
  assert_refused (fixture->path, ATLAS_STORE_ERROR_FOREIGN, "not a Diaspora Atlas database");
  g_assert_false (atlas_store_is_database (fixture->path));
  g_assert_true (g_file_set_contents (fixture->path, "x", 1, NULL));
  assert_refused (fixture->path, ATLAS_STORE_ERROR_FOREIGN, "not a Diaspora Atlas database");
  g_assert_false (atlas_store_is_database (fixture->path));

  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  run_sql (fixture->path, "CREATE TABLE member (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO member VALUES"
                          " (1, 'mine')");
  assert_refused (fixture->path, ATLAS_STORE_ERROR_FOREIGN, "database of another program");
  g_assert_false (atlas_store_is_database (fixture->path));
  assert_refused (fixture->folder, ATLAS_STORE_ERROR_FOREIGN, "is a folder");
  g_assert_false (atlas_store_is_database (fixture->folder));

  /* An empty file is one to be filled, but only for who creates. */
  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  g_assert_null (atlas_store_open (fixture->path, ATLAS_STORE_OPEN_EXISTING, test_tables, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FOREIGN);
  g_assert_false (atlas_store_is_database (fixture->path));
  fixture_open (fixture);
  g_assert_true (atlas_store_is_database (fixture->path));
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  fixture_open (fixture);
  fixture_close (fixture);
  run_sql (fixture->path, "PRAGMA user_version = 99");
  assert_refused (fixture->path, ATLAS_STORE_ERROR_NEWER, "newer version");
  g_assert_true (atlas_store_is_database (fixture->path));
}

static void
test_corrupt (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize length;

  insert_members (fixture_open (fixture), 0, 50, ATLAS_UNIT_DEFAULT);
  fixture_close (fixture);
  bytes = read_bytes (fixture->path, &length);

  /* Only the first page is left, then not even all of that; then its schema is trash. */
  g_assert_true (g_file_set_contents (fixture->path, bytes, 4096, NULL));
  assert_refused (fixture->path, ATLAS_STORE_ERROR_CORRUPT, "is damaged");
  memset (bytes + 100, 0xff, 4096 - 100);
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) length, NULL));
  assert_refused (fixture->path, ATLAS_STORE_ERROR_CORRUPT, "backups");

  /* Ours by its number, but with nothing in it. */
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  run_sql (fixture->path, "PRAGMA application_id = 1145140332; CREATE TABLE stranger (id INTEGER)");
  assert_refused (fixture->path, ATLAS_STORE_ERROR_CORRUPT, "is damaged");
}

/* Without the powers of root in a process of its own, as everyone else. */
static void
run_as_everyone (void (*func) (const char *path), const char *path)
{
  pid_t pid = fork ();
  int status;

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
      struct __user_cap_data_struct none[2] = { { 0 } };

      if (syscall (SYS_capset, &header, none) != 0)
        _exit (77);
      func (path);
      _exit (0);
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  if (WEXITSTATUS (status) == 77)
    g_test_skip ("the powers of root can't be laid down here");
  else
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static void
look_in_read_only_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *other = g_build_filename (folder, "new.db", NULL);
  g_autofree char *deep = g_build_filename (folder, "new", "new.db", NULL);
  g_autoptr (GError) error = NULL;
  AtlasStore *store;

  g_assert_null (atlas_store_open (path, ATLAS_STORE_OPEN_EXISTING, test_tables, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_READ_ONLY);
  g_assert_nonnull (strstr (error->message, "atlas.db"));
  g_clear_error (&error);
  g_assert_null (atlas_store_open (other, ATLAS_STORE_CREATE, test_tables, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_null (atlas_store_open (deep, ATLAS_STORE_CREATE, test_tables, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);

  store = atlas_store_open (path, ATLAS_STORE_READ_ONLY, test_tables, &error);
  g_assert_no_error (error);
  g_assert_true (atlas_store_is_read_only (store));
  assert_query (store, "SELECT count(*) FROM member", "5");
  assert_query (store, "SELECT count(*) FROM member_search ('ada')", "1");
  g_assert_null (atlas_unit_begin (store, "Edit", ATLAS_UNIT_DEFAULT, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (atlas_store_set_setting (store, "a", "b", &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_READ_ONLY);
  g_object_unref (store);
}

static void
test_read_only_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;
  gsize before_length, after_length;

  insert_members (fixture_open (fixture), 0, 5, ATLAS_UNIT_DEFAULT);
  fixture_close (fixture);
  before = read_bytes (fixture->path, &before_length);
  g_assert_cmpint (g_chmod (fixture->folder, 0500), ==, 0);
  run_as_everyone (look_in_read_only_folder, fixture->path);
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
  after = read_bytes (fixture->path, &after_length);
  g_assert_cmpmem (before, before_length, after, after_length);
}

static void
look_at_read_only_file (const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (atlas_store_open (path, ATLAS_STORE_OPEN_EXISTING, test_tables, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_READ_ONLY);
}

static void
look_at_closed_file (const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (atlas_store_open (path, ATLAS_STORE_READ_ONLY, test_tables, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_READ_ONLY);
}

static void
test_read_only_file (Fixture *fixture, gconstpointer data)
{
  insert_members (fixture_open (fixture), 0, 5, ATLAS_UNIT_DEFAULT);
  fixture_close (fixture);
  g_assert_cmpint (g_chmod (fixture->path, 0400), ==, 0);
  run_as_everyone (look_at_read_only_file, fixture->path);
  g_assert_cmpint (g_chmod (fixture->path, 0000), ==, 0);
  run_as_everyone (look_at_closed_file, fixture->path);
}

/* A full disk, as a limit to the size of files: the system says EFBIG instead of ENOSPC. */
static void
limit_size (rlim_t size)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = size;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static gboolean
try_to_insert (AtlasStore *store, guint from, guint to, AtlasUnitFlags flags, GError **error)
{
  g_autoptr (AtlasUnit) unit = atlas_unit_begin (store, "Add members", flags, error);
  gboolean done = unit != NULL;

  for (guint n = from; done && n < to; n++)
    {
      AtlasValue values[MEMBER_N_COLUMNS];
      AtlasUuid uuid;

      make_uuid (n, &uuid);
      make_member (n, values);
      done = atlas_unit_insert (unit, &test_member, &uuid, values, NULL, error);
      clear_values (values, MEMBER_N_COLUMNS);
    }
  return done && atlas_unit_commit (unit, error);
}

static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.db", NULL);
  g_autofree char *other = g_build_filename (fixture->folder, "other.db", NULL);
  static const AtlasUnitFlags flags[] = { ATLAS_UNIT_DEFAULT, ATLAS_UNIT_BULK };
  g_autoptr (GError) error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    for (guint filled = 0; filled < 2; filled++)
      {
        AtlasStore *store = fixture_open (fixture);
        g_autofree char *before = NULL, *after = NULL, *derived_before = NULL, *derived_after = NULL;

        if (filled)
          insert_members (store, 0, 500, ATLAS_UNIT_DEFAULT);
        before = dump (store, TRUE);
        derived_before = dump_derived (store);
        limit_size (1024 * 1024);
        g_assert_false (try_to_insert (store, 1000, 30000, flags[i], &error));
        g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FULL);
        g_assert_nonnull (strstr (error->message, "no space left"));
        g_clear_error (&error);
        limit_size (RLIM_INFINITY);

        after = dump (store, TRUE);
        derived_after = dump_derived (store);
        g_assert_cmpstr (after, ==, before);
        g_assert_cmpstr (derived_after, ==, derived_before);
        /* Once there is space, all goes on. */
        insert_members (store, 1000, 1010, flags[i]);
        fixture_close (fixture);
        g_assert_cmpint (g_unlink (fixture->path), ==, 0);
      }

  limit_size (4096);
  g_assert_null (atlas_store_open (other, ATLAS_STORE_CREATE, test_tables, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FULL);
  g_clear_error (&error);
  limit_size (RLIM_INFINITY);
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS)); /* what was begun is no database */

  insert_members (fixture_open (fixture), 0, 500, ATLAS_UNIT_DEFAULT);
  limit_size (64 * 1024);
  g_assert_false (atlas_backup_write (fixture->store, copy, NULL, NULL, NULL, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FULL);
  limit_size (RLIM_INFINITY);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
}

/* Held by another program. SQLite's locks hold between two connections of one process as well. */
static void
test_held (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *other;

  insert_members (store, 0, 5, ATLAS_UNIT_DEFAULT);
  before = dump (store, TRUE);
  g_assert_cmpint (sqlite3_open (fixture->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_false (try_to_insert (store, 10, 20, ATLAS_UNIT_DEFAULT, &error)); /* after waiting */
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "another program"));
  g_clear_error (&error);
  /* Reading goes on all the while. */
  after = dump (store, TRUE);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (sqlite3_exec (other, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_true (try_to_insert (store, 10, 20, ATLAS_UNIT_DEFAULT, &error));
  fixture_close (fixture);

  /* One that shares it with nobody. */
  g_assert_cmpint (sqlite3_exec (other, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE", NULL, NULL, NULL),
                   ==, SQLITE_OK);
  g_assert_null (atlas_store_open (fixture->path, ATLAS_STORE_OPEN_EXISTING, test_tables, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_BUSY);
  sqlite3_close (other);
}

/* What file choosers do with each file of a folder: to look what it is, and to close it. */
static void
look_into_files (const char *path)
{
  static const char *const files[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *file = g_strconcat (path, files[i], NULL);
      int descriptor = open (file, O_RDONLY | O_CLOEXEC);

      g_assert_cmpint (descriptor, >=, 0);
      close (descriptor);
    }
}

static void
child_adds_member (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasStore) store =
    atlas_store_open (g_getenv (CHILD_PATH), ATLAS_STORE_OPEN_EXISTING, test_tables, &error);
  g_autofree char *count = NULL;
  guint n;

  g_assert_no_error (error);
  count = query (store, "SELECT count(*) FROM member");
  n = (guint) g_ascii_strtoull (count, NULL, 10);
  insert_members (store, n, n + 1, ATLAS_UNIT_DEFAULT);
}

/* A program that knows nothing of our ways with locks. */
static void
child_may_not_write (void)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (g_getenv (CHILD_PATH), &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_BUSY);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL), ==, SQLITE_BUSY);
  sqlite3_close (db);
}

/* Closing a file takes away all POSIX locks that this process has on it: the next program to come would have
 * taken the log away from under us, with all that is written after that. */
static void
test_looked_into (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  g_autoptr (AtlasUnit) unit = NULL;
  g_autoptr (GError) error = NULL;

  insert_members (store, 0, 1, ATLAS_UNIT_DEFAULT);
  assert_query (store, "SELECT count(*) FROM member", "1");
  look_into_files (fixture->path);
  run_child ("/open/looked-into/subprocess/adds", fixture->path);
  assert_query (store, "SELECT count(*) FROM member", "2");
  run_child ("/open/looked-into/subprocess/adds", fixture->path);
  assert_query (store, "SELECT count(*) FROM member", "3");

  unit = atlas_unit_begin (store, "Edit", ATLAS_UNIT_DEFAULT, &error);
  g_assert_no_error (error);
  look_into_files (fixture->path);
  run_child ("/open/looked-into/subprocess/may-not-write", fixture->path);
  g_clear_pointer (&unit, atlas_unit_free);

  insert_members (store, 3, 4, ATLAS_UNIT_DEFAULT);
  fixture_close (fixture);
  /* The last one to leave puts out the light. */
  run_child ("/open/looked-into/subprocess/adds", fixture->path);
  assert_query (fixture_open (fixture), "SELECT count(*) FROM member", "5");
}

/* What is derived is made anew when its description is another one, or is gone; what is canonical stays. */
static void
test_derived_anew (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL, *derived_before = NULL, *after = NULL, *derived_after = NULL;

  insert_members (fixture_open (fixture), 0, 50, ATLAS_UNIT_DEFAULT);
  before = dump (fixture->store, FALSE);
  derived_before = dump_derived (fixture->store);
  fixture_close (fixture);
  run_sql (fixture->path, "UPDATE derived SET signature = 'old'; DELETE FROM member_facet;"
                          "CREATE TABLE leftover (a); CREATE INDEX leftover_a ON leftover (a)");
  fixture_open (fixture);
  after = dump (fixture->store, FALSE);
  derived_after = dump_derived (fixture->store);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (derived_after, ==, derived_before);
  assert_query (fixture->store, "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'leftover%'", "0");
  fixture_close (fixture);

  run_sql (fixture->path, "DROP TABLE derived; DROP TABLE member_search; DROP VIEW member_text");
  fixture_open (fixture);
  g_free (derived_after);
  derived_after = dump_derived (fixture->store);
  g_assert_cmpstr (derived_after, ==, derived_before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STORE_TEST ("/open/create", test_create);
  STORE_TEST ("/open/foreign", test_foreign);
  STORE_TEST ("/open/newer", test_newer);
  STORE_TEST ("/open/corrupt", test_corrupt);
  STORE_TEST ("/open/read-only-folder", test_read_only_folder);
  STORE_TEST ("/open/read-only-file", test_read_only_file);
  STORE_TEST ("/open/full-disk", test_full_disk);
  STORE_TEST ("/open/held", test_held);
  STORE_TEST ("/open/looked-into", test_looked_into);
  g_test_add_func ("/open/looked-into/subprocess/adds", child_adds_member);
  g_test_add_func ("/open/looked-into/subprocess/may-not-write", child_may_not_write);
  STORE_TEST ("/open/derived-anew", test_derived_anew);
  return g_test_run ();
}
