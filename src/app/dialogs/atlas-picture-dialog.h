/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-map-extent.h"
#include "atlas-measure.h"
#include "atlas-point-years.h"
#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasPictureDialog:
 *
 * The map as a picture: what it will look like, and how it is wanted. It can be saved as PNG, SVG or PDF,
 * copied and printed. What it says is what `atlasctl map` says.
 */
#define ATLAS_TYPE_PICTURE_DIALOG (atlas_picture_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AtlasPictureDialog, atlas_picture_dialog, ATLAS, PICTURE_DIALOG, AdwWindow)

/**
 * AtlasPictureShown:
 * @own: (array length=n_own): limits, for %ATLAS_BREAKS_OWN
 * @plain: areas are not shaded
 * @counties: in @box counties are shaded instead of states
 * @years: (nullable): only members of these
 * @box: (nullable): the part of the world
 * @region: (nullable): the code of the one that is selected
 *
 * What a map on a screen shows, of which a picture is to be made; copied.
 */
typedef struct
{
  AtlasMeasure *measure;
  AtlasBreaks breaks;
  const double *own;
  guint n_own;
  gboolean plain, places, heat, counties;
  const AtlasYearView *years;
  const AtlasDegreeBox *box;
  const char *region;
} AtlasPictureShown;

/** Of whom the session finds. */
GtkWidget *atlas_picture_dialog_new (AtlasSession *session, const AtlasPictureShown *shown);

/** Whether the preview is on its way. */
gboolean atlas_picture_dialog_is_drawing (AtlasPictureDialog *self);

/** Saves in the format that the file's name says; closes the dialog when done. */
void atlas_picture_dialog_write (AtlasPictureDialog *self, GFile *file);

G_END_DECLS
