/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-fold.h"
#include "atlas-i18n.h"
#include "atlas-query-parts.h"
#include "atlas-uuid.h"

/* Fields that ask for what is kept beside the record: tags, roles in organisations, the contact log. */

/* A condition that finds the ids by a select of its own, from the formatted SQL, which holds names of
 * parameters but never what was typed. */
static void G_GNUC_PRINTF (2, 3) add_ids (AtlasQueryTerm *term, const char *format, ...)
{
  AtlasCondition *condition = atlas_condition_new (term, ATLAS_CONDITION_IDS);
  va_list arguments;

  va_start (arguments, format);
  condition->sql = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

/* --- Tags: the whole tag, any accent or case. */

gboolean
atlas_query_parse_tag (AtlasQuery *query,
                       const AtlasQueryField *field,
                       AtlasQueryTerm *term,
                       const AtlasQueryToken *token,
                       GError **error)
{
  gboolean derived = query->kind == &atlas_kind_member;

  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      const char *folded;
      char buffer[512];

      if (atlas_query_is_none (part))
        {
          if (derived)
            add_ids (term,
                     "SELECT n.id FROM member_facet AS n WHERE n.id NOT IN (SELECT id FROM member_tag)");
          else
            atlas_query_add_record (term, "r.tags IS NULL");
          continue;
        }
      if (atlas_fold_words (part->text, -1, buffer, sizeof buffer) == 0)
        return atlas_query_refuse_value (field->name, part->text, _ ("a tag"), error);
      folded = atlas_query_add_text (query, buffer);
      if (derived)
        add_ids (term, "SELECT t.id FROM member_tag AS t WHERE t.tag = %s", folded);
      else
        atlas_query_add_record (
          term, "EXISTS (SELECT 1 FROM json_each (r.tags) AS t WHERE atlas_words (t.value) = %s)", folded);
    }
  return TRUE;
}

/* --- Roles. */

#define HAS_ROLE_NOW "o.since <= %s AND o.until >= %s"

/* By its id, or by any of its names, all of it. FALSE where there is no letter or digit. */
static gboolean
find_organisation (AtlasQuery *query, const char *text, char **condition)
{
  char folded[512];
  AtlasUuid uuid;

  if (atlas_uuid_parse (text, -1, &uuid))
    {
      g_autoptr (GString) hex = g_string_new (NULL);

      for (guint i = 0; i < sizeof uuid.bytes; i++)
        g_string_append_printf (hex, "%02X", uuid.bytes[i]);
      *condition = g_strdup_printf ("SELECT id FROM organisation WHERE hex (uuid) = %s",
                                    atlas_query_add_text (query, hex->str));
      return TRUE;
    }
  if (atlas_fold_words (text, -1, folded, sizeof folded) == 0)
    return FALSE;
  *condition = g_strdup_printf ("SELECT organisation FROM organisation_name WHERE name = %s",
                                atlas_query_add_text (query, folded));
  return TRUE;
}

gboolean
atlas_query_parse_association (AtlasQuery *query,
                               const AtlasQueryField *field,
                               AtlasQueryTerm *term,
                               const AtlasQueryToken *token,
                               GError **error)
{
  const char *today = atlas_query_add_text (query, query->today);

  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      g_autofree char *organisation = NULL;

      if (atlas_query_is_none (part))
        {
          add_ids (
            term,
            "SELECT n.id FROM member_facet AS n WHERE n.id NOT IN (SELECT m.id FROM organisation_role AS o "
            "JOIN member AS m ON m.uuid = o.member WHERE " HAS_ROLE_NOW ")",
            today, today);
          continue;
        }
      if (query->scope != NULL && query->scope->find_organisation != NULL &&
          !query->scope->find_organisation (part->text, query->scope->data, error))
        return FALSE;
      if (!find_organisation (query, part->text, &organisation))
        return atlas_query_refuse_value (field->name, part->text, _ ("an organisation’s name or id"), error);
      add_ids (
        term,
        "SELECT m.id FROM organisation_role AS o JOIN member AS m ON m.uuid = o.member WHERE " HAS_ROLE_NOW
        " AND o.organisation IN (%s)",
        today, today, organisation);
    }
  return TRUE;
}

/* --- The contact log, and who is in it. */

char *
atlas_query_read_id (const char *text)
{
  g_autofree char *id = g_ascii_strdown (text, -1);
  gsize n = strlen (id);

  if (n < 4 || n >= ATLAS_UUID_TEXT_SIZE || strspn (id, "0123456789abcdef-") != n)
    return NULL;
  return g_steal_pointer (&id);
}

gboolean
atlas_query_parse_reference (AtlasQuery *query,
                             const AtlasQueryField *field,
                             AtlasQueryTerm *term,
                             const AtlasQueryToken *token,
                             GError **error)
{
  const char *column = field->name;
  gboolean listed = query->kind == &atlas_kind_organisation;

  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      g_autofree char *id = atlas_query_read_id (part->text);
      const char *wanted;

      if (atlas_query_is_none (part))
        {
          atlas_query_add_record (term, "r.\"%s\" IS NULL", listed ? "roles" : column);
          continue;
        }
      if (id == NULL)
        return atlas_query_refuse_value (field->name, part->text,
                                         _ ("the id of a record, or its first digits"), error);
      wanted = atlas_query_add_text (query, id);
      if (listed)
        atlas_query_add_record (
          term,
          "EXISTS (SELECT 1 FROM json_each (r.roles) AS e WHERE substr (e.value ->> 'member', 1, %u) = %s)",
          (guint) strlen (id), wanted);
      else if (strlen (id) + 1 == ATLAS_UUID_TEXT_SIZE)
        atlas_query_add_record (term, "r.\"%s\" = %s", column, wanted);
      else
        atlas_query_add_record (term, "substr (r.\"%s\", 1, %u) = %s", column, (guint) strlen (id), wanted);
    }
  return TRUE;
}

/* What is still to be done, what of it is due, or by when. */
gboolean
atlas_query_parse_follow_up (AtlasQuery *query,
                             const AtlasQueryField *field,
                             AtlasQueryTerm *term,
                             const AtlasQueryToken *token,
                             GError **error)
{
  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      char first[11], last[11];

      if (atlas_query_is_none (part))
        atlas_query_add_record (term, "r.follow_up IS NULL");
      else if (g_ascii_strcasecmp (part->text, "due") == 0)
        atlas_query_add_record (term, "r.follow_up <= %s AND r.follow_up_done IS NULL",
                                atlas_query_add_text (query, query->today));
      else if (g_ascii_strcasecmp (part->text, "open") == 0)
        atlas_query_add_record (term, "r.follow_up IS NOT NULL AND r.follow_up_done IS NULL");
      else if (g_ascii_strcasecmp (part->text, "done") == 0)
        atlas_query_add_record (term, "r.follow_up_done IS NOT NULL");
      else if (atlas_query_parse_days (part->text, query->today, first, last))
        atlas_query_add_record (term, "r.follow_up BETWEEN %s AND %s", atlas_query_add_text (query, first),
                                atlas_query_add_text (query, last));
      else
        return atlas_query_refuse_value (
          field->name, part->text, _ ("due, open, done, none, or the day by which, such as <=+1w"), error);
    }
  return TRUE;
}
