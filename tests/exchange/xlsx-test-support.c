/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xlsx-test-support.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>

#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static void
add_part (struct archive *archive, const char *name, const char *text)
{
  struct archive_entry *entry = archive_entry_new ();
  gsize length = strlen (text);

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_size (entry, (la_int64_t) length);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (archive, text, length), ==, (gssize) length);
  archive_entry_free (entry);
}

static GFile *
write_book (const char *notes, const char *sheet, const char *strings)
{
  struct archive *archive = archive_write_new ();
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("book-XXXXXX", &path, &error);

  g_assert_no_error (error);
  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_open_fd (archive, fd), ==, ARCHIVE_OK);
  add_part (archive, "_rels/.rels",
            "<Relationships><Relationship Id='a' Type='" RELATIONS
            "/officeDocument' Target='xl/workbook.xml'/>"
            "</Relationships>");
  add_part (archive, "xl/_rels/workbook.xml.rels",
            "<Relationships>"
            "<Relationship Id='s' Type='" RELATIONS "/worksheet' Target='/xl/worksheets/../sheet.xml'/>"
            "<Relationship Id='t' Type='" RELATIONS "/sharedStrings' Target='SharedStrings.xml'/>"
            "<Relationship Id='u' Type='" RELATIONS "/styles' Target='styles.xml'/>"
            "<Relationship Id='n' Type='" RELATIONS "/worksheet' Target='notes.xml'/>"
            "</Relationships>");
  add_part (archive, "xl/workbook.xml",
            notes != NULL ? "<workbook xmlns='" MAIN_NAMESPACE "' xmlns:r='" RELATIONS "'><sheets>"
                            "<sheet name='Notes' r:id='n'/><sheet name='S' r:id='s'/></sheets></workbook>"
                          : "<workbook xmlns='" MAIN_NAMESPACE "' xmlns:r='" RELATIONS "'><sheets>"
                            "<sheet name='S' r:id='s'/></sheets></workbook>");
  add_part (
    archive, "xl/styles.xml",
    "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy\\-mm\\-dd'/>"
    "<numFmt numFmtId='165' formatCode='yyyy-mm-dd hh:mm &quot;-05:00&quot;'/></numFmts>"
    "<cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>"
    "<cellXfs><xf/><xf numFmtId='164'/><xf numFmtId='9'/><xf numFmtId='165'/></cellXfs></styleSheet>");
  add_part (archive, "xl\\sharedstrings.xml",
            strings != NULL ? strings
                            : "<sst><si><t>plain</t></si><si><r><t>rich </t></r><r><t>text</t></r>"
                              "<rPh><t>said</t></rPh></si><si><t>_x000D__x005F_x000D_</t></si></sst>");
  add_part (archive, "xl/sheet.xml", sheet);
  if (notes != NULL && *notes != '\0')
    add_part (archive, "xl/notes.xml", notes);
  g_assert_cmpint (archive_write_free (archive), ==, ARCHIVE_OK);
  g_close (fd, NULL);
  return g_file_new_for_path (path);
}

GFile *
make_book (const char *sheet, const char *strings)
{
  return write_book (NULL, sheet, strings);
}

GFile *
make_book_with_notes (const char *notes, const char *sheet)
{
  return write_book (notes, sheet, NULL);
}

void
delete_book (GFile *file)
{
  g_unlink (g_file_peek_path (file));
}

char *
read_book (GFile *file, const char *sheet, GError **error)
{
  g_autoptr (AtlasXlsxReader) reader = atlas_xlsx_reader_new (file, NULL, error);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) failure = NULL;
  AtlasRow row;

  if (reader == NULL || (sheet != NULL && !atlas_xlsx_reader_choose_sheet (reader, sheet, error)))
    return NULL;
  while (atlas_row_reader_next (ATLAS_ROW_READER (reader), &row, NULL, &failure))
    {
      g_string_append_printf (out, "%" G_GINT64_FORMAT ":", row.line);
      for (guint i = 0; i < row.n_cells && row.n_cells <= 100; i++)
        {
          if (i > 0)
            g_string_append_c (out, '|');
          g_string_append_len (out, row.cells[i].text, (gssize) row.cells[i].length);
        }
      g_string_append (out, row.n_cells > 100 ? "*\n" : "\n");
    }
  if (failure == NULL)
    return g_strdup (out->str);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

char *
read_sheet_text (const char *sheet)
{
  g_autoptr (GFile) file = make_book (sheet, NULL);
  g_autoptr (GError) error = NULL;
  char *text = read_book (file, NULL, &error);

  delete_book (file);
  return text != NULL ? text : g_strdup (error->message);
}

GFile *
corpus_book (const char *name)
{
  const char *corpus = g_getenv ("ATLAS_CORPUS_DIR");
  g_autofree char *path = g_build_filename (corpus != NULL ? corpus : "", "xlsx", "sheetjs", name, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_file_new_for_path (path);
  g_test_skip ("the corpus is not here");
  return NULL;
}
