/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-base-map-source-private.h"
#include "atlas-cluster-layer.h"
#include "atlas-heat-layer.h"
#include "atlas-itinerary-layer.h"
#include "atlas-label-layer.h"
#include "atlas-map-draft.h"
#include "atlas-map-legend.h"
#include "atlas-map-scale.h"
#include "atlas-map-view.h"
#include "atlas-mark-layer.h"
#include "atlas-region-layer.h"
#include "atlas-selection-layer.h"
#include "atlas-tile-painter.h"

G_BEGIN_DECLS

/* The view's parts, shared by the files it is made of: atlas-map-view.c (what it shows),
 * atlas-map-view-areas.c (regions and counties), atlas-map-view-circles.c, atlas-map-view-base.c (another map
 * beneath), atlas-map-view-camera.c (where it looks), atlas-map-view-input.c (what is done to it),
 * atlas-map-view-shading.c and -compare.c (what its areas are filled with), -legend.c (what says so),
 * atlas-map-view-select.c and -crosshair.c (what is drawn on it, by hand and by keyboard),
 * atlas-map-view-itinerary.c (stops of a mission that are dragged),
 * atlas-map-view-controls.c (the buttons over it). */

/** What the map is fitted to, and is fitted to again when its size changes. */
typedef enum
{
  ATLAS_MAP_FIT_NOTHING,
  ATLAS_MAP_FIT_BOX,
  ATLAS_MAP_FIT_ALL, /* a box too: the one that a map begins with */
} AtlasMapFit;

/** A region by its index, or a county by its FIPS code. */
typedef struct
{
  AtlasAreas areas;
  guint key;
} AtlasMapArea;

#define ATLAS_MAP_AREA_NONE G_MAXUINT
extern const AtlasMapArea atlas_map_area_none;

struct _AtlasMapView
{
  GtkWidget parent_instance;

  GtkWidget *overlay;
  ShumateMap *map;
  ShumateViewport *viewport;
  AtlasBaseMapSource *source;
  ShumateMapLayer *base;
  AtlasRegionLayer *regions;
  AtlasHeatLayer *heat;
  AtlasLabelLayer *labels;
  AtlasClusterLayer *clusters;
  AtlasMarkLayer *marks;
  AtlasItineraryLayer *route;
  AtlasSelectionLayer *selected, *drawing;
  GtkWidget *controls;
  GtkWidget *buttons;
  GtkWidget *tools;
  AtlasMapScale *scale;
  AtlasMapLegend *legend;
  guint legend_waits; /* for tiles of this generation; 0: it says what is shown */
  gboolean narrow;    /* there is no room for the legend beside the scale */
  gboolean small;     /* unfolded it would hide much of the map */
  gboolean low;       /* nor is there room for all buttons above each other */
  guint narrow_id;

  /* What the map is painted over. */
  AtlasRasterTiles *raster;
  gboolean raster_has_names;
  GtkWidget *notes;
  GtkLabel *problem;
  GtkLabel *credits;

  AtlasPointSet *points;
  gboolean dark;
  gboolean show_regions;
  gboolean show_clusters, show_places;
  gboolean split_sexes;
  gboolean show_legend;
  gboolean imperial;
  gboolean picking;
  guint selected_region;

  /* How regions are shaded. */
  AtlasMapAreas areas; /* as somebody chose */
  AtlasAreas level;    /* what is to be shaded; counties only once they have been counted */
  AtlasMeasured *measured;
  AtlasMeasured *counties;
  AtlasPointSet *scale_points; /* NULL: the points */
  AtlasMeasured *scale_measured;
  AtlasMeasured *scale_counties;
  AtlasBreaks breaks;
  double own_breaks[ATLAS_SHADES_MAX - 1];
  guint n_own_breaks;
  AtlasMapClass classes[ATLAS_MAP_MAX_CLASSES];
  guint n_classes;
  AtlasMapClass old_classes[ATLAS_MAP_MAX_CLASSES]; /* before those */
  guint n_old_classes;

  /* The camera. */
  AtlasMapFit fit;
  AtlasMapBox fit_box;
  gboolean moving;   /* by ourselves, at this moment */
  gboolean flying;   /* by ourselves, over many frames */
  gboolean resizing; /* sizes are being allocated, after which the layers' will be */
  double target_world;
  guint rest_id;

  /* The pointer. */
  GtkGesture *click;
  gboolean click_stopped;
  AtlasMapArea hovered;
  AtlasMapArea at_hand; /* of the keyboard */

  /* Selecting. */
  AtlasSelection *selection;
  AtlasMapTool tool;
  AtlasMapDraft draft;
  AtlasMapMode mode;        /* of the draft */
  AtlasMapMode chosen_mode; /* of what is drawn or clicked without another key */
  double from_x, from_y;    /* where the drag began, pixels */
  AtlasMapPoint crosshair;  /* of the keyboard */
  gboolean has_crosshair;

  /* A mission. */
  guint selected_stop, dragged_stop;

  /* Whether all is painted. */
  gboolean settled;
  guint settle_tick_id, settle_idle_id;
  guint n_quiet_frames;
};

/** Something will be painted: not settled until it has been. */
void atlas_map_view_unsettle (AtlasMapView *self);

/* Shading */
void atlas_map_view_update_shading (AtlasMapView *self);

/* The legend */
void atlas_map_view_add_legend (AtlasMapView *self);

/** Once what it tells of is on the screen. */
void atlas_map_view_update_legend (AtlasMapView *self);

/** At once. */
void atlas_map_view_write_legend (AtlasMapView *self);

/** Puts it where it hides nothing else that lies over the map. */
void atlas_map_view_place_legend (AtlasMapView *self);

/** Folds it, or unfolds it again, as there is room in a map of that size. */
void atlas_map_view_resize_legend (AtlasMapView *self, int width, int height);

/** Whether there is another scale, of the areas and the measure that are shown. */
gboolean atlas_map_view_has_scale (AtlasMapView *self);

/** The measure that is shaded by; NULL: members, as the points count them. Borrowed. */
AtlasMeasure *atlas_map_view_get_measure (AtlasMapView *self);

/** How areas of a class are painted; see AtlasTileLook. */
void atlas_map_view_get_fill (AtlasMapView *self, const AtlasMapClass *class, GdkRGBA *fill, guint8 *pattern);

/** Sets the classes of a comparison, and what they fill in @look. */
void atlas_map_view_compare_regions (AtlasMapView *self, AtlasTileLook *look);

/** Classes that mean the same as one before stay hidden as that was. */
void atlas_map_view_keep_hidden (AtlasMapView *self);

/* Circles */

/** Legend and labels go by them. */
void atlas_map_view_update_circles (AtlasMapView *self);

/* Areas */
void atlas_map_view_init_areas (AtlasMapView *self);
AtlasMapArea atlas_map_area_of_region (guint region);

/** Whether counties are what is shaded, pointed at and chosen at this moment. */
gboolean atlas_map_view_shows_counties (AtlasMapView *self);

/** None is pointed at, and only the selected region at hand: others are shown now. */
void atlas_map_view_forget_areas (AtlasMapView *self);

/** What would be chosen by a click there. */
AtlasMapArea atlas_map_view_get_area_at (AtlasMapView *self, double latitude, double longitude);

/** Sets the area that is outlined lightly. */
void atlas_map_view_set_hovered_area (AtlasMapView *self, AtlasMapArea area);

/** Selects it, or none, and tells so; what was drawn is selected no more. A county becomes the selection. */
void atlas_map_view_activate_area (AtlasMapView *self, AtlasMapArea area);
void atlas_map_view_activate_region (AtlasMapView *self, guint region);

/** Members of an area in the present set. */
guint atlas_map_view_count_area (AtlasMapView *self, AtlasMapArea area);

/** (transfer full): "Ontario — 4,212 members". */
char *atlas_map_view_describe_area (AtlasMapView *self, AtlasMapArea area);

/** Takes the next smaller area in hand, or larger with -1, says what it is and shows it. */
void atlas_map_view_walk_areas (AtlasMapView *self, int step);

/* Base map */
void atlas_map_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);

/* Camera */
void atlas_map_view_init_camera (AtlasMapView *self);
void atlas_map_view_dispose_camera (AtlasMapView *self);
void atlas_map_view_get_frame (AtlasMapView *self, AtlasMapFrame *frame);

/** Fits what is to be fitted, and keeps the world's edges outside, for a widget of that size. */
void atlas_map_view_resize_camera (AtlasMapView *self, int width, int height);

/** Puts the middle at a position of the unit square. */
void atlas_map_view_move_camera (AtlasMapView *self, double x, double y, double world, guint milliseconds);

/** Keeps the point under @px, @py where it is. */
void atlas_map_view_zoom_at (AtlasMapView *self, double px, double py, double factor);

/* Input */
void atlas_map_view_init_input (AtlasMapView *self);
void atlas_map_view_install_actions (GtkWidgetClass *widget_class);

/** What assistive tools say of the map: its selection or its selected region, if there is one. */
void atlas_map_view_update_description (AtlasMapView *self);

/** (transfer full): "Selection — 4,212 members". */
char *atlas_map_view_describe_selection (AtlasMapView *self);

/* Selecting */
void atlas_map_view_init_selecting (AtlasMapView *self);
void atlas_map_view_install_tools (GtkWidgetClass *widget_class);

/** Forgets what is being drawn, or puts the tool away. FALSE if there is neither. */
gboolean atlas_map_view_leave_drawing (AtlasMapView *self);

/** What keys and buttons held with a drag mean. */
AtlasMapMode atlas_map_view_mode_for_state (AtlasMapView *self, GdkModifierType state);

/* A shape drawn by hand: positions in pixels of the map. */
void
atlas_map_view_begin_drawing (AtlasMapView *self, AtlasMapTool tool, AtlasMapMode mode, double x, double y);
void atlas_map_view_draw_to (AtlasMapView *self, double x, double y);
void atlas_map_view_end_drawing (AtlasMapView *self);

/** Draws what has become of it. */
void atlas_map_view_show_draft (AtlasMapView *self);
void atlas_map_view_select_area (AtlasMapView *self, AtlasMapArea area, AtlasMapMode mode);

/* Selecting by keyboard */
void atlas_map_view_show_crosshair (AtlasMapView *self, gboolean show);

/** Tells a person who does not see the map what a step has come to. */
void atlas_map_view_describe_draft (AtlasMapView *self);

/** FALSE where the key means nothing here. */
gboolean atlas_map_view_draw_by_key (AtlasMapView *self, guint key, guint code, GdkModifierType state);

/* A mission's stops */
void atlas_map_view_init_itinerary (AtlasMapView *self);

/** (transfer full): "2. Dallas — 412 people within 50 km". */
char *atlas_map_view_describe_stop (AtlasMapView *self, guint stop);

/* The base map */
void atlas_map_view_add_notes (AtlasMapView *self);

/** The nearest zoom level. */
double atlas_map_view_get_max_zoom (AtlasMapView *self);

/* Controls */
void atlas_map_view_add_controls (AtlasMapView *self);

G_END_DECLS
