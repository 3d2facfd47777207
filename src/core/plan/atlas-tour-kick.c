/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "atlas-tour-search-private.h"

/* A tour that exchanges better no more is kicked and settled again, and kept where it got no longer. */

/* Cuts of a kick, how far apart they are at most on the tour, and how many neighbours on the ground. */
#define N_CUTS      4
#define KICK_LENGTH 50
#define WALK_LENGTH 15

/* Of a hundred kicks, how many begin at a far edge. */
#define FAR_PERCENT 50

/* Of so many others the longest edge is taken, where there are more places than there is time to kick. */
#define N_CENTERS   6
#define CENTERS_MIN 2500 /* the half of what is searched in halves */
#define MANY_FAR    30

/* With a clock: so much of an average edge a tour may become longer by a kick, now and then: at the
 * beginning, then less and less. */
#define HEAT     0.1
#define HEAT_MAX 5000 /* of more places there is no time for that */

/* Tries between two looks for far edges. */
#define FAR_INTERVAL 1000

/* Tries between two looks at the clock. */
#define CLOCK_INTERVAL 16

/* Lists the places behind which the tour goes farther than to any neighbour. A start leaves such edges where
 * its pieces were joined, and exchanges between neighbours alone don't take them out. */
static void
list_far (AtlasTourSearch *self)
{
  const AtlasTourSpace *space = self->space;

  g_array_set_size (self->far, 0);
  for (guint i = 0; i < self->n; i++)
    {
      guint place = self->order[i], next = self->order[i + 1 < self->n ? i + 1 : 0];

      if (atlas_tour_space_distance (space, place, next) > space->reach[place])
        g_array_append_val (self->far, place);
    }
}

/* Where to kick: often at one of the edges above, else anywhere, but rather where edges are long: that is
 * where there is most to gain. */
static guint
choose_center (AtlasTourSearch *self)
{
  gboolean many = self->n > CENTERS_MIN;
  guint center = 0;
  double longest = -1;

  if (self->far->len > 0 && atlas_solver_random_below (&self->random, 100) < (many ? MANY_FAR : FAR_PERCENT))
    return g_array_index (self->far, guint, atlas_solver_random_below (&self->random, self->far->len));
  for (guint i = 0; i < (many ? N_CENTERS : 1); i++)
    {
      guint place = self->order[atlas_solver_random_below (&self->random, self->n)];
      double length =
        atlas_tour_space_distance (self->space, place, atlas_tour_search_get_next (self, place));

      if (length > longest)
        {
          longest = length;
          center = place;
        }
    }
  return center;
}

/* The places behind which a kick cuts the tour, in its order: near each other on the ground, by walking at
 * random from neighbour to neighbour, or on the tour. */
static void
choose_cuts (AtlasTourSearch *self, guint *cuts)
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
      steps[i] = atlas_tour_search_count_steps (self, center, place);
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
  for (guint i = 0; i < N_CUTS; i++)
    cuts[i] = atlas_tour_search_get_place (self, center, steps[i] % self->n);
}

/* Puts the three parts between four cuts in the opposite order: the double bridge, which no few exchanges
 * undo; not where that would cut the edge that stays. Returns by how much the tour is longer. */
static double
kick (AtlasTourSearch *self)
{
  const AtlasTourSpace *space = self->space;
  guint cuts[N_CUTS], behind[N_CUTS];
  double added = 0;

  choose_cuts (self, cuts);
  for (guint i = 0; i < N_CUTS; i++)
    {
      behind[i] = atlas_tour_search_get_next (self, cuts[i]);
      if (atlas_tour_search_is_joint (self, cuts[i], behind[i]))
        return 0;
      added -= atlas_tour_space_distance (space, cuts[i], behind[i]);
    }
  added += atlas_tour_space_distance (space, cuts[0], behind[2]) +
           atlas_tour_space_distance (space, cuts[3], behind[1]) +
           atlas_tour_space_distance (space, cuts[2], behind[0]) +
           atlas_tour_space_distance (space, cuts[1], behind[3]);
  atlas_tour_search_flip (self, behind[0], cuts[3]);
  atlas_tour_search_flip (self, cuts[3], behind[2]);
  atlas_tour_search_flip (self, cuts[2], behind[1]);
  atlas_tour_search_flip (self, cuts[1], behind[0]);
  for (guint i = 0; i < N_CUTS; i++)
    {
      atlas_tour_search_enqueue (self, cuts[i]);
      atlas_tour_search_enqueue (self, behind[i]);
    }
  return added;
}

/* How much longer a tour may become now; as of the Markov chains above. */
static double
get_heat (AtlasTourSearch *self, double length, AtlasSolverClock *clock)
{
  double left = 1 - atlas_solver_clock_get_seconds (clock) / clock->limits.seconds;

  if (clock->limits.seconds == 0 || clock->limits.iterations > 0 || self->n > HEAT_MAX)
    return 0;
  return HEAT * length / self->n * MAX (left, 0);
}

static guint64
iterate (AtlasTourSearch *self, double length, double target, AtlasSolverClock *clock)
{
  g_autofree guint *best_order = g_new (guint, self->n);
  gboolean saved = FALSE; /* the best order, above; else the tour at hand is the best */
  guint64 patience = clock->limits.iterations > 0 ? G_MAXUINT64 : atlas_tour_search_get_patience (self->n);
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
      change -= atlas_tour_search_settle (self, clock);
      if (change > self->space->tiny / 2 &&
          (heat == 0 || change > -heat * log (1 - atlas_solver_random_real (&self->random))))
        {
          while (self->queue_length > 0)
            atlas_tour_search_dequeue (self);
          atlas_tour_search_unflip (self, 0);
          continue;
        }
      if (change > self->space->tiny / 2 && length <= best && !saved)
        {
          /* The best there was is to be found again; the next time it is left. */
          atlas_tour_search_unflip (self, 0);
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

/* @joint: (nullable): two places whose edge stays */
static guint64
search (const AtlasTourSpace *space, guint *order, const guint *joint, double target, AtlasSolverClock *clock)
{
  AtlasTourSearch self = { .space = space, .n = space->n, .order = order };
  guint64 tries;
  double length;

  g_assert (space->n >= 8);
  self.joint[0] = joint != NULL ? joint[0] : G_MAXUINT;
  self.joint[1] = joint != NULL ? joint[1] : G_MAXUINT;
  self.random.state = clock->limits.seed;
  self.at = g_new (guint, self.n);
  self.queue = g_new (guint, self.n);
  self.queued = g_new0 (guint8, self.n);
  self.flips = g_array_new (FALSE, FALSE, sizeof (AtlasTourFlip));
  self.far = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < self.n; i++)
    self.at[order[i]] = i;
  for (guint i = 0; i < self.n; i++)
    atlas_tour_search_enqueue (&self, order[i]);

  length = atlas_tour_space_measure (space, order);
  length -= atlas_tour_search_settle (&self, clock);
  atlas_solver_clock_tell (clock, length);
  tries = iterate (&self, length, target, clock);

  g_free (self.at);
  g_free (self.queue);
  g_free (self.queued);
  g_array_unref (self.flips);
  g_array_unref (self.far);
  return tries;
}

guint64
atlas_tour_search (const AtlasTourSpace *space, guint *order, double target, AtlasSolverClock *clock)
{
  return search (space, order, NULL, target, clock);
}

/* The array of a closed tour may be read from any place on, either way. */
guint64
atlas_tour_search_path (const AtlasTourSpace *space, guint *order, AtlasSolverClock *clock)
{
  guint n = space->n, begin = 0;
  const guint joint[] = { order[n - 1], order[0] };
  guint64 tries = search (space, order, joint, 0, clock);
  g_autofree guint *found = g_memdup2 (order, n * sizeof (guint));
  gboolean backwards;

  while (found[begin] != joint[1])
    begin++;
  backwards = found[begin + 1 < n ? begin + 1 : 0] == joint[0];
  for (guint i = 0; i < n; i++)
    order[i] = found[backwards ? (begin + n - i) % n : (begin + i) % n];
  return tries;
}
