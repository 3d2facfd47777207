/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-reach-legend.h"

#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-reach-paint.h"

#define SIGN    14
#define GAP     6
#define BETWEEN 12

struct _AtlasReachLegend
{
  GtkWidget parent_instance;

  GtkWidget *reached, *missed; /* labels */
};

G_DEFINE_FINAL_TYPE (AtlasReachLegend, atlas_reach_legend, GTK_TYPE_WIDGET)

/* As the words beside it are. */
static gboolean
is_dark (AtlasReachLegend *self)
{
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
  return color.red + color.green + color.blue > 1.5f;
}

static void
append_sign (AtlasReachLegend *self, GtkSnapshot *snapshot, GtkWidget *label, gboolean filled)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (label, GTK_WIDGET (self), &bounds))
    return;
  atlas_reach_paint (snapshot, bounds.origin.x - gtk_widget_get_margin_start (label) + SIGN / 2.0,
                     bounds.origin.y + bounds.size.height / 2, SIGN / 2.0 - 1.25, 1, filled, is_dark (self));
}

static void
atlas_reach_legend_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AtlasReachLegend *self = ATLAS_REACH_LEGEND (widget);

  append_sign (self, snapshot, self->reached, TRUE);
  append_sign (self, snapshot, self->missed, FALSE);
  GTK_WIDGET_CLASS (atlas_reach_legend_parent_class)->snapshot (widget, snapshot);
}

static void
atlas_reach_legend_dispose (GObject *object)
{
  AtlasReachLegend *self = ATLAS_REACH_LEGEND (object);

  g_clear_pointer (&self->reached, gtk_widget_unparent);
  g_clear_pointer (&self->missed, gtk_widget_unparent);

  G_OBJECT_CLASS (atlas_reach_legend_parent_class)->dispose (object);
}

static void
atlas_reach_legend_class_init (AtlasReachLegendClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_reach_legend_dispose;
  widget_class->snapshot = atlas_reach_legend_snapshot;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "reach-legend");
}

static GtkWidget *
add_label (AtlasReachLegend *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_set_margin_start (label, SIGN + GAP);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static void
atlas_reach_legend_init (AtlasReachLegend *self)
{
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), BETWEEN);
  self->reached = add_label (self);
  self->missed = add_label (self);
}

GtkWidget *
atlas_reach_legend_new (void)
{
  return g_object_new (ATLAS_TYPE_REACH_LEGEND, NULL);
}

void
atlas_reach_legend_set_counts (AtlasReachLegend *self, guint reached, guint missed)
{
  g_autofree char *first = atlas_number_format (reached);
  g_autofree char *second = atlas_number_format (missed);
  g_autofree char *filled = NULL;
  g_autofree char *hollow = NULL;

  g_return_if_fail (ATLAS_IS_REACH_LEGEND (self));

  /* Translators: in the legend of a map: how many people a mission reaches, and how many it does not */
  filled = g_strdup_printf (_ ("%s reached"), first);
  hollow = g_strdup_printf (_ ("%s missed"), second);
  gtk_label_set_text (GTK_LABEL (self->reached), filled);
  gtk_label_set_text (GTK_LABEL (self->missed), hollow);
}
