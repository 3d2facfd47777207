/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-vcard-text.h"

static int
from_hex (char c)
{
  return g_ascii_xdigit_value (c);
}

void
atlas_vcard_decode_quoted_printable (GString *text)
{
  gsize to = 0;

  g_return_if_fail (text != NULL);

  for (gsize i = 0; i < text->len; i++)
    {
      if (text->str[i] == '=' && i + 2 < text->len && from_hex (text->str[i + 1]) >= 0 &&
          from_hex (text->str[i + 2]) >= 0)
        {
          text->str[to++] = (char) (from_hex (text->str[i + 1]) * 16 + from_hex (text->str[i + 2]));
          i += 2;
        }
      else
        text->str[to++] = text->str[i];
    }
  g_string_truncate (text, to);
  g_string_replace (text, "\r\n", "\n", 0);
  g_string_replace (text, "\r", "\n", 0);
}

char **
atlas_vcard_split (const char *value, char separator)
{
  GPtrArray *parts;
  const char *from = value;

  g_return_val_if_fail (value != NULL, NULL);

  parts = g_ptr_array_new ();
  for (const char *c = value;; c++)
    {
      if (*c == '\\' && c[1] != '\0')
        {
          c++;
          continue;
        }
      if (*c != separator && *c != '\0')
        continue;
      g_ptr_array_add (parts, g_strndup (from, (gsize) (c - from)));
      if (*c == '\0')
        break;
      from = c + 1;
    }
  g_ptr_array_add (parts, NULL);
  return (char **) g_ptr_array_free (parts, FALSE);
}

char *
atlas_vcard_unescape (const char *value)
{
  GString *out;

  g_return_val_if_fail (value != NULL, NULL);

  out = g_string_new (NULL);
  for (const char *c = value; *c != '\0'; c++)
    {
      if (*c == '\\' && c[1] != '\0')
        {
          c++;
          g_string_append_c (out, *c == 'n' || *c == 'N' ? '\n' : *c);
        }
      else
        g_string_append_c (out, *c);
    }
  return g_string_free (out, FALSE);
}
