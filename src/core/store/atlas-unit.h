/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-store.h"

G_BEGIN_DECLS

/**
 * AtlasUnit:
 *
 * A unit of work: the sole way to change records. One `BEGIN IMMEDIATE` transaction that writes rows, search
 * index, derived tables and journal together. Freed without a commit it leaves the database as it was.
 */

typedef enum
{
  ATLAS_UNIT_DEFAULT = 0,
  /* Many inserts are coming: when the table is empty or small against them, indexes and search are dropped
     and rebuilt inside the transaction. */
  ATLAS_UNIT_BULK = 1 << 0,
  /* It is only to see what would come of it, and not committed: search is not made. */
  ATLAS_UNIT_TRIAL = 1 << 1,
} AtlasUnitFlags;

/**
 * atlas_unit_begin:
 * @label: what the person did, translated: "Edit Ada Uwase"; shown by undo, redo and the log
 *
 * Blocks while another unit is open in this process; waits up to 5 s for another process.
 *
 * Returns: (transfer full): NULL with #ATLAS_STORE_ERROR
 */
AtlasUnit *atlas_unit_begin (AtlasStore *store, const char *label, AtlasUnitFlags flags, GError **error);

/** The connection that sees what the unit has done so far; for reading, and for AtlasDeriveFunc to write
 * derived tables. */
AtlasConnection *atlas_unit_get_connection (AtlasUnit *self);

/** @values: table->n_columns of them; borrowed texts are fine. @id receives the new row's. A @uuid that
 * stands already is ATLAS_STORE_ERROR_EXISTS. */
gboolean atlas_unit_insert (AtlasUnit *self,
                            const AtlasTable *table,
                            const AtlasUuid *uuid,
                            const AtlasValue *values,
                            gint64 *id,
                            GError **error);

/** The same. @prepared: (nullable): what table->prepare has made of @values */
gboolean atlas_unit_insert_prepared (AtlasUnit *self,
                                     const AtlasTable *table,
                                     const AtlasUuid *uuid,
                                     const AtlasValue *values,
                                     gconstpointer prepared,
                                     gint64 *id,
                                     GError **error);

/** Writes and journals only the columns that differ; nothing at all if none does. */
gboolean atlas_unit_update (
  AtlasUnit *self, const AtlasTable *table, gint64 id, const AtlasValue *values, GError **error);
gboolean atlas_unit_delete (AtlasUnit *self, const AtlasTable *table, gint64 id, GError **error);

/** From here on the unit may change and take away what is otherwise only added to (see AtlasGuardFunc): for
 * erasing somebody's data, and for making one record of two. */
void atlas_unit_allow_rewriting (AtlasUnit *self);

/** For AtlasDeriveFunc: what is derived of another table's row has changed with this one, so that whoever
 * shows that row looks again. It is not journalled. */
void atlas_unit_note_derived (AtlasUnit *self, const AtlasTable *table, gint64 id);

/** For AtlasDeriveFunc: what it keeps while the unit is open, such as statements that run for each row; freed
 * before the unit ends. (transfer none) (nullable) */
gpointer atlas_unit_get_data (AtlasUnit *self, const AtlasTable *table);

/** @data: (transfer full) */
void atlas_unit_set_data (AtlasUnit *self, const AtlasTable *table, gpointer data, GDestroyNotify data_free);

/** Sets a setting of the database as part of the unit: undone and redone with it. NULL takes it away. */
gboolean atlas_unit_set_setting (AtlasUnit *self, const char *key, const char *value, GError **error);

/** By which the log will know the unit, which then has to be worth logging: has changes or details. 0 with
 * @error */
gint64 atlas_unit_take_id (AtlasUnit *self, GError **error);

/** Rows inserted, updated and deleted so far. */
gint64 atlas_unit_get_n_changes (AtlasUnit *self);

/** Details kept with the unit in the log, a JSON object as text (file name and counts of an import, ...). */
void atlas_unit_set_details (AtlasUnit *self, const char *json);

/** Also when nothing was changed: then nothing is journalled (unless details were set: a logged act, such as
 * an export) and no notice goes out. The unit is spent either way. */
gboolean atlas_unit_commit (AtlasUnit *self, GError **error);
void atlas_unit_free (AtlasUnit *self);

/** For long units: progress of building indexes at commit, and cancelling it. */
void atlas_unit_set_cancellable (AtlasUnit *self, GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasUnit, atlas_unit_free)

G_END_DECLS
