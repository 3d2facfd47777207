/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-register.h"

#define NOW "2026-05-06T07:08:09Z"

/** A folder for one test with an open register in it; the clock stands at NOW. */
typedef struct
{
  char *folder;
  AtlasRegister *source;
} Fixture;

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);

#define EXCHANGE_TEST(path, function) \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

/** A record read from the share format's JSON. (transfer full) */
AtlasRecord *make_record (const AtlasKind *kind, const char *json);

/** The same put into the register. */
void add_record (Fixture *fixture, const AtlasKind *kind, const char *json);

AtlasQuery *make_query (const AtlasKind *kind, const char *text);

/** A name in the fixture's folder. (transfer full) */
GFile *make_file (Fixture *fixture, const char *name);
char *read_file (GFile *file);

/** Names in the folder beside the database, sorted, with commas between. (transfer full) */
char *list_folder (Fixture *fixture);

/** "label|details" of the newest unit in the log. (transfer full) */
char *dup_last_unit (Fixture *fixture);

/** RFC 4180: rows (GPtrArray) of cells (char *); aborts on what is none. (transfer full) */
GPtrArray *parse_csv (const char *text, gsize length);
const char *csv_cell (GPtrArray *rows, guint row, guint column);

/** The cell as it was before it was made harmless. */
const char *csv_unprotected (const char *cell);

/** Calls @func with each of the strings of the corpus that are not empty; FALSE, the test being skipped,
 * where it is missing. */
gboolean foreach_naughty_string (void (*func) (const char *text, gpointer data), gpointer data);

/** All records and settings as text, one line a row; with @journal units, journal and sequences too.
 * (transfer full) */
char *dump (AtlasRegister *source, gboolean journal);

/** Aborts, saying where, unless both are the same; for texts too long to look at whole. */
void assert_same_dump (const char *got, const char *expected);

/** Aborts unless atlas_store_check() finds nothing. */
void assert_sound (AtlasRegister *source);

void undo (AtlasRegister *source);
void redo (AtlasRegister *source);
