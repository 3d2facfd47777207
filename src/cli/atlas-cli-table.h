/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AtlasCliTable:
 *
 * A table for people on standard output. Columns are as wide as the first rows need; on a terminal what does
 * not fit is cut, elsewhere nothing is. Of any length in bounded memory. Cells can't drive the terminal.
 */
typedef struct _AtlasCliTable AtlasCliTable;

/** @titles: (array length=n_columns): translated; one that begins with ">" is that of numbers, to the right
 */
AtlasCliTable *atlas_cli_table_new (const char *const *titles, guint n_columns);

/** @cells: (array length=n_columns) (nullable elements): copied */
void atlas_cli_table_add (AtlasCliTable *self, const char *const *cells);

/** Prints what is left and frees it. */
void atlas_cli_table_finish (AtlasCliTable *self);

/** Columns that the text takes on a terminal with a fixed font. */
guint atlas_cli_get_width (const char *text);

G_END_DECLS
