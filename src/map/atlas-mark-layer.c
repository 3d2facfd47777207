/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-mark-layer.h"

#include <math.h>

#include "atlas-i18n.h"
#include "atlas-map-paint.h"
#include "atlas-map-style.h"
#include "atlas-map-text.h"
#include "atlas-mercator.h"

#define MARK_SIZE   13.0 /* a side of the square that stands on its corner */
#define GROUP_SIZE  16.0 /* with a number in it */
#define GROUP_REACH 11.0 /* marks nearer than this are one */
#define RIM         3.0  /* beyond a circle's own, so that its numerals stay free */
#define TITLE_LINES 6
#define PIN_RADIUS  10.0
#define PIN_HEIGHT  30.0
#define PIN_PADDING 4.0

typedef struct
{
  gint64 id;
  double x, y;
  char *title;
} Mark;

/* What is drawn: one mark, or several. */
typedef struct
{
  double x, y;   /* on the widget */
  int bubble;    /* on whose rim, or -1 */
  GArray *marks; /* guint: indices */
} Spot;

struct _AtlasMarkLayer
{
  AtlasDrawnLayer parent_instance;

  AtlasClusterLayer *clusters;
  GArray *spots; /* Spot, as last drawn */
  GArray *marks; /* Mark */
  double pin_x, pin_y;
};

G_DEFINE_TYPE (AtlasMarkLayer, atlas_mark_layer, ATLAS_TYPE_DRAWN_LAYER)

static void
mark_clear (gpointer data)
{
  g_free (((Mark *) data)->title);
}

static void
spot_clear (gpointer data)
{
  g_array_unref (((Spot *) data)->marks);
}

static gboolean
is_within (double dx, double dy, double reach)
{
  return dx * dx + dy * dy < reach * reach;
}

/* The circle that the mark would lie on, or -1. */
static int
find_bubble (const GArray *bubbles, const AtlasMapFrame *frame, const Mark *mark)
{
  for (guint i = 0; bubbles != NULL && i < bubbles->len; i++)
    {
      const AtlasBubble *bubble = &g_array_index (bubbles, AtlasBubble, i);

      if (bubble->members > 1 &&
          is_within ((bubble->x - mark->x) * frame->world, (bubble->y - mark->y) * frame->world,
                     bubble->radius + MARK_SIZE / 2))
        return i;
    }
  return -1;
}

static Spot *
find_spot (GArray *spots, int bubble, double x, double y)
{
  for (guint i = 0; i < spots->len; i++)
    {
      Spot *spot = &g_array_index (spots, Spot, i);

      if (bubble >= 0 ? spot->bubble == bubble
                      : spot->bubble < 0 && is_within (spot->x - x, spot->y - y, GROUP_REACH))
        return spot;
    }
  return NULL;
}

static void
find_spots (AtlasMarkLayer *self, const AtlasMapFrame *frame)
{
  const GArray *bubbles = NULL;

  if (gtk_widget_get_visible (GTK_WIDGET (self->clusters)))
    {
      atlas_cluster_layer_ensure (self->clusters, frame);
      bubbles = atlas_cluster_layer_get_bubbles (self->clusters);
    }

  g_array_set_size (self->spots, 0);
  for (guint i = 0; i < self->marks->len; i++)
    {
      const Mark *mark = &g_array_index (self->marks, Mark, i);
      double x = atlas_map_frame_x (frame, mark->x), y = atlas_map_frame_y (frame, mark->y);
      const double reach = ATLAS_BUBBLE_MAX_RADIUS * 2;
      Spot *spot;
      int bubble;

      if (x < -reach || y < -reach || x > frame->width + reach || y > frame->height + reach)
        continue;

      bubble = find_bubble (bubbles, frame, mark);
      spot = find_spot (self->spots, bubble, x, y);
      if (spot == NULL)
        {
          Spot own = { x, y, bubble, g_array_new (FALSE, FALSE, sizeof (guint)) };

          if (bubble >= 0)
            {
              double centre_x, centre_y, radius;

              /* On the left, for the name of a circle's place is on its right. */
              atlas_cluster_layer_get_drawn (self->clusters, bubble, &centre_x, &centre_y, &radius);
              own.x = atlas_map_frame_x (frame, centre_x) - (radius + RIM) / G_SQRT2;
              own.y = atlas_map_frame_y (frame, centre_y) - (radius + RIM) / G_SQRT2;
            }
          g_array_append_val (self->spots, own);
          spot = &g_array_index (self->spots, Spot, self->spots->len - 1);
        }
      g_array_append_val (spot->marks, i);
    }
}

static void
draw_number (AtlasMarkLayer *self,
             GtkSnapshot *snapshot,
             const AtlasMapFrame *frame,
             const Spot *spot,
             const GdkRGBA *color)
{
  g_autoptr (PangoLayout) layout = NULL;
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  char text[ATLAS_MAP_COUNT_SIZE];
  int width, height;

  atlas_map_text_short_count (spot->marks->len, text);
  pango_attr_list_insert (attributes, pango_attr_size_new_absolute (10 * PANGO_SCALE));
  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &width, &height);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (atlas_map_frame_snap (frame, spot->x - width / 2.0),
                                                atlas_map_frame_snap (frame, spot->y - height / 2.0)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

/* A diamond: told from the members' circles by its form as well as by its colour. */
static void
draw_mark (GtkSnapshot *snapshot, double x, double y, double size, const GdkRGBA *fill, const GdkRGBA *edge)
{
  double outer = size / 2, inner = outer - 1.5;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_rotate (snapshot, 45);
  for (guint i = 0; i < 2; i++)
    {
      double half = i == 0 ? outer : inner;
      graphene_rect_t bounds = GRAPHENE_RECT_INIT (-half, -half, 2 * half, 2 * half);

      atlas_map_paint_rounded (snapshot, &bounds, 2.5f - i, i == 0 ? edge : fill);
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

  find_spots (self, frame);
  /* The first, which is the soonest, on top. */
  for (guint i = self->spots->len; i > 0; i--)
    {
      const Spot *spot = &g_array_index (self->spots, Spot, i - 1);
      gboolean group = spot->marks->len > 1;

      draw_mark (snapshot, spot->x, spot->y, group ? GROUP_SIZE : MARK_SIZE, &style->mark, &style->mark_edge);
      if (group)
        draw_number (self, snapshot, frame, spot, &style->mark_edge);
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
  g_array_unref (ATLAS_MARK_LAYER (object)->spots);
  g_array_unref (ATLAS_MARK_LAYER (object)->marks);

  G_OBJECT_CLASS (atlas_mark_layer_parent_class)->finalize (object);
}

static void
atlas_mark_layer_class_init (AtlasMarkLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_mark_layer_dispose;
  G_OBJECT_CLASS (klass)->finalize = atlas_mark_layer_finalize;
  ATLAS_DRAWN_LAYER_CLASS (klass)->draw = atlas_mark_layer_draw;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "marks");
}

static void
atlas_mark_layer_init (AtlasMarkLayer *self)
{
  self->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  g_array_set_clear_func (self->marks, mark_clear);
  self->spots = g_array_new (FALSE, FALSE, sizeof (Spot));
  g_array_set_clear_func (self->spots, spot_clear);
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

  g_array_set_size (self->marks, 0);
  g_array_set_size (self->spots, 0);
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

  for (guint i = 0; i < self->spots->len; i++)
    {
      const Spot *spot = &g_array_index (self->spots, Spot, i);

      if (fabs (spot->x - x) + fabs (spot->y - y) > MARK_SIZE)
        continue;

      *pick = (AtlasMarkPick){ .n_marks = spot->marks->len, .box = { 1, 1, 0, 0 } };
      for (guint k = 0; k < spot->marks->len; k++)
        {
          const Mark *mark = &g_array_index (self->marks, Mark, g_array_index (spot->marks, guint, k));

          if (k == 0)
            pick->id = mark->id;
          pick->box.west = MIN (pick->box.west, mark->x);
          pick->box.east = MAX (pick->box.east, mark->x);
          pick->box.north = MIN (pick->box.north, mark->y);
          pick->box.south = MAX (pick->box.south, mark->y);
        }
      if (title != NULL)
        *title = dup_title (self, spot->marks);
      return TRUE;
    }

  return FALSE;
}
