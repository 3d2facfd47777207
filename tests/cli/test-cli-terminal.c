/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli-test-support.h"

/* What a person sees, on a pseudo-terminal. */

static int
open_terminal (guint columns, int *other_end)
{
  int terminal = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC);
  struct winsize size = { .ws_row = 24, .ws_col = (unsigned short) columns };

  if (terminal < 0 || grantpt (terminal) != 0 || unlockpt (terminal) != 0)
    {
      g_test_skip ("there are no pseudo-terminals here");
      return -1;
    }
  *other_end = g_open (ptsname (terminal), O_RDWR | O_NOCTTY | O_CLOEXEC, 0);
  g_assert_cmpint (*other_end, >=, 0);
  g_assert_cmpint (ioctl (*other_end, TIOCSWINSZ, &size), ==, 0);
  return terminal;
}

/* Runs with standard output or standard error on a terminal, the other silent; what that showed. NULL where
 * there is none. */
static char *
run_on_terminal (Fixture *fixture, const char *line, guint columns, gboolean errors)
{
  int other_end, terminal = open_terminal (columns, &other_end);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
    errors ? G_SUBPROCESS_FLAGS_STDOUT_SILENCE : G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_auto (GStrv) argv = make_argv (fixture, line);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  char buffer[4096];
  ssize_t n;

  if (terminal < 0)
    return NULL;
  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  if (errors)
    g_subprocess_launcher_take_stderr_fd (launcher, other_end);
  else
    g_subprocess_launcher_take_stdout_fd (launcher, other_end);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, &error);
  g_assert_no_error (error);
  g_clear_object (&launcher); /* and with it our hold on the other end */

  while ((n = read (terminal, buffer, sizeof buffer)) > 0 || (n < 0 && errno == EINTR))
    g_string_append_len (shown, buffer, n > 0 ? n : 0);
  close (terminal);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&shown), FALSE);
}

static guint
get_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

/* --- tables
 * ---------------------------------------------------------------------------------------------------- */

static const char people[] = "[{\"given_name\":\"A\",\"family_name\":\"A very long name indeed that will not "
                             "fit\",\"address\":{\"city\":\"Llanfair"
                             "pwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch\"}},"
                             "{\"given_name\":\"王小明王小明王小明王小明\",\"family_name\":\"B "
                             "王小明\",\"occupation\":{\"title\":\"医者医者医者医者医者医者\"}},"
                             "{\"given_name\":\"E\\u0301milie\",\"family_name\":\"C\\u001b[31m red\\u0007\"},"
                             "{\"given_name\":\"line\\nbreak\\ttab\",\"family_name\":\"D\"}]";

static const guint widths[] = { 20, 40, 60, 80, 100, 200 };

static void
test_table (Fixture *fixture, gconstpointer data)
{
  g_autofree char *made = run_ok (fixture, "init");
  g_autofree char *read = NULL, *piped = NULL;

  write_file (fixture, "people.json", people);
  read = run_ok (fixture, "import people.json");
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autofree char *shown = run_on_terminal (fixture, "list", widths[i], FALSE);
      g_auto (GStrv) lines = NULL;

      if (shown == NULL)
        return;
      lines = g_strsplit (shown, "\r\n", -1);
      g_assert_cmpuint (g_strv_length (lines), ==, 6);
      for (guint l = 0; lines[l]; l++)
        {
          /* Seven columns of four, and what is between them, is as narrow as it gets. */
          g_assert_cmpuint (get_width (lines[l]), <=, MAX (widths[i], 7 * 4 + 6 * 2));
          g_assert_null (strpbrk (lines[l], "\x1b\x07\t\r"));
        }
      if (widths[i] == 60)
        assert_has (shown, "…");
      if (widths[i] == 200)
        assert_has (shown, "line break tab");
    }

  piped = run_ok (fixture, "list"); /* nothing is cut where no terminal limits it */
  g_assert_null (strstr (piped, "…"));
  assert_has (piped, "gogogoch");
  assert_has (piped, "that will not fit");
}

/* Columns begin where their titles do, whatever the characters before take. */
static void
test_columns (Fixture *fixture, gconstpointer data)
{
  g_autofree char *made = run_ok (fixture, "init");
  g_autofree char *read = NULL, *shown = NULL;

  write_file (fixture, "people.json", people);
  read = run_ok (fixture, "import people.json");
  shown = run_on_terminal (fixture, "list", 150, FALSE);
  if (shown == NULL)
    return;
  {
    g_auto (GStrv) lines = g_strsplit (shown, "\r\n", -1);
    const char *title = strstr (lines[0], "Family name");
    guint before;

    g_assert_nonnull (title);
    before = get_width (lines[0]) - get_width (title);
    for (guint l = 1; lines[l] && *lines[l]; l++)
      {
        const char *names[] = { "A very", "B ", "C", "D" };
        gboolean found = FALSE;

        for (guint n = 0; n < G_N_ELEMENTS (names); n++)
          {
            const char *name = strstr (lines[l], names[n]);

            found |= name && get_width (lines[l]) - get_width (name) == before;
          }
        g_assert_true (found);
      }
  }
}

/* --- progress
 * ---------------------------------------------------------------------------------------------------- */

static void
test_progress (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bar = run_on_terminal (fixture, "demo --members 20000", 80, TRUE);
  g_auto (Outcome) piped = { 0 };
  const char *end;

  if (bar == NULL)
    return;
  assert_has (bar, "\r[");
  assert_has (bar, " %");
  end = strstr (bar, "Added 20,000 invented people");
  g_assert_nonnull (end);
  g_assert_true (g_str_has_suffix (bar, "marked as synthetic.\r\n"));
  g_assert_cmpint (end[-1], ==, 'K'); /* the bar was wiped away before */

  run_line (fixture, "demo --members 20000 --database b.db", NULL, &piped);
  g_assert_cmpint (piped.status, ==, 0);
  g_assert_null (strpbrk (piped.err, "\r\x1b"));
  g_assert_true (g_str_has_prefix (piped.err, "Added "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CLI_TEST ("/terminal/table", test_table);
  CLI_TEST ("/terminal/columns", test_columns);
  CLI_TEST ("/terminal/progress", test_progress);
  return g_test_run ();
}
