/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-drawn-layer.h"
#include "atlas-itinerary.h"

G_BEGIN_DECLS

/**
 * AtlasItineraryLayer:
 *
 * Draws a mission: the circles from which people come, the ways in the colours of their days (flights
 * dashed), the stops as numbered discs in their order with their names and how many are reached, and the
 * base. Takes no events; says which stop lies at a pixel.
 */
#define ATLAS_TYPE_ITINERARY_LAYER (atlas_itinerary_layer_get_type ())
G_DECLARE_FINAL_TYPE (AtlasItineraryLayer, atlas_itinerary_layer, ATLAS, ITINERARY_LAYER, AtlasDrawnLayer)

/** No stop. */
#define ATLAS_STOP_NONE G_MAXUINT

AtlasItineraryLayer *atlas_itinerary_layer_new (ShumateViewport *viewport);

/** @itinerary: (nullable): none is drawn */
void atlas_itinerary_layer_set_itinerary (AtlasItineraryLayer *self, AtlasItinerary *itinerary);

/** Borrowed; NULL where there is none. */
AtlasItinerary *atlas_itinerary_layer_get_itinerary (AtlasItineraryLayer *self);

/** The stop that stands out; %ATLAS_STOP_NONE for none. */
void atlas_itinerary_layer_set_selected (AtlasItineraryLayer *self, guint stop);

/**
 * atlas_itinerary_layer_set_dragged:
 * @stop: %ATLAS_STOP_NONE: none is any more
 * @x, @y: where it would be, in the Mercator unit square
 *
 * Draws a stop where it would come to be, while it stays where it is.
 */
void atlas_itinerary_layer_set_dragged (AtlasItineraryLayer *self, guint stop, double x, double y);

/** Which stop's disc lies at a pixel of the widget; %ATLAS_STOP_NONE if none does. */
guint atlas_itinerary_layer_pick (AtlasItineraryLayer *self, double x, double y);

G_END_DECLS
