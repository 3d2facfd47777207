/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AtlasSpanLabel:
 *
 * One cell's part of a text that runs over several cells of the same width, each of which has a label of its
 * own: together they read as one.
 */
#define ATLAS_TYPE_SPAN_LABEL (atlas_span_label_get_type ())
G_DECLARE_FINAL_TYPE (AtlasSpanLabel, atlas_span_label, ATLAS, SPAN_LABEL, GtkWidget)

/**
 * atlas_span_label_new:
 * @cell: in which it will be, at whatever depth
 * @nth: which of the cells that is, from 0
 * @n_cells: over how many the text runs
 * @inset: pixels between the text and the edges of the first and the last cell
 */
GtkWidget *atlas_span_label_new (const char *text, GtkWidget *cell, guint nth, guint n_cells, int inset);

G_END_DECLS
