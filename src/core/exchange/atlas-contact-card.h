/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-consent.h"

G_BEGIN_DECLS

/**
 * atlas_contact_append_card:
 *
 * Appends the member as a vCard 3.0 (RFC 2426): name, id and date of change, what @channel needs (e-mail
 * addresses, telephone numbers or the postal address), and a note of the languages. What is synthetic says so
 * in its categories and its note.
 */
void atlas_contact_append_card (GString *out, AtlasRecord *member, AtlasChannel channel, gboolean synthetic);

G_END_DECLS
