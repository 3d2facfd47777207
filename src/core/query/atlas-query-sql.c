/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-query-private.h"
#include "atlas-region.h"

/* From conditions to SQL. Text from outside stands in parameters only; what is written into the SQL are
 * expressions of our own and the parameters' names. The same parameters serve both forms, over the record's
 * table and over its facets. */

#define POSITION_X "(f.position >> 32 & 4294967295)"
#define POSITION_Y "(f.position & 4294967295)"
#define IS_PLACED  "(f.traits & 8) <> 0"

G_STATIC_ASSERT (ATLAS_POINT_HAS_LOCATION == 8);
G_STATIC_ASSERT (ATLAS_POINT_HAS_PLACE_NAME == 16);

static char *
ranges_sql (AtlasQuery *query, const AtlasCondition *condition)
{
  const char *expression = atlas_facet_get_sql (condition->facet);
  g_autoptr (GString) list = g_string_new (NULL);
  g_autoptr (GString) sql = g_string_new (NULL);

  for (guint i = 0; i < condition->ranges->len; i++)
    {
      const AtlasRange *range = &g_array_index (condition->ranges, AtlasRange, i);
      const char *low = atlas_query_add_integer (query, range->low);

      if (range->low == range->high)
        g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", low);
      else
        g_string_append_printf (sql, "%s%s BETWEEN %s AND %s", sql->len > 0 ? " OR " : "", expression, low,
                                atlas_query_add_integer (query, range->high));
    }
  if (list->len > 0)
    g_string_append_printf (sql, "%s%s IN (%s)", sql->len > 0 ? " OR " : "", expression, list->str);

  return g_strdup (sql->str);
}

static char *
city_sql (AtlasQuery *query, const AtlasCondition *condition)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "%s = %s", atlas_facet_get_sql (ATLAS_FACET_CITY),
                          atlas_query_add_integer (query, condition->city));
  if (condition->region != ATLAS_REGION_NONE)
    g_string_append_printf (sql, " AND %s = %s", atlas_facet_get_sql (ATLAS_FACET_REGION),
                            atlas_query_add_integer (query, condition->region));
  if (condition->places->len == 0)
    return g_strdup (sql->str);

  g_string_append_printf (sql, " OR ((f.traits & 16) <> 0 AND %s IN (",
                          atlas_facet_get_sql (ATLAS_FACET_PLACE));
  for (guint i = 0; i < condition->places->len; i++)
    g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "",
                            atlas_query_add_integer (query, g_array_index (condition->places, guint32, i)));
  g_string_append (sql, "))");
  return g_strdup (sql->str);
}

static char *
box_sql (AtlasQuery *query, const AtlasPointBox *box)
{
  const char *west = atlas_query_add_integer (query, box->west);
  const char *east = atlas_query_add_integer (query, box->east);
  const char *north = atlas_query_add_integer (query, box->north);
  const char *south = atlas_query_add_integer (query, box->south);

  return g_strdup_printf (IS_PLACED " AND " POSITION_Y " BETWEEN %s AND %s AND (" POSITION_X
                                    " >= %s %s " POSITION_X " <= %s)",
                          north, south, west, box->west > box->east ? "OR" : "AND", east);
}

static char *
near_sql (AtlasQuery *query, const AtlasPointCircle *circle)
{
  g_autofree char *box = box_sql (query, &circle->box);

  /* As atlas_point_circle_contains() says it in C; the box keeps most rows from so much arithmetic. */
#define LONGITUDE "(2 * pi () * ((" POSITION_X " + 0.5) / 4294967296.0) - pi ())"
#define T         "(pi () * (1 - 2 * ((" POSITION_Y " + 0.5) / 4294967296.0)))"
  return g_strdup_printf ("%s AND pow (cos (" LONGITUDE ") / cosh (" T ") - %s, 2) + pow (sin (" LONGITUDE
                          ") / cosh (" T ") - %s, 2) + pow (tanh (" T ") - %s, 2) <= %s",
                          box, atlas_query_add_real (query, circle->x),
                          atlas_query_add_real (query, circle->y), atlas_query_add_real (query, circle->z),
                          atlas_query_add_real (query, circle->chord));
}

static char *
area_sql (AtlasQuery *query, AtlasSelection *area)
{
  g_autofree char *text = atlas_selection_to_text (area);

  return g_strdup_printf ("atlas_member_in_area (%s, f.position, " IS_PLACED ", %s, %s)",
                          atlas_query_add_text (query, text), atlas_facet_get_sql (ATLAS_FACET_REGION),
                          atlas_facet_get_sql (ATLAS_FACET_PLACE));
}

/* Consents are packed as though none had ended; of whose something ends it is looked up what has. */
static char *
mask_sql (AtlasQuery *query, const AtlasCondition *condition)
{
  const char *facet = atlas_facet_get_sql (condition->facet);
  const char *mask = atlas_query_add_integer (query, (gint64) condition->mask);
  const char *today;

  if (condition->facet != ATLAS_FACET_CONSENTS)
    return g_strdup_printf ("(%s & %s) <> 0", facet, mask);
  today = atlas_query_add_integer (query, atlas_facet_pack_day (query->today, -1));
  return g_strdup_printf (
    "(%s & %s) <> 0 AND ((%s & %d) = 0 OR (%s & %s & ~ifnull ((SELECT e.gone FROM "
    "member_ending AS e WHERE e.id = f.id AND e.day < %s ORDER BY e.day DESC LIMIT 1), 0)) "
    "<> 0)",
    facet, mask, facet, ATLAS_POINT_CONSENT_ENDS, facet, mask, today);
}

static void
write_condition (AtlasQuery *query, AtlasCondition *condition)
{
  switch (condition->type)
    {
    case ATLAS_CONDITION_RANGES:
      condition->sql = ranges_sql (query, condition);
      break;
    case ATLAS_CONDITION_MASK:
      condition->sql = mask_sql (query, condition);
      break;
    case ATLAS_CONDITION_CITY:
      condition->sql = city_sql (query, condition);
      break;
    case ATLAS_CONDITION_BOX:
      condition->sql = box_sql (query, &condition->box);
      break;
    case ATLAS_CONDITION_NEAR:
      condition->sql = near_sql (query, &condition->circle);
      break;
    case ATLAS_CONDITION_AREA:
      condition->sql = area_sql (query, condition->area);
      break;
    case ATLAS_CONDITION_TEXT:
      condition->sql = g_strdup (atlas_query_add_text (query, condition->match));
      break;
    case ATLAS_CONDITION_QUERY:
      condition->sql = atlas_query_dup_ids_sql (condition->inner);
      break;
    case ATLAS_CONDITION_RECORD:
    case ATLAS_CONDITION_IDS:
    default:
      break;
    }
}

static gboolean
is_facet (const AtlasCondition *condition)
{
  return condition->type < ATLAS_CONDITION_TEXT;
}

gboolean
atlas_query_term_is_words (const AtlasQueryTerm *term)
{
  const AtlasCondition *first = g_ptr_array_index (term->conditions, 0);

  return !term->negated && term->conditions->len == 1 && first->type == ATLAS_CONDITION_TEXT;
}

gboolean
atlas_query_is_words (AtlasQuery *self)
{
  for (guint i = 0; i < self->terms->len; i++)
    if (!atlas_query_term_is_words (g_ptr_array_index (self->terms, i)))
      return FALSE;
  return self->terms->len > 0;
}

static gboolean
is_plain_facet (const AtlasQueryTerm *term)
{
  for (guint i = 0; i < term->conditions->len; i++)
    if (!is_facet (g_ptr_array_index (term->conditions, i)))
      return FALSE;
  return TRUE;
}

static void
append_match (AtlasQuery *self, GString *sql, char alias, const char *parameter)
{
  const char *table = atlas_kind_get_table (self->kind)->name;

  g_string_append_printf (sql, "%c.id IN (SELECT rowid FROM \"%s_search\" WHERE \"%s_search\" MATCH %s)",
                          alias, table, table, parameter);
}

/* One condition over @alias, the table that stands; another table is reached by its id. */
static void
append_condition (AtlasQuery *self, GString *sql, char alias, const AtlasCondition *condition)
{
  char own = is_facet (condition) ? 'f' : 'r';

  if (condition->type == ATLAS_CONDITION_TEXT)
    append_match (self, sql, alias, condition->sql);
  else if (condition->type == ATLAS_CONDITION_QUERY || condition->type == ATLAS_CONDITION_IDS)
    g_string_append_printf (sql, "%c.id IN (%s)", alias, condition->sql);
  else if (alias == own)
    g_string_append_printf (sql, "((%s) IS TRUE)", condition->sql);
  else
    g_string_append_printf (sql, "EXISTS (SELECT 1 FROM \"%s\" AS %c WHERE %c.id = %c.id AND (%s))",
                            own == 'f' ? "member_facet" : atlas_kind_get_table (self->kind)->name, own, own,
                            alias, condition->sql);
}

static void
append_term (AtlasQuery *self, GString *sql, char alias, const AtlasQueryTerm *term)
{
  if (term->negated)
    g_string_append (sql, "NOT ");
  g_string_append_c (sql, '(');
  for (guint i = 0; i < term->conditions->len; i++)
    {
      const AtlasCondition *condition = g_ptr_array_index (term->conditions, i);

      if (i > 0)
        g_string_append (sql, " OR ");
      append_condition (self, sql, alias, condition);
    }
  g_string_append_c (sql, ')');
}

static void
append_and (GString *sql)
{
  if (sql->len > 0)
    g_string_append (sql, " AND ");
}

/* The facets' terms together, for one look at a member's row of facets. */
static char *
join_facets (AtlasQuery *self)
{
  GString *sql = g_string_new (NULL);

  for (guint i = 0; i < self->terms->len; i++)
    {
      const AtlasQueryTerm *term = g_ptr_array_index (self->terms, i);

      if (!is_plain_facet (term))
        continue;
      append_and (sql);
      append_term (self, sql, 'f', term);
    }
  return g_string_free (sql, FALSE);
}

static char *
join_terms (AtlasQuery *self, char alias, const char *facets)
{
  GString *sql = g_string_new (NULL);

  if (self->search_parameter != NULL)
    append_match (self, sql, alias, self->search_parameter);
  for (guint i = 0; i < self->terms->len; i++)
    {
      const AtlasQueryTerm *term = g_ptr_array_index (self->terms, i);

      if (atlas_query_term_is_words (term) || is_plain_facet (term))
        continue;
      append_and (sql);
      append_term (self, sql, alias, term);
    }
  if (facets[0] != '\0')
    {
      append_and (sql);
      if (alias == 'f')
        g_string_append (sql, facets);
      else
        g_string_append_printf (sql, "EXISTS (SELECT 1 FROM member_facet AS f WHERE f.id = r.id AND %s)",
                                facets);
    }

  return sql->len > 0 ? g_string_free (sql, FALSE) : (g_string_free (sql, TRUE), g_strdup ("1"));
}

void
atlas_query_build_sql (AtlasQuery *self)
{
  g_autoptr (GString) match = g_string_new (NULL);
  g_autofree char *facets = NULL;

  for (guint i = 0; i < self->terms->len; i++)
    {
      AtlasQueryTerm *term = g_ptr_array_index (self->terms, i);

      if (atlas_query_term_is_words (term))
        {
          const AtlasCondition *condition = g_ptr_array_index (term->conditions, 0);

          g_string_append_printf (match, "%s%s", match->len > 0 ? " AND " : "", condition->match);
          continue;
        }
      for (guint k = 0; k < term->conditions->len; k++)
        write_condition (self, g_ptr_array_index (term->conditions, k));
    }

  if (match->len > 0)
    self->search_parameter = atlas_query_add_text (self, match->str);
  facets = join_facets (self);
  self->sql = join_terms (self, 'r', facets);
  if (self->kind == &atlas_kind_member)
    self->facet_sql = join_terms (self, 'f', facets);
}

char *
atlas_query_dup_ids_sql (AtlasQuery *self)
{
  const char *table = atlas_kind_get_table (self->kind)->name;

  if (atlas_query_is_words (self))
    return g_strdup_printf ("SELECT rowid FROM \"%s_search\" WHERE \"%s_search\" MATCH %s", table, table,
                            self->search_parameter);
  if (self->facet_sql != NULL)
    return g_strdup_printf ("SELECT f.id FROM member_facet AS f WHERE %s", self->facet_sql);
  return g_strdup_printf ("SELECT r.id FROM \"%s\" AS r WHERE %s", table, self->sql);
}
