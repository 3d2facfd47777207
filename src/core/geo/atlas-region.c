/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-region.h"

#include <math.h>
#include <string.h>

#include "atlas-geodata.h"
#include "atlas-i18n.h"
#include "atlas-mercator.h"
#include "atlas-place-key.h"
#include "atlas-shapes.h"

/* As data/geo/generate/places.js writes it; angles in 1e-5 degrees. */
typedef struct
{
  guint32 code, name_en, name_fr;
  gint32 label_latitude, label_longitude;
  gint32 south, west, north, east;
} Region;

typedef struct
{
  guint32 key;
  guint32 region;
} Name;

static const Region *regions;
static const Name *names;
static const char *strings;
static guint n_regions, n_names;

static gpointer
read_regions (gpointer unused)
{
  guint n_bytes;

  regions = atlas_geodata_get_section ("regions", "regions", sizeof (Region), &n_regions);
  names = atlas_geodata_get_section ("regions", "region.names", sizeof (Name), &n_names);
  strings = atlas_geodata_get_section ("regions", "strings", 1, &n_bytes);
  for (guint i = 0; i < n_regions; i++)
    if (strings == NULL || MAX (MAX (regions[i].code, regions[i].name_en), regions[i].name_fr) >= n_bytes)
      n_regions = 0;
  for (guint i = 0; i < n_names; i++)
    if (names[i].key >= n_bytes || names[i].region >= n_regions)
      n_names = 0;
  return NULL;
}

static const Region *
get_region (guint region)
{
  return region < atlas_region_get_n () ? &regions[region] : NULL;
}

guint
atlas_region_get_n (void)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, read_regions, NULL);
  return n_regions;
}

const char *
atlas_region_get_code (guint region)
{
  const Region *self = get_region (region);

  return self ? strings + self->code : NULL;
}

const char *
atlas_region_get_name_en (guint region)
{
  const Region *self = get_region (region);

  return self ? strings + self->name_en : NULL;
}

const char *
atlas_region_get_name_fr (guint region)
{
  const Region *self = get_region (region);

  return self ? strings + self->name_fr : NULL;
}

const char *
atlas_region_get_name (guint region)
{
  /* Translators: which names of provinces, states and cities to show: “fr” for French ones, “en” for English
   * ones. */
  const char *language = C_ ("language of place names", "en");

  return g_str_equal (language, "fr") ? atlas_region_get_name_fr (region) : atlas_region_get_name_en (region);
}

const char *
atlas_region_get_country (guint region)
{
  const char *code = atlas_region_get_code (region);

  return code == NULL ? NULL : code[0] == 'C' ? "CA" : code[0] == 'R' ? "RW" : "US";
}

void
atlas_region_get_label_point (guint region, double *latitude, double *longitude)
{
  const Region *self = get_region (region);

  g_return_if_fail (self != NULL);

  *latitude = self->label_latitude / 1e5;
  *longitude = self->label_longitude / 1e5;
}

void
atlas_region_get_box (guint region, double *south, double *west, double *north, double *east)
{
  const Region *self = get_region (region);

  g_return_if_fail (self != NULL);

  *south = self->south / 1e5;
  *west = self->west / 1e5;
  *north = self->north / 1e5;
  *east = self->east / 1e5;
}

guint
atlas_region_find (const char *code, gssize length)
{
  guint low = 0, high = atlas_region_get_n ();
  gsize n;

  g_return_val_if_fail (code != NULL, ATLAS_REGION_NONE);

  n = length < 0 ? strlen (code) : (gsize) length;
  while (low < high)
    {
      guint middle = (low + high) / 2;
      const char *there = strings + regions[middle].code;
      int order = strncmp (there, code, n);

      if (order == 0 && there[n] == '\0')
        return middle;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return ATLAS_REGION_NONE;
}

guint
atlas_region_match (const char *text, gssize length, const char *country)
{
  char key[ATLAS_PLACE_KEY_SIZE];
  guint low = 0, high;

  g_return_val_if_fail (text != NULL, ATLAS_REGION_NONE);

  if (atlas_region_get_n () == 0 || atlas_place_key (text, length, key) == 0)
    return ATLAS_REGION_NONE;

  high = n_names;
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (strcmp (strings + names[middle].key, key) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  for (; low < n_names && g_str_equal (strings + names[low].key, key); low++)
    if (country == NULL ||
        g_ascii_strncasecmp (atlas_region_get_country (names[low].region), country, 2) == 0)
      return names[low].region;
  return ATLAS_REGION_NONE;
}

/* Which region a position lies in: a raster of the world's part that has regions settles all cells that lie
 * wholly in one region or in none; a cell that an outline crosses asks the outlines. Built at the first
 * question, in a few milliseconds. */
#define RASTER_LEVEL 11 /* cells of 1/2^11 of the world's width: 0.18° */
#define RASTER_SIZE  (1 << RASTER_LEVEL)
#define CELL_CROSSED 254
#define SHAPE_LEVEL  3

static guint8 *raster;

typedef struct
{
  double x, y;
  guint found;
  gboolean inside;
} Probe;

/* Even-odd rule, edge by edge (W. R. Franklin, PNPOLY). */
static void
probe_ring (guint id, const double *xy, guint n_points, gboolean last, gpointer user_data)
{
  Probe *probe = user_data;

  for (guint i = 0, j = n_points - 1; i < n_points; j = i++)
    {
      double yi = xy[2 * i + 1], yj = xy[2 * j + 1];

      if ((yi > probe->y) != (yj > probe->y) &&
          probe->x < (xy[2 * j] - xy[2 * i]) * (probe->y - yi) / (yj - yi) + xy[2 * i])
        probe->inside = !probe->inside;
    }
  if (last)
    {
      if (probe->inside && probe->found == ATLAS_REGION_NONE && id < n_regions)
        probe->found = id;
      probe->inside = FALSE;
    }
}

static guint
probe_outlines (double x, double y)
{
  Probe probe = { .x = x, .y = y, .found = ATLAS_REGION_NONE };

  /* A ring counts as soon as its box reaches the position: edges to either side of it decide. */
  atlas_shapes_foreach (ATLAS_SHAPES_REGIONS, SHAPE_LEVEL, x, y, x, y, probe_ring, &probe);
  return probe.found;
}

static void
mark_edges (guint id, const double *xy, guint n_points, gboolean last, gpointer user_data)
{
  for (guint i = 1; i < n_points; i++)
    {
      double x = xy[2 * i - 2] * RASTER_SIZE, y = xy[2 * i - 1] * RASTER_SIZE;
      double dx = xy[2 * i] * RASTER_SIZE - x, dy = xy[2 * i + 1] * RASTER_SIZE - y;
      guint steps = 1 + (guint) (4 * MAX (fabs (dx), fabs (dy)));

      /* A quarter of a cell a step, and both cells beside each: no crossed cell is missed. */
      for (guint s = 0; s <= steps; s++)
        {
          double px = x + dx * s / steps, py = y + dy * s / steps;

          for (int ox = -1; ox <= 1; ox += 2)
            for (int oy = -1; oy <= 1; oy += 2)
              {
                int cx = CLAMP ((int) floor (px + ox * 0.13), 0, RASTER_SIZE - 1);
                int cy = CLAMP ((int) floor (py + oy * 0.13), 0, RASTER_SIZE - 1);

                raster[cy * RASTER_SIZE + cx] = CELL_CROSSED;
              }
        }
    }
}

/* Where the outlines of one region cross the middles of the raster's rows. */
typedef struct
{
  GArray *rows[RASTER_SIZE];
} Crossings;

static void
cross_rows (guint id, const double *xy, guint n_points, gboolean last, gpointer user_data)
{
  Crossings *crossings = user_data;

  for (guint i = 0, j = n_points - 1; i < n_points; j = i++)
    {
      double xi = xy[2 * i] * RASTER_SIZE, yi = xy[2 * i + 1] * RASTER_SIZE;
      double xj = xy[2 * j] * RASTER_SIZE, yj = xy[2 * j + 1] * RASTER_SIZE;
      int first = (int) ceil (MIN (yi, yj) - 0.5), end = (int) ceil (MAX (yi, yj) - 0.5);

      for (int row = MAX (first, 0); row < MIN (end, RASTER_SIZE); row++)
        {
          double x = (xj - xi) * (row + 0.5 - yi) / (yj - yi) + xi;

          if (crossings->rows[row] == NULL)
            crossings->rows[row] = g_array_new (FALSE, FALSE, sizeof (double));
          g_array_append_val (crossings->rows[row], x);
        }
    }
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

static void
fill_row (guint8 *cells, GArray *crossings, guint8 region)
{
  g_array_sort (crossings, compare_doubles);
  for (guint i = 0; i + 1 < crossings->len; i += 2)
    {
      int from = (int) ceil (g_array_index (crossings, double, i) - 0.5);
      int to = (int) floor (g_array_index (crossings, double, i + 1) - 0.5);

      for (int x = MAX (from, 0); x <= MIN (to, RASTER_SIZE - 1); x++)
        if (cells[x] == ATLAS_REGION_NONE)
          cells[x] = region;
    }
}

static void
fill_region (guint region)
{
  g_autofree Crossings *crossings = g_new0 (Crossings, 1);

  atlas_shapes_foreach_ring_of (ATLAS_SHAPES_REGIONS, SHAPE_LEVEL, region, cross_rows, crossings);
  for (guint row = 0; row < RASTER_SIZE; row++)
    if (crossings->rows[row])
      {
        fill_row (raster + row * RASTER_SIZE, crossings->rows[row], (guint8) region);
        g_array_unref (crossings->rows[row]);
      }
}

static gpointer
build_raster (gpointer unused)
{
  raster = g_malloc (RASTER_SIZE * RASTER_SIZE);
  memset (raster, ATLAS_REGION_NONE, RASTER_SIZE * RASTER_SIZE);
  atlas_shapes_foreach (ATLAS_SHAPES_REGIONS, SHAPE_LEVEL, 0, 0, 1, 1, mark_edges, NULL);
  for (guint region = 0; region < atlas_region_get_n (); region++)
    fill_region (region);
  return NULL;
}

guint
atlas_region_at (double latitude, double longitude)
{
  static GOnce once = G_ONCE_INIT;
  double x = atlas_mercator_x (longitude), y = atlas_mercator_y (latitude);
  guint cell;

  if (!(x >= 0 && x < 1 && y >= 0 && y < 1) || atlas_region_get_n () == 0)
    return ATLAS_REGION_NONE;

  g_once (&once, build_raster, NULL);
  cell = raster[(int) (y * RASTER_SIZE) * RASTER_SIZE + (int) (x * RASTER_SIZE)];
  return cell == CELL_CROSSED ? probe_outlines (x, y) : cell;
}
