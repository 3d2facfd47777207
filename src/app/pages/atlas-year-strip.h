/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-calendar-entries.h"

G_BEGIN_DECLS

/** A year from its first day to its last, drawn: the names of the months, or the bar of one entry. */
#define ATLAS_TYPE_YEAR_STRIP (atlas_year_strip_get_type ())
G_DECLARE_FINAL_TYPE (AtlasYearStrip, atlas_year_strip, ATLAS, YEAR_STRIP, GtkWidget)

/** @entry: (nullable): NULL: the names of the months */
GtkWidget *atlas_year_strip_new (GDateYear year, const AtlasCalendarEntry *entry);

G_END_DECLS
