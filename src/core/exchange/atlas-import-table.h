/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-import-batch.h"
#include "atlas-import.h"
#include "atlas-row-record.h"

G_BEGIN_DECLS

/**
 * AtlasImportTableOptions:
 * @forced: the files are tables, whatever they look like
 * @kind: (nullable): what their rows are
 * @mapping: (nullable): where their columns go
 * @maps: (element-type utf8): "COLUMN=TARGET": what goes elsewhere than it would
 * @day_order: of dates that can be read in two ways
 * @book: the files are workbooks, whatever they look like
 * @sheet: (nullable): of workbooks: which sheet
 * @cards: the files are address cards, whatever they look like
 * @keep_rows: whether rows are wanted as they stand
 * @store: (nullable): where mappings are remembered
 */
typedef struct
{
  gboolean forced;
  const AtlasKind *kind;
  const AtlasMapping *mapping;
  GPtrArray *maps;
  AtlasCsvDialect dialect;
  AtlasDayOrder day_order;
  gboolean book;
  char *sheet;
  gboolean cards;
  gboolean keep_rows;
  AtlasStore *store;
} AtlasImportTableOptions;

/** Of one made on the heap, whose @mapping is its own. */
void atlas_import_table_options_free (AtlasImportTableOptions *self);

/** Whether a file that begins with @bytes, and is called @name, is a table in text rather than JSON. */
gboolean atlas_import_table_is_likely (const char *name, const char *bytes, gsize length);

/**
 * AtlasImportTableReader:
 *
 * The records of a table, into a batch.
 */
typedef struct _AtlasImportTableReader AtlasImportTableReader;

/** Reads the first rows and maps their columns. NULL with @error */
AtlasImportTableReader *atlas_import_table_reader_new (AtlasRowReader *rows,
                                                       const char *file,
                                                       const AtlasImportTableOptions *options,
                                                       GCancellable *cancellable,
                                                       GError **error);
void atlas_import_table_reader_free (AtlasImportTableReader *self);

/** What it is; with the reader until it is taken. */
AtlasImportTable *atlas_import_table_reader_get_table (AtlasImportTableReader *self);
AtlasImportTable *atlas_import_table_reader_steal_table (AtlasImportTableReader *self);

/** Goes to the next row that holds anything; FALSE at the end, or with @error. */
gboolean
atlas_import_table_reader_next (AtlasImportTableReader *self, GCancellable *cancellable, GError **error);

/** Bytes that the row takes in a batch. */
gsize atlas_import_table_reader_get_size (AtlasImportTableReader *self);

/** Makes an entry of the row, which there must be room for. */
AtlasImportEntry *atlas_import_table_reader_read (AtlasImportTableReader *self, AtlasImportBatch *batch);

gint64 atlas_import_table_reader_get_position (AtlasImportTableReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasImportTableReader, atlas_import_table_reader_free)

G_END_DECLS
