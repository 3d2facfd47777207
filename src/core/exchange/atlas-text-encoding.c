/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-text-encoding.h"

#include <string.h>

/* Bytes 0x80 to 0x9f of Windows-1252. */
static const gunichar2 windows_1252[32] = {
  0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
  0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
  0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
};

void
atlas_windows_1252_append (GString *out, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];

      if (c < 0x80)
        g_string_append_c (out, text[i]);
      else
        g_string_append_unichar (out, c < 0xa0 ? windows_1252[c - 0x80] : c);
    }
}

/* The byte that Windows-1252 has for a character, or -1. */
static int
find_byte (gunichar c)
{
  if (c < 0x80 || (c >= 0xa0 && c <= 0xff))
    return (int) c;
  for (guint i = 0; i < G_N_ELEMENTS (windows_1252); i++)
    if (windows_1252[i] == c)
      return (int) i + 0x80;
  return -1;
}

gsize
atlas_utf_16_decode (const guint8 *text, gsize length, gboolean big, gboolean last, char *out, gsize *n_used)
{
  char *to = out;
  gsize i = 0;

  g_assert (length % 2 == 0);

  while (i < length)
    {
      gunichar c = big ? (gunichar) text[i] << 8 | text[i + 1] : (gunichar) text[i + 1] << 8 | text[i];

      if (c >= 0xd800 && c < 0xdc00)
        {
          gunichar low;

          if (i + 4 > length && !last)
            break;
          low = i + 4 > length ? 0
                : big          ? (gunichar) text[i + 2] << 8 | text[i + 3]
                               : (gunichar) text[i + 3] << 8 | text[i + 2];
          if (low >= 0xdc00 && low < 0xe000)
            {
              c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
              i += 2;
            }
          else
            c = 0xfffd;
        }
      else if (c >= 0xdc00 && c < 0xe000)
        c = 0xfffd;
      i += 2;
      if (c < 0x80)
        *to++ = (char) c;
      else
        to += g_unichar_to_utf8 (c, to);
    }
  *n_used = i;
  return (gsize) (to - out);
}

/* What a text that was broken is made of when mended: letters, and the signs that word processors set by
 * themselves. */
static gboolean
is_likely (gunichar c)
{
  return g_unichar_isalpha (c) || g_unichar_ismark (c) || (c >= 0x2010 && c <= 0x2026) || c == 0xa0 ||
         c == 0x20ac || c == 0xab || c == 0xbb || c == 0xb0;
}

char *
atlas_text_mend (const char *text, gsize length)
{
  g_autofree char *bytes = NULL;
  const char *end = text + length;
  gboolean any = FALSE;
  gsize n = 0;

  /* Most texts are ASCII, and most others begin a pair with none of these. */
  for (gsize i = 0; i + 1 < length && !any; i++)
    any = (guchar) text[i] == 0xc3 &&
          ((guchar) text[i + 1] == 0x83 || (guchar) text[i + 1] == 0x82 || (guchar) text[i + 1] == 0xa2 ||
           (guchar) text[i + 1] == 0x84 || (guchar) text[i + 1] == 0x85);
  if (!any || !g_utf8_validate (text, (gssize) length, NULL))
    return NULL;

  bytes = g_malloc (length + 1);
  for (const char *at = text; at < end; at = g_utf8_next_char (at))
    {
      int byte = find_byte (g_utf8_get_char (at));

      if (byte < 0)
        return NULL;
      bytes[n++] = (char) byte;
    }
  bytes[n] = '\0';
  if (!g_utf8_validate (bytes, (gssize) n, NULL))
    return NULL;
  for (const char *at = bytes; at < bytes + n; at = g_utf8_next_char (at))
    if ((guchar) *at >= 0x80 && !is_likely (g_utf8_get_char (at)))
      return NULL;
  return g_steal_pointer (&bytes);
}
