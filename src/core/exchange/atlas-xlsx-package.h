/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AtlasXlsxPackage:
 *
 * The ZIP archive that a workbook is (ECMA-376 part 2, "Open Packaging Conventions"), of which one part at a
 * time is unpacked, piece by piece, by libarchive. Nothing is ever unpacked to the disk, so the names within
 * do no harm.
 *
 * A part that unpacks to more than 16 MiB and 250 times what the whole file takes is taken for a bomb, and so
 * is one of more than 16 GiB. Sheets that people have compress 5 to 40 times.
 */
typedef struct _AtlasXlsxPackage AtlasXlsxPackage;

/**
 * atlas_xlsx_package_open:
 *
 * A file that is not on this machine's disks is copied into a temporary one first, which has no name and is
 * gone with the package.
 *
 * Returns: NULL with ATLAS_IMPORT_ERROR where it is no ZIP archive (a workbook with a password, and one of
 * Excel 97, are told apart), or with G_IO_ERROR
 */
AtlasXlsxPackage *atlas_xlsx_package_open (GFile *file, GCancellable *cancellable, GError **error);

/** As above; @stream is read to its end. @secret: the copy lies in memory, not on the disk, and may be of 512
 * MiB. */
AtlasXlsxPackage *atlas_xlsx_package_open_stream (GInputStream *stream,
                                                  gboolean secret,
                                                  GCancellable *cancellable,
                                                  GError **error);
void atlas_xlsx_package_free (AtlasXlsxPackage *self);

/** Begins with the part of that name ("xl/workbook.xml"; capitals don't matter); what was begun before is
 * left. FALSE where there is none, without an error, or with one. */
gboolean atlas_xlsx_package_begin (AtlasXlsxPackage *self, const char *name, GError **error);

/** The next bytes of the part; 0 at its end, -1 with @error. */
gssize atlas_xlsx_package_read (
  AtlasXlsxPackage *self, char *buffer, gsize size, GCancellable *cancellable, GError **error);

/** Where in the file we are, bytes. */
gint64 atlas_xlsx_package_get_position (AtlasXlsxPackage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasXlsxPackage, atlas_xlsx_package_free)

G_END_DECLS
