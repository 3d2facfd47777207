/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-drawn-layer.h"

#include <math.h>

typedef struct
{
  gboolean dark;
} AtlasDrawnLayerPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AtlasDrawnLayer, atlas_drawn_layer, SHUMATE_TYPE_LAYER)

void
atlas_map_frame_init (AtlasMapFrame *self, ShumateViewport *viewport, GtkWidget *widget)
{
  ShumateMapSource *source = shumate_viewport_get_reference_map_source (viewport);
  double level = shumate_viewport_get_zoom_level (viewport);
  double latitude = shumate_location_get_latitude (SHUMATE_LOCATION (viewport));
  double longitude = shumate_location_get_longitude (SHUMATE_LOCATION (viewport));

  self->width = gtk_widget_get_width (widget);
  self->height = gtk_widget_get_height (widget);
  self->scale = gtk_widget_get_scale_factor (widget);
  self->world = shumate_map_source_get_tile_size_at_zoom (source, level) *
                shumate_map_source_get_column_count (source, level);
  self->zoom = log2 (self->world / 256);
  self->left = shumate_map_source_get_x (source, level, longitude) - self->width / 2.0;
  self->top = shumate_map_source_get_y (source, level, latitude) - self->height / 2.0;
}

double
atlas_map_frame_get_step_zoom (const AtlasMapFrame *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return round (self->zoom * 2) / 2;
}

void
atlas_map_frame_get_box (const AtlasMapFrame *self, double margin, AtlasMapBox *box)
{
  double step;

  g_return_if_fail (self != NULL && box != NULL);
  g_return_if_fail (margin > 0);

  /* In steps of the whole zoom level, so that a little zooming does not move the box either. */
  step = margin / (256 * exp2 (floor (self->zoom)));
  box->west = (floor (self->left / self->world / step) - 1) * step;
  box->north = (floor (self->top / self->world / step) - 1) * step;
  box->east = (ceil ((self->left + self->width) / self->world / step) + 1) * step;
  box->south = (ceil ((self->top + self->height) / self->world / step) + 1) * step;

  box->west = CLAMP (box->west, 0, 1);
  box->north = CLAMP (box->north, 0, 1);
  box->east = CLAMP (box->east, 0, 1);
  box->south = CLAMP (box->south, 0, 1);
}

static void
atlas_drawn_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AtlasDrawnLayer *self = ATLAS_DRAWN_LAYER (widget);
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  AtlasMapFrame frame;

  if (shumate_viewport_get_reference_map_source (viewport) == NULL || gtk_widget_get_width (widget) == 0)
    return;

  atlas_map_frame_init (&frame, viewport, widget);
  ATLAS_DRAWN_LAYER_GET_CLASS (self)->draw (self, snapshot, &frame);
}

static void
atlas_drawn_layer_constructed (GObject *object)
{
  ShumateViewport *viewport;

  G_OBJECT_CLASS (atlas_drawn_layer_parent_class)->constructed (object);

  viewport = shumate_layer_get_viewport (SHUMATE_LAYER (object));
  g_signal_connect_object (viewport, "notify", G_CALLBACK (gtk_widget_queue_draw), object, G_CONNECT_SWAPPED);
}

static void
atlas_drawn_layer_class_init (AtlasDrawnLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = atlas_drawn_layer_constructed;
  widget_class->snapshot = atlas_drawn_layer_snapshot;
}

static void
atlas_drawn_layer_init (AtlasDrawnLayer *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

gboolean
atlas_drawn_layer_get_dark (AtlasDrawnLayer *self)
{
  AtlasDrawnLayerPrivate *priv = atlas_drawn_layer_get_instance_private (self);

  g_return_val_if_fail (ATLAS_IS_DRAWN_LAYER (self), FALSE);

  return priv->dark;
}

void
atlas_drawn_layer_set_dark (AtlasDrawnLayer *self, gboolean dark)
{
  AtlasDrawnLayerPrivate *priv = atlas_drawn_layer_get_instance_private (self);

  g_return_if_fail (ATLAS_IS_DRAWN_LAYER (self));

  if (priv->dark == dark)
    return;

  priv->dark = dark;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
atlas_drawn_layer_get_accent (AtlasDrawnLayer *self, GdkRGBA *accent)
{
  /* libadwaita's name first, then GTK's own theme's. A style context is the only way to a theme's named
   * colour in GTK 4.8. */
  static const char *const names[] = { "accent_bg_color", "theme_selected_bg_color" };
  GtkStyleContext *context;

  g_return_if_fail (ATLAS_IS_DRAWN_LAYER (self));
  g_return_if_fail (accent != NULL);

  context = gtk_widget_get_style_context (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (gtk_style_context_lookup_color (context, names[i], accent))
        return;
    }
  gdk_rgba_parse (accent, "#3584e4");
}
