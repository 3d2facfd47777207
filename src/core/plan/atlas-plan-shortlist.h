/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-plan-problem-private.h"
#include "atlas-plan-schedule.h"

G_BEGIN_DECLS

/* The places among which a plan is searched, and which cells each reaches. Of this folder. */

/**
 * AtlasPlanChoice:
 * @candidate: its index in the problem; -1: some position
 * @pin: index of the pin that it is; -1: none
 * @level: in so many days one can be there and back
 */
typedef struct
{
  AtlasPlanCall call;
  int candidate;
  int pin;
  guint level;
} AtlasPlanChoice;

/** What people add up to: units, and who they are. */
typedef struct
{
  gint64 weight;
  int women, men;
} AtlasPlanGain;

/**
 * AtlasPlanShortlist:
 * @choices: pins, then by level, each level's chosen without a look at those above it, so that what is found
 * for few days does not depend on how many there are
 * @levels: by candidate of the problem: in how many days one can be there and back; 0: not at all, or barred
 * @first, @cells: of each choice the cells that it reaches
 * @cell_first, @cell_choices: of each cell the choices that reach it
 * @origins: of each cell its index in the problem's demand
 * @values: of each cell
 */
typedef struct
{
  AtlasPlanProblem *problem;
  const AtlasPlanRequest *request;
  AtlasPlanNetwork *network;
  guint n_days;
  AtlasPlanChoice *choices;
  guint n_choices, n_pins;
  guint8 *levels;
  guint *first, *cells;
  guint n_cells;
  guint *cell_first, *cell_choices;
  guint *origins;
  AtlasPlanGain *values;
} AtlasPlanShortlist;

/** @n_days: the longest mission that is asked about; @also: (nullable) (element-type AtlasPlanSpot): places
 * that must be among them; @request and @problem must live as long */
AtlasPlanShortlist *atlas_plan_shortlist_new (AtlasPlanProblem *problem,
                                              const AtlasPlanRequest *request,
                                              guint n_days,
                                              GPtrArray *also);
void atlas_plan_shortlist_free (AtlasPlanShortlist *self);

/** The choice at a position; -1 if there is none. */
int atlas_plan_shortlist_find (const AtlasPlanShortlist *self, double latitude, double longitude);

/** (transfer full) */
AtlasPlanSpot *atlas_plan_shortlist_dup_spot (const AtlasPlanShortlist *self, guint choice);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasPlanShortlist, atlas_plan_shortlist_free)

G_END_DECLS
