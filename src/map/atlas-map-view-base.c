/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-view-private.h"

#include "atlas-i18n.h"
#include "atlas-map-style.h"

/* Longer credits go on in the next line. */
#define CREDIT_CHARS 34

static void
update_credits (AtlasMapView *self, const char *credit, const char *link)
{
  g_autofree char *words = credit ? g_markup_escape_text (credit, -1) : NULL;
  g_autofree char *address = link ? g_markup_escape_text (link, -1) : NULL;
  g_autofree char *markup = NULL;
  gboolean wide = credit != NULL && g_utf8_strlen (credit, -1) > CREDIT_CHARS;

  if (words != NULL && address != NULL)
    markup = g_strdup_printf ("<a href=\"%s\">%s</a>", address, words);
  gtk_label_set_markup (self->credits, markup ? markup : words ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->credits), words != NULL);
  /* A label that may wrap asks for less room than its words need. */
  gtk_label_set_wrap (self->credits, wide);
  gtk_label_set_width_chars (self->credits, wide ? CREDIT_CHARS : -1);
  /* Only where there is something to be clicked: else the map beneath is. */
  gtk_widget_set_can_target (self->notes, markup != NULL);
}

static void
update_problem (AtlasMapView *self)
{
  const char *problem = self->raster ? atlas_raster_tiles_get_problem (self->raster) : NULL;

  gtk_label_set_text (self->problem, problem ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  /* While the built-in map is seen instead, it is to be read. */
  gtk_widget_set_visible (GTK_WIDGET (self->labels),
                          self->raster == NULL || !self->raster_has_names || problem != NULL);
  atlas_map_view_place_legend (self);
  atlas_map_view_unsettle (self);
}

static GtkLabel *
add_credits (GtkWidget *box, const char *words)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_widget_add_css_class (label, "map-credits");
  gtk_widget_set_halign (label, GTK_ALIGN_END);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

void
atlas_map_view_add_notes (AtlasMapView *self)
{
  GtkWidget *credits = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);

  self->notes = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_valign (self->notes, GTK_ALIGN_END);

  self->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "map-problem");
  gtk_widget_set_halign (GTK_WIDGET (self->problem), GTK_ALIGN_END);
  gtk_widget_set_can_target (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_box_append (GTK_BOX (self->notes), GTK_WIDGET (self->problem));

  self->scale = ATLAS_MAP_SCALE (atlas_map_scale_new (self->viewport));
  gtk_widget_add_css_class (GTK_WIDGET (self->scale), "map-scale");
  gtk_widget_set_halign (GTK_WIDGET (self->scale), GTK_ALIGN_END);
  gtk_widget_set_can_target (GTK_WIDGET (self->scale), FALSE);
  gtk_box_append (GTK_BOX (self->notes), GTK_WIDGET (self->scale));

  self->credits = add_credits (credits, NULL);
  gtk_label_set_max_width_chars (self->credits, CREDIT_CHARS);
  gtk_label_set_justify (self->credits, GTK_JUSTIFY_RIGHT);
  add_credits (credits, _ ("Natural Earth · GeoNames"));
  gtk_box_append (GTK_BOX (self->notes), credits);
  update_credits (self, NULL, NULL);

  gtk_box_append (GTK_BOX (self->controls), self->notes);
}

double
atlas_map_view_get_max_zoom (AtlasMapView *self)
{
  return shumate_map_source_get_max_zoom_level (SHUMATE_MAP_SOURCE (self->source));
}

/* The map that was there may have gone nearer than this one does. */
static void
clamp_zoom (AtlasMapView *self)
{
  double latitude, longitude, zoom;

  atlas_map_view_get_position (self, &latitude, &longitude, &zoom);
  if (zoom > atlas_map_view_get_max_zoom (self))
    atlas_map_view_go_to (self, latitude, longitude, atlas_map_view_get_max_zoom (self), FALSE);
}

void
atlas_map_view_set_base (
  AtlasMapView *self, AtlasRasterTiles *tiles, const char *credit, const char *link, gboolean has_names)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));
  g_return_if_fail (tiles == NULL || ATLAS_IS_RASTER_TILES (tiles));

  if (self->raster == tiles)
    return;

  if (self->raster != NULL)
    g_signal_handlers_disconnect_by_func (self->raster, update_problem, self);
  g_set_object (&self->raster, tiles);
  self->raster_has_names = has_names;
  if (tiles != NULL)
    g_signal_connect_object (tiles, "notify::problem", G_CALLBACK (update_problem), self, G_CONNECT_SWAPPED);
  atlas_base_map_source_set_raster (self->source, tiles);
  shumate_viewport_set_max_zoom_level (self->viewport, (guint) atlas_map_view_get_max_zoom (self));
  clamp_zoom (self);
  update_credits (self, credit, link);
  update_problem (self);
}

/* Where tiles are still to be made there is water, as on most of the world, and not paper. */
void
atlas_map_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  const AtlasMapStyle *style = atlas_map_style_get (ATLAS_MAP_VIEW (widget)->dark);
  float width = (float) gtk_widget_get_width (widget), height = (float) gtk_widget_get_height (widget);

  g_assert (ATLAS_IS_MAP_VIEW (widget));

  gtk_snapshot_append_color (snapshot, &style->water, &GRAPHENE_RECT_INIT (0, 0, width, height));
  GTK_WIDGET_CLASS (g_type_class_peek_parent (G_OBJECT_GET_CLASS (widget)))->snapshot (widget, snapshot);
}
