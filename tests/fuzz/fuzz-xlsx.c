/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook, whatever is in it. A first byte of 'X' says that the rest is the XML of a sheet, for a fuzzer
 * to get at it through no compression; of 'N' that it is a number format and a number. */
#include <archive.h>
#include <archive_entry.h>
#include <gio/gio.h>
#include <string.h>

#include "atlas-fuzz.h"
#include "atlas-xlsx-number.h"
#include "atlas-xlsx-reader.h"

#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static void
read_book (const void *data, size_t size)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasXlsxReader) reader = atlas_xlsx_reader_new_for_stream (stream, FALSE, NULL, &error);
  gint64 last = 0, n = 0;
  AtlasRow row;

  g_assert_true ((reader == NULL) == (error != NULL));
  while (reader != NULL && n++ < 10000 &&
         atlas_row_reader_next (ATLAS_ROW_READER (reader), &row, NULL, &error))
    {
      g_assert_cmpuint (row.n_cells, >, 0);
      g_assert_cmpuint (row.n_cells, <=, 16384);
      g_assert_cmpuint (row.cells[row.n_cells - 1].length, >, 0);
      for (guint i = 0; i < row.n_cells; i++)
        g_assert_true (g_utf8_validate (row.cells[i].text, (gssize) row.cells[i].length, NULL));
      last = MAX (last, row.line);
    }
  g_assert_cmpint (last, <=, 1048576);
}

static void
add_part (struct archive *archive, const char *name, const void *text, size_t length)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_size (entry, (la_int64_t) length);
  archive_write_header (archive, entry);
  archive_write_data (archive, text, length);
  archive_entry_free (entry);
}

static void
read_sheet (const void *data, size_t size)
{
  static const char root[] = "<Relationships><Relationship Id='a' Type='" RELATIONS
                             "/officeDocument' Target='w.xml'/></Relationships>";
  static const char parts[] = "<Relationships><Relationship Id='s' Type='" RELATIONS
                              "/worksheet' Target='s.xml'/><Relationship Id='t' Type='" RELATIONS
                              "/sharedStrings' Target='s.xml'/><Relationship Id='u' Type='" RELATIONS
                              "/styles' Target='s.xml'/></Relationships>";
  static const char book[] = "<workbook><sheets><sheet name='S' id='s'/></sheets></workbook>";
  size_t room = size + 8192, used = 0;
  g_autofree char *buffer = g_malloc (room);
  struct archive *archive = archive_write_new ();

  archive_write_set_format_zip (archive);
  archive_write_zip_set_compression_store (archive);
  archive_write_open_memory (archive, buffer, room, &used);
  add_part (archive, "_rels/.rels", root, strlen (root));
  add_part (archive, "_rels/w.xml.rels", parts, strlen (parts));
  add_part (archive, "w.xml", book, strlen (book));
  add_part (archive, "s.xml", data, size);
  archive_write_free (archive);
  read_book (buffer, used);
}

static void
read_number (const char *data, size_t size)
{
  const char *end = memchr (data, '\n', size);
  g_autofree char *code = g_strndup (data, end != NULL ? (gsize) (end - data) : size);
  g_autoptr (GString) out = g_string_new (NULL);
  AtlasXlsxFormat format;

  atlas_xlsx_format_init_code (&format, code);
  if (end != NULL)
    for (int from_1904 = 0; from_1904 < 2; from_1904++)
      atlas_xlsx_append_number (out, end + 1, size - (size_t) (end + 1 - data), &format, from_1904);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size > 0 && data[0] == 'X')
    read_sheet (data + 1, size - 1);
  else if (size > 0 && data[0] == 'N')
    read_number ((const char *) data + 1, size - 1);
  else
    read_book (data, size);
  return 0;
}
