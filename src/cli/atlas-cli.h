/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "atlas-progress.h"
#include "atlas-query.h"
#include "atlas-register.h"

G_BEGIN_DECLS

/* What all commands of atlasctl share. Text in and out is UTF-8 whatever the locale says, so that a script
 * gets the same bytes everywhere; results go to standard output, all else to standard error. */

/** The exit statuses, which scripts rely on. */
typedef enum
{
  ATLAS_CLI_DONE = 0,
  ATLAS_CLI_FAILED = 1, /* nothing was changed */
  ATLAS_CLI_USAGE = 2,  /* the command line is wrong */
  ATLAS_CLI_REFUSED = 3 /* done, but some records were refused, or something is left to be done */
} AtlasCliStatus;

typedef enum
{
  ATLAS_CLI_ERROR_USAGE,
} AtlasCliError;

#define ATLAS_CLI_ERROR (atlas_cli_error_quark ())
GQuark atlas_cli_error_quark (void);

/**
 * AtlasCli:
 * @database: path of the database
 * @json: whether results are wanted as JSON
 * @cancellable: cancelled by Ctrl+C in commands that are #ATLAS_COMMAND_CANCELLABLE
 *
 * One run of atlasctl.
 */
typedef struct
{
  char *database;
  gboolean json;
  GCancellable *cancellable;
} AtlasCli;

typedef enum
{
  ATLAS_COMMAND_DEFAULT = 0,
  ATLAS_COMMAND_CANCELLABLE = 1 << 0, /* Ctrl+C cancels cli->cancellable instead of ending the process */
} AtlasCommandFlags;

/**
 * AtlasCommand:
 * @arguments: untranslated, as the usage line shows them: N_("FILE..."), or NULL
 * @min_arguments, @max_arguments: how many there must be; a maximum of -1 is any number
 * @summary: untranslated: N_("reads records from files")
 * @help: untranslated: what else `--help` says: how it works, examples
 * @dup_help: (nullable): more of it, made from tables
 * @options: (array zero-terminated=1) (nullable): its own; texts are G_OPTION_ARG_FILENAME, which is to say
 * taken as they come
 * @run: does it; a failure is an error, which becomes the exit status, or a status other than DONE where the
 * command has told all itself
 *
 * One command, in a file of its own.
 */
typedef struct
{
  const char *name;
  const char *arguments;
  int min_arguments, max_arguments;
  AtlasCommandFlags flags;
  const char *summary;
  const char *help;
  char *(*dup_help) (void);
  const GOptionEntry *options;
  AtlasCliStatus (*run) (AtlasCli *cli, char **arguments, GError **error);
} AtlasCommand;

extern const AtlasCommand atlas_command_add;
extern const AtlasCommand atlas_command_backup;
extern const AtlasCommand atlas_command_bench;
extern const AtlasCommand atlas_command_check;
extern const AtlasCommand atlas_command_checkin;
extern const AtlasCommand atlas_command_clusters;
extern const AtlasCommand atlas_command_concentrations;
extern const AtlasCommand atlas_command_contacts;
extern const AtlasCommand atlas_command_count;
extern const AtlasCommand atlas_command_delete;
extern const AtlasCommand atlas_command_demo;
extern const AtlasCommand atlas_command_dossier;
extern const AtlasCommand atlas_command_duplicates;
extern const AtlasCommand atlas_command_edit;
extern const AtlasCommand atlas_command_erase;
extern const AtlasCommand atlas_command_export;
extern const AtlasCommand atlas_command_facets;
extern const AtlasCommand atlas_command_geocode;
extern const AtlasCommand atlas_command_import;
extern const AtlasCommand atlas_command_init;
extern const AtlasCommand atlas_command_list;
extern const AtlasCommand atlas_command_log;
extern const AtlasCommand atlas_command_map;
extern const AtlasCommand atlas_command_merge;
extern const AtlasCommand atlas_command_plan;
extern const AtlasCommand atlas_command_mission;
extern const AtlasCommand atlas_command_redo;
extern const AtlasCommand atlas_command_restore;
extern const AtlasCommand atlas_command_schema;
extern const AtlasCommand atlas_command_sheet;
extern const AtlasCommand atlas_command_show;
extern const AtlasCommand atlas_command_undo;

/* Options that several commands have. */
#define ATLAS_CLI_OPTION_KIND(variable)                                                                 \
  {                                                                                                     \
    "kind", 'k', 0, G_OPTION_ARG_FILENAME, variable,                                                    \
      N_ ("members, events, organisations, interactions, missions, estimates or segments"), N_ ("KIND") \
  }
#define ATLAS_CLI_OPTION_QUERY(variable)                                                              \
  {                                                                                                   \
    "query", 'q', 0, G_OPTION_ARG_FILENAME, variable, N_ ("Only what this query finds"), N_ ("QUERY") \
  }
#define ATLAS_CLI_OPTION_OUTPUT(variable)                                                           \
  {                                                                                                 \
    "output", 'o', 0, G_OPTION_ARG_FILENAME, variable, N_ ("Write this file, whole or not at all"), \
      N_ ("FILE")                                                                                   \
  }
#define ATLAS_CLI_OPTION_EXCEL(variable)                                                                   \
  {                                                                                                        \
    "excel", 0, 0, G_OPTION_ARG_NONE, variable, N_ ("Begin CSV with the mark by which Excel knows UTF-8"), \
      NULL                                                                                                 \
  }
#define ATLAS_CLI_OPTION_SET(variable)                                                         \
  {                                                                                            \
    "set", 's', 0, G_OPTION_ARG_FILENAME_ARRAY, variable, N_ ("Set a field; may be repeated"), \
      N_ ("KEY=VALUE")                                                                         \
  }

/* The database. */

typedef enum
{
  ATLAS_CLI_READ,  /* content with a database or folder that can't be written; tells of synthetic data */
  ATLAS_CLI_WRITE, /* makes the daily copy first, if one is due */
} AtlasCliAccess;

/** Opens the database and the geographic data that counting and placing need. (transfer full): NULL with
 * @error */
AtlasRegister *atlas_cli_open (AtlasCli *cli, AtlasCliAccess access, GError **error);

/** As above, where no database stands makes one: with @exclusive fails where one does. */
AtlasRegister *atlas_cli_create (AtlasCli *cli, gboolean exclusive, GError **error);

/* What was asked for. */

/** Whether a query can be understood, as far as one can tell before the database is open: its segments apart.
 */
gboolean atlas_cli_check_query (const AtlasKind *kind, const char *text, GError **error);

/**
 * atlas_cli_open_for:
 * @query: (out): what @text asks for
 *
 * Opens the database for reading. A query that can't be understood is told of before whether there is one.
 *
 * Returns: (transfer full): NULL with @error
 */
AtlasRegister *atlas_cli_open_for (
  AtlasCli *cli, const AtlasKind *kind, const char *text, AtlasQuery **query, GError **error);

/** The kind of that name; members for NULL. NULL with a usage error. */
const AtlasKind *atlas_cli_find_kind (const char *name, GError **error);

/** The position of @name in @names (NULL-terminated); -1 with a usage error that lists them and names
 * @option. */
int atlas_cli_find_choice (const char *option, const char *name, const char *const *names, GError **error);

/** Whether --smallest is a smallest cell; see atlas-small-cells.h. FALSE with a usage error. */
gboolean atlas_cli_check_smallest (gint64 smallest, GError **error);

/** Degrees. @east lies below @west where the box crosses 180. */
typedef struct
{
  double west, south, east, north;
} AtlasCliBox;

/** "W,S,E,N". @text: (nullable): NULL: the world. FALSE with a usage error. */
gboolean atlas_cli_parse_box (const char *text, AtlasCliBox *box, GError **error);

/** Sets a usage error. Always FALSE. */
gboolean atlas_cli_fail_usage (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

/** What the fields of a query are, one a line, for `--help`. (transfer full) */
char *atlas_cli_dup_query_help (void);

/* Where results go that are files of their own. */

/** (transfer full) (nullable): NULL for standard output: where @name is NULL or "-" */
GFile *atlas_cli_get_output_file (const char *name);

/** Standard output as a stream. (transfer full) */
GOutputStream *atlas_cli_get_output (void);

/** Says in an error of writing to the stream above what could not be written. */
void atlas_cli_name_output (GError **error);

/* Saying. */

/** A message: a line on standard error, with nothing in it that could drive a terminal. */
void atlas_cli_say (const char *format, ...) G_GNUC_PRINTF (1, 2);

/** "12 records written: members.json" */
void atlas_cli_say_written (gint64 n, const char *name);

/** A part of the result, as it stands. */
void atlas_cli_print (const char *text);

/** Whether printing still reaches somebody: a long list ends when it does not. */
gboolean atlas_cli_can_print (void);

/** Hands on what was printed; the errno of the first failure, 0 for none. */
int atlas_cli_finish_printing (void);

/** Appends @text so that it can't drive a terminal: a line break or tab becomes a space, any other control
 * character and those that turn the direction of writing U+FFFD. */
void atlas_cli_append_plain (GString *out, const char *text);

/* Progress: a bar on standard error where that is a terminal. */

/** An AtlasProgressFunc; no user data. */
void atlas_cli_progress (gint64 done, gint64 total, gpointer user_data);
void atlas_cli_end_progress (void);

/* JSON. */

/** Prints the document as one line; takes the builder. */
void atlas_cli_print_json (JsonBuilder *builder);

/** Prints JSON text with C1 control characters, which JSON lets stand, escaped: some terminals obey them. */
void atlas_cli_print_json_text (const GString *json);

/** Appends the record in the shape of the share format, marked where it is @synthetic. */
void atlas_cli_append_record (GString *out, AtlasRecord *record, gboolean synthetic);

G_END_DECLS
