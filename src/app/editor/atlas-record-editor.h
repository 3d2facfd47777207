/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-field-row.h"

G_BEGIN_DECLS

/**
 * AtlasRecordEditor:
 *
 * A form for one record of any kind, made from its field table: groups with headings, a row for each field,
 * checked while one types. It edits a copy; saving is one unit of work.
 *
 * Properties: "changed" (boolean): something is not saved yet, and worth it: a new record that nobody has
 * touched is only if it is whole; "valid" (boolean): it could be saved.
 *
 * Signals:
 * - "saved" (gint64 id): the record is in the database
 * - "gone" (): the record was deleted, and nothing is shown any more
 */
#define ATLAS_TYPE_RECORD_EDITOR (atlas_record_editor_get_type ())
G_DECLARE_FINAL_TYPE (AtlasRecordEditor, atlas_record_editor, ATLAS, RECORD_EDITOR, GtkWidget)

GtkWidget *atlas_record_editor_new (const AtlasKind *kind);

/** @session: (nullable) */
void atlas_record_editor_set_session (AtlasRecordEditor *self, AtlasSession *session);

/** Puts @row in the place of the rows of the fields @keys, before the first record is set. For fields that a
 * page edits in a way of its own. @keys: NULL-terminated, of one group, in the table's order */
void atlas_record_editor_replace_rows (AtlasRecordEditor *self, const char *const *keys, AtlasFieldRow *row);

/** Puts @about between the title and the form: what is known of the record beyond its fields. It is loaded as
 * rows are, and stores nothing. Once, before the first record is set. */
void atlas_record_editor_set_about (AtlasRecordEditor *self, AtlasFieldRow *about);

/** @record: (nullable): copied; one without an id is new. What was being edited is forgotten. */
void atlas_record_editor_set_record (AtlasRecordEditor *self, AtlasRecord *record);

/** As it was set, not as it is edited now. (nullable) (transfer none) */
AtlasRecord *atlas_record_editor_get_record (AtlasRecordEditor *self);

/** As it is edited now, what can't be understood left as it was. (nullable) (transfer none): until the next
 * edit */
AtlasRecord *atlas_record_editor_get_draft (AtlasRecordEditor *self);
gboolean atlas_record_editor_is_changed (AtlasRecordEditor *self);
gboolean atlas_record_editor_is_valid (AtlasRecordEditor *self);

/** Puts the cursor into the first field at fault, or else into the first field. */
void atlas_record_editor_focus (AtlasRecordEditor *self);

/** Back to what was set, or saved since. */
void atlas_record_editor_revert (AtlasRecordEditor *self);

/** Saves what is there: where @self is changed and valid, in the background, and tells the session. TRUE
 * where it is being saved, or there is nothing to save; FALSE where it can't be as it stands: then the field
 * at fault has the focus. */
gboolean atlas_record_editor_save (AtlasRecordEditor *self);

/** Whether something is still being written. */
gboolean atlas_record_editor_is_saving (AtlasRecordEditor *self);

G_END_DECLS
