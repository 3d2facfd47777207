/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-field.h"

G_BEGIN_DECLS

/**
 * atlas_row_take_exact:
 * @text: (array length=length): must outlive @value, which may borrow from it
 * @scratch: for lists; its content is of no interest before and after
 *
 * Reads back what atlas_csv_append_value() wrote, to the letter and without allocating for plain texts.
 *
 * Returns: FALSE, @value being NULL, where it is anything else
 */
gboolean atlas_row_take_exact (
  const AtlasField *field, const char *text, gsize length, GString *scratch, AtlasValue *value);

/** Puts @more, which is emptied, beside what another column gave: lists are joined, streets, other names and
 * notes too. FALSE where there is no room for two. */
gboolean atlas_row_value_add (const AtlasField *field, AtlasValue *ours, AtlasValue *more);

/** Whether a value that was taken exactly is in its stored form and within its limits: the record's own check
 * then finds nothing. */
gboolean atlas_row_is_settled (const AtlasField *field, const AtlasValue *value);

G_END_DECLS
