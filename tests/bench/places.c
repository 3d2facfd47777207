/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "atlas-gazetteer.h"
#include "atlas-geodata.h"

/* places N [tsplib]: the N largest places of the contiguous USA, as a table with their people as weights, or
 * as a file of TSPLIB in units of a ten-thousandth of a degree: points as people live, for the solvers. */

static gboolean
is_contiguous (const AtlasPlace *place)
{
  return strcmp (place->country, "US") == 0 && place->latitude > 24 && place->latitude < 50 &&
         place->longitude > -125;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  guint wanted = argc > 1 ? (guint) strtoul (argv[1], NULL, 10) : 0, n = 0;
  gboolean tsplib = argc > 2 && strcmp (argv[2], "tsplib") == 0;

  if (wanted == 0)
    {
      fprintf (stderr, "places N [tsplib]\n");
      return 2;
    }
  if (!atlas_geodata_load (&error))
    {
      fprintf (stderr, "places: %s\n", error->message);
      return 1;
    }
  if (tsplib)
    printf ("NAME: places\nTYPE: TSP\nEDGE_WEIGHT_TYPE: EUC_2D\nDIMENSION: %u\nNODE_COORD_SECTION\n", wanted);
  else
    puts ("latitude,longitude,weight");
  for (guint i = 0; n < wanted && i < atlas_gazetteer_get_n_places (); i++)
    {
      AtlasPlace place;

      if (!atlas_gazetteer_get_place (i, &place) || !is_contiguous (&place))
        continue;
      n++;
      if (tsplib)
        printf ("%u %.0f %.0f\n", n, (place.latitude + 90) * 1e4, (place.longitude + 180) * 1e4);
      else
        printf ("%.5f,%.5f,%u\n", place.latitude, place.longitude, place.population);
    }
  return n == wanted ? 0 : 1;
}
