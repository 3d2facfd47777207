/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-itinerary-picture.h"

#include <math.h>

#include "atlas-number.h"
#include "atlas-picture-labels.h"
#include "atlas-region.h"
#include "atlas-shape-path.h"

/* Around what is shown, as a part of it, and the least that is, degrees. */
#define MARGIN       0.12
#define LEAST_HEIGHT 1.2
#define LEAST_WIDTH  1.8

#define DISC_RADIUS   7.0
#define BASE_SIZE     8.0
#define LINE_WIDTH    1.8
#define HALO_WIDTH    3.6
#define DASH          4.5
#define NUMERAL_SIZE  7.5
#define NAME_SIZE     8.0
#define FILL_OPACITY  0.10
#define LABEL_PADDING 1.5

typedef struct
{
  AtlasItinerary *itinerary;
  AtlasPicturePen pen;
  AtlasPictureFrame frame;
  AtlasLabelPlacer *placer;
} Painter;

static AtlasMapFraming
get_framing (AtlasItinerary *itinerary)
{
  AtlasMapFraming framing = { .extent = ATLAS_MAP_EXTENT_ALL };
  AtlasDegreeBox *box = &framing.box;
  double width, height;

  if (!atlas_itinerary_get_box (itinerary, &box->south, &box->west, &box->north, &box->east))
    return framing;
  height = MAX ((box->north - box->south) * MARGIN, (LEAST_HEIGHT - (box->north - box->south)) / 2);
  width = MAX ((box->east - box->west) * MARGIN, (LEAST_WIDTH - (box->east - box->west)) / 2);
  box->south -= height;
  box->north += height;
  box->west -= width;
  box->east += width;
  framing.has_box = atlas_degree_box_is_valid (box);
  return framing;
}

static void
set_day (Painter *self, guint day, double alpha)
{
  double rgb[3];

  atlas_itinerary_get_day_color (day, FALSE, rgb);
  cairo_set_source_rgba (self->pen.cr, rgb[0], rgb[1], rgb[2], alpha);
}

static void
add_disc (Painter *self, double x, double y, double radius)
{
  cairo_new_sub_path (self->pen.cr);
  cairo_arc (self->pen.cr, x, y, radius, 0, 2 * G_PI);
}

/* The plane is true to areas and, this near to its middle, as good as true to forms: a circle stays one. */
static void
draw_circle (Painter *self, const AtlasItineraryStop *stop, double x, double y)
{
  if (stop->radius_km <= 0)
    return;
  add_disc (self, x, y, stop->radius_km * self->frame.scale);
  set_day (self, stop->day, FILL_OPACITY);
  cairo_fill_preserve (self->pen.cr);
  set_day (self, stop->day, 0.7);
  cairo_set_line_width (self->pen.cr, 0.7);
  cairo_stroke (self->pen.cr);
}

static void
draw_leg (Painter *self, const AtlasItineraryLeg *leg)
{
  const double dash[] = { DASH, DASH * 0.8 };
  cairo_t *cr = self->pen.cr;
  g_autoptr (GArray) plane = g_array_new (FALSE, FALSE, sizeof (double));
  g_auto (AtlasShapePath) path = { 0 };
  double xy[2 * ATLAS_LEG_POINTS];

  atlas_itinerary_leg_line (leg, xy);
  if (!atlas_projection_bend (&self->frame.projection, xy, ATLAS_LEG_POINTS, FALSE, plane))
    return;
  atlas_shape_path_init (&path, cr, self->frame.origin_x, self->frame.origin_y, self->frame.scale,
                         self->frame.rect.width, self->frame.rect.height, HALO_WIDTH * 2);
  atlas_shape_path_add_line (&path, (const double *) (gpointer) plane->data, plane->len / 2, FALSE);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_set_line_width (cr, HALO_WIDTH);
  cairo_stroke_preserve (cr);
  cairo_set_dash (cr, dash, leg->mode == ATLAS_LEG_FLY ? G_N_ELEMENTS (dash) : 0, 0);
  set_day (self, leg->day, 1);
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_disc (Painter *self, guint index, double x, double y)
{
  g_autofree char *number = atlas_number_format (index + 1);
  g_autoptr (PangoLayout) layout =
    atlas_picture_pen_create_layout (&self->pen, number, NUMERAL_SIZE, PANGO_WEIGHT_BOLD);
  double width, height;

  add_disc (self, x, y, DISC_RADIUS);
  set_day (self, atlas_itinerary_get_stop (self->itinerary, index)->day, 1);
  cairo_fill_preserve (self->pen.cr);
  atlas_picture_pen_stroke (&self->pen, ATLAS_INK_PAPER, 1.2);
  atlas_picture_pen_measure (layout, &width, &height);
  atlas_picture_pen_show (&self->pen, layout, x - width / 2, y - height / 2, ATLAS_INK_PAPER);
}

/* The screen's house, in print. */
static void
draw_base (Painter *self, double x, double y)
{
  double half = BASE_SIZE / 2;
  cairo_t *cr = self->pen.cr;

  cairo_move_to (cr, x - half - 1.5, y - 0.5);
  cairo_line_to (cr, x, y - half - 2);
  cairo_line_to (cr, x + half + 1.5, y - 0.5);
  cairo_line_to (cr, x + half, y - 0.5);
  cairo_line_to (cr, x + half, y + half);
  cairo_line_to (cr, x - half, y + half);
  cairo_line_to (cr, x - half, y - 0.5);
  cairo_close_path (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_set_line_width (cr, 2.5);
  cairo_stroke_preserve (cr);
  atlas_picture_pen_set_ink (&self->pen, ATLAS_INK_TEXT);
  cairo_fill (cr);
}

static void
block (Painter *self, double x, double y, double radius)
{
  atlas_label_placer_block (self->placer,
                            &(AtlasLabelRect){ x - radius, y - radius, 2 * radius, 2 * radius });
}

static void
draw_name (Painter *self, const char *name, double x, double y, double radius)
{
  g_autoptr (PangoLayout) layout =
    atlas_picture_pen_create_layout (&self->pen, name, NAME_SIZE, PANGO_WEIGHT_BOLD);
  AtlasLabelRect rect;
  double width, height;

  atlas_picture_pen_measure (layout, &width, &height);
  if (atlas_label_placer_place (self->placer, x, y, width, height, radius + LABEL_PADDING + 1, LABEL_PADDING,
                                ATLAS_LABEL_RIGHT | ATLAS_LABEL_LEFT | ATLAS_LABEL_BELOW | ATLAS_LABEL_ABOVE,
                                &rect))
    atlas_picture_pen_show_with_halo (&self->pen, layout, rect.x, rect.y, ATLAS_INK_TEXT,
                                      atlas_ink_get_rgb (ATLAS_INK_HALO));
}

/* What lies on the land, from the lowest up; then names, of the stops before all others. */
static void
draw_mission (Painter *self)
{
  guint n_stops = atlas_itinerary_get_n_stops (self->itinerary);
  double latitude, longitude, x, y;
  const char *base;
  gboolean has_base = atlas_itinerary_get_base (self->itinerary, &base, &latitude, &longitude) &&
                      atlas_picture_frame_locate (&self->frame, latitude, longitude, &x, &y);

  if (has_base)
    {
      draw_base (self, x, y);
      block (self, x, y, BASE_SIZE);
    }
  for (guint pass = 0; pass < 3; pass++)
    {
      /* The first on top of the next ones, and named first. */
      for (guint i = 0; i < n_stops; i++)
        {
          guint index = pass == 2 ? i : n_stops - 1 - i;
          const AtlasItineraryStop *stop = atlas_itinerary_get_stop (self->itinerary, index);
          double at_x, at_y;

          if (!atlas_picture_frame_locate (&self->frame, stop->latitude, stop->longitude, &at_x, &at_y))
            continue;
          if (pass == 0)
            draw_circle (self, stop, at_x, at_y);
          else if (pass == 2)
            draw_name (self, stop->name, at_x, at_y, DISC_RADIUS);
          else
            {
              draw_disc (self, index, at_x, at_y);
              block (self, at_x, at_y, DISC_RADIUS);
            }
        }
      if (pass == 0)
        for (guint i = 0; i < atlas_itinerary_get_n_legs (self->itinerary); i++)
          draw_leg (self, atlas_itinerary_get_leg (self->itinerary, i));
    }
  if (has_base)
    draw_name (self, base, x, y, BASE_SIZE);
}

void
atlas_itinerary_picture_draw (AtlasItinerary *itinerary, cairo_t *cr, double width, double height)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, 1);
  AtlasPictureContent content = { .plain = TRUE, .areas = none, .places = none, .heats = none };
  const AtlasLabelRect rect = { 0, 0, width, height };
  AtlasPictureFrame frames[ATLAS_PICTURE_MAX_FRAMES];
  Painter self = { .itinerary = itinerary };

  g_return_if_fail (itinerary != NULL && cr != NULL);
  g_return_if_fail (width > 0 && height > 0);

  content.framing = get_framing (itinerary);
  atlas_picture_map_layout (&content.framing, &rect, 1, frames);
  self.frame = frames[0];
  atlas_picture_pen_init (&self.pen, cr, 1);
  self.placer = atlas_label_placer_new ();

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  /* Printers have some 300 dots to an inch, of 72 points. */
  atlas_picture_map_draw (&self.pen, &content, &self.frame, NULL, 4);
  draw_mission (&self);
  atlas_picture_labels_draw (&self.pen, &content, &self.frame, 1, 0, self.placer, NULL);
  cairo_restore (cr);

  atlas_label_placer_free (self.placer);
  atlas_picture_pen_clear (&self.pen);
}
