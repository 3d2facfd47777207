/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-picture-content.h"

G_BEGIN_DECLS

/* Two counts of each area, as a picture may tell of them. */

/**
 * AtlasPictureCompare:
 * @values: (array length=n_areas): as the content's areas
 * @groups: (array length=n_areas): which each belongs to
 * @rest: (array length=n_groups): those of a group who are in no area of the picture
 * @totals: (out) (array length=n_groups): of each side
 * @sums: (out): of all groups
 */
typedef struct
{
  const AtlasMeasured *measured;
  const AtlasAreaValue *const *values;
  const guint *groups;
  guint (*rest)[2];
  guint n_groups;
  AtlasSmallTotal (*totals)[2];
  AtlasSmallTotal sums[2];
} AtlasPictureCompare;

/**
 * atlas_picture_compare_fill:
 *
 * Gives the areas their texts and shades, and the content its classes. Each side is a table of its own by the
 * rule of atlas-small-cells.h. Where everybody of the one side is of the other too, as of everyone's, those
 * who are of the other alone are a third: where they are few, the smaller number is told as the range that
 * leaves them hidden. An area's colour depends on nothing but the numbers and ranges that stand written
 * there, and so do the limits between classes.
 */
void atlas_picture_compare_fill (AtlasPictureContent *content, AtlasPictureCompare *compare);

G_END_DECLS
