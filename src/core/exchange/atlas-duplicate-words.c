/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-duplicate-words.h"

#include <string.h>

typedef struct
{
  guint64 start; /* in the bytes */
  guint32 hash;
  guint32 count;
  guint32 letters; /* a bit for each there is, some of them sharing one */
  guint16 length;
} Entry;

struct _AtlasDuplicateWords
{
  gboolean sounds;
  GString *bytes;
  GArray *entries; /* Entry; the first is no word */
  GArray *words;   /* AtlasNameWord, where they sound */
  guint32 *slots;  /* numbers, 0: free */
  guint32 mask;
};

#define FIRST_SLOTS 4096

AtlasDuplicateWords *
atlas_duplicate_words_new (gboolean sounds)
{
  AtlasDuplicateWords *self = g_new0 (AtlasDuplicateWords, 1);

  self->sounds = sounds;
  self->bytes = g_string_new (NULL);
  self->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_array_set_size (self->entries, 1);
  self->words = g_array_new (FALSE, TRUE, sizeof (AtlasNameWord));
  g_array_set_size (self->words, 1);
  self->mask = FIRST_SLOTS - 1;
  self->slots = g_new0 (guint32, FIRST_SLOTS);
  return self;
}

void
atlas_duplicate_words_free (AtlasDuplicateWords *self)
{
  if (self == NULL)
    return;
  g_string_free (self->bytes, TRUE);
  g_array_unref (self->entries);
  g_array_unref (self->words);
  g_free (self->slots);
  g_free (self);
}

static inline Entry *
get_entry (AtlasDuplicateWords *self, guint32 number)
{
  return &g_array_index (self->entries, Entry, number);
}

static void
grow (AtlasDuplicateWords *self)
{
  guint32 n_slots = (self->mask + 1) * 2;

  g_free (self->slots);
  self->slots = g_new0 (guint32, n_slots);
  self->mask = n_slots - 1;
  for (guint32 number = 1; number < self->entries->len; number++)
    {
      guint32 at = get_entry (self, number)->hash & self->mask;

      while (self->slots[at] != 0)
        at = (at + 1) & self->mask;
      self->slots[at] = number;
    }
}

/* FNV-1a, and its high bits mixed in, which the mask would leave out. */
static guint32
hash_word (const char *word, gsize length)
{
  guint64 hash = 14695981039346656037u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) word[i]) * 1099511628211u;
  return (guint32) (hash ^ hash >> 32);
}

static guint32
get_letters (const char *word, gsize length)
{
  guint32 letters = 0;

  for (gsize i = 0; i < length; i++)
    letters |= 1u << ((guchar) word[i] % 32);
  return letters;
}

guint32
atlas_duplicate_words_add (AtlasDuplicateWords *self, const char *word, gsize length)
{
  Entry entry = { 0 };
  guint32 at, number;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (word != NULL && length > 0, 0);

  length = MIN (length, G_MAXUINT16);
  entry.hash = hash_word (word, length);
  for (at = entry.hash & self->mask; (number = self->slots[at]) != 0; at = (at + 1) & self->mask)
    {
      Entry *known = get_entry (self, number);

      if (known->hash == entry.hash && known->length == length &&
          memcmp (self->bytes->str + known->start, word, length) == 0)
        {
          known->count++;
          return number;
        }
    }

  number = self->entries->len;
  entry.start = self->bytes->len;
  entry.length = (guint16) length;
  entry.count = 1;
  entry.letters = get_letters (word, length);
  g_string_append_len (self->bytes, word, (gssize) length);
  g_string_append_c (self->bytes, '\0');
  g_array_append_val (self->entries, entry);
  if (self->sounds)
    {
      AtlasNameWord made;

      atlas_name_word_init (&made, self->bytes->str + entry.start, length);
      g_array_append_val (self->words, made);
    }
  self->slots[at] = number;
  if (self->entries->len > self->mask / 2)
    grow (self);
  return number;
}

void
atlas_duplicate_words_remove (AtlasDuplicateWords *self, guint32 number)
{
  g_return_if_fail (self != NULL);

  if (number != 0 && get_entry (self, number)->count > 0)
    get_entry (self, number)->count--;
}

const char *
atlas_duplicate_words_get (AtlasDuplicateWords *self, guint32 number, gsize *length)
{
  const Entry *entry = get_entry (self, number);

  if (length != NULL)
    *length = entry->length;
  return self->bytes->str + entry->start;
}

guint
atlas_duplicate_words_get_count (AtlasDuplicateWords *self, guint32 number)
{
  return get_entry (self, number)->count;
}

const AtlasNameWord *
atlas_duplicate_words_get_word (AtlasDuplicateWords *self, guint32 number)
{
  return &g_array_index (self->words, AtlasNameWord, self->sounds ? number : 0);
}

AtlasLikeness
atlas_duplicate_words_compare (AtlasDuplicateWords *self, guint32 a, guint32 b)
{
  const char *a_text, *b_text;
  gsize a_length, b_length;

  if (a == b)
    return ATLAS_LIKENESS_SAME;
  a_text = atlas_duplicate_words_get (self, a, &a_length);
  b_text = atlas_duplicate_words_get (self, b, &b_length);
  return atlas_name_likeness (a_text, a_length, atlas_duplicate_words_get_word (self, a), b_text, b_length,
                              atlas_duplicate_words_get_word (self, b));
}

void
atlas_duplicate_words_send_for (AtlasDuplicateWords *self, guint32 number)
{
  __builtin_prefetch (get_entry (self, number));
}

gboolean
atlas_duplicate_words_is_slip (AtlasDuplicateWords *self, guint32 a, guint32 b)
{
  const Entry *first = get_entry (self, a);
  const Entry *second = get_entry (self, b);

  /* One letter another is two bits at most. The words themselves lie elsewhere, and mostly not in the cache.
   */
  return !atlas_duplicate_letters_differ (first->letters, second->letters, 2) &&
         atlas_name_is_slip (self->bytes->str + first->start, first->length, self->bytes->str + second->start,
                             second->length);
}
