/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-plan.h"

G_BEGIN_DECLS

/**
 * AtlasPlanTimeline:
 *
 * The days of a plan as a list: the ways, and the stops with their times, whom each newly reaches and why it
 * is there. What is done to a stop it asks of whoever holds it, by actions with the stop's number, from 0:
 * - "plan.pin" (u): keeps the stop, or lets it go
 * - "plan.pin-day" (u): keeps it on its day
 * - "plan.bar" (u): plans without that place
 * - "plan.move" ((uu)): the stop comes to be at another's place in the order
 *
 * By keyboard: Space keeps the stop at hand or lets it go, Delete bars it, Alt with the arrows moves it. With
 * the pointer a stop is dragged to another's place.
 *
 * Property "selected" (guint): the stop at hand; G_MAXUINT: none
 */
#define ATLAS_TYPE_PLAN_TIMELINE (atlas_plan_timeline_get_type ())
G_DECLARE_FINAL_TYPE (AtlasPlanTimeline, atlas_plan_timeline, ATLAS, PLAN_TIMELINE, GtkWidget)

GtkWidget *atlas_plan_timeline_new (void);

/** @plan: (nullable). The place that was at hand stays so while it is in the plan. */
void atlas_plan_timeline_set_plan (AtlasPlanTimeline *self, AtlasPlan *plan);

guint atlas_plan_timeline_get_selected (AtlasPlanTimeline *self);
void atlas_plan_timeline_set_selected (AtlasPlanTimeline *self, guint stop);

G_END_DECLS
