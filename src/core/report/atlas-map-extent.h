/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AtlasMapExtent:
 * @ATLAS_MAP_EXTENT_ALL: Canada and the USA, Hawaii and Puerto Rico in frames of their own
 * @ATLAS_MAP_EXTENT_CANADA: Canada alone
 * @ATLAS_MAP_EXTENT_USA: the USA alone, Alaska too in a frame
 *
 * What a map on paper shows.
 */
typedef enum
{
  ATLAS_MAP_EXTENT_ALL,
  ATLAS_MAP_EXTENT_CANADA,
  ATLAS_MAP_EXTENT_USA,
  ATLAS_N_MAP_EXTENTS,
} AtlasMapExtent;

/** "all", "canada", "usa". */
const char *atlas_map_extent_get_name (AtlasMapExtent extent);

/** Whether a region, by its index, is one of those that are shaded. Rwanda's never are. */
gboolean atlas_map_extent_holds (AtlasMapExtent extent, guint region);

G_END_DECLS
