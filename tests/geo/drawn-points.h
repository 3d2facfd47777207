/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-point-set.h"

G_BEGIN_DECLS

/* Members invented for tests: of every facet something, and where they live by a spread. */

typedef enum
{
  SPREAD_EVEN,
  SPREAD_TOWNS, /* as people live: many on the very same point */
  SPREAD_ONE_POINT,
  SPREAD_EDGES, /* corners and edges of the world, and beyond */
  SPREAD_NOWHERE,
} Spread;

/** One invented member, of the identifier @id. */
void drawn_point (GRand *rand, Spread spread, gint64 id, AtlasPoint *point);

/** @n members, @stride from one identifier to the next: (transfer full): AtlasPoint by its own id. */
GHashTable *drawn_members_new (GRand *rand, Spread spread, guint n, gint64 stride);

/** Copies @point, in the place of whom it shares the identifier with. */
void drawn_members_keep (GHashTable *members, const AtlasPoint *point);

/** (transfer full) */
AtlasPointIndex *drawn_members_index (GHashTable *members);

G_END_DECLS
