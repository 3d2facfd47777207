/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-field-row.h"

G_BEGIN_DECLS

/** The row that edits a field of that type. (transfer floating) */
AtlasFieldRow *atlas_field_row_new (const AtlasField *field);

/**
 * atlas_field_row_new_for_several:
 * @n_fields: (out): of how many fields of @kind, from @index on, the row is
 *
 * The row that edits the field at @index and perhaps those behind it, which only make sense together: a
 * position. (transfer floating)
 */
AtlasFieldRow *atlas_field_row_new_for_several (const AtlasKind *kind, guint index, guint *n_fields);

G_END_DECLS
