/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  ATLAS_LABEL_COUNTRY,
  ATLAS_LABEL_REGION,
  ATLAS_LABEL_METROPOLIS,
  ATLAS_LABEL_CITY,
  ATLAS_LABEL_TOWN,
} AtlasLabelClass;

/** The picture of a label: its text with a halo around it. */
typedef struct
{
  GdkTexture *texture;
  double width, height; /* of the text, logical pixels */
  double margin;        /* by which the picture reaches beyond the text on each side */
} AtlasLabelText;

/**
 * AtlasLabelTexts:
 *
 * Pictures of labels, each made once: a halo is a stroked outline, which a text node can not have, and a
 * texture is the cheapest thing there is to draw.
 */
typedef struct _AtlasLabelTexts AtlasLabelTexts;

/** @widget: whose font is used; not held. */
AtlasLabelTexts *atlas_label_texts_new (GtkWidget *widget);
void atlas_label_texts_free (AtlasLabelTexts *self);

/** Forgets all pictures: the font or the style has changed. */
void atlas_label_texts_clear (AtlasLabelTexts *self);

/** Borrowed until the next frame. @scale: device pixels a logical pixel. */
const AtlasLabelText *atlas_label_texts_get (
  AtlasLabelTexts *self, AtlasLabelClass class, const char *text, gboolean dark, int scale);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasLabelTexts, atlas_label_texts_free)

G_END_DECLS
