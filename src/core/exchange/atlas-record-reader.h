/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record.h"

G_BEGIN_DECLS

/**
 * AtlasRecordReader:
 *
 * Reads the JSON of one record by the field table of its kind: nesting follows the dots of the keys, and what
 * the table does not know goes into the record's extra. Keys written with dots ("address.city") are
 * understood too, as tables turned into JSON have them. Kept from record to record for its buffers; one
 * thread at a time.
 */
typedef struct _AtlasRecordReader AtlasRecordReader;

AtlasRecordReader *atlas_record_reader_new (void);
void atlas_record_reader_free (AtlasRecordReader *self);

/**
 * AtlasRecordFault:
 * @field: the dotted key at fault; NULL where it is the whole record
 * @at: where in the text, bytes, if the JSON itself is broken
 */
typedef struct
{
  char *field;
  gsize at;
} AtlasRecordFault;

/**
 * atlas_record_reader_find_kind:
 *
 * Returns: what the record's own "kind" says; NULL with @error and @fault
 */
const AtlasKind *atlas_record_reader_find_kind (
  AtlasRecordReader *self, const char *text, gsize length, AtlasRecordFault *fault, GError **error);

/**
 * atlas_record_reader_read:
 * @text: (array length=length): one JSON object; must outlive the values of @record, which borrow from it
 * @record: new or reset
 * @fault: (out): field to be freed by the caller
 *
 * Reads and checks (see atlas_record_check()). A record without "id" keeps the nil UUID.
 *
 * Returns: FALSE with ATLAS_JSON_ERROR where the text is no JSON, or with ATLAS_RECORD_ERROR (its message
 * without the field) where it is, but no good record
 */
gboolean atlas_record_reader_read (AtlasRecordReader *self,
                                   const char *text,
                                   gsize length,
                                   AtlasRecord *record,
                                   AtlasRecordFault *fault,
                                   GError **error);

/** As atlas_record_check(), with the field told apart from the reason. @key: (out): borrowed for ever */
gboolean atlas_record_check_apart (AtlasRecord *record, const char **key, GError **error);

/** The same where some fields have been found good before, in their stored form: @good has a bit for each, by
 * its place in the table. */
gboolean atlas_record_check_others (AtlasRecord *record, guint64 good, const char **key, GError **error);

/** A bit for each field of the kind, by its place in the table, that the record read last named, be it as
 * null. */
guint64 atlas_record_reader_get_named (AtlasRecordReader *self);

/** Whether the record read last said of itself that it is synthetic. */
gboolean atlas_record_reader_get_synthetic (AtlasRecordReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasRecordReader, atlas_record_reader_free)

G_END_DECLS
