/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-record.h"
#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasFieldsDialog:
 *
 * Some fields of a record that is not saved yet, in a small window of their own. What is typed is checked,
 * and given to whoever asked; nothing is written.
 *
 * Signals: "done" (AtlasRecord *record): it will do, and the window closes
 */
#define ATLAS_TYPE_FIELDS_DIALOG (atlas_fields_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AtlasFieldsDialog, atlas_fields_dialog, ATLAS, FIELDS_DIALOG, AdwWindow)

/**
 * atlas_fields_dialog_open:
 * @widget: in whose window it is opened
 * @title: plain text
 * @record: copied
 * @keys: of the fields, NULL-terminated, in the order of the rows
 * @more: (nullable) (transfer floating): a row of the caller's, below
 *
 * Returns: (transfer none)
 */
AtlasFieldsDialog *atlas_fields_dialog_open (GtkWidget *widget,
                                             AtlasSession *session,
                                             const char *title,
                                             AtlasRecord *record,
                                             const char *const *keys,
                                             GtkWidget *more);

/** It is not done while that field is empty. @key: among those of the rows */
void atlas_fields_dialog_require (AtlasFieldsDialog *self, const char *key);

/** Says that it is done, as its button does. FALSE where something is at fault, which is told by its field.
 */
gboolean atlas_fields_dialog_finish (AtlasFieldsDialog *self);

G_END_DECLS
