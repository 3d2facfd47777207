/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query-test-support.h"

#include <string.h>

/* Searches saved under a name, as part of others. */

static void
save_segment (Fixture *fixture, const char *name, const char *query)
{
  g_autoptr (AtlasRecord) segment = atlas_record_new (&atlas_kind_segment);

  atlas_record_set_text (segment, "name", name);
  atlas_record_set_text (segment, "query", query);
  save (fixture->source, segment);
}

static AtlasQuery *
parse (Fixture *fixture, const char *text, GError **error)
{
  return atlas_register_parse_query (fixture->source, &atlas_kind_member, text, error);
}

/* By the segment and written out: the same people over the table, over the facets and in memory. */
static void
assert_same (Fixture *fixture, const char *text, const char *written_out)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasQuery) query = parse (fixture, text, &error);
  g_autoptr (AtlasQuery) plain = NULL;
  g_autoptr (AtlasPointIndex) index = NULL;
  g_autoptr (GArray) expected = NULL, by_table = NULL, by_facets = NULL, in_memory = NULL;

  g_assert_no_error (error);
  plain = make_query (&atlas_kind_member, written_out);
  index = atlas_register_load_points (fixture->source, NULL, &error);
  g_assert_no_error (error);
  expected = ask_table (fixture->source, plain);
  by_table = ask_table (fixture->source, query);
  by_facets = ask_facets (fixture->source, query);
  in_memory = ask_memory (fixture->source, query, index, !atlas_query_is_in_memory (query));
  g_assert_cmpuint (expected->len, >, 0);
  assert_same_ids (by_table, expected, text, "table");
  assert_same_ids (by_facets, expected, text, "facets");
  assert_same_ids (in_memory, expected, text, "memory");
}

static void
test_same (Fixture *fixture, gconstpointer data)
{
  add_json (fixture->source, awkward_members);
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (AtlasRecord) member = make_member (i % 3 ? "Ada" : "Bob", i % 2 ? "Toronto" : "Montreal");

      atlas_record_set_text (member, "address.region", i % 2 ? "CA-ON" : "CA-QC");
      atlas_record_set_text (member, "sex", i % 5 ? "female" : "male");
      save (fixture->source, member);
    }
  save_segment (fixture, "Women in Ontario", "region:CA-ON sex:female");
  save_segment (fixture, "Adas", "ada");
  save_segment (fixture, "Ontario’s Adas", "segment:adas segment:\"women in ontario\"");
  save_segment (fixture, "All", "");

  assert_same (fixture, "segment:\"Women in Ontario\"", "region:CA-ON sex:female");
  assert_same (fixture, "segment:\"WOMEN in ontario\" bob", "region:CA-ON sex:female bob");
  assert_same (fixture, "segment:Adas sex:male", "ada sex:male");
  assert_same (fixture, "segment:\"Ontario's Adas\"", "ada region:CA-ON sex:female");
  assert_same (fixture, "segment:All", "");
  assert_same (fixture, "-segment:Adas bob", "bob -ada");
}

/* Not (in Ontario and female) is more than (not in Ontario) and (not female). */
static void
test_logic (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name, *region, *sex;
  } people[] = {
    { "A", "CA-ON", "female" }, { "B", "CA-ON", "male" }, { "C", "CA-QC", "female" }, { "D", "CA-QC", "male" }
  };
  static const struct
  {
    const char *text, *names;
  } cases[] = {
    { "segment:S", "A" },      { "-segment:S", "B C D" },     { "segment:S,T", "A D" },
    { "-segment:S,T", "B C" }, { "segment:S segment:T", "" }, { "segment:S,T sex:male", "D" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr (AtlasRecord) member = make_member (people[i].name, NULL);

      atlas_record_set_text (member, "address.region", people[i].region);
      atlas_record_set_text (member, "sex", people[i].sex);
      save (fixture->source, member);
    }
  save_segment (fixture, "S", "region:CA-ON sex:female");
  save_segment (fixture, "T", "region:CA-QC sex:male");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AtlasQuery) query = parse (fixture, cases[i].text, &error);
      g_autoptr (GArray) ids = NULL;
      g_autofree char *names = NULL;

      g_assert_no_error (error);
      ids = atlas_register_list_ids (fixture->source, query, NULL, 0, NULL, &error);
      g_assert_no_error (error);
      names = list_names (fixture->source, ids);
      g_assert_cmpstr (names, ==, cases[i].names);
    }
}

static void
test_wrong (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text, *words;
  } cases[] = {
    { "segment:Nobody", "There are: Good, Round, Loop, Broken" },
    { "segment:Round", "leads back to itself" },
    { "segment:Broken", "In the segment “Broken”: There is no field “nosuch”" },
  };
  g_autoptr (AtlasQuery) before = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (fixture, "segment:Any", &error));
  g_assert_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE);
  g_assert_nonnull (strstr (error->message, "none has been saved yet"));
  g_clear_error (&error);

  save_segment (fixture, "Good", "sex:female");
  save_segment (fixture, "Round", "segment:Loop");
  save_segment (fixture, "Loop", "segment:Round");
  save_segment (fixture, "Broken", "nosuch:1");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_null (parse (fixture, cases[i].text, &error));
      g_assert_nonnull (error);
      if (strstr (error->message, cases[i].words) == NULL)
        g_error ("“%s” does not say “%s”", error->message, cases[i].words);
      g_clear_error (&error);
    }
  before = parse (fixture, "segment:good", &error);
  g_assert_no_error (error);
}

/* What is offered for a word, and what stands there once the first is taken; NULL: nothing is offered. */
static void
assert_completed (
  Fixture *fixture, const char *before, const char *after, const char *labels, const char *taken)
{
  g_autofree char *text = g_strconcat (before, after, NULL);
  gsize start, end;
  g_autoptr (GPtrArray) completions =
    atlas_register_complete_query (fixture->source, &atlas_kind_member, text, strlen (before), &start, &end);
  g_autoptr (GString) offered = g_string_new (NULL);

  for (guint i = 0; i < completions->len; i++)
    {
      const AtlasQueryCompletion *completion = g_ptr_array_index (completions, i);
      g_autofree char *whole = g_strdup_printf ("%.*s%s%s", (int) start, text, completion->text, text + end);
      g_autoptr (GError) error = NULL;
      g_autoptr (AtlasQuery) query = parse (fixture, whole, &error);

      g_assert_no_error (error);
      if (i == 0)
        g_assert_cmpstr (whole, ==, taken);
      g_string_append_printf (offered, "%s%s", i > 0 ? "; " : "", completion->label);
    }
  g_assert_cmpstr (offered->str, ==, labels);
}

static void
test_complete (Fixture *fixture, gconstpointer data)
{
  save_segment (fixture, "In Ontario", "region:CA-ON");
  save_segment (fixture, "Adas", "ada");
  save_segment (fixture, "Ontario, “old”", "age:>=65");
  save_segment (fixture, "Adas", "ada sex:female");

  assert_completed (fixture, "segment:", "", "In Ontario; Adas; Ontario, “old”", "segment:\"In Ontario\" ");
  assert_completed (fixture, "segment:ont", "", "Ontario, “old”; In Ontario",
                    "segment:\"Ontario, \\\"old\\\"\" ");
  assert_completed (fixture, "nurse -segment:\"in o", " x", "In Ontario", "nurse -segment:\"In Ontario\"  x");
  assert_completed (fixture, "segment:adas,\"in", "\"", "In Ontario", "segment:adas,\"In Ontario\" ");
  assert_completed (fixture, "segment:nosuch", "", "", NULL);
}

/* Without a database there is none to offer. */
static gboolean
has_words (AtlasRegister *source)
{
  gsize start, end;
  g_autoptr (GPtrArray) found =
    atlas_register_complete_query (source, &atlas_kind_member, "skill:", 6, &start, &end);

  return found->len == 3;
}

/* Skills are those that somebody has, the most frequent first, each once however it is spelt. */
/* Of each what it searches for, not of all the same. */
static void
test_complete_hints (Fixture *fixture, gconstpointer data)
{
  static const char *const hints[] = { "Education: Bachelor’s or higher", "Everyone" };
  g_autoptr (GPtrArray) completions = NULL;
  gsize start, end;

  save_segment (fixture, "Degrees", "education:>=6");
  save_segment (fixture, "All", "");
  completions =
    atlas_register_complete_query (fixture->source, &atlas_kind_member, "segment:", 8, &start, &end);
  g_assert_cmpuint (completions->len, ==, G_N_ELEMENTS (hints));
  for (guint i = 0; i < completions->len; i++)
    g_assert_cmpstr (((AtlasQueryCompletion *) g_ptr_array_index (completions, i))->hint, ==, hints[i]);
}

static void
test_complete_skills (Fixture *fixture, gconstpointer data)
{
  gsize start, end;
  g_autoptr (GPtrArray) emails = NULL;

  add_json (
    fixture->source,
    "[{\"given_name\":\"A\",\"emails\":[\"a@example.org\"],\"skills\":[\"Nursing\",\"project management\"]},"
    "{\"given_name\":\"B\",\"skills\":[\"nursing\",\"Nursing\"]},"
    "{\"given_name\":\"C\",\"skills\":[\"Management\",\"project management\"]},"
    "{\"given_name\":\"D\",\"skills\":[\"project management\",\"project management\"]}]");
  /* Asked for while the field's name is typed, so that they are there when it is. */
  g_ptr_array_unref (
    atlas_register_complete_query (fixture->source, &atlas_kind_member, "sk", 2, &start, &end));
  while (!has_words (fixture->source))
    g_main_context_iteration (NULL, TRUE);
  assert_completed (fixture, "skill:", "", "project management; Nursing; Management",
                    "skill:\"project management\" ");
  assert_completed (fixture, "-skill:man", "", "Management; project management", "-skill:Management ");
  assert_completed (fixture, "skills:nurs", "", "Nursing", "skills:Nursing ");
  assert_completed (fixture, "skill:nosuch", "", "", NULL);
  /* Nobody's address comes up by itself. */
  emails = atlas_register_complete_query (fixture->source, &atlas_kind_member, "emails:a", 8, &start, &end);
  g_assert_cmpuint (emails->len, ==, 0);
}

static void
test_complete_nowhere (Fixture *fixture, gconstpointer data)
{
  gsize start, end;
  g_autoptr (GPtrArray) completions = atlas_query_complete (&atlas_kind_member, "segment:", 8, &start, &end);

  g_assert_cmpuint (completions->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  QUERY_TEST ("/segments/same", test_same);
  QUERY_TEST ("/segments/logic", test_logic);
  QUERY_TEST ("/segments/wrong", test_wrong);
  QUERY_TEST ("/segments/complete", test_complete);
  QUERY_TEST ("/segments/complete-hints", test_complete_hints);
  QUERY_TEST ("/segments/complete-skills", test_complete_skills);
  QUERY_TEST ("/segments/complete-nowhere", test_complete_nowhere);

  return g_test_run ();
}
