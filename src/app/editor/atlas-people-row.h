/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-field-row.h"

G_BEGIN_DECLS

/** More people than this at once are not invited, but searched for again. */
#define ATLAS_PEOPLE_ROW_MAX_INVITED 2000

/**
 * AtlasPeopleRow:
 *
 * A list of people by name, with what a record says of each: who is invited to an event and who came, with
 * how many they are, by sex too; or who has which role in an organisation. They are added by searching; to an
 * event also all at once whom the search among people finds.
 */
#define ATLAS_TYPE_PEOPLE_ROW (atlas_people_row_get_type ())
G_DECLARE_FINAL_TYPE (AtlasPeopleRow, atlas_people_row, ATLAS, PEOPLE_ROW, GtkWidget)

/** @field: a list of attendance or of roles */
GtkWidget *atlas_people_row_new (const AtlasField *field);

/** Whether everybody who is shown is shown by name: for pictures. */
gboolean atlas_people_row_is_settled (AtlasPeopleRow *self);

G_END_DECLS
