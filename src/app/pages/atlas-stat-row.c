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
  /* Neither asks for another size when its text changes: forty rows change at every letter of a search. */
  GtkInscription *label, *number;
  GtkLevelBar *bar;

  AtlasStatFormat format;
  guint part, whole, longest;
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
  const char *number = self->format == ATLAS_STAT_SHARE ? share : part;
  guint n_chars = (guint) g_utf8_strlen (number, -1);

  gtk_inscription_set_text (self->number, number);
  gtk_inscription_set_min_chars (self->number, MAX (n_chars, NUMBER_CHARS));
  gtk_level_bar_set_value (self->bar, MIN ((double) self->part / self->longest, 1));
  g_free (self->description);
  /* Translators: what is counted, how many, of how many, and how much that is: "Women: 2,104 of 4,212 (50 %)"
   */
  self->description =
    g_strdup_printf (_ ("%s: %s of %s (%s)"), gtk_inscription_get_text (self->label), part, whole, share);
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

static GtkInscription *
make_text (AtlasStatRow *self, float xalign)
{
  GtkInscription *text = GTK_INSCRIPTION (gtk_inscription_new (NULL));

  gtk_inscription_set_xalign (text, xalign);
  gtk_inscription_set_min_lines (text, 1);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (text));
  return text;
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

  self->label = make_text (self, 0);
  gtk_inscription_set_text_overflow (self->label, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);

  self->bar = GTK_LEVEL_BAR (gtk_level_bar_new ());
  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    gtk_level_bar_remove_offset_value (self->bar, offsets[i]);
  gtk_widget_set_size_request (GTK_WIDGET (self->bar), BAR_WIDTH, -1);
  gtk_widget_set_valign (GTK_WIDGET (self->bar), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->bar));

  self->number = make_text (self, 1);
  gtk_widget_add_css_class (GTK_WIDGET (self->number), "numeric");
}

GtkWidget *
atlas_stat_row_new (const char *label, AtlasStatFormat format)
{
  AtlasStatRow *self = g_object_new (ATLAS_TYPE_STAT_ROW, NULL);

  self->format = format;
  self->longest = 1;
  gtk_inscription_set_text (self->label, label);
  update (self);
  return GTK_WIDGET (self);
}

void
atlas_stat_row_set (AtlasStatRow *self, const char *label, guint part, guint whole, guint longest)
{
  gboolean same;

  g_return_if_fail (ATLAS_IS_STAT_ROW (self));
  g_return_if_fail (part <= whole);

  /* Where the bar is a part of all, what is left of that is seen too. */
  if (longest != 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "compared");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "compared");
  if (longest == 0)
    longest = MAX (whole, 1);
  same = label == NULL || g_str_equal (label, gtk_inscription_get_text (self->label));
  if (same && self->part == part && self->whole == whole && self->longest == longest)
    return;
  if (!same)
    gtk_inscription_set_text (self->label, label);
  self->part = part;
  self->whole = whole;
  self->longest = longest;
  update (self);
}

const char *
atlas_stat_row_get_description (AtlasStatRow *self)
{
  g_return_val_if_fail (ATLAS_IS_STAT_ROW (self), NULL);
  return self->description;
}
