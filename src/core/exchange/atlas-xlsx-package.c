/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-xlsx-package.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "atlas-i18n.h"
#include "atlas-import.h"

#define BLOCK_SIZE  (64 * 1024)
#define FREE_SIZE   (16 * 1024 * 1024)
#define MAX_RATIO   250
#define MAX_PART    (G_GINT64_CONSTANT (16) * 1024 * 1024 * 1024)
#define MAX_SPOOLED (G_GINT64_CONSTANT (2) * 1024 * 1024 * 1024)
#define MAX_SECRET  (G_GINT64_CONSTANT (512) * 1024 * 1024)
#define MAX_ENTRIES 20000

struct _AtlasXlsxPackage
{
  int fd;
  gint64 size;
  struct archive *archive; /* stands in the part that was begun */
  gint64 n_unpacked;       /* of it */
};

static gboolean
fail (GError **error, AtlasImportError code, const char *message)
{
  g_set_error_literal (error, ATLAS_IMPORT_ERROR, code, message);
  return FALSE;
}

static gboolean
fail_errno (GError **error)
{
  int code = errno;

  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
  return FALSE;
}

/* libarchive's own words are for programmers and in English; they stand behind ours. */
static gboolean
fail_broken (AtlasXlsxPackage *self, GError **error)
{
  const char *detail = archive_error_string (self->archive);

  g_set_error (error, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_SYNTAX,
               _ ("the workbook is damaged or part of it is missing. Fetch it again, or open it in a "
                  "spreadsheet program and save it anew. (%s)"),
               detail != NULL ? detail : "ZIP");
  return FALSE;
}

/* --- which file it is
 * --------------------------------------------------------------------------------------- */

/* Whether the file holds @needle within its first 64 MiB. */
static gboolean
file_holds (int fd, const char *needle, gsize length)
{
  g_autofree char *buffer = g_malloc (BLOCK_SIZE);
  gsize kept = 0;
  gint64 at = 0;

  while (at < 4 * FREE_SIZE)
    {
      gssize n = pread (fd, buffer + kept, BLOCK_SIZE - kept, at);

      if (n <= 0)
        return FALSE;
      at += n;
      kept += (gsize) n;
      if (memmem (buffer, kept, needle, length) != NULL)
        return TRUE;
      if (kept > length)
        {
          memmove (buffer, buffer + kept - length, length);
          kept = length;
        }
    }
  return FALSE;
}

/* What is no ZIP archive may be what Excel makes of a workbook with a password ([MS-OFFCRYPTO]: an OLE file
 * with the stream "EncryptedPackage"), or the format before 2007 (the same kind of file without it). */
static gboolean
check_magic (int fd, GError **error)
{
  static const char ole[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
  static const char encrypted[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
  char magic[8] = "";
  gssize n = pread (fd, magic, sizeof magic, 0);

  if (n < 0)
    return fail_errno (error);
  if (n == 0)
    return fail (error, ATLAS_IMPORT_ERROR_FORMAT, _ ("the file is empty"));
  if (n == 8 && memcmp (magic, ole, 8) == 0)
    return fail (error, ATLAS_IMPORT_ERROR_FORMAT,
                 file_holds (fd, encrypted, sizeof encrypted)
                   ? _ ("the workbook was saved with a password. Open it in a spreadsheet program, save it "
                        "without one, and import that.")
                   : _ ("this is a workbook of Excel 97 to 2003 (.xls). Open it in a spreadsheet program and "
                        "save it as .xlsx."));
  if (n < 4 || memcmp (magic, "PK\003\004", 4) != 0)
    return fail (error, ATLAS_IMPORT_ERROR_FORMAT, _ ("this is no workbook (.xlsx)"));
  return TRUE;
}

static AtlasXlsxPackage *
package_new (int fd, GError **error)
{
  AtlasXlsxPackage *self;
  off_t size = lseek (fd, 0, SEEK_END);

  if (size < 0 || !check_magic (fd, error))
    {
      if (size < 0)
        fail_errno (error);
      close (fd);
      return NULL;
    }
  self = g_new0 (AtlasXlsxPackage, 1);
  self->fd = fd;
  self->size = size;
  return self;
}

/* A file without a name: of memory for what must not come to lie on the disk. */
static int
open_nameless (gboolean secret, GError **error)
{
  g_autofree char *path = NULL;
  int fd =
    secret ? memfd_create ("workbook", MFD_CLOEXEC) : g_file_open_tmp ("diaspora-atlas-XXXXXX", &path, error);

  if (path != NULL)
    g_unlink (path);
  if (fd < 0 && secret)
    fail_errno (error);
  return fd;
}

AtlasXlsxPackage *
atlas_xlsx_package_open_stream (GInputStream *stream,
                                gboolean secret,
                                GCancellable *cancellable,
                                GError **error)
{
  g_autofree char *buffer = NULL;
  g_autoptr (GOutputStream) copy = NULL;
  gint64 total = 0;
  int fd;

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);

  fd = open_nameless (secret, error);
  if (fd < 0)
    return NULL;
  buffer = g_malloc (BLOCK_SIZE);
  copy = g_unix_output_stream_new (fd, FALSE);
  for (;;)
    {
      gssize n = g_input_stream_read (stream, buffer, BLOCK_SIZE, cancellable, error);

      if (n == 0)
        return package_new (fd, error);
      total += n;
      if (n > 0 && secret && total > MAX_SECRET)
        n = fail (error, ATLAS_IMPORT_ERROR_TOO_BIG,
                  _ ("the encrypted workbook is larger than 512 MiB; ask for it as CSV")) -
            1;
      if (n > 0 && total > MAX_SPOOLED)
        n = fail (error, ATLAS_IMPORT_ERROR_TOO_BIG, _ ("the workbook is larger than 2 GiB")) - 1;
      if (n < 0 || !g_output_stream_write_all (copy, buffer, (gsize) n, NULL, cancellable, error))
        {
          close (fd);
          return NULL;
        }
    }
}

AtlasXlsxPackage *
atlas_xlsx_package_open (GFile *file, GCancellable *cancellable, GError **error)
{
  const char *path;
  g_autoptr (GFileInputStream) stream = NULL;
  int fd;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  path = g_file_peek_path (file);
  /* What can't be gone back in, a pipe, is read into a file as well. */
  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      stream = g_file_read (file, cancellable, error);
      return stream != NULL
               ? atlas_xlsx_package_open_stream (G_INPUT_STREAM (stream), FALSE, cancellable, error)
               : NULL;
    }
  fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0)
    {
      fail_errno (error);
      return NULL;
    }
  return package_new (fd, error);
}

void
atlas_xlsx_package_free (AtlasXlsxPackage *self)
{
  if (self == NULL)
    return;
  if (self->archive != NULL)
    archive_read_free (self->archive);
  close (self->fd);
  g_free (self);
}

/* --- a part
 * ------------------------------------------------------------------------------------------------- */

/* Some programs write names with the separators of Windows, or other capitals than they refer to them by. */
static gboolean
is_name (const char *name, const char *wanted)
{
  for (; *name != '\0' && *wanted != '\0'; name++, wanted++)
    if (g_ascii_tolower (*name == '\\' ? '/' : *name) != g_ascii_tolower (*wanted))
      return FALSE;
  return *name == '\0' && *wanted == '\0';
}

gboolean
atlas_xlsx_package_begin (AtlasXlsxPackage *self, const char *name, GError **error)
{
  struct archive_entry *entry;
  guint n_entries = 0;
  int status;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  if (self->archive != NULL)
    archive_read_free (self->archive);
  self->archive = archive_read_new ();
  self->n_unpacked = 0;
  archive_read_support_format_zip_seekable (self->archive);
  if (lseek (self->fd, 0, SEEK_SET) < 0)
    return fail_errno (error);
  if (archive_read_open_fd (self->archive, self->fd, BLOCK_SIZE) != ARCHIVE_OK)
    return fail_broken (self, error);

  while ((status = archive_read_next_header (self->archive, &entry)) == ARCHIVE_OK || status == ARCHIVE_WARN)
    {
      const char *path = archive_entry_pathname (entry);

      if (++n_entries > MAX_ENTRIES)
        return fail (error, ATLAS_IMPORT_ERROR_TOO_BIG, _ ("the workbook has more than 20,000 parts"));
      if (path == NULL || !is_name (path, name))
        continue;
      if (archive_entry_is_encrypted (entry))
        return fail (error, ATLAS_IMPORT_ERROR_FORMAT,
                     _ ("the workbook was saved with a password. Open it in a spreadsheet program, save it "
                        "without one, and import that."));
      return TRUE;
    }
  return status == ARCHIVE_EOF ? FALSE : fail_broken (self, error);
}

gssize
atlas_xlsx_package_read (
  AtlasXlsxPackage *self, char *buffer, gsize size, GCancellable *cancellable, GError **error)
{
  gssize n;

  g_return_val_if_fail (self != NULL && self->archive != NULL, -1);
  g_return_val_if_fail (buffer != NULL, -1);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;
  n = archive_read_data (self->archive, buffer, size);
  if (n < 0)
    {
      fail_broken (self, error);
      return -1;
    }
  self->n_unpacked += n;
  if (self->n_unpacked > MAX_PART ||
      (self->n_unpacked > FREE_SIZE && self->n_unpacked / MAX_RATIO > self->size))
    {
      fail (
        error, ATLAS_IMPORT_ERROR_TOO_BIG,
        _ ("the workbook unpacks to far more than a workbook does; it was not read, since it may be meant "
           "to fill up the computer"));
      return -1;
    }
  return n;
}

gint64
atlas_xlsx_package_get_position (AtlasXlsxPackage *self)
{
  g_return_val_if_fail (self != NULL, 0);

  /* The unpacker reads ahead by a block. */
  return CLAMP (lseek (self->fd, 0, SEEK_CUR), 0, self->size);
}
