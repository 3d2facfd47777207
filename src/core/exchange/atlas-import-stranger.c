/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-stranger.h"

#include <string.h>

#include "atlas-i18n.h"

#define MAX_START 4096

/* The first that fits is told. */
static const struct
{
  const char *magic;
  gsize length;
  const char *within; /* besides, somewhere in the beginning */
  const char *message;
} strangers[] = {
  { "SQLite format 3", 15, NULL, N_ ("this is a database, not a file to import; open it instead") },
  { "PK\003\004", 4, "mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
    N_ ("this is a spreadsheet of LibreOffice (.ods). Open it there and save it as .xlsx.") },
  { "PK\003\004", 4, "mimetypeapplication/vnd.oasis.opendocument",
    N_ ("this is a document of LibreOffice. Copy its table into a spreadsheet and save that as .xlsx.") },
  { "PK\003\004", 4, ".iwa",
    N_ ("this is a spreadsheet of Apple Numbers. Open it there and export it to Excel or CSV.") },
  { "PK\003\004", 4, "word/",
    N_ ("this is a document of Word. Copy its table into a spreadsheet and save that as .xlsx.") },
  { "PK\003\004", 4, NULL, N_ ("this is a ZIP archive. Unpack it and import the files in it.") },
  { "\037\213", 2, NULL, N_ ("this file is compressed (gzip); unpack it first") },
  { "\375"
    "7zXZ",
    5, NULL, N_ ("this file is compressed (xz); unpack it first") },
  { "7z\274\257\047\034", 6, NULL, N_ ("this is a 7z archive. Unpack it and import the files in it.") },
  { "Rar!", 4, NULL, N_ ("this is a RAR archive. Unpack it and import the files in it.") },
  { "%PDF", 4, NULL,
    N_ ("this is a PDF document. Ask for the list that it was made of, or copy its table into a spreadsheet "
        "and save that as .xlsx.") },
  { "{\\rtf", 5, NULL,
    N_ ("this is a text document (RTF). Copy its table into a spreadsheet and save that as .xlsx.") },
  { "\377\330\377", 3, NULL, N_ ("this is a picture, from which nothing can be read") },
  { "\211PNG", 4, NULL, N_ ("this is a picture, from which nothing can be read") },
  { "GIF8", 4, NULL, N_ ("this is a picture, from which nothing can be read") },
  { "<", 1, NULL,
    N_ ("this is a web page or an XML document, whatever its name says. Open it in a spreadsheet program and "
        "save it as .xlsx.") },
};

static gsize
skip_space (const char *bytes, gsize length)
{
  gsize at = length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (at < length && g_ascii_isspace (bytes[at]))
    at++;
  return at;
}

const char *
atlas_import_find_stranger (const char *bytes, gsize length, gboolean may_be_book)
{
  gsize at;

  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  length = MIN (length, MAX_START);
  at = skip_space (bytes, length);
  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    {
      const char *within = strangers[i].within;
      gboolean zip = strangers[i].magic[0] == 'P';

      if (length - at < strangers[i].length ||
          memcmp (bytes + at, strangers[i].magic, strangers[i].length) != 0)
        continue;
      if (within != NULL ? memmem (bytes, length, within, strlen (within)) != NULL : !(zip && may_be_book))
        return _ (strangers[i].message);
    }
  return NULL;
}

gboolean
atlas_import_may_be_json (const char *name, const char *bytes, gsize length)
{
  static const char *const suffixes[] = { ".json", ".ndjson", ".jsonl", ".geojson" };
  g_autofree char *lower = NULL;
  gsize at;

  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (bytes != NULL || length == 0, FALSE);

  at = skip_space (bytes, length);
  if (at == length || bytes[at] == '{' || bytes[at] == '[')
    return TRUE;
  lower = g_ascii_strdown (name, -1);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (lower, suffixes[i]))
      return TRUE;
  return FALSE;
}
