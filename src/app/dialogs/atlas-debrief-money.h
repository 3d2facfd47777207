/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-debriefing.h"
#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasDebriefMoney:
 *
 * What was spent on each line of a mission's budget, beside what was planned, and on what nobody had planned.
 * It is noted in the debriefing, and nowhere else.
 *
 * Signals: "changed" (): something was
 */
#define ATLAS_TYPE_DEBRIEF_MONEY (atlas_debrief_money_get_type ())
G_DECLARE_FINAL_TYPE (AtlasDebriefMoney, atlas_debrief_money, ATLAS, DEBRIEF_MONEY, GtkWidget)

/** @mission: as it is in the database; @debriefing: must outlive @self */
GtkWidget *atlas_debrief_money_new (AtlasSession *session, AtlasRecord *mission, AtlasDebriefing *debriefing);

/** Whether all amounts can be understood; else the first that can't be has the focus. */
gboolean atlas_debrief_money_check (AtlasDebriefMoney *self);

G_END_DECLS
