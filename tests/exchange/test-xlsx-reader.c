/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "atlas-import.h"
#include "atlas-xlsx-number.h"
#include "atlas-xlsx-reader.h"
#include "atlas-xlsx-strings.h"
#include "xlsx-test-support.h"

/* --- numbers and their formats ---------------------------------------------------------------------------
 */

static const struct
{
  const char *code; /* NULL: `id` */
  int id;
  const char *value;
  const char *expected;
} numbers[] = {
  { NULL, 0, "1", "1" },
  { NULL, 0, "16135550100", "16135550100" },
  { NULL, 0, "1.1000000000000001", "1.1" },
  { NULL, 0, "-0.5", "-0.5" },
  { NULL, 0, "-0", "0" },
  { NULL, 0, "1E+3", "1000" },
  { NULL, 0, "1.0", "1" },
  { NULL, 0, "007", "7" },
  { NULL, 0, "123456789012345680000", "123456789012345683968" },
  { NULL, 0, "1e400", "1e400" },
  { NULL, 0, "nan", "nan" },
  { NULL, 0, "abc", "abc" },
  { NULL, 0, "0x10", "0x10" },
  { NULL, 9, "0.12", "12%" },
  { NULL, 10, "0.07", "7%" },
  { NULL, 10, "0.1234", "12.34%" },
  { NULL, 14, "1", "1900-01-01" },
  { NULL, 14, "59", "1900-02-28" },
  { NULL, 14, "60", "1900-02-28" }, /* the 29th, which never was */
  { NULL, 14, "61", "1900-03-01" },
  { NULL, 14, "45000", "2023-03-15" },
  { NULL, 14, "45000.75", "2023-03-15" }, /* what it shows is a date */
  { NULL, 14, "2958465", "9999-12-31" },
  { NULL, 14, "2958466", "2958466" },
  { NULL, 14, "-1", "-1" },
  { NULL, 22, "45000.75", "2023-03-15T18:00:00" },
  { NULL, 22, "45000.999999999", "2023-03-16" },
  { NULL, 20, "0.5", "12:00:00" },
  { NULL, 46, "1.5", "36:00:00" },
  { NULL, 46, "-0.25", "-06:00:00" },
  { NULL, 57, "45000", "2023-03-15" },
  { "General", 0, "45000", "45000" },
  { "0.00", 0, "1.5", "1.5" },
  { "yyyy\\-mm\\-dd", 0, "45000", "2023-03-15" },
  { "[$-409]d\\-mmm\\-yy;@", 0, "45000", "2023-03-15" },
  { "mmm yyyy", 0, "45000", "2023-03-15" },
  { "h:mm", 0, "0.25", "06:00:00" },
  { "[h]:mm", 0, "2", "48:00:00" },
  { "[Red]0.0", 0, "2", "2" },
  { "0\" days\"", 0, "2", "2" },
  { "\\d0", 0, "2", "2" },
  { "0_d", 0, "2", "2" },
  { "#,##0.00 \"USD\";[Red]yyyy", 0, "2", "2" },
  { "0.0%", 0, "0.5", "50%" },
  { "\"unclosed yyyy", 0, "2", "2" },
  { "[unclosed yyyy", 0, "2", "2" },
  { "yyyy-mm-dd hh:mm:ss \"Z\"", 0, "45000.75", "2023-03-15T18:00:00Z" },
  { "yyyy-mm-dd hh:mm:ss \"-05:00\"", 0, "45000", "2023-03-15T00:00:00-05:00" },
  { "yyyy-mm-dd \"Z\"", 0, "45000", "2023-03-15" },
  { "hh:mm \"uhr\"", 0, "0.5", "12:00:00" },
};

static void
test_numbers (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  AtlasXlsxFormat format;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      if (numbers[i].code != NULL)
        atlas_xlsx_format_init_code (&format, numbers[i].code);
      else
        atlas_xlsx_format_init_builtin (&format, numbers[i].id);
      g_string_truncate (out, 0);
      atlas_xlsx_append_number (out, numbers[i].value, strlen (numbers[i].value), &format, FALSE);
      g_assert_cmpstr (out->str, ==, numbers[i].expected);
    }

  /* Days from 1904. */
  atlas_xlsx_format_init_builtin (&format, 14);
  g_string_truncate (out, 0);
  atlas_xlsx_append_number (out, "0", 1, &format, TRUE);
  atlas_xlsx_append_number (out, "43538", 5, &format, TRUE);
  g_assert_cmpstr (out->str, ==, "1904-01-012023-03-15");
}

static const struct
{
  const char *text, *expected;
} escapes[] = {
  { "", "" },
  { "_x", "_x" },
  { "a_x000D_b", "a\rb" },
  { "_x005F_x000D_", "_x000D_" },
  { "_x00E9__x00e9_", "éé" },
  { "_xD83D__xDE00_", "😀" },
  { "_xD83D_x", "\xef\xbf\xbdx" },
  { "_x0000_", "\xef\xbf\xbd" },
  { "_x12_ _xGGGG_ _x123", "_x12_ _xGGGG_ _x123" },
};

static void
test_escapes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (escapes); i++)
    {
      g_autoptr (GString) text = g_string_new ("_x0041_");

      g_string_append (text, escapes[i].text);
      atlas_xlsx_unescape (text, strlen ("_x0041_"));
      g_assert_true (g_str_has_prefix (text->str, "_x0041_"));
      g_assert_cmpstr (text->str + strlen ("_x0041_"), ==, escapes[i].expected);
    }
}

/* --- sheets ----------------------------------------------------------------------------------------------
 */

/* Rows of a sheet, "line:cell|cell" each, or the message. */
static const struct
{
  const char *sheet; /* what <worksheet> holds */
  const char *expected;
} sheets[] = {
  { "", "" },
  { ROWS ("<row r='1'><c r='A1'><v>1</v></c><c r='C1'><v>3</v></c></row>"), "1:1||3\n" },
  { ROWS ("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"), "1:1|2\n2:3\n" },
  { ROWS ("<row r='3'><c r='B3'><v>1</v></c></row><row r='9'/><row r='12'><c><v>2</v></c></row>"),
    "3:|1\n12:2\n" },
  { ROWS ("<row r='1'><c r='A1' t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c></row>"),
    "1:plain|rich text|\r_x000D_\n" },
  { ROWS ("<row><c t='inlineStr'><is><t>in</t></is></c><c t='inlineStr'><is><r><t>a</t></r><r><t>b</t></r>"
          "<rPh><t>no</t></rPh></is></c></row>"),
    "1:in|ab\n" },
  { ROWS ("<row><c t='b'><v>1</v></c><c t='b'><v>0</v></c><c t='e'><v>#N/A</v></c>"
          "<c t='str'><f>A1&amp;B1</f><v>x &lt; y</v></c></row>"),
    "1:true|false|#N/A|x < y\n" },
  { ROWS ("<row><c s='1'><v>45000</v></c><c s='2'><v>0.5</v></c><c s='3'><v>45000.5</v></c>"
          "<c s='99'><v>5</v></c></row>"),
    "1:2023-03-15|50%|2023-03-15T12:00:00-05:00|5\n" },
  { ROWS ("<row><c t='d'><v>2014-10-20T00:00:00</v></c><c t='d'><v>2014-10-20T08:00:00.000Z</v></c>"
          "<c t='d'><v>2014-10-20</v></c></row>"),
    "1:2014-10-20|2014-10-20T08:00:00|2014-10-20\n" },
  { ROWS ("<row><c t='inlineStr'><is><t xml:space='preserve'> a\n b </t></is></c>"
          "<c><v><![CDATA[7]]></v></c></row>"),
    "1: a\n b |7\n" },
  { ROWS ("<row><c s='1'/><c><v/></c></row>"), "" },
  { ROWS ("<row><c r='B1'><v>2</v></c><c r='A1'><v>1</v></c></row>"), "1:1|2\n" },
  { ROWS ("<row><c r='xfd1'><v>1</v></c></row>"), "1:*\n" },
  { ROWS ("<row><c r='XFE1'><v>1</v></c></row>"), "row 1: no sheet has that many columns" },
  { ROWS ("<row><c r='ZZZZZZZZZZZZ1'><v>1</v></c></row>"), "row 1: no sheet has that many columns" },
  { ROWS ("<row r='1048577'><c><v>1</v></c></row>"), "row 1048577: no sheet has that many rows" },
  { ROWS ("<row><c><v>1</v></c></row><row><c t='s'><v>3</v></c></row>"),
    "row 2: a cell refers to a text that the workbook does not have; it is damaged" },
  { ROWS ("<row><c t='s'><v>-1</v></c></row>"),
    "row 1: a cell refers to a text that the workbook does not have; it is damaged" },
  { ROWS ("<row><c><v>1</c></row>"), "the workbook is damaged: its XML breaks in line 1.*" },
  { ROWS ("<row><c><v>&nbsp;</v></c></row>"), "the workbook is damaged: its XML breaks in line 1.*" },
  /* Elements of others' namespaces are not ours, and those astray are nothing. */
  { ROWS ("<row><c><x:v xmlns:x='urn:x'>9</x:v><v>1</v></c></row>") "<v>5</v><c><v>6</v></c>", "1:1\n" },
  { ROWS ("<row><c><v>1</v></c><row><c><v>2</v></c></row></row>"), "1:1|2\n" },
};

static void
test_sheets (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autofree char *sheet = g_strconcat (SHEET_START, sheets[i].sheet, "</worksheet>", NULL);
      g_autofree char *got = read_sheet_text (sheet);

      if (!g_pattern_match_simple (sheets[i].expected, got))
        g_assert_cmpstr (got, ==, sheets[i].expected);
    }
}

/* Rows lie across the pieces that are read, and each still is itself. */
static void
test_many_rows (void)
{
  g_autoptr (GString) sheet = g_string_new (SHEET_START "<sheetData>");
  g_autoptr (GFile) file = NULL;
  g_autoptr (AtlasXlsxReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  AtlasRow row;
  guint n = 0;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (
      sheet, "<row><c t='inlineStr'><is><t>text %u</t></is></c><c><v>%u.5</v></c></row>", i, i);
  g_string_append (sheet, "</sheetData></worksheet>");
  file = make_book (sheet->str, NULL);
  reader = atlas_xlsx_reader_new (file, NULL, &error);
  g_assert_no_error (error);
  while (atlas_row_reader_next (ATLAS_ROW_READER (reader), &row, NULL, &error))
    {
      g_autofree char *text = g_strdup_printf ("text %u%u.5", n, n);
      g_autofree char *got = g_strdup_printf ("%.*s%.*s", (int) row.cells[0].length, row.cells[0].text,
                                              (int) row.cells[1].length, row.cells[1].text);

      g_assert_cmpint (row.line, ==, ++n);
      g_assert_cmpuint (row.n_cells, ==, 2);
      g_assert_cmpstr (got, ==, text);
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 20000);
  g_assert_cmpint (atlas_row_reader_get_position (ATLAS_ROW_READER (reader)), >, 0);
  /* The end stays the end. */
  g_assert_false (atlas_row_reader_next (ATLAS_ROW_READER (reader), &row, NULL, &error));
  g_assert_no_error (error);
  delete_book (file);
}

/* Shared texts beyond what memory may take are found in the file they went to. */
static void
test_spilt_strings (void)
{
  g_autoptr (GFile) file = make_book (SHEET_START "</worksheet>", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasXlsxPackage) package = atlas_xlsx_package_open (file, NULL, &error);
  g_autoptr (AtlasXlsxStrings) strings = NULL;
  gsize length;

  g_assert_no_error (error);
  strings = atlas_xlsx_strings_read (package, "xl/sharedStrings.xml", 4, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (atlas_xlsx_strings_get_n (strings), ==, 3);
  g_assert_cmpmem (atlas_xlsx_strings_get (strings, 0, &length), 5, "plain", 5);
  g_assert_cmpuint (length, ==, 5);
  g_assert_cmpmem (atlas_xlsx_strings_get (strings, 1, &length), 9, "rich text", 9);
  g_assert_cmpmem (atlas_xlsx_strings_get (strings, 2, &length), 8, "\r_x000D_", 8);
  g_assert_cmpuint (length, ==, 8);
  delete_book (file);
}

/* --- what is meant to do harm ----------------------------------------------------------------------------
 */

static void
assert_refused (GFile *file, int code, const char *pattern)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = read_book (file, NULL, &error);

  g_assert_null (text);
  g_assert_error (error, ATLAS_IMPORT_ERROR, code);
  if (!g_pattern_match_simple (pattern, error->message))
    g_assert_cmpstr (error->message, ==, pattern);
  delete_book (file);
}

static void
test_entities (void)
{
  g_autoptr (GFile) laughs = make_book (
    "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>" SHEET_START "</worksheet>", NULL);
  g_autoptr (GFile) outside =
    make_book ("<!DOCTYPE x SYSTEM 'file:///etc/passwd'>" SHEET_START "</worksheet>", NULL);
  g_autoptr (GFile) shared = make_book (
    SHEET_START "</worksheet>", "<!DOCTYPE sst [<!ENTITY a SYSTEM 'http://localhost/'>]><sst>&a;</sst>");

  assert_refused (laughs, ATLAS_IMPORT_ERROR_FORMAT, "*declares a document type*");
  assert_refused (outside, ATLAS_IMPORT_ERROR_FORMAT, "*declares a document type*");
  assert_refused (shared, ATLAS_IMPORT_ERROR_FORMAT, "*declares a document type*");
}

static void
test_deep (void)
{
  g_autoptr (GString) sheet = g_string_new (SHEET_START);
  g_autoptr (GFile) file = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (sheet, "<a>");
  file = make_book (sheet->str, NULL);
  assert_refused (file, ATLAS_IMPORT_ERROR_SYNTAX, "*XML breaks*");
}

static void
test_long_cell (void)
{
  g_autofree char *much = g_strnfill (2 * ATLAS_XLSX_MAX_TEXT, 'x');
  g_autofree char *sheet = g_strconcat (SHEET_START, "<sheetData><row><c t='str'><v>", much,
                                        "</v></c></row></sheetData></worksheet>", NULL);
  g_autofree char *sst = g_strconcat ("<sst><si><t>", much, "</t></si></sst>", NULL);
  g_autoptr (GFile) direct = make_book (sheet, NULL);
  g_autoptr (GFile) shared = make_book (SHEET_START "</worksheet>", sst);

  assert_refused (direct, ATLAS_IMPORT_ERROR_TOO_BIG, "row 1: a cell holds a text longer than 1 MiB*");
  assert_refused (shared, ATLAS_IMPORT_ERROR_TOO_BIG, "*a text longer than 1 MiB in one cell*");
}

static void
test_bomb (void)
{
  g_autoptr (GString) sheet = g_string_new (SHEET_START);
  g_autoptr (GFile) file = NULL;
  gsize start = sheet->len;

  g_string_set_size (sheet, start + 20 * 1024 * 1024);
  memset (sheet->str + start, ' ', sheet->len - start);
  g_string_append (sheet, "</worksheet>");
  file = make_book (sheet->str, NULL);
  assert_refused (file, ATLAS_IMPORT_ERROR_TOO_BIG, "*unpacks to far more*");
}

static void
write_book (const char *bytes, gsize length, GFile **file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("book-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (path, bytes, (gssize) length, &error);
  g_assert_no_error (error);
  *file = g_file_new_for_path (path);
}

static void
test_other_files (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    const char *message;
  } files[] = {
    { "", 0, "the file is empty" },
    { "id,name\r\n", 9, "this is no workbook (.xlsx)" },
    { "PK\003\004", 4, "the workbook is damaged or part of it is missing*" },
    { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", 12, "this is a workbook of Excel 97*" },
    { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 43,
      "the workbook was saved with a password*" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GFile) file = NULL;

      write_book (files[i].bytes, files[i].length, &file);
      assert_refused (file, i == 2 ? ATLAS_IMPORT_ERROR_SYNTAX : ATLAS_IMPORT_ERROR_FORMAT, files[i].message);
    }
}

/* Cut anywhere, a workbook is refused or read as far as it is whole; and what is locked says so. */
static void
test_damaged (void)
{
  g_autoptr (GFile) whole = make_book (SHEET_START ROWS ("<row><c><v>1</v></c></row>") "</worksheet>", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) locked = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  g_file_load_contents (whole, NULL, &bytes, &length, NULL, &error);
  g_assert_no_error (error);
  for (gsize n = 4; n < length; n += 97)
    {
      g_autoptr (GFile) cut = NULL;
      g_autoptr (GError) reason = NULL;
      g_autofree char *text = NULL;

      write_book (bytes, n, &cut);
      text = read_book (cut, NULL, &reason);
      g_assert_true ((text == NULL) == (reason != NULL));
      delete_book (cut);
    }

  /* The flag of encryption in the entries' headers. */
  for (gsize i = 0; i + 10 < length; i++)
    if (memcmp (bytes + i, "PK\003\004", 4) == 0)
      bytes[i + 6] |= 1;
    else if (memcmp (bytes + i, "PK\001\002", 4) == 0)
      bytes[i + 8] |= 1;
  write_book (bytes, length, &locked);
  assert_refused (locked, ATLAS_IMPORT_ERROR_FORMAT, "the workbook was saved with a password*");
  delete_book (whole);
}

/* --- the workbook ----------------------------------------------------------------------------------------
 */

/* The corpus: sheets are found by name, hidden or not, in either namespace and wherever their parts lie. */
static void
test_choice (void)
{
  g_autoptr (GFile) file = corpus_book ("sheet_visibility_strict.xlsx");
  g_autoptr (GFile) astray = corpus_book ("wtf_path.xlsx");
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasXlsxReader) reader = NULL;
  g_auto (GStrv) names = NULL;
  g_autofree char *all = NULL;
  g_autofree char *text = NULL;
  AtlasRow row;

  if (file == NULL)
    return;
  reader = atlas_xlsx_reader_new (file, NULL, &error);
  g_assert_no_error (error);
  names = atlas_xlsx_reader_dup_sheets (reader);
  all = g_strjoinv (" ", names);
  g_assert_cmpstr (all, ==, "Visible Hidden VeryHidden");
  g_assert_false (atlas_xlsx_reader_is_sheet_hidden (reader, 0));
  g_assert_true (atlas_xlsx_reader_is_sheet_hidden (reader, 2));
  g_assert_null (atlas_xlsx_reader_get_sheet (reader));

  g_assert_true (atlas_row_reader_next (ATLAS_ROW_READER (reader), &row, NULL, &error));
  g_assert_cmpstr (atlas_xlsx_reader_get_sheet (reader), ==, "Visible");
  g_assert_true (atlas_xlsx_reader_choose_sheet (reader, "VERYHIDDEN", &error));
  g_assert_true (atlas_row_reader_next (ATLAS_ROW_READER (reader), &row, NULL, &error));
  g_assert_cmpstr (atlas_xlsx_reader_get_sheet (reader), ==, "VeryHidden");
  g_assert_no_error (error);
  g_assert_false (atlas_xlsx_reader_choose_sheet (reader, "People", &error));
  g_assert_cmpstr (error->message, ==,
                   "the workbook has no sheet “People”; it has: Visible, Hidden, VeryHidden");
  g_clear_error (&error);

  text = read_book (astray, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (text, "1:"));
}

/* A workbook may come through a pipe. */
static void
test_stream (void)
{
  g_autoptr (GFile) file = make_book (SHEET_START ROWS ("<row><c><v>1</v></c></row>") "</worksheet>", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &error);
  g_autoptr (AtlasXlsxReader) reader =
    atlas_xlsx_reader_new_for_stream (G_INPUT_STREAM (stream), FALSE, NULL, &error);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  AtlasRow row;

  g_assert_no_error (error);
  g_assert_true (atlas_row_reader_next (ATLAS_ROW_READER (reader), &row, NULL, &error));
  g_assert_cmpmem (row.cells[0].text, row.cells[0].length, "1", 1);

  g_cancellable_cancel (cancellable);
  g_assert_false (atlas_row_reader_next (ATLAS_ROW_READER (reader), &row, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  delete_book (file);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xlsx-reader/numbers", test_numbers);
  g_test_add_func ("/xlsx-reader/escapes", test_escapes);
  g_test_add_func ("/xlsx-reader/sheets", test_sheets);
  g_test_add_func ("/xlsx-reader/many-rows", test_many_rows);
  g_test_add_func ("/xlsx-reader/spilt-strings", test_spilt_strings);
  g_test_add_func ("/xlsx-reader/entities", test_entities);
  g_test_add_func ("/xlsx-reader/deep", test_deep);
  g_test_add_func ("/xlsx-reader/long-cell", test_long_cell);
  g_test_add_func ("/xlsx-reader/bomb", test_bomb);
  g_test_add_func ("/xlsx-reader/other-files", test_other_files);
  g_test_add_func ("/xlsx-reader/damaged", test_damaged);
  g_test_add_func ("/xlsx-reader/choice", test_choice);
  g_test_add_func ("/xlsx-reader/stream", test_stream);
  g_test_add_func ("/xlsx-reader/excel", test_excel);
  return g_test_run ();
}
