/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-plan-demand.h"

G_BEGIN_DECLS

/** A place of the gazetteer with somebody in reach. @people, @weight: of the cells within the radius */
typedef struct
{
  guint place;
  double latitude, longitude;
  double x, y, z;
  guint people;
  guint weight;
} AtlasPlanCandidate;

struct _AtlasPlanProblem
{
  gatomicrefcount references;
  AtlasPlanRequest *request; /* as it was made for */
  AtlasPointIndex *index;
  AtlasBitset *members; /* of the audience, and may be contacted */
  guint16 *met;         /* by row: day of the last meeting */
  guint met_from;       /* from this day on one was met lately; 0: does not matter */
  guint n_members, n_placed, n_refused;
  AtlasPlanDemand *demand;
  AtlasPlanCandidate *candidates; /* the most people first */
  guint n_candidates;
};

/** Some members: bits of one word of a bitset of rows. */
typedef struct
{
  guint word;
  guint64 bits;
} AtlasPlanWord;

/** Whom a stop reaches, person by person. A word may come more than once, a person does not. (transfer full)
 * (element-type AtlasPlanWord) */
GArray *atlas_plan_problem_list_crowd (AtlasPlanProblem *self, double latitude, double longitude);

/** By row of @index the day on which somebody was met last: by the contact log or at an event that was held,
 * days since 1970. (transfer full): NULL with @error */
guint16 *atlas_plan_read_met (AtlasRegister *source,
                              AtlasPointIndex *index,
                              GCancellable *cancellable,
                              GError **error);

G_END_DECLS
