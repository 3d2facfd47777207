/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-itinerary-layer.h"

#include <math.h>

#include "atlas-i18n.h"
#include "atlas-label-placer.h"
#include "atlas-map-draft.h"
#include "atlas-map-style.h"
#include "atlas-mercator.h"
#include "atlas-number.h"
#include "atlas-shape-path.h"

/* It is drawn for this much more than is seen on each side, and kept while the map is panned. */
#define MARGIN 256

#define DISC_RADIUS   11.0
#define RING          3.0 /* around the stop that is selected */
#define BASE_SIZE     13.0
#define LINE_WIDTH    3.0
#define HALO_WIDTH    6.0
#define ARROW_SIZE    6.0
#define LEAST_ARROWED 40.0 /* pixels: a shorter way has no arrow */
#define DASH          7.0
#define FILL_OPACITY  0.10
#define EDGE_OPACITY  0.65
#define DRAG_OPACITY  0.75
#define LABEL_PADDING 3.0
#define LABEL_HALO    3.5

struct _AtlasItineraryLayer
{
  AtlasDrawnLayer parent_instance;

  AtlasItinerary *itinerary;
  guint selected, dragged;
  AtlasMapPoint hand; /* where the dragged one is */

  /* All but what is dragged, in pixels from the corner of its box. */
  GskRenderNode *node;
  AtlasMapBox box;
  double world;
  gboolean dark;
};

/* Where all is put: pixels of what is being drawn on. */
typedef struct
{
  AtlasItineraryLayer *layer;
  cairo_t *cr;
  const AtlasMapStyle *style;
  AtlasShapePath path;
  double left, top, world;
  gboolean dark;
} Painter;

G_DEFINE_FINAL_TYPE (AtlasItineraryLayer, atlas_itinerary_layer, ATLAS_TYPE_DRAWN_LAYER)

static void
to_pixels (const Painter *self, double latitude, double longitude, double *x, double *y)
{
  *x = (atlas_mercator_x (longitude) - self->left) * self->world;
  *y = (atlas_mercator_y (latitude) - self->top) * self->world;
}

static void
set_day (Painter *self, guint day, double alpha)
{
  double rgb[3];

  atlas_itinerary_get_day_color (day, self->dark, rgb);
  cairo_set_source_rgba (self->cr, rgb[0], rgb[1], rgb[2], alpha);
}

static void
set_color (Painter *self, const GdkRGBA *color)
{
  gdk_cairo_set_source_rgba (self->cr, color);
}

/* On a day's colour. */
static void
set_numeral (Painter *self)
{
  double level = self->dark ? 0.07 : 1;

  cairo_set_source_rgb (self->cr, level, level, level);
}

static void
paint_circle (Painter *self, double latitude, double longitude, double radius_km, guint day)
{
  g_autofree double *xy = NULL;

  if (radius_km <= 0)
    return;
  xy = atlas_map_circle_outline (latitude, longitude, radius_km);
  atlas_shape_path_add_ring (&self->path, xy, ATLAS_MAP_CIRCLE_POINTS);
  set_day (self, day, FILL_OPACITY);
  cairo_fill (self->cr);
  atlas_shape_path_add_line (&self->path, xy, ATLAS_MAP_CIRCLE_POINTS, TRUE);
  set_day (self, day, EDGE_OPACITY);
  cairo_set_line_width (self->cr, 1.2);
  cairo_stroke (self->cr);
}

/* In the middle of the way, pointing along it. */
static void
paint_arrow (Painter *self, const double *xy, guint day)
{
  const double *middle = xy + 2 * (ATLAS_LEG_POINTS / 2);
  double across = (xy[2 * (ATLAS_LEG_POINTS - 1)] - xy[0]) * self->world;
  double down = (xy[2 * ATLAS_LEG_POINTS - 1] - xy[1]) * self->world;
  double length = hypot (across, down);

  if (length < LEAST_ARROWED)
    return;
  cairo_save (self->cr);
  cairo_translate (self->cr, (middle[0] - self->left) * self->world, (middle[1] - self->top) * self->world);
  cairo_rotate (self->cr, atan2 (down, across));
  cairo_move_to (self->cr, ARROW_SIZE, 0);
  cairo_line_to (self->cr, -ARROW_SIZE, -ARROW_SIZE);
  cairo_line_to (self->cr, -ARROW_SIZE / 2, 0);
  cairo_line_to (self->cr, -ARROW_SIZE, ARROW_SIZE);
  cairo_close_path (self->cr);
  set_color (self, &self->style->selection_halo);
  cairo_set_line_width (self->cr, 3);
  cairo_stroke_preserve (self->cr);
  set_day (self, day, 1);
  cairo_fill (self->cr);
  cairo_restore (self->cr);
}

static void
paint_leg (Painter *self, const AtlasItineraryLeg *leg)
{
  const double dash[] = { DASH, DASH * 0.8 };
  double xy[2 * ATLAS_LEG_POINTS];

  atlas_itinerary_leg_line (leg, xy);
  atlas_shape_path_add_line (&self->path, xy, ATLAS_LEG_POINTS, FALSE);
  set_color (self, &self->style->selection_halo);
  cairo_set_line_width (self->cr, HALO_WIDTH);
  cairo_stroke_preserve (self->cr);
  cairo_set_dash (self->cr, dash, leg->mode == ATLAS_LEG_FLY ? G_N_ELEMENTS (dash) : 0, 0);
  set_day (self, leg->day, 1);
  cairo_set_line_width (self->cr, LINE_WIDTH);
  cairo_stroke (self->cr);
  cairo_set_dash (self->cr, NULL, 0, 0);
  paint_arrow (self, xy, leg->day);
}

/* (transfer full) */
static PangoLayout *
create_layout (Painter *self, const char *text, double size, PangoWeight weight)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->layer), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_size_new_absolute ((int) (size * PANGO_SCALE)));
  pango_attr_list_insert (attributes, pango_attr_weight_new (weight));
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

/* A path of its own: an arc would else be joined to where text was written last. */
static void
add_disc (Painter *self, double x, double y, double radius)
{
  cairo_new_sub_path (self->cr);
  cairo_arc (self->cr, x, y, radius, 0, 2 * G_PI);
}

/* A pin's head on the disc of a stop that stays. */
static void
paint_pinned (Painter *self, double x, double y)
{
  add_disc (self, x + DISC_RADIUS * 0.75, y - DISC_RADIUS * 0.75, 4);
  set_color (self, &self->style->pin);
  cairo_fill_preserve (self->cr);
  set_color (self, &self->style->mark_edge);
  cairo_set_line_width (self->cr, 1.2);
  cairo_stroke (self->cr);
}

static void
paint_disc (Painter *self, guint index, double x, double y)
{
  const AtlasItineraryStop *stop = atlas_itinerary_get_stop (self->layer->itinerary, index);
  g_autofree char *number = atlas_number_format (index + 1);
  g_autoptr (PangoLayout) layout = create_layout (self, number, 12, PANGO_WEIGHT_BOLD);
  int width, height;

  if (self->layer->selected == index)
    {
      add_disc (self, x, y, DISC_RADIUS + RING + 1.5);
      set_color (self, &self->style->selection_halo);
      cairo_fill (self->cr);
      add_disc (self, x, y, DISC_RADIUS + RING);
      set_color (self, &self->style->selection);
      cairo_fill (self->cr);
    }
  add_disc (self, x, y, DISC_RADIUS);
  set_day (self, stop->day, 1);
  cairo_fill_preserve (self->cr);
  set_color (self, &self->style->mark_edge);
  cairo_set_line_width (self->cr, 1.8);
  cairo_stroke (self->cr);

  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_move_to (self->cr, floor (x - width / 2.0 + 0.5), floor (y - height / 2.0 + 0.5));
  set_numeral (self);
  pango_cairo_show_layout (self->cr, layout);
  if (stop->pinned)
    paint_pinned (self, x, y);
}

/* A house: where one comes from and goes back to. */
static void
paint_base (Painter *self, double x, double y)
{
  double half = BASE_SIZE / 2;

  cairo_move_to (self->cr, x - half - 2, y - 0.5);
  cairo_line_to (self->cr, x, y - half - 2.5);
  cairo_line_to (self->cr, x + half + 2, y - 0.5);
  cairo_line_to (self->cr, x + half, y - 0.5);
  cairo_line_to (self->cr, x + half, y + half);
  cairo_line_to (self->cr, x - half, y + half);
  cairo_line_to (self->cr, x - half, y - 0.5);
  cairo_close_path (self->cr);
  cairo_set_line_join (self->cr, CAIRO_LINE_JOIN_ROUND);
  set_color (self, &self->style->selection_halo);
  cairo_set_line_width (self->cr, 4);
  cairo_stroke_preserve (self->cr);
  set_color (self, &self->style->selection);
  cairo_fill (self->cr);
}

static void
paint_label (Painter *self, PangoLayout *layout, const AtlasLabelRect *rect)
{
  cairo_move_to (self->cr, floor (rect->x + 0.5), floor (rect->y + 0.5));
  pango_cairo_layout_path (self->cr, layout);
  set_color (self, &self->style->halo);
  cairo_set_line_width (self->cr, LABEL_HALO);
  cairo_set_line_join (self->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (self->cr);
  cairo_move_to (self->cr, floor (rect->x + 0.5), floor (rect->y + 0.5));
  set_color (self, &self->style->place_text);
  pango_cairo_show_layout (self->cr, layout);
}

/* Names stand where there is room: never upon a disc or on each other. */
static void
place_label (Painter *self, AtlasLabelPlacer *placer, const char *text, double x, double y)
{
  g_autoptr (PangoLayout) layout = create_layout (self, text, 12.5, PANGO_WEIGHT_SEMIBOLD);
  AtlasLabelRect rect;
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (atlas_label_placer_place (placer, x, y, width, height, DISC_RADIUS + RING, LABEL_PADDING,
                                ATLAS_LABEL_RIGHT | ATLAS_LABEL_LEFT | ATLAS_LABEL_BELOW | ATLAS_LABEL_ABOVE,
                                &rect))
    paint_label (self, layout, &rect);
}

static void
paint_labels (Painter *self)
{
  AtlasItinerary *itinerary = self->layer->itinerary;
  g_autoptr (AtlasLabelPlacer) placer = atlas_label_placer_new ();
  double latitude, longitude, x, y;
  const char *base;

  for (guint i = 0; i < atlas_itinerary_get_n_stops (itinerary); i++)
    {
      const AtlasItineraryStop *stop = atlas_itinerary_get_stop (itinerary, i);

      to_pixels (self, stop->latitude, stop->longitude, &x, &y);
      atlas_label_placer_block (
        placer, &(AtlasLabelRect){ x - DISC_RADIUS, y - DISC_RADIUS, 2 * DISC_RADIUS, 2 * DISC_RADIUS });
    }
  for (guint i = 0; i < atlas_itinerary_get_n_stops (itinerary); i++)
    {
      const AtlasItineraryStop *stop = atlas_itinerary_get_stop (itinerary, i);
      g_autofree char *people = atlas_number_format ((guint64) MAX (stop->people, 0));
      /* Translators: on the map, a stop of a mission and how many people it reaches: "Dallas · 412" */
      g_autofree char *text = g_strdup_printf (_ ("%s · %s"), stop->name, people);

      to_pixels (self, stop->latitude, stop->longitude, &x, &y);
      place_label (self, placer, stop->people < 0 ? stop->name : text, x, y);
    }
  if (atlas_itinerary_get_base (itinerary, &base, &latitude, &longitude))
    {
      to_pixels (self, latitude, longitude, &x, &y);
      place_label (self, placer, base, x, y);
    }
}

static void
paint (Painter *self)
{
  AtlasItinerary *itinerary = self->layer->itinerary;
  guint n_stops = atlas_itinerary_get_n_stops (itinerary);
  double latitude, longitude, x, y;

  for (guint i = 0; i < n_stops; i++)
    {
      const AtlasItineraryStop *stop = atlas_itinerary_get_stop (itinerary, i);

      paint_circle (self, stop->latitude, stop->longitude, stop->radius_km, stop->day);
    }
  for (guint i = 0; i < atlas_itinerary_get_n_legs (itinerary); i++)
    paint_leg (self, atlas_itinerary_get_leg (itinerary, i));
  if (atlas_itinerary_get_base (itinerary, NULL, &latitude, &longitude))
    {
      to_pixels (self, latitude, longitude, &x, &y);
      paint_base (self, x, y);
    }
  /* The first on top, and above all the one that is selected. */
  for (guint i = n_stops + 1; i > 0; i--)
    {
      guint index = i == 1 ? self->layer->selected : i - 2;
      const AtlasItineraryStop *stop;

      if (index >= n_stops)
        continue;
      stop = atlas_itinerary_get_stop (itinerary, index);
      to_pixels (self, stop->latitude, stop->longitude, &x, &y);
      paint_disc (self, index, x, y);
    }
  paint_labels (self);
}

static void
make_node (AtlasItineraryLayer *self)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, ceil ((self->box.east - self->box.west) * self->world),
                                               ceil ((self->box.south - self->box.north) * self->world));
  Painter painter = {
    .layer = self,
    .style = atlas_map_style_get (self->dark),
    .left = self->box.west,
    .top = self->box.north,
    .world = self->world,
    .dark = self->dark,
  };

  self->node = gsk_cairo_node_new (&bounds);
  painter.cr = gsk_cairo_node_get_draw_context (self->node);
  atlas_shape_path_init (&painter.path, painter.cr, painter.left, painter.top, painter.world,
                         bounds.size.width, bounds.size.height, HALO_WIDTH * 2);
  paint (&painter);
  atlas_shape_path_clear (&painter.path);
  cairo_destroy (painter.cr);
}

static void
draw_dragged (AtlasItineraryLayer *self, GtkSnapshot *snapshot, const AtlasMapFrame *frame)
{
  const AtlasItineraryStop *stop = atlas_itinerary_get_stop (self->itinerary, self->dragged);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, frame->width, frame->height));
  Painter painter = {
    .layer = self,
    .cr = cr,
    .style = atlas_map_style_get (self->dark),
    .left = frame->left / frame->world,
    .top = frame->top / frame->world,
    .world = frame->world,
    .dark = self->dark,
  };

  atlas_shape_path_init (&painter.path, cr, painter.left, painter.top, painter.world, frame->width,
                         frame->height, HALO_WIDTH * 2);
  cairo_push_group (cr);
  paint_circle (&painter, atlas_mercator_latitude (self->hand.y), atlas_mercator_longitude (self->hand.x),
                stop->radius_km, stop->day);
  paint_disc (&painter, self->dragged, atlas_map_frame_x (frame, self->hand.x),
              atlas_map_frame_y (frame, self->hand.y));
  cairo_pop_group_to_source (cr);
  cairo_paint_with_alpha (cr, DRAG_OPACITY);
  atlas_shape_path_clear (&painter.path);
  cairo_destroy (cr);
}

static void
atlas_itinerary_layer_draw (AtlasDrawnLayer *layer, GtkSnapshot *snapshot, const AtlasMapFrame *frame)
{
  AtlasItineraryLayer *self = ATLAS_ITINERARY_LAYER (layer);
  gboolean dark = atlas_drawn_layer_get_dark (layer);
  AtlasMapBox box;

  if (self->itinerary == NULL)
    return;

  atlas_map_frame_get_box (frame, MARGIN, &box);
  if (self->node == NULL || self->world != frame->world || self->dark != dark ||
      memcmp (&self->box, &box, sizeof box) != 0)
    {
      g_clear_pointer (&self->node, gsk_render_node_unref);
      self->box = box;
      self->world = frame->world;
      self->dark = dark;
      make_node (self);
    }
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (atlas_map_frame_x (frame, box.west),
                                                          atlas_map_frame_y (frame, box.north)));
  gtk_snapshot_append_node (snapshot, self->node);
  gtk_snapshot_restore (snapshot);
  if (self->dragged != ATLAS_STOP_NONE)
    draw_dragged (self, snapshot, frame);
}

/* GObject */

static void
redraw (AtlasItineraryLayer *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
atlas_itinerary_layer_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (atlas_itinerary_layer_parent_class)->css_changed (widget, change);

  /* Another font. */
  redraw (ATLAS_ITINERARY_LAYER (widget));
}

static void
atlas_itinerary_layer_finalize (GObject *object)
{
  AtlasItineraryLayer *self = ATLAS_ITINERARY_LAYER (object);

  g_clear_pointer (&self->itinerary, atlas_itinerary_unref);
  g_clear_pointer (&self->node, gsk_render_node_unref);

  G_OBJECT_CLASS (atlas_itinerary_layer_parent_class)->finalize (object);
}

static void
atlas_itinerary_layer_class_init (AtlasItineraryLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_itinerary_layer_finalize;
  GTK_WIDGET_CLASS (klass)->css_changed = atlas_itinerary_layer_css_changed;
  ATLAS_DRAWN_LAYER_CLASS (klass)->draw = atlas_itinerary_layer_draw;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "itinerary");
}

static void
atlas_itinerary_layer_init (AtlasItineraryLayer *self)
{
  self->selected = self->dragged = ATLAS_STOP_NONE;
}

AtlasItineraryLayer *
atlas_itinerary_layer_new (ShumateViewport *viewport)
{
  g_return_val_if_fail (SHUMATE_IS_VIEWPORT (viewport), NULL);

  return g_object_new (ATLAS_TYPE_ITINERARY_LAYER, "viewport", viewport, NULL);
}

void
atlas_itinerary_layer_set_itinerary (AtlasItineraryLayer *self, AtlasItinerary *itinerary)
{
  g_return_if_fail (ATLAS_IS_ITINERARY_LAYER (self));

  if (itinerary != NULL)
    atlas_itinerary_ref (itinerary);
  g_clear_pointer (&self->itinerary, atlas_itinerary_unref);
  self->itinerary = itinerary;
  self->dragged = ATLAS_STOP_NONE;
  if (itinerary == NULL || self->selected >= atlas_itinerary_get_n_stops (itinerary))
    self->selected = ATLAS_STOP_NONE;
  redraw (self);
}

AtlasItinerary *
atlas_itinerary_layer_get_itinerary (AtlasItineraryLayer *self)
{
  g_return_val_if_fail (ATLAS_IS_ITINERARY_LAYER (self), NULL);

  return self->itinerary;
}

void
atlas_itinerary_layer_set_selected (AtlasItineraryLayer *self, guint stop)
{
  g_return_if_fail (ATLAS_IS_ITINERARY_LAYER (self));

  if (self->selected == stop)
    return;
  self->selected = stop;
  redraw (self);
}

void
atlas_itinerary_layer_set_dragged (AtlasItineraryLayer *self, guint stop, double x, double y)
{
  g_return_if_fail (ATLAS_IS_ITINERARY_LAYER (self));
  g_return_if_fail (stop == ATLAS_STOP_NONE ||
                    (self->itinerary != NULL && stop < atlas_itinerary_get_n_stops (self->itinerary)));

  self->dragged = stop;
  self->hand = (AtlasMapPoint){ x, y };
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

guint
atlas_itinerary_layer_pick (AtlasItineraryLayer *self, double x, double y)
{
  double nearest = DISC_RADIUS + RING;
  guint found = ATLAS_STOP_NONE;
  AtlasMapFrame frame;

  g_return_val_if_fail (ATLAS_IS_ITINERARY_LAYER (self), ATLAS_STOP_NONE);

  if (self->itinerary == NULL || gtk_widget_get_width (GTK_WIDGET (self)) == 0)
    return ATLAS_STOP_NONE;
  atlas_map_frame_init (&frame, shumate_layer_get_viewport (SHUMATE_LAYER (self)), GTK_WIDGET (self));
  for (guint i = 0; i < atlas_itinerary_get_n_stops (self->itinerary); i++)
    {
      const AtlasItineraryStop *stop = atlas_itinerary_get_stop (self->itinerary, i);
      double distance = hypot (atlas_map_frame_x (&frame, atlas_mercator_x (stop->longitude)) - x,
                               atlas_map_frame_y (&frame, atlas_mercator_y (stop->latitude)) - y);

      if (distance < nearest)
        {
          nearest = distance;
          found = i;
        }
    }
  return found;
}
