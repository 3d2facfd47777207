/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-paint.h"

/* Bytes of a picture that are given back to the system elsewhere. */
#define LARGE (64 * 1024)

static void
destroy_in_thread (gpointer surface, gpointer data)
{
  cairo_surface_destroy (surface);
}

static gpointer
make_pool (gpointer data)
{
  return g_thread_pool_new (destroy_in_thread, NULL, 1, FALSE, NULL);
}

/* A screen full of tiles goes in one frame, when those of another look take their places. Freed there, the
 * system took the pages back one by one, which was 8 to 12 ms of that frame. */
static void
destroy_surface (gpointer surface)
{
  static GOnce pool = G_ONCE_INIT;
  gsize size = (gsize) cairo_image_surface_get_stride (surface) * cairo_image_surface_get_height (surface);

  if (size < LARGE)
    cairo_surface_destroy (surface);
  else
    g_thread_pool_push (g_once (&pool, make_pool, NULL), surface, NULL);
}

GdkTexture *
atlas_map_paint_texture (cairo_surface_t *surface, GdkMemoryFormat format)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_surface_flush (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * height,
                                      destroy_surface, surface);
  return gdk_memory_texture_new (width, height, format, bytes, stride);
}

void
atlas_map_paint_rounded (GtkSnapshot *snapshot,
                         const graphene_rect_t *bounds,
                         float radius,
                         const GdkRGBA *color)
{
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, bounds, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, color, bounds);
  gtk_snapshot_pop (snapshot);
}

void
atlas_map_paint_node (GtkSnapshot *snapshot, double x, double y, GskRenderNode *node)
{
  if (node == NULL)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_node (snapshot, node);
  gtk_snapshot_restore (snapshot);
}

void
atlas_map_paint_disc (GtkSnapshot *snapshot, double x, double y, double radius, const GdkRGBA *color)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x - radius, y - radius, 2 * radius, 2 * radius);

  atlas_map_paint_rounded (snapshot, &bounds, radius, color);
}
