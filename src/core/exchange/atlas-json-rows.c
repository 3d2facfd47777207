/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-json-rows.h"

#include <string.h>

#include "atlas-geojson-reader.h"
#include "atlas-i18n.h"
#include "atlas-json-window.h"
#include "atlas-json-writer.h"
#include "atlas-mapping-private.h"

/* Records whose keys become the columns, and their bytes at most. */
#define N_FIRST     1000
#define FIRST_BYTES (4 * 1024 * 1024)

/* A table as wide as that is none that anybody could map. */
#define MAX_COLUMNS 500

/* A record of one format or the other.
 * @text: (nullable): NULL where it is refused, for @reason, at @field */
typedef struct
{
  char *text;
  gsize length;
  gint64 line;
  char *field, *reason;
} Held;

struct _AtlasJsonRows
{
  AtlasRowReader parent_instance;

  AtlasPieceReader *features; /* or */
  AtlasJsonSplitter *records;

  GPtrArray *first; /* of Held; until they are given out */
  guint n_given;
  gboolean headed, ended;
  GError *failure; /* what the first records ended in */

  GPtrArray *columns;  /* of char */
  GHashTable *indices; /* column -> its index + 1 */
  GPtrArray *texts;    /* of GString, by column, and one for what is beyond */
  GArray *cells;       /* of AtlasCell */
  Held last;
  AtlasJsonScanner *scanner;
  GString *path;
};

G_DEFINE_FINAL_TYPE (AtlasJsonRows, atlas_json_rows, ATLAS_TYPE_ROW_READER)

static void
held_clear (Held *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->field, g_free);
  g_clear_pointer (&self->reason, g_free);
}

static void
held_free (gpointer data)
{
  held_clear (data);
  g_free (data);
}

/* --- Records, whatever they lie in. */

static gboolean
next_feature (AtlasJsonRows *self, Held *held, GCancellable *cancellable, GError **error)
{
  AtlasPiece piece;

  if (!atlas_piece_reader_next (self->features, &piece, cancellable, error))
    return FALSE;
  held->text = g_strndup (piece.text, piece.length);
  held->length = piece.length;
  held->line = piece.line;
  held->field = g_strdup (piece.field);
  held->reason = g_strdup (piece.reason);
  return TRUE;
}

static gboolean
next_object (AtlasJsonRows *self, Held *held, GCancellable *cancellable, GError **error)
{
  AtlasJsonPiece piece;

  if (!atlas_json_splitter_next (self->records, &piece, cancellable, error))
    return FALSE;
  held->text = g_strndup (piece.text, piece.length);
  held->length = piece.length;
  held->line = piece.line;
  if (piece.text == NULL)
    held->reason = g_strdup (_ ("the record is longer than 4 MiB"));
  return TRUE;
}

static gboolean
next (AtlasJsonRows *self, Held *held, GCancellable *cancellable, GError **error)
{
  *held = (Held){ 0 };
  return self->features != NULL ? next_feature (self, held, cancellable, error)
                                : next_object (self, held, cancellable, error);
}

/* --- A record as columns. */

typedef void (*TakeValue) (AtlasJsonRows *self, const char *text, gsize length);

/* After its "[": texts and numbers with ";" between them, or as a list of JSON where one holds that itself;
 * what is nested as it stands. */
static gboolean
read_list (AtlasJsonRows *self, GString *out, GError **error)
{
  g_autoptr (GString) json = g_string_new ("[");
  gboolean plain = TRUE, nested = FALSE;
  gsize start, end;
  AtlasJsonToken token;

  atlas_json_scanner_get_span (self->scanner, &start, NULL);
  while ((token = atlas_json_scanner_next (self->scanner, error)) != ATLAS_JSON_ARRAY_END)
    if (token == ATLAS_JSON_STRING || token == ATLAS_JSON_NUMBER)
      {
        gsize length;
        const char *text = atlas_json_scanner_get_text (self->scanner, &length);

        plain &= memchr (text, ';', length) == NULL && memchr (text, '\n', length) == NULL;
        g_string_append (out, out->len > 0 ? "; " : "");
        g_string_append_len (out, text, (gssize) length);
        g_string_append (json, json->len > 1 ? "," : "");
        atlas_json_append_string (json, text, (gssize) length);
      }
    else if (token == ATLAS_JSON_INVALID ||
             ((token == ATLAS_JSON_OBJECT_START || token == ATLAS_JSON_ARRAY_START) &&
              !atlas_json_scanner_skip (self->scanner, error)))
      return FALSE;
    else
      nested |= token != ATLAS_JSON_NULL;
  atlas_json_scanner_get_span (self->scanner, NULL, &end);
  if (plain && !nested)
    return TRUE;
  g_string_truncate (out, 0);
  if (nested)
    g_string_append_len (out, self->last.text + start, (gssize) (end - start));
  else
    g_string_append_printf (out, "%s]", json->str);
  return TRUE;
}

static gboolean walk_object (AtlasJsonRows *self, TakeValue take, GError **error);

static gboolean
walk_value (AtlasJsonRows *self, TakeValue take, GError **error)
{
  AtlasJsonToken token = atlas_json_scanner_next (self->scanner, error);
  g_autoptr (GString) list = NULL;
  const char *text;
  gsize length;

  switch (token)
    {
    case ATLAS_JSON_OBJECT_START:
      g_string_append_c (self->path, '.');
      return walk_object (self, take, error);
    case ATLAS_JSON_ARRAY_START:
      list = g_string_new (NULL);
      if (!read_list (self, list, error))
        return FALSE;
      take (self, list->str, list->len);
      return TRUE;
    case ATLAS_JSON_STRING:
    case ATLAS_JSON_NUMBER:
      text = atlas_json_scanner_get_text (self->scanner, &length);
      take (self, text, length);
      return TRUE;
    case ATLAS_JSON_TRUE:
    case ATLAS_JSON_FALSE:
      text = token == ATLAS_JSON_TRUE ? "true" : "false";
      take (self, text, strlen (text));
      return TRUE;
    case ATLAS_JSON_NULL:
      return TRUE;
    default:
      return FALSE;
    }
}

/* After its "{". */
static gboolean
walk_object (AtlasJsonRows *self, TakeValue take, GError **error)
{
  gsize before = self->path->len;
  AtlasJsonToken token;

  while ((token = atlas_json_scanner_next (self->scanner, error)) == ATLAS_JSON_KEY)
    {
      gsize length;
      const char *key = atlas_json_scanner_get_text (self->scanner, &length);

      g_string_truncate (self->path, before);
      g_string_append_len (self->path, key, (gssize) length);
      if (!walk_value (self, take, error))
        return FALSE;
    }
  g_string_truncate (self->path, before);
  return token == ATLAS_JSON_OBJECT_END;
}

/* Each value of self->last with its path. A record that is no object, or not JSON, is refused. */
static void
walk (AtlasJsonRows *self, TakeValue take)
{
  g_autoptr (GError) error = NULL;

  if (self->last.reason != NULL)
    return;
  g_string_truncate (self->path, 0);
  atlas_json_scanner_reset (self->scanner, self->last.text, self->last.length);
  if (atlas_json_scanner_next (self->scanner, &error) == ATLAS_JSON_OBJECT_START &&
      walk_object (self, take, &error) && atlas_json_scanner_next (self->scanner, &error) == ATLAS_JSON_END)
    return;
  self->last.reason = g_strdup (error != NULL ? error->message : _ ("a record must be an object"));
}

static void
note_column (AtlasJsonRows *self, const char *text, gsize length)
{
  char *name;

  if (self->columns->len == MAX_COLUMNS || strlen (self->path->str) != self->path->len ||
      g_hash_table_contains (self->indices, self->path->str))
    return;
  name = g_strdup (self->path->str);
  g_ptr_array_add (self->columns, name);
  g_hash_table_insert (self->indices, name, GUINT_TO_POINTER (self->columns->len));
}

static void
take_cell (AtlasJsonRows *self, const char *text, gsize length)
{
  gboolean nul = strlen (self->path->str) != self->path->len;
  guint index = nul ? 0 : GPOINTER_TO_UINT (g_hash_table_lookup (self->indices, self->path->str));
  GString *beyond = g_ptr_array_index (self->texts, self->columns->len);
  GString *cell = index > 0 ? g_ptr_array_index (self->texts, index - 1) : beyond;

  /* {"a.b": 1, "a": {"b": 2}}: both are kept. */
  if (cell->len > 0)
    cell = beyond;
  if (cell == beyond)
    g_string_append_printf (cell, "%s%s: ", cell->len > 0 ? "\n" : "", self->path->str);
  g_string_append_len (cell, text, (gssize) length);
}

/* --- The rows. */

/* The first records, and of them the columns. */
static void
read_first (AtlasJsonRows *self, GCancellable *cancellable)
{
  gsize n_bytes = 0;
  Held held;

  self->first = g_ptr_array_new_with_free_func (held_free);
  while (self->first->len < N_FIRST && n_bytes < FIRST_BYTES)
    {
      if (!next (self, &held, cancellable, &self->failure))
        {
          self->ended = TRUE;
          break;
        }
      self->last = held;
      walk (self, note_column);
      g_ptr_array_add (self->first, g_memdup2 (&self->last, sizeof self->last));
      n_bytes += held.length;
      self->last = (Held){ 0 };
    }
  for (guint i = 0; i <= self->columns->len; i++)
    g_ptr_array_add (self->texts, g_string_new (NULL));
}

static void
give_headings (AtlasJsonRows *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    g_string_assign (g_ptr_array_index (self->texts, i), g_ptr_array_index (self->columns, i));
  /* Translators: the heading of a column for what stands under keys that the first records did not have */
  g_string_assign (g_ptr_array_index (self->texts, self->columns->len),
                   self->ended && self->columns->len < MAX_COLUMNS ? "" : _ ("Further values"));
}

static gboolean
take_record (AtlasJsonRows *self, GCancellable *cancellable, GError **error)
{
  held_clear (&self->last);
  if (self->n_given < self->first->len)
    {
      Held *held = g_ptr_array_index (self->first, self->n_given++);

      self->last = *held;
      *held = (Held){ 0 };
    }
  else if (self->failure != NULL)
    {
      g_propagate_error (error, g_error_copy (self->failure));
      return FALSE;
    }
  else if (self->ended || !next (self, &self->last, cancellable, error))
    return FALSE;
  walk (self, take_cell);
  return TRUE;
}

static gboolean
atlas_json_rows_next (AtlasRowReader *reader, AtlasRow *row, GCancellable *cancellable, GError **error)
{
  AtlasJsonRows *self = ATLAS_JSON_ROWS (reader);
  guint n_cells;

  if (self->first == NULL)
    read_first (self, cancellable);
  for (guint i = 0; i < self->texts->len; i++)
    g_string_truncate (g_ptr_array_index (self->texts, i), 0);
  if (!self->headed)
    give_headings (self);
  else if (!take_record (self, cancellable, error))
    return FALSE;

  n_cells = self->columns->len;
  n_cells += ((GString *) g_ptr_array_index (self->texts, n_cells))->len > 0;
  g_array_set_size (self->cells, n_cells);
  for (guint i = 0; i < n_cells; i++)
    {
      const GString *text = g_ptr_array_index (self->texts, i);

      g_array_index (self->cells, AtlasCell, i) = (AtlasCell){ text->str, text->len };
    }
  row->cells = (const AtlasCell *) (gconstpointer) self->cells->data;
  row->n_cells = n_cells;
  row->line = self->headed ? self->last.line : 1;
  row->literal = TRUE;
  row->field = self->last.field;
  row->reason = self->last.reason;
  self->headed = TRUE;
  return TRUE;
}

static gint64
atlas_json_rows_get_position (AtlasRowReader *reader)
{
  AtlasJsonRows *self = ATLAS_JSON_ROWS (reader);

  return self->features != NULL ? atlas_piece_reader_get_n_read (self->features)
                                : atlas_json_splitter_get_n_read (self->records);
}

static void
atlas_json_rows_finalize (GObject *object)
{
  AtlasJsonRows *self = ATLAS_JSON_ROWS (object);

  g_clear_object (&self->features);
  g_clear_pointer (&self->records, atlas_json_splitter_free);
  g_clear_pointer (&self->first, g_ptr_array_unref);
  g_clear_error (&self->failure);
  g_hash_table_unref (self->indices);
  g_ptr_array_unref (self->columns);
  for (guint i = 0; i < self->texts->len; i++)
    g_string_free (g_ptr_array_index (self->texts, i), TRUE);
  g_ptr_array_unref (self->texts);
  g_array_unref (self->cells);
  held_clear (&self->last);
  atlas_json_scanner_free (self->scanner);
  g_string_free (self->path, TRUE);
  G_OBJECT_CLASS (atlas_json_rows_parent_class)->finalize (object);
}

static void
atlas_json_rows_class_init (AtlasJsonRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_json_rows_finalize;
  ATLAS_ROW_READER_CLASS (klass)->n_headings = 1;
  ATLAS_ROW_READER_CLASS (klass)->next = atlas_json_rows_next;
  ATLAS_ROW_READER_CLASS (klass)->get_position = atlas_json_rows_get_position;
}

static void
atlas_json_rows_init (AtlasJsonRows *self)
{
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->indices = g_hash_table_new (g_str_hash, g_str_equal);
  self->texts = g_ptr_array_new ();
  self->cells = g_array_new (FALSE, FALSE, sizeof (AtlasCell));
  self->scanner = atlas_json_scanner_new (NULL, 0);
  self->path = g_string_new (NULL);
}

/* A share file says so; an object with "kind" a line is ours. What else begins with "{" or "[" may be
 * anything. */
static AtlasShareForm
find_form (const char *bytes, gsize length)
{
  g_autoptr (AtlasJsonScanner) scanner = NULL;
  gsize at = length >= 3 && memcmp (bytes, "\357\273\277", 3) == 0 ? 3 : 0, end;

  while (at < length && atlas_json_is_space (bytes[at]))
    at++;
  if (at == length || bytes[at] != '{')
    return ATLAS_SHARE_AUTO;
  scanner = atlas_json_scanner_new (bytes + at, length - at);
  if (atlas_json_scanner_next (scanner, NULL) != ATLAS_JSON_OBJECT_START ||
      !atlas_json_scanner_skip (scanner, NULL))
    return ATLAS_SHARE_LINES;
  atlas_json_scanner_get_span (scanner, NULL, &end);
  return memchr (bytes + at, '\n', end) != NULL ? ATLAS_SHARE_SEQUENCE : ATLAS_SHARE_LINES;
}

AtlasRowReader *
atlas_json_rows_new (AtlasPieceFormat format, const char *bytes, gsize length, GInputStream *stream)
{
  AtlasJsonRows *self;

  g_return_val_if_fail (bytes != NULL || length == 0, NULL);
  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);

  self = g_object_new (ATLAS_TYPE_JSON_ROWS, NULL);
  if (format == ATLAS_PIECES_GEOJSON || atlas_geojson_reader_sniff (bytes, length))
    self->features = ATLAS_PIECE_READER (atlas_geojson_reader_new (stream));
  else
    self->records = atlas_json_splitter_new (stream, find_form (bytes, length));
  return ATLAS_ROW_READER (self);
}

/* Names as we call them, but addresses as others do (OpenID Connect has "given_name" and "email"): those
 * would be kept as what we do not know, and nobody could be written to. */
static gboolean
has_foreign_contacts (const AtlasJsonRows *self)
{
  gboolean foreign = FALSE;

  for (guint i = 0; i < self->columns->len; i++)
    {
      AtlasHeading heading;

      atlas_heading_read (&atlas_kind_member, g_ptr_array_index (self->columns, i), &heading);
      if (heading.field == NULL ||
          (!g_str_equal (heading.field->key, "emails") && !g_str_equal (heading.field->key, "phones")))
        continue;
      if (heading.own)
        return FALSE;
      foreign = TRUE;
    }
  return foreign;
}

static gboolean
is_ours (const AtlasJsonRows *self)
{
  if (g_hash_table_contains (self->indices, "kind") || g_hash_table_contains (self->indices, "format"))
    return TRUE;
  if (g_hash_table_contains (self->indices, "given_name") ||
      g_hash_table_contains (self->indices, "family_name"))
    return !has_foreign_contacts (self);
  for (guint i = 0; atlas_kinds ()[i] != NULL; i++)
    if (g_hash_table_contains (self->indices, atlas_kinds ()[i]->plural))
      return TRUE;
  return g_hash_table_contains (self->indices, "title") && g_hash_table_contains (self->indices, "start");
}

static gboolean
means_name (const char *column)
{
  AtlasHeading heading;

  atlas_heading_read (&atlas_kind_member, column, &heading);
  return heading.class == ATLAS_HEADING_NAME || heading.class == ATLAS_HEADING_FULL_NAME ||
         (heading.field != NULL && (g_str_equal (heading.field->key, "given_name") ||
                                    g_str_equal (heading.field->key, "family_name")));
}

gboolean
atlas_json_rows_sniff (AtlasPieceFormat format, const char *bytes, gsize length)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, (gssize) length, NULL);
  g_autoptr (AtlasRowReader) reader = atlas_json_rows_new (format, bytes, length, stream);
  AtlasJsonRows *self = ATLAS_JSON_ROWS (reader);

  read_first (self, NULL);
  if (self->first->len == 0 || is_ours (self))
    return FALSE;
  /* Lines of a document may look like records; the first one does not. */
  if (self->records != NULL && ((Held *) g_ptr_array_index (self->first, 0))->reason != NULL)
    return FALSE;
  for (guint i = 0; i < self->columns->len; i++)
    if (means_name (g_ptr_array_index (self->columns, i)))
      return TRUE;
  return FALSE;
}
