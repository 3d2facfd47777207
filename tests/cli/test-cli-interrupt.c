/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "cli-test-support.h"

/* An import stopped while it writes: it is fed through a pipe that is kept open, so it can't be done. */

/* Enough to push changed pages out of a cache of 64 MiB, and into the file or its log. */
#define N_RECORDS  9000
#define NOTES_SIZE (16 * 1024)

/* The database has grown by as much on the disk before the import is stopped. */
#define WRITTEN (1024 * 1024)

static gint64
get_size (Fixture *fixture, const char *suffix)
{
  g_autofree char *path = g_strconcat (fixture->database, suffix, NULL);
  GStatBuf info;

  return g_stat (path, &info) == 0 ? info.st_size : 0;
}

static gint64
get_written (Fixture *fixture)
{
  return get_size (fixture, "") + get_size (fixture, "-wal");
}

/* Words that differ, for the search index to have work. */
static char *
make_notes (void)
{
  GString *notes = g_string_new (NULL);

  for (guint i = 0; notes->len < NOTES_SIZE; i++)
    g_string_append_printf (notes, "word%u ", i * 7919 % 100003);
  return g_string_free (notes, FALSE);
}

/* Feeds records until all are in, or the database has grown; then the importer waits for more. */
static void
feed_until_written (Fixture *fixture, GSubprocess *process)
{
  g_autofree char *notes = make_notes ();
  GOutputStream *stream = g_subprocess_get_stdin_pipe (process);
  gint64 before = get_written (fixture);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_RECORDS && get_written (fixture) < before + WRITTEN; i++)
    {
      g_autofree char *line =
        g_strdup_printf ("{\"kind\":\"member\",\"given_name\":\"P%u\",\"notes\":\"%s\"}\n", i, notes);

      g_output_stream_write_all (stream, line, strlen (line), NULL, NULL, &error);
      g_assert_no_error (error);
    }
  for (guint i = 0; i < 3000 && get_written (fixture) < before + WRITTEN; i++)
    g_usleep (10 * 1000);
  g_assert_cmpint (get_written (fixture), >=, before + WRITTEN);
}

static void
assert_unharmed (Fixture *fixture, const char *before)
{
  g_autofree char *after = snapshot (fixture);
  g_autofree char *log = run_ok (fixture, "log --json");
  g_autofree char *added = NULL, *count = NULL;

  assert_same (before, after);
  g_assert_null (strstr (log, "standard input"));

  /* And it goes on as if nothing had been. */
  added = run_ok (fixture, "add --set given_name=Zelda");
  count = run_ok (fixture, "count --query zelda");
  g_assert_cmpstr (count, ==, "1\n");
}

/* The database of a fresh start takes another way to the disk than one in use. */
static void
fill (Fixture *fixture, gboolean fresh)
{
  g_autofree char *out = NULL;

  if (!fresh)
    out = run_ok (fixture, "demo --members 200");
}

static void
kill_import (Fixture *fixture, gboolean fresh)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *before = NULL;

  fill (fixture, fresh);
  before = snapshot (fixture);
  process = start (fixture, "import -");
  feed_until_written (fixture, process);
  g_subprocess_force_exit (process);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (process));
  g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGKILL);
  assert_unharmed (fixture, before);
}

static void
test_kill_fresh (Fixture *fixture, gconstpointer data)
{
  kill_import (fixture, TRUE);
}

static void
test_kill (Fixture *fixture, gconstpointer data)
{
  kill_import (fixture, FALSE);
}

/* Waits for the end; what was said on standard error. */
static char *
get_last_words (GSubprocess *process)
{
  GInputStream *stream = g_subprocess_get_stderr_pipe (process);
  GString *said = g_string_new (NULL);
  char buffer[4096];
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (said, buffer, n);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  return g_string_free (said, FALSE);
}

static void
assert_cancelled (GSubprocess *process)
{
  g_autofree char *said = get_last_words (process);

  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  assert_has (said, "Cancelled");
  assert_has (said, "Nothing was changed");
}

static void
interrupt_import (Fixture *fixture, gboolean fresh, int number)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *before = NULL;

  fill (fixture, fresh);
  before = snapshot (fixture);
  process = start (fixture, "import -");
  feed_until_written (fixture, process);
  g_subprocess_send_signal (process, number);
  assert_cancelled (process);
  assert_unharmed (fixture, before);
}

static void
test_interrupt_fresh (Fixture *fixture, gconstpointer data)
{
  interrupt_import (fixture, TRUE, SIGINT);
}

static void
test_interrupt (Fixture *fixture, gconstpointer data)
{
  interrupt_import (fixture, FALSE, SIGTERM);
}

static gboolean
wait_for_file (Fixture *fixture, const char *suffix)
{
  for (guint i = 0; i < 3000 && get_size (fixture, suffix) == 0; i++)
    g_usleep (10 * 1000);
  return get_size (fixture, suffix) > 0;
}

/* A million take long enough. */
static void
test_interrupt_demo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = snapshot (fixture);
  g_autoptr (GSubprocess) process = start (fixture, "demo --members 1000000");

  g_assert_true (wait_for_file (fixture, "-journal"));
  g_subprocess_send_signal (process, SIGINT);
  assert_cancelled (process);
  assert_unharmed (fixture, before);
}

/* Nobody reads, so the export waits at its pipe. */
static void
test_interrupt_export (Fixture *fixture, gconstpointer data)
{
  g_autofree char *made = run_ok (fixture, "demo --members 2000");
  g_autofree char *before = run_ok (fixture, "log --json --limit 1");
  g_autofree char *after = NULL;
  g_autoptr (GSubprocess) process = start (fixture, "export");
  char byte;

  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (process), &byte, 1, NULL, NULL), ==, 1);
  g_subprocess_send_signal (process, SIGINT);
  assert_cancelled (process);
  after = run_ok (fixture, "log --json --limit 1");
  assert_same (before, after);
}

/* What can't be cancelled ends at once, as any program does. */
static void
test_interrupt_list (Fixture *fixture, gconstpointer data)
{
  g_autofree char *made = run_ok (fixture, "demo --members 2000");
  g_autoptr (GSubprocess) process = start (fixture, "list --json");
  char byte;

  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (process), &byte, 1, NULL, NULL), ==, 1);
  g_subprocess_send_signal (process, SIGINT);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (process));
  g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGINT);
}

/* --- whoever reads goes away
 * --------------------------------------------------------------------------------- */

static const char *const piped[] = {
  "list",       "list --json",          "export", "export --format csv", "contacts --channel email",
  "log --json", "log --json --limit 1",
};

static void
test_broken_pipe (Fixture *fixture, gconstpointer data)
{
  g_autofree char *made = run_ok (fixture, "demo --members 3000");

  for (guint i = 0; i < G_N_ELEMENTS (piped); i++)
    {
      g_autoptr (GSubprocess) process = start (fixture, piped[i]);
      GInputStream *stream = g_subprocess_get_stdout_pipe (process);
      g_autofree char *said = NULL;
      char byte;

      g_assert_cmpint (g_input_stream_read (stream, &byte, 1, NULL, NULL), ==, 1);
      g_assert_true (g_input_stream_close (stream, NULL, NULL));
      said = get_last_words (process);
      g_test_message ("%s: %s", piped[i], said);
      g_assert_true (g_subprocess_get_if_exited (process));
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
      /* But for the note on invented people there is nothing to say. */
      g_assert_null (strstr (said, "atlasctl:"));
    }
}

/* --- results that can't be written
 * --------------------------------------------------------------------------- */

static const char *const results[] = {
  "list",       "list --json",     "count",  "export",      "concentrations", "clusters --zoom 3",
  "log --json", "geocode Toronto", "--help", "list --help", "--version",      "contacts --channel email",
};

static void
test_full_output (Fixture *fixture, gconstpointer data)
{
  g_autofree char *made = run_ok (fixture, "demo --members 100");

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GSubprocessLauncher) launcher =
        g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
      g_auto (GStrv) argv = make_argv (fixture, results[i]);
      g_autoptr (GSubprocess) process = NULL;
      g_autofree char *said = NULL;
      g_autoptr (GError) error = NULL;

      g_subprocess_launcher_take_stdout_fd (launcher, g_open ("/dev/full", O_WRONLY | O_CLOEXEC, 0));
      process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, &error);
      g_assert_no_error (error);
      said = get_last_words (process);
      g_test_message ("%s: %s", results[i], said);
      g_assert_true (g_subprocess_get_if_exited (process));
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
      assert_has (said, "standard output: ");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);
  EMPTY_TEST ("/interrupt/kill-fresh", test_kill_fresh);
  EMPTY_TEST ("/interrupt/kill", test_kill);
  EMPTY_TEST ("/interrupt/interrupt-fresh", test_interrupt_fresh);
  EMPTY_TEST ("/interrupt/interrupt", test_interrupt);
  EMPTY_TEST ("/interrupt/demo", test_interrupt_demo);
  EMPTY_TEST ("/interrupt/export", test_interrupt_export);
  EMPTY_TEST ("/interrupt/list", test_interrupt_list);
  EMPTY_TEST ("/interrupt/broken-pipe", test_broken_pipe);
  EMPTY_TEST ("/interrupt/full-output", test_full_output);
  return g_test_run ();
}
