/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-test-support.h"

#include "atlas-record-list.h"

/* What the list told: where, and how much. */
typedef struct
{
  guint n_times, position, removed, added;
} Told;

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, Told *told)
{
  told->n_times++;
  told->position = position;
  told->removed = removed;
  told->added = added;
}

static gboolean
is_idle (gpointer list)
{
  return atlas_record_list_is_settled (list) && !atlas_record_list_is_loading (list);
}

static AtlasRecordList *
new_list (AtlasSession *session)
{
  AtlasRecordList *list = atlas_record_list_new (&atlas_kind_member);

  atlas_record_list_set_session (list, session);
  g_assert_true (atlas_record_list_is_loading (list));
  g_assert_false (atlas_record_list_is_settled (list));
  app_test_wait (is_idle, list);
  return list;
}

static void
settle (AtlasRecordList *list)
{
  app_test_run (50);
  app_test_wait (is_idle, list);
}

static AtlasRecordItem *
get_item (AtlasRecordList *list, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (list), position);
}

static void
test_order (void)
{
  static const char *const sorts[] = { NULL,           "family_name", "-family_name",
                                       "address.city", "-updated",    "birth_year" };
  g_autoptr (AtlasSession) session = app_test_session_new (500);
  g_autoptr (AtlasQuery) everybody = atlas_query_parse (&atlas_kind_member, NULL, NULL);
  g_autoptr (AtlasRecordList) list = new_list (session);

  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      g_autoptr (GArray) ids =
        atlas_register_list_ids (atlas_session_get_register (session), everybody, sorts[i], 0, NULL, NULL);
      guint n;

      atlas_record_list_set_sort (list, sorts[i]);
      app_test_wait (is_idle, list);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 500);
      g_assert_cmpmem (atlas_record_list_get_ids (list, &n), 500 * sizeof (gint64), ids->data,
                       ids->len * sizeof (gint64));
      for (guint j = 0; j < ids->len; j += 61)
        {
          g_autoptr (AtlasRecordItem) item = get_item (list, j);
          guint position;

          g_assert_cmpint (atlas_record_item_get_id (item), ==, g_array_index (ids, gint64, j));
          g_assert_cmpint (atlas_record_get_id (atlas_record_item_get_record (item)), ==,
                           atlas_record_item_get_id (item));
          g_assert_true (atlas_record_list_find (list, atlas_record_item_get_id (item), &position));
          g_assert_cmpuint (position, ==, j);
        }
    }
  g_assert_false (atlas_record_list_find (list, 123456, NULL));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 500));
}

static void
test_query (void)
{
  g_autoptr (AtlasSession) session = app_test_session_new (500);
  g_autoptr (AtlasRecordList) list = new_list (session);
  g_autoptr (AtlasQuery) women = atlas_query_parse (&atlas_kind_member, "sex:female", NULL);
  g_autoptr (AtlasQuery) nobody = atlas_query_parse (&atlas_kind_member, "zzzz", NULL);
  gint64 n_women = atlas_register_count (atlas_session_get_register (session), women, NULL, NULL);

  /* Answers that nobody waits for any more are dropped. */
  atlas_record_list_set_query (list, nobody);
  atlas_record_list_set_query (list, women);
  app_test_wait (is_idle, list);
  app_test_run (50);
  g_assert_cmpint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n_women);
  atlas_record_list_set_query (list, nobody);
  app_test_wait (is_idle, list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  atlas_record_list_set_query (list, NULL);
  app_test_wait (is_idle, list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 500);

  atlas_record_list_set_session (list, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_false (atlas_record_list_is_loading (list));
}

static void
save_segment (AtlasRegister *records, AtlasRecord *segment, const char *query)
{
  g_autoptr (GError) error = NULL;

  atlas_record_set_text (segment, "name", "S");
  atlas_record_set_text (segment, "query", query);
  atlas_register_save (records, segment, &error);
  g_assert_no_error (error);
}

static void
ask (AtlasRecordList *list, AtlasRegister *records, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasQuery) query = atlas_register_parse_query (records, &atlas_kind_member, text, &error);

  g_assert_no_error (error);
  atlas_record_list_set_query (list, query);
}

/* The same words may ask for others: where a segment was edited, and tomorrow. */
static void
test_same_text (void)
{
  g_autoptr (AtlasSession) session = app_test_session_new (200);
  AtlasRegister *records = atlas_session_get_register (session);
  g_autoptr (AtlasRecordList) list = new_list (session);
  g_autoptr (AtlasRecord) segment = atlas_record_new (&atlas_kind_segment);
  guint women, men;

  save_segment (records, segment, "sex:female");
  ask (list, records, "segment:S");
  settle (list);
  women = g_list_model_get_n_items (G_LIST_MODEL (list));
  save_segment (records, segment, "sex:male");
  settle (list);
  ask (list, records, "segment:S");
  settle (list);
  men = g_list_model_get_n_items (G_LIST_MODEL (list));
  ask (list, records, "sex:male");
  settle (list);
  g_assert_cmpuint (men, ==, g_list_model_get_n_items (G_LIST_MODEL (list)));
  g_assert_cmpuint (men, !=, women);

  g_setenv ("ATLAS_NOW", "2100-01-01T12:00:00Z", TRUE);
  ask (list, records, "created:<-1d");
  settle (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 200);
  g_setenv ("ATLAS_NOW", "1900-01-01T12:00:00Z", TRUE);
  ask (list, records, "created:<-1d");
  settle (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_unsetenv ("ATLAS_NOW");

  /* What asks for the same is not read again. */
  ask (list, records, "sex:male");
  settle (list);
  ask (list, records, "sex:male");
  g_assert_false (atlas_record_list_is_loading (list));
}

static gint64
save (AtlasSession *session, const char *family, const char *given, gint64 id)
{
  AtlasRegister *records = atlas_session_get_register (session);
  g_autoptr (AtlasRecord) record =
    id ? atlas_register_load (records, &atlas_kind_member, id, NULL) : atlas_record_new (&atlas_kind_member);
  g_autoptr (GError) error = NULL;

  atlas_record_set_text (record, "family_name", family);
  atlas_record_set_text (record, "given_name", given);
  id = atlas_register_save (records, record, &error);
  g_assert_no_error (error);
  return id;
}

/* A copy of the ids kept by what is told alone. */
static void
mirror (GListModel *model, guint position, guint removed, guint added, GArray *copy)
{
  g_assert_cmpuint (position + removed, <=, copy->len);
  g_array_remove_range (copy, position, removed);
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (AtlasRecordItem) item = g_list_model_get_item (model, position + i);
      gint64 id = atlas_record_item_get_id (item);

      g_array_insert_val (copy, position + i, id);
    }
  g_assert_cmpuint (copy->len, ==, g_list_model_get_n_items (model));
}

/* Whatever changes, whoever follows what is told has the same rows. */
static void
test_mirror (void)
{
  static const char *const queries[] = { "sex:female",    "",          "region:CA-ON", "city:toronto",
                                         "status:active", "-sex:male", "zzzz",         "" };
  static const char *const sorts[] = { "address.city", NULL, "-birth_year", "updated" };
  g_autoptr (AtlasSession) session = app_test_session_new (6000);
  AtlasRegister *records = atlas_session_get_register (session);
  g_autoptr (AtlasRecordList) list = new_list (session);
  g_autoptr (GArray) copy = g_array_new (FALSE, FALSE, sizeof (gint64));
  const gint64 *ids;
  guint n;

  ids = atlas_record_list_get_ids (list, &n);
  g_array_append_vals (copy, ids, n);
  g_signal_connect (list, "items-changed", G_CALLBACK (mirror), copy);
  for (guint i = 0; i < 24; i++)
    {
      g_autoptr (AtlasQuery) query =
        atlas_query_parse (&atlas_kind_member, queries[i % G_N_ELEMENTS (queries)], NULL);
      gint64 doomed[20];
      guint n_doomed = i % 20;

      switch (i % 4)
        {
        case 0:
          atlas_record_list_set_sort (list, sorts[i / 4 % G_N_ELEMENTS (sorts)]);
          break;
        case 1:
        case 2:
          atlas_record_list_set_query (list, query);
          break;
        default:
          ids = atlas_record_list_get_ids (list, &n);
          n_doomed = MIN (n_doomed, n);
          for (guint j = 0; j < n_doomed; j++)
            doomed[j] = ids[j * 7919 % n];
          if (n_doomed > 0)
            g_assert_true (atlas_register_delete (records, &atlas_kind_member, doomed, n_doomed, NULL));
          save (session, i % 8 == 3 ? "Aaa" : "Zzz", "X", n > 10 ? ids[5] : 0);
          break;
        }
      settle (list);
      ids = atlas_record_list_get_ids (list, &n);
      g_assert_cmpmem (copy->data, copy->len * sizeof (gint64), ids, n * sizeof (gint64));
    }
}

static void
on_record (AtlasRecordItem *item, GParamSpec *pspec, guint *n_times)
{
  ++*n_times;
}

static void
test_changes (void)
{
  g_autoptr (AtlasSession) session = app_test_session_new (0);
  AtlasRegister *records = atlas_session_get_register (session);
  g_autoptr (AtlasRecordList) list = new_list (session);
  g_autoptr (AtlasRecordItem) item = NULL;
  Told told = { 0 };
  guint n_times = 0;
  gint64 ids[5];

  g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed), &told);
  for (guint i = 0; i < 5; i++)
    {
      char family[] = { (char) ('A' + 2 * (int) i), '\0' };

      ids[i] = save (session, family, "X", 0);
      settle (list);
      g_assert_cmpuint (told.n_times, ==, i + 1);
      g_assert_cmpuint (told.position, ==, i);
      g_assert_cmpuint (told.removed, ==, 0);
      g_assert_cmpuint (told.added, ==, 1);
    }

  /* A row whose record changed in place tells so itself, the list nothing. */
  item = get_item (list, 2);
  g_assert_cmpstr (atlas_record_get_text (atlas_record_item_get_record (item), "given_name"), ==, "X");
  g_signal_connect (item, "notify::record", G_CALLBACK (on_record), &n_times);
  save (session, "E", "Y", ids[2]);
  settle (list);
  g_assert_cmpuint (told.n_times, ==, 5);
  g_assert_cmpuint (n_times, ==, 1);
  g_assert_cmpstr (atlas_record_get_text (atlas_record_item_get_record (item), "given_name"), ==, "Y");

  /* One that moves is taken out and put in, and the others stay: A C E G I, C goes behind G. */
  save (session, "H", "X", ids[1]);
  settle (list);
  g_assert_cmpuint (told.n_times, ==, 7);
  g_assert_cmpuint (told.position, ==, 3);
  g_assert_cmpuint (told.removed, ==, 0);
  g_assert_cmpuint (told.added, ==, 1);

  /* Deleted: at once, and only that row; the same row object comes back with undo. */
  g_assert_true (atlas_register_delete (records, &atlas_kind_member, &ids[2], 1, NULL));
  settle (list);
  g_assert_cmpuint (told.n_times, ==, 8);
  g_assert_cmpuint (told.position, ==, 1);
  g_assert_cmpuint (told.removed, ==, 1);
  g_assert_cmpuint (told.added, ==, 0);
  g_assert_false (atlas_record_list_find (list, ids[2], NULL));
  atlas_session_undo (session, FALSE);
  app_test_run (200);
  settle (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 5);
  g_assert_true (atlas_record_list_find (list, ids[2], NULL));
}

/* Ten thousand rows, of which one screen is looked at. */
static void
test_lazy (void)
{
  g_autoptr (AtlasSession) session = app_test_session_new (10000);
  g_autoptr (AtlasRecordList) list = new_list (session);

  g_assert_cmpuint (atlas_record_list_get_n_read (list), ==, 0);
  for (guint turn = 0; turn < 3; turn++)
    for (guint i = 4000; i < 4040; i++)
      {
        g_autoptr (AtlasRecordItem) item = get_item (list, i);

        g_assert_nonnull (atlas_record_item_get_record (item));
      }
  g_assert_cmpuint (atlas_record_list_get_n_read (list), ==, 40);

  /* All of them, and the first again: what is kept is bounded, so that some are read twice. */
  for (guint i = 0; i < 10000; i++)
    {
      g_autoptr (AtlasRecordItem) item = get_item (list, i);

      g_assert_nonnull (atlas_record_item_get_record (item));
    }
  g_assert_cmpuint (atlas_record_list_get_n_read (list), ==, 10040);
  {
    g_autoptr (AtlasRecordItem) item = get_item (list, 0);

    g_assert_nonnull (atlas_record_item_get_record (item));
  }
  g_assert_cmpuint (atlas_record_list_get_n_read (list), ==, 10041);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/record-list/order", test_order);
  g_test_add_func ("/record-list/query", test_query);
  g_test_add_func ("/record-list/same-text", test_same_text);
  g_test_add_func ("/record-list/changes", test_changes);
  g_test_add_func ("/record-list/lazy", test_lazy);
  g_test_add_func ("/record-list/mirror", test_mirror);
  return g_test_run ();
}
