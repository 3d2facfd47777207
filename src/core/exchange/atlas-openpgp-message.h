/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ATLAS_OPENPGP_MAX_KEYS 32

/**
 * AtlasOpenpgpMessage:
 * @passphrase: whether it opens with a passphrase
 * @n_keys: for how many keys it is encrypted
 * @keys: the ids of the first of them; 0 where the sender hid it
 *
 * What the head of an encrypted message says of who can read it.
 */
typedef struct
{
  gboolean passphrase;
  guint n_keys;
  guint64 keys[ATLAS_OPENPGP_MAX_KEYS];
} AtlasOpenpgpMessage;

/**
 * atlas_openpgp_message_read:
 * @bytes: the beginning of a file
 *
 * Looks at the packets before the encrypted data (RFC 4880 and RFC 9580, sections 4 and 5), armored or not.
 *
 * Returns: whether this is an encrypted OpenPGP message
 */
gboolean atlas_openpgp_message_read (AtlasOpenpgpMessage *message, const char *bytes, gsize length);

G_END_DECLS
