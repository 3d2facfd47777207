/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-plan.h"

/* People for the composer's tests, without a database. */

/** @latitude, @longitude: NaN: no position. @consents: as in the index */
typedef struct
{
  double latitude, longitude;
  guint sex, consents, status;
  guint contacted;
} TestPerson;

/** An index of @people, whose rows are in another order. (transfer full) */
AtlasPointIndex *make_index (const TestPerson *people, guint n);

/** @n people around @n_towns of the largest places, some without a position, some who may not be contacted.
 * (transfer full) */
AtlasPointIndex *make_random_index (guint n, guint n_towns, guint32 seed);

/** From a base, for some days from 2026-12-01. (transfer full) */
AtlasPlanRequest *make_request (const char *base, guint n_days);

/** A plan that must come of it. (transfer full) */
AtlasPlan *solve (AtlasPlanProblem *problem, const AtlasPlanRequest *request, guint64 seed);

/** Everything that holds of every plan: hours, days, order, budget, who is counted, pins and bars. */
void assert_plan_holds (AtlasPlanProblem *problem, const AtlasPlanRequest *request, const AtlasPlan *plan);
