/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli.h"

#include "atlas-backup.h"
#include "atlas-i18n.h"

static gboolean rebuild;

static const GOptionEntry options[] = {
  { "rebuild", 0, 0, G_OPTION_ARG_NONE, &rebuild,
    N_ ("Where what is derived from the records is wrong, make it anew"), NULL },
  { NULL },
};

static void
print_json (char **faults, gboolean rebuilt)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "faults");
  json_builder_begin_array (builder);
  for (guint i = 0; faults[i]; i++)
    json_builder_add_string_value (builder, faults[i]);
  json_builder_end_array (builder);
  if (rebuild)
    {
      json_builder_set_member_name (builder, "rebuilt");
      json_builder_add_boolean_value (builder, rebuilt);
    }
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

/* What to do about @n faults of which a rebuild mends @n_rebuildable. */
static void
advise (guint n, guint n_rebuildable)
{
  if (n_rebuildable == n)
    atlas_cli_say ("%s", _ ("Only what is derived from the records is wrong: “atlasctl check --rebuild” "
                            "makes it anew."));
  else if (n_rebuildable > 0)
    atlas_cli_say (
      "%s", _ ("Something is wrong with the database. “atlasctl check --rebuild” mends what is derived "
               "from the records; for the rest, keep a copy of it, and restore a backup: “atlasctl "
               "restore FILE”."));
  else
    atlas_cli_say ("%s", _ ("Something is wrong with the database. Keep a copy of it, and restore a backup: "
                            "“atlasctl restore FILE”."));
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  /* Opening sees to it that the geographic data is there: without it each facet would seem wrong, and a
   * rebuild would make it so. */
  g_autoptr (AtlasRegister) source = atlas_cli_open (cli, rebuild ? ATLAS_CLI_WRITE : ATLAS_CLI_READ, error);
  AtlasStore *store = source ? atlas_register_get_store (source) : NULL;
  g_auto (GStrv) faults = NULL;
  gboolean rebuilt = FALSE;
  guint n, n_rebuildable;

  if (store)
    faults = atlas_store_check (store, &n_rebuildable, cli->cancellable, error);
  if (faults && rebuild && n_rebuildable > 0)
    {
      if (!atlas_store_rebuild (store, cli->cancellable, error))
        return ATLAS_CLI_FAILED;
      rebuilt = TRUE;
      atlas_cli_say ("%s", _ ("What is derived from the records was made anew."));
      g_strfreev (faults);
      /* Not cancellable: that would say that nothing was changed. */
      faults = atlas_store_check (store, &n_rebuildable, NULL, error);
    }
  if (faults == NULL)
    return ATLAS_CLI_FAILED;

  if (cli->json)
    print_json (faults, rebuilt);
  else
    print_text (faults);
  n = g_strv_length (faults);
  if (n > 0)
    {
      advise (n, rebuilt ? 0 : n_rebuildable);
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
  .help =
    N_ ("Prints a sentence for each fault; the exit status is 1 then. Others can read and write\n"
        "meanwhile; only while the search index is looked at do writers have to wait.\n"
        "\n"
        "With --rebuild, where something that is derived from the records is wrong (the search index,\n"
        "the tables that filters read), that is made anew and all is looked at again: what is\n"
        "printed is what a rebuild does not mend. The records themselves stay as they are.\n"
        "\n"
        "With --json: {\"faults\"}, an array of sentences, empty where all is well; with --rebuild also\n"
        "\"rebuilt\", whether there was something to make anew."),
  .options = options,
  .run = run,
};
