/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AtlasApplication:
 *
 * The program `diaspora-atlas [OPTION...] [FILE...]`: a FILE that is an atlas database is opened, any other
 * is offered for import. One process serves all windows; with `--screenshot` it is one of its own.
 */
#define ATLAS_TYPE_APPLICATION (atlas_application_get_type ())
G_DECLARE_FINAL_TYPE (AtlasApplication, atlas_application, ATLAS, APPLICATION, AdwApplication)

AtlasApplication *atlas_application_new (void);

/** Whether what the command line asked for did not work, in a way that only showed later. */
gboolean atlas_application_has_failed (AtlasApplication *self);

G_END_DECLS
