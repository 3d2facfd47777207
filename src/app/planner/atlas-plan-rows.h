/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-plan.h"

G_BEGIN_DECLS

/* Rows of a timetable: see AtlasPlanTimeline. */

/** A way, @day of the mission, from 1. */
GtkWidget *atlas_plan_leg_row_new (const AtlasPlan *plan, const AtlasPlanLeg *leg, guint day);

GtkWidget *atlas_plan_stop_row_new (const AtlasPlan *plan, guint stop);

/** The stop that a row shows; G_MAXUINT: none. */
guint atlas_plan_row_get_stop (GtkListBoxRow *row);

G_END_DECLS
