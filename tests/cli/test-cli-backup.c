/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli-test-support.h"

/* --- backup and restore
 * ------------------------------------------------------------------------------------- */

static const Step copies[] = {
  { "demo --members 50", 0, NULL, "*" },
  { "backup copy.db", 0, NULL, "*synthetic*Copied to copy.db\n" },
  { "backup copy.db --json", 0, "{\"file\":\"copy.db\"}\n", "*synthetic*" }, /* replaced */
  { "count --database copy.db", 0, "50\n", "*" },
  { "check --database copy.db", 0, NULL, "*All is well.\n" },
  { "add --set given_name=Later", 0, "*", NULL },
  { "count", 0, "51\n", "*" },
  { "backup a.db", 1, NULL, "*atlasctl: *a.db*" }, /* itself */
  { "backup nowhere/copy.db", 1, NULL, "*atlasctl: *nowhere*" },
  { "backup .", 1, NULL, "*atlasctl: *" },
  { "restore missing.db", 1, NULL, "atlasctl: *missing.db*" },
  { "restore text", 1, NULL, "atlasctl: *text*" },
  { "restore a.db", 1, NULL, "atlasctl: *a.db*" },
  { "count", 0, "51\n", "*" },
  { "restore copy.db", 0, NULL, "Restored from copy.db\nThe old database now lies at *a*.db\n" },
  { "count", 0, "50\n", "*" },
  { "undo", 0, NULL, "Undone: Sample data\n" }, /* the journal came with it */
  { "restore copy.db --database new.db", 0, NULL, "Restored from copy.db\n" },
  { "restore copy.db --database other.db --json", 0, "{\"database\":\"*other.db\",\"kept\":null}\n", NULL },
  { "count --database new.db", 0, "50\n", "*" },
};

static void
test_copies (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = path_of (fixture, "copy.db");
  GStatBuf info;

  write_file (fixture, "text", "Dear colleague,\n");
  RUN_STEPS (fixture, copies);
  g_assert_cmpint (g_stat (copy, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

/* What is kept is the whole old database. */
static void
test_kept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *made = run_ok (fixture, "demo --members 30");
  g_autofree char *copied = run_ok (fixture, "backup copy.db");
  g_autofree char *then = snapshot (fixture);
  g_autofree char *added = run_ok (fixture, "add --set given_name=Later");
  g_autofree char *later = snapshot (fixture), *now = NULL, *kept_is = NULL;
  g_autofree char *out = run_ok (fixture, "restore copy.db --json");
  g_autoptr (JsonNode) node = parse_json (out);
  g_autofree char *keys = keys_of (json_node_get_object (node));
  const char *kept = json_object_get_string_member (json_node_get_object (node), "kept");

  g_assert_cmpstr (keys, ==, "database,kept");
  now = snapshot (fixture);
  assert_same (then, now);
  g_free (fixture->database);
  fixture->database = g_strdup (kept);
  kept_is = snapshot (fixture);
  assert_same (later, kept_is);
}

/* While an import holds the database, the copy is of the moment before it. */
static void
test_in_use (Fixture *fixture, gconstpointer data)
{
  g_autofree char *made = run_ok (fixture, "demo --members 30");
  g_autoptr (GSubprocess) holder = hold_database (fixture);
  static const Step steps[] = {
    { "backup copy.db", 0, NULL, "*Copied*" },
    { "count --database copy.db", 0, "30\n", "*" },
    { "restore copy.db", 1, NULL, "atlasctl: *a.db*" },
    { "count", 0, "30\n", "*" },
  };

  RUN_STEPS (fixture, steps);
  g_subprocess_force_exit (holder);
  g_assert_true (g_subprocess_wait (holder, NULL, NULL));
}

/* --- the daily copy
 * ------------------------------------------------------------------------------------------ */

static void
test_daily (Fixture *fixture, gconstpointer data)
{
  g_autofree char *made = run_ok (fixture, "init");
  g_autofree char *count = run_ok (fixture, "count");
  g_autofree char *folder = path_of (fixture, "backups");
  g_autofree char *first = NULL, *second = NULL, *counted = NULL, *names = NULL;
  g_autoptr (GDir) files = NULL;
  const char *name;

  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS)); /* looking is no reason */
  first = run_ok (fixture, "add --set given_name=Ada");
  second = run_ok (fixture, "add --set given_name=Ben");
  files = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (files);
  name = g_dir_read_name (files);
  g_assert_true (g_pattern_match_simple ("a-20*-*-*.db", name));
  g_assert_null (g_dir_read_name (files));
  counted = run_ok (fixture, "count --database 'backups/%s'", name);
  g_assert_cmpstr (counted, ==, "0\n"); /* as it was before the first change */
}

static void
test_daily_fails (Fixture *fixture, gconstpointer data)
{
  static const Step steps[] = {
    { "init", 0, NULL, "*" },
    { "add --set given_name=Ada", 0, "*", "The daily copy of the database could not be made: *backups*" },
    { "count", 0, "1\n", NULL },
  };

  write_file (fixture, "backups", "a file where the folder would be");
  RUN_STEPS (fixture, steps);
}

/* --- check --------------------------------------------------------------------------------------------- */

#define RESTORE \
  "*Something is wrong with the database. Keep a copy*restore a backup*“atlasctl restore FILE”.\n"
#define REBUILD   "*Only what is derived*“atlasctl check --rebuild” makes it anew.\n"
#define BOTH      "*Something is wrong*“atlasctl check --rebuild” mends*restore a backup*"
#define ANEW      "*was made anew.\n"
#define ANEW_WELL ANEW "All is well.\n"

/* Damage by other means, what is advised, and what comes of following it. */
static const struct
{
  const char *sql;
  const char *advice; /* glob */
  const char
    *rebuilt; /* likewise, what a rebuild then says; its status is 0 where that ends in "All is well" */
} damages[] = {
  { "DELETE FROM journal WHERE id = 1", RESTORE, RESTORE },
  { "DELETE FROM member_facet WHERE id = 3", REBUILD, ANEW_WELL },
  { "UPDATE member SET given_name = 'Changed' WHERE id = 2", REBUILD, ANEW_WELL },
  { "INSERT INTO member (id, uuid) VALUES (999999, x'00112233445566778899aabbccddeeff')", BOTH,
    ANEW RESTORE },
  { "DELETE FROM event WHERE id = 1", BOTH, ANEW RESTORE },
  { "INSERT INTO member_search (member_search) VALUES ('delete-all')", REBUILD, ANEW_WELL },
  { "DROP INDEX event_start", REBUILD, ANEW_WELL },
  { "CREATE TABLE stranger (x)", REBUILD, ANEW_WELL },
};

static void
test_check (Fixture *fixture, gconstpointer data)
{
  g_autofree char *made = run_ok (fixture, "demo --members 50");
  g_autofree char *good = run_ok (fixture, "check --json");
  g_autofree char *copied = run_ok (fixture, "backup copy.db");

  g_assert_cmpstr (good, ==, "{\"faults\":[]}\n");
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *restored = run_ok (fixture, "restore copy.db");
      g_autofree char *done = run_sqlite (fixture, damages[i].sql);
      g_auto (Outcome) outcome = { 0 };
      g_autoptr (JsonNode) node = NULL;
      const Step telling = { "check", 1, "?*\n", damages[i].advice };
      const gboolean mends = g_str_has_suffix (damages[i].rebuilt, "All is well.\n");
      const Step mending = { "check --rebuild", mends ? 0 : 1, mends ? NULL : "?*\n", damages[i].rebuilt };

      if (done == NULL)
        return;
      run_line (fixture, "check --json", NULL, &outcome);
      g_assert_cmpint (outcome.status, ==, 1);
      node = parse_json (outcome.out);
      g_assert_cmpuint (
        json_array_get_length (json_object_get_array_member (json_node_get_object (node), "faults")), >, 0);
      run_steps (fixture, &telling, 1);
      run_steps (fixture, &mending, 1);
      if (mends)
        {
          static const Step well[] = {
            { "check", 0, NULL, "*All is well.\n" },
            { "check --rebuild --json", 0, "{\"faults\":[],\"rebuilt\":false}\n", "*" },
          };

          RUN_STEPS (fixture, well);
        }
    }
}

/* Without the geographic data each facet would seem wrong. */
static void
test_check_without_geodata (Fixture *fixture, gconstpointer data)
{
  static const Step steps[] = {
    { "check", 1, NULL, "*geographic data can't be read*" },
    { "check --rebuild", 1, NULL, "*geographic data can't be read*" },
  };
  g_autofree char *made = run_ok (fixture, "demo --members 50");
  g_autofree char *place = g_strdup (g_getenv ("ATLAS_DATA_DIR"));
  g_autofree char *good = NULL;

  g_setenv ("ATLAS_DATA_DIR", fixture->folder, TRUE);
  RUN_STEPS (fixture, steps);
  g_setenv ("ATLAS_DATA_DIR", place, TRUE);
  good = run_ok (fixture, "check --json");
  g_assert_cmpstr (good, ==, "{\"faults\":[]}\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CLI_TEST ("/backup/copies", test_copies);
  CLI_TEST ("/backup/kept", test_kept);
  CLI_TEST ("/backup/in-use", test_in_use);
  CLI_TEST ("/backup/daily", test_daily);
  CLI_TEST ("/backup/daily-fails", test_daily_fails);
  CLI_TEST ("/backup/check", test_check);
  CLI_TEST ("/backup/check-without-geodata", test_check_without_geodata);
  return g_test_run ();
}
