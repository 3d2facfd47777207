/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AtlasShareChoice:
 *
 * Of whom the share is shown: a field and one of its values, or a search of one's own, with the reason beside
 * it while it cannot be understood.
 *
 * ::changed: another choice was made, or what is typed has come to rest.
 */
#define ATLAS_TYPE_SHARE_CHOICE (atlas_share_choice_get_type ())
G_DECLARE_FINAL_TYPE (AtlasShareChoice, atlas_share_choice, ATLAS, SHARE_CHOICE, GtkWidget)

/** As a query of members. (transfer full) (nullable): NULL while nothing is typed, or nothing understood */
char *atlas_share_choice_dup_text (AtlasShareChoice *self);

/** Shows @text, without ::changed. */
void atlas_share_choice_set_text (AtlasShareChoice *self, const char *text);

G_END_DECLS
