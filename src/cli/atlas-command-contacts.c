/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-encryption.h"

#include "atlas-address-labels.h"
#include "atlas-contacts.h"
#include "atlas-i18n.h"
#include "atlas-number.h"

static char *channel_name, *query_text, *format, *output, *sheet_name, *from;
static int first = 1;
static gboolean excel;
static AtlasCliEncryption encryption;

static const GOptionEntry options[] = {
  { "channel", 'c', 0, G_OPTION_ARG_FILENAME, &channel_name,
    N_ ("How they will be contacted: email, phone or post"), N_ ("CHANNEL") },
  ATLAS_CLI_OPTION_QUERY (&query_text),
  { "format", 'f', 0, G_OPTION_ARG_FILENAME, &format,
    N_ ("csv (default), vcard (vcard3), vcard4, or labels, a PDF for envelopes"), N_ ("FORMAT") },
  ATLAS_CLI_OPTION_OUTPUT (&output),
  ATLAS_CLI_OPTION_EXCEL (&excel),
  ATLAS_CLI_OPTIONS_ENCRYPTION (&encryption),
  { "sheet", 0, 0, G_OPTION_ARG_FILENAME, &sheet_name,
    N_ ("Labels: 5160 (Letter, 30 to a sheet; default) or L7160 (A4, 21 to a sheet)"), N_ ("SHEET") },
  { "first", 0, 0, G_OPTION_ARG_INT, &first,
    N_ ("Labels: the one to begin with, on a sheet that has been begun"), N_ ("N") },
  { "from", 0, 0, G_OPTION_ARG_FILENAME, &from,
    N_ ("Labels: the country they are posted in, such as CA, whose name is left out"), N_ ("COUNTRY") },
  { NULL },
};

static const char *const channel_names[] = { "email", "phone", "post", NULL };
static const char *const format_names[] = { "csv", "vcard", "vcard3", "vcard4", "labels", NULL };
static const AtlasContactFormat text_formats[] = {
  ATLAS_CONTACTS_CSV,
  ATLAS_CONTACTS_VCARD,
  ATLAS_CONTACTS_VCARD,
  ATLAS_CONTACTS_VCARD4,
};

/* How a list is to be written: as text, or as labels where these have a sheet. */
typedef struct
{
  AtlasChannel channel;
  AtlasContactFormat text;
  AtlasLabelOptions labels;
  gint64 n_cramped;
  GPtrArray *cramped;
} Plan;

static gboolean
read_label_options (Plan *plan, GError **error)
{
  AtlasLabelOptions *labels = &plan->labels;
  int n_labels;

  if (plan->channel != ATLAS_CHANNEL_POST)
    return atlas_cli_fail_usage (error, "%s", _ ("--format labels goes with --channel post only."));
  labels->sheet = atlas_label_sheet_find (sheet_name != NULL ? sheet_name : "5160");
  if (labels->sheet == NULL)
    return atlas_cli_fail_usage (error, _ ("There is no sheet “%s”; there are: 5160, L7160"), sheet_name);
  n_labels = (int) (labels->sheet->columns * labels->sheet->rows);
  if (first < 1 || first > n_labels)
    return atlas_cli_fail_usage (error, _ ("--first must be between 1 and %d, the labels of a sheet."),
                                 n_labels);
  labels->first = (guint) first;
  if (from != NULL && !atlas_vocabulary_accepts (&atlas_vocabulary_country, from, -1))
    return atlas_cli_fail_usage (error, _ ("“%s” is the code of no country; Canada’s is CA."), from);
  labels->from = from;
  return TRUE;
}

static gboolean
read_options (Plan *plan, GError **error)
{
  int found = format ? atlas_cli_find_choice ("--format", format, format_names, error) : 0;
  gboolean as_labels = found == (int) G_N_ELEMENTS (text_formats);

  if (found < 0)
    return FALSE;
  if (channel_name == NULL)
    return atlas_cli_fail_usage (
      error, "%s", _ ("Say how these people will be contacted: --channel email, phone or post."));
  if (atlas_cli_find_choice ("--channel", channel_name, channel_names, error) < 0)
    return FALSE;
  plan->channel = atlas_channel_from_name (channel_name);
  if (excel && found != 0)
    return atlas_cli_fail_usage (error, "%s", _ ("--excel goes with --format csv only."));
  if (as_labels)
    return read_label_options (plan, error);
  plan->text = text_formats[found];
  if (sheet_name != NULL || from != NULL || first != 1)
    return atlas_cli_fail_usage (error, "%s",
                                 _ ("--sheet, --first and --from go with --format labels only."));
  return TRUE;
}

static void
print_result (const AtlasAdmissionCounts *counts)
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
            Plan *plan,
            AtlasOutput *to,
            AtlasAdmissionCounts *counts,
            GError **error)
{
  if (plan->labels.sheet)
    return atlas_address_labels_write (source, query, &plan->labels, to, atlas_cli_progress, NULL,
                                       cli->cancellable, counts, &plan->cramped, &plan->n_cramped, error);
  return atlas_contacts_write_text (source, query, plan->channel, plan->text, excel, to, atlas_cli_progress,
                                    NULL, cli->cancellable, counts, error);
}

static void
say_cramped (const Plan *plan)
{
  g_autofree char *number = atlas_number_format (plan->n_cramped);

  if (plan->n_cramped == 0)
    return;
  atlas_cli_say (ngettext ("%s address is too long for its label and ends in “…”; write it by hand:",
                           "%s addresses are too long for their labels and end in “…”; write them by hand:",
                           (gulong) plan->n_cramped),
                 number);
  for (guint i = 0; i < plan->cramped->len; i++)
    atlas_cli_say ("  %s", (const char *) g_ptr_array_index (plan->cramped, i));
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  Plan plan = { 0 };
  AtlasAdmissionCounts counts = { 0 };
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (AtlasRegister) source =
    read_options (&plan, error) ? atlas_cli_open_for (cli, &atlas_kind_member, query_text, &query, error)
                                : NULL;
  g_autoptr (GFile) file = atlas_cli_get_output_file (output);
  g_autoptr (AtlasOutput) to = source ? atlas_cli_open_output (cli, output, &encryption, error) : NULL;
  g_autofree char *left_out = NULL;

  if (to == NULL)
    return ATLAS_CLI_FAILED;
  if (!write_list (cli, source, query, &plan, to, &counts, error))
    {
      if (!file)
        atlas_cli_name_output (error);
      return ATLAS_CLI_FAILED;
    }

  left_out = atlas_admission_describe_left_out (&counts, plan.channel);
  if (file && cli->json)
    print_result (&counts);
  else if (file)
    atlas_cli_say_written (counts.written, output);
  if (left_out)
    atlas_cli_say ("%s", left_out);
  say_cramped (&plan);
  g_clear_pointer (&plan.cramped, g_ptr_array_unref);
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
        "With --encrypt-to or --passphrase-file it is encrypted with OpenPGP on its way, and its text is "
        "never on\n"
        "the disk: “gpg --decrypt” reads it, and “atlasctl import”. Keys are those of your GnuPG keyring.\n"
        "\n"
        "With --output and --json: {\"file\", \"matched\", \"written\", \"not_active\", \"withdrawn\", "
        "\"expired\",\n"
        "\"no_consent\", "
        "\"no_address\"}.\n"
        "\n"
        "Examples:\n"
        "  atlasctl contacts --channel email --query 'skill:nursing' --output nurses.csv\n"
        "  atlasctl contacts --channel phone --format vcard > phones.vcf\n"
        "  atlasctl contacts --channel post --format labels --from CA --output labels.pdf"),
  .options = options,
  .run = run,
};
