/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-plan-request.h"

G_BEGIN_DECLS

/**
 * AtlasPlaceRow:
 *
 * A row in which a place is typed: a town with suggestions from the gazetteer, a postcode, or a position as
 * "43.65, -79.38". What can't be understood is said beneath it.
 *
 * Signal "place-changed" (): another place, or none, is meant now.
 */
#define ATLAS_TYPE_PLACE_ROW (atlas_place_row_get_type ())
G_DECLARE_FINAL_TYPE (AtlasPlaceRow, atlas_place_row, ATLAS, PLACE_ROW, AdwEntryRow)

GtkWidget *atlas_place_row_new (const char *title);

/** (nullable): what stands there is no place, or nothing does */
const AtlasPlanSpot *atlas_place_row_get_spot (AtlasPlaceRow *self);

/** @spot: (nullable): copied */
void atlas_place_row_set_spot (AtlasPlaceRow *self, const AtlasPlanSpot *spot);

/** Whether several places may stand there, with semicolons between them. */
void atlas_place_row_set_several (AtlasPlaceRow *self, gboolean several);

/** All places that stand there, maybe none; NULL: one of them is no place, as is said beneath. (transfer
 * full) (nullable) (element-type AtlasPlanSpot) */
GPtrArray *atlas_place_row_dup_spots (AtlasPlaceRow *self);

G_END_DECLS
