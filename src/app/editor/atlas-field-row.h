/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-record.h"
#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasFieldRow:
 *
 * What edits one field of a record (or several that belong together) in an editor: a row or a group of rows
 * of a form.
 *
 * Signals:
 * - "edited" (): the person changed something
 * - "told" (string key, string text): what the person chose says what another field holds too, as a city does
 *   of its country
 */
#define ATLAS_TYPE_FIELD_ROW (atlas_field_row_get_type ())
G_DECLARE_INTERFACE (AtlasFieldRow, atlas_field_row, ATLAS, FIELD_ROW, GtkWidget)

struct _AtlasFieldRowInterface
{
  GTypeInterface parent_interface;

  void (*load) (AtlasFieldRow *self, AtlasRecord *record);
  gboolean (*store) (AtlasFieldRow *self, AtlasRecord *record, GError **error);
  void (*set_session) (AtlasFieldRow *self, AtlasSession *session);
  void (*set_draft) (AtlasFieldRow *self, AtlasRecord *draft);
  void (*set_error) (AtlasFieldRow *self, const char *message);
};

/** Shows what @record holds. Emits no "edited". */
void atlas_field_row_load (AtlasFieldRow *self, AtlasRecord *record);

/** Writes what is shown into @record. FALSE with ATLAS_RECORD_ERROR, in words for a person, where it won't
 * do; the record's field is then left alone. */
gboolean atlas_field_row_store (AtlasFieldRow *self, AtlasRecord *record, GError **error);

/** For rows that look something up. Optional. */
void atlas_field_row_set_session (AtlasFieldRow *self, AtlasSession *session);

/** What the whole form holds now, for rows that depend on others; not to be changed. Optional. */
void atlas_field_row_set_draft (AtlasFieldRow *self, AtlasRecord *draft);

/** Shows by the field what is wrong with it; NULL: nothing. */
void atlas_field_row_set_error (AtlasFieldRow *self, const char *message);

/* For those who implement it. */
void atlas_field_row_emit_changed (AtlasFieldRow *self);
void atlas_field_row_emit_told (AtlasFieldRow *self, const char *key, const char *text);

G_END_DECLS
