/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-place-circles.h"

#include <math.h>

#include "atlas-gazetteer.h"
#include "atlas-i18n.h"
#include "atlas-map-paint.h"
#include "atlas-mercator.h"

/* The smallest dot, and what is small enough to make way for another. */
#define LEAST_RADIUS 2.0
#define DOT_RADIUS   4.0

/* No two dots stand in one square as wide as this; and not more circles than can be told apart. */
#define DOT_STEP    7.0
#define MAX_CIRCLES 1200

typedef struct
{
  double x, y;
  guint place;
  guint members;
  guint parts[ATLAS_N_SEX_PARTS];
} Circle;

struct _AtlasPlaceCircles
{
  GArray *circles; /* Circle, the largest first */
  guint largest;   /* of the scale */
  guint total;
};

const char *
atlas_sex_part_get_label (AtlasSexPart part)
{
  static const char *const labels[ATLAS_N_SEX_PARTS] = { N_ ("Women"), N_ ("Men"),
                                                         N_ ("Other or not stated") };

  g_return_val_if_fail (part < ATLAS_N_SEX_PARTS, NULL);

  return _ (labels[part]);
}

void
atlas_sex_part_get_color (AtlasSexPart part, gboolean dark, GdkRGBA *color)
{
  static const char *const colors[ATLAS_N_SEX_PARTS][2] = {
    { "#e69f00", "#f5c04a" },
    { "#0072b2", "#56b4e9" },
    { "#77767b", "#9a9996" },
  };

  g_return_if_fail (part < ATLAS_N_SEX_PARTS);
  g_return_if_fail (color != NULL);

  gdk_rgba_parse (color, colors[part][dark ? 1 : 0]);
}

static void
circles_clear (gpointer data)
{
  g_array_unref (((AtlasPlaceCircles *) data)->circles);
}

static guint
find_largest (GArray *groups)
{
  AtlasPlace place;

  /* The largest comes first. */
  for (guint i = 0; i < groups->len; i++)
    if (atlas_gazetteer_get_place (g_array_index (groups, AtlasPointGroup, i).key, &place))
      return g_array_index (groups, AtlasPointGroup, i).count.members;
  return 0;
}

AtlasPlaceCircles *
atlas_place_circles_new (AtlasPointSet *points, AtlasPointSet *scale)
{
  AtlasPlaceCircles *self;
  g_autoptr (GArray) groups = NULL, scale_groups = NULL;

  g_return_val_if_fail (ATLAS_IS_POINT_SET (points), NULL);
  g_return_val_if_fail (scale == NULL || ATLAS_IS_POINT_SET (scale), NULL);

  self = g_atomic_rc_box_new0 (AtlasPlaceCircles);
  groups = atlas_point_set_list_places (points);
  scale_groups = scale != NULL ? atlas_point_set_list_places (scale) : g_array_ref (groups);
  self->largest = find_largest (scale_groups);
  self->circles = g_array_sized_new (FALSE, FALSE, sizeof (Circle), groups->len);
  for (guint i = 0; i < groups->len; i++)
    {
      const AtlasPointGroup *group = &g_array_index (groups, AtlasPointGroup, i);
      /* 1 + the vocabulary's index: female, male. */
      guint women = group->count.by_sex[1], men = group->count.by_sex[2];
      guint members = group->count.members;
      AtlasPlace place;
      Circle circle;

      if (!atlas_gazetteer_get_place (group->key, &place))
        continue;
      circle = (Circle){
        .x = atlas_mercator_x (place.longitude),
        .y = atlas_mercator_y (place.latitude),
        .place = group->key,
        .members = members,
        .parts = { women, men, members - women - men },
      };
      g_array_append_val (self->circles, circle);
      self->total += members;
    }
  return self;
}

AtlasPlaceCircles *
atlas_place_circles_ref (AtlasPlaceCircles *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

void
atlas_place_circles_unref (AtlasPlaceCircles *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, circles_clear);
}

guint
atlas_place_circles_get_largest (AtlasPlaceCircles *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->largest;
}

guint
atlas_place_circles_get_total (AtlasPlaceCircles *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->total;
}

double
atlas_place_circle_radius (guint members, guint largest)
{
  double radius = ATLAS_BUBBLE_MAX_RADIUS * sqrt ((double) members / MAX (largest, 1));

  return CLAMP (radius, LEAST_RADIUS, ATLAS_BUBBLE_MAX_RADIUS);
}

static gint64
get_square (const Circle *circle, double world)
{
  return (gint64) (circle->x * world / DOT_STEP) << 32 | (gint64) (circle->y * world / DOT_STEP);
}

GArray *
atlas_place_circles_list (AtlasPlaceCircles *self, const AtlasMapBox *box, double world)
{
  GArray *bubbles = g_array_new (FALSE, FALSE, sizeof (AtlasBubble));
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint largest;

  g_return_val_if_fail (self != NULL, bubbles);
  g_return_val_if_fail (box != NULL, bubbles);

  largest = atlas_place_circles_get_largest (self);
  for (guint i = 0; i < self->circles->len && bubbles->len < MAX_CIRCLES; i++)
    {
      const Circle *circle = &g_array_index (self->circles, Circle, i);
      gint64 square = get_square (circle, world);
      AtlasBubble bubble = {
        .x = circle->x,
        .y = circle->y,
        .radius = atlas_place_circle_radius (circle->members, largest),
        .members = circle->members,
        .cell = circle->place,
        .level = ATLAS_BUBBLE_LEVEL_PLACE,
        .place = circle->place,
        .women = circle->parts[ATLAS_SEX_PART_WOMEN],
        .men = circle->parts[ATLAS_SEX_PART_MEN],
      };

      if (circle->x < box->west || circle->x > box->east || circle->y < box->north || circle->y > box->south)
        continue;
      if (bubble.radius < DOT_RADIUS && g_hash_table_contains (taken, &square))
        continue;
      g_hash_table_add (taken, g_memdup2 (&square, sizeof square));
      g_array_append_val (bubbles, bubble);
    }
  return bubbles;
}

/* Painting */

double
atlas_place_circle_edge (double radius)
{
  return radius < DOT_RADIUS ? 0.75 : 1.25;
}

GdkTexture *
atlas_place_circle_paint (const guint parts[ATLAS_N_SEX_PARTS],
                          double radius,
                          double inner,
                          const GdkRGBA *edge,
                          gboolean dark,
                          int scale)
{
  int side = (int) ceil (2 * (radius + ATLAS_PLACE_CIRCLE_MARGIN) * scale);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, side, side);
  cairo_t *cr = cairo_create (surface);
  double middle = side / 2.0 / scale, angle = -G_PI_2;
  guint total = 0;

  for (guint i = 0; i < ATLAS_N_SEX_PARTS; i++)
    total += parts[i];
  cairo_scale (cr, scale, scale);
  gdk_cairo_set_source_rgba (cr, edge);
  cairo_arc (cr, middle, middle, radius + atlas_place_circle_edge (radius), 0, 2 * G_PI);
  cairo_fill (cr);
  for (guint i = 0; i < ATLAS_N_SEX_PARTS; i++)
    {
      double to = angle + 2 * G_PI * parts[i] / MAX (total, 1);
      GdkRGBA color;

      if (parts[i] == 0)
        continue;
      atlas_sex_part_get_color (i, dark, &color);
      gdk_cairo_set_source_rgba (cr, &color);
      cairo_move_to (cr, middle, middle);
      cairo_arc (cr, middle, middle, radius, angle, to);
      cairo_close_path (cr);
      cairo_fill (cr);
      angle = to;
    }
  if (inner > 0)
    {
      cairo_set_operator (cr, CAIRO_OPERATOR_CLEAR);
      cairo_arc (cr, middle, middle, inner, 0, 2 * G_PI);
      cairo_fill (cr);
    }
  cairo_destroy (cr);
  return atlas_map_paint_texture (surface, GDK_MEMORY_DEFAULT);
}
