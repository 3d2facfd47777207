/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-map-view.h"

G_BEGIN_DECLS

/* The small pieces that a legend is made of. */

#define ATLAS_LEGEND_SWATCH_WIDTH  22
#define ATLAS_LEGEND_SWATCH_HEIGHT 14

/** Small words, in which numbers stand below each other. */
GtkWidget *atlas_legend_caption_new (const char *text, double xalign);

/**
 * atlas_legend_swatch_append:
 * @ground: (nullable): what shades lie over on the map and let be seen; NULL: nothing
 * @text: the colour of the words beside it
 *
 * A class as the map paints it: filled, hatched, dotted or, while it is hidden, hollow.
 */
void atlas_legend_swatch_append (GtkSnapshot *snapshot,
                                 const graphene_rect_t *bounds,
                                 const AtlasMapClass *class,
                                 const GdkRGBA *ground,
                                 const GdkRGBA *text);

/** The colours of heat, as they look over land or, where that is not NULL, over @ground. */
void atlas_legend_ramp_append (GtkSnapshot *snapshot,
                               const graphene_rect_t *bounds,
                               gboolean dark,
                               const GdkRGBA *ground,
                               const GdkRGBA *text);

G_END_DECLS
