/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli.h"

#include "atlas-export.h"
#include "atlas-i18n.h"

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  g_autofree char *schema = atlas_share_schema_dup ();

  atlas_cli_print (schema);
  if (!g_str_has_suffix (schema, "\n"))
    atlas_cli_print ("\n");
  return ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_schema = {
  .name = "schema",
  .summary = N_ ("print the JSON Schema of the share file"),
  .help = N_ ("Of version 1, as JSON Schema 2020-12. Needs no database. The same file is\n"
              "installed with the program, as diaspora-atlas-1.schema.json.\n"
              "\n"
              "Example:\n"
              "  atlasctl schema > share-file.schema.json"),
  .run = run,
};
