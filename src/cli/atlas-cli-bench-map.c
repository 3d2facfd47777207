/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-bench.h"

#include <math.h>

#include "atlas-heat.h"
#include "atlas-map-picture.h"
#include "atlas-mercator.h"
#include "atlas-point-set.h"
#include "atlas-point-years.h"
#include "atlas-selection.h"

/* What the map does. */

/* Of what takes longer. */
#define FEW_REPEATS 5

/* Of a file that is there and has been read before, as when the program is started again; several times,
 * since the first comes while what was filled in is still on its way to the disk. */
double
atlas_bench_time_points (AtlasBench *self, GError **error)
{
  double times[FEW_REPEATS];

  if (!atlas_bench_fill (self, error))
    return -1;
  for (guint repeat = 0; repeat < FEW_REPEATS; repeat++)
    {
      g_autoptr (AtlasRegister) records = atlas_register_open (self->path, ATLAS_STORE_OPEN_EXISTING, error);
      g_autoptr (AtlasPointIndex) points = NULL;
      double start = atlas_bench_get_ms ();

      points = records ? atlas_register_load_points (records, self->cli->cancellable, error) : NULL;
      if (points == NULL)
        return -1;
      times[repeat] = atlas_bench_get_ms () - start;
    }
  return atlas_bench_get_median (times, FEW_REPEATS);
}

double
atlas_bench_time_concentrations (AtlasBench *self, GError **error)
{
  g_autoptr (AtlasQuery) all = atlas_query_parse (&atlas_kind_member, NULL, NULL);
  g_autoptr (AtlasRegister) records = NULL;
  g_autoptr (AtlasPointSet) set = NULL;
  double start;

  if (!atlas_bench_fill (self, error))
    return -1;
  start = atlas_bench_get_ms ();
  records = atlas_register_open (self->path, ATLAS_STORE_OPEN_EXISTING, error);
  set = records ? atlas_register_match (records, all, self->cli->cancellable, error) : NULL;
  return set && atlas_point_set_get_regions (set) ? atlas_bench_get_ms () - start : -1;
}

/* As atlasctl map does it, from opening the database to the file. */
double
atlas_bench_time_map (AtlasBench *self, GError **error)
{
  const AtlasPictureOptions options = { .smallest = ATLAS_SMALL_CELLS_DEFAULT, .synthetic = TRUE };
  g_autofree char *path = atlas_bench_dup_path (self, "map.png");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (AtlasQuery) all = atlas_query_parse (&atlas_kind_member, NULL, NULL);
  g_autoptr (AtlasMeasure) members = atlas_measure_parse ("members", NULL);
  g_autoptr (AtlasRegister) records = NULL;
  g_autoptr (AtlasPointSet) set = NULL;
  g_autoptr (AtlasMeasured) regions = NULL;
  g_autoptr (AtlasMapPicture) picture = NULL;
  double start;

  if (!atlas_bench_fill (self, error))
    return -1;
  start = atlas_bench_get_ms ();
  records = atlas_register_open (self->path, ATLAS_STORE_OPEN_EXISTING, error);
  set = records ? atlas_register_match (records, all, self->cli->cancellable, error) : NULL;
  regions = set ? atlas_register_measure (records, members, set, ATLAS_AREAS_REGIONS, NULL, error) : NULL;
  picture = regions ? atlas_map_picture_new (set, regions, NULL, &options) : NULL;
  if (picture == NULL ||
      !atlas_map_picture_write (picture, file, ATLAS_PICTURE_PNG, 1280, 800, self->cli->cancellable, error))
    return -1;
  return atlas_bench_get_ms () - start;
}

/* A filter of each sort that officers use, and what the map then draws: clusters of a whole continent at a
 * zoom at which they are many. */
double
atlas_bench_time_filter (AtlasBench *self, GError **error)
{
  static const char *const texts[] = {
    "sex:female",
    "age:25..40",
    "education:>=6 sex:female",
    "region:CA-ON,CA-QC consent:email",
    "occupation:22 language:fr",
    "interest:remote,mentoring age:25..60 -region:US-TX",
    "near:\"Toronto\",50km",
  };
  double worst = 0;

  if (!atlas_bench_warm_up (self, error))
    return -1;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (AtlasQuery) query = atlas_query_parse (&atlas_kind_member, texts[i], error);

      double times[ATLAS_BENCH_REPEATS];

      if (query == NULL)
        return -1;
      for (guint repeat = 0; repeat < ATLAS_BENCH_REPEATS; repeat++)
        {
          double start = atlas_bench_get_ms ();
          g_autoptr (AtlasPointSet) set = atlas_register_match (self->records, query, NULL, error);
          g_autoptr (GArray) clusters = NULL;

          if (set == NULL)
            return -1;
          clusters = atlas_point_set_list_clusters (set, atlas_point_set_level_for_zoom (5, 60),
                                                    atlas_mercator_x (-130), atlas_mercator_y (60),
                                                    atlas_mercator_x (-60), atlas_mercator_y (25), FALSE);
          times[repeat] = atlas_bench_get_ms () - start;
        }
      worst = MAX (worst, atlas_bench_get_median (times, ATLAS_BENCH_REPEATS));
    }
  return worst;
}

/* Everybody, counted. (transfer full): NULL with @error */
static AtlasPointSet *
count_everyone (AtlasBench *self, GError **error)
{
  g_autoptr (AtlasQuery) all = atlas_query_parse (&atlas_kind_member, NULL, NULL);

  return atlas_bench_fill (self, error) ? atlas_register_match (self->records, all, NULL, error) : NULL;
}

/* The clusters of a window's view: a continent, a province and its neighbours, a town. So short that many are
 * timed at once. */
static double
time_view (
  AtlasBench *self, double zoom, double west, double south, double east, double north, GError **error)
{
  const guint n = 1000;
  g_autoptr (AtlasPointSet) set = count_everyone (self, error);
  guint level = atlas_point_set_level_for_zoom (zoom, 60);
  double times[ATLAS_BENCH_REPEATS];

  if (set == NULL)
    return -1;
  for (guint repeat = 0; repeat < ATLAS_BENCH_REPEATS; repeat++)
    {
      double start = atlas_bench_get_ms ();

      for (guint i = 0; i < n; i++)
        {
          g_autoptr (GArray) clusters =
            atlas_point_set_list_clusters (set, level, atlas_mercator_x (west), atlas_mercator_y (north),
                                           atlas_mercator_x (east), atlas_mercator_y (south), FALSE);
        }
      times[repeat] = (atlas_bench_get_ms () - start) / n;
    }
  return atlas_bench_get_median (times, ATLAS_BENCH_REPEATS);
}

double
atlas_bench_time_view_3 (AtlasBench *self, GError **error)
{
  return time_view (self, 3, -130, 25, -60, 60, error);
}

double
atlas_bench_time_view_7 (AtlasBench *self, GError **error)
{
  return time_view (self, 7, -80, 42, -72, 46.5, error);
}

double
atlas_bench_time_view_12 (AtlasBench *self, GError **error)
{
  return time_view (self, 12, -79.6, 43.55, -79.2, 43.8, error);
}

/* What a large window shows of the whole continent and around it, four pixels to a cell. */
double
atlas_bench_time_heat (AtlasBench *self, GError **error)
{
  const AtlasHeatGrid grid = { 0.1, 0.2, 1.0 / 1024, 640, 450 };
  const double sigma = 3;
  g_autoptr (AtlasPointSet) set = count_everyone (self, error);
  double times[ATLAS_BENCH_REPEATS];

  if (set == NULL)
    return -1;
  for (guint repeat = 0; repeat < ATLAS_BENCH_REPEATS; repeat++)
    {
      double start = atlas_bench_get_ms ();
      g_autofree float *heat = atlas_heat_new (set, &grid, sigma);

      atlas_heat_get_full (set, 1024, sigma);
      times[repeat] = atlas_bench_get_ms () - start;
    }
  return atlas_bench_get_median (times, ATLAS_BENCH_REPEATS);
}

/* A step of the slider, and what the map then draws. */
double
atlas_bench_time_years (AtlasBench *self, GError **error)
{
  g_autoptr (AtlasPointSet) set = count_everyone (self, error);
  double times[ATLAS_BENCH_REPEATS];

  if (set == NULL)
    return -1;
  for (guint repeat = 0; repeat < ATLAS_BENCH_REPEATS; repeat++)
    {
      double start = atlas_bench_get_ms ();
      g_autoptr (AtlasPointSet) until =
        atlas_point_set_restrict_years (set, ATLAS_TIME_ARRIVED, G_MININT, 1995 + (int) repeat);

      times[repeat] = atlas_bench_get_ms () - start;
    }
  return atlas_bench_get_median (times, ATLAS_BENCH_REPEATS);
}

/* A line drawn by hand around the Great Lakes, with as many corners as one keeps. */
double
atlas_bench_time_lasso (AtlasBench *self, GError **error)
{
  AtlasSelectionPoint points[ATLAS_SELECTION_MAX_POINTS];
  const AtlasSelectionShape shape = { .type = ATLAS_SELECTION_POLYGON,
                                      .points = points,
                                      .n_points = G_N_ELEMENTS (points) };
  g_autoptr (AtlasPointIndex) index = NULL;
  g_autoptr (AtlasSelection) selection = NULL;
  double times[ATLAS_BENCH_REPEATS];

  if (!atlas_bench_fill (self, error))
    return -1;
  index = atlas_register_load_points (self->records, NULL, error);
  if (index == NULL)
    return -1;
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      double angle = 2 * G_PI * i / G_N_ELEMENTS (points);
      double reach = 1 + 0.1 * sin (9 * angle);

      points[i] = (AtlasSelectionPoint){ 44 + 5 * reach * sin (angle), -82 + 10 * reach * cos (angle) };
    }
  selection = atlas_selection_add (NULL, &shape, FALSE);
  for (guint repeat = 0; repeat < ATLAS_BENCH_REPEATS; repeat++)
    {
      double start = atlas_bench_get_ms ();
      g_autoptr (AtlasBitset) rows = atlas_selection_match_index (selection, index);

      times[repeat] = atlas_bench_get_ms () - start;
    }
  return atlas_bench_get_median (times, ATLAS_BENCH_REPEATS);
}
