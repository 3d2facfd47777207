/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli.h"

#include "atlas-contacts.h"
#include "atlas-i18n.h"

static char *channel_name, *query_text, *format, *output;
static gboolean excel;

static const GOptionEntry options[] = {
  { "channel", 'c', 0, G_OPTION_ARG_FILENAME, &channel_name,
    N_ ("How they will be contacted: email, phone or post"), N_ ("CHANNEL") },
  ATLAS_CLI_OPTION_QUERY (&query_text),
  { "format", 'f', 0, G_OPTION_ARG_FILENAME, &format, N_ ("csv (default) or vcard"), N_ ("FORMAT") },
  ATLAS_CLI_OPTION_OUTPUT (&output),
  ATLAS_CLI_OPTION_EXCEL (&excel),
  { NULL },
};

static const char *const channel_names[] = { "email", "phone", "post", NULL };
/* In the order of AtlasContactFormat. */
static const char *const format_names[] = { "csv", "vcard", NULL };

static gboolean
read_options (AtlasChannel *channel, AtlasContactFormat *how, GError **error)
{
  int found = format ? atlas_cli_find_choice ("--format", format, format_names, error) : ATLAS_CONTACTS_CSV;

  if (found < 0)
    return FALSE;
  *how = (AtlasContactFormat) found;
  if (channel_name == NULL)
    return atlas_cli_fail_usage (
      error, "%s", _ ("Say how these people will be contacted: --channel email, phone or post."));
  if (atlas_cli_find_choice ("--channel", channel_name, channel_names, error) < 0)
    return FALSE;
  *channel = atlas_channel_from_name (channel_name);
  if (excel && *how != ATLAS_CONTACTS_CSV)
    return atlas_cli_fail_usage (error, "%s", _ ("--excel goes with --format csv only."));
  return TRUE;
}

static void
print_result (const AtlasContactCounts *counts)
{
  const struct
  {
    const char *key;
    gint64 count;
  } numbers[] = {
    { "matched", counts->matched },       { "written", counts->written },
    { "not_active", counts->not_active }, { "withdrawn", counts->withdrawn },
    { "expired", counts->expired },       { "no_consent", counts->no_consent },
    { "no_address", counts->no_address },
  };
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "file");
  json_builder_add_string_value (builder, output);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      json_builder_set_member_name (builder, numbers[i].key);
      json_builder_add_int_value (builder, numbers[i].count);
    }
  json_builder_end_object (builder);
  atlas_cli_print_json (builder);
}

static gboolean
write_list (AtlasCli *cli,
            AtlasRegister *source,
            AtlasQuery *query,
            AtlasChannel channel,
            AtlasContactFormat how,
            GFile *file,
            AtlasContactCounts *counts,
            GError **error)
{
  g_autoptr (GOutputStream) stream = NULL;
  gboolean written;

  if (file)
    return atlas_contacts_write_file (source, query, channel, how, excel, file, atlas_cli_progress, NULL,
                                      cli->cancellable, counts, error);
  stream = atlas_cli_get_output ();
  written = atlas_contacts_write (source, query, channel, how, excel, stream, atlas_cli_progress, NULL,
                                  cli->cancellable, counts, error);
  atlas_cli_name_output (error);
  return written;
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  AtlasChannel channel = 0;
  AtlasContactFormat how = ATLAS_CONTACTS_CSV;
  AtlasContactCounts counts = { 0 };
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (AtlasRegister) source =
    read_options (&channel, &how, error)
      ? atlas_cli_open_for (cli, &atlas_kind_member, query_text, &query, error)
      : NULL;
  g_autoptr (GFile) file = atlas_cli_get_output_file (output);
  g_autofree char *left_out = NULL;

  if (source == NULL || !write_list (cli, source, query, channel, how, file, &counts, error))
    return ATLAS_CLI_FAILED;

  left_out = atlas_contacts_describe_left_out (&counts, channel);
  if (file && cli->json)
    print_result (&counts);
  else if (file)
    atlas_cli_say_written (counts.written, output);
  if (left_out)
    atlas_cli_say ("%s", left_out);
  return ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_contacts = {
  .name = "contacts",
  .flags = ATLAS_COMMAND_CANCELLABLE,
  .summary = N_ ("write a contact list of those who agreed to it"),
  .help =
    N_ ("Holds active members only who agreed to be contacted by this channel, have not taken it back, and\n"
        "can be reached by it. How many were left out, and why, is said on standard error. Each list is a\n"
        "line in the log. “atlasctl list --help” tells how a query is written.\n"
        "\n"
        "With --output and --json: {\"file\", \"matched\", \"written\", \"not_active\", \"withdrawn\", "
        "\"expired\",\n"
        "\"no_consent\", "
        "\"no_address\"}.\n"
        "\n"
        "Examples:\n"
        "  atlasctl contacts --channel email --query 'skill:nursing' --output nurses.csv\n"
        "  atlasctl contacts --channel phone --format vcard > phones.vcf"),
  .options = options,
  .run = run,
};
