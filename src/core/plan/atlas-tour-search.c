/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "atlas-tour-private.h"

/* Iterated search in the manner of S. Lin and B. W. Kernighan, "An Effective Heuristic Algorithm for the
 * Traveling-Salesman Problem", 1973, with the kicks of O. Martin, S. W. Otto and E. W. Felten, "Large-Step
 * Markov Chains for the TSP", 1991, kept local as in D. Applegate, W. Cook and A. Rohe, "Chained
 * Lin-Kernighan for Large Traveling Salesman Problems", 2003.
 *
 * The tour is an array. Whatever changes it is a reversal of a part, and each is noted down, so that what did
 * not help is taken back by the same reversals in the opposite order. */

/* How many exchanges deep a chain goes, at what depth it goes on from the other beginning, and how many
 * neighbours are tried at each of the first, and at the other beginning. */
#define MAX_DEPTH     3
#define ASIDE_DEPTH   2
#define MAX_BREADTH   4
#define N_BREADTH     3
#define ASIDE_BREADTH 2
static const guint breadth[N_BREADTH] = { MAX_BREADTH, 2, 1 };

/* Cuts of a kick, how far apart they are at most on the tour, and how many neighbours on the ground. */
#define N_CUTS      4
#define KICK_LENGTH 50
#define WALK_LENGTH 15

/* With a clock: so much of an average edge a tour may become longer by a kick, now and then: at the
 * beginning, then less and less. */
#define HEAT     0.1
#define HEAT_MAX 5000 /* of more places there is no time for that */

/* Without a limit of iterations: as many tries in a row without success, and for each place so many more. */
#define PATIENCE       10000
#define PATIENCE_PLACE 100

/* Tries between two looks for far edges. */
#define FAR_INTERVAL 1000

/* Tries between two looks at the clock. */
#define CLOCK_INTERVAL 16

typedef struct
{
  guint a, b;
} Flip;

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
  Part parts[MAX_DEPTH + 3];
} Path;

typedef struct
{
  const AtlasTourSpace *space;
  AtlasSolverRandom random;
  guint n;
  guint *order, *at;
  gboolean reversed; /* order is read backwards */
  gboolean mirrored; /* so that forward and backward have changed places since the flips began */
  GArray *flips;     /* of Flip, since the last try began */
  guint *queue;      /* places whose neighbourhood is to be looked at; a ring */
  guint queue_begin, queue_length;
  guint8 *queued;
  GArray *far; /* of guint: places behind which the tour goes far */

  /* The path that is looked at begins at last and ends at first. */
  guint first, last;
  Flip moves[MAX_DEPTH + 3], found[MAX_DEPTH + 3];
  guint n_moves, n_found;
  double best; /* by how much the tour would be shorter for what was found */
} Search;

/* The tour. */

static inline guint
get_next (const Search *self, guint place)
{
  guint at = self->at[place];

  if (self->reversed)
    return self->order[at == 0 ? self->n - 1 : at - 1];
  return self->order[at + 1 == self->n ? 0 : at + 1];
}

static inline guint
get_previous (const Search *self, guint place)
{
  guint at = self->at[place];

  if (self->reversed)
    return self->order[at + 1 == self->n ? 0 : at + 1];
  return self->order[at == 0 ? self->n - 1 : at - 1];
}

/* How many steps forward @to is from @from. */
static inline guint
count_steps (const Search *self, guint from, guint to)
{
  guint a = self->at[self->reversed ? to : from], b = self->at[self->reversed ? from : to];

  return b >= a ? b - a : b + self->n - a;
}

static void
reverse (Search *self, guint i, guint j, guint length)
{
  for (guint swaps = length / 2; swaps > 0; swaps--)
    {
      guint a = self->order[i], b = self->order[j];

      self->order[i] = b;
      self->at[b] = i;
      self->order[j] = a;
      self->at[a] = j;
      i = i + 1 == self->n ? 0 : i + 1;
      j = j == 0 ? self->n - 1 : j - 1;
    }
}

/* Turns the path from @a forward to @b around. Of the path and the rest the shorter one is moved. */
static void
turn (Search *self, guint a, guint b)
{
  guint i = self->at[self->reversed ? b : a], j = self->at[self->reversed ? a : b];
  guint length = (j >= i ? j - i : j + self->n - i) + 1;

  if (2 * length <= self->n)
    reverse (self, i, j, length);
  else
    {
      reverse (self, j + 1 == self->n ? 0 : j + 1, i == 0 ? self->n - 1 : i - 1, self->n - length);
      self->reversed = !self->reversed;
    }
}

static void
mirror (Search *self)
{
  self->reversed = !self->reversed;
  self->mirrored = !self->mirrored;
}

static void
flip (Search *self, guint a, guint b)
{
  const Flip done = { self->mirrored ? b : a, self->mirrored ? a : b };

  turn (self, a, b);
  g_array_append_val (self->flips, done);
}

/* Takes back the last flips until @n are left. After flip (a, b) the path runs from b to a. */
static void
unflip (Search *self, guint n)
{
  while (self->flips->len > n)
    {
      Flip last = g_array_index (self->flips, Flip, self->flips->len - 1);

      turn (self, self->mirrored ? last.a : last.b, self->mirrored ? last.b : last.a);
      g_array_set_size (self->flips, self->flips->len - 1);
    }
}

/* What is to be looked at. */

static void
enqueue (Search *self, guint place)
{
  guint to;

  if (self->queued[place])
    return;
  self->queued[place] = TRUE;
  to = self->queue_begin + self->queue_length++;
  self->queue[to >= self->n ? to - self->n : to] = place;
}

static guint
dequeue (Search *self)
{
  guint place = self->queue[self->queue_begin];

  self->queue_begin = self->queue_begin + 1 == self->n ? 0 : self->queue_begin + 1;
  self->queue_length--;
  self->queued[place] = FALSE;
  return place;
}

/* Looking. */

static void
begin_path (Search *self, guint first, guint last)
{
  self->first = first;
  self->last = last;
  self->n_moves = self->n_found = 0;
  self->best = 0;
}

/* The place @steps forward from the first of the path. */
static inline guint
get_place (const Search *self, guint steps)
{
  guint at = self->at[self->last];

  if (self->reversed)
    return self->order[at >= steps ? at - steps : at + self->n - steps];
  return self->order[at + steps < self->n ? at + steps : at + steps - self->n];
}

/* Whom a place follows on the path, and in which part the place is. */
static inline guint
get_before (const Search *self, const Path *path, guint steps, guint *part)
{
  const Part *parts = path->parts;
  guint p = 0;

  while (steps < parts[p].from || steps > parts[p].to)
    p++;
  *part = p;
  if (steps != (parts[p].turned ? parts[p].to : parts[p].from))
    return get_place (self, parts[p].turned ? steps + 1 : steps - 1);
  if (p == 0)
    return self->first;
  return get_place (self, parts[p - 1].turned ? parts[p - 1].from : parts[p - 1].to);
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
keep_found (Search *self, double closed)
{
  self->best = closed;
  self->n_found = self->n_moves;
  memcpy (self->found, self->moves, self->n_moves * sizeof (Flip));
}

static void
add_move (Search *self, guint a, guint b)
{
  self->moves[self->n_moves++] = (Flip){ a, b };
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
step (Search *self, guint depth, const Path *path, double sum, guint last)
{
  const AtlasTourSpace *space = self->space;
  const guint *near = space->near + (gsize) last * space->k;
  const double *distances = space->near_distance + (gsize) last * space->k;
  guint max = breadth[MIN (depth, N_BREADTH - 1)], n = 0, n_moves = self->n_moves;
  Choice choices[MAX_BREADTH] = { { 0 } }, closing = { 0 };
  double most = self->best + space->tiny;
  gboolean better = FALSE;

  for (guint i = 0; i < space->k && distances[i] < sum; i++)
    if (near[i] != self->first)
      {
        Choice choice = { .steps = count_steps (self, self->last, near[i]) };
        double closed;

        choice.before = get_before (self, path, choice.steps, &choice.part);
        if (choice.before == last)
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
  for (guint i = 0; i < n && depth + 1 < MAX_DEPTH; i++)
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
close_circle (
  Search *self, guint c, guint circle, guint e, guint e_steps, guint f, gboolean f_behind, double sum)
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
step_aside (Search *self, double sum)
{
  const AtlasTourSpace *space = self->space;
  guint last = self->last;
  const guint *near = space->near + (gsize) last * space->k;
  const double *distances = space->near_distance + (gsize) last * space->k;

  for (guint i = 0; i < MIN (space->k, ASIDE_BREADTH) && distances[i] < sum; i++)
    {
      guint c = near[i], behind, circle;
      double opened;

      if (c == self->first || c == get_next (self, last))
        continue;
      behind = get_next (self, c);
      opened = sum - distances[i] + atlas_tour_space_distance (space, c, behind);
      circle = count_steps (self, last, c);
      for (guint j = 0; j < MIN (space->k, ASIDE_BREADTH); j++)
        {
          guint e = space->near[(gsize) behind * space->k + j];
          double put_in = opened - space->near_distance[(gsize) behind * space->k + j];
          guint steps;

          if (put_in <= 0)
            break;
          steps = count_steps (self, last, e);
          if (steps > circle)
            continue;
          for (guint side = 0; side < 2; side++)
            if (side == 0 ? e != c : e != last)
              {
                guint f = side == 0 ? get_next (self, e) : get_previous (self, e);

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
move (Search *self)
{
  for (guint i = 0; i < self->n_found; i++)
    {
      guint a = self->found[i].a, b = self->found[i].b;

      enqueue (self, get_previous (self, a));
      enqueue (self, a);
      enqueue (self, b);
      enqueue (self, get_next (self, b));
      flip (self, a, b);
    }
}

/* Returns by how much the tour is shorter, 0 where no edge from @place forward was worth exchanging. */
static double
settle_place (Search *self, guint place)
{
  guint next = get_next (self, place);
  const Path path = { 1, { { 0, self->n - 1, FALSE } } };
  double sum = atlas_tour_space_distance (self->space, place, next);

  begin_path (self, place, next);
  if (!step (self, 0, &path, sum, next) && !step_aside (self, sum))
    return 0;
  move (self);
  return self->best;
}

/* Looks from every place of the queue. Returns by how much the tour is shorter. */
static double
settle (Search *self, AtlasSolverClock *clock)
{
  double gained = 0;
  guint turns = 0;

  while (self->queue_length > 0)
    {
      guint place = dequeue (self);

      for (guint side = 0; side < 2; side++)
        {
          double best = settle_place (self, place);

          if (best > 0)
            enqueue (self, place);
          gained += best;
          mirror (self);
        }
      if (++turns % 256 == 0 && atlas_solver_clock_is_over (clock))
        break;
    }
  return gained;
}

/* Lists the places behind which the tour goes farther than to any neighbour. A start leaves such edges where
 * its pieces were joined, and exchanges between neighbours alone don't take them out. */
static void
list_far (Search *self)
{
  const AtlasTourSpace *space = self->space;

  g_array_set_size (self->far, 0);
  for (guint i = 0; i < self->n; i++)
    {
      guint place = self->order[i], next = self->order[i + 1 < self->n ? i + 1 : 0];

      if (atlas_tour_space_distance (space, place, next) >
          space->near_distance[(gsize) place * space->k + space->k - 1])
        g_array_append_val (self->far, place);
    }
}

/* Where to kick: everywhere alike, but half of the time at one of the edges above. */
static guint
choose_center (Search *self)
{
  guint at = atlas_solver_random_below (&self->random, self->n);

  if (self->far->len == 0 || at % 2 == 0)
    return self->order[at];
  return g_array_index (self->far, guint, atlas_solver_random_below (&self->random, self->far->len));
}

/* The places behind which a kick cuts the tour, in its order: near each other on the ground, by walking at
 * random from neighbour to neighbour, or on the tour. */
static void
choose_cuts (Search *self, guint *cuts)
{
  const AtlasTourSpace *space = self->space;
  guint center = choose_center (self), steps[N_CUTS], place;
  gboolean on_ground = atlas_solver_random_below (&self->random, 2);

  for (guint i = 0; i < N_CUTS; i++)
    {
      steps[i] = i == 0
                   ? 0
                   : steps[i - 1] + 1 +
                       atlas_solver_random_below (&self->random, MIN (KICK_LENGTH, self->n / N_CUTS - 1));
      if (!on_ground || i == 0)
        continue;
      place = center;
      for (guint walk = 0; walk < WALK_LENGTH; walk++)
        place = space->near[(gsize) place * space->k + atlas_solver_random_below (&self->random, space->k)];
      steps[i] = count_steps (self, center, place);
    }
  for (guint i = 1; i < N_CUTS; i++)
    for (guint j = i; j > 0 && steps[j] < steps[j - 1]; j--)
      {
        guint swap = steps[j];

        steps[j] = steps[j - 1];
        steps[j - 1] = swap;
      }
  /* Each behind the one before, and none once around: two may have come to the same place. */
  for (guint i = 1; i < N_CUTS; i++)
    steps[i] = MAX (steps[i], steps[i - 1] + 1);
  for (guint i = N_CUTS; i-- > 1;)
    steps[i] = MIN (steps[i], self->n - N_CUTS + i);
  self->last = center;
  for (guint i = 0; i < N_CUTS; i++)
    cuts[i] = get_place (self, steps[i] % self->n);
}

/* Puts the three parts between four cuts in the opposite order: the double bridge, which no few exchanges
 * undo. Returns by how much the tour is longer. */
static double
kick (Search *self)
{
  const AtlasTourSpace *space = self->space;
  guint cuts[N_CUTS], behind[N_CUTS];
  double added = 0;

  choose_cuts (self, cuts);
  for (guint i = 0; i < N_CUTS; i++)
    {
      behind[i] = get_next (self, cuts[i]);
      added -= atlas_tour_space_distance (space, cuts[i], behind[i]);
    }
  added += atlas_tour_space_distance (space, cuts[0], behind[2]) +
           atlas_tour_space_distance (space, cuts[3], behind[1]) +
           atlas_tour_space_distance (space, cuts[2], behind[0]) +
           atlas_tour_space_distance (space, cuts[1], behind[3]);
  flip (self, behind[0], cuts[3]);
  flip (self, cuts[3], behind[2]);
  flip (self, cuts[2], behind[1]);
  flip (self, cuts[1], behind[0]);
  for (guint i = 0; i < N_CUTS; i++)
    {
      enqueue (self, cuts[i]);
      enqueue (self, behind[i]);
    }
  return added;
}

static double
measure (Search *self)
{
  double length = 0;

  for (guint i = 0; i < self->n; i++)
    length +=
      atlas_tour_space_distance (self->space, self->order[i], self->order[i + 1 < self->n ? i + 1 : 0]);
  return length;
}

/* How much longer a tour may become now; as of the Markov chains above. */
static double
get_heat (Search *self, double length, AtlasSolverClock *clock)
{
  double left = 1 - atlas_solver_clock_get_seconds (clock) / clock->limits.seconds;

  if (clock->limits.seconds == 0 || clock->limits.iterations > 0 || self->n > HEAT_MAX)
    return 0;
  return HEAT * length / self->n * MAX (left, 0);
}

static guint64
iterate (Search *self, double length, double target, AtlasSolverClock *clock)
{
  g_autofree guint *best_order = g_new (guint, self->n);
  gboolean saved = FALSE; /* the best order, above; else the tour at hand is the best */
  guint64 patience =
    clock->limits.iterations > 0 ? G_MAXUINT64 : PATIENCE + (guint64) PATIENCE_PLACE * self->n;
  guint64 tries = 0, last_success = 0;
  double best = length, heat = 0;

  while (best > target + self->space->tiny / 2 && tries - last_success < patience &&
         (clock->limits.iterations == 0 || tries < clock->limits.iterations))
    {
      double change;

      if (tries % CLOCK_INTERVAL == 0)
        {
          if (atlas_solver_clock_is_over (clock))
            break;
          heat = get_heat (self, length, clock);
        }
      if (tries % FAR_INTERVAL == 0)
        list_far (self);
      tries++;
      g_array_set_size (self->flips, 0);
      change = kick (self);
      change -= settle (self, clock);
      if (change > self->space->tiny / 2 &&
          (heat == 0 || change > -heat * log (1 - atlas_solver_random_real (&self->random))))
        {
          while (self->queue_length > 0)
            dequeue (self);
          unflip (self, 0);
          continue;
        }
      if (change > self->space->tiny / 2 && length <= best && !saved)
        {
          /* The best there was is to be found again; the next time it is left. */
          unflip (self, 0);
          memcpy (best_order, self->order, self->n * sizeof (guint));
          saved = TRUE;
          continue;
        }
      length += change;
      if (length < best - self->space->tiny / 2)
        {
          best = length;
          saved = FALSE;
          last_success = tries;
          atlas_solver_clock_tell (clock, best);
        }
    }
  if (saved)
    memcpy (self->order, best_order, self->n * sizeof (guint));
  return tries;
}

guint64
atlas_tour_search (const AtlasTourSpace *space, guint *order, double target, AtlasSolverClock *clock)
{
  Search self = { .space = space, .n = space->n, .order = order };
  guint64 tries;
  double length;

  g_assert (space->n >= 8);
  self.random.state = clock->limits.seed;
  self.at = g_new (guint, self.n);
  self.queue = g_new (guint, self.n);
  self.queued = g_new0 (guint8, self.n);
  self.flips = g_array_new (FALSE, FALSE, sizeof (Flip));
  self.far = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < self.n; i++)
    self.at[order[i]] = i;
  for (guint i = 0; i < self.n; i++)
    enqueue (&self, order[i]);

  length = measure (&self);
  length -= settle (&self, clock);
  atlas_solver_clock_tell (clock, length);
  tries = iterate (&self, length, target, clock);

  g_free (self.at);
  g_free (self.queue);
  g_free (self.queued);
  g_array_unref (self.flips);
  g_array_unref (self.far);
  return tries;
}
