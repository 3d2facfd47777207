/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-stat-row.h"

#include <math.h>

#include "atlas-i18n.h"
#include "atlas-number.h"

#define BAR_WIDTH    72
#define NUMBER_CHARS 7

struct _AtlasStatRow
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *label;
  GtkLevelBar *bar;
  GtkLabel *number;

  AtlasStatFormat format;
  guint part, whole;
  char *description;
};

G_DEFINE_FINAL_TYPE (AtlasStatRow, atlas_stat_row, GTK_TYPE_WIDGET)

/* Rounded, but none that are there are 0 %, and 100 % is all of them. */
static char *
format_share (guint part, guint whole)
{
  double percent = whole > 0 ? 100.0 * part / whole : 0;
  int rounded = (int) lround (percent);

  if (part > 0 && rounded == 0)
    /* Translators: less than one per cent */
    return g_strdup (_ ("< 1 %"));
  if (part < whole)
    rounded = MIN (rounded, 99);
  /* Translators: per cent, as this language writes it: "52 %" */
  return g_strdup_printf (_ ("%d %%"), rounded);
}

static void
update (AtlasStatRow *self)
{
  g_autofree char *part = atlas_number_format (self->part);
  g_autofree char *whole = atlas_number_format (self->whole);
  g_autofree char *share = format_share (self->part, self->whole);

  gtk_label_set_text (self->number, self->format == ATLAS_STAT_SHARE ? share : part);
  g_free (self->description);
  /* Translators: what is counted, how many, of how many, and how much that is: "Women: 2,104 of 4,212 (50 %)"
   */
  self->description =
    g_strdup_printf (_ ("%s: %s of %s (%s)"), gtk_label_get_text (self->label), part, whole, share);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->description, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, part, -1);
}

/* Asked for when the pointer rests here: gtk_widget_set_tooltip_text() asks the display where the pointer is,
 * for each of forty rows at every letter of a search. */
static gboolean
atlas_stat_row_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, ATLAS_STAT_ROW (widget)->description);
  return TRUE;
}

static void
atlas_stat_row_dispose (GObject *object)
{
  g_clear_pointer (&ATLAS_STAT_ROW (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (atlas_stat_row_parent_class)->dispose (object);
}

static void
atlas_stat_row_finalize (GObject *object)
{
  g_free (ATLAS_STAT_ROW (object)->description);

  G_OBJECT_CLASS (atlas_stat_row_parent_class)->finalize (object);
}

static void
atlas_stat_row_class_init (AtlasStatRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_stat_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = atlas_stat_row_finalize;
  GTK_WIDGET_CLASS (klass)->query_tooltip = atlas_stat_row_query_tooltip;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "stat-row");
}

static void
atlas_stat_row_init (AtlasStatRow *self)
{
  /* One colour: more is not better. */
  static const char *const offsets[] = { GTK_LEVEL_BAR_OFFSET_LOW, GTK_LEVEL_BAR_OFFSET_HIGH,
                                         GTK_LEVEL_BAR_OFFSET_FULL };

  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->label));

  self->bar = GTK_LEVEL_BAR (gtk_level_bar_new ());
  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    gtk_level_bar_remove_offset_value (self->bar, offsets[i]);
  gtk_widget_set_size_request (GTK_WIDGET (self->bar), BAR_WIDTH, -1);
  gtk_widget_set_valign (GTK_WIDGET (self->bar), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->bar));

  self->number = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->number, 1);
  gtk_label_set_width_chars (self->number, NUMBER_CHARS);
  gtk_widget_add_css_class (GTK_WIDGET (self->number), "numeric");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->number));
}

GtkWidget *
atlas_stat_row_new (const char *label, AtlasStatFormat format)
{
  AtlasStatRow *self = g_object_new (ATLAS_TYPE_STAT_ROW, NULL);

  self->format = format;
  gtk_label_set_text (self->label, label);
  update (self);
  return GTK_WIDGET (self);
}

void
atlas_stat_row_set_label (AtlasStatRow *self, const char *label)
{
  g_return_if_fail (ATLAS_IS_STAT_ROW (self));
  g_return_if_fail (label != NULL);

  gtk_label_set_text (self->label, label);
  update (self);
}

void
atlas_stat_row_set (AtlasStatRow *self, guint part, guint whole, guint longest)
{
  g_return_if_fail (ATLAS_IS_STAT_ROW (self));
  g_return_if_fail (part <= whole);

  if (longest == 0)
    longest = MAX (whole, 1);
  self->part = part;
  self->whole = whole;
  gtk_level_bar_set_value (self->bar, MIN ((double) part / longest, 1));
  update (self);
}

const char *
atlas_stat_row_get_description (AtlasStatRow *self)
{
  g_return_val_if_fail (ATLAS_IS_STAT_ROW (self), NULL);
  return self->description;
}
