/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli-test-support.h"

/* --- what is wrong with a command line ----------------------------------------------------------------- */

static const Step wrong[] = {
  { "", 2, NULL, "atlasctl: A command is missing.*--help*" },
  { "nothing", 2, NULL, "*“nothing”*“atlasctl --help” lists the commands*" },
  { "--nothing list", 2, NULL, "*--nothing*" },
  { "list --nothing", 2, NULL, "*--nothing*“atlasctl list --help”*" },
  { "list extra", 2, NULL, "*“extra” is one argument too many*" },
  { "init extra", 2, NULL, "*extra*" },
  { "import", 2, NULL, "*missing*FILE*" },
  { "show", 2, NULL, "*missing*ID*" },
  { "show a b", 2, NULL, "*“b”*" },
  { "edit", 2, NULL, "*missing*ID*" },
  { "delete", 2, NULL, "*missing*ID*" },
  { "geocode", 2, NULL, "*missing*TEXT*" },
  { "backup", 2, NULL, "*missing*FILE*" },
  { "restore", 2, NULL, "*missing*FILE*" },
  { "restore a b", 2, NULL, "*“b”*" },
  { "check a", 2, NULL, "*“a”*" },
  { "edit a", 2, NULL, "*--set KEY=VALUE*" },
  { "add", 2, NULL, "*--set KEY=VALUE*" },
  { "add --set given_name", 2, NULL, "*“given_name” sets nothing*" },
  { "add --set shoe=44", 2, NULL, "*“shoe”*given_name, family_name*notes*" },
  { "add --set address=x", 2, NULL, "*“address”*address.street*" },
  { "add --set updated=2026-01-01", 2, NULL, "*“updated”*" },
  { "add --set id=1", 2, NULL, "*“id”*" },
  { "add --kind events --set given_name=A", 2, NULL, "*“given_name”*title, type*" },
  { "add --kind cows --set given_name=A", 2, NULL, "*“cows”*members, events*" },
  { "list --kind cows", 2, NULL, "*“cows”*members, events*" },
  { "count --kind cows", 2, NULL, "*“cows”*" },
  { "show --kind cows 1", 2, NULL, "*“cows”*members, events*" },
  { "edit --kind cows 1 --set notes=x", 2, NULL, "*“cows”*" },
  { "delete --kind cows 1", 2, NULL, "*“cows”*" },
  { "export --kind cows", 2, NULL, "*“cows”*" },
  { "export --kind members,members", 2, NULL, "*twice*" },
  { "export --kind ''", 2, NULL, "*--kind*" },
  { "export --format xml", 2, NULL, "*“xml”*json, ndjson, csv*" },
  { "export --excel", 2, NULL, "*--excel*" },
  { "contacts", 2, NULL, "*--channel*" },
  { "contacts --channel pigeon", 2, NULL, "*“pigeon”*email, phone, post*" },
  { "contacts --channel email --format json", 2, NULL, "*“json”*csv, vcard*" },
  { "contacts --channel email --format vcard --excel", 2, NULL, "*--excel*" },
  { "concentrations --by street", 2, NULL, "*“street”*country, region, county, place*" },
  { "concentrations --smallest 2", 2, NULL, "*--smallest*1*3*" },
  { "clusters", 2, NULL, "*--zoom*" },
  { "clusters --zoom 25", 2, NULL, "*--zoom*" },
  { "clusters --zoom -1", 2, NULL, "*--zoom*" },
  { "clusters --zoom x", 2, NULL, "*" },
  { "clusters --zoom 3 --bbox 1,2,3", 2, NULL, "*“1,2,3”*" },
  { "clusters --zoom 3 --bbox 1,2,3,4,5", 2, NULL, "*“1,2,3,4,5”*" },
  { "clusters --zoom 3 --bbox -80,44,-79,43", 2, NULL, "*south*" },
  { "clusters --zoom 3 --bbox 0,0,1,91", 2, NULL, "*latitudes*" },
  { "clusters --zoom 3 --bbox 0,0,181,1", 2, NULL, "*longitudes*" },
  { "list --limit -1", 2, NULL, "*--limit*" },
  { "list --limit many", 2, NULL, "*many*" },
  { "log --limit -1", 2, NULL, "*--limit*" },
  { "demo --members 0", 2, NULL, "*--members*" },
  { "demo --members 99999999999", 2, NULL, "*--members*" },
  { "demo --seed -1", 2, NULL, "*--seed*" },
  { "list --query shoe:44", 2, NULL, "*shoe*region*" },
  { "count --query sex:maybe", 2, NULL, "*maybe*female*" },
  { "export --query 'city:\"open'", 2, NULL, "*" },
  { "contacts --channel email --query region:XX", 2, NULL, "*XX*" },
  { "concentrations --query age:old", 2, NULL, "*old*" },
  { "clusters --zoom 1 --query bbox:1", 2, NULL, "*" },
  { "count --kind events --query sex:female", 2, NULL, "*sex*type*" },
};

static void
test_wrong (Fixture *fixture, gconstpointer data)
{
  g_autofree char *left = NULL;

  RUN_STEPS (fixture, wrong);
  left = list_folder (fixture);
  g_assert_cmpstr (left, ==, ""); /* nothing was made on the way */
}

/* The same, where it takes a database to find out. */
static const Step wrong_with_database[] = {
  { "init", 0, NULL, "Made an empty database: *a.db\n" },
  { "list --sort shoe", 2, NULL, "*shoe*given_name*" },
  { "import --format xls x", 2, NULL, "*“xls”*json, ndjson, csv*" },
  { "import --encoding utf-7 x", 2, NULL, "*--encoding*utf-7*windows-1252*" },
  { "import --separator ab x", 2, NULL, "*--separator*ab*semicolon*" },
  { "import --dates sometimes x", 2, NULL, "*--dates*day-first*" },
  { "import --kind things x", 2, NULL, "*things*members*" },
  { "import --map Name x", 2, NULL, "*--map*Name*COLUMN=FIELD*" },
  { "import --refused out.csv x y", 2, NULL, "*--refused*one*" },
  { "import --on-duplicate burn x", 2, NULL, "*“burn”*update, skip, add*" },
  { "export --kind members,events --format csv", 2, NULL, "*CSV*one kind*" },
};

static void
test_wrong_with_database (Fixture *fixture, gconstpointer data)
{
  RUN_STEPS (fixture, wrong_with_database);
}

static void
test_not_utf8 (Fixture *fixture, gconstpointer data)
{
  const char *arguments[] = { "list", "--query",
                              "Qu\xe9"
                              "bec",
                              NULL };
  g_auto (Outcome) outcome = { 0 };

  run_arguments (fixture, arguments, NULL, 0, &outcome);
  g_assert_cmpint (outcome.status, ==, 2);
  g_assert_nonnull (strstr (outcome.err, "UTF-8"));
}

/* --- help ---------------------------------------------------------------------------------------------- */

static const char *const commands[] = {
  "init",           "demo",     "import",  "export", "contacts", "list",    "show",
  "count",          "add",      "edit",    "delete", "undo",     "redo",    "log",
  "concentrations", "clusters", "geocode", "check",  "backup",   "restore", "schema",
};

static void
test_help (Fixture *fixture, gconstpointer data)
{
  g_autofree char *help = run_ok (fixture, "--help");
  g_autofree char *short_help = run_ok (fixture, "-h");
  g_autofree char *left = NULL;

  g_assert_cmpstr (help, ==, short_help);
  assert_has (help, "Usage:");
  assert_has (help, "Exit status:");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *line = g_strdup_printf ("\n  %s ", commands[i]);
      g_autofree char *usage = g_strdup_printf ("atlasctl %s [OPTION…]", commands[i]);
      g_autofree char *own = run_ok (fixture, "%s --help", commands[i]);
      g_autofree char *other = run_ok (fixture, "--help %s", commands[i]);

      assert_has (help, line);
      assert_has (own, usage);
      assert_has (own, "Exit status:");
      assert_has (own, "--database=FILE");
      g_assert_cmpstr (own, ==, other);
    }
  left = list_folder (fixture);
  g_assert_cmpstr (left, ==, "");
}

/* What a command's help must tell beside the form. */
static const struct
{
  const char *command;
  const char *part;
} told[] = {
  { "import", "\"refusals\": [{\"file\", \"record\", \"line\", \"field\", \"reason\"}]" },
  { "import", "--dry-run" },
  { "import", "--on-duplicate=WHAT" },
  { "list", "near" },
  { "list", "Fields of events:" },
  { "add", "consents " },
  { "add", "address.city " },
  { "edit", "occupation.code " },
  { "concentrations", "\"undisclosed\"" },
  { "clusters", "W,S,E,N" },
  { "contacts", "--channel=CHANNEL" },
  { "geocode", "standard input" },
};

static void
test_help_tells (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      g_autofree char *help = run_ok (fixture, "%s --help", told[i].command);

      assert_has (help, told[i].part);
    }
}

static const Step versions[] = {
  { "--version", 0, "atlasctl ?*.?*\n", NULL },
  { "list --version", 0, "atlasctl ?*.?*\n", NULL },
  { "--version list", 0, "atlasctl ?*.?*\n", NULL },
};

static void
test_version (Fixture *fixture, gconstpointer data)
{
  RUN_STEPS (fixture, versions);
}

/* --- databases ----------------------------------------------------------------------------------------- */

/* All that needs one says that it is missing, and how to make one. */
static const char *const need_database[] = {
  "import x.json",
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
  "concentrations",
  "clusters --zoom 1",
  "check",
  "backup b.db",
};

static void
test_missing_database (Fixture *fixture, gconstpointer data)
{
  g_autofree char *left = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (need_database); i++)
    {
      g_autofree char *pattern = g_strdup_printf ("atlasctl: *%s*atlasctl init*", fixture->database);
      Step step = { need_database[i], 1, NULL, pattern };

      run_steps (fixture, &step, 1);
    }
  left = list_folder (fixture);
  g_assert_cmpstr (left, ==, "");
}

static void
test_init (Fixture *fixture, gconstpointer data)
{
  static const Step steps[] = {
    { "--json init", 0, "{\"database\":\"*a.db\"}\n", "*" },
    { "init", 1, NULL, "atlasctl: *a.db* stands already*" },
    { "init --database b.db --json", 0, "{\"database\":\"*b.db\"}\n", "*" }, /* the last one counts */
    { "init --database c/d/e.db", 0, NULL, "*e.db\n" },
    { "count", 0, "0\n", NULL },
    { "count --database=c/d/e.db --json", 0, "{\"count\":0}\n", NULL },
    { "count -d nowhere.db", 1, NULL, "*nowhere.db*" },
  };
  g_autofree char *folder = path_of (fixture, "c/d");
  GStatBuf info;

  RUN_STEPS (fixture, steps);
  g_assert_cmpint (g_stat (fixture->database, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
}

static void
test_default_database (Fixture *fixture, gconstpointer data)
{
  const char *argv[] = { g_getenv ("ATLASCTL"), "init", NULL };
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "diaspora-atlas", "atlas.db", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CLI_TEST ("/usage/wrong", test_wrong);
  CLI_TEST ("/usage/wrong-with-database", test_wrong_with_database);
  CLI_TEST ("/usage/not-utf8", test_not_utf8);
  CLI_TEST ("/usage/help", test_help);
  CLI_TEST ("/usage/help-tells", test_help_tells);
  CLI_TEST ("/usage/version", test_version);
  CLI_TEST ("/usage/missing-database", test_missing_database);
  CLI_TEST ("/usage/init", test_init);
  CLI_TEST ("/usage/default-database", test_default_database);
  return g_test_run ();
}
