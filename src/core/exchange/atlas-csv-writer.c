/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-csv-writer.h"

#include <string.h>

#include "atlas-json-writer.h"

/* Whether a spreadsheet might take a text that begins so for more than a text. */
static gboolean
begins_formula (const char *text, gsize length)
{
  static const char *const wide_signs[] = { "＝", "＋", "－", "＠" };
  guchar first = length > 0 ? (guchar) text[0] : 'a';

  if (first < 0x20 || first == 0x7f)
    return TRUE;
  if (first < 0x80)
    return first == '=' || first == '+' || first == '-' || first == '@';
  /* U+0080 to U+009F are control characters as well. */
  if (first == 0xc2)
    return length > 1 && (guchar) text[1] < 0xa0;
  for (gsize i = 0; i < G_N_ELEMENTS (wide_signs); i++)
    if (length >= 3 && memcmp (text, wide_signs[i], 3) == 0)
      return TRUE;
  return FALSE;
}

static gsize
count_apostrophes (const char *text, gsize length)
{
  gsize n = 0;

  while (n < length && text[n] == '\'')
    n++;
  return n;
}

static gboolean
needs_apostrophe (const char *text, gsize length)
{
  gsize n = count_apostrophes (text, length);

  return begins_formula (text + n, length - n);
}

gboolean
atlas_csv_is_protected (const char *text, gsize length)
{
  g_return_val_if_fail (text != NULL || length == 0, FALSE);

  return length > 1 && text[0] == '\'' && needs_apostrophe (text, length);
}

static gboolean
needs_quotes (const char *text, gsize length)
{
  if (length > 0 && (text[0] == ' ' || text[length - 1] == ' '))
    return TRUE;
  for (gsize i = 0; i < length; i++)
    switch (text[i])
      {
      case ',':
      case '"':
      case '\r':
      case '\n':
      case ';':
      case '\t':
        return TRUE;
      default:
        break;
      }
  return FALSE;
}

void
atlas_csv_append_text (GString *out, const char *text, gssize length)
{
  gsize n;
  gboolean protect;

  g_return_if_fail (out != NULL);
  g_return_if_fail (text != NULL || length == 0);

  n = length < 0 ? strlen (text) : (gsize) length;
  protect = needs_apostrophe (text, n);
  if (!needs_quotes (text, n))
    {
      if (protect)
        g_string_append_c (out, '\'');
      g_string_append_len (out, text, (gssize) n);
      return;
    }

  g_string_append (out, protect ? "\"'" : "\"");
  for (const char *end = text + n; text < end;)
    {
      const char *quote = memchr (text, '"', (gsize) (end - text));
      const char *stop = quote != NULL ? quote + 1 : end;

      g_string_append_len (out, text, stop - text);
      if (quote != NULL)
        g_string_append_c (out, '"');
      text = stop;
    }
  g_string_append_c (out, '"');
}

void
atlas_csv_append_tabbed (GString *out, const char *text)
{
  g_return_if_fail (out != NULL);
  g_return_if_fail (text != NULL);

  if (needs_apostrophe (text, strlen (text)))
    g_string_append_c (out, '\'');
  for (const char *p = text; *p != '\0'; p++)
    g_string_append_c (out, *p == '\t' || *p == '\n' || *p == '\r' ? ' ' : *p);
}

void
atlas_csv_append_value (GString *out, const AtlasField *field, const AtlasValue *value)
{
  g_return_if_fail (out != NULL);
  g_return_if_fail (field != NULL);
  g_return_if_fail (value != NULL);

  switch ((AtlasValueType) value->type)
    {
    case ATLAS_VALUE_INTEGER:
      atlas_json_append_integer (out, value->integer);
      break;
    case ATLAS_VALUE_REAL:
      atlas_json_append_real (out, value->real);
      break;
    case ATLAS_VALUE_TEXT:
      if (atlas_field_is_list (field))
        {
          g_autofree char *text = atlas_field_format (field, value);

          atlas_csv_append_text (out, text, -1);
        }
      else
        {
          atlas_csv_append_text (out, value->text, value->length);
        }
      break;
    case ATLAS_VALUE_NULL:
    default:
      break;
    }
}
