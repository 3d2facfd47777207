/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-json-writer.h"

#include <math.h>
#include <string.h>

void
atlas_json_append_string (GString *out, const char *text, gssize length)
{
  gsize n, from = 0;

  g_return_if_fail (out != NULL);
  g_return_if_fail (text != NULL);

  n = length < 0 ? strlen (text) : (gsize) length;
  g_string_append_c (out, '"');
  for (gsize i = 0; i < n; i++)
    {
      guchar c = (guchar) text[i];
      char escape[8];

      if (c >= 0x20 && c != '"' && c != '\\' && c != 0xe2)
        continue;
      if (c == 0xe2)
        {
          /* U+2028 and U+2029 are E2 80 A8 and E2 80 A9. */
          if (i + 2 >= n || (guchar) text[i + 1] != 0x80 || ((guchar) text[i + 2] & 0xfe) != 0xa8)
            continue;
          g_snprintf (escape, sizeof escape, "\\u%04x", 0x2028 + ((guchar) text[i + 2] & 1));
        }
      else
        {
          const char *short_form = c == '"'    ? "\\\""
                                   : c == '\\' ? "\\\\"
                                   : c == '\n' ? "\\n"
                                   : c == '\t' ? "\\t"
                                   : c == '\r' ? "\\r"
                                   : c == '\b' ? "\\b"
                                   : c == '\f' ? "\\f"
                                               : NULL;

          if (short_form)
            g_strlcpy (escape, short_form, sizeof escape);
          else
            g_snprintf (escape, sizeof escape, "\\u%04x", c);
        }
      g_string_append_len (out, text + from, (gssize) (i - from));
      g_string_append (out, escape);
      if (c == 0xe2)
        i += 2;
      from = i + 1;
    }
  g_string_append_len (out, text + from, (gssize) (n - from));
  g_string_append_c (out, '"');
}

void
atlas_json_append_string_or_null (GString *out, const char *text)
{
  g_return_if_fail (out != NULL);

  if (text)
    atlas_json_append_string (out, text, -1);
  else
    g_string_append (out, "null");
}

/* @scaled / 10^@decimals, without idle zeros. */
static void
append_decimal (GString *out, gint64 scaled, int decimals)
{
  char buffer[32];
  char *at = buffer + sizeof buffer;
  guint64 rest = scaled < 0 ? -(guint64) scaled : (guint64) scaled; /* the least has no opposite */

  while (decimals > 0 && rest % 10 == 0)
    {
      rest /= 10;
      decimals--;
    }
  for (int i = 0; i <= decimals || rest > 0; i++)
    {
      if (i == decimals && i > 0)
        *--at = '.';
      *--at = (char) ('0' + rest % 10);
      rest /= 10;
    }
  if (scaled < 0)
    *--at = '-';
  g_string_append_len (out, at, buffer + sizeof buffer - at);
}

void
atlas_json_append_real (GString *out, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    {
      g_string_append (out, "null");
      return;
    }

  /* Positions have few decimals. A quotient of two exact numbers is what reading the decimal form gives, so
   * equality here means that it reads back; and it spares printing and parsing. */
  for (double scale = 1e5; scale <= 1e7 && fabs (value) < 1e7; scale *= 100)
    {
      gint64 scaled = llround (value * scale);

      if ((double) scaled / scale == value && scaled != 0)
        {
          append_decimal (out, scaled, scale == 1e5 ? 5 : 7);
          return;
        }
    }

  /* Try short forms before the 17 digits that always read back. */
  for (int digits = 9; digits <= 17; digits += digits == 9 ? 6 : 1)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (buffer, sizeof buffer, format, value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }
  g_string_append (out, buffer);
}

void
atlas_json_append_integer (GString *out, gint64 value)
{
  g_return_if_fail (out != NULL);

  append_decimal (out, value, 0);
}

gboolean
atlas_json_append_value (GString *out, AtlasJsonScanner *scanner, GError **error)
{
  guint depth = 0;
  gboolean comma = FALSE;

  g_return_val_if_fail (out != NULL, FALSE);
  g_return_val_if_fail (scanner != NULL, FALSE);

  do
    {
      AtlasJsonToken token = atlas_json_scanner_next (scanner, error);
      gboolean ends = token == ATLAS_JSON_OBJECT_END || token == ATLAS_JSON_ARRAY_END;
      gsize length;
      const char *text;

      if (token == ATLAS_JSON_INVALID || token == ATLAS_JSON_END || (ends && depth == 0))
        return FALSE;

      text = atlas_json_scanner_get_text (scanner, &length);
      if (comma && !ends)
        g_string_append_c (out, ',');
      comma = token != ATLAS_JSON_KEY && token != ATLAS_JSON_OBJECT_START && token != ATLAS_JSON_ARRAY_START;
      switch (token)
        {
        case ATLAS_JSON_OBJECT_START:
        case ATLAS_JSON_ARRAY_START:
          g_string_append_c (out, token == ATLAS_JSON_OBJECT_START ? '{' : '[');
          depth++;
          break;
        case ATLAS_JSON_OBJECT_END:
        case ATLAS_JSON_ARRAY_END:
          g_string_append_c (out, token == ATLAS_JSON_OBJECT_END ? '}' : ']');
          depth--;
          break;
        case ATLAS_JSON_KEY:
          atlas_json_append_string (out, text, (gssize) length);
          g_string_append_c (out, ':');
          break;
        case ATLAS_JSON_STRING:
          atlas_json_append_string (out, text, (gssize) length);
          break;
        default: /* a number, or true, false, null: the words are their own text */
          g_string_append_len (out, text, (gssize) length);
          break;
        }
    }
  while (depth > 0);
  return TRUE;
}
