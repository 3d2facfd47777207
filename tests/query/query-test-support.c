/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query-test-support.h"

#include <glib/gstdio.h>
#include <string.h>

#include "atlas-import.h"
#include "atlas-query-private.h"

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_setenv ("ATLAS_NOW", NOW, TRUE);
  fixture->folder = g_dir_make_tmp ("atlas-query-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "atlas.db", NULL);
  fixture->source = atlas_register_open (fixture->path, ATLAS_STORE_CREATE, &error);
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
  g_free (fixture->path);
}

void
add_json (AtlasRegister *source, const char *json)
{
  g_autoptr (AtlasImport) import = atlas_import_new (source);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (json, -1, NULL);
  g_autoptr (GError) error = NULL;
  GPtrArray *refusals;

  atlas_import_add_stream (import, stream, "test");
  atlas_import_run (import, NULL, &error);
  g_assert_no_error (error);
  refusals = atlas_import_get_refusals (import);
  if (refusals->len > 0)
    {
      const AtlasRefusal *refusal = g_ptr_array_index (refusals, 0);

      g_error ("record %d: %s: %s", (int) refusal->record, refusal->field, refusal->reason);
    }
}

#define PLACED(latitude, longitude) "\"location\":{\"latitude\":" latitude ",\"longitude\":" longitude "}"

/* clang-format off */
const char awkward_members[] =
  "["
  "{\"given_name\":\"Nameonly\"},"
  "{\"given_name\":\"Nowhere\",\"address\":{\"city\":\"Nowhere at all\"},\"sex\":\"other\",\"status\":\"moved\"},"
  "{\"given_name\":\"Ontario\",\"address\":{\"region\":\"CA-ON\"},\"sex\":\"female\",\"birth_year\":1980},"
  "{\"given_name\":\"Toronto\",\"address\":{\"city\":\"TORONTO\"},\"sex\":\"male\",\"birth_year\":1981,"
   "\"emails\":[\"a@example.org\"],\"consents\":[{\"purpose\":\"contact\",\"channel\":\"email\",\"status\":\"given\",\"date\":\"2026-01-01\"}]},"
  "{\"given_name\":\"Montreal\",\"family_name\":\"Éa\",\"address\":{\"city\":\"Montreal\",\"country\":\"CA\"},\"phones\":[\"+15145550100\"],"
   "\"consents\":[{\"purpose\":\"contact\",\"channel\":\"any\",\"status\":\"given\",\"date\":\"2026-01-01\"},"
   "{\"purpose\":\"contact\",\"channel\":\"email\",\"status\":\"withdrawn\",\"date\":\"2026-02-01\"}]},"
  "{\"given_name\":\"Québec\",\"address\":{\"city\":\"Québec\",\"region\":\"CA-QC\",\"postcode\":\"G1A 1A1\",\"street\":\"1 rue É\"},"
   "\"languages\":[{\"code\":\"fr\",\"level\":\"C2\"},{\"code\":\"rw\",\"level\":\"A1\"}],\"education\":{\"level\":0}},"
  "{\"given_name\":\"Zip\",\"address\":{\"postcode\":\"10001-1234\",\"country\":\"US\"},\"education\":{\"level\":8},\"interests\":[\"remote\",\"teaching\"]},"
  "{\"given_name\":\"Shortzip\",\"address\":{\"postcode\":\"10001\"},\"interests\":[\"teaching\"],\"occupation\":{\"code\":\"2\",\"sector\":\"Q\"}},"
  "{\"given_name\":\"Kigali\",\"address\":{\"city\":\"Kigali\",\"country\":\"RW\"},\"origin\":{\"province\":\"Kigali\",\"district\":\"Gasabo\"},"
   "\"languages\":[{\"code\":\"rw\"}],\"occupation\":{\"code\":\"2221\",\"title\":\"Infirmière\"},\"skills\":[\"soins intensifs\"]},"
  "{\"given_name\":\"Paris\",\"address\":{\"city\":\"Paris\",\"country\":\"FR\"},\"languages\":[{\"code\":\"eo\"}],\"citizenships\":[\"FR\",\"RW\"]},"
  "{\"given_name\":\"Parisontario\",\"address\":{\"city\":\"Paris\",\"region\":\"CA-ON\"},\"languages\":[{\"code\":\"la\"}],\"citizenships\":[\"RW\"]},"
  "{\"given_name\":\"Mismatch\",\"address\":{\"city\":\"Boston\",\"region\":\"US-MA\",\"country\":\"RW\"}},"
  "{\"given_name\":\"Datelineeast\"," PLACED ("10", "180") "},"
  "{\"given_name\":\"Datelinewest\"," PLACED ("10", "-180") "},"
  "{\"given_name\":\"Fiji\"," PLACED ("-17.7", "178.1") "},"
  "{\"given_name\":\"Samoa\"," PLACED ("-13.8", "-171.8") "},"
  "{\"given_name\":\"Northpole\"," PLACED ("90", "0") "},"
  "{\"given_name\":\"Southpole\"," PLACED ("-90", "45") "},"
  "{\"given_name\":\"Alert\"," PLACED ("82.5", "-62.35") "},"
  "{\"given_name\":\"Nullisland\"," PLACED ("0", "0") ",\"birth_year\":1900},"
  "{\"given_name\":\"Ottawa\"," PLACED ("45.4215", "-75.6972") ",\"birth_year\":2026,\"status\":\"deceased\"},"
  "{\"given_name\":\"Hull\",\"address\":{\"city\":\"Hull\",\"region\":\"CA-QC\"}," PLACED ("45.43", "-75.73") "},"
  "{\"given_name\":\"Old\",\"updated\":\"1970-01-01T00:00:00Z\",\"created\":\"1970-01-01T00:00:00Z\"},"
  "{\"given_name\":\"Older\",\"updated\":\"1902-05-05T00:00:00Z\"},"
  "{\"given_name\":\"Late\",\"updated\":\"2026-02-28T23:59:59Z\",\"confirmed\":\"2026-02-28\",\"arrival_year\":2011},"
  "{\"given_name\":\"March\",\"updated\":\"2026-03-01T00:00:00Z\",\"confirmed\":\"2026-03-01\"},"
  "{\"given_name\":\"Offset\",\"updated\":\"2026-02-28T23:30:00-05:00\"},"
  "{\"given_name\":\"Emptylists\",\"emails\":[],\"phones\":[],\"languages\":[],\"interests\":[],\"consents\":[],\"skills\":[]},"
  "{\"given_name\":\"Quotes\",\"family_name\":\"O'Neil \\\"Bob\\\"\",\"notes\":\"say \\\"hi\\\" AND NOT this* NEAR(x) col:y ^z -w\"},"
  "{\"given_name\":\"Ünïcödé\",\"family_name\":\"ŁØÆ Straße\",\"notes\":\"ÇA déjà vu 東京 عربى\"},"
  "{\"given_name\":\"Hyphen-Ated\",\"family_name\":\"de l'Île-des-Sœurs\",\"skills\":[\"C++\",\"project management\"]},"
  "{\"given_name\":\"Shared\",\"emails\":[\"s@example.org\"],\"phones\":[\"+16135550101\"],\"address\":{\"street\":\"1 A St\",\"city\":\"Ottawa\",\"region\":\"CA-ON\",\"postcode\":\"K1A 0B1\"},"
   "\"consents\":[{\"purpose\":\"share\",\"channel\":\"post\",\"status\":\"given\",\"date\":\"2026-01-01\"}],\"preferred_language\":\"fr\"},"
  "{\"given_name\":\"Everything\",\"interests\":[\"short-assignment\",\"remote\",\"mentoring\",\"teaching\",\"return\",\"investing\",\"philanthropy\",\"volunteering\"],"
   "\"consents\":[{\"purpose\":\"contact\",\"channel\":\"any\",\"status\":\"given\",\"date\":\"2026-01-01\"},{\"purpose\":\"share\",\"channel\":\"any\",\"status\":\"given\",\"date\":\"2026-01-01\"}],"
   "\"languages\":[{\"code\":\"en\"},{\"code\":\"fr\"},{\"code\":\"iu\"},{\"code\":\"eo\"}],\"occupation\":{\"code\":\"0110\",\"sector\":\"A\",\"years\":3},\"sex\":\"undisclosed\"}"
  "]";
/* clang-format on */

AtlasQuery *
make_query (const AtlasKind *kind, const char *text)
{
  g_autoptr (GError) error = NULL;
  AtlasQuery *query = atlas_query_parse (kind, text, &error);

  if (error != NULL)
    g_error ("%s: %s", text, error->message);
  return query;
}

static GArray *
select_ids (AtlasRegister *source, AtlasQuery *query, const char *sql, const char *condition)
{
  AtlasStore *store = atlas_register_get_store (source);
  g_autoptr (GError) error = NULL;
  AtlasConnection *reader = atlas_store_acquire_reader (store, &error);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  AtlasStatement *statement;

  g_assert_no_error (error);
  statement = atlas_statement_new (reader, sql, &error);
  if (error != NULL)
    g_error ("%s: %s", sql, error->message);
  atlas_query_bind_used (query, statement, condition);
  while (atlas_statement_step (statement, &error))
    {
      gint64 id = atlas_statement_get_integer (statement, 0);

      g_array_append_val (ids, id);
    }
  g_assert_no_error (error);
  atlas_statement_free (statement);
  atlas_store_release_reader (store, reader);
  return ids;
}

GArray *
ask_table (AtlasRegister *source, AtlasQuery *query)
{
  const char *condition = atlas_query_get_sql (query);
  g_autofree char *sql =
    g_strdup_printf ("SELECT r.id FROM \"%s\" AS r WHERE %s ORDER BY r.id",
                     atlas_kind_get_table (atlas_query_get_kind (query))->name, condition);

  return select_ids (source, query, sql, condition);
}

GArray *
ask_facets (AtlasRegister *source, AtlasQuery *query)
{
  const char *condition = atlas_query_get_facet_sql (query);
  g_autofree char *sql =
    g_strdup_printf ("SELECT f.id FROM member_facet AS f WHERE %s ORDER BY f.id", condition);

  return select_ids (source, query, sql, condition);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const gint64 *left = a, *right = b;

  return (*left > *right) - (*left < *right);
}

void
sort_ids (GArray *ids)
{
  g_array_sort (ids, compare_ids);
}

GArray *
ask_memory (AtlasRegister *source, AtlasQuery *query, AtlasPointIndex *index, gboolean connected)
{
  AtlasStore *store = atlas_register_get_store (source);
  g_autoptr (GError) error = NULL;
  AtlasConnection *reader = connected ? atlas_store_acquire_reader (store, &error) : NULL;
  g_autoptr (AtlasBitset) rows = NULL;
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_assert_no_error (error);
  rows = atlas_query_match_rows (query, index, reader, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->n_bits, ==, atlas_point_index_get_n_points (index));
  for (guint row = 0; row < rows->n_bits; row++)
    if (atlas_bitset_get (rows, row))
      {
        gint64 id = atlas_point_index_get_id (index, row);

        g_array_append_val (ids, id);
      }
  g_array_sort (ids, compare_ids);
  if (reader != NULL)
    atlas_store_release_reader (store, reader);
  return ids;
}

void
assert_same_ids (GArray *got, GArray *expected, const char *text, const char *way)
{
  if (got->len == expected->len &&
      (got->len == 0 || memcmp (got->data, expected->data, got->len * sizeof (gint64)) == 0))
    return;
  for (guint i = 0; i < MAX (got->len, expected->len); i++)
    {
      gint64 a = i < got->len ? g_array_index (got, gint64, i) : 0;
      gint64 b = i < expected->len ? g_array_index (expected, gint64, i) : 0;

      if (a != b)
        g_error ("%s: %s gives %u records instead of %u; at %u stands %d instead of %d", text, way, got->len,
                 expected->len, i, (int) a, (int) b);
    }
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
list_names (AtlasRegister *source, GArray *ids)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AtlasRecord) record =
        atlas_register_load (source, &atlas_kind_member, g_array_index (ids, gint64, i), &error);

      g_assert_no_error (error);
      g_ptr_array_add (names, g_strdup (atlas_record_get_text (record, "given_name")));
    }
  g_ptr_array_sort (names, compare_texts);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

static gboolean
time_out (gpointer data)
{
  g_error ("it did not happen in a minute");
  return G_SOURCE_REMOVE;
}

void
iterate_until (gboolean (*done) (gpointer data), gpointer data)
{
  guint guard = g_timeout_add_seconds (60, time_out, NULL);

  while (!done (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (guard);
}

AtlasRecord *
make_member (const char *name, const char *city)
{
  AtlasRecord *record = atlas_record_new (&atlas_kind_member);

  atlas_record_set_text (record, "given_name", name);
  if (city != NULL)
    atlas_record_set_text (record, "address.city", city);
  return record;
}

gint64
save (AtlasRegister *source, AtlasRecord *record)
{
  g_autoptr (GError) error = NULL;
  gint64 id = atlas_register_save (source, record, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  return id;
}

gint64
add_member (AtlasRegister *source, const char *name, const char *city)
{
  g_autoptr (AtlasRecord) record = make_member (name, city);

  return save (source, record);
}

AtlasRecord *
load (AtlasRegister *source, gint64 id)
{
  g_autoptr (GError) error = NULL;
  AtlasRecord *record = atlas_register_load (source, &atlas_kind_member, id, &error);

  g_assert_no_error (error);
  return record;
}

gint64
count (AtlasRegister *source, const AtlasKind *kind, const char *text)
{
  g_autoptr (AtlasQuery) query = make_query (kind, text);
  g_autoptr (GError) error = NULL;
  gint64 n = atlas_register_count (source, query, NULL, &error);

  g_assert_no_error (error);
  return n;
}
