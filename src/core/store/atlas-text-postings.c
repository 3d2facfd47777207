/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-text-postings.h"

#include <string.h>

#define NONE G_MAXUINT32

/* Slots of the table to begin with; a power of 2. */
#define FIRST_SLOTS 65536

/* What a list has room for to begin with: most words are rare. */
#define FIRST_ROOM 16

typedef struct
{
  guint8 *data;
  guint32 length, room;
  guint32 size_at; /* in @data: the size of the row that is being written */
  guint32 column;
  guint32 position;
  guint32 hash;
  gint64 row;
  guint32 key; /* in the bytes of all keys */
  guint32 key_length;
  guint32 prefixes[ATLAS_TEXT_N_PREFIXES]; /* lists of its beginnings; NONE where it is too short */
} List;

struct _AtlasTextPostings
{
  GArray *lists; /* of List */
  GByteArray *keys;
  guint32 *slots; /* numbers of lists by hash, or NONE */
  gsize n_slots;
  gsize size;
};

guint
atlas_text_put_varint (guint8 *to, guint64 value)
{
  guint8 reversed[ATLAS_TEXT_VARINT_SIZE];
  guint n = 0;

  if (value <= 0x7f)
    {
      to[0] = (guint8) value;
      return 1;
    }
  if (value >> 56 != 0)
    {
      to[8] = (guint8) value;
      value >>= 8;
      for (int i = 7; i >= 0; i--, value >>= 7)
        to[i] = (guint8) (0x80 | (value & 0x7f));
      return 9;
    }
  for (; value != 0; value >>= 7)
    reversed[n++] = (guint8) (0x80 | (value & 0x7f));
  reversed[0] &= 0x7f;
  for (guint i = 0; i < n; i++)
    to[i] = reversed[n - 1 - i];
  return n;
}

guint
atlas_text_get_varint (const guint8 *from, guint64 *value)
{
  *value = 0;
  for (guint i = 0; i < 8; i++)
    {
      *value = *value << 7 | (from[i] & 0x7f);
      if (from[i] < 0x80)
        return i + 1;
    }
  *value = *value << 8 | from[8];
  return 9;
}

AtlasTextPostings *
atlas_text_postings_new (void)
{
  AtlasTextPostings *self = g_new0 (AtlasTextPostings, 1);

  self->lists = g_array_new (FALSE, FALSE, sizeof (List));
  self->keys = g_byte_array_new ();
  self->n_slots = FIRST_SLOTS;
  self->slots = g_new (guint32, self->n_slots);
  memset (self->slots, 0xff, self->n_slots * sizeof *self->slots);
  return self;
}

static void
free_lists (AtlasTextPostings *self)
{
  for (guint i = 0; i < self->lists->len; i++)
    g_free (g_array_index (self->lists, List, i).data);
}

void
atlas_text_postings_free (AtlasTextPostings *self)
{
  if (self == NULL)
    return;
  free_lists (self);
  g_array_unref (self->lists);
  g_byte_array_unref (self->keys);
  g_free (self->slots);
  g_free (self);
}

void
atlas_text_postings_clear (AtlasTextPostings *self)
{
  g_return_if_fail (self != NULL);

  free_lists (self);
  g_array_set_size (self->lists, 0);
  g_byte_array_set_size (self->keys, 0);
  memset (self->slots, 0xff, self->n_slots * sizeof *self->slots);
  self->size = 0;
}

gsize
atlas_text_postings_get_size (AtlasTextPostings *self)
{
  return self->size;
}

/* FNV-1a. */
static guint32
hash_key (guint8 which, const char *word, gsize length)
{
  guint32 hash = (2166136261u ^ which) * 16777619u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guint8) word[i]) * 16777619u;
  return hash ^ hash >> 15;
}

static void
grow_table (AtlasTextPostings *self)
{
  g_free (self->slots);
  self->n_slots *= 2;
  self->slots = g_new (guint32, self->n_slots);
  memset (self->slots, 0xff, self->n_slots * sizeof *self->slots);
  for (guint i = 0; i < self->lists->len; i++)
    {
      gsize slot = g_array_index (self->lists, List, i).hash & (self->n_slots - 1);

      while (self->slots[slot] != NONE)
        slot = (slot + 1) & (self->n_slots - 1);
      self->slots[slot] = i;
    }
}

/* The list of a word in an index; @added: whether there was none. */
static guint32
find_list (AtlasTextPostings *self, guint8 which, const char *word, gsize length, gboolean *added)
{
  guint32 hash = hash_key (which, word, length);
  gsize slot = hash & (self->n_slots - 1);
  List *list;

  for (; self->slots[slot] != NONE; slot = (slot + 1) & (self->n_slots - 1))
    {
      const guint8 *key;

      list = &g_array_index (self->lists, List, self->slots[slot]);
      key = self->keys->data + list->key;
      if (list->hash == hash && list->key_length == length + 1 && key[0] == which &&
          memcmp (key + 1, word, length) == 0)
        {
          *added = FALSE;
          return self->slots[slot];
        }
    }

  *added = TRUE;
  self->slots[slot] = self->lists->len;
  g_array_set_size (self->lists, self->lists->len + 1);
  list = &g_array_index (self->lists, List, self->lists->len - 1);
  *list = (List){ .hash = hash, .key = self->keys->len, .key_length = (guint32) length + 1 };
  for (guint i = 0; i < ATLAS_TEXT_N_PREFIXES; i++)
    list->prefixes[i] = NONE;
  g_byte_array_append (self->keys, &which, 1);
  g_byte_array_append (self->keys, (const guint8 *) word, (guint) length);
  self->size += sizeof *list + length + 1 + 2 * sizeof *self->slots;
  if (self->lists->len > self->n_slots / 2)
    grow_table (self);
  return self->lists->len - 1;
}

/* Bytes of the first @n characters, 0 where there are fewer. */
static gsize
measure_prefix (const char *word, gsize length, guint n)
{
  gsize at = 0;

  for (guint i = 0; i < n; i++)
    {
      if (at >= length)
        return 0;
      at++;
      while (at < length && ((guchar) word[at] & 0xc0) == 0x80)
        at++;
    }
  return at;
}

static guint32
find_word (AtlasTextPostings *self, const char *word, gsize length)
{
  gboolean added;
  guint32 number = find_list (self, '0', word, length, &added);

  for (guint i = 0; added && i < ATLAS_TEXT_N_PREFIXES; i++)
    {
      gsize n = measure_prefix (word, length, i + 1);
      gboolean ignored;

      if (n > 0)
        {
          guint32 prefix = find_list (self, (guint8) ('1' + i), word, n, &ignored);

          g_array_index (self->lists, List, number).prefixes[i] = prefix;
        }
    }
  return number;
}

/* Writes how long what stands of the row is, for which one byte was left. */
static void
end_row (List *self)
{
  guint8 size[ATLAS_TEXT_VARINT_SIZE];
  guint32 length = self->length - self->size_at - 1;
  guint n;

  if (self->row == 0)
    return;
  n = atlas_text_put_varint (size, (guint64) length * 2);
  if (n > 1) /* begin_position() keeps room */
    memmove (self->data + self->size_at + n, self->data + self->size_at + 1, length);
  memcpy (self->data + self->size_at, size, n);
  self->length += n - 1;
}

/* Room for one position with all that may come before it, and for the size of the row behind it. */
static inline void
make_room (AtlasTextPostings *self, List *list)
{
  guint32 room = list->room;

  if (G_LIKELY (room - list->length >= 5 * ATLAS_TEXT_VARINT_SIZE))
    return;
  room = room == 0 ? FIRST_ROOM + 5 * ATLAS_TEXT_VARINT_SIZE : room + room / 2 + 5 * ATLAS_TEXT_VARINT_SIZE;
  list->data = g_realloc (list->data, room);
  self->size += room - list->room;
  list->room = room;
}

static void
append (AtlasTextPostings *self, guint32 number, gint64 row, guint column, guint position)
{
  List *list = &g_array_index (self->lists, List, number);

  make_room (self, list);
  if (list->row != row)
    {
      end_row (list);
      list->length += atlas_text_put_varint (list->data + list->length, (guint64) (row - list->row));
      list->size_at = list->length++;
      list->row = row;
      list->column = list->position = 0;
    }
  if (list->column != column)
    {
      list->data[list->length++] = 1;
      list->length += atlas_text_put_varint (list->data + list->length, column);
      list->column = column;
      list->position = 0;
    }
  list->length += atlas_text_put_varint (list->data + list->length, position - list->position + 2);
  list->position = position;
}

void
atlas_text_postings_add (
  AtlasTextPostings *self, const char *word, gsize length, gint64 row, guint column, guint position)
{
  guint32 number = find_word (self, word, length);
  guint32 prefixes[ATLAS_TEXT_N_PREFIXES];

  memcpy (prefixes, g_array_index (self->lists, List, number).prefixes, sizeof prefixes);
  append (self, number, row, column, position);
  for (guint i = 0; i < ATLAS_TEXT_N_PREFIXES && prefixes[i] != NONE; i++)
    append (self, prefixes[i], row, column, position);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const AtlasTextPosting *x = a, *y = b;
  int order = memcmp (x->key, y->key, MIN (x->key_length, y->key_length));

  return order != 0 ? order : (x->key_length > y->key_length) - (x->key_length < y->key_length);
}

GArray *
atlas_text_postings_sort (AtlasTextPostings *self)
{
  GArray *sorted;

  g_return_val_if_fail (self != NULL, NULL);

  sorted = g_array_sized_new (FALSE, FALSE, sizeof (AtlasTextPosting), self->lists->len);
  for (guint i = 0; i < self->lists->len; i++)
    {
      List *list = &g_array_index (self->lists, List, i);

      end_row (list);
      g_array_append_vals (
        sorted,
        &(AtlasTextPosting){ self->keys->data + list->key, list->key_length, list->data, list->length }, 1);
    }
  g_array_sort (sorted, compare_keys);
  return sorted;
}
