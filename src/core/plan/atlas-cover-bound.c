/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "atlas-cover-private.h"

/* The steps are longer where the weight is larger, as towns differ a thousandfold.
 *
 * Each point pays a price to whatever site reaches it, at most its weight, and what it does not pay is
 * counted in any case. The sites that earn most, so many as are wanted, and what was not paid are together a
 * bound; where a point is reached by more than one of these sites it pays less, and where by none more, to
 * better it. */

typedef struct
{
  const AtlasCoverReach *reach;
  guint n_sites;
  double *prices, *sums; /* sums: of prices up to each rank */
  double *earned, *sorted;
  int *reached;
} Bound;

static int
compare_down (gconstpointer a, gconstpointer b)
{
  double p = *(const double *) a, q = *(const double *) b;

  return p > q ? -1 : p < q;
}

/* The bound for these prices; also counts by how many of the sites each is reached. */
static double
price (Bound *self)
{
  const AtlasCoverReach *reach = self->reach;
  guint n = reach->n, n_equal = 0;
  double bound = 0, least;

  self->sums[0] = 0;
  for (guint i = 0; i < n; i++)
    {
      self->sums[i + 1] = self->sums[i] + self->prices[i];
      bound += reach->weights[i] - self->prices[i];
    }
  for (guint i = 0; i < n; i++)
    {
      self->earned[i] = 0;
      for (gsize r = reach->first[i]; r < reach->first[i + 1]; r++)
        self->earned[i] += self->sums[reach->ranges[r].end] - self->sums[reach->ranges[r].begin];
    }
  memcpy (self->sorted, self->earned, n * sizeof (double));
  qsort (self->sorted, n, sizeof (double), compare_down);
  least = self->sorted[self->n_sites - 1];
  for (guint i = 0; i < self->n_sites; i++)
    {
      bound += self->sorted[i];
      n_equal += self->sorted[i] == least;
    }

  /* As differences from rank to rank, then summed up. */
  memset (self->reached, 0, (n + 1) * sizeof (int));
  for (guint i = 0; i < n; i++)
    {
      if (self->earned[i] < least || (self->earned[i] == least && n_equal == 0))
        continue;
      n_equal -= self->earned[i] == least;
      for (gsize r = reach->first[i]; r < reach->first[i + 1]; r++)
        {
          self->reached[reach->ranges[r].begin]++;
          self->reached[reach->ranges[r].end]--;
        }
    }
  for (guint i = 1; i < n; i++)
    self->reached[i] += self->reached[i - 1];
  return bound;
}

double
atlas_cover_bound (const AtlasCoverReach *reach,
                   guint n_sites,
                   double known,
                   guint n_steps,
                   double seconds,
                   GCancellable *cancellable)
{
  guint n = reach->n, idle = 0;
  Bound self = { reach, n_sites, g_memdup2 (reach->weights, n * sizeof (double)) };
  gint64 end = seconds > 0 ? g_get_monotonic_time () + (gint64) (seconds * 1e6) : 0;
  double best = 0, least = G_MAXDOUBLE, stride = 1;

  g_assert (n_sites > 0 && n_sites <= n);
  for (guint i = 0; i < n; i++)
    best += reach->weights[i];
  self.sums = g_new (double, n + 1);
  self.earned = g_new (double, n);
  self.sorted = g_new (double, n);
  self.reached = g_new (int, n + 1);
  for (guint step = 0; step < n_steps && best > known && stride > 1e-4; step++)
    {
      double bound = price (&self), square = 0, width;

      if (bound < least * (1 - 1e-6))
        idle = 0;
      else if (++idle >= 8)
        {
          stride /= 2;
          idle = 0;
        }
      least = MIN (least, bound);
      best = MIN (best, bound);
      for (guint i = 0; i < n; i++)
        square += reach->weights[i] * ((double) self.reached[i] - 1) * ((double) self.reached[i] - 1);
      if (square == 0 || g_cancellable_is_cancelled (cancellable) ||
          (end != 0 && g_get_monotonic_time () >= end))
        break;
      width = stride * MAX (bound - known * 0.999, 0) / square;
      for (guint i = 0; i < n; i++)
        self.prices[i] =
          CLAMP (self.prices[i] - width * reach->weights[i] * (self.reached[i] - 1), 0, reach->weights[i]);
    }

  g_free (self.prices);
  g_free (self.sums);
  g_free (self.earned);
  g_free (self.sorted);
  g_free (self.reached);
  return best;
}
