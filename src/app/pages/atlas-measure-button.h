/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-map-level.h"
#include "atlas-measure.h"

G_BEGIN_DECLS

/**
 * AtlasMeasureButton:
 *
 * Chooses what the regions of the map show, and by what classes: one button that says what it is at present,
 * and a popover.
 *
 * Signals:
 * - "changed": another measure, or other classes
 */
#define ATLAS_TYPE_MEASURE_BUTTON (atlas_measure_button_get_type ())
G_DECLARE_FINAL_TYPE (AtlasMeasureButton, atlas_measure_button, ATLAS, MEASURE_BUTTON, GtkWidget)

/** Never NULL. */
AtlasMeasure *atlas_measure_button_get_measure (AtlasMeasureButton *self);

/** As somebody chose; @own: (out) (array length=n_own): limits, for %ATLAS_BREAKS_OWN; borrowed. */
AtlasBreaks atlas_measure_button_get_breaks (AtlasMeasureButton *self, const double **own, guint *n_own);

/** By the texts of atlas_measure_parse() and atlas_breaks_find(), and limits with spaces between, or what
 * atlas_measure_button_dup_own_text() gave; what can't be understood is passed over. Emits "changed" where
 * something changes. */
void atlas_measure_button_restore (AtlasMeasureButton *self,
                                   const char *measure,
                                   const char *breaks,
                                   const char *own);
/** The limits of each measure, as somebody typed them. (transfer full) */
char *atlas_measure_button_dup_own_text (AtlasMeasureButton *self);

/** (element-type AtlasEstimate): of which the sources can be chosen. */
void atlas_measure_button_set_estimates (AtlasMeasureButton *self, GPtrArray *estimates);

/** Names of saved segments, of which two can be compared. */
void atlas_measure_button_set_segments (AtlasMeasureButton *self, const char *const *names);

/** Which areas are to be shaded; a change of them is a "changed" too. */
AtlasMapAreas atlas_measure_button_get_areas (AtlasMeasureButton *self);
void atlas_measure_button_set_areas (AtlasMeasureButton *self, AtlasMapAreas areas);

G_END_DECLS
