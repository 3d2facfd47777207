/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-register.h"

G_BEGIN_DECLS

/* Ids that stand for others in files for partners. A partner sees the same one for the same record in every
 * file, and so can put two files together; two partners see different ones, and can't put theirs together;
 * and nobody finds the person without the key, which stays in the database.
 *
 * The method: HMAC-SHA256 (FIPS 198-1, RFC 2104), whose key is 32 random bytes made once in the database (the
 * setting "export.key", in hexadecimal), over the partner's name in lower case without spaces around it, in
 * Unicode's NFC, a NUL, and the 16 bytes of the id; of that the first 16 bytes, as a UUID of version 8 (RFC
 * 9562).
 *
 * Pseudonyms are no anonymity: who knows of somebody's city, occupation and language may know who it is. */

#define ATLAS_PSEUDONYM_METHOD "HMAC-SHA256"

typedef struct _AtlasPseudonyms AtlasPseudonyms;

/** Those of @partner. Makes the key where there is none yet; in a database that can't be written to that is
 * an error. (transfer full): NULL with @error */
AtlasPseudonyms *atlas_pseudonyms_new (AtlasRegister *source, const char *partner, GError **error);
void atlas_pseudonyms_free (AtlasPseudonyms *self);

void atlas_pseudonyms_get (AtlasPseudonyms *self, const AtlasUuid *id, AtlasUuid *pseudonym);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasPseudonyms, atlas_pseudonyms_free)

G_END_DECLS
