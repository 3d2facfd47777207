/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cluster-layer-private.h"

#include <math.h>

#include "atlas-map-bins.h"
#include "atlas-map-text.h"

#define ANIMATION_US (150 * 1000)

/* Bubbles are computed for this much more than is seen on each side, so that panning seldom asks for more. */
#define MARGIN 384

/* About half of the room that a number takes. */
#define NUMBER_RADIUS 8.0

/* Cells about this wide are what circles are merged from. */
#define CELL_PIXELS 44

enum
{
  CIRCLES_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

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

void
atlas_moving_now (const AtlasMovingBubble *self, double progress, double *x, double *y, double *radius)
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

/* How many of each circle's members are reached. */
static void
count_reached (AtlasClusterLayer *self, guint level, const AtlasMapBox *box)
{
  g_autoptr (GArray) clusters = NULL;

  if (self->reached == NULL)
    return;
  clusters =
    atlas_point_set_list_clusters (self->reached, level, box->west, box->north, box->east, box->south, FALSE);
  for (guint i = 0; i < clusters->len; i++)
    {
      const AtlasCluster *cluster = &g_array_index (clusters, AtlasCluster, i);
      int owner = find_owner (self->by_cell, self->level, cluster->cell, cluster->level);

      if (owner >= 0)
        g_array_index (self->moving, AtlasMovingBubble, owner).reached += cluster->members;
    }
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
  self->moving = g_array_sized_new (FALSE, TRUE, sizeof (AtlasMovingBubble), self->bubbles->len);
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
      AtlasMovingBubble moving = { *bubble, .from_x = bubble->x, .from_y = bubble->y, .from_radius = 0,
                                   .arriving = TRUE };
      int origin =
        old_by_cell != NULL ? find_owner (old_by_cell, old_level, bubble->cell, bubble->level) : -1;

      if (origin >= 0)
        {
          const AtlasMovingBubble *from = &g_array_index (old, AtlasMovingBubble, origin);
          gboolean same = from->bubble.cell == bubble->cell && from->bubble.level == bubble->level;

          atlas_moving_now (from, self->progress, &moving.from_x, &moving.from_y, &moving.from_radius);
          moving.arriving = !same;
          if (!same)
            moving.from_radius = MIN (moving.from_radius, bubble->radius) * 0.6;
        }
      moved |= moving.arriving || moving.from_x != bubble->x || moving.from_y != bubble->y ||
               moving.from_radius != bubble->radius;
      g_array_append_val (self->moving, moving);
    }

  count_reached (self, level, box);
  g_array_set_size (self->leaving, 0);
  for (guint i = 0; old != NULL && i < old->len; i++)
    {
      AtlasMovingBubble leaving = g_array_index (old, AtlasMovingBubble, i);
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
      atlas_moving_now (&g_array_index (old, AtlasMovingBubble, i), self->progress, &x, &y, &radius);
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

/* Whether one that is drawn later hides where the number would stand. @bins: of all of them */
static gboolean
is_covered (const GArray *bubbles, const AtlasMapBins *bins, guint index, double world)
{
  const AtlasBubble *bubble = &g_array_index (bubbles, AtlasBubble, index);
  AtlasMapBinsIter iter;
  guint i;

  if (bubble->radius < NUMBER_RADIUS)
    return FALSE;
  atlas_map_bins_iter_init (&iter, bins, bubble->x * world, bubble->y * world);
  while (atlas_map_bins_iter_next (&iter, &i))
    {
      const AtlasBubble *other = &g_array_index (bubbles, AtlasBubble, i);

      if (i > index &&
          hypot (other->x - bubble->x, other->y - bubble->y) * world < other->radius + NUMBER_RADIUS)
        return TRUE;
    }
  return FALSE;
}

/* Nothing moves: a place stays where it is, and its circle as large. */
static void
stand_on_places (AtlasClusterLayer *self, double world, const AtlasMapBox *box)
{
  g_autoptr (AtlasMapBins) bins = NULL;

  g_clear_pointer (&self->bubbles, g_array_unref);
  self->bubbles = self->circles != NULL ? atlas_place_circles_list (self->circles, box, world)
                                        : g_array_new (FALSE, FALSE, sizeof (AtlasBubble));
  bins = atlas_map_bins_new (ATLAS_BUBBLE_MAX_RADIUS + NUMBER_RADIUS, self->bubbles->len);
  for (guint i = 0; i < self->bubbles->len; i++)
    {
      const AtlasBubble *bubble = &g_array_index (self->bubbles, AtlasBubble, i);

      atlas_map_bins_add (bins, bubble->x * world, bubble->y * world);
    }
  g_array_set_size (self->moving, 0);
  for (guint i = 0; i < self->bubbles->len; i++)
    {
      const AtlasBubble *bubble = &g_array_index (self->bubbles, AtlasBubble, i);
      AtlasMovingBubble moving = { *bubble, .from_x = bubble->x, .from_y = bubble->y,
                                   .from_radius = bubble->radius };

      moving.covered = is_covered (self->bubbles, bins, i, world);
      g_array_append_val (self->moving, moving);
    }
  self->generation++;
}

void
atlas_cluster_layer_ensure (AtlasClusterLayer *self, const AtlasMapFrame *frame)
{
  AtlasMapBox box;
  double zoom = atlas_map_frame_get_step_zoom (frame);
  double world = 256 * exp2 (zoom);
  guint level;

  g_return_if_fail (ATLAS_IS_CLUSTER_LAYER (self));
  g_return_if_fail (frame != NULL);

  atlas_map_frame_get_box (frame, MARGIN, &box);
  level = atlas_point_set_level_for_zoom (zoom, CELL_PIXELS);
  if (self->valid && self->world == world && memcmp (&box, &self->box, sizeof box) == 0)
    return;

  if (self->on_places)
    stand_on_places (self, world, &box);
  else
    compute (self, frame, world, level, &box);
  self->valid = TRUE;
  self->world = world;
  self->box = box;
}

static void
atlas_cluster_layer_draw (AtlasDrawnLayer *layer, GtkSnapshot *snapshot, const AtlasMapFrame *frame)
{
  atlas_cluster_layer_ensure (ATLAS_CLUSTER_LAYER (layer), frame);
  atlas_cluster_layer_draw_bubbles (ATLAS_CLUSTER_LAYER (layer), snapshot, frame);
}

static void
atlas_cluster_layer_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (atlas_cluster_layer_parent_class)->css_changed (widget, change);

  /* Another font. */
  atlas_cluster_layer_forget_drawing (ATLAS_CLUSTER_LAYER (widget));
  gtk_widget_queue_draw (widget);
}

static void
atlas_cluster_layer_unmap (GtkWidget *widget)
{
  stop_animation (ATLAS_CLUSTER_LAYER (widget));
  atlas_cluster_layer_stop_painting (ATLAS_CLUSTER_LAYER (widget));

  GTK_WIDGET_CLASS (atlas_cluster_layer_parent_class)->unmap (widget);
}

static void
atlas_cluster_layer_finalize (GObject *object)
{
  AtlasClusterLayer *self = ATLAS_CLUSTER_LAYER (object);

  g_clear_object (&self->points);
  g_clear_object (&self->scale);
  g_clear_object (&self->reached);
  g_clear_pointer (&self->largest, g_array_unref);
  g_clear_pointer (&self->bubbles, g_array_unref);
  g_clear_pointer (&self->moving, g_array_unref);
  g_clear_pointer (&self->leaving, g_array_unref);
  g_clear_pointer (&self->by_cell, g_hash_table_unref);
  g_clear_pointer (&self->cells, g_free);
  g_clear_pointer (&self->circles, atlas_place_circles_unref);
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  atlas_cluster_layer_dispose_drawing (self);

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
  signals[CIRCLES_CHANGED] = g_signal_new ("circles-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "clusters");
}

static void
atlas_cluster_layer_init (AtlasClusterLayer *self)
{
  self->largest = g_array_new (FALSE, TRUE, sizeof (guint));
  self->bubbles = g_array_new (FALSE, FALSE, sizeof (AtlasBubble));
  self->moving = g_array_new (FALSE, FALSE, sizeof (AtlasMovingBubble));
  self->leaving = g_array_new (FALSE, FALSE, sizeof (AtlasMovingBubble));
  atlas_cluster_layer_init_drawing (self);
  self->progress = 1;
}

AtlasClusterLayer *
atlas_cluster_layer_new (ShumateViewport *viewport)
{
  g_return_val_if_fail (SHUMATE_IS_VIEWPORT (viewport), NULL);

  return g_object_new (ATLAS_TYPE_CLUSTER_LAYER, "viewport", viewport, NULL);
}

static void
show_anew (AtlasClusterLayer *self)
{
  self->valid = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
atlas_cluster_layer_set_reached (AtlasClusterLayer *self, AtlasPointSet *reached)
{
  g_return_if_fail (ATLAS_IS_CLUSTER_LAYER (self));
  g_return_if_fail (reached == NULL || ATLAS_IS_POINT_SET (reached));

  if (g_set_object (&self->reached, reached))
    show_anew (self);
}

typedef struct
{
  AtlasPointSet *points, *scale;
} Count;

static void
count_free (Count *self)
{
  g_clear_object (&self->points);
  g_clear_object (&self->scale);
  g_free (self);
}

static void
count_places (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Count *count = data;

  g_task_return_pointer (task, atlas_place_circles_new (count->points, count->scale),
                         (GDestroyNotify) atlas_place_circles_unref);
}

static void
on_places_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  AtlasClusterLayer *self = ATLAS_CLUSTER_LAYER (source);
  g_autoptr (AtlasPlaceCircles) circles = g_task_propagate_pointer (G_TASK (result), NULL);

  /* Only the answer to the last question is shown. */
  if (g_task_get_cancellable (G_TASK (result)) != self->counting)
    return;
  g_clear_object (&self->counting);
  g_clear_pointer (&self->circles, atlas_place_circles_unref);
  self->circles = g_steal_pointer (&circles);
  show_anew (self);
  g_signal_emit (self, signals[CIRCLES_CHANGED], 0);
}

/* Off the main thread, and only where places are shown. */
static void
start_counting (AtlasClusterLayer *self)
{
  g_autoptr (GTask) task = NULL;
  Count *count;

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  if (!self->on_places || self->points == NULL)
    {
      g_clear_pointer (&self->circles, atlas_place_circles_unref);
      g_signal_emit (self, signals[CIRCLES_CHANGED], 0);
      return;
    }
  self->counting = g_cancellable_new ();
  task = g_task_new (self, self->counting, on_places_counted, NULL);
  g_task_set_check_cancellable (task, FALSE);
  count = g_new0 (Count, 1);
  g_set_object (&count->points, self->points);
  g_set_object (&count->scale, self->scale);
  g_task_set_task_data (task, count, (GDestroyNotify) count_free);
  g_task_run_in_thread (task, count_places);
}

void
atlas_cluster_layer_set_on_places (AtlasClusterLayer *self, gboolean on_places)
{
  g_return_if_fail (ATLAS_IS_CLUSTER_LAYER (self));

  if (self->on_places == on_places)
    return;
  self->on_places = on_places;
  /* Circles of the one kind do not grow out of those of the other. */
  stop_animation (self);
  g_array_set_size (self->moving, 0);
  g_array_set_size (self->leaving, 0);
  g_array_set_size (self->bubbles, 0);
  g_clear_pointer (&self->by_cell, g_hash_table_unref);
  atlas_cluster_layer_set_hovered (self, NULL);
  start_counting (self);
  show_anew (self);
}

void
atlas_cluster_layer_set_split (AtlasClusterLayer *self, gboolean split)
{
  g_return_if_fail (ATLAS_IS_CLUSTER_LAYER (self));

  self->split = split;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
atlas_cluster_layer_set_fade (AtlasClusterLayer *self, AtlasClusterFadeFunc is_faded, gpointer data)
{
  g_return_if_fail (ATLAS_IS_CLUSTER_LAYER (self));

  if (self->is_faded == NULL && is_faded == NULL)
    return;
  self->is_faded = is_faded;
  self->fade_data = data;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

AtlasPlaceCircles *
atlas_cluster_layer_get_circles (AtlasClusterLayer *self)
{
  g_return_val_if_fail (ATLAS_IS_CLUSTER_LAYER (self), NULL);

  return self->circles;
}

void
atlas_cluster_layer_set_points (AtlasClusterLayer *self, AtlasPointSet *points)
{
  g_return_if_fail (ATLAS_IS_CLUSTER_LAYER (self));
  g_return_if_fail (points == NULL || ATLAS_IS_POINT_SET (points));

  if (!g_set_object (&self->points, points))
    return;

  g_array_set_size (self->largest, 0);
  start_counting (self);
  /* Places stand where they stood until they are counted. */
  if (!self->on_places || points == NULL)
    show_anew (self);
}

void
atlas_cluster_layer_set_scale_points (AtlasClusterLayer *self, AtlasPointSet *points)
{
  g_return_if_fail (ATLAS_IS_CLUSTER_LAYER (self));
  g_return_if_fail (points == NULL || ATLAS_IS_POINT_SET (points));

  if (!g_set_object (&self->scale, points))
    return;

  g_array_set_size (self->largest, 0);
  start_counting (self);
  if (!self->on_places)
    show_anew (self);
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

  atlas_moving_now (&g_array_index (self->moving, AtlasMovingBubble, index), self->progress, x, y, radius);
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

  return self->tick_id != 0 || self->counting != NULL || self->painting_id != 0;
}
