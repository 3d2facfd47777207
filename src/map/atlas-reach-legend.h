/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AtlasReachLegend:
 *
 * What filled and hollow circles mean on a map of a mission, with how many people are each.
 */
#define ATLAS_TYPE_REACH_LEGEND (atlas_reach_legend_get_type ())
G_DECLARE_FINAL_TYPE (AtlasReachLegend, atlas_reach_legend, ATLAS, REACH_LEGEND, GtkWidget)

GtkWidget *atlas_reach_legend_new (void);

void atlas_reach_legend_set_counts (AtlasReachLegend *self, guint reached, guint missed);

G_END_DECLS
