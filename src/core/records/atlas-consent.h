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

#define ATLAS_N_CHANNELS 3

/** "YYYY-MM-DD" and a NUL. */
#define ATLAS_CONSENT_DAY_SIZE 11

/**
 * AtlasConsentStatus:
 * @given: the channels agreed to, as AtlasChannel bits
 * @withdrawn: those that were agreed to once and taken back
 * @expired: those where what was agreed to last is over
 * @expires: by channel, in the order of their bits, the last day on which a consent that is given counts; ""
 * where it has no end
 *
 * What holds for one purpose.
 */
typedef struct
{
  guint given, withdrawn, expired;
  char expires[ATLAS_N_CHANNELS][ATLAS_CONSENT_DAY_SIZE];
} AtlasConsentStatus;

/**
 * atlas_consents_get_status:
 * @json: the member's consents as stored (a JSON array), or NULL
 * @purpose: "contact", "share" or "publish"
 * @today: "YYYY-MM-DD"; NULL: as though nothing ever expired, and all had been said
 *
 * The latest entry for purpose and channel counts; an entry for channel "any" speaks for all three, as of its
 * date. Without a date, a consent is older than any dated entry, and a withdrawal later than all: nobody can
 * say that it was not. Of entries of one day the strictest counts, whatever their order: a withdrawal before
 * a consent, and of two consents the one that expires first. What counts is over when the day on which it
 * expires has passed; an older consent does not come back then. A consent of a day after @today does not
 * count; none is taken that is (see atlas-append-only.h). Which legal basis an entry names makes no
 * difference.
 */
void atlas_consents_get_status (
  const char *json, gsize length, const char *purpose, const char *today, AtlasConsentStatus *status);

/** The channels agreed to today. */
guint atlas_consents_evaluate (const char *json, gsize length, const char *purpose);

G_END_DECLS
