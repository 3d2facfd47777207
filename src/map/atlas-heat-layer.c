/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-heat-layer.h"

#include <math.h>

#include "atlas-heat.h"

/* Logical pixels to a cell of the picture, which is smooth anyway. */
#define CELL 4

/* How far somebody is felt, logical pixels. */
#define SIGMA 12.0

/* The picture is made for this much more than is seen on each side. */
#define MARGIN 256

/* What a picture is made of. */
typedef struct
{
  AtlasPointSet *points, *scale;
  AtlasMapBox box;
  double world;
  gboolean dark;
} Request;

struct _AtlasHeatLayer
{
  AtlasDrawnLayer parent_instance;

  AtlasPointSet *points;
  AtlasPointSet *scale; /* NULL: the points */

  /* What is shown, and what it was made of. */
  GdkTexture *texture;
  Request shown;

  GCancellable *rendering;
};

enum
{
  PROP_0,
  PROP_RENDERING,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (AtlasHeatLayer, atlas_heat_layer, ATLAS_TYPE_DRAWN_LAYER)

static void
request_clear (Request *self)
{
  g_clear_object (&self->points);
  g_clear_object (&self->scale);
}

static void
request_free (gpointer data)
{
  request_clear (data);
  g_free (data);
}

static gboolean
request_equal (const Request *a, const Request *b)
{
  return a->points == b->points && a->scale == b->scale && a->world == b->world && a->dark == b->dark &&
         a->box.west == b->box.west && a->box.north == b->box.north && a->box.east == b->box.east &&
         a->box.south == b->box.south;
}

/* Colours by heat, premultiplied; a table, since there are many more cells than colours. */
#define N_COLORS 512

static void
fill_colors (guint32 *colors, gboolean dark)
{
  for (guint i = 0; i < N_COLORS; i++)
    {
      double t = (double) i / (N_COLORS - 1), rgba[4];

      atlas_heat_get_color (t * t, dark, rgba);
      colors[i] = (guint32) lround (rgba[3] * 255) << 24 | (guint32) lround (rgba[0] * rgba[3] * 255) << 16 |
                  (guint32) lround (rgba[1] * rgba[3] * 255) << 8 |
                  (guint32) lround (rgba[2] * rgba[3] * 255);
    }
}

static GdkTexture *
render (const Request *request)
{
  double step = CELL / request->world, full;
  AtlasHeatGrid grid = {
    .west = request->box.west,
    .north = request->box.north,
    .step = step,
    .width = (guint) ceil ((request->box.east - request->box.west) / step),
    .height = (guint) ceil ((request->box.south - request->box.north) / step),
  };
  gsize n = (gsize) grid.width * grid.height;
  g_autofree float *heat = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint32 colors[N_COLORS];
  guint32 *pixels;

  if (n == 0 || atlas_point_set_get_n_placed (request->points) == 0)
    return NULL;
  heat = atlas_heat_new (request->points, &grid, SIGMA / CELL);
  full = atlas_heat_get_full (request->scale, request->world / CELL, SIGMA / CELL);
  fill_colors (colors, request->dark);
  pixels = g_new (guint32, n);
  for (gsize i = 0; i < n; i++)
    {
      float t = sqrtf (heat[i] / (float) full);

      pixels[i] = colors[(guint) (MIN (t, 1) * (N_COLORS - 1))];
    }
  bytes = g_bytes_new_take (pixels, n * sizeof *pixels);
  return gdk_memory_texture_new ((int) grid.width, (int) grid.height, GDK_MEMORY_DEFAULT, bytes,
                                 grid.width * sizeof *pixels);
}

static void
render_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, render (data), g_object_unref);
}

static void
stop (AtlasHeatLayer *self)
{
  g_cancellable_cancel (self->rendering);
  g_clear_object (&self->rendering);
}

static void
on_rendered (GObject *source, GAsyncResult *result, gpointer data)
{
  AtlasHeatLayer *self = ATLAS_HEAT_LAYER (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);
  const Request *request = g_task_get_task_data (G_TASK (result));

  if (g_task_get_cancellable (G_TASK (result)) != self->rendering)
    return;
  g_clear_object (&self->rendering);
  g_set_object (&self->texture, texture);
  request_clear (&self->shown);
  self->shown = *request;
  g_object_ref (self->shown.points);
  g_object_ref (self->shown.scale);
  /* Which asks again, if the map has moved on meanwhile. */
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RENDERING]);
}

/* One at a time: while the map is zoomed, the next is asked for when this one has come. */
static void
ask (AtlasHeatLayer *self, const Request *request)
{
  g_autoptr (GTask) task = NULL;
  Request *copy;

  self->rendering = g_cancellable_new ();
  task = g_task_new (self, self->rendering, on_rendered, NULL);
  g_task_set_check_cancellable (task, FALSE);
  copy = g_new (Request, 1);
  *copy = *request;
  g_object_ref (copy->points);
  g_object_ref (copy->scale);
  g_task_set_task_data (task, copy, request_free);
  g_task_run_in_thread (task, render_in_thread);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RENDERING]);
}

static void
atlas_heat_layer_draw (AtlasDrawnLayer *layer, GtkSnapshot *snapshot, const AtlasMapFrame *frame)
{
  AtlasHeatLayer *self = ATLAS_HEAT_LAYER (layer);
  Request wanted = { self->points,
                     self->scale ? self->scale : self->points,
                     { 0 },
                     frame->world,
                     atlas_drawn_layer_get_dark (layer) };

  if (self->points == NULL)
    return;
  atlas_map_frame_get_box (frame, MARGIN, &wanted.box);
  if (self->rendering == NULL && !request_equal (&wanted, &self->shown))
    ask (self, &wanted);
  if (self->texture != NULL)
    {
      double cell = CELL * frame->world / self->shown.world;
      graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) atlas_map_frame_x (frame, self->shown.box.west),
                                                   (float) atlas_map_frame_y (frame, self->shown.box.north),
                                                   (float) (gdk_texture_get_width (self->texture) * cell),
                                                   (float) (gdk_texture_get_height (self->texture) * cell));

      gtk_snapshot_append_texture (snapshot, self->texture, &bounds);
    }
}

static void
atlas_heat_layer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_RENDERING:
      g_value_set_boolean (value, atlas_heat_layer_is_rendering (ATLAS_HEAT_LAYER (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_heat_layer_dispose (GObject *object)
{
  AtlasHeatLayer *self = ATLAS_HEAT_LAYER (object);

  stop (self);
  g_clear_object (&self->points);
  g_clear_object (&self->scale);
  g_clear_object (&self->texture);
  request_clear (&self->shown);

  G_OBJECT_CLASS (atlas_heat_layer_parent_class)->dispose (object);
}

static void
atlas_heat_layer_class_init (AtlasHeatLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = atlas_heat_layer_get_property;
  object_class->dispose = atlas_heat_layer_dispose;
  ATLAS_DRAWN_LAYER_CLASS (klass)->draw = atlas_heat_layer_draw;
  properties[PROP_RENDERING] =
    g_param_spec_boolean ("rendering", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "heat");
}

static void
atlas_heat_layer_init (AtlasHeatLayer *self)
{
}

AtlasHeatLayer *
atlas_heat_layer_new (ShumateViewport *viewport)
{
  g_return_val_if_fail (SHUMATE_IS_VIEWPORT (viewport), NULL);

  return g_object_new (ATLAS_TYPE_HEAT_LAYER, "viewport", viewport, NULL);
}

void
atlas_heat_layer_set_points (AtlasHeatLayer *self, AtlasPointSet *points)
{
  g_return_if_fail (ATLAS_IS_HEAT_LAYER (self));
  g_return_if_fail (points == NULL || ATLAS_IS_POINT_SET (points));

  if (!g_set_object (&self->points, points))
    return;
  if (points == NULL)
    {
      stop (self);
      g_clear_object (&self->texture);
      request_clear (&self->shown);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
atlas_heat_layer_set_scale_points (AtlasHeatLayer *self, AtlasPointSet *points)
{
  g_return_if_fail (ATLAS_IS_HEAT_LAYER (self));
  g_return_if_fail (points == NULL || ATLAS_IS_POINT_SET (points));

  if (g_set_object (&self->scale, points))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
atlas_heat_layer_is_rendering (AtlasHeatLayer *self)
{
  g_return_val_if_fail (ATLAS_IS_HEAT_LAYER (self), FALSE);

  return self->rendering != NULL;
}
