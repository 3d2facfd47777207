/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasFacetChip:
 *
 * A button of the filter bar: it says in words what the search asks of its fields, opens what can be chosen,
 * and takes it all away again.
 *
 * Property "active" (boolean): whether the search says anything of its fields.
 */
#define ATLAS_TYPE_FACET_CHIP (atlas_facet_chip_get_type ())
G_DECLARE_FINAL_TYPE (AtlasFacetChip, atlas_facet_chip, ATLAS, FACET_CHIP, GtkWidget)

/** @fields: NULL-terminated, of static life */
GtkWidget *atlas_facet_chip_new (const char *title, const char *const *fields);

/** @session: (nullable) */
void atlas_facet_chip_set_session (AtlasFacetChip *self, AtlasSession *session);

/** Says what the search says now: the bar's to call, since of its chips a letter of the search changes one,
 * and not in the frame that has most to do. */
void atlas_facet_chip_update (AtlasFacetChip *self);

gboolean atlas_facet_chip_is_active (AtlasFacetChip *self);
gboolean atlas_facet_chip_is_open (AtlasFacetChip *self); /* to be chosen from */

/** Whether counts are on their way. */
gboolean atlas_facet_chip_is_counting (AtlasFacetChip *self);

/** Takes from @text all that it says of the chip's fields. (transfer full) */
char *atlas_facet_chip_clear_text (AtlasFacetChip *self, const char *text);

G_END_DECLS
