/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-point-set.h"

G_BEGIN_DECLS

/**
 * AtlasAgePyramid:
 *
 * Women to the left and men to the right by age, the oldest on top. Assistive tools are told the numbers in
 * words, and so is the pointer.
 */
#define ATLAS_TYPE_AGE_PYRAMID (atlas_age_pyramid_get_type ())
G_DECLARE_FINAL_TYPE (AtlasAgePyramid, atlas_age_pyramid, ATLAS, AGE_PYRAMID, GtkWidget)

GtkWidget *atlas_age_pyramid_new (void);

/** Not held. */
void atlas_age_pyramid_set_profile (AtlasAgePyramid *self, const AtlasProfile *profile);

/** How many of the profile's members no bar stands for: their age is not known, or they are neither women nor
 * men. */
guint atlas_age_pyramid_get_n_missing (AtlasAgePyramid *self);

/** "65 and older: 12 women, 9 men"; a line for each age, the oldest first. Borrowed until the next change. */
const char *atlas_age_pyramid_get_description (AtlasAgePyramid *self);

G_END_DECLS
