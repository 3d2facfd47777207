/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever is typed in the search field: it is refused in words, or it is a query that the program writes as
 * one that it reads again as the same, and that finds the same people over the table and in memory.
 * Completing it at any place gives something to put in that place. */
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "atlas-fuzz.h"
#include "atlas-import.h"
#include "atlas-query-private.h"
#include "atlas-query-said.h"
#include "atlas-register.h"

/* Longer lines are refused anyhow. */
#define MAX_LINE 9000

static char *folder;
static AtlasRegister *source;
static AtlasPointIndex *points;

static void
clean_up (void)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_clear_object (&points);
  g_clear_object (&source);
  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
  g_clear_pointer (&folder, g_free);
}

/* A few people who differ in what can be asked for. */
static void
set_up (void)
{
  static const char people[] =
    "[{\"given_name\":\"Ada\",\"sex\":\"female\",\"birth_year\":1980,\"address\":{\"city\":\"Toronto\"},"
    "\"languages\":[{\"code\":\"fr\"},{\"code\":\"eo\"}],\"updated\":\"2026-01-01T00:00:00Z\"},"
    "{\"given_name\":\"Éric\",\"location\":{\"latitude\":10,\"longitude\":180},\"interests\":[\"remote\"],"
    "\"address\":{\"postcode\":\"10001-1234\"},\"occupation\":{\"code\":\"2221\",\"sector\":\"Q\"}},"
    "{\"family_name\":\"O'Neil \\\"Bob\\\"\",\"notes\":\"nurse AND teacher\",\"education\":{\"level\":6},"
    "\"emails\":[\"a@example.org\"],\"citizenships\":[\"RW\"],\"status\":\"moved\"}]";
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (people, -1, NULL);
  g_autoptr (AtlasImport) import = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  folder = g_dir_make_tmp ("atlas-fuzz-XXXXXX", &error);
  g_assert_no_error (error);
  atexit (clean_up);
  g_setenv ("ATLAS_NOW", "2026-05-06T07:08:09Z", TRUE);
  path = g_build_filename (folder, "atlas.db", NULL);
  source = atlas_register_open (path, ATLAS_STORE_CREATE, &error);
  g_assert_no_error (error);
  import = atlas_import_new (source);
  atlas_import_add_stream (import, stream, "people");
  atlas_import_run (import, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (atlas_import_get_counts (import)->added, ==, 3);
  points = atlas_register_load_points (source, NULL, &error);
  g_assert_no_error (error);
}

/* Row ids as bits. */
static guint
ask_table (AtlasConnection *reader, AtlasQuery *query, const char *condition, const char *from)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE %s", from, condition);
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasStatement) statement = atlas_statement_new (reader, sql, &error);
  guint found = 0;

  g_assert_no_error (error);
  atlas_query_bind_used (query, statement, condition);
  while (atlas_statement_step (statement, &error))
    found |= 1u << atlas_statement_get_integer (statement, 0);
  g_assert_no_error (error);
  return found;
}

static guint
ask_memory (AtlasConnection *reader, AtlasQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasBitset) rows = atlas_query_match_rows (query, points, reader, &error);
  guint found = 0;

  g_assert_no_error (error);
  for (guint row = 0; row < rows->n_bits; row++)
    if (atlas_bitset_get (rows, row))
      found |= 1u << atlas_point_index_get_id (points, row);
  return found;
}

static guint
ask (AtlasQuery *query)
{
  const AtlasKind *kind = atlas_query_get_kind (query);
  AtlasStore *store = atlas_register_get_store (source);
  g_autoptr (GError) error = NULL;
  AtlasConnection *reader = atlas_store_acquire_reader (store, &error);
  g_autofree char *from = g_strdup_printf ("\"%s\" AS r", atlas_kind_get_table (kind)->name);
  guint found;

  g_assert_no_error (error);
  found = ask_table (reader, query, atlas_query_get_sql (query), from);
  if (kind == &atlas_kind_member)
    {
      g_assert_cmpuint (ask_table (reader, query, atlas_query_get_facet_sql (query), "member_facet AS f"), ==,
                        found);
      g_assert_cmpuint (ask_memory (reader, query), ==, found);
    }
  atlas_store_release_reader (store, reader);
  return found;
}

static void
try_query (const AtlasKind *kind, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasQuery) query = atlas_query_parse (kind, text, &error);
  g_autoptr (AtlasQuery) again = NULL;
  g_autofree char *normal = NULL, *normal_again = NULL;

  g_assert_true ((query == NULL) == (error != NULL));
  if (query == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return;
    }
  normal = atlas_query_dup_normal_text (query);
  again = atlas_query_parse (kind, normal, &error);
  if (error != NULL)
    g_error ("“%s” is written as “%s”: %s", text, normal, error->message);
  normal_again = atlas_query_dup_normal_text (again);
  g_assert_cmpstr (normal_again, ==, normal);
  g_assert_cmpuint (ask (again), ==, ask (query));
}

static void
try_completing (const AtlasKind *kind, const char *text, gsize cursor)
{
  gsize length = strlen (text);
  gsize start = 0, end = 0;
  g_autoptr (GPtrArray) completions = atlas_query_complete (kind, text, cursor, &start, &end);

  g_assert_cmpuint (start, <=, end);
  g_assert_cmpuint (end, <=, length);
  g_assert_cmpuint (completions->len, <=, 12);
  for (guint i = 0; i < completions->len; i++)
    {
      const AtlasQueryCompletion *completion = g_ptr_array_index (completions, i);

      g_assert_true (g_utf8_validate (completion->text, -1, NULL));
    }
}

/* What is set is read, and what is taken away again leaves what there was. */
static void
try_field (const char *text, const char *field, const char *value)
{
  const char *const values[] = { value, NULL };
  g_autoptr (AtlasQuerySaid) before = atlas_query_read_field (&atlas_kind_member, text, field);
  g_autofree char *with = atlas_query_set_field (&atlas_kind_member, text, field, values);
  g_autofree char *without = atlas_query_set_field (&atlas_kind_member, with, field, NULL);
  g_autofree char *clear = atlas_query_clear_field (&atlas_kind_member, with, field);
  g_autoptr (AtlasQuerySaid) said = atlas_query_read_field (&atlas_kind_member, with, field);

  g_assert_true (g_utf8_validate (with, -1, NULL));
  g_assert_true (g_utf8_validate (clear, -1, NULL));
  if (!before->settable)
    g_assert_cmpstr (with, ==, text);
  else if (said->says != ATLAS_QUERY_SAYS_UNREADABLE)
    {
      g_assert_cmpuint (g_strv_length (said->values), ==, 1);
      g_assert_cmpstr (said->values[0], ==, value);
      if (before->says == ATLAS_QUERY_SAYS_NOTHING && g_str_has_prefix (with, text))
        g_assert_true (g_str_has_prefix (text, without));
    }
}

static void
try_line (const char *text)
{
  const AtlasKind *const kinds[] = { &atlas_kind_member, &atlas_kind_event };
  gsize length = strlen (text);

  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      try_query (kinds[k], text);
      if (g_utf8_validate (text, -1, NULL))
        for (gsize i = 0; i <= 4; i++)
          try_completing (kinds[k], text, length * i / 4);
    }
  if (g_utf8_validate (text, -1, NULL))
    {
      g_autofree char *with = atlas_query_text_with (text, "sex", "female");
      g_autofree char *other = atlas_query_text_with ("nurse", "city", text);

      g_assert_true (g_utf8_validate (with, -1, NULL));
      g_assert_true (g_utf8_validate (other, -1, NULL));
      try_field (text, "sex", "female");
      try_field (text, "skill", "\"power grids\"");
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", MIN (size, MAX_LINE));

  if (source == NULL)
    set_up ();
  try_line (text);
  return 0;
}
