/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-view-private.h"

#include <math.h>

#include "atlas-i18n.h"
#include "atlas-map-resources.h"
#include "atlas-map-style.h"
#include "atlas-region.h"

/* Frames without anything going on, after which all is taken to be painted. */
#define QUIET_FRAMES 2

enum
{
  PROP_0,
  PROP_DARK,
  PROP_SHOW_REGIONS,
  PROP_SHOW_CLUSTERS,
  PROP_SHOW_HEAT,
  PROP_SHOW_PLACES,
  PROP_SPLIT_SEXES,
  PROP_SHOW_LEGEND,
  PROP_SHOW_CONTROLS,
  PROP_SHOW_TOOLS,
  PROP_SELECTED_REGION,
  PROP_PICKING,
  PROP_IMPERIAL,
  PROP_TOOL,
  PROP_SELECTION,
  PROP_MODE,
  PROP_SETTLED,
  PROP_LEVEL,
  PROP_NARROW,
  PROP_SELECTED_STOP,
  N_PROPERTIES
};

enum
{
  REGION_ACTIVATED,
  MEMBER_ACTIVATED,
  CLUSTER_ACTIVATED,
  MARK_ACTIVATED,
  MARKS_ACTIVATED,
  PLACE_PICKED,
  CLASSES_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (AtlasMapView, atlas_map_view, GTK_TYPE_WIDGET)

/* Whether all is painted */

static gboolean
is_quiet (AtlasMapView *self)
{
  return self->rest_id == 0 && !self->flying && gtk_widget_get_width (GTK_WIDGET (self->map)) > 0 &&
         !atlas_base_map_source_is_busy (self->source) && !atlas_heat_layer_is_rendering (self->heat) &&
         !atlas_cluster_layer_is_animating (self->clusters) && !atlas_label_layer_is_animating (self->labels);
}

/* libshumate asks for tiles when nothing else is to be done: on a slow machine, frame after frame, that may
 * be much later. What is of lower priority comes after that. */
static gboolean
on_settle_idle (gpointer data)
{
  AtlasMapView *self = data;

  self->settle_idle_id = 0;
  if (!is_quiet (self) || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      atlas_map_view_unsettle (self);
      return G_SOURCE_REMOVE;
    }
  self->settled = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SETTLED]);
  return G_SOURCE_REMOVE;
}

static gboolean
on_settle_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  AtlasMapView *self = ATLAS_MAP_VIEW (widget);

  self->n_quiet_frames = is_quiet (self) ? self->n_quiet_frames + 1 : 0;
  if (self->n_quiet_frames <= QUIET_FRAMES)
    {
      /* So that there is a next frame even if nothing else asks for one. */
      gtk_widget_queue_draw (GTK_WIDGET (self->marks));
      return G_SOURCE_CONTINUE;
    }

  self->settle_tick_id = 0;
  self->settle_idle_id = g_idle_add_full (G_PRIORITY_LOW, on_settle_idle, self, NULL);
  return G_SOURCE_REMOVE;
}

void
atlas_map_view_unsettle (AtlasMapView *self)
{
  self->n_quiet_frames = 0;
  g_clear_handle_id (&self->settle_idle_id, g_source_remove);
  if (self->settle_tick_id == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->settle_tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_settle_tick, NULL, NULL);
  if (self->settled)
    {
      self->settled = FALSE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SETTLED]);
    }
}

static void
on_base_changed (AtlasMapView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self->base));
  atlas_map_view_unsettle (self);
}

void
atlas_map_view_update_description (AtlasMapView *self)
{
  g_autofree char *description = NULL;

  if (self->selection != NULL)
    description = atlas_map_view_describe_selection (self);
  else if (self->selected_region != ATLAS_REGION_NONE)
    description = atlas_map_view_describe_area (self, atlas_map_area_of_region (self->selected_region));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description != NULL ? description : "", -1);
}

/* Class */

static void
atlas_map_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AtlasMapView *self = ATLAS_MAP_VIEW (widget);
  int old_width = gtk_widget_get_width (GTK_WIDGET (self->map));
  int old_height = gtk_widget_get_height (GTK_WIDGET (self->map));

  /* Before its children are allocated: layers ask for an allocation when the viewport changes. */
  if (old_width != width || old_height != height)
    atlas_map_view_resize_camera (self, width, height);
  atlas_map_view_resize_legend (self, width, height);
  gtk_widget_allocate (self->overlay, width, height, baseline, NULL);
}

static void
atlas_map_view_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  AtlasMapView *self = ATLAS_MAP_VIEW (widget);

  gtk_widget_measure (self->overlay, orientation, for_size, minimum, natural, NULL, NULL);
  *minimum = MAX (*minimum, 120);
  *natural = MAX (*natural, *minimum);
}

static void
atlas_map_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (atlas_map_view_parent_class)->map (widget);

  atlas_map_view_unsettle (ATLAS_MAP_VIEW (widget));
}

static void
atlas_map_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AtlasMapView *self = ATLAS_MAP_VIEW (object);

  switch (id)
    {
    case PROP_DARK:
      g_value_set_boolean (value, self->dark);
      break;
    case PROP_SHOW_REGIONS:
      g_value_set_boolean (value, self->show_regions);
      break;
    case PROP_SHOW_CLUSTERS:
      g_value_set_boolean (value, self->show_clusters);
      break;
    case PROP_SHOW_PLACES:
      g_value_set_boolean (value, self->show_places);
      break;
    case PROP_SPLIT_SEXES:
      g_value_set_boolean (value, self->split_sexes);
      break;
    case PROP_SHOW_HEAT:
      g_value_set_boolean (value, gtk_widget_get_visible (GTK_WIDGET (self->heat)));
      break;
    case PROP_SHOW_LEGEND:
      g_value_set_boolean (value, self->show_legend);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_SHOW_CONTROLS:
      g_value_set_boolean (value, gtk_widget_get_visible (self->controls));
      break;
    case PROP_SHOW_TOOLS:
      g_value_set_boolean (value, gtk_widget_get_visible (self->tools));
      break;
    case PROP_SELECTED_REGION:
      g_value_set_uint (value, self->selected_region);
      break;
    case PROP_PICKING:
      g_value_set_boolean (value, self->picking);
      break;
    case PROP_IMPERIAL:
      g_value_set_boolean (value, self->imperial);
      break;
    case PROP_TOOL:
      g_value_set_enum (value, self->tool);
      break;
    case PROP_SELECTION:
      g_value_set_boxed (value, self->selection);
      break;
    case PROP_MODE:
      g_value_set_enum (value, self->chosen_mode);
      break;
    case PROP_SETTLED:
      g_value_set_boolean (value, self->settled);
      break;
    case PROP_LEVEL:
      g_value_set_uint (value, self->level);
      break;
    case PROP_SELECTED_STOP:
      g_value_set_uint (value, self->selected_stop);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_map_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AtlasMapView *self = ATLAS_MAP_VIEW (object);

  switch (id)
    {
    case PROP_DARK:
      atlas_map_view_set_dark (self, g_value_get_boolean (value));
      break;
    case PROP_SHOW_REGIONS:
      atlas_map_view_set_show_regions (self, g_value_get_boolean (value));
      break;
    case PROP_SHOW_CLUSTERS:
      atlas_map_view_set_show_clusters (self, g_value_get_boolean (value));
      break;
    case PROP_SHOW_HEAT:
      atlas_map_view_set_show_heat (self, g_value_get_boolean (value));
      break;
    case PROP_SHOW_PLACES:
      atlas_map_view_set_show_places (self, g_value_get_boolean (value));
      break;
    case PROP_SPLIT_SEXES:
      atlas_map_view_set_split_sexes (self, g_value_get_boolean (value));
      break;
    case PROP_SHOW_LEGEND:
      atlas_map_view_set_show_legend (self, g_value_get_boolean (value));
      break;
    case PROP_SHOW_CONTROLS:
      atlas_map_view_set_show_controls (self, g_value_get_boolean (value));
      break;
    case PROP_SHOW_TOOLS:
      atlas_map_view_set_show_tools (self, g_value_get_boolean (value));
      break;
    case PROP_SELECTED_REGION:
      atlas_map_view_set_selected_region (self, g_value_get_uint (value));
      break;
    case PROP_PICKING:
      atlas_map_view_set_picking (self, g_value_get_boolean (value));
      break;
    case PROP_IMPERIAL:
      atlas_map_view_set_imperial (self, g_value_get_boolean (value));
      break;
    case PROP_TOOL:
      atlas_map_view_set_tool (self, g_value_get_enum (value));
      break;
    case PROP_SELECTION:
      atlas_map_view_set_selection (self, g_value_get_boxed (value));
      break;
    case PROP_MODE:
      atlas_map_view_set_mode (self, g_value_get_enum (value));
      break;
    case PROP_SELECTED_STOP:
      atlas_map_view_set_selected_stop (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_map_view_dispose (GObject *object)
{
  AtlasMapView *self = ATLAS_MAP_VIEW (object);

  /* Nothing is asked of a server any more. Not by atlas_map_view_set_base(), which moves the camera: that
   * waits to come to rest, and nobody would stop the waiting. */
  if (self->source != NULL)
    atlas_base_map_source_set_raster (self->source, NULL);
  g_clear_object (&self->raster);
  atlas_map_view_dispose_camera (self);
  if (self->settle_tick_id != 0)
    {
      gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->settle_tick_id);
      self->settle_tick_id = 0;
    }
  g_clear_handle_id (&self->settle_idle_id, g_source_remove);
  g_clear_handle_id (&self->narrow_id, g_source_remove);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  g_clear_object (&self->source);
  g_clear_object (&self->points);
  g_clear_pointer (&self->measured, atlas_measured_unref);
  g_clear_pointer (&self->counties, atlas_measured_unref);
  g_clear_object (&self->scale_points);
  g_clear_pointer (&self->scale_measured, atlas_measured_unref);
  g_clear_pointer (&self->scale_counties, atlas_measured_unref);
  g_clear_pointer (&self->selection, atlas_selection_unref);
  atlas_map_draft_clear (&self->draft);

  G_OBJECT_CLASS (atlas_map_view_parent_class)->dispose (object);
}

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  GdkDisplay *display = gdk_display_get_default ();

  if (display == NULL)
    return;

  g_resources_register (atlas_map_get_resource ());
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display), "/org/diasporaatlas/map/icons");
  gtk_css_provider_load_from_resource (provider, "/org/diasporaatlas/map/map.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION - 1);
}

static void
atlas_map_view_class_init (AtlasMapViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = atlas_map_view_dispose;
  object_class->get_property = atlas_map_view_get_property;
  object_class->set_property = atlas_map_view_set_property;
  widget_class->size_allocate = atlas_map_view_size_allocate;
  widget_class->measure = atlas_map_view_measure;
  widget_class->map = atlas_map_view_map;

  properties[PROP_DARK] = g_param_spec_boolean ("dark", NULL, NULL, FALSE, flags);
  properties[PROP_SHOW_REGIONS] = g_param_spec_boolean ("show-regions", NULL, NULL, TRUE, flags);
  properties[PROP_SHOW_CLUSTERS] = g_param_spec_boolean ("show-clusters", NULL, NULL, TRUE, flags);
  properties[PROP_SHOW_HEAT] = g_param_spec_boolean ("show-heat", NULL, NULL, FALSE, flags);
  properties[PROP_SHOW_PLACES] = g_param_spec_boolean ("show-places", NULL, NULL, FALSE, flags);
  properties[PROP_SPLIT_SEXES] = g_param_spec_boolean ("split-sexes", NULL, NULL, FALSE, flags);
  properties[PROP_SHOW_LEGEND] = g_param_spec_boolean ("show-legend", NULL, NULL, TRUE, flags);
  properties[PROP_SHOW_CONTROLS] = g_param_spec_boolean ("show-controls", NULL, NULL, TRUE, flags);
  properties[PROP_SHOW_TOOLS] = g_param_spec_boolean ("show-tools", NULL, NULL, FALSE, flags);
  properties[PROP_SELECTED_REGION] =
    g_param_spec_uint ("selected-region", NULL, NULL, 0, ATLAS_REGION_NONE, ATLAS_REGION_NONE, flags);
  properties[PROP_PICKING] = g_param_spec_boolean ("picking", NULL, NULL, FALSE, flags);
  properties[PROP_IMPERIAL] = g_param_spec_boolean ("imperial", NULL, NULL, FALSE, flags);
  properties[PROP_TOOL] =
    g_param_spec_enum ("tool", NULL, NULL, ATLAS_TYPE_MAP_TOOL, ATLAS_MAP_TOOL_POINTER, flags);
  properties[PROP_SELECTION] = g_param_spec_boxed ("selection", NULL, NULL, ATLAS_TYPE_SELECTION, flags);
  properties[PROP_MODE] =
    g_param_spec_enum ("mode", NULL, NULL, ATLAS_TYPE_MAP_MODE, ATLAS_MAP_REPLACE, flags);
  properties[PROP_SETTLED] =
    g_param_spec_boolean ("settled", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LEVEL] = g_param_spec_uint ("level", NULL, NULL, ATLAS_AREAS_REGIONS, ATLAS_AREAS_COUNTIES,
                                              ATLAS_AREAS_REGIONS, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SELECTED_STOP] =
    g_param_spec_uint ("selected-stop", NULL, NULL, 0, ATLAS_STOP_NONE, ATLAS_STOP_NONE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[REGION_ACTIVATED] = g_signal_new ("region-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[MEMBER_ACTIVATED] = g_signal_new ("member-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[CLUSTER_ACTIVATED] =
    g_signal_new ("cluster-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_ARRAY);
  signals[MARK_ACTIVATED] = g_signal_new ("mark-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[MARKS_ACTIVATED] = g_signal_new ("marks-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[PLACE_PICKED] = g_signal_new ("place-picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[CLASSES_CHANGED] = g_signal_new ("classes-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("stop-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_UINT);
  g_signal_new ("stop-moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                3, G_TYPE_UINT, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  g_signal_new ("values-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);

  widget_class->snapshot = atlas_map_view_snapshot;
  atlas_map_view_install_actions (widget_class);
  atlas_map_view_install_tools (widget_class);
  gtk_widget_class_set_css_name (widget_class, "atlas-map");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  load_style ();
}

static void
atlas_map_view_init (AtlasMapView *self)
{
  ShumateLayer *layer;

  self->show_regions = TRUE;
  self->show_clusters = TRUE;
  self->show_legend = TRUE;
  self->selected_region = ATLAS_REGION_NONE;

  self->source = atlas_base_map_source_new ();
  g_signal_connect_object (self->source, "contents-changed", G_CALLBACK (on_base_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->source, "notify::busy", G_CALLBACK (atlas_map_view_unsettle), self,
                           G_CONNECT_SWAPPED);

  self->map = shumate_map_new ();
  self->viewport = shumate_map_get_viewport (self->map);
  shumate_viewport_set_reference_map_source (self->viewport, SHUMATE_MAP_SOURCE (self->source));
  shumate_map_set_zoom_on_double_click (self->map, FALSE);

  self->base = shumate_map_layer_new (SHUMATE_MAP_SOURCE (self->source), self->viewport);
  self->regions = atlas_region_layer_new (self->viewport);
  self->heat = atlas_heat_layer_new (self->viewport);
  gtk_widget_set_visible (GTK_WIDGET (self->heat), FALSE);
  g_signal_connect_object (self->heat, "notify::rendering", G_CALLBACK (atlas_map_view_unsettle), self,
                           G_CONNECT_SWAPPED);
  self->clusters = atlas_cluster_layer_new (self->viewport);
  g_signal_connect_object (self->clusters, "circles-changed", G_CALLBACK (atlas_map_view_update_circles),
                           self, G_CONNECT_SWAPPED);
  self->labels = atlas_label_layer_new (self->viewport, self->clusters);
  self->marks = atlas_mark_layer_new (self->viewport, self->clusters);
  self->route = atlas_itinerary_layer_new (self->viewport);
  self->selected = atlas_selection_layer_new (self->viewport);
  self->drawing = atlas_selection_layer_new (self->viewport);
  layer = SHUMATE_LAYER (self->base);
  shumate_map_add_layer (self->map, layer);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->heat));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->regions));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->selected));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->labels));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->clusters));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->marks));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->route));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->drawing));

  self->overlay = gtk_overlay_new ();
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->map));
  atlas_map_view_add_controls (self);

  atlas_map_view_add_legend (self);

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Map"), -1);

  atlas_map_view_set_imperial (self, FALSE);
  atlas_map_view_init_areas (self);
  atlas_map_view_init_input (self);
  atlas_map_view_init_itinerary (self);
  atlas_map_view_init_selecting (self);
  atlas_map_view_init_camera (self);
}

/* Public */

GtkWidget *
atlas_map_view_new (void)
{
  return g_object_new (ATLAS_TYPE_MAP_VIEW, NULL);
}

void
atlas_map_view_set_points (AtlasMapView *self, AtlasPointSet *points)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));
  g_return_if_fail (points == NULL || ATLAS_IS_POINT_SET (points));

  if (!g_set_object (&self->points, points))
    return;

  atlas_cluster_layer_set_points (self->clusters, points);
  atlas_heat_layer_set_points (self->heat, points);
  gtk_widget_queue_draw (GTK_WIDGET (self->labels)); /* which stand beside the circles */
  atlas_map_view_update_shading (self);
  atlas_map_view_update_description (self);
}

AtlasPointSet *
atlas_map_view_get_points (AtlasMapView *self)
{
  g_return_val_if_fail (ATLAS_IS_MAP_VIEW (self), NULL);

  return self->points;
}

void
atlas_map_view_set_dark (AtlasMapView *self, gboolean dark)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  if (self->dark == dark)
    return;

  self->dark = dark;
  atlas_drawn_layer_set_dark (ATLAS_DRAWN_LAYER (self->regions), dark);
  atlas_drawn_layer_set_dark (ATLAS_DRAWN_LAYER (self->heat), dark);
  atlas_map_legend_set_dark (self->legend, dark);
  atlas_drawn_layer_set_dark (ATLAS_DRAWN_LAYER (self->labels), dark);
  atlas_drawn_layer_set_dark (ATLAS_DRAWN_LAYER (self->clusters), dark);
  atlas_drawn_layer_set_dark (ATLAS_DRAWN_LAYER (self->marks), dark);
  atlas_drawn_layer_set_dark (ATLAS_DRAWN_LAYER (self->selected), dark);
  atlas_drawn_layer_set_dark (ATLAS_DRAWN_LAYER (self->drawing), dark);
  atlas_drawn_layer_set_dark (ATLAS_DRAWN_LAYER (self->route), dark);
  atlas_map_view_update_shading (self);
  atlas_map_view_update_legend (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DARK]);
}

void
atlas_map_view_set_show_regions (AtlasMapView *self, gboolean show)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  if (self->show_regions == show)
    return;

  self->show_regions = show;
  atlas_map_view_update_shading (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_REGIONS]);
}

void
atlas_map_view_set_show_heat (AtlasMapView *self, gboolean show)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  if (gtk_widget_get_visible (GTK_WIDGET (self->heat)) == show)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->heat), show);
  atlas_map_legend_set_has_heat (self->legend, show);
  atlas_map_view_update_legend (self);
  atlas_map_view_unsettle (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_HEAT]);
}

void
atlas_map_view_set_show_legend (AtlasMapView *self, gboolean show)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  if (self->show_legend == show)
    return;

  self->show_legend = show;
  atlas_map_view_write_legend (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_LEGEND]);
}

void
atlas_map_view_set_show_controls (AtlasMapView *self, gboolean show)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  if (gtk_widget_get_visible (self->controls) == show)
    return;

  gtk_widget_set_visible (self->controls, show);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_CONTROLS]);
}

void
atlas_map_view_set_show_tools (AtlasMapView *self, gboolean show)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  if (gtk_widget_get_visible (self->tools) == show)
    return;

  gtk_widget_set_visible (self->tools, show);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_TOOLS]);
}

void
atlas_map_view_set_imperial (AtlasMapView *self, gboolean imperial)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  if (self->imperial == imperial)
    return;

  self->imperial = imperial;
  atlas_map_scale_set_imperial (self->scale, imperial);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IMPERIAL]);
}

guint
atlas_map_view_get_selected_region (AtlasMapView *self)
{
  g_return_val_if_fail (ATLAS_IS_MAP_VIEW (self), ATLAS_REGION_NONE);

  return self->selected_region;
}

void
atlas_map_view_set_selected_region (AtlasMapView *self, guint region)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));
  g_return_if_fail (region == ATLAS_REGION_NONE || region < atlas_region_get_n ());

  if (self->selected_region == region)
    return;

  self->selected_region = region;
  self->at_hand = atlas_map_area_of_region (region);
  atlas_region_layer_set_selected (self->regions, region);
  atlas_map_view_update_description (self);
  atlas_map_view_unsettle (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED_REGION]);
}

void
atlas_map_view_set_picking (AtlasMapView *self, gboolean picking)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  if (self->picking == picking)
    return;

  self->picking = picking;
  atlas_cluster_layer_set_hovered (self->clusters, NULL);
  atlas_map_view_set_hovered_area (self, atlas_map_area_none);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->map), picking ? "crosshair" : "grab");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PICKING]);
}

void
atlas_map_view_set_pin (AtlasMapView *self, double latitude, double longitude)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  atlas_mark_layer_set_pin (self->marks, latitude, longitude);
  atlas_map_view_unsettle (self);
}

void
atlas_map_view_set_marks (AtlasMapView *self, const AtlasMapMark *marks, guint n_marks)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));
  g_return_if_fail (marks != NULL || n_marks == 0);

  atlas_mark_layer_remove_all (self->marks);
  for (guint i = 0; i < n_marks; i++)
    atlas_mark_layer_add (self->marks, marks[i].id, marks[i].latitude, marks[i].longitude, marks[i].title);
  atlas_map_legend_set_has_marks (self->legend, n_marks > 0);
  atlas_map_view_unsettle (self);
}

gboolean
atlas_map_view_is_settled (AtlasMapView *self)
{
  g_return_val_if_fail (ATLAS_IS_MAP_VIEW (self), FALSE);

  return self->settled;
}
