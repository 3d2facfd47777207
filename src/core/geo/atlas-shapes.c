/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-shapes.h"

#include "atlas-geodata.h"

#define N_LEVELS 4

typedef struct
{
  guint32 id;
  guint32 first_ring;
  guint32 n_rings;
  guint32 west, north, east, south;
} Feature;

typedef struct
{
  guint32 first_byte;
  guint32 n_points;
  guint32 west, north, east, south;
} Ring;

/* One layer at one level: boxes and points in steps of which the unit square is 2^(zoom + 12) wide. */
typedef struct
{
  const Feature *features;
  const Ring *rings;
  const guint8 *bytes;
  guint n_features, n_rings, n_bytes;
  guint grid;
} Layer;

/* The highest zoom that each level serves; as in data/geo/generate/shapes.js. */
static const guint level_zoom[N_LEVELS] = { 3, 5, 7, 10 };

static Layer layers[ATLAS_SHAPES_N_LAYERS][N_LEVELS];
static guint longest_ring;

static gboolean
read_layer (AtlasShapesLayer index, guint level, Layer *layer)
{
  char name[16];

  g_snprintf (name, sizeof name, "%u.%u.f", index, level);
  layer->features = atlas_geodata_get_section ("shapes", name, sizeof (Feature), &layer->n_features);
  g_snprintf (name, sizeof name, "%u.%u.r", index, level);
  layer->rings = atlas_geodata_get_section ("shapes", name, sizeof (Ring), &layer->n_rings);
  g_snprintf (name, sizeof name, "%u.%u.p", index, level);
  layer->bytes = atlas_geodata_get_section ("shapes", name, 1, &layer->n_bytes);
  layer->grid = level_zoom[level] + 12;
  return layer->features && layer->rings && layer->bytes;
}

static gpointer
read_layers (gpointer unused)
{
  for (guint i = 0; i < ATLAS_SHAPES_N_LAYERS; i++)
    {
      int coarsest = -1;

      for (guint level = 0; level < N_LEVELS; level++)
        {
          Layer *layer = &layers[i][level];

          if (!read_layer (i, level, layer))
            *layer = level > 0 ? layers[i][level - 1] : (Layer){ 0 };
          else if (coarsest < 0)
            coarsest = (int) level;
          /* A point takes two bytes at least: a ring that says more is damaged, and is cut at decoding. */
          for (guint r = 0; r < layer->n_rings; r++)
            longest_ring = MAX (longest_ring, MIN (layer->rings[r].n_points, layer->n_bytes / 2));
        }
      for (int level = 0; level < coarsest; level++)
        layers[i][level] = layers[i][coarsest];
    }
  return NULL;
}

static const Layer *
get_layer (AtlasShapesLayer layer, guint level)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, read_layers, NULL);
  return &layers[layer][MIN (level, N_LEVELS - 1)];
}

guint
atlas_shapes_level_for_zoom (double zoom)
{
  for (guint level = 0; level < N_LEVELS - 1; level++)
    if (zoom < level_zoom[level] + 0.75)
      return level;
  return N_LEVELS - 1;
}

/* Zigzag varint; FALSE where the bytes end too soon. */
static inline gboolean
read_varint (const guint8 **at, const guint8 *end, gint32 *value)
{
  guint32 bits = 0;

  for (guint shift = 0; *at < end && shift < 35; shift += 7)
    {
      guint8 byte = *(*at)++;

      bits |= (guint32) (byte & 0x7f) << shift;
      if (byte < 0x80)
        {
          *value = (gint32) (bits >> 1) ^ -(gint32) (bits & 1);
          return TRUE;
        }
    }
  return FALSE;
}

static guint
decode_ring (const Layer *layer, const Ring *ring, double *xy)
{
  const guint8 *at = layer->bytes + MIN (ring->first_byte, layer->n_bytes);
  const guint8 *end = layer->bytes + layer->n_bytes;
  double step = 1.0 / (double) (G_GUINT64_CONSTANT (1) << layer->grid);
  gint64 width = G_GINT64_CONSTANT (1) << layer->grid;
  gint64 x = 0, y = 0;

  for (guint i = 0; i < MIN (ring->n_points, longest_ring); i++)
    {
      gint32 dx, dy;

      if (!read_varint (&at, end, &dx) || !read_varint (&at, end, &dy))
        return i;
      x = CLAMP (x + dx, 0, width);
      y = CLAMP (y + dy, 0, width);
      xy[2 * i] = (double) x * step;
      xy[2 * i + 1] = (double) y * step;
    }
  return MIN (ring->n_points, longest_ring);
}

static void
visit_feature (const Layer *layer,
               const Feature *feature,
               const guint32 *box,
               gboolean whole,
               double *xy,
               AtlasShapeFunc func,
               gpointer user_data)
{
  const Ring *pending = NULL;

  if (feature->first_ring > layer->n_rings || feature->n_rings > layer->n_rings - feature->first_ring)
    return;

  for (guint i = 0; i <= feature->n_rings; i++)
    {
      const Ring *ring = i < feature->n_rings ? &layer->rings[feature->first_ring + i] : NULL;

      if (ring && !whole &&
          (ring->east < box[0] || ring->south < box[1] || ring->west > box[2] || ring->north > box[3]))
        continue;
      if (pending)
        func (feature->id, xy, decode_ring (layer, pending, xy), ring == NULL, user_data);
      pending = ring;
    }
}

static guint32
to_grid (double value, guint grid)
{
  return (guint32) CLAMP (value * (double) (G_GUINT64_CONSTANT (1) << grid), 0, (double) G_MAXUINT32);
}

void
atlas_shapes_foreach (AtlasShapesLayer layer_index,
                      guint level,
                      double west,
                      double north,
                      double east,
                      double south,
                      AtlasShapeFunc func,
                      gpointer user_data)
{
  const Layer *layer;
  guint32 box[4];
  g_autofree double *xy = NULL;

  g_return_if_fail (layer_index < ATLAS_SHAPES_N_LAYERS);
  g_return_if_fail (func != NULL);

  layer = get_layer (layer_index, level);
  box[0] = to_grid (west, layer->grid);
  box[1] = to_grid (north, layer->grid);
  box[2] = to_grid (east, layer->grid);
  box[3] = to_grid (south, layer->grid);
  xy = g_new (double, 2 * (gsize) longest_ring + 2);
  for (guint i = 0; i < layer->n_features; i++)
    {
      const Feature *feature = &layer->features[i];

      if (feature->east < box[0] || feature->south < box[1] || feature->west > box[2] ||
          feature->north > box[3])
        continue;
      visit_feature (layer, feature, box, FALSE, xy, func, user_data);
    }
}

void
atlas_shapes_foreach_ring_of (
  AtlasShapesLayer layer_index, guint level, guint id, AtlasShapeFunc func, gpointer user_data)
{
  const Layer *layer;
  g_autofree double *xy = NULL;

  g_return_if_fail (layer_index < ATLAS_SHAPES_N_LAYERS);
  g_return_if_fail (func != NULL);

  layer = get_layer (layer_index, level);
  xy = g_new (double, 2 * (gsize) longest_ring + 2);
  for (guint i = 0; i < layer->n_features; i++)
    if (layer->features[i].id == id)
      visit_feature (layer, &layer->features[i], NULL, TRUE, xy, func, user_data);
}

const char *
atlas_shapes_get_county_name (guint fips)
{
  guint n, n_bytes;
  const guint32 *names = atlas_geodata_get_section ("regions", "county.names", 2 * sizeof (guint32), &n);
  const char *strings = atlas_geodata_get_section ("regions", "strings", 1, &n_bytes);
  guint low = 0, high = n;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (names[2 * middle] < fips)
        low = middle + 1;
      else
        high = middle;
    }
  if (low >= n || names[2 * low] != fips || names[2 * low + 1] >= n_bytes)
    return NULL;
  return strings + names[2 * low + 1];
}
