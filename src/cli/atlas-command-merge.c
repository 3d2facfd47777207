/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli.h"

#include "atlas-cli-record.h"
#include "atlas-i18n.h"
#include "atlas-member-merge.h"

static char **choices;

static const GOptionEntry options[] = {
  { "set", 's', 0, G_OPTION_ARG_FILENAME_ARRAY, &choices,
    N_ ("Settle a field: left (of A), right (of B), or a value; may be repeated"), N_ ("KEY=WHAT") },
  { NULL },
};

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  g_autoptr (AtlasRegister) target = atlas_cli_open (cli, ATLAS_CLI_WRITE, error);
  g_autoptr (AtlasRecord) left = NULL;
  g_autoptr (AtlasRecord) right = NULL;
  g_autoptr (AtlasRecord) merged = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  left = target ? atlas_cli_find_record (target, &atlas_kind_member, arguments[0], error) : NULL;
  right = left ? atlas_cli_find_record (target, &atlas_kind_member, arguments[1], error) : NULL;
  merged = right ? atlas_member_merge (target, atlas_record_get_uuid (left), atlas_record_get_uuid (right),
                                       choices, cli->cancellable, error)
                 : NULL;
  if (merged == NULL)
    return ATLAS_CLI_FAILED;
  if (cli->json)
    atlas_cli_append_record (out, merged, atlas_register_is_synthetic (target));
  else
    {
      char id[ATLAS_UUID_TEXT_SIZE];

      atlas_uuid_format (atlas_record_get_uuid (merged), id);
      g_string_append (out, id);
    }
  g_string_append_c (out, '\n');
  atlas_cli_print_json_text (out);
  return ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_merge = {
  .name = "merge",
  .arguments = N_ ("A B"),
  .min_arguments = 2,
  .max_arguments = 2,
  .flags = ATLAS_COMMAND_CANCELLABLE,
  .summary = N_ ("make one record of two of the same person"),
  .help = N_ (
    "A and B are ids of people, or as much of their beginning as no other shares. A stays, B goes, as one\n"
    "step that “atlasctl undo” takes back. Each field is what A says, or B where A says nothing; address\n"
    "and position each as a whole; lists are united, notes joined. Of the consents the strictest counts.\n"
    "What refers to B, such as the attendance of events, then refers to A; a file that brings B again\n"
    "means A. Prints the id of A; with --json, the record as it now stands.\n"
    "\n"
    "Examples:\n"
    "  atlasctl merge 1b4e28ba 6fa459ea\n"
    "  atlasctl merge 1b4e28ba 6fa459ea --set family_name=right --set birth_year=1984"),
  .options = options,
  .run = run,
};
