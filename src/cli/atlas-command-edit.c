/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-record.h"

#include "atlas-i18n.h"

static char *kind_name;
static char **settings;

static const GOptionEntry options[] = {
  ATLAS_CLI_OPTION_KIND (&kind_name),
  ATLAS_CLI_OPTION_SET (&settings),
  { NULL },
};

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  const AtlasKind *kind = atlas_cli_find_kind (kind_name, error);
  g_autoptr (AtlasRegister) target = NULL;
  g_autoptr (AtlasRecord) record = NULL;

  if (kind == NULL)
    return ATLAS_CLI_USAGE;
  if (settings == NULL)
    atlas_cli_fail_usage (error, "%s", _ ("Say what is to be changed: --set KEY=VALUE."));
  else
    target = atlas_cli_open (cli, ATLAS_CLI_WRITE, error);
  record = target ? atlas_cli_find_record (target, kind_name ? kind : NULL, arguments[0], error) : NULL;
  if (record == NULL || !atlas_cli_set_fields (record, settings, error))
    return ATLAS_CLI_FAILED;
  return atlas_cli_save_record (cli, target, record, error);
}

const AtlasCommand atlas_command_edit = {
  .name = "edit",
  .arguments = N_ ("ID"),
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_ ("change a record"),
  .help =
    N_ ("ID is the record's id, or as much of its beginning as no other shares. An empty value clears a\n"
        "field; KEY+=VALUE adds to a list. Of consents nothing that is stored can be changed or taken away:\n"
        "a withdrawal is a new entry. Prints the id; with --json, the record as it now stands. A person\n"
        "whose address changes is placed anew, unless an officer set the position.\n"
        "\n"
        "Examples:\n"
        "  atlasctl edit 1b4e28ba --set address.city=Gatineau --set address.region=CA-QC\n"
        "  atlasctl edit 1b4e28ba --set phones=\n"
        "  atlasctl edit 1b4e28ba --set consents+=contact:any:withdrawn:2026-11-24:letter"),
  .dup_help = atlas_cli_dup_fields_help,
  .options = options,
  .run = run,
};
