/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasMentionsDialog:
 *
 * What still holds a name of somebody who was erased: a list to be worked through, beside the window, each
 * row of which leads to its record.
 */
#define ATLAS_TYPE_MENTIONS_DIALOG (atlas_mentions_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AtlasMentionsDialog, atlas_mentions_dialog, ATLAS, MENTIONS_DIALOG, AdwWindow)

/**
 * atlas_mentions_dialog_open:
 * @parent: (nullable): the window that shows the records
 * @mentions: (element-type AtlasErasureMention)
 * @cut: how many more there may be
 *
 * Returns: (transfer none)
 */
GtkWidget *
atlas_mentions_dialog_open (GtkWindow *parent, AtlasSession *session, GPtrArray *mentions, gint64 cut);

G_END_DECLS
