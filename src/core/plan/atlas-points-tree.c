/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-points-tree.h"

#include "atlas-points-private.h"

/* Points of a leaf: fewer make a deeper tree, more are looked at in vain. */
#define LEAF_SIZE 8

typedef struct
{
  guint begin, end;      /* of the order */
  guint left, right;     /* nodes; 0: a leaf */
  AtlasVector low, high; /* the box around its points */
} Node;

struct _AtlasPointsTree
{
  const AtlasVector *vectors;
  guint *order;
  GArray *nodes; /* of Node */
};

AtlasVector *
atlas_points_dup_vectors (const AtlasPoints *points)
{
  guint n = atlas_points_get_n (points);
  AtlasMetric metric = atlas_points_get_metric (points);
  AtlasVector *vectors = g_new (AtlasVector, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      AtlasPoint point = atlas_points_get_point (points, i);
      double phi, lambda;

      if (metric != ATLAS_METRIC_GREAT_CIRCLE && metric != ATLAS_METRIC_GEO)
        {
          vectors[i] = (AtlasVector){ point.x, point.y, 0 };
          continue;
        }
      phi = metric == ATLAS_METRIC_GEO ? atlas_metric_geo_radians (point.x) : point.x * (G_PI / 180);
      lambda = metric == ATLAS_METRIC_GEO ? atlas_metric_geo_radians (point.y) : point.y * (G_PI / 180);
      vectors[i] = (AtlasVector){ cos (phi) * cos (lambda), cos (phi) * sin (lambda), sin (phi) };
    }
  return vectors;
}

/* Building. */

static double
get_coordinate (const AtlasVector *vector, guint axis)
{
  return axis == 0 ? vector->x : axis == 1 ? vector->y : vector->z;
}

/* Puts the @middle-th in its place, smaller ones before it (C. A. R. Hoare, "Algorithm 65: Find", 1961). */
static void
part (const AtlasVector *vectors, guint *order, guint begin, guint end, guint middle, guint axis)
{
  while (end - begin > 1)
    {
      double pivot = get_coordinate (&vectors[order[begin + (end - begin) / 2]], axis);
      guint i = begin, j = end - 1;

      for (;;)
        {
          guint swap;

          while (get_coordinate (&vectors[order[i]], axis) < pivot)
            i++;
          while (get_coordinate (&vectors[order[j]], axis) > pivot)
            j--;
          if (i >= j)
            break;
          swap = order[i];
          order[i++] = order[j];
          order[j--] = swap;
        }
      /* All before i are at most the pivot, all behind j at least. */
      if (middle <= j && j + 1 < end)
        end = j + 1;
      else if (middle > j)
        begin = MAX (begin + 1, j + 1);
      else
        break;
    }
}

static void
measure_box (AtlasPointsTree *self, Node *node)
{
  node->low = node->high = self->vectors[self->order[node->begin]];
  for (guint i = node->begin + 1; i < node->end; i++)
    {
      const AtlasVector *vector = &self->vectors[self->order[i]];

      node->low.x = MIN (node->low.x, vector->x);
      node->low.y = MIN (node->low.y, vector->y);
      node->low.z = MIN (node->low.z, vector->z);
      node->high.x = MAX (node->high.x, vector->x);
      node->high.y = MAX (node->high.y, vector->y);
      node->high.z = MAX (node->high.z, vector->z);
    }
}

static guint
build (AtlasPointsTree *self, guint begin, guint end)
{
  Node node = { .begin = begin, .end = end };
  guint index = self->nodes->len, axis, middle, left, right;
  double width[3];

  measure_box (self, &node);
  g_array_append_val (self->nodes, node);
  if (end - begin <= LEAF_SIZE)
    return index;
  width[0] = node.high.x - node.low.x;
  width[1] = node.high.y - node.low.y;
  width[2] = node.high.z - node.low.z;
  axis = width[1] > width[0] ? 1 : 0;
  axis = width[2] > width[axis] ? 2 : axis;
  middle = begin + (end - begin) / 2;
  part (self->vectors, self->order, begin, end, middle, axis);
  left = build (self, begin, middle);
  right = build (self, middle, end);
  g_array_index (self->nodes, Node, index).left = left;
  g_array_index (self->nodes, Node, index).right = right;
  return index;
}

AtlasPointsTree *
atlas_points_tree_new (const AtlasVector *vectors, guint n)
{
  AtlasPointsTree *self = g_new0 (AtlasPointsTree, 1);

  self->vectors = vectors;
  self->order = g_new (guint, MAX (n, 1));
  self->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  for (guint i = 0; i < n; i++)
    self->order[i] = i;
  if (n > 0)
    build (self, 0, n);
  return self;
}

void
atlas_points_tree_free (AtlasPointsTree *self)
{
  g_free (self->order);
  g_array_unref (self->nodes);
  g_free (self);
}

const guint *
atlas_points_tree_get_order (const AtlasPointsTree *self)
{
  return self->order;
}

/* Finding. */

static double
get_box_square (const Node *node, AtlasVector at)
{
  double dx = MAX (MAX (node->low.x - at.x, at.x - node->high.x), 0);
  double dy = MAX (MAX (node->low.y - at.y, at.y - node->high.y), 0);
  double dz = MAX (MAX (node->low.z - at.z, at.z - node->high.z), 0);

  return dx * dx + dy * dy + dz * dz;
}

typedef struct
{
  const AtlasPointsTree *tree;
  AtlasVector at;
  guint self; /* not to be found */
  guint k, n;
  guint *found;
  double *squares;
} Search;

static void
offer (Search *search, guint i)
{
  double square = atlas_vector_square (search->at, search->tree->vectors[i]);
  guint to;

  if (i == search->self || (search->n == search->k && square >= search->squares[search->n - 1]))
    return;
  to = search->n < search->k ? search->n++ : search->k - 1;
  for (; to > 0 && search->squares[to - 1] > square; to--)
    {
      search->squares[to] = search->squares[to - 1];
      search->found[to] = search->found[to - 1];
    }
  search->squares[to] = square;
  search->found[to] = i;
}

static void
search_node (Search *search, guint index)
{
  const Node *nodes = (const Node *) search->tree->nodes->data, *node = &nodes[index];
  double left, right;

  if (node->left == 0)
    {
      for (guint i = node->begin; i < node->end; i++)
        offer (search, search->tree->order[i]);
      return;
    }
  left = get_box_square (&nodes[node->left], search->at);
  right = get_box_square (&nodes[node->right], search->at);
  for (guint turn = 0; turn < 2; turn++)
    {
      gboolean to_left = (left <= right) == (turn == 0);

      if (search->n < search->k || (to_left ? left : right) < search->squares[search->n - 1])
        search_node (search, to_left ? node->left : node->right);
    }
}

guint
atlas_points_tree_find_nearest (const AtlasPointsTree *self, guint i, guint k, guint *found)
{
  g_autofree double *squares = NULL;
  Search search = { self, self->vectors[i], i, k, 0, found, NULL };

  g_return_val_if_fail (k > 0 && found != NULL, 0);

  search.squares = squares = g_new (double, k);
  search_node (&search, 0);
  return search.n;
}

typedef struct
{
  const AtlasPointsTree *tree;
  const AtlasVectorSides *quarter;
  AtlasVector at;
  double offsets[2]; /* of the planes */
  guint found;
  double square;
} QuarterSearch;

/* Whether the box reaches over both planes. */
static gboolean
reaches_into (const Node *node, const QuarterSearch *search)
{
  for (guint i = 0; i < 2; i++)
    {
      const AtlasVector *normal = &search->quarter->normals[i];
      const AtlasVector farthest = {
        normal->x > 0 ? node->high.x : node->low.x,
        normal->y > 0 ? node->high.y : node->low.y,
        normal->z > 0 ? node->high.z : node->low.z,
      };

      if (atlas_vector_dot (*normal, farthest) <= search->offsets[i])
        return FALSE;
    }
  return TRUE;
}

static void
search_quarter (QuarterSearch *search, guint index)
{
  const Node *nodes = (const Node *) search->tree->nodes->data, *node = &nodes[index];
  gboolean left_first;

  if (get_box_square (node, search->at) >= search->square || !reaches_into (node, search))
    return;
  if (node->left != 0)
    {
      left_first =
        get_box_square (&nodes[node->left], search->at) <= get_box_square (&nodes[node->right], search->at);
      search_quarter (search, left_first ? node->left : node->right);
      search_quarter (search, left_first ? node->right : node->left);
      return;
    }
  for (guint i = node->begin; i < node->end; i++)
    {
      guint candidate = search->tree->order[i];
      AtlasVector vector = search->tree->vectors[candidate];
      double square = atlas_vector_square (search->at, vector);

      if (square < search->square &&
          atlas_vector_dot (search->quarter->normals[0], vector) > search->offsets[0] &&
          atlas_vector_dot (search->quarter->normals[1], vector) > search->offsets[1])
        {
          search->square = square;
          search->found = candidate;
        }
    }
}

guint
atlas_points_tree_find_in_quarter (const AtlasPointsTree *self, guint i, const AtlasVectorSides *quarter)
{
  QuarterSearch search = { self, quarter, self->vectors[i], { 0 }, G_MAXUINT, G_MAXDOUBLE };

  for (guint j = 0; j < 2; j++)
    search.offsets[j] = atlas_vector_dot (quarter->normals[j], search.at);
  search_quarter (&search, 0);
  return search.found;
}

typedef struct
{
  const AtlasPointsTree *tree;
  AtlasVector center;
  double inner, outer; /* squares */
  AtlasPointsRimFunc func;
  gpointer data;
  GArray *ranges;
  guint n_before; /* ranges that are not ours */
} WithinSearch;

static double
get_farthest_square (const Node *node, AtlasVector at)
{
  double dx = MAX (node->high.x - at.x, at.x - node->low.x);
  double dy = MAX (node->high.y - at.y, at.y - node->low.y);
  double dz = MAX (node->high.z - at.z, at.z - node->low.z);

  return dx * dx + dy * dy + dz * dz;
}

static void
add_range (WithinSearch *search, guint begin, guint end)
{
  const AtlasPointsRange range = { begin, end };
  guint n = search->ranges->len;

  if (n > search->n_before && g_array_index (search->ranges, AtlasPointsRange, n - 1).end == begin)
    g_array_index (search->ranges, AtlasPointsRange, n - 1).end = end;
  else
    g_array_append_val (search->ranges, range);
}

static void
search_within (WithinSearch *search, guint index)
{
  const Node *nodes = (const Node *) search->tree->nodes->data, *node = &nodes[index];

  if (get_box_square (node, search->center) > search->outer)
    return;
  if (get_farthest_square (node, search->center) < search->inner)
    {
      add_range (search, node->begin, node->end);
      return;
    }
  if (node->left != 0)
    {
      search_within (search, node->left);
      search_within (search, node->right);
      return;
    }
  for (guint i = node->begin; i < node->end; i++)
    {
      guint point = search->tree->order[i];
      double square = atlas_vector_square (search->center, search->tree->vectors[point]);

      if (square < search->inner || (square <= search->outer && search->func (point, search->data)))
        add_range (search, i, i + 1);
    }
}

void
atlas_points_tree_find_within (const AtlasPointsTree *self,
                               AtlasVector center,
                               double inner,
                               double outer,
                               AtlasPointsRimFunc func,
                               gpointer data,
                               GArray *ranges)
{
  WithinSearch search = { self, center, inner * inner, outer * outer, func, data, ranges, ranges->len };

  if (self->nodes->len > 0)
    search_within (&search, 0);
}
