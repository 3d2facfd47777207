/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * atlas_calendar_file_choose:
 * @over: the widget that was clicked
 * @suggestion: the name that stands there at first: "calendar.ics"
 * @missions: (nullable): a query of missions, and of events; NULL: all
 *
 * Asks where a calendar (RFC 5545) of these missions and events is to be saved, and writes it as a job of the
 * session.
 */
void atlas_calendar_file_choose (
  GtkWidget *over, AtlasSession *session, const char *suggestion, const char *missions, const char *events);

/** Writes it, without asking. */
void atlas_calendar_file_write (AtlasSession *session, GFile *file, const char *missions, const char *events);

G_END_DECLS
