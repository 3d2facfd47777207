/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli.h"

#include "atlas-demo.h"
#include "atlas-i18n.h"
#include "atlas-number.h"

static gint64 n_members = ATLAS_DEMO_DEFAULT_MEMBERS;
static gint64 seed = 1;

static const GOptionEntry options[] = {
  { "members", 'm', 0, G_OPTION_ARG_INT64, &n_members, N_ ("How many people (12480)"), N_ ("N") },
  { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, N_ ("Another number gives other people (1)"), N_ ("S") },
  { NULL },
};

static gint64
count (AtlasRegister *filled, const AtlasKind *kind, GError **error)
{
  g_autoptr (AtlasQuery) all = atlas_query_parse (kind, NULL, error);

  return all ? atlas_register_count (filled, all, NULL, error) : -1;
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  g_autoptr (AtlasRegister) filled = NULL;
  gint64 members, events;

  if (n_members < 1 || n_members > ATLAS_DEMO_MAX_MEMBERS)
    atlas_cli_fail_usage (error, _ ("--members must be between 1 and %d."), ATLAS_DEMO_MAX_MEMBERS);
  else if (seed < 0 || seed > G_MAXUINT32)
    atlas_cli_fail_usage (error, _ ("--seed must be between 0 and %u."), G_MAXUINT32);
  else
    filled = atlas_cli_create (cli, FALSE, error);
  if (filled == NULL || !atlas_demo_fill (filled, (guint) n_members, (guint32) seed, atlas_cli_progress, NULL,
                                          cli->cancellable, error))
    return ATLAS_CLI_FAILED;

  members = count (filled, &atlas_kind_member, error);
  events = members < 0 ? -1 : count (filled, &atlas_kind_event, error);
  if (events < 0)
    return ATLAS_CLI_FAILED;
  if (cli->json)
    {
      JsonBuilder *builder = json_builder_new ();

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "members");
      json_builder_add_int_value (builder, members);
      json_builder_set_member_name (builder, "events");
      json_builder_add_int_value (builder, events);
      json_builder_end_object (builder);
      atlas_cli_print_json (builder);
    }
  else
    {
      g_autofree char *people = atlas_number_format (members);
      g_autofree char *meetings = atlas_number_format (events);

      /* Translators: both are numbers, 12,480 and 124. */
      atlas_cli_say (_ ("Added %s invented people and %s events, marked as synthetic."), people, meetings);
    }
  return ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_demo = {
  .name = "demo",
  .flags = ATLAS_COMMAND_CANCELLABLE,
  .summary = N_ ("fill an empty database with invented people and events"),
  .help = N_ ("Makes the database where there is none. People and events are invented, placed where people\n"
              "live, and marked as synthetic in the window and in every export. The same numbers give the\n"
              "same database. “atlasctl undo” empties it again.\n"
              "\n"
              "Examples:\n"
              "  atlasctl demo --database demo.db\n"
              "  atlasctl demo --members 1000 --seed 7"),
  .options = options,
  .run = run,
};
