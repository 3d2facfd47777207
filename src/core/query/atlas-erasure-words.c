/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-erasure-words.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "atlas-erase.h"
#include "atlas-fold.h"
#include "atlas-i18n.h"
#include "atlas-list.h"

/* A search for so few letters is for nobody. */
#define MIN_PREFIX 3

/* A shorter word of a name is as likely none: "May", "Rose". */
#define MIN_TELLING 5

struct _AtlasErasureWords
{
  GPtrArray *given, *family; /* each name as a whole, folded, of any time */
  GHashTable *words;         /* the words of all names, folded */
  GPtrArray *written;        /* the same as they were written, for the search index */
  GPtrArray *marks;          /* ids, e-mail addresses, telephone numbers, folded */
};

AtlasErasureWords *
atlas_erasure_words_new (void)
{
  AtlasErasureWords *self = g_new0 (AtlasErasureWords, 1);

  self->given = g_ptr_array_new_with_free_func (g_free);
  self->family = g_ptr_array_new_with_free_func (g_free);
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->written = g_ptr_array_new_with_free_func (g_free);
  self->marks = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
atlas_erasure_words_free (AtlasErasureWords *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->given);
  g_ptr_array_unref (self->family);
  g_hash_table_unref (self->words);
  g_ptr_array_unref (self->written);
  g_ptr_array_unref (self->marks);
  g_free (self);
}

/* --- what somebody was called -------------------------------------------------------------------------- */

/* Takes @text. */
static void
add_once (GPtrArray *texts, char *text)
{
  if (*text == '\0' || g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
    g_free (text);
  else
    g_ptr_array_add (texts, text);
}

/* @whole: (nullable): where the name as a whole goes */
static void
add_name (AtlasErasureWords *self, GPtrArray *whole, const char *text, gsize length)
{
  g_autofree char *name = g_strndup (text, length);
  g_autofree char *folded = atlas_fold_dup_words (text, (gssize) length);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  g_auto (GStrv) written = g_strsplit_set (name, " \t\n", -1);

  /* "de" and "J" are in everything. */
  for (gsize i = 0; words[i] != NULL; i++)
    if (g_utf8_strlen (words[i], -1) > 2 || words[1] == NULL)
      g_hash_table_add (self->words, g_strdup (words[i]));
  for (gsize i = 0; written[i] != NULL; i++)
    if (g_utf8_strlen (written[i], -1) > 2 || written[1] == NULL)
      add_once (self->written, g_strdup (written[i]));
  if (whole != NULL)
    add_once (whole, g_steal_pointer (&folded));
}

static void
take_text (AtlasErasureWords *self, const char *name, const AtlasValue *value)
{
  if (g_str_equal (name, "given_name"))
    add_name (self, self->given, value->text, value->length);
  else if (g_str_equal (name, "family_name"))
    add_name (self, self->family, value->text, value->length);
  else if (g_str_equal (name, "other_names"))
    add_name (self, NULL, value->text, value->length);
  else if (g_str_equal (name, "emails") || g_str_equal (name, "phones"))
    {
      g_auto (GStrv) texts = atlas_list_to_texts (value->text, value->length);

      for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
        add_once (self->marks, atlas_fold (texts[i], -1));
    }
}

static void
take_value (const AtlasTable *table, guint column, AtlasValue *value, gpointer data)
{
  take_text (data, table->columns[column], value);
}

void
atlas_erasure_words_add_record (AtlasErasureWords *self, AtlasRecord *member)
{
  const AtlasKind *kind;

  g_return_if_fail (self != NULL && member != NULL);

  kind = atlas_record_get_kind (member);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const AtlasValue *value = atlas_record_get_value (member, &kind->fields[i]);

      if (value->type == ATLAS_VALUE_TEXT)
        take_text (self, kind->fields[i].column, value);
    }
}

void
atlas_erasure_words_add_id (AtlasErasureWords *self, const char *id)
{
  g_return_if_fail (self != NULL && id != NULL);

  add_once (self->marks, atlas_fold (id, -1));
}

gboolean
atlas_erasure_words_read (AtlasErasureWords *self, AtlasUnit *unit, gint64 id, GError **error)
{
  g_return_val_if_fail (self != NULL && unit != NULL, FALSE);

  /* Rewriting looks at all that was ever written; this changes none of it. */
  return atlas_unit_rewrite (unit, atlas_kind_get_table (&atlas_kind_member), id, take_value, self, error);
}

/* --- whether a text says so ---------------------------------------------------------------------------- */

static gboolean
says_mark (AtlasErasureWords *self, const char *text)
{
  g_autofree char *folded = atlas_fold (text, -1);

  for (guint i = 0; i < self->marks->len; i++)
    if (strstr (folded, g_ptr_array_index (self->marks, i)) != NULL)
      return TRUE;
  return FALSE;
}

/* As whole words, in either order. @spaced: words with a space before and behind each */
static gboolean
says_both (const char *spaced, const char *first, const char *second)
{
  g_autofree char *forth = g_strdup_printf (" %s %s ", first, second);
  g_autofree char *back = g_strdup_printf (" %s %s ", second, first);

  return strstr (spaced, forth) != NULL || strstr (spaced, back) != NULL;
}

/* A given with a family name, of whatever time each; the one name of whoever had only one. */
static gboolean
says_whole_name (AtlasErasureWords *self, const char *text)
{
  g_autofree char *words = atlas_fold_dup_words (text, -1);
  g_autofree char *spaced = g_strdup_printf (" %s ", words);
  GPtrArray *only = self->family->len == 0 ? self->given : self->given->len == 0 ? self->family : NULL;

  for (guint i = 0; only != NULL && i < only->len; i++)
    {
      g_autofree char *name = g_strdup_printf (" %s ", (const char *) g_ptr_array_index (only, i));

      if (strstr (spaced, name) != NULL)
        return TRUE;
    }
  for (guint i = 0; i < self->given->len; i++)
    for (guint k = 0; k < self->family->len; k++)
      if (says_both (spaced, g_ptr_array_index (self->given, i), g_ptr_array_index (self->family, k)))
        return TRUE;
  return says_mark (self, text);
}

/* Any word of a name; with @prefix also the beginning of one, as people type it. */
static gboolean
says_any_name (AtlasErasureWords *self, const char *text, gboolean prefix)
{
  g_autofree char *folded = atlas_fold_dup_words (text, -1);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (gsize i = 0; words[i] != NULL; i++)
    {
      GHashTableIter iter;
      gpointer name;

      if (g_hash_table_contains (self->words, words[i]))
        return TRUE;
      if (!prefix || strlen (words[i]) < MIN_PREFIX)
        continue;
      g_hash_table_iter_init (&iter, self->words);
      while (g_hash_table_iter_next (&iter, &name, NULL))
        if (g_str_has_prefix (name, words[i]))
          return TRUE;
    }
  return says_mark (self, text);
}

/* A word that is long enough to be a name and nothing else. */
static gboolean
says_telling_word (AtlasErasureWords *self, const char *text)
{
  g_autofree char *folded = atlas_fold_dup_words (text, -1);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (gsize i = 0; words[i] != NULL; i++)
    if (g_utf8_strlen (words[i], -1) >= MIN_TELLING && g_hash_table_contains (self->words, words[i]))
      return TRUE;
  return FALSE;
}

gboolean
atlas_erasure_words_name (AtlasErasureWords *self, const char *text)
{
  g_return_val_if_fail (self != NULL && text != NULL, FALSE);

  return says_whole_name (self, text) || says_telling_word (self, text);
}

/* --- what is kept as JSON ------------------------------------------------------------------------------ */

static gboolean says_in_node (AtlasErasureWords *self, JsonNode *node);

/* A name stands in two members. */
static gboolean
says_in_object (AtlasErasureWords *self, JsonObject *object)
{
  g_autoptr (GList) members = json_object_get_values (object);
  g_autofree char *name =
    g_strdup_printf ("%s %s", json_object_get_string_member_with_default (object, "given_name", ""),
                     json_object_get_string_member_with_default (object, "family_name", ""));

  if (says_whole_name (self, name))
    return TRUE;
  for (GList *l = members; l != NULL; l = l->next)
    if (says_in_node (self, l->data))
      return TRUE;
  return FALSE;
}

static gboolean
says_in_node (AtlasErasureWords *self, JsonNode *node)
{
  JsonArray *array;

  if (JSON_NODE_HOLDS_OBJECT (node))
    return says_in_object (self, json_node_get_object (node));
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_value_type (node) == G_TYPE_STRING &&
           says_whole_name (self, json_node_get_string (node));
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (says_in_node (self, json_array_get_element (array, i)))
      return TRUE;
  return FALSE;
}

gboolean
atlas_erasure_words_name_in_json (AtlasErasureWords *self, const char *json)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (self != NULL && json != NULL, FALSE);

  node = json_from_string (json, NULL);
  return node != NULL ? says_in_node (self, node) : says_any_name (self, json, FALSE);
}

/* --- the log ------------------------------------------------------------------------------------------- */

static gboolean clean_node (AtlasErasureWords *self, const char *key, JsonNode *node, gboolean *changed);

static void
clean_object (AtlasErasureWords *self, JsonObject *object, gboolean *changed)
{
  g_autoptr (GList) keys = json_object_get_members (object);

  for (GList *l = keys; l != NULL; l = l->next)
    if (!clean_node (self, l->data, json_object_get_member (object, l->data), changed))
      json_object_remove_member (object, l->data);
}

static void
clean_array (AtlasErasureWords *self, const char *key, JsonArray *array, gboolean *changed)
{
  for (guint i = json_array_get_length (array); i-- > 0;)
    if (!clean_node (self, key, json_array_get_element (array, i), changed))
      json_array_remove_element (array, i);
}

/* FALSE where it is to go. */
static gboolean
clean_node (AtlasErasureWords *self, const char *key, JsonNode *node, gboolean *changed)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    clean_object (self, json_node_get_object (node), changed);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    clean_array (self, key, json_node_get_array (node), changed);
  else if (json_node_get_value_type (node) == G_TYPE_STRING &&
           says_any_name (self, json_node_get_string (node), g_strcmp0 (key, "query") == 0))
    {
      *changed = TRUE;
      return FALSE;
    }
  return TRUE;
}

static void
redact (char **label, char **details, gpointer data)
{
  AtlasErasureWords *self = data;
  g_autoptr (JsonNode) node = NULL;
  gboolean changed = FALSE;

  if (says_whole_name (self, *label))
    {
      g_free (*label);
      *label = g_strdup (_ ("About somebody who was erased"));
    }
  if (*details == NULL)
    return;
  node = json_from_string (*details, NULL);
  if (node == NULL ? says_any_name (self, *details, FALSE) : !clean_node (self, NULL, node, &changed))
    g_clear_pointer (details, g_free);
  else if (changed)
    {
      g_free (*details);
      *details = json_to_string (node, FALSE);
    }
}

gboolean
atlas_erasure_words_redact (AtlasErasureWords *self, AtlasUnit *unit, GError **error)
{
  g_return_val_if_fail (self != NULL && unit != NULL, FALSE);

  return atlas_unit_redact (unit, redact, self, _ ("About somebody who was erased"), error);
}

/* --- other records ------------------------------------------------------------------------------------- */

void
atlas_erasure_mention_free (AtlasErasureMention *self)
{
  g_free (self->id);
  g_free (self->title);
  g_strfreev (self->fields);
  g_free (self);
}

/* Members are called what they are called. */
static gboolean
is_looked_at (const AtlasKind *kind, const AtlasField *field)
{
  return (field->flags & ATLAS_FIELD_AUTOMATIC) == 0 &&
         (kind != &atlas_kind_member || field->type == ATLAS_FIELD_LONG_TEXT);
}

static void
look_at (AtlasErasureWords *self, AtlasRecord *record, GPtrArray *mentions)
{
  const AtlasKind *kind = atlas_record_get_kind (record);
  g_autoptr (GStrvBuilder) fields = g_strv_builder_new ();
  AtlasErasureMention *mention;
  char id[ATLAS_UUID_TEXT_SIZE];
  gboolean found = FALSE;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const AtlasField *field = &kind->fields[i];

      if (!is_looked_at (kind, field) || atlas_record_get_value (record, field)->type != ATLAS_VALUE_TEXT ||
          !says_any_name (self, atlas_record_get_text (record, field->key), FALSE))
        continue;
      g_strv_builder_add (fields, field->key);
      found = TRUE;
    }
  if (!found)
    return;
  mention = g_new0 (AtlasErasureMention, 1);
  mention->kind = kind;
  atlas_uuid_format (atlas_record_get_uuid (record), id);
  mention->id = g_strdup (id);
  mention->title = atlas_record_dup_title (record);
  mention->fields = g_strv_builder_end (fields);
  g_ptr_array_add (mentions, mention);
}

/* "{notes} : ("Zélie" OR "Ndoli")": what the search index is asked; NULL where it holds nothing of the kind.
 */
static char *
make_match (AtlasErasureWords *self, const AtlasKind *kind)
{
  g_autoptr (GString) match = g_string_new ("{");

  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].search != NULL && is_looked_at (kind, &kind->fields[i]))
      g_string_append_printf (match, " %s", kind->fields[i].search);
  if (match->len == 1 || self->written->len == 0)
    return NULL;
  g_string_append (match, " } : (");
  for (guint i = 0; i < self->written->len; i++)
    {
      g_autoptr (GString) word = g_string_new (g_ptr_array_index (self->written, i));

      g_string_replace (word, "\"", "\"\"", 0);
      g_string_append_printf (match, "%s\"%s\"", i > 0 ? " OR " : "", word->str);
    }
  g_string_append_c (match, ')');
  return g_strdup (match->str);
}

/* Segments are few, and what they search for stands in no index. */
static AtlasStatement *
select_rows (AtlasErasureWords *self, AtlasUnit *unit, const AtlasKind *kind, GError **error)
{
  const char *table = atlas_kind_get_table (kind)->name;
  g_autofree char *match = kind != &atlas_kind_segment ? make_match (self, kind) : NULL;
  g_autofree char *sql =
    match != NULL
      ? g_strdup_printf ("SELECT rowid FROM \"%s_search\" WHERE \"%s_search\" MATCH :match", table, table)
      : g_strdup_printf ("SELECT id FROM \"%s\" WHERE :all", table);
  g_autoptr (AtlasStatement) select = atlas_statement_new (atlas_unit_get_connection (unit), sql, error);

  if (select == NULL)
    return NULL;
  if (match != NULL)
    atlas_statement_bind_text (select, ":match", match);
  else
    atlas_statement_bind_integer (select, ":all", kind == &atlas_kind_segment);
  return g_steal_pointer (&select);
}

GPtrArray *
atlas_erasure_words_list_mentions (AtlasErasureWords *self, AtlasUnit *unit, gint64 *cut, GError **error)
{
  g_autoptr (GPtrArray) mentions =
    g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_erasure_mention_free);

  g_return_val_if_fail (self != NULL && unit != NULL && cut != NULL, NULL);

  *cut = 0;
  for (const AtlasKind *const *kinds = atlas_kinds (); *kinds != NULL; kinds++)
    {
      g_autoptr (AtlasStatement) select = select_rows (self, unit, *kinds, error);
      g_autoptr (GError) failure = NULL;

      if (select == NULL)
        return NULL;
      while (failure == NULL && atlas_statement_step (select, &failure))
        {
          g_autoptr (AtlasRecord) record = NULL;

          if (mentions->len == ATLAS_ERASURE_MAX_MENTIONS)
            {
              ++*cut;
              continue;
            }
          record = atlas_record_load (atlas_unit_get_connection (unit), *kinds,
                                      atlas_statement_get_integer (select, 0), &failure);
          if (record != NULL)
            look_at (self, record, mentions);
        }
      if (failure != NULL)
        return g_propagate_error (error, g_steal_pointer (&failure)), NULL;
    }
  return g_steal_pointer (&mentions);
}
