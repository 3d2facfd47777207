/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-backup.h"
#include "atlas-facet.h"
#include "query-test-support.h"

typedef struct
{
  AtlasRegister *source;
  guint n_changes, n_points;
} Listener;

static void
note_change (AtlasRegister *source, AtlasChange *change, Listener *listener)
{
  listener->n_changes++;
}

static void
note_points (AtlasRegister *source, Listener *listener)
{
  listener->n_points++;
}

static void
assert_same_points (AtlasPointIndex *got, AtlasPointIndex *expected)
{
  g_autoptr (AtlasPointSet) got_set = atlas_point_set_new (got, NULL);
  g_autoptr (AtlasPointSet) expected_set = atlas_point_set_new (expected, NULL);

  g_assert_cmpuint (atlas_point_index_get_n_points (got), ==, atlas_point_index_get_n_points (expected));
  g_assert_cmpuint (atlas_point_index_get_n_placed (got), ==, atlas_point_index_get_n_placed (expected));
  for (guint row = 0; row < atlas_point_index_get_n_points (expected); row++)
    {
      AtlasPoint a, b;
      guint other;

      atlas_point_index_get_point (expected, row, &a);
      g_assert_true (atlas_point_index_find (got, a.id, &other));
      g_assert_cmpint (atlas_point_index_get_id (got, other), ==, a.id);
      atlas_point_index_get_point (got, other, &b);
      g_assert_cmpint (b.id, ==, a.id);
      g_assert_true ((a.has & ATLAS_POINT_HAS_LOCATION) == 0 || (a.x == b.x && a.y == b.y));
      g_assert_cmpuint (b.languages, ==, a.languages);
      g_assert_cmpuint (b.place, ==, a.place);
      g_assert_cmpuint (b.city, ==, a.city);
      g_assert_cmpuint (b.postcode, ==, a.postcode);
      g_assert_cmpuint (b.updated, ==, a.updated);
      g_assert_cmpuint (b.country, ==, a.country);
      g_assert_cmpuint (b.birth_year, ==, a.birth_year);
      g_assert_cmpuint (b.occupation, ==, a.occupation);
      g_assert_cmpuint (b.interests, ==, a.interests);
      g_assert_cmpuint (b.region, ==, a.region);
      g_assert_cmpuint (b.sex, ==, a.sex);
      g_assert_cmpuint (b.status, ==, a.status);
      g_assert_cmpuint (b.education, ==, a.education);
      g_assert_cmpuint (b.sector, ==, a.sector);
      g_assert_cmpuint (b.consents, ==, a.consents);
      g_assert_cmpuint (b.confirmed, ==, a.confirmed);
      g_assert_cmpuint (b.created, ==, a.created);
      g_assert_cmpuint (b.arrival_year, ==, a.arrival_year);
      g_assert_cmpuint (b.contacted, ==, a.contacted);
      g_assert_cmpuint (b.has, ==, a.has);
    }
  g_assert_cmpmem (atlas_point_set_get_total (got_set), sizeof (AtlasPointCount),
                   atlas_point_set_get_total (expected_set), sizeof (AtlasPointCount));
  g_assert_cmpmem (atlas_point_set_get_regions (got_set), 256 * sizeof (AtlasPointCount),
                   atlas_point_set_get_regions (expected_set), 256 * sizeof (AtlasPointCount));
}

static AtlasPointIndex *
build_anew (AtlasRegister *source)
{
  AtlasStore *store = atlas_register_get_store (source);
  g_autoptr (GError) error = NULL;
  AtlasConnection *reader = atlas_store_acquire_reader (store, &error);
  AtlasPoint *points;
  guint n;

  g_assert_no_error (error);
  points = atlas_facet_load_all (reader, NULL, NULL, &n, &error);
  g_assert_no_error (error);
  atlas_store_release_reader (store, reader);
  return atlas_point_index_new (points, n);
}

/* As build_anew(), but each member by its own row, and none from a block. */
static AtlasPointIndex *
build_by_rows (AtlasRegister *source)
{
  AtlasStore *store = atlas_register_get_store (source);
  g_autoptr (AtlasQuery) everyone = make_query (&atlas_kind_member, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = atlas_register_list_ids (source, everyone, "", 0, NULL, &error);
  AtlasConnection *reader = atlas_store_acquire_reader (store, &error);
  GArray *points;
  guint n;

  g_assert_no_error (error);
  points = atlas_facet_load (reader, (const gint64 *) ids->data, ids->len, &error);
  g_assert_no_error (error);
  atlas_store_release_reader (store, reader);
  n = points->len;
  return atlas_point_index_new ((AtlasPoint *) (gpointer) g_array_free (points, FALSE), n);
}

static const char *const cities[] = { "Toronto", "Montréal",       "Calgary", "Boston",
                                      "Kigali",  "Nowhere at all", NULL };

/* One unit at random; TRUE if it changed a member. */
static gboolean
edit_at_random (AtlasRegister *source, GRand *random, guint step)
{
  g_autoptr (AtlasQuery) everyone = make_query (&atlas_kind_member, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = atlas_register_list_ids (source, everyone, "", 0, NULL, &error);
  gint64 id =
    ids->len == 0 ? 0 : g_array_index (ids, gint64, g_rand_int_range (random, 0, (gint32) ids->len));
  AtlasStore *store = atlas_register_get_store (source);
  const char *city = cities[g_rand_int_range (random, 0, G_N_ELEMENTS (cities))];

  g_assert_no_error (error);
  switch (g_rand_int_range (random, 0, 8))
    {
    case 0:
    case 1:
      {
        g_autofree char *name = g_strdup_printf ("New %u", step);

        add_member (source, name, city);
        return TRUE;
      }
    case 2:
      if (id == 0)
        return FALSE;
      g_assert_true (atlas_register_delete (source, &atlas_kind_member, &id, 1, &error));
      return TRUE;
    case 3:
      return atlas_journal_undo (store, NULL, NULL, NULL, NULL, NULL);
    case 4:
      return atlas_journal_redo (store, NULL, NULL, NULL, NULL, NULL);
    case 5:
      if (ids->len < 5)
        return FALSE;
      g_assert_true (
        atlas_register_delete (source, &atlas_kind_member, (const gint64 *) ids->data, 3, &error));
      return TRUE;
    default:
      {
        g_autoptr (AtlasRecord) record = id != 0 ? load (source, id) : NULL;

        if (record == NULL)
          return FALSE;
        if (g_rand_boolean (random))
          atlas_record_set_text (record, "address.city", city);
        else
          {
            atlas_record_set_real (record, "location.latitude", g_rand_double_range (random, -90, 90));
            atlas_record_set_real (record, "location.longitude", g_rand_double_range (random, -180, 180));
          }
        atlas_record_set_integer (record, "birth_year", 1950 + (gint64) (step % 50));
        atlas_record_set_text (record, "sex", step % 2 ? "female" : "male");
        save (source, record);
        return TRUE;
      }
    }
}

static gboolean
is_current (gpointer data)
{
  Listener *listener = data;
  g_autoptr (AtlasPointIndex) points = atlas_register_dup_points (listener->source);
  gint64 n = count (listener->source, &atlas_kind_member, "");

  return listener->n_points > 0 && atlas_point_index_get_n_points (points) == (guint64) n;
}

static void
test_points (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (AtlasPointIndex) first = NULL;
  g_autoptr (GError) error = NULL;
  Listener listener = { .source = fixture->source };

  add_json (fixture->source, awkward_members);
  g_assert_null (atlas_register_dup_points (fixture->source));
  first = atlas_register_load_points (fixture->source, NULL, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_connect (fixture->source, "changed", G_CALLBACK (note_change), &listener);
  g_signal_connect (fixture->source, "points-changed", G_CALLBACK (note_points), &listener);

  for (guint step = 0; step < 400; step++)
    {
      g_autoptr (AtlasPointIndex) patched = NULL, built = NULL, loaded = NULL;

      listener.n_changes = listener.n_points = 0;
      if (!edit_at_random (fixture->source, random, step))
        continue;
      iterate_until (is_current, &listener);
      g_assert_cmpuint (listener.n_changes, ==, 1);
      g_assert_cmpuint (listener.n_points, ==, 1);
      patched = atlas_register_dup_points (fixture->source);
      built = build_anew (fixture->source);
      assert_same_points (patched, built);
      /* And it is known to be current: nothing is read again. */
      loaded = atlas_register_load_points (fixture->source, NULL, &error);
      g_assert_true (loaded == patched);
    }
  g_signal_handlers_disconnect_by_data (fixture->source, &listener);
}

static gint64
count_blocks (AtlasRegister *source)
{
  AtlasStore *store = atlas_register_get_store (source);
  g_autoptr (GError) error = NULL;
  AtlasConnection *reader = atlas_store_acquire_reader (store, &error);
  gint64 n = 0;

  g_assert_no_error (error);
  atlas_connection_query_integer (reader, "SELECT count (*) FROM member_block", 0, &n, &error);
  g_assert_no_error (error);
  atlas_store_release_reader (store, reader);
  return n;
}

static void
log_contact (AtlasRegister *source, gint64 id, guint step)
{
  g_autoptr (AtlasRecord) member = load (source, id);
  g_autoptr (AtlasRecord) contact = atlas_record_new (&atlas_kind_interaction);
  g_autofree char *date = g_strdup_printf ("2025-03-%02u", step % 28 + 1);

  char uuid[ATLAS_UUID_TEXT_SIZE];

  atlas_uuid_format (atlas_record_get_uuid (member), uuid);
  atlas_record_set_text (contact, "member", uuid);
  atlas_record_set_text (contact, "date", date);
  atlas_record_set_text (contact, "channel", "phone");
  atlas_record_set_text (contact, "direction", "out");
  save (source, contact);
}

/* Whatever is edited, the blocks say what the rows say, and nothing else than if they were made anew. */
static void
test_blocks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autoptr (GString) many = g_string_new ("{\"members\":[");
  g_autoptr (AtlasQuery) everyone = make_query (&atlas_kind_member, NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) faults = NULL;
  gint64 most = 0;

  for (guint i = 0; i < 120; i++)
    g_string_append_printf (many, "%s{\"given_name\":\"G%u\",\"family_name\":\"F\"}", i > 0 ? "," : "", i);
  g_string_append (many, "]}");
  add_json (fixture->source, many->str);
  most = count_blocks (fixture->source);
  g_assert_cmpint (most, ==, 3); /* of the ids 0 to 35, 36 to 71 and 72 to 107 */

  for (guint step = 0; step < 150; step++)
    {
      g_autoptr (AtlasPointIndex) blocks = NULL;
      g_autoptr (AtlasPointIndex) rows = NULL;
      g_autoptr (GArray) ids = atlas_register_list_ids (fixture->source, everyone, "", 0, NULL, &error);

      if (step % 5 == 0)
        log_contact (fixture->source,
                     g_array_index (ids, gint64, g_rand_int_range (random, 0, (gint32) ids->len)), step);
      else
        edit_at_random (fixture->source, random, step);
      blocks = build_anew (fixture->source);
      rows = build_by_rows (fixture->source);
      assert_same_points (blocks, rows);
    }

  /* The last of a block goes, and comes back. */
  {
    gint64 last = 71;

    /* Unless it has gone already. */
    atlas_register_delete (fixture->source, &atlas_kind_member, &last, 1, NULL);
    g_assert_cmpint (count_blocks (fixture->source), <, most);
  }
  faults = atlas_store_check (atlas_register_get_store (fixture->source), NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (faults[0], ==, NULL);
}

/* Many edits in a row, faster than anyone follows: whoever asks in between is told the truth. */
static void
test_burst (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasQuery) women = make_query (&atlas_kind_member, "sex:female");
  g_autoptr (AtlasPointIndex) first = NULL;
  g_autoptr (GError) error = NULL;

  add_json (fixture->source, awkward_members);
  first = atlas_register_load_points (fixture->source, NULL, &error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  for (guint round = 0; round < 5; round++)
    {
      gint64 expected;

      for (guint i = 0; i < 60; i++)
        {
          g_autoptr (AtlasRecord) record = make_member ("Burst", "Toronto");

          atlas_record_set_text (record, "sex", "female");
          save (fixture->source, record);
        }
      expected = count (fixture->source, &atlas_kind_member, "sex:female");
      for (guint i = 0; i < 300; i++)
        {
          g_autoptr (GArray) ids =
            atlas_register_list_ids (fixture->source, women, "given_name", 0, NULL, &error);

          g_assert_no_error (error);
          g_assert_cmpint (ids->len, ==, expected);
          g_main_context_iteration (NULL, FALSE);
        }
      {
        g_autoptr (AtlasPointSet) set = atlas_register_match (fixture->source, women, NULL, &error);

        g_assert_no_error (error);
        g_assert_cmpint (atlas_point_set_get_total (set)->members, ==, expected);
      }
    }
}

/* A setting is no reason to read all points again, nor to order anew. */
static void
test_settings_move_no_point (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasPointIndex) first = NULL, second = NULL;
  g_autoptr (GError) error = NULL;

  add_json (fixture->source, awkward_members);
  first = atlas_register_load_points (fixture->source, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (
    atlas_store_set_setting (atlas_register_get_store (fixture->source), "office.name", "Ottawa", &error));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  for (guint i = 0; i < 100; i++)
    {
      g_usleep (1000);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  second = atlas_register_load_points (fixture->source, NULL, &error);
  g_assert_true (second == first);
}

static gboolean
has_changed (gpointer data)
{
  Listener *listener = data;

  return listener->n_changes > 0 && listener->n_points > 0;
}

/* What another process writes is seen, told of, and put on the map. */
static void
test_other_process (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasRegister) other = NULL;
  g_autoptr (AtlasPointIndex) first = NULL, points = NULL, built = NULL;
  g_autoptr (GError) error = NULL;
  Listener listener = { .source = fixture->source };

  add_member (fixture->source, "Ada", "Toronto");
  first = atlas_register_load_points (fixture->source, NULL, &error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_connect (fixture->source, "changed", G_CALLBACK (note_change), &listener);
  g_signal_connect (fixture->source, "points-changed", G_CALLBACK (note_points), &listener);

  other = atlas_register_open (fixture->path, ATLAS_STORE_OPEN_EXISTING, &error);
  g_assert_no_error (error);
  add_member (other, "Ben", "Montréal");
  g_assert_cmpint (count (fixture->source, &atlas_kind_member, ""), ==, 2); /* at once */
  iterate_until (has_changed, &listener);
  points = atlas_register_dup_points (fixture->source);
  built = build_anew (fixture->source);
  assert_same_points (points, built);
  g_signal_handlers_disconnect_by_data (fixture->source, &listener);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  QUERY_TEST ("/register/points", test_points);
  QUERY_TEST ("/register/blocks", test_blocks);
  QUERY_TEST ("/register/burst", test_burst);
  QUERY_TEST ("/register/settings-move-no-point", test_settings_move_no_point);
  QUERY_TEST ("/register/other-process", test_other_process);
  return g_test_run ();
}
