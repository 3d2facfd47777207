/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-picture-opener.h"

#include <math.h>

#include "atlas-mercator.h"
#include "atlas-picture-dialog.h"
#include "atlas-region.h"

/* What the map shows of the world. FALSE where that is all, or can't be drawn on paper. */
static gboolean
get_shown_box (AtlasMapView *map, AtlasDegreeBox *box)
{
  double latitude, longitude, zoom, world, half_width, half_height, x, y;

  atlas_map_view_get_position (map, &latitude, &longitude, &zoom);
  world = 256 * exp2 (zoom);
  half_width = gtk_widget_get_width (GTK_WIDGET (map)) / world / 2;
  half_height = gtk_widget_get_height (GTK_WIDGET (map)) / world / 2;
  x = atlas_mercator_x (longitude);
  y = atlas_mercator_y (latitude);
  *box = (AtlasDegreeBox){
    .south = MAX (atlas_mercator_latitude (MIN (y + half_height, 1)), -85),
    .west = atlas_mercator_longitude (x - half_width),
    .north = MIN (atlas_mercator_latitude (MAX (y - half_height, 0)), 85),
    .east = atlas_mercator_longitude (x + half_width),
  };
  if (box->west < -180)
    {
      box->west += 360;
      box->east += 360;
    }
  return !atlas_map_view_is_fitted_to_all (map) && atlas_degree_box_is_valid (box);
}

void
atlas_map_picture_open (AtlasSession *session,
                        AtlasMapView *map,
                        AtlasMeasureButton *measure,
                        AtlasTimeBar *time,
                        GSettings *settings)
{
  guint region;
  AtlasPictureShown shown = { 0 };
  AtlasYearView years;
  AtlasDegreeBox box;
  GtkWidget *dialog;

  g_return_if_fail (ATLAS_IS_SESSION (session));
  g_return_if_fail (ATLAS_IS_MAP_VIEW (map));
  g_return_if_fail (G_IS_SETTINGS (settings));

  shown = (AtlasPictureShown){
    .measure = atlas_measure_button_get_measure (measure),
    .plain = !g_settings_get_boolean (settings, "show-regions"),
    .places = g_settings_get_boolean (settings, "show-places"),
    .heat = g_settings_get_boolean (settings, "show-heat"),
    .counties = atlas_map_view_get_level (map) == ATLAS_AREAS_COUNTIES,
  };
  shown.breaks = atlas_measure_button_get_breaks (measure, &shown.own, &shown.n_own);
  if (atlas_time_bar_get_view (time, &years))
    shown.years = &years;
  if (get_shown_box (map, &box))
    shown.box = &box;
  region = atlas_map_view_get_selected_region (map);
  if (region != ATLAS_REGION_NONE && atlas_map_extent_holds (ATLAS_MAP_EXTENT_ALL, region))
    shown.region = atlas_region_get_code (region);
  dialog = atlas_picture_dialog_new (session, &shown);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (map))));
  gtk_window_present (GTK_WINDOW (dialog));
}
