/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "atlas-leg-mode.h"

G_BEGIN_DECLS

/**
 * AtlasItinerary:
 *
 * A mission as it is drawn: the stops in their order, whom they reach, the ways between them and on which day
 * each is. The same on the screen's map and in a printed brief; made from a plan or from a mission's record
 * by whoever has one. Immutable once it is shown; reference counted, a boxed type.
 */
typedef struct _AtlasItinerary AtlasItinerary;

#define ATLAS_TYPE_ITINERARY (atlas_itinerary_get_type ())
GType atlas_itinerary_get_type (void);

/**
 * AtlasItineraryStop:
 * @name: of the place
 * @latitude, @longitude: degrees, WGS 84
 * @radius_km: how far people come; 0 where nothing is said
 * @day: of the mission, from 0: the day of arrival
 * @people: who is first reached here; -1 where that is not known
 * @pinned: stays, whatever else is planned
 */
typedef struct
{
  const char *name;
  double latitude, longitude;
  double radius_km;
  guint day;
  gint64 people;
  gboolean pinned;
} AtlasItineraryStop;

/** A way from one position to another. */
typedef struct
{
  double from_latitude, from_longitude, to_latitude, to_longitude;
  guint day;
  AtlasLegMode mode;
} AtlasItineraryLeg;

AtlasItinerary *atlas_itinerary_new (void);
AtlasItinerary *atlas_itinerary_ref (AtlasItinerary *self);
void atlas_itinerary_unref (AtlasItinerary *self);

/** Where the team sets out and comes back to. @name: copied */
void atlas_itinerary_set_base (AtlasItinerary *self, const char *name, double latitude, double longitude);

/** Copied, its name too. */
void atlas_itinerary_add_stop (AtlasItinerary *self, const AtlasItineraryStop *stop);
void atlas_itinerary_add_leg (AtlasItinerary *self, const AtlasItineraryLeg *leg);

/** FALSE where none was set. @name: (out) (optional) (transfer none) */
gboolean
atlas_itinerary_get_base (AtlasItinerary *self, const char **name, double *latitude, double *longitude);

guint atlas_itinerary_get_n_stops (AtlasItinerary *self);
const AtlasItineraryStop *atlas_itinerary_get_stop (AtlasItinerary *self, guint index);
guint atlas_itinerary_get_n_legs (AtlasItinerary *self);
const AtlasItineraryLeg *atlas_itinerary_get_leg (AtlasItinerary *self, guint index);

/** The box around base, stops and their circles, degrees. FALSE where there is nothing. */
gboolean
atlas_itinerary_get_box (AtlasItinerary *self, double *south, double *west, double *north, double *east);

/** Points of a leg's line. */
#define ATLAS_LEG_POINTS 25

/**
 * atlas_itinerary_leg_line:
 * @xy: (out caller-allocates): pairs in the Mercator unit square
 *
 * The way as it is drawn: a bow to the right of who travels it, a quadratic Bézier curve, so that the way
 * there and the way back lie beside each other; a flight's is the wider one. It says in which order places
 * are visited, not where the road runs.
 */
void atlas_itinerary_leg_line (const AtlasItineraryLeg *leg, double xy[2 * ATLAS_LEG_POINTS]);

/**
 * atlas_itinerary_get_day_color:
 * @day: from 0; after the eighth they begin anew
 * @dark: for the dark map
 * @rgb: (out caller-allocates): red, green and blue, 0 to 1
 *
 * Hues that stay apart for the colour-blind, after the palettes of M. Okabe and K. Ito ("Color Universal
 * Design", 2008) and P. Tol ("Colour Schemes", SRON/EPS/TN/09-002, 2021): darkened for the light map so that
 * white numerals are read on each (WCAG 2.1: 4.5 to 1), lightened for the dark one, where they are black.
 */
#define ATLAS_DAY_COLORS 8
void atlas_itinerary_get_day_color (guint day, gboolean dark, double rgb[3]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasItinerary, atlas_itinerary_unref)

G_END_DECLS
