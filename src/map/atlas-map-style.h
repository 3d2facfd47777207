/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * AtlasMapStyle:
 *
 * The colours of the map. One table for light, one for dark; nothing else in the map names a colour of land,
 * water or text.
 */
typedef struct
{
  GdkRGBA water;
  GdkRGBA land;      /* of the countries the atlas counts in; also a region with no one */
  GdkRGBA neighbour; /* land of all other countries, which recede */
  GdkRGBA shore;
  GdkRGBA river;
  GdkRGBA country_border;
  GdkRGBA region_border;
  GdkRGBA county_border;
  GdkRGBA country_text;
  GdkRGBA region_text;
  GdkRGBA place_text;
  GdkRGBA halo;
  GdkRGBA place_dot;
  GdkRGBA hover;
  GdkRGBA selection;
  GdkRGBA selection_halo;
  GdkRGBA mark; /* an event */
  GdkRGBA mark_edge;
  GdkRGBA pin;
  GdkRGBA hatch; /* over land of which nothing is known */
} AtlasMapStyle;

const AtlasMapStyle *atlas_map_style_get (gboolean dark);

G_END_DECLS
