/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AtlasMapBins:
 *
 * Points of a plane by the square that they lie in, so that those near a place are found without looking at
 * all. They are numbered as they are added, from 0.
 */
typedef struct _AtlasMapBins AtlasMapBins;

/**
 * atlas_map_bins_new:
 * @width: of a square: nothing farther away than this is ever asked for; in the unit of the points
 * @n_expected: about how many will be added; more are no error, but are found more slowly
 *
 * Returns: (transfer full)
 */
AtlasMapBins *atlas_map_bins_new (double width, guint n_expected);

void atlas_map_bins_free (AtlasMapBins *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasMapBins, atlas_map_bins_free)

void atlas_map_bins_add (AtlasMapBins *self, double x, double y);

/** On the caller's stack; of its members none is for the caller. */
typedef struct
{
  const AtlasMapBins *bins;
  gint64 x, y;
  int bin;
  guint next;
  gboolean within;
} AtlasMapBinsIter;

/** Points that are added on the way may be met or not. */
void atlas_map_bins_iter_init (AtlasMapBinsIter *iter, const AtlasMapBins *bins, double x, double y);

/**
 * atlas_map_bins_iter_next:
 * @index: (out): of a point in the square of the place or in one of the eight around it: of all that are as
 *   near as the squares are wide, and of some that are farther away
 *
 * Returns: FALSE where there are no more
 */
gboolean atlas_map_bins_iter_next (AtlasMapBinsIter *iter, guint *index);

G_END_DECLS
