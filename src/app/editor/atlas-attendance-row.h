/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-field-row.h"

G_BEGIN_DECLS

/** More people than this at once are not invited, but searched for again. */
#define ATLAS_ATTENDANCE_MAX_INVITED 2000

/**
 * AtlasAttendanceRow:
 *
 * Who is invited to an event, and who came: people by name with what became of their invitation, added by
 * searching or all at once whom the search among people finds; and below them how many they are, by sex too.
 */
#define ATLAS_TYPE_ATTENDANCE_ROW (atlas_attendance_row_get_type ())
G_DECLARE_FINAL_TYPE (AtlasAttendanceRow, atlas_attendance_row, ATLAS, ATTENDANCE_ROW, GtkWidget)

GtkWidget *atlas_attendance_row_new (void);

/** Whether everybody who is shown is shown by name: for pictures. */
gboolean atlas_attendance_row_is_settled (AtlasAttendanceRow *self);

G_END_DECLS
