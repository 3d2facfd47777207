/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a cell's number means, which a workbook says with its number format alone. */

typedef enum
{
  ATLAS_XLSX_PLAIN,
  ATLAS_XLSX_DATE,
  ATLAS_XLSX_DATE_TIME,
  ATLAS_XLSX_TIME,     /* of day */
  ATLAS_XLSX_DURATION, /* [h]:mm */
  ATLAS_XLSX_PERCENT,
} AtlasXlsxMeaning;

/**
 * AtlasXlsxFormat:
 * @zone: (nullable): an offset from UTC that the format itself says, "Z" or "-05:00", as our own writer has
 * it: the number is a time by the clocks there
 */
typedef struct
{
  AtlasXlsxMeaning meaning;
  char zone[8];
} AtlasXlsxFormat;

/** What a format without a code of its own means: those that ECMA-376, part 1, section 18.8.30 lists, and
 * those it leaves to East Asian languages, in which 27 to 36 and 50 to 58 are dates and times. */
void atlas_xlsx_format_init_builtin (AtlasXlsxFormat *self, int id);

/** What @code means: the first of its sections, without what stands in quotes, brackets or behind a
 * backslash. */
void atlas_xlsx_format_init_code (AtlasXlsxFormat *self, const char *code);

/**
 * atlas_xlsx_append_number:
 * @text: (array length=length): the cell's value as the file has it
 * @from_1904: days are counted from 1904-01-01, as Excel for the Mac did
 *
 * Appends numbers in the shortest decimal form that reads back as the same; percentages with their sign;
 * dates "YYYY-MM-DD", with a time of day behind "T" where the format shows one and it is not midnight, and
 * the format's zone; times of day "HH:MM:SS" (with the date in front where the number has one), durations
 * with all their hours. Days before March 1900 are counted as Excel does, which thinks that year a leap year.
 * What is no number, or no day of the years 1900 to 9999, is appended as it stands.
 */
void atlas_xlsx_append_number (
  GString *out, const char *text, gsize length, const AtlasXlsxFormat *format, gboolean from_1904);

G_END_DECLS
