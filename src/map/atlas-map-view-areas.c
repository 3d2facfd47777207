/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-view-private.h"

#include <math.h>

#include "atlas-county.h"
#include "atlas-gazetteer.h"
#include "atlas-i18n.h"
#include "atlas-map-text.h"
#include "atlas-mercator.h"
#include "atlas-region.h"

/* Regions, and counties where these have taken over: which is shown, which is under the pointer or at hand of
 * the keyboard, and what is said of it. */

const AtlasMapArea atlas_map_area_none = { ATLAS_AREAS_REGIONS, ATLAS_MAP_AREA_NONE };

static gboolean
area_equal (AtlasMapArea a, AtlasMapArea b)
{
  return a.key == b.key && (a.key == ATLAS_MAP_AREA_NONE || a.areas == b.areas);
}

AtlasMapArea
atlas_map_area_of_region (guint region)
{
  return region == ATLAS_REGION_NONE ? atlas_map_area_none : (AtlasMapArea){ ATLAS_AREAS_REGIONS, region };
}

/* The level */

gboolean
atlas_map_view_shows_counties (AtlasMapView *self)
{
  return self->level == ATLAS_AREAS_COUNTIES && self->counties != NULL &&
         atlas_measure_get_type (self->counties->measure) != ATLAS_MEASURE_COMPARE;
}

void
atlas_map_view_forget_areas (AtlasMapView *self)
{
  atlas_map_view_set_hovered_area (self, atlas_map_area_none);
  self->at_hand = atlas_map_area_of_region (self->selected_region);
}

static void
update_level (AtlasMapView *self)
{
  ShumateLocation *middle = SHUMATE_LOCATION (self->viewport);
  guint region =
    atlas_region_at (shumate_location_get_latitude (middle), shumate_location_get_longitude (middle));
  AtlasAreas level =
    atlas_map_level_choose (self->areas, self->level, atlas_map_view_get_zoom (self), region);
  gboolean shown = atlas_map_view_shows_counties (self);

  if (level == self->level)
    return;
  self->level = level;
  if (shown != atlas_map_view_shows_counties (self))
    {
      atlas_map_view_forget_areas (self);
      atlas_map_view_update_shading (self);
      atlas_map_view_update_legend (self);
    }
  g_object_notify (G_OBJECT (self), "level");
}

void
atlas_map_view_init_areas (AtlasMapView *self)
{
  self->level = ATLAS_AREAS_REGIONS;
  self->hovered = atlas_map_area_none;
  self->at_hand = atlas_map_area_none;
  g_signal_connect_object (self->viewport, "notify", G_CALLBACK (update_level), self, G_CONNECT_SWAPPED);
}

AtlasMapAreas
atlas_map_view_get_areas (AtlasMapView *self)
{
  g_return_val_if_fail (ATLAS_IS_MAP_VIEW (self), ATLAS_MAP_AREAS_BY_ZOOM);

  return self->areas;
}

void
atlas_map_view_set_areas (AtlasMapView *self, AtlasMapAreas areas)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));
  g_return_if_fail (areas < ATLAS_MAP_N_AREAS);

  if (self->areas == areas)
    return;
  self->areas = areas;
  update_level (self);
}

AtlasAreas
atlas_map_view_get_level (AtlasMapView *self)
{
  g_return_val_if_fail (ATLAS_IS_MAP_VIEW (self), ATLAS_AREAS_REGIONS);

  return self->level;
}

/* One area */

AtlasMapArea
atlas_map_view_get_area_at (AtlasMapView *self, double latitude, double longitude)
{
  guint county =
    atlas_map_view_shows_counties (self) ? atlas_county_at (latitude, longitude) : ATLAS_COUNTY_NONE;

  if (county != ATLAS_COUNTY_NONE)
    return (AtlasMapArea){ ATLAS_AREAS_COUNTIES, county };
  return atlas_map_area_of_region (atlas_region_at (latitude, longitude));
}

static const AtlasAreaValue *
find_value (AtlasMapView *self, AtlasMapArea area)
{
  AtlasMeasured *measured = area.areas == ATLAS_AREAS_COUNTIES ? self->counties : self->measured;

  return measured != NULL ? atlas_measured_find (measured, area.key) : NULL;
}

guint
atlas_map_view_count_area (AtlasMapView *self, AtlasMapArea area)
{
  const AtlasAreaValue *value;

  if (self->points == NULL || area.key == ATLAS_MAP_AREA_NONE)
    return 0;
  if (area.areas == ATLAS_AREAS_REGIONS)
    return atlas_point_set_get_regions (self->points)[area.key].members;
  value = find_value (self, area);
  return value != NULL ? value->members : 0;
}

char *
atlas_map_view_describe_area (AtlasMapView *self, AtlasMapArea area)
{
  AtlasMeasured *measured = area.areas == ATLAS_AREAS_COUNTIES ? self->counties : self->measured;
  const AtlasAreaValue *value = find_value (self, area);
  g_autofree char *name = area.areas == ATLAS_AREAS_COUNTIES ? atlas_county_dup_long_name (area.key)
                                                             : g_strdup (atlas_region_get_name (area.key));
  g_autofree char *members = NULL;

  if (self->points == NULL)
    return g_steal_pointer (&name);

  members = atlas_map_text_members (atlas_map_view_count_area (self, area));
  if (value != NULL && atlas_measure_get_type (measured->measure) != ATLAS_MEASURE_MEMBERS)
    {
      g_autofree char *text = atlas_measure_describe (measured->measure, value);
      const char *why = atlas_measure_explain (measured->measure, value);
      /* Translators: a region, what it comes to by the measure shown, and its members: "Ontario — 52 % (4,212
         members)" */
      g_autofree char *line = g_strdup_printf (_ ("%s — %s (%s)"), name, text, members);

      return why != NULL ? g_strconcat (line, "\n", why, NULL) : g_steal_pointer (&line);
    }
  /* Translators: a region and its members, as "Ontario — 4,212 members" */
  return g_strdup_printf (_ ("%s — %s"), name, members);
}

void
atlas_map_view_set_hovered_area (AtlasMapView *self, AtlasMapArea area)
{
  if (area_equal (self->hovered, area))
    return;

  self->hovered = area;
  atlas_region_layer_set_hovered (
    self->regions, area.areas == ATLAS_AREAS_COUNTIES ? ATLAS_SHAPES_COUNTIES : ATLAS_SHAPES_REGIONS,
    area.key != ATLAS_MAP_AREA_NONE ? area.key : ATLAS_REGION_NONE);
  atlas_map_view_unsettle (self);
}

void
atlas_map_view_activate_region (AtlasMapView *self, guint region)
{
  atlas_map_view_set_selection (self, NULL);
  atlas_map_view_set_selected_region (self, region);
  g_signal_emit_by_name (self, "region-activated", region);
}

void
atlas_map_view_activate_area (AtlasMapView *self, AtlasMapArea area)
{
  if (self->chosen_mode != ATLAS_MAP_REPLACE)
    {
      /* The sea neither adds nor takes away anything. */
      if (area.key != ATLAS_MAP_AREA_NONE)
        atlas_map_view_select_area (self, area, self->chosen_mode);
      return;
    }
  if (area.key != ATLAS_MAP_AREA_NONE && area.areas == ATLAS_AREAS_COUNTIES)
    atlas_map_view_select_area (self, area, ATLAS_MAP_REPLACE);
  else
    atlas_map_view_activate_region (self, area.key != ATLAS_MAP_AREA_NONE ? area.key : ATLAS_REGION_NONE);
}

/* By keyboard, from the largest to the smallest */

typedef struct
{
  AtlasMapArea area;
  guint members;
} Stop;

static int
compare_stops (gconstpointer a, gconstpointer b)
{
  const Stop *first = a, *second = b;

  if (first->members != second->members)
    return first->members > second->members ? -1 : 1;
  return (first->area.key > second->area.key) - (first->area.key < second->area.key);
}

static void
add_stop (AtlasMapView *self, GArray *stops, AtlasMapArea area)
{
  Stop stop = { area, atlas_map_view_count_area (self, area) };

  /* Those without members do not lie on the way. */
  if (stop.members > 0)
    g_array_append_val (stops, stop);
}

/* All that can be chosen now: counties, and the regions that have none. */
static GArray *
list_stops (AtlasMapView *self)
{
  GArray *stops = g_array_new (FALSE, FALSE, sizeof (Stop));
  gboolean counties = atlas_map_view_shows_counties (self);

  for (guint i = 0; counties && i < self->counties->values->len; i++)
    {
      guint code = g_array_index (self->counties->values, AtlasAreaValue, i).key;

      add_stop (self, stops, (AtlasMapArea){ ATLAS_AREAS_COUNTIES, code });
    }
  for (guint i = 0; i < atlas_region_get_n (); i++)
    if (!counties || !atlas_map_level_has_counties (i))
      add_stop (self, stops, atlas_map_area_of_region (i));
  g_array_sort (stops, compare_stops);
  return stops;
}

static void
get_middle (AtlasMapArea area, double *latitude, double *longitude)
{
  double west, north, east, south;

  if (area.areas == ATLAS_AREAS_REGIONS)
    {
      atlas_region_get_label_point (area.key, latitude, longitude);
      return;
    }
  if (!atlas_county_get_box (area.key, &west, &north, &east, &south))
    west = north = east = south = 0.5;
  *latitude = atlas_mercator_latitude ((north + south) / 2);
  *longitude = atlas_mercator_longitude ((west + east) / 2);
}

void
atlas_map_view_walk_areas (AtlasMapView *self, int step)
{
  g_autoptr (GArray) stops = list_stops (self);
  AtlasMapArea current = self->at_hand.key != ATLAS_MAP_AREA_NONE
                           ? self->at_hand
                           : atlas_map_area_of_region (self->selected_region);
  int at = -1;
  g_autofree char *description = NULL;
  double latitude, longitude, x, y;
  AtlasMapFrame frame;

  if (stops->len == 0)
    return;
  for (guint i = 0; i < stops->len; i++)
    if (area_equal (g_array_index (stops, Stop, i).area, current))
      at = (int) i;
  at = CLAMP (at + step, 0, (int) stops->len - 1);

  self->at_hand = g_array_index (stops, Stop, at).area;
  atlas_map_view_set_hovered_area (self, self->at_hand);
  description = atlas_map_view_describe_area (self, self->at_hand);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  -1);

  get_middle (self->at_hand, &latitude, &longitude);
  atlas_map_view_get_frame (self, &frame);
  x = atlas_map_frame_x (&frame, atlas_mercator_x (longitude));
  y = atlas_map_frame_y (&frame, atlas_mercator_y (latitude));
  if (x < 0 || y < 0 || x > frame.width || y > frame.height)
    atlas_map_view_go_to (self, latitude, longitude, NAN, TRUE);
}
