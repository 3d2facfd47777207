/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasDuplicateHint:
 *
 * A strip that rises below a person's record where they are almost certainly recorded twice, with a button
 * that sets both beside each other ("win.compare"). It looks in the background.
 */
#define ATLAS_TYPE_DUPLICATE_HINT (atlas_duplicate_hint_get_type ())
G_DECLARE_FINAL_TYPE (AtlasDuplicateHint, atlas_duplicate_hint, ATLAS, DUPLICATE_HINT, GtkWidget)

GtkWidget *atlas_duplicate_hint_new (void);

/** @session: (nullable); @member: row id; 0: nobody */
void atlas_duplicate_hint_set_member (AtlasDuplicateHint *self, AtlasSession *session, gint64 member);

/** Whether it has looked. */
gboolean atlas_duplicate_hint_is_settled (AtlasDuplicateHint *self);

G_END_DECLS
