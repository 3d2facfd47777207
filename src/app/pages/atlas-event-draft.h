/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record.h"

G_BEGIN_DECLS

/**
 * atlas_event_draft_new:
 * @fields: (nullable) (element-type utf8 utf8): what is known of it already, by key, as a person types it;
 * what is not understood is left out
 *
 * A new event as its form begins: planned for the evening of next Tuesday, two hours, by the clocks of the
 * place or region that is given, or else by our own.
 *
 * Returns: (transfer full)
 */
AtlasRecord *atlas_event_draft_new (GHashTable *fields);

/** Makes of a copy of an event one that is still to be held: planned, and who was on its list invited anew.
 */
void atlas_event_draft_prepare_copy (AtlasRecord *copy);

G_END_DECLS
