/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-mark-layer.h"

#include <math.h>

#include "atlas-map-style.h"
#include "atlas-mercator.h"

#define MARK_SIZE   13.0
#define PIN_RADIUS  10.0
#define PIN_HEIGHT  30.0
#define PIN_PADDING 4.0

typedef struct
{
  gint64 id;
  double x, y;
  char *title;
} Mark;

struct _AtlasMarkLayer
{
  AtlasDrawnLayer parent_instance;

  GArray *marks; /* Mark */
  double pin_x, pin_y;
};

G_DEFINE_TYPE (AtlasMarkLayer, atlas_mark_layer, ATLAS_TYPE_DRAWN_LAYER)

static void
mark_clear (gpointer data)
{
  g_free (((Mark *) data)->title);
}

/* A diamond: told from the members' circles by its form as well as by its colour. */
static void
draw_mark (GtkSnapshot *snapshot, double x, double y, const GdkRGBA *fill, const GdkRGBA *edge)
{
  double outer = MARK_SIZE / 2, inner = outer - 1.5;
  GskRoundedRect rounded;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_rotate (snapshot, 45);
  for (guint i = 0; i < 2; i++)
    {
      double half = i == 0 ? outer : inner;
      graphene_rect_t bounds = GRAPHENE_RECT_INIT (-half, -half, 2 * half, 2 * half);

      gsk_rounded_rect_init_from_rect (&rounded, &bounds, 2.5 - i);
      gtk_snapshot_push_rounded_clip (snapshot, &rounded);
      gtk_snapshot_append_color (snapshot, i == 0 ? edge : fill, &bounds);
      gtk_snapshot_pop (snapshot);
    }
  gtk_snapshot_restore (snapshot);
}

/* A drop with its point at 0,0. */
static void
draw_pin (GtkSnapshot *snapshot, double x, double y, const GdkRGBA *fill)
{
  double spread = asin (PIN_RADIUS / (PIN_HEIGHT - PIN_RADIUS));
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x - PIN_RADIUS - PIN_PADDING, y - PIN_HEIGHT - PIN_PADDING,
                                               2 * (PIN_RADIUS + PIN_PADDING), PIN_HEIGHT + 2 * PIN_PADDING);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  cairo_translate (cr, x, y);

  cairo_save (cr);
  cairo_scale (cr, 1, 0.45);
  cairo_arc (cr, 0, 0, 5, 0, 2 * G_PI);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.28);
  cairo_fill (cr);
  cairo_restore (cr);

  cairo_move_to (cr, 0, 0);
  cairo_arc (cr, 0, PIN_RADIUS - PIN_HEIGHT, PIN_RADIUS, G_PI - spread, spread);
  cairo_close_path (cr);
  gdk_cairo_set_source_rgba (cr, fill);
  cairo_fill_preserve (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_set_line_width (cr, 1.5);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);

  cairo_arc (cr, 0, PIN_RADIUS - PIN_HEIGHT, 3.6, 0, 2 * G_PI);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
atlas_mark_layer_draw (AtlasDrawnLayer *layer, GtkSnapshot *snapshot, const AtlasMapFrame *frame)
{
  AtlasMarkLayer *self = ATLAS_MARK_LAYER (layer);
  const AtlasMapStyle *style = atlas_map_style_get (atlas_drawn_layer_get_dark (layer));

  for (guint i = 0; i < self->marks->len; i++)
    {
      const Mark *mark = &g_array_index (self->marks, Mark, i);
      double x = atlas_map_frame_x (frame, mark->x), y = atlas_map_frame_y (frame, mark->y);

      if (x > -MARK_SIZE && y > -MARK_SIZE && x < frame->width + MARK_SIZE && y < frame->height + MARK_SIZE)
        draw_mark (snapshot, x, y, &style->mark, &style->mark_edge);
    }

  if (!isnan (self->pin_x))
    draw_pin (snapshot, atlas_map_frame_x (frame, self->pin_x), atlas_map_frame_y (frame, self->pin_y),
              &style->pin);
}

static void
atlas_mark_layer_finalize (GObject *object)
{
  g_array_unref (ATLAS_MARK_LAYER (object)->marks);

  G_OBJECT_CLASS (atlas_mark_layer_parent_class)->finalize (object);
}

static void
atlas_mark_layer_class_init (AtlasMarkLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_mark_layer_finalize;
  ATLAS_DRAWN_LAYER_CLASS (klass)->draw = atlas_mark_layer_draw;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "marks");
}

static void
atlas_mark_layer_init (AtlasMarkLayer *self)
{
  self->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  g_array_set_clear_func (self->marks, mark_clear);
  self->pin_x = self->pin_y = NAN;
}

AtlasMarkLayer *
atlas_mark_layer_new (ShumateViewport *viewport)
{
  g_return_val_if_fail (SHUMATE_IS_VIEWPORT (viewport), NULL);

  return g_object_new (ATLAS_TYPE_MARK_LAYER, "viewport", viewport, NULL);
}

void
atlas_mark_layer_set_pin (AtlasMarkLayer *self, double latitude, double longitude)
{
  g_return_if_fail (ATLAS_IS_MARK_LAYER (self));

  if (isnan (latitude) || isnan (longitude))
    {
      self->pin_x = self->pin_y = NAN;
    }
  else
    {
      self->pin_x = atlas_mercator_x (longitude);
      self->pin_y = atlas_mercator_y (latitude);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
atlas_mark_layer_remove_all (AtlasMarkLayer *self)
{
  g_return_if_fail (ATLAS_IS_MARK_LAYER (self));

  g_array_set_size (self->marks, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
atlas_mark_layer_add (AtlasMarkLayer *self, gint64 id, double latitude, double longitude, const char *title)
{
  Mark mark;

  g_return_if_fail (ATLAS_IS_MARK_LAYER (self));

  if (isnan (latitude) || isnan (longitude))
    return;

  mark = (Mark){ id, atlas_mercator_x (longitude), atlas_mercator_y (latitude), g_strdup (title) };
  g_array_append_val (self->marks, mark);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
atlas_mark_layer_pick (AtlasMarkLayer *self, double x, double y, gint64 *id, const char **title)
{
  AtlasMapFrame frame;

  g_return_val_if_fail (ATLAS_IS_MARK_LAYER (self), FALSE);

  atlas_map_frame_init (&frame, shumate_layer_get_viewport (SHUMATE_LAYER (self)), GTK_WIDGET (self));
  for (guint i = self->marks->len; i > 0; i--)
    {
      const Mark *mark = &g_array_index (self->marks, Mark, i - 1);
      double distance =
        fabs (atlas_map_frame_x (&frame, mark->x) - x) + fabs (atlas_map_frame_y (&frame, mark->y) - y);

      if (distance <= MARK_SIZE)
        {
          *id = mark->id;
          *title = mark->title;
          return TRUE;
        }
    }

  return FALSE;
}
