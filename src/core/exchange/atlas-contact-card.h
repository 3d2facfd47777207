/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-consent.h"

G_BEGIN_DECLS

typedef enum
{
  ATLAS_VCARD_3, /* RFC 2426 */
  ATLAS_VCARD_4, /* RFC 6350 */
} AtlasVcardVersion;

/**
 * atlas_contact_append_card:
 * @channels: one or more
 *
 * Appends the member as a vCard: name, id and date of change, what @channels need (e-mail addresses,
 * telephone numbers, the postal address), and a note of the languages. For all channels together the card is
 * a person's and no entry of a contact list, and says occupation and employer too. What is synthetic says so
 * in its categories and its note.
 */
void atlas_contact_append_card (
  GString *out, AtlasRecord *member, guint channels, AtlasVcardVersion version, gboolean synthetic);

G_END_DECLS
