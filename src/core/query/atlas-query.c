/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-query-private.h"

#include <string.h>

#include "atlas-i18n.h"

G_DEFINE_QUARK (atlas_query_error, atlas_query_error)
G_DEFINE_BOXED_TYPE (AtlasQuery, atlas_query, atlas_query_ref, atlas_query_unref)

static void
condition_free (gpointer data)
{
  AtlasCondition *self = data;

  g_clear_pointer (&self->ranges, g_array_unref);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->inner, atlas_query_unref);
  g_clear_pointer (&self->area, atlas_selection_unref);
  g_free (self->match);
  g_free (self->sql);
  g_free (self);
}

static void
term_free (gpointer data)
{
  AtlasQueryTerm *self = data;

  g_ptr_array_unref (self->conditions);
  g_free (self->text);
  g_free (self);
}

static void
parameter_free (gpointer data)
{
  AtlasQueryParameter *self = data;

  atlas_value_clear (&self->value);
  g_free (self);
}

static void
atlas_query_clear (gpointer data)
{
  AtlasQuery *self = data;

  g_free (self->text);
  g_ptr_array_unref (self->terms);
  g_ptr_array_unref (self->parameters);
  g_free (self->sql);
  g_free (self->facet_sql);
}

AtlasQueryTerm *
atlas_query_add_term (AtlasQuery *self, gboolean negated)
{
  AtlasQueryTerm *term = g_new0 (AtlasQueryTerm, 1);

  term->negated = negated;
  term->conditions = g_ptr_array_new_with_free_func (condition_free);
  g_ptr_array_add (self->terms, term);
  return term;
}

AtlasCondition *
atlas_condition_new (AtlasQueryTerm *term, AtlasConditionType type)
{
  AtlasCondition *self = g_new0 (AtlasCondition, 1);

  self->type = type;
  if (type == ATLAS_CONDITION_RANGES)
    self->ranges = g_array_new (FALSE, FALSE, sizeof (AtlasRange));
  g_ptr_array_add (term->conditions, self);
  return self;
}

void
atlas_condition_add_range (AtlasCondition *self, gint64 low, gint64 high)
{
  AtlasRange range = { low, high };

  g_array_append_val (self->ranges, range);
}

static AtlasQueryParameter *
add_parameter (AtlasQuery *self)
{
  AtlasQueryParameter *parameter = g_new0 (AtlasQueryParameter, 1);

  g_ptr_array_add (self->parameters, parameter);
  g_snprintf (parameter->name, sizeof parameter->name, ":q%u", self->parameters->len);
  return parameter;
}

const char *
atlas_query_add_integer (AtlasQuery *self, gint64 value)
{
  AtlasQueryParameter *parameter = add_parameter (self);

  atlas_value_set_integer (&parameter->value, value);
  return parameter->name;
}

const char *
atlas_query_add_real (AtlasQuery *self, double value)
{
  AtlasQueryParameter *parameter = add_parameter (self);

  atlas_value_set_real (&parameter->value, value);
  return parameter->name;
}

const char *
atlas_query_add_text (AtlasQuery *self, const char *value)
{
  AtlasQueryParameter *parameter = add_parameter (self);

  atlas_value_set_text (&parameter->value, value, -1);
  return parameter->name;
}

/* @parameters: (transfer full) */
static AtlasQuery *
parse (const AtlasKind *kind,
       const char *text,
       const AtlasQueryScope *scope,
       guint depth,
       const char *today,
       GPtrArray *parameters,
       GError **error)
{
  g_autoptr (AtlasQuery) self = g_atomic_rc_box_new0 (AtlasQuery);

  self->kind = kind;
  self->text = g_strdup (text != NULL ? text : "");
  self->terms = g_ptr_array_new_with_free_func (term_free);
  self->parameters = parameters;
  self->scope = scope;
  self->depth = depth;
  g_strlcpy (self->today, today, sizeof self->today);

  if (!atlas_query_parse_text (self, error))
    return NULL;
  atlas_query_build_sql (self);
  self->scope = NULL;
  return g_steal_pointer (&self);
}

AtlasQuery *
atlas_query_parse_in (const AtlasKind *kind, const char *text, const AtlasQueryScope *scope, GError **error)
{
  char today[ATLAS_DATE_TEXT_SIZE];

  g_return_val_if_fail (kind != NULL, NULL);

  atlas_date_today (today);
  return parse (kind, text, scope, 0, today, g_ptr_array_new_with_free_func (parameter_free), error);
}

AtlasQuery *
atlas_query_parse (const AtlasKind *kind, const char *text, GError **error)
{
  return atlas_query_parse_in (kind, text, NULL, error);
}

AtlasQuery *
atlas_query_parse_inner (AtlasQuery *outer, const char *text, GError **error)
{
  return parse (outer->kind, text, outer->scope, outer->depth + 1, outer->today,
                g_ptr_array_ref (outer->parameters), error);
}

AtlasQuery *
atlas_query_ref (AtlasQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

void
atlas_query_unref (AtlasQuery *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, atlas_query_clear);
}

const AtlasKind *
atlas_query_get_kind (AtlasQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kind;
}

const char *
atlas_query_get_text (AtlasQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

char *
atlas_query_dup_normal_text (AtlasQuery *self)
{
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (NULL);
  for (guint i = 0; i < self->terms->len; i++)
    {
      const AtlasQueryTerm *term = g_ptr_array_index (self->terms, i);

      g_string_append_printf (text, "%s%s%s", i > 0 ? " " : "", term->negated ? "-" : "", term->text);
    }
  return g_string_free (text, FALSE);
}

gboolean
atlas_query_is_empty (AtlasQuery *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->terms->len == 0;
}

gboolean
atlas_query_is_in_memory (AtlasQuery *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->kind != &atlas_kind_member)
    return FALSE;
  for (guint i = 0; i < self->terms->len; i++)
    {
      const AtlasQueryTerm *term = g_ptr_array_index (self->terms, i);

      for (guint k = 0; k < term->conditions->len; k++)
        {
          const AtlasCondition *condition = g_ptr_array_index (term->conditions, k);

          if (condition->type == ATLAS_CONDITION_QUERY ? !atlas_query_is_in_memory (condition->inner)
                                                       : condition->type >= ATLAS_CONDITION_TEXT)
            return FALSE;
        }
    }
  return TRUE;
}

const char *
atlas_query_get_sql (AtlasQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->sql;
}

const char *
atlas_query_get_facet_sql (AtlasQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->facet_sql;
}

/* All that a query means is in its condition and what is bound to it: days as dates, segments as what they
 * ask for. */
gboolean
atlas_query_equal (AtlasQuery *one, AtlasQuery *other)
{
  g_return_val_if_fail (one != NULL && other != NULL, FALSE);

  if (one == other)
    return TRUE;
  if (one->kind != other->kind || !g_str_equal (one->sql, other->sql) ||
      one->parameters->len != other->parameters->len)
    return FALSE;
  for (guint i = 0; i < one->parameters->len; i++)
    {
      const AtlasQueryParameter *a = g_ptr_array_index (one->parameters, i);
      const AtlasQueryParameter *b = g_ptr_array_index (other->parameters, i);

      if (!atlas_value_equal (&a->value, &b->value))
        return FALSE;
    }
  return TRUE;
}

/* Whether @sql holds @name as a whole: ":q1" is not in ":q12". */
static gboolean
names_parameter (const char *sql, const char *name)
{
  gsize length = strlen (name);

  for (const char *at = sql; (at = strstr (at, name)) != NULL; at++)
    if (!g_ascii_isdigit (at[length]))
      return TRUE;
  return FALSE;
}

void
atlas_query_bind_used (AtlasQuery *self, AtlasStatement *statement, const char *sql)
{
  for (guint i = 0; i < self->parameters->len; i++)
    {
      const AtlasQueryParameter *parameter = g_ptr_array_index (self->parameters, i);

      if (names_parameter (sql, parameter->name))
        atlas_statement_bind_value (statement, parameter->name, &parameter->value);
    }
}

void
atlas_query_bind (AtlasQuery *self, AtlasStatement *statement)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (statement != NULL);

  for (guint i = 0; i < self->parameters->len; i++)
    {
      const AtlasQueryParameter *parameter = g_ptr_array_index (self->parameters, i);

      atlas_statement_bind_value (statement, parameter->name, &parameter->value);
    }
}

static void
append_value (GString *out, const char *value)
{
  gboolean several = strchr (value, ',') != NULL && strchr (value, ' ') == NULL;

  if (several || strchr (value, '"') != NULL)
    g_string_append (out, value);
  else
    atlas_query_append_part (out, value, FALSE);
}

char *
atlas_query_text_with (const char *text, const char *field, const char *value)
{
  g_autoptr (GPtrArray) tokens = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean written = FALSE;

  g_return_val_if_fail (field != NULL, NULL);

  tokens = atlas_query_tokenize (text != NULL ? text : "", NULL);
  /* What cannot be read is left as it is, for the person to mend. */
  if (tokens == NULL)
    return g_strdup (text);

  for (guint i = 0; i <= tokens->len; i++)
    {
      const AtlasQueryToken *token = i < tokens->len ? g_ptr_array_index (tokens, i) : NULL;
      gboolean own = token != NULL && !token->negated && g_strcmp0 (token->field, field) == 0;

      if (token != NULL && !own)
        {
          if (out->len > 0)
            g_string_append_c (out, ' ');
          g_string_append_len (out, text + token->start, (gssize) (token->end - token->start));
        }
      else if (value != NULL && !written)
        {
          if (out->len > 0)
            g_string_append_c (out, ' ');
          g_string_append_printf (out, "%s:", field);
          append_value (out, value);
          written = TRUE;
        }
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}
