/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-span-label.h"

struct _AtlasSpanLabel
{
  GtkWidget parent_instance;

  GtkWidget *label;
  GtkWidget *cell; /* of which it is a part, and so outlives it */
  guint nth, n_cells;
  int inset;
};

G_DEFINE_FINAL_TYPE (AtlasSpanLabel, atlas_span_label, GTK_TYPE_WIDGET)

/* Any width will do: what is too long is cut. */
static void
atlas_span_label_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  gtk_widget_measure (ATLAS_SPAN_LABEL (widget)->label, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = 0;
}

static void
atlas_span_label_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AtlasSpanLabel *self = ATLAS_SPAN_LABEL (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int cell_width = gtk_widget_get_width (self->cell), minimum;
  int whole = cell_width * (int) self->n_cells - 2 * self->inset;
  int start = self->inset - cell_width * (int) self->nth; /* of the text, from the cell's edge */
  double x = 0;
  GtkAllocation box;

  gtk_widget_translate_coordinates (widget, self->cell, 0, 0, &x, NULL);
  gtk_widget_measure (self->label, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  whole = MAX (whole, minimum);
  box.x = (mirrored ? cell_width - start - whole : start) - (int) x;
  box.y = 0;
  box.width = whole;
  box.height = height;
  gtk_widget_size_allocate (self->label, &box, baseline);
}

static void
atlas_span_label_dispose (GObject *object)
{
  g_clear_pointer (&ATLAS_SPAN_LABEL (object)->label, gtk_widget_unparent);

  G_OBJECT_CLASS (atlas_span_label_parent_class)->dispose (object);
}

static void
atlas_span_label_class_init (AtlasSpanLabelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_span_label_dispose;
  GTK_WIDGET_CLASS (klass)->measure = atlas_span_label_measure;
  GTK_WIDGET_CLASS (klass)->size_allocate = atlas_span_label_size_allocate;
}

static void
atlas_span_label_init (AtlasSpanLabel *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
atlas_span_label_new (const char *text, GtkWidget *cell, guint nth, guint n_cells, int inset)
{
  AtlasSpanLabel *self;

  g_return_val_if_fail (text != NULL && GTK_IS_WIDGET (cell), NULL);
  g_return_val_if_fail (nth < n_cells, NULL);

  self = g_object_new (ATLAS_TYPE_SPAN_LABEL, NULL);
  self->cell = cell;
  self->nth = nth;
  self->n_cells = n_cells;
  self->inset = inset;
  gtk_label_set_text (GTK_LABEL (self->label), text);
  return GTK_WIDGET (self);
}
