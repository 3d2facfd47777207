/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cli-test-support.h"

/* Files and strings that nobody here wrote. */

static char *
corpus_path (const char *name)
{
  const char *corpus = g_getenv ("ATLAS_CORPUS_DIR");
  g_autofree char *path = g_build_filename (corpus ? corpus : "", name, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  g_test_skip ("the corpus is not here");
  return NULL;
}

/* --- JSON files --------------------------------------------------------------------------------------------
 */

/* As a document by itself, which none of them is: refused, by name, and never a crash. */
static void
check_alone (Fixture *fixture, const char *name, const char *path)
{
  const char *arguments[] = { "import", path, NULL };
  g_auto (Outcome) outcome = { 0 };

  run_arguments (fixture, arguments, NULL, 0, &outcome);
  if (outcome.status != 0 && outcome.status != 1 && outcome.status != 3)
    g_error ("%s: status %d: %s", name, outcome.status, outcome.err);
  if (outcome.status != 0 && strstr (outcome.err, name) == NULL)
    g_error ("%s is not named in: %s", name, outcome.err);
  if (g_str_has_prefix (name, "n_") && outcome.status == 0)
    g_error ("%s was read: %s", name, outcome.out);
}

/* As the value of a key that is not known: kept if it is JSON, and the whole file refused if it is not. */
static void
check_within (Fixture *fixture, const char *name, const char *content, gsize length)
{
  const char *arguments[] = { "import", "-", NULL };
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (Outcome) outcome = { 0 };

  /* A mark of UTF-8 or another encoding belongs before a document, not into one. */
  if (strstr (name, "BOM") != NULL || strstr (name, "utf16") != NULL)
    return;
  g_string_append_printf (text, "[{\"given_name\":\"%s\",\"kept\":", name);
  g_string_append_len (text, content, (gssize) length);
  g_string_append (text, "}]");
  run_arguments (fixture, arguments, text->str, (gssize) text->len, &outcome);

  if (outcome.status != 0 && outcome.status != 1 && outcome.status != 3)
    g_error ("%s: status %d: %s", name, outcome.status, outcome.err);
  if (outcome.status != 0 && !strstr (outcome.err, "standard input"))
    g_error ("%s: %s", name, outcome.err);
  if (g_str_has_prefix (name, "y_") && outcome.status != 0)
    g_error ("%s was refused: %s", name, outcome.err);
  if (g_str_has_prefix (name, "n_") && outcome.status == 0)
    g_error ("%s was read", name);
}

static void
test_json (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = corpus_path ("json/JSONTestSuite/test_parsing");
  g_autoptr (GDir) files = folder ? g_dir_open (folder, 0, NULL) : NULL;
  g_autofree char *people = NULL;
  g_autoptr (JsonNode) list = NULL;
  const char *name;
  guint n = 0, n_good = 0;

  while (files && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *content = NULL;
      gsize length;

      if (n++ % CASE_STRIDE != 0)
        continue;
      g_assert_true (g_file_get_contents (path, &content, &length, NULL));
      check_alone (fixture, name, path);
      check_within (fixture, name, content, length);
      n_good += g_str_has_prefix (name, "y_");
    }
  if (folder == NULL)
    return;
  g_assert_cmpuint (n, >, 300);
  people = run_ok (fixture, "list --json");
  list = parse_json (people);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (list)), >=, n_good - 2);
}

/* --- Address cards, as programs write them. */

static void
test_cards (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = corpus_path ("vcard/ez-vcard");
  g_autoptr (GDir) files = folder ? g_dir_open (folder, 0, NULL) : NULL;
  g_autofree char *found = NULL;
  g_autofree char *unnamed = NULL;
  const char *name;
  guint n = 0;

  while (files && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      const char *arguments[] = { "import", path, NULL };
      g_auto (Outcome) outcome = { 0 };

      if (!g_str_has_suffix (name, ".vcf"))
        continue;
      run_arguments (fixture, arguments, NULL, 0, &outcome);
      if (outcome.status != 0 && outcome.status != 3)
        g_error ("%s: status %d: %s", name, outcome.status, outcome.err);
      n += outcome.status == 0;
    }
  if (folder == NULL)
    return;
  g_assert_cmpuint (n, >, 8);
  found = run_ok (fixture, "list --query doe");
  g_assert_nonnull (strstr (found, "Doe"));

  /* Whom one knows by an address alone comes in under it. */
  {
    const char *arguments[] = { "import", "-", NULL };
    const char *card = "BEGIN:VCARD\r\nVERSION:3.0\r\nEMAIL:nobody@example.org\r\nEND:VCARD\r\n";
    g_auto (Outcome) outcome = { 0 };

    run_arguments (fixture, arguments, card, -1, &outcome);
    g_assert_cmpint (outcome.status, ==, 0);
  }
  unnamed = run_ok (fixture, "list --query nobody");
  g_assert_nonnull (strstr (unnamed, "nobody@example.org"));
}

/* --- strings
 * ------------------------------------------------------------------------------------------------- */

static JsonArray *
load_strings (JsonParser *parser)
{
  g_autofree char *path = corpus_path ("strings/blns/blns.json");
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return NULL;
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_node_get_array (json_parser_get_root (parser));
}

/* Each as a name and as notes, of a person who can be told by the family name. */
static guint
add_strings (Fixture *fixture, JsonArray *strings, const char *command)
{
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (strings); i++)
    {
      const char *text = json_array_get_string_element (strings, i);
      g_autofree char *name = g_strconcat ("given_name=", text, NULL);
      g_autofree char *number = g_strdup_printf ("family_name=N%03u", i);
      g_autofree char *notes = g_strconcat ("notes=", text, NULL);
      const char *arguments[] = { command,
                                  "--set",
                                  name,
                                  "--set",
                                  number,
                                  "--set",
                                  notes,
                                  "--set",
                                  "emails=a@example.org",
                                  "--set",
                                  "consents=contact:any:given",
                                  NULL };
      g_auto (Outcome) outcome = { 0 };

      run_arguments (fixture, arguments, NULL, 0, &outcome);
      if (outcome.status != 0)
        g_error ("%u: %s: %s", i, text, outcome.err);
      n++;
    }
  return n;
}

static const char *
get_text (JsonObject *object, const char *key)
{
  return json_object_has_member (object, key) ? json_object_get_string_member (object, key) : "";
}

static void
check_strings (Fixture *fixture, JsonArray *strings, const char *options)
{
  g_autofree char *out = run_ok (fixture, "list --json --sort family_name %s", options);
  g_autoptr (JsonNode) node = parse_json (out);
  JsonArray *people = json_node_get_array (node);

  g_assert_cmpuint (json_array_get_length (people), ==, json_array_get_length (strings));
  for (guint i = 0; i < json_array_get_length (people); i++)
    {
      JsonObject *person = json_array_get_object_element (people, i);
      const char *text = json_array_get_string_element (strings, i);

      g_assert_cmpstr (get_text (person, "given_name"), ==, text);
      g_assert_cmpstr (get_text (person, "notes"), ==, text);
    }
}

/* Nothing that drives a terminal; and outside JSON, whose readers want a text as it is, nothing that turns
 * the direction of writing. */
static void
check_harmless (const char *text, gboolean is_json)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if ((c < 0x20 && c != '\n') || (c >= 0x80 && c < 0xa0) ||
          (!is_json && (c == 0x7f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))))
        g_error ("U+%04X in the output", c);
    }
}

static void
test_strings (Fixture *fixture, gconstpointer data)
{
  static const char *const formats[] = { "json", "ndjson" };
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *strings = load_strings (parser);
  g_autofree char *table = NULL, *contacts = NULL, *cards = NULL, *csv = NULL;
  guint n, n_rows = 0;

  if (strings == NULL)
    return;
  n = add_strings (fixture, strings, "add");
  g_assert_cmpuint (n, >, 400);
  check_strings (fixture, strings, "");

  table = run_ok (fixture, "list");
  check_harmless (table, FALSE);
  for (const char *p = table; *p; p++)
    n_rows += *p == '\n';
  g_assert_cmpuint (n_rows, ==, n + 1);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *out = run_ok (fixture, "export --format %s --output x", formats[i]);
      g_autofree char *made = run_ok (fixture, "init --database %s.db", formats[i]);
      g_autofree char *read = run_ok (fixture, "import --database %s.db x", formats[i]);
      g_autofree char *where = g_strdup_printf ("--database %s.db", formats[i]);

      check_strings (fixture, strings, where);
    }

  csv = run_ok (fixture, "export --format csv");
  g_assert_true (g_utf8_validate (csv, -1, NULL));
  contacts = run_ok (fixture, "contacts --channel email --output c.csv --json");
  cards = run_ok (fixture, "contacts --channel email --output c.vcf --format vcard --json");
  {
    g_autofree char *written = g_strdup_printf ("\"written\":%u,", n);

    assert_has (contacts, written);
    assert_has (cards, written);
  }
}

/* All of them are written and read above; here each is shown by itself. */
#define SHOWN_STRIDE (CASE_STRIDE > 1 ? 60 : 9)

static void
test_strings_shown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *strings = load_strings (parser);

  for (guint i = 0; strings && i < json_array_get_length (strings); i += SHOWN_STRIDE)
    {
      g_autoptr (JsonArray) one = json_array_new ();
      g_autofree char *out = NULL, *id = NULL, *record = NULL;
      const char *text = json_array_get_string_element (strings, i);
      g_autofree char *name = g_strconcat ("family_name=x", text, NULL);
      g_autofree char *notes = g_strconcat ("notes=", text, NULL);
      const char *arguments[] = { "add", "--set", name, "--set", notes, NULL };
      g_autoptr (JsonNode) node = NULL;
      g_auto (Outcome) outcome = { 0 };

      run_arguments (fixture, arguments, NULL, 0, &outcome);
      g_assert_cmpint (outcome.status, ==, 0);
      id = g_strstrip (g_strdup (outcome.out));
      out = run_ok (fixture, "show %s", id);
      check_harmless (out, FALSE);
      record = run_ok (fixture, "show --json %s", id);
      node = parse_json (record);
      g_assert_cmpstr (get_text (json_node_get_object (node), "notes"), ==, text);
    }
}

/* What drives a terminal, in every place where a person's words are shown. */
static void
test_controls (Fixture *fixture, gconstpointer data)
{
  static const char evil[] = "\x1b[2J\x1b]0;x\x07\xc2\x9b"
                             "31m\xe2\x80\xae"
                             "abc\x7f\x01";
  g_autofree char *name = g_strconcat ("given_name=", evil, NULL);
  g_autofree char *title = g_strconcat ("title=", evil, NULL);
  const char *add[] = { "add", "--set", name, NULL };
  const char *add_event[] = { "add", "--kind", "events", "--set", title, "--set", "start=2026-01-01", NULL };
  const char *const lines[] = { "list", "list --kind events", "log",       "show --kind events ''",
                                "undo", "list --json",        "log --json" };
  const char *query[] = { "count", "--query", evil, NULL }, *command[] = { evil, NULL };
  const char *geocode[] = { "geocode", evil, NULL };
  const char *const *const typed[] = { add, add_event, query, command, geocode };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_auto (Outcome) outcome = { 0 };

      run_arguments (fixture, typed[i], NULL, 0, &outcome);
      g_assert_cmpint (outcome.status, >=, 0);
      for (char *p = outcome.out; *p; p++)
        if (*p == '\t')
          *p = ' ';
      check_harmless (outcome.out, FALSE);
      check_harmless (outcome.err, FALSE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (Outcome) outcome = { 0 };

      run_line (fixture, lines[i], NULL, &outcome);
      check_harmless (outcome.out, strstr (lines[i], "--json") != NULL);
      check_harmless (outcome.err, FALSE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  EMPTY_TEST ("/corpus/json", test_json);
  EMPTY_TEST ("/corpus/cards", test_cards);
  EMPTY_TEST ("/corpus/strings", test_strings);
  EMPTY_TEST ("/corpus/strings-shown", test_strings_shown);
  EMPTY_TEST ("/corpus/controls", test_controls);
  return g_test_run ();
}
