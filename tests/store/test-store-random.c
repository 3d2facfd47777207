/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-test-support.h"

#include <string.h>

#include "atlas-backup.h"

/* Random units, undone and redone at random, against a plain model: a list of states and a place in it. */

#define N_SEQUENCES 8
#define N_STEPS     50

typedef struct
{
  AtlasStore *store;
  GRand *random;
  guint next_uuid;
  GArray *used;      /* numbers of UUIDs given out once, of which some are deleted */
  GPtrArray *states; /* dumps of records: before the first unit, after the first, ... */
  GPtrArray *derived;
  guint at; /* in states */
} Model;

static gint64
draw_id (Model *model, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT group_concat (id) FROM \"%s\"", table);
  g_autofree char *ids = query (model->store, sql);
  g_auto (GStrv) list = g_strsplit (ids, ",", -1);
  guint n = g_strv_length (list);

  return n == 0 ? 0 : g_ascii_strtoll (list[g_rand_int_range (model->random, 0, (gint32) n)], NULL, 10);
}

static void
draw_value (Model *model, AtlasValue *value)
{
  static const char *const texts[] = { "",         "Ada", "Montréal", "\"quoted\" \\ [x, y]",
                                       "\n\t\x01", "🇷🇼",  "null",     "{\"a\":[1,null]}",
                                       "1.0",      "zzz" };

  if (g_rand_boolean (model->random))
    atlas_value_clear (value);
  else
    atlas_value_set_text (value, texts[g_rand_int_range (model->random, 0, G_N_ELEMENTS (texts))], -1);
}

static void
draw_member (Model *model, AtlasValue values[MEMBER_N_COLUMNS])
{
  static const double reals[] = { 0, -0.0, 0.1 + 0.2, -90, 1e-300, 45.5, 1.0 / 3 };
  static const gint64 integers[] = { 0, -1, 1980, G_MAXINT64, G_MININT64 };
  static const guint texts[] = { MEMBER_GIVEN_NAME, MEMBER_FAMILY_NAME, MEMBER_CITY,
                                 MEMBER_REGION,     MEMBER_NOTES,       MEMBER_EXTRA };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    draw_value (model, &values[texts[i]]);
  atlas_value_set_real (&values[MEMBER_LATITUDE],
                        reals[g_rand_int_range (model->random, 0, G_N_ELEMENTS (reals))]);
  atlas_value_set_integer (&values[MEMBER_BIRTH_YEAR],
                           integers[g_rand_int_range (model->random, 0, G_N_ELEMENTS (integers))]);
}

/* One change of a unit. What stands is asked before the unit, so an id may be gone by now; that is refused
 * and harmless. */
static void
change (Model *model, AtlasUnit *unit, gint64 id)
{
  g_autoptr (GError) error = NULL;
  AtlasValue values[MEMBER_N_COLUMNS] = { 0 };
  AtlasValue event[EVENT_N_COLUMNS] = { 0 };
  gboolean done;
  AtlasUuid uuid;
  guint number;

  draw_member (model, values);
  switch (g_rand_int_range (model->random, 0, 8))
    {
    case 0:
    case 1:
      /* Mostly a new UUID, else one that was there before and may be there still. */
      number =
        model->used->len > 0 && g_rand_int_range (model->random, 0, 4) == 0
          ? g_array_index (model->used, guint, g_rand_int_range (model->random, 0, (gint32) model->used->len))
          : model->next_uuid++;
      g_array_append_val (model->used, number);
      make_uuid (number, &uuid);
      done = atlas_unit_insert (unit, &test_member, &uuid, values, NULL, &error);
      if (!done)
        g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_EXISTS);
      break;
    case 2:
      make_uuid (model->next_uuid++, &uuid);
      draw_value (model, &event[EVENT_TITLE]);
      atlas_unit_insert (unit, &test_event, &uuid, event, NULL, &error);
      g_assert_no_error (error);
      break;
    case 3:
    case 4:
      done = atlas_unit_delete (unit, &test_member, id, &error);
      if (!done)
        g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND);
      break;
    case 5:
      atlas_unit_set_setting (unit, g_rand_boolean (model->random) ? "synthetic" : "office \"x\"",
                              g_rand_boolean (model->random)   ? NULL
                              : g_rand_boolean (model->random) ? "1"
                                                               : "Ottawa \\ \"North\"",
                              &error);
      g_assert_no_error (error);
      break;
    default:
      done = atlas_unit_update (unit, &test_member, id, values, &error);
      if (!done)
        g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND);
      break;
    }
  clear_values (values, MEMBER_N_COLUMNS);
  clear_values (event, EVENT_N_COLUMNS);
}

static void
add_bulk (Model *model, AtlasUnit *unit)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2500; i++)
    {
      AtlasValue values[MEMBER_N_COLUMNS];
      AtlasUuid uuid;

      make_uuid (model->next_uuid, &uuid);
      make_member (model->next_uuid++, values);
      atlas_unit_insert (unit, &test_member, &uuid, values, NULL, &error);
      g_assert_no_error (error);
      clear_values (values, MEMBER_N_COLUMNS);
    }
}

static void
assert_at (Model *model)
{
  g_autofree char *records = dump (model->store, FALSE);
  g_autofree char *derived = dump_derived (model->store);

  g_assert_cmpstr (records, ==, g_ptr_array_index (model->states, model->at));
  g_assert_cmpstr (derived, ==, g_ptr_array_index (model->derived, model->at));
}

static void
run_unit (Model *model)
{
  gboolean bulk = g_rand_int_range (model->random, 0, 12) == 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasUnit) unit = NULL;
  guint n = (guint) g_rand_int_range (model->random, 1, 8);
  gint64 ids[8];
  g_autofree char *before = dump (model->store, FALSE);
  g_autofree char *after = NULL;

  for (guint i = 0; i < n; i++)
    ids[i] = draw_id (model, "member");
  unit = atlas_unit_begin (model->store, "Unit", bulk ? ATLAS_UNIT_BULK : ATLAS_UNIT_DEFAULT, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    change (model, unit, ids[g_rand_boolean (model->random) ? 0 : i]);
  if (bulk)
    add_bulk (model, unit);
  for (guint i = 0; i < n; i++)
    change (model, unit, ids[i]);

  if (g_rand_int_range (model->random, 0, 6) == 0)
    {
      g_clear_pointer (&unit, atlas_unit_free); /* given up */
      assert_at (model);
      return;
    }
  atlas_unit_commit (unit, &error);
  g_assert_no_error (error);
  after = dump (model->store, FALSE);

  /* A unit may leave things as they were, by undoing itself what it did; whether it is journalled then shows
   * in what undo does, which is to be the same. */
  if (strcmp (before, after) == 0)
    {
      g_autofree char *undo = atlas_journal_dup_undo_label (model->store);
      g_autofree char *redo = atlas_journal_dup_redo_label (model->store);

      if ((redo != NULL) == (model->at + 1 < model->states->len) && (undo != NULL) == (model->at > 0))
        {
          g_autofree char *count = query (model->store, "SELECT count(*) FROM unit WHERE state = 0");

          if (g_ascii_strtoull (count, NULL, 10) == model->at)
            return; /* nothing journalled */
        }
    }
  g_ptr_array_set_size (model->states, (int) model->at + 1);
  g_ptr_array_set_size (model->derived, (int) model->at + 1);
  g_ptr_array_add (model->states, g_steal_pointer (&after));
  g_ptr_array_add (model->derived, dump_derived (model->store));
  model->at++;
}

static void
step_undo (Model *model, gboolean redo)
{
  gboolean possible = redo ? model->at + 1 < model->states->len : model->at > 0;
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;
  gboolean done = redo ? atlas_journal_redo (model->store, NULL, NULL, NULL, &label, &error)
                       : atlas_journal_undo (model->store, NULL, NULL, NULL, &label, &error);

  if (!possible)
    {
      g_assert_false (done);
      g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND);
      return;
    }
  g_assert_no_error (error);
  model->at += redo ? 1 : -1;
}

static void
run_sequence (Fixture *fixture, guint32 seed)
{
  Model model = {
    .store = fixture_open (fixture),
    .random = g_rand_new_with_seed (seed),
    .used = g_array_new (FALSE, FALSE, sizeof (guint)),
    .states = g_ptr_array_new_with_free_func (g_free),
    .derived = g_ptr_array_new_with_free_func (g_free),
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) faults = NULL;

  g_test_message ("seed %u", seed);
  g_ptr_array_add (model.states, dump (model.store, FALSE));
  g_ptr_array_add (model.derived, dump_derived (model.store));
  for (guint step = 0; step < N_STEPS; step++)
    {
      switch (g_rand_int_range (model.random, 0, 10))
        {
        case 0:
        case 1:
        case 2:
          step_undo (&model, FALSE);
          break;
        case 3:
        case 4:
          step_undo (&model, TRUE);
          break;
        case 5:
          if (g_rand_boolean (model.random))
            {
              fixture_close (fixture);
              model.store = fixture_open (fixture);
            }
          break;
        default:
          run_unit (&model);
        }
      assert_at (&model);
    }

  faults = atlas_store_check (model.store, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (faults[0], ==, NULL);
  while (model.at > 0)
    {
      step_undo (&model, FALSE);
      assert_at (&model);
    }
  while (model.at + 1 < model.states->len)
    {
      step_undo (&model, TRUE);
      assert_at (&model);
    }

  g_rand_free (model.random);
  g_array_unref (model.used);
  g_ptr_array_unref (model.states);
  g_ptr_array_unref (model.derived);
  fixture_close (fixture);
}

static void
test_sequences (Fixture *fixture, gconstpointer data)
{
  for (guint32 seed = 1; seed <= N_SEQUENCES; seed++)
    {
      run_sequence (fixture, seed);
      g_clear_pointer (&fixture->path, g_free);
      fixture->path = g_strdup_printf ("%s/atlas-%u.db", fixture->folder, seed);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STORE_TEST ("/random/sequences", test_sequences);
  return g_test_run ();
}
