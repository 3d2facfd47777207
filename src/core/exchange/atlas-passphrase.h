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

typedef enum
{
  ATLAS_STRENGTH_WEAK,
  ATLAS_STRENGTH_FAIR,
  ATLAS_STRENGTH_GOOD,
} AtlasStrength;

/**
 * atlas_passphrase_estimate:
 *
 * How hard a passphrase is to guess for somebody who has the file: FAIR from about 40 bits on, GOOD from 60.
 * A letter of a word counts 2.5 bits (Shannon, "Prediction and Entropy of Printed English", 1951, has 1 to 2
 * within long texts, and more in the first letters), a character of a mixture what its kinds allow, one that
 * goes on with “aaa” or “abc” half a bit. A hint, which knows no list of common passwords.
 */
AtlasStrength atlas_passphrase_estimate (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasPassphrase, atlas_passphrase_unref)

G_END_DECLS
