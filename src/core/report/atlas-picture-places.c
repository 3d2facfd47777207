/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-picture-places.h"

#include "atlas-gazetteer.h"
#include "atlas-region.h"

/* More circles tell no more. */
#define MAX_PLACES 60

static gboolean
is_shown (const AtlasPlace *place, const AtlasPictureFrame *frames, guint n_frames)
{
  double x, y;

  for (guint i = 0; i < n_frames; i++)
    if (atlas_picture_frame_locate (&frames[i], place->latitude, place->longitude, &x, &y))
      return TRUE;
  return FALSE;
}

GArray *
atlas_picture_list_places (
  AtlasPointSet *set, AtlasMapExtent extent, const AtlasPictureFrame *frames, guint n_frames, guint smallest)
{
  g_autoptr (GArray) groups = NULL;
  const AtlasPointCount *regions;
  GArray *places;
  guint rest[ATLAS_REGION_NONE + 1]; /* in each region, with no circle */

  g_return_val_if_fail (ATLAS_IS_POINT_SET (set), NULL);
  g_return_val_if_fail (extent < ATLAS_N_MAP_EXTENTS, NULL);

  groups = atlas_point_set_list_places (set);
  regions = atlas_point_set_get_regions (set);
  places = g_array_new (FALSE, FALSE, sizeof (AtlasPicturePlace));
  for (guint i = 0; i <= ATLAS_REGION_NONE; i++)
    rest[i] = regions[i].members;

  for (guint i = 0; i < groups->len && places->len < MAX_PLACES; i++)
    {
      const AtlasPointGroup *group = &g_array_index (groups, AtlasPointGroup, i);
      guint members = group->count.members, left;
      AtlasPlace named;
      AtlasPicturePlace place;

      if (members < smallest)
        break;
      if (!atlas_gazetteer_get_place (group->key, &named) || named.region == ATLAS_REGION_NONE ||
          !atlas_map_extent_holds (extent, named.region) || members > rest[named.region] ||
          !is_shown (&named, frames, n_frames))
        continue;
      left = rest[named.region] - members;
      if (left > 0 && left < smallest)
        continue;
      rest[named.region] = left;
      place = (AtlasPicturePlace){ members, named.latitude, named.longitude, named.name };
      g_array_append_val (places, place);
    }
  return places;
}
