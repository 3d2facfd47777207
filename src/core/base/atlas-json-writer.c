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
atlas_json_append_real (GString *out, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    {
      g_string_append (out, "null");
      return;
    }

  /* Positions have few decimals: try short forms before the 17 digits that always read back. */
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
  char buffer[24];

  g_snprintf (buffer, sizeof buffer, "%" G_GINT64_FORMAT, value);
  g_string_append (out, buffer);
}
