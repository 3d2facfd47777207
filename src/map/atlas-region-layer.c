/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-region-layer.h"

#include <math.h>

#include "atlas-map-style.h"
#include "atlas-region.h"
#include "atlas-shape-path.h"

/* An outline is drawn for this much more than is seen on each side and kept while the map is panned in it. */
#define MARGIN 256

/* One region's or county's outline as a node, in pixels from the corner of its box. Kept as a node because a
 * renderer keeps with it what it made of it: a frame of panning costs no more than a texture. */
typedef struct
{
  AtlasShapesLayer layer;
  guint id;
  GskRenderNode *node;
  AtlasMapBox box;
  double world;
  gboolean dark;
} Outline;

struct _AtlasRegionLayer
{
  AtlasDrawnLayer parent_instance;

  Outline hovered;
  Outline selected;
};

G_DEFINE_TYPE (AtlasRegionLayer, atlas_region_layer, ATLAS_TYPE_DRAWN_LAYER)

static void
add_outline (guint id, const double *xy, guint n_points, gboolean last, gpointer path)
{
  atlas_shape_path_add_line (path, xy, n_points, TRUE);
}

static void
outline_draw (
  Outline *self, AtlasDrawnLayer *layer, GtkSnapshot *snapshot, const AtlasMapFrame *frame, gboolean strong)
{
  gboolean dark = atlas_drawn_layer_get_dark (layer);
  const AtlasMapStyle *style = atlas_map_style_get (dark);
  AtlasMapBox box;

  if (self->id == ATLAS_REGION_NONE)
    return;

  atlas_map_frame_get_box (frame, MARGIN, &box);
  if (self->node == NULL || self->world != frame->world || self->dark != dark ||
      memcmp (&self->box, &box, sizeof box) != 0)
    {
      graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, ceil ((box.east - box.west) * frame->world),
                                                   ceil ((box.south - box.north) * frame->world));
      g_auto (AtlasShapePath) path = { 0 };
      cairo_t *cr;

      g_clear_pointer (&self->node, gsk_render_node_unref);
      self->node = gsk_cairo_node_new (&bounds);
      self->box = box;
      self->world = frame->world;
      self->dark = dark;

      cr = gsk_cairo_node_get_draw_context (self->node);
      atlas_shape_path_init (&path, cr, box.west, box.north, frame->world, bounds.size.width,
                             bounds.size.height, 8);
      atlas_shapes_foreach_ring_of (self->layer, atlas_shapes_level_for_zoom (frame->zoom), self->id,
                                    add_outline, &path);
      cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
      if (strong)
        {
          gdk_cairo_set_source_rgba (cr, &style->selection_halo);
          cairo_set_line_width (cr, 4.5);
          cairo_stroke_preserve (cr);
        }
      gdk_cairo_set_source_rgba (cr, strong ? &style->selection : &style->hover);
      cairo_set_line_width (cr, strong ? 2 : 1.5);
      cairo_stroke (cr);
      cairo_destroy (cr);
    }

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (atlas_map_frame_x (frame, box.west),
                                                          atlas_map_frame_y (frame, box.north)));
  gtk_snapshot_append_node (snapshot, self->node);
  gtk_snapshot_restore (snapshot);
}

static void
atlas_region_layer_draw (AtlasDrawnLayer *layer, GtkSnapshot *snapshot, const AtlasMapFrame *frame)
{
  AtlasRegionLayer *self = ATLAS_REGION_LAYER (layer);

  if (self->hovered.layer != self->selected.layer || self->hovered.id != self->selected.id)
    outline_draw (&self->hovered, layer, snapshot, frame, FALSE);
  outline_draw (&self->selected, layer, snapshot, frame, TRUE);
}

static void
atlas_region_layer_finalize (GObject *object)
{
  AtlasRegionLayer *self = ATLAS_REGION_LAYER (object);

  g_clear_pointer (&self->hovered.node, gsk_render_node_unref);
  g_clear_pointer (&self->selected.node, gsk_render_node_unref);

  G_OBJECT_CLASS (atlas_region_layer_parent_class)->finalize (object);
}

static void
atlas_region_layer_class_init (AtlasRegionLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_region_layer_finalize;
  ATLAS_DRAWN_LAYER_CLASS (klass)->draw = atlas_region_layer_draw;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "regions");
}

static void
atlas_region_layer_init (AtlasRegionLayer *self)
{
  self->hovered.layer = ATLAS_SHAPES_REGIONS;
  self->hovered.id = ATLAS_REGION_NONE;
  self->selected.layer = ATLAS_SHAPES_REGIONS;
  self->selected.id = ATLAS_REGION_NONE;
}

AtlasRegionLayer *
atlas_region_layer_new (ShumateViewport *viewport)
{
  g_return_val_if_fail (SHUMATE_IS_VIEWPORT (viewport), NULL);

  return g_object_new (ATLAS_TYPE_REGION_LAYER, "viewport", viewport, NULL);
}

static void
set_outline (AtlasRegionLayer *self, Outline *outline, AtlasShapesLayer layer, guint id)
{
  if (outline->layer == layer && outline->id == id)
    return;

  outline->layer = layer;
  outline->id = id;
  g_clear_pointer (&outline->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
atlas_region_layer_set_hovered (AtlasRegionLayer *self, AtlasShapesLayer layer, guint id)
{
  g_return_if_fail (ATLAS_IS_REGION_LAYER (self));

  set_outline (self, &self->hovered, layer, id);
}

void
atlas_region_layer_set_selected (AtlasRegionLayer *self, guint region)
{
  g_return_if_fail (ATLAS_IS_REGION_LAYER (self));

  set_outline (self, &self->selected, ATLAS_SHAPES_REGIONS, region);
}
