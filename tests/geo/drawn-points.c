/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drawn-points.h"

#include <math.h>

static double
draw_edge (GRand *rand)
{
  static const double edges[] = { 0, 1, -0.5, 1.5, 0.5, 1e-12, 1 - 1e-12, 0.25 };

  return edges[g_rand_int_range (rand, 0, G_N_ELEMENTS (edges))];
}

static void
draw_position (GRand *rand, Spread spread, AtlasPoint *point)
{
  point->x = g_rand_double (rand);
  point->y = g_rand_double (rand);

  switch (spread)
    {
    case SPREAD_TOWNS:
      point->x = 0.28 + g_rand_int_range (rand, 0, 12) * 0.001;
      point->y = 0.35 + g_rand_int_range (rand, 0, 12) * 0.001;
      if (g_rand_boolean (rand))
        {
          point->x += g_rand_double (rand) * 1e-5;
          point->y += g_rand_double (rand) * 1e-5;
        }
      break;
    case SPREAD_ONE_POINT:
      point->x = point->y = 0.3;
      break;
    case SPREAD_EDGES:
      point->x = draw_edge (rand);
      point->y = draw_edge (rand);
      break;
    case SPREAD_NOWHERE:
      point->x = point->y = NAN;
      break;
    case SPREAD_EVEN:
    default:
      break;
    }
  if (g_rand_int_range (rand, 0, 20) == 0)
    point->y = NAN;
}

void
drawn_point (GRand *rand, Spread spread, gint64 id, AtlasPoint *point)
{
  *point = (AtlasPoint){
    .id = id,
    .languages = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand),
    .place =
      g_rand_int_range (rand, 0, 10) == 0 ? ATLAS_POINT_NO_PLACE : (guint32) g_rand_int_range (rand, 0, 200),
    .city = g_rand_int (rand),
    .postcode = g_rand_int (rand),
    .updated = g_rand_int (rand),
    .country = g_rand_boolean (rand)   ? ATLAS_POINT_COUNTRY ('C', 'A')
               : g_rand_boolean (rand) ? ATLAS_POINT_COUNTRY ('U', 'S')
                                       : 0,
    .birth_year = (guint16) (g_rand_boolean (rand) ? g_rand_int_range (rand, 1930, 2020) : 0),
    .occupation = (guint16) g_rand_int (rand),
    .interests = (guint16) g_rand_int_range (rand, 0, 256),
    .region =
      (guint8) (g_rand_int_range (rand, 0, 9) == 0 ? ATLAS_POINT_NO_REGION : g_rand_int_range (rand, 0, 65)),
    .sex = (guint8) g_rand_int_range (rand, 0, ATLAS_POINT_N_SEXES),
    .status = (guint8) g_rand_int_range (rand, 0, 4),
    .education = (guint8) (g_rand_boolean (rand) ? g_rand_int_range (rand, 0, 9) : ATLAS_POINT_NO_EDUCATION),
    .sector = (guint8) (g_rand_boolean (rand) ? g_rand_int_range (rand, 'A', 'V') : 0),
    .consents = (guint8) g_rand_int_range (rand, 0, 64),
    .has = (guint8) g_rand_int_range (rand, 0, 16),
  };
  draw_position (rand, spread, point);
}

void
drawn_members_keep (GHashTable *members, const AtlasPoint *point)
{
  AtlasPoint *copy = g_memdup2 (point, sizeof *point);

  g_hash_table_replace (members, &copy->id, copy);
}

GHashTable *
drawn_members_new (GRand *rand, Spread spread, guint n, gint64 stride)
{
  GHashTable *members = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);

  for (guint i = 0; i < n; i++)
    {
      AtlasPoint point;

      drawn_point (rand, spread, 1 + (gint64) i * stride, &point);
      drawn_members_keep (members, &point);
    }
  return members;
}

AtlasPointIndex *
drawn_members_index (GHashTable *members)
{
  GHashTableIter iter;
  gpointer value;
  AtlasPoint *points = g_new (AtlasPoint, g_hash_table_size (members) + 1);
  guint n = 0;

  g_hash_table_iter_init (&iter, members);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    points[n++] = *(AtlasPoint *) value;
  return atlas_point_index_new (points, n);
}
