/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of an encrypted message: whatever the bytes, an answer comes that agrees with itself. */
#include "atlas-openpgp-message.h"

#include "atlas-fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  AtlasOpenpgpMessage message;
  gboolean found = atlas_openpgp_message_read (&message, (const char *) data, size);

  g_assert_true (!found || message.passphrase || message.n_keys > 0);
  return 0;
}
