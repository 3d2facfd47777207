/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-numerals.h"

#include "atlas-map-paint.h"
#include "atlas-map-text.h"

/* More than are ever on screen at once. */
#define MAX_NUMERALS 1024

struct _AtlasMapNumeral
{
  PangoLayout *layout;
  int width, height;
  GskRenderNode *node; /* at 0, 0 in @color; NULL: not drawn yet */
  GdkRGBA color;
};

struct _AtlasMapNumerals
{
  GtkWidget *widget;
  PangoWeight weight;
  char *features;
  GHashTable *numerals; /* "size:text" -> AtlasMapNumeral */
};

static void
numeral_free (gpointer data)
{
  AtlasMapNumeral *self = data;

  g_object_unref (self->layout);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_free (self);
}

static AtlasMapNumeral *
numeral_new (AtlasMapNumerals *numerals, const char *text, int size)
{
  AtlasMapNumeral *self = g_new0 (AtlasMapNumeral, 1);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_size_new_absolute (size * PANGO_SCALE));
  pango_attr_list_insert (attributes, pango_attr_weight_new (numerals->weight));
  if (numerals->features != NULL)
    pango_attr_list_insert (attributes, pango_attr_font_features_new (numerals->features));
  self->layout = gtk_widget_create_pango_layout (numerals->widget, text);
  pango_layout_set_attributes (self->layout, attributes);
  pango_layout_get_pixel_size (self->layout, &self->width, &self->height);
  return self;
}

AtlasMapNumerals *
atlas_map_numerals_new (GtkWidget *widget, PangoWeight weight, const char *features)
{
  AtlasMapNumerals *self;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  self = g_new (AtlasMapNumerals, 1);
  *self = (AtlasMapNumerals){ widget, weight, g_strdup (features),
                              g_hash_table_new_full (g_str_hash, g_str_equal, g_free, numeral_free) };
  return self;
}

void
atlas_map_numerals_free (AtlasMapNumerals *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->numerals);
  g_free (self->features);
  g_free (self);
}

void
atlas_map_numerals_forget (AtlasMapNumerals *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_remove_all (self->numerals);
}

AtlasMapNumeral *
atlas_map_numerals_get (AtlasMapNumerals *self, guint count, int size)
{
  char text[ATLAS_MAP_COUNT_SIZE];
  char key[ATLAS_MAP_COUNT_SIZE + 8];
  AtlasMapNumeral *numeral;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (size > 0, NULL);

  atlas_map_text_short_count (count, text);
  g_snprintf (key, sizeof key, "%d:%s", size, text);
  numeral = g_hash_table_lookup (self->numerals, key);
  if (numeral == NULL)
    {
      if (g_hash_table_size (self->numerals) >= MAX_NUMERALS)
        g_hash_table_remove_all (self->numerals);
      numeral = numeral_new (self, text, size);
      g_hash_table_insert (self->numerals, g_strdup (key), numeral);
    }
  return numeral;
}

void
atlas_map_numeral_get_size (const AtlasMapNumeral *self, int *width, int *height)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (width != NULL && height != NULL);

  *width = self->width;
  *height = self->height;
}

void
atlas_map_numeral_append (
  AtlasMapNumeral *self, GtkSnapshot *snapshot, double x, double y, const GdkRGBA *color)
{
  g_return_if_fail (self != NULL);

  if (self->node == NULL || !gdk_rgba_equal (&self->color, color))
    {
      GtkSnapshot *own = gtk_snapshot_new ();

      gtk_snapshot_append_layout (own, self->layout, color);
      g_clear_pointer (&self->node, gsk_render_node_unref);
      self->node = gtk_snapshot_free_to_node (own);
      self->color = *color;
    }
  atlas_map_paint_node (snapshot, x, y, self->node);
}
