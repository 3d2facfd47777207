/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-test-support.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "atlas-backup.h"
#include "atlas-csv-writer.h"
#include "atlas-journal.h"
#include "atlas-record-reader.h"

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  g_setenv ("ATLAS_NOW", NOW, TRUE);
  fixture->folder = g_dir_make_tmp ("atlas-exchange-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "atlas.db", NULL);
  fixture->source = atlas_register_open (path, ATLAS_STORE_CREATE, &error);
  g_assert_no_error (error);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_clear_object (&fixture->source);
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

AtlasRecord *
make_record (const AtlasKind *kind, const char *json)
{
  g_autoptr (AtlasRecordReader) reader = atlas_record_reader_new ();
  g_autoptr (GError) error = NULL;
  AtlasRecord *record = atlas_record_new (kind);
  AtlasRecordFault fault;

  atlas_record_reader_read (reader, json, strlen (json), record, &fault, &error);
  g_assert_no_error (error);
  atlas_record_own (record);
  return record;
}

static gboolean
save (AtlasUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  return atlas_record_save (data, unit, TRUE, error);
}

void
add_record (Fixture *fixture, const AtlasKind *kind, const char *json)
{
  g_autoptr (AtlasRecord) record = make_record (kind, json);
  g_autoptr (GError) error = NULL;

  atlas_register_write (fixture->source, "Add", ATLAS_UNIT_DEFAULT, save, record, NULL, &error);
  g_assert_no_error (error);
}

AtlasQuery *
make_query (const AtlasKind *kind, const char *text)
{
  g_autoptr (GError) error = NULL;
  AtlasQuery *query = atlas_query_parse (kind, text, &error);

  g_assert_no_error (error);
  return query;
}

GFile *
make_file (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  return g_file_new_for_path (path);
}

char *
read_file (GFile *file)
{
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_load_contents (file, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
list_folder (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (!g_str_has_prefix (name, "atlas.db"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (",", (char **) names->pdata);
}

char *
dup_last_unit (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) units =
    atlas_journal_list_units (atlas_register_get_store (fixture->source), 1, &error);
  const AtlasUnitInfo *unit;

  g_assert_no_error (error);
  g_assert_cmpuint (units->len, ==, 1);
  unit = g_ptr_array_index (units, 0);
  return g_strdup_printf ("%s|%s", unit->label, unit->details ? unit->details : "");
}

GPtrArray *
parse_csv (const char *text, gsize length)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  const char *end = text + length;

  while (text < end)
    {
      GPtrArray *row = g_ptr_array_new_with_free_func (g_free);
      gboolean more = TRUE;

      while (more)
        {
          GString *cell = g_string_new (NULL);

          if (text < end && *text == '"')
            for (text++;; text++)
              {
                g_assert_true (text < end);
                if (*text == '"' && (text + 1 == end || text[1] != '"'))
                  {
                    text++;
                    break;
                  }
                text += *text == '"';
                g_string_append_c (cell, *text);
              }
          else
            for (; text < end && *text != ',' && *text != '\r'; text++)
              {
                g_assert_cmpint (*text, !=, '"');
                g_assert_cmpint (*text, !=, '\n');
                g_string_append_c (cell, *text);
              }
          g_ptr_array_add (row, g_string_free (cell, FALSE));

          g_assert_true (text < end);
          more = *text == ',';
          if (!more)
            {
              g_assert_true (text + 1 < end && text[0] == '\r' && text[1] == '\n');
              text++;
            }
          text++;
        }
      g_ptr_array_add (rows, row);
    }
  return rows;
}

const char *
csv_cell (GPtrArray *rows, guint row, guint column)
{
  GPtrArray *cells;

  g_assert_cmpuint (row, <, rows->len);
  cells = g_ptr_array_index (rows, row);
  g_assert_cmpuint (column, <, cells->len);
  return g_ptr_array_index (cells, column);
}

const char *
csv_unprotected (const char *cell)
{
  return cell + atlas_csv_is_protected (cell, strlen (cell));
}

gboolean
foreach_naughty_string (void (*func) (const char *text, gpointer data), gpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path =
    g_build_filename (g_getenv ("ATLAS_CORPUS_DIR"), "strings", "blns", "blns.json", NULL);
  JsonArray *strings;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the corpus is not here");
      return FALSE;
    }
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  strings = json_node_get_array (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (strings), >, 400);
  for (guint i = 0; i < json_array_get_length (strings); i++)
    {
      const char *text = json_array_get_string_element (strings, i);

      if (*text != '\0')
        func (text, data);
    }
  return TRUE;
}

static void
dump_table (AtlasConnection *reader, const char *table, GString *out)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\" ORDER BY 1", table);
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasStatement) select = atlas_statement_new (reader, sql, &error);

  g_assert_no_error (error);
  g_string_append_printf (out, "[%s]\n", table);
  while (atlas_statement_step (select, &error))
    {
      for (guint i = 0; i < atlas_statement_get_n_columns (select); i++)
        {
          AtlasValue value = { 0 };
          AtlasUuid uuid;

          atlas_statement_get_value (select, i, &value);
          if (value.type == ATLAS_VALUE_TEXT && value.length == sizeof uuid &&
              atlas_statement_get_uuid (select, i, &uuid) && !g_utf8_validate (value.text, 16, NULL))
            {
              char text[ATLAS_UUID_TEXT_SIZE];

              atlas_uuid_format (&uuid, text);
              g_string_append_printf (out, "|%s", text);
            }
          else if (value.type == ATLAS_VALUE_INTEGER)
            g_string_append_printf (out, "|%" G_GINT64_FORMAT, value.integer);
          else if (value.type == ATLAS_VALUE_REAL)
            g_string_append_printf (out, "|r%a", value.real);
          else if (value.type == ATLAS_VALUE_TEXT)
            g_string_append_printf (out, "|t%.*s", (int) value.length, value.text);
          else
            g_string_append (out, "|-");
        }
      g_string_append_c (out, '\n');
    }
  g_assert_no_error (error);
}

char *
dump (AtlasRegister *source, gboolean journal)
{
  static const char *const tables[] = { "setting", "member", "event", "unit", "journal", "sequence" };
  AtlasStore *store = atlas_register_get_store (source);
  g_autoptr (GError) error = NULL;
  AtlasConnection *reader = atlas_store_acquire_reader (store, &error);
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < (journal ? G_N_ELEMENTS (tables) : 3); i++)
    dump_table (reader, tables[i], out);
  atlas_store_release_reader (store, reader);
  return g_string_free (out, FALSE);
}

void
assert_same_dump (const char *got, const char *expected)
{
  gsize line = 0;

  for (gsize i = 0; got[i] == expected[i]; i++)
    {
      if (got[i] == '\0')
        return;
      if (got[i] == '\n')
        line = i + 1;
    }
  g_error ("got      %.400s\nexpected %.400s", got + line, expected + line);
}

void
assert_sound (AtlasRegister *source)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) faults = atlas_store_check (atlas_register_get_store (source), NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (faults[0], ==, NULL);
}

void
undo (AtlasRegister *source)
{
  g_autoptr (GError) error = NULL;

  atlas_journal_undo (atlas_register_get_store (source), NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

void
redo (AtlasRegister *source)
{
  g_autoptr (GError) error = NULL;

  atlas_journal_redo (atlas_register_get_store (source), NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}
