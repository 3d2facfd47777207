/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-base-map-source-private.h"

#include <math.h>

/* One tile takes a millisecond or two; more threads than this would take the processor from the window. */
#define N_THREADS 2

struct _AtlasBaseMapSource
{
  ShumateMapSource parent_instance;

  AtlasTileLook *look;
  AtlasRasterTiles *raster;
  AtlasTileGround ground; /* of it */
  double pixels;
  int scale;
  guint generation;
  guint shown_generation; /* of the tiles on the screen */

  GThreadPool *pool;
  guint n_filling;        /* tiles libshumate waits for */
  GHashTable *repainting; /* AtlasTilePaintable -> its GTask, not yet done */
  GPtrArray *repainted;   /* GTask: done, waiting for the others */
};

enum
{
  PROP_0,
  PROP_BUSY,
  PROP_GROUND,
  N_PROPERTIES
};

enum
{
  CONTENTS_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (AtlasBaseMapSource, atlas_base_map_source, SHUMATE_TYPE_MAP_SOURCE)

/* One tile to be painted. */
typedef struct
{
  AtlasTilePlace place;
  AtlasTileLook *look;
  AtlasRasterTiles *raster;
  gboolean lacking;       /* (out): of it */
  AtlasTileGround ground; /* (out): what it looks like */
  double pixels;
  int scale;
  guint generation;
  ShumateTile *tile;             /* to fill, or */
  AtlasTilePaintable *paintable; /* to paint again */
} Job;

static void
job_free (Job *self)
{
  g_clear_pointer (&self->look, atlas_tile_look_unref);
  g_clear_object (&self->raster);
  g_clear_object (&self->tile);
  g_clear_object (&self->paintable);
  g_free (self);
}

static Job *
job_new (AtlasBaseMapSource *source, const AtlasTilePlace *place)
{
  Job *self = g_new0 (Job, 1);

  self->place = *place;
  self->look = atlas_tile_look_ref (source->look);
  g_set_object (&self->raster, source->raster);
  self->pixels = source->pixels;
  self->scale = source->scale;
  self->generation = source->generation;

  return self;
}

static void
paint (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  Job *job = g_task_get_task_data (task);
  AtlasTileRaster raster = { NULL };
  GdkTexture *texture;

  if (g_task_return_error_if_cancelled (task))
    return;

  if (job->raster != NULL)
    atlas_raster_tiles_find (job->raster, &job->place, &raster, &job->lacking);
  if (raster.surface != NULL)
    atlas_tile_ground_find (&job->ground, &job->place, &raster, job->look->dark);
  texture = atlas_tile_paint (job->look, job->place.zoom, job->place.column, job->place.row, job->pixels,
                              job->scale, raster.surface ? &raster : NULL);
  g_clear_pointer (&raster.surface, cairo_surface_destroy);
  g_task_return_pointer (task, texture, g_object_unref);
}

/* A mean of about as many points as tiles on a screen have, which forgets what was seen before. */
#define MAX_GROUND_SAMPLES 1024

/* What is added is of the map that is shown now. */
static void
add_ground (AtlasBaseMapSource *self, const Job *job, AtlasRasterTiles *raster)
{
  if (job->ground.n_samples == 0 || raster != self->raster || job->look->dark != self->look->dark)
    return;
  atlas_tile_ground_add (&self->ground, &job->ground, MAX_GROUND_SAMPLES);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GROUND]);
}

static void
forget_ground (AtlasBaseMapSource *self)
{
  self->ground = (AtlasTileGround){ 0 };
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GROUND]);
}

static gboolean
is_busy (AtlasBaseMapSource *self)
{
  return self->n_filling > 0 || g_hash_table_size (self->repainting) > 0 ||
         (self->raster != NULL && atlas_raster_tiles_is_busy (self->raster));
}

static void
atlas_base_map_source_fill_tile_async (ShumateMapSource *source,
                                       ShumateTile *tile,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  AtlasBaseMapSource *self = ATLAS_BASE_MAP_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  AtlasTilePlace place = {
    shumate_tile_get_zoom_level (tile),
    shumate_tile_get_x (tile),
    shumate_tile_get_y (tile),
  };
  Job *job = job_new (self, &place);

  job->tile = g_object_ref (tile);
  g_task_set_source_tag (task, atlas_base_map_source_fill_tile_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);

  if (self->n_filling++ == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  g_thread_pool_push (self->pool, g_steal_pointer (&task), NULL);
}

static gboolean
atlas_base_map_source_fill_tile_finish (ShumateMapSource *source, GAsyncResult *result, GError **error)
{
  AtlasBaseMapSource *self = ATLAS_BASE_MAP_SOURCE (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), error);
  /* The worker may be the last to let go of the task, and neither a tile nor a connection to a server must be
   * freed there. */
  g_autoptr (ShumateTile) tile = g_steal_pointer (&job->tile);
  g_autoptr (AtlasRasterTiles) raster = g_steal_pointer (&job->raster);

  if (texture != NULL)
    {
      g_autoptr (AtlasTilePaintable) paintable = atlas_tile_paintable_new (self, &job->place);

      atlas_tile_paintable_set_texture (paintable, texture, job->pixels, job->generation, job->lacking);
      shumate_tile_set_paintable (tile, GDK_PAINTABLE (paintable));
      /* Without it the tiles of the level before stay under these for ever. */
      shumate_tile_set_state (tile, SHUMATE_STATE_DONE);
      add_ground (self, job, raster);
    }

  if (--self->n_filling == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);

  return texture != NULL;
}

/* All that were asked for are here: exchange them together, so that the map changes in one frame. */
static void
show_repainted (AtlasBaseMapSource *self)
{
  guint shown = self->generation;

  for (guint i = 0; i < self->repainted->len; i++)
    {
      GTask *task = g_ptr_array_index (self->repainted, i);
      Job *job = g_task_get_task_data (task);
      g_autoptr (GdkTexture) texture = g_task_propagate_pointer (task, NULL);
      /* As in fill_tile_finish(): what the renderer keeps with a texture is not to be freed by a worker. */
      g_autoptr (AtlasTilePaintable) paintable = g_steal_pointer (&job->paintable);
      g_autoptr (AtlasRasterTiles) raster = g_steal_pointer (&job->raster);

      shown = MIN (shown, job->generation);
      if (texture != NULL)
        {
          atlas_tile_paintable_set_texture (paintable, texture, job->pixels, job->generation, job->lacking);
          add_ground (self, job, raster);
        }
    }
  g_ptr_array_set_size (self->repainted, 0);
  self->shown_generation = shown;

  g_signal_emit (self, signals[CONTENTS_CHANGED], 0);
  if (!is_busy (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
on_repainted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AtlasBaseMapSource *self = ATLAS_BASE_MAP_SOURCE (source);
  Job *job = g_task_get_task_data (G_TASK (result));

  g_hash_table_remove (self->repainting, job->paintable);
  g_ptr_array_add (self->repainted, g_object_ref (result));
  if (g_hash_table_size (self->repainting) == 0)
    show_repainted (self);
}

static void
atlas_base_map_source_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, is_busy (ATLAS_BASE_MAP_SOURCE (object)));
      break;
    case PROP_GROUND:
      g_value_set_pointer (value, &ATLAS_BASE_MAP_SOURCE (object)->ground);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_base_map_source_finalize (GObject *object)
{
  AtlasBaseMapSource *self = ATLAS_BASE_MAP_SOURCE (object);

  /* Tasks hold the source, so none is left. */
  g_thread_pool_free (self->pool, FALSE, FALSE);
  g_clear_pointer (&self->look, atlas_tile_look_unref);
  g_clear_object (&self->raster);
  g_clear_pointer (&self->repainting, g_hash_table_unref);
  g_clear_pointer (&self->repainted, g_ptr_array_unref);

  G_OBJECT_CLASS (atlas_base_map_source_parent_class)->finalize (object);
}

static void
atlas_base_map_source_class_init (AtlasBaseMapSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);

  object_class->get_property = atlas_base_map_source_get_property;
  object_class->finalize = atlas_base_map_source_finalize;
  source_class->fill_tile_async = atlas_base_map_source_fill_tile_async;
  source_class->fill_tile_finish = atlas_base_map_source_fill_tile_finish;

  properties[PROP_BUSY] =
    g_param_spec_boolean ("busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_GROUND] =
    g_param_spec_pointer ("ground", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[CONTENTS_CHANGED] = g_signal_new ("contents-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
atlas_base_map_source_init (AtlasBaseMapSource *self)
{
  self->look = atlas_tile_look_new (FALSE);
  self->pixels = ATLAS_BASE_MAP_TILE_SIZE;
  self->scale = 1;
  self->generation = 1;
  self->pool = g_thread_pool_new (paint, NULL, N_THREADS, FALSE, NULL);
  self->repainting = g_hash_table_new (NULL, NULL);
  self->repainted = g_ptr_array_new_with_free_func (g_object_unref);
}

AtlasBaseMapSource *
atlas_base_map_source_new (void)
{
  AtlasBaseMapSource *self = g_object_new (ATLAS_TYPE_BASE_MAP_SOURCE, NULL);
  ShumateMapSource *source = SHUMATE_MAP_SOURCE (self);

  shumate_map_source_set_id (source, "atlas-base-map");
  shumate_map_source_set_tile_size (source, ATLAS_BASE_MAP_TILE_SIZE);
  shumate_map_source_set_min_zoom_level (source, ATLAS_BASE_MAP_MIN_ZOOM);
  shumate_map_source_set_max_zoom_level (source, ATLAS_BASE_MAP_MAX_ZOOM);

  return self;
}

void
atlas_base_map_source_set_look (AtlasBaseMapSource *self, AtlasTileLook *look)
{
  g_return_if_fail (ATLAS_IS_BASE_MAP_SOURCE (self));
  g_return_if_fail (look != NULL);

  if (atlas_tile_look_equal (look, self->look))
    return;

  if (look->dark != self->look->dark)
    forget_ground (self);
  atlas_tile_look_unref (self->look);
  self->look = atlas_tile_look_ref (look);
  self->generation++;
  g_signal_emit (self, signals[CONTENTS_CHANGED], 0);
}

static void
on_arrived (AtlasBaseMapSource *self)
{
  g_signal_emit (self, signals[CONTENTS_CHANGED], 0);
}

void
atlas_base_map_source_set_raster (AtlasBaseMapSource *self, AtlasRasterTiles *raster)
{
  g_return_if_fail (ATLAS_IS_BASE_MAP_SOURCE (self));
  g_return_if_fail (raster == NULL || ATLAS_IS_RASTER_TILES (raster));

  if (self->raster == raster)
    return;

  if (self->raster != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->raster, on_arrived, self);
      atlas_raster_tiles_close (self->raster);
    }
  g_set_object (&self->raster, raster);
  shumate_map_source_set_max_zoom_level (
    SHUMATE_MAP_SOURCE (self),
    MAX (ATLAS_BASE_MAP_MAX_ZOOM, raster ? atlas_raster_tiles_get_max_zoom (raster) : 0));
  if (raster != NULL)
    g_signal_connect_object (raster, "arrived", G_CALLBACK (on_arrived), self, G_CONNECT_SWAPPED);
  forget_ground (self);
  self->generation++;
  g_signal_emit (self, signals[CONTENTS_CHANGED], 0);
}

void
atlas_base_map_source_set_resolution (AtlasBaseMapSource *self, double pixels, int scale)
{
  g_return_if_fail (ATLAS_IS_BASE_MAP_SOURCE (self));
  g_return_if_fail (pixels >= 1 && scale >= 1);

  if (fabs (self->pixels - pixels) < 0.01 && self->scale == scale)
    return;

  self->pixels = pixels;
  self->scale = scale;
  self->generation++;
  g_signal_emit (self, signals[CONTENTS_CHANGED], 0);
}

gboolean
atlas_base_map_source_is_busy (AtlasBaseMapSource *self)
{
  g_return_val_if_fail (ATLAS_IS_BASE_MAP_SOURCE (self), FALSE);

  return is_busy (self);
}

const AtlasTileGround *
atlas_base_map_source_get_ground (AtlasBaseMapSource *self)
{
  g_return_val_if_fail (ATLAS_IS_BASE_MAP_SOURCE (self), NULL);

  return &self->ground;
}

const AtlasTileLook *
atlas_base_map_source_get_look (AtlasBaseMapSource *self)
{
  return self->look;
}

guint
atlas_base_map_source_get_generation (AtlasBaseMapSource *self)
{
  return self->generation;
}

guint
atlas_base_map_source_get_shown_generation (AtlasBaseMapSource *self)
{
  return self->shown_generation;
}

gboolean
atlas_base_map_source_ask (AtlasBaseMapSource *self, AtlasTilePaintable *paintable)
{
  return self->raster != NULL &&
         atlas_raster_tiles_ask (self->raster, atlas_tile_paintable_get_place (paintable));
}

void
atlas_base_map_source_repaint (AtlasBaseMapSource *self, AtlasTilePaintable *paintable)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  if (g_hash_table_contains (self->repainting, paintable))
    return;

  job = job_new (self, atlas_tile_paintable_get_place (paintable));
  job->paintable = g_object_ref (paintable);
  task = g_task_new (self, NULL, on_repainted, NULL);
  g_task_set_source_tag (task, atlas_base_map_source_repaint);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);

  g_hash_table_add (self->repainting, paintable);
  g_thread_pool_push (self->pool, g_steal_pointer (&task), NULL);
}
