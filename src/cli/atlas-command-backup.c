/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli.h"

#include "atlas-backup.h"
#include "atlas-i18n.h"

static AtlasCliStatus
run_backup (AtlasCli *cli, char **arguments, GError **error)
{
  g_autoptr (AtlasRegister) source = atlas_cli_open (cli, ATLAS_CLI_READ, error);

  if (source == NULL || !atlas_backup_write (atlas_register_get_store (source), arguments[0],
                                             atlas_cli_progress, NULL, cli->cancellable, error))
    return ATLAS_CLI_FAILED;
  if (cli->json)
    {
      JsonBuilder *builder = json_builder_new ();

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "file");
      json_builder_add_string_value (builder, arguments[0]);
      json_builder_end_object (builder);
      atlas_cli_print_json (builder);
    }
  else
    atlas_cli_say (_ ("Copied to %s"), arguments[0]);
  return ATLAS_CLI_DONE;
}

static AtlasCliStatus
run_restore (AtlasCli *cli, char **arguments, GError **error)
{
  g_autofree char *kept = NULL;

  if (!atlas_backup_restore (cli->database, arguments[0], &kept, atlas_cli_progress, NULL, cli->cancellable,
                             error))
    return ATLAS_CLI_FAILED;
  if (cli->json)
    {
      JsonBuilder *builder = json_builder_new ();

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "database");
      json_builder_add_string_value (builder, cli->database);
      json_builder_set_member_name (builder, "kept");
      if (kept)
        json_builder_add_string_value (builder, kept);
      else
        json_builder_add_null_value (builder);
      json_builder_end_object (builder);
      atlas_cli_print_json (builder);
    }
  else
    {
      atlas_cli_say (_ ("Restored from %s"), arguments[0]);
      if (kept)
        atlas_cli_say (_ ("The old database now lies at %s"), kept);
    }
  return ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_backup = {
  .name = "backup",
  .arguments = N_ ("FILE"),
  .min_arguments = 1,
  .max_arguments = 1,
  .flags = ATLAS_COMMAND_CANCELLABLE,
  .summary = N_ ("copy the database, also while it is in use"),
  .help =
    N_ ("The copy is of one moment, whoever writes meanwhile; it is looked through, and can be read by its\n"
        "owner alone. A file of that name is replaced, unless it is a database in use.\n"
        "\n"
        "With --json: {\"file\"}.\n"
        "\n"
        "Example:\n"
        "  atlasctl backup atlas-$(date +%F).db"),
  .run = run_backup,
};

const AtlasCommand atlas_command_restore = {
  .name = "restore",
  .arguments = N_ ("FILE"),
  .min_arguments = 1,
  .max_arguments = 1,
  .flags = ATLAS_COMMAND_CANCELLABLE,
  .summary = N_ ("put a copy in the database's place"),
  .help = N_ (
    "FILE is looked through before anything is touched. The old database is kept beside the new one, and\n"
    "its name is told. Nobody may have the database open meanwhile.\n"
    "\n"
    "With --json: {\"database\", \"kept\"}; \"kept\" is null where there was no database.\n"
    "\n"
    "Example:\n"
    "  atlasctl restore atlas-2026-11-24.db"),
  .run = run_restore,
};
