/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-picture-legend.h"

#include <string.h>

#include "atlas-heat.h"
#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-picture-labels.h"
#include "atlas-region.h"

/* A heading beside what stands below it. */
#define TITLE_SCALE 1.12

/* All in units. */
#define TEXT_SIZE     8.5
#define ROW           14.5
#define SWATCH_WIDTH  20.0
#define SWATCH_HEIGHT 10.0
#define BAR_WIDTH     40.0
#define BAR_HEIGHT    5.0
#define COUNT_WIDTH   16.0
#define GAP           6.0
#define SMALL_SIZE    7.5
#define SMALL_ROW     10.5

/* The square of a comparison. */
#define PAIR_WIDTH       36.0
#define PAIR_HEIGHT      20.0
#define PAIR_LIMIT_WIDTH 42.0

/* The ramp of heat. */
#define HEAT_WIDTH  110.0
#define HEAT_HEIGHT 10.0
#define HEAT_STOPS  16

typedef struct
{
  AtlasPicturePen *pen;
  const AtlasPictureContent *content;
  double x, y, width, unit;
  gboolean draw;
  double size, row; /* of a line of it, units */
} Column;

static void
show (Column *self, PangoLayout *layout, double x, AtlasInk ink)
{
  double height;

  atlas_picture_pen_measure (layout, NULL, &height);
  if (self->draw)
    atlas_picture_pen_show (self->pen, layout, x, self->y + (self->row * self->unit - height) / 2, ink);
}

/* At the left of what is @left from the column's edge; never wider than @width. */
static void
show_left (Column *self, const char *text, double left, double width, PangoWeight weight)
{
  g_autoptr (PangoLayout) layout = atlas_picture_pen_create_layout (self->pen, text, self->size, weight);

  pango_layout_set_width (layout, (int) (MAX (width, 1) * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  show (self, layout, self->x + left, ATLAS_INK_TEXT);
}

/* Returns its width. */
static double
show_right (Column *self, const char *text, double right, PangoWeight weight, AtlasInk ink)
{
  g_autoptr (PangoLayout) layout = atlas_picture_pen_create_layout (self->pen, text, self->size, weight);
  double width;

  atlas_picture_pen_measure (layout, &width, NULL);
  show (self, layout, self->x + self->width - right - width, ink);
  return width;
}

static void
add_title (Column *self, const char *text)
{
  g_autoptr (PangoLayout) layout =
    atlas_picture_pen_create_layout (self->pen, text, self->size * TITLE_SCALE, PANGO_WEIGHT_BOLD);
  double height;

  pango_layout_set_width (layout, (int) (self->width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  atlas_picture_pen_measure (layout, NULL, &height);
  if (self->draw)
    atlas_picture_pen_show (self->pen, layout, self->x, self->y, ATLAS_INK_TEXT);
  self->y += height + 3 * self->unit;
}

/* What a swatch means, on as many lines as it needs. Returns how much lower than one line they reach. */
static double
show_meaning (Column *self, const char *text, double left, double width)
{
  g_autoptr (PangoLayout) layout =
    atlas_picture_pen_create_layout (self->pen, text, self->size, PANGO_WEIGHT_NORMAL);
  double line, height;

  atlas_picture_pen_measure (layout, NULL, &line);
  pango_layout_set_width (layout, (int) (MAX (width, 1) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  atlas_picture_pen_measure (layout, NULL, &height);
  if (self->draw)
    atlas_picture_pen_show (self->pen, layout, self->x + left, self->y + (self->row * self->unit - line) / 2,
                            ATLAS_INK_TEXT);
  return height - line;
}

/* A swatch, what it means, and of how many areas: as a bar and as a number. */
static void
add_class (Column *self, AtlasPictureFill fill, guint shade, const char *label, guint n_areas, guint most)
{
  double unit = self->unit;
  double top = self->y + (ROW - SWATCH_HEIGHT) / 2 * unit;
  double bar_left = self->x + self->width - (BAR_WIDTH + COUNT_WIDTH) * unit;
  g_autofree char *count = atlas_number_format (n_areas);

  if (self->draw)
    {
      cairo_t *cr = self->pen->cr;
      const double *faint = atlas_ink_get_rgb (ATLAS_INK_BAR);

      cairo_rectangle (cr, self->x, top, SWATCH_WIDTH * unit, SWATCH_HEIGHT * unit);
      atlas_picture_pen_fill (self->pen, self->content, fill, shade);
      cairo_rectangle (cr, self->x, top, SWATCH_WIDTH * unit, SWATCH_HEIGHT * unit);
      atlas_picture_pen_stroke (self->pen, ATLAS_INK_REGION_BORDER, 0.6);

      cairo_rectangle (cr, bar_left, self->y + (ROW - BAR_HEIGHT) / 2 * unit,
                       MAX (BAR_WIDTH * unit * n_areas / MAX (most, 1), unit), BAR_HEIGHT * unit);
      cairo_set_source_rgb (cr, faint[0], faint[1], faint[2]);
      cairo_fill (cr);
    }
  show_right (self, count, 0, PANGO_WEIGHT_NORMAL, ATLAS_INK_FAINT_TEXT);
  self->y +=
    ROW * unit + show_meaning (self, label, (SWATCH_WIDTH + GAP) * unit,
                               self->width - (SWATCH_WIDTH + BAR_WIDTH + COUNT_WIDTH + 2 * GAP) * unit);
}

/* A square of nine: the first count grows to the right, the second upwards. */
static void
add_pair (Column *self)
{
  const AtlasPictureContent *content = self->content;
  double unit = self->unit, left = PAIR_LIMIT_WIDTH * unit, bottom;
  /* Translators: beside the upright side of a legend's square: a name, and that its numbers grow upwards */
  g_autofree char *upwards = g_strdup_printf (_ ("↑ %s"), content->pair_names[1]);
  /* Translators: below the level side of a legend's square: a name, and that its numbers grow to the right */
  g_autofree char *rightwards = g_strdup_printf (_ ("→ %s"), content->pair_names[0]);

  show_left (self, upwards, 0, self->width, PANGO_WEIGHT_NORMAL);
  self->y += ROW * unit;
  bottom = self->y + ATLAS_PAIR_CLASSES * PAIR_HEIGHT * unit;
  for (guint i = 0; self->draw && i < ATLAS_PAIR_CELLS; i++)
    {
      double x = self->x + left + i % ATLAS_PAIR_CLASSES * PAIR_WIDTH * unit;
      double y = bottom - (i / ATLAS_PAIR_CLASSES + 1) * PAIR_HEIGHT * unit;

      cairo_rectangle (self->pen->cr, x, y, PAIR_WIDTH * unit, PAIR_HEIGHT * unit);
      atlas_picture_pen_fill (self->pen, content, ATLAS_PICTURE_SHADED, i);
      cairo_rectangle (self->pen->cr, x, y, PAIR_WIDTH * unit, PAIR_HEIGHT * unit);
      atlas_picture_pen_stroke (self->pen, ATLAS_INK_PAPER, 1);
    }
  self->row = PAIR_HEIGHT;
  for (guint class = ATLAS_PAIR_CLASSES; class -- > 0; self->y += PAIR_HEIGHT * unit)
    if (content->pair_limits[1][class] != NULL)
      show_right (self, content->pair_limits[1][class], self->width - (PAIR_LIMIT_WIDTH - GAP) * unit,
                  PANGO_WEIGHT_NORMAL, ATLAS_INK_FAINT_TEXT);
  self->row = ROW;
  for (guint class = 0; class < ATLAS_PAIR_CLASSES; class ++)
    if (content->pair_limits[0][class] != NULL)
      show_left (self, content->pair_limits[0][class], left + class * PAIR_WIDTH * unit, PAIR_WIDTH * unit,
                 PANGO_WEIGHT_NORMAL);
  self->y += ROW * unit;
  show_left (self, rightwards, left, self->width - left, PANGO_WEIGHT_NORMAL);
  self->y += (ROW + 4) * unit;
}

static void
add_classes (Column *self)
{
  const AtlasPictureContent *content = self->content;
  static const AtlasPictureFill fills[] = { ATLAS_PICTURE_FEW, ATLAS_PICTURE_HIDDEN, ATLAS_PICTURE_ZERO,
                                            ATLAS_PICTURE_UNKNOWN, ATLAS_PICTURE_NO_ESTIMATE };
  guint most = 1;

  if (content->plain)
    return;
  for (guint i = 0; i < content->n_shades; i++)
    most = MAX (most, content->shades[i].n_areas);
  for (guint i = 0; i < G_N_ELEMENTS (fills); i++)
    most = MAX (most, content->n_filled[fills[i]]);

  add_title (self, content->legend_title);
  if (content->pair_names[0] != NULL)
    add_pair (self);
  for (guint i = content->pair_names[0] == NULL ? content->n_shades : 0; i > 0; i--)
    add_class (self, ATLAS_PICTURE_SHADED, i - 1, content->shades[i - 1].limits,
               content->shades[i - 1].n_areas, most);
  for (guint i = 0; i < G_N_ELEMENTS (fills); i++)
    if (content->fill_labels[fills[i]] != NULL)
      add_class (self, fills[i], 0, content->fill_labels[fills[i]], content->n_filled[fills[i]], most);
}

static void
add_heat (Column *self)
{
  double unit = self->unit, width = HEAT_WIDTH * unit, height = HEAT_HEIGHT * unit;
  cairo_pattern_t *ramp;

  if (self->content->heats->len == 0)
    return;
  add_title (self, _ ("Where members live"));
  if (self->draw)
    {
      cairo_t *cr = self->pen->cr;

      ramp = cairo_pattern_create_linear (self->x, 0, self->x + width, 0);
      for (guint i = 0; i <= HEAT_STOPS; i++)
        {
          double t = (double) i / HEAT_STOPS, rgba[4];

          atlas_heat_get_color (t * t, FALSE, rgba);
          cairo_pattern_add_color_stop_rgba (ramp, t, rgba[0], rgba[1], rgba[2], rgba[3]);
        }
      cairo_rectangle (cr, self->x, self->y, width, height);
      atlas_picture_pen_set_ink (self->pen, ATLAS_INK_LAND);
      cairo_fill_preserve (cr);
      cairo_set_source (cr, ramp);
      cairo_fill_preserve (cr);
      atlas_picture_pen_stroke (self->pen, ATLAS_INK_REGION_BORDER, 0.6);
      cairo_pattern_destroy (ramp);
    }
  self->y += height + 1.5 * unit;
  /* Translators: the ends of a ramp of colours: how many people live somewhere */
  show_left (self, C_ ("heat", "few"), 0, width / 2, PANGO_WEIGHT_NORMAL);
  show_right (self, C_ ("heat", "many"), self->width - width, PANGO_WEIGHT_NORMAL, ATLAS_INK_TEXT);
  self->y += ROW * unit;
}

/* A round number at or below @number: 1, 2 or 5 of a power of ten. */
static guint
round_down (guint number)
{
  guint step = 1;

  while (step <= number / 10)
    step *= 10;
  return number >= 5 * step ? 5 * step : number >= 2 * step ? 2 * step : step;
}

/* The largest and a tenth of it, one beside the other. */
static void
add_circles (Column *self)
{
  const GArray *places = self->content->places;
  guint largest, examples[2];
  double unit = self->unit, left = 0;

  if (places->len == 0)
    return;
  largest = g_array_index (places, AtlasPicturePlace, 0).members;
  examples[0] = round_down (largest);
  examples[1] = examples[0] >= 10 ? examples[0] / 10 : 0;

  add_title (self, _ ("Largest places"));
  for (guint i = 0; i < G_N_ELEMENTS (examples) && examples[i] > 0; i++)
    {
      double radius = atlas_picture_circle_radius (examples[i], largest);
      g_autofree char *number = atlas_number_format (examples[i]);

      if (self->draw)
        atlas_picture_draw_circle (self->pen, self->x + left + radius * unit,
                                   self->y + ATLAS_PICTURE_MAX_RADIUS * unit, radius * unit);
      left += (2 * radius + GAP) * unit;
      self->y += (ATLAS_PICTURE_MAX_RADIUS - ROW / 2) * unit;
      show_left (self, number, left, self->width - left, PANGO_WEIGHT_NORMAL);
      self->y -= (ATLAS_PICTURE_MAX_RADIUS - ROW / 2) * unit;
      left += 46 * unit;
    }
  self->y += 2 * ATLAS_PICTURE_MAX_RADIUS * unit;
}

/* A name and, at the right, a number. */
static void
add_line (Column *self, const char *name, const char *text, PangoWeight weight)
{
  double width = show_right (self, text, 0, weight, ATLAS_INK_TEXT);

  show_left (self, name, 0, self->width - width - GAP * self->unit, weight);
  self->y += self->row * self->unit;
}

static void
add_totals (Column *self)
{
  const GArray *totals = self->content->totals;

  for (guint i = 0; i < totals->len; i++)
    {
      const AtlasPictureTotal *total = &g_array_index (totals, AtlasPictureTotal, i);

      if (self->draw)
        {
          cairo_move_to (self->pen->cr, self->x, self->y);
          cairo_line_to (self->pen->cr, self->x + self->width, self->y);
          atlas_picture_pen_stroke (self->pen, ATLAS_INK_FRAME, total->is_sum ? 0.9 : 0.5);
        }
      add_line (self, total->name, total->text, total->is_sum ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    }
}

double
atlas_picture_legend_draw (AtlasPicturePen *pen,
                           const AtlasPictureContent *content,
                           AtlasLegendPart part,
                           double x,
                           double y,
                           double width,
                           gboolean draw)
{
  static void (*const add[ATLAS_N_LEGENDS]) (Column *) = { add_classes, add_heat, add_circles, add_totals };
  Column column = { pen, content, x, y, width, pen->unit, draw, TEXT_SIZE, ROW };

  g_return_val_if_fail (part < ATLAS_N_LEGENDS, 0);

  add[part](&column);
  return column.y - y;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const AtlasPictureArea *x = *(AtlasPictureArea *const *) a, *y = *(AtlasPictureArea *const *) b;

  return g_utf8_collate (x->name, y->name);
}

static const char *
get_letters (const AtlasPictureArea *area)
{
  const char *code = area->is_county ? area->name : atlas_region_get_code (area->key);
  const char *hyphen = strchr (code, '-');

  return hyphen ? hyphen + 1 : code;
}

/* In one column or, where that is too short, by their letters in two. */
void
atlas_picture_legend_draw_unnamed (AtlasPicturePen *pen,
                                   const AtlasPictureContent *content,
                                   GPtrArray *areas,
                                   const AtlasLabelRect *rect)
{
  Column column;
  guint n_rows, n_columns;
  double top;

  g_return_if_fail (pen != NULL && content != NULL);
  g_return_if_fail (areas != NULL && rect != NULL);

  /* A title with nothing below it says less than nothing. */
  if (areas->len == 0 || rect->height < 3 * SMALL_ROW * pen->unit)
    return;
  column = (Column){ pen, content, rect->x, rect->y, rect->width, pen->unit, TRUE, SMALL_SIZE, SMALL_ROW };
  add_title (&column, _ ("Also on the map"));
  top = column.y;
  n_rows = (guint) MAX ((rect->y + rect->height - top) / (SMALL_ROW * pen->unit), 1);
  n_columns = areas->len > n_rows ? 2 : 1;
  n_rows = MIN (n_rows, (areas->len + n_columns - 1) / n_columns);

  g_ptr_array_sort (areas, compare_names);
  column.width = (rect->width - (n_columns - 1) * 3 * GAP * pen->unit) / n_columns;
  for (guint i = 0; i < MIN (areas->len, n_rows * n_columns); i++)
    {
      const AtlasPictureArea *area = g_ptr_array_index (areas, i);

      column.x = rect->x + i / n_rows * (column.width + 3 * GAP * pen->unit);
      if (i % n_rows == 0)
        column.y = top;
      add_line (&column, n_columns == 1 ? area->name : get_letters (area), area->text, PANGO_WEIGHT_NORMAL);
    }
}
