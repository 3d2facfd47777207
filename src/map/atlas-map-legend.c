/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-legend.h"

#include "atlas-i18n.h"
#include "atlas-number.h"

#define SWATCH_WIDTH  22
#define SWATCH_HEIGHT 14
#define BAR_WIDTH     44
#define BAR_HEIGHT    6

typedef struct
{
  GtkWidget *swatch, *limits, *bar;
} Row;

struct _AtlasMapLegend
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *title;
  GtkWidget *grid;
  AtlasMapClass classes[ATLAS_MAP_MAX_CLASSES];
  Row rows[ATLAS_MAP_MAX_CLASSES]; /* as classes; where the grid has them */
  guint n_classes;
};

G_DEFINE_TYPE (AtlasMapLegend, atlas_map_legend, GTK_TYPE_WIDGET)

/* The place of a widget of a row, in this widget's own pixels. */
static gboolean
get_bounds (AtlasMapLegend *self, GtkWidget *widget, graphene_rect_t *bounds)
{
  return gtk_widget_compute_bounds (widget, GTK_WIDGET (self), bounds);
}

static void
append_rounded (GtkSnapshot *snapshot, const graphene_rect_t *bounds, float radius, const GdkRGBA *color)
{
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, bounds, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, color, bounds);
  gtk_snapshot_pop (snapshot);
}

static void
append_frame (GtkSnapshot *snapshot, const graphene_rect_t *bounds, float radius, const GdkRGBA *color)
{
  const float widths[4] = { 1, 1, 1, 1 };
  const GdkRGBA colors[4] = { *color, *color, *color, *color };
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, bounds, radius);
  gtk_snapshot_append_border (snapshot, &rounded, widths, colors);
}

static void
atlas_map_legend_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AtlasMapLegend *self = ATLAS_MAP_LEGEND (widget);
  GdkRGBA text, faint;
  guint most = 1;

  GTK_WIDGET_CLASS (atlas_map_legend_parent_class)->snapshot (widget, snapshot);

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &text);
  faint = text;
  faint.alpha *= 0.25;
  for (guint i = 0; i < self->n_classes; i++)
    most = MAX (most, self->classes[i].n_regions);

  for (guint i = 0; i < self->n_classes; i++)
    {
      graphene_rect_t bounds;

      if (get_bounds (self, self->rows[i].swatch, &bounds))
        {
          append_rounded (snapshot, &bounds, 3, &self->classes[i].color);
          append_frame (snapshot, &bounds, 3, &faint);
        }
      if (get_bounds (self, self->rows[i].bar, &bounds))
        {
          bounds.size.width *= (float) self->classes[i].n_regions / most;
          bounds.size.width = MAX (bounds.size.width, 2);
          append_rounded (snapshot, &bounds, 2, &faint);
        }
    }
}

static char *
describe_limits (const AtlasMapClass *class)
{
  g_autofree char *low = atlas_number_format (class->low);
  g_autofree char *high = atlas_number_format (class->high);

  if (class->high == 0)
    return g_strdup (_ ("None"));
  if (class->low == class->high)
    return g_steal_pointer (&low);

  /* Translators: from the first whole number to the second, as in "1,000–4,999" */
  return g_strdup_printf (C_ ("range", "%s–%s"), low, high);
}

static void
add_row (AtlasMapLegend *self, guint index, int at)
{
  const AtlasMapClass *class = &self->classes[index];
  g_autofree char *limits = describe_limits (class);
  g_autofree char *regions = NULL;
  Row *row = &self->rows[index];

  row->swatch = gtk_drawing_area_new ();
  gtk_widget_set_size_request (row->swatch, SWATCH_WIDTH, SWATCH_HEIGHT);
  gtk_widget_set_valign (row->swatch, GTK_ALIGN_CENTER);
  gtk_grid_attach (GTK_GRID (self->grid), row->swatch, 0, at, 1, 1);

  row->limits = gtk_label_new (limits);
  gtk_label_set_xalign (GTK_LABEL (row->limits), 0);
  gtk_widget_set_hexpand (row->limits, TRUE);
  gtk_widget_add_css_class (row->limits, "caption");
  gtk_widget_add_css_class (row->limits, "numeric");
  gtk_grid_attach (GTK_GRID (self->grid), row->limits, 1, at, 1, 1);

  regions = g_strdup_printf (ngettext ("%u region", "%u regions", class->n_regions), class->n_regions);
  row->bar = gtk_drawing_area_new ();
  gtk_widget_set_size_request (row->bar, BAR_WIDTH, BAR_HEIGHT);
  gtk_widget_set_valign (row->bar, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (row->bar, regions);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, regions, -1);
  gtk_grid_attach (GTK_GRID (self->grid), row->bar, 2, at, 1, 1);
}

static void
atlas_map_legend_dispose (GObject *object)
{
  AtlasMapLegend *self = ATLAS_MAP_LEGEND (object);

  self->n_classes = 0;
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (atlas_map_legend_parent_class)->dispose (object);
}

static void
atlas_map_legend_class_init (AtlasMapLegendClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_map_legend_dispose;
  widget_class->snapshot = atlas_map_legend_snapshot;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "map-legend");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
atlas_map_legend_init (AtlasMapLegend *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "map-card");

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_widget_add_css_class (self->title, "caption-heading");
  gtk_box_append (GTK_BOX (self->box), self->title);

  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 8);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 3);
  gtk_box_append (GTK_BOX (self->box), self->grid);

  atlas_map_legend_set_title (self, _ ("Members by region"));
}

GtkWidget *
atlas_map_legend_new (void)
{
  return g_object_new (ATLAS_TYPE_MAP_LEGEND, NULL);
}

void
atlas_map_legend_set_title (AtlasMapLegend *self, const char *title)
{
  g_return_if_fail (ATLAS_IS_MAP_LEGEND (self));

  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

void
atlas_map_legend_set_classes (AtlasMapLegend *self, const AtlasMapClass *classes, guint n_classes)
{
  GtkWidget *child;

  g_return_if_fail (ATLAS_IS_MAP_LEGEND (self));
  g_return_if_fail (n_classes <= ATLAS_MAP_MAX_CLASSES);

  self->n_classes = 0;
  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), child);

  for (guint i = 0; i < n_classes; i++)
    self->classes[i] = classes[i];
  for (guint i = 0; i < n_classes; i++)
    add_row (self, i, n_classes - 1 - i);
  self->n_classes = n_classes;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
