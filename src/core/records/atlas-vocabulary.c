/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-vocabulary-private.h"

#include <locale.h>
#include <string.h>

#include "atlas-fold.h"
#include "atlas-i18n.h"

#define MAX_NAME 512

const AtlasTerm *
atlas_vocabulary_get_terms (const AtlasVocabulary *self, guint *n_terms)
{
  if (self->load != NULL)
    return self->load (n_terms);

  *n_terms = self->n_terms;
  return self->terms;
}

/* As strcmp() of a key with the first @length bytes of a text. Keys are two or three letters long, for which
 * a call would cost more than the loop. */
static inline int
compare_key (const char *key, const char *text, gsize length)
{
  gsize i = 0;

  while (i < length && key[i] == text[i] && key[i] != '\0')
    i++;
  if (i == length)
    return (guchar) key[i];
  return key[i] == '\0' ? -1 : (guchar) key[i] - (guchar) text[i];
}

int
atlas_terms_bisect (const AtlasTerm *terms, guint n_terms, const char *key, gsize length)
{
  guint low = 0, high = n_terms;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      int order = compare_key (terms[middle].key, key, length);

      if (order == 0)
        return (int) middle;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return -1;
}

guint
atlas_vocabulary_get_n_terms (const AtlasVocabulary *self)
{
  guint n_terms;

  g_return_val_if_fail (self != NULL, 0);

  atlas_vocabulary_get_terms (self, &n_terms);
  return n_terms;
}

const char *
atlas_vocabulary_get_key (const AtlasVocabulary *self, guint index)
{
  const AtlasTerm *terms;
  guint n_terms;

  g_return_val_if_fail (self != NULL, NULL);

  terms = atlas_vocabulary_get_terms (self, &n_terms);
  g_return_val_if_fail (index < n_terms, NULL);
  return terms[index].key;
}

/* ISO 639-2 gives several names at once, "Spanish; Castilian": the first will do, in either language. The
 * names are few and live as long as the process, so interning them is no leak. */
static const char *
translate (const char *domain, const char *label)
{
  const char *text, *end;
  g_autofree char *first = NULL;

  if (domain == NULL)
    return _ (label);

  text = dgettext (domain, label);
  end = strchr (text, ';');
  if (end == NULL)
    return text;
  first = g_strndup (text, (gsize) (end - text));
  return g_intern_string (first);
}

const char *
atlas_vocabulary_get_label (const AtlasVocabulary *self, guint index)
{
  const AtlasTerm *terms;
  guint n_terms;

  g_return_val_if_fail (self != NULL, NULL);

  terms = atlas_vocabulary_get_terms (self, &n_terms);
  g_return_val_if_fail (index < n_terms, NULL);
  return translate (self->domain, terms[index].label);
}

int
atlas_vocabulary_find (const AtlasVocabulary *self, const char *key, gssize length)
{
  const AtlasTerm *terms;
  guint n_terms;
  gsize n;

  g_return_val_if_fail (self != NULL, -1);
  g_return_val_if_fail (key != NULL, -1);

  n = length < 0 ? strlen (key) : (gsize) length;
  terms = atlas_vocabulary_get_terms (self, &n_terms);
  if (self->sorted)
    return atlas_terms_bisect (terms, n_terms, key, n);

  for (guint i = 0; i < n_terms; i++)
    if (compare_key (terms[i].key, key, n) == 0)
      return (int) i;
  return -1;
}

gboolean
atlas_vocabulary_accepts (const AtlasVocabulary *self, const char *key, gssize length)
{
  if (atlas_vocabulary_find (self, key, length) >= 0)
    return TRUE;
  return self->accepts != NULL && self->accepts (key, length < 0 ? strlen (key) : (gsize) length);
}

const char *
atlas_vocabulary_get_pattern (const AtlasVocabulary *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->pattern;
}

char *
atlas_vocabulary_dup_complaint (const AtlasVocabulary *self)
{
  g_autoptr (GString) keys = g_string_new (NULL);
  guint n_terms;
  const AtlasTerm *terms = atlas_vocabulary_get_terms (self, &n_terms);

  if (self->complaint != NULL)
    return g_strdup (_ (self->complaint));

  for (guint i = 0; i < n_terms; i++)
    g_string_append_printf (keys, "%s%s", i > 0 ? ", " : "", terms[i].key);
  return g_strdup_printf (_ ("must be one of: %s"), keys->str);
}

const char *
atlas_vocabulary_label_for (const AtlasVocabulary *self, const char *key)
{
  int index = atlas_vocabulary_find (self, key, -1);

  if (index < 0 && self->find_group != NULL)
    index = self->find_group (self, key, strlen (key));
  if (index >= 0)
    return atlas_vocabulary_get_label (self, (guint) index);
  if (self->find_other != NULL)
    {
      const char *domain;
      const AtlasTerm *other = self->find_other (key, &domain);

      if (other != NULL)
        return translate (domain, other->label);
    }
  return key;
}

/* What people type, folded to words, against terms: built on the first question and again when the language
 * changes. A file of a million rows asks a million times, so a scan of all labels will not do. */
typedef struct
{
  char *language;
  GHashTable *keys; /* folded name -> key */
} Names;

static GMutex names_lock;
static GHashTable *names_by_vocabulary;

static void
names_free (gpointer data)
{
  Names *names = data;

  g_free (names->language);
  g_hash_table_unref (names->keys);
  g_free (names);
}

/* The first to claim a name keeps it: keys are added before labels, and labels before aliases. */
static void
add_name (GHashTable *keys, const char *name, gssize length, const char *key)
{
  char folded[MAX_NAME];

  if (atlas_fold_words (name, length, folded, sizeof folded) > 0 && !g_hash_table_contains (keys, folded))
    g_hash_table_insert (keys, g_strdup (folded), (gpointer) key);
}

static void
add_names (GHashTable *keys, const char *names, const char *key)
{
  while (names != NULL && *names != '\0')
    {
      const char *end = strchrnul (names, ';');

      add_name (keys, names, end - names, key);
      names = *end == ';' ? end + 1 : end;
    }
}

static GHashTable *
build_names (const AtlasVocabulary *self)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_terms;
  const AtlasTerm *terms = atlas_vocabulary_get_terms (self, &n_terms);

  for (guint i = 0; i < n_terms; i++)
    add_name (keys, terms[i].key, -1, terms[i].key);
  for (guint i = 0; i < n_terms; i++)
    {
      const char *label = self->domain ? dgettext (self->domain, terms[i].label) : _ (terms[i].label);

      /* A label of our own may hold a ";" that separates nothing; ISO's separates names. */
      add_name (keys, label, -1, terms[i].key);
      add_name (keys, terms[i].label, -1, terms[i].key);
      if (self->domain != NULL)
        {
          add_names (keys, label, terms[i].key);
          add_names (keys, terms[i].label, terms[i].key);
        }
    }
  for (guint i = 0; i < n_terms; i++)
    add_names (keys, terms[i].aliases, terms[i].key);
  return keys;
}

static char *
dup_language (void)
{
  const char *locale = setlocale (LC_MESSAGES, NULL);
  const char *language = g_getenv ("LANGUAGE");

  return g_strconcat (locale ? locale : "", "|", language ? language : "", NULL);
}

const char *
atlas_vocabulary_match (const AtlasVocabulary *self, const char *text)
{
  g_autofree char *language = NULL;
  char folded[MAX_NAME];
  const char *key;
  Names *names;
  int index;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  index = atlas_vocabulary_find (self, text, -1);
  if (index >= 0)
    return atlas_vocabulary_get_key (self, (guint) index);
  if (atlas_fold_words (text, -1, folded, sizeof folded) == 0)
    return NULL;

  language = dup_language ();
  g_mutex_lock (&names_lock);
  if (names_by_vocabulary == NULL)
    names_by_vocabulary = g_hash_table_new_full (NULL, NULL, NULL, names_free);
  names = g_hash_table_lookup (names_by_vocabulary, self);
  if (names == NULL || strcmp (names->language, language) != 0)
    {
      names = g_new0 (Names, 1);
      names->language = g_steal_pointer (&language);
      names->keys = build_names (self);
      g_hash_table_insert (names_by_vocabulary, (gpointer) self, names);
    }
  key = g_hash_table_lookup (names->keys, folded);
  g_mutex_unlock (&names_lock);

  if (key == NULL && self->find_other != NULL)
    {
      const char *domain;
      const AtlasTerm *other = self->find_other (folded, &domain);

      key = other ? other->key : NULL;
    }
  return key;
}
