/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli.h"

#include "atlas-backup.h"
#include "atlas-i18n.h"

static void
print_json (char **faults)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "faults");
  json_builder_begin_array (builder);
  for (guint i = 0; faults[i]; i++)
    json_builder_add_string_value (builder, faults[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  atlas_cli_print_json (builder);
}

static void
print_text (char **faults)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; faults[i]; i++)
    {
      atlas_cli_append_plain (out, faults[i]);
      g_string_append_c (out, '\n');
    }
  atlas_cli_print (out->str);
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  g_autoptr (AtlasRegister) source = atlas_cli_open (cli, ATLAS_CLI_READ, error);
  g_auto (GStrv) faults =
    source ? atlas_store_check (atlas_register_get_store (source), cli->cancellable, error) : NULL;

  if (faults == NULL)
    return ATLAS_CLI_FAILED;
  if (cli->json)
    print_json (faults);
  else
    print_text (faults);
  if (faults[0])
    {
      atlas_cli_say ("%s",
                     _ ("Something is wrong with the database. Keep a copy of it, and restore a backup: "
                        "“atlasctl restore FILE”."));
      return ATLAS_CLI_FAILED;
    }
  if (!cli->json)
    atlas_cli_say ("%s", _ ("All is well."));
  return ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_check = {
  .name = "check",
  .flags = ATLAS_COMMAND_CANCELLABLE,
  .summary = N_ ("look for damage in database, search index and journal"),
  .help = N_ ("Prints a sentence for each fault; the exit status is 1 then. Others can't write meanwhile.\n"
              "\n"
              "With --json: {\"faults\"}, an array of sentences, empty where all is well."),
  .run = run,
};
