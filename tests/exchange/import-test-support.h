/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-import.h"
#include "exchange-test-support.h"

#define ADA  "11111111-2222-4333-8444-555555555501"
#define BEN  "11111111-2222-4333-8444-555555555502"
#define FAIR "11111111-2222-4333-8444-555555555503"

#define DAY1 "2026-01-01T00:00:00Z"
#define DAY2 "2026-01-02T00:00:00Z"

/** What is imported, and how. @length: -1 or 0 if NUL-terminated */
typedef struct
{
  const char *text;
  gssize length;
  const char *format;
  AtlasOnDuplicate on_duplicate;
  gboolean dry_run;
} File;

/** An import of the one file, which messages call "a.json". */
AtlasImport *make_import (AtlasRegister *source, const File *file);

/** Imports what must go well; returns the counts. (transfer full) */
char *import (AtlasRegister *source, const char *text);

/** "read added updated unchanged skipped refused unplaced" (transfer full) */
char *format_counts (AtlasImport *run);

/** "record:line:field:reason" of each refusal, one a line. (transfer full) */
char *format_refusals (AtlasImport *run);

/** Runs what must go well. @expected: as format_counts() says it. */
void run_counted (AtlasImport *run, const char *expected);

/** How many people a search finds. */
void assert_count (Fixture *fixture, const char *text, gint64 expected);

#define assert_import(source, text, expected)      \
  G_STMT_START                                     \
  {                                                \
    g_autofree char *got_ = import (source, text); \
    g_assert_cmpstr (got_, ==, expected);          \
  }                                                \
  G_STMT_END

/** A share document of @n members, with @tail at its end instead of the closing brackets if not NULL.
 * (transfer full) */
char *make_document (guint n, const char *tail);

/** Everything in the register, as an export writes it; as a table people only. (transfer full) */
char *export_all (AtlasRegister *source, const char *format);

/** First column of the first row, as text; "" for none. (transfer full) */
char *query (AtlasRegister *source, const char *sql);

#define assert_query(source, sql, expected)      \
  G_STMT_START                                   \
  {                                              \
    g_autofree char *got_ = query (source, sql); \
    g_assert_cmpstr (got_, ==, expected);        \
  }                                              \
  G_STMT_END

void assert_contains (const char *text, const char *part);
