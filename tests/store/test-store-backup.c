/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#include <utime.h>

#include "atlas-backup.h"
#include "atlas-store-private.h"
#include "backup-test-support.h"
#include "atlas-schema-private.h"

/* Writing. */

static void
assert_refused (AtlasStore *store, const char *path, AtlasStoreError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (atlas_backup_write (store, path, NULL, NULL, NULL, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_null (strstr (error->message, ".diaspora-atlas-copy-"));
}

typedef struct
{
  guint n;
  gint64 done, total;
  GCancellable *cancel; /* at the first report */
} Told;

static void
note_progress (gint64 done, gint64 total, gpointer data)
{
  Told *told = data;

  g_assert_cmpint (done, >, told->done);
  g_assert_cmpint (done, <=, total);
  told->n++;
  told->done = done;
  told->total = total;
  if (told->cancel)
    g_cancellable_cancel (told->cancel);
}

static void
test_write (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = beside (fixture, "copy.db");
  g_autofree char *wal = beside (fixture, "atlas.db-wal");
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;
  Told told = { 0 };
  GStatBuf info;

  fixture_open (fixture);
  insert_members (fixture->store, 0, 4000, ATLAS_UNIT_BULK);
  set_member_text (fixture->store, 3, MEMBER_NOTES, "still in the log");
  g_assert_cmpint (g_stat (wal, &info), ==, 0);
  g_assert_cmpint (info.st_size, >, 0);
  expected = dump (fixture->store, TRUE);

  g_assert_true (atlas_backup_write (fixture->store, path, note_progress, &told, NULL, &error));
  g_assert_no_error (error);
  assert_mode (path, 0600);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (told.n, >, 1);
  g_assert_cmpint (told.done, ==, told.total);
  g_assert_cmpint (told.total, ==, info.st_size);
  assert_list (fixture->folder, "atlas.db atlas.db-shm atlas.db-wal copy.db");
  assert_holds (path, expected);
  /* It needs nothing beside it, not even to be read. */
  assert_list (fixture->folder, "atlas.db atlas.db-shm atlas.db-wal copy.db");

  /* An older backup gives way to a newer one. */
  delete_member (fixture->store, 7);
  g_free (expected);
  expected = dump (fixture->store, TRUE);
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  backup (fixture->store, path);
  assert_mode (path, 0600);
  assert_holds (path, expected);

  /* And can be gone on with. */
  g_clear_pointer (&fixture->path, g_free);
  fixture->path = g_strdup (path);
  fixture_close (fixture);
  fixture_open (fixture);
  insert_members (fixture->store, 9000, 9010, ATLAS_UNIT_DEFAULT);
  assert_query (fixture->store, "PRAGMA journal_mode", "wal");
}

static void
test_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = beside (fixture, "copy.db");
  g_autofree char *soft = beside (fixture, "link.db");
  g_autofree char *expected = NULL;

  insert_members (fixture_open (fixture), 0, 10, ATLAS_UNIT_DEFAULT);
  write_text (path, "");
  g_assert_cmpint (symlink ("copy.db", soft), ==, 0);
  backup (fixture->store, soft);
  expected = dump (fixture->store, TRUE);
  g_assert_true (g_file_test (soft, G_FILE_TEST_IS_SYMLINK));
  g_assert_false (g_file_test (path, G_FILE_TEST_IS_SYMLINK));
  assert_holds (path, expected);
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  static const char *const own[] = { "atlas.db", "atlas.db-wal", "atlas.db-shm", "atlas.db-journal" };
  g_autofree char *soft = beside (fixture, "link.db"), *hard = beside (fixture, "hard.db");
  g_autofree char *letter = beside (fixture, "letter.txt"), *folder = beside (fixture, "folder");
  g_autofree char *pipe = beside (fixture, "pipe"), *other = beside (fixture, "other.db");
  g_autofree char *used = beside (fixture, "used.db"), *used_wal = beside (fixture, "used.db-wal");
  g_autofree char *nowhere = beside (fixture, "nowhere/copy.db");
  g_autofree char *before = NULL, *after = NULL, *names = NULL, *kept = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasStore) open = NULL;

  insert_members (fixture_open (fixture), 0, 100, ATLAS_UNIT_DEFAULT);
  before = dump (fixture->store, TRUE);
  g_assert_cmpint (symlink ("atlas.db", soft), ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  write_text (letter, "Dear Ada");
  write_text (used_wal, "");
  g_assert_cmpint (link (fixture->path, hard), ==, 0);
  open = atlas_store_open (other, ATLAS_STORE_CREATE, test_tables, &error);
  g_assert_no_error (error);
  names = list (fixture->folder);

  for (gsize i = 0; i < G_N_ELEMENTS (own); i++)
    {
      g_autofree char *path = beside (fixture, own[i]);

      assert_refused (fixture->store, path, ATLAS_STORE_ERROR_EXISTS);
    }
  {
    g_autoptr (GError) refused = NULL; /* its message names what the link leads to */

    g_assert_false (atlas_backup_write (fixture->store, soft, NULL, NULL, NULL, &refused));
    g_assert_error (refused, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_EXISTS);
  }
  assert_refused (fixture->store, hard, ATLAS_STORE_ERROR_EXISTS);
  assert_refused (fixture->store, letter, ATLAS_STORE_ERROR_EXISTS);
  assert_refused (fixture->store, folder, ATLAS_STORE_ERROR_EXISTS);
  assert_refused (fixture->store, pipe, ATLAS_STORE_ERROR_EXISTS);
  assert_refused (fixture->store, other, ATLAS_STORE_ERROR_BUSY);
  assert_refused (fixture->store, used, ATLAS_STORE_ERROR_BUSY);
  assert_refused (fixture->store, nowhere, ATLAS_STORE_ERROR_FAILED);

  assert_list (fixture->folder, names);
  kept = read_text (letter);
  g_assert_cmpstr (kept, ==, "Dear Ada");
  after = dump (fixture->store, TRUE);
  g_assert_cmpstr (after, ==, before);
}

static void
test_read_only_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = beside (fixture, "locked");
  g_autofree char *path = NULL;

  insert_members (fixture_open (fixture), 0, 10, ATLAS_UNIT_DEFAULT);
  g_assert_cmpint (g_mkdir (folder, 0500), ==, 0);
  /* Root may write everywhere, but not there. */
  path = g_build_filename (geteuid () == 0 ? "/sys" : folder, "copy.db", NULL);
  assert_refused (fixture->store, path, ATLAS_STORE_ERROR_READ_ONLY);
  assert_list (folder, "");
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = beside (fixture, "copy.db");
  g_autofree char *old = NULL;
  g_autoptr (GError) error = NULL;
  Told told = { .cancel = cancellable };

  fixture_open (fixture);
  insert_members (fixture->store, 0, 10, ATLAS_UNIT_DEFAULT);
  old = dump (fixture->store, TRUE);
  backup (fixture->store, path);
  insert_members (fixture->store, 10, 4000, ATLAS_UNIT_BULK);

  g_assert_false (atlas_backup_write (fixture->store, path, note_progress, &told, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (told.n, ==, 1);
  assert_list (fixture->folder, "atlas.db atlas.db-shm atlas.db-wal copy.db");
  assert_holds (path, old);
}

/* In a process that can write no more than a little to any file, which is what a full disk looks like. */
static void
child_full (void)
{
  const char *path = g_getenv (CHILD_PATH);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *copy = g_build_filename (folder, "copy.db", NULL);
  g_autofree char *away = g_build_filename (folder, "away.db", NULL);
  struct rlimit limit = { 64 * 1024, 64 * 1024 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasStore) store = atlas_store_open (path, ATLAS_STORE_OPEN_EXISTING, test_tables, &error);

  g_assert_no_error (error);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  assert_refused (store, copy, ATLAS_STORE_ERROR_FULL);

  g_assert_false (atlas_backup_daily (store, NULL, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FULL);
  g_clear_error (&error);

  g_assert_false (atlas_backup_restore (away, path, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FULL);
}

static void
test_full (Fixture *fixture, gconstpointer data)
{
  g_autofree char *expected = NULL;
  g_autofree char *backups = beside (fixture, "backups");

  insert_members (fixture_open (fixture), 0, 1000, ATLAS_UNIT_DEFAULT);
  expected = dump (fixture->store, TRUE);
  fixture_close (fixture);
  run_child ("/backup/full/subprocess", fixture->path);
  assert_list (fixture->folder, "atlas.db backups");
  assert_list (backups, "");
  assert_holds (fixture->path, expected);
}

static gpointer
write_much (gpointer data)
{
  AtlasStore *store = data;

  for (guint i = 0; i < 60; i++)
    {
      insert_members (store, i * 20, i * 20 + 20, ATLAS_UNIT_DEFAULT);
      set_member_text (store, i * 20 + 1, MEMBER_NOTES, "edited");
    }
  return NULL;
}

/* What is copied while units are committed holds whole units, and all that belongs to them. */
static void
test_while_writing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = beside (fixture, "copy.db");
  GThread *thread;
  guint n_sound = 0;

  fixture_open (fixture);
  thread = g_thread_new ("writer", write_much, fixture->store);
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *text = NULL;

      backup (fixture->store, path);
      text = dump_file (path); /* checks the journal against the records */
      n_sound += strlen (text) > 0;
    }
  g_thread_join (thread);
  g_assert_cmpuint (n_sound, ==, 8);
}

/* A damaged database does not take the place of a sound backup. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = beside (fixture, "copy.db");
  g_autofree char *sound = NULL;
  g_autoptr (GError) error = NULL;

  insert_members (fixture_open (fixture), 0, 2000, ATLAS_UNIT_DEFAULT);
  sound = dump (fixture->store, TRUE);
  backup (fixture->store, path);
  fixture_close (fixture);
  spoil (fixture->path);

  fixture->store = atlas_store_open (fixture->path, ATLAS_STORE_OPEN_EXISTING, test_tables, &error);
  g_assert_no_error (error);
  g_assert_false (atlas_backup_write (fixture->store, path, NULL, NULL, NULL, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, fixture->path));
  fixture_close (fixture);
  assert_list (fixture->folder, "atlas.db copy.db");
  assert_holds (path, sound);
}

/* Daily ones. */

static void
back_up_daily (AtlasStore *store)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (atlas_backup_daily (store, NULL, &error));
  g_assert_no_error (error);
}

static void
touch (const char *folder, const char *name, gboolean old)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  struct utimbuf times = { 1000000, 1000000 };

  write_text (path, name);
  if (old)
    g_assert_cmpint (utime (path, &times), ==, 0);
}

static void
test_daily (Fixture *fixture, gconstpointer data)
{
  static const char *const foreign[] = {
    "atlas-2026-02-30.db",          "atlas-2026-01-01.db.old",       "atlas-2026-01-01",
    "atlas-replaced-2026-01-01.db", "atlas-version-1-2026-01-01.db", "my-atlas-2026-01-01.db",
    "other-2026-01-01.db",
  };
  g_autofree char *folder = beside (fixture, "backups");
  g_autofree char *first = g_build_filename (folder, "atlas-2026-03-01.db", NULL);
  g_autofree char *expected = NULL, *before = NULL, *after = NULL;
  GStatBuf once, twice;
  mode_t mask = umask (0);

  set_day ("2026-03-01");
  insert_members (fixture_open (fixture), 0, 100, ATLAS_UNIT_DEFAULT);
  expected = dump (fixture->store, TRUE);
  back_up_daily (fixture->store);
  umask (mask);
  assert_mode (folder, 0700);
  assert_mode (first, 0600);
  assert_holds (first, expected);

  /* Not twice a day. */
  g_assert_cmpint (g_stat (first, &once), ==, 0);
  insert_members (fixture->store, 100, 110, ATLAS_UNIT_DEFAULT);
  back_up_daily (fixture->store);
  g_assert_cmpint (g_stat (first, &twice), ==, 0);
  g_assert_cmpint (once.st_ino, ==, twice.st_ino);
  assert_holds (first, expected);

  for (guint day = 2; day <= 7; day++)
    {
      g_autofree char *text = g_strdup_printf ("2026-03-%02u", day);

      set_day (text);
      back_up_daily (fixture->store);
    }
  assert_list (folder, "atlas-2026-03-01.db atlas-2026-03-02.db atlas-2026-03-03.db atlas-2026-03-04.db "
                       "atlas-2026-03-05.db atlas-2026-03-06.db atlas-2026-03-07.db");

  /* The oldest goes, and nothing that is not ours. */
  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    touch (folder, foreign[i], TRUE);
  touch (folder, ".diaspora-atlas-copy-oldold", TRUE);
  touch (folder, ".diaspora-atlas-copy-oldold-journal", TRUE);
  touch (folder, ".diaspora-atlas-copy-newnew", FALSE);
  touch (fixture->folder, ".diaspora-atlas-copy-oldold", TRUE);
  set_day ("2026-03-08");
  back_up_daily (fixture->store);
  assert_list (folder,
               ".diaspora-atlas-copy-newnew atlas-2026-01-01 atlas-2026-01-01.db.old atlas-2026-02-30.db "
               "atlas-2026-03-02.db atlas-2026-03-03.db atlas-2026-03-04.db atlas-2026-03-05.db "
               "atlas-2026-03-06.db atlas-2026-03-07.db atlas-2026-03-08.db atlas-replaced-2026-01-01.db "
               "atlas-version-1-2026-01-01.db my-atlas-2026-01-01.db other-2026-01-01.db");
  assert_list (fixture->folder, "atlas.db atlas.db-shm atlas.db-wal backups");

  /* A clock that was set back: what was just made stays. */
  set_day ("2026-02-01");
  back_up_daily (fixture->store);
  before = list (folder);
  g_assert_nonnull (strstr (before, "atlas-2026-02-01.db"));
  g_assert_null (strstr (before, "atlas-2026-03-02.db"));
  g_assert_nonnull (strstr (before, "atlas-2026-03-03.db"));
  back_up_daily (fixture->store);
  after = list (folder);
  g_assert_cmpstr (after, ==, before);
  g_unsetenv ("ATLAS_NOW");
}

/* The day is that of the person's own clock. */
static void
test_daily_zone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = beside (fixture, "backups");

  g_setenv ("TZ", "America/Vancouver", TRUE);
  g_setenv ("ATLAS_NOW", "2026-03-02T03:00:00Z", TRUE);
  back_up_daily (fixture_open (fixture));
  assert_list (folder, "atlas-2026-03-01.db");
  g_setenv ("TZ", "UTC", TRUE);
  g_unsetenv ("ATLAS_NOW");
}

/* Names of two databases in one folder. */
static void
test_daily_names (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "atlas", "atlas.db",        "atlas.sqlite",
                                       ".db",   "a-2026-01-01.db", "büro.db" };
  g_autofree char *folder = beside (fixture, "backups");

  set_day ("2026-03-01");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = beside (fixture, names[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (AtlasStore) store = atlas_store_open (path, ATLAS_STORE_CREATE, test_tables, &error);

      g_assert_no_error (error);
      back_up_daily (store);
    }
  assert_list (folder, ".db-2026-03-01 a-2026-01-01-2026-03-01.db atlas-2026-03-01 atlas-2026-03-01.db "
                       "atlas.sqlite-2026-03-01 büro-2026-03-01.db");
  g_unsetenv ("ATLAS_NOW");
}

static void
test_daily_read_only (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = beside (fixture, "backups");
  g_autoptr (GError) error = NULL;

  fixture_open (fixture);
  fixture_close (fixture);
  fixture->store = atlas_store_open (fixture->path, ATLAS_STORE_READ_ONLY, test_tables, &error);
  g_assert_no_error (error);
  back_up_daily (fixture->store);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
child_daily (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasStore) store =
    atlas_store_open (g_getenv (CHILD_PATH), ATLAS_STORE_OPEN_EXISTING, test_tables, &error);

  g_assert_no_error (error);
  for (guint day = 1; day <= 9; day++)
    {
      g_autofree char *text = g_strdup_printf ("2026-03-%02u", day);

      set_day (text);
      back_up_daily (store);
    }
}

/* Several at once. */
static void
test_daily_processes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = beside (fixture, "backups");
  g_autofree char *last = g_build_filename (folder, "atlas-2026-03-09.db", NULL);
  g_autofree char *expected = NULL;
  GSubprocess *children[4];
  g_autoptr (GError) error = NULL;

  insert_members (fixture_open (fixture), 0, 500, ATLAS_UNIT_DEFAULT);
  expected = dump (fixture->store, TRUE);
  g_setenv (CHILD_PATH, fixture->path, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    {
      children[i] = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program, "-p",
                                      "/backup/daily/processes/subprocess", NULL);
      g_assert_no_error (error);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    {
      g_assert_true (g_subprocess_wait_check (children[i], NULL, &error));
      g_assert_no_error (error);
      g_object_unref (children[i]);
    }
  assert_list (folder, "atlas-2026-03-03.db atlas-2026-03-04.db atlas-2026-03-05.db atlas-2026-03-06.db "
                       "atlas-2026-03-07.db atlas-2026-03-08.db atlas-2026-03-09.db");
  assert_holds (last, expected);
}

static void
test_before_upgrade (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = beside (fixture, "backups");
  g_autofree char *name = g_strdup_printf ("atlas-version-%d-2026-03-01.db", ATLAS_SCHEMA_VERSION);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;

  set_day ("2026-03-01");
  insert_members (fixture_open (fixture), 0, 100, ATLAS_UNIT_DEFAULT);
  expected = dump (fixture->store, TRUE);
  g_assert_true (atlas_backup_before_upgrade (fixture->store, ATLAS_SCHEMA_VERSION, &error));
  g_assert_no_error (error);
  assert_mode (folder, 0700);
  assert_holds (path, expected);

  /* Where another process has been faster, its copy of the old state is not written over. */
  g_assert_true (atlas_backup_before_upgrade (fixture->store, 0, &error));
  g_assert_no_error (error);
  assert_list (folder, name);
  /* The writing connection is as it was. */
  insert_members (fixture->store, 100, 110, ATLAS_UNIT_DEFAULT);
  g_unsetenv ("ATLAS_NOW");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  STORE_TEST ("/backup/write", test_write);
  STORE_TEST ("/backup/link", test_link);
  STORE_TEST ("/backup/refusals", test_refusals);
  STORE_TEST ("/backup/read-only-folder", test_read_only_folder);
  STORE_TEST ("/backup/cancel", test_cancel);
  STORE_TEST ("/backup/full", test_full);
  g_test_add_func ("/backup/full/subprocess", child_full);
  STORE_TEST ("/backup/while-writing", test_while_writing);
  STORE_TEST ("/backup/damaged", test_damaged);
  STORE_TEST ("/backup/daily", test_daily);
  STORE_TEST ("/backup/daily/zone", test_daily_zone);
  STORE_TEST ("/backup/daily/names", test_daily_names);
  STORE_TEST ("/backup/daily/read-only", test_daily_read_only);
  STORE_TEST ("/backup/daily/processes", test_daily_processes);
  g_test_add_func ("/backup/daily/processes/subprocess", child_daily);
  STORE_TEST ("/backup/before-upgrade", test_before_upgrade);
  return g_test_run ();
}
