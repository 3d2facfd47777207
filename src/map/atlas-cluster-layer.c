/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cluster-layer.h"

#include <math.h>

#include "atlas-map-text.h"

#define ANIMATION_US (150 * 1000)

/* Bubbles are computed for this much more than is seen on each side, so that panning seldom asks for more. */
#define MARGIN 384

/* Cells about this wide are what circles are merged from. */
#define CELL_PIXELS 44

/* More different numbers than are ever on screen at once. */
#define MAX_LAYOUTS 1024

/* A bubble on its way: from where and what it was to what it is. A leaving one fades on its way into the one
 * that took it in. */
typedef struct
{
  AtlasBubble bubble;
  double from_x, from_y, from_radius;
  gboolean arriving; /* was not there before: fades in */
} Moving;

struct _AtlasClusterLayer
{
  AtlasDrawnLayer parent_instance;

  AtlasPointSet *points;
  AtlasPointSet *scale; /* NULL: the points */
  GArray *largest;      /* guint by level + 1, 0: not known yet */

  /* What the bubbles were computed for. */
  gboolean valid;
  AtlasMapBox box;
  double world;
  guint level;

  GArray *bubbles;     /* AtlasBubble */
  GArray *moving;      /* Moving, as bubbles */
  GArray *leaving;     /* Moving */
  GHashTable *by_cell; /* cell of the level -> index in bubbles + 1 */
  guint64 *cells;      /* the table's keys */
  guint generation;

  guint tick_id;
  gint64 started; /* frame time, 0: the animation has not had a frame yet */
  double progress;

  gboolean has_hovered;
  guint64 hovered_cell;
  guint8 hovered_level;

  GHashTable *layouts; /* "size:text" -> PangoLayout */
};

G_DEFINE_TYPE (AtlasClusterLayer, atlas_cluster_layer, ATLAS_TYPE_DRAWN_LAYER)

static double
ease_out (double t)
{
  t = 1 - t;
  return 1 - t * t * t;
}

static guint
get_largest (AtlasClusterLayer *self, guint level)
{
  guint largest = 0;

  if (level < self->largest->len)
    largest = g_array_index (self->largest, guint, level);
  if (largest == 0)
    {
      g_autoptr (GArray) all =
        atlas_point_set_list_clusters (self->scale ? self->scale : self->points, level, 0, 0, 1, 1, FALSE);

      largest = 1;
      for (guint i = 0; i < all->len; i++)
        largest = MAX (largest, g_array_index (all, AtlasCluster, i).members);
      if (level >= self->largest->len)
        g_array_set_size (self->largest, level + 1);
      g_array_index (self->largest, guint, level) = largest;
    }

  return largest;
}

static void
moving_now (const Moving *self, double progress, double *x, double *y, double *radius)
{
  double t = ease_out (progress);

  *x = self->from_x + (self->bubble.x - self->from_x) * t;
  *y = self->from_y + (self->bubble.y - self->from_y) * t;
  *radius = self->from_radius + (self->bubble.radius - self->from_radius) * t;
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AtlasClusterLayer *self = ATLAS_CLUSTER_LAYER (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  if (self->started == 0)
    self->started = now;
  self->progress = CLAMP ((double) (now - self->started) / ANIMATION_US, 0, 1);
  gtk_widget_queue_draw (widget);

  if (self->progress < 1)
    return G_SOURCE_CONTINUE;

  g_array_set_size (self->leaving, 0);
  self->tick_id = 0;
  return G_SOURCE_REMOVE;
}

static void
stop_animation (AtlasClusterLayer *self)
{
  if (self->tick_id != 0)
    {
      gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
      self->tick_id = 0;
    }
  self->progress = 1;
}

static void
start_animation (AtlasClusterLayer *self)
{
  gboolean animate = TRUE;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animate, NULL);
  if (!animate || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      stop_animation (self);
      g_array_set_size (self->leaving, 0);
      return;
    }

  self->started = 0;
  self->progress = 0;
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

/* In which of the bubbles of @table lies @cell of @level? The table's cells are of @table_level, which may be
 * above; below it a cell has many, and the answer is -1. */
static int
find_owner (GHashTable *table, guint table_level, guint64 cell, guint level)
{
  if (level < table_level)
    return -1;

  cell >>= 2 * (level - table_level);
  return GPOINTER_TO_INT (g_hash_table_lookup (table, &cell)) - 1;
}

static void
compute (
  AtlasClusterLayer *self, const AtlasMapFrame *frame, double world, guint level, const AtlasMapBox *box)
{
  g_autoptr (GArray) old = g_steal_pointer (&self->moving);
  g_autoptr (GHashTable) old_by_cell = g_steal_pointer (&self->by_cell);
  g_autofree guint64 *old_cells = g_steal_pointer (&self->cells);
  g_autoptr (GArray) clusters = NULL;
  g_autofree guint *owners = NULL;
  guint old_level = self->level;
  gboolean moved = FALSE;

  clusters = self->points != NULL ? atlas_point_set_list_clusters (self->points, level, box->west, box->north,
                                                                   box->east, box->south, FALSE)
                                  : g_array_new (FALSE, FALSE, sizeof (AtlasCluster));
  g_clear_pointer (&self->bubbles, g_array_unref);
  self->bubbles =
    atlas_bubbles_merge (clusters, world, self->points != NULL ? get_largest (self, level) : 1, &owners);
  /* The pyramid may not reach as deep as was asked. */
  self->level = clusters->len > 0 ? g_array_index (clusters, AtlasCluster, 0).level : level;
  self->moving = g_array_sized_new (FALSE, TRUE, sizeof (Moving), self->bubbles->len);
  self->by_cell = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->cells = g_new (guint64, clusters->len + 1);
  for (guint i = 0; i < clusters->len; i++)
    {
      self->cells[i] = g_array_index (clusters, AtlasCluster, i).cell;
      g_hash_table_insert (self->by_cell, &self->cells[i], GUINT_TO_POINTER (owners[i] + 1));
    }

  for (guint i = 0; i < self->bubbles->len; i++)
    {
      const AtlasBubble *bubble = &g_array_index (self->bubbles, AtlasBubble, i);
      Moving moving = { *bubble, .from_x = bubble->x, .from_y = bubble->y, .from_radius = 0,
                        .arriving = TRUE };
      int origin =
        old_by_cell != NULL ? find_owner (old_by_cell, old_level, bubble->cell, bubble->level) : -1;

      if (origin >= 0)
        {
          const Moving *from = &g_array_index (old, Moving, origin);
          gboolean same = from->bubble.cell == bubble->cell && from->bubble.level == bubble->level;

          moving_now (from, self->progress, &moving.from_x, &moving.from_y, &moving.from_radius);
          moving.arriving = !same;
          if (!same)
            moving.from_radius = MIN (moving.from_radius, bubble->radius) * 0.6;
        }
      moved |= moving.arriving || moving.from_x != bubble->x || moving.from_y != bubble->y ||
               moving.from_radius != bubble->radius;
      g_array_append_val (self->moving, moving);
    }

  g_array_set_size (self->leaving, 0);
  for (guint i = 0; old != NULL && i < old->len; i++)
    {
      Moving leaving = g_array_index (old, Moving, i);
      int heir = find_owner (self->by_cell, self->level, leaving.bubble.cell, leaving.bubble.level);
      double x, y, radius;

      if (heir >= 0)
        {
          const AtlasBubble *to = &g_array_index (self->bubbles, AtlasBubble, heir);

          if (to->cell == leaving.bubble.cell && to->level == leaving.bubble.level)
            continue;
          leaving.bubble.x = to->x;
          leaving.bubble.y = to->y;
        }
      moving_now (&g_array_index (old, Moving, i), self->progress, &x, &y, &radius);
      leaving.from_x = x;
      leaving.from_y = y;
      leaving.from_radius = radius;
      if (heir < 0)
        {
          leaving.bubble.x = x;
          leaving.bubble.y = y;
        }
      leaving.bubble.radius = radius * 0.6;
      g_array_append_val (self->leaving, leaving);
      moved = TRUE;
    }

  self->generation++;
  if (moved)
    start_animation (self);
  else
    stop_animation (self);
}

void
atlas_cluster_layer_ensure (AtlasClusterLayer *self, const AtlasMapFrame *frame)
{
  AtlasMapBox box;
  double zoom = round (frame->zoom * 2) / 2;
  double world = 256 * exp2 (zoom);
  guint level;

  g_return_if_fail (ATLAS_IS_CLUSTER_LAYER (self));
  g_return_if_fail (frame != NULL);

  atlas_map_frame_get_box (frame, MARGIN, &box);
  level = atlas_point_set_level_for_zoom (zoom, CELL_PIXELS);
  if (self->valid && self->world == world && memcmp (&box, &self->box, sizeof box) == 0)
    return;

  compute (self, frame, world, level, &box);
  self->valid = TRUE;
  self->world = world;
  self->box = box;
}

static PangoLayout *
get_layout (AtlasClusterLayer *self, guint members, double radius)
{
  char text[ATLAS_MAP_COUNT_SIZE];
  char key[ATLAS_MAP_COUNT_SIZE + 8];
  /* By the circle's size, in whole pixels, so that few layouts serve all. */
  int size = CLAMP ((int) round (radius * 0.52), 10, 15);
  PangoLayout *layout;

  atlas_map_text_short_count (members, text);
  g_snprintf (key, sizeof key, "%d:%s", size, text);
  layout = g_hash_table_lookup (self->layouts, key);
  if (layout == NULL)
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

      if (g_hash_table_size (self->layouts) >= MAX_LAYOUTS)
        g_hash_table_remove_all (self->layouts);

      pango_attr_list_insert (attributes, pango_attr_size_new_absolute (size * PANGO_SCALE));
      pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_SEMIBOLD));
      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
      layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
      pango_layout_set_attributes (layout, attributes);
      g_hash_table_insert (self->layouts, g_strdup (key), layout);
    }

  return layout;
}

static void
append_disc (GtkSnapshot *snapshot, double x, double y, double radius, const GdkRGBA *color)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x - radius, y - radius, 2 * radius, 2 * radius);
  GskRoundedRect circle;

  gsk_rounded_rect_init_from_rect (&circle, &bounds, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &circle);
  gtk_snapshot_append_color (snapshot, color, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
append_ring (GtkSnapshot *snapshot, double x, double y, double radius, float width, const GdkRGBA *color)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x - radius, y - radius, 2 * radius, 2 * radius);
  float widths[4] = { width, width, width, width };
  GdkRGBA colors[4] = { *color, *color, *color, *color };
  GskRoundedRect circle;

  gsk_rounded_rect_init_from_rect (&circle, &bounds, radius);
  gtk_snapshot_append_border (snapshot, &circle, widths, colors);
}

typedef struct
{
  GdkRGBA fill, dot, ring, halo, text;
} Palette;

static void
draw_bubble (AtlasClusterLayer *self,
             GtkSnapshot *snapshot,
             const AtlasMapFrame *frame,
             const Palette *palette,
             const Moving *moving,
             double progress,
             gboolean hovered)
{
  double mercator_x, mercator_y, radius, x, y;

  moving_now (moving, progress, &mercator_x, &mercator_y, &radius);
  x = atlas_map_frame_x (frame, mercator_x);
  y = atlas_map_frame_y (frame, mercator_y);
  if (radius < 0.5 || x < -2 * radius || y < -2 * radius || x > frame->width + 2 * radius ||
      y > frame->height + 2 * radius)
    return;

  if (moving->bubble.members == 1)
    {
      if (hovered)
        append_disc (snapshot, x, y, radius + 5, &palette->halo);
      append_disc (snapshot, x, y, radius, &palette->ring);
      append_disc (snapshot, x, y, radius - 1.25, &palette->dot);
      return;
    }

  append_disc (snapshot, x, y, radius + (hovered ? 6 : 3), &palette->halo);
  append_disc (snapshot, x, y, radius, &palette->fill);
  append_ring (snapshot, x, y, radius, hovered ? 2 : 1.25, &palette->ring);

  if (radius >= 7)
    {
      PangoLayout *layout = get_layout (self, moving->bubble.members, moving->bubble.radius);
      int width, height;

      pango_layout_get_pixel_size (layout, &width, &height);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot,
                              &GRAPHENE_POINT_INIT (atlas_map_frame_snap (frame, x - width / 2.0),
                                                    atlas_map_frame_snap (frame, y - height / 2.0)));
      gtk_snapshot_append_layout (snapshot, layout, &palette->text);
      gtk_snapshot_restore (snapshot);
    }
}

static void
palette_init (Palette *palette, AtlasClusterLayer *self)
{
  gboolean dark = atlas_drawn_layer_get_dark (ATLAS_DRAWN_LAYER (self));

  atlas_drawn_layer_get_accent (ATLAS_DRAWN_LAYER (self), &palette->fill);
  palette->dot = palette->fill;
  palette->halo = palette->fill;
  palette->fill.alpha = 0.94;
  palette->halo.alpha = dark ? 0.28 : 0.22;
  gdk_rgba_parse (&palette->ring, dark ? "rgba(255,255,255,0.75)" : "rgba(255,255,255,0.95)");
  gdk_rgba_parse (&palette->text, "white");
}

static void
atlas_cluster_layer_draw (AtlasDrawnLayer *layer, GtkSnapshot *snapshot, const AtlasMapFrame *frame)
{
  AtlasClusterLayer *self = ATLAS_CLUSTER_LAYER (layer);
  Palette palette;

  atlas_cluster_layer_ensure (self, frame);
  palette_init (&palette, self);

  if (self->leaving->len > 0 && self->progress < 1)
    {
      gtk_snapshot_push_opacity (snapshot, 1 - self->progress);
      for (guint i = 0; i < self->leaving->len; i++)
        draw_bubble (self, snapshot, frame, &palette, &g_array_index (self->leaving, Moving, i),
                     self->progress, FALSE);
      gtk_snapshot_pop (snapshot);
    }

  for (guint i = 0; i < self->moving->len; i++)
    {
      const Moving *moving = &g_array_index (self->moving, Moving, i);
      gboolean hovered = self->has_hovered && moving->bubble.cell == self->hovered_cell &&
                         moving->bubble.level == self->hovered_level;

      draw_bubble (self, snapshot, frame, &palette, moving, self->progress, hovered);
    }
}

static void
atlas_cluster_layer_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (atlas_cluster_layer_parent_class)->css_changed (widget, change);

  /* Another font. */
  g_hash_table_remove_all (ATLAS_CLUSTER_LAYER (widget)->layouts);
  gtk_widget_queue_draw (widget);
}

static void
atlas_cluster_layer_unmap (GtkWidget *widget)
{
  stop_animation (ATLAS_CLUSTER_LAYER (widget));

  GTK_WIDGET_CLASS (atlas_cluster_layer_parent_class)->unmap (widget);
}

static void
atlas_cluster_layer_finalize (GObject *object)
{
  AtlasClusterLayer *self = ATLAS_CLUSTER_LAYER (object);

  g_clear_object (&self->points);
  g_clear_object (&self->scale);
  g_clear_pointer (&self->largest, g_array_unref);
  g_clear_pointer (&self->bubbles, g_array_unref);
  g_clear_pointer (&self->moving, g_array_unref);
  g_clear_pointer (&self->leaving, g_array_unref);
  g_clear_pointer (&self->by_cell, g_hash_table_unref);
  g_clear_pointer (&self->cells, g_free);
  g_clear_pointer (&self->layouts, g_hash_table_unref);

  G_OBJECT_CLASS (atlas_cluster_layer_parent_class)->finalize (object);
}

static void
atlas_cluster_layer_class_init (AtlasClusterLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = atlas_cluster_layer_finalize;
  widget_class->css_changed = atlas_cluster_layer_css_changed;
  widget_class->unmap = atlas_cluster_layer_unmap;
  ATLAS_DRAWN_LAYER_CLASS (klass)->draw = atlas_cluster_layer_draw;
  gtk_widget_class_set_css_name (widget_class, "clusters");
}

static void
atlas_cluster_layer_init (AtlasClusterLayer *self)
{
  self->largest = g_array_new (FALSE, TRUE, sizeof (guint));
  self->bubbles = g_array_new (FALSE, FALSE, sizeof (AtlasBubble));
  self->moving = g_array_new (FALSE, FALSE, sizeof (Moving));
  self->leaving = g_array_new (FALSE, FALSE, sizeof (Moving));
  self->layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->progress = 1;
}

AtlasClusterLayer *
atlas_cluster_layer_new (ShumateViewport *viewport)
{
  g_return_val_if_fail (SHUMATE_IS_VIEWPORT (viewport), NULL);

  return g_object_new (ATLAS_TYPE_CLUSTER_LAYER, "viewport", viewport, NULL);
}

void
atlas_cluster_layer_set_points (AtlasClusterLayer *self, AtlasPointSet *points)
{
  g_return_if_fail (ATLAS_IS_CLUSTER_LAYER (self));
  g_return_if_fail (points == NULL || ATLAS_IS_POINT_SET (points));

  if (!g_set_object (&self->points, points))
    return;

  g_array_set_size (self->largest, 0);
  self->valid = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
atlas_cluster_layer_set_scale_points (AtlasClusterLayer *self, AtlasPointSet *points)
{
  g_return_if_fail (ATLAS_IS_CLUSTER_LAYER (self));
  g_return_if_fail (points == NULL || ATLAS_IS_POINT_SET (points));

  if (!g_set_object (&self->scale, points))
    return;

  g_array_set_size (self->largest, 0);
  self->valid = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
atlas_cluster_layer_pick (AtlasClusterLayer *self, double x, double y, AtlasBubble *bubble)
{
  AtlasMapFrame frame;

  g_return_val_if_fail (ATLAS_IS_CLUSTER_LAYER (self), FALSE);
  g_return_val_if_fail (bubble != NULL, FALSE);

  /* Between new points and the next frame what is seen is of the old ones, whose rows mean others now. */
  if (!gtk_widget_get_visible (GTK_WIDGET (self)) || !self->valid)
    return FALSE;

  atlas_map_frame_init (&frame, shumate_layer_get_viewport (SHUMATE_LAYER (self)), GTK_WIDGET (self));

  /* The last is drawn on top. A dot is easier to hit than it is large. */
  for (guint i = self->bubbles->len; i > 0; i--)
    {
      const AtlasBubble *candidate = &g_array_index (self->bubbles, AtlasBubble, i - 1);
      double distance =
        hypot (atlas_map_frame_x (&frame, candidate->x) - x, atlas_map_frame_y (&frame, candidate->y) - y);

      if (distance <= MAX (candidate->radius, 8))
        {
          *bubble = *candidate;
          return TRUE;
        }
    }

  return FALSE;
}

GArray *
atlas_cluster_layer_list_rows (AtlasClusterLayer *self, const AtlasBubble *bubble)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));
  GHashTableIter iter;
  gpointer cell, owner;
  int index;

  g_return_val_if_fail (ATLAS_IS_CLUSTER_LAYER (self), rows);
  g_return_val_if_fail (bubble != NULL, rows);

  index = self->by_cell != NULL ? find_owner (self->by_cell, self->level, bubble->cell, bubble->level) : -1;
  if (index < 0 || self->points == NULL)
    return rows;

  g_hash_table_iter_init (&iter, self->by_cell);
  while (g_hash_table_iter_next (&iter, &cell, &owner))
    if (GPOINTER_TO_INT (owner) == index + 1)
      {
        g_autoptr (GArray) more = atlas_point_set_list_rows (self->points, self->level, *(guint64 *) cell);

        g_array_append_vals (rows, more->data, more->len);
      }
  return rows;
}

void
atlas_cluster_layer_set_hovered (AtlasClusterLayer *self, const AtlasBubble *bubble)
{
  g_return_if_fail (ATLAS_IS_CLUSTER_LAYER (self));

  if (bubble == NULL
        ? !self->has_hovered
        : self->has_hovered && self->hovered_cell == bubble->cell && self->hovered_level == bubble->level)
    return;

  self->has_hovered = bubble != NULL;
  self->hovered_cell = bubble != NULL ? bubble->cell : 0;
  self->hovered_level = bubble != NULL ? bubble->level : 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const GArray *
atlas_cluster_layer_get_bubbles (AtlasClusterLayer *self)
{
  g_return_val_if_fail (ATLAS_IS_CLUSTER_LAYER (self), NULL);

  return self->bubbles;
}

void
atlas_cluster_layer_get_drawn (AtlasClusterLayer *self, guint index, double *x, double *y, double *radius)
{
  g_return_if_fail (ATLAS_IS_CLUSTER_LAYER (self));
  g_return_if_fail (index < self->moving->len);

  moving_now (&g_array_index (self->moving, Moving, index), self->progress, x, y, radius);
}

guint
atlas_cluster_layer_get_generation (AtlasClusterLayer *self)
{
  g_return_val_if_fail (ATLAS_IS_CLUSTER_LAYER (self), 0);

  return self->generation;
}

gboolean
atlas_cluster_layer_is_animating (AtlasClusterLayer *self)
{
  g_return_val_if_fail (ATLAS_IS_CLUSTER_LAYER (self), FALSE);

  return self->tick_id != 0;
}
