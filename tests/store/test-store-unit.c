/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-test-support.h"

static void
test_insert_update_delete (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  gint64 generation = atlas_store_get_generation (store);

  insert_members (store, 0, 10, ATLAS_UNIT_DEFAULT);
  assert_query (store, "SELECT count(*) FROM member", "10");
  assert_query (store, "SELECT group_concat (id) FROM (SELECT id FROM member ORDER BY id)",
                "1,2,3,4,5,6,7,8,9,10");
  assert_query (store, "SELECT count(*) FROM journal WHERE type = 0 AND changes IS NULL", "10");
  assert_query (store, "SELECT count(*) FROM member_facet WHERE region = 'CA-QC'", "5");
  assert_query (store, "SELECT group_concat (rowid) FROM member_search ('eric')", "2,7");
  assert_query (store, "SELECT group_concat (rowid) FROM member_search ('quebec')", "4,8");
  g_assert_cmpint (atlas_store_get_generation (store), ==, generation + 1);

  set_member_text (store, 2, MEMBER_CITY, "Québec");
  assert_query (store, "SELECT group_concat (rowid) FROM member_search ('queb*')", "2,4,8");
  assert_query (store, "SELECT group_concat (rowid) FROM member_search ('place : montreal')", "6,10");
  assert_query (store, "SELECT changes FROM journal WHERE type = 1",
                "{\"address_city\":[\"Montréal\",\"Québec\"]}");
  assert_query (store, "SELECT n_updated FROM unit ORDER BY id DESC LIMIT 1", "1");

  delete_member (store, 4);
  assert_query (store, "SELECT group_concat (rowid) FROM member_search ('queb*')", "2,8");
  assert_query (store, "SELECT count(*) FROM member_facet", "9");
  assert_query (store, "SELECT changes ->> 'family_name' FROM journal WHERE type = 2", "Family3");

  /* No id is ever used again, not even the last one. */
  delete_member (store, 10);
  insert_members (store, 20, 21, ATLAS_UNIT_DEFAULT);
  assert_query (store, "SELECT max (id) FROM member", "11");
}

static void
test_nothing_to_do (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasUnit) unit = NULL;
  AtlasValue values[MEMBER_N_COLUMNS];
  AtlasUuid uuid;
  gint64 generation, id;

  insert_members (store, 0, 1, ATLAS_UNIT_DEFAULT);
  generation = atlas_store_get_generation (store);

  /* The same values again: no write, no entry, no unit. */
  unit = atlas_unit_begin (store, "Edit", ATLAS_UNIT_DEFAULT, &error);
  g_assert_no_error (error);
  make_member (0, values);
  g_assert_true (atlas_unit_update (unit, &test_member, 1, values, &error));
  g_assert_cmpint (atlas_unit_get_n_changes (unit), ==, 0);
  g_assert_true (atlas_unit_commit (unit, &error));
  g_clear_pointer (&unit, atlas_unit_free);
  assert_query (store, "SELECT count(*) FROM unit", "1");

  /* In and out again. */
  unit = atlas_unit_begin (store, "Edit", ATLAS_UNIT_DEFAULT, &error);
  make_uuid (1, &uuid);
  g_assert_true (atlas_unit_insert (unit, &test_member, &uuid, values, &id, &error));
  g_assert_cmpint (id, ==, 2);
  g_assert_true (atlas_unit_delete (unit, &test_member, id, &error));
  g_assert_true (atlas_unit_commit (unit, &error));
  g_clear_pointer (&unit, atlas_unit_free);
  assert_query (store, "SELECT count(*) FROM unit", "1");
  g_assert_cmpint (atlas_store_get_generation (store), ==, generation);

  /* Given up: as it was. */
  unit = atlas_unit_begin (store, "Edit", ATLAS_UNIT_DEFAULT, &error);
  g_assert_true (atlas_unit_insert (unit, &test_member, &uuid, values, &id, &error));
  g_clear_pointer (&unit, atlas_unit_free);
  assert_query (store, "SELECT count(*) FROM member", "1");

  /* A logged act that changes nothing, such as an export. */
  unit = atlas_unit_begin (store, "Export contacts", ATLAS_UNIT_DEFAULT, &error);
  atlas_unit_set_details (unit, "{\"records\":12}");
  g_assert_true (atlas_unit_commit (unit, &error));
  g_clear_pointer (&unit, atlas_unit_free);
  assert_query (store, "SELECT label || details FROM unit WHERE id = 2", "Export contacts{\"records\":12}");
  assert_query (store, "SELECT first_entry IS NULL FROM unit WHERE id = 2", "1");
  clear_values (values, MEMBER_N_COLUMNS);
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasUnit) unit = NULL;
  AtlasValue values[MEMBER_N_COLUMNS];
  AtlasUuid uuid;
  gint64 id;

  insert_members (store, 0, 3, ATLAS_UNIT_DEFAULT);
  make_member (3, values);
  unit = atlas_unit_begin (store, "Mixed", ATLAS_UNIT_DEFAULT, &error);

  make_uuid (1, &uuid);
  g_assert_false (atlas_unit_insert (unit, &test_member, &uuid, values, &id, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_EXISTS);
  g_clear_error (&error);

  g_assert_false (atlas_unit_update (unit, &test_member, 99, values, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (atlas_unit_delete (unit, &test_member, 99, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  make_uuid (3, &uuid);
  atlas_value_set_text (&values[MEMBER_BIRTH_YEAR], "long ago", -1);
  g_assert_false (atlas_unit_insert (unit, &test_member, &uuid, values, &id, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);

  /* None of these spoils the unit, and none took an id. */
  atlas_value_set_integer (&values[MEMBER_BIRTH_YEAR], 1980);
  g_assert_true (atlas_unit_insert (unit, &test_member, &uuid, values, &id, &error));
  g_assert_cmpint (id, ==, 4);

  /* An update that fails half way does. */
  atlas_value_set_text (&values[MEMBER_BIRTH_YEAR], "long ago", -1);
  g_assert_false (atlas_unit_update (unit, &test_member, 1, values, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_assert_false (atlas_unit_commit (unit, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_CONSTRAINT);
  g_clear_pointer (&unit, atlas_unit_free);
  assert_query (store, "SELECT count(*) FROM member", "3");
  clear_values (values, MEMBER_N_COLUMNS);
}

/* However the rows came, by one, many, or so many that indexes and search were built anew: all that is
 * derived is the same, and so are the indexes. */
static void
test_bulk (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint first; /* by single units of 100 */
    guint total;
    AtlasUnitFlags flags;
  } cases[] = {
    { 6000, 6000, ATLAS_UNIT_DEFAULT }, { 0, 6000, ATLAS_UNIT_BULK },
    { 500, 6000, ATLAS_UNIT_BULK },     { 2500, 6000, ATLAS_UNIT_BULK }, /* turns into a rebuild on the way */
    { 5900, 6000, ATLAS_UNIT_BULK },                                     /* stays small */
    { 100, 6000, ATLAS_UNIT_DEFAULT },
  };
  g_autofree char *expected = NULL, *expected_derived = NULL, *expected_schema = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = NULL, *got_derived = NULL, *got_schema = NULL;
      g_autofree char *path = g_strdup_printf ("%s/%u.db", fixture->folder, (guint) i);
      AtlasStore *store;

      g_free (fixture->path);
      fixture->path = g_steal_pointer (&path);
      store = fixture_open (fixture);
      for (guint n = 0; n < cases[i].first; n += 100)
        insert_members (store, n, n + 100, ATLAS_UNIT_DEFAULT);
      if (cases[i].first < cases[i].total)
        insert_members (store, cases[i].first, cases[i].total, cases[i].flags);

      got = dump (store, FALSE);
      got_derived = dump_derived (store);
      got_schema =
        query (store, "SELECT group_concat (sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY name)");
      assert_query (store, "PRAGMA journal_mode", "wal");
      assert_query (store, "PRAGMA integrity_check", "ok");
      if (expected == NULL)
        {
          expected = g_steal_pointer (&got);
          expected_derived = g_steal_pointer (&got_derived);
          expected_schema = g_steal_pointer (&got_schema);
        }
      else
        {
          g_assert_cmpstr (got, ==, expected);
          g_assert_cmpstr (got_derived, ==, expected_derived);
          g_assert_cmpstr (got_schema, ==, expected_schema);
        }
      fixture_close (fixture);
    }
}

typedef struct
{
  guint n;
  AtlasChange *last;
} Listener;

static void
on_changed (AtlasStore *store, AtlasChange *change, Listener *listener)
{
  listener->n++;
  g_clear_pointer (&listener->last, atlas_change_unref);
  listener->last = atlas_change_ref (change);
}

static void
iterate (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

#define assert_ids(change, table, type, ...)                                                        \
  G_STMT_START                                                                                      \
  {                                                                                                 \
    const gint64 expected_[] = { __VA_ARGS__ };                                                     \
    guint n_;                                                                                       \
    const gint64 *ids_ = atlas_change_get_ids (change, table, type, &n_);                           \
    g_assert_cmpmem (ids_, n_ * sizeof *ids_, expected_ + 1, sizeof expected_ - sizeof *expected_); \
  }                                                                                                 \
  G_STMT_END

static void
test_notices (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  Listener listener = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasUnit) unit = NULL;
  AtlasValue values[MEMBER_N_COLUMNS];
  AtlasUuid uuid;

  g_signal_connect (store, "changed", G_CALLBACK (on_changed), &listener);
  insert_members (store, 0, 3, ATLAS_UNIT_DEFAULT);
  g_assert_cmpuint (listener.n, ==, 0); /* never in the middle of what we do */
  iterate ();
  g_assert_cmpuint (listener.n, ==, 1);
  g_assert_cmpstr (atlas_change_get_label (listener.last), ==, "Add members");
  g_assert_cmpint (atlas_change_get_unit (listener.last), ==, 1);
  g_assert_true (atlas_change_touches (listener.last, &test_member));
  g_assert_false (atlas_change_touches (listener.last, &test_event));
  assert_ids (listener.last, &test_member, ATLAS_CHANGE_INSERT, 0, 1, 2, 3);
  assert_ids (listener.last, &test_member, ATLAS_CHANGE_UPDATE, 0);

  /* Each row is told of once. */
  unit = atlas_unit_begin (store, "Much at once", ATLAS_UNIT_DEFAULT, &error);
  make_member (7, values);
  make_uuid (7, &uuid);
  g_assert_true (atlas_unit_insert (unit, &test_member, &uuid, values, NULL, &error));
  atlas_value_set_text (&values[MEMBER_CITY], "Ottawa", -1);
  g_assert_true (atlas_unit_update (unit, &test_member, 4, values, &error));
  g_assert_true (atlas_unit_update (unit, &test_member, 3, values, &error));
  g_assert_true (atlas_unit_update (unit, &test_member, 2, values, &error));
  g_assert_true (atlas_unit_delete (unit, &test_member, 2, &error));
  g_assert_true (atlas_unit_commit (unit, &error));
  g_clear_pointer (&unit, atlas_unit_free);
  iterate ();
  g_assert_cmpuint (listener.n, ==, 2);
  assert_ids (listener.last, &test_member, ATLAS_CHANGE_INSERT, 0, 4);
  assert_ids (listener.last, &test_member, ATLAS_CHANGE_UPDATE, 0, 3);
  assert_ids (listener.last, &test_member, ATLAS_CHANGE_DELETE, 0, 2);
  clear_values (values, MEMBER_N_COLUMNS);

  insert_members (store, 100, 10101, ATLAS_UNIT_BULK);
  iterate ();
  g_assert_cmpuint (listener.n, ==, 3);
  g_assert_true (atlas_change_is_everything (listener.last));
  g_assert_true (atlas_change_touches (listener.last, &test_member));
  g_assert_false (atlas_change_touches (listener.last, &test_event));
  assert_ids (listener.last, &test_member, ATLAS_CHANGE_INSERT, 0);

  g_signal_handlers_disconnect_by_data (store, &listener);
  atlas_change_unref (listener.last);
}

/* A second store on the same file stands for another process. */
static void
test_others (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  Listener listener = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasStore) other =
    atlas_store_open (fixture->path, ATLAS_STORE_OPEN_EXISTING, test_tables, &error);
  gint64 start;

  g_assert_no_error (error);
  g_signal_connect (store, "changed", G_CALLBACK (on_changed), &listener);
  insert_members (other, 0, 3, ATLAS_UNIT_DEFAULT);
  start = g_get_monotonic_time ();
  while (listener.n == 0 && g_get_monotonic_time () - start < 5 * G_USEC_PER_SEC)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (listener.n, ==, 1);
  g_assert_true (atlas_change_is_everything (listener.last));
  g_assert_true (atlas_change_touches (listener.last, &test_event));
  g_assert_cmpint (atlas_store_get_generation (store), ==, atlas_store_get_generation (other));

  /* Theirs and then ours, before we looked: not less than everything. */
  insert_members (other, 3, 4, ATLAS_UNIT_DEFAULT);
  insert_members (store, 4, 5, ATLAS_UNIT_DEFAULT);
  iterate ();
  g_assert_cmpuint (listener.n, ==, 2);
  g_assert_true (atlas_change_is_everything (listener.last));

  g_signal_handlers_disconnect_by_data (store, &listener);
  atlas_change_unref (listener.last);
}

static void
test_snapshots (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  g_autoptr (GError) error = NULL;
  AtlasConnection *before, *after;
  gint64 n;

  before = atlas_store_acquire_reader (store, &error);
  g_assert_no_error (error);
  insert_members (store, 0, 5, ATLAS_UNIT_BULK); /* a reader is out: stays in WAL mode */
  after = atlas_store_acquire_reader (store, &error);
  g_assert_no_error (error);

  g_assert_true (atlas_connection_query_integer (before, "SELECT count(*) FROM member", -1, &n, &error));
  g_assert_cmpint (n, ==, 0);
  g_assert_true (atlas_connection_query_integer (after, "SELECT count(*) FROM member", -1, &n, &error));
  g_assert_cmpint (n, ==, 5);
  g_assert_cmpint (atlas_connection_get_generation (after), ==, atlas_connection_get_generation (before) + 1);
  g_assert_cmpint (atlas_connection_get_generation (after), ==, atlas_store_get_generation (store));
  atlas_store_release_reader (store, before);
  atlas_store_release_reader (store, after);
}

static gpointer
count_in_thread (gpointer data)
{
  return query (data, "SELECT count(*) FROM member");
}

/* A fresh database is filled under a rollback journal, where nobody else can read. */
static void
test_fresh (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasUnit) unit = atlas_unit_begin (store, "Import", ATLAS_UNIT_BULK, &error);
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *counted = NULL;
  AtlasValue values[MEMBER_N_COLUMNS];
  AtlasUuid uuid;
  GThread *thread;

  g_assert_no_error (error);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
  make_uuid (1, &uuid);
  make_member (1, values);
  g_assert_true (atlas_unit_insert (unit, &test_member, &uuid, values, NULL, &error));
  assert_query (store, "SELECT count(*) FROM member", "1"); /* on the unit's thread */
  thread = g_thread_new ("reader", count_in_thread, store); /* waits */
  g_usleep (50000);
  g_assert_true (atlas_unit_commit (unit, &error));
  counted = g_thread_join (thread);
  g_assert_cmpstr (counted, ==, "1");
  g_assert_true (g_file_test (wal, G_FILE_TEST_EXISTS));
  clear_values (values, MEMBER_N_COLUMNS);
}

static gpointer
insert_in_thread (gpointer data)
{
  for (guint n = 0; n < 20; n++)
    insert_members (data, 1000 + n, 1001 + n, ATLAS_UNIT_DEFAULT);
  return NULL;
}

static void
test_threads (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  GThread *thread = g_thread_new ("other", insert_in_thread, store);

  for (guint n = 0; n < 20; n++)
    {
      insert_members (store, n, n + 1, n % 4 == 0 ? ATLAS_UNIT_BULK : ATLAS_UNIT_DEFAULT);
      assert_query (store, "SELECT count(*) = (SELECT count(*) FROM journal) FROM member", "1");
    }
  g_thread_join (thread);
  assert_query (store, "SELECT count(*) FROM unit WHERE n_inserted = 1", "40");
  assert_query (store, "SELECT count(*) FROM member", "40");
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasUnit) unit = atlas_unit_begin (store, "Import", ATLAS_UNIT_BULK, &error);
  g_autofree char *before = NULL, *after = NULL;

  g_clear_pointer (&unit, atlas_unit_free);
  before = dump (store, TRUE);
  unit = atlas_unit_begin (store, "Import", ATLAS_UNIT_BULK, &error);
  for (guint n = 0; n < 20000; n++)
    {
      AtlasValue values[MEMBER_N_COLUMNS];
      AtlasUuid uuid;

      make_uuid (n, &uuid);
      make_member (n, values);
      g_assert_true (atlas_unit_insert (unit, &test_member, &uuid, values, NULL, &error));
      clear_values (values, MEMBER_N_COLUMNS);
    }
  atlas_unit_set_cancellable (unit, cancellable);
  g_cancellable_cancel (cancellable);
  g_assert_false (atlas_unit_commit (unit, &error)); /* in the midst of building search */
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_pointer (&unit, atlas_unit_free);

  after = dump (store, TRUE);
  g_assert_cmpstr (after, ==, before);
  insert_members (store, 0, 10, ATLAS_UNIT_DEFAULT);
  assert_query (store, "SELECT count(*) FROM member", "10");
}

static void
test_settings (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *none = atlas_store_dup_setting (store, "office.name");
  g_autofree char *first = NULL, *gone = NULL, *again = NULL;

  g_assert_null (none);
  g_assert_true (atlas_store_set_setting (store, "office.name", "Ottawa", &error));
  g_assert_true (atlas_store_set_setting (store, "synthetic", "true", &error));
  first = atlas_store_dup_setting (store, "office.name");
  g_assert_cmpstr (first, ==, "Ottawa");
  g_assert_true (atlas_store_set_setting (store, "synthetic", NULL, &error));
  gone = atlas_store_dup_setting (store, "synthetic");
  g_assert_null (gone);

  fixture_close (fixture);
  store = fixture_open (fixture);
  again = atlas_store_dup_setting (store, "office.name");
  g_assert_cmpstr (again, ==, "Ottawa");
}

static void
test_statement (Fixture *fixture, gconstpointer data)
{
  static const gint64 ids[] = { 3, 1, G_MAXINT64 };
  AtlasStore *store = fixture_open (fixture);
  g_autoptr (GError) error = NULL;
  AtlasConnection *reader = atlas_store_acquire_reader (store, &error);
  AtlasStatement *select =
    atlas_statement_new (reader, "SELECT count(*), max (value), min (value) FROM json_each (:ids)", &error);
  g_auto (AtlasValue) value = { 0 };

  g_assert_no_error (error);
  atlas_statement_bind_ids (select, ":ids", ids, G_N_ELEMENTS (ids));
  g_assert_true (atlas_statement_step (select, &error));
  g_assert_cmpint (atlas_statement_get_integer (select, 0), ==, 3);
  g_assert_cmpint (atlas_statement_get_integer (select, 1), ==, G_MAXINT64);
  g_assert_false (atlas_statement_step (select, &error));
  g_assert_no_error (error);

  /* Given back and taken again it is the same, with nothing bound. */
  atlas_statement_free (select);
  select =
    atlas_statement_new (reader, "SELECT count(*), max (value), min (value) FROM json_each (:ids)", &error);
  g_assert_true (atlas_statement_step (select, &error));
  g_assert_cmpint (atlas_statement_get_integer (select, 0), ==, 0);
  g_assert_true (atlas_statement_is_null (select, 1));
  atlas_statement_free (select);

  select =
    atlas_statement_new (reader, "SELECT 1, 2.5, 'é', NULL, x'00112233445566778899aabbccddeeff'", &error);
  g_assert_true (atlas_statement_step (select, &error));
  g_assert_cmpuint (atlas_statement_get_n_columns (select), ==, 5);
  atlas_statement_get_value (select, 1, &value);
  g_assert_cmpint (value.type, ==, ATLAS_VALUE_REAL);
  atlas_statement_get_value (select, 2, &value);
  g_assert_cmpmem (value.text, value.length, "é", 2);
  atlas_statement_get_value (select, 3, &value);
  g_assert_cmpint (value.type, ==, ATLAS_VALUE_NULL);
  {
    AtlasUuid uuid;

    g_assert_true (atlas_statement_get_uuid (select, 4, &uuid));
    g_assert_cmphex (uuid.bytes[15], ==, 0xff);
    g_assert_false (atlas_statement_get_uuid (select, 2, &uuid));
  }
  atlas_statement_free (select);

  /* A reader can't write, and a fault has words. */
  g_assert_null (atlas_statement_new (reader, "SELECT nonsense FROM member", &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FAILED);
  g_clear_error (&error);
  select = atlas_statement_new (reader, "DELETE FROM member", &error);
  g_assert_false (atlas_statement_run (select, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_READ_ONLY);
  atlas_statement_free (select);
  atlas_store_release_reader (store, reader);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STORE_TEST ("/unit/insert-update-delete", test_insert_update_delete);
  STORE_TEST ("/unit/nothing-to-do", test_nothing_to_do);
  STORE_TEST ("/unit/refusals", test_refusals);
  STORE_TEST ("/unit/bulk", test_bulk);
  STORE_TEST ("/unit/notices", test_notices);
  STORE_TEST ("/unit/others", test_others);
  STORE_TEST ("/unit/snapshots", test_snapshots);
  STORE_TEST ("/unit/fresh", test_fresh);
  STORE_TEST ("/unit/threads", test_threads);
  STORE_TEST ("/unit/cancel", test_cancel);
  STORE_TEST ("/unit/settings", test_settings);
  STORE_TEST ("/unit/statement", test_statement);
  return g_test_run ();
}
