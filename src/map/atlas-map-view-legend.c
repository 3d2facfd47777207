/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-view-private.h"

#include "atlas-i18n.h"

/* What the legend says, and where it stands. */

#define MARGIN 12

/* A map narrower than this has no room for the legend beside its scale: it stands above that, and is folded
 * until somebody wants to read it. */
#define NARROW 460

/* In one smaller than this it would hide much of what is to be seen, and is folded too. */
#define SMALL_WIDTH  600
#define SMALL_HEIGHT 440

/* In one lower than this, buttons stand beside each other. */
#define LOW 330

/* What a page may put over the upper edge of the map. */
#define TOP 104

static gboolean
has_negative (AtlasMapView *self)
{
  for (guint i = 0; i < self->n_classes; i++)
    if (self->classes[i].type == ATLAS_MAP_CLASS_VALUES && self->classes[i].low < 0)
      return TRUE;
  return FALSE;
}

static const char *
get_counties_note (AtlasMapView *self)
{
  AtlasShadingRule rule;

  if (!atlas_map_view_shows_counties (self))
    return NULL;
  if (atlas_measure_get_type (self->counties->measure) == ATLAS_MEASURE_MEMBERS)
    return _ ("By the town people live in; provinces are not shaded");
  atlas_measure_init_rule (self->counties->measure, self->breaks, &rule);
  return rule.counts || self->measured == NULL
           ? _ ("By county of the town people live in; provinces are not shaded")
           : _ ("By county of the town people live in, and by province in Canada");
}

/* What the legend says under its title, of what is and is not shaded, and by what. (transfer full) */
static char *
dup_note (AtlasMapView *self)
{
  AtlasMeasure *measure = atlas_map_view_get_measure (self);
  AtlasMeasureType type = measure != NULL ? atlas_measure_get_type (measure) : ATLAS_MEASURE_MEMBERS;
  const char *notes[3] = { NULL };
  guint n = 0;

  if (!atlas_measure_type_is_estimated (type))
    return g_strdup (get_counties_note (self));
  if (self->points != NULL && atlas_point_set_get_rows (self->points) != NULL)
    notes[n++] = _ ("Only those whom the search finds, beside all who are estimated");
  else if (type == ATLAS_MEASURE_NOT_REACHED && has_negative (self))
    notes[n++] = _ ("Below zero: more members than estimated");
  if (self->measured != NULL && atlas_measured_has_ranges (self->measured))
    notes[n++] = atlas_measure_get_ranges_note ();
  return g_strjoinv ("\n", (char **) notes);
}

static char *
dup_title (AtlasMapView *self)
{
  AtlasMeasure *measure = atlas_map_view_get_measure (self);

  if (measure == NULL ||
      (atlas_measure_get_type (measure) == ATLAS_MEASURE_MEMBERS && !atlas_map_view_shows_counties (self)))
    return g_strdup (_ ("Members by region"));
  /* Their names stand along the square. */
  if (atlas_measure_get_type (measure) == ATLAS_MEASURE_COMPARE)
    return g_strdup (atlas_measure_type_get_label (ATLAS_MEASURE_COMPARE));
  if (atlas_measure_get_type (measure) == ATLAS_MEASURE_MEMBERS)
    return g_strdup (_ ("Members by county"));
  return atlas_measure_dup_title (measure);
}

void
atlas_map_view_write_legend (AtlasMapView *self)
{
  /* A legend of nothing but "None" says nothing. */
  gboolean any = self->n_classes > 0 && (self->classes[self->n_classes - 1].type == ATLAS_MAP_CLASS_VALUES ||
                                         self->measured != NULL);
  g_autofree char *title = dup_title (self), *note = dup_note (self);
  AtlasPlaceCircles *circles = self->show_places ? atlas_cluster_layer_get_circles (self->clusters) : NULL;
  guint largest = circles != NULL ? atlas_place_circles_get_largest (circles) : 0;
  gboolean has_heat = gtk_widget_get_visible (GTK_WIDGET (self->heat));

  self->legend_waits = 0;
  atlas_map_legend_set_title (self->legend, title, note);
  atlas_map_legend_set_areas (self->legend, atlas_map_view_shows_counties (self));
  if (self->measured != NULL && atlas_measure_get_type (self->measured->measure) == ATLAS_MEASURE_COMPARE)
    {
      g_autofree char *first = atlas_measure_dup_side_name (self->measured->measure, 0);
      g_autofree char *second = atlas_measure_dup_side_name (self->measured->measure, 1);

      atlas_map_legend_set_pair_names (self->legend, first, second);
    }
  atlas_map_legend_set_classes (self->legend, self->classes, any ? self->n_classes : 0);
  atlas_map_legend_set_circles (self->legend, largest, self->split_sexes, self->dark);
  gtk_widget_set_visible (GTK_WIDGET (self->legend), self->show_legend && (any || largest > 0 || has_heat));
}

/* Tiles are painted by threads, and are exchanged when all of them are done: a legend that told of the new
 * ones meanwhile would be a wrong one of those that are seen. At rest none are on their way. */
void
atlas_map_view_update_legend (AtlasMapView *self)
{
  guint generation = atlas_base_map_source_get_generation (self->source);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || self->settled ||
      atlas_base_map_source_get_shown_generation (self->source) == generation)
    atlas_map_view_write_legend (self);
  else if (self->legend_waits == 0)
    self->legend_waits = generation;
}

static void
on_tiles_shown (AtlasMapView *self)
{
  /* At rest there is nothing more to wait for: tiles that were never there before are not exchanged. */
  if (self->legend_waits > 0 &&
      (self->settled || atlas_base_map_source_get_shown_generation (self->source) >= self->legend_waits))
    atlas_map_view_write_legend (self);
}

/* Another map is seen through the shades, but for where it fails. */
static void
update_ground (AtlasMapView *self)
{
  const AtlasTileGround *ground = atlas_base_map_source_get_ground (self->source);
  gboolean seen =
    ground->n_samples > 0 && self->raster != NULL && atlas_raster_tiles_get_problem (self->raster) == NULL;
  GdkRGBA color = { (float) ground->red, (float) ground->green, (float) ground->blue, 1 };

  atlas_map_legend_set_ground (self->legend, seen ? &color : NULL);
}

void
atlas_map_view_place_legend (AtlasMapView *self)
{
  int height = 0;

  if (self->narrow && gtk_widget_get_visible (self->controls))
    gtk_widget_measure (self->notes, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->legend), MARGIN + (height > 0 ? height + MARGIN / 2 : 0));
  atlas_map_legend_set_foldable (self->legend, self->small);
  update_ground (self);
}

static gboolean
on_resized (gpointer data)
{
  AtlasMapView *self = data;

  self->narrow_id = 0;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons),
                                  self->low ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  atlas_map_view_place_legend (self);
  /* Whoever unfolded it did so while there was room for it. */
  if (self->low)
    atlas_map_legend_fold (self->legend);
  g_object_notify (G_OBJECT (self), "narrow");
  return G_SOURCE_REMOVE;
}

/* Not while sizes are allocated: that would ask for another size. */
void
atlas_map_view_resize_legend (AtlasMapView *self, int width, int height)
{
  gboolean narrow = width < NARROW, low = height < LOW;
  gboolean small = width < SMALL_WIDTH || height < SMALL_HEIGHT;

  if (self->narrow == narrow && self->small == small && self->low == low)
    return;
  self->narrow = narrow;
  self->small = small;
  self->low = low;
  if (self->narrow_id == 0)
    self->narrow_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_resized, self, NULL);
}

gboolean
atlas_map_view_is_narrow (AtlasMapView *self)
{
  g_return_val_if_fail (ATLAS_IS_MAP_VIEW (self), FALSE);

  return self->narrow;
}

void
atlas_map_view_add_legend (AtlasMapView *self)
{
  self->legend = ATLAS_MAP_LEGEND (atlas_map_legend_new ());
  gtk_widget_set_halign (GTK_WIDGET (self->legend), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self->legend), GTK_ALIGN_END);
  gtk_widget_set_margin_start (GTK_WIDGET (self->legend), MARGIN);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->legend), MARGIN);
  gtk_widget_set_margin_top (GTK_WIDGET (self->legend), TOP);
  gtk_widget_set_visible (GTK_WIDGET (self->legend), FALSE);
  g_signal_connect_object (self->legend, "class-toggled", G_CALLBACK (atlas_map_view_set_class_hidden), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->legend, "all-shown", G_CALLBACK (atlas_map_view_show_all_classes), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->source, "contents-changed", G_CALLBACK (on_tiles_shown), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "notify::settled", G_CALLBACK (on_tiles_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->source, "notify::ground", G_CALLBACK (update_ground), self,
                           G_CONNECT_SWAPPED);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->legend));
}
