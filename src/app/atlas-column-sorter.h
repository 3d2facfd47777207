/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-field.h"

G_BEGIN_DECLS

/**
 * AtlasColumnSorter:
 *
 * Makes a column's heading one that can be clicked to sort, where the sorting is done elsewhere: by the
 * database. It compares nothing.
 */
#define ATLAS_TYPE_COLUMN_SORTER (atlas_column_sorter_get_type ())
G_DECLARE_FINAL_TYPE (AtlasColumnSorter, atlas_column_sorter, ATLAS, COLUMN_SORTER, GtkSorter)

GtkSorter *atlas_column_sorter_new (const AtlasField *field);

/**
 * atlas_column_sorter_find:
 * @sorter: of a GtkColumnView whose columns have such sorters
 * @descending: (out)
 *
 * The field whose heading was clicked last, or NULL. GTK 4.8 does not tell (4.10 has GtkColumnViewSorter);
 * but it asks the columns' sorters in turn, and the first that it asks is the one.
 */
const AtlasField *atlas_column_sorter_find (GtkSorter *sorter, gboolean *descending);

G_END_DECLS
