/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-output.h"

G_BEGIN_DECLS

/**
 * AtlasEncryptionChoice:
 * @recipients: (nullable): fingerprints
 * @passphrase: (nullable)
 *
 * How a file is to be encrypted. Free of any widget, for the thread that writes.
 */
typedef struct
{
  GStrv recipients;
  AtlasPassphrase *passphrase;
  gboolean trust_always;
} AtlasEncryptionChoice;

void atlas_encryption_choice_free (AtlasEncryptionChoice *self);

/** Opens a file for writing, encrypted as @self says. @self: (nullable): NULL: not at all. May block.
 * (transfer full): NULL with @error, as atlas_output_new_for_file() and atlas_output_encrypt() */
AtlasOutput *atlas_encryption_choice_open_file (const AtlasEncryptionChoice *self,
                                                GFile *file,
                                                GCancellable *cancellable,
                                                GError **error);

/**
 * AtlasEncryptionGroup:
 *
 * Rows for a dialog that writes a file: whether it is encrypted, with a passphrase that is typed twice and
 * whose strength is told, or for holders of keys of the keyring. Keys of which the keyring does not know
 * whose they are can be chosen, once the person says that the fingerprints were compared.
 *
 * Properties: "ready" (boolean): what is chosen is complete; "encrypted" (boolean)
 */
#define ATLAS_TYPE_ENCRYPTION_GROUP (atlas_encryption_group_get_type ())
G_DECLARE_FINAL_TYPE (
  AtlasEncryptionGroup, atlas_encryption_group, ATLAS, ENCRYPTION_GROUP, AdwPreferencesGroup)

gboolean atlas_encryption_group_is_ready (AtlasEncryptionGroup *self);
gboolean atlas_encryption_group_is_encrypted (AtlasEncryptionGroup *self);

/** To be called when it is ready. (transfer full) (nullable): NULL: the file is not to be encrypted */
AtlasEncryptionChoice *atlas_encryption_group_dup_choice (AtlasEncryptionGroup *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasEncryptionChoice, atlas_encryption_choice_free)

G_END_DECLS
