/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-map-view.h"

G_BEGIN_DECLS

/**
 * AtlasMapLegend:
 *
 * What the shades mean: a row for each class with its colour, its limits and a bar for how many regions are
 * in it: a filter too, as a row hides its class. A small card to lie over a corner of the map.
 *
 * Signals:
 * - "class-toggled" (guint index, gboolean hidden)
 * - "all-shown": no class shall be hidden any more
 */
#define ATLAS_TYPE_MAP_LEGEND (atlas_map_legend_get_type ())
G_DECLARE_FINAL_TYPE (AtlasMapLegend, atlas_map_legend, ATLAS, MAP_LEGEND, GtkWidget)

GtkWidget *atlas_map_legend_new (void);

/** @note: (nullable): a line under it */
void atlas_map_legend_set_title (AtlasMapLegend *self, const char *title, const char *note);

/** Whether the classes are of counties; else of regions. Before set_classes(). */
void atlas_map_legend_set_areas (AtlasMapLegend *self, gboolean counties);

/** Circles on places, which a part of the legend then explains. @largest: members of the largest; 0: none are
 * shown. @split: by sex */
void atlas_map_legend_set_circles (AtlasMapLegend *self, guint largest, gboolean split, gboolean dark);

/** Whether the map shows heat, which a ramp of its colours then explains. */
void atlas_map_legend_set_has_heat (AtlasMapLegend *self, gboolean has_heat);
/** @ground: (nullable): what shades lie over and let be seen, where that is another map: swatches are then of
 * the colours that both make together */
void atlas_map_legend_set_ground (AtlasMapLegend *self, const GdkRGBA *ground);
/** Whether no more of it than its title is shown until that is clicked: where it would hide too much. */
void atlas_map_legend_set_foldable (AtlasMapLegend *self, gboolean foldable);

/** Folds it where it can be folded, as a click would. */
void atlas_map_legend_fold (AtlasMapLegend *self);
void atlas_map_legend_set_dark (AtlasMapLegend *self, gboolean dark);

/** Whether marks of events stand on the map, which the last row then explains. */
void atlas_map_legend_set_has_marks (AtlasMapLegend *self, gboolean has_marks);

/** Whom a comparison compares; must come before its classes. */
void atlas_map_legend_set_pair_names (AtlasMapLegend *self, const char *first, const char *second);

/** Rising; the highest is shown first. Those of a pair stand as a square. Without any there is no title
 * either. Copied. */
void atlas_map_legend_set_classes (AtlasMapLegend *self, const AtlasMapClass *classes, guint n_classes);

G_END_DECLS
