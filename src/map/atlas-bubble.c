/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-bubble.h"

#include <math.h>
#include <stdlib.h>

#include "atlas-map-bins.h"

/* Two circles may reach into each other by this part of their radii before they become one. */
#define TOLERATED_OVERLAP 0.25

/* Growing by what it took in, a circle may reach another: look again, but not for ever. */
#define MAX_PASSES 4

double
atlas_bubble_radius (guint members, guint largest)
{
  double fit, area;

  if (members <= 1)
    return ATLAS_BUBBLE_DOT_RADIUS;

  /* Room for the digits of atlas_map_text_short_count(). */
  if (members < 10)
    fit = 9;
  else if (members < 100)
    fit = 10.5;
  else if (members < 1000)
    fit = 13;
  else
    fit = 14.5;

  area = ATLAS_BUBBLE_MAX_RADIUS * sqrt ((double) members / MAX (largest, 1));
  return CLAMP (area, fit, ATLAS_BUBBLE_MAX_RADIUS);
}

typedef struct
{
  AtlasBubble bubble;
  guint index; /* before sorting */
} Candidate;

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const AtlasBubble *first = &((const Candidate *) a)->bubble;
  const AtlasBubble *second = &((const Candidate *) b)->bubble;

  if (first->members != second->members)
    return first->members > second->members ? -1 : 1;

  return (first->cell > second->cell) - (first->cell < second->cell);
}

/* The nearest of the bubbles already placed that @candidate would overlap; -1 if it stands free. */
static int
find_overlapped (const GArray *placed, const AtlasMapBins *bins, const AtlasBubble *candidate, double world)
{
  AtlasMapBinsIter iter;
  double nearest = INFINITY;
  int found = -1;
  guint index;

  atlas_map_bins_iter_init (&iter, bins, candidate->x * world, candidate->y * world);
  while (atlas_map_bins_iter_next (&iter, &index))
    {
      const AtlasBubble *other = &g_array_index (placed, AtlasBubble, index);
      double dx = (candidate->x - other->x) * world, dy = (candidate->y - other->y) * world;
      double reach = (candidate->radius + other->radius) * (1 - TOLERATED_OVERLAP);
      double distance;

      /* Most are out of reach, and a square root takes long. */
      if (dx * dx + dy * dy >= reach * reach)
        continue;
      distance = sqrt (dx * dx + dy * dy);
      if (distance - other->radius < nearest)
        {
          nearest = distance - other->radius;
          found = (int) index;
        }
    }

  return found;
}

static void
bubble_take_in (AtlasBubble *self, const AtlasBubble *other, guint largest)
{
  double share = (double) other->members / ((double) self->members + other->members);

  self->x += (other->x - self->x) * share;
  self->y += (other->y - self->y) * share;
  self->members += other->members;
  self->radius = atlas_bubble_radius (self->members, largest);
}

/* One pass over @bubbles; @targets receives where each went. */
static GArray *
merge_once (const GArray *bubbles, double world, guint largest, guint *targets)
{
  g_autofree Candidate *candidates = g_new (Candidate, MAX (bubbles->len, 1)); /* qsort() takes no NULL */
  /* As wide as two largest circles, so that those around hold all that can touch. */
  g_autoptr (AtlasMapBins) bins = atlas_map_bins_new (ATLAS_BUBBLE_MAX_RADIUS * 2, bubbles->len);
  GArray *placed = g_array_sized_new (FALSE, FALSE, sizeof (AtlasBubble), bubbles->len);

  for (guint i = 0; i < bubbles->len; i++)
    {
      candidates[i].bubble = g_array_index (bubbles, AtlasBubble, i);
      candidates[i].index = i;
    }
  qsort (candidates, bubbles->len, sizeof (Candidate), compare_candidates);

  for (guint i = 0; i < bubbles->len; i++)
    {
      const AtlasBubble *candidate = &candidates[i].bubble;
      int target = find_overlapped (placed, bins, candidate, world);

      if (target < 0)
        {
          target = (int) placed->len;
          g_array_append_val (placed, *candidate);

          /* It may drift as it takes others in, but stays in the bin where it began: by less than its radius,
           * and the next pass sees it where it is. */
          atlas_map_bins_add (bins, candidate->x * world, candidate->y * world);
        }
      else
        {
          bubble_take_in (&g_array_index (placed, AtlasBubble, target), candidate, largest);
        }
      targets[candidates[i].index] = target;
    }

  return placed;
}

GArray *
atlas_bubbles_merge (const GArray *clusters, double world, guint largest, guint **owners)
{
  g_autofree guint *owner = NULL;
  g_autofree guint *targets = NULL;
  GArray *bubbles;

  g_return_val_if_fail (clusters != NULL, NULL);
  g_return_val_if_fail (world > 0, NULL);

  bubbles = g_array_sized_new (FALSE, FALSE, sizeof (AtlasBubble), clusters->len);
  owner = g_new (guint, MAX (clusters->len, 1));
  targets = g_new (guint, MAX (clusters->len, 1));

  for (guint i = 0; i < clusters->len; i++)
    {
      const AtlasCluster *cluster = &g_array_index (clusters, AtlasCluster, i);
      AtlasBubble bubble = {
        .x = cluster->x,
        .y = cluster->y,
        .radius = atlas_bubble_radius (cluster->members, largest),
        .members = cluster->members,
        .row = cluster->row,
        .cell = cluster->cell,
        .level = cluster->level,
        .place = ATLAS_PLACE_NONE,
      };

      g_array_append_val (bubbles, bubble);
      owner[i] = i;
    }

  for (guint pass = 0; pass < MAX_PASSES; pass++)
    {
      GArray *merged = merge_once (bubbles, world, largest, targets);
      gboolean done = merged->len == bubbles->len && pass > 0;

      for (guint i = 0; i < clusters->len; i++)
        owner[i] = targets[owner[i]];
      g_array_unref (bubbles);
      bubbles = merged;
      if (done)
        break;
    }

  if (owners != NULL)
    *owners = g_steal_pointer (&owner);

  return bubbles;
}

int
atlas_bubbles_find (const GArray *bubbles, double world, double x, double y, double margin)
{
  g_return_val_if_fail (bubbles != NULL, -1);

  for (guint i = 0; i < bubbles->len; i++)
    {
      const AtlasBubble *bubble = &g_array_index (bubbles, AtlasBubble, i);
      double reach = bubble->radius + margin;
      double dx = (bubble->x - x) * world, dy = (bubble->y - y) * world;

      if (bubble->members > 1 && dx * dx + dy * dy < reach * reach)
        return (int) i;
    }
  return -1;
}
