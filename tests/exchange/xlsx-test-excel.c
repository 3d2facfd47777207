/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The corpus beside what Excel itself wrote as CSV of the same sheets. That is what one sees on the screen;
 * we give what the cell holds. Every difference must have one of these reasons. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xlsx-test-support.h"

typedef enum
{
  REASON_DIGITS,   /* Excel shows fewer digits, or a currency, or a thousands separator */
  REASON_CAPITALS, /* TRUE and FALSE are true and false in our files */
  REASON_DATE,     /* shown the American way, for us ISO 8601 */
  REASON_ENCODING, /* these CSV files are in Windows' or the Mac's character set, or have "_" for what these
                      lack */
  REASON_BREAKS,   /* Excel for the Mac writes other line breaks, or none */
  REASON_VOLATILE, /* formulas (NOW, RAND) that gave something else when the CSV was written */
  REASON_PICTURE,  /* a number as a picture: "#####" for want of room, or every format that LibreOffice has */
  REASON_NONE,
} Reason;

static gboolean
is_capital (const char *got, const char *wanted)
{
  return (strcmp (got, "true") == 0 || strcmp (got, "false") == 0) && g_ascii_strcasecmp (got, wanted) == 0;
}

/* Digits as they stand, without what is only for the eye. */
static gboolean
read_number (const char *text, double *number, int *n_decimals)
{
  g_autoptr (GString) bare = g_string_new (NULL);
  const char *point;
  char *end;

  for (; *text != '\0'; text++)
    if (*text == '(')
      g_string_append_c (bare, '-');
    else if (strchr ("$, %)", *text) == NULL)
      g_string_append_c (bare, *text);
  *number = g_ascii_strtod (bare->str, &end);
  point = strchr (bare->str, '.');
  *n_decimals = point != NULL ? (int) strspn (point + 1, "0123456789") : 0;
  return bare->len > 0 && *end == '\0';
}

static gboolean
is_fewer_digits (const char *got, const char *wanted)
{
  double ours, theirs, tolerance;
  int ignored, n_decimals;

  if (!read_number (got, &ours, &ignored) || !read_number (wanted, &theirs, &n_decimals))
    return FALSE;
  tolerance = strchr (wanted, 'E') != NULL ? fabs (theirs) * 1e-4 : 0.500001 * pow (10, -n_decimals);
  return fabs (ours - theirs) <= tolerance;
}

/* Either "6/9/13" or "9-Jun-13" for a date; day 0, which is "0-Jan-00", is none. */
static gboolean
is_date (const char *got, const char *wanted)
{
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  int year, month, day, hour, minute, m, d, y, h, min;
  char name[4];

  if (sscanf (wanted, "%d-%3[A-Za-z]-%d", &d, name, &y) == 3)
    m = d > 0 ? (int) (strstr (months, name) - months) / 3 + 1 : 0;
  else if (sscanf (wanted, "%d/%d/%d", &m, &d, &y) != 3)
    return sscanf (got, "%2d:%2d:", &hour, &minute) == 2 && sscanf (wanted, "%d:%d", &h, &min) == 2 &&
           hour % 12 == h % 12 && minute == min;
  if (m == 0)
    return strcmp (got, "0") == 0;
  return sscanf (got, "%4d-%2d-%2d", &year, &month, &day) == 3 && month == m && day == d &&
         year % 100 == y % 100;
}

/* What is ASCII in one stands in the other in the same order. */
static char *
dup_ascii (const char *text, gboolean breaks)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if ((guchar) *text < 0x80 && *text != '_' && *text != '?' && (breaks || (*text != '\n' && *text != '\r')))
      g_string_append_c (out, *text);
  return g_string_free (out, FALSE);
}

static gboolean
is_same_ascii (const char *got, const char *wanted, gboolean breaks)
{
  g_autofree char *a = dup_ascii (got, breaks);
  g_autofree char *b = dup_ascii (wanted, breaks);

  return strcmp (a, b) == 0;
}

static Reason
explain (const char *file, const char *got, const char *wanted)
{
  if (is_capital (got, wanted))
    return REASON_CAPITALS;
  if (is_fewer_digits (got, wanted))
    return REASON_DIGITS;
  if (is_date (got, wanted))
    return REASON_DATE;
  if (g_str_has_prefix (file, "LONumbers"))
    return REASON_PICTURE;
  if (strchr (got, '\n') != NULL && is_same_ascii (got, wanted, FALSE))
    return REASON_BREAKS;
  if (!g_str_is_ascii (got) && is_same_ascii (got, wanted, TRUE))
    return REASON_ENCODING;
  if (strcmp (file, "formula_stress_test.xlsx.1.csv") == 0 ||
      strcmp (file, "formula_stress_test.xlsx.7.csv") == 0)
    return REASON_VOLATILE;
  return REASON_NONE;
}

/* Rows (GPtrArray) of cells (char *) of a CSV file that has either line end, the last one's missing or not;
 * rows and cells that hold nothing at the end are left out. */
static GPtrArray *
split_csv (const char *text)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  while (*text != '\0')
    {
      GPtrArray *row = g_ptr_array_new_with_free_func (g_free);

      for (;; text++)
        {
          g_autoptr (GString) cell = g_string_new (NULL);
          gboolean quoted = *text == '"';

          for (text += quoted; *text != '\0'; text++)
            {
              if (quoted && *text == '"' && *++text != '"')
                quoted = FALSE;
              if (!quoted && strchr (",\r\n", *text) != NULL)
                break;
              g_string_append_c (cell, *text);
            }
          g_ptr_array_add (row, g_strdup (cell->str));
          if (*text != ',')
            break;
        }
      while (row->len > 0 && *(const char *) g_ptr_array_index (row, row->len - 1) == '\0')
        g_ptr_array_set_size (row, (int) row->len - 1);
      if (row->len > 0)
        g_ptr_array_add (rows, row);
      else
        g_ptr_array_unref (row);
      text += *text == '\r';
      text += *text == '\n';
    }
  return rows;
}

static void
compare_row (const char *file, const AtlasRow *row, GPtrArray *wanted, guint *counts)
{
  for (guint i = 0; i < MAX (row->n_cells, wanted->len); i++)
    {
      g_autofree char *got =
        i < row->n_cells ? g_strndup (row->cells[i].text, row->cells[i].length) : g_strdup ("");
      const char *cell = i < wanted->len ? g_ptr_array_index (wanted, i) : "";
      Reason reason = strcmp (got, cell) == 0 ? REASON_NONE : explain (file, got, cell);

      if (reason != REASON_NONE)
        counts[reason]++;
      else if (strcmp (got, cell) != 0)
        g_error ("%s, row %" G_GINT64_FORMAT ", column %u: “%s” is not “%s”", file, row->line, i, got, cell);
    }
}

/* @name: "BOOK.xlsx.NUMBER.csv" */
static void
compare_sheet (const char *folder, const char *name, guint *counts)
{
  g_auto (GStrv) parts = g_strsplit (name, ".", -1);
  g_autofree char *book = g_strdup_printf ("%s.%s", parts[0], parts[1]);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) file = corpus_book (book);
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasXlsxReader) reader = atlas_xlsx_reader_new (file, NULL, &error);
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_auto (GStrv) sheets = NULL;
  AtlasRow row;
  guint at = 0;

  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  rows = split_csv (text);
  sheets = atlas_xlsx_reader_dup_sheets (reader);
  atlas_xlsx_reader_choose_sheet (reader, sheets[atoi (parts[2])], &error);
  while (atlas_row_reader_next (ATLAS_ROW_READER (reader), &row, NULL, &error))
    {
      g_assert_cmpuint (at, <, rows->len);
      compare_row (name, &row, g_ptr_array_index (rows, at++), counts);
    }
  g_assert_no_error (error);
  g_assert_cmpuint (at, ==, rows->len);
}

void
test_excel (void)
{
  g_autoptr (GFile) any = corpus_book ("expected_csv");
  g_autoptr (GDir) folder = any != NULL ? g_dir_open (g_file_peek_path (any), 0, NULL) : NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  guint counts[REASON_NONE] = { 0 };
  const char *name;

  if (any == NULL)
    return;
  while ((name = g_dir_read_name (folder)) != NULL)
    compare_sheet (g_file_peek_path (any), name, counts);
  for (guint i = 0; i < REASON_NONE; i++)
    g_string_append_printf (out, "%u ", counts[i]);
  /* In the order of Reason, so that no difference comes or goes unseen. */
  g_assert_cmpstr (out->str, ==, "277 57 66 6 3 4 709 ");
}
