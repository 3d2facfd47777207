/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-text-build.h"

#include <string.h>

#include "atlas-store.h"
#include "atlas-text-segment.h"

/* Rows are handed over by so many bytes, and so many heaps are on their way at most. */
#define CHUNK_SIZE (256 * 1024)
#define N_CHUNKS   4

/* When the words in memory become a segment: a million members make six. Later writes merge them. */
#define SEGMENT_SIZE (32 * 1024 * 1024)

/* FTS5 cuts what is longer, too. */
#define MAX_WORD 32768

/* A column of the index: the table's columns that it is made of. */
typedef struct
{
  guint *columns;
  guint n_columns;
} Column;

struct _AtlasTextBuild
{
  AtlasConnection *connection;
  const AtlasTableSql *sql;
  Column *columns;
  guint n_columns;

  GByteArray *chunk; /* being filled: id, then length and text of each column, and so on */
  GAsyncQueue *full, *empty;
  gsize segment_size;
  GAsyncQueue *done; /* of AtlasTextSegment */
  GThread *thread;
  int stop;         /* atomic */
  GArray *n_leaves; /* guint: of the segments that are written */

  /* The thread's own until it is joined. */
  fts5_tokenizer tokenizer;
  Fts5Tokenizer *words;
  AtlasTextPostings *postings;
  guint n_segments;
  gint64 row;
  guint column, position;
  gint64 n_rows;
  gint64 *n_words; /* by column */
  int code;        /* SQLite's, of the first failure */
};

/* --- The thread. */

static int
take_word (void *data, int flags, const char *word, int length, int start, int end)
{
  AtlasTextBuild *self = data;

  atlas_text_postings_add (self->postings, word, (gsize) MIN (length, MAX_WORD), self->row, self->column,
                           self->position++);
  return SQLITE_OK;
}

static void
end_segment (AtlasTextBuild *self)
{
  g_autoptr (GArray) sorted = NULL;

  if (atlas_text_postings_get_size (self->postings) == 0)
    return;
  sorted = atlas_text_postings_sort (self->postings);
  g_async_queue_push (self->done, atlas_text_segment_new (++self->n_segments, sorted));
  atlas_text_postings_clear (self->postings);
}

static void
take_rows (AtlasTextBuild *self, const GByteArray *chunk)
{
  const guint8 *at = chunk->data, *end = chunk->data + chunk->len;

  while (at < end && self->code == SQLITE_OK)
    {
      memcpy (&self->row, at, sizeof self->row);
      at += sizeof self->row;
      self->n_rows++;
      for (self->column = 0; self->column < self->n_columns; self->column++)
        {
          guint32 length;
          int code;

          memcpy (&length, at, sizeof length);
          at += sizeof length;
          self->position = 0;
          code = length == 0 ? SQLITE_OK
                             : self->tokenizer.xTokenize (self->words, self, FTS5_TOKENIZE_DOCUMENT,
                                                          (const char *) at, (int) length, take_word);
          if (self->code == SQLITE_OK)
            self->code = code;
          self->n_words[self->column] += self->position;
          at += length;
        }
      if (atlas_text_postings_get_size (self->postings) >= self->segment_size)
        end_segment (self);
    }
}

/* A chunk without a row is the last. */
static gpointer
run (gpointer data)
{
  AtlasTextBuild *self = data;
  gboolean more = TRUE;

  while (more)
    {
      GByteArray *chunk = g_async_queue_pop (self->full);

      more = chunk->len > 0;
      if (!g_atomic_int_get (&self->stop))
        take_rows (self, chunk);
      g_async_queue_push (self->empty, chunk);
    }
  if (!g_atomic_int_get (&self->stop))
    end_segment (self);
  return NULL;
}

/* --- Whoever writes. */

/* As it is in the table's own `tokenize=`. */
static gboolean
find_tokenizer (AtlasTextBuild *self, GError **error)
{
  const char *arguments[] = { "remove_diacritics", "2" };
  sqlite3_stmt *stmt = NULL;
  fts5_api *api = NULL;
  void *context = NULL;
  int code = sqlite3_prepare_v2 (self->connection->db, "SELECT fts5 (?1)", -1, &stmt, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_bind_pointer (stmt, 1, &api, "fts5_api_ptr", NULL);
  if (code == SQLITE_OK)
    (void) sqlite3_step (stmt);
  if (stmt != NULL)
    (void) sqlite3_finalize (stmt);
  if (code == SQLITE_OK && api == NULL)
    code = SQLITE_ERROR;
  if (code == SQLITE_OK)
    code = api->xFindTokenizer (api, "unicode61", &context, &self->tokenizer);
  if (code == SQLITE_OK)
    code = self->tokenizer.xCreate (context, arguments, G_N_ELEMENTS (arguments), &self->words);
  return code == SQLITE_OK || atlas_connection_fail (self->connection, code, error);
}

static guint
find_column (const AtlasTable *table, const char *name)
{
  guint i = 0;

  while (i < table->n_columns && !g_str_equal (table->columns[i], name))
    i++;
  g_assert (i < table->n_columns);
  return i;
}

static void
find_columns (AtlasTextBuild *self)
{
  const AtlasTable *table = self->sql->table;

  self->n_columns = table->n_search;
  self->n_words = g_new0 (gint64, self->n_columns);
  self->columns = g_new0 (Column, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    {
      Column *column = &self->columns[i];

      column->n_columns = g_strv_length ((GStrv) table->search[i].columns);
      column->columns = g_new (guint, column->n_columns);
      for (guint k = 0; k < column->n_columns; k++)
        column->columns[k] = find_column (table, table->search[i].columns[k]);
    }
}

/* The version of its format, as FTS5 keeps it with each index. */
#define KNOWN_VERSION 4

gboolean
atlas_text_build_is_possible (AtlasConnection *connection, const AtlasTableSql *sql, GError **error)
{
  g_autofree char *select =
    g_strdup_printf ("SELECT v FROM \"%s_search_config\" WHERE k = 'version'", sql->table->name);
  gint64 version;

  return atlas_connection_query_integer (connection, select, 0, &version, error) && version == KNOWN_VERSION;
}

AtlasTextBuild *
atlas_text_build_new (AtlasConnection *connection, const AtlasTableSql *sql, GError **error)
{
  g_autoptr (AtlasTextBuild) self = g_new0 (AtlasTextBuild, 1);
  g_autofree char *empty = NULL;

  self->connection = connection;
  self->sql = sql;
  self->segment_size = SEGMENT_SIZE;
  self->n_leaves = g_array_new (FALSE, FALSE, sizeof (guint));
  self->postings = atlas_text_postings_new ();
  self->full = g_async_queue_new_full ((GDestroyNotify) g_byte_array_unref);
  self->empty = g_async_queue_new_full ((GDestroyNotify) g_byte_array_unref);
  self->done = g_async_queue_new_full ((GDestroyNotify) atlas_text_segment_free);
  find_columns (self);
  if (!find_tokenizer (self, error))
    return NULL;

  empty = g_strdup_printf ("INSERT INTO \"%s_search\" (\"%s_search\") VALUES ('delete-all')",
                           sql->table->name, sql->table->name);
  if (!atlas_connection_execute (connection, empty, error))
    return NULL;
  for (guint i = 0; i < N_CHUNKS; i++)
    g_async_queue_push (self->empty, g_byte_array_sized_new (CHUNK_SIZE));
  self->thread = g_thread_new ("search", run, self);
  return g_steal_pointer (&self);
}

void
atlas_text_build_set_segment_size (AtlasTextBuild *self, gsize size)
{
  g_return_if_fail (self != NULL);

  self->segment_size = size;
}

static void
take_chunk (AtlasTextBuild *self)
{
  self->chunk = g_async_queue_pop (self->empty);
  g_byte_array_set_size (self->chunk, 0);
}

/* Only SQL sees and writes the tables that an index is kept in, and not without being told so. */
static gboolean
run_on (AtlasTextBuild *self,
        const char *verb,
        const char *suffix,
        const char *rest,
        gboolean (*work) (AtlasTextBuild *, AtlasStatement *, gpointer, GError **),
        gpointer data,
        GError **error)
{
  g_autofree char *whole =
    g_strdup_printf ("%s \"%s_search_%s\" %s", verb, self->sql->table->name, suffix, rest);
  g_autoptr (AtlasStatement) statement = NULL;
  gboolean done;

  sqlite3_db_config (self->connection->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  statement = atlas_statement_new (self->connection, whole, error);
  done = statement != NULL && work (self, statement, data, error);
  sqlite3_db_config (self->connection->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  return done;
}

static void
bind_bytes (AtlasStatement *statement, int position, const guint8 *bytes, gsize length)
{
  atlas_statement_note_bind (statement, sqlite3_bind_blob64 (statement->stmt, position,
                                                             length > 0 ? (const void *) bytes : "", length,
                                                             SQLITE_STATIC));
}

static gboolean
write_pages (AtlasTextBuild *self, AtlasStatement *insert, gpointer data, GError **error)
{
  const AtlasTextSegment *segment = data;

  for (guint i = 0; i < segment->pages->len; i++)
    {
      const AtlasTextPage *page = &g_array_index (segment->pages, AtlasTextPage, i);

      atlas_statement_note_bind (insert, sqlite3_bind_int64 (insert->stmt, 1, page->id));
      bind_bytes (insert, 2, segment->bytes->data + page->at, page->length);
      if (!atlas_statement_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_entries (AtlasTextBuild *self, AtlasStatement *insert, gpointer data, GError **error)
{
  const AtlasTextSegment *segment = data;

  atlas_statement_note_bind (insert, sqlite3_bind_int64 (insert->stmt, 1, self->n_leaves->len + 1));
  for (guint i = 0; i < segment->entries->len; i++)
    {
      const AtlasTextEntry *entry = &g_array_index (segment->entries, AtlasTextEntry, i);

      bind_bytes (insert, 2, segment->words->data + entry->at, entry->length);
      atlas_statement_note_bind (insert, sqlite3_bind_int64 (insert->stmt, 3, entry->page));
      if (!atlas_statement_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

/* What the thread has done so far. */
static gboolean
write_segments (AtlasTextBuild *self, GError **error)
{
  AtlasTextSegment *segment;

  while ((segment = g_async_queue_try_pop (self->done)) != NULL)
    {
      g_autoptr (AtlasTextSegment) owned = segment;

      if (g_cancellable_set_error_if_cancelled (self->connection->cancellable, error) ||
          !run_on (self, "INSERT INTO", "data", "(id, block) VALUES (?1, ?2)", write_pages, segment, error) ||
          !run_on (self, "INSERT INTO", "idx", "(segid, term, pgno) VALUES (?1, ?2, ?3)", write_entries,
                   segment, error))
        return FALSE;
      g_array_append_val (self->n_leaves, segment->n_leaves);
    }
  return TRUE;
}

/* Room for @length bytes more in the chunk. */
static guint8 *
extend (AtlasTextBuild *self, gsize length)
{
  guint at = self->chunk->len;

  g_byte_array_set_size (self->chunk, at + (guint) length);
  return self->chunk->data + at;
}

static void
append_text (AtlasTextBuild *self, const char *text, gsize length)
{
  if (length > 0)
    memcpy (extend (self, length), text, length);
}

/* What a value is as text: that of a number is put into @digits. */
static const char *
get_text (const AtlasValue *value, char digits[24], gsize *length)
{
  *length = 0;
  if (value->type == ATLAS_VALUE_INTEGER)
    *length = (gsize) g_snprintf (digits, 24, "%" G_GINT64_FORMAT, value->integer);
  else if (value->type == ATLAS_VALUE_TEXT)
    {
      *length = value->length;
      return value->text;
    }
  return digits;
}

/* As the view has it: each a text, with a space between them. */
static void
append_column (AtlasTextBuild *self, const Column *column, const AtlasValue *values)
{
  guint at = self->chunk->len;
  guint32 length;

  extend (self, sizeof length);
  for (guint i = 0; i < column->n_columns; i++)
    {
      char digits[24];
      gsize n;
      const char *text = get_text (&values[column->columns[i]], digits, &n);

      if (i > 0)
        *extend (self, 1) = ' ';
      append_text (self, text, n);
    }
  length = self->chunk->len - at - (guint32) sizeof length;
  memcpy (self->chunk->data + at, &length, sizeof length);
}

static gboolean
give_chunk (AtlasTextBuild *self, GError **error)
{
  g_async_queue_push (self->full, g_steal_pointer (&self->chunk));
  return write_segments (self, error);
}

gboolean
atlas_text_build_add (AtlasTextBuild *self, gint64 id, const AtlasValue *values, GError **error)
{
  if (self->chunk == NULL)
    take_chunk (self);
  append_text (self, (const char *) &id, sizeof id);
  for (guint i = 0; i < self->n_columns; i++)
    append_column (self, &self->columns[i], values);
  return self->chunk->len < CHUNK_SIZE || give_chunk (self, error);
}

static void
join (AtlasTextBuild *self)
{
  if (self->thread == NULL)
    return;
  if (self->chunk != NULL)
    g_async_queue_push (self->full, g_steal_pointer (&self->chunk));
  take_chunk (self);
  g_async_queue_push (self->full, g_steal_pointer (&self->chunk));
  g_thread_join (g_steal_pointer (&self->thread));
}

/* --- What the index says of itself: how many rows it has and words in each column, and its segments. */

#define TOTALS_ID    1
#define STRUCTURE_ID 10
#define COOKIE_SIZE  4

static void
append_number (GByteArray *to, guint64 value)
{
  guint8 bytes[ATLAS_TEXT_VARINT_SIZE];

  g_byte_array_append (to, bytes, atlas_text_put_varint (bytes, value));
}

/* The number by which FTS5 knows that its settings have changed stays as it is. */
static gboolean
read_cookie (AtlasTextBuild *self, AtlasStatement *select, gpointer data, GError **error)
{
  gsize size = 0;
  const guint8 *bytes;

  atlas_statement_note_bind (select, sqlite3_bind_int64 (select->stmt, 1, STRUCTURE_ID));
  if (!atlas_statement_step (select, error))
    return FALSE;
  bytes = atlas_statement_get_bytes (select, 0, &size);
  if (size < COOKIE_SIZE)
    return atlas_connection_fail (self->connection, SQLITE_CORRUPT, error);
  g_byte_array_append (data, bytes, COOKIE_SIZE);
  return TRUE;
}

static gboolean
write_block (AtlasTextBuild *self, gint64 id, GByteArray *block, AtlasStatement *update, GError **error)
{
  atlas_statement_note_bind (update, sqlite3_bind_int64 (update->stmt, 1, id));
  bind_bytes (update, 2, block->data, block->len);
  return atlas_statement_run (update, error);
}

static gboolean
write_totals (AtlasTextBuild *self, AtlasStatement *update, gpointer data, GError **error)
{
  g_autoptr (GByteArray) block = g_byte_array_new ();

  append_number (block, (guint64) self->n_rows);
  for (guint i = 0; i < self->n_columns; i++)
    append_number (block, (guint64) self->n_words[i]);
  return write_block (self, TOTALS_ID, block, update, error);
}

/* One level with all segments, and nothing that is being merged. */
static gboolean
write_structure (AtlasTextBuild *self, AtlasStatement *update, gpointer data, GError **error)
{
  GByteArray *block = data;
  guint64 n_leaves = 0;

  for (guint i = 0; i < self->n_leaves->len; i++)
    n_leaves += g_array_index (self->n_leaves, guint, i);
  append_number (block, 1);
  append_number (block, self->n_leaves->len);
  append_number (block, n_leaves);
  append_number (block, 0);
  append_number (block, self->n_leaves->len);
  for (guint i = 0; i < self->n_leaves->len; i++)
    {
      append_number (block, i + 1);
      append_number (block, 1);
      append_number (block, g_array_index (self->n_leaves, guint, i));
    }
  return write_block (self, STRUCTURE_ID, block, update, error);
}

gboolean
atlas_text_build_finish (AtlasTextBuild *self, GError **error)
{
  static const char set[] = "SET block = ?2 WHERE id = ?1";
  g_autoptr (GByteArray) structure = g_byte_array_new ();

  join (self);
  if (self->code != SQLITE_OK)
    return atlas_connection_fail (self->connection, self->code, error);
  return write_segments (self, error) && run_on (self, "UPDATE", "data", set, write_totals, NULL, error) &&
         (self->n_leaves->len == 0 ||
          (run_on (self, "SELECT block FROM", "data", "WHERE id = ?1", read_cookie, structure, error) &&
           run_on (self, "UPDATE", "data", set, write_structure, structure, error)));
}

void
atlas_text_build_free (AtlasTextBuild *self)
{
  if (self == NULL)
    return;
  g_atomic_int_set (&self->stop, TRUE);
  join (self);
  if (self->words != NULL)
    self->tokenizer.xDelete (self->words);
  atlas_text_postings_free (self->postings);
  g_clear_pointer (&self->chunk, g_byte_array_unref);
  g_async_queue_unref (self->full);
  g_async_queue_unref (self->empty);
  g_async_queue_unref (self->done);
  g_array_unref (self->n_leaves);
  for (guint i = 0; i < self->n_columns; i++)
    g_free (self->columns[i].columns);
  g_free (self->columns);
  g_free (self->n_words);
  g_free (self);
}

/* --- From rows that stand. */

static char *
make_select (const AtlasTable *table)
{
  GString *out = g_string_new ("SELECT id");

  for (guint i = 0; i < table->n_search; i++)
    g_string_append_printf (out, ", \"%s\"", table->search[i].name);
  g_string_append_printf (out, " FROM \"%s_text\" ORDER BY id", table->name);
  return g_string_free (out, FALSE);
}

static gboolean
add_texts (AtlasTextBuild *self, AtlasStatement *select, GError **error)
{
  gint64 id = atlas_statement_get_integer (select, 0);

  if (self->chunk == NULL)
    take_chunk (self);
  append_text (self, (const char *) &id, sizeof id);
  for (guint i = 0; i < self->n_columns; i++)
    {
      gsize size = 0;
      const char *text = atlas_statement_get_text (select, i + 1, &size);
      guint32 length = (guint32) size;

      append_text (self, (const char *) &length, sizeof length);
      append_text (self, text, length);
    }
  return self->chunk->len < CHUNK_SIZE || give_chunk (self, error);
}

gboolean
atlas_text_build_add_all (AtlasTextBuild *self, GError **error)
{
  g_autofree char *sql = make_select (self->sql->table);
  g_autoptr (AtlasStatement) select = atlas_statement_new (self->connection, sql, error);
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return FALSE;
  while (atlas_statement_step (select, &failure) && add_texts (self, select, &failure))
    ;
  return failure == NULL || (g_propagate_error (error, g_steal_pointer (&failure)), FALSE);
}

gboolean
atlas_text_build_all (AtlasConnection *connection, const AtlasTableSql *sql, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (AtlasTextBuild) self = NULL;

  if (atlas_text_build_is_possible (connection, sql, &failure))
    {
      self = atlas_text_build_new (connection, sql, error);
      return self != NULL && atlas_text_build_add_all (self, error) && atlas_text_build_finish (self, error);
    }
  if (failure == NULL)
    return atlas_connection_execute (connection, sql->text_rebuild, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
