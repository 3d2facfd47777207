/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-table.h"

G_BEGIN_DECLS

/* The JSON in which the journal keeps what changed of a row. Integers and reals stay apart: a real always has
 * a point or an exponent. */

/** Replaces @out by {"column": value, ...} of the columns that are not NULL. */
void atlas_changes_write_row (GString *out, const AtlasTable *table, const AtlasValue *values);

/** Replaces @out by {"column": [before, after], ...} of the columns that differ; returns how many do. */
guint atlas_changes_write_difference (GString *out,
                                      const AtlasTable *table,
                                      const AtlasValue *before,
                                      const AtlasValue *after);

/** Fills @values (zeroed or cleared, table->n_columns of them) from a row's JSON; texts are copied. */
gboolean
atlas_changes_read_row (const AtlasTable *table, const char *json, AtlasValue *values, GError **error);

/** Sets in @values the columns of a difference: to what they were after it, or (@after FALSE) before it. */
gboolean atlas_changes_apply (
  const AtlasTable *table, const char *json, gboolean after, AtlasValue *values, GError **error);

G_END_DECLS
