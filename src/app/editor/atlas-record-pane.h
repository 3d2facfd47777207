/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record-editor.h"

G_BEGIN_DECLS

/**
 * AtlasRecordPane:
 *
 * A page's editor with what surrounds it: buttons to go back, to duplicate and to delete, and what stands
 * there while no record is open. What is being edited is saved before another record takes its place; where
 * that can't be, it stays, and the person is asked whether to throw it away; if so, what they wanted follows.
 *
 * Properties:
 * - "id" (int64): row id of the record that is shown; 0 for a new one, and for none
 * - "open" (boolean): whether there is one
 * - "can-close" (boolean): whether there is a button to go back, for where the pane hides the list
 *
 * Signals:
 * - "closed" (): the person went back, or the record is gone
 *
 * Actions: "record.save", "record.duplicate", "record.delete", "record.close"
 */
#define ATLAS_TYPE_RECORD_PANE (atlas_record_pane_get_type ())
G_DECLARE_FINAL_TYPE (AtlasRecordPane, atlas_record_pane, ATLAS, RECORD_PANE, GtkWidget)

/** Makes of a copy of a record what a new one begins with: nobody else's dates, for one. */
typedef void (*AtlasRecordPanePrepare) (AtlasRecord *copy);

/** @prepare: (nullable): what duplicates of this kind need beyond a new id
 * @icon, @title, @description: what stands there while no record is open */
GtkWidget *atlas_record_pane_new (const AtlasKind *kind,
                                  AtlasRecordPanePrepare prepare,
                                  const char *icon,
                                  const char *title,
                                  const char *description);

const AtlasKind *atlas_record_pane_get_kind (AtlasRecordPane *self);
AtlasRecordEditor *atlas_record_pane_get_editor (AtlasRecordPane *self);

/** @tools: stands beside the buttons of every record: what else can be done with one of this kind. Seen
 * while a record that is saved is open. */
void atlas_record_pane_set_tools (AtlasRecordPane *self, GtkWidget *tools);

/** @session: (nullable) */
void atlas_record_pane_set_session (AtlasRecordPane *self, AtlasSession *session);

/** Opens the record with that row id. FALSE where the one that is being edited can't be saved, and stays, or
 * there is none such. */
gboolean atlas_record_pane_show (AtlasRecordPane *self, gint64 id);

/** Opens a new record that begins as @record. FALSE as above. */
gboolean atlas_record_pane_create (AtlasRecordPane *self, AtlasRecord *record);

/** Saves what is being edited. FALSE where it can't be as it stands. What nothing was typed into yet is
 * forgotten. */
gboolean atlas_record_pane_leave (AtlasRecordPane *self);

/** Leaves and closes what is open. */
gboolean atlas_record_pane_close (AtlasRecordPane *self);

gint64 atlas_record_pane_get_id (AtlasRecordPane *self);
gboolean atlas_record_pane_is_open (AtlasRecordPane *self);

G_END_DECLS
