/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-base-map-source.h"

G_BEGIN_DECLS

/**
 * AtlasTilePaintable:
 *
 * What a ShumateTile shows. libshumate keeps tiles in a cache of its own and never asks for one twice; so the
 * tile's picture can be exchanged under it. When it is drawn and finds itself older than its source's look,
 * it shows what it has and asks for a fresh picture.
 */
#define ATLAS_TYPE_TILE_PAINTABLE (atlas_tile_paintable_get_type ())
G_DECLARE_FINAL_TYPE (AtlasTilePaintable, atlas_tile_paintable, ATLAS, TILE_PAINTABLE, GObject)

/** @source is held weakly. */
AtlasTilePaintable *atlas_tile_paintable_new (AtlasBaseMapSource *source, const AtlasTilePlace *place);

const AtlasTilePlace *atlas_tile_paintable_get_place (AtlasTilePaintable *self);

/** The picture as [func@atlas_tile_paint] makes it, @pixels as given there; @generation: of the look
 * it was painted with; @lacking: a picture that belongs in it was not here yet, and is to be asked for while
 * the tile is looked at. */
void atlas_tile_paintable_set_texture (
  AtlasTilePaintable *self, GdkTexture *texture, double pixels, guint generation, gboolean lacking);

G_END_DECLS
