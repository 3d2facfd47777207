/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-progress.h"
#include "atlas-store.h"

G_BEGIN_DECLS

/* The journal: every unit ever committed, what it changed, when, by whom and in which office. Undo and redo
 * walk it, and are themselves visible in it as the unit's state; they survive a restart. A new unit after an
 * undo makes the undone ones unreachable ("dropped"), never erased. */

typedef enum
{
  ATLAS_UNIT_STATE_DONE,
  ATLAS_UNIT_STATE_UNDONE,
  ATLAS_UNIT_STATE_DROPPED,
} AtlasUnitState;

typedef struct
{
  gint64 unit;
  char *label;
  char *time; /* UTC timestamp */
  char *author;
  char *office; /* UUID text */
  AtlasUnitState state;
  gint64 n_inserted, n_updated, n_deleted;
  char *details; /* JSON object, or NULL */
} AtlasUnitInfo;

void atlas_unit_info_free (AtlasUnitInfo *self);

/** Newest first; at most @limit (0: all). (transfer container) (element-type AtlasUnitInfo) */
GPtrArray *atlas_journal_list_units (AtlasStore *store, guint limit, GError **error);

/**
 * AtlasJournalFunc:
 * @changes: a JSON object {"column": [before, after]} of changed columns; for an insert or delete the whole
 * row as it then was; NULL for an insert that stands: there the row itself tells, with later changes taken
 * back. A setting comes as @table "setting" with @id 0 and a nil @uuid
 */
typedef gboolean (*AtlasJournalFunc) (const char *table,
                                      gint64 id,
                                      const AtlasUuid *uuid,
                                      AtlasChangeType type,
                                      const char *changes,
                                      gpointer user_data);

/** Calls @func for each record the unit changed, in order; stop by returning FALSE. */
gboolean atlas_journal_foreach (
  AtlasStore *store, gint64 unit, AtlasJournalFunc func, gpointer user_data, GError **error);

/**
 * AtlasJournalChange:
 * @unit: the unit that changed the record; its counts are those of the whole unit
 * @type: what became of the record in it
 * @changes: as AtlasJournalFunc has them
 *
 * One entry of a record's own history.
 */
typedef struct
{
  AtlasUnitInfo *unit;
  AtlasChangeType type;
  char *changes;
} AtlasJournalChange;

void atlas_journal_change_free (AtlasJournalChange *self);

/** What was ever done to the record with that row id, newest first. Reads through the whole journal: for
 * another thread than the window's. (transfer full) (element-type AtlasJournalChange): NULL with @error */
GPtrArray *atlas_journal_list_changes (
  AtlasStore *store, const AtlasTable *table, gint64 id, GCancellable *cancellable, GError **error);

/** Labels of what undo and redo would do next; NULL where there is nothing. Cheap: cached per generation. */
char *atlas_journal_dup_undo_label (AtlasStore *store);
char *atlas_journal_dup_redo_label (AtlasStore *store);

/** Undoes the newest unit that stands; its label in @label. FALSE with NOT_FOUND when there is none. */
gboolean atlas_journal_undo (AtlasStore *store,
                             AtlasProgressFunc progress,
                             gpointer user_data,
                             GCancellable *cancellable,
                             char **label,
                             GError **error);
gboolean atlas_journal_redo (AtlasStore *store,
                             AtlasProgressFunc progress,
                             gpointer user_data,
                             GCancellable *cancellable,
                             char **label,
                             GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasUnitInfo, atlas_unit_info_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasJournalChange, atlas_journal_change_free)

G_END_DECLS
