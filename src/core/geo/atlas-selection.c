/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-selection.h"

#include <math.h>

#include "atlas-county.h"
#include "atlas-gazetteer.h"
#include "atlas-i18n.h"
#include "atlas-mercator.h"
#include "atlas-point-area.h"
#include "atlas-point-polygon.h"
#include "atlas-region.h"

/* A shape, and what finds who is in it. Shared between the selections that grew from one another. */
typedef struct
{
  AtlasSelectionShape shape;
  gboolean subtracted;
  AtlasPointBox box;
  AtlasPointCircle circle;
  AtlasPointPolygon *polygon;
} Part;

struct _AtlasSelection
{
  guint n_parts;
  Part *parts[ATLAS_SELECTION_MAX_SHAPES];
};

G_DEFINE_BOXED_TYPE (AtlasSelection, atlas_selection, atlas_selection_ref, atlas_selection_unref)

/* Parts */

static void
part_clear (gpointer data)
{
  Part *self = data;

  g_free ((gpointer) self->shape.points);
  g_clear_pointer (&self->polygon, atlas_point_polygon_free);
}

static void
part_unref (Part *self)
{
  g_atomic_rc_box_release_full (self, part_clear);
}

static double
round_degrees (double degrees)
{
  const double scale = pow (10, ATLAS_SELECTION_DECIMALS);

  /* No -0: it is written with a minus. */
  return round (degrees * scale) / scale + 0.0;
}

static AtlasPointPolygon *
new_polygon (const AtlasSelectionPoint *points, guint n_points)
{
  g_autofree double *xy = g_new (double, 2 * (gsize) n_points);

  for (guint i = 0; i < n_points; i++)
    {
      xy[2 * i] = atlas_mercator_x (points[i].longitude);
      xy[2 * i + 1] = atlas_mercator_y (points[i].latitude);
    }
  return atlas_point_polygon_new (xy, n_points);
}

static void
set_points (AtlasSelectionShape *self, const AtlasSelectionPoint *points, guint n_points)
{
  AtlasSelectionPoint *rounded = g_new (AtlasSelectionPoint, n_points);

  for (guint i = 0; i < n_points; i++)
    rounded[i] =
      (AtlasSelectionPoint){ round_degrees (points[i].latitude), round_degrees (points[i].longitude) };
  self->points = rounded;
  self->n_points = n_points;
}

static Part *
part_new (const AtlasSelectionShape *shape, gboolean subtracted)
{
  Part *self = g_atomic_rc_box_new0 (Part);
  AtlasSelectionShape *own = &self->shape;

  self->subtracted = subtracted;
  own->type = shape->type;
  switch (shape->type)
    {
    case ATLAS_SELECTION_REGION:
      own->region = shape->region;
      break;
    case ATLAS_SELECTION_BOX:
      own->west = round_degrees (shape->west);
      own->south = round_degrees (shape->south);
      own->east = round_degrees (shape->east);
      own->north = round_degrees (shape->north);
      atlas_point_box_init (&self->box, own->west, own->south, own->east, own->north);
      break;
    case ATLAS_SELECTION_CIRCLE:
      own->latitude = round_degrees (shape->latitude);
      own->longitude = round_degrees (shape->longitude);
      own->radius_km = round (shape->radius_km * 1000) / 1000;
      atlas_point_circle_init (&self->circle, own->latitude, own->longitude, own->radius_km);
      break;
    case ATLAS_SELECTION_POLYGON:
      set_points (own, shape->points, shape->n_points);
      self->polygon = new_polygon (own->points, own->n_points);
      break;
    case ATLAS_SELECTION_COUNTY:
      own->county = shape->county;
      break;
    case ATLAS_SELECTION_PLACE:
      own->place = shape->place;
      break;
    default:
      g_assert_not_reached ();
    }
  return self;
}

static gboolean
shape_equal (const AtlasSelectionShape *a, const AtlasSelectionShape *b)
{
  if (a->type != b->type || a->n_points != b->n_points)
    return FALSE;
  for (guint i = 0; i < a->n_points; i++)
    if (a->points[i].latitude != b->points[i].latitude || a->points[i].longitude != b->points[i].longitude)
      return FALSE;
  return a->region == b->region && a->county == b->county && a->place == b->place && a->west == b->west &&
         a->south == b->south && a->east == b->east && a->north == b->north && a->latitude == b->latitude &&
         a->longitude == b->longitude && a->radius_km == b->radius_km;
}

/* Selections */

AtlasSelection *
atlas_selection_ref (AtlasSelection *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
atlas_selection_clear (gpointer data)
{
  AtlasSelection *self = data;

  for (guint i = 0; i < self->n_parts; i++)
    part_unref (self->parts[i]);
}

void
atlas_selection_unref (AtlasSelection *self)
{
  g_atomic_rc_box_release_full (self, atlas_selection_clear);
}

static gboolean
is_nothing (const AtlasSelectionShape *shape)
{
  switch (shape->type)
    {
    case ATLAS_SELECTION_REGION:
      return shape->region >= atlas_region_get_n ();
    case ATLAS_SELECTION_CIRCLE:
      return round (shape->radius_km * 1000) <= 0;
    case ATLAS_SELECTION_POLYGON:
      return shape->n_points < 3;
    case ATLAS_SELECTION_COUNTY:
      return atlas_county_find (shape->county) < 0;
    case ATLAS_SELECTION_PLACE:
      return shape->place >= atlas_gazetteer_get_n_places ();
    case ATLAS_SELECTION_BOX:
    default:
      return shape->south > shape->north;
    }
}

AtlasSelection *
atlas_selection_add (AtlasSelection *self, const AtlasSelectionShape *shape, gboolean subtracted)
{
  AtlasSelection *result;

  g_return_val_if_fail (shape != NULL, NULL);
  g_return_val_if_fail (shape->n_points <= ATLAS_SELECTION_MAX_POINTS, NULL);

  if (is_nothing (shape) || (self == NULL && subtracted) ||
      (self != NULL && self->n_parts == ATLAS_SELECTION_MAX_SHAPES))
    return self != NULL ? atlas_selection_ref (self) : NULL;

  result = g_atomic_rc_box_new0 (AtlasSelection);
  for (guint i = 0; self != NULL && i < self->n_parts; i++)
    result->parts[result->n_parts++] = g_atomic_rc_box_acquire (self->parts[i]);
  result->parts[result->n_parts++] = part_new (shape, subtracted);
  return result;
}

guint
atlas_selection_get_n_shapes (AtlasSelection *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_parts;
}

const AtlasSelectionShape *
atlas_selection_get_shape (AtlasSelection *self, guint index, gboolean *subtracted)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->n_parts, NULL);

  if (subtracted != NULL)
    *subtracted = self->parts[index]->subtracted;
  return &self->parts[index]->shape;
}

gboolean
atlas_selection_equal (AtlasSelection *a, AtlasSelection *b)
{
  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || a->n_parts != b->n_parts)
    return FALSE;
  for (guint i = 0; i < a->n_parts; i++)
    if (a->parts[i]->subtracted != b->parts[i]->subtracted ||
        !shape_equal (&a->parts[i]->shape, &b->parts[i]->shape))
      return FALSE;
  return TRUE;
}

/* Who is inside */

static gboolean
part_contains (const Part *self, gboolean placed, guint32 x, guint32 y, guint region, guint place)
{
  switch (self->shape.type)
    {
    case ATLAS_SELECTION_REGION:
      return region == self->shape.region;
    case ATLAS_SELECTION_BOX:
      return placed && atlas_point_box_contains (&self->box, x, y);
    case ATLAS_SELECTION_CIRCLE:
      return placed && atlas_point_circle_contains (&self->circle, x, y);
    case ATLAS_SELECTION_COUNTY:
      return atlas_county_of_place (place) == self->shape.county;
    case ATLAS_SELECTION_PLACE:
      return place == self->shape.place;
    case ATLAS_SELECTION_POLYGON:
    default:
      return placed && atlas_point_polygon_contains (self->polygon, x, y);
    }
}

gboolean
atlas_selection_contains (
  AtlasSelection *self, gboolean placed, guint32 x, guint32 y, guint region, guint place)
{
  g_return_val_if_fail (self != NULL, FALSE);

  /* The last shape that somebody is in decides. */
  for (guint i = self->n_parts; i-- > 0;)
    if (part_contains (self->parts[i], placed, x, y, region, place))
      return !self->parts[i]->subtracted;
  return FALSE;
}

static void
match_region (guint region, const AtlasPointColumns *columns, AtlasBitset *rows)
{
  for (guint word = 0; word < rows->n_words; word++)
    {
      guint first = word << 6;
      guint count = MIN (64, columns->n_points - first);
      guint64 bits = 0;

      for (guint i = 0; i < count; i++)
        bits |= (guint64) (columns->region[first + i] == region) << i;
      rows->words[word] |= bits;
    }
}

static void
match_places (const AtlasSelectionShape *shape, const AtlasPointColumns *columns, AtlasBitset *rows)
{
  guint n_places;
  const guint32 *counties = atlas_county_get_of_places (&n_places);
  g_autofree gboolean *wanted = g_new0 (gboolean, n_places + 1);

  for (guint place = 0; place < n_places; place++)
    wanted[place] =
      shape->type == ATLAS_SELECTION_PLACE ? place == shape->place : counties[place] == shape->county;
  for (guint row = 0; row < columns->n_points; row++)
    if (columns->place[row] < n_places && wanted[columns->place[row]])
      rows->words[row >> 6] |= G_GUINT64_CONSTANT (1) << (row & 63);
}

static void
part_match (const Part *self, AtlasPointIndex *index, AtlasBitset *rows)
{
  const AtlasPointColumns *columns = atlas_point_index_get_columns (index);

  switch (self->shape.type)
    {
    case ATLAS_SELECTION_REGION:
      match_region (self->shape.region, columns, rows);
      break;
    case ATLAS_SELECTION_BOX:
      atlas_point_box_match (&self->box, columns, rows);
      break;
    case ATLAS_SELECTION_CIRCLE:
      atlas_point_circle_match (&self->circle, columns, rows);
      break;
    case ATLAS_SELECTION_COUNTY:
    case ATLAS_SELECTION_PLACE:
      match_places (&self->shape, columns, rows);
      break;
    case ATLAS_SELECTION_POLYGON:
    default:
      atlas_point_polygon_match (self->polygon, index, rows);
    }
}

AtlasBitset *
atlas_selection_match_index (AtlasSelection *self, AtlasPointIndex *index)
{
  AtlasBitset *rows;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (ATLAS_IS_POINT_INDEX (index), NULL);

  rows = atlas_bitset_new (atlas_point_index_get_n_points (index));
  for (guint i = 0; i < self->n_parts; i++)
    {
      g_autoptr (AtlasBitset) taken = NULL;

      if (!self->parts[i]->subtracted)
        {
          part_match (self->parts[i], index, rows);
          continue;
        }
      taken = atlas_bitset_new (rows->n_bits);
      part_match (self->parts[i], index, taken);
      atlas_bitset_not (taken);
      atlas_bitset_and (rows, taken);
    }
  return rows;
}

AtlasBitset *
atlas_selection_match (AtlasSelection *self, AtlasPointSet *points)
{
  AtlasBitset *rows;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (ATLAS_IS_POINT_SET (points), NULL);

  rows = atlas_selection_match_index (self, atlas_point_set_get_index (points));
  if (atlas_point_set_get_rows (points) != NULL)
    atlas_bitset_and (rows, atlas_point_set_get_rows (points));
  return rows;
}

const AtlasSelectionShape *
atlas_selection_get_chosen (AtlasSelection *self)
{
  const AtlasSelectionShape *shape;

  if (self == NULL || self->n_parts != 1)
    return NULL;
  shape = &self->parts[0]->shape;
  return shape->type == ATLAS_SELECTION_REGION || shape->type == ATLAS_SELECTION_COUNTY ||
             shape->type == ATLAS_SELECTION_PLACE
           ? shape
           : NULL;
}

char *
atlas_selection_dup_name (AtlasSelection *self)
{
  const AtlasSelectionShape *shape;
  AtlasPlace place;

  g_return_val_if_fail (self != NULL, NULL);

  shape = atlas_selection_get_chosen (self);
  if (shape == NULL)
    return NULL;
  if (shape->type == ATLAS_SELECTION_REGION)
    return g_strdup (atlas_region_get_name (shape->region));
  if (shape->type == ATLAS_SELECTION_COUNTY)
    return atlas_county_dup_long_name (shape->county);
  if (!atlas_gazetteer_get_place (shape->place, &place))
    return NULL;
  if (place.region == ATLAS_REGION_NONE)
    return g_strdup (place.name);
  return g_strdup_printf (_ ("%s, %s"), place.name, atlas_region_get_name (place.region));
}
