/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-tour-search-private.h"

static void
reverse (AtlasTourSearch *self, guint i, guint j, guint length)
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
turn (AtlasTourSearch *self, guint a, guint b)
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

void
atlas_tour_search_flip (AtlasTourSearch *self, guint a, guint b)
{
  const AtlasTourFlip done = { self->mirrored ? b : a, self->mirrored ? a : b };

  turn (self, a, b);
  g_array_append_val (self->flips, done);
}

/* Takes back the last flips until @n are left. After atlas_tour_search_flip (a, b) the path runs from b to a.
 */
void
atlas_tour_search_unflip (AtlasTourSearch *self, guint n)
{
  while (self->flips->len > n)
    {
      AtlasTourFlip last = g_array_index (self->flips, AtlasTourFlip, self->flips->len - 1);

      turn (self, self->mirrored ? last.a : last.b, self->mirrored ? last.b : last.a);
      g_array_set_size (self->flips, self->flips->len - 1);
    }
}

void
atlas_tour_search_enqueue (AtlasTourSearch *self, guint place)
{
  guint to;

  if (self->queued[place])
    return;
  self->queued[place] = TRUE;
  to = self->queue_begin + self->queue_length++;
  self->queue[to >= self->n ? to - self->n : to] = place;
}

guint
atlas_tour_search_dequeue (AtlasTourSearch *self)
{
  guint place = self->queue[self->queue_begin];

  self->queue_begin = self->queue_begin + 1 == self->n ? 0 : self->queue_begin + 1;
  self->queue_length--;
  self->queued[place] = FALSE;
  return place;
}
