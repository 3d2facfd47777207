/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-plan-itinerary.h"

static void
add_leg (
  AtlasItinerary *itinerary, const AtlasPlanSpot *from, const AtlasPlanSpot *to, AtlasLegMode mode, guint day)
{
  const AtlasItineraryLeg leg = { from->latitude, from->longitude, to->latitude, to->longitude, day, mode };

  atlas_itinerary_add_leg (itinerary, &leg);
}

AtlasItinerary *
atlas_itinerary_new_for_plan (const AtlasPlan *plan)
{
  const AtlasPlanSpot *base, *before;
  AtlasItinerary *itinerary;

  g_return_val_if_fail (plan != NULL, NULL);

  base = before = plan->request->base;
  itinerary = atlas_itinerary_new ();
  atlas_itinerary_set_base (itinerary, base->name, base->latitude, base->longitude);
  for (guint i = 0; i < plan->stops->len; i++)
    {
      const AtlasPlanStop *stop = g_ptr_array_index (plan->stops, i);
      const AtlasItineraryStop drawn = {
        .name = stop->spot->name,
        .latitude = stop->spot->latitude,
        .longitude = stop->spot->longitude,
        .radius_km = plan->request->radius_km,
        .day = stop->day - 1,
        .people = stop->newly_reached,
        .pinned = stop->pinned,
      };

      atlas_itinerary_add_stop (itinerary, &drawn);
      add_leg (itinerary, before, stop->spot, stop->leg.mode, drawn.day);
      before = stop->spot;
    }
  if (before != base)
    add_leg (itinerary, before, base, plan->home.mode, plan->days - 1);
  return itinerary;
}
