/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-record.h"

G_BEGIN_DECLS

/* What somebody new answered when they were asked whether they may be contacted. */

/** A row that shows what @person has answered so far. (transfer floating) */
GtkWidget *atlas_debrief_consent_new (AtlasRecord *person);

/** Notes in @person what @row shows, where that is another answer. @date: when they were asked; @event:
 * (nullable): where, its title */
void atlas_debrief_consent_store (GtkWidget *row, AtlasRecord *person, const char *date, const char *event);

/** Whether they agreed. */
gboolean atlas_debrief_consent_is_given (AtlasRecord *person);

G_END_DECLS
