/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-circle-legend.h"

#include <math.h>

#include "atlas-i18n.h"
#include "atlas-map-text.h"
#include "atlas-place-circles.h"

#define MAX_SIZES 3

/* A circle smaller than this, in pixels, shows nothing in a legend. */
#define LEAST_SHOWN 3.0

#define SWATCH_SIZE 10
#define LINE_HEIGHT 14

struct _AtlasCircleLegend
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *sizes;
  GtkWidget *parts[ATLAS_N_SEX_PARTS];
  guint largest;
  gboolean split, dark;
};

G_DEFINE_FINAL_TYPE (AtlasCircleLegend, atlas_circle_legend, GTK_TYPE_WIDGET)

/* Powers of ten up to the largest place, and five times that where there is room. Largest first. */
static guint
choose_sizes (guint largest, guint sizes[MAX_SIZES])
{
  guint power = 1, n = 0;

  while (power <= largest / 10)
    power *= 10;
  if (power <= largest / 5)
    sizes[n++] = 5 * power;
  for (; power > 0 && n < MAX_SIZES; power /= 10)
    if (n == 0 || atlas_place_circle_radius (power, largest) >= LEAST_SHOWN)
      sizes[n++] = power;
  return n;
}

static void
draw_sizes (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  AtlasCircleLegend *self = data;
  guint sizes[MAX_SIZES], n = choose_sizes (MAX (self->largest, 1), sizes);
  GdkRGBA color, accent = { 0.5, 0.5, 0.5, 1 };
  double bottom = height - 1.5;
  double label_y = LINE_HEIGHT / 2.0;
  double middle = atlas_place_circle_radius (sizes[0], self->largest) + 6;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &color);
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (area)), "accent_bg_color",
                                       &accent))
    gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (area)),
                                    "theme_selected_bg_color", &accent);
  for (guint i = 0; i < n; i++)
    {
      double radius = atlas_place_circle_radius (sizes[i], self->largest);
      double top = bottom - 2 * radius;
      g_autoptr (PangoLayout) layout = NULL;
      char text[ATLAS_MAP_COUNT_SIZE];
      int text_height;

      cairo_new_sub_path (cr);
      cairo_arc (cr, middle, bottom - radius, radius, 0, 2 * G_PI);
      gdk_cairo_set_source_rgba (cr, &(GdkRGBA){ accent.red, accent.green, accent.blue, 0.18f });
      cairo_fill_preserve (cr);
      gdk_cairo_set_source_rgba (cr, self->split ? &color : &accent);
      cairo_set_line_width (cr, 1);
      cairo_stroke (cr);

      atlas_map_text_short_count (sizes[i], text);
      layout = gtk_widget_create_pango_layout (GTK_WIDGET (area), text);
      pango_layout_get_pixel_size (layout, NULL, &text_height);
      label_y = i == 0 ? MAX (top, text_height / 2.0) : MAX (top, label_y + LINE_HEIGHT);
      gdk_cairo_set_source_rgba (cr, &(GdkRGBA){ color.red, color.green, color.blue, color.alpha * 0.4f });
      cairo_move_to (cr, middle, top);
      cairo_line_to (cr, 2 * middle + 4, label_y);
      cairo_stroke (cr);
      gdk_cairo_set_source_rgba (cr, &color);
      cairo_move_to (cr, 2 * middle + 8, label_y - text_height / 2.0);
      pango_cairo_show_layout (cr, layout);
    }
}

static void
draw_swatch (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  AtlasCircleLegend *self = data;
  GdkRGBA color;

  for (guint i = 0; i < ATLAS_N_SEX_PARTS; i++)
    if (gtk_widget_get_first_child (self->parts[i]) == GTK_WIDGET (area))
      atlas_sex_part_get_color (i, self->dark, &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_arc (cr, width / 2.0, height / 2.0, SWATCH_SIZE / 2.0, 0, 2 * G_PI);
  cairo_fill (cr);
}

static GtkWidget *
make_part (AtlasCircleLegend *self, AtlasSexPart part)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *swatch = gtk_drawing_area_new ();
  GtkWidget *label = gtk_label_new (atlas_sex_part_get_label (part));

  gtk_widget_set_size_request (swatch, 22, LINE_HEIGHT);
  gtk_widget_set_margin_start (row, 6);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (row), swatch);
  gtk_box_append (GTK_BOX (row), label);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (swatch), draw_swatch, self, NULL);
  return row;
}

static void
atlas_circle_legend_dispose (GObject *object)
{
  g_clear_pointer (&ATLAS_CIRCLE_LEGEND (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (atlas_circle_legend_parent_class)->dispose (object);
}

static void
atlas_circle_legend_class_init (AtlasCircleLegendClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_circle_legend_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
atlas_circle_legend_init (AtlasCircleLegend *self)
{
  GtkWidget *title = gtk_label_new (_ ("Members by place"));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "caption-heading");
  gtk_box_append (GTK_BOX (self->box), title);
  self->sizes = gtk_drawing_area_new ();
  gtk_widget_add_css_class (self->sizes, "caption");
  gtk_widget_add_css_class (self->sizes, "numeric");
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->sizes), draw_sizes, self, NULL);
  gtk_box_append (GTK_BOX (self->box), self->sizes);
  for (guint i = 0; i < ATLAS_N_SEX_PARTS; i++)
    {
      self->parts[i] = make_part (self, i);
      gtk_widget_set_visible (self->parts[i], FALSE);
      gtk_box_append (GTK_BOX (self->box), self->parts[i]);
    }
}

GtkWidget *
atlas_circle_legend_new (void)
{
  return g_object_new (ATLAS_TYPE_CIRCLE_LEGEND, NULL);
}

void
atlas_circle_legend_set (AtlasCircleLegend *self, guint largest, gboolean split, gboolean dark)
{
  guint sizes[MAX_SIZES];
  int height;

  g_return_if_fail (ATLAS_IS_CIRCLE_LEGEND (self));

  self->largest = MAX (largest, 1);
  self->split = split;
  self->dark = dark;
  choose_sizes (self->largest, sizes);
  height = (int) ceil (2 * atlas_place_circle_radius (sizes[0], self->largest)) + 4;
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self->sizes),
                                       MAX (height, MAX_SIZES * LINE_HEIGHT + 4));
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (self->sizes), 110);
  for (guint i = 0; i < ATLAS_N_SEX_PARTS; i++)
    gtk_widget_set_visible (self->parts[i], split);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
