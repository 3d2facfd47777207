/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-kind.h"

G_BEGIN_DECLS

/**
 * AtlasRecordColumns:
 *
 * The columns of a GtkColumnView over AtlasRecordRows: which fields are shown, in which order, and by
 * which one they are sorted. What people change there - a heading clicked or dragged, a field chosen - it
 * tells.
 *
 * Signals: "columns-changed" (), "sort-changed" (): by the person
 */
#define ATLAS_TYPE_RECORD_COLUMNS (atlas_record_columns_get_type ())
G_DECLARE_FINAL_TYPE (AtlasRecordColumns, atlas_record_columns, ATLAS, RECORD_COLUMNS, GObject)

AtlasRecordColumns *atlas_record_columns_new (GtkColumnView *view, const AtlasKind *kind);

/** @keys: of fields; what is none is left out, and where none is left those listed by default are shown. */
void atlas_record_columns_set_keys (AtlasRecordColumns *self, const char *const *keys);

/** (transfer full) */
GStrv atlas_record_columns_dup_keys (AtlasRecordColumns *self);

/** @sort: "key" or "-key". Of a field that has no column it is kept all the same. */
void atlas_record_columns_set_sort (AtlasRecordColumns *self, const char *sort);
const char *atlas_record_columns_get_sort (AtlasRecordColumns *self);

/** A popover to choose from all fields of the kind. (transfer floating) */
GtkWidget *atlas_record_columns_new_chooser (AtlasRecordColumns *self);

G_END_DECLS
