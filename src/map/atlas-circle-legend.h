/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AtlasCircleLegend:
 *
 * How large a circle on a place is for how many people: up to three in each other, with their numbers; and
 * what the colours mean where circles are split by sex.
 */
#define ATLAS_TYPE_CIRCLE_LEGEND (atlas_circle_legend_get_type ())
G_DECLARE_FINAL_TYPE (AtlasCircleLegend, atlas_circle_legend, ATLAS, CIRCLE_LEGEND, GtkWidget)

GtkWidget *atlas_circle_legend_new (void);

/** @largest: members of the largest place */
void atlas_circle_legend_set (AtlasCircleLegend *self, guint largest, gboolean split, gboolean dark);

G_END_DECLS
