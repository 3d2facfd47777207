/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-plan-missed.h"

#include "atlas-plan-problem-private.h"

AtlasBitset *
atlas_plan_problem_list_missed (AtlasPlanProblem *self, const AtlasPlan *plan)
{
  g_autoptr (AtlasBitset) missed = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  missed = atlas_bitset_copy (self->members);
  for (guint i = 0; plan != NULL && i < plan->stops->len; i++)
    {
      const AtlasPlanStop *stop = g_ptr_array_index (plan->stops, i);
      g_autoptr (AtlasBitset) reached =
        atlas_plan_problem_list_reached (self, stop->spot->latitude, stop->spot->longitude);

      atlas_bitset_not (reached);
      atlas_bitset_and (missed, reached);
    }
  return g_steal_pointer (&missed);
}
