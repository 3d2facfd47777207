/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-mark-layer.h"

#include <math.h>
#include <string.h>

#include "atlas-i18n.h"
#include "atlas-map-numerals.h"
#include "atlas-map-paint.h"
#include "atlas-map-style.h"
#include "atlas-mark-spots.h"
#include "atlas-mercator.h"

#define MARK_SIZE   13.0 /* a side of the square that stands on its corner */
#define GROUP_SIZE  16.0 /* with a number in it */
#define NUMBER_SIZE 10   /* of its font */
#define TITLE_LINES 6
#define PIN_RADIUS  10.0
#define PIN_HEIGHT  30.0
#define PIN_PADDING 4.0

/* Marks are put together for this much more than is seen on each side, so that panning seldom asks for more.
 */
#define MARGIN 384

typedef struct
{
  gint64 id;
  char *title;
} Mark;

/* Where on the widget a spot was last drawn. */
typedef struct
{
  double x, y;
} Point;

struct _AtlasMarkLayer
{
  AtlasDrawnLayer parent_instance;

  AtlasClusterLayer *clusters;
  GArray *marks;          /* Mark */
  AtlasMarkSpots *sorter; /* by the same numbers as @marks */
  AtlasMapNumerals *numerals;
  GskRenderNode *diamonds[2]; /* a mark's and a group's, in the colours of @style; NULL: not made yet */
  const AtlasMapStyle *style;
  double pin_x, pin_y;

  const GArray *spots; /* AtlasMarkSpot; owned by @sorter; NULL: not known */
  GArray *drawn;       /* Point of each */
  /* What the spots hold for. */
  gboolean on_circles;
  double world;
  AtlasMapBox box;
  guint generation; /* of the circles */
};

G_DEFINE_TYPE (AtlasMarkLayer, atlas_mark_layer, ATLAS_TYPE_DRAWN_LAYER)

static void
mark_clear (gpointer data)
{
  g_free (((Mark *) data)->title);
}

/* As the circles do: for steps of the zoom and of the place, so that most frames find it done. */
static void
ensure_spots (AtlasMarkLayer *self, const AtlasMapFrame *frame)
{
  gboolean on_circles = gtk_widget_get_visible (GTK_WIDGET (self->clusters));
  double world = 256 * exp2 (atlas_map_frame_get_step_zoom (frame));
  guint generation = 0;
  AtlasMapBox box;

  if (on_circles)
    {
      atlas_cluster_layer_ensure (self->clusters, frame);
      generation = atlas_cluster_layer_get_generation (self->clusters);
    }
  atlas_map_frame_get_box (frame, MARGIN, &box);
  if (self->spots != NULL && self->on_circles == on_circles && self->generation == generation &&
      self->world == world && memcmp (&box, &self->box, sizeof box) == 0)
    return;

  self->spots = atlas_mark_spots_put_together (
    self->sorter, on_circles ? atlas_cluster_layer_get_bubbles (self->clusters) : NULL, world, &box);
  self->on_circles = on_circles;
  self->generation = generation;
  self->world = world;
  self->box = box;
}

/* A circle may be on its way to where it belongs, and takes its mark along. */
static Point
find_place (AtlasMarkLayer *self, const AtlasMarkSpot *spot, const AtlasMapFrame *frame)
{
  double x = spot->x, y = spot->y, aside = 0;

  if (spot->bubble >= 0)
    {
      double radius;

      atlas_cluster_layer_get_drawn (self->clusters, (guint) spot->bubble, &x, &y, &radius);
      aside = (radius + ATLAS_MARK_RIM) / G_SQRT2;
    }
  return (Point){ atlas_map_frame_x (frame, x) + spot->side_x * aside,
                  atlas_map_frame_y (frame, y) + spot->side_y * aside };
}

/* Drawing */

static void
forget_diamonds (AtlasMarkLayer *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->diamonds); i++)
    g_clear_pointer (&self->diamonds[i], gsk_render_node_unref);
}

/* A diamond around 0,0: told from the members' circles by its form as well as by its colour. */
static GskRenderNode *
make_diamond (double size, const AtlasMapStyle *style)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  double outer = size / 2, inner = outer - 1.5;

  gtk_snapshot_rotate (snapshot, 45);
  for (guint i = 0; i < 2; i++)
    {
      double half = i == 0 ? outer : inner;
      graphene_rect_t bounds = GRAPHENE_RECT_INIT (-half, -half, 2 * half, 2 * half);

      atlas_map_paint_rounded (snapshot, &bounds, 2.5f - i, i == 0 ? &style->mark_edge : &style->mark);
    }
  return gtk_snapshot_free_to_node (snapshot);
}

/* All marks are alike, and all groups but for their numbers. */
static void
ensure_diamonds (AtlasMarkLayer *self, const AtlasMapStyle *style)
{
  static const double sizes[] = { MARK_SIZE, GROUP_SIZE };

  if (self->diamonds[0] != NULL && self->style == style)
    return;
  forget_diamonds (self);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    self->diamonds[i] = make_diamond (sizes[i], style);
  self->style = style;
}

static void
draw_number (AtlasMarkLayer *self,
             GtkSnapshot *snapshot,
             const AtlasMapFrame *frame,
             Point place,
             guint number,
             const GdkRGBA *color)
{
  AtlasMapNumeral *numeral = atlas_map_numerals_get (self->numerals, number, NUMBER_SIZE);
  int width, height;

  atlas_map_numeral_get_size (numeral, &width, &height);
  atlas_map_numeral_append (numeral, snapshot, atlas_map_frame_snap (frame, place.x - width / 2.0),
                            atlas_map_frame_snap (frame, place.y - height / 2.0), color);
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

  ensure_spots (self, frame);
  ensure_diamonds (self, style);
  g_array_set_size (self->drawn, self->spots->len);
  /* The first, which is the soonest, on top. */
  for (guint i = self->spots->len; i > 0; i--)
    {
      const AtlasMarkSpot *spot = &g_array_index (self->spots, AtlasMarkSpot, i - 1);
      gboolean group = spot->n_marks > 1;
      Point place = find_place (self, spot, frame);
      double x = place.x, y = place.y;

      g_array_index (self->drawn, Point, i - 1) = place;
      if (x < -GROUP_SIZE || y < -GROUP_SIZE || x > frame->width + GROUP_SIZE ||
          y > frame->height + GROUP_SIZE)
        continue;
      atlas_map_paint_node (snapshot, x, y, self->diamonds[group ? 1 : 0]);
      if (group)
        draw_number (self, snapshot, frame, place, spot->n_marks, &style->mark_edge);
    }

  if (!isnan (self->pin_x))
    draw_pin (snapshot, atlas_map_frame_x (frame, self->pin_x), atlas_map_frame_y (frame, self->pin_y),
              &style->pin);
}

static void
atlas_mark_layer_dispose (GObject *object)
{
  g_clear_object (&ATLAS_MARK_LAYER (object)->clusters);

  G_OBJECT_CLASS (atlas_mark_layer_parent_class)->dispose (object);
}

static void
atlas_mark_layer_finalize (GObject *object)
{
  AtlasMarkLayer *self = ATLAS_MARK_LAYER (object);

  atlas_mark_spots_free (self->sorter);
  g_array_unref (self->drawn);
  g_array_unref (self->marks);
  atlas_map_numerals_free (self->numerals);
  forget_diamonds (self);

  G_OBJECT_CLASS (atlas_mark_layer_parent_class)->finalize (object);
}

static void
atlas_mark_layer_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (atlas_mark_layer_parent_class)->css_changed (widget, change);

  /* Another font. */
  atlas_map_numerals_forget (ATLAS_MARK_LAYER (widget)->numerals);
  gtk_widget_queue_draw (widget);
}

static void
atlas_mark_layer_class_init (AtlasMarkLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_mark_layer_dispose;
  G_OBJECT_CLASS (klass)->finalize = atlas_mark_layer_finalize;
  GTK_WIDGET_CLASS (klass)->css_changed = atlas_mark_layer_css_changed;
  ATLAS_DRAWN_LAYER_CLASS (klass)->draw = atlas_mark_layer_draw;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "marks");
}

static void
atlas_mark_layer_init (AtlasMarkLayer *self)
{
  self->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  g_array_set_clear_func (self->marks, mark_clear);
  self->sorter = atlas_mark_spots_new ();
  self->drawn = g_array_new (FALSE, FALSE, sizeof (Point));
  self->numerals = atlas_map_numerals_new (GTK_WIDGET (self), PANGO_WEIGHT_BOLD, NULL);
  self->pin_x = self->pin_y = NAN;
}

AtlasMarkLayer *
atlas_mark_layer_new (ShumateViewport *viewport, AtlasClusterLayer *clusters)
{
  AtlasMarkLayer *self;

  g_return_val_if_fail (SHUMATE_IS_VIEWPORT (viewport), NULL);
  g_return_val_if_fail (ATLAS_IS_CLUSTER_LAYER (clusters), NULL);

  self = g_object_new (ATLAS_TYPE_MARK_LAYER, "viewport", viewport, NULL);
  self->clusters = g_object_ref (clusters);
  return self;
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

  atlas_mark_spots_clear (self->sorter);
  self->spots = NULL;
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

  mark = (Mark){ id, g_strdup (title) };
  atlas_mark_spots_add (self->sorter, atlas_mercator_x (longitude), atlas_mercator_y (latitude));
  self->spots = NULL;
  g_array_append_val (self->marks, mark);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static char *
dup_title (AtlasMarkLayer *self, const GArray *indices)
{
  g_autoptr (GString) title = g_string_new (NULL);
  guint n = indices->len > TITLE_LINES ? TITLE_LINES - 1 : indices->len;

  for (guint i = 0; i < n; i++)
    {
      const Mark *mark = &g_array_index (self->marks, Mark, g_array_index (indices, guint, i));

      g_string_append_printf (title, "%s%s", i > 0 ? "\n" : "", mark->title);
    }
  if (n < indices->len)
    {
      g_string_append_c (title, '\n');
      g_string_append_printf (title, ngettext ("and %u more", "and %u more", indices->len - n),
                              indices->len - n);
    }
  return g_string_free (g_steal_pointer (&title), FALSE);
}

gboolean
atlas_mark_layer_pick (AtlasMarkLayer *self, double x, double y, AtlasMarkPick *pick, char **title)
{
  g_return_val_if_fail (ATLAS_IS_MARK_LAYER (self), FALSE);
  g_return_val_if_fail (pick != NULL, FALSE);

  for (guint i = 0; self->spots != NULL && i < self->drawn->len; i++)
    {
      const AtlasMarkSpot *spot = &g_array_index (self->spots, AtlasMarkSpot, i);
      const Point *place = &g_array_index (self->drawn, Point, i);
      g_autoptr (GArray) indices = NULL;

      if (fabs (place->x - x) + fabs (place->y - y) > MARK_SIZE)
        continue;

      indices = atlas_mark_spot_list_marks (spot);
      pick->id = g_array_index (self->marks, Mark, g_array_index (indices, guint, 0)).id;
      pick->n_marks = spot->n_marks;
      atlas_mark_spot_get_box (spot, &pick->box);
      if (title != NULL)
        *title = dup_title (self, indices);
      return TRUE;
    }

  return FALSE;
}
