/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-fold.h"

#include <string.h>

/* Letters that Unicode does not decompose but that people type in plain ASCII. */
static const char *
plain_letter (gunichar c)
{
  switch (c)
    {
    case 0x00c6:
    case 0x00e6:
      return "ae";
    case 0x0152:
    case 0x0153:
      return "oe";
    case 0x00d8:
    case 0x00f8:
      return "o";
    case 0x00df:
    case 0x1e9e:
      return "ss";
    case 0x0110:
    case 0x0111:
    case 0x00d0:
    case 0x00f0:
      return "d";
    case 0x0141:
    case 0x0142:
      return "l";
    case 0x00de:
    case 0x00fe:
      return "th";
    case 0x0131:
      return "i";
    case 0x2018:
    case 0x2019:
    case 0x201b:
    case 0x02bc:
    case 0x00b4:
    case 0x0060:
      return "'";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
      return "-";
    case 0x00a0:
    case 0x202f:
    case 0x2009:
      return " ";
    default:
      return NULL;
    }
}

static void
append_folded_character (GString *out, gunichar c)
{
  const char *plain = plain_letter (c);
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n;

  if (plain)
    {
      g_string_append (out, plain);
      return;
    }

  n = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));
  for (gsize i = 0; i < n; i++)
    {
      GUnicodeType type = g_unichar_type (parts[i]);

      if (type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK ||
          type == G_UNICODE_SPACING_MARK)
        continue;
      plain = n > 1 ? plain_letter (parts[i]) : NULL;
      if (plain)
        g_string_append (out, plain);
      else
        g_string_append_unichar (out, g_unichar_tolower (parts[i]));
    }
}

static gboolean
is_ascii (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80)
      return FALSE;
  return TRUE;
}

static GString *
fold_to_string (const char *text, gsize length)
{
  GString *out = g_string_sized_new (length + 1);
  const char *end = text + length;

  while (text < end)
    {
      gunichar c = g_utf8_get_char_validated (text, end - text);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          text++;
          continue;
        }
      append_folded_character (out, c);
      text = g_utf8_next_char (text);
    }

  return out;
}

char *
atlas_fold (const char *text, gssize length)
{
  gsize n;

  g_return_val_if_fail (text != NULL, NULL);

  n = length < 0 ? strlen (text) : (gsize) length;
  if (is_ascii (text, n))
    return g_ascii_strdown (text, (gssize) n);

  return g_string_free (fold_to_string (text, n), FALSE);
}

gsize
atlas_fold_into (const char *text, gssize length, char *buffer, gsize size)
{
  gsize n;

  g_return_val_if_fail (text != NULL, 0);
  g_return_val_if_fail (buffer != NULL && size > 0, 0);

  n = length < 0 ? strlen (text) : (gsize) length;
  if (is_ascii (text, n))
    {
      n = MIN (n, size - 1);
      for (gsize i = 0; i < n; i++)
        buffer[i] = g_ascii_tolower (text[i]);
    }
  else
    {
      GString *folded = fold_to_string (text, n);

      n = MIN (folded->len, size - 1);
      while (n > 0 && n < folded->len && ((guchar) folded->str[n] & 0xc0) == 0x80)
        n--;
      memcpy (buffer, folded->str, n);
      g_string_free (folded, TRUE);
    }

  buffer[n] = '\0';
  return n;
}

/* Of folded text; returns how long it is then. */
static gsize
keep_words (char *text, gsize n)
{
  gsize to = 0;
  gboolean gap = FALSE;

  for (gsize i = 0; i < n; i++)
    {
      guchar c = (guchar) text[i];

      if (c == '\'')
        continue;
      if (c < 0x80 && !g_ascii_isalnum (c))
        {
          gap = to > 0;
          continue;
        }
      if (gap)
        text[to++] = ' ';
      gap = FALSE;
      text[to++] = (char) c;
    }

  text[to] = '\0';
  return to;
}

gsize
atlas_fold_words (const char *text, gssize length, char *buffer, gsize size)
{
  return keep_words (buffer, atlas_fold_into (text, length, buffer, size));
}

char *
atlas_fold_dup_words (const char *text, gssize length)
{
  char *folded;

  g_return_val_if_fail (text != NULL, NULL);

  folded = atlas_fold (text, length);
  keep_words (folded, strlen (folded));
  return folded;
}

gboolean
atlas_fold_contains_prefix (const char *folded, const char *prefix)
{
  gsize length;

  g_return_val_if_fail (folded != NULL, FALSE);
  g_return_val_if_fail (prefix != NULL, FALSE);

  length = strlen (prefix);
  for (const char *at = folded; (at = strstr (at, prefix)) != NULL; at++)
    {
      if (at == folded || ((guchar) at[-1] < 0x80 && !g_ascii_isalnum (at[-1])))
        return TRUE;
      if (length == 0)
        return TRUE;
    }

  return FALSE;
}
