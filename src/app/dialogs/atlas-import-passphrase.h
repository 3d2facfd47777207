/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-passphrase.h"

G_BEGIN_DECLS

/**
 * AtlasImportPassphrase:
 *
 * Asks for the passphrase of an encrypted file; Enter is the window's default button.
 *
 * Properties: "filled" (boolean): whether something stands there
 */
#define ATLAS_TYPE_IMPORT_PASSPHRASE (atlas_import_passphrase_get_type ())
G_DECLARE_FINAL_TYPE (AtlasImportPassphrase, atlas_import_passphrase, ATLAS, IMPORT_PASSPHRASE, AdwBin)

/** @wrong: (nullable): why it is asked again, such as "this is not its passphrase" */
void atlas_import_passphrase_ask (AtlasImportPassphrase *self, const char *wrong);

gboolean atlas_import_passphrase_is_filled (AtlasImportPassphrase *self);

/** What stands there, which is gone from the entry then. (transfer full) (nullable) */
AtlasPassphrase *atlas_import_passphrase_take (AtlasImportPassphrase *self);

G_END_DECLS
