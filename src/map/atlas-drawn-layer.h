/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

/**
 * AtlasMapFrame:
 * @width, @height: of the widget, in logical pixels
 * @scale: device pixels a logical pixel
 * @zoom: the level as a power of two: the world is 256 * 2^@zoom pixels wide
 * @world: width of the Mercator world, in logical pixels
 * @left, @top: where the widget's corner lies in that world, in logical pixels
 *
 * How the Mercator unit square stands on a widget at this moment: one affine for every point drawn.
 */
typedef struct
{
  int width, height, scale;
  double zoom, world, left, top;
} AtlasMapFrame;

/** Reads the frame of @widget from @viewport. */
void atlas_map_frame_init (AtlasMapFrame *self, ShumateViewport *viewport, GtkWidget *widget);

static inline double
atlas_map_frame_x (const AtlasMapFrame *self, double x)
{
  return x * self->world - self->left;
}

static inline double
atlas_map_frame_y (const AtlasMapFrame *self, double y)
{
  return y * self->world - self->top;
}

/** To whole device pixels, so that text and hairlines stay sharp. */
static inline double
atlas_map_frame_snap (const AtlasMapFrame *self, double pixels)
{
  return (double) (gint64) (pixels * self->scale + (pixels < 0 ? -0.5 : 0.5)) / self->scale;
}

/** Position in the Mercator unit square of a pixel of the widget. */
static inline void
atlas_map_frame_unproject (const AtlasMapFrame *self, double px, double py, double *x, double *y)
{
  *x = (px + self->left) / self->world;
  *y = (py + self->top) / self->world;
}

/** The nearest half of a zoom level: what is put together for it can stand while the map is zoomed a little.
 */
double atlas_map_frame_get_step_zoom (const AtlasMapFrame *self);

/**
 * AtlasMapBox:
 *
 * A box of the Mercator unit square, y growing southward.
 */
typedef struct
{
  double west, north, east, south;
} AtlasMapBox;

/**
 * atlas_map_frame_get_box:
 *
 * What the widget shows and at least @margin pixels around it, grown outward to multiples of @margin: a map
 * that is panned keeps the same box for a while, so what is computed for a box can be kept with it. Clamped
 * to the unit square.
 */
void atlas_map_frame_get_box (const AtlasMapFrame *self, double margin, AtlasMapBox *box);

/**
 * AtlasDrawnLayer:
 *
 * A layer that draws all it has to show in one go, instead of having a widget for each thing: it asks to be
 * drawn whenever the viewport changes and is given the frame. A layer takes no events; they belong to the
 * map.
 */
#define ATLAS_TYPE_DRAWN_LAYER (atlas_drawn_layer_get_type ())
G_DECLARE_DERIVABLE_TYPE (AtlasDrawnLayer, atlas_drawn_layer, ATLAS, DRAWN_LAYER, ShumateLayer)

struct _AtlasDrawnLayerClass
{
  ShumateLayerClass parent_class;

  void (*draw) (AtlasDrawnLayer *self, GtkSnapshot *snapshot, const AtlasMapFrame *frame);
};

/** Whether it is drawn in the dark style; layers are told by [method@AtlasDrawnLayer.set_dark]. */
gboolean atlas_drawn_layer_get_dark (AtlasDrawnLayer *self);
void atlas_drawn_layer_set_dark (AtlasDrawnLayer *self, gboolean dark);

/** The platform's accent colour as the theme of this widget has it. */
void atlas_drawn_layer_get_accent (AtlasDrawnLayer *self, GdkRGBA *accent);

G_END_DECLS
