/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-legend-swatch.h"

#include "atlas-hatch.h"
#include "atlas-heat.h"
#include "atlas-map-paint.h"
#include "atlas-map-style.h"
#include "atlas-tile-painter.h"

#define RADIUS 3

#define HATCH_STEP 5
#define DOT_STEP   5
#define DOT_WIDTH  1.8

#define HOLLOW_WIDTH 2

#define N_RAMP_STOPS 16

GtkWidget *
atlas_legend_caption_new (const char *text, double xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), (float) xalign);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static GdkRGBA
fade (const GdkRGBA *color, float part)
{
  GdkRGBA faded = *color;

  faded.alpha *= part;
  return faded;
}

static void
append_frame (GtkSnapshot *snapshot, const graphene_rect_t *bounds, float width, const GdkRGBA *color)
{
  const float widths[4] = { width, width, width, width };
  const GdkRGBA colors[4] = { *color, *color, *color, *color };
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, bounds, RADIUS);
  gtk_snapshot_append_border (snapshot, &rounded, widths, colors);
}

/* As on the map, though finer. */
static void
append_pattern (GtkSnapshot *snapshot, const graphene_rect_t *bounds, gboolean dots, const GdkRGBA *color)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, bounds);

  cairo_rectangle (cr, bounds->origin.x, bounds->origin.y, bounds->size.width, bounds->size.height);
  if (dots)
    /* By half a step from the edges, so that none is cut. */
    atlas_dots_path (cr, DOT_STEP, DOT_STEP / 2.0 - bounds->origin.x, DOT_STEP / 2.0 - bounds->origin.y);
  else
    atlas_hatch_path (cr, HATCH_STEP, -bounds->origin.x, -bounds->origin.y);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, dots ? DOT_WIDTH : 1);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static gboolean
has_shade (const AtlasMapClass *class)
{
  return class->type == ATLAS_MAP_CLASS_VALUES || class->type == ATLAS_MAP_CLASS_PAIR;
}

/* What is under a pattern is the ground itself. */
static GdkRGBA
get_fill (const AtlasMapClass *class, const GdkRGBA *ground)
{
  float part = has_shade (class) ? ATLAS_TILE_SHADE_OVER_RASTER : 0;

  if (ground == NULL)
    return class->color;
  return (GdkRGBA){ ground->red + (class->color.red - ground->red) * part,
                    ground->green + (class->color.green - ground->green) * part,
                    ground->blue + (class->color.blue - ground->blue) * part, 1 };
}

void
atlas_legend_swatch_append (GtkSnapshot *snapshot,
                            const graphene_rect_t *bounds,
                            const AtlasMapClass *class,
                            const GdkRGBA *ground,
                            const GdkRGBA *text)
{
  GdkRGBA faint = fade (text, 0.25), pattern = fade (text, 0.5);
  GdkRGBA fill = get_fill (class, ground);

  if (class->hidden)
    {
      append_frame (snapshot, bounds, HOLLOW_WIDTH, has_shade (class) ? &class->color : &faint);
      return;
    }
  atlas_map_paint_rounded (snapshot, bounds, RADIUS, &fill);
  if (class->type == ATLAS_MAP_CLASS_UNKNOWN || class->type == ATLAS_MAP_CLASS_FEW)
    append_pattern (snapshot, bounds, class->type == ATLAS_MAP_CLASS_FEW, &pattern);
  append_frame (snapshot, bounds, 1, &faint);
}

void
atlas_legend_ramp_append (GtkSnapshot *snapshot,
                          const graphene_rect_t *bounds,
                          gboolean dark,
                          const GdkRGBA *ground,
                          const GdkRGBA *text)
{
  const GdkRGBA *land = ground != NULL ? ground : &atlas_map_style_get (dark)->land;
  GdkRGBA faint = fade (text, 0.25);
  GskColorStop stops[N_RAMP_STOPS];
  GskRoundedRect rounded;

  for (guint i = 0; i < N_RAMP_STOPS; i++)
    {
      double t = (double) i / (N_RAMP_STOPS - 1), rgba[4];
      float alpha;

      /* By even steps of the ramp, which goes with the root of the density. */
      atlas_heat_get_color (t * t, dark, rgba);
      alpha = (float) rgba[3];
      stops[i].offset = (float) t;
      stops[i].color = (GdkRGBA){ (float) rgba[0] * alpha + land->red * (1 - alpha),
                                  (float) rgba[1] * alpha + land->green * (1 - alpha),
                                  (float) rgba[2] * alpha + land->blue * (1 - alpha), 1 };
    }
  gsk_rounded_rect_init_from_rect (&rounded, bounds, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_linear_gradient (
    snapshot, bounds, &bounds->origin,
    &GRAPHENE_POINT_INIT (bounds->origin.x + bounds->size.width, bounds->origin.y), stops, N_RAMP_STOPS);
  gtk_snapshot_pop (snapshot);
  append_frame (snapshot, bounds, 1, &faint);
}
