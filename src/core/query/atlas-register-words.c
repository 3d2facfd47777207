/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-register-private.h"

/* What records have in a list of texts, such as skills: for completing them while somebody types. To look a
 * million records through takes longer than a keystroke, so it is done on a thread, once for what the
 * database then holds, and what is known by then is offered. */

/* More than anybody scrolls through; the rarest are found by typing them. */
#define MAX_WORDS 2000

char **
atlas_register_list_words (AtlasRegister *self,
                           const AtlasKind *kind,
                           const AtlasField *field,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_autoptr (AtlasStatement) select = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *sql = NULL;
  AtlasConnection *connection;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), NULL);
  g_return_val_if_fail (kind != NULL && field != NULL, NULL);
  g_return_val_if_fail (field->type == ATLAS_FIELD_TEXT_LIST, NULL);

  connection = atlas_store_acquire_reader (self->store, error);
  if (connection == NULL)
    return NULL;
  atlas_connection_set_cancellable (connection, cancellable);
  /* "Nursing" and "nursing" are one, in the spelling that most have. */
  sql = g_strdup_printf ("SELECT word FROM (SELECT j.value AS word, count (*) AS n FROM \"%s\" AS r, "
                         "json_each (r.\"%s\") AS j WHERE r.\"%s\" IS NOT NULL GROUP BY j.value) "
                         "GROUP BY lower (word) HAVING n = max (n) ORDER BY sum (n) DESC, word LIMIT %d",
                         atlas_kind_get_table (kind)->name, field->column, field->column, MAX_WORDS);
  select = atlas_statement_new (connection, sql, &failure);
  while (select != NULL && atlas_statement_step (select, &failure))
    {
      const char *word = atlas_statement_get_text (select, 0, NULL);

      if (word != NULL)
        g_strv_builder_add (words, word);
    }
  g_clear_pointer (&select, atlas_statement_free);
  atlas_connection_set_cancellable (connection, NULL);
  atlas_store_release_reader (self->store, connection);
  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), NULL;
  return g_strv_builder_end (words);
}

/* Of one field. */
typedef struct
{
  const AtlasKind *kind;
  const AtlasField *field;
  gint64 generation; /* of the store, of which the words are; -1: none yet */
  gboolean listing;
  GStrv words;
} Words;

static void
words_free (gpointer data)
{
  Words *self = data;

  g_strfreev (self->words);
  g_free (self);
}

static void
list_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Words *words = data;
  GError *error = NULL;
  GStrv found = atlas_register_list_words (source, words->kind, words->field, cancellable, &error);

  if (found != NULL)
    g_task_return_pointer (task, found, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, error);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  Words *words = data;
  GStrv found = g_task_propagate_pointer (G_TASK (result), NULL);

  words->listing = FALSE;
  if (found == NULL)
    return;
  g_strfreev (words->words);
  words->words = found;
}

char **
atlas_register_list_known_words (const AtlasKind *kind, const AtlasField *field, gpointer data)
{
  AtlasRegister *self = data;
  gint64 generation = atlas_store_get_generation (self->store);
  Words *words;

  if (self->words == NULL)
    self->words = g_hash_table_new_full (NULL, NULL, NULL, words_free);
  words = g_hash_table_lookup (self->words, field);
  if (words == NULL)
    {
      words = g_new0 (Words, 1);
      *words = (Words){ kind, field, -1, FALSE, NULL };
      g_hash_table_insert (self->words, (gpointer) field, words);
    }
  if (words->generation != generation && !words->listing)
    {
      /* The task holds the register, and so the words. */
      g_autoptr (GTask) task = g_task_new (self, NULL, on_listed, words);

      words->generation = generation;
      words->listing = TRUE;
      g_task_set_task_data (task, words, NULL);
      g_task_run_in_thread (task, list_in_thread);
    }
  return g_strdupv (words->words);
}
