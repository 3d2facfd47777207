/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-csv-reader.h"
#include "atlas-mapping.h"
#include "atlas-passphrase.h"
#include "atlas-register.h"

G_BEGIN_DECLS

/**
 * AtlasImport:
 *
 * Reading records of others into a register: files in, then either a dry run, or one unit of work. Made on
 * any thread, run on a worker. Records that are bad by themselves are refused one by one; a file that cannot
 * be read at all fails the whole import and nothing is changed.
 */
#define ATLAS_TYPE_IMPORT (atlas_import_get_type ())
G_DECLARE_FINAL_TYPE (AtlasImport, atlas_import, ATLAS, IMPORT, GObject)

typedef enum
{
  ATLAS_IMPORT_ERROR_FORMAT,  /* not a format we read, or a version newer than ours */
  ATLAS_IMPORT_ERROR_SYNTAX,  /* broken off or broken; says line and what was expected */
  ATLAS_IMPORT_ERROR_TOO_BIG, /* one record larger than memory allows */
} AtlasImportError;

#define ATLAS_IMPORT_ERROR (atlas_import_error_quark ())
GQuark atlas_import_error_quark (void);

/** Sets @error to "line 12: @message". Returns: FALSE */
gboolean atlas_import_fail_at_line (gint64 line, AtlasImportError code, const char *message, GError **error);

/** What to do with a record whose id stands already. UPDATE: the newer `updated` wins. SKIP: leave ours. ADD:
 * as a new record under a new id. */
typedef enum
{
  ATLAS_ON_DUPLICATE_UPDATE,
  ATLAS_ON_DUPLICATE_SKIP,
  ATLAS_ON_DUPLICATE_ADD,
} AtlasOnDuplicate;

typedef struct
{
  char *file;
  gint64 record; /* from 1, in the file */
  gint64 line;   /* from 1, where the record begins */
  char *field;   /* dotted key, or NULL */
  char *reason;  /* translated, for a person */
} AtlasRefusal;

/**
 * AtlasImportTable:
 * @mapping: where its columns went
 * @dialect: what it was written like
 * @n_mended: cells that were no UTF-8 in a file that is, and were read as Windows-1252
 * @headings: as a line of CSV
 * @cards: it was address cards
 * @sheet: (nullable): which was found to be read, of a workbook of @n_sheets, where none was named
 *
 * A file that was a table.
 */
typedef struct _AtlasImportTable
{
  char *file;
  AtlasMapping *mapping;
  AtlasCsvDialect dialect;
  gint64 n_mended;
  char *headings;
  gboolean cards;
  char *sheet;
  guint n_sheets;
} AtlasImportTable;

void atlas_import_table_free (AtlasImportTable *self);
/** The headings of the columns that go into no field and are kept as they are, with commas between; NULL
 * where there are none. (transfer full) */
char *atlas_import_table_dup_unknown (const AtlasImportTable *self);

/** Counts of a finished run: read = added + updated + unchanged + skipped + refused. `unplaced` are those
 * added or updated without a position; `remarked` is how many values of tables were not understood and went
 * into the notes; `differing` are those that stand here and say something else in the file
 * that was not taken, though they are not known to be older: of the same date, or without one; `doubles` are
 * those added who may be somebody who stands here already, where they were looked for; `doubled` are members
 * who are most probably one of those before them in the same files, `united` and `dropped` those of them of
 * whom no record came: they are among the updated or unchanged, and the skipped. */
typedef struct
{
  gint64 read, added, updated, unchanged, skipped, refused, unplaced, remarked, differing, doubles, doubled;
  gint64 united, dropped;
} AtlasImportCounts;

/** Among so many members of an import, the first, those are found that are doubled within it: an embassy's
 * list is never as long, and memory stays bounded. */
#define ATLAS_IMPORT_MOST_COMPARED 100000

/** What became of records, for lists of them. */
typedef enum
{
  ATLAS_IMPORT_ADDED,
  ATLAS_IMPORT_UPDATED,
  ATLAS_IMPORT_UNCHANGED,
  ATLAS_IMPORT_SKIPPED,
  ATLAS_IMPORT_REFUSED,
  ATLAS_IMPORT_UNPLACED,
  ATLAS_IMPORT_REMARKED,
  ATLAS_IMPORT_DIFFERING,
  ATLAS_IMPORT_DOUBLES,
  ATLAS_IMPORT_DOUBLED,
  ATLAS_IMPORT_N_LISTS
} AtlasImportList;

AtlasImport *atlas_import_new (AtlasRegister *target);
void atlas_import_add_file (AtlasImport *self, GFile *file);
/** @name: for messages: "standard input" */
void atlas_import_add_stream (AtlasImport *self, GInputStream *stream, const char *name);
/** Of workbooks: the sheet to be read; NULL: the first that holds anything. */
void atlas_import_set_sheet (AtlasImport *self, const char *name);
/** "json", "ndjson", "csv", "tsv", "xlsx", "vcard", "geojson", "ical"; NULL: from content, then name. */
gboolean atlas_import_set_format (AtlasImport *self, const char *format, GError **error);
/* Of tables; without these all of it is found from their content. */
void atlas_import_set_kind (AtlasImport *self, const AtlasKind *kind);
void atlas_import_set_dialect (AtlasImport *self, const AtlasCsvDialect *dialect);
void atlas_import_set_day_order (AtlasImport *self, AtlasDayOrder day_order);
void atlas_import_set_mapping (AtlasImport *self, const AtlasMapping *mapping);
/**
 * atlas_import_set_file_table:
 * @index: of a file, in the order in which they were added
 * @mapping, @dialect, @sheet: (nullable)
 *
 * The same for one file alone, of several tables that differ.
 */
void atlas_import_set_file_table (AtlasImport *self,
                                  guint index,
                                  const AtlasMapping *mapping,
                                  const AtlasCsvDialect *dialect,
                                  const char *sheet);
/** What opens the files added so far, where they are encrypted. @passphrase: (nullable) */
void atlas_import_set_passphrase (AtlasImport *self, AtlasPassphrase *passphrase);
/** The same for one file alone. @index: of a file, in the order in which they were added */
void atlas_import_set_file_passphrase (AtlasImport *self, guint index, AtlasPassphrase *passphrase);
/** @map: "COLUMN=TARGET", see atlas_mapping_set_target(). FALSE with ATLAS_IMPORT_ERROR_FORMAT where there is
 * no "=". */
gboolean atlas_import_add_map (AtlasImport *self, const char *map, GError **error);
/** Where the rows of tables are written that are refused, with why, to be mended and imported again: a CSV
 * file, whole or not at all. The rows of a second table go into a second file beside it, "to-mend-2.csv",
 * which replaces none that stands. They are written in a dry run too. */
void atlas_import_set_refused_file (AtlasImport *self, GFile *file);
void atlas_import_set_on_duplicate (AtlasImport *self, AtlasOnDuplicate what);
/**
 * atlas_import_set_on_doubled:
 *
 * What to do with a member who is not here yet and is listed in these files before, as another row. ADD, as
 * long as nothing else is said: both come in, to be compared. UPDATE: they become one record, in which the
 * earlier row's word counts and the later one's fills in. SKIP: the earlier comes in. A row stays for itself
 * where it is less than sure that it is the same person. Rows that bear ids are not looked at.
 */
void atlas_import_set_on_doubled (AtlasImport *self, AtlasOnDuplicate what);
/** Whether a row of a table that bears no date takes the place of a record that does, in the fields that the
 * table has: only where a person has asked for it, as nobody knows which is newer. */
void atlas_import_set_take_undated (AtlasImport *self, gboolean take_undated);
/** Whether members who are new are looked for among those who stand here: costs a moment, and memory as
 * AtlasDuplicates says. */
void atlas_import_set_find_doubles (AtlasImport *self, gboolean find_doubles);
void atlas_import_set_dry_run (AtlasImport *self, gboolean dry_run);
void atlas_import_set_progress (AtlasImport *self, AtlasProgressFunc progress, gpointer user_data);

/** TRUE also when records were refused. FALSE: nothing was changed. */
gboolean atlas_import_run (AtlasImport *self, GCancellable *cancellable, GError **error);
void atlas_import_run_async (AtlasImport *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean atlas_import_run_finish (AtlasImport *self, GAsyncResult *result, GError **error);

const AtlasImportCounts *atlas_import_get_counts (AtlasImport *self);
/** (element-type AtlasRefusal): the first 10,000 of those that are counted; where there is no reason, the
 * record's title stands for it. Borrowed. */
GPtrArray *atlas_import_get_list (AtlasImport *self, AtlasImportList list);
/** How many of those that are counted are not in the list, which has the first 10,000. */
gint64 atlas_import_get_n_cut (AtlasImport *self, AtlasImportList list);
/** How many files of refused rows were written. */
guint atlas_import_get_n_refused_files (AtlasImport *self);
/** Why the files of refused rows could not be written, though the import is done: they come after it. A dry
 * run, which is done for nothing else, fails then. (nullable) */
const GError *atlas_import_get_refused_failure (AtlasImport *self);
/** (element-type AtlasRefusal): the first 10,000; the count says how many there were. Borrowed. */
GPtrArray *atlas_import_get_refusals (AtlasImport *self);
/** (element-type AtlasRefusal): values of tables that were not understood, the heading as the field; the
 * first 10,000. Borrowed. */
GPtrArray *atlas_import_get_remarks (AtlasImport *self);
/** (element-type AtlasImportTable): the files that were tables. Borrowed. */
GPtrArray *atlas_import_get_tables (AtlasImport *self);
/** (element-type utf8): the names of the offices that sent the files, as these say it, each once. Borrowed.
 */
GPtrArray *atlas_import_get_offices (AtlasImport *self);
/** Whether a file says that what it holds is invented, which marks the whole database. */
gboolean atlas_import_is_synthetic (AtlasImport *self);
/** "12 added, 3 updated, 1 refused" in the person's language. (transfer full) */
char *atlas_import_dup_summary (AtlasImport *self);

G_END_DECLS
