/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What leaves the house on paper must not say of a handful of people in a small town what they told the
 * embassy. Counts of fewer than some smallest cell are shown as "<5", and no total is so exact that one could
 * subtract its way to them.
 *
 * The rule, for a table of areas in groups (regions in countries) under one total:
 *
 * 1. A count of 1 to smallest - 1 is hidden. Zero is shown: that nobody is there says nothing of anybody.
 * 2. A group's total is exact if nothing in it is hidden, or if the hidden counts together are such that each
 * could still be anything from 1 to smallest - 1: with n of them of the sum s, if n >= 2 and n + smallest - 2
 * <= s <= (n - 1) (smallest - 1) + 1. Otherwise it is a range, from what would be were each hidden count 1 to
 * what would be were each smallest - 1.
 * 3. The total of groups is exact if all of theirs are, else the sum of their ranges.
 *
 * So every total is either made of numbers that are shown, or leaves each hidden count all the values it
 * could have had. That is the purpose of complementary suppression (Federal Committee on Statistical
 * Methodology, "Report on Statistical Disclosure Limitation Methodology", Statistical Policy Working Paper
 * 22, 2005, chapter IV), which would hide a larger area beside each small one; a range instead leaves every
 * large area its number, and a map its colours. A test enumerates all tables that would look the same as one.
 *
 * It guards one table or picture. Who is given two with filters that differ by one person can compare them.
 */

#define ATLAS_SMALL_CELLS_DEFAULT 5

/** The greatest that makes sense. 1 hides nothing; 2 would hide ones alone, which is to say show them. */
#define ATLAS_SMALL_CELLS_MAX 1000

/** Whether @smallest is 1 or 3 to %ATLAS_SMALL_CELLS_MAX. */
gboolean atlas_small_cells_is_valid (gint64 smallest);

/**
 * AtlasSmallCell:
 * @group: 0 to n_groups - 1
 * @hidden: is set by atlas_small_cells_hide()
 */
typedef struct
{
  guint count;
  guint group;
  gboolean hidden;
} AtlasSmallCell;

/**
 * AtlasSmallTotal:
 * @low, @high: what may be shown; the same where the total is exact
 */
typedef struct
{
  guint64 low, high;
} AtlasSmallTotal;

/**
 * atlas_small_cells_hide:
 * @cells: (array length=n_cells) (inout)
 * @smallest: the smallest count that is shown, other than zero
 * @groups: (out caller-allocates) (array length=n_groups) (nullable)
 *
 * Returns: the total of all groups
 */
AtlasSmallTotal atlas_small_cells_hide (
  AtlasSmallCell *cells, guint n_cells, guint smallest, AtlasSmallTotal *groups, guint n_groups);

/** Whether the total is one number. */
gboolean atlas_small_total_is_exact (const AtlasSmallTotal *self);

/**
 * atlas_small_cells_hides_share:
 * @part: of @whole people; 0 of what is no share, such as a median
 *
 * Whether a share or a median is told of too few: of fewer than @smallest people, or, being a share, if
 * those whom it counts or those whom it leaves out are.
 */
gboolean atlas_small_cells_hides_share (guint whole, guint part, guint smallest);

/** "<5". (transfer full) */
char *atlas_small_cells_format_hidden (guint smallest);

/** "12,480" or "12,476–12,482". (transfer full) */
char *atlas_small_total_format (const AtlasSmallTotal *self);

G_END_DECLS
