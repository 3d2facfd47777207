/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AtlasPlanCurve:
 *
 * A small chart of how many people a mission reaches in so many days: what one day more or less would change.
 * To be looked at; what it shows is its accessible description and its tooltip too.
 */
#define ATLAS_TYPE_PLAN_CURVE (atlas_plan_curve_get_type ())
G_DECLARE_FINAL_TYPE (AtlasPlanCurve, atlas_plan_curve, ATLAS, PLAN_CURVE, GtkWidget)

GtkWidget *atlas_plan_curve_new (void);

/**
 * atlas_plan_curve_set_people:
 * @people: (array length=n_days) (nullable): reached in one day, in two and so on
 * @days: of the plan that is shown: stands out
 */
void atlas_plan_curve_set_people (AtlasPlanCurve *self, const guint *people, guint n_days, guint days);

/** "3 days: 1,204 people", a line for each number of days; "" where there is nothing to show. */
const char *atlas_plan_curve_get_description (AtlasPlanCurve *self);

G_END_DECLS
