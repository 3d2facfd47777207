/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cli-test-support.h"

/* Debian's own Python, which has Debian's own python3-jsonschema. */
#define PYTHON "/usr/bin/python3"

/* Status 0: the second file fits the schema in the first; 3: it does not, and why; 4: no jsonschema here. */
static const char validate[] =
  "import json, sys\n"
  "try:\n"
  "    from jsonschema import Draft202012Validator as Validator\n"
  "except ImportError:\n"
  "    sys.exit(4)\n"
  "schema = json.load(open(sys.argv[1], encoding='utf-8'))\n"
  "Validator.check_schema(schema)\n"
  "errors = list(Validator(schema).iter_errors(json.load(open(sys.argv[2], encoding='utf-8'))))\n"
  "for error in errors[:5]:\n"
  "    print(list(error.absolute_path), error.message[:500])\n"
  "sys.exit(3 if errors else 0)\n";

/* -1 where it can't be told, the test being skipped. */
static int
run_validator (Fixture *fixture, const char *file)
{
  const char *argv[] = { PYTHON, "-c", validate, "schema.json", file, NULL };
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *said = NULL;
  int status;

  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  process = g_subprocess_launcher_spawnv (launcher, argv, NULL);
  if (process == NULL || !g_subprocess_communicate_utf8 (process, NULL, NULL, &said, NULL, NULL))
    {
      g_test_skip (PYTHON " is not here");
      return -1;
    }
  status = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : 1;
  if (status == 4)
    {
      g_test_skip ("python3-jsonschema is not here");
      return -1;
    }
  if (status != 0 && status != 3)
    g_error ("%s: %s", file, said);
  g_test_message ("%s: %s", file, said);
  return status;
}

static void
print_schema (Fixture *fixture)
{
  g_autofree char *schema = run_ok (fixture, "schema");

  write_file (fixture, "schema.json", schema);
}

static void
test_prints (Fixture *fixture, gconstpointer data)
{
  g_autofree char *schema = run_ok (fixture, "schema");
  g_autofree char *again = run_ok (fixture, "schema --json");
  g_autofree char *left = list_folder (fixture); /* needs no database */
  g_autoptr (JsonNode) node = parse_json (schema);

  g_assert_cmpstr (schema, ==, again);
  g_assert_cmpstr (left, ==, "");
  g_assert_true (g_str_has_suffix (schema, "\n"));
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "$schema"), ==,
                   "https://json-schema.org/draft/2020-12/schema");
}

/* What is installed beside the program. */
static void
test_shipped (Fixture *fixture, gconstpointer data)
{
  const char *path = g_getenv ("ATLAS_SHARE_SCHEMA");
  g_autofree char *schema = run_ok (fixture, "schema");
  g_autofree char *shipped = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (path);
  g_file_get_contents (path, &shipped, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (shipped, ==, schema);
}

static const char unusual[] =
  "{\"format\":\"diaspora-atlas\",\"version\":1,\"later\":{\"x\":[1,null]},\"members\":["
  "{\"given_name\":\"A\",\"shoe\":{\"size\":38.5},\"address\":{\"floor\":3},"
  "\"languages\":[{\"code\":\"rw\",\"level\":\"C2\",\"dialect\":\"x\"}],\"occupation\":{\"code\":\"2221\"},"
  "\"consents\":[{\"purpose\":\"contact\",\"channel\":\"any\",\"status\":\"given\"}],"
  "\"notes\":\"\\u0000x\\u001b\\ud83d\\ude00\"},"
  "{\"family_name\":\"B\",\"education\":{\"level\":0},\"location\":{\"latitude\":-0.0,\"longitude\":180}}]}";

static void
test_exports_fit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *made = run_ok (fixture, "demo --members 600 --seed 4");
  g_autofree char *first = run_ok (fixture, "export --kind members,events --output all.json");
  g_autofree char *second = run_ok (fixture, "export --output members.json");
  g_autofree char *third = run_ok (fixture, "export --kind events --output events.json");
  g_autofree char *fourth = run_ok (fixture, "export --query nobody --output none.json");
  g_autofree char *begun = run_ok (fixture, "init --database real.db");
  g_auto (Outcome) read = { 0 };
  static const char *const files[] = { "all.json", "members.json", "events.json", "none.json",
                                       "unusual.json" };

  write_file (fixture, "in.json", unusual);
  run_line (fixture, "import --database real.db in.json", NULL, &read);
  g_assert_true (read.status == 0 || read.status == 3);
  {
    g_autofree char *fifth = run_ok (fixture, "export --database real.db --output unusual.json");
  }

  print_schema (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      int status = run_validator (fixture, files[i]);

      if (status < 0)
        return;
      g_assert_cmpint (status, ==, 0);
    }
}

/* A schema that all fits would tell nothing. */
static const char *const misfits[] = {
  "{}",
  "[]",
  "{\"format\":\"other\",\"version\":1,\"members\":[]}",
  "{\"format\":\"diaspora-atlas\",\"version\":1,\"members\":[{\"given_name\":7}]}",
  "{\"format\":\"diaspora-atlas\",\"version\":1,\"members\":[{\"given_name\":\"A\",\"sex\":\"maybe\"}]}",
  "{\"format\":\"diaspora-atlas\",\"version\":1,\"members\":[{\"given_name\":\"A\",\"birth_year\":1}]}",
  "{\"format\":\"diaspora-atlas\",\"version\":1,\"members\":{}}",
};

static void
test_misfits (Fixture *fixture, gconstpointer data)
{
  print_schema (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (misfits); i++)
    {
      int status;

      write_file (fixture, "misfit.json", misfits[i]);
      status = run_validator (fixture, "misfit.json");
      if (status < 0)
        return;
      if (status != 3)
        g_error ("fits the schema: %s", misfits[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CLI_TEST ("/schema/prints", test_prints);
  CLI_TEST ("/schema/shipped", test_shipped);
  CLI_TEST ("/schema/exports-fit", test_exports_fit);
  CLI_TEST ("/schema/misfits", test_misfits);
  return g_test_run ();
}
