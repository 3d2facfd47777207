/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-tour-search-private.h"

/* Iterated search in the manner of S. Lin and B. W. Kernighan, "An Effective Heuristic Algorithm for the
 * Traveling-Salesman Problem", 1973, with the kicks of O. Martin, S. W. Otto and E. W. Felten, "Large-Step
 * Markov Chains for the TSP", 1991, kept local as in D. Applegate, W. Cook and A. Rohe, "Chained
 * Lin-Kernighan for Large Traveling Salesman Problems", 2003. Here are the exchanges. */

/* How many exchanges deep a chain goes, at what depth it goes on from the other beginning, and how many
 * neighbours are tried at each of the first, and at the other beginning. */
#define ASIDE_DEPTH   2
#define MAX_BREADTH   4
#define N_BREADTH     3
#define ASIDE_BREADTH 2
static const guint breadth[N_BREADTH] = { MAX_BREADTH, 2, 1 };

/* Places from so many to so many steps forward from the first of a path, forwards or turned around. */
typedef struct
{
  guint from, to;
  gboolean turned;
} Part;

/* The tour without the edge that is open, as it would be after some moves. */
typedef struct
{
  guint n;
  Part parts[ATLAS_TOUR_DEPTH + 3];
} Path;

static void
begin_path (AtlasTourSearch *self, guint first, guint last)
{
  self->first = first;
  self->last = last;
  self->n_moves = self->n_found = 0;
  self->best = 0;
}

/* Whom a place follows on the path, and in which part the place is. */
static inline guint
get_before (const AtlasTourSearch *self, const Path *path, guint steps, guint *part)
{
  const Part *parts = path->parts;
  guint p = 0;

  while (steps < parts[p].from || steps > parts[p].to)
    p++;
  *part = p;
  if (steps != (parts[p].turned ? parts[p].to : parts[p].from))
    return atlas_tour_search_get_place (self, self->last, parts[p].turned ? steps + 1 : steps - 1);
  if (p == 0)
    return self->first;
  return atlas_tour_search_get_place (self, self->last,
                                      parts[p - 1].turned ? parts[p - 1].from : parts[p - 1].to);
}

/* Turns around what lies on the path before a place. */
static void
turn_path (const Path *path, guint steps, guint part, Path *turned)
{
  const Part *cut = &path->parts[part];
  guint n = 0;

  if (steps != (cut->turned ? cut->to : cut->from))
    turned->parts[n++] =
      cut->turned ? (Part){ steps + 1, cut->to, FALSE } : (Part){ cut->from, steps - 1, TRUE };
  for (guint p = part; p-- > 0;)
    turned->parts[n++] = (Part){ path->parts[p].from, path->parts[p].to, !path->parts[p].turned };
  turned->parts[n++] = cut->turned ? (Part){ cut->from, steps, TRUE } : (Part){ steps, cut->to, FALSE };
  for (guint p = part + 1; p < path->n; p++)
    turned->parts[n++] = path->parts[p];
  turned->n = n;
}

static void
keep_found (AtlasTourSearch *self, double closed)
{
  self->best = closed;
  self->n_found = self->n_moves;
  memcpy (self->found, self->moves, self->n_moves * sizeof (AtlasTourFlip));
}

static void
add_move (AtlasTourSearch *self, guint a, guint b)
{
  self->moves[self->n_moves++] = (AtlasTourFlip){ a, b };
}

typedef struct
{
  guint before, steps, part;
  double sum; /* what was taken out less what was put in, without the edge that closes the tour */
} Choice;

static void
keep_choice (Choice *choices, guint *n, guint max, Choice choice)
{
  guint to;

  if (*n == max && choice.sum <= choices[max - 1].sum)
    return;
  to = *n < max ? (*n)++ : max - 1;
  for (; to > 0 && choices[to - 1].sum < choice.sum; to--)
    choices[to] = choices[to - 1];
  choices[to] = choice;
}

/* With the edge from the first place to @last open, joins @last to a neighbour and opens the edge before that
 * one, and so on. @sum: what was taken out less what was put in. Nothing is moved yet: what was found is
 * noted. Returns whether something better was. */
static gboolean
step (AtlasTourSearch *self, guint depth, const Path *path, double sum, guint last)
{
  const AtlasTourSpace *space = self->space;
  const guint *near = space->near + (gsize) last * space->k;
  const double *distances = space->near_distance + (gsize) last * space->k;
  guint max = breadth[MIN (depth, N_BREADTH - 1)], n = 0, n_moves = self->n_moves;
  Choice choices[MAX_BREADTH], closing;
  double most = self->best + space->tiny;
  gboolean better = FALSE;

  for (guint i = 0; i < space->k && distances[i] < sum; i++)
    if (near[i] != self->first)
      {
        Choice choice;
        double closed;

        choice.steps = atlas_tour_search_count_steps (self, self->last, near[i]);
        choice.before = get_before (self, path, choice.steps, &choice.part);
        if (choice.before == last || atlas_tour_search_is_joint (self, choice.before, near[i]))
          continue;
        choice.sum = sum - distances[i] + atlas_tour_space_distance (space, choice.before, near[i]);
        closed = choice.sum - atlas_tour_space_distance (space, self->first, choice.before);
        if (closed > most)
          {
            most = closed;
            closing = choice;
            better = TRUE;
          }
        keep_choice (choices, &n, max, choice);
      }

  /* What closes well is taken at once. */
  if (better)
    {
      choices[0] = closing;
      n = 1;
      add_move (self, last, closing.before);
      keep_found (self, most);
      self->n_moves = n_moves;
    }
  for (guint i = 0; i < n && depth + 1 < ATLAS_TOUR_DEPTH; i++)
    {
      Path turned;
      gboolean found;

      add_move (self, last, choices[i].before);
      turn_path (path, choices[i].steps, choices[i].part, &turned);
      found = step (self, depth + 1, &turned, choices[i].sum, choices[i].before);
      self->n_moves = n_moves;
      if (found)
        return TRUE;
    }
  return better;
}

/* The circle from the last place to @c, opened between @e, @e_steps forward, and @f. */
static gboolean
close_circle (AtlasTourSearch *self,
              guint c,
              guint circle,
              guint e,
              guint e_steps,
              guint f,
              gboolean f_behind,
              double sum)
{
  double closed = sum - atlas_tour_space_distance (self->space, f, self->first);
  const Path path = {
    3,
    { f_behind ? (Part){ e_steps + 1, circle, FALSE } : (Part){ 0, e_steps - 1, TRUE },
      f_behind ? (Part){ 0, e_steps, FALSE } : (Part){ e_steps, circle, TRUE },
      { circle + 1, self->n - 1, FALSE } },
  };
  gboolean better = closed > self->best + self->space->tiny;

  add_move (self, self->last, f_behind ? c : f);
  add_move (self, f_behind ? c : e, f_behind ? f : c);
  if (f_behind)
    add_move (self, e, self->last);
  if (better)
    keep_found (self, closed);
  better |= step (self, ASIDE_DEPTH, &path, sum, f);
  self->n_moves = 0;
  return better;
}

/* The other way to begin: joins the last place to a neighbour and opens the edge behind that one, which
 * leaves a circle, and opens the circle again between two neighbours to put it in elsewhere: three edges that
 * no two exchanges make. */
static gboolean
step_aside (AtlasTourSearch *self, double sum)
{
  const AtlasTourSpace *space = self->space;
  guint last = self->last;
  const guint *near = space->near + (gsize) last * space->k;
  const double *distances = space->near_distance + (gsize) last * space->k;

  for (guint i = 0; i < MIN (space->k, ASIDE_BREADTH) && distances[i] < sum; i++)
    {
      guint c = near[i], behind, circle;
      double opened;

      if (c == self->first || c == atlas_tour_search_get_next (self, last))
        continue;
      behind = atlas_tour_search_get_next (self, c);
      if (atlas_tour_search_is_joint (self, c, behind))
        continue;
      opened = sum - distances[i] + atlas_tour_space_distance (space, c, behind);
      circle = atlas_tour_search_count_steps (self, last, c);
      for (guint j = 0; j < MIN (space->k, ASIDE_BREADTH); j++)
        {
          guint e = space->near[(gsize) behind * space->k + j];
          double put_in = opened - space->near_distance[(gsize) behind * space->k + j];
          guint steps;

          if (put_in <= 0)
            break;
          steps = atlas_tour_search_count_steps (self, last, e);
          if (steps > circle)
            continue;
          for (guint side = 0; side < 2; side++)
            if (side == 0 ? e != c : e != last)
              {
                guint f =
                  side == 0 ? atlas_tour_search_get_next (self, e) : atlas_tour_search_get_previous (self, e);

                if (atlas_tour_search_is_joint (self, e, f))
                  continue;
                if (close_circle (self, c, circle, e, steps, f, side == 0,
                                  put_in + atlas_tour_space_distance (space, e, f)))
                  return TRUE;
              }
        }
    }
  return FALSE;
}

/* Does what was found. */
static void
move (AtlasTourSearch *self)
{
  for (guint i = 0; i < self->n_found; i++)
    {
      guint a = self->found[i].a, b = self->found[i].b;

      atlas_tour_search_enqueue (self, atlas_tour_search_get_previous (self, a));
      atlas_tour_search_enqueue (self, a);
      atlas_tour_search_enqueue (self, b);
      atlas_tour_search_enqueue (self, atlas_tour_search_get_next (self, b));
      atlas_tour_search_flip (self, a, b);
    }
}

/* Returns by how much the tour is shorter, 0 where no edge from @place forward was worth exchanging. */
static double
settle_place (AtlasTourSearch *self, guint place)
{
  guint next = atlas_tour_search_get_next (self, place);
  const Path path = { 1, { { 0, self->n - 1, FALSE } } };
  double sum = atlas_tour_space_distance (self->space, place, next);

  if (atlas_tour_search_is_joint (self, place, next))
    return 0;
  begin_path (self, place, next);
  if (!step (self, 0, &path, sum, next) && !step_aside (self, sum))
    return 0;
  move (self);
  return self->best;
}

double
atlas_tour_search_settle (AtlasTourSearch *self, AtlasSolverClock *clock)
{
  double gained = 0;
  guint turns = 0;

  while (self->queue_length > 0)
    {
      guint place = atlas_tour_search_dequeue (self);

      for (guint side = 0; side < 2; side++)
        {
          double best = settle_place (self, place);

          if (best > 0)
            atlas_tour_search_enqueue (self, place);
          gained += best;
          atlas_tour_search_mirror (self);
        }
      if (++turns % 256 == 0 && atlas_solver_clock_is_over (clock))
        break;
    }
  return gained;
}
