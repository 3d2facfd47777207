/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-query-private.h"

#include <string.h>

#include "atlas-fold.h"
#include "atlas-gazetteer.h"
#include "atlas-i18n.h"
#include "atlas-query-words.h"
#include "atlas-region.h"

#define MAX_COMPLETIONS 12

/* Fields of the field table that only list what the program itself knows, or that cannot be searched. */
static gboolean
is_searchable (const AtlasKind *kind, const AtlasField *field)
{
  if (field->type == ATLAS_FIELD_REAL)
    return FALSE;
  return atlas_query_find_field (kind, field->key) == NULL;
}

const char *const *
atlas_query_list_fields (const AtlasKind *kind)
{
  static GMutex lock;
  static GHashTable *lists;
  GPtrArray *names;
  gpointer found;

  g_return_val_if_fail (kind != NULL, NULL);

  g_mutex_lock (&lock);
  if (lists == NULL)
    lists = g_hash_table_new (NULL, NULL);
  found = g_hash_table_lookup (lists, kind);
  if (found == NULL)
    {
      names = g_ptr_array_new ();
      for (const AtlasQueryField *field = atlas_query_get_fields (kind); field->name != NULL; field++)
        g_ptr_array_add (names, (gpointer) field->name);
      for (guint i = 0; i < kind->n_fields; i++)
        if (is_searchable (kind, &kind->fields[i]))
          g_ptr_array_add (names, (gpointer) kind->fields[i].key);
      g_ptr_array_add (names, NULL);
      found = g_ptr_array_free (names, FALSE);
      g_hash_table_insert (lists, (gpointer) kind, found);
    }
  g_mutex_unlock (&lock);

  return found;
}

const char *
atlas_query_describe_field (const AtlasKind *kind, const char *name)
{
  const AtlasQueryField *field;
  const AtlasField *record_field;

  g_return_val_if_fail (kind != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  field = atlas_query_find_field (kind, name);
  if (field != NULL)
    return _ (field->description);
  record_field = atlas_kind_find_field (kind, name, -1);
  return record_field != NULL ? atlas_field_get_label (record_field) : NULL;
}

static void
completion_free (gpointer data)
{
  AtlasQueryCompletion *self = data;

  g_free (self->text);
  g_free (self->label);
  g_free (self->hint);
  g_free (self);
}

static void
add (GPtrArray *completions, char *text, const char *label, const char *hint)
{
  AtlasQueryCompletion *completion = g_new0 (AtlasQueryCompletion, 1);

  completion->text = text;
  completion->label = g_strdup (label);
  completion->hint = g_strdup (hint);
  g_ptr_array_add (completions, completion);
}

/* The value in place of what stands after the colon or the last comma, and a space: the term is done. */
static void
add_value (GPtrArray *completions, const char *value, const char *label, const char *hint)
{
  GString *text = g_string_new (NULL);

  if (completions->len == MAX_COMPLETIONS)
    {
      g_string_free (text, TRUE);
      return;
    }
  atlas_query_append_part (text, value, FALSE);
  g_string_append_c (text, ' ');
  add (completions, g_string_free (text, FALSE), label, hint);
}

static gboolean
begins (const char *text, const char *folded_prefix)
{
  char folded[512];

  atlas_fold_words (text, -1, folded, sizeof folded);
  return atlas_fold_contains_prefix (folded, folded_prefix);
}

static gboolean
begins_first (const char *text, const char *folded_prefix)
{
  char folded[512];

  atlas_fold_words (text, -1, folded, sizeof folded);
  return g_str_has_prefix (folded, folded_prefix);
}

/* What records have in a list of texts: skills. Not who they are and how to reach them. (transfer full)
 * (nullable) */
static char **
list_words (const AtlasKind *kind, const char *name, const AtlasQueryScope *scope)
{
  const AtlasQueryField *field = atlas_query_find_field (kind, name);
  const AtlasField *record_field =
    atlas_kind_find_field (kind, field != NULL && field->key != NULL ? field->key : name, -1);

  if (scope == NULL || scope->list_words == NULL || record_field == NULL ||
      record_field->type != ATLAS_FIELD_TEXT_LIST || (record_field->flags & ATLAS_FIELD_PERSONAL) != 0)
    return NULL;
  return scope->list_words (kind, record_field, scope->data);
}

static void
complete_words (const AtlasKind *kind,
                const char *name,
                const char *folded,
                const AtlasQueryScope *scope,
                GPtrArray *completions)
{
  g_auto (GStrv) words = list_words (kind, name, scope);
  const char *hint = atlas_query_describe_field (kind, name);

  for (guint later = 0; words != NULL && later <= 1; later++)
    for (guint i = 0; words[i] != NULL; i++)
      if (begins (words[i], folded) && begins_first (words[i], folded) == !later)
        add_value (completions, words[i], words[i], hint);
}

/* Words that may be wanted next are made ready. */
static void
complete_fields (const AtlasKind *kind,
                 const char *prefix,
                 gboolean negated,
                 const AtlasQueryScope *scope,
                 GPtrArray *completions)
{
  const char *const *names = atlas_query_list_fields (kind);

  for (guint i = 0; names[i] != NULL && completions->len < MAX_COMPLETIONS; i++)
    if (g_str_has_prefix (names[i], prefix))
      {
        g_auto (GStrv) words = *prefix != '\0' ? list_words (kind, names[i], scope) : NULL;

        add (completions, g_strdup_printf ("%s%s:", negated ? "-" : "", names[i]), names[i],
             atlas_query_describe_field (kind, names[i]));
      }
}

static void
complete_vocabulary (const AtlasVocabulary *vocabulary,
                     const char *typed,
                     const char *folded,
                     const char *hint,
                     GPtrArray *completions)
{
  enum
  {
    BY_KEY,
    BY_FIRST_WORD,
    BY_ANY_WORD,
    N_RANKS
  };
  guint n_terms = atlas_vocabulary_get_n_terms (vocabulary);

  /* Keys first, then names: "c" is China before Chad's neighbours, and "fren" is French before the creoles
   * made of it. */
  for (guint rank = 0; rank < N_RANKS; rank++)
    for (guint i = 0; i < n_terms && completions->len < MAX_COMPLETIONS; i++)
      {
        const char *key = atlas_vocabulary_get_key (vocabulary, i);
        const char *label = atlas_vocabulary_get_label (vocabulary, i);
        guint own = N_RANKS;

        if (g_ascii_strncasecmp (key, typed, strlen (typed)) == 0)
          own = BY_KEY;
        else if (begins (label, folded))
          own = begins_first (label, folded) ? BY_FIRST_WORD : BY_ANY_WORD;
        if (own == rank)
          add_value (completions, key, label, hint);
      }
}

static void
complete_regions (const char *typed, const char *folded, const char *hint, GPtrArray *completions)
{
  for (guint region = 0; region < atlas_region_get_n (); region++)
    {
      const char *code = atlas_region_get_code (region);

      if (g_ascii_strncasecmp (code, typed, strlen (typed)) == 0 ||
          g_ascii_strncasecmp (code + 3, typed, MAX (strlen (typed), 1)) == 0 ||
          begins (atlas_region_get_name (region), folded) ||
          begins (atlas_region_get_name_en (region), folded))
        add_value (completions, code, atlas_region_get_name (region), hint);
    }
}

static void
complete_places (const char *typed, const char *field, GPtrArray *completions)
{
  guint places[MAX_COMPLETIONS];
  guint n = atlas_gazetteer_complete (typed, ATLAS_REGION_NONE, places, G_N_ELEMENTS (places));
  gboolean near = strcmp (field, "near") == 0;

  for (guint i = 0; i < n; i++)
    {
      AtlasPlace place;
      g_autofree char *name = NULL;
      const char *region = "";

      if (!atlas_gazetteer_get_place (places[i], &place))
        continue;
      if (place.region != ATLAS_REGION_NONE)
        region = atlas_region_get_name (place.region);
      if (!near)
        {
          add_value (completions, place.name, place.name, region);
          continue;
        }
      name = place.region != ATLAS_REGION_NONE
               ? g_strdup_printf ("\"%s, %s\",50km ", place.name, atlas_region_get_code (place.region))
               : g_strdup_printf ("\"%s\",50km ", place.name);
      if (completions->len < MAX_COMPLETIONS)
        add (completions, g_steal_pointer (&name), place.name, region);
    }
}

/* Those whose name begins so before those of which another word does. */
static void
complete_names (char **(*list) (gpointer data),
                const AtlasQueryScope *scope,
                const char *folded,
                const char *hint,
                GPtrArray *completions)
{
  g_auto (GStrv) names = list != NULL ? list (scope->data) : NULL;

  for (guint later = 0; names != NULL && later <= 1; later++)
    for (guint i = 0; names[i] != NULL; i++)
      if (begins (names[i], folded) && begins_first (names[i], folded) == !later)
        add_value (completions, names[i], names[i], hint);
}

/* What a segment searches for: its name alone may say little. (transfer full) */
static char *
dup_segment_hint (const AtlasQueryScope *scope, const char *name)
{
  g_autofree char *query = scope->find_segment (name, scope->data, NULL);
  g_autofree char *words = query != NULL ? atlas_query_dup_words (query) : NULL;

  return words != NULL && *words != '\0' ? g_steal_pointer (&words) : g_strdup (_ ("Everyone"));
}

static void
complete_segments (const AtlasQueryScope *scope, const char *folded, GPtrArray *completions)
{
  guint n;

  if (scope == NULL)
    return;
  n = completions->len;
  complete_names (scope->list_segments, scope, folded, NULL, completions);
  for (guint i = n; i < completions->len; i++)
    {
      AtlasQueryCompletion *completion = g_ptr_array_index (completions, i);

      completion->hint = dup_segment_hint (scope, completion->label);
    }
}

static void
complete_values (const AtlasKind *kind,
                 const char *name,
                 const char *typed,
                 const AtlasQueryScope *scope,
                 GPtrArray *completions)
{
  const AtlasQueryField *field = atlas_query_find_field (kind, name);
  const AtlasField *record_field = atlas_kind_find_field (kind, name, -1);
  const AtlasVocabulary *vocabulary = field != NULL          ? field->vocabulary
                                      : record_field != NULL ? record_field->vocabulary
                                                             : NULL;
  const char *hint = atlas_query_describe_field (kind, name);
  char folded[256];

  atlas_fold_words (typed, -1, folded, sizeof folded);
  if (field != NULL && field->values != NULL)
    {
      for (guint i = 0; field->values[i] != NULL; i++)
        if (g_str_has_prefix (field->values[i], typed))
          add_value (completions, field->values[i], field->values[i], hint);
    }
  else if (field != NULL && strcmp (field->name, "region") == 0)
    complete_regions (typed, folded, hint, completions);
  else if (field != NULL && (strcmp (field->name, "city") == 0 || strcmp (field->name, "near") == 0))
    complete_places (typed, field->name, completions);
  else if (field != NULL && strcmp (field->name, "segment") == 0)
    complete_segments (scope, folded, completions);
  else if (field != NULL && strcmp (field->name, "association") == 0)
    complete_names (scope ? scope->list_organisations : NULL, scope, folded, hint, completions);
  else if (vocabulary != NULL)
    complete_vocabulary (vocabulary, typed, folded, hint, completions);
  else
    complete_words (kind, name, folded, scope, completions);
}

/* Where the word at the cursor begins: after the last space that is not within quotes. */
static gsize
find_word (const char *text, gsize cursor, gboolean *open_quote)
{
  gsize start = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < cursor; i++)
    {
      if (text[i] == '"')
        quoted = !quoted;
      else if (!quoted && g_ascii_isspace (text[i]))
        start = i + 1;
    }
  *open_quote = quoted;
  return start;
}

/* Where what a value at the cursor takes the place of ends: at the next space or comma, or with the quote. */
static gsize
find_end (const char *text, gsize cursor, gboolean open_quote)
{
  const char *quote = open_quote ? strchr (text + cursor, '"') : NULL;
  gsize end = quote != NULL ? (gsize) (quote - text) + 1 : cursor;

  while (text[end] != '\0' && !g_ascii_isspace (text[end]) && text[end] != ',')
    end++;
  return end;
}

/* The one that is being typed: after the last comma that is not within quotes. */
static const char *
find_last_value (const char *values)
{
  const char *last = values;
  gboolean quoted = FALSE;

  for (const char *at = values; *at != '\0'; at++)
    {
      if (*at == '"')
        quoted = !quoted;
      else if (*at == ',' && !quoted)
        last = at + 1;
    }
  return last;
}

/* Where other values follow the term is not done: "sex:f|,male". */
static void
remove_spaces (GPtrArray *completions)
{
  for (guint i = 0; i < completions->len; i++)
    g_strchomp (((AtlasQueryCompletion *) g_ptr_array_index (completions, i))->text);
}

GPtrArray *
atlas_query_complete (const AtlasKind *kind, const char *text, gsize cursor, gsize *start, gsize *end)
{
  return atlas_query_complete_in (kind, text, cursor, NULL, start, end);
}

GPtrArray *
atlas_query_complete_in (const AtlasKind *kind,
                         const char *text,
                         gsize cursor,
                         const AtlasQueryScope *scope,
                         gsize *start,
                         gsize *end)
{
  GPtrArray *completions;
  g_autofree char *word = NULL;
  g_autofree char *name = NULL;
  const char *colon;
  gboolean negated, open_quote;

  g_return_val_if_fail (kind != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (start != NULL && end != NULL, NULL);

  cursor = MIN (cursor, strlen (text));
  completions = g_ptr_array_new_with_free_func (completion_free);
  *start = find_word (text, cursor, &open_quote);
  *end = find_end (text, cursor, open_quote);

  word = g_strndup (text + *start, cursor - *start);
  negated = word[0] == '-';
  colon = strchr (word, ':');
  if (colon == NULL)
    {
      g_autofree char *prefix = g_ascii_strdown (word + negated, -1);
      const char *after = memchr (text + cursor, ':', *end - cursor);

      /* The value of a field whose name is being changed stays. */
      if (after != NULL)
        *end = (gsize) (after - text) + 1;
      if (!open_quote)
        complete_fields (kind, prefix, negated, scope, completions);
      return completions;
    }

  name = g_ascii_strdown (word + negated, colon - word - negated);
  {
    const char *typed = find_last_value (colon + 1);

    *start += (gsize) (typed - word);
    while (*typed == '"')
      typed++;
    complete_values (kind, name, typed, scope, completions);
    if (text[*end] == ',')
      remove_spaces (completions);
  }
  return completions;
}
