/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-picture-places.h"

#include "atlas-county.h"
#include "atlas-gazetteer.h"
#include "atlas-region.h"

/* More circles tell no more. */
#define MAX_PLACES 60

/* What is left where circles are taken away. */
typedef struct
{
  guint regions[ATLAS_REGION_NONE + 1];
  guint counties[ATLAS_COUNTY_N_CODES];
} Rest;

static Rest *
count_rest (AtlasPointSet *set, GArray *groups)
{
  Rest *rest = g_new0 (Rest, 1);

  for (guint i = 0; i <= ATLAS_REGION_NONE; i++)
    rest->regions[i] = atlas_point_set_get_regions (set)[i].members;
  for (guint i = 0; i < groups->len; i++)
    {
      const AtlasPointGroup *group = &g_array_index (groups, AtlasPointGroup, i);

      rest->counties[atlas_county_of_place (group->key)] += group->count.members;
    }
  return rest;
}

static gboolean
may_go (guint rest, guint members, guint smallest)
{
  return members <= rest && (rest == members || rest - members >= smallest);
}

/* Takes the place away, if what is left in its region and in its county may be told. */
static gboolean
take (Rest *rest, guint region, guint county, guint members, guint smallest)
{
  if (!may_go (rest->regions[region], members, smallest) ||
      (county != ATLAS_COUNTY_NONE && !may_go (rest->counties[county], members, smallest)))
    return FALSE;
  rest->regions[region] -= members;
  if (county != ATLAS_COUNTY_NONE)
    rest->counties[county] -= members;
  return TRUE;
}

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
  g_autofree Rest *rest = NULL;
  GArray *places;

  g_return_val_if_fail (ATLAS_IS_POINT_SET (set), NULL);
  g_return_val_if_fail (extent < ATLAS_N_MAP_EXTENTS, NULL);

  groups = atlas_point_set_list_places (set);
  rest = count_rest (set, groups);
  places = g_array_new (FALSE, FALSE, sizeof (AtlasPicturePlace));

  for (guint i = 0; i < groups->len && places->len < MAX_PLACES; i++)
    {
      const AtlasPointGroup *group = &g_array_index (groups, AtlasPointGroup, i);
      guint members = group->count.members;
      AtlasPlace named;
      AtlasPicturePlace place;

      if (members < smallest)
        break;
      if (!atlas_gazetteer_get_place (group->key, &named) || named.region == ATLAS_REGION_NONE ||
          !atlas_map_extent_holds (extent, named.region) || !is_shown (&named, frames, n_frames) ||
          !take (rest, named.region, atlas_county_of_place (group->key), members, smallest))
        continue;
      place = (AtlasPicturePlace){ members, named.latitude, named.longitude, named.name };
      g_array_append_val (places, place);
    }
  return places;
}
