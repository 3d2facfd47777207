/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-picture-pen.h"

#include <math.h>

#include "atlas-hatch.h"

/* The window's own family where it is installed; the others cover what it lacks. */
#define FAMILIES "Cantarell, Noto Sans, DejaVu Sans, Sans"

#define HALO_WIDTH 2.4

/* Between the lines of a hatching and the dots of a dotted area, units. */
#define PATTERN_STEP 4.0

#define INK(hex)                                                                     \
  {                                                                                  \
    ((hex) >> 16 & 0xff) / 255.0, ((hex) >> 8 & 0xff) / 255.0, ((hex) &0xff) / 255.0 \
  }

/* All opaque: what shows through something prints badly, and makes of a page in PDF an image. */
static const double inks[ATLAS_N_INKS][3] = {
  [ATLAS_INK_PAPER] = INK (0xffffff),         [ATLAS_INK_WATER] = INK (0xdfe9ee),
  [ATLAS_INK_LAND] = INK (0xf8f6f2),          [ATLAS_INK_NEIGHBOUR] = INK (0xeceae5),
  [ATLAS_INK_SHORE] = INK (0x9fb3be),         [ATLAS_INK_COUNTRY_BORDER] = INK (0x6f695f),
  [ATLAS_INK_REGION_BORDER] = INK (0xa9a59c), [ATLAS_INK_COUNTY_BORDER] = INK (0xcfccc5),
  [ATLAS_INK_FRAME] = INK (0xb9c3c9),         [ATLAS_INK_HATCH] = INK (0xb5b0a6),
  [ATLAS_INK_DOTS] = INK (0x58aaa5),          [ATLAS_INK_TEXT] = INK (0x2e2d2a),
  [ATLAS_INK_FAINT_TEXT] = INK (0x6a6862),    [ATLAS_INK_WATER_TEXT] = INK (0x6d8796),
  [ATLAS_INK_HALO] = INK (0xfbfaf7),          [ATLAS_INK_BAR] = INK (0xc9ccc9),
  [ATLAS_INK_CIRCLE] = INK (0xc64600),        [ATLAS_INK_CIRCLE_EDGE] = INK (0xffffff),
  [ATLAS_INK_MARK] = INK (0xa33a00),
};

void
atlas_picture_pen_init (AtlasPicturePen *self, cairo_t *cr, double unit)
{
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FAMILIES);
  cairo_font_options_t *options = cairo_font_options_create ();

  g_return_if_fail (self != NULL && cr != NULL);
  g_return_if_fail (unit > 0);

  *self = (AtlasPicturePen){ cr, pango_cairo_create_context (cr), unit };

  /* No fitting to pixels: the same words break and fit alike on a screen's grid and on paper. */
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (self->context, options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  pango_context_set_font_description (self->context, font);
  cairo_font_options_destroy (options);

  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
}

void
atlas_picture_pen_clear (AtlasPicturePen *self)
{
  g_clear_object (&self->context);
}

const double *
atlas_ink_get_rgb (AtlasInk ink)
{
  g_return_val_if_fail (ink < ATLAS_N_INKS, NULL);

  return inks[ink];
}

void
atlas_picture_pen_set_ink (AtlasPicturePen *self, AtlasInk ink)
{
  const double *rgb = atlas_ink_get_rgb (ink);

  cairo_set_source_rgb (self->cr, rgb[0], rgb[1], rgb[2]);
}

void
atlas_picture_pen_stroke (AtlasPicturePen *self, AtlasInk ink, double width)
{
  cairo_set_line_width (self->cr, width * self->unit);
  atlas_picture_pen_set_ink (self, ink);
  cairo_stroke (self->cr);
}

/* Lines and dots rather than a repeated image, which would be coarse in print and heavy in a file. Both lie
 * on one grid for the whole page, so that neighbours match. */
static void
draw_pattern (AtlasPicturePen *self, AtlasPictureFill fill)
{
  double step = PATTERN_STEP * self->unit;
  gboolean hatched = fill == ATLAS_PICTURE_UNKNOWN || fill == ATLAS_PICTURE_NO_ESTIMATE;

  cairo_save (self->cr);
  if (hatched)
    atlas_hatch_path (self->cr, step, 0, 0);
  else
    atlas_dots_path (self->cr, step, 0, 0);
  atlas_picture_pen_stroke (self, fill == ATLAS_PICTURE_HIDDEN ? ATLAS_INK_DOTS : ATLAS_INK_HATCH,
                            hatched ? 0.6 : 1.5);
  cairo_restore (self->cr);
}

void
atlas_picture_pen_fill (AtlasPicturePen *self,
                        const AtlasPictureContent *content,
                        AtlasPictureFill fill,
                        guint shade)
{
  if (fill == ATLAS_PICTURE_SHADED)
    {
      const double *rgb = content->shades[shade].rgb;

      cairo_set_source_rgb (self->cr, rgb[0], rgb[1], rgb[2]);
      cairo_fill (self->cr);
      return;
    }

  atlas_picture_pen_set_ink (self, ATLAS_INK_LAND);
  if (fill != ATLAS_PICTURE_ZERO)
    {
      cairo_fill_preserve (self->cr);
      draw_pattern (self, fill);
      cairo_new_path (self->cr);
    }
  else
    {
      cairo_fill (self->cr);
    }
}

PangoLayout *
atlas_picture_pen_create_layout (AtlasPicturePen *self, const char *text, double size, PangoWeight weight)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *font =
    pango_font_description_copy (pango_context_get_font_description (self->context));

  pango_font_description_set_absolute_size (font, size * self->unit * PANGO_SCALE);
  pango_font_description_set_weight (font, weight);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  pango_font_description_free (font);
  return layout;
}

void
atlas_picture_pen_measure (PangoLayout *layout, double *width, double *height)
{
  int w, h;

  pango_layout_get_size (layout, &w, &h);
  if (width != NULL)
    *width = (double) w / PANGO_SCALE;
  if (height != NULL)
    *height = (double) h / PANGO_SCALE;
}

void
atlas_picture_pen_show (AtlasPicturePen *self, PangoLayout *layout, double x, double y, AtlasInk ink)
{
  cairo_move_to (self->cr, x, y);
  atlas_picture_pen_set_ink (self, ink);
  pango_cairo_show_layout (self->cr, layout);
  cairo_new_path (self->cr);
}

void
atlas_picture_pen_show_with_halo (
  AtlasPicturePen *self, PangoLayout *layout, double x, double y, AtlasInk ink, const double rgb[3])
{
  cairo_move_to (self->cr, x, y);
  pango_cairo_layout_path (self->cr, layout);
  cairo_set_source_rgb (self->cr, rgb[0], rgb[1], rgb[2]);
  cairo_set_line_width (self->cr, HALO_WIDTH * self->unit);
  cairo_stroke (self->cr);
  atlas_picture_pen_show (self, layout, x, y, ink);
}
