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
  g_autoptr (AtlasRecord) record = kind ? atlas_record_new (kind) : NULL;
  g_autoptr (AtlasRegister) target = NULL;

  if (record == NULL)
    return ATLAS_CLI_USAGE;
  if (settings == NULL)
    atlas_cli_fail_usage (error, "%s", _ ("Say what is to be added: --set KEY=VALUE."));
  else if (atlas_cli_set_fields (record, settings, error))
    target = atlas_cli_open (cli, ATLAS_CLI_WRITE, error);
  return target ? atlas_cli_save_record (cli, target, record, error) : ATLAS_CLI_FAILED;
}

const AtlasCommand atlas_command_add = {
  .name = "add",
  .summary = N_ ("add a person or an event"),
  .help =
    N_ ("Prints the new record's id; with --json, the record. A person is placed by the address, unless a\n"
        "position is given. Lists are written with “;” between entries, languages as rw:C2;fr:B1, consents\n"
        "as purpose:channel:status:date:source.\n"
        "\n"
        "Examples:\n"
        "  atlasctl add --set given_name=Ada --set family_name=Uwase --set address.city=Ottawa \\\n"
        "    --set address.region=CA-ON --set consents=contact:email:given:2026-01-15:form\n"
        "  atlasctl add --kind events --set title=Umuganura --set 'start=2026-08-01 14:00'"),
  .dup_help = atlas_cli_dup_fields_help,
  .options = options,
  .run = run,
};
