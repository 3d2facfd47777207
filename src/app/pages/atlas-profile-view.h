/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-point-set.h"

G_BEGIN_DECLS

/**
 * AtlasProfileView:
 *
 * Who some people are, in small charts: sex, who agreed to be contacted, an age pyramid, education, largest
 * places, most frequent occupations, sectors, languages, interests and associations, and when last in touch.
 * All rows there can ever be stand ready, so that a new number moves nothing else.
 *
 * Signal "place-activated" (guint place): a place of the list, by its index in the gazetteer
 */
#define ATLAS_TYPE_PROFILE_VIEW (atlas_profile_view_get_type ())
G_DECLARE_FINAL_TYPE (AtlasProfileView, atlas_profile_view, ATLAS, PROFILE_VIEW, GtkWidget)

/** @profile: (transfer full): shown within a few frames; @at_once: in this one, where what stands there is
 * about something else altogether */
void atlas_profile_view_set_profile (AtlasProfileView *self, AtlasProfile *profile, gboolean at_once);

/** Whether all of the last profile is shown. */
gboolean atlas_profile_view_is_settled (AtlasProfileView *self);

/** ATLAS_PLACE_NONE where nobody is at a known place. */
guint atlas_profile_view_get_largest_place (AtlasProfileView *self);

G_END_DECLS
