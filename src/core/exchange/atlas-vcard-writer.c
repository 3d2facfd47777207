/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-vcard-writer.h"

#define LINE_OCTETS 75

/* Bytes of the line break that @text begins with; 0 for none. */
static gsize
line_break (const char *text)
{
  const guchar *c = (const guchar *) text;

  if (c[0] == '\r')
    return c[1] == '\n' ? 2 : 1;
  if (c[0] == '\n' || c[0] == '\v' || c[0] == '\f')
    return 1;
  if (c[0] == 0xc2 && c[1] == 0x85)
    return 2;
  if (c[0] == 0xe2 && c[1] == 0x80 && (c[2] == 0xa8 || c[2] == 0xa9))
    return 3;
  return 0;
}

void
atlas_vcard_escape (GString *out, const char *text)
{
  g_return_if_fail (out != NULL);
  g_return_if_fail (text != NULL);

  while (*text != '\0')
    {
      gsize n = line_break (text);
      guchar c = (guchar) *text;

      if (n > 0)
        {
          g_string_append (out, "\\n");
          text += n;
          continue;
        }
      if (c == '\\' || c == ';' || c == ',')
        g_string_append_c (out, '\\');
      g_string_append_c (out, (c < 0x20 && c != '\t') || c == 0x7f ? ' ' : *text);
      text++;
    }
}

/* Ends the line that begins at @start: folds it, which adds a line break and a space wherever it gets too
 * long. */
static void
end_line (GString *out, gsize start)
{
  gsize room = LINE_OCTETS;

  while (out->len - start > room)
    {
      gsize cut = start + room;

      /* Not within a character, whose bytes after the first are 10xxxxxx. Of what is no UTF-8 any cut will
       * do. */
      while (cut > start + room - 4 && ((guchar) out->str[cut] & 0xc0) == 0x80)
        cut--;
      g_string_insert_len (out, (gssize) cut, "\r\n ", 3);
      start = cut + 3;
      room = LINE_OCTETS - 1; /* the space counts */
    }
  g_string_append (out, "\r\n");
}

void
atlas_vcard_append_line (GString *out, const char *name, const char *value)
{
  gsize start;

  g_return_if_fail (out != NULL);
  g_return_if_fail (name != NULL);

  if (value == NULL || *value == '\0')
    return;
  start = out->len;
  g_string_append (out, name);
  g_string_append_c (out, ':');
  atlas_vcard_escape (out, value);
  end_line (out, start);
}

void
atlas_vcard_append_parts (
  GString *out, const char *name, const char *const *parts, guint n_parts, char separator)
{
  gsize start;
  gboolean any = FALSE;

  g_return_if_fail (out != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (parts != NULL);

  start = out->len;
  g_string_append (out, name);
  g_string_append_c (out, ':');
  for (guint i = 0; i < n_parts; i++)
    {
      if (i > 0)
        g_string_append_c (out, separator);
      if (parts[i] == NULL || *parts[i] == '\0')
        continue;
      atlas_vcard_escape (out, parts[i]);
      any = TRUE;
    }
  if (any)
    end_line (out, start);
  else
    g_string_truncate (out, start);
}
