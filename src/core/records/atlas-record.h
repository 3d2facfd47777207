/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-kind.h"
#include "atlas-unit.h"

G_BEGIN_DECLS

/**
 * AtlasRecord:
 *
 * One record, or one item of a list: a value for each field of its kind. Reference-counted; not thread-safe
 * while being changed, free to be read from any thread otherwise.
 */
typedef struct _AtlasRecord AtlasRecord;

typedef enum
{
  ATLAS_RECORD_ERROR_VALUE,    /* a field's value won't do */
  ATLAS_RECORD_ERROR_REQUIRED, /* a field that must be there is missing */
  ATLAS_RECORD_ERROR_UNKNOWN,  /* no such kind, field or record */
} AtlasRecordError;

#define ATLAS_RECORD_ERROR (atlas_record_error_quark ())
GQuark atlas_record_error_quark (void);

#define ATLAS_TYPE_RECORD (atlas_record_get_type ())
GType atlas_record_get_type (void);
/** Empty, with no id yet: [func@atlas_record_save] gives it one. */
AtlasRecord *atlas_record_new (const AtlasKind *kind);
AtlasRecord *atlas_record_ref (AtlasRecord *self);
void atlas_record_unref (AtlasRecord *self);
AtlasRecord *atlas_record_copy (AtlasRecord *self);
/** Forgets all values, for reuse by a reader. Only with one reference. */
void atlas_record_reset (AtlasRecord *self);

const AtlasKind *atlas_record_get_kind (AtlasRecord *self);
gint64 atlas_record_get_id (AtlasRecord *self); /* rowid; 0: not in a store */
void atlas_record_set_id (AtlasRecord *self, gint64 id);
const AtlasUuid *atlas_record_get_uuid (AtlasRecord *self); /* nil: none yet */
void atlas_record_set_uuid (AtlasRecord *self, const AtlasUuid *uuid);

/* Values. @field belongs to the record's kind. */
const AtlasValue *atlas_record_get_value (AtlasRecord *self, const AtlasField *field);
AtlasValue *atlas_record_edit_value (AtlasRecord *self, const AtlasField *field);
gboolean atlas_record_has (AtlasRecord *self, const AtlasField *field);
void atlas_record_unset (AtlasRecord *self, const AtlasField *field);

/** All values in the order of the table's columns: those of the fields, then the extra. What
 * atlas_unit_insert() wants. */
const AtlasValue *atlas_record_get_values (AtlasRecord *self);

/** Copies what is borrowed, so that @self may outlive the text that a reader filled it from. */
void atlas_record_own (AtlasRecord *self);

/* The same by key, for code that knows the kind; an unknown key is a programming error. NULL or 0 where there
 * is no value. Text lives until the value changes and is NUL-terminated (a borrowed value that may not be is
 * copied into the record first). */
const char *atlas_record_get_text (AtlasRecord *self, const char *key);
gint64 atlas_record_get_integer (AtlasRecord *self, const char *key);
double atlas_record_get_real (AtlasRecord *self, const char *key);
void atlas_record_set_text (AtlasRecord *self, const char *key, const char *text);
void atlas_record_set_integer (AtlasRecord *self, const char *key, gint64 value);
void atlas_record_set_real (AtlasRecord *self, const char *key, double value);
/** TEXT_LIST and CHOICE_LIST: (transfer full), NULL where empty. */
GStrv atlas_record_dup_list (AtlasRecord *self, const char *key);
void atlas_record_set_list (AtlasRecord *self, const char *key, const char *const *texts);
/** ITEM_LIST: records of field->items. (transfer full) (element-type AtlasRecord) never NULL. */
GPtrArray *atlas_record_dup_items (AtlasRecord *self, const char *key);
void atlas_record_set_items (AtlasRecord *self, const char *key, GPtrArray *items);

/** Unknown keys of the file it came from, a JSON object as text, or NULL. */
const char *atlas_record_get_extra (AtlasRecord *self);
void atlas_record_set_extra (AtlasRecord *self, const char *json);

/** "Ada Uwase"; a placeholder in the person's language where nameless. (transfer full) */
char *atlas_record_dup_title (AtlasRecord *self);

/** Sets a field as a person types it (see atlas_field_parse; a time without an offset is in the record's own
 * `timezone` where that is set already); the error's message names the field:
 * "birth_year: must be between 1900 and 2026". */
gboolean atlas_record_set_from_text (AtlasRecord *self, const char *key, const char *text, GError **error);

/**
 * atlas_record_check:
 * @field: (out) (optional): the first field at fault
 *
 * Puts every value into its stored form (see atlas_field_normalise()), then checks every field by itself,
 * what is required (a member needs a name: given or family; an event a title and a start), and what must fit
 * together (latitude with longitude; end not before start).
 *
 * Returns: FALSE with an error whose message begins with the field's key: "end: must not be before the start"
 */
gboolean atlas_record_check (AtlasRecord *self, const AtlasField **field, GError **error);

/** Whether all values and the extra are equal; ids aside. */
gboolean atlas_record_equal (AtlasRecord *a, AtlasRecord *b);

/* In the store. */

/** By row id or UUID. (transfer full): NULL with ATLAS_RECORD_ERROR_UNKNOWN or ATLAS_STORE_ERROR */
AtlasRecord *
atlas_record_load (AtlasConnection *connection, const AtlasKind *kind, gint64 id, GError **error);
AtlasRecord *atlas_record_load_uuid (AtlasConnection *connection,
                                     const AtlasKind *kind,
                                     const AtlasUuid *uuid,
                                     GError **error);

/** The same where there need not be one: NULL without an error where nobody has that UUID, or @id (nullable)
 * is none. */
AtlasRecord *atlas_record_find_uuid (AtlasConnection *connection,
                                     const AtlasKind *kind,
                                     const AtlasUuid *uuid,
                                     GError **error);
AtlasRecord *
atlas_record_find_id (AtlasConnection *connection, const AtlasKind *kind, const char *id, GError **error);

/** The columns in the order of `SELECT id, uuid, <columns>, extra`, for reading many: see
 * atlas_kind_select_sql(). */
const char *atlas_kind_select_sql (const AtlasKind *kind);
/** Fills @self from the row where @statement stands; with @borrow texts point into the statement until its
 * next step. */
void atlas_record_read_row (AtlasRecord *self, AtlasStatement *statement, gboolean borrow);

/**
 * atlas_record_save:
 *
 * Checks, gives a new record its UUID and `created`, sets `updated` to now (unless @keep_times: an import
 * keeps the file's), inserts or updates.
 */
gboolean atlas_record_save (AtlasRecord *self, AtlasUnit *unit, gboolean keep_times, GError **error);
gboolean atlas_record_delete (AtlasRecord *self, AtlasUnit *unit, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasRecord, atlas_record_unref)

G_END_DECLS
