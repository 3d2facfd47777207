/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-mark-spots.h"

#include <math.h>

#include "atlas-map-bins.h"

/* In pixels: marks nearer than this are one, and one so near to a circle's edge lies on it. */
#define GROUP_REACH  11.0
#define BUBBLE_REACH 6.5
/* From a mark's middle to what it would hide. */
#define MARK_REACH 9.0

typedef struct
{
  double x, y;
  GArray *marks; /* guint */
} Site;

struct _AtlasMarkSpots
{
  guint n_marks;
  GPtrArray *sites;     /* Site, in the order of their first marks */
  GHashTable *by_place; /* set of Site, which @sites has */
  GArray *spots;        /* AtlasMarkSpot */
};

static void
site_free (gpointer data)
{
  g_array_unref (((Site *) data)->marks);
  g_free (data);
}

static guint
site_hash (gconstpointer key)
{
  const Site *site = key;

  return g_double_hash (&site->x) * 31 + g_double_hash (&site->y);
}

static gboolean
site_equal (gconstpointer a, gconstpointer b)
{
  const Site *first = a, *second = b;

  return first->x == second->x && first->y == second->y;
}

static void
spot_clear (gpointer data)
{
  g_ptr_array_unref (((AtlasMarkSpot *) data)->sites);
}

AtlasMarkSpots *
atlas_mark_spots_new (void)
{
  AtlasMarkSpots *self = g_new0 (AtlasMarkSpots, 1);

  self->sites = g_ptr_array_new_with_free_func (site_free);
  self->by_place = g_hash_table_new (site_hash, site_equal);
  self->spots = g_array_new (FALSE, FALSE, sizeof (AtlasMarkSpot));
  g_array_set_clear_func (self->spots, spot_clear);
  return self;
}

void
atlas_mark_spots_free (AtlasMarkSpots *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->spots);
  g_hash_table_unref (self->by_place);
  g_ptr_array_unref (self->sites);
  g_free (self);
}

void
atlas_mark_spots_add (AtlasMarkSpots *self, double x, double y)
{
  const Site key = { x, y, NULL };
  Site *site;

  g_return_if_fail (self != NULL);

  site = g_hash_table_lookup (self->by_place, &key);
  if (site == NULL)
    {
      site = g_new (Site, 1);
      *site = (Site){ x, y, g_array_new (FALSE, FALSE, sizeof (guint)) };
      g_ptr_array_add (self->sites, site);
      g_hash_table_add (self->by_place, site);
    }
  g_array_append_val (site->marks, self->n_marks);
  self->n_marks++;
}

void
atlas_mark_spots_clear (AtlasMarkSpots *self)
{
  g_return_if_fail (self != NULL);

  g_array_set_size (self->spots, 0);
  g_hash_table_remove_all (self->by_place);
  g_ptr_array_set_size (self->sites, 0);
  self->n_marks = 0;
}

/* Putting together */

static gboolean
is_within (const Site *site, double x, double y, double world, double reach)
{
  double dx = (site->x - x) * world, dy = (site->y - y) * world;

  return dx * dx + dy * dy < reach * reach;
}

static AtlasMapBins *
sort_bubbles (const GArray *bubbles, double world)
{
  AtlasMapBins *bins = atlas_map_bins_new (ATLAS_BUBBLE_MAX_RADIUS + MARK_REACH, bubbles->len);

  for (guint i = 0; i < bubbles->len; i++)
    {
      const AtlasBubble *bubble = &g_array_index (bubbles, AtlasBubble, i);

      atlas_map_bins_add (bins, bubble->x * world, bubble->y * world);
    }
  return bins;
}

/* The first circle that the site would lie on, or -1. @bins: of the circles */
static int
find_bubble (const Site *site, const GArray *bubbles, const AtlasMapBins *bins, double world)
{
  AtlasMapBinsIter iter;
  guint index;
  int found = -1;

  atlas_map_bins_iter_init (&iter, bins, site->x * world, site->y * world);
  while (atlas_map_bins_iter_next (&iter, &index))
    {
      const AtlasBubble *bubble = &g_array_index (bubbles, AtlasBubble, index);

      if (bubble->members > 1 && (found < 0 || (int) index < found) &&
          is_within (site, bubble->x, bubble->y, world, bubble->radius + BUBBLE_REACH))
        found = (int) index;
    }
  return found;
}

/* How far, in pixels, a mark at @x, @y is from the next circle but its own; below zero: hides some of it. */
static double
measure_room (const GArray *bubbles, const AtlasMapBins *bins, int own, double x, double y, double world)
{
  AtlasMapBinsIter iter;
  double room = ATLAS_BUBBLE_MAX_RADIUS;
  guint index;

  atlas_map_bins_iter_init (&iter, bins, x * world, y * world);
  while (atlas_map_bins_iter_next (&iter, &index))
    {
      const AtlasBubble *bubble = &g_array_index (bubbles, AtlasBubble, index);
      double distance = hypot (bubble->x - x, bubble->y - y) * world;

      if ((int) index != own)
        room = MIN (room, distance - bubble->radius - MARK_REACH);
    }
  return room;
}

/* The side of its circle at which the spot hides none of the others, or least. The left is first, for the
 * name of a circle's place is on its right. */
static void
choose_side (AtlasMarkSpot *spot, const GArray *bubbles, const AtlasMapBins *bins, double world)
{
  static const int sides[][2] = { { -1, -1 }, { -1, 1 }, { 1, -1 }, { 1, 1 } };
  const AtlasBubble *bubble = &g_array_index (bubbles, AtlasBubble, spot->bubble);
  double aside = (bubble->radius + ATLAS_MARK_RIM) / G_SQRT2 / world;
  double most = -INFINITY;

  for (guint i = 0; i < G_N_ELEMENTS (sides) && most < 0; i++)
    {
      double room = measure_room (bubbles, bins, spot->bubble, bubble->x + sides[i][0] * aside,
                                  bubble->y + sides[i][1] * aside, world);

      if (room <= most)
        continue;
      most = room;
      spot->side_x = sides[i][0];
      spot->side_y = sides[i][1];
    }
}

/* The first spot beside circles that is so near that they would hide each other, or -1. @bins: of those in
 * @standing, which has their indices */
static int
find_standing (
  AtlasMarkSpots *self, const Site *site, const GArray *standing, const AtlasMapBins *bins, double world)
{
  AtlasMapBinsIter iter;
  guint index;
  int found = -1;

  atlas_map_bins_iter_init (&iter, bins, site->x * world, site->y * world);
  while (atlas_map_bins_iter_next (&iter, &index))
    {
      int i = g_array_index (standing, int, index);
      const AtlasMarkSpot *spot = &g_array_index (self->spots, AtlasMarkSpot, i);

      if ((found < 0 || i < found) && is_within (site, spot->x, spot->y, world, GROUP_REACH))
        found = i;
    }
  return found;
}

const GArray *
atlas_mark_spots_put_together (AtlasMarkSpots *self,
                               const GArray *bubbles,
                               double world,
                               const AtlasMapBox *box)
{
  g_autoptr (AtlasMapBins) circles = NULL, places = NULL;
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (AtlasBubble));
  g_autoptr (GArray) standing = g_array_new (FALSE, FALSE, sizeof (int));
  g_autofree int *on_rim = NULL; /* of each circle: 1 + the spot there; 0: none */

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (world > 0, NULL);
  g_return_val_if_fail (box != NULL, NULL);

  if (bubbles == NULL)
    bubbles = none;
  circles = sort_bubbles (bubbles, world);
  places = atlas_map_bins_new (GROUP_REACH, self->sites->len);
  on_rim = g_new0 (int, bubbles->len + 1);
  g_array_set_size (self->spots, 0);
  for (guint i = 0; i < self->sites->len; i++)
    {
      Site *site = g_ptr_array_index (self->sites, i);
      AtlasMarkSpot *spot;
      int bubble, index;

      if (site->x < box->west || site->x > box->east || site->y < box->north || site->y > box->south)
        continue;

      bubble = find_bubble (site, bubbles, circles, world);
      index = bubble >= 0 ? on_rim[bubble] - 1 : find_standing (self, site, standing, places, world);
      if (index < 0)
        {
          AtlasMarkSpot own = { site->x, site->y, 0, bubble, 0, 0, g_ptr_array_new () };

          if (bubble >= 0)
            choose_side (&own, bubbles, circles, world);
          index = (int) self->spots->len;
          g_array_append_val (self->spots, own);
          if (bubble >= 0)
            {
              on_rim[bubble] = index + 1;
            }
          else
            {
              g_array_append_val (standing, index);
              atlas_map_bins_add (places, site->x * world, site->y * world);
            }
        }
      spot = &g_array_index (self->spots, AtlasMarkSpot, index);
      g_ptr_array_add (spot->sites, site);
      spot->n_marks += site->marks->len;
    }
  return self->spots;
}

/* Spots */

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint first = *(const guint *) a, second = *(const guint *) b;

  return (first > second) - (first < second);
}

GArray *
atlas_mark_spot_list_marks (const AtlasMarkSpot *self)
{
  GArray *marks;

  g_return_val_if_fail (self != NULL, NULL);

  marks = g_array_sized_new (FALSE, FALSE, sizeof (guint), self->n_marks);
  for (guint i = 0; i < self->sites->len; i++)
    {
      const Site *site = g_ptr_array_index (self->sites, i);

      g_array_append_vals (marks, site->marks->data, site->marks->len);
    }
  g_array_sort (marks, compare_numbers);
  return marks;
}

void
atlas_mark_spot_get_box (const AtlasMarkSpot *self, AtlasMapBox *box)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (box != NULL);

  *box = (AtlasMapBox){ 1, 1, 0, 0 };
  for (guint i = 0; i < self->sites->len; i++)
    {
      const Site *site = g_ptr_array_index (self->sites, i);

      box->west = MIN (box->west, site->x);
      box->east = MAX (box->east, site->x);
      box->north = MIN (box->north, site->y);
      box->south = MAX (box->south, site->y);
    }
}
