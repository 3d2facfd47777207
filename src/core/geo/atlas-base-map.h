/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ATLAS_BASE_MAP_BUILT_IN, /* the one that the program draws itself */
  ATLAS_BASE_MAP_FILE,     /* a raster MBTiles file */
  ATLAS_BASE_MAP_ADDRESS,  /* a server, see atlas-tile-address.h */
} AtlasBaseMapType;

#define ATLAS_BASE_MAP_BUILT_IN_ID      "built-in"
#define ATLAS_BASE_MAP_OPENSTREETMAP_ID "openstreetmap"

/** Nearer than this no map is looked at. */
#define ATLAS_BASE_MAP_MAX_LEVEL 19

/**
 * AtlasBaseMap:
 * @id: the built-in one's, OpenStreetMap's, or else @place: a map is added once
 * @name: as the person called it
 * @place: a path or an address; NULL: built in
 * @credit: (nullable): whose it is; a file says that itself
 * @link: (nullable): where that is explained, by https or http
 * @max_zoom: the nearest level that a server has; nearer ones are drawn from it
 * @has_names: whether places are named in it, so that ours would stand there twice
 *
 * A map that members, regions and circles are drawn over. Never changed once made; shared.
 */
typedef struct
{
  gatomicrefcount ref_count;
  AtlasBaseMapType type;
  char *id, *name, *place, *credit, *link;
  guint max_zoom;
  gboolean has_names;
} AtlasBaseMap;

/** The built-in one. (transfer none) */
AtlasBaseMap *atlas_base_map_get_built_in (void);

/** OpenStreetMap's own server, under its rules for the use of tiles. (transfer none) */
AtlasBaseMap *atlas_base_map_get_openstreetmap (void);

AtlasBaseMap *atlas_base_map_new_file (const char *name, const char *path, gboolean has_names);

/** @credit, @link: (nullable); @address and @link have been checked. */
AtlasBaseMap *atlas_base_map_new_address (const char *name,
                                          const char *address,
                                          const char *credit,
                                          const char *link,
                                          guint max_zoom,
                                          gboolean has_names);

AtlasBaseMap *atlas_base_map_ref (AtlasBaseMap *self);
void atlas_base_map_unref (AtlasBaseMap *self);

/** Whether they are the same and say the same of themselves. */
gboolean atlas_base_map_equal (AtlasBaseMap *self, AtlasBaseMap *other);

/** As it is kept among the settings: a vardict. (transfer floating) */
GVariant *atlas_base_map_to_variant (AtlasBaseMap *self);

/** NULL where that is not what atlas_base_map_to_variant() gives. (transfer full) */
AtlasBaseMap *atlas_base_map_from_variant (GVariant *variant);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasBaseMap, atlas_base_map_unref)

G_END_DECLS
