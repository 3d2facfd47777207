/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-points.h"

#include "atlas-cli-table.h"
#include "atlas-i18n.h"
#include "atlas-orienteering.h"

static double seconds = 2;
static gint64 seed;

static const GOptionEntry options[] = {
  ATLAS_CLI_OPTION_SECONDS (&seconds),
  ATLAS_CLI_OPTION_SEED (&seed),
  { NULL },
};

static void
print_json (const AtlasOrienteering *problem, const AtlasRoutes *routes)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append_printf (out, "{\"points\":%u", atlas_points_get_n (problem->points));
  atlas_cli_append_number (out, "budget", problem->budget);
  atlas_cli_append_number (out, "score", routes->score);
  atlas_cli_append_number (out, "upper_bound", routes->upper_bound);
  atlas_cli_append_number (out, "gap", atlas_routes_get_gap (routes));
  g_string_append (out, ",\"paths\":[");
  for (guint i = 0; i < routes->n_paths; i++)
    {
      g_string_append (out, i > 0 ? ",\n{" : "\n{");
      g_string_append (out, "\"order\":[");
      for (guint j = 0; j < routes->paths[i]->len; j++)
        g_string_append_printf (out, "%s%u", j > 0 ? "," : "",
                                g_array_index (routes->paths[i], guint, j) + 1);
      g_string_append_c (out, ']');
      atlas_cli_append_number (out, "length", routes->lengths[i]);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "\n]}\n");
  atlas_cli_print_json_text (out);
}

static void
print_table (const AtlasOrienteering *problem, const AtlasRoutes *routes)
{
  const char *titles[] = { _ (">Path"), _ (">Point"), _ (">Score"), _ (">So far") };
  AtlasCliTable *table = atlas_cli_table_new (titles, G_N_ELEMENTS (titles));
  g_autofree char *score = atlas_cli_dup_number (routes->score);
  g_autofree char *gap = atlas_cli_dup_gap (atlas_routes_get_gap (routes));

  for (guint i = 0; i < routes->n_paths; i++)
    {
      double so_far = 0;

      for (guint j = 0; j < routes->paths[i]->len; j++)
        {
          guint point = g_array_index (routes->paths[i], guint, j);
          g_autofree char *path = g_strdup_printf ("%u", i + 1);
          g_autofree char *number = g_strdup_printf ("%u", point + 1);
          g_autofree char *point_score =
            atlas_cli_dup_number (atlas_points_get_weight (problem->points, point));
          g_autofree char *length = NULL;

          if (j > 0)
            so_far += atlas_points_get_distance (problem->points,
                                                 g_array_index (routes->paths[i], guint, j - 1), point);
          length = atlas_cli_dup_number (so_far);
          atlas_cli_table_add (table, (const char *[]){ path, number, point_score, length });
        }
    }
  atlas_cli_table_finish (table);
  /* Translators: the score that is reached, and how far from the best that may be. */
  atlas_cli_say (_ ("Score: %s. Below the most there could be by at most: %s"), score, gap);
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  AtlasSolverLimits limits;
  g_auto (AtlasOrienteering) problem = { NULL };
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = atlas_cli_get_limits (seconds, seed, &limits, error)
                               ? atlas_cli_read_bytes (cli, arguments[0], &name, error)
                               : NULL;
  g_autoptr (AtlasRoutes) routes = NULL;
  const char *text;
  gsize length;

  if (bytes == NULL)
    return ATLAS_CLI_FAILED;
  text = g_bytes_get_data (bytes, &length);
  if (!atlas_orienteering_parse (&problem, text != NULL ? text : "", length, name, error))
    return ATLAS_CLI_FAILED;
  routes = atlas_orienteering_solve (&problem, &limits, cli->cancellable);
  if (cli->json)
    print_json (&problem, routes);
  else
    print_table (&problem, routes);
  return ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_orient = {
  .name = "orient",
  .arguments = N_ ("FILE"),
  .min_arguments = 1,
  .max_arguments = 1,
  .flags = ATLAS_COMMAND_CANCELLABLE,
  .summary = N_ ("visit what scores most within a budget of length"),
  .help = N_ (
    "FILE is an orienteering problem in the text form of Tsiligirides and Chao: a line with the greatest\n"
    "length of a path and the number of paths, then a line “x y score” for each point, the start first\n"
    "and the end second; “-” is standard input. No point but these is on two paths. Where the end is\n"
    "out of reach there is no path. Ctrl+C ends the search, and the best paths so far are printed.\n"
    "Needs no database.\n"
    "\n"
    "With --json: {\"points\", \"budget\", \"score\", \"upper_bound\", \"gap\", \"paths\": [{\"order\", "
    "\"length\"}]}:\n"
    "an order lists points as the file has them, from 1; nothing scores more than upper_bound; gap is\n"
    "0.01 for one per cent below it.\n"
    "\n"
    "Examples:\n"
    "  atlasctl orient tsiligirides_1_30.txt\n"
    "  atlasctl orient - --seconds 2 --json < problem.txt"),
  .options = options,
  .run = run,
};
