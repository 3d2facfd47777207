/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-points-private.h"

#include <math.h>

struct _AtlasPoints
{
  AtlasMetric metric;
  GArray *points;   /* of AtlasPoint */
  GPtrArray *names; /* NULL for a point without one */
  GArray *weights;  /* of double */
};

AtlasPoints *
atlas_points_new (AtlasMetric metric)
{
  AtlasPoints *self = g_atomic_rc_box_new0 (AtlasPoints);

  self->metric = metric;
  self->points = g_array_new (FALSE, FALSE, sizeof (AtlasPoint));
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->weights = g_array_new (FALSE, FALSE, sizeof (double));
  return self;
}

AtlasPoints *
atlas_points_ref (AtlasPoints *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  AtlasPoints *self = data;

  g_array_unref (self->points);
  g_ptr_array_unref (self->names);
  g_array_unref (self->weights);
}

void
atlas_points_unref (AtlasPoints *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

void
atlas_points_add (AtlasPoints *self, double x, double y, const char *name, double weight)
{
  const AtlasPoint point = { x, y };

  g_return_if_fail (self != NULL);
  g_return_if_fail (isfinite (x) && isfinite (y) && weight >= 0 && self->points->len < ATLAS_POINTS_MAX);

  g_array_append_val (self->points, point);
  g_ptr_array_add (self->names, g_strdup (name));
  g_array_append_val (self->weights, weight);
}

AtlasMetric
atlas_points_get_metric (const AtlasPoints *self)
{
  g_return_val_if_fail (self != NULL, ATLAS_METRIC_PLANE);

  return self->metric;
}

guint
atlas_points_get_n (const AtlasPoints *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->points->len;
}

AtlasPoint
atlas_points_get_point (const AtlasPoints *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->points->len, (AtlasPoint){ 0 });

  return g_array_index (self->points, AtlasPoint, i);
}

const char *
atlas_points_get_name (const AtlasPoints *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->points->len, NULL);

  return g_ptr_array_index (self->names, i);
}

double
atlas_points_get_weight (const AtlasPoints *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->points->len, 0);

  return g_array_index (self->weights, double, i);
}

gboolean
atlas_metric_is_whole (AtlasMetric metric)
{
  return metric >= ATLAS_METRIC_EUC_2D;
}

double
atlas_points_get_distance (const AtlasPoints *self, guint a, guint b)
{
  g_return_val_if_fail (self != NULL && a < self->points->len && b < self->points->len, 0);

  return atlas_metric_measure (self->metric, g_array_index (self->points, AtlasPoint, a),
                               g_array_index (self->points, AtlasPoint, b));
}

double
atlas_points_get_tour_length (const AtlasPoints *self, const guint *order, guint n)
{
  double length = 0;

  g_return_val_if_fail (self != NULL && (order != NULL || n == 0), 0);

  for (guint i = 0; i < n; i++)
    length += atlas_points_get_distance (self, order[i], order[i + 1 < n ? i + 1 : 0]);
  return length;
}
