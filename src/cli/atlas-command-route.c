/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-points.h"

#include "atlas-cli-table.h"
#include "atlas-i18n.h"
#include "atlas-json-writer.h"
#include "atlas-tour.h"

static double seconds = 1;
static gint64 seed;

static const GOptionEntry options[] = {
  ATLAS_CLI_OPTION_SECONDS (&seconds),
  ATLAS_CLI_OPTION_SEED (&seed),
  { NULL },
};

static void
print_json (AtlasPoints *points, const AtlasTour *tour, const char *unit)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append_printf (out, "{\"points\":%u", tour->n);
  atlas_cli_append_number (out, "length", tour->length);
  g_string_append (out, ",\"unit\":");
  atlas_json_append_string_or_null (out, unit);
  atlas_cli_append_number (out, "lower_bound", tour->lower_bound);
  atlas_cli_append_number (out, "gap", atlas_tour_get_gap (tour));
  g_string_append (out, ",\"order\":[");
  for (guint i = 0; i < tour->n; i++)
    {
      g_string_append (out, i > 0 ? ",\n" : "\n");
      atlas_cli_append_point (out, points, tour->order[i]);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "\n]}\n");
  atlas_cli_print_json_text (out);
}

static void
print_table (AtlasPoints *points, const AtlasTour *tour, const char *unit)
{
  const char *titles[] = { _ (">Stop"), _ ("Point"), _ (">From the last"), _ (">So far") };
  AtlasCliTable *table = atlas_cli_table_new (titles, G_N_ELEMENTS (titles));
  g_autofree char *length = atlas_cli_dup_number (tour->length),
                  *gap = atlas_cli_dup_gap (atlas_tour_get_gap (tour));
  double so_far = 0;

  for (guint i = 0; i < tour->n; i++)
    {
      double leg = i > 0 ? atlas_points_get_distance (points, tour->order[i - 1], tour->order[i]) : 0;
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      g_autofree char *name = atlas_cli_dup_point_name (points, tour->order[i]);
      g_autofree char *leg_text = atlas_cli_dup_number (leg);
      g_autofree char *so_far_text = NULL;

      so_far += leg;
      so_far_text = atlas_cli_dup_number (so_far);
      atlas_cli_table_add (table, (const char *[]){ number, name, leg_text, so_far_text });
    }
  atlas_cli_table_finish (table);
  /* Translators: a length with its unit, which may be empty, and how far from the shortest it may be: "12,480
   * km". */
  atlas_cli_say (_ ("Length, with the way back: %s %s. Above the shortest by at most: %s"), length,
                 unit ? unit : "", gap);
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  AtlasSolverLimits limits;
  g_autoptr (AtlasPoints) points = atlas_cli_get_limits (seconds, seed, &limits, error)
                                     ? atlas_cli_read_points (cli, arguments[0], TRUE, error)
                                     : NULL;
  g_autoptr (AtlasTour) tour = NULL;
  const char *unit;

  if (points == NULL)
    return ATLAS_CLI_FAILED;
  tour = atlas_tour_solve (points, &limits, cli->cancellable);
  unit = atlas_points_get_metric (points) == ATLAS_METRIC_GREAT_CIRCLE ? "km" : NULL;
  if (cli->json)
    print_json (points, tour, unit);
  else
    print_table (points, tour, unit);
  return ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_route = {
  .name = "route",
  .arguments = N_ ("FILE"),
  .min_arguments = 1,
  .max_arguments = 1,
  .flags = ATLAS_COMMAND_CANCELLABLE,
  .summary = N_ ("find a short way through given points and back"),
  .help =
    N_ ("FILE is a table with the columns name, latitude and longitude in any order, or a file of TSPLIB of\n"
        "the types EUC_2D, CEIL_2D, ATT and GEO; “-” is standard input. The tour begins with the first\n"
        "point. Lengths are kilometres by great circles, or follow the rule that the TSPLIB file names.\n"
        "Ctrl+C ends the search, and the best tour so far is printed. Needs no database.\n"
        "\n"
        "With --json: {\"points\", \"length\", \"unit\", \"lower_bound\", \"gap\", \"order\": [{\"index\", "
        "\"name\",\n"
        "\"latitude\", \"longitude\"}]}: the index counts the points of the file from 1; no tour is shorter "
        "than\n"
        "lower_bound; gap is 0.01 for one per cent above it. Both are null where a short search among\n"
        "many points leaves no time for them. Points of TSPLIB have x and y instead, and no unit.\n"
        "\n"
        "Examples:\n"
        "  atlasctl route stops.csv\n"
        "  atlasctl route --seconds 10 --json berlin52.tsp"),
  .options = options,
  .run = run,
};
