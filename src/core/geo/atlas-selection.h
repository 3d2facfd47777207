/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "atlas-point-set.h"

G_BEGIN_DECLS

/**
 * AtlasSelectionShape:
 * @region: of a region: its index; whoever is counted there, with a position or without one
 * @county: of a county: its FIPS code; whoever is counted at one of its places
 * @place: of a place: its index in the gazetteer; whoever is counted there
 * @west, @south, @east, @north: of a box: degrees; a west beyond its east means across 180 degrees
 * @latitude, @longitude, @radius_km: of a circle
 * @points: (array length=n_points): of a polygon: latitude and longitude of each corner, degrees; the line is
 * straight on the Mercator map, and beyond -180..180 where it lies across 180 degrees. Even-odd: see
 * atlas-point-polygon.h
 *
 * One thing that was drawn.
 */
typedef enum
{
  ATLAS_SELECTION_REGION,
  ATLAS_SELECTION_BOX,
  ATLAS_SELECTION_CIRCLE,
  ATLAS_SELECTION_POLYGON,
  ATLAS_SELECTION_COUNTY,
  ATLAS_SELECTION_PLACE,
} AtlasSelectionType;

typedef struct
{
  double latitude, longitude;
} AtlasSelectionPoint;

typedef struct
{
  AtlasSelectionType type;
  guint region;
  guint county;
  guint place;
  double west, south, east, north;
  double latitude, longitude, radius_km;
  const AtlasSelectionPoint *points;
  guint n_points;
} AtlasSelectionShape;

/** Degrees are kept to five decimals, about a metre, kilometres to three: what is drawn is what is written.
 */
#define ATLAS_SELECTION_DECIMALS 5

#define ATLAS_SELECTION_MAX_SHAPES 64
#define ATLAS_SELECTION_MAX_POINTS 200 /* of one polygon */

/**
 * AtlasSelection:
 *
 * An area of the map, put together from shapes: each adds who is in it to those before, or takes them away.
 * Immutable, reference-counted, any thread. It begins with nobody.
 *
 * Its text, which the query language knows as `area:"…"`, has shapes with semicolons between them and a minus
 * before one that is taken away: `region CA-ON; -circle 43.65 -79.38 50km; box -80 43 -79 44; polygon 45 -75,
 * 46 -75, 46 -74; county 17031; place US-TX Houston`. A county goes by its FIPS code; where several places of
 * a region bear one name, the latitude and longitude follow it. A box has west, south, east and north, as
 * bbox: has; positions are latitude and longitude, as near: has them.
 */
typedef struct _AtlasSelection AtlasSelection;

#define ATLAS_TYPE_SELECTION (atlas_selection_get_type ())
GType atlas_selection_get_type (void);

AtlasSelection *atlas_selection_ref (AtlasSelection *self);
void atlas_selection_unref (AtlasSelection *self);

/**
 * atlas_selection_add:
 * @self: (nullable): NULL is nobody
 * @shape: copied
 * @subtracted: take away instead
 *
 * Returns: (transfer full) (nullable): @self with one shape more; NULL where it would still be nobody: a
 * shape taken away from nothing, a circle without a radius, a polygon of two corners; @self where there are
 * %ATLAS_SELECTION_MAX_SHAPES of them already
 */
AtlasSelection *
atlas_selection_add (AtlasSelection *self, const AtlasSelectionShape *shape, gboolean subtracted);

guint atlas_selection_get_n_shapes (AtlasSelection *self);

/** Borrowed. @subtracted: (out) (optional) */
const AtlasSelectionShape *
atlas_selection_get_shape (AtlasSelection *self, guint index, gboolean *subtracted);

/** The same shapes in the same order. Either may be NULL. */
gboolean atlas_selection_equal (AtlasSelection *a, AtlasSelection *b);

/** (transfer full): read again it gives an equal selection. */
char *atlas_selection_to_text (AtlasSelection *self);

/** (transfer full): NULL with %G_IO_ERROR_INVALID_ARGUMENT, which says what is not understood. */
AtlasSelection *atlas_selection_from_text (const char *text, GError **error);

/**
 * atlas_selection_contains:
 * @placed: whether there is a position
 * @x, @y: quantised (see atlas_point_quantise())
 * @region: the region's index, ATLAS_REGION_NONE where none
 * @place: the place's index in the gazetteer, ATLAS_PLACE_NONE where none
 */
gboolean atlas_selection_contains (
  AtlasSelection *self, gboolean placed, guint32 x, guint32 y, guint region, guint place);

/** The one shape of a selection that was chosen and not drawn: a region, a county or a place; else NULL.
 * @self: (nullable). Borrowed. */
const AtlasSelectionShape *atlas_selection_get_chosen (AtlasSelection *self);

/** (transfer full): what such a selection is called: "Cook County, Illinois", "Houston, Texas"; else NULL. */
char *atlas_selection_dup_name (AtlasSelection *self);

/**
 * atlas_selection_match_index:
 *
 * Returns: (transfer full): which rows of @index are inside. Ten thousand members: well under a millisecond;
 * a million: a few
 */
AtlasBitset *atlas_selection_match_index (AtlasSelection *self, AtlasPointIndex *index);

/** (transfer full): those rows of the index that are inside and in @points. */
AtlasBitset *atlas_selection_match (AtlasSelection *self, AtlasPointSet *points);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasSelection, atlas_selection_unref)

G_END_DECLS
