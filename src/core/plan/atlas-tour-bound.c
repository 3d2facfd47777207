/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-tour-private.h"

/* A 1-tree is a spanning tree and one edge more at a leaf. Each place has a penalty that its edges cost more;
 * for any penalties the cheapest 1-tree less twice their sum is a bound, and where places have too many
 * edges, or too few, their penalties are raised or lowered to better it. The steps go by the tree of near
 * places, which is quick; only the last tree, and the bound with it, comes from all distances. */

typedef struct
{
  const AtlasTourSpace *space;
  guint *first; /* of the links of a place; n + 1 */
  guint *links; /* places near each other, both ways, with the edges of the tour */
  double *lengths;
  double *penalties;
  guint *degrees;
  guint *parents;
  double *keys;
  /* A heap of places by key. */
  guint *heap, *heap_at;
  guint n_heap;
} Bound;

#define AWAY G_MAXUINT

/* The graph. */

static int
compare_places (gconstpointer a, gconstpointer b)
{
  guint p = *(const guint *) a, q = *(const guint *) b;

  return p < q ? -1 : p > q;
}

static void
make_links (Bound *self, const guint *order)
{
  const AtlasTourSpace *space = self->space;
  guint n = space->n, to = 0;
  gsize n_max = (gsize) n * (2 * space->k + 2);

  self->first = g_new0 (guint, n + 2);
  self->links = g_new (guint, n_max);
  /* How many, where they begin, and then they themselves. */
  for (guint turn = 0; turn < 2; turn++)
    {
      for (guint i = 0; i < n; i++)
        {
          guint before = order[i], after = order[i + 1 < n ? i + 1 : 0];

          for (guint j = 0; j <= space->k; j++)
            {
              guint a = j < space->k ? i : before;
              guint b = j < space->k ? space->near[(gsize) i * space->k + j] : after;

              if (turn == 0)
                {
                  self->first[a + 2]++;
                  self->first[b + 2]++;
                }
              else
                {
                  self->links[self->first[a + 1]++] = b;
                  self->links[self->first[b + 1]++] = a;
                }
            }
        }
      for (guint i = 0; turn == 0 && i <= n; i++)
        self->first[i + 1] += self->first[i];
    }
  /* Each once. */
  for (guint i = 0, begin = 0; i < n; i++)
    {
      guint end = self->first[i + 1];

      qsort (self->links + begin, end - begin, sizeof (guint), compare_places);
      self->first[i] = to;
      for (guint j = begin; j < end; j++)
        if (j == begin || self->links[j] != self->links[j - 1])
          self->links[to++] = self->links[j];
      begin = end;
    }
  self->first[n] = to;
  self->lengths = g_new (double, to);
  for (guint i = 0; i < n; i++)
    for (guint j = self->first[i]; j < self->first[i + 1]; j++)
      self->lengths[j] = atlas_tour_space_distance (space, i, self->links[j]);
}

/* The heap. */

static void
heap_put (Bound *self, guint at, guint place)
{
  self->heap[at] = place;
  self->heap_at[place] = at;
}

static void
heap_rise (Bound *self, guint place)
{
  guint at = self->heap_at[place];

  for (; at > 0 && self->keys[place] < self->keys[self->heap[(at - 1) / 2]]; at = (at - 1) / 2)
    heap_put (self, at, self->heap[(at - 1) / 2]);
  heap_put (self, at, place);
}

static guint
heap_take (Bound *self)
{
  guint first = self->heap[0], last = self->heap[--self->n_heap], at = 0;

  for (;;)
    {
      guint child = 2 * at + 1;

      if (child + 1 < self->n_heap && self->keys[self->heap[child + 1]] < self->keys[self->heap[child]])
        child++;
      if (child >= self->n_heap || self->keys[self->heap[child]] >= self->keys[last])
        break;
      heap_put (self, at, self->heap[child]);
      at = child;
    }
  if (self->n_heap > 0)
    heap_put (self, at, last);
  return first;
}

/* Trees. */

/* The tree of near places by R. C. Prim, "Shortest Connection Networks and Some Generalizations", 1957.
 * Returns its cost with penalties, one edge more at a leaf with it. */
static double
grow_near (Bound *self)
{
  guint n = self->space->n;
  double cost = 0, more = -G_MAXDOUBLE;
  guint leaf = 0, other = 0;

  for (guint i = 0; i < n; i++)
    {
      self->keys[i] = G_MAXDOUBLE;
      self->degrees[i] = 0;
      self->heap_at[i] = AWAY - 1; /* neither in the heap nor out of it */
    }
  self->keys[0] = 0;
  self->parents[0] = AWAY;
  self->n_heap = 1;
  heap_put (self, 0, 0);
  while (self->n_heap > 0)
    {
      guint place = heap_take (self);

      self->heap_at[place] = AWAY;
      cost += self->keys[place];
      if (self->parents[place] != AWAY)
        {
          self->degrees[place]++;
          self->degrees[self->parents[place]]++;
        }
      for (guint j = self->first[place]; j < self->first[place + 1]; j++)
        {
          guint next = self->links[j];
          double key = self->lengths[j] + self->penalties[place] + self->penalties[next];

          if (self->heap_at[next] == AWAY || key >= self->keys[next])
            continue;
          self->keys[next] = key;
          self->parents[next] = place;
          if (self->heap_at[next] == AWAY - 1)
            heap_put (self, self->n_heap++, next);
          heap_rise (self, next);
        }
    }

  /* Of the leaves the one whose second edge costs most. */
  for (guint i = 0; i < n; i++)
    if (self->degrees[i] == 1)
      {
        double second = G_MAXDOUBLE;
        guint to = 0, only = self->parents[i];

        for (guint j = self->first[i]; only == AWAY && j < self->first[i + 1]; j++)
          if (self->parents[self->links[j]] == i)
            only = self->links[j];
        for (guint j = self->first[i]; j < self->first[i + 1]; j++)
          {
            double key = self->lengths[j] + self->penalties[i] + self->penalties[self->links[j]];

            if (self->links[j] != only && key < second)
              {
                second = key;
                to = self->links[j];
              }
          }
        if (second > more && second < G_MAXDOUBLE)
          {
            more = second;
            leaf = i;
            other = to;
          }
      }
  self->degrees[leaf]++;
  self->degrees[other]++;
  return cost + more;
}

/* What the cheapest edge of @leaf costs that is not the one to @only. */
static double
get_second (Bound *self, guint leaf, guint only)
{
  const AtlasTourSpace *space = self->space;
  double second = G_MAXDOUBLE;

  for (guint i = 0; i < space->n; i++)
    if (i != leaf && i != only)
      second =
        MIN (second, atlas_tour_space_distance (space, leaf, i) + self->penalties[leaf] + self->penalties[i]);
  return second;
}

/* The edge more: at any leaf it gives a bound, the dearest the best. Not all are looked at where they are
 * many. */
static double
get_dearest_second (Bound *self)
{
  guint n = self->space->n, n_looked = 0;
  double dearest = -G_MAXDOUBLE;

  memset (self->degrees, 0, n * sizeof (guint));
  for (guint i = 1; i < n; i++)
    {
      self->degrees[i]++;
      self->degrees[self->parents[i]]++;
    }
  for (guint i = 1; i < n && n_looked < MAX (16, n / 16); i++)
    if (self->degrees[i] == 1)
      {
        dearest = MAX (dearest, get_second (self, i, self->parents[i]));
        n_looked++;
      }
  return dearest;
}

/* The same over all distances, from which the bound is true; NaN where it was cancelled. */
static double
grow_all (Bound *self, GCancellable *cancellable)
{
  const AtlasTourSpace *space = self->space;
  guint n = space->n, n_left = n - 1, at = 0;
  guint *left = self->heap; /* free now */
  double cost = 0;

  for (guint i = 1; i < n; i++)
    {
      left[i - 1] = i;
      self->keys[i] = G_MAXDOUBLE;
      self->parents[i] = 0;
    }
  while (n_left > 0)
    {
      double least = G_MAXDOUBLE;
      guint best = 0;

      if (g_cancellable_is_cancelled (cancellable))
        return NAN;
      for (guint j = 0; j < n_left; j++)
        {
          guint next = left[j];
          double key =
            atlas_tour_space_distance (space, at, next) + self->penalties[at] + self->penalties[next];

          if (key < self->keys[next])
            {
              self->keys[next] = key;
              self->parents[next] = at;
            }
          if (self->keys[next] < least)
            {
              least = self->keys[next];
              best = j;
            }
        }
      at = left[best];
      left[best] = left[--n_left];
      cost += least;
    }
  return cost + get_dearest_second (self);
}

/* How far two kinds of distance may differ in sum: without a matrix those on TSPLIB's sphere may be one too
 * long. */
static double
get_doubt (const AtlasTourSpace *space)
{
  return space->metric == ATLAS_METRIC_GEO && space->matrix == NULL ? space->n : 0;
}

static double
sum_penalties (Bound *self)
{
  double sum = 0;

  for (guint i = 0; i < self->space->n; i++)
    sum += self->penalties[i];
  return sum;
}

/* Step lengths by the rule of M. Held, P. Wolfe and H. Crowder, "Validation of Subgradient Optimization",
 * 1974: towards the length of a tour that is known, in strides that get shorter when they lead nowhere. */
static void
raise_penalties (Bound *self, double length, guint n_steps, gint64 end, GCancellable *cancellable)
{
  guint n = self->space->n, idle = 0;
  g_autofree double *best_penalties = g_new0 (double, n);
  g_autofree int *last = g_new0 (int, n);
  double best = -G_MAXDOUBLE, stride = 1;
  guint patience = MAX (5, n_steps / 20);

  for (guint step = 0; step < n_steps && stride > 1e-4; step++)
    {
      double bound = grow_near (self) - 2 * sum_penalties (self), square = 0, width;

      if (bound > best + 1e-9 * fabs (best))
        {
          best = bound;
          memcpy (best_penalties, self->penalties, n * sizeof (double));
          idle = 0;
        }
      else if (++idle >= patience)
        {
          stride /= 2;
          idle = 0;
        }
      for (guint i = 0; i < n; i++)
        square += ((double) self->degrees[i] - 2) * ((double) self->degrees[i] - 2);
      if (square == 0 || g_cancellable_is_cancelled (cancellable) ||
          (end != 0 && g_get_monotonic_time () >= end))
        break;
      width = stride * MAX (length * 1.001 - bound, 0) / square;
      for (guint i = 0; i < n; i++)
        {
          int now = (int) self->degrees[i] - 2;

          self->penalties[i] += width * (0.7 * now + 0.3 * last[i]);
          last[i] = now;
        }
    }
  memcpy (self->penalties, best_penalties, n * sizeof (double));
}

double
atlas_tour_bound (
  const AtlasTourSpace *space, const guint *order, guint n_steps, double seconds, GCancellable *cancellable)
{
  Bound self = { .space = space };
  guint n = space->n;
  gint64 end = seconds > 0 ? g_get_monotonic_time () + (gint64) (seconds * 1e6) : 0;
  double length = 0, bound;

  g_assert (n >= 3);
  make_links (&self, order);
  self.penalties = g_new0 (double, n);
  self.degrees = g_new (guint, n);
  self.parents = g_new (guint, n);
  self.keys = g_new (double, n);
  self.heap = g_new (guint, n);
  self.heap_at = g_new (guint, n);
  for (guint i = 0; i < n; i++)
    length += atlas_tour_space_distance (space, order[i], order[i + 1 < n ? i + 1 : 0]);
  raise_penalties (&self, length, n_steps, end, cancellable);
  bound = grow_all (&self, cancellable) - 2 * sum_penalties (&self) - get_doubt (space);

  g_free (self.first);
  g_free (self.links);
  g_free (self.lengths);
  g_free (self.penalties);
  g_free (self.degrees);
  g_free (self.parents);
  g_free (self.keys);
  g_free (self.heap);
  g_free (self.heap_at);
  return bound;
}
