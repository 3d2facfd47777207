/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-label-placer.h"
#include "atlas-picture-pen.h"
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
 * @unit: see [struct@AtlasPicturePen]
 * @frames: (out caller-allocates) (array length=ATLAS_PICTURE_MAX_FRAMES): the main one first
 *
 * Fits the extent into @rect. A map that leaves no room for the others has the main frame alone.
 *
 * Returns: how many frames
 */
guint atlas_picture_map_layout (AtlasMapExtent extent,
                                const AtlasLabelRect *rect,
                                double unit,
                                AtlasPictureFrame frames[ATLAS_PICTURE_MAX_FRAMES]);

/** Where a position lies on the page. FALSE if that is outside of the frame. */
gboolean atlas_picture_frame_locate (
  const AtlasPictureFrame *self, double latitude, double longitude, double *x, double *y);

/**
 * atlas_picture_map_draw:
 * @detail: how many dots of what is printed or seen make a point of the page
 *
 * Land, water, areas and borders; no words.
 */
void atlas_picture_map_draw (AtlasPicturePen *pen,
                             const AtlasPictureContent *content,
                             const AtlasPictureFrame *frame,
                             double detail);

G_END_DECLS
