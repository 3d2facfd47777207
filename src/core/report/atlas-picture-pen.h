/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "atlas-picture-content.h"

G_BEGIN_DECLS

/** What is drawn, light only, for paper: the light map of the screen with a white page around it. */
typedef enum
{
  ATLAS_INK_PAPER,
  ATLAS_INK_WATER,
  ATLAS_INK_LAND,
  ATLAS_INK_NEIGHBOUR,
  ATLAS_INK_SHORE,
  ATLAS_INK_COUNTRY_BORDER,
  ATLAS_INK_REGION_BORDER,
  ATLAS_INK_COUNTY_BORDER,
  ATLAS_INK_FRAME,
  ATLAS_INK_HATCH,
  ATLAS_INK_DOTS,
  ATLAS_INK_TEXT,
  ATLAS_INK_FAINT_TEXT,
  ATLAS_INK_WATER_TEXT,
  ATLAS_INK_HALO,
  ATLAS_INK_BAR,
  ATLAS_INK_CIRCLE,
  ATLAS_INK_CIRCLE_EDGE,
  ATLAS_INK_MARK,
  ATLAS_N_INKS,
} AtlasInk;

/**
 * AtlasPicturePen:
 * @unit: points of the page for a point at which a page of A4 is laid out; everything but the map itself
 * grows and shrinks with it
 *
 * Draws in one style. Positions are the page's own, sizes of text and lines are in units.
 */
typedef struct
{
  cairo_t *cr;
  PangoContext *context;
  double unit;
} AtlasPicturePen;

void atlas_picture_pen_init (AtlasPicturePen *self, cairo_t *cr, double unit);
void atlas_picture_pen_clear (AtlasPicturePen *self);

void atlas_picture_pen_set_ink (AtlasPicturePen *self, AtlasInk ink);

/** Strokes the path. @width: in units */
void atlas_picture_pen_stroke (AtlasPicturePen *self, AtlasInk ink, double width);

/** Fills the path as areas of that fill are; @shade where it is SHADED. No path is left. */
void atlas_picture_pen_fill (AtlasPicturePen *self,
                             const AtlasPictureContent *content,
                             AtlasPictureFill fill,
                             guint shade);

/** @size: in units. (transfer full) */
PangoLayout *
atlas_picture_pen_create_layout (AtlasPicturePen *self, const char *text, double size, PangoWeight weight);

/** The layout's size in points of the page. */
void atlas_picture_pen_measure (PangoLayout *layout, double *width, double *height);

/** With its upper left corner there. */
void atlas_picture_pen_show (AtlasPicturePen *self, PangoLayout *layout, double x, double y, AtlasInk ink);

/** With a halo of the colour @rgb, so that it can be read on anything. */
void atlas_picture_pen_show_with_halo (
  AtlasPicturePen *self, PangoLayout *layout, double x, double y, AtlasInk ink, const double rgb[3]);

/** The colour of an ink, 0 to 1. */
const double *atlas_ink_get_rgb (AtlasInk ink);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AtlasPicturePen, atlas_picture_pen_clear)

G_END_DECLS
