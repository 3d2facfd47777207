/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Databases that earlier versions wrote, in tests/store/old: each must open, be sound, say what it said then,
 * and take back and do again what was done then. Made by this very program, before a migration lands:
 *
 *   _build/tests/query/test-old-databases --make tests/store/old
 */
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "atlas-backup.h"
#include "atlas-schema-private.h"
#include "query-test-support.h"

static void
append_value (GString *out, AtlasStatement *row, guint column)
{
  g_auto (AtlasValue) value = { 0 };
  AtlasUuid uuid;

  atlas_statement_get_value (row, column, &value);
  if (value.type == ATLAS_VALUE_INTEGER)
    g_string_append_printf (out, "%" G_GINT64_FORMAT, value.integer);
  else if (value.type == ATLAS_VALUE_REAL)
    g_string_append_printf (out, "%.17g", value.real);
  else if (value.length == sizeof uuid && atlas_statement_get_uuid (row, column, &uuid) &&
           !g_utf8_validate (value.text, sizeof uuid, NULL))
    {
      char text[ATLAS_UUID_TEXT_SIZE];

      atlas_uuid_format (&uuid, text);
      g_string_append (out, text);
    }
  else
    {
      g_autofree char *text = g_strndup (value.text, value.length);
      g_autofree char *escaped = g_strescape (text, "");

      g_string_append (out, escaped);
    }
}

/* Columns by name, and only where there is a value: one that a later version adds changes nothing. */
static void
dump_table (AtlasConnection *reader, const char *table, GString *out)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\" ORDER BY 1", table);
  g_autoptr (AtlasStatement) list =
    atlas_statement_new (reader, "SELECT name FROM pragma_table_info (:table) ORDER BY cid", &error);
  g_autoptr (AtlasStatement) row = NULL;

  g_assert_no_error (error);
  atlas_statement_bind_text (list, ":table", table);
  while (atlas_statement_step (list, &error))
    g_ptr_array_add (names, g_strdup (atlas_statement_get_text (list, 0, NULL)));
  row = atlas_statement_new (reader, sql, &error);
  g_assert_no_error (error);
  while (atlas_statement_step (row, &error))
    {
      g_string_append (out, table);
      for (guint i = 0; i < names->len; i++)
        if (!atlas_statement_is_null (row, i))
          {
            g_string_append_printf (out, " | %s: ", (char *) g_ptr_array_index (names, i));
            append_value (out, row, i);
          }
      g_string_append_c (out, '\n');
    }
  g_assert_no_error (error);
}

static char *
dump (AtlasRegister *source, gboolean journal)
{
  static const char *const tables[] = { "setting",     "member",  "event", "organisation",
                                        "interaction", "mission", "unit",  "journal" };
  AtlasStore *store = atlas_register_get_store (source);
  g_autoptr (GError) error = NULL;
  AtlasConnection *reader = atlas_store_acquire_reader (store, &error);
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < (journal ? G_N_ELEMENTS (tables) : 6); i++)
    dump_table (reader, tables[i], out);
  atlas_store_release_reader (store, reader);
  return g_string_free (out, FALSE);
}

static void
replay (AtlasRegister *source, gboolean redo)
{
  g_autoptr (GError) error = NULL;

  (redo ? atlas_journal_redo : atlas_journal_undo) (atlas_register_get_store (source), NULL, NULL, NULL, NULL,
                                                    &error);
  g_assert_no_error (error);
}

/* --- Making one. */

static void
edit (AtlasRegister *source, gint64 id, const char *key, const char *text)
{
  g_autoptr (AtlasRecord) record = load (source, id);

  atlas_record_set_text (record, key, text);
  save (source, record);
}

/* All that a journal may hold: done, undone and dropped units, settings, log lines; unknown keys. */
static void
live (AtlasRegister *source)
{
  AtlasStore *store = atlas_register_get_store (source);
  g_autoptr (GError) error = NULL;
  const gint64 gone[] = { 2, 3 };

  g_assert_true (
    atlas_store_set_setting (store, "office.id", "11111111-2222-4333-8444-555555555504", &error));
  g_assert_true (atlas_store_set_setting (store, "office.name", "Ottawa \"1\"", &error));
  add_json (source, awkward_members);
  add_json (
    source,
    "{\"organisations\":[{\"id\":\"11111111-2222-4333-8444-555555555505\",\"name\":\"Les Amis\","
    "\"abbreviation\":\"LA\",\"other_names\":[\"The Friends\"],\"type\":\"association\","
    "\"address\":{\"city\":\"Ottawa\",\"region\":\"CA-ON\"},\"tags\":[\"Choir\"],"
    "\"roles\":[{\"member\":\"11111111-2222-4333-8444-555555555501\",\"role\":\"chair\","
    "\"since\":\"2020-01-01\"}],\"x-own\":1}],"
    "\"interactions\":[{\"id\":\"11111111-2222-4333-8444-555555555506\","
    "\"member\":\"11111111-2222-4333-8444-555555555501\",\"date\":\"2026-03-01\","
    "\"channel\":\"phone\",\"direction\":\"out\",\"summary\":\"Asked about the fair\","
    "\"outcome\":\"reached\",\"follow_up\":\"2026-04-01\"}],"
    "\"missions\":[{\"id\":\"11111111-2222-4333-8444-555555555507\",\"title\":\"Prairies\","
    "\"start\":\"2026-12-01\",\"end\":\"2026-12-03\",\"base\":{\"place\":\"Ottawa\"},"
    "\"stops\":[{\"place\":\"Winnipeg\",\"event\":\"11111111-2222-4333-8444-555555555503\","
    "\"host\":\"11111111-2222-4333-8444-555555555505\",\"x-stop\":1}],\"plan\":\"{}\",\"x-own\":1}]}");
  add_json (
    source,
    "{\"format\":\"diaspora-atlas\",\"synthetic\":true,\"x-file\":[1,2.50],\"members\":["
    "{\"id\":\"11111111-2222-4333-8444-555555555501\",\"given_name\":\"Ada\",\"x-own\":{\"n\":1e400}}],"
    "\"events\":[{\"id\":\"11111111-2222-4333-8444-555555555503\",\"title\":\"Fair\",\"start\":"
    "\"2026-11-24T18:30:00-05:00\",\"attendance\":[{\"member\":\"11111111-2222-4333-8444-555555555501\","
    "\"status\":\"invited\"}],\"x-event\":true}]}");
  edit (source, 5, "notes", "line\n\ttab \"quoted\" \\ \xf0\x9f\x87\xb7\xf0\x9f\x87\xbc");
  g_assert_true (atlas_register_delete (source, &atlas_kind_member, gone, G_N_ELEMENTS (gone), &error));
  edit (source, 6, "given_name", "Dropped");
  replay (source, FALSE);
  edit (source, 7, "address.city", "Boston");
  edit (source, 8, "sex", "female");
  edit (source, 9, "family_name", "Undone");
  replay (source, FALSE);
  replay (source, FALSE);
}

static int
make (const char *folder)
{
  g_autofree char *name = g_strdup_printf ("atlas-version-%d", ATLAS_SCHEMA_VERSION);
  g_autofree char *path = g_strdup_printf ("%s/%s.db", folder, name);
  g_autofree char *text_path = g_strdup_printf ("%s/%s.txt", folder, name);
  g_autofree char *text = NULL;
  Fixture fixture = { 0 };
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture, NULL);
  live (fixture.source);
  text = dump (fixture.source, TRUE);
  atlas_backup_write (atlas_register_get_store (fixture.source), path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_set_contents (text_path, text, -1, &error);
  g_assert_no_error (error);
  fixture_tear_down (&fixture, NULL);
  return 0;
}

/* --- Reading them. */

static void
assert_sound (AtlasRegister *source)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) faults = atlas_store_check (atlas_register_get_store (source), NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (faults[0], ==, NULL);
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *bytes = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (from, &bytes, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, bytes, (gssize) length, &error);
  g_assert_no_error (error);
}

typedef struct
{
  GCancellable *cancellable; /* (nullable): cancelled as soon as anything is told */
  gint64 done, total;
  gint64 first_total;
  guint n_told;
} Told;

static void
on_progress (gint64 done, gint64 total, gpointer data)
{
  Told *told = data;

  g_assert_cmpint (done, >=, told->done);
  g_assert_cmpint (total, >=, done);
  if (told->n_told == 0)
    told->first_total = total;
  told->done = done;
  told->total = total;
  told->n_told++;
  g_cancellable_cancel (told->cancellable);
}

/* It is told how far the first opening is; where that is given up the next one begins again. */
static AtlasRegister *
open_with_progress (const char *path, gboolean is_old)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (AtlasRegister) given_up = NULL;
  g_autoptr (AtlasRegister) again = NULL;
  AtlasRegister *opened;
  Told told = { .cancellable = cancellable };
  g_autoptr (GError) error = NULL;

  given_up =
    atlas_register_open_full (path, ATLAS_STORE_OPEN_EXISTING, on_progress, &told, cancellable, &error);
  /* Of this very version there is nothing to be done. */
  if (told.n_told == 0)
    {
      g_assert_no_error (error);
      return g_steal_pointer (&given_up);
    }
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (given_up);
  g_clear_error (&error);

  told = (Told){ 0 };
  opened = atlas_register_open_full (path, ATLAS_STORE_OPEN_EXISTING, on_progress, &told, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (told.n_told, >=, 1);
  g_assert_cmpint (told.total, >, 0);
  /* That it has begun, before it is copied. */
  g_assert_cmpint (told.first_total == 0, ==, is_old);

  told = (Told){ 0 };
  again = atlas_register_open_full (path, ATLAS_STORE_OPEN_EXISTING, on_progress, &told, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (told.n_told, ==, 0);
  return opened;
}

static void
test_database (gconstpointer data)
{
  const char *path = data;
  g_autoptr (GString) text_path = g_string_new (path);
  g_autofree char *expected = NULL, *then = NULL, *records = NULL, *again = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture = { 0 };
  guint n_undone = 0;

  g_string_truncate (text_path, text_path->len - strlen ("db"));
  g_string_append (text_path, "txt");
  g_file_get_contents (text_path->str, &expected, NULL, &error);
  g_assert_no_error (error);

  fixture_set_up (&fixture, NULL);
  g_clear_object (&fixture.source);
  copy_file (path, fixture.path);
  g_assert_nonnull (strstr (path, "version-"));
  fixture.source = open_with_progress (fixture.path, atoi (strstr (path, "version-") + strlen ("version-")) <
                                                       ATLAS_SCHEMA_VERSION);
  assert_sound (fixture.source);
  then = dump (fixture.source, TRUE);
  g_assert_cmpstr (then, ==, expected);
  g_assert_true (atlas_register_is_synthetic (fixture.source));

  /* Search, facets and lists stand. */
  g_assert_cmpint (count (fixture.source, &atlas_kind_member, "infirmiere"), ==, 1);
  g_assert_cmpint (count (fixture.source, &atlas_kind_member, "region:CA-ON"), >, 1);
  g_assert_cmpint (count (fixture.source, &atlas_kind_event, "fair"), ==, 1);

  /* What could be done again then still can, and everything can be taken back. */
  records = dump (fixture.source, FALSE);
  replay (fixture.source, TRUE);
  replay (fixture.source, TRUE);
  assert_sound (fixture.source);
  while (atlas_journal_undo (atlas_register_get_store (fixture.source), NULL, NULL, NULL, NULL, &error))
    n_undone++;
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpuint (n_undone, >=, 7);
  g_assert_cmpint (count (fixture.source, &atlas_kind_member, NULL), ==, 0);
  assert_sound (fixture.source);
  for (guint i = 0; i < n_undone - 2; i++)
    replay (fixture.source, TRUE);
  again = dump (fixture.source, FALSE);
  g_assert_cmpstr (again, ==, records);

  /* And work goes on. */
  add_member (fixture.source, "New", "Toronto");
  assert_sound (fixture.source);
  fixture_tear_down (&fixture, NULL);
}

static void
add_tests (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("ATLAS_TEST_DIR"), "store", "old", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;
  guint n = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".db"))
      {
        g_autofree char *test = g_strdup_printf ("/old-databases/%s", name);

        g_test_add_data_func_full (test, g_build_filename (folder, name, NULL), test_database, g_free);
        n++;
      }
  g_assert_cmpuint (n, >=, ATLAS_SCHEMA_VERSION); /* of each version one */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc == 3 && strcmp (argv[1], "--make") == 0)
    return make (argv[2]);
  add_tests ();
  return g_test_run ();
}
