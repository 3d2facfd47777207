/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record.h"

G_BEGIN_DECLS

/* Consents in words for people: for windows and for the file that a person is given about themselves. */

/**
 * atlas_consents_describe:
 * @json: the member's consents as stored, or NULL
 * @purpose: "contact", "share" or "publish"
 * @today: "YYYY-MM-DD"
 *
 * What holds on that day, and until when: "Agreed: E-mail (until 3 March 2027), Telephone · Withdrawn: Post".
 * (transfer full)
 */
char *atlas_consents_describe (const char *json, gsize length, const char *purpose, const char *today);

/** One entry of the ledger: what was decided on what, "Given: Being contacted, Any channel". (transfer full)
 */
char *atlas_consent_dup_title (AtlasRecord *entry);

/** When, how it is known, on what it rests and until when it counts. (transfer full) */
char *atlas_consent_dup_detail (AtlasRecord *entry);

G_END_DECLS
