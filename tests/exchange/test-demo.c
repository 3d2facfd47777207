/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "atlas-consent.h"
#include "atlas-demo-data.h"
#include "atlas-demo-private.h"
#include "atlas-demo.h"
#include "atlas-facet.h"
#include "exchange-test-support.h"

static void
fill (AtlasRegister *source, guint n, guint32 seed)
{
  g_autoptr (GError) error = NULL;

  atlas_demo_fill (source, n, seed, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static char *
dump_demo (guint n, guint32 seed)
{
  Fixture fixture = { 0 };
  char *text;

  fixture_set_up (&fixture, NULL);
  fill (fixture.source, n, seed);
  assert_sound (fixture.source);
  text = dump (fixture.source, TRUE);
  fixture_tear_down (&fixture, NULL);
  return text;
}

static void
test_same (void)
{
  g_autofree char *first = dump_demo (700, 3);
  g_autofree char *second = dump_demo (700, 3);
  g_autofree char *other = dump_demo (700, 4);
  g_autofree char *fewer = dump_demo (200, 3);
  const char *line, *end;

  assert_same_dump (second, first);
  g_assert_cmpstr (other, !=, first);

  /* A smaller one holds the first people of a larger one. */
  line = strstr (fewer, "[member]\n");
  end = strstr (fewer, "[event]\n");
  g_assert_nonnull (line);
  g_assert_nonnull (end);
  g_assert_cmpint (strncmp (strstr (first, "[member]\n"), line, (gsize) (end - line)), ==, 0);
}

/* Calls @func with each record of @kind. */
static guint
foreach_record (AtlasRegister *source,
                const AtlasKind *kind,
                void (*func) (AtlasRegister *source, AtlasRecord *record))
{
  g_autoptr (AtlasQuery) all = make_query (kind, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = atlas_register_list_ids (source, all, "", 0, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (AtlasRecord) record =
        atlas_register_load (source, kind, g_array_index (ids, gint64, i), &error);

      g_assert_no_error (error);
      func (source, record);
    }
  return ids->len;
}

/* Good, and stored as it would be stored. */
static void
check_record (AtlasRecord *record)
{
  g_autoptr (AtlasRecord) copy = atlas_record_copy (record);
  g_autoptr (GError) error = NULL;

  atlas_record_check (copy, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (atlas_record_equal (copy, record));
  g_assert_false (atlas_uuid_is_nil (atlas_record_get_uuid (record)));
  g_assert_cmpstr (atlas_record_get_text (record, "created"), <=, atlas_record_get_text (record, "updated"));
  g_assert_cmpstr (atlas_record_get_text (record, "updated"), <=, ATLAS_DEMO_TODAY "T23:59:59Z");
}

static void
check_member (AtlasRegister *source, AtlasRecord *record)
{
  gint64 born = atlas_record_get_integer (record, "birth_year");
  gint64 arrived = atlas_record_get_integer (record, "arrival_year");
  AtlasPoint point;

  check_record (record);
  g_assert_nonnull (atlas_record_get_text (record, "given_name"));
  g_assert_nonnull (atlas_record_get_text (record, "family_name"));
  g_assert_true (born == 0 || arrived == 0 || arrived >= born);
  g_assert_true (born <= 2026 && arrived <= 2026);
  /* Nobody real can be reached by what was invented: names of examples, and numbers set apart for fiction. */
  if (atlas_record_get_text (record, "emails") != NULL)
    g_assert_true (strstr (atlas_record_get_text (record, "emails"), "@example.") != NULL);
  if (atlas_record_get_text (record, "phones") != NULL)
    g_assert_true (strstr (atlas_record_get_text (record, "phones"), "555") != NULL);
  atlas_facet_derive_point (1, atlas_record_get_values (record), &point);
  if (atlas_record_get_text (record, "address.region") != NULL)
    g_assert_cmpuint (point.region, !=, ATLAS_POINT_NO_REGION);
}

static void
check_event (AtlasRegister *source, AtlasRecord *record)
{
  g_autoptr (GPtrArray) guests = atlas_record_dup_items (record, "attendance");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  check_record (record);
  g_assert_nonnull (atlas_record_get_text (record, "timezone"));
  for (guint i = 0; i < guests->len; i++)
    {
      const char *id = atlas_record_get_text (g_ptr_array_index (guests, i), "member");
      g_autoptr (AtlasRecord) guest = NULL;
      g_autoptr (GError) error = NULL;
      AtlasUuid uuid;

      g_assert_true (atlas_uuid_parse (id, -1, &uuid));
      guest = atlas_register_load_uuid (source, &atlas_kind_member, &uuid, &error);
      g_assert_no_error (error);
      g_assert_true (g_hash_table_add (seen, (gpointer) id)); /* nobody comes twice */
    }
}

static void
test_records (Fixture *fixture, gconstpointer data)
{
  fill (fixture->source, 3000, 1);
  g_assert_cmpuint (foreach_record (fixture->source, &atlas_kind_member, check_member), ==, 3000);
  g_assert_cmpuint (foreach_record (fixture->source, &atlas_kind_event, check_event), ==, 30);
}

/* Few people, no events without guests; and nobody at all. */
static void
test_few (void)
{
  for (guint n = 0; n < 4; n++)
    {
      Fixture fixture = { 0 };

      fixture_set_up (&fixture, NULL);
      fill (fixture.source, n, 1);
      g_assert_cmpuint (foreach_record (fixture.source, &atlas_kind_member, check_member), ==, n);
      foreach_record (fixture.source, &atlas_kind_event, check_event);
      g_assert_true (atlas_register_is_synthetic (fixture.source));
      fixture_tear_down (&fixture, NULL);
    }
}

static guint
count (AtlasRegister *source, const char *text)
{
  g_autoptr (AtlasQuery) query = make_query (&atlas_kind_member, text);
  g_autoptr (GError) error = NULL;
  gint64 n = atlas_register_count (source, query, NULL, &error);

  g_assert_no_error (error);
  return (guint) n;
}

/* So many in each town as its weight says, within what chance allows; those without an address apart. */
static void
test_weights (Fixture *fixture, gconstpointer data)
{
  guint n_placed, sum = 0, n_looked_at = 0;

  fill (fixture->source, 12000, 9);
  n_placed = count (fixture->source, "-city:none");
  g_assert_cmpuint (n_placed, >, 10000);
  for (guint i = 0; i < atlas_demo_n_towns; i++)
    sum += atlas_demo_towns[i].weight;
  for (guint i = 0; i < atlas_demo_n_towns; i++)
    {
      const AtlasDemoTown *town = &atlas_demo_towns[i];
      g_autofree char *text = g_strdup_printf ("city:\"%s\" region:%s", town->name, town->region);
      double share = (double) town->weight / sum;
      double expected = share * n_placed;
      double deviation = sqrt (expected * (1 - share));

      if (expected < 30)
        continue;
      n_looked_at++;
      g_test_message ("%s: %.0f", text, expected);
      g_assert_cmpfloat (fabs (count (fixture->source, text) - expected), <, 5 * deviation + 2);
    }
  g_assert_cmpuint (n_looked_at, >, 10);
}

static void
test_refuses_records (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;

  add_record (
    fixture, &atlas_kind_event,
    "{\"id\":\"11111111-2222-4333-8444-555555555501\",\"title\":\"T\",\"start\":\"2026-01-01T00:00:00Z\"}");
  before = dump (fixture->source, TRUE);
  g_assert_false (atlas_demo_fill (fixture->source, 10, 1, NULL, NULL, NULL, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_EXISTS);
  g_assert_nonnull (strstr (error->message, "atlas.db"));
  after = dump (fixture->source, TRUE);
  assert_same_dump (after, before);
  g_assert_false (atlas_register_is_synthetic (fixture->source));
}

/* Undone, nothing speaks of it any more: neither people nor mark nor office. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL, *filled = NULL, *undone = NULL, *redone = NULL, *name = NULL;
  g_autoptr (GError) error = NULL;
  AtlasUuid ours, now;

  g_assert_true (atlas_register_get_office (fixture->source, &ours, NULL, &error));
  before = dump (fixture->source, FALSE);
  fill (fixture->source, 3000, 1);
  filled = dump (fixture->source, FALSE);
  g_assert_true (atlas_register_is_synthetic (fixture->source));
  g_assert_true (atlas_register_get_office (fixture->source, &now, &name, &error));
  g_assert_cmpstr (name, ==, "Synthetic data");

  undo (fixture->source);
  undone = dump (fixture->source, FALSE);
  assert_same_dump (undone, before);
  assert_sound (fixture->source);
  g_assert_false (atlas_register_is_synthetic (fixture->source));
  g_assert_true (atlas_register_get_office (fixture->source, &now, NULL, &error));
  g_assert_cmpmem (&now, sizeof now, &ours, sizeof ours);
  redo (fixture->source);
  redone = dump (fixture->source, FALSE);
  assert_same_dump (redone, filled);
}

static void
cancel (gint64 done, gint64 total, gpointer cancellable)
{
  g_assert_cmpint (done, <=, total);
  if (done > 500)
    g_cancellable_cancel (cancellable);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = dump (fixture->source, TRUE);
  g_autofree char *after = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (atlas_demo_fill (fixture->source, 5000, 1, cancel, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = dump (fixture->source, TRUE);
  assert_same_dump (after, before);
  g_assert_false (atlas_register_is_synthetic (fixture->source));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/same", test_same);
  EXCHANGE_TEST ("/demo/records", test_records);
  g_test_add_func ("/demo/few", test_few);
  EXCHANGE_TEST ("/demo/weights", test_weights);
  EXCHANGE_TEST ("/demo/refuses-records", test_refuses_records);
  EXCHANGE_TEST ("/demo/undo", test_undo);
  EXCHANGE_TEST ("/demo/cancelled", test_cancelled);
  return g_test_run ();
}
