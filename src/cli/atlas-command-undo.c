/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Undo and redo are one thing in two directions. */

#include "atlas-cli.h"

#include "atlas-i18n.h"
#include "atlas-journal.h"

static AtlasCliStatus
step (AtlasCli *cli, gboolean redo, GError **error)
{
  g_autoptr (AtlasRegister) target = atlas_cli_open (cli, ATLAS_CLI_WRITE, error);
  g_autofree char *label = NULL;

  if (target == NULL || !(redo ? atlas_journal_redo : atlas_journal_undo) (atlas_register_get_store (target),
                                                                           atlas_cli_progress, NULL,
                                                                           cli->cancellable, &label, error))
    return ATLAS_CLI_FAILED;

  if (cli->json)
    {
      JsonBuilder *builder = json_builder_new ();

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "label");
      json_builder_add_string_value (builder, label);
      json_builder_end_object (builder);
      atlas_cli_print_json (builder);
    }
  else
    atlas_cli_say (redo ? _ ("Redone: %s") : _ ("Undone: %s"), label);
  return ATLAS_CLI_DONE;
}

static AtlasCliStatus
run_undo (AtlasCli *cli, char **arguments, GError **error)
{
  return step (cli, FALSE, error);
}

static AtlasCliStatus
run_redo (AtlasCli *cli, char **arguments, GError **error)
{
  return step (cli, TRUE, error);
}

const AtlasCommand atlas_command_undo = {
  .name = "undo",
  .flags = ATLAS_COMMAND_CANCELLABLE,
  .summary = N_ ("take back the last step"),
  .help =
    N_ ("A step is what one command or one action in the window did: an edit, a deletion, a whole import.\n"
        "Steps are kept for good, so one of last week can be undone too, after those that came later.\n"
        "\n"
        "With --json: {\"label\"}, the name of the step."),
  .run = run_undo,
};

const AtlasCommand atlas_command_redo = {
  .name = "redo",
  .flags = ATLAS_COMMAND_CANCELLABLE,
  .summary = N_ ("do again what was undone"),
  .help = N_ ("Possible until something else is changed.\n"
              "\n"
              "With --json: {\"label\"}, the name of the step."),
  .run = run_redo,
};
