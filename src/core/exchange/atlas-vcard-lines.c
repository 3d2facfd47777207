/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-vcard-lines.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-import.h"
#include "atlas-text-encoding.h"
#include "atlas-vcard-text.h"

#define WINDOW_SIZE   (64 * 1024)
#define NOT_PREFERRED 101

struct _AtlasVcardLines
{
  GInputStream *stream; /* UTF-8, or what nobody can tell yet */
  gboolean begun;
  gboolean at_end;
  gint64 n_read;

  char window[WINDOW_SIZE];
  gsize at, end;

  GString *ahead; /* the next line of the file, without its end */
  gboolean has_ahead;
  gint64 number; /* of it */

  GString *raw; /* a whole line, unfolded */

  /* What the line that was given last borrows. */
  GString *name, *value;
  GPtrArray *types;
  int preferred;
  gboolean quoted_printable;
  gboolean binary;
  char *charset;
};

AtlasVcardLines *
atlas_vcard_lines_new (GInputStream *stream)
{
  AtlasVcardLines *self;

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);

  self = g_new0 (AtlasVcardLines, 1);
  self->stream = g_object_ref (stream);
  self->ahead = g_string_new (NULL);
  self->raw = g_string_new (NULL);
  self->name = g_string_new (NULL);
  self->value = g_string_new (NULL);
  self->types = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
atlas_vcard_lines_free (AtlasVcardLines *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->stream);
  g_string_free (self->ahead, TRUE);
  g_string_free (self->raw, TRUE);
  g_string_free (self->name, TRUE);
  g_string_free (self->value, TRUE);
  g_ptr_array_unref (self->types);
  g_free (self->charset);
  g_free (self);
}

gint64
atlas_vcard_lines_get_position (AtlasVcardLines *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_read;
}

/* --- lines of the file
 * --------------------------------------------------------------------------------------- */

/* UTF-16, told by its mark or by the B that a card begins with, is converted on its way in. Of everything
 * else each line says for itself what it is. */
static gboolean
begin (AtlasVcardLines *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) peeked = g_buffered_input_stream_new (self->stream);
  g_autoptr (GCharsetConverter) converter = NULL;
  const char *from = NULL;
  char first[3] = { 0 };
  gsize mark = 0;

  self->begun = TRUE;
  do
    if (g_buffered_input_stream_fill (G_BUFFERED_INPUT_STREAM (peeked), -1, cancellable, error) < 0)
      return FALSE;
    else if (mark == g_buffered_input_stream_get_available (G_BUFFERED_INPUT_STREAM (peeked)))
      break;
    else
      mark = g_buffered_input_stream_get_available (G_BUFFERED_INPUT_STREAM (peeked));
  while (mark < sizeof first);
  g_buffered_input_stream_peek (G_BUFFERED_INPUT_STREAM (peeked), first, 0, sizeof first);

  mark = 2;
  if (memcmp (first, "\xff\xfe", 2) == 0)
    from = "UTF-16LE";
  else if (memcmp (first, "\xfe\xff", 2) == 0)
    from = "UTF-16BE";
  else if (memcmp (first, "\xef\xbb\xbf", 3) == 0)
    mark = 3;
  else
    {
      mark = 0;
      if (memcmp (first, "B\0", 2) == 0)
        from = "UTF-16LE";
      else if (memcmp (first, "\0B", 2) == 0)
        from = "UTF-16BE";
    }
  if (mark > 0 && g_input_stream_skip (peeked, mark, cancellable, error) < 0)
    return FALSE;
  self->n_read += (gint64) mark;
  g_set_object (&self->stream, peeked);
  if (from == NULL)
    return TRUE;

  converter = g_charset_converter_new ("UTF-8", from, error);
  if (converter == NULL)
    return FALSE;
  g_charset_converter_set_use_fallback (converter, TRUE);
  g_object_unref (self->stream);
  self->stream = g_converter_input_stream_new (peeked, G_CONVERTER (converter));
  return TRUE;
}

static gboolean
fill (AtlasVcardLines *self, GCancellable *cancellable, GError **error)
{
  gsize n;

  if (!g_input_stream_read_all (self->stream, self->window, WINDOW_SIZE, &n, cancellable, error))
    return FALSE;
  self->at = 0;
  self->end = n;
  self->n_read += (gint64) n;
  self->at_end = n < WINDOW_SIZE;
  return TRUE;
}

/* Appends to the line ahead up to the end of a line or of the window. TRUE where the line is whole. */
static gboolean
take_window (AtlasVcardLines *self)
{
  const char *from = self->window + self->at;
  const char *end = self->window + self->end;
  const char *stop = from;

  while (stop < end && *stop != '\n' && *stop != '\r')
    stop++;
  g_string_append_len (self->ahead, from, stop - from);
  if (stop == end)
    {
      self->at = self->end;
      return FALSE;
    }
  /* Of CR LF the LF is passed over when the next line begins. */
  self->at = (gsize) (stop + 1 - self->window);
  return TRUE;
}

/* FALSE at the end of the file. */
static gboolean
read_ahead (AtlasVcardLines *self, GCancellable *cancellable, GError **error)
{
  gboolean after_cr = self->at > 0 && self->window[self->at - 1] == '\r', any = FALSE;

  g_string_truncate (self->ahead, 0);
  while (TRUE)
    {
      if (self->at == self->end)
        {
          if (self->at_end)
            break;
          if (!fill (self, cancellable, error))
            return FALSE;
          if (self->end == 0)
            break;
        }
      if (after_cr && self->window[self->at] == '\n')
        {
          self->at++;
          after_cr = FALSE;
          continue;
        }
      after_cr = FALSE;
      any = TRUE;
      if (take_window (self))
        break;
      if (self->ahead->len > ATLAS_VCARD_MAX_BYTES)
        break; /* refused with the whole line */
    }
  self->has_ahead = any;
  self->number += any;
  return any;
}

/* --- what a line says of itself
 * ------------------------------------------------------------------------------ */

static gboolean
is_binary_property (const char *name)
{
  return strcmp (name, "PHOTO") == 0 || strcmp (name, "LOGO") == 0 || strcmp (name, "SOUND") == 0 ||
         strcmp (name, "KEY") == 0;
}

/* RFC 6868: what can't stand in a quoted parameter. */
static char *
decode_parameter (const char *text, gsize length)
{
  GString *out = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    if (text[i] == '^' && i + 1 < length && strchr ("n^'", text[i + 1]) != NULL)
      {
        i++;
        g_string_append_c (out, text[i] == 'n' ? '\n' : text[i] == '\'' ? '"' : '^');
      }
    else if (text[i] != '"')
      g_string_append_c (out, text[i]);
  return g_string_free (out, FALSE);
}

static void
add_types (AtlasVcardLines *self, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);

  for (char **word = words; *word != NULL; word++)
    {
      char *type = g_ascii_strdown (g_strstrip (*word), -1);

      if (strcmp (type, "pref") == 0)
        self->preferred = 1;
      g_ptr_array_add (self->types, type);
    }
}

static void
take_parameter (AtlasVcardLines *self, const char *text, gsize length)
{
  const char *equals = memchr (text, '=', length);
  g_autofree char *name = g_ascii_strup (text, equals != NULL ? equals - text : (gssize) length);
  g_autofree char *value =
    equals != NULL ? decode_parameter (equals + 1, length - (gsize) (equals + 1 - text)) : g_strdup (name);

  g_strstrip (name);
  g_strstrip (value);
  if (strcmp (name, "ENCODING") == 0 || equals == NULL)
    {
      if (g_ascii_strcasecmp (value, "QUOTED-PRINTABLE") == 0)
        {
          self->quoted_printable = TRUE;
          return;
        }
      if (g_ascii_strcasecmp (value, "BASE64") == 0 || g_ascii_strcasecmp (value, "B") == 0)
        {
          self->binary = TRUE;
          return;
        }
    }
  if (equals == NULL || strcmp (name, "TYPE") == 0)
    add_types (self, value);
  else if (strcmp (name, "CHARSET") == 0)
    {
      g_free (self->charset);
      self->charset = g_steal_pointer (&value);
    }
  else if (strcmp (name, "PREF") == 0)
    self->preferred = (int) CLAMP (g_ascii_strtoll (value, NULL, 10), 1, 100);
}

/* Reads all before the colon. Returns where the value begins; NULL where there is no colon. */
static const char *
parse_head (AtlasVcardLines *self, const char *text, gsize length)
{
  const char *end = text + length, *from = text, *c;
  gboolean quoted = FALSE, named = FALSE;

  self->preferred = NOT_PREFERRED;
  self->quoted_printable = FALSE;
  self->binary = FALSE;
  g_clear_pointer (&self->charset, g_free);
  g_ptr_array_set_size (self->types, 0);
  g_string_truncate (self->name, 0);

  for (c = text; c < end; c++)
    {
      if (*c == '"')
        quoted = !quoted;
      if (quoted || (*c != ';' && *c != ':'))
        continue;
      if (!named)
        {
          const char *dot = memchr (text, '.', (gsize) (c - text));

          from = dot != NULL ? dot + 1 : text;
          g_string_append_len (self->name, from, c - from);
          g_string_ascii_up (self->name);
          g_strstrip (self->name->str);
          g_string_truncate (self->name, strlen (self->name->str));
          named = TRUE;
        }
      else
        take_parameter (self, from, (gsize) (c - from));
      from = c + 1;
      if (*c == ':')
        break;
    }
  if (c == end)
    return NULL;
  self->binary |= is_binary_property (self->name->str);
  return c + 1;
}

/* Into UTF-8 without NUL: by the character set that is named, as it is where it is good, else by
 * Windows-1252, in which 2.1 was written where nothing is said. */
static void
decode_charset (AtlasVcardLines *self, GString *text)
{
  for (char *nul; (nul = memchr (text->str, '\0', text->len)) != NULL;)
    *nul = ' ';
  if (self->charset != NULL && g_ascii_strcasecmp (self->charset, "UTF-8") != 0)
    {
      gsize n;
      g_autofree char *converted =
        g_convert (text->str, (gssize) text->len, "UTF-8", self->charset, NULL, &n, NULL);

      if (converted != NULL && memchr (converted, '\0', n) == NULL)
        {
          g_string_truncate (text, 0);
          g_string_append_len (text, converted, (gssize) n);
          return;
        }
    }
  if (!g_utf8_validate_len (text->str, text->len, NULL))
    {
      g_autofree char *foreign = g_strndup (text->str, text->len);
      gsize n = text->len;

      g_string_truncate (text, 0);
      atlas_windows_1252_append (text, foreign, n);
    }
}

/* --- whole lines
 * --------------------------------------------------------------------------------------------- */

/* Whether the line ahead goes on with the one in @self->raw, and takes it. */
static gboolean
unfold (AtlasVcardLines *self)
{
  const char *ahead = self->ahead->str;
  gsize length = self->ahead->len;
  gboolean soft = self->quoted_printable && self->raw->len > 0 && self->raw->str[self->raw->len - 1] == '=';

  if (soft)
    g_string_truncate (self->raw, self->raw->len - 1);
  if (length > 0 && (*ahead == ' ' || *ahead == '\t'))
    {
      ahead++;
      length--;
    }
  else if (soft ? g_ascii_strncasecmp (ahead, "END:", 4) == 0
                : length == 0 || memchr (ahead, ':', length) != NULL)
    return FALSE;
  else if (!soft && !self->binary)
    g_string_append (self->raw, "\\n");
  if (!self->binary)
    g_string_append_len (self->raw, ahead, (gssize) length);
  return TRUE;
}

gboolean
atlas_vcard_lines_next (AtlasVcardLines *self,
                        AtlasVcardLine *line,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GError) local_error = NULL;
  const char *value;
  gint64 number;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (line != NULL, FALSE);

  if (!self->begun && !begin (self, cancellable, error))
    return FALSE;
  if (!self->has_ahead && !read_ahead (self, cancellable, error))
    return FALSE;

  do
    {
      number = self->number;
      g_string_truncate (self->raw, 0);
      g_string_append_len (self->raw, self->ahead->str, (gssize) self->ahead->len);
      parse_head (self, self->raw->str, self->raw->len);
      while (self->raw->len <= ATLAS_VCARD_MAX_BYTES && read_ahead (self, cancellable, &local_error) &&
             unfold (self))
        ;
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (self->raw->len > ATLAS_VCARD_MAX_BYTES)
        return atlas_import_fail_at_line (number, ATLAS_IMPORT_ERROR_TOO_BIG,
                                          _ ("what begins here is longer than 4 MiB"), error);
      /* Once more: a head may have been folded. */
      value = parse_head (self, self->raw->str, self->raw->len);
    }
  while ((value == NULL || self->binary) && self->has_ahead);
  if (value == NULL || self->binary)
    return FALSE;

  g_string_truncate (self->value, 0);
  g_string_append_len (self->value, value, (gssize) (self->raw->len - (gsize) (value - self->raw->str)));
  if (self->quoted_printable)
    {
      atlas_vcard_decode_quoted_printable (self->value);
    }
  decode_charset (self, self->value);
  decode_charset (self, self->name);

  g_ptr_array_add (self->types, NULL);
  line->name = self->name->str;
  line->value = self->value->str;
  line->types = (const char *const *) self->types->pdata;
  line->preferred = self->preferred;
  line->number = number;
  return TRUE;
}

gboolean
atlas_vcard_line_has_type (const AtlasVcardLine *line, const char *type)
{
  g_return_val_if_fail (line != NULL, FALSE);

  return g_strv_contains (line->types, type);
}
