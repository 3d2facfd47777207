/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-label-placer.h"
#include "atlas-map-extent.h"
#include "atlas-projection.h"

G_BEGIN_DECLS

/* The map within a picture: a main frame and, in its corner, one for each part that lies too far away. */

/**
 * AtlasPictureFrame:
 * @rect: on the page
 * @origin_x, @origin_y: of the projection's plane, at the upper left corner, kilometres
 * @scale: points of the page for a kilometre
 * @region: whose frame it is; %ATLAS_REGION_NONE for the main one
 */
typedef struct
{
  AtlasProjection projection;
  AtlasLabelRect rect;
  double origin_x, origin_y;
  double scale;
  guint region;
} AtlasPictureFrame;

/** The most frames a map has. */
#define ATLAS_PICTURE_MAX_FRAMES 4

/**
 * atlas_picture_map_layout:
 * @rect: for the map, on the page
 * @unit: points of the page for a point of its layout
 * @frames: (out caller-allocates) (array length=ATLAS_PICTURE_MAX_FRAMES): the main one first
 *
 * Fits what is framed into @rect. A map that leaves no room for the others has the main frame alone, and so
 * has that of a box or of one region.
 *
 * Returns: how many frames
 */
guint atlas_picture_map_layout (const AtlasMapFraming *framing,
                                const AtlasLabelRect *rect,
                                double unit,
                                AtlasPictureFrame frames[ATLAS_PICTURE_MAX_FRAMES]);

/** The position in its middle; degrees. */
void atlas_picture_frame_get_centre (const AtlasPictureFrame *self, double *latitude, double *longitude);

/** The part of the Mercator unit square that the frame shows, and a little more. */
void atlas_picture_frame_get_mercator_box (
  const AtlasPictureFrame *self, double *west, double *north, double *east, double *south);

/** Where a position lies on the page. FALSE if that is outside of the frame. */
gboolean atlas_picture_frame_locate (
  const AtlasPictureFrame *self, double latitude, double longitude, double *x, double *y);

G_END_DECLS
