/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A vCard as the lines it is made of: folding, encodings and quoting are undone here, what lines mean is for
 * others. RFC 6350 (4.0) with the parameters of RFC 6868, RFC 2426 (3.0), and vCard 2.1 of 1996, which is
 * what telephones write. libebook-contacts of Debian 12 would read 2.1 and 3.0, but takes the quoted
 * parameters of 4.0 apart at their colons, and no longer tells a comma that separates from one that was
 * escaped. */

/** Bytes of the longest card without its pictures, as of the longest record in JSON. */
#define ATLAS_VCARD_MAX_BYTES (4 * 1024 * 1024)

/**
 * AtlasVcardLine:
 * @name: in capitals, without the group before it: "TEL"
 * @value: UTF-8 without NUL; quoted-printable and character sets are undone, escapes ("\,") still stand
 * @types: (array zero-terminated=1): in lower case, of all parameters TYPE and those without a name: "work"
 * @preferred: 1 to 100, 1 most so; "pref" among the types is 1; 101 where nothing is said
 * @number: of its first line in the file, from 1
 *
 * Borrowed from the reader until the next line.
 */
typedef struct
{
  const char *name;
  const char *value;
  const char *const *types;
  int preferred;
  gint64 number;
} AtlasVcardLine;

typedef struct _AtlasVcardLines AtlasVcardLines;

AtlasVcardLines *atlas_vcard_lines_new (GInputStream *stream);
void atlas_vcard_lines_free (AtlasVcardLines *self);

/**
 * atlas_vcard_lines_next:
 * @line: (out caller-allocates)
 *
 * Pictures, sounds and keys are passed over without being kept. A line that is none, without a colon, belongs
 * to the one before it: some programs break lines without folding them.
 *
 * Returns: FALSE at the end, and with @error (ATLAS_IMPORT_ERROR_TOO_BIG, G_IO_ERROR; says the line)
 */
gboolean atlas_vcard_lines_next (AtlasVcardLines *self,
                                 AtlasVcardLine *line,
                                 GCancellable *cancellable,
                                 GError **error);

gint64 atlas_vcard_lines_get_position (AtlasVcardLines *self);

gboolean atlas_vcard_line_has_type (const AtlasVcardLine *line, const char *type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasVcardLines, atlas_vcard_lines_free)

G_END_DECLS
