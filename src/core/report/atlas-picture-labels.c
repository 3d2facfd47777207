/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-picture-labels.h"

#include <math.h>
#include <string.h>

#include "atlas-gazetteer.h"
#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-region.h"

/* Sizes of text, units. */
#define REGION_SIZE  8.5
#define COUNTRY_SIZE 9.0
#define PLACE_SIZE   8.0
#define NUMERAL_SIZE 7.5

#define DOT_RADIUS 1.4

/* Of the places that are named where none has a circle: the largest cities say where one is. On a map that
 * shows less of the world smaller ones do too. */
#define NAMED_POPULATION       2000000
#define NAMED_POPULATION_LEAST 5000
#define NAMED_WIDTH_KM         5500.0
#define NAMED_MAX              30

/* Points across the frame at which it is looked for what is seen of a region. */
#define LOOK_STEPS 16

/* A circle smaller than this has no room for a numeral, units. */
#define NUMERAL_RADIUS 8.0

/* Two circles may reach into each other by this part of their radii. */
#define TOLERATED_OVERLAP 0.3

/* Names around what is shown, from ISO 3166-1 as iso-codes translates them; degrees. */
static const struct
{
  const char *code;
  double latitude, longitude;
} countries[] = {
  { "MX", 25.3, -102.3 }, { "GL", 72, -41 },    { "CU", 21.9, -78.9 },
  { "CA", 52.5, -100 },   { "US", 45.2, -104 },
};

typedef struct
{
  AtlasPicturePen *pen;
  const AtlasPictureContent *content;
  const AtlasPictureFrame *frame;
  AtlasLabelPlacer *placer;
} Run;

double
atlas_picture_circle_radius (guint members, guint largest)
{
  return MAX (ATLAS_PICTURE_MAX_RADIUS * sqrt ((double) members / MAX (largest, 1)), 1.5);
}

void
atlas_picture_draw_circle (AtlasPicturePen *pen, double x, double y, double radius)
{
  cairo_new_path (pen->cr);
  cairo_arc (pen->cr, x, y, radius, 0, 2 * G_PI);
  atlas_picture_pen_set_ink (pen, ATLAS_INK_CIRCLE);
  cairo_fill_preserve (pen->cr);
  atlas_picture_pen_stroke (pen, ATLAS_INK_CIRCLE_EDGE, 0.8);
}

/* Places and draws a text; FALSE if there is no room for it. */
static gboolean
place_text (Run *run,
            PangoLayout *layout,
            double x,
            double y,
            double radius,
            AtlasLabelSides sides,
            AtlasInk ink,
            const double halo[3])
{
  AtlasLabelRect rect;
  double width, height;

  atlas_picture_pen_measure (layout, &width, &height);
  if (!atlas_label_placer_place (run->placer, x, y, width, height, radius, run->pen->unit, sides, &rect))
    return FALSE;
  atlas_picture_pen_show_with_halo (run->pen, layout, rect.x, rect.y, ink, halo);
  return TRUE;
}

/* Of a colour as the eye weighs it (ITU-R BT.709; the gamma is left out: this only parts light from dark). */
static gboolean
is_dark (const double rgb[3])
{
  return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2] < 0.5;
}

/* That nothing is known the hatching says, and the legend of how many areas; forty labels would say it forty
 * times. */
static gboolean
has_value (const Run *run, const AtlasPictureArea *area)
{
  return !run->content->plain && area->fill != ATLAS_PICTURE_NO_ESTIMATE &&
         area->fill != ATLAS_PICTURE_UNKNOWN;
}

/* Two lines, the value in bold; or the name alone. */
static PangoLayout *
create_area_layout (Run *run, const char *name, const AtlasPictureArea *area)
{
  g_autofree char *text =
    has_value (run, area) ? g_strdup_printf ("%s\n%s", name, area->text) : g_strdup (name);
  PangoLayout *layout = atlas_picture_pen_create_layout (run->pen, text, REGION_SIZE, PANGO_WEIGHT_NORMAL);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

  bold->start_index = (guint) strlen (name) + has_value (run, area);
  pango_attr_list_insert (attributes, bold);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_line_spacing (layout, 0.9f);
  return layout;
}

/* The region under a point of the page. */
static guint
find_region (const Run *run, double x, double y)
{
  const AtlasPictureFrame *frame = run->frame;
  double latitude, longitude;

  if (!atlas_projection_unproject (&frame->projection, frame->origin_x + (x - frame->rect.x) / frame->scale,
                                   frame->origin_y + (y - frame->rect.y) / frame->scale, &latitude,
                                   &longitude))
    return ATLAS_REGION_NONE;
  return atlas_region_at (latitude, longitude);
}

/* Whether a text around that point says of which region it is: none of its ends may lie in another, nor at
 * sea where
 * @strict. */
static gboolean
stands_in (const Run *run, guint region, double x, double y, double width, double height, gboolean strict)
{
  static const double ends[][2] = {
    { 0, 0 }, { -0.5, -0.2 }, { 0.5, -0.2 }, { -0.25, 0.45 }, { 0.25, 0.45 }
  };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      guint found = find_region (run, x + ends[i][0] * width, y + ends[i][1] * height);

      if (found != region && (strict || i == 0 || found != ATLAS_REGION_NONE))
        return FALSE;
    }
  return TRUE;
}

/* At the label's point or, where that is taken or too narrow, a little beside it. */
static gboolean
place_area (Run *run, const AtlasPictureArea *area, PangoLayout *layout, double x, double y, gboolean strict)
{
  static const double steps[][2] = { { 0, 0 },      { 0, 0.35 },   { 0, -0.35 },  { 0.3, 0 },
                                     { -0.3, 0 },   { 0, 0.7 },    { 0, -0.7 },   { 0.3, 0.4 },
                                     { -0.3, 0.4 }, { 0.3, -0.4 }, { -0.3, -0.4 } };
  const double *fill = area->fill == ATLAS_PICTURE_SHADED && !run->content->plain
                         ? run->content->shades[area->shade].rgb
                         : atlas_ink_get_rgb (ATLAS_INK_LAND);
  double width, height;

  atlas_picture_pen_measure (layout, &width, &height);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      double at_x = x + steps[i][0] * width, at_y = y + steps[i][1] * height;

      if (stands_in (run, area->key, at_x, at_y, width, height, strict) &&
          place_text (run, layout, at_x, at_y, 0, ATLAS_LABEL_CENTRED,
                      is_dark (fill) ? ATLAS_INK_PAPER : ATLAS_INK_TEXT, fill))
        return TRUE;
    }
  return FALSE;
}

/* Whether the map is of a part of the extent, so that most regions are not on it. */
static gboolean
is_part (const Run *run)
{
  return run->content->framing.has_box || run->content->framing.region != NULL;
}

/* Where the region is to be named; of one that is only partly seen, in the middle of what is. FALSE if it is
 * not. */
static gboolean
find_label_point (const Run *run, guint region, double *x, double *y)
{
  const AtlasLabelRect *rect = &run->frame->rect;
  double latitude, longitude, sum_x = 0, sum_y = 0, least = INFINITY;
  guint n = 0;

  atlas_region_get_label_point (region, &latitude, &longitude);
  if (atlas_picture_frame_locate (run->frame, latitude, longitude, x, y))
    return TRUE;
  for (guint pass = 0; is_part (run) && pass < 2 && (pass == 0 || n > 0); pass++)
    for (guint i = 0; i < LOOK_STEPS * LOOK_STEPS; i++)
      {
        double at_x = rect->x + (i % LOOK_STEPS + 0.5) / LOOK_STEPS * rect->width;
        double at_y = rect->y + (i / LOOK_STEPS + 0.5) / LOOK_STEPS * rect->height;
        double distance;

        if (find_region (run, at_x, at_y) != region)
          continue;
        if (pass == 0)
          {
            sum_x += at_x;
            sum_y += at_y;
            n++;
            continue;
          }
        distance = hypot (at_x - sum_x / n, at_y - sum_y / n);
        if (distance < least)
          {
            least = distance;
            *x = at_x;
            *y = at_y;
          }
      }
  return n > 0;
}

/* The whole name within its borders, else its letters, which may reach over the sea. */
static gboolean
label_region (Run *run, const AtlasPictureArea *area)
{
  const char *letters = strchr (atlas_region_get_code (area->key), '-');
  g_autoptr (PangoLayout) whole = create_area_layout (run, area->name, area);
  g_autoptr (PangoLayout) brief = create_area_layout (run, letters ? letters + 1 : area->name, area);
  double x, y;

  return find_label_point (run, area->key, &x, &y) &&
         (place_area (run, area, whole, x, y, TRUE) || place_area (run, area, brief, x, y, TRUE) ||
          place_area (run, area, brief, x, y, FALSE));
}

/* Whether a frame in the corner names it. */
static gboolean
has_own_frame (const AtlasPictureFrame *frames, guint n_frames, guint region)
{
  for (guint i = 0; i < n_frames; i++)
    if (frames[i].region == region)
      return TRUE;
  return FALSE;
}

static void
label_regions (Run *run, const AtlasPictureFrame *frames, guint n_frames, GPtrArray *unnamed)
{
  for (guint i = 0; i < run->content->areas->len; i++)
    {
      AtlasPictureArea *area = &g_array_index (run->content->areas, AtlasPictureArea, i);

      if (!area->is_county && !has_own_frame (frames, n_frames, area->key) && !label_region (run, area) &&
          unnamed && has_value (run, area) && !is_part (run))
        g_ptr_array_add (unnamed, area);
    }
}

/* The frame of one region alone names it in its corner. */
static void
label_inset (Run *run)
{
  const AtlasPictureArea *area = atlas_picture_content_find (run->content, FALSE, run->frame->region);
  const AtlasLabelRect *rect = &run->frame->rect;
  g_autoptr (PangoLayout) layout = NULL;
  double height;

  if (area != NULL)
    layout = create_area_layout (run, area->name, area);
  else
    layout = atlas_picture_pen_create_layout (run->pen, atlas_region_get_name (run->frame->region),
                                              REGION_SIZE, PANGO_WEIGHT_NORMAL);
  pango_layout_set_alignment (layout, PANGO_ALIGN_LEFT);
  atlas_picture_pen_measure (layout, NULL, &height);
  atlas_picture_pen_show_with_halo (run->pen, layout, rect->x + 4 * run->pen->unit,
                                    rect->y + rect->height - height - 2 * run->pen->unit, ATLAS_INK_TEXT,
                                    atlas_ink_get_rgb (ATLAS_INK_WATER));
}

static gboolean
is_coloured (const Run *run, const char *code)
{
  return g_str_equal (code, "CA")   ? run->content->framing.extent != ATLAS_MAP_EXTENT_USA
         : g_str_equal (code, "US") ? run->content->framing.extent != ATLAS_MAP_EXTENT_CANADA
                                    : FALSE;
}

static void
label_countries (Run *run)
{
  for (guint i = 0; i < G_N_ELEMENTS (countries); i++)
    {
      const char *name = atlas_vocabulary_label_for (&atlas_vocabulary_country, countries[i].code);
      g_autofree char *capitals = g_utf8_strup (name, -1);
      g_autoptr (PangoLayout) layout = NULL;
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
      double x, y;

      if (is_coloured (run, countries[i].code) ||
          !atlas_picture_frame_locate (run->frame, countries[i].latitude, countries[i].longitude, &x, &y))
        continue;
      layout = atlas_picture_pen_create_layout (run->pen, capitals, COUNTRY_SIZE, PANGO_WEIGHT_NORMAL);
      pango_attr_list_insert (attributes,
                              pango_attr_letter_spacing_new ((int) (1.6 * run->pen->unit * PANGO_SCALE)));
      pango_layout_set_attributes (layout, attributes);
      place_text (run, layout, x, y, 0, ATLAS_LABEL_CENTRED | ATLAS_LABEL_NEAR, ATLAS_INK_FAINT_TEXT,
                  atlas_ink_get_rgb (ATLAS_INK_NEIGHBOUR));
    }
}

/* Whether a circle would hide too much of one that is larger. */
static gboolean
overlaps (const GArray *circles, const AtlasLabelRect *circle)
{
  for (guint i = 0; i < circles->len; i++)
    {
      const AtlasLabelRect *other = &g_array_index (circles, AtlasLabelRect, i);

      if (hypot (circle->x - other->x, circle->y - other->y) <
          (circle->width + other->width) * (1 - TOLERATED_OVERLAP))
        return TRUE;
    }
  return FALSE;
}

static void
draw_numeral (Run *run, const AtlasPicturePlace *place, double x, double y, double radius)
{
  g_autofree char *number = NULL;
  g_autoptr (PangoLayout) layout = NULL;
  double width, height;

  /* Translators: thousands of people, in a small circle: "12k" */
  number = place->members >= 10000 ? g_strdup_printf (C_ ("number", "%uk"), (place->members + 500) / 1000)
                                   : atlas_number_format (place->members);
  layout = atlas_picture_pen_create_layout (run->pen, number, NUMERAL_SIZE, PANGO_WEIGHT_BOLD);
  atlas_picture_pen_measure (layout, &width, &height);
  if (width < 1.8 * radius)
    atlas_picture_pen_show (run->pen, layout, x - width / 2, y - height / 2, ATLAS_INK_PAPER);
}

/* Largest first; what is drawn is blocked for names. Those that would hide others are left out, as the legend
 * says. */
static void
draw_circles (Run *run)
{
  const GArray *places = run->content->places;
  double unit = run->pen->unit;
  g_autoptr (GArray) circles = g_array_new (FALSE, FALSE, sizeof (AtlasLabelRect)); /* width: the radius */
  g_autoptr (GArray) drawn = g_array_new (FALSE, FALSE, sizeof (const AtlasPicturePlace *));

  for (guint i = 0; i < places->len; i++)
    {
      const AtlasPicturePlace *place = &g_array_index (places, AtlasPicturePlace, i);
      guint largest = g_array_index (places, AtlasPicturePlace, 0).members;
      AtlasLabelRect circle = { .width = atlas_picture_circle_radius (place->members, largest) * unit };
      AtlasLabelRect blocked;

      if (!atlas_picture_frame_locate (run->frame, place->latitude, place->longitude, &circle.x, &circle.y) ||
          overlaps (circles, &circle))
        continue;
      g_array_append_val (circles, circle);
      g_array_append_val (drawn, place);
      blocked = (AtlasLabelRect){ circle.x - 0.9 * circle.width, circle.y - 0.9 * circle.width,
                                  1.8 * circle.width, 1.8 * circle.width };
      atlas_label_placer_block (run->placer, &blocked);
    }
  cairo_save (run->pen->cr);
  cairo_rectangle (run->pen->cr, run->frame->rect.x, run->frame->rect.y, run->frame->rect.width,
                   run->frame->rect.height);
  cairo_clip (run->pen->cr);
  for (guint i = circles->len; i > 0; i--)
    {
      const AtlasLabelRect *circle = &g_array_index (circles, AtlasLabelRect, i - 1);

      atlas_picture_draw_circle (run->pen, circle->x, circle->y, circle->width);
      if (circle->width >= NUMERAL_RADIUS * unit)
        draw_numeral (run, g_array_index (drawn, const AtlasPicturePlace *, i - 1), circle->x, circle->y,
                      circle->width);
    }
  cairo_restore (run->pen->cr);
  for (guint i = 0; i < circles->len; i++)
    {
      const AtlasLabelRect *circle = &g_array_index (circles, AtlasLabelRect, i);
      const AtlasPicturePlace *place = g_array_index (drawn, const AtlasPicturePlace *, i);
      g_autoptr (PangoLayout) layout =
        atlas_picture_pen_create_layout (run->pen, place->name, PLACE_SIZE, PANGO_WEIGHT_MEDIUM);

      place_text (run, layout, circle->x, circle->y, circle->width + 1.5 * unit,
                  ATLAS_LABEL_RIGHT | ATLAS_LABEL_LEFT | ATLAS_LABEL_BELOW | ATLAS_LABEL_ABOVE,
                  ATLAS_INK_TEXT, atlas_ink_get_rgb (ATLAS_INK_HALO));
    }
}

static int
compare_cities (gconstpointer a, gconstpointer b)
{
  const AtlasPlace *x = a, *y = b;

  return (x->population < y->population) - (x->population > y->population);
}

static GArray *
list_cities (const Run *run)
{
  GArray *cities = g_array_new (FALSE, FALSE, sizeof (AtlasPlace));
  double part = run->frame->rect.width / run->frame->scale / NAMED_WIDTH_KM;
  double least = is_part (run)
                   ? CLAMP (NAMED_POPULATION * part * part, NAMED_POPULATION_LEAST, NAMED_POPULATION)
                   : NAMED_POPULATION;
  AtlasPlace place;

  for (guint i = 0; atlas_gazetteer_get_place (i, &place); i++)
    if (place.population >= least && !place.is_part && place.region != ATLAS_REGION_NONE)
      g_array_append_val (cities, place);
  g_array_sort (cities, compare_cities);
  return cities;
}

/* The largest first, each with a dot; a part of one that has its dot there already, as Brooklyn, has none. */
static void
label_cities (Run *run)
{
  g_autoptr (GArray) cities = list_cities (run);
  g_autoptr (GArray) dots = g_array_new (FALSE, FALSE, sizeof (AtlasLabelRect)); /* width: the radius */

  for (guint i = 0; i < cities->len && dots->len < NAMED_MAX; i++)
    {
      const AtlasPlace *city = &g_array_index (cities, AtlasPlace, i);
      AtlasLabelRect dot = { .width = 3 * DOT_RADIUS * run->pen->unit };
      g_autoptr (PangoLayout) layout = NULL;

      if (!is_coloured (run, city->country) ||
          !atlas_picture_frame_locate (run->frame, city->latitude, city->longitude, &dot.x, &dot.y) ||
          overlaps (dots, &dot))
        continue;
      g_array_append_val (dots, dot);
      layout = atlas_picture_pen_create_layout (run->pen, city->name, PLACE_SIZE, PANGO_WEIGHT_MEDIUM);
      if (!place_text (run, layout, dot.x, dot.y, (DOT_RADIUS + 1.5) * run->pen->unit,
                       ATLAS_LABEL_RIGHT | ATLAS_LABEL_LEFT | ATLAS_LABEL_ABOVE | ATLAS_LABEL_BELOW,
                       ATLAS_INK_TEXT, atlas_ink_get_rgb (ATLAS_INK_HALO)))
        continue;
      cairo_arc (run->pen->cr, dot.x, dot.y, DOT_RADIUS * run->pen->unit, 0, 2 * G_PI);
      atlas_picture_pen_set_ink (run->pen, ATLAS_INK_TEXT);
      cairo_fill_preserve (run->pen->cr);
      atlas_picture_pen_stroke (run->pen, ATLAS_INK_PAPER, 0.5);
    }
}

void
atlas_picture_labels_draw (AtlasPicturePen *pen,
                           const AtlasPictureContent *content,
                           const AtlasPictureFrame *frames,
                           guint n_frames,
                           guint at,
                           AtlasLabelPlacer *placer,
                           GPtrArray *unnamed)
{
  Run run;

  g_return_if_fail (pen != NULL && content != NULL && placer != NULL);
  g_return_if_fail (frames != NULL && at < n_frames);

  run = (Run){ pen, content, &frames[at], placer };
  /* A name that the frame would cut is not drawn. */
  atlas_label_placer_set_bounds (placer, &frames[at].rect);
  if (content->places->len > 0)
    draw_circles (&run);
  if (run.frame->region != ATLAS_REGION_NONE)
    {
      label_inset (&run);
      return;
    }
  label_regions (&run, frames, n_frames, unnamed);
  if (content->places->len == 0)
    label_cities (&run);
  label_countries (&run);
}
