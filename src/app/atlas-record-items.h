/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record-item.h"
#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasRecordItems:
 *
 * The rows of a list that somebody holds, one for each record, and some more that were read last, which makes
 * scrolling back free. Rows may outlive it; they then keep what they have read.
 */
typedef struct _AtlasRecordItems AtlasRecordItems;

AtlasRecordItems *atlas_record_items_new (const AtlasKind *kind);
void atlas_record_items_free (AtlasRecordItems *self);

/** Lets go of all rows, which are of another database. @session: (nullable): from which records are read */
void atlas_record_items_set_session (AtlasRecordItems *self, AtlasSession *session);

/** (transfer full) */
AtlasRecordItem *atlas_record_items_ref (AtlasRecordItems *self, gint64 id);

/** The record has changed: who shows it is told, and it is read anew when asked for. */
void atlas_record_items_refresh (AtlasRecordItems *self, gint64 id);
void atlas_record_items_refresh_all (AtlasRecordItems *self);

/** How many records were read from the database. */
guint64 atlas_record_items_get_n_read (AtlasRecordItems *self);

G_END_DECLS
