/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-raster-tiles.h"

#include "atlas-i18n.h"
#include "atlas-tile-cache.h"
#include "atlas-tile-image.h"

/* Of pictures kept decoded: what is enlarged is painted in many tiles. */
#define MAX_DECODED (32 * 1024 * 1024)

/* Enlarged more than so many times twofold a picture shows nothing but its pixels. */
#define MAX_LEVELS_UP 6

typedef struct
{
  guint min_zoom, max_zoom;
  char *problem;
  int reported; /* atomic: a report is on its way */

  GMutex mutex; /* over what follows */
  AtlasTileCache *decoded;
} AtlasRasterTilesPrivate;

enum
{
  PROP_0,
  PROP_PROBLEM,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AtlasRasterTiles, atlas_raster_tiles, G_TYPE_OBJECT)

static AtlasRasterTilesPrivate *
get_private (AtlasRasterTiles *self)
{
  return atlas_raster_tiles_get_instance_private (self);
}

static void
atlas_raster_tiles_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_PROBLEM:
      g_value_set_string (value, get_private (ATLAS_RASTER_TILES (object))->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_raster_tiles_finalize (GObject *object)
{
  AtlasRasterTilesPrivate *priv = get_private (ATLAS_RASTER_TILES (object));

  g_clear_pointer (&priv->decoded, atlas_tile_cache_free);
  g_clear_pointer (&priv->problem, g_free);
  g_mutex_clear (&priv->mutex);

  G_OBJECT_CLASS (atlas_raster_tiles_parent_class)->finalize (object);
}

static void
atlas_raster_tiles_class_init (AtlasRasterTilesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = atlas_raster_tiles_get_property;
  object_class->finalize = atlas_raster_tiles_finalize;

  properties[PROP_PROBLEM] =
    g_param_spec_string ("problem", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_signal_new ("arrived", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
destroy_surface (gpointer surface)
{
  cairo_surface_destroy (surface);
}

static void
atlas_raster_tiles_init (AtlasRasterTiles *self)
{
  AtlasRasterTilesPrivate *priv = get_private (self);

  g_mutex_init (&priv->mutex);
  priv->decoded = atlas_tile_cache_new (MAX_DECODED, destroy_surface);
}

/* For subclasses */

void
atlas_raster_tiles_set_zoom (AtlasRasterTiles *self, guint min_zoom, guint max_zoom)
{
  AtlasRasterTilesPrivate *priv = get_private (self);

  g_return_if_fail (min_zoom <= max_zoom);

  priv->min_zoom = min_zoom;
  priv->max_zoom = max_zoom;
}

void
atlas_raster_tiles_set_problem (AtlasRasterTiles *self, const char *problem)
{
  AtlasRasterTilesPrivate *priv = get_private (self);

  if (g_strcmp0 (priv->problem, problem) == 0)
    return;

  g_free (priv->problem);
  priv->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

typedef struct
{
  AtlasRasterTiles *tiles;
  const char *problem;
} Report;

static void
report_free (gpointer data)
{
  Report *report = data;

  g_object_unref (report->tiles);
  g_free (report);
}

static gboolean
on_report (gpointer data)
{
  Report *report = data;

  /* Told, it may be told again: meanwhile another problem may take its place, or all be well. */
  g_atomic_int_set (&get_private (report->tiles)->reported, FALSE);
  atlas_raster_tiles_set_problem (report->tiles, _ (report->problem));
  return G_SOURCE_REMOVE;
}

void
atlas_raster_tiles_report (AtlasRasterTiles *self, const char *problem)
{
  Report *report;

  /* One on its way is enough: it may be that of each tile. */
  if (!g_atomic_int_compare_and_exchange (&get_private (self)->reported, FALSE, TRUE))
    return;

  report = g_new0 (Report, 1);
  report->tiles = g_object_ref (self);
  report->problem = problem;
  g_idle_add_full (G_PRIORITY_DEFAULT, on_report, report, report_free);
}

/* Public */

guint
atlas_raster_tiles_get_max_zoom (AtlasRasterTiles *self)
{
  g_return_val_if_fail (ATLAS_IS_RASTER_TILES (self), 0);

  return get_private (self)->max_zoom;
}

const char *
atlas_raster_tiles_get_problem (AtlasRasterTiles *self)
{
  g_return_val_if_fail (ATLAS_IS_RASTER_TILES (self), NULL);

  return get_private (self)->problem;
}

static cairo_surface_t *
find_decoded (AtlasRasterTiles *self, const AtlasTilePlace *place)
{
  AtlasRasterTilesPrivate *priv = get_private (self);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&priv->mutex);
  cairo_surface_t *surface = atlas_tile_cache_get (priv->decoded, place);

  return surface ? cairo_surface_reference (surface) : NULL;
}

static void
keep_decoded (AtlasRasterTiles *self, const AtlasTilePlace *place, cairo_surface_t *surface)
{
  AtlasRasterTilesPrivate *priv = get_private (self);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&priv->mutex);
  gsize size = (gsize) cairo_image_surface_get_stride (surface) * cairo_image_surface_get_height (surface);

  atlas_tile_cache_put (priv->decoded, place, cairo_surface_reference (surface), size);
}

static cairo_surface_t *
load (AtlasRasterTiles *self, const AtlasTilePlace *place, gboolean *lacking)
{
  cairo_surface_t *surface = find_decoded (self, place);
  g_autoptr (GBytes) bytes = NULL;

  *lacking = FALSE;
  if (surface != NULL)
    return surface;
  bytes = ATLAS_RASTER_TILES_GET_CLASS (self)->load (self, place, lacking);
  if (bytes == NULL)
    return NULL;
  surface = atlas_tile_image_decode (bytes, NULL);
  if (surface == NULL)
    atlas_raster_tiles_report (self, ATLAS_RASTER_TILES_GET_CLASS (self)->no_picture);
  else
    keep_decoded (self, place, surface);
  return surface;
}

static void
go_up (AtlasTilePlace *place, guint levels)
{
  place->zoom -= levels;
  place->column >>= levels;
  place->row >>= levels;
}

gboolean
atlas_raster_tiles_find (AtlasRasterTiles *self,
                         const AtlasTilePlace *place,
                         AtlasTileRaster *raster,
                         gboolean *lacking)
{
  AtlasRasterTilesPrivate *priv = get_private (self);
  AtlasTilePlace at = *place;
  gboolean lacking_at;

  g_return_val_if_fail (ATLAS_IS_RASTER_TILES (self), FALSE);

  *lacking = FALSE;
  if (at.zoom > priv->max_zoom)
    go_up (&at, at.zoom - priv->max_zoom);
  for (gboolean first = TRUE; at.zoom >= priv->min_zoom; first = FALSE)
    {
      guint levels = place->zoom - at.zoom;
      double part = 1.0 / (1u << levels);

      if (levels > MAX_LEVELS_UP)
        return FALSE;
      raster->surface = load (self, &at, &lacking_at);
      if (first)
        *lacking = lacking_at;
      if (raster->surface != NULL)
        {
          raster->x = (place->column - (at.column << levels)) * part;
          raster->y = (place->row - (at.row << levels)) * part;
          raster->size = part;
          return TRUE;
        }
      if (at.zoom == 0)
        return FALSE;
      go_up (&at, 1);
    }
  return FALSE;
}

gboolean
atlas_raster_tiles_ask (AtlasRasterTiles *self, const AtlasTilePlace *place)
{
  AtlasTilePlace at = *place;
  AtlasRasterTilesPrivate *priv = get_private (self);

  g_return_val_if_fail (ATLAS_IS_RASTER_TILES (self), FALSE);

  if (at.zoom > priv->max_zoom)
    go_up (&at, at.zoom - priv->max_zoom);
  return ATLAS_RASTER_TILES_GET_CLASS (self)->ask (self, &at);
}

gboolean
atlas_raster_tiles_is_busy (AtlasRasterTiles *self)
{
  g_return_val_if_fail (ATLAS_IS_RASTER_TILES (self), FALSE);

  return ATLAS_RASTER_TILES_GET_CLASS (self)->is_busy (self);
}

void
atlas_raster_tiles_close (AtlasRasterTiles *self)
{
  g_return_if_fail (ATLAS_IS_RASTER_TILES (self));

  ATLAS_RASTER_TILES_GET_CLASS (self)->close (self);
}
