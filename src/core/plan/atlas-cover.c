/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cover.h"

#include <math.h>
#include <string.h>

#include "atlas-cover-private.h"

/* Greedy, then interchange (M. B. Teitz, P. Bart, "Heuristic Methods for Estimating the Generalized Vertex
 * Median of a Weighted Graph", 1968), then iterated: some sites are taken away that may not come back at
 * once, as many others are added, and sites around are interchanged again. What every point would add is kept
 * up to date all along, and the best of each block of them where it is asked for, so that the best place for
 * a site is found by looking through the blocks. */

/* Of the time that is given, how much may go into the bound; and how many steps it takes where the clock does
 * not end it.
 */
#define BOUND_SHARE 0.15
#define BOUND_STEPS 300

/* Sites taken away at a time, at most. */
#define MAX_TAKEN 4

/* Without a limit of iterations: as many tries in a row without success. */
#define PATIENCE 1000

/* So many sites that came or went are noted, so that only what is near to them is worked out anew. */
#define MAX_STALE 8

/* Ranks whose best is kept. */
#define BLOCK 64

#define NO_SITE G_MAXUINT

typedef struct
{
  const AtlasCoverReach *reach;
  AtlasSolverRandom random;
  guint n, n_sites;
  guint *sites;   /* ranks; NO_SITE for a place that is free */
  guint *counts;  /* by how many sites a rank is reached */
  double *adds;   /* what a site at a rank would add */
  double *kept;   /* the adds while a site is away for a try */
  gboolean dense; /* a circle holds so many that the adds are worked out anew when they are asked for */
  guint stale[MAX_STALE]; /* sites that came or went since */
  guint n_stale;          /* more than there is room for: everything is to be worked out */
  double *sums;           /* of what is not reached, up to each rank */
  guint8 *chosen;
  guint8 *barred;
  guint *bests;   /* of each block the rank that adds most; NO_SITE: none may be chosen */
  guint8 *doubts; /* whether that may have changed since */
  double covered;
} Search;

static inline void
doubt (Search *self, guint begin, guint end)
{
  for (guint block = begin / BLOCK; block <= (end - 1) / BLOCK; block++)
    self->doubts[block] = TRUE;
}

static void
bar (Search *self, guint rank, gboolean barred)
{
  self->barred[rank] = barred;
  doubt (self, rank, rank + 1);
}

/* Sets by how many sites a rank is reached; from or to none, everyone who reaches it adds less or more. */
static void
count (Search *self, guint rank, int change)
{
  const AtlasCoverReach *reach = self->reach;
  double weight = reach->weights[rank];
  guint before = self->counts[rank];

  self->counts[rank] = before + (guint) change;
  if ((before > 0) == (self->counts[rank] > 0) || weight == 0)
    return;
  weight *= change;
  self->covered += weight;
  if (self->dense)
    return;
  for (gsize r = reach->first[rank]; r < reach->first[rank + 1]; r++)
    {
      doubt (self, reach->ranges[r].begin, reach->ranges[r].end);
      for (guint i = reach->ranges[r].begin; i < reach->ranges[r].end; i++)
        self->adds[i] -= weight;
    }
}

static void
note_stale (Search *self, guint rank)
{
  if (self->n_stale < MAX_STALE)
    self->stale[self->n_stale] = rank;
  self->n_stale = MIN (self->n_stale + 1, MAX_STALE + 1);
}

static void
set_site (Search *self, guint index, guint rank)
{
  const AtlasCoverReach *reach = self->reach;
  guint old = self->sites[index];

  if (old != NO_SITE)
    {
      self->chosen[old] = FALSE;
      doubt (self, old, old + 1);
      note_stale (self, old);
      for (gsize r = reach->first[old]; r < reach->first[old + 1]; r++)
        for (guint i = reach->ranges[r].begin; i < reach->ranges[r].end; i++)
          count (self, i, -1);
    }
  self->sites[index] = rank;
  if (rank != NO_SITE)
    {
      self->chosen[rank] = TRUE;
      doubt (self, rank, rank + 1);
      note_stale (self, rank);
      for (gsize r = reach->first[rank]; r < reach->first[rank + 1]; r++)
        for (guint i = reach->ranges[r].begin; i < reach->ranges[r].end; i++)
          count (self, i, 1);
    }
}

/* Whether what a rank adds may have changed: it and a site that came or went reach one and the same. */
static gboolean
is_stale (const Search *self, guint rank)
{
  const AtlasCoverReach *reach = self->reach;
  double least = 4 * reach->outer * reach->outer;

  for (guint i = 0; i < self->n_stale; i++)
    if (atlas_vector_square (reach->vectors[self->stale[i]], reach->vectors[rank]) <= least)
      return TRUE;
  return FALSE;
}

/* The adds by sums over ranges, which takes as long as there are ranges. */
static void
refresh (Search *self)
{
  const AtlasCoverReach *reach = self->reach;
  gboolean all = self->n_stale > MAX_STALE;

  for (guint i = 0; i < self->n; i++)
    self->sums[i + 1] = self->sums[i] + (self->counts[i] == 0 ? reach->weights[i] : 0);
  for (guint i = 0; i < self->n; i++)
    {
      double add = 0;

      if (!all && !is_stale (self, i))
        continue;
      for (gsize r = reach->first[i]; r < reach->first[i + 1]; r++)
        add += self->sums[reach->ranges[r].end] - self->sums[reach->ranges[r].begin];
      self->adds[i] = add;
      self->doubts[i / BLOCK] = TRUE;
    }
  self->n_stale = 0;
}

static guint
find_best_of_block (Search *self, guint block)
{
  guint best = NO_SITE, end = MIN ((block + 1) * BLOCK, self->n);
  double most = -1;

  for (guint i = block * BLOCK; i < end; i++)
    if (self->adds[i] > most && !self->chosen[i] && !self->barred[i])
      {
        most = self->adds[i];
        best = i;
      }
  return best;
}

/* The rank that adds most; of equal ones the first of the first block from a random one on. */
static guint
find_best (Search *self)
{
  guint n_blocks = (self->n + BLOCK - 1) / BLOCK, best = NO_SITE;
  guint begin = atlas_solver_random_below (&self->random, n_blocks);
  double most = -1;

  if (self->dense && self->n_stale > 0)
    refresh (self);
  for (guint i = 0; i < n_blocks; i++)
    {
      guint block = begin + i < n_blocks ? begin + i : begin + i - n_blocks;

      if (self->doubts[block])
        {
          self->bests[block] = find_best_of_block (self, block);
          self->doubts[block] = FALSE;
        }
      if (self->bests[block] != NO_SITE && self->adds[self->bests[block]] > most)
        {
          best = self->bests[block];
          most = self->adds[best];
        }
    }
  return best;
}

/* Moves a site to the best place there is, where that is better by more than rounding. */
static gboolean
interchange (Search *self, guint index)
{
  guint old = self->sites[index], best;
  double before = self->covered;

  if (self->dense)
    {
      if (self->n_stale > 0)
        refresh (self);
      memcpy (self->kept, self->adds, self->n * sizeof (double));
    }
  set_site (self, index, NO_SITE);
  best = find_best (self);
  if (best == NO_SITE || self->covered + self->adds[best] <= before * (1 + 1e-12))
    {
      set_site (self, index, old);
      if (self->dense)
        {
          memcpy (self->adds, self->kept, self->n * sizeof (double));
          doubt (self, 0, self->n);
          self->n_stale = 0;
        }
      return FALSE;
    }
  set_site (self, index, best);
  return TRUE;
}

static double
get_square (Search *self, guint a, guint b)
{
  return atlas_vector_square (self->reach->vectors[a], self->reach->vectors[b]);
}

/* Interchanges the sites of @queue (of guint) until none of them gets any better. */
static void
interchange_all (Search *self, const guint *queue, guint n, AtlasSolverClock *clock)
{
  for (guint i = 0, idle = 0; idle < n && !atlas_solver_clock_is_over (clock); i = i + 1 < n ? i + 1 : 0)
    idle = interchange (self, queue[i]) ? 0 : idle + 1;
}

/* The sites in the order of how near they lie to one of them. (transfer full) */
typedef struct
{
  double square;
  guint index;
} Near;

static int
compare_near (gconstpointer a, gconstpointer b)
{
  const Near *p = a, *q = b;

  if (p->square != q->square)
    return p->square < q->square ? -1 : 1;
  return p->index < q->index ? -1 : p->index > q->index;
}

static guint *
list_near (Search *self, guint index)
{
  g_autofree Near *near = g_new (Near, self->n_sites);
  guint *list = g_new (guint, self->n_sites);

  for (guint i = 0; i < self->n_sites; i++)
    near[i] = (Near){ i == index ? -1 : get_square (self, self->sites[index], self->sites[i]), i };
  qsort (near, self->n_sites, sizeof (Near), compare_near);
  for (guint i = 0; i < self->n_sites; i++)
    list[i] = near[i].index;
  return list;
}

/* Takes sites away, neighbours or from anywhere, and adds others in their stead. */
static void
kick (Search *self, AtlasSolverClock *clock)
{
  guint index = atlas_solver_random_below (&self->random, self->n_sites);
  guint n = 1 + atlas_solver_random_below (&self->random, MIN (MAX_TAKEN, self->n_sites));
  gboolean together = atlas_solver_random_below (&self->random, 2);
  g_autofree guint *near = list_near (self, index);
  guint taken[MAX_TAKEN], old[MAX_TAKEN], best;

  for (guint i = 0; i < n; i++)
    {
      taken[i] =
        together || i == 0 ? near[i] : near[atlas_solver_random_below (&self->random, self->n_sites)];
      old[i] = self->sites[taken[i]];
      if (old[i] == NO_SITE)
        continue;
      set_site (self, taken[i], NO_SITE);
      bar (self, old[i], TRUE);
    }
  for (guint i = 0; i < n; i++)
    if (self->sites[taken[i]] == NO_SITE)
      {
        best = find_best (self);
        set_site (self, taken[i], best != NO_SITE ? best : old[i]);
      }
  for (guint i = 0; i < n; i++)
    if (old[i] != NO_SITE)
      bar (self, old[i], FALSE);
  /* Sites far from all this stand as well as before. */
  interchange_all (self, near, MIN (self->n_sites, self->dense ? 6 : 12), clock);
}

static guint64
iterate (Search *self, double bound, AtlasSolverClock *clock)
{
  g_autofree guint *best_sites = g_memdup2 (self->sites, self->n_sites * sizeof (guint));
  double best = self->covered;
  guint64 tries = 0, last_success = 0;
  guint64 patience = clock->limits.iterations > 0 ? G_MAXUINT64 : PATIENCE;

  while (best < bound && tries - last_success < patience &&
         (clock->limits.iterations == 0 || tries < clock->limits.iterations) &&
         !atlas_solver_clock_is_over (clock))
    {
      tries++;
      kick (self, clock);
      if (self->covered >= best * (1 - 1e-12))
        {
          if (self->covered > best * (1 + 1e-12))
            {
              last_success = tries;
              atlas_solver_clock_tell (clock, self->covered);
            }
          best = self->covered;
          memcpy (best_sites, self->sites, self->n_sites * sizeof (guint));
        }
      else
        {
          /* All away before any comes back: two may have changed places. */
          for (guint i = 0; i < self->n_sites; i++)
            if (self->sites[i] != best_sites[i])
              set_site (self, i, NO_SITE);
          for (guint i = 0; i < self->n_sites; i++)
            if (self->sites[i] != best_sites[i])
              set_site (self, i, best_sites[i]);
        }
    }
  memcpy (self->sites, best_sites, self->n_sites * sizeof (guint));
  return tries;
}

/* The answer. */

/* The sites in the order of what they add, summed anew without the rounding of a long search. */
static void
fill_cover (Search *self, AtlasCover *cover)
{
  const AtlasCoverReach *reach = self->reach;
  g_autofree guint8 *reached = g_new0 (guint8, self->n);

  cover->n_sites = self->n_sites;
  cover->sites = g_new (guint, self->n_sites);
  cover->added = g_new (double, self->n_sites);
  for (guint to = 0; to < self->n_sites; to++)
    {
      double most = -1;
      guint best = to, swap;

      for (guint j = to; j < self->n_sites; j++)
        {
          guint site = self->sites[j];
          double added = 0;

          for (gsize r = reach->first[site]; r < reach->first[site + 1]; r++)
            for (guint i = reach->ranges[r].begin; i < reach->ranges[r].end; i++)
              added += reached[i] ? 0 : reach->weights[i];
          if (added > most || (added == most && reach->points[site] < reach->points[self->sites[best]]))
            {
              most = added;
              best = j;
            }
        }
      swap = self->sites[to];
      self->sites[to] = self->sites[best];
      self->sites[best] = swap;
      for (gsize r = reach->first[self->sites[to]]; r < reach->first[self->sites[to] + 1]; r++)
        memset (reached + reach->ranges[r].begin, TRUE, reach->ranges[r].end - reach->ranges[r].begin);
      cover->sites[to] = reach->points[self->sites[to]];
      cover->added[to] = most;
      cover->covered += most;
    }
}

static gboolean
has_whole_weights (const AtlasCoverReach *reach)
{
  for (guint i = 0; i < reach->n; i++)
    if (reach->weights[i] != floor (reach->weights[i]))
      return FALSE;
  return TRUE;
}

/* Keeping the adds up to date takes as many steps as a circle holds pairs of points; working them out anew,
 * as there are ranges of points within twice the radius, of whom there are four times as many, coming and
 * going; and a look at each point. */
static gboolean
is_dense (const AtlasCoverReach *reach)
{
  double n_ranges = (double) reach->first[reach->n], n_hits = 0;

  for (gsize r = 0; r < reach->first[reach->n]; r++)
    n_hits += reach->ranges[r].end - reach->ranges[r].begin;
  n_hits /= reach->n;
  n_ranges /= reach->n;
  return n_hits * n_hits > 8 * n_hits * n_ranges + 2.0 * reach->n;
}

static void
search (Search *self, AtlasCover *cover, AtlasSolverClock *clock)
{
  const AtlasCoverReach *reach = self->reach;
  g_autofree guint *all = g_new (guint, self->n_sites);

  self->dense = is_dense (reach);
  self->n_stale = MAX_STALE + 1;
  refresh (self);
  for (guint i = 0; i < self->n_sites; i++)
    {
      set_site (self, i, find_best (self));
      all[i] = i;
    }
  atlas_solver_clock_tell (clock, self->covered);
  if (self->n_sites < self->n)
    {
      interchange_all (self, all, self->n_sites, clock);
      atlas_solver_clock_tell (clock, self->covered);
      cover->upper_bound = atlas_cover_bound (reach, self->n_sites, self->covered, BOUND_STEPS,
                                              clock->limits.seconds * BOUND_SHARE, clock->cancellable);
      if (has_whole_weights (reach))
        cover->upper_bound = floor (cover->upper_bound + 1e-6);
      cover->iterations = iterate (self, cover->upper_bound, clock);
    }
  fill_cover (self, cover);
  cover->upper_bound = self->n_sites < self->n ? MAX (cover->upper_bound, cover->covered) : cover->covered;
}

AtlasCover *
atlas_cover_solve (AtlasPoints *points,
                   guint n_sites,
                   double radius,
                   const AtlasSolverLimits *limits,
                   GCancellable *cancellable)
{
  AtlasCover *cover = g_new0 (AtlasCover, 1);
  g_autoptr (AtlasCoverReach) reach = NULL;
  Search self = { 0 };
  AtlasSolverClock clock;

  g_return_val_if_fail (points != NULL && radius >= 0, cover);

  atlas_solver_clock_start (&clock, limits, cancellable);
  self.n = atlas_points_get_n (points);
  self.n_sites = MIN (n_sites, self.n);
  for (guint i = 0; i < self.n; i++)
    cover->total += atlas_points_get_weight (points, i);
  if (self.n_sites == 0)
    return cover;
  self.reach = reach = atlas_cover_reach_new (points, radius);
  self.random.state = clock.limits.seed;
  self.sites = g_new (guint, self.n_sites);
  for (guint i = 0; i < self.n_sites; i++)
    self.sites[i] = NO_SITE;
  self.counts = g_new0 (guint, self.n);
  self.adds = g_new0 (double, self.n);
  self.kept = g_new0 (double, self.n);
  self.sums = g_new0 (double, self.n + 1);
  self.chosen = g_new0 (guint8, self.n);
  self.barred = g_new0 (guint8, self.n);
  self.bests = g_new (guint, self.n / BLOCK + 1);
  self.doubts = g_new (guint8, self.n / BLOCK + 1);
  doubt (&self, 0, self.n);
  search (&self, cover, &clock);
  g_free (self.sites);
  g_free (self.counts);
  g_free (self.adds);
  g_free (self.kept);
  g_free (self.sums);
  g_free (self.chosen);
  g_free (self.barred);
  g_free (self.bests);
  g_free (self.doubts);
  return cover;
}

double
atlas_cover_get_gap (const AtlasCover *self)
{
  g_return_val_if_fail (self != NULL, NAN);

  return self->upper_bound > 0 ? 1 - self->covered / self->upper_bound : 0;
}

void
atlas_cover_free (AtlasCover *self)
{
  if (self == NULL)
    return;
  g_free (self->sites);
  g_free (self->added);
  g_free (self);
}
