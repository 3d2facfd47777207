/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli.h"

#include "atlas-i18n.h"

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  g_autoptr (AtlasRegister) made = atlas_cli_create (cli, TRUE, error);

  if (made == NULL)
    return ATLAS_CLI_FAILED;
  atlas_cli_say (_ ("Made an empty database: %s"), atlas_register_get_path (made));
  if (cli->json)
    {
      JsonBuilder *builder = json_builder_new ();

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "database");
      json_builder_add_string_value (builder, atlas_register_get_path (made));
      json_builder_end_object (builder);
      atlas_cli_print_json (builder);
    }
  return ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_init = {
  .name = "init",
  .summary = N_ ("make an empty database"),
  .help =
    N_ ("The file can be read by its owner alone, and so can a folder made for it. Where a file stands\n"
        "already, nothing is done.\n"
        "\n"
        "Examples:\n"
        "  atlasctl init\n"
        "  atlasctl init --database ottawa.db"),
  .run = run,
};
