/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-mapping.h"
#include "atlas-record-reader.h"

G_BEGIN_DECLS

/**
 * AtlasRowRecords:
 *
 * Makes records of the rows of a table, by a mapping. Kept from row to row for its buffers; one thread at a
 * time.
 */
typedef struct _AtlasRowRecords AtlasRowRecords;

/**
 * AtlasRowRemark:
 * @column: whose value was not understood
 * @reason: for a person, without the heading
 *
 * Something that the record does not hold as it should.
 */
typedef struct
{
  guint column;
  char *reason;
} AtlasRowRemark;

/** @mapping: must outlive it */
AtlasRowRecords *atlas_row_records_new (const AtlasMapping *mapping);
void atlas_row_records_free (AtlasRowRecords *self);

/**
 * atlas_row_records_read:
 * @row: its texts must outlive the values of @record, which may borrow from them
 * @record: new or reset
 * @fault: (out): field to be freed by the caller
 *
 * Reads, cleans and checks. An apostrophe that keeps a spreadsheet from taking a text for a formula is taken
 * away, unless the row is literal. What of a value is not understood goes into the notes under its heading,
 * with a remark: a person is worth more than one bad telephone number. It is a fault only where the record
 * can't do without the value, under a heading that is our own key, as whoever writes that means it, and of
 * estimates, which are nothing but their values. What has no field of its own is
 * kept in the record's extra, under "columns", by its heading.
 *
 * Returns: FALSE with ATLAS_RECORD_ERROR, without the field
 */
gboolean atlas_row_records_read (
  AtlasRowRecords *self, const AtlasRow *row, AtlasRecord *record, AtlasRecordFault *fault, GError **error);

/** (element-type AtlasRowRemark): of the row read last; borrowed until the next. */
GPtrArray *atlas_row_records_get_remarks (AtlasRowRecords *self);

/**
 * atlas_row_records_get_named:
 * @whole: (out): whether the table is our own export with a column for all there is
 *
 * A bit for each field of the kind, by its place in the table, that the row read last says something of. An
 * empty cell says that there is nothing only in a table of our own that has all columns: in any other nobody
 * can tell it from a cell that was not filled in.
 */
guint64 atlas_row_records_get_named (AtlasRowRecords *self, gboolean *whole);

/** AtlasChannel bits: the channels that the row read last takes consent back for, by a column that says only
 * that. The record holds that without a date, as the row does. */
guint atlas_row_records_get_withdrawals (AtlasRowRecords *self);

/** Whether the row read last says of itself that it is synthetic. */
gboolean atlas_row_records_get_synthetic (AtlasRowRecords *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasRowRecords, atlas_row_records_free)

G_END_DECLS
