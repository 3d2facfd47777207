/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "cli-test-support.h"

/* Databases that can't be used or written: each gets a sentence, and nothing is touched. */

/* SQLite's file format: where the header keeps these, big-endian. */
#define USER_VERSION   60
#define APPLICATION_ID 68

static const char *const all_commands[] = {
  "import more.json",
  "export",
  "contacts --channel email",
  "list",
  "show 1",
  "count",
  "add --set given_name=A",
  "edit 1 --set notes=x",
  "delete 1",
  "undo",
  "redo",
  "log",
  "check",
  "backup b.db",
  "concentrations",
  "clusters --zoom 1",
  "demo",
  "init",
};

static void
load_file (const char *path, char **content, gsize *length)
{
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, content, length, &error);
  g_assert_no_error (error);
}

static void
save_file (const char *path, const char *content, gsize length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, content, (gssize) length, &error);
  g_assert_no_error (error);
}

/* Runs them all on a database that must be refused, and stay as it is byte for byte. */
static void
check_refused (Fixture *fixture, const char *pattern)
{
  g_autofree char *before = NULL, *after = NULL;
  gsize length_before, length_after;

  write_file (fixture, "more.json", "[{\"given_name\":\"More\"}]");
  load_file (fixture->database, &before, &length_before);
  for (guint i = 0; i < G_N_ELEMENTS (all_commands); i++)
    {
      gboolean is_init = g_str_equal (all_commands[i], "init");
      Step step = { all_commands[i], 1, NULL, is_init ? "*a.db* stands already*" : pattern };

      run_steps (fixture, &step, 1);
    }
  load_file (fixture->database, &after, &length_after);
  g_assert_cmpmem (before, length_before, after, length_after);
}

static void
patch (Fixture *fixture, gsize offset, guint32 value)
{
  g_autofree char *content = NULL;
  guint32 stored = GUINT32_TO_BE (value);
  gsize length;

  load_file (fixture->database, &content, &length);
  memcpy (content + offset, &stored, sizeof stored);
  save_file (fixture->database, content, length);
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  patch (fixture, USER_VERSION, 99);
  check_refused (fixture, "atlasctl: *a.db* newer version*update*");
}

static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  patch (fixture, APPLICATION_ID, 0x12345678);
  check_refused (fixture, "atlasctl: *a.db*");
}

static void
test_no_database (Fixture *fixture, gconstpointer data)
{
  static const char *const contents[] = { "Dear colleague,\n",
                                          "{\"format\":\"diaspora-atlas\",\"version\":1}",
                                          "SQLite format 3" };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      save_file (fixture->database, contents[i], strlen (contents[i]));
      check_refused (fixture, "atlasctl: *a.db*");
    }
}

static void
test_folder (Fixture *fixture, gconstpointer data)
{
  static const Step steps[] = {
    { "count --database .", 1, NULL, "atlasctl: *folder*" },
    { "count --database /dev/null", 1, NULL, "atlasctl: */dev/null*" },
    { "count --database a.db/b.db", 1, NULL, "atlasctl: *b.db*" },
    { "init --database a.db/b.db", 1, NULL, "atlasctl: *" },
    { "count", 0, "0\n", NULL },
  };

  RUN_STEPS (fixture, steps);
}

/* --- damage
 * ------------------------------------------------------------------------------------------------- */

/* Each is four processes. */
#define N_DAMAGES (CASE_STRIDE > 1 ? 10 : 40)

/* Whatever is overwritten: an answer or a sentence, never a crash. */
static void
test_corrupt (Fixture *fixture, gconstpointer data)
{
  g_autofree char *made = run_ok (fixture, "demo --members 300");
  g_autofree char *sound = NULL;
  gsize length;
  guint n_refused = 0, n = 0;

  load_file (fixture->database, &sound, &length);
  for (gsize at = 100; at < length; at += MAX (length / N_DAMAGES, 1))
    {
      static const char *const lines[] = { "list --json", "concentrations", "add --set given_name=A",
                                           "undo" };
      g_autofree char *content = g_memdup2 (sound, length);

      memset (content + at, 0xa5, MIN (2000, length - at));
      save_file (fixture->database, content, length);
      for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
        {
          g_auto (Outcome) outcome = { 0 };

          run_line (fixture, lines[i], NULL, &outcome);
          if (outcome.status != 0 && outcome.status != 1)
            g_error ("%s with damage at %" G_GSIZE_FORMAT ": %d: %s", lines[i], at, outcome.status,
                     outcome.err);
          if (outcome.status == 1)
            assert_has (outcome.err, "atlasctl: ");
          n_refused += outcome.status == 1;
          n++;
        }
    }
  g_assert_cmpuint (n_refused, >, n / 10);
}

static void
test_cut (Fixture *fixture, gconstpointer data)
{
  g_autofree char *made = run_ok (fixture, "demo --members 300");
  g_autofree char *sound = NULL;
  gsize length;

  load_file (fixture->database, &sound, &length);
  for (guint part = 1; part < 8; part++)
    {
      g_auto (Outcome) outcome = { 0 };

      save_file (fixture->database, sound, length * part / 8);
      run_line (fixture, "export", NULL, &outcome);
      g_assert_cmpint (outcome.status, ==, 1);
      assert_has (outcome.err, "a.db");
    }
}

/* --- held by another process
 * ------------------------------------------------------------------------------------ */

static const Step while_held[] = {
  { "count", 0, "1\n", NULL },
  { "list", 0, "*Ada*", NULL },
  { "concentrations --json", 0, "[\n*\n]\n", NULL },
  { "add --set given_name=Ben", 1, NULL, "atlasctl: *a.db*" },
  { "undo", 1, NULL, "atlasctl: *a.db*" },
  { "count", 0, "1\n", NULL },
};

static void
test_held (Fixture *fixture, gconstpointer data)
{
  g_autofree char *added = run_ok (fixture, "add --set given_name=Ada");
  g_autoptr (GSubprocess) holder = hold_database (fixture);
  g_autofree char *before = snapshot (fixture);
  g_autofree char *after = NULL;
  static const Step afterwards = { "add --set given_name=Ben", 0, "*", NULL };

  RUN_STEPS (fixture, while_held);
  after = snapshot (fixture);
  assert_same (before, after);
  g_subprocess_force_exit (holder);
  g_assert_true (g_subprocess_wait (holder, NULL, NULL));
  run_steps (fixture, &afterwards, 1);
}

/* --- no right to write, and no room
 * ------------------------------------------------------------------------------- */

/* Runs a program; whether it could, and went well. */
static gboolean
try_run (const char *format, ...)
{
  g_autofree char *line = NULL;
  g_auto (GStrv) argv = NULL;
  g_autoptr (GSubprocess) process = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  g_assert_true (g_shell_parse_argv (line, NULL, &argv, NULL));
  process = g_subprocess_newv ((const char *const *) argv,
                               G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);
  return process && g_subprocess_wait_check (process, NULL, NULL);
}

/* A disk of its own for the fixture's database, where one may make such. */
static gboolean
mount_disk (Fixture *fixture, const char *size)
{
  g_autofree char *disk = path_of (fixture, "disk");

  g_assert_cmpint (g_mkdir (disk, 0700), ==, 0);
  if (geteuid () != 0 || !try_run ("mount -t tmpfs -o size=%s tmpfs '%s'", size, disk))
    return FALSE;
  g_free (fixture->database);
  fixture->database = g_build_filename (disk, "a.db", NULL);
  return TRUE;
}

static void
unmount_disk (Fixture *fixture)
{
  g_autofree char *disk = path_of (fixture, "disk");

  g_assert_true (try_run ("umount '%s'", disk));
}

static const Step read_only[] = {
  { "count", 0, "1\n", NULL },
  { "list", 0, "*Ada*", NULL },
  { "show ''", 1, NULL, "*" },
  { "log", 0, "*Add Ada*", NULL },
  { "concentrations", 0, "*", NULL },
  { "export", 1, NULL, "atlasctl: *a.db*" },
  { "export --output out.json", 1, NULL, "atlasctl: *a.db*" },
  { "init", 1, NULL, "atlasctl: *" },
  { "add --set given_name=Ben", 1, NULL, "atlasctl: *a.db*" },
  { "import more.json", 1, NULL, "atlasctl: *a.db*" },
  { "undo", 1, NULL, "atlasctl: *a.db*" },
  { "demo", 1, NULL, "atlasctl: *a.db*" },
};

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autofree char *disk = path_of (fixture, "disk");
  gboolean mounted = mount_disk (fixture, "20m");
  g_autofree char *made = NULL, *added = NULL;
  static const Step elsewhere[] = {
    { "init --database disk/b.db", 1, NULL, "atlasctl: *disk/b.db*" },
    { "init --database w.db", 0, NULL, "*" },
    { "export --database w.db --output disk/out.json", 1, NULL, "atlasctl: *disk/out.json*" },
  };

  if (!mounted && geteuid () == 0)
    {
      g_test_skip ("root may write anywhere, and may not mount a disk here");
      return;
    }
  if (!mounted)
    {
      g_free (fixture->database);
      fixture->database = g_build_filename (disk, "a.db", NULL);
    }
  made = run_ok (fixture, "init");
  added = run_ok (fixture, "add --set given_name=Ada");
  write_file (fixture, "more.json", "[{\"given_name\":\"More\"}]");
  g_assert_true (mounted ? try_run ("mount -o remount,ro '%s'", disk) : g_chmod (disk, 0500) == 0);

  RUN_STEPS (fixture, read_only);
  RUN_STEPS (fixture, elsewhere);

  if (mounted)
    unmount_disk (fixture);
  else
    g_assert_cmpint (g_chmod (disk, 0700), ==, 0);
}

static char *
make_many (guint n)
{
  GString *out = g_string_new ("[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, "%s{\"given_name\":\"P%u\",\"notes\":\"%0500u\"}", i > 0 ? "," : "", i, i);
  g_string_append_c (out, ']');
  return g_string_free (out, FALSE);
}

static const Step on_full_disk[] = {
  { "import many.json", 1, NULL, "atlasctl: *space*" },
  { "count", 0, "301\n", "*synthetic*" },
  { "demo --database disk/b.db --members 20000", 1, NULL, "atlasctl: *space*" },
};

/* An export from elsewhere that does not fit. */
static const Step export_on_full_disk[] = {
  { "export --database big.db --format csv --output disk/out.csv", 1, NULL,
    "*atlasctl: *disk/out.csv*space*" },
};

static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  g_autofree char *many = make_many (9000);
  g_autofree char *out = path_of (fixture, "disk/out.csv");
  g_autofree char *made = NULL, *added = NULL, *before = NULL, *after = NULL, *big = NULL;

  if (!mount_disk (fixture, "3m"))
    {
      g_test_skip ("a small disk can't be mounted here");
      return;
    }
  made = run_ok (fixture, "demo --members 300");
  added = run_ok (fixture, "add --set given_name=Ada");
  big = run_ok (fixture, "demo --database big.db --members 9000");
  write_file (fixture, "many.json", many);
  before = snapshot (fixture);
  RUN_STEPS (fixture, on_full_disk);
  after = snapshot (fixture);
  assert_same (before, after);
  RUN_STEPS (fixture, export_on_full_disk);
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
  unmount_disk (fixture);
}

/* A file that may not grow, for those who may not mount. */
static void
test_file_limit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *many = make_many (9000);
  g_autofree char *made = run_ok (fixture, "demo --members 300");
  g_autofree char *before = snapshot (fixture), *after = NULL;
  const char *argv[] = { "sh", "-c", "ulimit -f 3000; exec \"$ATLASCTL\" --database a.db import many.json",
                         NULL };
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;

  write_file (fixture, "many.json", many);
  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &said, &error));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  assert_has (said, "atlasctl: ");
  after = snapshot (fixture);
  assert_same (before, after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  EMPTY_TEST ("/trouble/newer", test_newer);
  EMPTY_TEST ("/trouble/foreign", test_foreign);
  EMPTY_TEST ("/trouble/no-database", test_no_database);
  EMPTY_TEST ("/trouble/folder", test_folder);
  EMPTY_TEST ("/trouble/corrupt", test_corrupt);
  EMPTY_TEST ("/trouble/cut", test_cut);
  EMPTY_TEST ("/trouble/held", test_held);
  CLI_TEST ("/trouble/read-only", test_read_only);
  CLI_TEST ("/trouble/full-disk", test_full_disk);
  EMPTY_TEST ("/trouble/file-limit", test_file_limit);
  return g_test_run ();
}
