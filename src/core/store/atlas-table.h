/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-value.h"
#include "atlas-uuid.h"

G_BEGIN_DECLS

typedef struct _AtlasUnit AtlasUnit;
typedef struct _AtlasTable AtlasTable;

/**
 * AtlasSearchColumn:
 * @name: the column of the search index, as in `name:ada`
 * @columns: (array zero-terminated=1): the table's columns whose words it holds
 */
typedef struct
{
  const char *name;
  const char *const *columns;
} AtlasSearchColumn;

/**
 * AtlasDerivedRow:
 * @uuid: NULL when the row was deleted
 * @values: the row as it now is, in column order; NULL when it was deleted
 * @fresh: nothing is derived of it yet: it was just inserted, or the derived tables are being made
 * @prepared: (nullable): what the table's @prepare has worked out of these values
 */
typedef struct
{
  gint64 id;
  const AtlasUuid *uuid;
  const AtlasValue *values;
  gboolean fresh;
  gconstpointer prepared;
} AtlasDerivedRow;

/**
 * AtlasDeriveFunc:
 *
 * Keeps derived tables in step with one row, inside the unit that changes it. Called for each insert, update,
 * delete, undo and redo. It may write derived tables of other tables too, where those stand before its own in
 * the store's order; it must not depend on the day, nor on the order in which rows came.
 */
typedef gboolean (*AtlasDeriveFunc) (AtlasUnit *unit,
                                     const AtlasTable *table,
                                     const AtlasDerivedRow *row,
                                     GError **error);

/**
 * AtlasPrepareFunc:
 *
 * Works out of a row's values alone what AtlasDeriveFunc needs of them, into table->prepared_size bytes,
 * which hold nothing that would be freed. On any thread: whoever brings many rows may do so beside the one
 * that writes (atlas_unit_insert_prepared()).
 */
typedef void (*AtlasPrepareFunc) (const AtlasValue *values, gpointer prepared);

/**
 * AtlasGuardFunc:
 *
 * Whether a row may become other than it was: FALSE with @error, for a person, and then nothing is changed.
 * Asked by atlas_unit_update() alone: not by undo and redo, nor where atlas_unit_allow_rewriting() was
 * called.
 */
typedef gboolean (*AtlasGuardFunc) (const AtlasTable *table,
                                    const AtlasValue *before,
                                    const AtlasValue *values,
                                    GError **error);

/**
 * AtlasTable:
 * @name: of the SQL table; its first columns are `id INTEGER PRIMARY KEY` and `uuid BLOB UNIQUE` (16 bytes)
 * @columns: (array length=n_columns): the others, in order
 * @search: (array length=n_search): what the full-text index of the table holds; none if 0
 * @derive_schema: SQL that creates the derived tables that @derive fills, or NULL; a change of this text
 * makes the next open rebuild them
 *
 * A table of records as the store sees it, made from a kind's field table. Static for the life of the
 * process.
 */
struct _AtlasTable
{
  const char *name;
  const char *const *columns;
  guint n_columns;
  const AtlasSearchColumn *search;
  guint n_search;
  const char *derive_schema;
  AtlasDeriveFunc derive;
  AtlasPrepareFunc prepare; /* or NULL */
  gsize prepared_size;
  AtlasGuardFunc guard; /* or NULL */
};

G_END_DECLS
