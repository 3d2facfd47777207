/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-fold.h"
#include "atlas-i18n.h"
#include "atlas-register-private.h"

/* A query writes typographic quotes as plain ones, for they would end its own. */
static char *
fold_name (const char *name)
{
  static const char *const quotes[] = { "“", "”", "„", "«", "»" };
  g_autofree char *folded = atlas_fold (name, -1);
  GString *plain = g_string_new (folded);

  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    g_string_replace (plain, quotes[i], "\"", 0);
  return g_string_free (plain, FALSE);
}

/* "nurses in ontario" is "Nurses in Ontario". Of two of the same name the one that was made later counts. */
static char *
find_segment (const char *name, gpointer data, GError **error)
{
  AtlasRegister *self = data;
  g_autofree char *wanted = fold_name (name);
  g_autoptr (GString) known = g_string_new (NULL);
  g_autoptr (AtlasStatement) select = NULL;
  g_autoptr (GError) failure = NULL;
  AtlasConnection *connection = atlas_store_acquire_reader (self->store, error);
  char *found = NULL;

  if (connection == NULL)
    return NULL;
  select = atlas_statement_new (connection, "SELECT name, query FROM segment ORDER BY id", &failure);
  while (select != NULL && atlas_statement_step (select, &failure))
    {
      const char *text = atlas_statement_get_text (select, 0, NULL);
      const char *query = atlas_statement_get_text (select, 1, NULL);
      g_autofree char *folded = text ? fold_name (text) : NULL;

      if (text == NULL)
        continue;
      g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", text);
      if (g_str_equal (folded, wanted))
        {
          g_free (found);
          found = g_strdup (query ? query : "");
        }
    }
  g_clear_pointer (&select, atlas_statement_free);
  atlas_store_release_reader (self->store, connection);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      g_clear_pointer (&found, g_free);
    }
  else if (found == NULL && known->len == 0)
    g_set_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE,
                 _ ("There is no segment “%s”: none has been saved yet."), name);
  else if (found == NULL)
    g_set_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE,
                 _ ("There is no segment “%s”. There are: %s"), name, known->str);
  return found;
}

/* (transfer full): what @sql gives; NULL with @error */
static char **
list_names (AtlasRegister *self, const char *sql, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (AtlasStatement) select = NULL;
  g_autoptr (GError) failure = NULL;
  AtlasConnection *connection = atlas_store_acquire_reader (self->store, error);

  if (connection == NULL)
    return NULL;
  select = atlas_statement_new (connection, sql, &failure);
  while (select != NULL && atlas_statement_step (select, &failure))
    g_strv_builder_add (names, atlas_statement_get_text (select, 0, NULL));
  g_clear_pointer (&select, atlas_statement_free);
  atlas_store_release_reader (self->store, connection);

  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), NULL;
  return g_strv_builder_end (names);
}

char **
atlas_register_list_segments (AtlasRegister *self, GError **error)
{
  g_return_val_if_fail (ATLAS_IS_REGISTER (self), NULL);

  return list_names (self, "SELECT name FROM segment WHERE name <> '' GROUP BY name ORDER BY min (id)",
                     error);
}

static char **
list_segments (gpointer data)
{
  return atlas_register_list_segments (data, NULL);
}

/* --- Organisations. */

static char **
list_organisations (gpointer data)
{
  return list_names (data, "SELECT name FROM organisation WHERE name <> '' GROUP BY name ORDER BY name",
                     NULL);
}

/* Of as many it is said which there are. */
#define MAX_SAID 20

static gboolean
find_organisation (const char *name, gpointer data, GError **error)
{
  AtlasRegister *self = data;
  AtlasConnection *connection = atlas_store_acquire_reader (self->store, error);
  g_autoptr (AtlasStatement) select = NULL;
  g_autoptr (GError) failure = NULL;
  g_auto (GStrv) known = NULL;
  g_autofree char *list = NULL;
  char folded[512];
  AtlasUuid uuid;
  gboolean by_id = atlas_uuid_parse (name, -1, &uuid);
  gboolean found;

  if (connection == NULL)
    return FALSE;
  atlas_fold_words (name, -1, folded, sizeof folded);
  select = atlas_statement_new (connection,
                                by_id ? "SELECT 1 FROM organisation WHERE uuid = :uuid"
                                      : "SELECT 1 FROM organisation_name WHERE name = :name",
                                &failure);
  if (select != NULL && by_id)
    atlas_statement_bind_uuid (select, ":uuid", &uuid);
  else if (select != NULL)
    atlas_statement_bind_text (select, ":name", folded);
  found = select != NULL && atlas_statement_step (select, &failure);
  g_clear_pointer (&select, atlas_statement_free);
  atlas_store_release_reader (self->store, connection);
  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
  if (found)
    return TRUE;

  known = list_organisations (data);
  if (known == NULL || known[0] == NULL)
    {
      g_set_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE,
                   _ ("There is no organisation “%s”: none has been recorded yet."), name);
      return FALSE;
    }
  if (g_strv_length (known) > MAX_SAID)
    {
      g_free (known[MAX_SAID]);
      known[MAX_SAID] = g_strdup ("…");
      for (guint i = MAX_SAID + 1; known[i] != NULL; i++)
        g_clear_pointer (&known[i], g_free);
    }
  list = g_strjoinv (", ", known);
  g_set_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE,
               _ ("There is no organisation “%s”. There are: %s"), name, list);
  return FALSE;
}

static AtlasQueryScope
make_scope (AtlasRegister *self)
{
  return (AtlasQueryScope){
    .find_segment = find_segment,
    .list_segments = list_segments,
    .find_organisation = find_organisation,
    .list_organisations = list_organisations,
    .list_words = atlas_register_list_known_words,
    .data = self,
  };
}

GPtrArray *
atlas_register_complete_query (
  AtlasRegister *self, const AtlasKind *kind, const char *text, gsize cursor, gsize *start, gsize *end)
{
  const AtlasQueryScope scope = make_scope (self);

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), NULL);

  return atlas_query_complete_in (kind, text, cursor, &scope, start, end);
}

AtlasQuery *
atlas_register_parse_query (AtlasRegister *self, const AtlasKind *kind, const char *text, GError **error)
{
  const AtlasQueryScope scope = make_scope (self);

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), NULL);

  return atlas_query_parse_in (kind, text, &scope, error);
}
