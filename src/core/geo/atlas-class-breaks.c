/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-class-breaks.h"

#include <math.h>
#include <stdlib.h>

/* Mantissas of round numbers, in tenths, roundest series first. */
static const guint8 one_two_five[] = { 10, 20, 50 };
static const guint8 thirds[] = { 10, 15, 20, 30, 50, 70 };
static const guint8 tens[] = { 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95 };

static const struct
{
  const guint8 *mantissas;
  guint n_mantissas;
} all_series[] = {
  { one_two_five, G_N_ELEMENTS (one_two_five) },
  { thirds, G_N_ELEMENTS (thirds) },
  { tens, G_N_ELEMENTS (tens) },
};

/* A series serves if it leaves no more than this much of the variance inside the classes: Jenks' "goodness of
 * variance fit" of 0.85 is where a map starts to tell the truth. */
#define TOLERABLE_VARIANCE 0.15

/* Ten powers of ten of a guint, at most G_N_ELEMENTS (tens) limits in each, and the two ends. */
#define MAX_CUTS (10 * G_N_ELEMENTS (tens) + 2)

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  guint first = *(const guint *) a, second = *(const guint *) b;

  return (first > second) - (first < second);
}

/* Running sums of the logarithms and of their squares, so that the deviation of any run of values is a
 * subtraction. */
typedef struct
{
  guint n;
  guint *values;
  double *sums;
  double *squares;
} SortedCounts;

static double
sorted_counts_deviation (const SortedCounts *self, guint from, guint to)
{
  double sum = self->sums[to] - self->sums[from];
  double squares = self->squares[to] - self->squares[from];

  return MAX (squares - sum * sum / (to - from), 0);
}

static void
sorted_counts_init (SortedCounts *self, const guint *values, guint n_values)
{
  self->n = 0;
  self->values = g_new (guint, n_values + 1);
  for (guint i = 0; i < n_values; i++)
    {
      if (values[i] > 0)
        self->values[self->n++] = values[i];
    }
  qsort (self->values, self->n, sizeof (guint), compare_counts);

  self->sums = g_new0 (double, self->n + 1);
  self->squares = g_new0 (double, self->n + 1);
  for (guint i = 0; i < self->n; i++)
    {
      double logarithm = log (self->values[i]);

      self->sums[i + 1] = self->sums[i] + logarithm;
      self->squares[i + 1] = self->squares[i] + logarithm * logarithm;
    }
}

static void
sorted_counts_clear (SortedCounts *self)
{
  g_free (self->values);
  g_free (self->sums);
  g_free (self->squares);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SortedCounts, sorted_counts_clear)

/* How badly a limit would part the values before and after it, where nothing lies between: the rounder is the
 * better, then the one nearer to the middle as factors go. */
static double
awkwardness (guint64 limit, guint8 mantissa, guint before, guint after)
{
  guint roughness = mantissa == 10 ? 0 : mantissa == 20 || mantissa == 50 ? 1 : mantissa % 10 == 0 ? 2 : 3;

  return roughness * 100 + fabs (log (limit) - (log (before) + log (after)) / 2);
}

/* Where a limit of the series may part the sorted values: positions that differ, with the limit that makes
 * them. The first cut is 0 and the last the end. */
static guint
find_cuts (const SortedCounts *counts,
           const guint8 *mantissas,
           guint n_mantissas,
           guint positions[MAX_CUTS],
           guint limits[MAX_CUTS])
{
  guint n_cuts = 0, position = 0;
  double least_awkward = 0;

  positions[n_cuts] = 0;
  limits[n_cuts++] = counts->values[0];

  for (guint64 power = 1; power <= counts->values[counts->n - 1]; power *= 10)
    {
      for (guint i = 0; i < n_mantissas; i++)
        {
          guint64 limit = power * mantissas[i] / 10;
          double awkward;

          if (power * mantissas[i] % 10 != 0)
            continue; /* one and a half people */

          while (position < counts->n && counts->values[position] < limit)
            position++;
          if (position == counts->n)
            break;
          if (position == 0)
            continue;

          awkward = awkwardness (limit, mantissas[i], counts->values[position - 1], counts->values[position]);
          if (position == positions[n_cuts - 1])
            {
              if (awkward >= least_awkward)
                continue;
              n_cuts--;
            }
          positions[n_cuts] = position;
          limits[n_cuts++] = limit;
          least_awkward = awkward;
        }
    }

  positions[n_cuts] = counts->n;
  limits[n_cuts] = 0;
  return n_cuts;
}

/* Fisher's dynamic programme: the least deviation of the values before cut j in k classes, and where the last
 * of those classes begins. */
static double
choose_cuts (
  const SortedCounts *counts, const guint *positions, guint n_cuts, guint n_classes, guint chosen[])
{
  double least[ATLAS_CLASS_BREAKS_MAX + 1][MAX_CUTS] = { { 0 } };
  guint8 begins[ATLAS_CLASS_BREAKS_MAX + 1][MAX_CUTS];

  for (guint j = 1; j <= n_cuts; j++)
    {
      least[1][j] = sorted_counts_deviation (counts, 0, positions[j]);
      begins[1][j] = 0;
    }

  for (guint k = 2; k <= n_classes; k++)
    {
      for (guint j = k; j <= n_cuts; j++)
        {
          least[k][j] = INFINITY;
          for (guint i = k - 1; i < j; i++)
            {
              double sum = least[k - 1][i] + sorted_counts_deviation (counts, positions[i], positions[j]);

              if (sum < least[k][j])
                {
                  least[k][j] = sum;
                  begins[k][j] = i;
                }
            }
        }
    }

  for (guint k = n_classes, j = n_cuts; k > 0; k--)
    {
      j = begins[k][j];
      chosen[k - 1] = j;
    }

  return least[n_classes][n_cuts];
}

guint
atlas_class_breaks (const guint *values, guint n_values, guint max_classes, AtlasClassBreak *classes)
{
  g_auto (SortedCounts) counts = { 0 };
  guint positions[MAX_CUTS], limits[MAX_CUTS];
  guint n_different = 1, n_classes = 0;
  double all;

  g_return_val_if_fail (values != NULL || n_values == 0, 0);
  g_return_val_if_fail (max_classes > 0 && max_classes <= ATLAS_CLASS_BREAKS_MAX, 0);
  g_return_val_if_fail (classes != NULL, 0);

  sorted_counts_init (&counts, values, n_values);
  if (counts.n == 0)
    return 0;

  for (guint i = 1; i < counts.n; i++)
    n_different += counts.values[i] != counts.values[i - 1];
  all = sorted_counts_deviation (&counts, 0, counts.n);

  for (guint i = 0; i < G_N_ELEMENTS (all_series); i++)
    {
      guint chosen[ATLAS_CLASS_BREAKS_MAX];
      guint n_cuts =
        find_cuts (&counts, all_series[i].mantissas, all_series[i].n_mantissas, positions, limits);
      double left;

      n_classes = MIN (max_classes, n_cuts);
      left = choose_cuts (&counts, positions, n_cuts, n_classes, chosen);

      for (guint k = 0; k < n_classes; k++)
        {
          guint end = k + 1 < n_classes ? positions[chosen[k + 1]] : counts.n;

          classes[k].low = limits[chosen[k]];
          classes[k].high = k + 1 < n_classes ? limits[chosen[k + 1]] - 1 : counts.values[counts.n - 1];
          classes[k].n_values = end - positions[chosen[k]];
        }

      if (n_classes == MIN (max_classes, n_different) && left <= all * TOLERABLE_VARIANCE)
        break;
    }

  return n_classes;
}

int
atlas_class_breaks_find (const AtlasClassBreak *classes, guint n_classes, guint value)
{
  g_return_val_if_fail (classes != NULL || n_classes == 0, -1);

  if (value == 0 || n_classes == 0)
    return -1;

  for (guint i = n_classes - 1; i > 0; i--)
    {
      if (value >= classes[i].low)
        return i;
    }

  return 0;
}
