/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-map-view.h"

G_BEGIN_DECLS

/**
 * AtlasMapDraft:
 * @tool: what is being drawn; %ATLAS_MAP_TOOL_POINTER: nothing
 * @corners: (element-type AtlasMapPoint): what stands already: a rectangle's first corner, a circle's centre,
 * a lasso's line
 * @hand: where the pointer or the crosshair is
 * @radius_km: of a circle
 *
 * A shape while it is drawn, by hand or by keyboard. Positions are those of the Mercator unit square and are
 * kept within it.
 */
typedef struct
{
  double x, y;
} AtlasMapPoint;

typedef struct
{
  AtlasMapTool tool;
  GArray *corners;
  AtlasMapPoint hand;
  double radius_km;
} AtlasMapDraft;

void atlas_map_draft_init (AtlasMapDraft *self);
void atlas_map_draft_clear (AtlasMapDraft *self);

/** Whether something is being drawn. */
gboolean atlas_map_draft_is_active (const AtlasMapDraft *self);

/** Begins with the first corner or the centre; what was drawn before is forgotten. */
void atlas_map_draft_begin (AtlasMapDraft *self, AtlasMapTool tool, double x, double y);
void atlas_map_draft_cancel (AtlasMapDraft *self);

/** The hand is there: the far corner, the edge of the circle, the end of the lasso's last piece. */
void atlas_map_draft_move (AtlasMapDraft *self, double x, double y);

/** Lets a lasso's line go through where the hand is. */
void atlas_map_draft_add_corner (AtlasMapDraft *self);

/** Sets a circle's radius to the round number next to @km, in its unit; @steps: and so many round numbers on,
 * or back. */
void atlas_map_draft_set_radius (AtlasMapDraft *self, double km, int steps, gboolean imperial);

/**
 * atlas_map_draft_dup_outline:
 * @n_points: (out)
 *
 * Returns: (transfer full) (nullable) (array): x and y of each point of its closed outline
 */
double *atlas_map_draft_dup_outline (const AtlasMapDraft *self, guint *n_points);

/**
 * atlas_map_draft_add_to:
 * @selection: (nullable)
 * @world: width of the world in pixels, at which it was drawn: what is less than a pixel is left out, so that
 * its text stays short
 * @imperial: round a radius to miles
 *
 * Returns: (transfer full) (nullable): see atlas_selection_add()
 */
AtlasSelection *atlas_map_draft_add_to (
  const AtlasMapDraft *self, AtlasSelection *selection, gboolean subtracted, double world, gboolean imperial);

/** A circle's outline: (transfer full) (array): x and y of %ATLAS_MAP_CIRCLE_POINTS points. */
#define ATLAS_MAP_CIRCLE_POINTS 96
double *atlas_map_circle_outline (double latitude, double longitude, double radius_km);

/** (transfer full): "52 km", "32 mi"; exact to about a pixel of a world that is @world pixels wide. */
char *atlas_map_draft_describe_radius (const AtlasMapDraft *self, double world, gboolean imperial);

G_END_DECLS
