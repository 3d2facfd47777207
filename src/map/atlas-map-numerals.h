/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AtlasMapNumerals:
 *
 * Short counts (see atlas_map_text_short_count()) as a layer draws them, hundreds in each frame: each is laid
 * out and made a render node once, and from then on only put where it belongs.
 */
typedef struct _AtlasMapNumerals AtlasMapNumerals;

/** One count in one size. */
typedef struct _AtlasMapNumeral AtlasMapNumeral;

/**
 * atlas_map_numerals_new:
 * @widget: whose font they have; outlives the numerals, and calls atlas_map_numerals_forget() when it changes
 * @features: (nullable): of OpenType
 */
AtlasMapNumerals *atlas_map_numerals_new (GtkWidget *widget, PangoWeight weight, const char *features);

void atlas_map_numerals_free (AtlasMapNumerals *self);

/** All are made anew. */
void atlas_map_numerals_forget (AtlasMapNumerals *self);

/**
 * atlas_map_numerals_get:
 * @size: of the font, in pixels
 *
 * Returns: (transfer none): until the next call
 */
AtlasMapNumeral *atlas_map_numerals_get (AtlasMapNumerals *self, guint count, int size);

/** In pixels. */
void atlas_map_numeral_get_size (const AtlasMapNumeral *self, int *width, int *height);

/** With its upper left corner at @x, @y, in pixels. */
void atlas_map_numeral_append (
  AtlasMapNumeral *self, GtkSnapshot *snapshot, double x, double y, const GdkRGBA *color);

G_END_DECLS
