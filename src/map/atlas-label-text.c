/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-label-text.h"

#include <math.h>

#include "atlas-map-paint.h"
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

/* With what is needed to draw it later. */
typedef struct
{
  AtlasLabelText public;
  AtlasLabelClass class;
  PangoLayout *layout; /* NULL once it is drawn */
  guint64 frame;       /* when it was last asked for */
} Text;

struct _AtlasLabelTexts
{
  GtkWidget *widget;
  GHashTable *texts; /* class and text -> Text */
  gboolean dark;
  int scale;

  guint64 frame;
  gint64 deadline;
  gboolean begun; /* something was made in this frame */
};

static void
text_free (gpointer data)
{
  Text *self = data;

  g_clear_object (&self->layout);
  g_clear_object (&self->public.texture);
  g_free (self);
}

AtlasLabelTexts *
atlas_label_texts_new (GtkWidget *widget)
{
  AtlasLabelTexts *self;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  self = g_new0 (AtlasLabelTexts, 1);
  self->widget = widget;
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, text_free);

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

static Text *
measure (AtlasLabelTexts *self, AtlasLabelClass class, const char *text)
{
  Text *label = g_new0 (Text, 1);
  PangoRectangle logical;

  label->class = class;
  label->layout = create_layout (self->widget, class, text);
  pango_layout_get_pixel_extents (label->layout, NULL, &logical);
  label->public.margin = ceil (HALO_WIDTH / 2) + 1;
  label->public.width = logical.width;
  label->public.height = logical.height;
  return label;
}

static void
draw (AtlasLabelTexts *self, Text *label)
{
  const AtlasMapStyle *style = atlas_map_style_get (self->dark);
  const GdkRGBA *color = label->class == ATLAS_LABEL_COUNTRY  ? &style->country_text
                         : label->class == ATLAS_LABEL_REGION ? &style->region_text
                                                              : &style->place_text;
  double margin = label->public.margin;
  int width = ceil ((label->public.width + 2 * margin) * self->scale);
  int height = ceil ((label->public.height + 2 * margin) * self->scale);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  PangoRectangle logical;
  cairo_t *cr;

  pango_layout_get_pixel_extents (label->layout, NULL, &logical);
  cairo_surface_set_device_scale (surface, self->scale, self->scale);
  cr = cairo_create (surface);
  cairo_move_to (cr, margin - logical.x, margin - logical.y);
  pango_cairo_layout_path (cr, label->layout);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, HALO_WIDTH);
  gdk_cairo_set_source_rgba (cr, &style->halo);
  cairo_stroke (cr);
  cairo_move_to (cr, margin - logical.x, margin - logical.y);
  gdk_cairo_set_source_rgba (cr, color);
  pango_cairo_show_layout (cr, label->layout);
  cairo_destroy (cr);

  label->public.texture = atlas_map_paint_texture (surface, GDK_MEMORY_DEFAULT);
  g_clear_object (&label->layout);
}

static gboolean
is_unused (gpointer key, gpointer value, gpointer data)
{
  const AtlasLabelTexts *self = data;

  return ((const Text *) value)->frame < self->frame;
}

void
atlas_label_texts_begin (AtlasLabelTexts *self, gboolean dark, int scale, gint64 budget)
{
  gint64 now = g_get_monotonic_time ();

  g_return_if_fail (self != NULL);
  g_return_if_fail (scale > 0);

  if (self->dark != dark || self->scale != scale)
    atlas_label_texts_clear (self);
  else if (g_hash_table_size (self->texts) >= MAX_TEXTS)
    g_hash_table_foreach_remove (self->texts, is_unused, self);
  self->dark = dark;
  self->scale = scale;
  self->frame++;
  self->deadline = budget < G_MAXINT64 - now ? now + budget : G_MAXINT64;
  self->begun = FALSE;
}

/* Whether there is time to make something new. */
static gboolean
take_time (AtlasLabelTexts *self)
{
  if (self->begun && g_get_monotonic_time () >= self->deadline)
    return FALSE;
  self->begun = TRUE;
  return TRUE;
}

AtlasLabelText *
atlas_label_texts_measure (AtlasLabelTexts *self, AtlasLabelClass class, const char *text)
{
  g_autofree char *key = NULL;
  Text *label;

  g_return_val_if_fail (self != NULL && text != NULL, NULL);
  g_return_val_if_fail (class < G_N_ELEMENTS (classes), NULL);

  key = g_strdup_printf ("%u%s", class, text);
  label = g_hash_table_lookup (self->texts, key);
  if (label == NULL)
    {
      if (!take_time (self))
        return NULL;
      label = measure (self, class, text);
      g_hash_table_insert (self->texts, g_steal_pointer (&key), label);
    }
  label->frame = self->frame;
  return &label->public;
}

gboolean
atlas_label_texts_draw (AtlasLabelTexts *self, AtlasLabelText *label)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (label != NULL, FALSE);

  if (label->texture != NULL)
    return TRUE;
  if (!take_time (self))
    return FALSE;
  draw (self, (Text *) label);
  return TRUE;
}
