/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cover-private.h"

#include "atlas-points-private.h"

/* Distances in space this much nearer or farther than the radius leave no doubt. */
#define RIM 1e-7

typedef struct
{
  const AtlasPoints *points;
  guint center;
  double radius;
} Rim;

static gboolean
is_within (guint point, gpointer data)
{
  const Rim *rim = data;

  return point == rim->center || atlas_points_get_distance (rim->points, rim->center, point) <= rim->radius;
}

/* The length of the chord of an arc; of what is no arc, itself. What is rounded to whole numbers may be
 * rounded by one. */
static void
get_chords (AtlasMetric metric, double radius, double *inner, double *outer)
{
  double earth = metric == ATLAS_METRIC_GEO ? ATLAS_TSPLIB_RADIUS_KM : ATLAS_EARTH_RADIUS_KM;
  double slack = atlas_metric_is_whole (metric) ? 1 : 0;
  double scale = metric == ATLAS_METRIC_ATT ? sqrt (10) : 1;

  *inner = MAX (radius - slack, 0) * scale;
  *outer = (radius + slack) * scale;
  if (metric == ATLAS_METRIC_GREAT_CIRCLE || metric == ATLAS_METRIC_GEO)
    {
      *inner = 2 * sin (MIN (*inner / earth, G_PI) / 2);
      *outer = 2 * sin (MIN (*outer / earth, G_PI) / 2);
    }
  *inner *= 1 - RIM;
  *outer = *outer * (1 + RIM) + 1e-12;
}

AtlasCoverReach *
atlas_cover_reach_new (const AtlasPoints *points, double radius)
{
  AtlasCoverReach *self = g_new0 (AtlasCoverReach, 1);
  guint n = atlas_points_get_n (points);
  g_autofree AtlasVector *vectors = atlas_points_dup_vectors (points);
  g_autoptr (AtlasPointsTree) tree = atlas_points_tree_new (vectors, n);
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (AtlasPointsRange));
  double inner;

  self->n = n;
  self->points = g_memdup2 (atlas_points_tree_get_order (tree), n * sizeof (guint));
  self->vectors = g_new (AtlasVector, n);
  self->weights = g_new (double, n);
  self->first = g_new (gsize, n + 1);
  get_chords (atlas_points_get_metric (points), radius, &inner, &self->outer);
  for (guint i = 0; i < n; i++)
    {
      Rim rim = { points, self->points[i], radius };

      self->vectors[i] = vectors[self->points[i]];
      self->weights[i] = atlas_points_get_weight (points, self->points[i]);
      self->first[i] = ranges->len;
      atlas_points_tree_find_within (tree, self->vectors[i], inner, self->outer, is_within, &rim, ranges);
    }
  self->first[n] = ranges->len;
  self->ranges = (AtlasPointsRange *) (void *) g_array_free (g_steal_pointer (&ranges), FALSE);
  return self;
}

void
atlas_cover_reach_free (AtlasCoverReach *self)
{
  g_free (self->points);
  g_free (self->vectors);
  g_free (self->weights);
  g_free (self->first);
  g_free (self->ranges);
  g_free (self);
}
