/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-reach-paint.h"

#include "atlas-map-paint.h"

/* The part of the radius that a number stands in. */
#define HOLE 0.66

/* A share that is told at all is seen. */
#define LEAST_SHARE 0.08f

typedef struct
{
  GdkRGBA reached, missed, ground, edge;
} Colors;

static void
colors_init (Colors *self, gboolean dark)
{
  gdk_rgba_parse (&self->reached, dark ? "#56b4e9" : "#0072b2");
  gdk_rgba_parse (&self->missed, dark ? "#e69f00" : "#d55e00");
  gdk_rgba_parse (&self->ground, dark ? "#303030" : "white");
  gdk_rgba_parse (&self->edge, dark ? "rgba(0,0,0,0.6)" : "rgba(255,255,255,0.95)");
}

static void
append_hollow (GtkSnapshot *snapshot, double x, double y, double radius, const Colors *colors)
{
  double rim = radius < 7 ? 1.75 : 2.5;

  atlas_map_paint_disc (snapshot, x, y, radius, &colors->missed);
  atlas_map_paint_disc (snapshot, x, y, radius - rim, &colors->ground);
}

static void
append_share (GtkSnapshot *snapshot, double x, double y, double radius, float share, const Colors *colors)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x - radius, y - radius, 2 * radius, 2 * radius);
  GdkRGBA none = colors->reached;
  GskColorStop stops[4];
  GskRoundedRect circle;

  none.alpha = 0;
  stops[0] = (GskColorStop){ 0, colors->reached };
  stops[1] = (GskColorStop){ share, colors->reached };
  stops[2] = (GskColorStop){ share, none };
  stops[3] = (GskColorStop){ 1, none };
  gsk_rounded_rect_init_from_rect (&circle, &bounds, (float) radius);
  gtk_snapshot_push_rounded_clip (snapshot, &circle);
  gtk_snapshot_append_conic_gradient (snapshot, &bounds, &GRAPHENE_POINT_INIT (x, y), 0, stops,
                                      G_N_ELEMENTS (stops));
  gtk_snapshot_pop (snapshot);
  atlas_map_paint_disc (snapshot, x, y, radius * HOLE, &colors->ground);
}

void
atlas_reach_paint (
  GtkSnapshot *snapshot, double x, double y, double radius, guint members, guint reached, gboolean dark)
{
  Colors colors;

  g_return_if_fail (GTK_IS_SNAPSHOT (snapshot));

  colors_init (&colors, dark);
  atlas_map_paint_disc (snapshot, x, y, radius + 1.25, &colors.edge);
  if (reached >= members && members > 0)
    {
      atlas_map_paint_disc (snapshot, x, y, radius, &colors.reached);
      return;
    }
  append_hollow (snapshot, x, y, radius, &colors);
  if (reached > 0)
    append_share (snapshot, x, y, radius,
                  CLAMP ((float) reached / (float) members, LEAST_SHARE, 1 - LEAST_SHARE), &colors);
}
