/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-query-private.h"
#include "atlas-region.h"

/* Conditions as scans of the index's columns: 64 rows make a word of the result. Facets of one or two bytes
 * are looked up in a table of what is allowed, so that any number of values costs the same. */

#define SCAN(rows, n, test)                            \
  for (guint word = 0; word < (rows)->n_words; word++) \
    {                                                  \
      guint first = word << 6;                         \
      guint count = MIN (64, (n) -first);              \
      guint64 bits = 0;                                \
                                                       \
      for (guint i = 0; i < count; i++)                \
        {                                              \
          guint row = first + i;                       \
                                                       \
          bits |= (guint64) ((test) != 0) << i;        \
        }                                              \
      (rows)->words[word] |= bits;                     \
    }

static gboolean
allows (const AtlasCondition *condition, gint64 value)
{
  if (condition->type == ATLAS_CONDITION_MASK)
    return ((guint64) value & condition->mask) != 0;
  for (guint i = 0; i < condition->ranges->len; i++)
    {
      const AtlasRange *range = &g_array_index (condition->ranges, AtlasRange, i);

      if (value >= range->low && value <= range->high)
        return TRUE;
    }
  return FALSE;
}

static void
match_facet (const AtlasCondition *condition, const AtlasPointColumns *columns, AtlasBitset *rows)
{
  guint size;
  gconstpointer column = atlas_facet_get_column (condition->facet, columns, &size);

  if (size == 1)
    {
      const guint8 *values = column;
      guint8 allowed[256];

      for (guint value = 0; value < G_N_ELEMENTS (allowed); value++)
        allowed[value] = (guint8) allows (condition, value);
      SCAN (rows, columns->n_points, allowed[values[row]]);
    }
  else if (size == 2)
    {
      const guint16 *values = column;
      g_autofree guint8 *allowed = g_new (guint8, G_MAXUINT16 + 1);

      for (guint value = 0; value <= G_MAXUINT16; value++)
        allowed[value] = (guint8) allows (condition, value);
      SCAN (rows, columns->n_points, allowed[values[row]]);
    }
  else if (size == 4)
    {
      const guint32 *values = column;

      for (guint k = 0; k < condition->ranges->len; k++)
        {
          const AtlasRange *range = &g_array_index (condition->ranges, AtlasRange, k);
          guint32 low = (guint32) CLAMP (range->low, 0, (gint64) G_MAXUINT32);
          guint32 length = (guint32) CLAMP (range->high, 0, (gint64) G_MAXUINT32) - low;

          if (range->high >= range->low)
            SCAN (rows, columns->n_points, values[row] - low <= length);
        }
    }
  else
    {
      const guint64 *values = column;

      if (condition->type == ATLAS_CONDITION_MASK)
        SCAN (rows, columns->n_points, values[row] & condition->mask)
      else
        SCAN (rows, columns->n_points, allows (condition, (gint64) values[row]))
    }
}

static void
match_city (const AtlasCondition *condition, const AtlasPointColumns *columns, AtlasBitset *rows)
{
  if (condition->region == ATLAS_REGION_NONE)
    SCAN (rows, columns->n_points, columns->city[row] == condition->city)
  else
    SCAN (rows, columns->n_points,
          columns->city[row] == condition->city && columns->region[row] == condition->region)

  for (guint k = 0; k < condition->places->len; k++)
    {
      guint32 place = g_array_index (condition->places, guint32, k);

      SCAN (rows, columns->n_points,
            columns->place[row] == place && (columns->has[row] & ATLAS_POINT_HAS_PLACE_NAME) != 0);
    }
}

static void
match_area (AtlasSelection *area, AtlasPointIndex *index, AtlasBitset *rows)
{
  g_autoptr (AtlasBitset) inside = atlas_selection_match_index (area, index);

  atlas_bitset_or (rows, inside);
}

/* @sql: gives ids */
static gboolean
match_select (AtlasQuery *self,
              const char *sql,
              AtlasPointIndex *index,
              AtlasConnection *connection,
              AtlasBitset *rows,
              GError **error)
{
  g_autoptr (AtlasStatement) statement = atlas_statement_new (connection, sql, error);
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return FALSE;
  atlas_query_bind_used (self, statement, sql);
  while (atlas_statement_step (statement, &local_error))
    {
      guint row;

      if (atlas_point_index_find (index, atlas_statement_get_integer (statement, 0), &row))
        atlas_bitset_set (rows, row);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

static gboolean
match_ids (AtlasQuery *self,
           const char *condition,
           AtlasPointIndex *index,
           AtlasConnection *connection,
           AtlasBitset *rows,
           GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s", condition);

  return match_select (self, sql, index, connection, rows, error);
}

/* Adds the rows that the condition matches. */
static gboolean
match_condition (AtlasQuery *self,
                 const AtlasCondition *condition,
                 AtlasPointIndex *index,
                 AtlasConnection *connection,
                 AtlasBitset *rows,
                 GError **error)
{
  const AtlasPointColumns *columns = atlas_point_index_get_columns (index);
  const char *table = atlas_kind_get_table (self->kind)->name;
  g_autofree char *sql = NULL;

  switch (condition->type)
    {
    case ATLAS_CONDITION_RANGES:
    case ATLAS_CONDITION_MASK:
      match_facet (condition, columns, rows);
      return TRUE;
    case ATLAS_CONDITION_CITY:
      match_city (condition, columns, rows);
      return TRUE;
    case ATLAS_CONDITION_BOX:
      atlas_point_box_match (&condition->box, columns, rows);
      return TRUE;
    case ATLAS_CONDITION_NEAR:
      atlas_point_circle_match (&condition->circle, columns, rows);
      return TRUE;
    case ATLAS_CONDITION_AREA:
      match_area (condition->area, index, rows);
      return TRUE;
    case ATLAS_CONDITION_TEXT:
      sql = g_strdup_printf ("rowid FROM \"%s_search\" WHERE \"%s_search\" MATCH %s", table, table,
                             condition->sql);
      return match_ids (self, sql, index, connection, rows, error);
    case ATLAS_CONDITION_QUERY:
      {
        g_autoptr (AtlasBitset) inner = atlas_query_match_rows (condition->inner, index, connection, error);

        if (inner == NULL)
          return FALSE;
        atlas_bitset_or (rows, inner);
        return TRUE;
      }
    case ATLAS_CONDITION_IDS:
      return match_select (self, condition->sql, index, connection, rows, error);
    case ATLAS_CONDITION_RECORD:
    default:
      sql = g_strdup_printf ("r.id FROM \"%s\" AS r WHERE %s", table, condition->sql);
      return match_ids (self, sql, index, connection, rows, error);
    }
}

/* Narrows @rows to those that the term matches. */
static gboolean
match_term (AtlasQuery *self,
            const AtlasQueryTerm *term,
            AtlasPointIndex *index,
            AtlasConnection *connection,
            AtlasBitset *rows,
            GError **error)
{
  g_autoptr (AtlasBitset) matching = atlas_bitset_new (rows->n_bits);

  for (guint i = 0; i < term->conditions->len; i++)
    if (!match_condition (self, g_ptr_array_index (term->conditions, i), index, connection, matching, error))
      return FALSE;
  if (term->negated)
    atlas_bitset_not (matching);
  atlas_bitset_and (rows, matching);
  return TRUE;
}

AtlasBitset *
atlas_query_match_rows (AtlasQuery *self, AtlasPointIndex *index, AtlasConnection *connection, GError **error)
{
  g_autoptr (AtlasBitset) rows = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (self->kind == &atlas_kind_member, NULL);
  g_return_val_if_fail (ATLAS_IS_POINT_INDEX (index), NULL);
  g_return_val_if_fail (connection != NULL || atlas_query_is_in_memory (self), NULL);

  rows = atlas_bitset_new (atlas_point_index_get_n_points (index));
  atlas_bitset_fill (rows, TRUE);

  /* The words of all plain terms in one question; then what only the database knows, or the columns. */
  if (self->search_parameter != NULL)
    {
      const char *table = atlas_kind_get_table (self->kind)->name;
      g_autofree char *sql = g_strdup_printf ("rowid FROM \"%s_search\" WHERE \"%s_search\" MATCH %s", table,
                                              table, self->search_parameter);
      g_autoptr (AtlasBitset) matching = atlas_bitset_new (rows->n_bits);

      if (!match_ids (self, sql, index, connection, matching, error))
        return NULL;
      atlas_bitset_and (rows, matching);
    }
  for (guint i = 0; i < self->terms->len; i++)
    {
      const AtlasQueryTerm *term = g_ptr_array_index (self->terms, i);

      if (!atlas_query_term_is_words (term) && !match_term (self, term, index, connection, rows, error))
        return NULL;
    }

  return g_steal_pointer (&rows);
}
