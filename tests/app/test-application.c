/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program itself, started as a script or a desktop starts it; its path is the first argument. */
#include <glib/gstdio.h>

#include "app-test-support.h"

static const char *program;

typedef struct
{
  int status;
  char *out;
  char *err;
} Run;

static void
run_clear (Run *run)
{
  g_free (run->out);
  g_free (run->err);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

/* @arguments: separated by blanks; none of the tests' own needs a blank within. */
static Run
run_program (const char *arguments)
{
  g_autofree char *line = g_strdup_printf ("%s %s", program, arguments);
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (
    (const char *const *) words, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  Run run = { 0 };

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &run.out, &run.err, &error));
  g_assert_no_error (error);
  run.status = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;
  return run;
}

static void
test_words (void)
{
  static const struct
  {
    const char *arguments;
    int status;
    const char *out, *err; /* what they contain */
  } cases[] = {
    { "--version", 0, "diaspora-atlas 0.", "" },
    { "--help", 0, "--screenshot", "" },
    { "--size big", 2, "", "1280x800" },
    { "--size 1280x800x3", 2, "", "1280x800x3" },
    { "--size 1x1", 2, "", "1x1" },
    { "--page moon", 2, "", "map, people, events" },
    { "--no-such-option", 1, "", "--no-such-option" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Run) run = run_program (cases[i].arguments);

      g_test_message ("%s: %d\n%s%s", cases[i].arguments, run.status, run.out, run.err);
      g_assert_cmpint (run.status, ==, cases[i].status);
      g_assert_nonnull (strstr (run.out, cases[i].out));
      g_assert_nonnull (strstr (run.err, cases[i].err));
    }
}

static void
test_screenshot (void)
{
  static const char *const pages[] = { "map", "people", "events" };
  g_autoptr (AtlasRegister) records = app_test_register_new (300);
  g_autofree char *folder = g_path_get_dirname (atlas_register_get_path (records));

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *picture = g_strdup_printf ("%s/%s.png", folder, pages[i]);
      g_autofree char *arguments = g_strdup_printf ("--database %s --page %s --size 900x700 --screenshot %s",
                                                    atlas_register_get_path (records), pages[i], picture);
      g_auto (Run) run = run_program (arguments);
      g_autoptr (GdkTexture) texture = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s: %s", arguments, run.err);
      g_assert_cmpint (run.status, ==, 0);
      texture = gdk_texture_new_from_filename (picture, &error);
      g_assert_no_error (error);
      g_assert_cmpint (gdk_texture_get_width (texture), ==, 900);
      g_assert_cmpint (gdk_texture_get_height (texture), ==, 700);
    }
}

static void
test_screenshot_unwritable (void)
{
  g_autoptr (AtlasRegister) records = app_test_register_new (0);
  g_autofree char *arguments =
    g_strdup_printf ("--database %s --screenshot /nowhere/at/all/x.png", atlas_register_get_path (records));
  g_auto (Run) run = run_program (arguments);

  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (run.err, "/nowhere/at/all/x.png"));
}

/* A database given as a FILE is opened; one that can't be is still a window, which says why. */
static void
test_file (void)
{
  g_autoptr (AtlasRegister) records = app_test_register_new (20);
  g_autofree char *folder = g_path_get_dirname (atlas_register_get_path (records));
  g_autofree char *first = g_build_filename (folder, "first.png", NULL);
  g_autofree char *second = g_build_filename (folder, "second.png", NULL);
  g_autofree char *arguments =
    g_strdup_printf ("%s --screenshot %s", atlas_register_get_path (records), first);
  g_autofree char *missing = g_strdup_printf ("--database %s/missing.db --screenshot %s", folder, second);
  g_autofree char *missing_path = g_build_filename (folder, "missing.db", NULL);
  g_auto (Run) run = run_program (arguments);
  g_auto (Run) other = run_program (missing);

  g_assert_cmpint (run.status, ==, 0);
  g_assert_true (g_file_test (first, G_FILE_TEST_EXISTS));
  g_assert_cmpint (other.status, ==, 0);
  g_assert_true (g_file_test (second, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (missing_path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  if (argc < 2)
    {
      g_printerr ("usage: test-application PROGRAM\n");
      return 2;
    }
  program = argv[1];

  g_test_add_func ("/application/words", test_words);
  g_test_add_func ("/application/screenshot", test_screenshot);
  g_test_add_func ("/application/screenshot-unwritable", test_screenshot_unwritable);
  g_test_add_func ("/application/file", test_file);
  return g_test_run ();
}
