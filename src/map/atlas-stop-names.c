/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-stop-names.h"

#include <math.h>

#include "atlas-mercator.h"

/* A stop's disc, and about what its name takes to the right of it; a place this near to it is named by it.
 * Pixels. */
#define STOP_RADIUS    14.0
#define STOP_CHARACTER 7.5
#define STOP_REACH     18.0

gboolean
atlas_stop_names_has (AtlasItinerary *itinerary, double x, double y, double world)
{
  g_return_val_if_fail (itinerary != NULL, FALSE);

  for (guint i = 0; i < atlas_itinerary_get_n_stops (itinerary); i++)
    {
      const AtlasItineraryStop *stop = atlas_itinerary_get_stop (itinerary, i);
      double across = atlas_mercator_x (stop->longitude) - x, down = atlas_mercator_y (stop->latitude) - y;

      if (hypot (across, down) * world < STOP_REACH)
        return TRUE;
    }
  return FALSE;
}

void
atlas_stop_names_block (AtlasItinerary *itinerary,
                        AtlasLabelPlacer *placer,
                        const AtlasMapBox *box,
                        double world)
{
  g_return_if_fail (itinerary != NULL && placer != NULL && box != NULL);

  for (guint i = 0; i < atlas_itinerary_get_n_stops (itinerary); i++)
    {
      const AtlasItineraryStop *stop = atlas_itinerary_get_stop (itinerary, i);
      AtlasLabelRect rect = {
        (atlas_mercator_x (stop->longitude) - box->west) * world - STOP_RADIUS,
        (atlas_mercator_y (stop->latitude) - box->north) * world - STOP_RADIUS,
        2 * STOP_RADIUS + STOP_CHARACTER * (double) g_utf8_strlen (stop->name, -1),
        2 * STOP_RADIUS,
      };

      atlas_label_placer_block (placer, &rect);
    }
}
