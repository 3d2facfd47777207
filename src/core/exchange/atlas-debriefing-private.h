/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-checkin-private.h"
#include "atlas-debriefing.h"

G_BEGIN_DECLS

/** Of two members, whether one is the other by all that tells: the same name, and an e-mail address or a
 * telephone number in common, however that is written. */
gboolean atlas_debriefing_is_same_person (AtlasRecord *a, AtlasRecord *b);

/**
 * atlas_debriefing_find_known:
 * @event: (nullable): the id of what is held at the stop: who has neither an address nor a number is the
 * namesake on its list
 *
 * Who of the register @person is, who has no id of it, or one that was merged into another's.
 *
 * Returns: FALSE with @error; @known: (out) (transfer full) (nullable): NULL: nobody
 */
gboolean atlas_debriefing_find_known (AtlasRegister *source,
                                      AtlasRecord *person,
                                      const char *event,
                                      AtlasRecord **known,
                                      GCancellable *cancellable,
                                      GError **error);

/** Whether the contact log has @contact already: under its id, or all that was said. -1 with @error */
int atlas_debriefing_is_logged (AtlasConnection *connection, AtlasRecord *contact, GError **error);

/**
 * atlas_debriefing_find_people:
 * @stop: the mission's, the list of whose event is looked at before the register
 * @rows: (element-type AtlasCheckinRow): NULL: nobody is named there
 *
 * Finds whom each row means: somebody new of @debriefing first. The id of who was merged into another since
 * means that one.
 *
 * Returns: FALSE with @error
 */
gboolean atlas_debriefing_find_people (AtlasRegister *source,
                                       const AtlasDebriefing *debriefing,
                                       AtlasRecord *stop,
                                       GPtrArray *rows,
                                       GCancellable *cancellable,
                                       GError **error);

G_END_DECLS
