/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli.h"

#include <glib/gstdio.h>
#include <math.h>

#include "atlas-demo.h"
#include "atlas-duplicates.h"
#include "atlas-export.h"
#include "atlas-gazetteer.h"
#include "atlas-geocoder.h"
#include "atlas-heat.h"
#include "atlas-i18n.h"
#include "atlas-import.h"
#include "atlas-map-picture.h"
#include "atlas-mercator.h"
#include "atlas-point-set.h"
#include "atlas-point-years.h"
#include "atlas-selection.h"

static gint64 n_members = 1000000;

static const GOptionEntry options[] = {
  { "members", 'm', 0, G_OPTION_ARG_INT64, &n_members, N_ ("How many people (1000000)"), N_ ("N") },
  { NULL },
};

/* What is short is done so often, and the median told; of several queries the slowest one's, which one median
 * over all of them would hide. */
#define REPEATS 21

/* Of what takes longer. */
#define FEW_REPEATS 5

#define N_ADDRESSES 100000

typedef struct
{
  AtlasCli *cli;
  char *folder;
  char *path;
  AtlasRegister *records; /* filled; NULL until somebody needs it */
  gboolean has_file;      /* the share file of all of them */
} Bench;

static double
get_ms (void)
{
  return g_get_monotonic_time () / 1000.0;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
get_median (double *values, guint n)
{
  qsort (values, n, sizeof *values, compare_doubles);
  return values[n / 2];
}

static gboolean
fill (Bench *self, GError **error)
{
  if (self->records == NULL)
    {
      g_autoptr (AtlasRegister) records = atlas_register_open (self->path, ATLAS_STORE_CREATE, error);

      if (records == NULL || !atlas_demo_fill (records, (guint) n_members, 1, atlas_cli_progress, NULL,
                                               self->cli->cancellable, error))
        return FALSE;
      atlas_cli_end_progress ();
      self->records = g_steal_pointer (&records);
    }
  return TRUE;
}

static char *
get_file_path (Bench *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

static gboolean
write_share_file (Bench *self, double *ms, GError **error)
{
  g_autofree char *path = get_file_path (self, "all.json");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (AtlasQuery) members = atlas_query_parse (&atlas_kind_member, NULL, NULL);
  g_autoptr (AtlasQuery) events = atlas_query_parse (&atlas_kind_event, NULL, NULL);
  AtlasQuery *const queries[] = { members, events, NULL };
  double start = get_ms ();

  if (!fill (self, error))
    return FALSE;
  start = get_ms ();
  if (!atlas_export_write_file (self->records, queries, "json", FALSE, file, NULL, NULL,
                                self->cli->cancellable, NULL, error))
    return FALSE;
  *ms = get_ms () - start;
  self->has_file = TRUE;
  return TRUE;
}

/* The figures. Each returns what it took in the unit of its line of the table; negative with @error. */

static double
time_import (Bench *self, GError **error)
{
  g_autofree char *file_path = get_file_path (self, "all.json");
  g_autofree char *path = get_file_path (self, "imported.db");
  g_autoptr (GFile) file = g_file_new_for_path (file_path);
  g_autoptr (AtlasRegister) records = NULL;
  g_autoptr (AtlasImport) import = NULL;
  double ms;

  if (!self->has_file && !write_share_file (self, &ms, error))
    return -1;
  records = atlas_register_open (path, ATLAS_STORE_CREATE | ATLAS_STORE_EXCLUSIVE, error);
  if (records == NULL)
    return -1;
  import = atlas_import_new (records);
  atlas_import_add_file (import, file);
  atlas_import_set_progress (import, atlas_cli_progress, NULL);
  ms = get_ms ();
  if (!atlas_import_run (import, self->cli->cancellable, error))
    return -1;
  ms = get_ms () - ms;
  atlas_cli_end_progress ();
  g_remove (path);
  return ms;
}

static double
time_export (Bench *self, GError **error)
{
  double ms;

  return write_share_file (self, &ms, error) ? ms : -1;
}

/* Of a file that is there and has been read before, as when the program is started again; several times,
 * since the first comes while what was filled in is still on its way to the disk. */
static double
time_points (Bench *self, GError **error)
{
  double times[FEW_REPEATS];

  if (!fill (self, error))
    return -1;
  for (guint repeat = 0; repeat < FEW_REPEATS; repeat++)
    {
      g_autoptr (AtlasRegister) records = atlas_register_open (self->path, ATLAS_STORE_OPEN_EXISTING, error);
      g_autoptr (AtlasPointIndex) points = NULL;
      double start = get_ms ();

      points = records ? atlas_register_load_points (records, self->cli->cancellable, error) : NULL;
      if (points == NULL)
        return -1;
      times[repeat] = get_ms () - start;
    }
  return get_median (times, FEW_REPEATS);
}

static double
time_concentrations (Bench *self, GError **error)
{
  g_autoptr (AtlasQuery) all = atlas_query_parse (&atlas_kind_member, NULL, NULL);
  g_autoptr (AtlasRegister) records = NULL;
  g_autoptr (AtlasPointSet) set = NULL;
  double start;

  if (!fill (self, error))
    return -1;
  start = get_ms ();
  records = atlas_register_open (self->path, ATLAS_STORE_OPEN_EXISTING, error);
  set = records ? atlas_register_match (records, all, self->cli->cancellable, error) : NULL;
  return set && atlas_point_set_get_regions (set) ? get_ms () - start : -1;
}

/* As atlasctl map does it, from opening the database to the file. */
static double
time_map (Bench *self, GError **error)
{
  const AtlasPictureOptions options = { .smallest = ATLAS_SMALL_CELLS_DEFAULT, .synthetic = TRUE };
  g_autofree char *path = get_file_path (self, "map.png");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (AtlasQuery) all = atlas_query_parse (&atlas_kind_member, NULL, NULL);
  g_autoptr (AtlasMeasure) members = atlas_measure_parse ("members", NULL);
  g_autoptr (AtlasRegister) records = NULL;
  g_autoptr (AtlasPointSet) set = NULL;
  g_autoptr (AtlasMeasured) regions = NULL;
  g_autoptr (AtlasMapPicture) picture = NULL;
  double start;

  if (!fill (self, error))
    return -1;
  start = get_ms ();
  records = atlas_register_open (self->path, ATLAS_STORE_OPEN_EXISTING, error);
  set = records ? atlas_register_match (records, all, self->cli->cancellable, error) : NULL;
  regions = set ? atlas_register_measure (records, members, set, ATLAS_AREAS_REGIONS, NULL, error) : NULL;
  picture = regions ? atlas_map_picture_new (set, regions, NULL, &options) : NULL;
  if (picture == NULL ||
      !atlas_map_picture_write (picture, file, ATLAS_PICTURE_PNG, 1280, 800, self->cli->cancellable, error))
    return -1;
  return get_ms () - start;
}

/* As in the window, where the index stands. */
static gboolean
warm_up (Bench *self, GError **error)
{
  g_autoptr (AtlasPointIndex) points = atlas_register_load_points (self->records, NULL, error);

  return points != NULL;
}

/* A filter of each sort that officers use, and what the map then draws: clusters of a whole continent at a
 * zoom at which they are many. */
static double
time_filter (Bench *self, GError **error)
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

  if (!fill (self, error) || !warm_up (self, error))
    return -1;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (AtlasQuery) query = atlas_query_parse (&atlas_kind_member, texts[i], error);

      double times[REPEATS];

      if (query == NULL)
        return -1;
      for (guint repeat = 0; repeat < REPEATS; repeat++)
        {
          double start = get_ms ();
          g_autoptr (AtlasPointSet) set = atlas_register_match (self->records, query, NULL, error);
          g_autoptr (GArray) clusters = NULL;

          if (set == NULL)
            return -1;
          clusters = atlas_point_set_list_clusters (set, atlas_point_set_level_for_zoom (5, 60),
                                                    atlas_mercator_x (-130), atlas_mercator_y (60),
                                                    atlas_mercator_x (-60), atlas_mercator_y (25), FALSE);
          times[repeat] = get_ms () - start;
        }
      worst = MAX (worst, get_median (times, REPEATS));
    }
  return worst;
}

/* Everybody, counted. (transfer full): NULL with @error */
static AtlasPointSet *
count_everyone (Bench *self, GError **error)
{
  g_autoptr (AtlasQuery) all = atlas_query_parse (&atlas_kind_member, NULL, NULL);

  return fill (self, error) ? atlas_register_match (self->records, all, NULL, error) : NULL;
}

/* The clusters of a window's view: a continent, a province and its neighbours, a town. So short that many are
 * timed at once. */
static double
time_view (Bench *self, double zoom, double west, double south, double east, double north, GError **error)
{
  const guint n = 1000;
  g_autoptr (AtlasPointSet) set = count_everyone (self, error);
  guint level = atlas_point_set_level_for_zoom (zoom, 60);
  double times[REPEATS];

  if (set == NULL)
    return -1;
  for (guint repeat = 0; repeat < REPEATS; repeat++)
    {
      double start = get_ms ();

      for (guint i = 0; i < n; i++)
        {
          g_autoptr (GArray) clusters =
            atlas_point_set_list_clusters (set, level, atlas_mercator_x (west), atlas_mercator_y (north),
                                           atlas_mercator_x (east), atlas_mercator_y (south), FALSE);
        }
      times[repeat] = (get_ms () - start) / n;
    }
  return get_median (times, REPEATS);
}

static double
time_view_3 (Bench *self, GError **error)
{
  return time_view (self, 3, -130, 25, -60, 60, error);
}

static double
time_view_7 (Bench *self, GError **error)
{
  return time_view (self, 7, -80, 42, -72, 46.5, error);
}

static double
time_view_12 (Bench *self, GError **error)
{
  return time_view (self, 12, -79.6, 43.55, -79.2, 43.8, error);
}

/* What a large window shows of the whole continent and around it, four pixels to a cell. */
static double
time_heat (Bench *self, GError **error)
{
  const AtlasHeatGrid grid = { 0.1, 0.2, 1.0 / 1024, 640, 450 };
  const double sigma = 3;
  g_autoptr (AtlasPointSet) set = count_everyone (self, error);
  double times[REPEATS];

  if (set == NULL)
    return -1;
  for (guint repeat = 0; repeat < REPEATS; repeat++)
    {
      double start = get_ms ();
      g_autofree float *heat = atlas_heat_new (set, &grid, sigma);

      atlas_heat_get_full (set, 1024, sigma);
      times[repeat] = get_ms () - start;
    }
  return get_median (times, REPEATS);
}

/* A step of the slider, and what the map then draws. */
static double
time_years (Bench *self, GError **error)
{
  g_autoptr (AtlasPointSet) set = count_everyone (self, error);
  double times[REPEATS];

  if (set == NULL)
    return -1;
  for (guint repeat = 0; repeat < REPEATS; repeat++)
    {
      double start = get_ms ();
      g_autoptr (AtlasPointSet) until =
        atlas_point_set_restrict_years (set, ATLAS_TIME_ARRIVED, G_MININT, 1995 + (int) repeat);

      times[repeat] = get_ms () - start;
    }
  return get_median (times, REPEATS);
}

/* A line drawn by hand around the Great Lakes, with as many corners as one keeps. */
static double
time_lasso (Bench *self, GError **error)
{
  AtlasSelectionPoint points[ATLAS_SELECTION_MAX_POINTS];
  const AtlasSelectionShape shape = { .type = ATLAS_SELECTION_POLYGON,
                                      .points = points,
                                      .n_points = G_N_ELEMENTS (points) };
  g_autoptr (AtlasPointIndex) index = NULL;
  g_autoptr (AtlasSelection) selection = NULL;
  double times[REPEATS];

  if (!fill (self, error))
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
  for (guint repeat = 0; repeat < REPEATS; repeat++)
    {
      double start = get_ms ();
      g_autoptr (AtlasBitset) rows = atlas_selection_match_index (selection, index);

      times[repeat] = get_ms () - start;
    }
  return get_median (times, REPEATS);
}

static double
time_words (Bench *self, const char *text, GError **error)
{
  g_autoptr (AtlasQuery) query = atlas_query_parse (&atlas_kind_member, text, error);
  double times[REPEATS];

  if (query == NULL || !fill (self, error) || !warm_up (self, error))
    return -1;
  for (guint repeat = 0; repeat <= REPEATS; repeat++)
    {
      double start = get_ms ();
      g_autoptr (GArray) ids = atlas_register_list_ids (self->records, query, NULL, 50, NULL, error);

      if (ids == NULL)
        return -1;
      /* The first one reads the order of names, which then stands. */
      if (repeat > 0)
        times[repeat - 1] = get_ms () - start;
    }
  return get_median (times, REPEATS);
}

/* As people type: a name, a trade, a town, letter by letter. */
static double
time_search (Bench *self, GError **error)
{
  static const char *const texts[] = { "u", "uw", "uwa", "uwase", "mon", "nurse", "kigali" };
  double times[G_N_ELEMENTS (texts)];

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      times[i] = time_words (self, texts[i], error);
      if (times[i] < 0)
        return -1;
    }
  return get_median (times, G_N_ELEMENTS (texts));
}

/* Two letters, each of which begins a word of nearly everybody. */
static double
time_broad_search (Bench *self, GError **error)
{
  return time_words (self, "a b", error);
}

static double
time_edit (Bench *self, GError **error)
{
  g_autoptr (AtlasQuery) all = atlas_query_parse (&atlas_kind_member, NULL, NULL);
  g_autoptr (GArray) ids = NULL;
  double times[REPEATS];

  if (!fill (self, error))
    return -1;
  ids = atlas_register_list_ids (self->records, all, "", REPEATS, NULL, error);
  if (ids == NULL)
    return -1;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (AtlasRecord) record =
        atlas_register_load (self->records, &atlas_kind_member, g_array_index (ids, gint64, i), error);
      double start = get_ms ();

      if (record == NULL)
        return -1;
      atlas_record_set_text (record, "other_names", "Bench");
      if (atlas_register_save (self->records, record, error) == 0)
        return -1;
      times[i] = get_ms () - start;
    }
  return ids->len ? get_median (times, ids->len) : 0;
}

/* Finding who is recorded twice, once all is read. */
static double
time_duplicates (Bench *self, GError **error)
{
  g_autoptr (AtlasDuplicates) duplicates = NULL;
  double times[3];

  if (!fill (self, error))
    return -1;
  duplicates = atlas_duplicates_new (self->records, NULL, NULL, self->cli->cancellable, error);
  if (duplicates == NULL)
    return -1;
  for (guint repeat = 0; repeat < G_N_ELEMENTS (times); repeat++)
    {
      double start = get_ms ();
      g_autoptr (GArray) pairs = atlas_duplicates_search (duplicates, ATLAS_DUPLICATES_THRESHOLD, NULL, NULL,
                                                          NULL, NULL, self->cli->cancellable, error);

      if (pairs == NULL)
        return -1;
      times[repeat] = get_ms () - start;
    }
  return get_median (times, G_N_ELEMENTS (times));
}

/* What that reads, and packs, before. */
static double
time_duplicates_read (Bench *self, GError **error)
{
  g_autoptr (AtlasDuplicates) duplicates = NULL;
  double start;

  if (!fill (self, error))
    return -1;
  start = get_ms ();
  duplicates = atlas_duplicates_new (self->records, NULL, NULL, self->cli->cancellable, error);
  return duplicates ? get_ms () - start : -1;
}

/* Thousands of addresses a second. */
static double
time_geocode (Bench *self, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  guint n_places = atlas_gazetteer_get_n_places ();
  guint n_found = 0;
  double start;

  for (guint i = 0; n_places > 0 && i < N_ADDRESSES; i++)
    {
      AtlasPlace place;

      atlas_gazetteer_get_place ((guint) ((guint64) i * 7919 % n_places), &place);
      g_ptr_array_add (lines,
                       place.region == ATLAS_REGION_NONE
                         ? g_strdup (place.name)
                         : g_strdup_printf ("%s, %s", place.name, atlas_region_get_name_en (place.region)));
    }
  start = get_ms ();
  for (guint i = 0; i < lines->len; i++)
    {
      AtlasGeocode result;

      n_found += atlas_geocode_text (g_ptr_array_index (lines, i), -1, &result);
    }
  if (n_found == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The geographic data is missing."));
      return -1;
    }
  return lines->len / (get_ms () - start);
}

static const struct
{
  const char *name;
  const char *unit;
  const char *what;
  double (*run) (Bench *self, GError **error);
} benches[] = {
  { "geocode", "1000/s", N_ ("addresses placed, in thousands a second"), time_geocode },
  { "export", "ms", N_ ("writing all as a share file"), time_export },
  { "import", "ms", N_ ("reading that file into an empty database"), time_import },
  { "points", "ms", N_ ("loading the map’s points"), time_points },
  { "concentrations", "ms", N_ ("opening the database and counting by region"), time_concentrations },
  { "filter", "ms", N_ ("a new filter: regions and clusters counted anew; the slowest of several"),
    time_filter },
  { "view-3", "ms", N_ ("the clusters of a view at zoom 3: a continent"), time_view_3 },
  { "view-7", "ms", N_ ("the same at zoom 7: a province"), time_view_7 },
  { "view-12", "ms", N_ ("the same at zoom 12: a town"), time_view_12 },
  { "heat", "ms", N_ ("how densely people live, for a large window"), time_heat },
  { "years", "ms", N_ ("who had arrived by a year, counted anew"), time_years },
  { "map", "ms", N_ ("opening the database and drawing the map into a file"), time_map },
  { "lasso", "ms", N_ ("who is inside a line of 200 corners"), time_lasso },
  { "search", "ms", N_ ("the first 50 people of a search by words; the median of several"), time_search },
  { "search-broad", "ms", N_ ("the same for two letters that match nearly everybody"), time_broad_search },
  { "edit", "ms", N_ ("saving one person"), time_edit },
  { "duplicates-read", "ms", N_ ("reading what is compared to find doubles"), time_duplicates_read },
  { "duplicates", "ms", N_ ("finding who is recorded twice, once that is read"), time_duplicates },
};

static void
print_figure (Bench *self, guint i, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, value < 0.1 ? "%.5f" : value < 10 ? "%.3f" : "%.0f", value);
  if (self->cli->json)
    {
      JsonBuilder *builder = json_builder_new ();

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "name");
      json_builder_add_string_value (builder, benches[i].name);
      json_builder_set_member_name (builder, "value");
      json_builder_add_double_value (builder, value);
      json_builder_set_member_name (builder, "unit");
      json_builder_add_string_value (builder, benches[i].unit);
      json_builder_set_member_name (builder, "members");
      json_builder_add_int_value (builder, n_members);
      json_builder_end_object (builder);
      atlas_cli_print_json (builder);
    }
  else
    {
      g_autofree char *line =
        g_strdup_printf ("%-15s %10s %-7s %s\n", benches[i].name, text, benches[i].unit, _ (benches[i].what));

      atlas_cli_print (line);
    }
}

static gboolean
is_wanted (char **names, const char *name)
{
  return names == NULL || names[0] == NULL || g_strv_contains ((const char *const *) names, name);
}

static gboolean
check_names (char **names, GError **error)
{
  const char *known[G_N_ELEMENTS (benches) + 1] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (benches); i++)
    known[i] = benches[i].name;
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (atlas_cli_find_choice ("NAME", names[i], known, error) < 0)
      return FALSE;
  return TRUE;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  Bench self = { .cli = cli };
  gboolean good = TRUE;

  if (n_members < 1 || n_members > ATLAS_DEMO_MAX_MEMBERS)
    {
      atlas_cli_fail_usage (error, _ ("--members must be between 1 and %d."), ATLAS_DEMO_MAX_MEMBERS);
      return ATLAS_CLI_FAILED;
    }
  if (!check_names (arguments, error))
    return ATLAS_CLI_FAILED;
  self.folder = g_dir_make_tmp ("atlas-bench-XXXXXX", error);
  if (self.folder == NULL)
    return ATLAS_CLI_FAILED;
  self.path = get_file_path (&self, "bench.db");

  for (guint i = 0; good && i < G_N_ELEMENTS (benches); i++)
    if (is_wanted (arguments, benches[i].name))
      {
        double value = benches[i].run (&self, error);

        good = value >= 0;
        if (good)
          print_figure (&self, i, value);
      }

  g_clear_object (&self.records);
  remove_folder (self.folder);
  g_free (self.folder);
  g_free (self.path);
  return good ? ATLAS_CLI_DONE : ATLAS_CLI_FAILED;
}

static char *
dup_help (void)
{
  GString *help = g_string_new (_ ("Names:"));

  for (guint i = 0; i < G_N_ELEMENTS (benches); i++)
    g_string_append_printf (help, "\n  %-15s %s", benches[i].name, _ (benches[i].what));
  return g_string_free (help, FALSE);
}

const AtlasCommand atlas_command_bench = {
  .name = "bench",
  .arguments = N_ ("[NAME...]"),
  .max_arguments = -1,
  .flags = ATLAS_COMMAND_CANCELLABLE,
  .summary = N_ ("time the core on invented people"),
  .help =
    N_ ("Makes a database of invented people in a temporary folder, times what must be fast, and removes\n"
        "it again. Without a NAME all is timed. With --json each figure is a line."),
  .dup_help = dup_help,
  .options = options,
  .run = run,
};
