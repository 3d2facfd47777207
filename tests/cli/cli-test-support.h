/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

/* End-to-end tests: they start the atlasctl that was built and look at what comes out. */

/** A folder for one test, which atlasctl runs in, and the name of a database there. */
typedef struct
{
  char *folder;
  char *database;
} Fixture;

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);

/** With an empty database. */
void fixture_set_up_empty (Fixture *fixture, gconstpointer data);

#define EMPTY_TEST(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up_empty, function, fixture_tear_down)
#define CLI_TEST(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

/** How a run of atlasctl ended. @status: the exit status, or minus the signal that ended it */
typedef struct
{
  int status;
  char *out;
  gsize out_length;
  char *err;
} Outcome;

void outcome_clear (Outcome *outcome);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

/**
 * run_line:
 * @line: the command line without "atlasctl --database DATABASE", quoted as for a shell
 * @input: (nullable): standard input
 */
void run_line (Fixture *fixture, const char *line, const char *input, Outcome *outcome);

/** As above: arguments as they are, NULL-terminated, and input of any bytes. */
void run_arguments (
  Fixture *fixture, const char *const *arguments, const char *input, gssize length, Outcome *outcome);

/** Standard output of a run, made as by printf, that must end with status 0. (transfer full) */
char *run_ok (Fixture *fixture, const char *format, ...) G_GNUC_PRINTF (2, 3);

/** One command of a story, and what must come of it. */
typedef struct
{
  const char *line;
  int status;
  const char *out; /* glob; NULL: nothing; "*": anything */
  const char *err; /* likewise */
  const char *input;
} Step;

void run_steps (Fixture *fixture, const Step *steps, guint n_steps);
#define RUN_STEPS(fixture, steps) run_steps (fixture, steps, G_N_ELEMENTS (steps))

/** Starts atlasctl with pipes for all three streams. (transfer full) */
GSubprocess *start (Fixture *fixture, const char *line);

/** An import in the middle of its unit, which therefore holds the database, and waits for more input.
 * (transfer full) */
GSubprocess *hold_database (Fixture *fixture);

/** The argument vector for @line, program and database included. (transfer full) */
GStrv make_argv (Fixture *fixture, const char *line);

/** A file in the fixture's folder. */
void write_file (Fixture *fixture, const char *name, const char *content);
char *read_file (Fixture *fixture, const char *name);
/** (transfer full): its path */
char *path_of (Fixture *fixture, const char *name);
/** Names in the folder, sorted, with blanks between. (transfer full) */
char *list_folder (Fixture *fixture);

/** That @text holds @part. */
void assert_has (const char *text, const char *part);

/** As g_assert_cmpstr(), for long texts: of those that differ it shows the first line. */
void assert_same (const char *a, const char *b);

/** JSON that must parse. (transfer full) */
JsonNode *parse_json (const char *text);
/** The keys of an object in their order, with commas between. (transfer full) */
char *keys_of (JsonObject *object);

/** All records and settings: as atlasctl shows them and, where sqlite3 is here, as they lie in the file.
 * (transfer full) */
char *snapshot (Fixture *fixture);

/** The output of sqlite3, or NULL, the test being skipped, where it is missing. (transfer full) */
char *run_sqlite (Fixture *fixture, const char *sql);
gboolean have_sqlite (void);

/** Of many cases that each start a process: one in so many is run. Every one but under the sanitizers, where
 * a process takes a third of a second and the same parsers meet the whole corpus in tests of their own. */
#ifdef __SANITIZE_ADDRESS__
#define CASE_STRIDE 20
#else
#define CASE_STRIDE 1
#endif
