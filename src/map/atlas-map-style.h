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
} AtlasMapStyle;

const AtlasMapStyle *atlas_map_style_get (gboolean dark);

/**
 * atlas_map_style_get_class_color:
 * @index: of @n_classes, the lowest first
 *
 * One hue, teal, told apart by lightness alone, which every kind of colour blindness leaves alone: pale to
 * deep on the light map, deep to luminous on the dark one, in even steps of OKLab (B. Ottosson, "A perceptual
 * color space for image processing", 2020). Fewer classes lie nearer the middle.
 */
void atlas_map_style_get_class_color (gboolean dark, guint index, guint n_classes, GdkRGBA *color);

G_END_DECLS
