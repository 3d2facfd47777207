/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-facet-counter.h"

#include <string.h>

#include "atlas-query-said.h"
#include "atlas-region.h"

/* Each value is read as the query language reads it, and then counted: of the packed columns from one tally
 * of what stands in them, of all else by matching. So a count is what the query would find. */

static void
counter_clear (AtlasFacetCounter *self)
{
  g_free (self->tally);
  g_clear_pointer (&self->homes, g_array_unref);
  g_clear_pointer (&self->counts, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AtlasFacetCounter, counter_clear)

void
atlas_facet_count_free (AtlasFacetCount *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->value);
  g_free (self->label);
  g_free (self);
}

/* --- Columns. */

static void
tally_column (AtlasFacetCounter *self, const AtlasQueryField *field)
{
  const AtlasPointColumns *columns = atlas_point_index_get_columns (self->index);
  guint size;
  gconstpointer column = atlas_facet_get_column (field->facet, columns, &size);

  self->facet = field->facet;
  self->tally = g_new0 (guint, size == 1 ? G_MAXUINT8 + 1 : size == 2 ? G_MAXUINT16 + 1 : 64);
  for (guint row = 0; row < columns->n_points; row++)
    if (!atlas_facet_counter_has (self, row))
      continue;
    else if (size == 1)
      self->tally[((const guint8 *) column)[row]]++;
    else if (size == 2)
      self->tally[((const guint16 *) column)[row]]++;
    else
      for (guint64 bits = ((const guint64 *) column)[row]; bits != 0; bits &= bits - 1)
        self->tally[__builtin_ctzll (bits)]++;
}

static guint
count_homes (const GArray *homes, const AtlasCondition *condition)
{
  guint members = 0;

  for (guint i = 0; i < homes->len; i++)
    {
      const AtlasFacetHome *home = &g_array_index (homes, AtlasFacetHome, i);
      gboolean there = home->city == condition->city &&
                       (condition->region == ATLAS_REGION_NONE || home->region == condition->region);

      for (guint k = 0; !there && k < condition->places->len; k++)
        there = home->place == g_array_index (condition->places, guint32, k);
      members += there ? home->n : 0;
    }
  return members;
}

/* The members of whom one condition holds, from the tally. FALSE where the tally doesn't tell. */
static gboolean
count_tallied (const AtlasFacetCounter *self, const AtlasCondition *condition, guint *members)
{
  gboolean bits = self->facet == ATLAS_FACET_LANGUAGES;
  gboolean bytes = self->facet == ATLAS_FACET_SEX || self->facet == ATLAS_FACET_STATUS ||
                   self->facet == ATLAS_FACET_EDUCATION || self->facet == ATLAS_FACET_SECTOR ||
                   self->facet == ATLAS_FACET_REGION || self->facet == ATLAS_FACET_CONSENTS;
  gint64 largest = bytes ? G_MAXUINT8 : G_MAXUINT16;

  *members = 0;
  if (self->homes != NULL && condition->type == ATLAS_CONDITION_CITY)
    {
      *members = count_homes (self->homes, condition);
      return TRUE;
    }
  if (self->tally == NULL || condition->facet != self->facet)
    return FALSE;
  if (condition->type == ATLAS_CONDITION_MASK && bits)
    {
      /* Of two languages nobody knows who speaks both. */
      if ((condition->mask & (condition->mask - 1)) != 0)
        return FALSE;
      *members = self->tally[__builtin_ctzll (condition->mask)];
      return TRUE;
    }
  if (condition->type == ATLAS_CONDITION_MASK)
    {
      for (gint64 value = 0; value <= largest; value++)
        if (((guint64) value & condition->mask) != 0)
          *members += self->tally[value];
      return TRUE;
    }
  if (condition->type != ATLAS_CONDITION_RANGES || bits || condition->ranges->len != 1)
    return FALSE;
  {
    const AtlasRange *range = &g_array_index (condition->ranges, AtlasRange, 0);

    for (gint64 value = MAX (range->low, 0); value <= MIN (range->high, largest); value++)
      *members += self->tally[value];
    return TRUE;
  }
}

/* --- Any condition. */

static gboolean
count_matching (AtlasFacetCounter *self, AtlasQuery *query, guint *members, GError **error)
{
  AtlasStore *store = atlas_register_get_store (self->records);
  AtlasConnection *connection = NULL;
  g_autoptr (AtlasBitset) matching = NULL;

  if (!atlas_query_is_in_memory (query))
    {
      connection = atlas_store_acquire_reader (store, error);
      if (connection == NULL)
        return FALSE;
      atlas_connection_set_cancellable (connection, self->cancellable);
    }
  matching = atlas_query_match_rows (query, self->index, connection, error);
  if (connection != NULL)
    {
      atlas_connection_set_cancellable (connection, NULL);
      atlas_store_release_reader (store, connection);
    }
  if (matching == NULL)
    return FALSE;
  if (self->rows != NULL)
    atlas_bitset_and (matching, self->rows);
  *members = atlas_bitset_count (matching);
  return TRUE;
}

void
atlas_facet_counter_add_known (AtlasFacetCounter *self, const char *value, guint members)
{
  AtlasFacetCount *count = g_new0 (AtlasFacetCount, 1);

  count->value = g_strdup (value);
  count->label = atlas_facet_dup_label (self->field, value);
  count->members = members;
  g_ptr_array_add (self->counts, count);
}

gboolean
atlas_facet_counter_add (AtlasFacetCounter *self, const char *value, GError **error)
{
  g_autofree char *text = g_strconcat (self->field, ":", value, NULL);
  g_autoptr (AtlasQuery) query = atlas_query_parse (&atlas_kind_member, text, error);
  const AtlasQueryTerm *term;
  guint members;

  if (query == NULL || g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  term = g_ptr_array_index (query->terms, 0);
  if ((term->conditions->len != 1 ||
       !count_tallied (self, g_ptr_array_index (term->conditions, 0), &members)) &&
      !count_matching (self, query, &members, error))
    return FALSE;
  atlas_facet_counter_add_known (self, value, members);
  return TRUE;
}

static gboolean
count_values (AtlasFacetCounter *self, const GPtrArray *values, GError **error)
{
  for (guint i = 0; i < values->len; i++)
    if (!atlas_facet_counter_add (self, g_ptr_array_index (values, i), error))
      return FALSE;
  return TRUE;
}

/* --- All of it. */

static gboolean
has_count (const AtlasFacetCounter *self, const char *value)
{
  for (guint i = 0; i < self->counts->len; i++)
    {
      const AtlasFacetCount *count = g_ptr_array_index (self->counts, i);

      if (g_str_equal (count->value, value))
        return TRUE;
    }
  return FALSE;
}

static gboolean
count_chosen (AtlasFacetCounter *self, char **chosen, GError **error)
{
  for (guint i = 0; chosen[i] != NULL; i++)
    if (!has_count (self, chosen[i]) && !atlas_facet_counter_add (self, chosen[i], error))
      return FALSE;
  return TRUE;
}

/* What is stated, in the order in which it stands there. */
static void
move_none (GPtrArray *counts)
{
  for (guint i = 0; i + 1 < counts->len; i++)
    if (strcmp (((AtlasFacetCount *) g_ptr_array_index (counts, i))->value, "none") == 0)
      {
        g_ptr_array_add (counts, g_ptr_array_steal_index (counts, i));
        return;
      }
}

/* Largest first, and those of whom nothing is stated last. */
static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const AtlasFacetCount *x = *(AtlasFacetCount *const *) a, *y = *(AtlasFacetCount *const *) b;
  gboolean x_none = strcmp (x->value, "none") == 0, y_none = strcmp (y->value, "none") == 0;

  if (x_none != y_none)
    return x_none - y_none;
  if (x->members != y->members)
    return x->members > y->members ? -1 : 1;
  return g_utf8_collate (x->label, y->label);
}

static void
drop_empty (AtlasFacetCounter *self, const AtlasQuerySaid *said)
{
  gboolean by_count = atlas_facet_is_by_count (self->field);

  for (guint i = self->counts->len; i > 0; i--)
    {
      const AtlasFacetCount *count = g_ptr_array_index (self->counts, i - 1);

      if (count->members == 0 && (by_count || strcmp (count->value, "none") == 0) &&
          !atlas_query_said_has (said, count->value))
        g_ptr_array_remove_index (self->counts, i - 1);
    }
  if (by_count)
    g_ptr_array_sort (self->counts, compare_counts);
  else
    move_none (self->counts);
}

static gboolean
count_all (AtlasFacetCounter *self, const AtlasQuerySaid *said, GError **error)
{
  const AtlasQueryField *field = atlas_query_find_field (&atlas_kind_member, self->field);
  g_autoptr (GPtrArray) values = atlas_facet_list_values (self->field);

  if (strcmp (self->field, "skill") == 0)
    {
      if (!atlas_facet_counter_add_skills (self, error))
        return FALSE;
    }
  else if (strcmp (self->field, "tag") == 0)
    {
      if (!atlas_facet_counter_add_tags (self, error))
        return FALSE;
    }
  else if (strcmp (self->field, "association") == 0)
    {
      if (!atlas_facet_counter_add_associations (self, error))
        return FALSE;
    }
  else if (strcmp (self->field, "city") == 0)
    {
      if (!atlas_facet_counter_add_places (self, error))
        return FALSE;
    }
  else
    {
      tally_column (self, field);
      if (field->facet == ATLAS_FACET_LANGUAGES && !atlas_facet_counter_add_languages (self, error))
        return FALSE;
    }
  if (!count_values (self, values, error) || !count_chosen (self, said->values, error))
    return FALSE;
  drop_empty (self, said);
  return TRUE;
}

GPtrArray *
atlas_register_count_facet (
  AtlasRegister *self, const char *text, const char *field, GCancellable *cancellable, GError **error)
{
  g_auto (AtlasFacetCounter) counter = { .records = self, .field = field, .cancellable = cancellable };
  g_autoptr (AtlasQuerySaid) said = NULL;
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (AtlasPointSet) set = NULL;
  g_autofree char *others = NULL;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), NULL);
  g_return_val_if_fail (field != NULL && atlas_facet_get_title (field) != NULL, NULL);

  said = atlas_query_read_field (&atlas_kind_member, text, field);
  others = atlas_query_set_field (&atlas_kind_member, text, field, NULL);
  query = atlas_register_parse_query (self, &atlas_kind_member, others, error);
  set = query ? atlas_register_match (self, query, cancellable, error) : NULL;
  if (set == NULL)
    return NULL;

  counter.index = atlas_point_set_get_index (set);
  counter.rows = atlas_point_set_get_rows (set);
  counter.counts = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_facet_count_free);
  return count_all (&counter, said, error) ? g_steal_pointer (&counter.counts) : NULL;
}

typedef struct
{
  char *text;
  char *field;
} Request;

static void
request_free (gpointer data)
{
  Request *self = data;

  g_free (self->text);
  g_free (self->field);
  g_free (self);
}

static void
count_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Request *request = data;
  GError *error = NULL;
  GPtrArray *counts = atlas_register_count_facet (source, request->text, request->field, cancellable, &error);

  if (counts != NULL)
    g_task_return_pointer (task, counts, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
atlas_register_count_facet_async (AtlasRegister *self,
                                  const char *text,
                                  const char *field,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Request *request;

  g_return_if_fail (ATLAS_IS_REGISTER (self));
  g_return_if_fail (field != NULL);

  request = g_new0 (Request, 1);
  request->text = g_strdup (text);
  request->field = g_strdup (field);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, atlas_register_count_facet_async);
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, count_in_thread);
}

GPtrArray *
atlas_register_count_facet_finish (AtlasRegister *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
