/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-tour.h"

#include "atlas-tour-private.h"

/* Of the time that is given, how much may go into the bound; and how many steps it takes where the clock does
 * not end it.
 */
#define BOUND_SHARE 0.15
#define BOUND_STEPS 200

/* Above this many places the bound asks for so many distances that a short search does without it. */
#define BOUND_MAX     2500
#define BOUND_SECONDS 5

/* Above this many places the tour is searched in halves. */
#define WHOLE_MAX 5000

void
atlas_tour_free (AtlasTour *self)
{
  if (self == NULL)
    return;
  g_free (self->order);
  g_free (self);
}

double
atlas_tour_get_gap (const AtlasTour *self)
{
  g_return_val_if_fail (self != NULL, NAN);

  if (self->length <= self->lower_bound)
    return 0;
  return self->lower_bound > 0 ? self->length / self->lower_bound - 1 : NAN;
}

/* Of few places the shortest. */
static guint *
solve_exactly (const AtlasTourSpace *space)
{
  g_autofree double *costs = g_new (double, (gsize) space->n * space->n);
  guint *order = g_new (guint, space->n);

  for (guint i = 0; i < space->n; i++)
    for (guint j = 0; j < space->n; j++)
      costs[i * space->n + j] = i == j ? 0 : atlas_tour_space_distance (space, i, j);
  atlas_tour_exact (costs, space->n, ATLAS_TOUR_CLOSED, 0, 0, order);
  return order;
}

static gboolean
wants_bound (const AtlasTourSpace *space, const AtlasSolverLimits *limits)
{
  return space->n <= BOUND_MAX || limits->seconds == 0 || limits->seconds >= BOUND_SECONDS;
}

/* What points in the same spot add to a bound on their places: nothing, but by TSPLIB's GEO, where it is a
 * kilometre. */
static double
get_bound_of_points (const AtlasPoints *points, const AtlasTourSpace *space, double bound)
{
  guint n_spare = atlas_points_get_n (points) - space->n;

  if (atlas_metric_is_whole (space->metric))
    bound = ceil (bound - 1e-6);
  return bound + (space->metric == ATLAS_METRIC_GEO ? n_spare : 0);
}

/* The length at which there is nothing left to search for. */
static double
get_target (const AtlasTourSpace *space, double bound)
{
  if (isnan (bound))
    return 0;
  return atlas_metric_is_whole (space->metric) ? ceil (bound - 1e-6) : bound;
}

static void
search (const AtlasPoints *points, AtlasTourSpace *space, AtlasTour *tour, AtlasSolverClock *clock)
{
  g_autofree guint *order = atlas_tour_start (space);
  double seconds = clock->limits.seconds, bound = NAN;

  /* A first search, so that the bound knows a good tour and the rest whether it has come to an end. */
  if (wants_bound (space, &clock->limits))
    {
      AtlasSolverClock first = *clock;

      first.limits.iterations = 1;
      atlas_tour_search (space, order, 0, &first);
      bound = atlas_tour_bound (space, order, BOUND_STEPS, seconds * BOUND_SHARE, clock->cancellable);
    }
  tour->iterations = space->n > WHOLE_MAX
                       ? atlas_tour_search_halves (space, order, get_target (space, bound), clock)
                       : atlas_tour_search (space, order, get_target (space, bound), clock);
  tour->order = atlas_tour_space_dup_points (space, order);
  tour->length = atlas_points_get_tour_length (points, tour->order, tour->n);
  tour->lower_bound = get_bound_of_points (points, space, bound);
}

AtlasTour *
atlas_tour_solve (AtlasPoints *points, const AtlasSolverLimits *limits, GCancellable *cancellable)
{
  AtlasTour *tour = g_new0 (AtlasTour, 1);
  g_autoptr (AtlasTourSpace) space = NULL;
  AtlasSolverClock clock;

  g_return_val_if_fail (points != NULL, tour);

  atlas_solver_clock_start (&clock, limits, cancellable);
  tour->n = atlas_points_get_n (points);
  if (tour->n == 0)
    return tour;
  space = atlas_tour_space_new (points);
  if (space->n <= ATLAS_TOUR_EXACT_MAX)
    {
      g_autofree guint *order = solve_exactly (space);

      tour->order = atlas_tour_space_dup_points (space, order);
      tour->length = atlas_points_get_tour_length (points, tour->order, tour->n);
      tour->lower_bound = tour->length;
    }
  else
    search (points, space, tour, &clock);
  return tour;
}
