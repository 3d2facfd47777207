/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-test-support.h"

#include <glib/gstdio.h>
#include <string.h>

/* What happens, one step after the other; each is one unit. */
typedef void (*Step) (AtlasStore *store);

static void
add_few (AtlasStore *store)
{
  insert_members (store, 0, 10, ATLAS_UNIT_DEFAULT);
}

static void
add_many (AtlasStore *store)
{
  insert_members (store, 100, 5100, ATLAS_UNIT_BULK);
}

static void
edit_one (AtlasStore *store)
{
  set_member_text (store, 3, MEMBER_GIVEN_NAME, "Mónica \"Mo\"\n\t\\ \xe2\x80\xa8 \x01 🇷🇼");
}

static void
edit_to_null (AtlasStore *store)
{
  set_member_text (store, 4, MEMBER_CITY, NULL);
}

static void
delete_one (AtlasStore *store)
{
  delete_member (store, 1); /* has notes and extra */
}

/* Much in one unit, the same rows more than once. */
static void
mix (AtlasStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasUnit) unit = atlas_unit_begin (store, "Mix", ATLAS_UNIT_DEFAULT, &error);
  AtlasValue values[MEMBER_N_COLUMNS], event[EVENT_N_COLUMNS] = { 0 };
  AtlasUuid uuid;
  gint64 id;

  g_assert_no_error (error);
  make_member (55, values);
  g_assert_true (atlas_unit_update (unit, &test_member, 5, values, &error));
  atlas_value_set_real (&values[MEMBER_LATITUDE], 0.1 + 0.2);
  atlas_value_set_integer (&values[MEMBER_BIRTH_YEAR], -9007199254740993);
  g_assert_true (atlas_unit_update (unit, &test_member, 5, values, &error));
  g_assert_true (atlas_unit_delete (unit, &test_member, 5, &error));

  /* A new record under the id of one just deleted. */
  make_uuid (4, &uuid);
  g_assert_true (atlas_unit_insert (unit, &test_member, &uuid, values, &id, &error));
  atlas_value_set_text (&values[MEMBER_NOTES], "new", -1);
  g_assert_true (atlas_unit_update (unit, &test_member, id, values, &error));
  g_assert_true (atlas_unit_update (unit, &test_member, 6, values, &error));

  make_uuid (7777, &uuid);
  atlas_value_set_text (&event[EVENT_TITLE], "Town hall", -1);
  atlas_value_set_text (&event[EVENT_END], "2026-11-24T20:00:00-05:00", -1);
  g_assert_true (atlas_unit_insert (unit, &test_event, &uuid, event, &id, &error));
  g_assert_true (atlas_unit_set_setting (unit, "office.name", "Ottawa", &error));
  g_assert_true (atlas_unit_set_setting (unit, "synthetic", "true", &error));
  g_assert_true (atlas_unit_set_setting (unit, "office.name", "Ottawa \"North\"", &error));
  clear_values (values, MEMBER_N_COLUMNS);
  clear_values (event, EVENT_N_COLUMNS);
  g_assert_true (atlas_unit_commit (unit, &error));
  g_assert_no_error (error);
}

static void
only_settings (AtlasStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasUnit) unit = atlas_unit_begin (store, "Settings", ATLAS_UNIT_DEFAULT, &error);

  g_assert_true (atlas_unit_set_setting (unit, "office.name", "Nunavut", &error));
  g_assert_true (atlas_unit_set_setting (unit, "synthetic", NULL, &error));
  g_assert_true (atlas_unit_commit (unit, &error));
}

static void
log_only (AtlasStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasUnit) unit = atlas_unit_begin (store, "Export", ATLAS_UNIT_DEFAULT, &error);

  atlas_unit_set_details (unit, "{}");
  g_assert_true (atlas_unit_commit (unit, &error));
}

static void
delete_all (AtlasStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasUnit) unit = atlas_unit_begin (store, "Delete all", ATLAS_UNIT_BULK, &error);
  g_autofree char *ids = query (store, "SELECT group_concat (id) FROM member");
  g_auto (GStrv) list = g_strsplit (ids, ",", -1);

  for (guint i = 0; list[i]; i++)
    g_assert_true (atlas_unit_delete (unit, &test_member, g_ascii_strtoll (list[i], NULL, 10), &error));
  g_assert_true (atlas_unit_commit (unit, &error));
}

static const struct
{
  Step step;
  gboolean undoable;
} steps[] = {
  { add_few, TRUE },       { edit_one, TRUE },   { mix, TRUE },
  { edit_to_null, TRUE },  { log_only, FALSE },  { add_many, TRUE },
  { only_settings, TRUE }, { delete_one, TRUE }, { delete_all, TRUE },
};

typedef struct
{
  char *records;
  char *everything;
  char *derived;
} State;

static State
look (AtlasStore *store)
{
  return (State){ dump (store, FALSE), dump (store, TRUE), dump_derived (store) };
}

static void
state_clear (State *state)
{
  g_free (state->records);
  g_free (state->everything);
  g_free (state->derived);
}

static void
assert_records (AtlasStore *store, const State *expected)
{
  State now = look (store);

  g_assert_cmpstr (now.records, ==, expected->records);
  g_assert_cmpstr (now.derived, ==, expected->derived);
  state_clear (&now);
}

/* After each undo the records, settings and all that is derived are as before the step; after each redo the
 * whole database is, journal and all, as after it. The store is closed and opened anew now and then. */
static void
test_do_undo_redo (Fixture *fixture, gconstpointer data)
{
  State states[G_N_ELEMENTS (steps) + 1];
  AtlasStore *store = fixture_open (fixture);
  g_autoptr (GError) error = NULL;

  states[0] = look (store);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      steps[i].step (store);
      states[i + 1] = look (store);
    }

  for (guint round = 0; round < 2; round++)
    {
      for (gsize i = G_N_ELEMENTS (steps); i > 0; i--)
        {
          g_autofree char *label = NULL, *expected = NULL;

          if (!steps[i - 1].undoable)
            continue;
          expected = atlas_journal_dup_undo_label (store);
          g_assert_true (atlas_journal_undo (store, NULL, NULL, NULL, &label, &error));
          g_assert_no_error (error);
          g_assert_cmpstr (label, ==, expected);
          assert_records (store, &states[i - 1]);
          if (i % 3 == round)
            {
              fixture_close (fixture);
              store = fixture_open (fixture);
            }
        }
      g_assert_false (atlas_journal_undo (store, NULL, NULL, NULL, NULL, &error));
      g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND);
      g_clear_error (&error);
      g_assert_null (atlas_journal_dup_undo_label (store));

      for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
        {
          g_autofree char *label = NULL, *expected = NULL;

          if (!steps[i].undoable)
            continue;
          expected = atlas_journal_dup_redo_label (store);
          g_assert_true (atlas_journal_redo (store, NULL, NULL, NULL, &label, &error));
          g_assert_no_error (error);
          g_assert_cmpstr (label, ==, expected);
          assert_records (store, &states[i + 1]);
          if (i % 3 == round)
            {
              fixture_close (fixture);
              store = fixture_open (fixture);
            }
        }
      g_assert_false (atlas_journal_redo (store, NULL, NULL, NULL, NULL, &error));
      g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND);
      g_clear_error (&error);
      g_assert_null (atlas_journal_dup_redo_label (store));
    }

  {
    g_auto (GStrv) lines = g_strsplit (states[G_N_ELEMENTS (steps)].everything, "\n", -1);
    g_autofree char *now = dump (store, TRUE);
    g_auto (GStrv) now_lines = g_strsplit (now, "\n", -1);

    /* All but the generation, which counts undo and redo too. */
    g_assert_cmpuint (g_strv_length (now_lines), ==, g_strv_length (lines));
    for (guint i = 0; lines[i]; i++)
      if (!g_str_has_prefix (lines[i], "|tgeneration"))
        g_assert_cmpstr (now_lines[i], ==, lines[i]);
  }
  assert_query (store, "PRAGMA integrity_check", "ok");
  for (gsize i = 0; i <= G_N_ELEMENTS (steps); i++)
    state_clear (&states[i]);
}

/* A new act after an undo: what was undone stays in the log, but can't be redone. */
static void
test_dropped (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) units = NULL;
  static const AtlasUnitState expected[] = { ATLAS_UNIT_STATE_DONE, ATLAS_UNIT_STATE_DROPPED,
                                             ATLAS_UNIT_STATE_DONE };
  AtlasUnitInfo *info;

  add_few (store);
  edit_one (store);
  g_assert_true (atlas_journal_undo (store, NULL, NULL, NULL, NULL, &error));
  log_only (store); /* changes nothing, takes nothing away */
  g_assert_true (atlas_journal_redo (store, NULL, NULL, NULL, NULL, &error));
  g_assert_true (atlas_journal_undo (store, NULL, NULL, NULL, NULL, &error));
  edit_to_null (store);
  g_assert_false (atlas_journal_redo (store, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  units = atlas_journal_list_units (store, 0, &error);
  g_assert_cmpuint (units->len, ==, 4);
  for (guint i = 0; i < units->len; i++)
    {
      info = g_ptr_array_index (units, units->len - 1 - i);
      g_assert_cmpint (info->unit, ==, i + 1);
      if (i < G_N_ELEMENTS (expected))
        g_assert_cmpint (info->state, ==, expected[i]);
    }
  info = g_ptr_array_index (units, 3);
  g_assert_cmpstr (info->label, ==, "Add members");
  g_assert_cmpint (info->n_inserted, ==, 10);
  g_assert_nonnull (info->author);
  g_assert_cmpuint (strlen (info->time), ==, 20);
  g_ptr_array_unref (units);
  units = atlas_journal_list_units (store, 2, &error);
  g_assert_cmpuint (units->len, ==, 2);

  g_assert_true (atlas_journal_undo (store, NULL, NULL, NULL, NULL, &error));
  g_assert_true (atlas_journal_undo (store, NULL, NULL, NULL, NULL, &error));
  assert_query (store, "SELECT count(*) FROM member", "0");
}

static gboolean
collect (const char *table,
         gint64 id,
         const AtlasUuid *uuid,
         AtlasChangeType type,
         const char *changes,
         gpointer data)
{
  g_string_append_printf (data, "%s %" G_GINT64_FORMAT " %d %s\n", table, id, type, changes ? changes : "-");
  return id != 9;
}

static void
test_foreach (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  add_few (store);
  edit_to_null (store);
  delete_one (store);
  g_assert_true (atlas_journal_foreach (store, 1, collect, out, &error));
  g_assert_cmpstr (out->str, ==,
                   "member 1 0 -\nmember 2 0 -\nmember 3 0 -\nmember 4 0 -\nmember 5 0 -\nmember 6 0 -\n"
                   "member 7 0 -\nmember 8 0 -\nmember 9 0 -\n");
  g_string_truncate (out, 0);
  g_assert_true (atlas_journal_foreach (store, 2, collect, out, &error));
  g_assert_true (atlas_journal_foreach (store, 3, collect, out, &error));
  g_assert_cmpstr (
    out->str, ==,
    "member 4 1 {\"address_city\":[\"Québec\",null]}\n"
    "member 1 2 {\"given_name\":\"Ada\",\"family_name\":\"Family0\",\"birth_year\":1940,"
    "\"address_city\":\"Toronto\",\"address_region\":\"CA-ON\",\"location_latitude\":40.0,"
    "\"location_longitude\":-70.0,\"notes\":\"says \\\"hello\\\"\\n\\\\ and a tab\\t\\u0001 — done\","
    "\"extra\":\"{\\\"x-legacy\\\":[1,2.50,null]}\"}\n");
  g_assert_false (atlas_journal_foreach (store, 4, collect, out, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND);
}

static void
count_progress (gint64 done, gint64 total, gpointer data)
{
  g_assert_cmpint (done, <=, total);
  ++*(guint *) data;
}

static void
test_cancel_undo (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;
  guint n_progress = 0;

  add_many (store);
  before = dump (store, TRUE);
  g_cancellable_cancel (cancellable);
  g_assert_false (atlas_journal_undo (store, NULL, NULL, cancellable, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  after = dump (store, TRUE);
  g_assert_cmpstr (after, ==, before);
  g_assert_true (atlas_journal_undo (store, count_progress, &n_progress, NULL, NULL, &error));
  g_assert_cmpuint (n_progress, >=, 1);
  assert_query (store, "SELECT count(*) FROM member", "0");
}

/* Two in one: what one store did, the other undoes; labels follow. */
static void
test_shared (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasStore) other =
    atlas_store_open (fixture->path, ATLAS_STORE_OPEN_EXISTING, test_tables, &error);
  g_autofree char *label = NULL, *redo = NULL;

  g_assert_no_error (error);
  add_few (store);
  g_assert_true (atlas_journal_undo (other, NULL, NULL, NULL, &label, &error));
  g_assert_cmpstr (label, ==, "Add members");
  assert_query (store, "SELECT count(*) FROM member", "0"); /* looks, and so learns of it */
  redo = atlas_journal_dup_redo_label (store);
  g_assert_cmpstr (redo, ==, "Add members");
  g_assert_true (atlas_journal_redo (store, NULL, NULL, NULL, NULL, &error));
  assert_query (other, "SELECT count(*) FROM member", "10");
}

/* Records changed behind the journal's back: undo refuses and changes nothing. */
static void
test_mismatch (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = fixture_open (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *command = NULL, *before = NULL, *after = NULL, *journal = NULL;
  int status;

  add_few (store);
  fixture_close (fixture);
  journal = g_strdup ("DELETE FROM member WHERE id = 5");
  command = g_strdup_printf ("sqlite3 '%s' \"%s\"", fixture->path, journal);
  if (!g_spawn_command_line_sync (command, NULL, NULL, &status, NULL))
    {
      g_test_skip ("the sqlite3 shell is not here");
      return;
    }
  g_assert_cmpint (status, ==, 0);
  store = fixture_open (fixture);
  before = dump (store, TRUE);
  g_assert_false (atlas_journal_undo (store, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_CORRUPT);
  after = dump (store, TRUE);
  g_assert_cmpstr (after, ==, before);
}

int
main (int argc, char **argv)
{
  g_setenv ("ATLAS_NOW", "2026-11-24T07:00:00Z", TRUE);
  g_test_init (&argc, &argv, NULL);
  STORE_TEST ("/journal/do-undo-redo", test_do_undo_redo);
  STORE_TEST ("/journal/dropped", test_dropped);
  STORE_TEST ("/journal/foreach", test_foreach);
  STORE_TEST ("/journal/cancel", test_cancel_undo);
  STORE_TEST ("/journal/shared", test_shared);
  STORE_TEST ("/journal/mismatch", test_mismatch);
  return g_test_run ();
}
