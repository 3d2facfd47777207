/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "atlas-cluster-layer-private.h"
#include "atlas-map-paint.h"
#include "atlas-reach-paint.h"

/* More different split circles than are ever on screen at once. */
#define MAX_PIES 2048

/* So many are painted in one frame, in a millisecond or less. */
#define MAX_PAINTED 40

/* Where the areas are hidden. */
#define FADED 0.3

/* The part of a split circle's radius that its number stands in. */
#define HOLE 0.7

static void
append_ring (GtkSnapshot *snapshot, double x, double y, double radius, float width, const GdkRGBA *color)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x - radius, y - radius, 2 * radius, 2 * radius);
  float widths[4] = { width, width, width, width };
  GdkRGBA colors[4] = { *color, *color, *color, *color };
  GskRoundedRect circle;

  gsk_rounded_rect_init_from_rect (&circle, &bounds, radius);
  gtk_snapshot_append_border (snapshot, &circle, widths, colors);
}

typedef struct
{
  GdkRGBA fill, dot, ring, halo, text, hole, hole_text;
} Palette;

/* In the middle of a circle; FALSE where it is wider than @room. */
static gboolean
append_number (AtlasClusterLayer *self,
               GtkSnapshot *snapshot,
               const AtlasMapFrame *frame,
               const AtlasBubble *bubble,
               double x,
               double y,
               double room,
               const GdkRGBA *color)
{
  /* By the circle's size, in whole pixels, so that few serve all. */
  int size = CLAMP ((int) round (bubble->radius * 0.52), 10, 15);
  AtlasMapNumeral *numeral = atlas_map_numerals_get (self->numerals, bubble->members, size);
  int width, height;

  atlas_map_numeral_get_size (numeral, &width, &height);
  if (width > room)
    return FALSE;
  if (color != NULL)
    atlas_map_numeral_append (numeral, snapshot, atlas_map_frame_snap (frame, x - width / 2.0),
                              atlas_map_frame_snap (frame, y - height / 2.0), color);
  return TRUE;
}

/* Shares in steps that can be told apart at that size, so that few pictures serve all. */
static void
get_shares (const AtlasBubble *bubble, guint shares[ATLAS_N_SEX_PARTS])
{
  guint steps = bubble->radius < 5 ? 8 : bubble->radius < 10 ? 16 : 64;

  shares[ATLAS_SEX_PART_WOMEN] = (guint) lround ((double) bubble->women * steps / bubble->members);
  shares[ATLAS_SEX_PART_MEN] = MIN ((guint) lround ((double) bubble->men * steps / bubble->members),
                                    steps - shares[ATLAS_SEX_PART_WOMEN]);
  shares[ATLAS_SEX_PART_OTHERS] = steps - shares[ATLAS_SEX_PART_WOMEN] - shares[ATLAS_SEX_PART_MEN];
}

static gboolean
on_next_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  ATLAS_CLUSTER_LAYER (widget)->painting_id = 0;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_REMOVE;
}

/* NULL: this frame has had enough to paint; there will be another. */
static GdkTexture *
get_pie (AtlasClusterLayer *self, const AtlasBubble *bubble, gboolean hollow, const GdkRGBA *edge)
{
  gboolean dark = atlas_drawn_layer_get_dark (ATLAS_DRAWN_LAYER (self));
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double radius = round (bubble->radius * 2) / 2;
  guint shares[ATLAS_N_SEX_PARTS];
  char key[64];
  GdkTexture *texture;

  get_shares (bubble, shares);
  g_snprintf (key, sizeof key, "%d:%d:%d:%d:%u:%u:%u", (int) (radius * 2), hollow, dark, scale, shares[0],
              shares[1], shares[2]);
  texture = g_hash_table_lookup (self->pies, key);
  if (texture != NULL)
    return texture;
  if (self->n_painted == MAX_PAINTED)
    {
      if (self->painting_id == 0)
        self->painting_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_next_frame, NULL, NULL);
      return NULL;
    }

  if (g_hash_table_size (self->pies) >= MAX_PIES)
    g_hash_table_remove_all (self->pies);
  texture = atlas_place_circle_paint (shares, radius, hollow ? radius * HOLE : 0, edge, dark, scale);
  g_hash_table_insert (self->pies, g_strdup (key), texture);
  self->n_painted++;
  return texture;
}

static void
draw_place (AtlasClusterLayer *self,
            GtkSnapshot *snapshot,
            const AtlasMapFrame *frame,
            const Palette *palette,
            const AtlasMovingBubble *moving,
            double x,
            double y,
            gboolean hovered)
{
  const AtlasBubble *bubble = &moving->bubble;
  double radius = bubble->radius;
  double room = 2 * radius * (self->split ? HOLE : 1) - 3;
  gboolean numbered = !moving->covered && append_number (self, snapshot, frame, bubble, x, y, room, NULL);
  GdkTexture *pie = self->split ? get_pie (self, bubble, numbered, &palette->ring) : NULL;

  if (hovered)
    atlas_map_paint_disc (snapshot, x, y, radius + 5, &palette->halo);
  if (pie != NULL)
    {
      double side = (double) gdk_texture_get_width (pie) / frame->scale;

      if (numbered)
        atlas_map_paint_disc (snapshot, x, y, radius * HOLE + 1, &palette->hole);
      gtk_snapshot_append_texture (snapshot, pie,
                                   &GRAPHENE_RECT_INIT (x - side / 2, y - side / 2, side, side));
    }
  else
    {
      atlas_map_paint_disc (snapshot, x, y, radius + atlas_place_circle_edge (radius), &palette->ring);
      atlas_map_paint_disc (snapshot, x, y, radius, &palette->fill);
    }
  if (numbered)
    append_number (self, snapshot, frame, bubble, x, y, room,
                   pie != NULL ? &palette->hole_text : &palette->text);
}

static void
draw_bubble (AtlasClusterLayer *self,
             GtkSnapshot *snapshot,
             const AtlasMapFrame *frame,
             const Palette *palette,
             const AtlasMovingBubble *moving,
             double progress,
             gboolean hovered)
{
  double mercator_x, mercator_y, radius, x, y;

  atlas_moving_now (moving, progress, &mercator_x, &mercator_y, &radius);
  x = atlas_map_frame_x (frame, mercator_x);
  y = atlas_map_frame_y (frame, mercator_y);
  if (radius < 0.5 || x < -2 * radius || y < -2 * radius || x > frame->width + 2 * radius ||
      y > frame->height + 2 * radius)
    return;

  if (moving->bubble.place != ATLAS_PLACE_NONE)
    {
      draw_place (self, snapshot, frame, palette, moving, x, y, hovered);
      return;
    }
  if (self->reached != NULL)
    {
      if (hovered)
        atlas_map_paint_disc (snapshot, x, y, radius + 5, &palette->halo);
      atlas_reach_paint (snapshot, x, y, radius, moving->bubble.members, moving->reached,
                         atlas_drawn_layer_get_dark (ATLAS_DRAWN_LAYER (self)));
      if (moving->bubble.members > 1 && radius >= 7)
        append_number (self, snapshot, frame, &moving->bubble, x, y, INFINITY,
                       moving->reached == moving->bubble.members ? &palette->text : &palette->hole_text);
      return;
    }
  if (moving->bubble.members == 1)
    {
      if (hovered)
        atlas_map_paint_disc (snapshot, x, y, radius + 5, &palette->halo);
      atlas_map_paint_disc (snapshot, x, y, radius, &palette->ring);
      atlas_map_paint_disc (snapshot, x, y, radius - 1.25, &palette->dot);
      return;
    }

  atlas_map_paint_disc (snapshot, x, y, radius + (hovered ? 6 : 3), &palette->halo);
  atlas_map_paint_disc (snapshot, x, y, radius, &palette->fill);
  append_ring (snapshot, x, y, radius, hovered ? 2 : 1.25, &palette->ring);

  if (radius >= 7)
    append_number (self, snapshot, frame, &moving->bubble, x, y, INFINITY, &palette->text);
}

static void
palette_init (Palette *palette, AtlasClusterLayer *self)
{
  gboolean dark = atlas_drawn_layer_get_dark (ATLAS_DRAWN_LAYER (self));

  atlas_drawn_layer_get_accent (ATLAS_DRAWN_LAYER (self), &palette->fill);
  palette->dot = palette->fill;
  palette->halo = palette->fill;
  palette->fill.alpha = 0.94;
  palette->halo.alpha = dark ? 0.28 : 0.22;
  gdk_rgba_parse (&palette->ring, dark ? "rgba(255,255,255,0.75)" : "rgba(255,255,255,0.95)");
  gdk_rgba_parse (&palette->text, "white");
  gdk_rgba_parse (&palette->hole, dark ? "#303030" : "white");
  gdk_rgba_parse (&palette->hole_text, dark ? "white" : "#2e3436");
}

void
atlas_cluster_layer_draw_bubbles (AtlasClusterLayer *self, GtkSnapshot *snapshot, const AtlasMapFrame *frame)
{
  Palette palette;

  self->n_painted = 0;
  palette_init (&palette, self);

  if (self->leaving->len > 0 && self->progress < 1)
    {
      gtk_snapshot_push_opacity (snapshot, 1 - self->progress);
      for (guint i = 0; i < self->leaving->len; i++)
        draw_bubble (self, snapshot, frame, &palette, &g_array_index (self->leaving, AtlasMovingBubble, i),
                     self->progress, FALSE);
      gtk_snapshot_pop (snapshot);
    }

  for (guint i = 0; i < self->moving->len; i++)
    {
      const AtlasMovingBubble *moving = &g_array_index (self->moving, AtlasMovingBubble, i);
      gboolean hovered = self->has_hovered && moving->bubble.cell == self->hovered_cell &&
                         moving->bubble.level == self->hovered_level;

      gboolean faded =
        self->is_faded != NULL && self->is_faded (moving->bubble.x, moving->bubble.y, self->fade_data);

      if (faded)
        gtk_snapshot_push_opacity (snapshot, FADED);
      draw_bubble (self, snapshot, frame, &palette, moving, self->progress, hovered);
      if (faded)
        gtk_snapshot_pop (snapshot);
    }
}

void
atlas_cluster_layer_init_drawing (AtlasClusterLayer *self)
{
  self->numerals = atlas_map_numerals_new (GTK_WIDGET (self), PANGO_WEIGHT_SEMIBOLD, "tnum=1");
  self->pies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

void
atlas_cluster_layer_stop_painting (AtlasClusterLayer *self)
{
  if (self->painting_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->painting_id);
  self->painting_id = 0;
}

void
atlas_cluster_layer_dispose_drawing (AtlasClusterLayer *self)
{
  g_clear_pointer (&self->numerals, atlas_map_numerals_free);
  g_clear_pointer (&self->pies, g_hash_table_unref);
}

void
atlas_cluster_layer_forget_drawing (AtlasClusterLayer *self)
{
  atlas_map_numerals_forget (self->numerals);
  g_hash_table_remove_all (self->pies);
}
