/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-view-private.h"

/* Circles: of clusters, or on places. */

void
atlas_map_view_update_circles (AtlasMapView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self->labels)); /* which stand beside the circles */
  atlas_map_view_update_legend (self);
  atlas_map_view_unsettle (self);
}

/* One layer draws either. */
static void
choose_circles (AtlasMapView *self)
{
  atlas_cluster_layer_set_on_places (self->clusters, self->show_places);
  gtk_widget_set_visible (GTK_WIDGET (self->clusters), self->show_clusters || self->show_places);
  atlas_map_view_update_circles (self);
}

void
atlas_map_view_set_show_clusters (AtlasMapView *self, gboolean show)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  if (self->show_clusters == show)
    return;

  self->show_clusters = show;
  choose_circles (self);
  g_object_notify (G_OBJECT (self), "show-clusters");
}

void
atlas_map_view_set_show_places (AtlasMapView *self, gboolean show)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  if (self->show_places == show)
    return;

  self->show_places = show;
  choose_circles (self);
  g_object_notify (G_OBJECT (self), "show-places");
}

void
atlas_map_view_set_split_sexes (AtlasMapView *self, gboolean split)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  if (self->split_sexes == split)
    return;

  self->split_sexes = split;
  atlas_cluster_layer_set_split (self->clusters, split);
  atlas_map_view_update_circles (self);
  g_object_notify (G_OBJECT (self), "split-sexes");
}

void
atlas_map_view_set_reached (AtlasMapView *self, AtlasPointSet *reached)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  atlas_cluster_layer_set_reached (self->clusters, reached);
  atlas_map_view_unsettle (self);
}
