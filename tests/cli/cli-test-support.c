/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-test-support.h"

#include <glib/gstdio.h>
#include <string.h>

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("atlas-cli-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->database = g_build_filename (fixture->folder, "a.db", NULL);
}

void
fixture_set_up_empty (Fixture *fixture, gconstpointer data)
{
  g_autofree char *out = NULL;

  fixture_set_up (fixture, data);
  out = run_ok (fixture, "init");
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->database);
}

void
outcome_clear (Outcome *outcome)
{
  g_clear_pointer (&outcome->out, g_free);
  g_clear_pointer (&outcome->err, g_free);
}

/* Starting. */

static GSubprocess *
spawn (Fixture *fixture, const char *const *argv)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
    G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  return process;
}

static GPtrArray *
start_argv (Fixture *fixture)
{
  GPtrArray *argv = g_ptr_array_new_null_terminated (8, g_free, TRUE);

  g_assert_nonnull (g_getenv ("ATLASCTL"));
  g_ptr_array_add (argv, g_strdup (g_getenv ("ATLASCTL")));
  g_ptr_array_add (argv, g_strdup ("--database"));
  g_ptr_array_add (argv, g_strdup (fixture->database));
  return argv;
}

GStrv
make_argv (Fixture *fixture, const char *line)
{
  GPtrArray *argv = start_argv (fixture);
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;

  if (*line != '\0')
    {
      g_assert_true (g_shell_parse_argv (line, NULL, &words, &error));
      g_assert_no_error (error);
      for (guint i = 0; words[i]; i++)
        g_ptr_array_add (argv, g_strdup (words[i]));
    }
  return (GStrv) g_ptr_array_free (argv, FALSE);
}

GSubprocess *
start (Fixture *fixture, const char *line)
{
  g_auto (GStrv) argv = make_argv (fixture, line);

  return spawn (fixture, (const char *const *) argv);
}

/* More than fits into a pipe: once it is written, the import has begun to read, which it does within its
 * unit.
 */
#define MORE_THAN_A_PIPE (1024 * 1024)

GSubprocess *
hold_database (Fixture *fixture)
{
  GSubprocess *process = start (fixture, "import -");
  g_autofree char *notes = g_strnfill (8 * 1024, 'x');
  g_autofree char *line = g_strdup_printf ("{\"kind\":\"member\",\"notes\":\"%s\"}\n", notes);
  g_autoptr (GError) error = NULL;

  for (gsize n = 0; n < MORE_THAN_A_PIPE; n += strlen (line))
    {
      g_output_stream_write_all (g_subprocess_get_stdin_pipe (process), line, strlen (line), NULL, NULL,
                                 &error);
      g_assert_no_error (error);
    }
  return process;
}

static char *
dup_text (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_strndup (data ? data : "", length);
}

static void
run_argv (Fixture *fixture, const char *const *argv, const char *input, gssize length, Outcome *outcome)
{
  g_autoptr (GSubprocess) process = spawn (fixture, argv);
  g_autoptr (GBytes) in = NULL, out = NULL, err = NULL;
  g_autoptr (GError) error = NULL;

  outcome_clear (outcome);
  in = g_bytes_new (input, input == NULL ? 0 : length < 0 ? strlen (input) : (gsize) length);
  g_subprocess_communicate (process, in, NULL, &out, &err, &error);
  /* Who does not read its input may be gone before all is written. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    g_clear_error (&error);
  g_assert_no_error (error);
  outcome->status = g_subprocess_get_if_signaled (process) ? -g_subprocess_get_term_sig (process)
                                                           : g_subprocess_get_exit_status (process);
  outcome->out_length = g_bytes_get_size (out);
  outcome->out = dup_text (out);
  outcome->err = dup_text (err);
}

void
run_line (Fixture *fixture, const char *line, const char *input, Outcome *outcome)
{
  g_auto (GStrv) argv = make_argv (fixture, line);

  run_argv (fixture, (const char *const *) argv, input, -1, outcome);
}

void
run_arguments (
  Fixture *fixture, const char *const *arguments, const char *input, gssize length, Outcome *outcome)
{
  g_autoptr (GPtrArray) argv = start_argv (fixture);

  for (guint i = 0; arguments[i]; i++)
    g_ptr_array_add (argv, g_strdup (arguments[i]));
  run_argv (fixture, (const char *const *) argv->pdata, input, length, outcome);
}

char *
run_ok (Fixture *fixture, const char *format, ...)
{
  g_autofree char *line = NULL;
  g_auto (Outcome) outcome = { 0 };
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);

  run_line (fixture, line, NULL, &outcome);
  if (outcome.status != 0)
    g_error ("%s: status %d\n%s", line, outcome.status, outcome.err);
  return g_steal_pointer (&outcome.out);
}

static gboolean
fits (const char *text, const char *glob)
{
  return glob == NULL ? *text == '\0' : g_pattern_match_simple (glob, text);
}

void
run_steps (Fixture *fixture, const Step *steps, guint n_steps)
{
  for (guint i = 0; i < n_steps; i++)
    {
      g_auto (Outcome) outcome = { 0 };

      run_line (fixture, steps[i].line, steps[i].input, &outcome);
      if (outcome.status != steps[i].status || !fits (outcome.out, steps[i].out) ||
          !fits (outcome.err, steps[i].err))
        {
          g_test_message ("%s\nstatus %d, not %d\nout, not like %s:\n%s\nerr, not like %s:\n%s",
                          steps[i].line, outcome.status, steps[i].status,
                          steps[i].out ? steps[i].out : "nothing", outcome.out,
                          steps[i].err ? steps[i].err : "nothing", outcome.err);
          g_test_fail ();
        }
    }
}

/* Files. */

char *
path_of (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

void
write_file (Fixture *fixture, const char *name, const char *content)
{
  g_autofree char *path = path_of (fixture, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
}

char *
read_file (Fixture *fixture, const char *name)
{
  g_autofree char *path = path_of (fixture, name);
  g_autoptr (GError) error = NULL;
  char *content;

  g_file_get_contents (path, &content, NULL, &error);
  g_assert_no_error (error);
  return content;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
list_folder (Fixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_null_terminated (8, g_free, TRUE);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return g_strjoinv (" ", (char **) names->pdata);
}

/* Comparing. */

void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("no “%s” in:\n%s", part, text);
}

void
assert_same (const char *a, const char *b)
{
  const char *line_a = a, *line_b = b;

  if (strcmp (a, b) == 0)
    return;
  for (guint i = 0; a[i] == b[i]; i++)
    if (a[i] == '\n')
      {
        line_a = a + i + 1;
        line_b = b + i + 1;
      }
  g_error ("the first line that differs:\n%.*s\n%.*s", (int) strcspn (line_a, "\n"), line_a,
           (int) strcspn (line_b, "\n"), line_b);
}

/* JSON. */

JsonNode *
parse_json (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  if (error)
    g_error ("%s in: %.2000s", error->message, text);
  g_assert_nonnull (node);
  return node;
}

char *
keys_of (JsonObject *object)
{
  g_autoptr (GList) members = json_object_get_members (object);
  GString *out = g_string_new (NULL);

  for (GList *l = members; l; l = l->next)
    g_string_append_printf (out, "%s%s", out->len > 0 ? "," : "", (const char *) l->data);
  return g_string_free (out, FALSE);
}

/* Whole databases. */

gboolean
have_sqlite (void)
{
  g_autofree char *program = g_find_program_in_path ("sqlite3");

  if (program == NULL)
    g_test_message ("sqlite3 is not here: what it would show is not looked at");
  return program != NULL;
}

char *
run_sqlite (Fixture *fixture, const char *sql)
{
  const char *argv[] = { "sqlite3", "-bail", fixture->database, sql, NULL };
  g_auto (Outcome) outcome = { 0 };

  if (!have_sqlite ())
    {
      g_test_skip ("sqlite3 is not here");
      return NULL;
    }
  run_argv (fixture, argv, NULL, 0, &outcome);
  g_assert_cmpstr (outcome.err, ==, "");
  g_assert_cmpint (outcome.status, ==, 0);
  return g_steal_pointer (&outcome.out);
}

char *
snapshot (Fixture *fixture)
{
  g_autofree char *people = run_ok (fixture, "list --json");
  g_autofree char *events = run_ok (fixture, "list --json --kind events");
  g_autofree char *rows = have_sqlite () ? run_sqlite (fixture, ".dump member event setting") : NULL;

  return g_strconcat (people, events, rows, NULL);
}
