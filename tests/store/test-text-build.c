/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-text-build.h"

#include <string.h>

/* What is built by us beside what FTS5 makes of the same rows. */

static const char *const note_columns[] = { "title", "subtitle", "year", "body" };
static const char *const title_columns[] = { "title", "subtitle", "year", NULL };
static const char *const body_columns[] = { "body", NULL };
static const AtlasSearchColumn note_search[] = { { "title", title_columns }, { "body", body_columns } };

static const AtlasTable note = {
  .name = "note",
  .columns = note_columns,
  .n_columns = G_N_ELEMENTS (note_columns),
  .search = note_search,
  .n_search = G_N_ELEMENTS (note_search),
};

typedef struct
{
  AtlasConnection *connection;
  AtlasTableSql *sql;
} Fixture;

static void
execute (AtlasConnection *connection, const char *sql)
{
  g_autoptr (GError) error = NULL;

  atlas_connection_execute (connection, sql, &error);
  g_assert_no_error (error);
}

static gint64
query (AtlasConnection *connection, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value;

  atlas_connection_query_integer (connection, sql, -1, &value, &error);
  g_assert_no_error (error);
  return value;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->connection = atlas_connection_open (":memory:", ATLAS_CONNECTION_CREATE, &error);
  g_assert_no_error (error);
  fixture->sql = atlas_table_sql_new (&note);
  execute (fixture->connection,
           "CREATE TABLE note (id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, title TEXT,"
           " subtitle TEXT, year INTEGER, body TEXT) STRICT");
  execute (fixture->connection, fixture->sql->text_view);
  execute (fixture->connection, fixture->sql->text_table);
  execute (fixture->connection, "BEGIN");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  atlas_table_sql_free (fixture->sql);
  atlas_connection_close (fixture->connection);
}

static void
take_text (AtlasValue *value, GString *text)
{
  atlas_value_set_text (value, text->str, (gssize) text->len);
  g_string_free (text, TRUE);
}

/* Common words and rare ones, letters of several bytes, words longer than a page, and rows of more positions
 * than fit into one. */
static void
make_row (GRand *random, gint64 id, AtlasValue *values)
{
  static const char *const words[] = { "a",      "and", "Ünsal", "ﬁn", "日本",  "日本語", "kigali",
                                       "kigame", "k",   "zz",    "x1", "école", "ECOLE" };
  GString *title = g_string_new (NULL), *body = g_string_new ("all ");
  int n = id % 500 == 7 ? 4000 : g_rand_int_range (random, 0, 12);

  for (int i = 0; i < n; i++)
    {
      guint pick = g_rand_int_range (random, 0, 2 * G_N_ELEMENTS (words));

      if (pick < G_N_ELEMENTS (words))
        g_string_append_printf (body, "%s, ", words[pick]);
      else
        g_string_append_printf (body, "w%dé ", g_rand_int_range (random, 0, 5000));
    }
  if (id % 700 == 3)
    for (int i = 0; i < 6000; i++)
      g_string_append_c (body, (char) ('a' + id % 26));
  g_string_append_printf (title, "%s %d", words[id % G_N_ELEMENTS (words)], (int) id % 10);
  take_text (&values[0], title);
  if (id % 3 == 0)
    atlas_value_set_text (&values[1], "All of it", -1);
  if (id % 4 == 0)
    atlas_value_set_integer (&values[2], 1900 + id % 100);
  take_text (&values[3], body);
  if (id % 11 == 0)
    atlas_value_clear (&values[3]);
}

/* Inserts the row, and adds it to the build, if any. */
static void
insert_row (Fixture *fixture, AtlasTextBuild *build, gint64 id, const AtlasValue *values)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasStatement) insert = atlas_statement_new (fixture->connection, fixture->sql->insert, &error);
  AtlasUuid uuid = { { 0 } };

  g_assert_no_error (error);
  memcpy (uuid.bytes, &id, sizeof id);
  atlas_statement_note_bind (insert, sqlite3_bind_int64 (insert->stmt, 1, id));
  atlas_statement_bind_uuid (insert, "?2", &uuid);
  for (guint i = 0; i < note.n_columns; i++)
    atlas_statement_bind_value_at (insert, i + 3, &values[i]);
  atlas_statement_run (insert, &error);
  g_assert_no_error (error);
  if (build != NULL)
    atlas_text_build_add (build, id, values, &error);
  g_assert_no_error (error);
}

static void
insert_rows (Fixture *fixture, AtlasTextBuild *build, guint n_rows)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (guint i = 0; i < n_rows; i++)
    {
      AtlasValue values[G_N_ELEMENTS (note_columns)] = { 0 };

      make_row (random, i * 3 + 1, values);
      insert_row (fixture, build, i * 3 + 1, values);
      for (guint k = 0; k < G_N_ELEMENTS (values); k++)
        atlas_value_clear (&values[k]);
    }
}

/* FTS5 finds nothing wrong with it, and each word where its own index has it. */
static void
check_index (Fixture *fixture)
{
  AtlasConnection *connection = fixture->connection;
  static const char *const queries[] = {
    "all",   "a*", "é*",          "日*",          "日本",         "w1*",          "w12*",
    "w123*", "k*", "title : all", "\"k kigali\"", "a NOT kigali", "a AND w4999e", "NEAR (ecole zz, 3)",
    "19*"
  };
  gint64 found[G_N_ELEMENTS (queries)], rows;

  execute (connection, "INSERT INTO note_search (note_search, rank) VALUES ('integrity-check', 1)");
  execute (connection, "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, note_search, instance)");
  execute (connection, "CREATE TABLE temp.ours AS SELECT * FROM vocabulary");
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *sql =
        g_strdup_printf ("SELECT total (rowid) FROM note_search WHERE note_search MATCH '%s'", queries[i]);

      found[i] = query (connection, sql);
    }
  rows = query (connection, "SELECT count (*) FROM ours");

  execute (connection, "INSERT INTO note_search (note_search) VALUES ('rebuild')");
  g_assert_cmpint (query (connection, "SELECT count (*) FROM vocabulary"), ==, rows);
  g_assert_cmpint (
    query (connection, "SELECT count (*) FROM (SELECT * FROM vocabulary EXCEPT SELECT * FROM ours)"), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *sql =
        g_strdup_printf ("SELECT total (rowid) FROM note_search WHERE note_search MATCH '%s'", queries[i]);

      g_assert_cmpint (query (connection, sql), ==, found[i]);
    }
}

static gint64
count_segments (Fixture *fixture)
{
  return query (fixture->connection, "SELECT count (DISTINCT segid) FROM note_search_idx");
}

/* Rows as they come. */
static void
build_rows (Fixture *fixture, gsize segment_size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasTextBuild) build = atlas_text_build_new (fixture->connection, fixture->sql, &error);

  g_assert_no_error (error);
  atlas_text_build_set_segment_size (build, segment_size);
  insert_rows (fixture, build, 3000);
  atlas_text_build_finish (build, &error);
  g_assert_no_error (error);
}

static void
test_segments (Fixture *fixture, gconstpointer data)
{
  build_rows (fixture, 400 * 1024);
  g_assert_cmpint (count_segments (fixture), >, 1);
  check_index (fixture);
}

/* Lists of common words go over many pages, and have an index of their own. */
static void
test_long_lists (Fixture *fixture, gconstpointer data)
{
  build_rows (fixture, G_MAXSIZE);
  g_assert_cmpint (count_segments (fixture), ==, 1);
  g_assert_cmpint (query (fixture->connection, "SELECT count (*) FROM note_search_idx WHERE pgno & 1"), >, 0);
  check_index (fixture);
}

/* Rows that stand; what the index held before goes. */
static void
test_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  insert_rows (fixture, NULL, 500);
  execute (fixture->connection, "INSERT INTO note_search (rowid, title, body) VALUES (77, 'stale', 'stale')");
  atlas_text_build_all (fixture->connection, fixture->sql, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_segments (fixture), ==, 1);
  check_index (fixture);
}

/* What we don't know is FTS5's to make. */
static void
test_other_version (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  insert_rows (fixture, NULL, 50);
  sqlite3_db_config (fixture->connection->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  execute (fixture->connection, "UPDATE note_search_config SET v = 5 WHERE k = 'version'");
  g_assert_false (atlas_text_build_is_possible (fixture->connection, fixture->sql, &error));
  g_assert_no_error (error);
  execute (fixture->connection, "UPDATE note_search_config SET v = 4 WHERE k = 'version'");
  g_assert_true (atlas_text_build_is_possible (fixture->connection, fixture->sql, &error));
  execute (fixture->connection, fixture->sql->text_rebuild);
  check_index (fixture);
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const AtlasValue empty[G_N_ELEMENTS (note_columns)] = { 0 };

  atlas_text_build_all (fixture->connection, fixture->sql, &error);
  g_assert_no_error (error);
  check_index (fixture);

  /* A row without a word counts as one. */
  execute (fixture->connection, "DROP TABLE ours; DROP TABLE vocabulary");
  insert_row (fixture, NULL, 1, empty);
  atlas_text_build_all (fixture->connection, fixture->sql, &error);
  g_assert_no_error (error);
  check_index (fixture);
}

/* Written to afterwards as any other index. */
static void
test_later_changes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  insert_rows (fixture, NULL, 300);
  atlas_text_build_all (fixture->connection, fixture->sql, &error);
  g_assert_no_error (error);
  execute (fixture->connection,
           "INSERT INTO note_search (note_search, rowid, title, body) SELECT 'delete', * FROM note_text "
           "WHERE id < 200;"
           "UPDATE note SET body = 'another word' WHERE id < 200;"
           "INSERT INTO note_search (rowid, title, body) SELECT * FROM note_text WHERE id < 200;"
           "INSERT INTO note_search (note_search) VALUES ('optimize')");
  g_assert_cmpint (query (fixture->connection, "SELECT count (*) FROM note_search ('another')"), ==, 67);
  check_index (fixture);
}

/* Given up half way, nothing of it remains. */
static void
test_given_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  AtlasTextBuild *build;

  insert_rows (fixture, NULL, 50);
  atlas_text_build_all (fixture->connection, fixture->sql, &error);
  execute (fixture->connection, "COMMIT; BEGIN; DELETE FROM note");
  build = atlas_text_build_new (fixture->connection, fixture->sql, &error);
  g_assert_no_error (error);
  atlas_text_build_set_segment_size (build, 100 * 1024);
  insert_rows (fixture, build, 800);
  atlas_text_build_free (build);
  execute (fixture->connection, "ROLLBACK; BEGIN");
  g_assert_cmpint (query (fixture->connection, "SELECT count (*) FROM note_search ('title : 1')"), >, 0);
  check_index (fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/text-build/segments", test_segments);
  ADD ("/text-build/long-lists", test_long_lists);
  ADD ("/text-build/all", test_all);
  ADD ("/text-build/other-version", test_other_version);
  ADD ("/text-build/nothing", test_nothing);
  ADD ("/text-build/later-changes", test_later_changes);
  ADD ("/text-build/given-up", test_given_up);
#undef ADD
  return g_test_run ();
}
