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

/** A label: its size, and once it is to be drawn its picture, the text with a halo around it. */
typedef struct
{
  GdkTexture *texture;  /* NULL before atlas_label_texts_draw() */
  double width, height; /* of the text, logical pixels */
  double margin;        /* by which the picture reaches beyond the text on each side */
} AtlasLabelText;

/**
 * AtlasLabelTexts:
 *
 * Labels, each measured and drawn once: a halo is a stroked outline, which a text node can not have, and a
 * texture is the cheapest thing there is to draw. A view may bring hundreds of names that were never seen, at
 * a quarter of a millisecond each: what is new is made within a budget, the rest in the frames that follow.
 */
typedef struct _AtlasLabelTexts AtlasLabelTexts;

/** @widget: whose font is used; not held. */
AtlasLabelTexts *atlas_label_texts_new (GtkWidget *widget);
void atlas_label_texts_free (AtlasLabelTexts *self);

/** Forgets all labels: the font or the style has changed. */
void atlas_label_texts_clear (AtlasLabelTexts *self);

/**
 * atlas_label_texts_begin:
 * @dark, @scale: how labels look from now on; device pixels a logical pixel
 * @budget: microseconds for what is new; G_MAXINT64 for all that it takes
 *
 * Before each frame. Labels that the last one neither measured nor drew may be forgotten.
 */
void atlas_label_texts_begin (AtlasLabelTexts *self, gboolean dark, int scale, gint64 budget);

/** Borrowed until the next frame; NULL once the budget is used up. Something new is made in each frame,
 * however small the budget. */
AtlasLabelText *atlas_label_texts_measure (AtlasLabelTexts *self, AtlasLabelClass class, const char *text);

/** Makes the picture; FALSE once the budget is used up. */
gboolean atlas_label_texts_draw (AtlasLabelTexts *self, AtlasLabelText *label);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasLabelTexts, atlas_label_texts_free)

G_END_DECLS
