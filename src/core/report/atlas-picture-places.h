/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-picture-frame.h"
#include "atlas-point-set.h"

G_BEGIN_DECLS

/** A place with a circle; degrees. */
typedef struct
{
  guint members;
  double latitude, longitude;
  const char *name; /* borrowed from the gazetteer */
} AtlasPicturePlace;

/**
 * atlas_picture_list_places:
 * @frames: (array length=n_frames): of the map, which a place must lie in to be listed
 * @smallest: see atlas-small-cells.h
 *
 * The largest places of the extent, as far as they may be told: in each region and each county what is left
 * when they are taken away is nobody or at least @smallest people, or the region's number less theirs would
 * tell of a hamlet.
 *
 * Returns: (transfer full) (element-type AtlasPicturePlace): largest first
 */
GArray *atlas_picture_list_places (
  AtlasPointSet *set, AtlasMapExtent extent, const AtlasPictureFrame *frames, guint n_frames, guint smallest);

G_END_DECLS
