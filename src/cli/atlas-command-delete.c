/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-record.h"

#include "atlas-i18n.h"
#include "atlas-number.h"

static char *kind_name;

static const GOptionEntry options[] = {
  ATLAS_CLI_OPTION_KIND (&kind_name),
  { NULL },
};

/* All of one kind, since they go in one step. */
static GArray *
find_all (AtlasRegister *target, char **ids, const AtlasKind *asked, const AtlasKind **kind, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; ids[i]; i++)
    {
      g_autoptr (AtlasRecord) record = atlas_cli_find_record (target, asked, ids[i], error);
      gint64 id;

      if (record == NULL)
        return NULL;
      if (i > 0 && atlas_record_get_kind (record) != *kind)
        {
          atlas_cli_fail_usage (error, "%s", _ ("Delete people and events one after the other."));
          return NULL;
        }
      *kind = atlas_record_get_kind (record);
      id = atlas_record_get_id (record);
      for (guint j = 0; j < found->len; j++)
        if (g_array_index (found, gint64, j) == id)
          {
            atlas_cli_fail_usage (error, _ ("“%s” is named twice."), ids[i]);
            return NULL;
          }
      g_array_append_val (found, id);
    }
  return g_steal_pointer (&found);
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  const AtlasKind *kind = atlas_cli_find_kind (kind_name, error);
  g_autoptr (AtlasRegister) target = kind ? atlas_cli_open (cli, ATLAS_CLI_WRITE, error) : NULL;
  g_autoptr (GArray) ids =
    target ? find_all (target, arguments, kind_name ? kind : NULL, &kind, error) : NULL;

  if (ids == NULL || !atlas_register_delete (target, kind, (const gint64 *) ids->data, ids->len, error))
    return ATLAS_CLI_FAILED;
  if (cli->json)
    {
      JsonBuilder *builder = json_builder_new ();

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "deleted");
      json_builder_add_int_value (builder, ids->len);
      json_builder_end_object (builder);
      atlas_cli_print_json (builder);
    }
  else
    {
      g_autofree char *number = atlas_number_format (ids->len);

      atlas_cli_say (ngettext ("%s record deleted. “atlasctl undo” brings it back.",
                               "%s records deleted. “atlasctl undo” brings them back.", ids->len),
                     number);
    }
  return ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_delete = {
  .name = "delete",
  .arguments = N_ ("ID…"),
  .min_arguments = 1,
  .max_arguments = -1,
  .summary = N_ ("delete records"),
  .help = N_ (
    "ID is a record's id, or as much of its beginning as no other shares. Several go in one step, all or\n"
    "none.\n"
    "\n"
    "With --json: {\"deleted\"}, how many.\n"
    "\n"
    "Example:\n"
    "  atlasctl delete 1b4e28ba"),
  .options = options,
  .run = run,
};
