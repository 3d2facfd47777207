/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map-points.h"

#include <math.h>

#include "atlas-gazetteer.h"
#include "atlas-mercator.h"

AtlasPointSet *
map_points_new (guint n, guint32 seed)
{
  guint n_places = atlas_gazetteer_get_n_places ();
  g_autofree double *sums = g_new (double, n_places + 1);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (AtlasPointIndex) index = NULL;
  AtlasPoint *points = g_new0 (AtlasPoint, n);
  double sum = 0;

  for (guint i = 0; i < n_places; i++)
    {
      AtlasPlace place;

      atlas_gazetteer_get_place (i, &place);
      /* People from abroad live in large cities more than others do, and in Canada more than in the USA. */
      sum += pow (place.population, 1.15) * (place.country[0] == 'C' ? 6 : place.country[0] == 'R' ? 0 : 1);
      sums[i] = sum;
    }

  for (guint i = 0; i < n; i++)
    {
      double at = g_rand_double_range (rand, 0, sum);
      guint low = 0, high = n_places - 1;
      double around = g_rand_double (rand);
      AtlasPlace place;

      while (low < high)
        {
          guint middle = (low + high) / 2;

          if (sums[middle] < at)
            low = middle + 1;
          else
            high = middle;
        }
      atlas_gazetteer_get_place (low, &place);
      if (around > 0.33)
        {
          double reach = 0.02 + 0.00004 * sqrt (place.population);
          double angle = g_rand_double_range (rand, 0, 2 * G_PI);

          reach *= g_rand_double (rand) * g_rand_double (rand) * 3;
          place.latitude += reach * sin (angle);
          place.longitude += reach * cos (angle) * 1.4;
        }
      points[i] = (AtlasPoint){
        .id = i + 1,
        .x = atlas_mercator_x (place.longitude),
        .y = atlas_mercator_y (place.latitude),
        .region = place.region,
        .country = ATLAS_POINT_COUNTRY (place.country[0], place.country[1]),
        .place = low,
        .sex = 1 + i % 2,
        .education = ATLAS_POINT_NO_EDUCATION,
        .occupation = 0xffff,
        .has = ATLAS_POINT_HAS_LOCATION,
      };
    }

  index = atlas_point_index_new (points, n);
  return atlas_point_set_new (index, NULL);
}
