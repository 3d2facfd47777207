/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-label-text.h"

#include <math.h>

#include "atlas-map-style.h"

/* Enough for several screens. */
#define MAX_TEXTS 1500

#define HALO_WIDTH 3.0

static const struct
{
  int size; /* logical pixels */
  PangoWeight weight;
  double spacing; /* logical pixels between letters */
  gboolean capitals;
} classes[] = {
  [ATLAS_LABEL_COUNTRY] = { 12, PANGO_WEIGHT_SEMIBOLD, 2.4, TRUE },
  [ATLAS_LABEL_REGION] = { 11, PANGO_WEIGHT_NORMAL, 0.7, FALSE },
  [ATLAS_LABEL_METROPOLIS] = { 13, PANGO_WEIGHT_MEDIUM, 0, FALSE },
  [ATLAS_LABEL_CITY] = { 12, PANGO_WEIGHT_NORMAL, 0, FALSE },
  [ATLAS_LABEL_TOWN] = { 11, PANGO_WEIGHT_NORMAL, 0, FALSE },
};

struct _AtlasLabelTexts
{
  GtkWidget *widget;
  GHashTable *texts; /* class and text -> AtlasLabelText */
  gboolean dark;
  int scale;
};

static void
label_text_free (gpointer data)
{
  AtlasLabelText *self = data;

  g_object_unref (self->texture);
  g_free (self);
}

AtlasLabelTexts *
atlas_label_texts_new (GtkWidget *widget)
{
  AtlasLabelTexts *self;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  self = g_new0 (AtlasLabelTexts, 1);
  self->widget = widget;
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, label_text_free);

  return self;
}

void
atlas_label_texts_free (AtlasLabelTexts *self)
{
  g_hash_table_unref (self->texts);
  g_free (self);
}

void
atlas_label_texts_clear (AtlasLabelTexts *self)
{
  g_hash_table_remove_all (self->texts);
}

static void
unref_surface (gpointer data)
{
  cairo_surface_destroy (data);
}

static PangoLayout *
create_layout (GtkWidget *widget, AtlasLabelClass class, const char *text)
{
  g_autofree char *capitals = classes[class].capitals ? g_utf8_strup (text, -1) : NULL;
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, capitals != NULL ? capitals : text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_size_new_absolute (classes[class].size * PANGO_SCALE));
  pango_attr_list_insert (attributes, pango_attr_weight_new (classes[class].weight));
  pango_attr_list_insert (attributes, pango_attr_letter_spacing_new (classes[class].spacing * PANGO_SCALE));
  pango_layout_set_attributes (layout, attributes);

  return layout;
}

static AtlasLabelText *
render (AtlasLabelTexts *self, AtlasLabelClass class, const char *text)
{
  const AtlasMapStyle *style = atlas_map_style_get (self->dark);
  const GdkRGBA *color = class == ATLAS_LABEL_COUNTRY  ? &style->country_text
                         : class == ATLAS_LABEL_REGION ? &style->region_text
                                                       : &style->place_text;
  g_autoptr (PangoLayout) layout = create_layout (self->widget, class, text);
  AtlasLabelText *label = g_new0 (AtlasLabelText, 1);
  g_autoptr (GBytes) bytes = NULL;
  PangoRectangle ink, logical;
  int width, height, stride;
  cairo_surface_t *surface;
  cairo_t *cr;

  pango_layout_get_pixel_extents (layout, &ink, &logical);
  label->margin = ceil (HALO_WIDTH / 2) + 1;
  label->width = logical.width;
  label->height = logical.height;
  width = ceil ((label->width + 2 * label->margin) * self->scale);
  height = ceil ((label->height + 2 * label->margin) * self->scale);

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_surface_set_device_scale (surface, self->scale, self->scale);
  cr = cairo_create (surface);
  cairo_move_to (cr, label->margin - logical.x, label->margin - logical.y);
  pango_cairo_layout_path (cr, layout);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, HALO_WIDTH);
  gdk_cairo_set_source_rgba (cr, &style->halo);
  cairo_stroke (cr);
  cairo_move_to (cr, label->margin - logical.x, label->margin - logical.y);
  gdk_cairo_set_source_rgba (cr, color);
  pango_cairo_show_layout (cr, layout);
  cairo_destroy (cr);

  cairo_surface_flush (surface);
  stride = cairo_image_surface_get_stride (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), (gsize) stride * height,
                                      unref_surface, surface);
  label->texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);

  return label;
}

const AtlasLabelText *
atlas_label_texts_get (
  AtlasLabelTexts *self, AtlasLabelClass class, const char *text, gboolean dark, int scale)
{
  g_autofree char *key = NULL;
  AtlasLabelText *label;

  g_return_val_if_fail (self != NULL && text != NULL, NULL);
  g_return_val_if_fail (class < G_N_ELEMENTS (classes), NULL);

  if (self->dark != dark || self->scale != scale || g_hash_table_size (self->texts) >= MAX_TEXTS)
    atlas_label_texts_clear (self);
  self->dark = dark;
  self->scale = scale;

  key = g_strdup_printf ("%u%s", class, text);
  label = g_hash_table_lookup (self->texts, key);
  if (label == NULL)
    {
      label = render (self, class, text);
      g_hash_table_insert (self->texts, g_steal_pointer (&key), label);
    }

  return label;
}
