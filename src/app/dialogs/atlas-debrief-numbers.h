/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasDebriefNumbers:
 *
 * What came of a mission: planned beside reached, by stop, sex and place, and what each person reached has
 * cost. Counted in the background, all counts told: it is for this office's own eyes.
 */
#define ATLAS_TYPE_DEBRIEF_NUMBERS (atlas_debrief_numbers_get_type ())
G_DECLARE_FINAL_TYPE (AtlasDebriefNumbers, atlas_debrief_numbers, ATLAS, DEBRIEF_NUMBERS, GtkWidget)

GtkWidget *atlas_debrief_numbers_new (AtlasSession *session, gint64 mission);

/** Counts anew. */
void atlas_debrief_numbers_reload (AtlasDebriefNumbers *self);

gboolean atlas_debrief_numbers_is_settled (AtlasDebriefNumbers *self);

G_END_DECLS
