/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-fold.h"
#include "atlas-i18n.h"
#include "atlas-query-parts.h"
#include "atlas-region.h"

/* What is asked of missions: when they are, and where they stop. */

/* A condition on one of the stops, `s`, from the formatted SQL, which holds names of parameters but never
 * what was typed. */
#define ANY_STOP "EXISTS (SELECT 1 FROM json_each (r.stops) AS s WHERE "

/* A mission is on a day that lies from its first to its last. */
gboolean
atlas_query_parse_mission_days (AtlasQuery *query,
                                const AtlasQueryField *field,
                                AtlasQueryTerm *term,
                                const AtlasQueryToken *token,
                                GError **error)
{
  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      char first[11], last[11];

      if (!atlas_query_parse_days (part->text, query->today, first, last))
        return atlas_query_refuse_days (field->name, part->text, error);
      if (strcmp (field->name, "from") == 0)
        atlas_query_add_record (term, "ifnull (r.\"end\", r.start) >= %s",
                                atlas_query_add_text (query, first));
      else
        atlas_query_add_record (term, "r.start <= %s", atlas_query_add_text (query, last));
    }
  return TRUE;
}

gboolean
atlas_query_parse_mission_region (AtlasQuery *query,
                                  const AtlasQueryField *field,
                                  AtlasQueryTerm *term,
                                  const AtlasQueryToken *token,
                                  GError **error)
{
  g_autoptr (GString) text = atlas_query_start_text (field->name);

  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      const char *code = "none";

      if (atlas_query_is_none (part))
        {
          atlas_query_add_record (term, "NOT " ANY_STOP "s.value ->> 'region' IS NOT NULL)");
        }
      else
        {
          guint region = atlas_region_match (part->text, -1, NULL);

          if (region == ATLAS_REGION_NONE)
            return atlas_query_refuse_region (field->name, part->text, error);
          code = atlas_region_get_code (region);
          atlas_query_add_record (term, ANY_STOP "s.value ->> 'region' = %s)",
                                  atlas_query_add_text (query, code));
        }
      atlas_query_add_text_part (text, code);
    }
  term->text = g_strdup (text->str);
  return TRUE;
}

#define COUNTRY_OF_STOP "ifnull (s.value ->> 'country', substr (s.value ->> 'region', 1, 2))"

gboolean
atlas_query_parse_mission_country (AtlasQuery *query,
                                   const AtlasQueryField *field,
                                   AtlasQueryTerm *term,
                                   const AtlasQueryToken *token,
                                   GError **error)
{
  g_autoptr (GString) text = atlas_query_start_text (field->name);

  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      const char *key = "none";

      if (atlas_query_is_none (part))
        {
          atlas_query_add_record (term, "NOT " ANY_STOP COUNTRY_OF_STOP " IS NOT NULL)");
        }
      else
        {
          key = atlas_vocabulary_match (field->vocabulary, part->text);
          if (key == NULL)
            return atlas_query_refuse_choice (field->name, part->text, field->vocabulary, error);
          atlas_query_add_record (term, ANY_STOP COUNTRY_OF_STOP " = %s)", atlas_query_add_text (query, key));
        }
      atlas_query_add_text_part (text, key);
    }
  term->text = g_strdup (text->str);
  return TRUE;
}

/* All of its name, any accent or case. */
gboolean
atlas_query_parse_mission_place (AtlasQuery *query,
                                 const AtlasQueryField *field,
                                 AtlasQueryTerm *term,
                                 const AtlasQueryToken *token,
                                 GError **error)
{
  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      char folded[256];

      if (atlas_query_is_none (part))
        atlas_query_add_record (term, "r.stops IS NULL");
      else if (atlas_fold_words (part->text, -1, folded, sizeof folded) == 0)
        return atlas_query_refuse_value (field->name, part->text, _ ("a place’s name, such as Toronto"),
                                         error);
      else
        atlas_query_add_record (term, ANY_STOP "atlas_words (s.value ->> 'place') = %s)",
                                atlas_query_add_text (query, folded));
    }
  return TRUE;
}

/* The field is named as the key of the stop that holds the id. */
gboolean
atlas_query_parse_mission_reference (AtlasQuery *query,
                                     const AtlasQueryField *field,
                                     AtlasQueryTerm *term,
                                     const AtlasQueryToken *token,
                                     GError **error)
{
  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      g_autofree char *id = atlas_query_read_id (part->text);

      if (atlas_query_is_none (part))
        atlas_query_add_record (term, "NOT " ANY_STOP "s.value ->> '%s' IS NOT NULL)", field->name);
      else if (id == NULL)
        return atlas_query_refuse_value (field->name, part->text,
                                         _ ("the id of a record, or its first digits"), error);
      else
        atlas_query_add_record (term, ANY_STOP "substr (s.value ->> '%s', 1, %u) = %s)", field->name,
                                (guint) strlen (id), atlas_query_add_text (query, id));
    }
  return TRUE;
}

/* --- By the id of the record itself, and of the mission at whose stop an event is held. */

/* The digits alone, as hex () writes them. (transfer full): NULL if it is none */
static char *
read_digits (const char *text)
{
  g_autofree char *id = atlas_query_read_id (text);
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *at = id; at != NULL && *at != '\0'; at++)
    if (*at != '-')
      g_string_append_c (digits, g_ascii_toupper (*at));
  return digits->len >= 4 ? g_strdup (digits->str) : NULL;
}

static gboolean
add_ids (AtlasQuery *query,
         const AtlasQueryField *field,
         AtlasQueryTerm *term,
         const AtlasQueryToken *token,
         const char *column,
         const char *before,
         const char *after,
         GError **error)
{
  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      g_autofree char *digits = read_digits (part->text);

      if (digits == NULL)
        return atlas_query_refuse_value (field->name, part->text,
                                         _ ("the id of a record, or its first digits"), error);
      atlas_query_add_record (term, "%ssubstr (hex (%s), 1, %u) = %s%s", before, column,
                              (guint) strlen (digits), atlas_query_add_text (query, digits), after);
    }
  return TRUE;
}

gboolean
atlas_query_parse_mission_id (AtlasQuery *query,
                              const AtlasQueryField *field,
                              AtlasQueryTerm *term,
                              const AtlasQueryToken *token,
                              GError **error)
{
  return add_ids (query, field, term, token, "r.uuid", "", "", error);
}

gboolean
atlas_query_parse_event_mission (AtlasQuery *query,
                                 const AtlasQueryField *field,
                                 AtlasQueryTerm *term,
                                 const AtlasQueryToken *token,
                                 GError **error)
{
  return add_ids (query, field, term, token, "m.uuid",
                  "EXISTS (SELECT 1 FROM mission AS m, json_each (m.stops) AS s WHERE ",
                  " AND replace (upper (s.value ->> 'event'), '-', '') = hex (r.uuid))", error);
}
