/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record.h"
#include "atlas-share-header.h"

G_BEGIN_DECLS

/* What the thread that reads hands to the thread that writes. */

#define ATLAS_IMPORT_BATCH_SIZE 256

/** What of a record could not be taken as it stands: under which heading, and why, for a person. */
typedef struct
{
  char *heading;
  char *reason;
} AtlasImportRemark;

void atlas_import_remark_free (AtlasImportRemark *self);

/**
 * AtlasImportSaid:
 * @named: a bit for each field of the kind, by its place in the table, of which the file says what it is, be
 * it nothing: what it does not name is none of its business
 * @whole: it says all there is of the record, unknown keys too: all is named
 * @is_row: it is a table, in which a cell may be changed without its date
 * @had_position: the position came with the file
 * @had_id: so did the id, which else is made from the content
 * @withdrawals: AtlasChannel bits: the channels that a column of a table takes consent back for, which stand
 * in the record's consents without a date
 * @prepared: (nullable): what the kind's table has prepared of the record as it was read
 *
 * What a file says of a record beside its values.
 */
typedef struct
{
  guint64 named;
  gboolean whole;
  gboolean is_row;
  gboolean had_position;
  gboolean had_id;
  guint withdrawals;
  gconstpointer prepared;
} AtlasImportSaid;

/**
 * AtlasImportEntry:
 * @refused: @field and @reason say why; else @record is good
 * @line: where it begins
 * @remarks: (nullable) (element-type AtlasImportRemark)
 * @row: (nullable) (array length=row_length): the row of a table as a line of CSV, where that is wanted
 * @n_cells: in @row
 */
typedef struct
{
  AtlasRecord *record;
  gint64 number;
  gint64 line;
  gboolean refused;
  AtlasImportSaid said;
  char *field;
  char *reason;
  GPtrArray *remarks;
  const char *row;
  gsize row_length;
  guint n_cells;
  gpointer prepared; /* room for what is said of it */
} AtlasImportEntry;

/**
 * AtlasImportBatch:
 * @text: what the records' values borrow from
 * @file: index of the file the entries come from
 * @n_bytes: read so far, of all files
 * @table: (nullable): borrowed: what table the entries are rows of
 * @file_ends: @header is that file's
 * @finished: no further batch follows; with @failure where reading failed
 */
typedef struct
{
  char *text;
  gsize size, used;
  AtlasImportEntry entries[ATLAS_IMPORT_BATCH_SIZE];
  guint n_entries;

  guint file;
  gint64 n_bytes;
  const struct _AtlasImportTable *table;
  gboolean file_ends;
  AtlasShareHeader header;
  gboolean finished;
  GError *failure;
} AtlasImportBatch;

AtlasImportBatch *atlas_import_batch_new (void);
void atlas_import_batch_free (AtlasImportBatch *self);
void atlas_import_batch_clear (AtlasImportBatch *self);

/** Whether @length bytes more, or one entry more, fit in. */
gboolean atlas_import_batch_has_room (AtlasImportBatch *self, gsize length);

/** Keeps a copy of @text with the batch; an empty batch grows to take it. */
const char *atlas_import_batch_copy (AtlasImportBatch *self, const char *text, gsize length);

/** The next entry, with an empty record of @kind, or without one where NULL. */
AtlasImportEntry *
atlas_import_batch_add (AtlasImportBatch *self, const AtlasKind *kind, gint64 number, gint64 line);

/** Has what will be derived of the entry's record, which is complete, worked out on this thread. */
void atlas_import_entry_prepare (AtlasImportEntry *entry);

G_END_DECLS
