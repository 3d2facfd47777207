/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record.h"

G_BEGIN_DECLS

/* What a member agreed to, derived in one place from the dated list of consents and used everywhere: by
 * queries, maps, lists and exports. */

typedef enum
{
  ATLAS_CHANNEL_EMAIL = 1 << 0,
  ATLAS_CHANNEL_PHONE = 1 << 1,
  ATLAS_CHANNEL_POST = 1 << 2,
} AtlasChannel;

#define ATLAS_CHANNEL_ALL (ATLAS_CHANNEL_EMAIL | ATLAS_CHANNEL_PHONE | ATLAS_CHANNEL_POST)

/** From "email", "phone", "post"; 0 if none of them. */
AtlasChannel atlas_channel_from_name (const char *name);
const char *atlas_channel_get_name (AtlasChannel channel);

/**
 * atlas_consents_evaluate:
 * @json: the member's consents as stored (a JSON array), or NULL
 * @purpose: "contact" or "share"
 *
 * The latest entry for purpose and channel counts; an entry for channel "any" speaks for all three, as of its
 * date; on the same date a withdrawal beats a consent, and among entries of one day without a withdrawal the
 * later in the list wins. An entry without a date is older than any dated one.
 *
 * Returns: the channels agreed to, as AtlasChannel bits
 */
guint atlas_consents_evaluate (const char *json, gsize length, const char *purpose);

/** As above, and whether a channel now off was once given and then withdrawn: for telling a person why. */
guint atlas_consents_evaluate_full (const char *json, gsize length, const char *purpose, guint *withdrawn);

G_END_DECLS
