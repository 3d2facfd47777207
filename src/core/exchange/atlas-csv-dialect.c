/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-csv-private.h"

/* What a table in text is written like, by its first bytes. */

#define MAX_ROWS  100
#define MAX_CELLS 64 /* counts of cells beyond are taken as one */

static const struct
{
  AtlasEncoding encoding;
  const char *names; /* the first is our own */
} encodings[] = {
  { ATLAS_ENCODING_UTF_8, "utf-8;utf8;ascii" },
  { ATLAS_ENCODING_UTF_16_LE, "utf-16le;utf-16;utf16;utf16le;ucs-2;unicode" },
  { ATLAS_ENCODING_UTF_16_BE, "utf-16be;utf16be" },
  { ATLAS_ENCODING_WINDOWS_1252, "windows-1252;cp1252;latin1;latin-1;iso-8859-1;ansi" },
  { ATLAS_ENCODING_MAC_ROMAN, "macintosh;macroman;mac-roman;x-mac-roman;mac" },
  { ATLAS_ENCODING_IBM_850, "ibm850;cp850;850;dos;ms-dos" },
};

const char *
atlas_encoding_get_name (AtlasEncoding encoding)
{
  switch (encoding)
    {
    case ATLAS_ENCODING_UTF_8:
      return "utf-8";
    case ATLAS_ENCODING_UTF_16_LE:
      return "utf-16le";
    case ATLAS_ENCODING_UTF_16_BE:
      return "utf-16be";
    case ATLAS_ENCODING_WINDOWS_1252:
      return "windows-1252";
    case ATLAS_ENCODING_MAC_ROMAN:
      return "macintosh";
    case ATLAS_ENCODING_IBM_850:
      return "ibm850";
    case ATLAS_ENCODING_AUTO:
    default:
      return NULL;
    }
}

gboolean
atlas_encoding_find (const char *name, AtlasEncoding *encoding)
{
  g_autofree char *lower = NULL;

  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (encoding != NULL, FALSE);

  lower = g_ascii_strdown (name, -1);
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      g_auto (GStrv) names = g_strsplit (encodings[i].names, ";", -1);

      if (g_strv_contains ((const char *const *) names, lower))
        {
          *encoding = encodings[i].encoding;
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
atlas_csv_separator_find (const char *name, char *separator)
{
  static const struct
  {
    const char *name;
    char separator;
  } names[] = {
    { "comma", ',' }, { "semicolon", ';' }, { "tab", '\t' },
    { "\\t", '\t' },  { "pipe", '|' },      { "space", ' ' },
  };

  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (separator != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i].name, name) == 0)
      {
        *separator = names[i].separator;
        return TRUE;
      }
  if (name[0] == '\0' || name[1] != '\0' || (guchar) name[0] >= 0x80 || strchr ("\"'\r\n", name[0]) != NULL)
    return FALSE;
  *separator = name[0];
  return TRUE;
}

/* Letters of Western tables have a zero in every other byte. */
static AtlasEncoding
guess_utf_16 (const char *bytes, gsize length)
{
  gsize n_even = 0, n_odd = 0, n = MIN (length, 4096) / 2;

  for (gsize i = 0; i < n; i++)
    {
      n_even += bytes[2 * i] == '\0';
      n_odd += bytes[2 * i + 1] == '\0';
    }
  if (n >= 2 && n_odd * 10 >= n * 7 && n_even * 10 < n)
    return ATLAS_ENCODING_UTF_16_LE;
  if (n >= 2 && n_even * 10 >= n * 7 && n_odd * 10 < n)
    return ATLAS_ENCODING_UTF_16_BE;
  return ATLAS_ENCODING_AUTO;
}

/* Of the encodings of one byte that are not Windows's each has its letters where Windows has signs, and where
 * Windows has its small letters seldom anything. "é" is what French and names are told by: 0x8e of a Mac,
 * 0x82 of MS-DOS. */
static AtlasEncoding
guess_one_byte (const char *bytes, gsize length)
{
  gsize n_mac = 0, n_dos = 0;

  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) bytes[i];
      gboolean within = i > 0 && g_ascii_isalpha (bytes[i - 1]);

      if (c >= 0xe0)
        return ATLAS_ENCODING_WINDOWS_1252;
      n_mac += c == 0x8e && within;
      n_dos += c == 0x82 && within;
    }
  if (n_mac > n_dos)
    return ATLAS_ENCODING_MAC_ROMAN;
  return n_dos > 0 ? ATLAS_ENCODING_IBM_850 : ATLAS_ENCODING_WINDOWS_1252;
}

gsize
atlas_csv_sniff_encoding (AtlasCsvDialect *dialect, const char *bytes, gsize length)
{
  static const struct
  {
    AtlasEncoding encoding;
    const char *bytes;
    gsize length;
  } marks[] = {
    { ATLAS_ENCODING_UTF_8, "\xef\xbb\xbf", 3 },
    { ATLAS_ENCODING_UTF_16_LE, "\xff\xfe", 2 },
    { ATLAS_ENCODING_UTF_16_BE, "\xfe\xff", 2 },
  };
  const char *bad;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length >= marks[i].length && memcmp (bytes, marks[i].bytes, marks[i].length) == 0 &&
        (dialect->encoding == ATLAS_ENCODING_AUTO || dialect->encoding == marks[i].encoding))
      {
        dialect->encoding = marks[i].encoding;
        return marks[i].length;
      }
  if (dialect->encoding != ATLAS_ENCODING_AUTO)
    return 0;

  dialect->encoding = guess_utf_16 (bytes, length);
  /* ASCII so far is both; what comes later is told cell by cell. A NUL is no fault of the encoding. */
  for (gsize at = 0; dialect->encoding == ATLAS_ENCODING_AUTO; at++)
    {
      if (g_utf8_validate (bytes + at, (gssize) (length - at), &bad))
        dialect->encoding = ATLAS_ENCODING_UTF_8;
      else if (*bad != '\0')
        /* The last character of what has been read may be cut. */
        dialect->encoding =
          bytes + length - bad < 4 && g_utf8_get_char_validated (bad, bytes + length - bad) == (gunichar) -2
            ? ATLAS_ENCODING_UTF_8
            : guess_one_byte (bytes, length);
      at = (gsize) (bad - bytes);
    }
  return 0;
}

/* The cells of up to MAX_ROWS rows that hold anything, if @separator were right; the last row is left out
 * unless it is whole. */
static guint
count_cells (
  const char *text, gsize length, gboolean whole, char separator, char quote, guint counts[MAX_ROWS])
{
  gboolean in_quotes = FALSE, at_start = TRUE, empty = TRUE;
  guint n_rows = 0, n_cells = 1;

  for (gsize i = 0; i < length && n_rows < MAX_ROWS; i++)
    {
      char c = text[i];

      if (in_quotes)
        {
          in_quotes = c != quote;
          continue;
        }
      if (c == quote && (at_start || text[i - 1] == quote))
        {
          in_quotes = TRUE;
          at_start = empty = FALSE;
        }
      else if (c == '\n' || c == '\r')
        {
          if (!empty)
            counts[n_rows++] = MIN (n_cells, MAX_CELLS - 1);
          n_cells = 1;
          at_start = empty = TRUE;
        }
      else
        {
          at_start = c == separator;
          n_cells += c == separator;
          empty = FALSE;
        }
    }
  if (whole && !empty && n_rows < MAX_ROWS)
    counts[n_rows++] = MIN (n_cells, MAX_CELLS - 1);
  return n_rows;
}

/* How well @separator makes a table: the share of rows with as many cells as most, which must be several, and
 * of the same share the more cells. */
static double
rate_separator (const char *text, gsize length, gboolean whole, char separator, char quote)
{
  guint counts[MAX_ROWS], n_of[MAX_CELLS] = { 0 };
  guint n_rows = count_cells (text, length, whole, separator, quote, counts);
  guint best = 0;

  if (n_rows == 0)
    return 0;
  for (guint i = 0; i < n_rows; i++)
    n_of[counts[i]]++;
  for (guint i = 2; i < MAX_CELLS; i++)
    if (n_of[i] > 0 && (best == 0 || n_of[i] >= n_of[best]))
      best = i;
  if (best == 0)
    return 0;
  /* A first row of the same number is most likely the headings. */
  return (double) n_of[best] / n_rows + (counts[0] == best ? 0.5 : 0) + best * 0.001;
}

/* Single quotes are the table's own where cells begin and end with them and there are no others. */
static char
guess_quote (const char *text, gsize length)
{
  guint n_single = 0, n_other = 0;
  gsize from = 0;

  if (memchr (text, '"', length) != NULL)
    return '"';
  for (gsize i = 0; i < length; i++)
    if (strchr (",;\t|\r\n", text[i]) != NULL && text[i] != '\0')
      {
        if (i > from)
          {
            if (i - from >= 2 && text[from] == '\'' && text[i - 1] == '\'')
              n_single++;
            else
              n_other++;
          }
        from = i + 1;
      }
  return n_single > n_other ? '\'' : '"';
}

/* "sep=;", also in quotes. */
static gsize
read_sep_line (const char *text, gsize length, char *separator)
{
  gsize i = length > 0 && text[0] == '"';
  char found;

  if (length < i + 5 || g_ascii_strncasecmp (text + i, "sep=", 4) != 0)
    return 0;
  found = text[i + 4];
  i += 5 + i;
  if (found == '\r' || found == '\n' || i > length || (guchar) found >= 0x80 || found == '"')
    return 0;
  if (i < length && text[i] == '\r')
    i++;
  if (i < length && text[i] == '\n')
    i++;
  else if (i < length && text[i - 1] != '\r')
    return 0;
  *separator = found;
  return i;
}

gsize
atlas_csv_sniff_form (AtlasCsvDialect *dialect, const char *text, gsize length, gboolean whole)
{
  /* Of two that do as well, the one that seldom stands in a sentence. */
  static const char separators[] = { '\t', '|', ';', ',' };
  char said = 0;
  gsize skip = read_sep_line (text, length, &said);
  double best = 0;

  text += skip;
  length -= skip;
  if (dialect->quote == 0)
    dialect->quote = guess_quote (text, length);
  if (dialect->separator == 0)
    dialect->separator = said;
  for (guint i = 0; dialect->separator == 0 || best > 0; i++)
    {
      double rate;

      if (i == G_N_ELEMENTS (separators))
        break;
      rate = rate_separator (text, length, whole, separators[i], dialect->quote);
      if (rate > best)
        {
          best = rate;
          dialect->separator = separators[i];
        }
    }
  if (dialect->separator == 0)
    dialect->separator = ',';
  return skip;
}
