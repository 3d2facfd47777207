/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-query-said.h"

G_BEGIN_DECLS

/**
 * AtlasFacetNear:
 *
 * A place, which the gazetteer completes, and how far from it. In kilometres or miles as the setting says, or
 * as the query says already.
 *
 * Signal "changed" (char **values): the place and the distance as the query takes them; NULL for nothing.
 */
#define ATLAS_TYPE_FACET_NEAR (atlas_facet_near_get_type ())
G_DECLARE_FINAL_TYPE (AtlasFacetNear, atlas_facet_near, ATLAS, FACET_NEAR, GtkWidget)

GtkWidget *atlas_facet_near_new (void);

void atlas_facet_near_set_said (AtlasFacetNear *self, const AtlasQuerySaid *said);

/** The same in words: "Toronto, CA-ON, 50 km". (transfer full) */
char *atlas_facet_near_dup_label (const AtlasQuerySaid *said);

G_END_DECLS
