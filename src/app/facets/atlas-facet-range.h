/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-query-said.h"

G_BEGIN_DECLS

/**
 * AtlasFacetRange:
 *
 * From and to: of years in spin buttons, of days as text; an empty end is open.
 *
 * Signal "changed" (string value): what the query shall have for it, NULL for nothing.
 */
#define ATLAS_TYPE_FACET_RANGE (atlas_facet_range_get_type ())
G_DECLARE_FINAL_TYPE (AtlasFacetRange, atlas_facet_range, ATLAS, FACET_RANGE, GtkWidget)

/** @field: "age", "arrived", or one of days */
GtkWidget *atlas_facet_range_new (const char *field);

void atlas_facet_range_set_said (AtlasFacetRange *self, const AtlasQuerySaid *said);

G_END_DECLS
