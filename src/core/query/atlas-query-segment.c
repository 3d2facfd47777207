/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-i18n.h"
#include "atlas-query-private.h"

/* Segments may be made of others, but not for ever. */
#define MAX_DEPTH 8

gboolean
atlas_query_parse_segment (AtlasQuery *query,
                           const AtlasQueryField *field,
                           AtlasQueryTerm *term,
                           const AtlasQueryToken *token,
                           GError **error)
{
  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      g_autoptr (AtlasQuery) inner = NULL;
      g_autofree char *text = NULL;

      if (query->scope == NULL)
        {
          g_set_error_literal (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE,
                               _ ("A segment can’t be asked for here: it belongs to a database."));
          return FALSE;
        }
      if (query->depth == MAX_DEPTH)
        {
          g_set_error (
            error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE,
            _ ("The segment “%s” leads back to itself. Change the search of one of the segments it is made "
               "of."),
            part->text);
          return FALSE;
        }
      text = query->scope->find_segment (part->text, query->scope->data, error);
      if (text == NULL)
        return FALSE;
      inner = atlas_query_parse_inner (query, text, error);
      if (inner == NULL)
        {
          if (query->depth == 0)
            g_prefix_error (error, _ ("In the segment “%s”: "), part->text);
          return FALSE;
        }
      atlas_condition_new (term, ATLAS_CONDITION_QUERY)->inner = g_steal_pointer (&inner);
    }
  return TRUE;
}

/* Segments are not looked up: whatever their names are. */
static char *
find_any_segment (const char *name, gpointer data, GError **error)
{
  return g_strdup ("");
}

const AtlasQueryScope atlas_query_any_scope = { .find_segment = find_any_segment };
