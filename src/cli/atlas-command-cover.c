/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-points.h"

#include <math.h>

#include "atlas-cli-table.h"
#include "atlas-cover.h"
#include "atlas-i18n.h"

static double seconds = 1, radius = NAN;
static gint64 seed;
static int n_sites = -1;

static const GOptionEntry options[] = {
  { "sites", 's', 0, G_OPTION_ARG_INT, &n_sites, N_ ("Choose so many points"), N_ ("K") },
  { "radius", 'r', 0, G_OPTION_ARG_DOUBLE, &radius, N_ ("Each reaches what lies within so many kilometres"),
    N_ ("KM") },
  ATLAS_CLI_OPTION_SECONDS (&seconds),
  ATLAS_CLI_OPTION_SEED (&seed),
  { NULL },
};

static gboolean
check_options (AtlasSolverLimits *limits, GError **error)
{
  if (n_sites < 1)
    return atlas_cli_fail_usage (error, "%s", _ ("Say how many points to choose: --sites K, at least 1."));
  if (!(radius >= 0 && radius <= 25000))
    return atlas_cli_fail_usage (error, "%s",
                                 _ ("Say how far each reaches: --radius KM, from 0 to 25000 kilometres."));
  return atlas_cli_get_limits (seconds, seed, limits, error);
}

static void
print_json (AtlasPoints *points, const AtlasCover *cover)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append_printf (out, "{\"points\":%u", atlas_points_get_n (points));
  atlas_cli_append_number (out, "radius_km", radius);
  atlas_cli_append_number (out, "total", cover->total);
  atlas_cli_append_number (out, "covered", cover->covered);
  atlas_cli_append_number (out, "upper_bound", cover->upper_bound);
  atlas_cli_append_number (out, "gap", atlas_cover_get_gap (cover));
  g_string_append (out, ",\"sites\":[");
  for (guint i = 0; i < cover->n_sites; i++)
    {
      g_string_append (out, i > 0 ? ",\n" : "\n");
      atlas_cli_append_point (out, points, cover->sites[i]);
      atlas_cli_append_number (out, "newly_covered", cover->added[i]);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "\n]}\n");
  atlas_cli_print_json_text (out);
}

static void
print_table (AtlasPoints *points, const AtlasCover *cover)
{
  const char *titles[] = { _ ("Point"), _ (">Newly reached"), _ (">So far") };
  AtlasCliTable *table = atlas_cli_table_new (titles, G_N_ELEMENTS (titles));
  g_autofree char *covered = atlas_cli_dup_number (cover->covered),
                  *total = atlas_cli_dup_number (cover->total);
  g_autofree char *gap = atlas_cli_dup_gap (atlas_cover_get_gap (cover));
  double so_far = 0;

  for (guint i = 0; i < cover->n_sites; i++)
    {
      g_autofree char *name = atlas_cli_dup_point_name (points, cover->sites[i]);
      g_autofree char *added = atlas_cli_dup_number (cover->added[i]);
      g_autofree char *so_far_text = NULL;

      so_far += cover->added[i];
      so_far_text = atlas_cli_dup_number (so_far);
      atlas_cli_table_add (table, (const char *[]){ name, added, so_far_text });
    }
  atlas_cli_table_finish (table);
  /* Translators: the weight that is reached, that of all, and how far from the best choice that may be. */
  atlas_cli_say (_ ("Reached: %s of %s. Below the most there could be by at most: %s"), covered, total, gap);
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  AtlasSolverLimits limits;
  g_autoptr (AtlasPoints) points =
    check_options (&limits, error) ? atlas_cli_read_points (cli, arguments[0], FALSE, error) : NULL;
  g_autoptr (AtlasCover) cover = NULL;

  if (points == NULL)
    return ATLAS_CLI_FAILED;
  cover = atlas_cover_solve (points, (guint) n_sites, radius, &limits, cli->cancellable);
  if (cli->json)
    print_json (points, cover);
  else
    print_table (points, cover);
  return ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_cover = {
  .name = "cover",
  .arguments = N_ ("FILE"),
  .min_arguments = 1,
  .max_arguments = 1,
  .flags = ATLAS_COMMAND_CANCELLABLE,
  .summary = N_ ("choose the points from which most are within reach"),
  .help = N_ (
    "FILE is a table with the columns name, latitude, longitude and weight (or members) in any order;\n"
    "without a weight each point counts 1; “-” is standard input. Chooses K of the points so that as\n"
    "much weight as possible lies within the radius, by great circles, of at least one of them.\n"
    "Ctrl+C ends the search, and the best choice so far is printed. Needs no database.\n"
    "\n"
    "With --json: {\"points\", \"radius_km\", \"total\", \"covered\", \"upper_bound\", \"gap\", \"sites\":\n"
    "[{\"index\", \"name\", \"latitude\", \"longitude\", \"newly_covered\"}]}: the index counts the points "
    "of the\n"
    "file from 1; what several sites reach is newly covered by the first of them; no choice covers more\n"
    "than upper_bound; gap is 0.01 for one per cent below it.\n"
    "\n"
    "Examples:\n"
    "  atlasctl cover towns.csv --sites 5 --radius 80\n"
    "  atlasctl cover - --sites 12 --radius 50 --json < towns.csv"),
  .options = options,
  .run = run,
};
