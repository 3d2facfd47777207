/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-tour-space.h"

#include <math.h>

/* Neighbours of a place: the nearest, and one in each quarter of the compass where none of these lies, so
 * that a cluster knows of the next one (D. S. Johnson, L. A. McGeoch, "Experimental Analysis of Heuristics
 * for the STSP", 2002). */
#define N_NEAR    10
#define N_NEAREST 6

/* Room for neighbours that a start adds. */
#define N_ADDED 4

/* Up to here distances that take long are worked out once: 18 MB. */
#define MATRIX_MAX 1500

typedef struct
{
  AtlasPlanePoint point;
  guint index;
} Numbered;

static int
compare_points (gconstpointer a, gconstpointer b)
{
  const Numbered *p = a, *q = b;

  if (p->point.x != q->point.x)
    return p->point.x < q->point.x ? -1 : 1;
  if (p->point.y != q->point.y)
    return p->point.y < q->point.y ? -1 : 1;
  return p->index < q->index ? -1 : p->index > q->index;
}

/* Places in the order of their coordinates, and the points of each. */
static void
gather_places (AtlasTourSpace *self, const AtlasPoints *points)
{
  guint n = atlas_points_get_n (points);
  g_autofree Numbered *numbered = g_new (Numbered, n);

  for (guint i = 0; i < n; i++)
    numbered[i] = (Numbered){ atlas_points_get_point (points, i), i };
  qsort (numbered, n, sizeof *numbered, compare_points);
  for (guint i = 0; i < n; i++)
    {
      if (i == 0 || numbered[i].point.x != numbered[i - 1].point.x ||
          numbered[i].point.y != numbered[i - 1].point.y)
        {
          self->first[self->n] = i;
          self->places[self->n++] = numbered[i].point;
        }
      self->members[i] = numbered[i].index;
    }
  self->first[self->n] = n;
}

/* Numbers the places anew, in the order of the leaves of a tree. */
static void
number_places (AtlasTourSpace *self, const AtlasPoints *points)
{
  guint n_points = atlas_points_get_n (points), to = 0;
  g_autoptr (AtlasPoints) sorted = atlas_points_new (self->metric);
  g_autofree AtlasVector *vectors = NULL;
  g_autoptr (AtlasPointsTree) tree = NULL;
  g_autofree AtlasPlanePoint *places = g_memdup2 (self->places, self->n * sizeof (AtlasPlanePoint));
  g_autofree guint *first = g_memdup2 (self->first, (self->n + 1) * sizeof (guint));
  g_autofree guint *members = g_memdup2 (self->members, n_points * sizeof (guint));
  const guint *order;

  for (guint i = 0; i < self->n; i++)
    atlas_points_add (sorted, places[i].x, places[i].y, NULL, 0);
  vectors = atlas_points_dup_vectors (sorted);
  tree = atlas_points_tree_new (vectors, self->n);
  order = atlas_points_tree_get_order (tree);
  for (guint i = 0; i < self->n; i++)
    {
      self->places[i] = places[order[i]];
      self->vectors[i] = vectors[order[i]];
      self->first[i] = to;
      for (guint j = first[order[i]]; j < first[order[i] + 1]; j++)
        self->members[to++] = members[j];
    }
}

/* East and north at a place, in space. */
static void
get_compass (const AtlasTourSpace *self, guint i, AtlasVector *east, AtlasVector *north)
{
  AtlasVector at = self->vectors[i];

  *east = (AtlasVector){ 1, 0, 0 };
  *north = (AtlasVector){ 0, 1, 0 };
  if (self->metric == ATLAS_METRIC_GREAT_CIRCLE || self->metric == ATLAS_METRIC_GEO)
    {
      double across = hypot (at.x, at.y);

      if (across > 1e-12)
        *east = (AtlasVector){ -at.y / across, at.x / across, 0 };
      *north = (AtlasVector){ -at.z * east->y, at.z * east->x, at.x * east->y - at.y * east->x };
    }
}

static AtlasVectorSides
get_quarter (AtlasVector east, AtlasVector north, guint quarter)
{
  double x = quarter & 1 ? -1 : 1, y = quarter & 2 ? -1 : 1;

  return (AtlasVectorSides){ {
    { x * east.x, x * east.y, x * east.z },
    { y * north.x, y * north.y, y * north.z },
  } };
}

static gboolean
lies_in (const AtlasTourSpace *self, const AtlasVectorSides *quarter, guint from, guint to)
{
  for (guint i = 0; i < 2; i++)
    if (atlas_vector_dot (quarter->normals[i], self->vectors[to]) <=
        atlas_vector_dot (quarter->normals[i], self->vectors[from]))
      return FALSE;
  return TRUE;
}

static void
sort_by_distance (guint *near, double *distances, guint n)
{
  for (guint i = 1; i < n; i++)
    for (guint j = i; j > 0 && distances[j] < distances[j - 1]; j--)
      {
        double distance = distances[j];
        guint place = near[j];

        near[j] = near[j - 1];
        distances[j] = distances[j - 1];
        near[j - 1] = place;
        distances[j - 1] = distance;
      }
}

/* Puts those of other quarters in the place of the farthest. */
static void
look_around (AtlasTourSpace *self, const AtlasPointsTree *tree, guint i, guint *near, guint n_near)
{
  guint n = n_near;
  AtlasVector east, north;

  get_compass (self, i, &east, &north);
  for (guint q = 0; q < 4; q++)
    {
      AtlasVectorSides quarter = get_quarter (east, north, q);
      guint found, j = 0;

      while (j < n_near && !lies_in (self, &quarter, i, near[j]))
        j++;
      if (j < n_near)
        continue;
      found = atlas_points_tree_find_in_quarter (tree, i, &quarter);
      if (found != G_MAXUINT && n > N_NEAREST)
        near[--n] = found;
    }
}

static void
find_near (AtlasTourSpace *self)
{
  g_autoptr (AtlasPointsTree) tree = atlas_points_tree_new (self->vectors, self->n);
  guint n_near = MIN (N_NEAR, self->n - 1);

  self->k = n_near == 0 ? 0 : n_near + N_ADDED;
  self->near = g_new (guint, (gsize) self->n * MAX (self->k, 1));
  self->near_distance = g_new (double, (gsize) self->n *MAX (self->k, 1));
  self->reach = g_new0 (double, self->n);
  for (guint i = 0; n_near > 0 && i < self->n; i++)
    {
      guint *near = self->near + (gsize) i * self->k;
      double *distances = self->near_distance + (gsize) i * self->k;

      atlas_points_tree_find_nearest (tree, i, n_near, near);
      look_around (self, tree, i, near, n_near);
      for (guint j = 0; j < n_near; j++)
        distances[j] = atlas_tour_space_distance (self, i, near[j]);
      sort_by_distance (near, distances, n_near);
      self->reach[i] = distances[n_near - 1];
      for (guint j = n_near; j < self->k; j++)
        {
          near[j] = near[0];
          distances[j] = INFINITY;
        }
    }
}

void
atlas_tour_space_add_neighbour (AtlasTourSpace *self, guint place, guint other)
{
  guint *near = self->near + (gsize) place * self->k;
  double *distances = self->near_distance + (gsize) place * self->k;

  if (isfinite (distances[self->k - 1]))
    return;
  for (guint i = 0; i < self->k && isfinite (distances[i]); i++)
    if (near[i] == other)
      return;
  near[self->k - 1] = other;
  distances[self->k - 1] = atlas_tour_space_distance (self, place, other);
  sort_by_distance (near, distances, self->k);
}

static void
fill_matrix (AtlasTourSpace *self)
{
  double *matrix = g_new (double, (gsize) self->n * self->n);

  for (guint i = 0; i < self->n; i++)
    {
      matrix[(gsize) i * self->n + i] = 0;
      for (guint j = 0; j < i; j++)
        matrix[(gsize) i * self->n + j] = matrix[(gsize) j * self->n + i] =
          atlas_metric_measure (self->metric, self->places[i], self->places[j]);
    }
  self->matrix = matrix;
}

static double
get_tiny (const AtlasTourSpace *self)
{
  double largest = 0;

  if (atlas_metric_is_whole (self->metric))
    return 0.5;
  if (self->metric == ATLAS_METRIC_GREAT_CIRCLE)
    return 1e-7;
  for (guint i = 0; i < self->n; i++)
    largest = MAX (largest, MAX (fabs (self->places[i].x), fabs (self->places[i].y)));
  return largest * 1e-11;
}

AtlasTourSpace *
atlas_tour_space_new (const AtlasPoints *points)
{
  AtlasTourSpace *self = g_new0 (AtlasTourSpace, 1);
  guint n = atlas_points_get_n (points);

  g_assert (n > 0);
  self->metric = atlas_points_get_metric (points);
  self->places = g_new (AtlasPlanePoint, n);
  self->vectors = g_new (AtlasVector, n);
  self->first = g_new (guint, n + 1);
  self->members = g_new (guint, n);
  gather_places (self, points);
  number_places (self, points);
  if ((self->metric == ATLAS_METRIC_GREAT_CIRCLE || self->metric == ATLAS_METRIC_GEO) &&
      self->n <= MATRIX_MAX)
    fill_matrix (self);
  self->tiny = get_tiny (self);
  find_near (self);
  return self;
}

void
atlas_tour_space_free (AtlasTourSpace *self)
{
  g_free (self->places);
  g_free (self->vectors);
  g_free (self->matrix);
  g_free (self->near);
  g_free (self->near_distance);
  g_free (self->reach);
  g_free (self->first);
  g_free (self->members);
  g_free (self);
}

guint *
atlas_tour_space_dup_points (const AtlasTourSpace *self, const guint *order)
{
  guint n = self->first[self->n], to = 0, begin = 0;
  g_autofree guint *turned = g_new (guint, n);
  guint *result = g_new (guint, n);

  for (guint i = 0; i < self->n; i++)
    for (guint j = self->first[order[i]]; j < self->first[order[i] + 1]; j++)
      turned[to++] = self->members[j];
  while (turned[begin] != 0)
    begin++;
  for (guint i = 0; i < n; i++)
    result[i] = turned[(begin + i) % n];
  return result;
}

double
atlas_tour_space_measure (const AtlasTourSpace *self, const guint *order)
{
  double length = 0;

  for (guint i = 0; i < self->n; i++)
    length += atlas_tour_space_distance (self, order[i], order[i + 1 < self->n ? i + 1 : 0]);
  return length;
}
