/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-field-row.h"

G_BEGIN_DECLS

/**
 * AtlasHistory:
 *
 * What is known of a person or an organisation beyond its own record: the contact log, organisations and
 * events, and what was changed when and by whom. Sections that fold; what takes a look through the whole
 * database is read when its section is opened, and nothing is read on the window's own thread.
 *
 * It is an AtlasFieldRow, to be given records as rows are, but edits no field: see
 * atlas_record_editor_set_about().
 */
#define ATLAS_TYPE_HISTORY (atlas_history_get_type ())
G_DECLARE_FINAL_TYPE (AtlasHistory, atlas_history, ATLAS, HISTORY, GtkWidget)

/** @kind: people or organisations */
GtkWidget *atlas_history_new (const AtlasKind *kind);

/** Opens the dialog for a new entry of the contact log. Nothing happens where no record is shown. */
void atlas_history_log_contact (AtlasHistory *self);

/** Whether nothing is being read, for pictures and tests. */
gboolean atlas_history_is_settled (AtlasHistory *self);

G_END_DECLS
