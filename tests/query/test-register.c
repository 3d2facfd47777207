/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "query-test-support.h"

static char *
dup_labels (AtlasRegister *source)
{
  AtlasStore *store = atlas_register_get_store (source);
  g_autofree char *undo = atlas_journal_dup_undo_label (store);
  g_autofree char *redo = atlas_journal_dup_redo_label (store);

  return g_strdup_printf ("%s|%s", undo ? undo : "-", redo ? redo : "-");
}

#define assert_labels(source, expected)          \
  G_STMT_START                                   \
  {                                              \
    g_autofree char *got_ = dup_labels (source); \
    g_assert_cmpstr (got_, ==, expected);        \
  }                                              \
  G_STMT_END

/* --- Saving and deleting. */

static void
test_save (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasRecord) ada = make_member ("Ada", "Toronto");
  g_autoptr (AtlasRecord) nameless = atlas_record_new (&atlas_kind_member);
  g_autoptr (AtlasRecord) again = NULL, stale = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = save (fixture->source, ada);

  g_assert_cmpint (atlas_record_get_id (ada), ==, id);
  g_assert_false (atlas_uuid_is_nil (atlas_record_get_uuid (ada)));
  g_assert_cmpstr (atlas_record_get_text (ada, "created"), ==, NOW);
  g_assert_cmpstr (atlas_record_get_text (ada, "updated"), ==, NOW);
  g_assert_cmpstr (atlas_record_get_text (ada, "location.source"), ==, "gazetteer");
  assert_labels (fixture->source, "Add Ada|-");
  again = atlas_register_load_uuid (fixture->source, &atlas_kind_member, atlas_record_get_uuid (ada), &error);
  g_assert_no_error (error);
  g_assert_true (atlas_record_equal (again, ada));
  g_assert_cmpint (atlas_record_get_id (again), ==, id);

  /* What is wrong is refused as a whole, and the record stays a new one. */
  g_assert_cmpint (atlas_register_save (fixture->source, nameless, &error), ==, 0);
  g_assert_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_REQUIRED);
  g_clear_error (&error);
  g_assert_cmpint (atlas_record_get_id (nameless), ==, 0);
  g_assert_cmpint (count (fixture->source, &atlas_kind_member, ""), ==, 1);

  g_setenv ("ATLAS_NOW", "2026-05-07T00:00:00Z", TRUE);
  atlas_record_set_text (again, "family_name", "Uwase");
  g_assert_cmpint (save (fixture->source, again), ==, id);
  g_assert_cmpstr (atlas_record_get_text (again, "created"), ==, NOW);
  g_assert_cmpstr (atlas_record_get_text (again, "updated"), ==, "2026-05-07T00:00:00Z");
  assert_labels (fixture->source, "Edit Ada Uwase|-");

  /* Deleted meanwhile by somebody else. */
  stale = load (fixture->source, id);
  g_assert_true (atlas_register_delete (fixture->source, &atlas_kind_member, &id, 1, &error));
  assert_labels (fixture->source, "Delete Ada Uwase|-");
  atlas_record_set_text (stale, "notes", "late");
  g_assert_cmpint (atlas_register_save (fixture->source, stale, &error), ==, 0);
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (atlas_register_delete (fixture->source, &atlas_kind_member, &id, 1, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (atlas_register_load (fixture->source, &atlas_kind_member, id, &error));
  g_assert_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN);
}

static void
test_delete (Fixture *fixture, gconstpointer data)
{
  gint64 ids[4];
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    ids[i] = add_member (fixture->source, i == 0 ? "A" : i == 1 ? "B" : "C", NULL);
  ids[3] = 999;
  /* All or none. */
  g_assert_false (atlas_register_delete (fixture->source, &atlas_kind_member, ids, 4, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (count (fixture->source, &atlas_kind_member, ""), ==, 3);
  assert_labels (fixture->source, "Add C|-");
  g_assert_true (atlas_register_delete (fixture->source, &atlas_kind_member, ids, 3, &error));
  assert_labels (fixture->source, "Delete 3 people|-");
  g_assert_cmpint (count (fixture->source, &atlas_kind_member, ""), ==, 0);
}

/* Who moved decides: an officer, the address, or the file. */
static const struct
{
  const char *before, *after; /* JSON beside the name */
  const char *expected;       /* source, precision, whole degrees of latitude */
} moves[] = {
  { "\"address\":{\"city\":\"Toronto\"}", "\"address\":{\"city\":\"Montréal\"}", "gazetteer place 45" },
  { "\"address\":{\"city\":\"Toronto\"}", "\"address\":{}", "- - -" },
  { "\"address\":{\"city\":\"Toronto\"}", "\"address\":{\"city\":\"Nowhere at all\"}", "- - -" },
  { "\"address\":{\"city\":\"Toronto\"}", "\"notes\":\"x\"", "gazetteer place 43" },
  { "", "\"address\":{\"postcode\":\"K1A 0B1\",\"country\":\"CA\"}", "gazetteer postcode 45" },
  { "\"location\":{\"latitude\":1.5,\"longitude\":2,\"source\":\"officer\",\"precision\":\"exact\"}",
    "\"address\":{\"city\":\"Montréal\"}", "officer exact 1" },
  { "\"location\":{\"latitude\":1.5,\"longitude\":2,\"source\":\"import\",\"precision\":\"exact\"}",
    "\"notes\":\"x\"", "import exact 1" },
  { "\"location\":{\"latitude\":1.5,\"longitude\":2,\"source\":\"import\",\"precision\":\"exact\"}",
    "\"address\":{\"city\":\"Montréal\"}", "gazetteer place 45" },
  { "\"address\":{\"city\":\"Toronto\"}", "\"location\":{\"latitude\":50.5,\"longitude\":2}",
    "officer exact 50" },
};

static void
set_json (AtlasRecord *record, const char *json)
{
  static const char *const keys[] = { "address.city", "address.postcode", "address.country",
                                      "notes",        "location.source",  "location.precision" };

  /* Enough of JSON for the table above. */
  if (strstr (json, "\"address\":") != NULL)
    atlas_record_unset (record, atlas_kind_find_field (&atlas_kind_member, "address.city", -1));
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const char *dot = strchr (keys[i], '.');
      g_autofree char *sign = g_strdup_printf ("\"%s\":\"", dot != NULL ? dot + 1 : keys[i]);
      const char *at = strstr (json, sign);

      if (at != NULL)
        {
          g_autofree char *value = g_strndup (at + strlen (sign), strcspn (at + strlen (sign), "\""));

          atlas_record_set_text (record, keys[i], value);
        }
    }
  if (strstr (json, "\"latitude\":") != NULL)
    {
      atlas_record_set_real (record, "location.latitude",
                             g_ascii_strtod (strstr (json, "\"latitude\":") + 11, NULL));
      atlas_record_set_real (record, "location.longitude",
                             g_ascii_strtod (strstr (json, "\"longitude\":") + 12, NULL));
    }
}

static void
test_place (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_autoptr (AtlasRecord) record = make_member ("A", NULL);
      g_autoptr (AtlasRecord) saved = NULL;
      g_autofree char *got = NULL;
      const AtlasField *latitude = atlas_kind_find_field (&atlas_kind_member, "location.latitude", -1);

      g_test_message ("%s, then %s", moves[i].before, moves[i].after);
      set_json (record, moves[i].before);
      save (fixture->source, record);
      set_json (record, moves[i].after);
      saved = load (fixture->source, save (fixture->source, record));
      if (atlas_record_has (saved, latitude))
        got = g_strdup_printf ("%s %s %d", atlas_record_get_text (saved, "location.source"),
                               atlas_record_get_text (saved, "location.precision"),
                               (int) atlas_record_get_real (saved, "location.latitude"));
      g_assert_cmpstr (got ? got : "- - -", ==, moves[i].expected);
    }
}

/* --- The same without waiting. */

static void
store_result (GObject *object, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static void
test_async (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasRecord) ada = make_member ("Ada", "Toronto");
  g_autoptr (AtlasRecord) nameless = atlas_record_new (&atlas_kind_member);
  g_autoptr (AtlasQuery) everyone = make_query (&atlas_kind_member, NULL);
  g_autoptr (GAsyncResult) saved = NULL, refused = NULL, listed = NULL, matched = NULL, deleted = NULL,
                           undone = NULL, redone = NULL, nothing = NULL, cancelled = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GArray) ids = NULL;
  g_autoptr (AtlasPointSet) set = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;
  gint64 id;

  atlas_register_save_async (fixture->source, ada, NULL, store_result, &saved);
  iterate_until (has_result, &saved);
  id = atlas_register_save_finish (fixture->source, saved, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, ==, atlas_record_get_id (ada));
  atlas_register_save_async (fixture->source, nameless, NULL, store_result, &refused);
  iterate_until (has_result, &refused);
  g_assert_cmpint (atlas_register_save_finish (fixture->source, refused, &error), ==, 0);
  g_assert_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_REQUIRED);
  g_clear_error (&error);

  atlas_register_list_ids_async (fixture->source, everyone, NULL, 0, NULL, store_result, &listed);
  iterate_until (has_result, &listed);
  ids = atlas_register_list_ids_finish (fixture->source, listed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 1);
  atlas_register_match_async (fixture->source, everyone, NULL, store_result, &matched);
  iterate_until (has_result, &matched);
  set = atlas_register_match_finish (fixture->source, matched, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (atlas_point_set_get_total (set)->members, ==, 1);

  atlas_register_delete_async (fixture->source, &atlas_kind_member, &id, 1, NULL, store_result, &deleted);
  iterate_until (has_result, &deleted);
  g_assert_true (atlas_register_delete_finish (fixture->source, deleted, &error));
  atlas_register_undo_async (fixture->source, FALSE, NULL, NULL, NULL, store_result, &undone);
  iterate_until (has_result, &undone);
  label = atlas_register_undo_finish (fixture->source, undone, &error);
  g_assert_cmpstr (label, ==, "Delete Ada");
  g_assert_cmpint (count (fixture->source, &atlas_kind_member, ""), ==, 1);
  g_clear_pointer (&label, g_free);
  atlas_register_undo_async (fixture->source, TRUE, NULL, NULL, NULL, store_result, &redone);
  iterate_until (has_result, &redone);
  label = atlas_register_undo_finish (fixture->source, redone, &error);
  g_assert_cmpstr (label, ==, "Delete Ada");
  g_assert_cmpint (count (fixture->source, &atlas_kind_member, ""), ==, 0);
  atlas_register_undo_async (fixture->source, TRUE, NULL, NULL, NULL, store_result, &nothing);
  iterate_until (has_result, &nothing);
  g_assert_null (atlas_register_undo_finish (fixture->source, nothing, &error));
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  atlas_register_list_ids_async (fixture->source, everyone, NULL, 0, cancellable, store_result, &cancelled);
  iterate_until (has_result, &cancelled);
  g_assert_null (atlas_register_list_ids_finish (fixture->source, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A unit that fails half way leaves nothing, and nobody is told. */
static gboolean
fail_half_way (AtlasUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (AtlasRecord) record = make_member ("Half", NULL);

  if (!atlas_record_save (record, unit, FALSE, error))
    return FALSE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "half way");
  return FALSE;
}

static void
note_free (gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
count_signal (AtlasRegister *source, AtlasChange *change, guint *n)
{
  (*n)++;
}

static void
test_failed_work (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean freed = FALSE;
  guint n = 0;

  g_signal_connect (fixture->source, "changed", G_CALLBACK (count_signal), &n);
  atlas_register_write_async (fixture->source, "Half", ATLAS_UNIT_DEFAULT, fail_half_way, &freed, note_free,
                              NULL, store_result, &result);
  iterate_until (has_result, &result);
  g_assert_false (atlas_register_write_finish (fixture->source, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_clear_object (&result);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (freed);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpint (count (fixture->source, &atlas_kind_member, ""), ==, 0);
  assert_labels (fixture->source, "-|-");
  g_signal_handlers_disconnect_by_data (fixture->source, &n);
}

/* --- The database as a whole. */

static void
test_office (Fixture *fixture, gconstpointer data)
{
  AtlasStore *store = atlas_register_get_store (fixture->source);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL, *later = NULL;
  AtlasUuid id, again;

  g_assert_true (atlas_register_get_office (fixture->source, &id, &name, &error));
  g_assert_no_error (error);
  g_assert_null (name);
  g_assert_false (atlas_uuid_is_nil (&id));
  g_assert_true (atlas_store_set_setting (store, "office.name", "Ottawa", &error));
  g_clear_object (&fixture->source);
  fixture->source = atlas_register_open (fixture->path, ATLAS_STORE_OPEN_EXISTING, &error);
  g_assert_no_error (error);
  g_assert_true (atlas_register_get_office (fixture->source, &again, &later, &error));
  g_assert_cmpmem (&id, sizeof id, &again, sizeof again);
  g_assert_cmpstr (later, ==, "Ottawa");
  g_assert_false (atlas_register_is_synthetic (fixture->source));
  store = atlas_register_get_store (fixture->source);
  g_assert_true (atlas_store_set_setting (store, "synthetic", "1", &error));
  g_assert_true (atlas_register_is_synthetic (fixture->source));
  g_assert_cmpstr (atlas_register_get_path (fixture->source), ==, fixture->path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  QUERY_TEST ("/register/save", test_save);
  QUERY_TEST ("/register/delete", test_delete);
  QUERY_TEST ("/register/place", test_place);
  QUERY_TEST ("/register/async", test_async);
  QUERY_TEST ("/register/failed-work", test_failed_work);
  QUERY_TEST ("/register/office", test_office);
  return g_test_run ();
}
