/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-xlsx-writer.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <linux/magic.h>
#include <stdio.h>
#include <string.h>
#include <sys/vfs.h>
#include <xlsxwriter.h>

#include "atlas-date.h"
#include "atlas-export.h"
#include "atlas-i18n.h"

#define BLOCK_SIZE (64 * 1024)
#define MAX_NAME   31
/* Workbooks have room for some hundred formats; times of further zones are written as texts. */
#define MAX_ZONES     100
#define UNIX_EPOCH    25569 /* 1970-01-01, as Excel counts days */
#define FIRST_DAY     61    /* 1900-03-01 */
#define JULIAN_OFFSET 693594

struct _AtlasXlsxWriter
{
  char *folder;
  char *path;
  lxw_workbook *book;
  lxw_worksheet *sheet;
  lxw_format *heading, *date;
  GHashTable *zones; /* offset as text to lxw_format */
  guint n_columns;
  lxw_row_t row;
  lxw_col_t column;
  GString *text;
};

/* --- the workbook
 * ------------------------------------------------------------------------------------------- */

/* What Excel takes: 31 units of UTF-16 without some signs, and no apostrophe at the ends. */
static char *
make_name (const char *name)
{
  GString *out = g_string_new (NULL);
  glong units = 0;

  for (; *name != '\0'; name = g_utf8_next_char (name))
    {
      gunichar c = g_utf8_get_char (name);

      units += c > 0xffff ? 2 : 1;
      if (units > MAX_NAME)
        break;
      if (c >= 0x20 && c != '\'' && (c > 0x7f || strchr ("[]:*?/\\", (int) c) == NULL))
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

static gboolean
fail_book (int status, GError **error)
{
  g_set_error (error, G_IO_ERROR, errno == ENOSPC ? G_IO_ERROR_NO_SPACE : G_IO_ERROR_FAILED,
               _ ("the workbook could not be written: %s"),
               errno != 0 ? g_strerror (errno) : lxw_strerror ((lxw_error) status));
  return FALSE;
}

/* A folder that is nowhere but in memory. */
static char *
make_memory_folder (GError **error)
{
  const char *const places[] = { g_get_user_runtime_dir (), "/dev/shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *folder = g_build_filename (places[i], "diaspora-atlas-XXXXXX", NULL);
      struct statfs about;

      if (statfs (places[i], &about) == 0 && about.f_type == TMPFS_MAGIC && g_mkdtemp (folder) != NULL)
        return g_steal_pointer (&folder);
    }
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                       _ ("Here a workbook can’t be encrypted without its text passing over the disk: choose "
                          "another format."));
  return NULL;
}

AtlasXlsxWriter *
atlas_xlsx_writer_new (const char *name, gboolean secret, GError **error)
{
  g_autoptr (AtlasXlsxWriter) self = NULL;
  g_autofree char *sheet_name = NULL;
  lxw_workbook_options options = { .constant_memory = LXW_TRUE };
  lxw_doc_properties properties = { 0 };
  char *folder;

  g_return_val_if_fail (name != NULL, NULL);

  folder = secret ? make_memory_folder (error) : g_dir_make_tmp ("diaspora-atlas-XXXXXX", error); /* 0700 */
  if (folder == NULL)
    return NULL;
  self = g_new0 (AtlasXlsxWriter, 1);
  self->folder = folder;
  self->path = g_build_filename (folder, "book.xlsx", NULL);
  self->zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->text = g_string_new (NULL);
  options.tmpdir = folder;
  errno = 0;
  self->book = workbook_new_opt (self->path, &options);
  sheet_name = make_name (name);
  self->sheet = self->book != NULL ? workbook_add_worksheet (self->book, sheet_name) : NULL;
  if (self->sheet == NULL)
    {
      fail_book (LXW_ERROR_CREATING_TMPFILE, error);
      return NULL;
    }
  properties.created = (time_t) atlas_timestamp_now_seconds ();
  workbook_set_properties (self->book, &properties);
  self->heading = workbook_add_format (self->book);
  format_set_bold (self->heading);
  self->date = workbook_add_format (self->book);
  format_set_num_format (self->date, "yyyy-mm-dd");
  worksheet_freeze_panes (self->sheet, 1, 0);
  /* Postcodes and telephone numbers are texts on purpose. */
  worksheet_ignore_errors (self->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
  return g_steal_pointer (&self);
}

void
atlas_xlsx_writer_free (AtlasXlsxWriter *self)
{
  if (self == NULL)
    return;
  lxw_workbook_free (self->book);
  g_unlink (self->path);
  g_rmdir (self->folder);
  g_free (self->path);
  g_free (self->folder);
  g_hash_table_unref (self->zones);
  g_string_free (self->text, TRUE);
  g_free (self);
}

void
atlas_xlsx_writer_add_column (AtlasXlsxWriter *self, const char *heading, double width)
{
  lxw_col_t column;

  g_return_if_fail (self != NULL && self->row == 0);
  g_return_if_fail (heading != NULL);

  column = (lxw_col_t) self->n_columns++;
  worksheet_set_column (self->sheet, column, column, width, NULL);
  worksheet_write_string (self->sheet, 0, column, heading, self->heading);
}

gboolean
atlas_xlsx_writer_begin_row (AtlasXlsxWriter *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  self->column = 0;
  if (self->row++ < ATLAS_XLSX_MAX_ROWS)
    return TRUE;
  g_set_error_literal (error, ATLAS_EXPORT_ERROR, ATLAS_EXPORT_ERROR_FORMAT,
                       _ ("A sheet has room for 1,048,575 records, and there are more: narrow them down, or "
                          "choose CSV."));
  return FALSE;
}

/* --- cells
 * -------------------------------------------------------------------------------------------------- */

void
atlas_xlsx_writer_skip (AtlasXlsxWriter *self)
{
  self->column++;
}

void
atlas_xlsx_writer_add_number (AtlasXlsxWriter *self, double number)
{
  g_return_if_fail (self != NULL);

  worksheet_write_number (self->sheet, self->row, self->column++, number, NULL);
}

void
atlas_xlsx_writer_add_boolean (AtlasXlsxWriter *self, gboolean value)
{
  g_return_if_fail (self != NULL);

  worksheet_write_boolean (self->sheet, self->row, self->column++, value, NULL);
}

/* Whether a text that goes on like this reads as an escape: "_xHHHH_". */
static gboolean
looks_escaped (const char *at, const char *end)
{
  return end - at >= 7 && at[1] == 'x' && at[6] == '_' && g_ascii_isxdigit (at[2]) &&
         g_ascii_isxdigit (at[3]) && g_ascii_isxdigit (at[4]) && g_ascii_isxdigit (at[5]);
}

/* Appends the character at @at and returns the next. */
static const char *
escape (GString *out, const char *at, const char *end)
{
  guchar c = (guchar) *at;

  if (c >= 0x20 && c < 0x80)
    {
      if (c == '_' && looks_escaped (at, end))
        g_string_append (out, "_x005F_");
      else
        g_string_append_c (out, *at);
      return at + 1;
    }
  if (c < 0x20 && c != '\t' && c != '\n')
    {
      g_string_append_printf (out, "_x%04X_", c);
      return at + 1;
    }
  /* U+FFFE and U+FFFF, EF BF BE and EF BF BF, are no characters for XML. */
  if (c == 0xef && end - at >= 3 && (guchar) at[1] == 0xbf && (guchar) at[2] >= 0xbe)
    {
      g_string_append_printf (out, "_xFF%02X_", 0xfe + ((guchar) at[2] & 1));
      return at + 3;
    }
  g_string_append_c (out, *at);
  return at + 1;
}

/* The library counts characters, of which an escape is seven, and Excel units of UTF-16, of which some
 * characters are two: what fits by the larger count fits. */
static gsize
count_units (const GString *text)
{
  gsize n = 0;

  for (gsize i = 0; i < text->len; i++)
    n += ((guchar) text->str[i] & 0xc0) != 0x80 ? 1 + ((guchar) text->str[i] >= 0xf0) : 0;
  return n;
}

/* Cuts it to fit with @mark behind it. */
static void
cut (GString *text, const char *mark)
{
  gsize room = ATLAS_XLSX_MAX_CHARACTERS - (gsize) g_utf8_strlen (mark, -1);
  gsize at = 0, n = 0;

  while (at < text->len)
    {
      gsize units = (guchar) text->str[at] >= 0xf0 ? 2 : 1;

      if (n + units > room)
        break;
      n += units;
      at = (gsize) (g_utf8_next_char (text->str + at) - text->str);
    }
  /* Not within an escape. */
  for (gsize i = 1; i < 7 && i <= at; i++)
    if (text->str[at - i] == '_' && looks_escaped (text->str + at - i, text->str + text->len))
      {
        at -= i;
        break;
      }
  g_string_truncate (text, at);
  g_string_append (text, mark);
}

gboolean
atlas_xlsx_writer_add_text (AtlasXlsxWriter *self, const char *text, gsize length)
{
  gboolean whole = TRUE;
  const char *end;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (text != NULL || length == 0, FALSE);

  if (length == 0)
    {
      self->column++;
      return TRUE;
    }
  end = text + length;
  g_string_truncate (self->text, 0);
  while (text < end)
    text = escape (self->text, text, end);
  if (self->text->len > ATLAS_XLSX_MAX_CHARACTERS && count_units (self->text) > ATLAS_XLSX_MAX_CHARACTERS)
    {
      /* Translators: stands at the end of a text that was cut. */
      cut (self->text, _ (" … (shortened: a cell holds 32,767 characters)"));
      whole = FALSE;
    }
  worksheet_write_string (self->sheet, self->row, self->column++, self->text->str, NULL);
  return whole;
}

void
atlas_xlsx_writer_add_date (AtlasXlsxWriter *self, const char *text, gsize length)
{
  GDate day;
  int serial;

  g_return_if_fail (self != NULL);

  if (!atlas_date_is_valid (text, (gssize) length) || memcmp (text, "0000", 4) == 0)
    {
      atlas_xlsx_writer_add_text (self, text, length);
      return;
    }
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) atoi (text + 8), (GDateMonth) atoi (text + 5), (GDateYear) atoi (text));
  serial = (int) g_date_get_julian (&day) - JULIAN_OFFSET;
  if (serial < FIRST_DAY)
    atlas_xlsx_writer_add_text (self, text, length);
  else
    worksheet_write_number (self->sheet, self->row, self->column++, serial, self->date);
}

static lxw_format *
get_zone (AtlasXlsxWriter *self, const char *zone)
{
  lxw_format *format = g_hash_table_lookup (self->zones, zone);
  g_autofree char *code = NULL;

  if (format != NULL || g_hash_table_size (self->zones) == MAX_ZONES)
    return format;
  code = g_strdup_printf ("yyyy-mm-dd hh:mm:ss \"%s\"", zone);
  format = workbook_add_format (self->book);
  format_set_num_format (format, code);
  g_hash_table_insert (self->zones, g_strdup (zone), format);
  return format;
}

void
atlas_xlsx_writer_add_time (AtlasXlsxWriter *self, const char *text, gsize length)
{
  char clock[ATLAS_DATE_TEXT_SIZE];
  g_autofree char *zone = NULL;
  lxw_format *format = NULL;
  gint64 seconds;
  int offset;

  g_return_if_fail (self != NULL);

  /* "2026-11-24T18:30:00-05:00" or "2026-11-24T23:30:00Z". */
  if ((length == 20 || length == 25) && atlas_timestamp_parse (text, (gssize) length, &seconds, &offset))
    {
      seconds += offset;
      atlas_timestamp_format (seconds, clock);
      zone = g_strndup (text + 19, length - 19);
      if (memcmp (clock, text, 19) == 0 && seconds >= (gint64) (FIRST_DAY - UNIX_EPOCH) * 86400)
        format = get_zone (self, zone);
    }
  if (format == NULL)
    atlas_xlsx_writer_add_text (self, text, length);
  else
    worksheet_write_number (self->sheet, self->row, self->column++, UNIX_EPOCH + (double) seconds / 86400,
                            format);
}

/* --- the end
 * ------------------------------------------------------------------------------------------------ */

static gboolean
copy_file (AtlasXlsxWriter *self, AtlasOutput *output, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autofree char *buffer = g_malloc (BLOCK_SIZE);
  gssize n = stream != NULL ? 1 : -1;

  while (n > 0)
    {
      n = g_input_stream_read (G_INPUT_STREAM (stream), buffer, BLOCK_SIZE, cancellable, error);
      if (n > 0)
        {
          g_string_append_len (atlas_output_get_buffer (output), buffer, n);
          if (!atlas_output_drain (output, cancellable, error))
            return FALSE;
        }
    }
  return n == 0;
}

gboolean
atlas_xlsx_writer_finish (AtlasXlsxWriter *self,
                          AtlasOutput *output,
                          GCancellable *cancellable,
                          GError **error)
{
  int status;

  g_return_val_if_fail (self != NULL && self->book != NULL, FALSE);
  g_return_val_if_fail (output != NULL, FALSE);

  if (self->n_columns > 0)
    worksheet_autofilter (self->sheet, 0, 0, self->row, (lxw_col_t) (self->n_columns - 1));
  errno = 0;
  status = workbook_close (g_steal_pointer (&self->book)); /* which frees it */
  return status == LXW_NO_ERROR ? copy_file (self, output, cancellable, error) : fail_book (status, error);
}
