/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-test-support.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "atlas-backup.h"
#include "atlas-store-private.h"

static char *
in_folder (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Names in a folder below the fixture's, sorted, with commas between; hidden ones too. */
static char *
list_names (Fixture *fixture, const char *folder)
{
  g_autofree char *path = g_build_filename (fixture->folder, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (",", (char **) names->pdata);
}

static void
assert_names (Fixture *fixture, const char *folder, const char *expected)
{
  g_autofree char *names = list_names (fixture, folder);

  g_assert_cmpstr (names, ==, expected);
}

/* All of what a database file holds, opened where it lies. */
static char *
dump_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasStore) store = atlas_store_open (path, ATLAS_STORE_OPEN_EXISTING, test_tables, &error);
  g_autofree char *everything = NULL, *derived = NULL;

  g_assert_no_error (error);
  everything = dump (store, TRUE);
  derived = dump_derived (store);
  return g_strconcat (everything, derived, NULL);
}

static char *
dump_whole (AtlasStore *store)
{
  g_autofree char *everything = dump (store, TRUE);
  g_autofree char *derived = dump_derived (store);

  return g_strconcat (everything, derived, NULL);
}

static void
note_progress (gint64 done, gint64 total, gpointer data)
{
  gint64 *last = data;

  g_assert_cmpint (done, >=, *last);
  g_assert_cmpint (done, <=, total);
  *last = done;
}

static void
test_write (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  g_autofree char *path = in_folder (fixture, "copy.db");
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *copied = NULL, *again = NULL;
  GStatBuf info;
  gint64 last = 0;
  mode_t mask = umask (0);

  insert_members (store, 0, 3000, ATLAS_UNIT_BULK);
  delete_member (store, 7);
  g_assert_true (atlas_journal_undo (store, NULL, NULL, NULL, NULL, &error));
  before = dump_whole (store);
  atlas_backup_write (store, path, note_progress, &last, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (last, >, 0);
  umask (mask);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  assert_names (fixture, "", "atlas.db,atlas.db-shm,atlas.db-wal,copy.db");
  copied = dump_file (path);
  g_assert_cmpstr (copied, ==, before);

  /* A second one takes the place of the first. */
  delete_member (store, 8);
  atlas_backup_write (store, path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  again = dump_file (path);
  g_assert_cmpstr (again, !=, before);
}

typedef struct
{
  AtlasStore *store;
  const char *path;
  int stop; /* atomic */
} Others;

static gpointer
write_on (gpointer data)
{
  Others *others = data;

  for (guint n = 5000; !g_atomic_int_get (&others->stop); n++)
    insert_members (others->store, n, n + 1, ATLAS_UNIT_DEFAULT);
  return NULL;
}

/* Each copy is one state of the database, though it changes all the while. */
static void
test_while_others_write (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  g_autofree char *path = in_folder (fixture, "copy.db");
  Others others = { store, path, 0 };
  GThread *thread;

  insert_members (store, 0, 2000, ATLAS_UNIT_BULK);
  thread = g_thread_new ("writer", write_on, &others);
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AtlasStore) copy = NULL;
      g_auto (GStrv) faults = NULL;

      atlas_backup_write (store, path, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      copy = atlas_store_open (path, ATLAS_STORE_OPEN_EXISTING, test_tables, &error);
      g_assert_no_error (error);
      faults = atlas_store_check (copy, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (faults[0], ==, NULL);
    }
  g_atomic_int_set (&others.stop, TRUE);
  g_thread_join (thread);
}

static void
cancel_midway (gint64 done, gint64 total, gpointer data)
{
  g_cancellable_cancel (data);
}

static void
test_write_refusals (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  g_autofree char *link_path = in_folder (fixture, "link.db");
  g_autofree char *nowhere = in_folder (fixture, "no/such/copy.db");
  g_autofree char *path = in_folder (fixture, "copy.db");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  insert_members (store, 0, 3000, ATLAS_UNIT_BULK);

  /* Over itself, whatever it is called. */
  g_assert_false (atlas_backup_write (store, fixture->path, NULL, NULL, NULL, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_cmpint (symlink (fixture->path, link_path), ==, 0);
  g_assert_false (atlas_backup_write (store, link_path, NULL, NULL, NULL, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_BUSY);
  g_clear_error (&error);

  g_assert_false (atlas_backup_write (store, fixture->folder, NULL, NULL, NULL, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (atlas_backup_write (store, nowhere, NULL, NULL, NULL, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "copy.db"));
  g_clear_error (&error);

  g_assert_false (atlas_backup_write (store, path, cancel_midway, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_names (fixture, "", "atlas.db,atlas.db-shm,atlas.db-wal,link.db");
}

/* Another process that has @path open as a database until it is told to go. */
typedef struct
{
  pid_t pid;
  int go;
} Holder;

static Holder
hold (const char *path)
{
  Holder holder;
  int ready[2], go[2];
  char byte;

  g_assert_cmpint (pipe (ready), ==, 0);
  g_assert_cmpint (pipe (go), ==, 0);
  holder.pid = fork ();
  g_assert_cmpint (holder.pid, >=, 0);
  if (holder.pid == 0)
    {
      sqlite3 *db;
      int failed;

      close (go[1]);
      failed = sqlite3_open (path, &db) != SQLITE_OK ||
               sqlite3_exec (db, "SELECT count(*) FROM member", NULL, NULL, NULL) != SQLITE_OK;
      byte = failed ? 'n' : 'y';
      if (write (ready[1], &byte, 1) != 1 || read (go[0], &byte, 1) < 0)
        failed = TRUE;
      sqlite3_close (db);
      _exit (failed);
    }
  close (go[0]);
  close (ready[1]);
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  g_assert_cmpint (byte, ==, 'y');
  close (ready[0]);
  holder.go = go[1];
  return holder;
}

static void
let_go (Holder *holder)
{
  int status;

  close (holder->go);
  g_assert_cmpint (waitpid (holder->pid, &status, 0), ==, holder->pid);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
}

static void
test_restore (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  g_autofree char *backup = in_folder (fixture, "copy.db");
  g_autofree char *kept = NULL, *name = NULL;
  g_autofree char *then = NULL, *later = NULL, *restored = NULL, *kept_state = NULL, *backup_state = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_setenv ("ATLAS_NOW", "2026-11-24T07:08:09Z", TRUE);
  insert_members (store, 0, 100, ATLAS_UNIT_BULK);
  then = dump_whole (store);
  g_assert_true (atlas_backup_write (store, backup, NULL, NULL, NULL, &error));
  delete_member (store, 5);
  later = dump_whole (store);

  /* Not under the feet of who has it open. */
  g_assert_false (atlas_backup_restore (fixture->path, backup, &kept, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_BUSY);
  g_clear_error (&error);
  fixture_close (fixture);

  atlas_backup_restore (fixture->path, backup, &kept, &error);
  g_assert_no_error (error);
  name = g_path_get_basename (kept);
  g_assert_cmpstr (name, ==, "atlas-before-restore-2026-11-24T070809.db");
  assert_names (fixture, "", "atlas-before-restore-2026-11-24T070809.db,atlas.db,copy.db");
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  restored = dump_file (fixture->path);
  kept_state = dump_file (kept);
  backup_state = dump_file (backup);
  g_assert_cmpstr (restored, ==, then);
  g_assert_cmpstr (kept_state, ==, later);
  g_assert_cmpstr (backup_state, ==, then);

  /* Within the same second: another name. */
  g_clear_pointer (&kept, g_free);
  atlas_backup_restore (fixture->path, backup, &kept, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (kept, "T070809-2.db"));

  /* Where there was nothing nothing is kept. */
  g_clear_pointer (&kept, g_free);
  g_free (fixture->path);
  fixture->path = g_build_filename (fixture->folder, "new", "other.db", NULL);
  atlas_backup_restore (fixture->path, backup, &kept, &error);
  g_assert_no_error (error);
  g_assert_null (kept);
  g_free (restored);
  restored = dump_file (fixture->path);
  g_assert_cmpstr (restored, ==, then);
  g_unsetenv ("ATLAS_NOW");
}

/* What another process still has in its log, because it was killed, goes with the old database and never
 * into the new one. */
static void
test_restore_over_log (Fixture *fixture, gconstpointer data)
{
  g_autofree char *backup = in_folder (fixture, "copy.db");
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *kept = NULL, *restored = NULL, *kept_state = NULL, *then = NULL, *later = NULL;
  g_autoptr (GError) error = NULL;
  AtlasStore *store = fixture_open (fixture);
  pid_t pid;
  int status;

  insert_members (store, 0, 10, ATLAS_UNIT_DEFAULT);
  then = dump_whole (store);
  g_assert_true (atlas_backup_write (store, backup, NULL, NULL, NULL, &error));
  fixture_close (fixture);

  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      store = fixture_open (fixture);
      insert_members (store, 10, 40, ATLAS_UNIT_DEFAULT);
      kill (getpid (), SIGKILL);
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status));
  g_assert_true (g_file_test (wal, G_FILE_TEST_EXISTS));

  atlas_backup_restore (fixture->path, backup, &kept, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
  restored = dump_file (fixture->path);
  g_assert_cmpstr (restored, ==, then);
  kept_state = dump_file (kept);
  store = atlas_store_open (kept, ATLAS_STORE_OPEN_EXISTING, test_tables, &error);
  assert_query (store, "SELECT count(*) FROM member", "40");
  g_object_unref (store);
  g_assert_cmpstr (kept_state, !=, then);
}

/* A damaged database must not stand in the way, nor leave its log behind. */
static void
test_restore_over_damage (Fixture *fixture, gconstpointer data)
{
  g_autofree char *backup = in_folder (fixture, "copy.db");
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *journal = g_strconcat (fixture->path, "-journal", NULL);
  g_autofree char *kept = NULL, *restored = NULL, *then = NULL, *old = NULL;
  g_autoptr (GError) error = NULL;
  AtlasStore *store = fixture_open (fixture);

  insert_members (store, 0, 10, ATLAS_UNIT_DEFAULT);
  then = dump_whole (store);
  g_assert_true (atlas_backup_write (store, backup, NULL, NULL, NULL, &error));
  fixture_close (fixture);
  g_assert_true (
    g_file_set_contents (fixture->path, "no database at all, but long enough to look at", -1, NULL));
  g_assert_true (g_file_set_contents (wal, "and no log", -1, NULL));
  g_assert_true (g_file_set_contents (journal, "nor this one", -1, NULL));

  atlas_backup_restore (fixture->path, backup, &kept, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (journal, G_FILE_TEST_EXISTS));
  restored = dump_file (fixture->path);
  g_assert_cmpstr (restored, ==, then);
  g_assert_true (g_file_get_contents (kept, &old, NULL, NULL));
  g_assert_true (g_str_has_prefix (old, "no database"));
}

static void
test_restore_refusals (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  g_autofree char *good = in_folder (fixture, "copy.db");
  g_autofree char *bad = in_folder (fixture, "bad.db");
  g_autofree char *before = NULL, *after = NULL, *content = NULL, *names = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db;
  gsize length;
  Holder holder;
  char *kept = NULL;

  insert_members (store, 0, 3000, ATLAS_UNIT_BULK);
  g_assert_true (atlas_backup_write (store, good, NULL, NULL, NULL, &error));
  delete_member (store, 1);
  before = dump_whole (store);
  fixture_close (fixture);

  g_assert_false (atlas_backup_restore (fixture->path, bad, &kept, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (atlas_backup_restore (fixture->path, fixture->folder, &kept, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FOREIGN);
  g_clear_error (&error);
  g_assert_false (atlas_backup_restore (fixture->path, fixture->path, &kept, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (atlas_backup_restore (fixture->folder, good, &kept, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FOREIGN);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (bad, "{\"format\":\"diaspora-atlas\"}", -1, NULL));
  g_assert_false (atlas_backup_restore (fixture->path, bad, &kept, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FOREIGN);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (bad, "", 0, NULL));
  g_assert_false (atlas_backup_restore (fixture->path, bad, &kept, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FOREIGN);
  g_clear_error (&error);

  /* A backup cut off, one with a page overwritten, one of a later version. */
  g_assert_true (g_file_get_contents (good, &content, &length, NULL));
  g_assert_true (g_file_set_contents (bad, content, (gssize) (length / 2), NULL));
  g_assert_false (atlas_backup_restore (fixture->path, bad, &kept, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "bad.db"));
  g_clear_error (&error);
  memset (content + length / 2 / 4096 * 4096, 0x55, 4096);
  g_assert_true (g_file_set_contents (bad, content, (gssize) length, NULL));
  g_assert_false (atlas_backup_restore (fixture->path, bad, &kept, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_CORRUPT);
  g_clear_error (&error);
  g_free (content);
  g_assert_true (g_file_get_contents (good, &content, &length, NULL));
  g_assert_true (g_file_set_contents (bad, content, (gssize) length, NULL));
  g_assert_cmpint (sqlite3_open (bad, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA user_version = 99", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  g_assert_false (atlas_backup_restore (fixture->path, bad, &kept, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NEWER);
  g_clear_error (&error);

  /* Another process has it. */
  holder = hold (fixture->path);
  g_assert_false (atlas_backup_restore (fixture->path, good, &kept, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_BUSY);
  g_clear_error (&error);
  let_go (&holder);

  /* Nor may a copy be laid over a database that another process has. */
  store = fixture_open (fixture);
  g_assert_true (atlas_backup_write (store, good, NULL, NULL, NULL, &error));
  holder = hold (good);
  {
    AtlasStore *other = atlas_store_open (good, ATLAS_STORE_OPEN_EXISTING, test_tables, &error);

    g_assert_no_error (error); /* now in WAL mode, as a database in use is */
    g_object_unref (other);
  }
  let_go (&holder);
  holder = hold (good);
  g_assert_false (atlas_backup_write (store, good, NULL, NULL, NULL, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_BUSY);
  let_go (&holder);

  g_assert_null (kept);
  after = dump_whole (store);
  g_assert_cmpstr (after, ==, before);
  fixture_close (fixture);
  names = list_names (fixture, "");
  g_assert_null (strstr (names, "before-restore"));
  g_assert_null (strstr (names, ".diaspora-atlas"));
}

static void
set_day (guint day)
{
  g_autofree char *now = g_strdup_printf ("2026-11-%02uT12:00:00Z", day);

  g_setenv ("ATLAS_NOW", now, TRUE);
}

static void
test_daily (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  g_autofree char *foreign = g_build_filename (fixture->folder, "backups", "atlas-2026-13-45.db", NULL);
  g_autofree char *other = g_build_filename (fixture->folder, "backups", "my-atlas-2026-01-01.db", NULL);
  g_autofree char *newest = g_build_filename (fixture->folder, "backups", "atlas-2026-11-12.db", NULL);
  g_autofree char *folder = in_folder (fixture, "backups");
  g_autofree char *state = NULL, *copied = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  for (guint day = 1; day <= 12; day++)
    {
      set_day (day);
      insert_members (store, day, day + 1, ATLAS_UNIT_DEFAULT);
      atlas_backup_daily (store, NULL, &error);
      g_assert_no_error (error);
      if (day == 1)
        {
          /* What is not ours is left alone. */
          g_assert_true (g_file_set_contents (foreign, "x", 1, NULL));
          g_assert_true (g_file_set_contents (other, "x", 1, NULL));
          assert_names (fixture, "backups", "atlas-2026-11-01.db,atlas-2026-13-45.db,my-atlas-2026-01-01.db");
        }
      g_free (state);
      state = dump_whole (store);
      /* Once a day: what comes later waits for tomorrow. */
      delete_member (store, day);
      g_assert_true (atlas_backup_daily (store, NULL, &error));
    }
  assert_names (fixture, "backups",
                "atlas-2026-11-06.db,atlas-2026-11-07.db,atlas-2026-11-08.db,atlas-2026-11-09.db,"
                "atlas-2026-11-10.db,atlas-2026-11-11.db,atlas-2026-11-12.db,atlas-2026-13-45.db,"
                "my-atlas-2026-01-01.db");
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (newest, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  copied = dump_file (newest);
  g_assert_cmpstr (copied, ==, state);
  g_unsetenv ("ATLAS_NOW");
}

static void
test_before_upgrade (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  g_autofree char *path = g_build_filename (fixture->folder, "backups", "atlas-version-1.db", NULL);
  g_autofree char *state = NULL, *copied = NULL;
  g_autoptr (GError) error = NULL;

  insert_members (store, 0, 5, ATLAS_UNIT_DEFAULT);
  state = dump_whole (store);
  atlas_backup_before_upgrade (store, 1, &error);
  g_assert_no_error (error);
  copied = dump_file (path);
  g_assert_cmpstr (copied, ==, state);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STORE_TEST ("/backup/write", test_write);
  STORE_TEST ("/backup/while-others-write", test_while_others_write);
  STORE_TEST ("/backup/refusals", test_write_refusals);
  STORE_TEST ("/backup/daily", test_daily);
  STORE_TEST ("/backup/before-upgrade", test_before_upgrade);
  STORE_TEST ("/restore/all", test_restore);
  STORE_TEST ("/restore/over-log", test_restore_over_log);
  STORE_TEST ("/restore/over-damage", test_restore_over_damage);
  STORE_TEST ("/restore/refusals", test_restore_refusals);
  return g_test_run ();
}
