/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-bench.h"

#include <glib/gstdio.h>

#include "atlas-demo.h"
#include "atlas-i18n.h"

static gint64 n_members = 1000000;

static const GOptionEntry options[] = {
  { "members", 'm', 0, G_OPTION_ARG_INT64, &n_members, N_ ("How many people (1000000)"), N_ ("N") },
  { NULL },
};

static const struct
{
  const char *name;
  const char *unit;
  const char *what;
  double (*run) (AtlasBench *self, GError **error);
} benches[] = {
  { "geocode", "1000/s", N_ ("addresses placed, in thousands a second"), atlas_bench_time_geocode },
  { "export", "ms", N_ ("writing all as a share file"), atlas_bench_time_export },
  { "import", "ms", N_ ("reading that file into an empty database"), atlas_bench_time_import },
  { "points", "ms", N_ ("loading the map’s points"), atlas_bench_time_points },
  { "concentrations", "ms", N_ ("opening the database and counting by region"),
    atlas_bench_time_concentrations },
  { "filter", "ms", N_ ("a new filter: regions and clusters counted anew; the slowest of several"),
    atlas_bench_time_filter },
  { "view-3", "ms", N_ ("the clusters of a view at zoom 3: a continent"), atlas_bench_time_view_3 },
  { "view-7", "ms", N_ ("the same at zoom 7: a province"), atlas_bench_time_view_7 },
  { "view-12", "ms", N_ ("the same at zoom 12: a town"), atlas_bench_time_view_12 },
  { "heat", "ms", N_ ("how densely people live, for a large window"), atlas_bench_time_heat },
  { "years", "ms", N_ ("who had arrived by a year, counted anew"), atlas_bench_time_years },
  { "map", "ms", N_ ("opening the database and drawing the map into a file"), atlas_bench_time_map },
  { "lasso", "ms", N_ ("who is inside a line of 200 corners"), atlas_bench_time_lasso },
  { "search", "ms", N_ ("the first 50 people of a search by words; the median of several"),
    atlas_bench_time_search },
  { "search-broad", "ms", N_ ("the same for two letters that match nearly everybody"),
    atlas_bench_time_broad_search },
  { "edit", "ms", N_ ("saving one person"), atlas_bench_time_edit },
  { "duplicates-read", "ms", N_ ("reading what is compared to find doubles"),
    atlas_bench_time_duplicates_read },
  { "duplicates", "ms", N_ ("finding who is recorded twice, once that is read"),
    atlas_bench_time_duplicates },
};

static void
print_figure (AtlasBench *self, guint i, double value)
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
  AtlasBench self = { .cli = cli, .n_members = (guint) n_members };
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
  self.path = atlas_bench_dup_path (&self, "bench.db");

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
