/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-row-reader.h"

G_BEGIN_DECLS

typedef enum
{
  ATLAS_ENCODING_AUTO,
  ATLAS_ENCODING_UTF_8,
  ATLAS_ENCODING_UTF_16_LE,
  ATLAS_ENCODING_UTF_16_BE,
  ATLAS_ENCODING_WINDOWS_1252,
  ATLAS_ENCODING_MAC_ROMAN,
  ATLAS_ENCODING_IBM_850,
} AtlasEncoding;

/**
 * AtlasCsvDialect:
 * @separator: ',', ';', '\t', '|' or any other ASCII character; 0: to be found
 * @quote: '"' or '\''; 0: to be found; ATLAS_CSV_NO_QUOTE: none
 *
 * How a table is written as text. A zeroed one is found from the content.
 */
typedef struct
{
  AtlasEncoding encoding;
  char separator;
  char quote;
} AtlasCsvDialect;

#define ATLAS_CSV_NO_QUOTE '\1'

/** Bytes of the longest row, as long as the longest record in JSON; a longer one is an error, so that a quote
 * that is never closed does not eat the machine. */
#define ATLAS_CSV_MAX_ROW     (4 * 1024 * 1024)
#define ATLAS_CSV_MAX_COLUMNS 16384

/** "utf-8", "utf-16le", "utf-16be", "windows-1252", "macintosh", "ibm850"; as `--encoding` takes them, with
 * the names in common use for them. */
const char *atlas_encoding_get_name (AtlasEncoding encoding);
gboolean atlas_encoding_find (const char *name, AtlasEncoding *encoding);

/** A character, or "comma", "semicolon", "tab", "pipe", "space"; FALSE for anything else. */
gboolean atlas_csv_separator_find (const char *name, char *separator);

/**
 * AtlasCsvReader:
 *
 * Text with separators, as RFC 4180 has it and as the world writes it: UTF-8 with or without a mark, UTF-16,
 * Windows-1252, Mac OS Roman, code page 850; any separator, which a first line "sep=;" may name; lines that
 * end in CR, LF or both; line breaks and doubled quotes within quotes; text behind a closing quote, which is
 * kept; rows of any number of cells. Empty lines are passed over. In UTF-8 a cell that is none is read as
 * Windows-1252: files are put together from others. Half a character of UTF-16 becomes U+FFFD.
 */
#define ATLAS_TYPE_CSV_READER (atlas_csv_reader_get_type ())
G_DECLARE_FINAL_TYPE (AtlasCsvReader, atlas_csv_reader, ATLAS, CSV_READER, AtlasRowReader)

/** @dialect: (nullable): what is known of it */
AtlasRowReader *atlas_csv_reader_new (GInputStream *stream, const AtlasCsvDialect *dialect);

/** What it is, whole after the first row. */
const AtlasCsvDialect *atlas_csv_reader_get_dialect (AtlasCsvReader *self);

/** Cells that were no UTF-8 in a file that is, so far. */
gint64 atlas_csv_reader_get_n_mended (AtlasCsvReader *self);

G_END_DECLS
