/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-text-segment.h"

#include <string.h>

/* Names here are those of the description: a leaf is a page of words and their doclists; a doclist that fills
 * further leaves may have an index of its own (dlidx), which tells the first row of each. */

/* What a leaf holds before it is full, FTS5's own. It may be passed by the last thing that was put there. */
#define LEAF_SIZE 4050

/* A leaf begins with where its first row is, if that is not a word's first, and where its footer begins. */
#define HEADER_SIZE 4

/* So many leaves without a word make an index of the doclist worth while. */
#define MIN_EMPTY_LEAVES 4

/* Levels of such an index: each holds a thousand times what the one below does. */
#define MAX_LEVELS 6

/* Where in "data" the pages of a segment are. */
#define ID_SEGMENT(id)  ((gint64) (id) << 37)
#define ID_INDEX        ((gint64) 1 << 36)
#define ID_LEVEL(level) ((gint64) (level) << 31)

typedef struct
{
  GByteArray *bytes;
  guint page;
  gint64 last; /* row */
  gboolean has_last;
} Level;

typedef struct
{
  AtlasTextSegment *segment;
  guint id;

  GByteArray *leaf;
  GByteArray *footer; /* of the leaf: where its words are */
  guint last_word;    /* where the last of them is */
  guint n;            /* number of the leaf, from 1 on */
  gboolean has_word, has_row;

  const guint8 *word; /* the last written */
  gsize word_length;

  guint entry_page; /* the page that the next entry of "idx" is for; 0: none */
  GByteArray *entry_word;
  guint n_empty; /* leaves without a word since that page */
  Level levels[MAX_LEVELS];
  GArray *index_pages; /* of AtlasTextPage: they come behind all leaves */
  GByteArray *index_bytes;
} Writer;

static void
append_varint (GByteArray *to, guint64 value)
{
  guint8 bytes[ATLAS_TEXT_VARINT_SIZE];

  g_byte_array_append (to, bytes, atlas_text_put_varint (bytes, value));
}

static void
put_u16 (GByteArray *leaf, guint at, guint value)
{
  leaf->data[at] = (guint8) (value >> 8);
  leaf->data[at + 1] = (guint8) value;
}

static guint
get_fill (Writer *self)
{
  return self->leaf->len + self->footer->len;
}

static void
add_page (GByteArray *bytes, GArray *pages, gint64 id, GByteArray *page)
{
  g_array_append_vals (pages, &(AtlasTextPage){ id, bytes->len, page->len }, 1);
  g_byte_array_append (bytes, page->data, page->len);
}

/* --- The index of a doclist. */

static void
write_level (Writer *self, guint level)
{
  Level *l = &self->levels[level];

  add_page (self->index_bytes, self->index_pages,
            ID_SEGMENT (self->id) + ID_INDEX + ID_LEVEL (level) + l->page, l->bytes);
}

static void
clear_level (Level *self)
{
  g_byte_array_set_size (self->bytes, 0);
  self->has_last = FALSE;
}

/* The root of the index is full: its first row goes into a new root above it. */
static void
add_root (Level *full, Level *above)
{
  guint64 page, first;
  guint n = atlas_text_get_varint (full->bytes->data + 1, &page);

  atlas_text_get_varint (full->bytes->data + 1 + n, &first);
  above->page = full->page;
  append_varint (above->bytes, 0);
  append_varint (above->bytes, full->page);
  append_varint (above->bytes, first);
  above->last = (gint64) first;
  above->has_last = TRUE;
}

/* Notes that @row is the first of the leaf. */
static void
note_row (Writer *self, gint64 row)
{
  gboolean done = FALSE;

  for (guint i = 0; i < MAX_LEVELS && !done; i++)
    {
      Level *l = &self->levels[i];

      done = l->bytes->len < LEAF_SIZE || i + 1 == MAX_LEVELS;
      if (!done)
        {
          l->bytes->data[0] = 1; /* not the root */
          write_level (self, i);
          if (self->levels[i + 1].bytes->len == 0)
            add_root (l, &self->levels[i + 1]);
          clear_level (l);
          l->page++;
        }
      if (!l->has_last)
        {
          append_varint (l->bytes, !done);
          append_varint (l->bytes, i == 0 ? self->n : self->levels[i - 1].page);
          append_varint (l->bytes, (guint64) row);
        }
      else
        append_varint (l->bytes, (guint64) (row - l->last));
      l->last = row;
      l->has_last = TRUE;
    }
}

/* --- Leaves. */

/* Ends what belongs to the page of the last entry: its row of "idx", and the index of the doclist that began
 * there, where it was worth while. */
static void
end_entry (Writer *self)
{
  AtlasTextSegment *segment = self->segment;
  gboolean indexed = self->levels[0].bytes->len > 0 && self->n_empty >= MIN_EMPTY_LEAVES;

  if (self->entry_page == 0)
    return;
  for (guint i = 0; i < MAX_LEVELS && self->levels[i].bytes->len > 0; i++)
    {
      if (indexed)
        write_level (self, i);
      clear_level (&self->levels[i]);
    }
  self->n_empty = 0;
  g_array_append_vals (segment->entries,
                       &(AtlasTextEntry){ segment->words->len, self->entry_word->len,
                                          ((gint64) self->entry_page << 1) + indexed },
                       1);
  g_byte_array_append (segment->words, self->entry_word->data, self->entry_word->len);
  self->entry_page = 0;
}

static void
begin_leaf (Writer *self)
{
  static const guint8 header[HEADER_SIZE];

  g_byte_array_set_size (self->leaf, 0);
  g_byte_array_append (self->leaf, header, sizeof header);
  g_byte_array_set_size (self->footer, 0);
  self->last_word = 0;
  self->has_word = self->has_row = FALSE;
  self->n++;
}

static void
end_leaf (Writer *self)
{
  put_u16 (self->leaf, 2, self->leaf->len);
  if (self->has_word)
    g_byte_array_append (self->leaf, self->footer->data, self->footer->len);
  else
    {
      if (!self->has_row && self->levels[0].bytes->len > 0)
        append_varint (self->levels[0].bytes, 0);
      self->n_empty++;
    }
  add_page (self->segment->bytes, self->segment->pages, ID_SEGMENT (self->id) + self->n, self->leaf);
  self->segment->n_leaves++;
  begin_leaf (self);
}

static gsize
count_common (const guint8 *a, gsize a_length, const guint8 *b, gsize b_length)
{
  gsize n = 0;

  while (n < a_length && n < b_length && a[n] == b[n])
    n++;
  return n;
}

static void
write_word (Writer *self, const AtlasTextPosting *posting)
{
  gsize common;

  if (get_fill (self) + posting->key_length + 2 >= LEAF_SIZE && self->leaf->len > HEADER_SIZE)
    end_leaf (self);
  common = count_common (self->word, self->word_length, posting->key, posting->key_length);

  append_varint (self->footer, self->leaf->len - self->last_word);
  self->last_word = self->leaf->len;
  if (self->has_word)
    append_varint (self->leaf, common);
  else
    {
      /* What is enough to tell it from all words of the leaves before. */
      if (self->n > 1)
        {
          end_entry (self);
          g_byte_array_set_size (self->entry_word, 0);
          g_byte_array_append (self->entry_word, posting->key, (guint) common + 1);
          self->entry_page = self->n;
        }
      common = 0;
    }
  append_varint (self->leaf, posting->key_length - common);
  g_byte_array_append (self->leaf, posting->key + common, (guint) (posting->key_length - common));

  self->word = posting->key;
  self->word_length = posting->key_length;
  self->has_word = self->has_row = TRUE;
  self->levels[0].page = self->n;
}

/* Whole numbers of @bytes that fit into @room, but at least one. */
static gsize
measure_fitting (const guint8 *bytes, gsize length, gsize room)
{
  guint64 ignored;
  gsize n = atlas_text_get_varint (bytes, &ignored);

  while (n < length)
    {
      guint next = atlas_text_get_varint (bytes + n, &ignored);

      if (n + next > room)
        break;
      n += next;
    }
  return n;
}

/* A row's size and positions, which may go on on the next leaf. */
static void
write_positions (Writer *self, const guint8 *bytes, gsize length)
{
  while (length > 0)
    {
      guint fill = get_fill (self);
      gsize room = fill < LEAF_SIZE ? LEAF_SIZE - fill : 0;
      gsize n = length <= room ? length : measure_fitting (bytes, length, room);

      g_byte_array_append (self->leaf, bytes, (guint) n);
      bytes += n;
      length -= n;
      if (length > 0)
        end_leaf (self);
    }
}

static void
write_rows (Writer *self, const AtlasTextPosting *posting)
{
  const guint8 *at = posting->data, *end = posting->data + posting->length;
  gint64 row = 0;

  while (at < end)
    {
      guint64 delta, size;
      guint n = atlas_text_get_varint (at, &delta);

      at += n;
      row += (gint64) delta;
      if (get_fill (self) >= LEAF_SIZE)
        end_leaf (self);
      if (self->has_row)
        append_varint (self->leaf, delta);
      else
        {
          put_u16 (self->leaf, 0, self->leaf->len);
          append_varint (self->leaf, (guint64) row);
          self->has_row = TRUE;
          note_row (self, row);
        }
      n = atlas_text_get_varint (at, &size) + (guint) (size / 2);
      write_positions (self, at, n);
      at += n;
    }
}

static void
writer_init (Writer *self, guint id)
{
  AtlasTextSegment *segment = g_new0 (AtlasTextSegment, 1);

  segment->bytes = g_byte_array_new ();
  segment->pages = g_array_new (FALSE, FALSE, sizeof (AtlasTextPage));
  segment->words = g_byte_array_new ();
  segment->entries = g_array_new (FALSE, FALSE, sizeof (AtlasTextEntry));

  *self = (Writer){ .segment = segment, .id = id, .entry_page = 1 };
  self->leaf = g_byte_array_sized_new (2 * LEAF_SIZE);
  self->footer = g_byte_array_new ();
  self->entry_word = g_byte_array_new ();
  self->index_pages = g_array_new (FALSE, FALSE, sizeof (AtlasTextPage));
  self->index_bytes = g_byte_array_new ();
  for (guint i = 0; i < MAX_LEVELS; i++)
    self->levels[i].bytes = g_byte_array_new ();
  begin_leaf (self);
}

static AtlasTextSegment *
writer_finish (Writer *self)
{
  AtlasTextSegment *segment = self->segment;
  gsize base = segment->bytes->len;

  for (guint i = 0; i < self->index_pages->len; i++)
    {
      AtlasTextPage page = g_array_index (self->index_pages, AtlasTextPage, i);

      page.at += base;
      g_array_append_val (segment->pages, page);
    }
  g_byte_array_append (segment->bytes, self->index_bytes->data, self->index_bytes->len);

  g_byte_array_unref (self->leaf);
  g_byte_array_unref (self->footer);
  g_byte_array_unref (self->entry_word);
  g_array_unref (self->index_pages);
  g_byte_array_unref (self->index_bytes);
  for (guint i = 0; i < MAX_LEVELS; i++)
    g_byte_array_unref (self->levels[i].bytes);
  return segment;
}

AtlasTextSegment *
atlas_text_segment_new (guint id, GArray *sorted)
{
  Writer writer;

  g_return_val_if_fail (id > 0, NULL);
  g_return_val_if_fail (sorted != NULL && sorted->len > 0, NULL);

  writer_init (&writer, id);
  for (guint i = 0; i < sorted->len; i++)
    {
      const AtlasTextPosting *posting = &g_array_index (sorted, AtlasTextPosting, i);

      write_word (&writer, posting);
      if (get_fill (&writer) + posting->length + 1 <= LEAF_SIZE)
        g_byte_array_append (writer.leaf, posting->data, (guint) posting->length);
      else
        write_rows (&writer, posting);
    }
  if (writer.leaf->len > HEADER_SIZE)
    end_leaf (&writer);
  end_entry (&writer);
  return writer_finish (&writer);
}

void
atlas_text_segment_free (AtlasTextSegment *self)
{
  if (self == NULL)
    return;
  g_byte_array_unref (self->bytes);
  g_array_unref (self->pages);
  g_byte_array_unref (self->words);
  g_array_unref (self->entries);
  g_free (self);
}
