/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-json-scanner.h"

#include <string.h>

#include "atlas-i18n.h"

/* What the grammar allows next. */
typedef enum
{
  EXPECT_VALUE,
  EXPECT_VALUE_OR_END, /* after "[" */
  EXPECT_KEY_OR_END,   /* after "{" */
  EXPECT_COMMA_OR_END, /* after a value within an array or object */
  EXPECT_NOTHING,      /* after the outermost value */
  EXPECT_FAILED,
} Expect;

struct _AtlasJsonScanner
{
  const char *text;
  const char *end;
  const char *at;

  Expect expect;
  AtlasJsonToken last;
  const char *token_start;
  const char *token_end;
  const char *value;
  gsize value_length;

  guint depth;
  guint8 in_object[ATLAS_JSON_MAX_DEPTH + 1]; /* by depth */

  char *scratch; /* a decoded string */
  gsize scratch_size;
  GError *failure;
};

G_DEFINE_QUARK (atlas_json_error, atlas_json_error)

#define EACH_BYTE(b) (G_GUINT64_CONSTANT (0x0101010101010101) * (guint8) (b))

AtlasJsonScanner *
atlas_json_scanner_new (const char *text, gsize length)
{
  AtlasJsonScanner *self = g_new0 (AtlasJsonScanner, 1);

  atlas_json_scanner_reset (self, text, length);
  return self;
}

void
atlas_json_scanner_reset (AtlasJsonScanner *self, const char *text, gsize length)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL || length == 0);

  self->text = self->at = self->token_start = self->token_end = text ? text : "";
  self->end = self->text + length;
  self->expect = EXPECT_VALUE;
  self->last = ATLAS_JSON_END;
  self->value = NULL;
  self->value_length = 0;
  self->depth = 0;
  g_clear_error (&self->failure);
}

void
atlas_json_scanner_free (AtlasJsonScanner *self)
{
  if (self == NULL)
    return;
  g_clear_error (&self->failure);
  g_free (self->scratch);
  g_free (self);
}

/* Remembers the first fault, at byte @at; every later call repeats it. */
static gboolean
fail (AtlasJsonScanner *self, AtlasJsonError code, const char *at, const char *message)
{
  g_assert (self->failure == NULL);

  self->failure = g_error_new_literal (ATLAS_JSON_ERROR, (int) code, message);
  self->expect = EXPECT_FAILED;
  self->token_start = self->token_end = at;
  self->value = NULL;
  self->value_length = 0;
  return FALSE;
}

static gboolean
fail_early_end (AtlasJsonScanner *self)
{
  return fail (self, ATLAS_JSON_ERROR_SYNTAX, self->end, _ ("the text breaks off"));
}

/* Length in bytes of the UTF-8 sequence at @at, whose first byte is >= 0x80; 0 if it is invalid: overlong, a
 * surrogate, beyond U+10FFFF or cut off. RFC 3629, section 4. */
static inline guint
utf8_sequence_length (const char *at, const char *end)
{
  const guint8 *b = (const guint8 *) at;
  gsize left = (gsize) (end - at);

  if (b[0] < 0xc2)
    return 0;
  if (b[0] < 0xe0)
    return left >= 2 && (b[1] & 0xc0) == 0x80 ? 2 : 0;
  if (b[0] < 0xf0)
    {
      if (left < 3 || (b[1] & 0xc0) != 0x80 || (b[2] & 0xc0) != 0x80)
        return 0;
      if ((b[0] == 0xe0 && b[1] < 0xa0) || (b[0] == 0xed && b[1] > 0x9f))
        return 0;
      return 3;
    }
  if (b[0] < 0xf5)
    {
      if (left < 4 || (b[1] & 0xc0) != 0x80 || (b[2] & 0xc0) != 0x80 || (b[3] & 0xc0) != 0x80)
        return 0;
      if ((b[0] == 0xf0 && b[1] < 0x90) || (b[0] == 0xf4 && b[1] > 0x8f))
        return 0;
      return 4;
    }
  return 0;
}

/* Moves over plain ASCII, eight bytes at a time, to the first byte that needs a look: a quote, a backslash, a
 * control character or a byte >= 0x80; @end if there is none. */
static inline const char *
skip_plain (const char *at, const char *end)
{
  while (end - at >= 8)
    {
      guint64 word, quote, backslash, special;

      memcpy (&word, at, 8);
      word = GUINT64_FROM_LE (word);
      quote = word ^ EACH_BYTE ('"');
      backslash = word ^ EACH_BYTE ('\\');
      /* The top bit of a byte is set where the byte is special. A borrow can set it falsely, but only above
       * a byte that is special indeed, and the lowest is the one that counts. */
      special = ((quote - EACH_BYTE (1)) & ~quote) | ((backslash - EACH_BYTE (1)) & ~backslash) |
                ((word - EACH_BYTE (0x20)) & ~word) | word;
      special &= EACH_BYTE (0x80);
      if (special != 0)
        return at + (__builtin_ctzll (special) >> 3);
      at += 8;
    }
  while (at < end && (guint8) *at >= 0x20 && *at != '"' && *at != '\\' && (guint8) *at < 0x80)
    at++;
  return at;
}

static gboolean
read_hex (const char *at, const char *end, guint *code)
{
  guint value = 0;

  if (end - at < 4)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (at[i]);

      if (digit < 0)
        return FALSE;
      value = value << 4 | (guint) digit;
    }
  *code = value;
  return TRUE;
}

/* Decodes the escape at self->at, a backslash, to @out; what it wrote in @written. */
static gboolean
decode_escape (AtlasJsonScanner *self, char *out, gsize *written)
{
  const char *start = self->at;
  guint code, low;

  if (self->end - start < 2)
    return fail_early_end (self);

  self->at += 2;
  *written = 1;
  switch (start[1])
    {
    case '"':
    case '\\':
    case '/':
      *out = start[1];
      return TRUE;
    case 'b':
      *out = '\b';
      return TRUE;
    case 'f':
      *out = '\f';
      return TRUE;
    case 'n':
      *out = '\n';
      return TRUE;
    case 'r':
      *out = '\r';
      return TRUE;
    case 't':
      *out = '\t';
      return TRUE;
    case 'u':
      break;
    default:
      return fail (self, ATLAS_JSON_ERROR_SYNTAX, start,
                   _ ("a backslash stands before a character that takes none"));
    }

  if (!read_hex (self->at, self->end, &code))
    return fail (self, ATLAS_JSON_ERROR_SYNTAX, start,
                 _ ("“\\u” must be followed by four hexadecimal digits"));
  self->at += 4;
  if (code >= 0xd800 && code < 0xe000)
    {
      if (code >= 0xdc00 || self->end - self->at < 6 || self->at[0] != '\\' || self->at[1] != 'u' ||
          !read_hex (self->at + 2, self->end, &low) || low < 0xdc00 || low > 0xdfff)
        return fail (self, ATLAS_JSON_ERROR_ENCODING, start, _ ("half of a surrogate pair stands alone"));
      self->at += 6;
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }

  *written = (gsize) g_unichar_to_utf8 (code, out);
  return TRUE;
}

/* The string whose opening quote is at self->at. */
static gboolean
read_string (AtlasJsonScanner *self)
{
  const char *from = ++self->at; /* where the part not yet copied begins */
  gsize used = 0;
  gboolean escaped = FALSE;

  for (;;)
    {
      self->at = skip_plain (self->at, self->end);
      if (self->at >= self->end)
        return fail_early_end (self);

      if (*self->at == '"')
        break;
      if (*self->at == '\\')
        {
          gsize part = (gsize) (self->at - from), written;

          if (used + part + 4 > self->scratch_size)
            {
              self->scratch_size = MAX (used + part + 4, 2 * self->scratch_size);
              self->scratch = g_realloc (self->scratch, self->scratch_size);
            }
          memcpy (self->scratch + used, from, part);
          used += part;
          if (!decode_escape (self, self->scratch + used, &written))
            return FALSE;
          used += written;
          from = self->at;
          escaped = TRUE;
        }
      else if ((guint8) *self->at >= 0x80)
        {
          guint n = utf8_sequence_length (self->at, self->end);

          if (n == 0)
            return fail (self, ATLAS_JSON_ERROR_ENCODING, self->at, _ ("the text is not valid UTF-8"));
          self->at += n;
        }
      else
        {
          return fail (self, ATLAS_JSON_ERROR_SYNTAX, self->at,
                       _ ("a control character, such as a line break, stands within quotes"));
        }
    }

  if (escaped)
    {
      gsize part = (gsize) (self->at - from);

      if (used + part > self->scratch_size)
        {
          self->scratch_size = used + part;
          self->scratch = g_realloc (self->scratch, self->scratch_size);
        }
      memcpy (self->scratch + used, from, part);
      self->value = self->scratch;
      self->value_length = used + part;
    }
  else
    {
      self->value = from;
      self->value_length = (gsize) (self->at - from);
    }

  self->token_end = ++self->at;
  return TRUE;
}

static inline const char *
skip_digits (const char *at, const char *end)
{
  while (at < end && g_ascii_isdigit (*at))
    at++;
  return at;
}

static gboolean
read_number (AtlasJsonScanner *self)
{
  const char *at = self->at, *end = self->end, *digits;

  if (*at == '-')
    at++;
  digits = at;
  at = skip_digits (at, end);
  if (at == digits || (*digits == '0' && at - digits > 1))
    return fail (self, ATLAS_JSON_ERROR_SYNTAX, self->at, _ ("a number is malformed"));
  if (at < end && *at == '.')
    {
      digits = ++at;
      at = skip_digits (at, end);
      if (at == digits)
        return fail (self, ATLAS_JSON_ERROR_SYNTAX, self->at, _ ("a number is malformed"));
    }
  if (at < end && (*at == 'e' || *at == 'E'))
    {
      at++;
      if (at < end && (*at == '+' || *at == '-'))
        at++;
      digits = at;
      at = skip_digits (at, end);
      if (at == digits)
        return fail (self, ATLAS_JSON_ERROR_SYNTAX, self->at, _ ("a number is malformed"));
    }

  self->value = self->at;
  self->value_length = (gsize) (at - self->at);
  self->at = self->token_end = at;
  return TRUE;
}

static gboolean
read_word (AtlasJsonScanner *self, const char *word, gsize length)
{
  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return fail (self, ATLAS_JSON_ERROR_SYNTAX, self->at, _ ("a word stands without quotes"));

  self->value = self->at;
  self->value_length = length;
  self->token_end = self->at += length;
  return TRUE;
}

static inline void
skip_space (AtlasJsonScanner *self)
{
  const char *at = self->at;

  while (at < self->end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
    at++;
  self->at = at;
}

static inline void
expect_after_value (AtlasJsonScanner *self)
{
  self->expect = self->depth == 0 ? EXPECT_NOTHING : EXPECT_COMMA_OR_END;
}

static AtlasJsonToken
open_nested (AtlasJsonScanner *self, gboolean object)
{
  if (self->depth == ATLAS_JSON_MAX_DEPTH)
    {
      fail (self, ATLAS_JSON_ERROR_DEPTH, self->at, _ ("lists and objects are nested too deeply"));
      return ATLAS_JSON_INVALID;
    }
  self->in_object[++self->depth] = object;
  self->token_end = ++self->at;
  self->expect = object ? EXPECT_KEY_OR_END : EXPECT_VALUE_OR_END;
  return object ? ATLAS_JSON_OBJECT_START : ATLAS_JSON_ARRAY_START;
}

static AtlasJsonToken
close_nested (AtlasJsonScanner *self)
{
  gboolean object = self->in_object[self->depth];

  self->depth--;
  self->token_end = ++self->at;
  expect_after_value (self);
  return object ? ATLAS_JSON_OBJECT_END : ATLAS_JSON_ARRAY_END;
}

static AtlasJsonToken
read_key (AtlasJsonScanner *self)
{
  if (*self->at != '"')
    {
      fail (self, ATLAS_JSON_ERROR_SYNTAX, self->at, _ ("a name in quotes was expected"));
      return ATLAS_JSON_INVALID;
    }
  if (!read_string (self))
    return ATLAS_JSON_INVALID;

  /* The colon belongs to the key: a key is never told of that has no value. */
  skip_space (self);
  if (self->at >= self->end)
    {
      fail_early_end (self);
      return ATLAS_JSON_INVALID;
    }
  if (*self->at != ':')
    {
      fail (self, ATLAS_JSON_ERROR_SYNTAX, self->at, _ ("a colon is missing after a name"));
      return ATLAS_JSON_INVALID;
    }
  self->at++;
  self->expect = EXPECT_VALUE;
  return ATLAS_JSON_KEY;
}

static AtlasJsonToken
read_value (AtlasJsonScanner *self)
{
  AtlasJsonToken token;
  gboolean valid;

  switch (*self->at)
    {
    case '"':
      valid = read_string (self);
      token = ATLAS_JSON_STRING;
      break;
    case '{':
      return open_nested (self, TRUE);
    case '[':
      return open_nested (self, FALSE);
    case 't':
      valid = read_word (self, "true", 4);
      token = ATLAS_JSON_TRUE;
      break;
    case 'f':
      valid = read_word (self, "false", 5);
      token = ATLAS_JSON_FALSE;
      break;
    case 'n':
      valid = read_word (self, "null", 4);
      token = ATLAS_JSON_NULL;
      break;
    default:
      if (*self->at == '-' || g_ascii_isdigit (*self->at))
        valid = read_number (self);
      else
        valid = fail (self, ATLAS_JSON_ERROR_SYNTAX, self->at, _ ("a value was expected"));
      token = ATLAS_JSON_NUMBER;
      break;
    }
  if (!valid)
    return ATLAS_JSON_INVALID;

  expect_after_value (self);
  return token;
}

static AtlasJsonToken
read_token (AtlasJsonScanner *self)
{
  if (self->expect == EXPECT_FAILED)
    return ATLAS_JSON_INVALID;

  skip_space (self);
  self->token_start = self->at;
  if (self->at >= self->end)
    {
      if (self->expect != EXPECT_NOTHING)
        {
          fail_early_end (self);
          return ATLAS_JSON_INVALID;
        }
      self->token_end = self->at;
      self->value = NULL;
      self->value_length = 0;
      return ATLAS_JSON_END;
    }

  switch (self->expect)
    {
    case EXPECT_VALUE_OR_END:
      if (*self->at == ']')
        return close_nested (self);
      return read_value (self);

    case EXPECT_VALUE:
      return read_value (self);

    case EXPECT_KEY_OR_END:
      if (*self->at == '}')
        return close_nested (self);
      return read_key (self);

    case EXPECT_COMMA_OR_END:
      if (*self->at == (self->in_object[self->depth] ? '}' : ']'))
        return close_nested (self);
      if (*self->at != ',')
        {
          fail (self, ATLAS_JSON_ERROR_SYNTAX, self->at, _ ("a comma or a closing bracket is missing"));
          return ATLAS_JSON_INVALID;
        }
      self->at++;
      skip_space (self);
      self->token_start = self->at;
      if (self->at >= self->end)
        {
          fail_early_end (self);
          return ATLAS_JSON_INVALID;
        }
      return self->in_object[self->depth] ? read_key (self) : read_value (self);

    case EXPECT_NOTHING:
      fail (self, ATLAS_JSON_ERROR_SYNTAX, self->at, _ ("there is more text after the end"));
      return ATLAS_JSON_INVALID;

    case EXPECT_FAILED:
    default:
      g_assert_not_reached ();
    }
}

AtlasJsonToken
atlas_json_scanner_next (AtlasJsonScanner *self, GError **error)
{
  g_return_val_if_fail (self != NULL, ATLAS_JSON_INVALID);

  self->last = read_token (self);
  if (G_UNLIKELY (self->last == ATLAS_JSON_INVALID) && error)
    *error = g_error_copy (self->failure);
  return self->last;
}

const char *
atlas_json_scanner_get_text (AtlasJsonScanner *self, gsize *length)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (length)
    *length = self->value_length;
  return self->value ? self->value : "";
}

void
atlas_json_scanner_get_span (AtlasJsonScanner *self, gsize *start, gsize *end)
{
  g_return_if_fail (self != NULL);

  if (start)
    *start = (gsize) (self->token_start - self->text);
  if (end)
    *end = (gsize) (self->token_end - self->text);
}

gboolean
atlas_json_scanner_skip (AtlasJsonScanner *self, GError **error)
{
  guint depth;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->last == ATLAS_JSON_KEY)
    atlas_json_scanner_next (self, error);
  if (self->last == ATLAS_JSON_OBJECT_START || self->last == ATLAS_JSON_ARRAY_START)
    {
      depth = self->depth;
      while (self->depth >= depth)
        if (atlas_json_scanner_next (self, error) == ATLAS_JSON_INVALID)
          break;
    }
  return self->last != ATLAS_JSON_INVALID;
}
