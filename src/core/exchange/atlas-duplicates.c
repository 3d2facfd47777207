/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-duplicates-private.h"

#include <string.h>

#include "atlas-i18n.h"

#define PROGRESS_INTERVAL (50 * G_TIME_SPAN_MILLISECOND)

/* Memory is not taken for more on the word of a count alone. */
#define MOST_RESERVED 4000000

/* --- reading ------------------------------------------------------------------------------------------- */

gint64
atlas_duplicates_make_key (gint64 a, gint64 b)
{
  return (gint64) ((guint64) MIN (a, b) << 32 | (guint64) MAX (a, b));
}

static char *
make_select (void)
{
  GString *sql = g_string_new ("SELECT id");

  for (guint i = 0; atlas_duplicate_fields[i]; i++)
    g_string_append_printf (
      sql, ", %s", atlas_kind_find_field (&atlas_kind_member, atlas_duplicate_fields[i], -1)->column);
  g_string_append (sql, " FROM member ORDER BY id");
  return g_string_free (sql, FALSE);
}

static gboolean
read_members (AtlasDuplicates *self,
              AtlasConnection *connection,
              AtlasProgressFunc progress,
              gpointer user_data,
              GError **error)
{
  g_autofree char *sql = make_select ();
  g_autoptr (AtlasStatement) select = NULL;
  g_autoptr (GError) failure = NULL;
  AtlasValue values[ATLAS_DUPLICATE_N_FIELDS] = { 0 };
  const AtlasValue *pointers[ATLAS_DUPLICATE_N_FIELDS];
  gint64 n_members, next_progress = 0;

  if (!atlas_connection_query_integer (connection, "SELECT count (*) FROM member", 0, &n_members, error))
    return FALSE;
  select = atlas_statement_new (connection, sql, error);
  if (select == NULL)
    return FALSE;
  atlas_duplicate_columns_reserve (self->columns, (guint) CLAMP (n_members, 0, MOST_RESERVED));
  for (guint i = 0; i < ATLAS_DUPLICATE_N_FIELDS; i++)
    pointers[i] = &values[i];
  while (atlas_statement_step (select, &failure))
    {
      AtlasDuplicateRow row;
      guint n = self->columns->n_members;

      for (guint i = 0; i < ATLAS_DUPLICATE_N_FIELDS; i++)
        atlas_statement_get_value (select, i + 1, &values[i]);
      atlas_duplicate_columns_pack (self->columns, pointers, &row);
      atlas_duplicate_columns_append (self->columns, &row, atlas_statement_get_integer (select, 0));
      if (progress != NULL && n % 4096 == 0 && g_get_monotonic_time () >= next_progress)
        {
          progress (n, n_members, user_data);
          next_progress = g_get_monotonic_time () + PROGRESS_INTERVAL;
        }
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* The row id of the member of that id; 0 where there is none any more. */
static gboolean
find_member (AtlasStatement *find, const char *text, gsize length, gint64 *id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  AtlasUuid uuid;

  *id = 0;
  if (text == NULL || !atlas_uuid_parse (text, (gssize) length, &uuid))
    return TRUE;
  atlas_statement_bind_uuid (find, ":uuid", &uuid);
  if (atlas_statement_step (find, &failure))
    *id = atlas_statement_get_integer (find, 0);
  atlas_statement_reset (find);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
atlas_duplicates_read_dismissed (AtlasConnection *connection, GHashTable *dismissed, GError **error)
{
  g_autoptr (AtlasStatement) select = NULL;
  g_autoptr (AtlasStatement) find = NULL;
  g_autoptr (GError) failure = NULL;

  select =
    atlas_statement_new (connection, "SELECT member, other FROM verdict WHERE verdict = 'different'", error);
  find = select ? atlas_statement_new (connection, "SELECT id FROM member WHERE uuid = :uuid", error) : NULL;
  if (find == NULL)
    return FALSE;
  while (atlas_statement_step (select, &failure))
    {
      gint64 ids[2];

      for (guint i = 0; i < 2; i++)
        {
          gsize length;
          const char *text = atlas_statement_get_text (select, i, &length);

          if (!find_member (find, text, length, &ids[i], error))
            return FALSE;
        }
      if (ids[0] != 0 && ids[1] != 0)
        {
          gint64 *key = g_new (gint64, 1);

          *key = atlas_duplicates_make_key (ids[0], ids[1]);
          g_hash_table_add (dismissed, key);
        }
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Whom another office's verdict calls one person, though both stand here. */
static gboolean
read_told (AtlasDuplicates *self, AtlasConnection *connection, GError **error)
{
  g_autoptr (AtlasStatement) select = atlas_statement_new (
    connection, "SELECT member, other FROM verdict WHERE verdict = 'same' ORDER BY id", error);
  g_autoptr (AtlasStatement) find =
    select ? atlas_statement_new (connection, "SELECT id FROM member WHERE uuid = :uuid", error) : NULL;
  g_autoptr (GError) failure = NULL;

  if (find == NULL)
    return FALSE;
  while (failure == NULL && atlas_statement_step (select, &failure))
    {
      gint64 ids[2] = { 0, 0 };

      for (guint i = 0; i < 2 && failure == NULL; i++)
        {
          gsize length;
          const char *text = atlas_statement_get_text (select, i, &length);

          find_member (find, text, length, &ids[i], &failure);
        }
      if (ids[0] != 0 && ids[1] != 0 && ids[0] != ids[1])
        {
          AtlasDuplicatePair pair = { MIN (ids[0], ids[1]), MAX (ids[0], ids[1]), { 0 } };

          g_array_append_val (self->told, pair);
        }
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static AtlasDuplicates *
make_empty (void)
{
  AtlasDuplicates *self = g_new0 (AtlasDuplicates, 1);

  self->columns = atlas_duplicate_columns_new ();
  self->told = g_array_new (FALSE, FALSE, sizeof (AtlasDuplicatePair));
  self->dismissed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

/* All members are there. */
static void
finish (AtlasDuplicates *self)
{
  atlas_duplicate_columns_arrange (self->columns);
  self->scale = atlas_duplicate_scale_new (self->columns);
  atlas_duplicate_scale_prepare (self->scale, self->columns->members, self->columns->n_members);
}

AtlasDuplicates *
atlas_duplicates_new_for_records (GPtrArray *members)
{
  AtlasDuplicates *self;

  g_return_val_if_fail (members != NULL, NULL);

  self = make_empty ();
  atlas_duplicate_columns_reserve (self->columns, members->len);
  for (guint i = 0; i < members->len; i++)
    {
      AtlasRecord *member = g_ptr_array_index (members, i);
      AtlasDuplicateRow row;

      atlas_duplicate_columns_pack_record (self->columns, member, &row);
      atlas_duplicate_columns_append (self->columns, &row, atlas_record_get_id (member));
    }
  finish (self);
  return self;
}

AtlasDuplicates *
atlas_duplicates_new (AtlasRegister *source,
                      AtlasProgressFunc progress,
                      gpointer user_data,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (AtlasDuplicates) self = NULL;
  AtlasStore *store;
  AtlasConnection *connection;
  gboolean good;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), NULL);

  store = atlas_register_get_store (source);
  connection = atlas_store_acquire_reader (store, error);
  if (connection == NULL)
    return NULL;
  self = make_empty ();
  atlas_connection_set_cancellable (connection, cancellable);
  good = read_members (self, connection, progress, user_data, error) &&
         atlas_duplicates_read_dismissed (connection, self->dismissed, error) &&
         read_told (self, connection, error);
  atlas_connection_set_cancellable (connection, NULL);
  atlas_store_release_reader (store, connection);
  if (!good)
    return NULL;
  finish (self);
  return g_steal_pointer (&self);
}

void
atlas_duplicates_free (AtlasDuplicates *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < ATLAS_DUPLICATE_WAYS_IN; i++)
    atlas_duplicate_blocks_free (self->blocks[i]);
  atlas_duplicate_scale_free (self->scale);
  atlas_duplicate_columns_free (self->columns);
  g_hash_table_unref (self->dismissed);
  g_array_unref (self->told);
  g_free (self);
}

/* What was told first, then the most probable; of the same probability in the order in which they were
 * recorded. */
int
atlas_duplicates_compare_pairs (gconstpointer a, gconstpointer b)
{
  const AtlasDuplicatePair *first = a, *second = b;

  if (first->evidence.told != second->evidence.told)
    return first->evidence.told ? -1 : 1;
  if (first->evidence.score != second->evidence.score)
    return first->evidence.score > second->evidence.score ? -1 : 1;
  if (first->left != second->left)
    return first->left < second->left ? -1 : 1;
  return (first->right > second->right) - (first->right < second->right);
}

gboolean
atlas_duplicates_is_dismissed (AtlasDuplicates *self, gint64 left, gint64 right)
{
  gint64 key = atlas_duplicates_make_key (left, right);

  return g_hash_table_contains (self->dismissed, &key);
}

/* --- looking up ---------------------------------------------------------------------------------------- */

static void
prepare (AtlasDuplicates *self)
{
  guint limit = atlas_duplicate_block_limit (self->columns->n_members);

  if (self->blocks[0] != NULL)
    return;
  self->rates = ATLAS_DUPLICATE_USUAL_RATES;
  for (guint i = 0; i < ATLAS_DUPLICATE_WAYS_IN; i++)
    {
      self->blocks[i] = atlas_duplicate_blocks_new ();
      if (i == ATLAS_DUPLICATE_WAY_BY_DOOR)
        self->rates.housemates = atlas_duplicates_estimate_housemates (self, self->blocks[i]);
      else
        atlas_duplicate_blocks_sort (self->blocks[i], self->columns, i);
      atlas_duplicate_blocks_settle (self->blocks[i], limit);
    }
}

/* The rows that stand with @row by any way in, each once. */
static GArray *
list_rows (AtlasDuplicates *self, const AtlasDuplicateRow *row)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint limit = atlas_duplicate_block_limit (self->columns->n_members);

  for (guint way = 0; way < ATLAS_DUPLICATE_WAYS_IN; way++)
    {
      guint64 keys[ATLAS_DUPLICATE_WAYS];
      guint n_keys = atlas_duplicate_make_keys (row, way, keys);

      for (guint i = 0; i < n_keys; i++)
        {
          guint n;
          const guint64 *block = atlas_duplicate_blocks_find (self->blocks[way], keys[i], limit, &n);

          for (guint j = 0; j < n; j++)
            {
              guint32 member = atlas_duplicate_entry_get_member (block[j]);

              if (g_hash_table_add (seen, GUINT_TO_POINTER (member + 1)))
                g_array_append_val (rows, member);
            }
        }
    }
  return rows;
}

GArray *
atlas_duplicates_find (AtlasDuplicates *self, AtlasRecord *record, double threshold, guint limit)
{
  g_autoptr (GArray) rows = NULL;
  GArray *pairs;
  AtlasDuplicateRow row;
  gint64 id;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (record != NULL, NULL);

  prepare (self);
  id = atlas_record_get_id (record);
  pairs = g_array_new (FALSE, FALSE, sizeof (AtlasDuplicatePair));
  atlas_duplicate_columns_pack_record (self->columns, record, &row);
  atlas_duplicate_scale_prepare (self->scale, &row, 1);
  rows = list_rows (self, &row);
  for (guint i = 0; i < rows->len; i++)
    {
      guint at = g_array_index (rows, guint32, i);
      const AtlasDuplicateRow *other = atlas_duplicate_columns_get (self->columns, at);
      AtlasDuplicatePair pair = { g_array_index (self->columns->ids, gint64, at), id, { 0 } };

      if (pair.left == id || atlas_duplicates_is_dismissed (self, pair.left, id) ||
          !atlas_duplicate_scale_consider (self->scale, other, &row))
        continue;
      atlas_duplicate_scale_weigh (self->scale, other, &row, &pair.evidence);
      if (atlas_duplicate_evidence_judge (&pair.evidence, &self->rates, self->columns->n_members) >=
          threshold)
        g_array_append_val (pairs, pair);
    }
  atlas_duplicate_columns_unpack (self->columns, &row);
  g_array_sort (pairs, atlas_duplicates_compare_pairs);
  if (limit > 0 && pairs->len > limit)
    g_array_set_size (pairs, limit);
  return pairs;
}

/* --- verdicts ------------------------------------------------------------------------------------------ */

/* The verdict that stands on the two; 0: none. */
static gboolean
find_verdict (AtlasConnection *connection, const char *a, const char *b, gint64 *id, GError **error)
{
  g_autoptr (AtlasStatement) select = atlas_statement_new (
    connection, "SELECT id FROM verdict WHERE (member = :a AND other = :b) OR (member = :b AND other = :a)",
    error);
  g_autoptr (GError) failure = NULL;

  *id = 0;
  if (select == NULL)
    return FALSE;
  atlas_statement_bind_text (select, ":a", a);
  atlas_statement_bind_text (select, ":b", b);
  if (atlas_statement_step (select, &failure))
    *id = atlas_statement_get_integer (select, 0);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

AtlasRecord *
atlas_duplicates_make_verdict (AtlasRegister *source, AtlasRecord *a, AtlasRecord *b, GError **error)
{
  g_autoptr (AtlasRecord) verdict = NULL;
  AtlasStore *store;
  AtlasConnection *connection;
  char ids[2][ATLAS_UUID_TEXT_SIZE];
  gint64 id;
  gboolean good;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), NULL);
  g_return_val_if_fail (a != NULL && b != NULL, NULL);

  if (atlas_uuid_equal (atlas_record_get_uuid (a), atlas_record_get_uuid (b)))
    {
      g_set_error_literal (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE,
                           _ ("Both are the same record: choose two."));
      return NULL;
    }
  atlas_uuid_format (atlas_record_get_uuid (a), ids[0]);
  atlas_uuid_format (atlas_record_get_uuid (b), ids[1]);
  store = atlas_register_get_store (source);
  connection = atlas_store_acquire_reader (store, error);
  if (connection == NULL)
    return NULL;
  good = find_verdict (connection, ids[0], ids[1], &id, error);
  if (good && id != 0)
    verdict = atlas_record_load (connection, &atlas_kind_verdict, id, error);
  atlas_store_release_reader (store, connection);
  if (!good || (id != 0 && verdict == NULL))
    return NULL;
  if (verdict == NULL)
    {
      verdict = atlas_record_new (&atlas_kind_verdict);
      atlas_record_set_text (verdict, "member", ids[0]);
      atlas_record_set_text (verdict, "other", ids[1]);
    }
  atlas_record_set_text (verdict, "verdict", "different");
  return g_steal_pointer (&verdict);
}

static gboolean
save_in_unit (AtlasUnit *unit, gpointer verdict, GCancellable *cancellable, GError **error)
{
  return atlas_record_save (verdict, unit, FALSE, error);
}

AtlasRecord *
atlas_duplicates_dismiss (
  AtlasRegister *target, AtlasRecord *a, AtlasRecord *b, GCancellable *cancellable, GError **error)
{
  g_autoptr (AtlasRecord) verdict = atlas_duplicates_make_verdict (target, a, b, error);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *label = NULL;

  if (verdict == NULL)
    return NULL;
  first = atlas_record_dup_title (a);
  second = atlas_record_dup_title (b);
  /* Translators: two people, who were said to be different people. */
  label = g_strdup_printf (_ ("Tell %s and %s apart"), first, second);
  if (!atlas_register_write (target, label, ATLAS_UNIT_DEFAULT, save_in_unit, verdict, cancellable, error))
    return NULL;
  return g_steal_pointer (&verdict);
}
