/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-map-view.h"
#include "atlas-plan-curve.h"
#include "atlas-plan-form.h"
#include "atlas-plan-missed.h"
#include "atlas-plan-runner.h"
#include "atlas-plan-timeline.h"
#include "atlas-planner.h"
#include "atlas-reach-legend.h"

G_BEGIN_DECLS

/* In four files: atlas-planner.c shows, atlas-planner-people.c whom on the map, atlas-planner-edits.c changes
 * what is asked, atlas-planner-ways.c reads distances of one's own. */

/** What was asked once, and the plan for it, if there was one: undone it comes back as it was. */
typedef struct
{
  AtlasPlanRequest *request;
  AtlasPlan *plan;
} AtlasPlanStep;

struct _AtlasPlanner
{
  GtkWidget parent_instance;

  AdwFlap *form_flap, *plan_flap;
  GtkWidget *over_map;
  AtlasPlanForm *form;
  AtlasMapView *map;
  GtkToggleButton *adding, *missed;
  AtlasReachLegend *reach;
  GtkStack *plan_stack;
  AdwStatusPage *nothing;
  GtkLabel *people, *share, *totals, *gap, *effects;
  AtlasPlanTimeline *timeline;
  GtkWidget *curve_box, *alternatives_box, *barred_box;
  AtlasPlanCurve *curve;
  GtkListBox *alternatives, *barred;

  AtlasSession *session;
  AtlasPlanRunner *runner;
  AtlasPlanRequest *request;       /* what is asked now */
  GArray *undo, *redo;             /* AtlasPlanStep: before and after it, the nearest last */
  AtlasPlanProblem *shown_problem; /* whose people the map shows */
  AtlasPointSet *everybody;        /* all of them; NULL: not counted yet */
  AtlasPlan *shown_plan;           /* which reaches some of them */
  gboolean shown_missed;           /* whether the others alone are shown */
  guint form_timeout;
  GCancellable *reading_ways; /* NULL: none are read */
  gboolean fitted;            /* the map shows the whole of the plan once, and then stays as it is put */
};

/** What is asked has changed: shows it, and plans. @near: see atlas_plan_runner_run() */
void atlas_planner_ask (AtlasPlanner *self, gboolean near);

/** Before @self->request is changed. */
void atlas_planner_remember (AtlasPlanner *self);

/** Nothing can be undone any more. */
void atlas_planner_forget_steps (AtlasPlanner *self);

void atlas_planner_install_edits (GtkWidgetClass *widget_class);
void atlas_planner_update_edits (AtlasPlanner *self);

/** The circles of the map: of all whom the mission is for, reached and missed, or of the missed alone. */
void atlas_planner_show_people (AtlasPlanner *self);
void atlas_planner_forget_people (AtlasPlanner *self);

void atlas_planner_install_ways (GtkWidgetClass *widget_class);

/** A stop is to be there, in place of @stop unless that is G_MAXUINT. */
void atlas_planner_put_stop (AtlasPlanner *self, guint stop, double latitude, double longitude);

/** Keeps stops there, besides those that are. @spots: (element-type AtlasPlanSpot) */
void atlas_planner_keep_stops (AtlasPlanner *self, GPtrArray *spots);

/** Keeps just the stops of another plan. */
void atlas_planner_take_alternative (AtlasPlanner *self, const AtlasPlanChange *change);

G_END_DECLS
