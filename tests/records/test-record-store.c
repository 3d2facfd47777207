/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "atlas-record.h"

#define NOW   "2026-05-06T07:08:09Z"
#define LATER "2026-05-07T00:00:00Z"

typedef struct
{
  char *folder;
  char *path;
  AtlasStore *store;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_setenv ("ATLAS_NOW", NOW, TRUE);
  fixture->folder = g_dir_make_tmp ("atlas-records-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "test.db", NULL);
  fixture->store = atlas_store_open (fixture->path, ATLAS_STORE_CREATE, atlas_kind_tables (), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_clear_object (&fixture->store);
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static AtlasUnit *
begin (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  AtlasUnit *unit = atlas_unit_begin (fixture->store, "Test", ATLAS_UNIT_DEFAULT, &error);

  g_assert_no_error (error);
  return unit;
}

static void
commit (AtlasUnit *unit)
{
  g_autoptr (GError) error = NULL;

  atlas_unit_commit (unit, &error);
  g_assert_no_error (error);
  atlas_unit_free (unit);
}

static void
save (Fixture *fixture, AtlasRecord *record, gboolean keep_times)
{
  AtlasUnit *unit = begin (fixture);
  g_autoptr (GError) error = NULL;

  atlas_record_save (record, unit, keep_times, &error);
  g_assert_no_error (error);
  commit (unit);
}

static AtlasRecord *
load (Fixture *fixture, const AtlasKind *kind, gint64 id, GError **error)
{
  AtlasConnection *reader = atlas_store_acquire_reader (fixture->store, NULL);
  AtlasRecord *record = atlas_record_load (reader, kind, id, error);

  atlas_store_release_reader (fixture->store, reader);
  return record;
}

static gint64
count (Fixture *fixture, const char *sql)
{
  AtlasConnection *reader = atlas_store_acquire_reader (fixture->store, NULL);
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  atlas_connection_query_integer (reader, sql, -1, &n, &error);
  g_assert_no_error (error);
  atlas_store_release_reader (fixture->store, reader);
  return n;
}

/* A value that will do for each field, made from its line of the table. */
static void
fill (AtlasRecord *record)
{
  static const struct
  {
    const AtlasKind *kind;
    const char *key, *text;
  } fitting[] = {
    { &atlas_kind_estimate, "country", "CA" },
    { &atlas_kind_estimate, "female", "3" },
    { &atlas_kind_estimate, "male", "4" },
    { &atlas_kind_estimate, "low", "5" },
    { &atlas_kind_export_profile, "basis", "consent" },
    { &atlas_kind_export_profile, "identity", "named" },
  };
  const AtlasKind *kind = atlas_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const AtlasField *field = &kind->fields[i];
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;

      switch (field->type)
        {
        case ATLAS_FIELD_INTEGER:
        case ATLAS_FIELD_REAL:
          text = g_strdup_printf ("%.1f", field->maximum - 0.5);
          if (field->type == ATLAS_FIELD_INTEGER)
            *strchr (text, '.') = '\0';
          break;
        case ATLAS_FIELD_YEAR:
          text = g_strdup ("1999");
          break;
        case ATLAS_FIELD_DATE:
          text = g_strdup ("2024-02-29");
          break;
        case ATLAS_FIELD_TIMESTAMP:
          text = g_strdup ("2024-02-29T00:00:00Z");
          break;
        case ATLAS_FIELD_DATE_TIME:
          text = g_strdup ("2024-02-29T18:30:00-05:00");
          break;
        case ATLAS_FIELD_CHOICE:
        case ATLAS_FIELD_LEVEL:
        case ATLAS_FIELD_CHOICE_LIST:
          text = atlas_vocabulary_get_n_terms (field->vocabulary) > 0
                   ? g_strdup (atlas_vocabulary_get_key (field->vocabulary, 1))
                   : g_strdup ("");
          break;
        case ATLAS_FIELD_ITEM_LIST:
          text = g_strdup (field->items == &atlas_kind_language      ? "rw:C2;fr"
                           : field->items == &atlas_kind_consent     ? "contact:any:given:2024-01-01:form"
                           : field->items == &atlas_kind_stop        ? "Toronto:CA-ON"
                           : field->items == &atlas_kind_leg         ? "fly:Toronto:Ottawa"
                           : field->items == &atlas_kind_budget_line ? "Hotels:lodging:1650.5"
                           : field->items == &atlas_kind_role
                             ? "123e4567-e89b-42d3-a456-426614174000:chair:2020-01-01"
                             : "123e4567-e89b-42d3-a456-426614174000:invited");
          break;
        default:
          text = g_strdup (g_str_has_suffix (field->key, "region") ? "CA-ON"
                           : field->refers != NULL                 ? "123e4567-e89b-42d3-a456-426614174000"
                           : g_str_equal (field->key, "timezone")  ? "America/Toronto"
                           : g_str_equal (field->key, "currency")  ? "CAD"
                           : g_str_equal (field->key, "plan")      ? "{\"days\":3}"
                           : g_str_equal (field->key, "kinds")     ? "member"
                           : g_str_equal (field->key, "fields")    ? "given_name;id"
                           : g_str_equal (field->key, "emails")    ? "ada@example.org"
                           : g_str_equal (field->key, "phones")    ? "+16135550100"
                           : field->refers != NULL                 ? "123e4567-e89b-42d3-a456-426614174000"
                                                                   : "Zoë “O’Neill”");
          break;
        }
      g_assert_true (atlas_record_set_from_text (record, field->key, text, &error));
      g_assert_no_error (error);
    }
  /* What must fit together. */
  for (guint i = 0; i < G_N_ELEMENTS (fitting); i++)
    if (kind == fitting[i].kind)
      g_assert_true (atlas_record_set_from_text (record, fitting[i].key, fitting[i].text, NULL));
  atlas_record_set_extra (record, "{\"address\":{\"unit\":\"3\"}}");
}

static const AtlasField *
find_column (const AtlasKind *kind, const char *column)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if (g_str_equal (kind->fields[i].column, column))
      return &kind->fields[i];
  return NULL;
}

/* The tables in the field tables and in the database are the same: names and storage types. The order is the
 * database's own: a column that came later stands behind the others. */
static void
test_columns (Fixture *fixture, gconstpointer data)
{
  AtlasConnection *reader = atlas_store_acquire_reader (fixture->store, NULL);

  for (const AtlasKind *const *kind = atlas_kinds (); *kind != NULL; kind++)
    {
      g_autoptr (AtlasStatement) statement = NULL;
      g_autoptr (GError) error = NULL;
      guint n_columns = 0;

      statement = atlas_statement_new (
        reader, "SELECT name, type FROM pragma_table_info (:table) ORDER BY cid", &error);
      g_assert_no_error (error);
      atlas_statement_bind_text (statement, ":table", atlas_kind_get_table (*kind)->name);
      for (; atlas_statement_step (statement, &error); n_columns++)
        {
          const char *name = atlas_statement_get_text (statement, 0, NULL);
          const char *type = atlas_statement_get_text (statement, 1, NULL);

          if (n_columns < 2)
            {
              g_assert_cmpstr (name, ==, n_columns == 0 ? "id" : "uuid");
              g_assert_cmpstr (type, ==, n_columns == 0 ? "INTEGER" : "BLOB");
            }
          else if (!g_str_equal (name, "extra"))
            {
              const AtlasField *field = find_column (*kind, name);
              gboolean whole;

              g_assert_nonnull (field);
              whole = field->type == ATLAS_FIELD_INTEGER || field->type == ATLAS_FIELD_YEAR ||
                      field->type == ATLAS_FIELD_LEVEL;

              g_assert_cmpstr (type, ==,
                               whole                             ? "INTEGER"
                               : field->type == ATLAS_FIELD_REAL ? "REAL"
                                                                 : "TEXT");
            }
        }
      g_assert_no_error (error);
      g_assert_cmpuint (n_columns, ==, (*kind)->n_fields + 3);
    }
  atlas_store_release_reader (fixture->store, reader);
}

static void
test_all_fields (Fixture *fixture, gconstpointer data)
{
  for (const AtlasKind *const *kind = atlas_kinds (); *kind != NULL; kind++)
    {
      g_autoptr (AtlasRecord) record = atlas_record_new (*kind);
      g_autoptr (AtlasRecord) loaded = NULL;
      g_autoptr (AtlasRecord) by_uuid = NULL;
      g_autoptr (GError) error = NULL;
      AtlasConnection *reader;

      fill (record);
      save (fixture, record, TRUE);
      g_assert_cmpint (atlas_record_get_id (record), >, 0);
      g_assert_false (atlas_uuid_is_nil (atlas_record_get_uuid (record)));

      loaded = load (fixture, *kind, atlas_record_get_id (record), &error);
      g_assert_no_error (error);
      g_assert_true (atlas_record_equal (record, loaded));
      g_assert_true (atlas_uuid_equal (atlas_record_get_uuid (record), atlas_record_get_uuid (loaded)));
      g_assert_cmpint (atlas_record_get_id (record), ==, atlas_record_get_id (loaded));

      reader = atlas_store_acquire_reader (fixture->store, NULL);
      by_uuid = atlas_record_load_uuid (reader, *kind, atlas_record_get_uuid (record), &error);
      atlas_store_release_reader (fixture->store, reader);
      g_assert_no_error (error);
      g_assert_true (atlas_record_equal (record, by_uuid));
    }
}

static void
test_times (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_member);
  g_autoptr (AtlasRecord) kept = atlas_record_new (&atlas_kind_member);
  g_autoptr (AtlasRecord) loaded = NULL;
  gint64 generation;

  atlas_record_set_text (record, "given_name", "Ada");
  save (fixture, record, FALSE);
  g_assert_cmpstr (atlas_record_get_text (record, "created"), ==, NOW);
  g_assert_cmpstr (atlas_record_get_text (record, "updated"), ==, NOW);

  /* Nothing changed, nothing happens, whatever the clock says. */
  g_setenv ("ATLAS_NOW", LATER, TRUE);
  generation = atlas_store_get_generation (fixture->store);
  save (fixture, record, FALSE);
  g_assert_cmpstr (atlas_record_get_text (record, "updated"), ==, NOW);
  g_assert_cmpint (atlas_store_get_generation (fixture->store), ==, generation);

  atlas_record_set_text (record, "given_name", "Adeline");
  save (fixture, record, FALSE);
  loaded = load (fixture, &atlas_kind_member, atlas_record_get_id (record), NULL);
  g_assert_cmpstr (atlas_record_get_text (loaded, "given_name"), ==, "Adeline");
  g_assert_cmpstr (atlas_record_get_text (loaded, "created"), ==, NOW);
  g_assert_cmpstr (atlas_record_get_text (loaded, "updated"), ==, LATER);

  /* An import keeps what the file says, even if it says nothing. */
  atlas_record_set_text (kept, "given_name", "Bo");
  atlas_record_set_text (kept, "updated", "2001-01-01T00:00:00Z");
  save (fixture, kept, TRUE);
  g_assert_cmpstr (atlas_record_get_text (kept, "updated"), ==, "2001-01-01T00:00:00Z");
  g_assert_null (atlas_record_get_text (kept, "created"));
}

static void
test_delete (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_event);
  g_autoptr (GError) error = NULL;
  AtlasUnit *unit;
  gint64 id;

  fill (record);
  save (fixture, record, FALSE);
  id = atlas_record_get_id (record);

  unit = begin (fixture);
  g_assert_true (atlas_record_delete (record, unit, &error));
  g_assert_no_error (error);
  commit (unit);
  g_assert_null (load (fixture, &atlas_kind_event, id, &error));
  g_assert_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN);
  g_assert_cmpstr (error->message, ==, "There is no such record: Event 1. It may have been deleted.");
  g_clear_error (&error);
}

/* What won't do leaves the database as it was. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasRecord) nameless = atlas_record_new (&atlas_kind_member);
  g_autoptr (AtlasRecord) first = atlas_record_new (&atlas_kind_member);
  g_autoptr (AtlasRecord) second = NULL;
  g_autoptr (GError) error = NULL;
  AtlasUnit *unit = begin (fixture);

  g_assert_false (atlas_record_save (nameless, unit, FALSE, &error));
  g_assert_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_REQUIRED);
  g_clear_error (&error);
  atlas_unit_free (unit);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM member"), ==, 0);
  g_assert_cmpint (atlas_record_get_id (nameless), ==, 0);

  atlas_record_set_text (first, "given_name", "Ada");
  save (fixture, first, FALSE);
  second = atlas_record_copy (first);
  atlas_record_set_id (second, 0);
  unit = begin (fixture);
  g_assert_false (atlas_record_save (second, unit, FALSE, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_EXISTS);
  atlas_unit_free (unit);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM member"), ==, 1);
}

static void
test_read_rows (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "Ada", "Bo", "Céline" };
  g_autoptr (AtlasRecord) row = atlas_record_new (&atlas_kind_member);
  g_autoptr (AtlasStatement) statement = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = g_strconcat (atlas_kind_select_sql (&atlas_kind_member), " ORDER BY id", NULL);
  const AtlasField *given = atlas_kind_find_field (&atlas_kind_member, "given_name", -1);
  AtlasConnection *reader;
  guint n_rows = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_member);

      atlas_record_set_text (record, "given_name", names[i]);
      if (i == 0)
        atlas_record_set_text (record, "notes", "only the first has notes");
      save (fixture, record, FALSE);
    }

  reader = atlas_store_acquire_reader (fixture->store, NULL);
  statement = atlas_statement_new (reader, sql, &error);
  g_assert_no_error (error);
  for (; atlas_statement_step (statement, &error); n_rows++)
    {
      /* One record for all rows: nothing of a row may stay behind for the next. */
      atlas_record_read_row (row, statement, TRUE);
      g_assert_true (atlas_record_get_value (row, given)->borrowed);
      g_assert_cmpstr (atlas_record_get_text (row, "given_name"), ==, names[n_rows]);
      g_assert_cmpint (atlas_record_get_text (row, "notes") != NULL, ==, n_rows == 0);
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n_rows, ==, G_N_ELEMENTS (names));
  g_clear_pointer (&statement, atlas_statement_free);
  atlas_store_release_reader (fixture->store, reader);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/record-store/columns", test_columns);
  ADD ("/record-store/all-fields", test_all_fields);
  ADD ("/record-store/times", test_times);
  ADD ("/record-store/delete", test_delete);
  ADD ("/record-store/refused", test_refused);
  ADD ("/record-store/read-rows", test_read_rows);
  return g_test_run ();
}
