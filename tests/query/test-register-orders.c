/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-date.h"
#include "atlas-fold.h"
#include "query-test-support.h"

static char *
read_value (
  AtlasRegister *source, const AtlasKind *kind, gint64 id, const AtlasField *field, gboolean *number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasRecord) record = atlas_register_load (source, kind, id, &error);
  const AtlasValue *value;

  g_assert_no_error (error);
  value = atlas_record_get_value (record, field);
  *number = value->type == ATLAS_VALUE_INTEGER || value->type == ATLAS_VALUE_REAL;
  switch ((AtlasValueType) value->type)
    {
    case ATLAS_VALUE_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
    case ATLAS_VALUE_REAL:
      return g_strdup_printf ("%.17g", value->real);
    case ATLAS_VALUE_TEXT:
      return g_strndup (value->text, value->length);
    case ATLAS_VALUE_NULL:
    default:
      return NULL;
    }
}

static int
compare_values (const AtlasField *field, const char *a, const char *b, gboolean number)
{
  gint64 first, second;

  if (field->type == ATLAS_FIELD_DATE_TIME && atlas_timestamp_parse (a, -1, &first, NULL) &&
      atlas_timestamp_parse (b, -1, &second, NULL))
    return (first > second) - (first < second);
  if (number)
    {
      double x = g_ascii_strtod (a, NULL), y = g_ascii_strtod (b, NULL);

      return (x > y) - (x < y);
    }
  {
    gboolean words = field->type == ATLAS_FIELD_TEXT || field->type == ATLAS_FIELD_LONG_TEXT;
    g_autofree char *x = words ? atlas_fold (a, -1) : g_ascii_strdown (a, -1);
    g_autofree char *y = words ? atlas_fold (b, -1) : g_ascii_strdown (b, -1);

    return strcmp (x, y);
  }
}

static void
assert_ordered (
  Fixture *fixture, const AtlasKind *kind, const AtlasField *field, GArray *ids, gboolean descending)
{
  g_autofree char *before = NULL;
  gint64 before_id = 0;
  gboolean nothing = FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      gboolean number;
      g_autofree char *value = read_value (fixture->source, kind, id, field, &number);

      if (value == NULL)
        {
          /* Those without a value come last in either direction, by id. */
          g_assert_true (!nothing || id > before_id);
          nothing = TRUE;
        }
      else
        {
          int order = before != NULL ? compare_values (field, before, value, number) : 0;

          g_assert_false (nothing);
          if (before != NULL)
            {
              if (descending ? order < 0 : order > 0)
                g_error ("%s: “%s” stands before “%s”", field->key, before, value);
              g_assert_true (order != 0 || id > before_id);
            }
        }
      g_free (before);
      before = g_steal_pointer (&value);
      before_id = id;
    }
}

static void
test_orders (Fixture *fixture, gconstpointer data)
{
  const AtlasKind *const kinds[] = { &atlas_kind_member, &atlas_kind_event };
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasPointIndex) points = NULL;
  g_autoptr (AtlasQuery) everyone = make_query (&atlas_kind_member, NULL);

  add_json (fixture->source, awkward_members);
  add_json (
    fixture->source,
    "[{\"given_name\":\"Éa\",\"family_name\":\"uwase\"},{\"given_name\":\"ea\",\"family_name\":\"Uwase\"},"
    "{\"given_name\":\"EA\",\"family_name\":\"UWASE\"},{\"family_name\":\"Uwase\"},"
    "{\"given_name\":\"Zoe\",\"family_name\":\"uwase\"},{\"given_name\":\"Z\",\"family_name\":\"Émond\"}]");
  add_json (fixture->source,
            "{\"format\":\"diaspora-atlas\",\"events\":["
            "{\"title\":\"b\",\"start\":\"2026-11-24T23:00:00-05:00\",\"capacity\":5},"
            "{\"title\":\"A\",\"start\":\"2026-11-25T03:00:00Z\",\"capacity\":50},"
            "{\"title\":\"c\",\"start\":\"2026-11-25T04:00:00Z\"},"
            "{\"title\":\"B\",\"start\":\"2026-11-25T09:00:00+05:00\",\"capacity\":5},"
            "{\"title\":\"a\",\"start\":\"2020-01-01T00:00:00Z\",\"end\":\"2020-01-02T00:00:00Z\"}]}");

  /* Twice: asked of SQLite, and picked out of the order that is kept. */
  for (guint with_points = 0; with_points < 2; with_points++)
    {
      for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
        for (guint i = 0; i < kinds[k]->n_fields; i++)
          for (guint descending = 0; descending < 2; descending++)
            {
              const AtlasField *field = &kinds[k]->fields[i];
              g_autofree char *sort = g_strconcat (descending ? "-" : "", field->key, NULL);
              g_autoptr (AtlasQuery) all = make_query (kinds[k], NULL);
              g_autoptr (AtlasQuery) some = make_query (kinds[k], k == 0 ? "-has:location" : "-city:none,b");
              g_autoptr (GArray) ids = atlas_register_list_ids (fixture->source, all, sort, 0, NULL, &error);
              g_autoptr (GArray) few = atlas_register_list_ids (fixture->source, all, sort, 3, NULL, &error);
              g_autoptr (GArray) picked =
                atlas_register_list_ids (fixture->source, some, sort, 0, NULL, &error);
              guint at = 0;

              g_assert_no_error (error);
              g_assert_cmpint (ids->len, ==, count (fixture->source, kinds[k], NULL));
              assert_ordered (fixture, kinds[k], field, ids, (gboolean) descending);
              g_assert_cmpmem (few->data, few->len * sizeof (gint64), ids->data, 3 * sizeof (gint64));
              assert_ordered (fixture, kinds[k], field, picked, (gboolean) descending);
              g_assert_cmpint (picked->len, ==,
                               count (fixture->source, kinds[k], k == 0 ? "-has:location" : "-city:none,b"));
              /* In the order of the whole. */
              for (guint n = 0; n < picked->len; n++, at++)
                while (g_array_index (ids, gint64, at) != g_array_index (picked, gint64, n))
                  g_assert_cmpuint (++at, <, ids->len);
            }

      g_assert_null (atlas_register_list_ids (fixture->source, everyone, "nonsense", 0, NULL, &error));
      g_assert_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_FIELD);
      g_assert_nonnull (strstr (error->message, "“nonsense”"));
      g_assert_nonnull (strstr (error->message, "family_name"));
      g_clear_error (&error);
      points = atlas_register_load_points (fixture->source, NULL, &error);
      g_assert_no_error (error);
    }
}

static char *
list_titles (Fixture *fixture, const AtlasKind *kind, const char *sort, const char *text)
{
  g_autoptr (AtlasQuery) query = make_query (kind, text);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = atlas_register_list_ids (fixture->source, query, sort, 0, NULL, &error);
  GString *titles = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (AtlasRecord) record =
        atlas_register_load (fixture->source, kind, g_array_index (ids, gint64, i), &error);
      g_autofree char *title = atlas_record_dup_title (record);

      g_string_append_printf (titles, "%s%s", i > 0 ? ", " : "", title);
    }
  return g_string_free (titles, FALSE);
}

/* By title: what a person sees first. After an edit the order that was kept is not shown any more. */
static void
test_title_order (Fixture *fixture, gconstpointer data)
{
  g_autofree char *names = NULL, *changed = NULL, *events = NULL;
  g_autoptr (AtlasPointIndex) points = NULL;

  add_json (
    fixture->source,
    "[{\"given_name\":\"Zoe\",\"family_name\":\"uwase\"},{\"given_name\":\"Ada\",\"family_name\":\"Uwase\"},"
    "{\"given_name\":\"Only\"},{\"family_name\":\"Uwase\"},{\"given_name\":\"Bo\",\"family_name\":\"abe\"},"
    "{\"given_name\":\"Zoé\",\"family_name\":\"Émond\"},{\"given_name\":\"Zoe\",\"family_name\":\"Emond\"},"
    "{\"given_name\":\"Aé\",\"family_name\":\"Zwick\"},{\"given_name\":\"Été\"}]");
  points = atlas_register_load_points (fixture->source, NULL, NULL);
  names = list_titles (fixture, &atlas_kind_member, NULL, NULL);
  g_assert_cmpstr (names, ==,
                   "Bo abe, Zoé Émond, Zoe Emond, Ada Uwase, Zoe uwase, Uwase, Aé Zwick, Été, Only");
  {
    g_autoptr (AtlasRecord) record = load (fixture->source, 5);

    atlas_record_set_text (record, "family_name", "Zed");
    save (fixture->source, record);
  }
  changed = list_titles (fixture, &atlas_kind_member, NULL, NULL);
  g_assert_cmpstr (changed, ==,
                   "Zoé Émond, Zoe Emond, Ada Uwase, Zoe uwase, Uwase, Bo Zed, Aé Zwick, Été, Only");
  add_json (fixture->source, "{\"format\":\"diaspora-atlas\",\"events\":["
                             "{\"title\":\"Old\",\"start\":\"2020-01-01T00:00:00Z\"},"
                             "{\"title\":\"West\",\"start\":\"2026-11-24T23:00:00-05:00\"},"
                             "{\"title\":\"East\",\"start\":\"2026-11-25T03:00:00Z\"}]}");
  events = list_titles (fixture, &atlas_kind_event, NULL, NULL);
  g_assert_cmpstr (events, ==, "West, East, Old");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  QUERY_TEST ("/register/orders", test_orders);
  QUERY_TEST ("/register/title-order", test_title_order);
  return g_test_run ();
}
