/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-picture.h"

#include <math.h>

#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-picture-labels.h"
#include "atlas-picture-legend.h"

/* The page on which sizes are what they are: that of A4, lying, points. */
#define USUAL_AREA ((double) ATLAS_PICTURE_A4_WIDTH * ATLAS_PICTURE_A4_HEIGHT)

/* Smaller type than this part of the usual one is not read. */
#define LEAST_UNIT 0.8

/* All in units. */
#define MARGIN        18.0
#define GAP           10.0
#define TITLE_SIZE    17.0
#define SUBTITLE_SIZE 9.5
#define NOTE_SIZE     6.5
#define MARK_SIZE     8.5
#define LEGEND_WIDTH  158.0
#define SCALE_WIDTH   90.0

/* Wider than this part of its height, a page has its legend beside the map, else below. */
#define WIDE 1.15

struct _AtlasMapPicture
{
  AtlasPictureContent *content;
};

AtlasMapPicture *
atlas_map_picture_new (AtlasPointSet *set,
                       const AtlasMeasured *regions,
                       const AtlasMeasured *counties,
                       const AtlasPictureOptions *options)
{
  AtlasPictureContent *content = atlas_picture_content_new (set, regions, counties, options);
  AtlasMapPicture *self;

  g_return_val_if_fail (content != NULL, NULL);

  self = g_new0 (AtlasMapPicture, 1);
  self->content = content;
  return self;
}

void
atlas_map_picture_free (AtlasMapPicture *self)
{
  atlas_picture_content_free (self->content);
  g_free (self);
}

const AtlasPictureContent *
atlas_map_picture_get_content (AtlasMapPicture *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->content;
}

/* Drawing: each part takes its piece of what is left of the page. */
typedef struct
{
  AtlasPicturePen pen;
  const AtlasPictureContent *content;
  AtlasLabelRect left; /* over */
  AtlasLabelRect gap;  /* in the legend, for what the map has no room for */
  double unit;
} Page;

static void
take_top (Page *self, double height)
{
  self->left.y += height;
  self->left.height = MAX (self->left.height - height, 1);
}

/* Wrapped into @width; a third line of a title that never ends is left out. */
static PangoLayout *
create_wrapped (Page *self, const char *text, double size, PangoWeight weight, double width)
{
  PangoLayout *layout = atlas_picture_pen_create_layout (&self->pen, text, size, weight);

  pango_layout_set_width (layout, (int) (MAX (width, 1) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height (layout, -2);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return layout;
}

/* That the people are invented, where no one overlooks it. Returns the width that it takes. */
static double
draw_mark (Page *self)
{
  double unit = self->unit, width, height, x, y = self->left.y + 2 * unit;
  g_autoptr (PangoLayout) layout = NULL;

  if (!self->content->synthetic)
    return 0;
  layout = atlas_picture_pen_create_layout (&self->pen, _ ("Sample data: invented people"), MARK_SIZE,
                                            PANGO_WEIGHT_BOLD);
  atlas_picture_pen_measure (layout, &width, &height);
  x = self->left.x + self->left.width - width - 6 * unit;
  cairo_rectangle (self->pen.cr, x - 6 * unit, y, width + 12 * unit, height + 6 * unit);
  atlas_picture_pen_stroke (&self->pen, ATLAS_INK_MARK, 1);
  atlas_picture_pen_show (&self->pen, layout, x, y + 3 * unit, ATLAS_INK_MARK);
  return width + 24 * unit;
}

static void
draw_header (Page *self)
{
  double mark = draw_mark (self);
  g_autoptr (PangoLayout) title =
    create_wrapped (self, self->content->title, TITLE_SIZE, PANGO_WEIGHT_BOLD, self->left.width - mark);
  g_autoptr (PangoLayout) subtitle =
    create_wrapped (self, self->content->subtitle, SUBTITLE_SIZE, PANGO_WEIGHT_NORMAL, self->left.width);
  double height;

  atlas_picture_pen_measure (title, NULL, &height);
  atlas_picture_pen_show (&self->pen, title, self->left.x, self->left.y, ATLAS_INK_TEXT);
  take_top (self, height + self->unit);
  atlas_picture_pen_measure (subtitle, NULL, &height);
  atlas_picture_pen_show (&self->pen, subtitle, self->left.x, self->left.y, ATLAS_INK_FAINT_TEXT);
  take_top (self, height + GAP * self->unit);
}

static void
draw_notes (Page *self)
{
  g_autofree char *text = g_strjoinv ("\n", self->content->notes);
  g_autoptr (PangoLayout) layout =
    atlas_picture_pen_create_layout (&self->pen, text, NOTE_SIZE, PANGO_WEIGHT_NORMAL);
  double height;

  pango_layout_set_width (layout, (int) (self->left.width * PANGO_SCALE));
  atlas_picture_pen_measure (layout, NULL, &height);
  atlas_picture_pen_show (&self->pen, layout, self->left.x, self->left.y + self->left.height - height,
                          ATLAS_INK_FAINT_TEXT);
  self->left.height = MAX (self->left.height - height - 0.7 * GAP * self->unit, 1);
}

/* Beside the map, one part under the other, the totals at its foot. */
static void
draw_legend_beside (Page *self)
{
  double gap = GAP * self->unit, width = LEGEND_WIDTH * self->unit;
  double x = self->left.x + self->left.width - width, y = self->left.y;
  double totals;

  for (guint part = ATLAS_LEGEND_CLASSES; part < ATLAS_LEGEND_TOTALS; part++)
    {
      double height = atlas_picture_legend_draw (&self->pen, self->content, part, x, y, width, TRUE);

      y += height > 0 ? height + gap : 0;
    }
  totals = atlas_picture_legend_draw (&self->pen, self->content, ATLAS_LEGEND_TOTALS, x, 0, width, FALSE);
  atlas_picture_legend_draw (&self->pen, self->content, ATLAS_LEGEND_TOTALS, x,
                             MAX (y, self->left.y + self->left.height - totals), width, TRUE);
  self->gap = (AtlasLabelRect){ x, y, width, self->left.y + self->left.height - totals - gap - y };
  self->left.width = MAX (self->left.width - width - 1.4 * gap, 1);
}

/* Below it, side by side. */
static void
draw_legend_below (Page *self)
{
  double gap = GAP * self->unit, tallest = 0, width, top, x = self->left.x;
  guint n = 0;

  for (guint part = 0; part < ATLAS_N_LEGENDS; part++)
    n += atlas_picture_legend_draw (&self->pen, self->content, part, 0, 0, 1000 * self->unit, FALSE) > 0;
  width = MIN ((self->left.width - 2 * gap * (n - 1)) / MAX (n, 1), 1.4 * LEGEND_WIDTH * self->unit);
  for (guint part = 0; part < ATLAS_N_LEGENDS; part++)
    tallest = MAX (tallest, atlas_picture_legend_draw (&self->pen, self->content, part, 0, 0, width, FALSE));

  top = self->left.y + self->left.height - tallest;
  for (guint part = 0; part < ATLAS_N_LEGENDS; part++)
    if (atlas_picture_legend_draw (&self->pen, self->content, part, x, top, width, TRUE) > 0)
      x += width + 2 * gap;
  self->left.height = MAX (self->left.height - tallest - gap, 1);
}

/* In the lower right corner of the map. True in the middle of the map; at its edges by a tenth too short or
 * too long. */
static void
draw_scale (Page *self, const AtlasPictureFrame *frame, AtlasLabelPlacer *placer)
{
  double unit = self->unit, most = SCALE_WIDTH * unit / frame->scale;
  double km = atlas_number_round_down (most), length, width, height, x, y;
  g_autofree char *number = NULL, *text = NULL;
  g_autoptr (PangoLayout) layout = NULL;
  AtlasLabelRect blocked;

  number = atlas_number_format ((gint64) km);
  /* Translators: kilometres, at a scale bar */
  text = g_strdup_printf (_ ("%s km"), number);
  layout = atlas_picture_pen_create_layout (&self->pen, text, NOTE_SIZE + 0.5, PANGO_WEIGHT_NORMAL);
  atlas_picture_pen_measure (layout, &width, &height);

  length = km * frame->scale;
  x = frame->rect.x + frame->rect.width - length - 10 * unit;
  y = frame->rect.y + frame->rect.height - 8 * unit;
  cairo_move_to (self->pen.cr, x, y - 4 * unit);
  cairo_line_to (self->pen.cr, x, y);
  cairo_line_to (self->pen.cr, x + length, y);
  cairo_line_to (self->pen.cr, x + length, y - 4 * unit);
  atlas_picture_pen_stroke (&self->pen, ATLAS_INK_TEXT, 0.9);
  atlas_picture_pen_show_with_halo (&self->pen, layout, x + (length - width) / 2, y - height - 1.5 * unit,
                                    ATLAS_INK_TEXT, atlas_ink_get_rgb (ATLAS_INK_WATER));
  blocked = (AtlasLabelRect){ x, y - height - 4 * unit, length, height + 6 * unit };
  atlas_label_placer_block (placer, &blocked);
}

static const AtlasPictureHeat *
get_heat (Page *self, guint frame)
{
  const GArray *heats = self->content->heats;

  return frame < heats->len ? &g_array_index (heats, AtlasPictureHeat, frame) : NULL;
}

static void
draw_map (Page *self, double detail)
{
  AtlasPictureFrame frames[ATLAS_PICTURE_MAX_FRAMES];
  guint n = atlas_picture_map_layout (&self->content->framing, &self->left, self->unit, frames);
  g_autoptr (GPtrArray) unnamed = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AtlasLabelPlacer) placer = atlas_label_placer_new ();

      for (guint other = i + 1; other < n; other++)
        atlas_label_placer_block (placer, &frames[other].rect);
      atlas_picture_map_draw (&self->pen, self->content, &frames[i], get_heat (self, i), detail);
      if (i == 0)
        draw_scale (self, &frames[i], placer);
      atlas_picture_labels_draw (&self->pen, self->content, frames, n, i, placer, unnamed);
    }
  atlas_picture_legend_draw_unnamed (&self->pen, self->content, unnamed, &self->gap);
}

void
atlas_map_picture_draw (AtlasMapPicture *self, cairo_t *cr, double width, double height, double detail)
{
  double unit, margin;
  Page page;

  g_return_if_fail (self != NULL && cr != NULL);
  g_return_if_fail (width > 0 && height > 0);

  unit = MAX (sqrt (width * height / USUAL_AREA), LEAST_UNIT);
  /* A strip is laid out as the square of its shorter side. */
  unit = MIN (unit, MAX (MIN (width, height) / (0.8 * ATLAS_PICTURE_A4_HEIGHT), LEAST_UNIT));
  margin = MARGIN * unit;
  page = (Page){
    .content = self->content,
    .left = { margin, margin, MAX (width - 2 * margin, 1), MAX (height - 1.7 * margin, 1) },
    .unit = unit,
  };

  cairo_save (cr);
  atlas_picture_pen_init (&page.pen, cr, unit);
  atlas_picture_pen_set_ink (&page.pen, ATLAS_INK_PAPER);
  cairo_paint (cr);
  draw_header (&page);
  draw_notes (&page);
  if (page.left.width > WIDE * page.left.height)
    draw_legend_beside (&page);
  else
    draw_legend_below (&page);
  draw_map (&page, detail);
  atlas_picture_pen_clear (&page.pen);
  cairo_restore (cr);
}
