/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-mission.h"
#include "atlas-cli-record.h"

#include "atlas-i18n.h"

static char *output, *paper_name;
static AtlasCliEncryption encryption;

static const GOptionEntry options[] = {
  ATLAS_CLI_OPTION_OUTPUT (&output),
  { "paper", 0, 0, G_OPTION_ARG_FILENAME, &paper_name, N_ ("Of a PDF: a4 or letter; usual here without it"),
    N_ ("PAPER") },
  ATLAS_CLI_OPTION_ENCRYPT_TO (&encryption.recipients),
  ATLAS_CLI_OPTION_PASSPHRASE_FILE (&encryption.passphrase_file),
  ATLAS_CLI_OPTION_TRUST_ALWAYS (&encryption.trust_always),
  { NULL },
};

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  int paper = atlas_cli_find_paper (paper_name, error);
  g_autoptr (AtlasRegister) source = paper >= 0 ? atlas_cli_open (cli, ATLAS_CLI_READ, error) : NULL;
  g_autoptr (AtlasRecord) event =
    source != NULL ? atlas_cli_find_record (source, &atlas_kind_event, arguments[0], error) : NULL;

  if (event == NULL)
    return ATLAS_CLI_FAILED;
  return atlas_cli_write_sheet (cli, source, atlas_record_get_id (event), paper, output, &encryption, error);
}

const AtlasCommand atlas_command_sheet = {
  .name = "sheet",
  .flags = ATLAS_COMMAND_CANCELLABLE,
  .arguments = N_ ("EVENT"),
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_ ("write the list for the door of an event, to be printed"),
  .help = N_ (
    "A PDF of those who were invited or said that they come, by family name: a box to be ticked, the name,\n"
    "the town and the preferred language, and nothing else of them. EVENT is the event's id, or as much of\n"
    "its beginning as no other record shares. The file is noted in the log. “atlasctl checkin” takes back\n"
    "who came.\n"
    "\n"
    "Example:\n"
    "  atlasctl sheet 1b4e28ba --output door.pdf --paper letter"),
  .options = options,
  .run = run,
};
