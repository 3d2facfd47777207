/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-tour-private.h"

G_BEGIN_DECLS

/* What a search works on: the tour as an array. Whatever changes it is a reversal of a part, and each is
 * noted down, so that what did not help is taken back by the same reversals in the opposite order. */

/* How many exchanges deep a chain goes. */
#define ATLAS_TOUR_DEPTH 3

typedef struct
{
  guint a, b;
} AtlasTourFlip;

typedef struct
{
  const AtlasTourSpace *space;
  AtlasSolverRandom random;
  guint n;
  guint *order, *at;
  guint joint[2];    /* places whose edge stays; G_MAXUINT: none */
  gboolean reversed; /* order is read backwards */
  gboolean mirrored; /* so that forward and backward have changed places since the flips began */
  GArray *flips;     /* of AtlasTourFlip, since the last try began */
  guint *queue;      /* places whose neighbourhood is to be looked at; a ring */
  guint queue_begin, queue_length;
  guint8 *queued;
  GArray *far; /* of guint: places behind which the tour goes far */

  /* The path that is looked at begins at last and ends at first. */
  guint first, last;
  AtlasTourFlip moves[ATLAS_TOUR_DEPTH + 3], found[ATLAS_TOUR_DEPTH + 3];
  guint n_moves, n_found;
  double best; /* by how much the tour would be shorter for what was found */
} AtlasTourSearch;

static inline guint
atlas_tour_search_get_next (const AtlasTourSearch *self, guint place)
{
  guint at = self->at[place];

  if (self->reversed)
    return self->order[at == 0 ? self->n - 1 : at - 1];
  return self->order[at + 1 == self->n ? 0 : at + 1];
}

static inline guint
atlas_tour_search_get_previous (const AtlasTourSearch *self, guint place)
{
  guint at = self->at[place];

  if (self->reversed)
    return self->order[at + 1 == self->n ? 0 : at + 1];
  return self->order[at == 0 ? self->n - 1 : at - 1];
}

/** How many steps forward @to is from @from. */
static inline guint
atlas_tour_search_count_steps (const AtlasTourSearch *self, guint from, guint to)
{
  guint a = self->at[self->reversed ? to : from], b = self->at[self->reversed ? from : to];

  return b >= a ? b - a : b + self->n - a;
}

/** The place @steps forward from @from, fewer than there are places. */
static inline guint
atlas_tour_search_get_place (const AtlasTourSearch *self, guint from, guint steps)
{
  guint at = self->at[from];

  if (self->reversed)
    return self->order[at >= steps ? at - steps : at + self->n - steps];
  return self->order[at + steps < self->n ? at + steps : at + steps - self->n];
}

/** Whether the edge between two neighbours of the tour has to stay. */
static inline gboolean
atlas_tour_search_is_joint (const AtlasTourSearch *self, guint a, guint b)
{
  return (a == self->joint[0] && b == self->joint[1]) || (a == self->joint[1] && b == self->joint[0]);
}

/** Exchanges forward and backward. */
static inline void
atlas_tour_search_mirror (AtlasTourSearch *self)
{
  self->reversed = !self->reversed;
  self->mirrored = !self->mirrored;
}

/** Turns the path from @a forward to @b around. */
void atlas_tour_search_flip (AtlasTourSearch *self, guint a, guint b);

/** Takes back the last flips until @n are left. */
void atlas_tour_search_unflip (AtlasTourSearch *self, guint n);

void atlas_tour_search_enqueue (AtlasTourSearch *self, guint place);
guint atlas_tour_search_dequeue (AtlasTourSearch *self);

/** Without a limit of iterations: how many tries in a row may be without success. */
static inline guint64
atlas_tour_search_get_patience (guint n)
{
  return 10000 + G_GUINT64_CONSTANT (100) * n;
}

/** Looks from every place of the queue, until the clock says that it is over. Returns by how much the tour is
 * shorter. */
double atlas_tour_search_settle (AtlasTourSearch *self, AtlasSolverClock *clock);

G_END_DECLS
