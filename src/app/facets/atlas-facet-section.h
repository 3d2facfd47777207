/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-session.h"
#include "atlas-query-said.h"

G_BEGIN_DECLS

/**
 * AtlasFacetSection:
 *
 * What can be chosen of one field of members, as part of a popover: a list of values with counts, a range, a
 * place. It shows what the search says, and writes into it. Counted only while it is open.
 */
#define ATLAS_TYPE_FACET_SECTION (atlas_facet_section_get_type ())
G_DECLARE_FINAL_TYPE (AtlasFacetSection, atlas_facet_section, ATLAS, FACET_SECTION, GtkWidget)

/** @heading: (nullable): where there are several in one popover */
GtkWidget *atlas_facet_section_new (const char *field, const char *heading);

/** @session: (nullable) */
void atlas_facet_section_set_session (AtlasFacetSection *self, AtlasSession *session);

void atlas_facet_section_set_open (AtlasFacetSection *self, gboolean open);

/** Whether counts are on their way. */
gboolean atlas_facet_section_is_counting (AtlasFacetSection *self);

/** What the search of people says of a field. While it can't be read as a whole: what is understood of it,
 * which then can't be set. (transfer full) */
AtlasQuerySaid *atlas_facet_read (AtlasSession *session, const char *field);

/** In a few words: "Women", "Master’s +1", "custom". NULL where nothing is said. (transfer full) */
char *atlas_facet_said_dup_label (const AtlasQuerySaid *said, const char *field);

G_END_DECLS
