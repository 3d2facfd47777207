/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-tour-private.h"

double
atlas_tour_exact (const double *costs, guint n, AtlasTourForm form, guint start, guint end, guint *order)
{
  guint n_sets = 1u << n, set = n_sets - 1, last = 0;
  g_autofree double *best = g_new (double, (gsize) n_sets *n);
  g_autofree guint8 *before = g_new (guint8, (gsize) n_sets * n);
  double least = G_MAXDOUBLE;

  g_assert (n > 0 && n <= ATLAS_TOUR_EXACT_MAX);
  if (form == ATLAS_TOUR_CLOSED && start == ATLAS_TOUR_ANY)
    start = 0;
  for (gsize i = 0; i < (gsize) n_sets * n; i++)
    best[i] = G_MAXDOUBLE;
  for (guint i = 0; i < n; i++)
    if (start == ATLAS_TOUR_ANY || i == start)
      best[(1u << i) * n + i] = 0;

  /* best[set][i]: the shortest way through the set that ends at i. */
  for (guint s = 1; s < n_sets; s++)
    for (guint i = 0; i < n; i++)
      for (guint j = 0; best[s * n + i] < G_MAXDOUBLE && j < n; j++)
        {
          gsize to = (gsize) (s | 1u << j) * n + j;
          double length = best[s * n + i] + costs[i * n + j];

          if ((s & 1u << j) == 0 && length < best[to])
            {
              best[to] = length;
              before[to] = (guint8) i;
            }
        }

  for (guint i = 0; i < n; i++)
    {
      double length = best[set * n + i];

      if (form == ATLAS_TOUR_OPEN && end != ATLAS_TOUR_ANY && i != end)
        continue;
      if (form == ATLAS_TOUR_CLOSED && n > 1)
        length += costs[i * n + start];
      if (length < least)
        {
          least = length;
          last = i;
        }
    }
  for (guint i = n; i-- > 0;)
    {
      guint at = last;

      order[i] = at;
      last = before[set * n + at];
      set &= ~(1u << at);
    }
  return least;
}
