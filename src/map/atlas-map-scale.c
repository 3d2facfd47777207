/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-scale.h"

#include <math.h>

#include "atlas-distance.h"
#include "atlas-drawn-layer.h"
#include "atlas-i18n.h"
#include "atlas-mercator.h"
#include "atlas-number.h"

#define BAR_WIDTH  100 /* at most */
#define TICK       9   /* of the ends, upwards */
#define LINE       1.5
#define TEXT_INSET 5

/* WGS 84, as Web Mercator has it; international foot. */
#define METRES_FOOT  0.3048
#define METRES_KM    1000.0
#define MAX_LATITUDE 85

struct _AtlasMapScale
{
  GtkWidget parent_instance;

  ShumateViewport *viewport;
  PangoLayout *text;
  gboolean imperial;
};

G_DEFINE_FINAL_TYPE (AtlasMapScale, atlas_map_scale, GTK_TYPE_WIDGET)

char *
atlas_map_scale_choose (double metres, gboolean imperial, double *length)
{
  double large = imperial ? ATLAS_KM_PER_MILE * METRES_KM : METRES_KM;
  gboolean is_large = metres >= large;
  double unit = is_large ? large : imperial ? METRES_FOOT : 1;
  g_autofree char *number = NULL;

  g_return_val_if_fail (metres > 0, NULL);
  g_return_val_if_fail (length != NULL, NULL);

  /* Nobody measures less than one of either on a map. */
  *length = MAX (atlas_number_round_down (metres / unit), 1) * unit;
  number = atlas_number_format ((gint64) round (*length / unit));
  if (imperial)
    return is_large ? g_strdup_printf (_ ("%s mi"), number) : g_strdup_printf (_ ("%s ft"), number);
  return is_large ? g_strdup_printf (_ ("%s km"), number) : g_strdup_printf (_ ("%s m"), number);
}

static void
ensure_text (AtlasMapScale *self)
{
  if (self->text == NULL)
    self->text = gtk_widget_create_pango_layout (GTK_WIDGET (self), "0");
}

static void
atlas_map_scale_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  AtlasMapScale *self = ATLAS_MAP_SCALE (widget);
  int height;

  ensure_text (self);
  pango_layout_get_pixel_size (self->text, NULL, &height);
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? BAR_WIDTH : height + 4;
}

/* The distance at the latitude of the map's middle. */
static void
atlas_map_scale_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AtlasMapScale *self = ATLAS_MAP_SCALE (widget);
  double latitude =
    CLAMP (shumate_location_get_latitude (SHUMATE_LOCATION (self->viewport)), -MAX_LATITUDE, MAX_LATITUDE);
  float width = (float) gtk_widget_get_width (widget), height = (float) gtk_widget_get_height (widget);
  AtlasMapFrame frame;
  double metres, length;
  g_autofree char *words = NULL;
  GdkRGBA color;
  float bar, left;
  int text_width;

  atlas_map_frame_init (&frame, self->viewport, widget);
  metres = ATLAS_MERCATOR_EQUATOR_KM * 1000 * cos (latitude * G_PI / 180) / frame.world;
  words = atlas_map_scale_choose (metres * BAR_WIDTH, self->imperial, &length);
  bar = (float) round (length / metres);
  left = width - bar;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (left, height - LINE, bar, LINE));
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (left, height - TICK, LINE, TICK));
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (width - LINE, height - TICK, LINE, TICK));

  ensure_text (self);
  if (g_strcmp0 (words, pango_layout_get_text (self->text)) != 0)
    {
      pango_layout_set_text (self->text, words, -1);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
    }
  pango_layout_get_pixel_size (self->text, &text_width, NULL);
  gtk_snapshot_save (snapshot);
  /* A short bar has its number at its left. */
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (text_width + 2 * TEXT_INSET <= bar
                                                            ? left + TEXT_INSET
                                                            : MAX (left - text_width - TEXT_INSET, 0),
                                                          0));
  gtk_snapshot_append_layout (snapshot, self->text, &color);
  gtk_snapshot_restore (snapshot);
}

static void
atlas_map_scale_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  AtlasMapScale *self = ATLAS_MAP_SCALE (widget);

  GTK_WIDGET_CLASS (atlas_map_scale_parent_class)->css_changed (widget, change);
  g_clear_object (&self->text);
}

static void
atlas_map_scale_dispose (GObject *object)
{
  AtlasMapScale *self = ATLAS_MAP_SCALE (object);

  g_clear_object (&self->viewport);
  g_clear_object (&self->text);

  G_OBJECT_CLASS (atlas_map_scale_parent_class)->dispose (object);
}

static void
atlas_map_scale_class_init (AtlasMapScaleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_map_scale_dispose;
  widget_class->measure = atlas_map_scale_measure;
  widget_class->snapshot = atlas_map_scale_snapshot;
  widget_class->css_changed = atlas_map_scale_css_changed;
  gtk_widget_class_set_css_name (widget_class, "map-scale");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
atlas_map_scale_init (AtlasMapScale *self)
{
}

GtkWidget *
atlas_map_scale_new (ShumateViewport *viewport)
{
  AtlasMapScale *self;

  g_return_val_if_fail (SHUMATE_IS_VIEWPORT (viewport), NULL);

  self = g_object_new (ATLAS_TYPE_MAP_SCALE, NULL);
  self->viewport = g_object_ref (viewport);
  g_signal_connect_object (viewport, "notify", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
atlas_map_scale_set_imperial (AtlasMapScale *self, gboolean imperial)
{
  g_return_if_fail (ATLAS_IS_MAP_SCALE (self));

  self->imperial = imperial;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
