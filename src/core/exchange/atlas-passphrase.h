/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AtlasPassphrase:
 *
 * A passphrase for as long as it is needed: kept out of swap where the system lets us, and wiped with its
 * last reference. Never to be written, logged, or handed over on a command line.
 */
typedef struct _AtlasPassphrase AtlasPassphrase;

/** @text: copied; the giver wipes its own. (transfer full): NULL with G_IO_ERROR where it is empty or holds a
 * line break, which GnuPG would take for its end */
AtlasPassphrase *atlas_passphrase_new (const char *text, GError **error);

/** The first line of a file, of at most 4 KiB. (transfer full): NULL with an error that names the file */
AtlasPassphrase *atlas_passphrase_new_from_file (GFile *file, GCancellable *cancellable, GError **error);

AtlasPassphrase *atlas_passphrase_ref (AtlasPassphrase *self);
void atlas_passphrase_unref (AtlasPassphrase *self);

/** Borrowed: not to be kept. */
const char *atlas_passphrase_get_text (const AtlasPassphrase *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasPassphrase, atlas_passphrase_unref)

G_END_DECLS
