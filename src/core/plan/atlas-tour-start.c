/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "atlas-tour-private.h"

/* Ends of pieces that are compared each with each. */
#define N_EACH 64

/* Neighbours looked at when pieces are joined. */
#define N_JOIN 6

/* Of these, how many become neighbours: what begins with a far edge is mended by another one. */
#define N_KNOWN 2

typedef struct
{
  double length;
  guint a, b;
} Edge;

typedef struct
{
  AtlasTourSpace *space;
  guint (*linked)[2]; /* G_MAXUINT: none */
  guint *root;        /* of the piece, by union and find */
  GArray *edges;      /* of Edge */
  guint n_joined;
} Start;

static int
compare_edges (gconstpointer a, gconstpointer b)
{
  const Edge *e = a, *f = b;

  if (e->length != f->length)
    return e->length < f->length ? -1 : 1;
  if (e->a != f->a)
    return e->a < f->a ? -1 : 1;
  return e->b < f->b ? -1 : e->b > f->b;
}

static guint
find_root (Start *self, guint i)
{
  while (self->root[i] != i)
    i = self->root[i] = self->root[self->root[i]];
  return i;
}

static gboolean
is_end (Start *self, guint i)
{
  return self->linked[i][1] == G_MAXUINT;
}

static void
link_one (Start *self, guint from, guint to)
{
  self->linked[from][self->linked[from][0] != G_MAXUINT] = to;
}

static void
add_edge (Start *self, guint a, guint b)
{
  const Edge edge = { atlas_tour_space_distance (self->space, a, b), MIN (a, b), MAX (a, b) };

  g_array_append_val (self->edges, edge);
}

/* Takes of the edges, the shortest first, those that keep pieces pieces. */
static void
join (Start *self)
{
  qsort (self->edges->data, self->edges->len, sizeof (Edge), compare_edges);
  for (guint i = 0; i < self->edges->len; i++)
    {
      const Edge *edge = &g_array_index (self->edges, Edge, i);
      guint a = find_root (self, edge->a), b = find_root (self, edge->b);

      if (a == b || !is_end (self, edge->a) || !is_end (self, edge->b))
        continue;
      link_one (self, edge->a, edge->b);
      link_one (self, edge->b, edge->a);
      self->root[a] = b;
      self->n_joined++;
    }
  g_array_set_size (self->edges, 0);
}

static GArray *
list_ends (Start *self)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->space->n; i++)
    if (is_end (self, i))
      g_array_append_val (ends, i);
  return ends;
}

static void
add_all_edges (Start *self, GArray *ends)
{
  for (guint i = 0; i < ends->len; i++)
    for (guint j = 0; j < i; j++)
      add_edge (self, g_array_index (ends, guint, i), g_array_index (ends, guint, j));
}

static void
add_near_edges (Start *self, GArray *ends)
{
  g_autofree AtlasVector *vectors = g_new (AtlasVector, ends->len);
  g_autoptr (AtlasPointsTree) tree = NULL;
  guint found[N_JOIN];

  for (guint i = 0; i < ends->len; i++)
    vectors[i] = self->space->vectors[g_array_index (ends, guint, i)];
  tree = atlas_points_tree_new (vectors, ends->len);
  for (guint i = 0; i < ends->len; i++)
    {
      guint n = atlas_points_tree_find_nearest (tree, i, N_JOIN, found);

      for (guint j = 0; j < n; j++)
        {
          guint a = g_array_index (ends, guint, i), b = g_array_index (ends, guint, found[j]);

          add_edge (self, a, b);
          if (j < N_KNOWN)
            atlas_tour_space_add_neighbour (self->space, a, b);
        }
    }
}

static guint *
walk (Start *self)
{
  guint n = self->space->n;
  guint *order = g_new (guint, n);
  guint at = 0, before = G_MAXUINT;

  for (guint i = 0; i < n; i++)
    if (is_end (self, i))
      at = i;
  for (guint i = 0; i < n; i++)
    {
      guint next = self->linked[at][0] != before ? self->linked[at][0] : self->linked[at][1];

      order[i] = at;
      before = at;
      at = next;
    }
  return order;
}

guint *
atlas_tour_start (AtlasTourSpace *space)
{
  guint n = space->n;
  Start self = { .space = space };
  guint *order;

  self.linked = (guint (*)[2]) g_new (guint, (gsize) n * 2);
  self.root = g_new (guint, n);
  self.edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  for (guint i = 0; i < n; i++)
    {
      self.linked[i][0] = self.linked[i][1] = G_MAXUINT;
      self.root[i] = i;
      for (guint j = 0; j < space->k && isfinite (space->near_distance[(gsize) i * space->k + j]); j++)
        {
          guint other = space->near[(gsize) i * space->k + j];

          if (i < other)
            add_edge (&self, i, other);
          else
            {
              /* Unless the other one has it already. */
              const guint *near = space->near + (gsize) other * space->k;
              guint m = 0;

              while (m < space->k && near[m] != i)
                m++;
              if (m == space->k)
                add_edge (&self, i, other);
            }
        }
    }
  join (&self);
  while (self.n_joined + 1 < n)
    {
      g_autoptr (GArray) ends = list_ends (&self);

      /* A piece has two ends, so that among more neighbours there is one of another: each round joins some.
       */
      if (ends->len > N_EACH)
        add_near_edges (&self, ends);
      else
        add_all_edges (&self, ends);
      join (&self);
    }
  order = walk (&self);
  g_free (self.linked);
  g_free (self.root);
  g_array_unref (self.edges);
  return order;
}
