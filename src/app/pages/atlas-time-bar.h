/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-point-years.h"
#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasTimeBar:
 *
 * Lets the map go through the years: a slider below a histogram, a button that plays, a choice of what
 * happened in them. What it shows is a view of whom the session finds and changes no search, until somebody
 * makes a filter of it. While it is hidden it counts nothing and shows all.
 *
 * Signals:
 * - "changed": other points or another scale
 *
 * Properties:
 * - "counting" (boolean): whether others are on their way
 */
#define ATLAS_TYPE_TIME_BAR (atlas_time_bar_get_type ())
G_DECLARE_FINAL_TYPE (AtlasTimeBar, atlas_time_bar, ATLAS, TIME_BAR, GtkWidget)

void atlas_time_bar_set_session (AtlasTimeBar *self, AtlasSession *session);

/** Whom the map is to show; NULL: whom the session finds. Borrowed. */
AtlasPointSet *atlas_time_bar_get_points (AtlasTimeBar *self);

/** The years that these are of. FALSE where get_points() is NULL. */
gboolean atlas_time_bar_get_view (AtlasTimeBar *self, AtlasYearView *view);

/** What is searched for, in these years alone: it finds those whom the map shows. (transfer full) */
char *atlas_time_bar_dup_query (AtlasTimeBar *self);

/** See atlas_map_view_set_scale(): all up to the last year, or those of the year that most belong to.
 * Borrowed; NULL where get_points() is. */
AtlasPointSet *atlas_time_bar_get_scale (AtlasTimeBar *self);

gboolean atlas_time_bar_is_counting (AtlasTimeBar *self);

G_END_DECLS
