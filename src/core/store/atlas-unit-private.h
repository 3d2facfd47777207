/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-store-private.h"
#include "atlas-text-build.h"
#include "atlas-unit.h"

G_BEGIN_DECLS

#define ATLAS_UNIT_N_TYPES (ATLAS_CHANGE_DELETE + 1)

/** In the journal, what stands for a table where a setting was changed. */
#define ATLAS_UNIT_SETTING "setting"

/**
 * AtlasUnitTable:
 *
 * What a unit holds of one table while it writes it.
 */
typedef struct
{
  const AtlasTable *table;
  const AtlasTableSql *sql;
  gboolean used;

  AtlasStatement *insert, *update, *delete, *select, *text_add, *text_remove; /* taken at first use */
  AtlasUuid uuid;                                                             /* of the row last read */
  AtlasValue *before; /* the row last read; texts lie in @select until it is reset */

  gint64 first_id; /* of the rows inserted under new ids; 0: none yet */
  gint64 last_id;
  gint64 journalled_id;   /* new rows up to this one are in the journal; 0: none yet */
  gboolean journals_last; /* all of them only in the end */

  gint64 n_rows;              /* in the table when first looked at; -1: not counted */
  gint64 n_written;           /* rows inserted, updated and deleted so far */
  gint64 next_look;           /* at so many, whether deferring pays */
  gboolean deferred;          /* indexes are dropped and search is not kept in step until the end */
  GPtrArray *indexes;         /* SQL that makes them anew */
  AtlasTextBuild *text_build; /* (nullable): makes search meanwhile */

  GArray *ids[ATLAS_UNIT_N_TYPES]; /* for the change notice; at most a few more than it tells */
} AtlasUnitTable;

struct _AtlasUnit
{
  AtlasStore *store;
  AtlasConnection *connection;
  AtlasUnitFlags flags;
  char *label;
  char *details;

  AtlasUnitTable *tables; /* (array length=store->n_tables) */
  GHashTable *data;       /* (nullable): AtlasTable -> what its derive function keeps */

  gint64 id; /* 0: nothing journalled yet */
  gint64 first_entry;
  AtlasStatement *entry;
  GString *json;
  gint64 counts[ATLAS_UNIT_N_TYPES];
  gint64 n_settings;

  gboolean may_rewrite;
  gboolean erases; /* rows, which no entry tells of */
  GError *failure; /* after which the unit can only be given up */
  gboolean spent;
};

/** A unit that writes rows without journalling them: undo and redo. */
AtlasUnit *atlas_unit_begin_replay (AtlasStore *store, GError **error);

/** Ends it, telling listeners of @unit. */
gboolean atlas_unit_commit_replay (AtlasUnit *self, gint64 unit, const char *label, GError **error);

/* Rows: table, search index, derived tables and the ids of the notice, but no journal. */
AtlasUnitTable *atlas_unit_get_table (AtlasUnit *self, const AtlasTable *table, GError **error);

/** Tells that so many rows are going to change, over all tables. Before the first. */
gboolean atlas_unit_expect_rows (AtlasUnit *self, gint64 n_rows, GError **error);

/** Reads row @id into `before`; FALSE without @error where there is none. */
gboolean atlas_unit_read_row (AtlasUnit *self, AtlasUnitTable *table, gint64 id, GError **error);
void atlas_unit_done_reading (AtlasUnitTable *table);

/** FALSE without @error where the UUID stands already. */
gboolean atlas_unit_insert_row (AtlasUnit *self,
                                AtlasUnitTable *table,
                                gint64 id,
                                const AtlasUuid *uuid,
                                const AtlasValue *values,
                                gconstpointer prepared,
                                GError **error);
/** After atlas_unit_read_row(). */
gboolean atlas_unit_update_row (
  AtlasUnit *self, AtlasUnitTable *table, gint64 id, const AtlasValue *values, GError **error);
gboolean atlas_unit_delete_row (AtlasUnit *self, AtlasUnitTable *table, gint64 id, GError **error);

/** Builds what was deferred. */
gboolean atlas_unit_finish_rows (AtlasUnit *self, GError **error);

/** How far a deriving of several tables is. */
typedef struct
{
  AtlasProgressFunc progress; /* NULL: nobody wants to know */
  gpointer user_data;
  gint64 done, total; /* rows */
  gint64 next_time;
} AtlasDerivePace;

/** Counts @n rows more, and tells of it now and then. @self: (nullable) */
void atlas_derive_pace_step (AtlasDerivePace *self, gint64 n);

/** Calls the derive function of @table for each of its rows as they stand. @pace: (nullable) */
gboolean
atlas_unit_derive_rows (AtlasUnit *self, const AtlasTable *table, AtlasDerivePace *pace, GError **error);

/** Gives all statements back. */
void atlas_unit_clear_rows (AtlasUnit *self);

/** Frees what derive functions keep. */
void atlas_unit_clear_data (AtlasUnit *self);

/** What the rows changed, for the notice. */
AtlasChange *atlas_unit_make_change (AtlasUnit *self, gint64 unit, const char *label);

/** The setting that says that the file still holds traces: "file", or "log" where only that is left to be
 * emptied. */
#define ATLAS_SETTING_TRACES "erased.traces"

/** Writes one setting; NULL takes it away. @before: (out) (transfer full) (nullable) */
gboolean atlas_unit_write_setting (
  AtlasConnection *connection, const char *key, const char *value, char **before, GError **error);

/** Marks the unit as one that can only be given up, and passes the error on. Always FALSE. */
gboolean atlas_unit_fail (AtlasUnit *self, GError *failure, GError **error);

G_END_DECLS
