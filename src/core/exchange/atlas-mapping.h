/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-clean.h"
#include "atlas-kind.h"
#include "atlas-register.h"
#include "atlas-row-reader.h"

G_BEGIN_DECLS

/** The column of a file of refused rows that says why; left out when it is read back. */
#define ATLAS_REFUSED_HEADING "refused-because"

/** What becomes of a column. */
typedef enum
{
  ATLAS_MAP_KEEP,  /* kept under its heading, for no field of ours */
  ATLAS_MAP_LEAVE, /* left out */
  ATLAS_MAP_FIELD, /* the value of a field; of several columns the first that has one, or added to a list */
  ATLAS_MAP_NAME,  /* a whole name, split into given and family name */
  ATLAS_MAP_FAMILY_FIRST, /* the same, where the family name stands first: "Uwase Ada" */
  ATLAS_MAP_ADDRESS,      /* "City, Region Postcode", or a whole address */
  ATLAS_MAP_POSITION,     /* "latitude, longitude" */
  ATLAS_MAP_NOTE,         /* a line of the notes: "Heading: value" */
  ATLAS_MAP_AGREED,       /* yes: consent to be contacted is given, no: it is withdrawn; in any way, or so */
  ATLAS_MAP_AGREED_EMAIL,
  ATLAS_MAP_AGREED_PHONE,
  ATLAS_MAP_AGREED_POST,
  ATLAS_MAP_NO_EMAIL, /* yes: consent to be contacted so is withdrawn */
  ATLAS_MAP_NO_PHONE,
  ATLAS_MAP_NO_POST,
  ATLAS_MAP_DECEASED,  /* yes: the status */
  ATLAS_MAP_ID,        /* our own UUID */
  ATLAS_MAP_EXTRA,     /* our own column of unknown keys */
  ATLAS_MAP_SYNTHETIC, /* our own mark of invented people */
} AtlasMapHow;

typedef enum
{
  ATLAS_MAP_BY_NOTHING, /* it is not known what it is */
  ATLAS_MAP_BY_KEY,     /* the heading is our own key */
  ATLAS_MAP_BY_HEADING, /* a heading that we know, or the field's name */
  ATLAS_MAP_BY_CONTENT, /* its values look like it */
  ATLAS_MAP_BY_MEMORY,  /* as last time */
  ATLAS_MAP_BY_PERSON,  /* as one was told */
  ATLAS_MAP_BY_OTHERS,  /* other columns say the same, and better */
} AtlasMapReason;

/**
 * AtlasMapColumn:
 * @heading: as it stands in the file; "Column 3" where there are none
 * @field: for FIELD; else NULL
 * @set: parts of one address: only one set is taken, the lowest that has anything; 0 is the first
 * @day_order: of the dates in it
 * @confidence: 0 to 1
 */
typedef struct
{
  char *heading;
  AtlasMapHow how;
  const AtlasField *field;
  guint set;
  AtlasDayOrder day_order;
  AtlasMapReason reason;
  double confidence;
} AtlasMapColumn;

/**
 * AtlasMapping:
 * @kind: what the rows are
 * @n_headings: rows before the first record: 0 where there are no headings
 * @own: every column bears our own key, so values are taken to the letter where they will do
 * @columns: (array length=n_columns)
 *
 * Which column of a table goes where. Plain data: it may be changed between guessing and reading.
 */
typedef struct
{
  const AtlasKind *kind;
  guint n_headings;
  gboolean own;
  AtlasMapColumn *columns;
  guint n_columns;
} AtlasMapping;

void atlas_mapping_free (AtlasMapping *self);
AtlasMapping *atlas_mapping_copy (const AtlasMapping *self);

/**
 * AtlasTableSample:
 *
 * The first rows of a table, copied, headings and all.
 */
typedef struct _AtlasTableSample AtlasTableSample;

#define ATLAS_TABLE_SAMPLE_ROWS 200

/** Reads up to ATLAS_TABLE_SAMPLE_ROWS rows, or a few MiB. NULL with @error where the file is broken there.
 */
AtlasTableSample *atlas_table_sample_new (AtlasRowReader *reader, GCancellable *cancellable, GError **error);
void atlas_table_sample_free (AtlasTableSample *self);
guint atlas_table_sample_get_n_rows (const AtlasTableSample *self);
/** Borrowed from the sample. */
const AtlasRow *atlas_table_sample_get_row (const AtlasTableSample *self, guint index);

/**
 * atlas_mapping_guess:
 * @kind: (nullable): NULL: the kind whose fields the headings name
 * @store: (nullable): where mappings are remembered
 *
 * Maps the columns of a table: as last time where a table with these headings was mapped by a person; else by
 * our own keys, by the headings that Google Contacts, Outlook (English and French) and CiviCRM write, by the
 * fields' names in English, French and the person's language, and by content.
 *
 * Returns: (transfer full): never NULL; see atlas_mapping_is_useful()
 */
AtlasMapping *atlas_mapping_guess (const AtlasKind *kind, const AtlasTableSample *sample, AtlasStore *store);

/** The same where a person has said how many rows stand before the first record; -1: to be found. */
AtlasMapping *atlas_mapping_guess_below (const AtlasKind *kind,
                                         const AtlasTableSample *sample,
                                         AtlasStore *store,
                                         int n_headings);

/** Whether a column goes into a day, and nothing in it tells whether 03/04 is in March or April. */
gboolean
atlas_mapping_has_open_dates (const AtlasMapping *self, guint column, const AtlasTableSample *sample);

/** Whether any column goes into a field, so that there is a record to be made of a row. */
gboolean atlas_mapping_is_useful (const AtlasMapping *self);

/** Whether a person of whom nothing is known yet can be made of a row: no column of names, and each row is
 * refused, unless it bears the id of somebody who is here. */
gboolean atlas_mapping_can_name (const AtlasMapping *self);

/**
 * atlas_mapping_set_target:
 * @target: a field's key; or "keep", "leave", "name", "address", "position", "note", "no-email", "no-phone",
 * "no-post", "deceased", "id", "extra", "synthetic"
 *
 * Says what becomes of a column; the person has said so.
 *
 * Returns: FALSE with ATLAS_RECORD_ERROR_UNKNOWN, which lists what there is
 */
gboolean atlas_mapping_set_target (AtlasMapping *self, guint column, const char *target, GError **error);

/** What a column of @kind's records can go into, as atlas_mapping_set_target() takes it, without what is only
 * in files of our own: the fields that people fill, then the rest. (transfer container) */
const char **atlas_mapping_list_targets (const AtlasKind *kind);

/** In a person's words: "E-mail", "Whole name", "Leave out". Borrowed. */
const char *atlas_mapping_get_target_label (const AtlasKind *kind, const char *target);

/** As atlas_mapping_set_target() takes it. Borrowed. */
const char *atlas_mapping_get_target (const AtlasMapping *self, guint column);

/** By heading, any case and accents, or by number from 1 ("3"); -1 where there is none. */
int atlas_mapping_find_column (const AtlasMapping *self, const char *heading);

/** "by its heading", "looks like e-mail addresses", "as last time": for a person, borrowed. */
const char *atlas_mapping_get_reason (const AtlasMapping *self, guint column);

/** {"kind":"member","headings":1,"columns":[{"heading":"Home City","target":"address.city","set":1,"dates":
 * "day-first"}]} (transfer full) */
char *atlas_mapping_to_json (const AtlasMapping *self);
/** (transfer full): NULL with ATLAS_RECORD_ERROR */
AtlasMapping *atlas_mapping_from_json (const char *json, GError **error);

/** Keeps the mapping for tables with the same headings, with the unit that it served. */
gboolean atlas_mapping_remember (const AtlasMapping *self, AtlasUnit *unit, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasMapping, atlas_mapping_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasTableSample, atlas_table_sample_free)

G_END_DECLS
