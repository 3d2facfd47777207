/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-selection-layer.h"

#include <math.h>

#include "atlas-gazetteer.h"
#include "atlas-map-style.h"
#include "atlas-mercator.h"
#include "atlas-shape-path.h"

/* What is selected is drawn for this much more than is seen on each side and kept while the map is panned. */
#define MARGIN 256

#define FILL_OPACITY   0.22
#define LINE_WIDTH     2.0
#define HALO_WIDTH     4.0
#define DASH           6.0
#define CROSSHAIR_SIZE 13
#define PLACE_RADIUS   9.0
#define PLACE_CORNERS  32
#define LABEL_GAP      12
#define LABEL_PADDING  6

struct _AtlasSelectionLayer
{
  AtlasDrawnLayer parent_instance;

  AtlasSelection *selection;
  const AtlasMapDraft *draft;
  gboolean subtracted, imperial;
  AtlasMapPoint crosshair;
  gboolean has_crosshair;

  /* The selection as a node, in pixels from the corner of its box. A renderer keeps with it what it made of
   * it: a frame of panning costs no more than a texture. */
  GskRenderNode *node;
  AtlasMapBox box;
  double world;
  gboolean dark;
  GdkRGBA accent;
};

G_DEFINE_FINAL_TYPE (AtlasSelectionLayer, atlas_selection_layer, ATLAS_TYPE_DRAWN_LAYER)

/* Shapes as paths */

static void
add_ring (guint id, const double *xy, guint n_points, gboolean last, gpointer path)
{
  atlas_shape_path_add_ring (path, xy, n_points);
}

/* What reaches beyond 180 degrees is seen at the map's other end. */
static void
add_outline (AtlasShapePath *path, double *xy, guint n_points)
{
  double west = 0, east = 1;

  for (guint i = 0; i < n_points; i++)
    {
      west = MIN (west, xy[2 * i]);
      east = MAX (east, xy[2 * i]);
    }
  atlas_shape_path_add_ring (path, xy, n_points);
  if (west >= 0 && east <= 1)
    return;
  for (guint i = 0; i < n_points; i++)
    xy[2 * i] += west < 0 ? 1 : -1;
  atlas_shape_path_add_ring (path, xy, n_points);
}

static void
add_box (AtlasShapePath *path, double west, double east, double north, double south)
{
  atlas_shape_path_add_ring (path, (const double[]){ west, north, east, north, east, south, west, south }, 4);
}

/* A place is a point: a ring around it, whatever the zoom. */
static void
add_place (AtlasShapePath *path, guint index)
{
  double xy[2 * PLACE_CORNERS];
  AtlasPlace place;

  if (!atlas_gazetteer_get_place (index, &place))
    return;
  for (guint i = 0; i < PLACE_CORNERS; i++)
    {
      double angle = 2 * G_PI * i / PLACE_CORNERS;

      xy[2 * i] = atlas_mercator_x (place.longitude) + PLACE_RADIUS / path->world * cos (angle);
      xy[2 * i + 1] = atlas_mercator_y (place.latitude) + PLACE_RADIUS / path->world * sin (angle);
    }
  atlas_shape_path_add_ring (path, xy, PLACE_CORNERS);
}

static void
add_shape (AtlasShapePath *path, const AtlasSelectionShape *shape, double zoom)
{
  g_autofree double *xy = NULL;

  switch (shape->type)
    {
    case ATLAS_SELECTION_REGION:
      atlas_shapes_foreach_ring_of (ATLAS_SHAPES_REGIONS, atlas_shapes_level_for_zoom (zoom), shape->region,
                                    add_ring, path);
      break;
    case ATLAS_SELECTION_BOX:
      {
        double west = atlas_mercator_x (shape->west), east = atlas_mercator_x (shape->east);
        double north = atlas_mercator_y (shape->north), south = atlas_mercator_y (shape->south);

        if (west > east)
          add_box (path, west, 1, north, south);
        add_box (path, west > east ? 0 : west, east, north, south);
        break;
      }
    case ATLAS_SELECTION_CIRCLE:
      xy = atlas_map_circle_outline (shape->latitude, shape->longitude, shape->radius_km);
      add_outline (path, xy, ATLAS_MAP_CIRCLE_POINTS);
      break;
    case ATLAS_SELECTION_COUNTY:
      atlas_shapes_foreach_ring_of (ATLAS_SHAPES_COUNTIES, atlas_shapes_level_for_zoom (zoom), shape->county,
                                    add_ring, path);
      break;
    case ATLAS_SELECTION_PLACE:
      add_place (path, shape->place);
      break;
    case ATLAS_SELECTION_POLYGON:
    default:
      xy = g_new (double, 2 * (gsize) shape->n_points);
      for (guint i = 0; i < shape->n_points; i++)
        {
          xy[2 * i] = atlas_mercator_x (shape->points[i].longitude);
          xy[2 * i + 1] = atlas_mercator_y (shape->points[i].latitude);
        }
      add_outline (path, xy, shape->n_points);
    }
}

/* The accent colour with a halo, so that it is seen on every shade. */
static void
stroke (AtlasDrawnLayer *layer, cairo_t *cr, const GdkRGBA *accent, gboolean dashed)
{
  const AtlasMapStyle *style = atlas_map_style_get (atlas_drawn_layer_get_dark (layer));
  const double dash[] = { DASH, DASH };

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_dash (cr, NULL, 0, 0);
  gdk_cairo_set_source_rgba (cr, &style->selection_halo);
  cairo_set_line_width (cr, HALO_WIDTH);
  cairo_stroke_preserve (cr);
  cairo_set_dash (cr, dash, dashed ? G_N_ELEMENTS (dash) : 0, 0);
  gdk_cairo_set_source_rgba (cr, accent);
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_stroke (cr);
}

/* First the area that is left when all is added and taken away, as one; then the lines. */
static void
paint_selection (AtlasSelectionLayer *self, cairo_t *cr, AtlasShapePath *path, double zoom)
{
  guint n_shapes = atlas_selection_get_n_shapes (self->selection);

  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  /* What was chosen as it is, and not drawn, keeps its shade. */
  if (atlas_selection_get_chosen (self->selection) != NULL)
    {
      add_shape (path, atlas_selection_get_shape (self->selection, 0, NULL), zoom);
      stroke (ATLAS_DRAWN_LAYER (self), cr, &self->accent, FALSE);
      return;
    }
  cairo_push_group (cr);
  gdk_cairo_set_source_rgba (cr, &self->accent);
  for (guint i = 0; i < n_shapes; i++)
    {
      gboolean subtracted;

      add_shape (path, atlas_selection_get_shape (self->selection, i, &subtracted), zoom);
      cairo_set_operator (cr, subtracted ? CAIRO_OPERATOR_CLEAR : CAIRO_OPERATOR_OVER);
      cairo_fill (cr);
    }
  cairo_pop_group_to_source (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
  cairo_paint_with_alpha (cr, FILL_OPACITY);

  for (guint i = 0; i < n_shapes; i++)
    {
      gboolean subtracted;

      add_shape (path, atlas_selection_get_shape (self->selection, i, &subtracted), zoom);
      stroke (ATLAS_DRAWN_LAYER (self), cr, &self->accent, subtracted);
    }
}

static void
draw_selection (AtlasSelectionLayer *self, GtkSnapshot *snapshot, const AtlasMapFrame *frame)
{
  gboolean dark = atlas_drawn_layer_get_dark (ATLAS_DRAWN_LAYER (self));
  GdkRGBA accent;
  AtlasMapBox box;

  atlas_drawn_layer_get_accent (ATLAS_DRAWN_LAYER (self), &accent);
  atlas_map_frame_get_box (frame, MARGIN, &box);
  if (self->node == NULL || self->world != frame->world || self->dark != dark ||
      !gdk_rgba_equal (&self->accent, &accent) || memcmp (&self->box, &box, sizeof box) != 0)
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
      self->accent = accent;

      cr = gsk_cairo_node_get_draw_context (self->node);
      atlas_shape_path_init (&path, cr, box.west, box.north, frame->world, bounds.size.width,
                             bounds.size.height, HALO_WIDTH * 2);
      paint_selection (self, cr, &path, frame->zoom);
      cairo_destroy (cr);
    }

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (atlas_map_frame_x (frame, box.west),
                                                          atlas_map_frame_y (frame, box.north)));
  gtk_snapshot_append_node (snapshot, self->node);
  gtk_snapshot_restore (snapshot);
}

/* What is being drawn */

static cairo_t *
append_cairo (GtkSnapshot *snapshot, const AtlasMapFrame *frame)
{
  return gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, frame->width, frame->height));
}

/* A circle's radius, beside the hand that holds its edge, on whichever side there is room. */
static void
draw_radius (AtlasSelectionLayer *self, GtkSnapshot *snapshot, const AtlasMapFrame *frame)
{
  const AtlasMapStyle *style = atlas_map_style_get (atlas_drawn_layer_get_dark (ATLAS_DRAWN_LAYER (self)));
  g_autofree char *text = atlas_map_draft_describe_radius (self->draft, frame->world, self->imperial);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  double x = atlas_map_frame_x (frame, self->draft->hand.x) + LABEL_GAP;
  double y = atlas_map_frame_y (frame, self->draft->hand.y);
  int width, height;
  graphene_rect_t bounds;
  GskRoundedRect card;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (x + width + 2 * LABEL_PADDING > frame->width)
    x -= width + 2 * (LABEL_PADDING + LABEL_GAP);
  x = CLAMP (x, 0, MAX (frame->width - width - 2 * LABEL_PADDING, 0));
  y = CLAMP (y - height / 2.0, LABEL_PADDING, MAX (frame->height - height - LABEL_PADDING, LABEL_PADDING));
  x = atlas_map_frame_snap (frame, x);
  y = atlas_map_frame_snap (frame, y);

  bounds = GRAPHENE_RECT_INIT (x, y - LABEL_PADDING / 2.0, width + 2 * LABEL_PADDING, height + LABEL_PADDING);
  gsk_rounded_rect_init_from_rect (&card, &bounds, LABEL_PADDING);
  gtk_snapshot_push_rounded_clip (snapshot, &card);
  gtk_snapshot_append_color (snapshot, &style->halo, &bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + LABEL_PADDING, y));
  gtk_snapshot_append_layout (snapshot, layout, &style->place_text);
  gtk_snapshot_restore (snapshot);
}

static void
draw_draft (AtlasSelectionLayer *self, GtkSnapshot *snapshot, const AtlasMapFrame *frame)
{
  guint n;
  g_autofree double *xy = atlas_map_draft_dup_outline (self->draft, &n);
  g_auto (AtlasShapePath) path = { 0 };
  cairo_t *cr = append_cairo (snapshot, frame);
  GdkRGBA accent;

  atlas_drawn_layer_get_accent (ATLAS_DRAWN_LAYER (self), &accent);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  atlas_shape_path_init (&path, cr, frame->left / frame->world, frame->top / frame->world, frame->world,
                         frame->width, frame->height, HALO_WIDTH * 2);
  if (!self->subtracted)
    {
      atlas_shape_path_add_ring (&path, xy, n);
      cairo_set_source_rgba (cr, accent.red, accent.green, accent.blue, FILL_OPACITY);
      cairo_fill (cr);
    }
  /* A lasso of two points is a line. */
  atlas_shape_path_add_line (&path, xy, n, TRUE);
  stroke (ATLAS_DRAWN_LAYER (self), cr, &accent, self->subtracted);

  if (self->draft->tool == ATLAS_MAP_TOOL_CIRCLE)
    {
      const AtlasMapPoint *centre = &g_array_index (self->draft->corners, AtlasMapPoint, 0);

      cairo_arc (cr, atlas_map_frame_x (frame, centre->x), atlas_map_frame_y (frame, centre->y), 3, 0,
                 2 * G_PI);
      gdk_cairo_set_source_rgba (cr, &accent);
      cairo_fill (cr);
    }
  cairo_destroy (cr);

  if (self->draft->tool == ATLAS_MAP_TOOL_CIRCLE)
    draw_radius (self, snapshot, frame);
}

static void
draw_crosshair (AtlasSelectionLayer *self, GtkSnapshot *snapshot, const AtlasMapFrame *frame)
{
  const AtlasMapStyle *style = atlas_map_style_get (atlas_drawn_layer_get_dark (ATLAS_DRAWN_LAYER (self)));
  const GdkRGBA *const colors[] = { &style->selection_halo, &style->selection };
  double x = floor (atlas_map_frame_x (frame, self->crosshair.x)) + 0.5;
  double y = floor (atlas_map_frame_y (frame, self->crosshair.y)) + 0.5;
  cairo_t *cr = append_cairo (snapshot, frame);

  for (guint i = 0; i < G_N_ELEMENTS (colors); i++)
    {
      cairo_move_to (cr, x - CROSSHAIR_SIZE, y);
      cairo_line_to (cr, x + CROSSHAIR_SIZE, y);
      cairo_move_to (cr, x, y - CROSSHAIR_SIZE);
      cairo_line_to (cr, x, y + CROSSHAIR_SIZE);
      gdk_cairo_set_source_rgba (cr, colors[i]);
      cairo_set_line_width (cr, i == 0 ? 4 : 1.5);
      cairo_stroke (cr);
    }
  cairo_destroy (cr);
}

static void
atlas_selection_layer_draw (AtlasDrawnLayer *layer, GtkSnapshot *snapshot, const AtlasMapFrame *frame)
{
  AtlasSelectionLayer *self = ATLAS_SELECTION_LAYER (layer);

  if (self->selection != NULL)
    draw_selection (self, snapshot, frame);
  if (self->draft != NULL)
    draw_draft (self, snapshot, frame);
  if (self->has_crosshair)
    draw_crosshair (self, snapshot, frame);
}

/* GObject */

static void
atlas_selection_layer_finalize (GObject *object)
{
  AtlasSelectionLayer *self = ATLAS_SELECTION_LAYER (object);

  g_clear_pointer (&self->selection, atlas_selection_unref);
  g_clear_pointer (&self->node, gsk_render_node_unref);

  G_OBJECT_CLASS (atlas_selection_layer_parent_class)->finalize (object);
}

static void
atlas_selection_layer_class_init (AtlasSelectionLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_selection_layer_finalize;
  ATLAS_DRAWN_LAYER_CLASS (klass)->draw = atlas_selection_layer_draw;
  /* Not "selection": themes give that a background. */
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "map-selection");
}

static void
atlas_selection_layer_init (AtlasSelectionLayer *self)
{
}

AtlasSelectionLayer *
atlas_selection_layer_new (ShumateViewport *viewport)
{
  g_return_val_if_fail (SHUMATE_IS_VIEWPORT (viewport), NULL);

  return g_object_new (ATLAS_TYPE_SELECTION_LAYER, "viewport", viewport, NULL);
}

void
atlas_selection_layer_set_selection (AtlasSelectionLayer *self, AtlasSelection *selection)
{
  g_return_if_fail (ATLAS_IS_SELECTION_LAYER (self));

  g_clear_pointer (&self->selection, atlas_selection_unref);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  self->selection = selection != NULL ? atlas_selection_ref (selection) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
atlas_selection_layer_set_draft (AtlasSelectionLayer *self,
                                 const AtlasMapDraft *draft,
                                 gboolean subtracted,
                                 gboolean imperial)
{
  g_return_if_fail (ATLAS_IS_SELECTION_LAYER (self));

  self->draft = draft;
  self->subtracted = subtracted;
  self->imperial = imperial;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
atlas_selection_layer_set_crosshair (AtlasSelectionLayer *self, const AtlasMapPoint *crosshair)
{
  g_return_if_fail (ATLAS_IS_SELECTION_LAYER (self));

  self->has_crosshair = crosshair != NULL;
  if (crosshair != NULL)
    self->crosshair = *crosshair;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
