/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli.h"

#include <math.h>

#include "atlas-cli-table.h"
#include "atlas-i18n.h"
#include "atlas-json-writer.h"
#include "atlas-mercator.h"
#include "atlas-number.h"

/* Pixels between clusters at a zoom, as far apart as circles on a map want to be. */
#define CELL_PIXELS 64
#define MAX_ZOOM    24

static double zoom = NAN;
static char *bbox, *query_text;

static const GOptionEntry options[] = {
  { "zoom", 'z', 0, G_OPTION_ARG_DOUBLE, &zoom, N_ ("Zoom of the map: 0 is the world, 24 a doorstep"),
    N_ ("Z") },
  { "bbox", 'b', 0, G_OPTION_ARG_FILENAME, &bbox, N_ ("Only within this box, in degrees"), N_ ("W,S,E,N") },
  ATLAS_CLI_OPTION_QUERY (&query_text),
  { NULL },
};

static gboolean
check_zoom (GError **error)
{
  if (isnan (zoom))
    return atlas_cli_fail_usage (error, "%s", _ ("Say how far apart clusters shall be: --zoom 0 to 24."));
  if (zoom < 0 || zoom > MAX_ZOOM)
    return atlas_cli_fail_usage (error, _ ("--zoom must be between 0 and %d."), MAX_ZOOM);
  return TRUE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const AtlasCluster *x = a, *y = b;

  if (x->members != y->members)
    return x->members > y->members ? -1 : 1;
  return (x->cell > y->cell) - (x->cell < y->cell);
}

static void
print_json (GArray *clusters)
{
  g_autoptr (GString) out = g_string_new ("[");

  for (guint i = 0; i < clusters->len; i++)
    {
      const AtlasCluster *cluster = &g_array_index (clusters, AtlasCluster, i);

      g_string_append (out, i > 0 ? ",\n{\"latitude\":" : "\n{\"latitude\":");
      atlas_json_append_real (out, atlas_mercator_latitude (cluster->y));
      g_string_append (out, ",\"longitude\":");
      atlas_json_append_real (out, atlas_mercator_longitude (cluster->x));
      g_string_append_printf (out, ",\"members\":%u}", cluster->members);
    }
  g_string_append (out, "\n]\n");
  atlas_cli_print_json_text (out);
}

static void
print_table (GArray *clusters)
{
  const char *titles[] = { _ (">People"), _ (">Latitude"), _ (">Longitude") };
  AtlasCliTable *table = atlas_cli_table_new (titles, G_N_ELEMENTS (titles));

  for (guint i = 0; i < clusters->len; i++)
    {
      const AtlasCluster *cluster = &g_array_index (clusters, AtlasCluster, i);
      g_autofree char *members = atlas_number_format (cluster->members);
      g_autofree char *latitude = g_strdup_printf ("%.5f", atlas_mercator_latitude (cluster->y));
      g_autofree char *longitude = g_strdup_printf ("%.5f", atlas_mercator_longitude (cluster->x));

      atlas_cli_table_add (table, (const char *[]){ members, latitude, longitude });
    }
  atlas_cli_table_finish (table);
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  AtlasCliBox box;
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (AtlasRegister) source =
    check_zoom (error) && atlas_cli_parse_box (bbox, &box, error)
      ? atlas_cli_open_for (cli, &atlas_kind_member, query_text, &query, error)
      : NULL;
  g_autoptr (AtlasPointSet) set = source ? atlas_register_match (source, query, NULL, error) : NULL;
  g_autoptr (GArray) clusters = NULL;

  if (set == NULL)
    return ATLAS_CLI_FAILED;
  clusters = atlas_point_set_list_clusters (set, atlas_point_set_level_for_zoom (zoom, CELL_PIXELS),
                                            atlas_mercator_x (box.west), atlas_mercator_y (box.north),
                                            atlas_mercator_x (box.east), atlas_mercator_y (box.south), TRUE);
  g_array_sort (clusters, compare);
  if (cli->json)
    print_json (clusters);
  else
    print_table (clusters);
  return ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_clusters = {
  .name = "clusters",
  .summary = N_ ("count people by what lies together on a map"),
  .help =
    N_ ("A cluster lies in the middle of its members. The sum of all clusters is the number of those who\n"
        "have a position in the box. A west beyond the east is a box across 180 degrees. “atlasctl list\n"
        "--help” tells how a query is written.\n"
        "\n"
        "With --json: [{\"latitude\", \"longitude\", \"members\"}], degrees (WGS 84), the largest first.\n"
        "\n"
        "Examples:\n"
        "  atlasctl clusters --zoom 5\n"
        "  atlasctl clusters --zoom 10 --bbox -80,43,-79,44 --query skill:nursing --json"),
  .options = options,
  .run = run,
};
