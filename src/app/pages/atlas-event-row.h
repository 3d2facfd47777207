/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-record.h"

G_BEGIN_DECLS

/**
 * AtlasEventRow:
 *
 * A line of a list of events: the day as a calendar's leaf, what and where it is, and how many come.
 */
#define ATLAS_TYPE_EVENT_ROW (atlas_event_row_get_type ())
G_DECLARE_FINAL_TYPE (AtlasEventRow, atlas_event_row, ATLAS, EVENT_ROW, GtkWidget)

GtkWidget *atlas_event_row_new (void);

/** @event: (nullable): nothing where it is gone */
void atlas_event_row_set_event (AtlasEventRow *self, AtlasRecord *event);

G_END_DECLS
