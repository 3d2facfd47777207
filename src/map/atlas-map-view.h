/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-itinerary.h"
#include "atlas-map-extent.h"
#include "atlas-map-level.h"
#include "atlas-measure.h"
#include "atlas-pair-shading.h"
#include "atlas-raster-tiles.h"
#include "atlas-selection.h"

G_BEGIN_DECLS

/**
 * AtlasMapView:
 *
 * The map as a widget: offline base map in light and dark (follows AdwStyleManager's or GtkSettings' dark
 * preference through its own property), regions shaded by members, clusters with counts, single people at
 * high zoom, hover and selection. Knows nothing of pages or records: it is given an [class@AtlasPointSet] and
 * shows it.
 *
 * Zoomed in, the counties of the USA take over from its states (see [func@atlas_map_level_choose]): they are
 * shaded, pointed at and chosen instead. A county that is chosen is a selection of one shape.
 *
 * Keyboard (while focused): arrows pan, + and - zoom, Home shows all, Page Up and Page Down walk through the
 * regions or counties by size, Return selects the one at hand, Escape clears; P, R, L and C take a tool to
 * select with.
 *
 * Selecting: with a tool in hand a drag draws, and with the pointer a drag with Shift draws a rectangle. Ctrl
 * adds what is drawn to what is selected, Alt or Ctrl+Shift takes it away; so does a click with these on a
 * region. By keyboard: arrows move a crosshair, with Shift in small steps; Space sets a corner or a centre,
 * and then the shape ends with Return; + and - change a circle's radius; Escape forgets what is drawn, puts
 * the tool away, clears the selection.
 *
 * Signals:
 * - "region-activated" (guint region): clicked, or chosen by keyboard; ATLAS_POINT_NO_REGION when the open
 * water or another country was clicked
 * - "member-activated" (gint64 id): a single person's dot was clicked
 * - "cluster-activated" (GArray *rows): a circle was clicked that the map cannot part any further: several
 * people at one place. (element-type guint): rows of the point index, borrowed
 * - "mark-activated" (gint64 id): an event's mark was clicked
 * - "marks-activated" (double latitude, double longitude): a mark was clicked that stands for several at one
 * place
 * - "stop-activated" (guint stop): a mission's stop was clicked, which is the selected one now
 * - "stop-moved" (guint stop, double latitude, double longitude): it was dragged there; it stays drawn where
 * it was until an itinerary says otherwise
 * - "place-picked" (double latitude, double longitude): in picking mode (see :picking)
 * - "classes-changed": see [method@AtlasMapView.get_classes]
 * - "values-changed": other points, or another measure
 *
 * Actions, for menus and buttons: "map.zoom-in", "map.zoom-out", "map.show-extent" (a string: "all",
 * "canada", "usa"), "map.pan" ((dd): part of the width and height), "map.next-region" (an integer, 1 or -1),
 * "map.activate-region", "map.clear", "map.tool" (a string, with state: see [enum@AtlasMapTool]).
 */
#define ATLAS_TYPE_MAP_VIEW (atlas_map_view_get_type ())
G_DECLARE_FINAL_TYPE (AtlasMapView, atlas_map_view, ATLAS, MAP_VIEW, GtkWidget)

/** What a drag does: pans the map, or draws. */
typedef enum
{
  ATLAS_MAP_TOOL_POINTER,
  ATLAS_MAP_TOOL_RECTANGLE,
  ATLAS_MAP_TOOL_LASSO,
  ATLAS_MAP_TOOL_CIRCLE,
} AtlasMapTool;

/** What becomes of what was selected before. */
typedef enum
{
  ATLAS_MAP_REPLACE,
  ATLAS_MAP_ADD,
  ATLAS_MAP_SUBTRACT,
} AtlasMapMode;

#define ATLAS_TYPE_MAP_MODE (atlas_map_mode_get_type ())
GType atlas_map_mode_get_type (void);

#define ATLAS_TYPE_MAP_TOOL (atlas_map_tool_get_type ())
GType atlas_map_tool_get_type (void);

GtkWidget *atlas_map_view_new (void);

/** NULL: nothing is known yet (loading): no shading, no clusters. Only what differs is repainted. */
void atlas_map_view_set_points (AtlasMapView *self, AtlasPointSet *points);
AtlasPointSet *atlas_map_view_get_points (AtlasMapView *self);

/** Who of the points a mission reaches, told apart from the others in the circles; see
 * [method@AtlasClusterLayer.set_reached]. @reached: (nullable) */
void atlas_map_view_set_reached (AtlasMapView *self, AtlasPointSet *reached);

/**
 * atlas_map_view_set_measured:
 * @measured: (nullable): what regions are shaded by; NULL: by their members, counted from the points
 *
 * Stays until the next call: who changes the points brings a new one.
 */
void atlas_map_view_set_measured (AtlasMapView *self, AtlasMeasured *measured);
AtlasMeasured *atlas_map_view_get_measured (AtlasMapView *self);
/** @counties: (nullable): what counties are shaded by, when they are; NULL: states stay. As above. */
void atlas_map_view_set_counties (AtlasMapView *self, AtlasMeasured *counties);
AtlasMeasured *atlas_map_view_get_counties (AtlasMapView *self);

/**
 * atlas_map_view_set_scale:
 * @points: (nullable): whose numbers limits of classes, sizes of circles and the colours of heat are made of,
 * instead of those shown: so that what is shown in turn can be compared
 * @measured, @counties: (nullable): of those, by the measure shown; must be there where those shown are
 */
void atlas_map_view_set_scale (AtlasMapView *self,
                               AtlasPointSet *points,
                               AtlasMeasured *measured,
                               AtlasMeasured *counties);

AtlasMapAreas atlas_map_view_get_areas (AtlasMapView *self);
void atlas_map_view_set_areas (AtlasMapView *self, AtlasMapAreas areas);

/** What is to be shaded here, and who brings the numbers must therefore bring: %ATLAS_AREAS_REGIONS or
 * %ATLAS_AREAS_COUNTIES. Notified by property "level". */
AtlasAreas atlas_map_view_get_level (AtlasMapView *self);

/** How the values are parted into classes. @own: limits for %ATLAS_BREAKS_OWN, rising; copied. */
void atlas_map_view_set_breaks (AtlasMapView *self, AtlasBreaks breaks, const double *own, guint n_own);

/**
 * atlas_map_view_set_base:
 * @tiles: (nullable): a map to be painted over the built-in one, beneath regions and circles; it is closed
 * when another takes its place. NULL: none
 * @credit, @link: (nullable): whose it is, and where that is explained; stand in the map's corner
 * @has_names: it names places itself: our own names are not drawn
 */
void atlas_map_view_set_base (
  AtlasMapView *self, AtlasRasterTiles *tiles, const char *credit, const char *link, gboolean has_names);

/* Properties of the same names: "dark", "show-regions", "show-clusters", "show-legend" (TRUE), "show-heat"
 * (FALSE), "show-places" (FALSE; circles that stand on places, instead of clusters), "split-sexes" (FALSE;
 * such circles are split by sex), "show-controls" (scale, credits and buttons, TRUE), "show-tools" (buttons
 * for selecting, FALSE), "selected-region" (guint), "picking" (boolean), "imperial" (scale and radius in
 * miles), "tool" (AtlasMapTool), "selection" (AtlasSelection), "mode" (AtlasMapMode: of what is drawn or
 * clicked without another key; Ctrl adds, Ctrl with Shift, or Alt, takes away). */
void atlas_map_view_set_dark (AtlasMapView *self, gboolean dark);
void atlas_map_view_set_show_regions (AtlasMapView *self, gboolean show);
void atlas_map_view_set_show_clusters (AtlasMapView *self, gboolean show);
void atlas_map_view_set_show_heat (AtlasMapView *self, gboolean show);
void atlas_map_view_set_show_places (AtlasMapView *self, gboolean show);
void atlas_map_view_set_split_sexes (AtlasMapView *self, gboolean split);
void atlas_map_view_set_show_legend (AtlasMapView *self, gboolean show);
void atlas_map_view_set_show_controls (AtlasMapView *self, gboolean show);
void atlas_map_view_set_show_tools (AtlasMapView *self, gboolean show);
void atlas_map_view_set_imperial (AtlasMapView *self, gboolean imperial);
guint atlas_map_view_get_selected_region (AtlasMapView *self);
void atlas_map_view_set_selected_region (AtlasMapView *self, guint region);

/** Borrowed; NULL where nothing is. */
AtlasSelection *atlas_map_view_get_selection (AtlasMapView *self);

/** @selection: (nullable): drawn over the map; the region that was selected is so no more */
void atlas_map_view_set_selection (AtlasMapView *self, AtlasSelection *selection);

AtlasMapTool atlas_map_view_get_tool (AtlasMapView *self);
void atlas_map_view_set_tool (AtlasMapView *self, AtlasMapTool tool);
void atlas_map_view_set_mode (AtlasMapView *self, AtlasMapMode mode);

/** A click then tells a position instead of selecting; the pointer is a cross. */
void atlas_map_view_set_picking (AtlasMapView *self, gboolean picking);

/** A pin with a label (an event, a member being edited); NaN takes it away. Several pins are for layers to
 * come. */
void atlas_map_view_set_pin (AtlasMapView *self, double latitude, double longitude);

/** Events to be shown as small marks with a tooltip; copied. */
typedef struct
{
  gint64 id;
  double latitude, longitude;
  const char *title;
} AtlasMapMark;
void atlas_map_view_set_marks (AtlasMapView *self, const AtlasMapMark *marks, guint n_marks);

/**
 * atlas_map_view_set_itinerary:
 * @itinerary: (nullable): a mission, drawn over all but what is being selected
 *
 * Its stops can be clicked and dragged. The stop that is selected, property "selected-stop", stays so while
 * there is one of that number.
 */
void atlas_map_view_set_itinerary (AtlasMapView *self, AtlasItinerary *itinerary);

/** From 0; G_MAXUINT: none. */
guint atlas_map_view_get_selected_stop (AtlasMapView *self);
void atlas_map_view_set_selected_stop (AtlasMapView *self, guint stop);

/** Canada and the USA without their far islands and the high north, where the projection is mostly ice:
 * Alaska and Hawaii are seen in ALL. Stays fitted while the widget's size changes, until the map is moved. */
void atlas_map_view_show_extent (AtlasMapView *self, AtlasMapExtent extent, gboolean animate);
/** Whether ATLAS_MAP_EXTENT_ALL is being shown and kept fitted. */
gboolean atlas_map_view_is_fitted_to_all (AtlasMapView *self);
void atlas_map_view_show_region (AtlasMapView *self, guint region, gboolean animate);
/** @code: its FIPS code */
void atlas_map_view_show_county (AtlasMapView *self, guint code, gboolean animate);
/** @zoom: as a power of two: the world is 256 * 2^@zoom pixels wide; NaN keeps the present one. */
/** All of the mission that is drawn; nothing happens where there is none. */
void atlas_map_view_show_itinerary (AtlasMapView *self, gboolean animate);
void
atlas_map_view_go_to (AtlasMapView *self, double latitude, double longitude, double zoom, gboolean animate);
void atlas_map_view_get_position (AtlasMapView *self, double *latitude, double *longitude, double *zoom);
void atlas_map_view_zoom_in (AtlasMapView *self);
void atlas_map_view_zoom_out (AtlasMapView *self);
double atlas_map_view_get_zoom (AtlasMapView *self);

/** Whether there is so little room that what lies over the map is folded. Notified by property "narrow". */
gboolean atlas_map_view_is_narrow (AtlasMapView *self);

/** Whether all that is visible has been painted: for pictures. Notified by property "settled". */
gboolean atlas_map_view_is_settled (AtlasMapView *self);

/* The classes by which regions are shaded: what a legend shows. */
#define ATLAS_MAP_MAX_CLASSES (MAX (ATLAS_SHADES_MAX, ATLAS_PAIR_CELLS) + 3)

typedef enum
{
  ATLAS_MAP_CLASS_UNKNOWN, /* nothing to tell, as without an estimate: hatched */
  ATLAS_MAP_CLASS_NONE,    /* zero: the land's own colour */
  ATLAS_MAP_CLASS_FEW,     /* a percentage or an average of few people: dotted */
  ATLAS_MAP_CLASS_VALUES,
  ATLAS_MAP_CLASS_PAIR, /* of a comparison: a cell of its square */
} AtlasMapClassType;

/**
 * AtlasMapClass:
 * @low, @high: both inclusive; of a pair where the class of the first count begins, and that of the second
 * @n_regions: how many regions, or counties, are in the class
 * @color: as painted, for the present light or dark
 * @hidden: by its row in the legend
 * @label: the limits in words: "500–2,629", "Nurses 13–40, Teachers 0–12"; empty in a pair of which one class
 * has no region
 * @column, @row: of a pair: 0 to 2, the first count growing to the right and the second upwards
 */
typedef struct
{
  AtlasMapClassType type;
  double low, high;
  guint n_regions;
  GdkRGBA color;
  gboolean hidden;
  char label[160];
  guint column, row;
} AtlasMapClass;

/** Unknown first, then zero, then few, where there is such a region; then rising, or the nine of a pair row
 * by row. Notified by signal "classes-changed". */
guint atlas_map_view_get_classes (AtlasMapView *self, AtlasMapClass classes[ATLAS_MAP_MAX_CLASSES]);

/** Regions of a hidden class recede and keep no more than a line of its colour, so that the others stand out
 * and they are not taken for empty ones. */
void atlas_map_view_set_class_hidden (AtlasMapView *self, guint index, gboolean hidden);
void atlas_map_view_show_all_classes (AtlasMapView *self);

G_END_DECLS
