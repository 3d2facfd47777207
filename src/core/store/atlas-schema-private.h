/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-connection-private.h"
#include "atlas-table.h"

G_BEGIN_DECLS

/* The canonical schema, brought up to date step by step, and the derived one, made anew when its description
 * changes. */

/** The newest schema this program knows, PRAGMA user_version. */
#define ATLAS_SCHEMA_VERSION 6

/** "DAtl", PRAGMA application_id. */
#define ATLAS_SCHEMA_APPLICATION_ID 0x4441746c

/**
 * AtlasTableSql:
 *
 * The statements that write one table, made once from its description.
 */
typedef struct
{
  const AtlasTable *table;
  char *insert;    /* 1: id, 2: uuid, 3...: columns; nothing where the uuid stands already */
  char *update;    /* 1: id, 2...: columns */
  char *delete;    /* 1: id */
  char *select;    /* 1: id; uuid, columns */
  char *text_view; /* NULL, like the others of search, where the table has none */
  char *text_table;
  char *text_add;    /* 1: id; takes the words from the view */
  char *text_remove; /* 1: id; while the row still is as it was */
  char *text_rebuild;
  char *text_empty;         /* takes all words out */
  char *text_fill;          /* readies it for many rows */
  char *text_alone;         /* the same index in a database without the view, to be filled */
  char *text_add_values;    /* 1: id, 2...: columns, as far as they are searched */
  char *text_remove_values; /* the same, as they were added */
  gboolean *searched;       /* (array length=n_columns): whether the search index holds the column's words */
} AtlasTableSql;

AtlasTableSql *atlas_table_sql_new (const AtlasTable *table);
void atlas_table_sql_free (AtlasTableSql *self);

/** Identifies the file before anything is read through SQLite, so that a foreign one is left alone. */
gboolean atlas_schema_check_file (AtlasConnection *connection, gboolean *empty, GError **error);

/** Runs the steps from the file's version to ours in one transaction; 0 is an empty file. */
gboolean atlas_schema_upgrade (AtlasConnection *connection, int from, GError **error);

/** Whether what is derived stands, made from this very description. */
gboolean atlas_schema_derived_is_current (AtlasConnection *connection,
                                          const AtlasTable *const *tables,
                                          gboolean *current,
                                          GError **error);

/** Drops everything derived; the next open makes it anew. No statement may be at rest. */
gboolean atlas_schema_drop_derived (AtlasConnection *connection, GError **error);

/** Drops everything derived and makes it anew, but empty: within a transaction, filled by the caller. */
gboolean atlas_schema_recreate_derived (AtlasConnection *connection,
                                        const AtlasTable *const *tables,
                                        AtlasTableSql *const *sql,
                                        GError **error);

/** An empty database in memory as it should be; without @tables, of its canonical part alone. */
AtlasConnection *
atlas_schema_open_reference (const AtlasTable *const *tables, AtlasTableSql *const *sql, GError **error);

/** Names of the tables that @table's derive_schema made. (transfer full) */
GStrv atlas_schema_list_derived_tables (const AtlasTable *table, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasTableSql, atlas_table_sql_free)

G_END_DECLS
