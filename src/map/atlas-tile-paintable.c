/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-tile-paintable.h"

#include "atlas-base-map-source-private.h"

struct _AtlasTilePaintable
{
  GObject parent_instance;

  GWeakRef source;
  AtlasTilePlace place;
  GdkTexture *texture;
  double pixels;
  guint generation;
  gboolean lacking;
};

static void
atlas_tile_paintable_snapshot (GdkPaintable *paintable, GdkSnapshot *snapshot, double width, double height)
{
  AtlasTilePaintable *self = ATLAS_TILE_PAINTABLE (paintable);
  g_autoptr (AtlasBaseMapSource) source = g_weak_ref_get (&self->source);

  if (source != NULL && (self->generation != atlas_base_map_source_get_generation (source) ||
                         (self->lacking && atlas_base_map_source_ask (source, self))))
    atlas_base_map_source_repaint (source, self);

  if (self->texture != NULL)
    {
      /* The picture reaches beyond the tile; see atlas_tile_paint(). */
      double x = gdk_texture_get_width (self->texture) / self->pixels * width;
      double y = gdk_texture_get_height (self->texture) / self->pixels * height;

      gtk_snapshot_append_texture (snapshot, self->texture, &GRAPHENE_RECT_INIT (0, 0, x, y));
    }
}

static int
atlas_tile_paintable_get_intrinsic_size (GdkPaintable *paintable)
{
  return ATLAS_BASE_MAP_TILE_SIZE;
}

static void
atlas_tile_paintable_iface_init (GdkPaintableInterface *iface)
{
  iface->snapshot = atlas_tile_paintable_snapshot;
  iface->get_intrinsic_width = atlas_tile_paintable_get_intrinsic_size;
  iface->get_intrinsic_height = atlas_tile_paintable_get_intrinsic_size;
}

G_DEFINE_TYPE_WITH_CODE (AtlasTilePaintable,
                         atlas_tile_paintable,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, atlas_tile_paintable_iface_init))

static void
atlas_tile_paintable_finalize (GObject *object)
{
  AtlasTilePaintable *self = ATLAS_TILE_PAINTABLE (object);

  g_weak_ref_clear (&self->source);
  g_clear_object (&self->texture);

  G_OBJECT_CLASS (atlas_tile_paintable_parent_class)->finalize (object);
}

static void
atlas_tile_paintable_class_init (AtlasTilePaintableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_tile_paintable_finalize;
}

static void
atlas_tile_paintable_init (AtlasTilePaintable *self)
{
  g_weak_ref_init (&self->source, NULL);
  self->pixels = ATLAS_BASE_MAP_TILE_SIZE;
}

AtlasTilePaintable *
atlas_tile_paintable_new (AtlasBaseMapSource *source, const AtlasTilePlace *place)
{
  AtlasTilePaintable *self;

  g_return_val_if_fail (ATLAS_IS_BASE_MAP_SOURCE (source), NULL);
  g_return_val_if_fail (place != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_TILE_PAINTABLE, NULL);
  g_weak_ref_set (&self->source, source);
  self->place = *place;

  return self;
}

const AtlasTilePlace *
atlas_tile_paintable_get_place (AtlasTilePaintable *self)
{
  g_return_val_if_fail (ATLAS_IS_TILE_PAINTABLE (self), NULL);

  return &self->place;
}

void
atlas_tile_paintable_set_texture (
  AtlasTilePaintable *self, GdkTexture *texture, double pixels, guint generation, gboolean lacking)
{
  g_return_if_fail (ATLAS_IS_TILE_PAINTABLE (self));
  g_return_if_fail (GDK_IS_TEXTURE (texture));
  g_return_if_fail (pixels > 0);

  g_set_object (&self->texture, texture);
  self->pixels = pixels;
  self->generation = generation;
  self->lacking = lacking;
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}
