/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What several layers paint with. */

/**
 * atlas_map_paint_texture:
 * @surface: (transfer full): an image surface that nobody paints on any more
 * @format: how its pixels are to be understood
 *
 * Hands the pixels over without copying them. Any thread.
 *
 * Returns: (transfer full)
 */
GdkTexture *atlas_map_paint_texture (cairo_surface_t *surface, GdkMemoryFormat format);

/** A rectangle with round corners, filled. */
void atlas_map_paint_rounded (GtkSnapshot *snapshot,
                              const graphene_rect_t *bounds,
                              float radius,
                              const GdkRGBA *color);

/** @node: (nullable): its 0, 0 comes to lie at @x, @y */
void atlas_map_paint_node (GtkSnapshot *snapshot, double x, double y, GskRenderNode *node);

/** A disc around @x, @y. */
void atlas_map_paint_disc (GtkSnapshot *snapshot, double x, double y, double radius, const GdkRGBA *color);

G_END_DECLS
