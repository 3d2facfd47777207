/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "openpgp-test-support.h"

#include <string.h>

static char *home;

static GSubprocess *
start_gpg (const char *line, GSubprocessFlags flags, GError **error)
{
  g_autofree char *whole = g_strconcat ("gpg --quiet --batch --no-tty ", line, NULL);
  g_auto (GStrv) argv = NULL;

  if (!g_shell_parse_argv (whole, NULL, &argv, error))
    return NULL;
  return g_subprocess_newv ((const char *const *) argv, flags | G_SUBPROCESS_FLAGS_STDOUT_PIPE, error);
}

static gboolean
run_gpg (const char *line, GBytes *input, GSubprocessFlags flags, GBytes **output, GError **error)
{
  g_autoptr (GSubprocess) process = start_gpg (
    line, flags | (input != NULL ? G_SUBPROCESS_FLAGS_STDIN_PIPE : G_SUBPROCESS_FLAGS_NONE), error);

  return process != NULL && g_subprocess_communicate (process, input, NULL, output, NULL, error) &&
         g_spawn_check_wait_status (g_subprocess_get_status (process), error);
}

GBytes *
openpgp_test_gpg (const char *line, GBytes *input)
{
  g_autoptr (GError) error = NULL;
  GBytes *output = NULL;

  run_gpg (line, input, G_SUBPROCESS_FLAGS_NONE, &output, &error);
  g_assert_no_error (error);
  return output;
}

char *
openpgp_test_find (const char *address)
{
  g_autofree char *line = g_strdup_printf ("--with-colons --list-keys '<%s>'", address);
  g_autoptr (GBytes) output = openpgp_test_gpg (line, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (output, NULL), g_bytes_get_size (output));
  const char *at = strstr (text, "\nfpr:::::::::");

  g_assert_nonnull (at);
  return g_strndup (at + strlen ("\nfpr:::::::::"), 40);
}

static gboolean
make_keys (GError **error)
{
  static const char *const lines[] = {
    "--passphrase '' --quick-generate-key 'Ada Uwase <" ADA_ADDRESS ">' future-default default never",
    "--passphrase '' --quick-generate-key 'A & B <" STRANGER_ADDRESS ">' future-default default never",
    "--passphrase '' --quick-generate-key 'Other Office <" OTHER_ADDRESS ">' future-default default never",
    "--faked-system-time 20200101T000000 --passphrase '' --quick-generate-key 'Old <" OLD_ADDRESS
    ">' future-default default 1d",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (!run_gpg (lines[i], NULL, G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL, error))
      return FALSE;
  return TRUE;
}

/* One's own keys are certain from the beginning. */
static void
forget (void)
{
  g_autofree char *stranger = openpgp_test_find (STRANGER_ADDRESS);
  g_autofree char *other = openpgp_test_find (OTHER_ADDRESS);
  g_autofree char *trust = g_strdup_printf ("%s:2:\n", stranger);
  g_autoptr (GBytes) input = g_bytes_new_static (trust, strlen (trust));
  g_autofree char *line = g_strdup_printf ("--yes --delete-secret-keys %s", other);

  g_bytes_unref (openpgp_test_gpg ("--import-ownertrust", input));
  g_bytes_unref (openpgp_test_gpg (line, NULL));
}

gboolean
openpgp_test_begin (const char **why)
{
  static char *words;
  g_autofree char *settings = NULL;
  g_autoptr (GError) error = NULL;

  home = g_dir_make_tmp ("gpg-XXXXXX", &error);
  g_assert_no_error (error);
  g_setenv ("GNUPGHOME", home, TRUE);
  /* A passphrase is as dear to try as a computer does in so many milliseconds. */
  settings = g_build_filename (home, "gpg-agent.conf", NULL);
  g_file_set_contents (settings, "s2k-calibration 1\n", -1, &error);
  g_assert_no_error (error);
  if (make_keys (&error))
    {
      forget ();
      return TRUE;
    }
  words = g_strdup_printf ("GnuPG can't make keys here: %s", error->message);
  *why = words;
  return FALSE;
}

void
openpgp_test_end (void)
{
  g_autofree char *line = g_strdup_printf ("rm -rf '%s'", home);

  g_spawn_command_line_sync ("gpgconf --kill all", NULL, NULL, NULL, NULL);
  g_spawn_command_line_sync (line, NULL, NULL, NULL, NULL);
  g_clear_pointer (&home, g_free);
}
