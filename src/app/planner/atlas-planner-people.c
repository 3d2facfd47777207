/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-planner-private.h"

#include "atlas-plan-missed.h"

/* Who is on the map: filled circles of those whom the plan reaches, hollow ones of the others. */

void
atlas_planner_forget_people (AtlasPlanner *self)
{
  g_clear_pointer (&self->shown_problem, atlas_plan_problem_unref);
  g_clear_pointer (&self->shown_plan, atlas_plan_unref);
  g_clear_object (&self->everybody);
}

static void
show_nobody (AtlasPlanner *self)
{
  atlas_map_view_set_reached (self->map, NULL);
  atlas_map_view_set_points (self->map, self->session ? atlas_session_get_points (self->session) : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->reach), FALSE);
}

/* @missed: rows of the index, whom no stop reaches */
static void
show_reached (AtlasPlanner *self, AtlasBitset *missed)
{
  AtlasPointIndex *index = atlas_plan_problem_get_index (self->shown_problem);
  g_autoptr (AtlasBitset) reached = atlas_plan_problem_list_missed (self->shown_problem, NULL);
  g_autoptr (AtlasPointSet) points = NULL;
  guint n_reached, n;

  if (self->everybody == NULL)
    self->everybody = atlas_point_set_new (index, atlas_bitset_copy (reached));
  atlas_bitset_not (missed);
  atlas_bitset_and (reached, missed);
  points = atlas_point_set_new (index, g_steal_pointer (&reached));
  atlas_map_view_set_points (self->map, self->everybody);
  atlas_map_view_set_reached (self->map, points);
  n = atlas_point_set_get_n_placed (self->everybody);
  n_reached = atlas_point_set_get_n_placed (points);
  atlas_reach_legend_set_counts (self->reach, n_reached, n - n_reached);
  gtk_widget_set_visible (GTK_WIDGET (self->reach), TRUE);
}

static void
show_missed (AtlasPlanner *self, AtlasBitset *missed)
{
  g_autoptr (AtlasPointSet) points =
    atlas_point_set_new (atlas_plan_problem_get_index (self->shown_problem), atlas_bitset_copy (missed));

  atlas_map_view_set_reached (self->map, NULL);
  atlas_map_view_set_points (self->map, points);
  gtk_widget_set_visible (GTK_WIDGET (self->reach), FALSE);
}

void
atlas_planner_show_people (AtlasPlanner *self)
{
  AtlasPlan *plan = atlas_planner_get_plan (self);
  AtlasPlanProblem *problem = self->runner ? atlas_plan_runner_get_problem (self->runner) : NULL;
  gboolean only_missed = gtk_toggle_button_get_active (self->missed);
  g_autoptr (AtlasBitset) missed = NULL;

  if (problem != NULL && problem == self->shown_problem && plan == self->shown_plan &&
      only_missed == self->shown_missed)
    return;
  /* Better plans come quickly; the people are mostly the same. */
  if (problem == NULL || problem != self->shown_problem)
    atlas_planner_forget_people (self);
  if (problem == NULL)
    {
      show_nobody (self);
      return;
    }
  if (self->shown_problem == NULL)
    self->shown_problem = atlas_plan_problem_ref (problem);
  g_clear_pointer (&self->shown_plan, atlas_plan_unref);
  self->shown_plan = plan != NULL ? atlas_plan_ref (plan) : NULL;
  self->shown_missed = only_missed;
  missed = atlas_plan_problem_list_missed (problem, plan);
  if (only_missed || plan == NULL)
    show_missed (self, missed);
  else
    show_reached (self, missed);
}
