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

char **
atlas_register_list_segments (AtlasRegister *self, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (AtlasStatement) select = NULL;
  g_autoptr (GError) failure = NULL;
  AtlasConnection *connection;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), NULL);

  connection = atlas_store_acquire_reader (self->store, error);
  if (connection == NULL)
    return NULL;
  select = atlas_statement_new (
    connection, "SELECT name FROM segment WHERE name <> '' GROUP BY name ORDER BY min (id)", &failure);
  while (select != NULL && atlas_statement_step (select, &failure))
    g_strv_builder_add (names, atlas_statement_get_text (select, 0, NULL));
  g_clear_pointer (&select, atlas_statement_free);
  atlas_store_release_reader (self->store, connection);

  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), NULL;
  return g_strv_builder_end (names);
}

static char **
list_segments (gpointer data)
{
  return atlas_register_list_segments (data, NULL);
}

GPtrArray *
atlas_register_complete_query (
  AtlasRegister *self, const AtlasKind *kind, const char *text, gsize cursor, gsize *start, gsize *end)
{
  const AtlasQueryScope scope = { find_segment, list_segments, self, atlas_register_list_known_words };

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), NULL);

  return atlas_query_complete_in (kind, text, cursor, &scope, start, end);
}

AtlasQuery *
atlas_register_parse_query (AtlasRegister *self, const AtlasKind *kind, const char *text, GError **error)
{
  const AtlasQueryScope scope = { find_segment, list_segments, self, atlas_register_list_known_words };

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), NULL);

  return atlas_query_parse_in (kind, text, &scope, error);
}
