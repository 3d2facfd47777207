/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AtlasWrapLayout:
 *
 * Lays children out one after the other, in as many lines as they need, as words are in a paragraph. The last
 * child takes what is left of its line if it expands.
 */
#define ATLAS_TYPE_WRAP_LAYOUT (atlas_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (AtlasWrapLayout, atlas_wrap_layout, ATLAS, WRAP_LAYOUT, GtkLayoutManager)

/** @spacing: pixels between children and between lines */
GtkLayoutManager *atlas_wrap_layout_new (int spacing);

G_END_DECLS
