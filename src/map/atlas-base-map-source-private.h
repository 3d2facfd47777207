/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-base-map-source.h"
#include "atlas-tile-paintable.h"

G_BEGIN_DECLS

/** What tiles are painted with now. Borrowed. */
const AtlasTileLook *atlas_base_map_source_get_look (AtlasBaseMapSource *self);

/** Counts changes of look and resolution. */
guint atlas_base_map_source_get_generation (AtlasBaseMapSource *self);

/** Of the tiles that were last exchanged on the screen: what was changed since is not seen yet. */
guint atlas_base_map_source_get_shown_generation (AtlasBaseMapSource *self);

/** Asks for what a tile lacks; TRUE if it is here by now. */
gboolean atlas_base_map_source_ask (AtlasBaseMapSource *self, AtlasTilePaintable *paintable);

/** Asks for a new picture of @paintable; does nothing if it is on its way. */
void atlas_base_map_source_repaint (AtlasBaseMapSource *self, AtlasTilePaintable *paintable);

G_END_DECLS
