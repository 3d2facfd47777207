/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "atlas-itinerary.h"

G_BEGIN_DECLS

/**
 * atlas_itinerary_picture_draw:
 * @width, @height: of the picture, whose upper left corner is 0, 0; points
 *
 * A mission on a map of the land around it, for paper: the ways in the colours of their days, numbered stops
 * with the circles that people come from, the base, and the names of the larger places. A mission without a
 * place has a map of Canada and the USA.
 */
void atlas_itinerary_picture_draw (AtlasItinerary *itinerary, cairo_t *cr, double width, double height);

G_END_DECLS
