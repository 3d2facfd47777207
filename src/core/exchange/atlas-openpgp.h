/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-openpgp-message.h"
#include "atlas-passphrase.h"

G_BEGIN_DECLS

/* Files that only their receivers can read: OpenPGP (RFC 4880) by way of GnuPG, whose keyring and agent are
 * the person's own. What is encrypted here `gpg --decrypt` reads, and the other way round. Text on its way is
 * in memory and in pipes only, never in a file. All of this may block: not for the main thread of a window.
 */

typedef enum
{
  ATLAS_OPENPGP_ERROR_NO_GNUPG,         /* the program gpg is missing or too old */
  ATLAS_OPENPGP_ERROR_KEY,              /* to encrypt for: none, several, or one that is not to be used */
  ATLAS_OPENPGP_ERROR_NO_SECRET_KEY,    /* encrypted for others */
  ATLAS_OPENPGP_ERROR_NEEDS_PASSPHRASE, /* opens with a passphrase, and none was given */
  ATLAS_OPENPGP_ERROR_WRONG_PASSPHRASE,
  ATLAS_OPENPGP_ERROR_DAMAGED, /* broken off, or changed by somebody on its way */
  ATLAS_OPENPGP_ERROR_FAILED,  /* GnuPG says why */
} AtlasOpenpgpError;

#define ATLAS_OPENPGP_ERROR (atlas_openpgp_error_quark ())
GQuark atlas_openpgp_error_quark (void);

/**
 * AtlasOpenpgpKey:
 * @owner: "Ada Uwase <ada@example.org>"; comes from the key, to be escaped
 * @trusted: whether the keyring holds it for certain that the key is its owner's
 */
typedef struct
{
  char *fingerprint;
  char *owner;
  gboolean trusted;
} AtlasOpenpgpKey;

/** The keys of the keyring that can be encrypted for now, by their owners' names. (transfer full)
 * (element-type AtlasOpenpgpKey): NULL with ATLAS_OPENPGP_ERROR */
GPtrArray *atlas_openpgp_list_keys (GError **error);

/** "members.csv" of "members.csv.gpg" (or .pgp, .asc); else the same. (transfer full) */
char *atlas_openpgp_dup_inner_name (const char *name);

/**
 * AtlasEncryption:
 *
 * Who can read what is encrypted: holders of keys, and whoever knows a passphrase. It does not change, and
 * may be used by several threads.
 */
typedef struct _AtlasEncryption AtlasEncryption;

/**
 * atlas_encryption_new:
 * @recipients: (array zero-terminated=1) (nullable): each a fingerprint, a key's id or an e-mail address
 * @passphrase: (nullable): opens it as well
 * @trust_always: also with keys of which the keyring does not know whose they are
 *
 * Finds the keys; an address must lead to one key.
 *
 * Returns: (transfer full): NULL with ATLAS_OPENPGP_ERROR
 */
AtlasEncryption *atlas_encryption_new (const char *const *recipients,
                                       AtlasPassphrase *passphrase,
                                       gboolean trust_always,
                                       GError **error);
AtlasEncryption *atlas_encryption_ref (AtlasEncryption *self);
void atlas_encryption_unref (AtlasEncryption *self);

/** For the log: ["passphrase", "FINGERPRINT"]. */
void atlas_encryption_append_json (const AtlasEncryption *self, GString *out);

/**
 * atlas_encrypting_stream_new:
 * @base: where the message goes; not closed with the stream
 * @armor: as text that stands a mail, a third larger
 *
 * A stream that is written text to. Only closing it ends the message; thrown away before, it leaves one that
 * is broken off. GnuPG works in a thread of its own, behind a pipe: memory is bounded.
 *
 * Returns: (transfer full): NULL with ATLAS_OPENPGP_ERROR
 */
GOutputStream *
atlas_encrypting_stream_new (AtlasEncryption *how, GOutputStream *base, gboolean armor, GError **error);

/**
 * atlas_decrypting_stream_new:
 * @message: its head
 * @base: gives the message from its beginning; not closed with the stream
 * @passphrase: (nullable): for a message that opens with one, or for one's own key, which otherwise the agent
 * asks for
 *
 * A stream that gives the text of a message. It ends well only once GnuPG has seen that nothing was changed
 * on the way: what was read before is not to be relied on until then.
 *
 * Returns: (transfer full): NULL with ATLAS_OPENPGP_ERROR
 */
GInputStream *atlas_decrypting_stream_new (const AtlasOpenpgpMessage *message,
                                           GInputStream *base,
                                           AtlasPassphrase *passphrase,
                                           GError **error);

/** How many bytes of the message it has read. Any thread. */
gint64 atlas_decrypting_stream_get_n_read (GInputStream *stream);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasEncryption, atlas_encryption_unref)

G_END_DECLS
