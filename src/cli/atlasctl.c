/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "atlas-cli.h"
#include "atlas-config.h"
#include "atlas-export.h"
#include "atlas-i18n.h"

/* In the order in which --help lists them. */
static const AtlasCommand *const commands[] = {
  &atlas_command_init,    &atlas_command_demo,       &atlas_command_import,
  &atlas_command_export,  &atlas_command_contacts,   &atlas_command_list,
  &atlas_command_sheet,   &atlas_command_show,       &atlas_command_count,
  &atlas_command_add,     &atlas_command_edit,       &atlas_command_delete,
  &atlas_command_erase,   &atlas_command_dossier,    &atlas_command_undo,
  &atlas_command_redo,    &atlas_command_log,        &atlas_command_concentrations,
  &atlas_command_facets,  &atlas_command_duplicates, &atlas_command_merge,
  &atlas_command_plan,    &atlas_command_mission,    &atlas_command_clusters,
  &atlas_command_map,     &atlas_command_geocode,    &atlas_command_check,
  &atlas_command_checkin, &atlas_command_backup,     &atlas_command_restore,
  &atlas_command_bench,   &atlas_command_schema,
};

static AtlasCli cli;
static gboolean want_help, want_version;
static char **arguments;

static const GOptionEntry general_options[] = {
  { "database", 'd', 0, G_OPTION_ARG_FILENAME, &cli.database, N_ ("Use this database"), N_ ("FILE") },
  { "json", 0, 0, G_OPTION_ARG_NONE, &cli.json, N_ ("Print the result as one JSON document"), NULL },
  { "help", 'h', 0, G_OPTION_ARG_NONE, &want_help, N_ ("Explain, and do nothing"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, &want_version, N_ ("Print the version, and do nothing"), NULL },
  { NULL },
};

static const GOptionEntry argument_option[] = {
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &arguments, NULL, NULL },
  { NULL },
};

/* Help. */

static char *
make_general_help (GOptionContext *context)
{
  g_autofree char *database = atlas_register_dup_default_path ();
  GString *summary =
    g_string_new (_ ("Diaspora Atlas without its window: who lives where, on the command line."));
  g_autofree char *description = NULL;

  g_string_append_printf (summary, "\n\n%s\n", _ ("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (summary, "  %-15s %s\n", commands[i]->name, _ (commands[i]->summary));
  g_string_append_printf (summary, "\n%s", _ ("“atlasctl COMMAND --help” explains a command."));
  g_option_context_set_summary (context, summary->str);
  g_string_free (summary, TRUE);

  description = g_strdup_printf (
    _ ("Options may stand before or after the command. Results go to standard output, messages and\n"
       "progress to standard error. Text is UTF-8. Without --database the database is\n"
       "  %s\n"
       "\n"
       "Exit status:\n"
       "  0  done\n"
       "  1  failed, and nothing was changed\n"
       "  2  wrong usage: an unknown command, option, kind, format or field, or a query that can't be read\n"
       "  3  done, but some records were refused; each is listed\n"
       "\n"
       "Examples:\n"
       "  atlasctl init\n"
       "  atlasctl import members.json\n"
       "  atlasctl list --query 'nurse region:CA-ON'\n"
       "  atlasctl concentrations --by region --json\n"
       "  atlasctl undo"),
    database);
  g_option_context_set_description (context, description);
  return g_option_context_get_help (context, TRUE, NULL);
}

static char *
make_command_help (GOptionContext *context, const AtlasCommand *command)
{
  g_autofree char *name = g_strdup_printf ("atlasctl %s", command->name);
  /* Translators: a command and what it does: "atlasctl undo: take back the last step." */
  g_autofree char *summary = g_strdup_printf (_ ("%s: %s."), name, _ (command->summary));
  GString *description = g_string_new (command->help ? _ (command->help) : "");
  char *help;

  if (command->dup_help)
    {
      g_autofree char *more = command->dup_help ();

      g_string_append_printf (description, "%s%s", description->len > 0 ? "\n\n" : "", more);
    }
  g_string_append (description, "\n\n");
  g_string_append (description, _ ("Exit status: 0 done, 1 failed and nothing was changed, 2 wrong usage, "
                                   "3 done with some records refused."));
  g_set_prgname (name);
  g_option_context_set_summary (context, summary);
  g_option_context_set_description (context, g_strstrip (description->str));
  help = g_option_context_get_help (context, TRUE, NULL);
  g_string_free (description, TRUE);
  return help;
}

/* Reading the command line. */

static GOptionContext *
make_context (const AtlasCommand *command)
{
  GOptionContext *context =
    g_option_context_new (command ? command->arguments ? _ (command->arguments) : NULL : _ ("COMMAND"));

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (command && command->options)
    g_option_context_add_main_entries (context, command->options, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, general_options, GETTEXT_PACKAGE);
  if (command)
    g_option_context_add_main_entries (context, argument_option, GETTEXT_PACKAGE);
  return context;
}

static const AtlasCommand *
find_command (const char *name, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i]->name, name))
      return commands[i];
  atlas_cli_fail_usage (error, _ ("There is no command “%s”."), name);
  return NULL;
}

static gboolean
check_arguments (const AtlasCommand *command, GError **error)
{
  int n = arguments ? (int) g_strv_length (arguments) : 0;

  if (n < command->min_arguments)
    return atlas_cli_fail_usage (error, _ ("Something is missing: “atlasctl %s” wants %s."), command->name,
                                 _ (command->arguments));
  if (command->max_arguments >= 0 && n > command->max_arguments)
    return atlas_cli_fail_usage (error, _ ("“%s” is one argument too many for “atlasctl %s”."),
                                 arguments[command->max_arguments], command->name);
  return TRUE;
}

/* File names too, though the system takes any bytes there: they come back in messages and in JSON, which are
 * UTF-8 whatever happens. A file named otherwise can be read through standard input. */
static gboolean
check_text (char **argv, GError **error)
{
  for (guint i = 0; argv[i]; i++)
    if (!g_utf8_validate (argv[i], -1, NULL))
      {
        g_autofree char *shown = g_utf8_make_valid (argv[i], -1);

        return atlas_cli_fail_usage (error, _ ("“%s” is not written in UTF-8."), shown);
      }
  return TRUE;
}

/* Ctrl+C. */

/* How often what the main thread waits in is interrupted after a cancelling, nanoseconds. */
#define WAKE_INTERVAL 50000000

typedef struct
{
  sigset_t signals;
  pthread_t main_thread;
} Watch;

/* A handler may not take the locks that cancelling takes; a thread that waits for the signal may. */
static gpointer
wait_for_signal (gpointer data)
{
  const Watch *watch = data;
  const struct timespec interval = { 0, WAKE_INTERVAL };
  int number;

  sigwait (&watch->signals, &number);
  g_cancellable_cancel (cli.cancellable);

  /* A write into a pipe that nobody reads would wait for ever: woken up, it looks at the cancellable. */
  do
    pthread_kill (watch->main_thread, SIGUSR1);
  while (sigtimedwait (&watch->signals, NULL, &interval) < 0);

  /* Asked twice: at once. The database bears that too. */
  _exit (ATLAS_CLI_FAILED);
}

static void
wake_up (int number)
{
}

static void
watch_signals (void)
{
  static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
  static Watch watch;
  const struct sigaction interrupt = { .sa_handler = wake_up }; /* without SA_RESTART */

  sigemptyset (&watch.signals);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    sigaddset (&watch.signals, numbers[i]);
  watch.main_thread = pthread_self ();

  /* Before there is any other thread: each inherits what is blocked. */
  if (sigaction (SIGUSR1, &interrupt, NULL) == 0 && pthread_sigmask (SIG_BLOCK, &watch.signals, NULL) == 0)
    g_thread_unref (g_thread_new ("signals", wait_for_signal, &watch));
}

/* Ending. */

static AtlasCliStatus
tell_failure (const AtlasCommand *command, const GError *error)
{
  gboolean usage = error->domain == ATLAS_CLI_ERROR || error->domain == G_OPTION_ERROR ||
                   error->domain == ATLAS_QUERY_ERROR || error->domain == ATLAS_EXPORT_ERROR;

  atlas_cli_end_progress ();
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    return ATLAS_CLI_FAILED; /* whoever read has seen enough */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    atlas_cli_say ("atlasctl: %s", _ ("Cancelled. Nothing was changed."));
  else
    atlas_cli_say ("atlasctl: %s", error->message);
  if (usage && command)
    atlas_cli_say (_ ("“atlasctl %s --help” tells more."), command->name);
  else if (usage)
    atlas_cli_say ("%s", _ ("“atlasctl --help” lists the commands."));
  return usage ? ATLAS_CLI_USAGE : ATLAS_CLI_FAILED;
}

/* What was printed must also have arrived. */
static AtlasCliStatus
finish_printing (AtlasCliStatus status)
{
  int failure = atlas_cli_finish_printing ();

  if (failure == 0)
    return status;
  if (failure != EPIPE)
    atlas_cli_say (_ ("atlasctl: Not everything could be written to standard output: %s"),
                   g_strerror (failure));
  return ATLAS_CLI_FAILED;
}

static void
print_version (void)
{
  atlas_cli_print ("atlasctl " ATLAS_VERSION "\n");
}

static AtlasCliStatus
run_command (const AtlasCommand *command, char **rest, GError **error)
{
  g_autoptr (GOptionContext) context = make_context (command);
  char *before = cli.database; /* named before the command; one named after it takes its place */

  if (!g_option_context_parse_strv (context, &rest, error))
    return ATLAS_CLI_USAGE;
  if (cli.database != before)
    g_free (before);
  if (want_help)
    {
      g_autofree char *help = make_command_help (context, command);

      atlas_cli_print (help);
      return ATLAS_CLI_DONE;
    }
  if (want_version)
    {
      print_version ();
      return ATLAS_CLI_DONE;
    }
  if (!check_arguments (command, error))
    return ATLAS_CLI_USAGE;

  if (cli.database == NULL)
    cli.database = atlas_register_dup_default_path ();
  cli.cancellable = g_cancellable_new ();
  if (command->flags & ATLAS_COMMAND_CANCELLABLE)
    watch_signals ();
  return command->run (&cli, arguments, error);
}

static AtlasCliStatus
run (char **argv, const AtlasCommand **command, GError **error)
{
  g_autoptr (GOptionContext) context = make_context (NULL);

  if (!check_text (argv, error))
    return ATLAS_CLI_USAGE;
  g_option_context_set_strict_posix (context, TRUE); /* up to the command */
  if (!g_option_context_parse_strv (context, &argv, error))
    return ATLAS_CLI_USAGE;
  if (argv[0] && argv[1])
    {
      *command = find_command (argv[1], error);
      return *command ? run_command (*command, argv + 1, error) : ATLAS_CLI_USAGE;
    }
  if (want_version)
    print_version ();
  else if (want_help)
    {
      g_autofree char *help = make_general_help (context);

      atlas_cli_print (help);
    }
  else
    atlas_cli_fail_usage (error, "%s", _ ("A command is missing."));
  return ATLAS_CLI_DONE;
}

static void
start_up (void)
{
  const char *folder = g_getenv ("ATLAS_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder ? folder : ATLAS_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_set_prgname ("atlasctl");
  signal (SIGPIPE, SIG_IGN); /* a failed write tells as much */
  signal (SIGXFSZ, SIG_IGN);
}

int
main (int argc, char **argv)
{
  g_auto (GStrv) copy = g_strdupv (argv);
  const AtlasCommand *command = NULL;
  GError *error = NULL;
  AtlasCliStatus status;

  start_up ();
  status = run (copy, &command, &error);
  if (error)
    status = tell_failure (command, error);
  atlas_cli_end_progress ();
  return (int) finish_printing (status);
}
