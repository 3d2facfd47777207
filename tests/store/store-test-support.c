/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-test-support.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const member_columns[] = {
  "given_name",
  "family_name",
  "other_names",
  "sex",
  "birth_year",
  "emails",
  "phones",
  "preferred_language",
  "address_street",
  "address_city",
  "address_region",
  "address_postcode",
  "address_country",
  "location_latitude",
  "location_longitude",
  "location_precision",
  "location_source",
  "origin_province",
  "origin_district",
  "arrival_year",
  "citizenships",
  "education_level",
  "education_field",
  "occupation_code",
  "occupation_title",
  "occupation_sector",
  "occupation_employer",
  "occupation_years",
  "languages",
  "skills",
  "interests",
  "consents",
  "status",
  "confirmed",
  "notes",
  "created",
  "updated",
  "extra",
};

static const char *const event_columns[] = {
  "title",
  "type",
  "status",
  "start",
  "end",
  "timezone",
  "venue",
  "address_street",
  "address_city",
  "address_region",
  "address_postcode",
  "address_country",
  "location_latitude",
  "location_longitude",
  "location_precision",
  "location_source",
  "capacity",
  "organiser",
  "description",
  "attendance",
  "notes",
  "created",
  "updated",
  "extra",
};

static const char *const name_columns[] = { "given_name", "family_name", "other_names", NULL };
static const char *const place_columns[] = { "address_city", NULL };
static const char *const other_columns[] = { "skills", "notes", NULL };
static const AtlasSearchColumn member_search[] = {
  { "name", name_columns },
  { "place", place_columns },
  { "other", other_columns },
};

static const char *const title_columns[] = { "title", "description", NULL };
static const AtlasSearchColumn event_search[] = { { "title", title_columns } };

static gboolean
derive_facet (AtlasUnit *unit, const AtlasTable *table, const AtlasDerivedRow *row, GError **error)
{
  AtlasConnection *connection = atlas_unit_get_connection (unit);
  const AtlasValue *values = row->values;
  g_autoptr (AtlasStatement) write = NULL;

  write = atlas_statement_new (
    connection,
    values ? "INSERT INTO member_facet (id, region, birth_year) VALUES (:id, :region, :year)"
             " ON CONFLICT (id) DO UPDATE SET region = :region, birth_year = :year"
           : "DELETE FROM member_facet WHERE id = :id",
    error);
  if (write == NULL)
    return FALSE;
  atlas_statement_bind_integer (write, ":id", row->id);
  if (values)
    {
      atlas_statement_bind_value (write, ":region", &values[MEMBER_REGION]);
      atlas_statement_bind_value (write, ":year", &values[MEMBER_BIRTH_YEAR]);
    }
  return atlas_statement_run (write, error);
}

const AtlasTable test_member = {
  .name = "member",
  .columns = member_columns,
  .n_columns = G_N_ELEMENTS (member_columns),
  .search = member_search,
  .n_search = G_N_ELEMENTS (member_search),
  .derive_schema =
    "CREATE TABLE member_facet (id INTEGER PRIMARY KEY, region TEXT, birth_year INTEGER) STRICT;"
    "CREATE INDEX member_facet_region ON member_facet (region);",
  .derive = derive_facet,
};

const AtlasTable test_event = {
  .name = "event",
  .columns = event_columns,
  .n_columns = G_N_ELEMENTS (event_columns),
  .search = event_search,
  .n_search = G_N_ELEMENTS (event_search),
};

const AtlasTable *const test_tables[] = { &test_member, &test_event, NULL };

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("atlas-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "atlas.db", NULL);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_assert_cmpint (g_unlink (child), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_close (fixture);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

AtlasStore *
fixture_open (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fixture->store);
  fixture->store = atlas_store_open (fixture->path, ATLAS_STORE_CREATE, test_tables, &error);
  g_assert_no_error (error);
  g_assert_true (ATLAS_IS_STORE (fixture->store));
  return fixture->store;
}

void
fixture_close (Fixture *fixture)
{
  if (fixture->store == NULL)
    return;
  g_assert_finalize_object (g_steal_pointer (&fixture->store));
}

void
make_uuid (guint n, AtlasUuid *uuid)
{
  guint32 mixed = n * 2654435761u; /* scattered, as real ones are */

  memset (uuid, 0, sizeof *uuid);
  memcpy (uuid->bytes, &mixed, sizeof mixed);
  uuid->bytes[6] = 0x40;
  uuid->bytes[8] = 0x80;
  memcpy (uuid->bytes + 12, &n, sizeof n);
}

void
make_member (guint n, AtlasValue values[MEMBER_N_COLUMNS])
{
  static const char *const given[] = { "Ada", "Éric", "Uwase", "Jean-Paul", "O'Neil" };
  static const char *const cities[] = { "Toronto", "Montréal", "New York", "Québec" };
  static const char *const regions[] = { "CA-ON", "CA-QC", "US-NY", "CA-QC" };

  memset (values, 0, sizeof (AtlasValue) * MEMBER_N_COLUMNS);
  atlas_value_set_text (&values[MEMBER_GIVEN_NAME], given[n % G_N_ELEMENTS (given)], -1);
  atlas_value_take_text (&values[MEMBER_FAMILY_NAME], g_strdup_printf ("Family%u", n));
  atlas_value_set_integer (&values[MEMBER_BIRTH_YEAR], 1940 + n % 60);
  atlas_value_set_text (&values[MEMBER_CITY], cities[n % G_N_ELEMENTS (cities)], -1);
  atlas_value_set_text (&values[MEMBER_REGION], regions[n % G_N_ELEMENTS (regions)], -1);
  atlas_value_set_real (&values[MEMBER_LATITUDE], 40 + n % 10 + (n % 3) / 7.0);
  atlas_value_set_real (&values[MEMBER_LATITUDE + 1], -70);
  if (n % 3 == 0)
    atlas_value_set_text (&values[MEMBER_NOTES], "says \"hello\"\n\\ and a tab\t\x01 — done", -1);
  if (n % 7 == 0)
    atlas_value_set_text (&values[MEMBER_EXTRA], "{\"x-legacy\":[1,2.50,null]}", -1);
}

void
clear_values (AtlasValue *values, guint n)
{
  for (guint i = 0; i < n; i++)
    atlas_value_clear (&values[i]);
}

void
insert_member_rows (AtlasUnit *unit, guint from, guint to)
{
  g_autoptr (GError) error = NULL;

  for (guint n = from; n < to; n++)
    {
      AtlasValue values[MEMBER_N_COLUMNS];
      AtlasUuid uuid;

      make_uuid (n, &uuid);
      make_member (n, values);
      atlas_unit_insert (unit, &test_member, &uuid, values, NULL, &error);
      g_assert_no_error (error);
      clear_values (values, MEMBER_N_COLUMNS);
    }
}

void
insert_members (AtlasStore *store, guint from, guint to, AtlasUnitFlags flags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasUnit) unit = atlas_unit_begin (store, "Add members", flags, &error);

  g_assert_no_error (error);
  insert_member_rows (unit, from, to);
  g_assert_cmpint (atlas_unit_get_n_changes (unit), ==, to - from);
  atlas_unit_commit (unit, &error);
  g_assert_no_error (error);
}

/* The member's values as they now stand. */
static void
read_member (AtlasConnection *connection, gint64 id, AtlasValue *values)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  g_autoptr (AtlasStatement) select = NULL;

  for (guint i = 0; i < MEMBER_N_COLUMNS; i++)
    g_string_append_printf (sql, "%s\"%s\"", i > 0 ? ", " : "", member_columns[i]);
  g_string_append (sql, " FROM member WHERE id = :id");
  select = atlas_statement_new (connection, sql->str, NULL);
  atlas_statement_bind_integer (select, ":id", id);
  g_assert_true (atlas_statement_step (select, NULL));
  for (guint i = 0; i < MEMBER_N_COLUMNS; i++)
    {
      AtlasValue value = { 0 };

      atlas_statement_get_value (select, i, &value);
      atlas_value_copy (&value, &values[i]);
    }
}

void
set_member_text (AtlasStore *store, gint64 id, guint column, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasUnit) unit = atlas_unit_begin (store, "Edit a member", ATLAS_UNIT_DEFAULT, &error);
  AtlasValue values[MEMBER_N_COLUMNS] = { 0 };

  g_assert_no_error (error);
  read_member (atlas_unit_get_connection (unit), id, values);
  atlas_value_set_text (&values[column], text, -1);
  atlas_unit_update (unit, &test_member, id, values, &error);
  g_assert_no_error (error);
  clear_values (values, MEMBER_N_COLUMNS);
  atlas_unit_commit (unit, &error);
  g_assert_no_error (error);
}

void
delete_member (AtlasStore *store, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasUnit) unit = atlas_unit_begin (store, "Delete a member", ATLAS_UNIT_DEFAULT, &error);

  g_assert_no_error (error);
  atlas_unit_delete (unit, &test_member, id, &error);
  g_assert_no_error (error);
  atlas_unit_commit (unit, &error);
  g_assert_no_error (error);
}

char *
query (AtlasStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  AtlasConnection *reader = atlas_store_acquire_reader (store, &error);
  AtlasStatement *select;
  char *text;

  g_assert_no_error (error);
  select = atlas_statement_new (reader, sql, &error);
  g_assert_no_error (error);
  text = atlas_statement_step (select, &error) ? g_strdup (atlas_statement_get_text (select, 0, NULL)) : NULL;
  g_assert_no_error (error);
  atlas_statement_free (select);
  atlas_store_release_reader (store, reader);
  return text ? text : g_strdup ("");
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
          g_auto (AtlasValue) value = { 0 };
          AtlasUuid uuid;

          atlas_statement_get_value (select, i, &value);
          if (i == 1 && atlas_statement_get_uuid (select, i, &uuid))
            {
              char text[ATLAS_UUID_TEXT_SIZE];

              atlas_uuid_format (&uuid, text);
              g_string_append (out, text);
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

static char *
dump_tables (AtlasStore *store, const char *const *tables)
{
  g_autoptr (GError) error = NULL;
  AtlasConnection *reader = atlas_store_acquire_reader (store, &error);
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; tables[i]; i++)
    dump_table (reader, tables[i], out);
  atlas_store_release_reader (store, reader);
  return g_string_free (out, FALSE);
}

char *
dump (AtlasStore *store, gboolean journal)
{
  static const char *const records[] = { "setting", "member", "event", NULL };
  static const char *const everything[] = {
    "setting", "member", "event", "unit", "journal", "sequence", NULL
  };

  return dump_tables (store, journal ? everything : records);
}

char *
dump_derived (AtlasStore *store)
{
  static const char *const derived[] = { "member_facet", "derived", NULL };
  g_autofree char *tables = dump_tables (store, derived);
  g_autoptr (GString) out = g_string_new (tables);
  static const char *const words[] = {
    "ada", "eric", "mont*", "f*", "family1*", "hello", "place : new", "zzz"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *sql =
        g_strdup_printf ("SELECT group_concat (rowid) FROM member_search ('%s')", words[i]);
      g_autofree char *found = query (store, sql);

      g_string_append_printf (out, "%s: %s\n", words[i], found);
    }
  return g_strdup (out->str);
}
