/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-record.h"

#include "atlas-erasure.h"
#include "atlas-i18n.h"
#include "atlas-number.h"

static char *reason;

static const GOptionEntry options[] = {
  { "reason", 'r', 0, G_OPTION_ARG_FILENAME, &reason, N_ ("Why, for the log; without the person's name"),
    N_ ("TEXT") },
  { NULL },
};

/* Whoever was deleted before is known to the journal alone, and by the whole id. */
static gboolean
find_person (AtlasRegister *target, const char *id, AtlasUuid *uuid, GError **error)
{
  g_autoptr (AtlasRecord) member = NULL;

  if (atlas_uuid_parse (id, -1, uuid))
    return TRUE;
  member = atlas_cli_find_record (target, &atlas_kind_member, id, error);
  if (member == NULL)
    return FALSE;
  *uuid = *atlas_record_get_uuid (member);
  return TRUE;
}

static void
add_mentions (JsonBuilder *builder, const AtlasErasure *erasure)
{
  json_builder_set_member_name (builder, "mentions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < erasure->mentions->len; i++)
    {
      const AtlasErasureMention *mention = g_ptr_array_index (erasure->mentions, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "kind");
      json_builder_add_string_value (builder, mention->kind->plural);
      json_builder_set_member_name (builder, "id");
      json_builder_add_string_value (builder, mention->id);
      json_builder_set_member_name (builder, "title");
      json_builder_add_string_value (builder, mention->title);
      json_builder_set_member_name (builder, "fields");
      json_builder_begin_array (builder);
      for (gsize k = 0; mention->fields[k] != NULL; k++)
        json_builder_add_string_value (builder, mention->fields[k]);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "mentions_cut");
  json_builder_add_int_value (builder, erasure->mentions_cut);
}

static void
say_mentions (const AtlasErasure *erasure)
{
  if (erasure->mentions->len == 0)
    return;
  atlas_cli_say (
    "%s", _ ("These still hold one of the person's names, or of somebody of the same name. Look at them, "
             "and edit or delete what is about the person:"));
  for (guint i = 0; i < erasure->mentions->len; i++)
    {
      const AtlasErasureMention *mention = g_ptr_array_index (erasure->mentions, i);
      g_autofree char *fields = g_strjoinv (", ", mention->fields);

      atlas_cli_say ("%s %s: %s (%s)", mention->kind->plural, mention->id, mention->title, fields);
    }
  if (erasure->mentions_cut > 0)
    {
      g_autofree char *number = atlas_number_format (erasure->mentions_cut);

      atlas_cli_say (
        ngettext ("... and up to %s more", "... and up to %s more", (gulong) erasure->mentions_cut), number);
    }
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  g_autoptr (AtlasRegister) target = NULL;
  g_auto (AtlasErasure) erasure = { 0 };
  g_autoptr (GError) failure = NULL;
  gboolean traces;
  AtlasUuid uuid;

  if (reason == NULL || *reason == '\0')
    {
      atlas_cli_fail_usage (error, "%s", _ ("Say why with --reason: the log keeps it."));
      return ATLAS_CLI_FAILED;
    }
  target = atlas_cli_open (cli, ATLAS_CLI_READ, error);
  if (target == NULL || !find_person (target, arguments[0], &uuid, error))
    return ATLAS_CLI_FAILED;
  traces = !atlas_register_erase (target, &uuid, reason, &erasure, NULL, &failure);
  if (traces && !g_error_matches (failure, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_TRACES))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return ATLAS_CLI_FAILED;
    }
  if (cli->json)
    {
      JsonBuilder *builder = json_builder_new ();

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "erased");
      json_builder_add_int_value (builder, 1);
      json_builder_set_member_name (builder, "contacts");
      json_builder_add_int_value (builder, erasure.contacts);
      json_builder_set_member_name (builder, "roles");
      json_builder_add_int_value (builder, erasure.roles);
      json_builder_set_member_name (builder, "events");
      json_builder_add_int_value (builder, erasure.events);
      json_builder_set_member_name (builder, "traces");
      json_builder_add_boolean_value (builder, traces);
      add_mentions (builder, &erasure);
      json_builder_end_object (builder);
      atlas_cli_print_json (builder);
    }
  else if (!traces)
    atlas_cli_say (
      "%s",
      _ ("Erased for good. Backups that were made before still hold the person: erase or replace them."));
  if (!cli->json)
    say_mentions (&erasure);
  if (traces)
    atlas_cli_say ("%s", failure->message);
  return traces ? ATLAS_CLI_REFUSED : ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_erase = {
  .name = "erase",
  .arguments = N_ ("ID"),
  .min_arguments = 1,
  .max_arguments = 1,
  .summary = N_ ("erase a person for good, on request"),
  .help = N_ (
    "The person goes with the contact log, roles in organisations, and all that the journal keeps of\n"
    "them; the file is written anew. This can't be undone. ID is a person's id, or as much of its\n"
    "beginning as no other shares; of somebody who was deleted before, the whole id. No daily copy is\n"
    "made before.\n"
    "\n"
    "That they were at an event stays counted there, without saying who. The log keeps when it was, why,\n"
    "and where they lived and of which sex they were as far as at least ten others are alike in that.\n"
    "\n"
    "Where another program is reading the database just then, the person is gone from the records, but "
    "traces\n"
    "may be left in the file: status 3. They go when the database is next opened and nobody else reads it.\n"
    "\n"
    "What other records say of the person is left as it is, and listed: events, notes and segments that hold "
    "one\n"
    "of the names, an address or a number. They may mean somebody else.\n"
    "\n"
    "With --json: {\"erased\", \"contacts\", \"roles\", \"events\", \"traces\", \"mentions\": [{\"kind\", "
    "\"id\",\n"
    "\"title\", \"fields\"}], \"mentions_cut\"}: how many of each were touched, whether traces are left, and "
    "the\n"
    "first 200 records that mention the person.\n"
    "\n"
    "Example:\n"
    "  atlasctl erase 1b4e28ba --reason \"Letter of 12 May\""),
  .options = options,
  .run = run,
};
