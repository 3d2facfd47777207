/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-map-view.h"

G_BEGIN_DECLS

/**
 * AtlasClassList:
 *
 * The classes in a legend: a row for each with its colour, its limits and a bar for how many regions are in
 * it, or a square of a pair's. A row, or a cell, hides its class and shows it again; while any is hidden, a
 * line above tells so and shows all.
 *
 * Signals:
 * - "class-toggled" (guint index, gboolean hidden)
 * - "all-shown": no class shall be hidden any more
 */
#define ATLAS_TYPE_CLASS_LIST (atlas_class_list_get_type ())
G_DECLARE_FINAL_TYPE (AtlasClassList, atlas_class_list, ATLAS, CLASS_LIST, GtkWidget)

GtkWidget *atlas_class_list_new (void);

/** As AtlasMapLegend has them. */
void atlas_class_list_set_areas (AtlasClassList *self, gboolean counties);
void atlas_class_list_set_pair_names (AtlasClassList *self, const char *first, const char *second);
void atlas_class_list_set_ground (AtlasClassList *self, const GdkRGBA *ground);
/** Without any it is not visible. */
void atlas_class_list_set_classes (AtlasClassList *self, const AtlasMapClass *classes, guint n_classes);

G_END_DECLS
