/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-encryption.h"

#include "atlas-address-labels.h"
#include "atlas-export.h"
#include "atlas-i18n.h"
#include "atlas-json-writer.h"
#include "atlas-number.h"

static char *kind_names, *query_text, *format, *output;
static char *profile_name, *purpose_name, *channel_name, *basis, *partner, *field_names;
static gboolean excel, pseudonymous;
static AtlasCliEncryption encryption;

static const GOptionEntry options[] = {
  { "kind", 'k', 0, G_OPTION_ARG_FILENAME, &kind_names,
    N_ ("members (default), events, or both with a comma between"), N_ ("KIND") },
  ATLAS_CLI_OPTION_QUERY (&query_text),
  { "format", 'f', 0, G_OPTION_ARG_FILENAME, &format,
    N_ ("json (default), ndjson, csv, csv-excel, csv-excel-fr, xlsx, geojson, vcard (vcard3), vcard4, "
        "mailing or "
        "ical"),
    N_ ("FORMAT") },
  ATLAS_CLI_OPTION_OUTPUT (&output),
  ATLAS_CLI_OPTION_EXCEL (&excel),
  ATLAS_CLI_OPTIONS_ENCRYPTION (&encryption),
  { "profile", 0, 0, G_OPTION_ARG_FILENAME, &profile_name,
    N_ ("As this profile says; other options take the place of what it says"), N_ ("NAME") },
  { "purpose", 'p', 0, G_OPTION_ARG_FILENAME, &purpose_name,
    N_ ("What for: own (default), contact, share or publish"), N_ ("PURPOSE") },
  { "channel", 'c', 0, G_OPTION_ARG_FILENAME, &channel_name, N_ ("To contact people: email, phone or post"),
    N_ ("CHANNEL") },
  { "basis", 0, 0, G_OPTION_ARG_FILENAME, &basis,
    N_ ("Own records: the legal basis; public-task where none is named"), N_ ("BASIS") },
  { "partner", 0, 0, G_OPTION_ARG_FILENAME, &partner, N_ ("Sharing: who receives the file, for the log"),
    N_ ("NAME") },
  { "pseudonymise", 0, 0, G_OPTION_ARG_NONE, &pseudonymous,
    N_ ("Sharing: without names, under ids that are this partner’s alone"), NULL },
  { "fields", 0, 0, G_OPTION_ARG_FILENAME, &field_names,
    N_ ("Only these, with commas between, in the order of columns; “id” is the record’s own"),
    N_ ("FIELDS") },
  { NULL },
};

/* An export as the options, and the profile that they name, say it. */
typedef struct
{
  AtlasRecord *profile;
  GPtrArray *kinds;
  GPtrArray *queries;
  GStrv fields;
  const char *format;
  AtlasExportOrder order;
  AtlasLabelOptions labels;
} Plan;

static void
plan_clear (Plan *self)
{
  g_clear_pointer (&self->profile, atlas_record_unref);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_pointer (&self->queries, g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

/* What an option says, or else the profile; NULL if neither does. */
static const char *
get_text (const Plan *plan, const char *option, const char *key)
{
  if (option != NULL || plan->profile == NULL)
    return option;
  return atlas_record_get_text (plan->profile, key);
}

static GStrv
dup_list (const Plan *plan, const char *option, const char *key)
{
  if (option != NULL || plan->profile == NULL)
    return option != NULL ? g_strsplit (option, ",", -1) : NULL;
  return atlas_record_dup_list (plan->profile, key);
}

/* The kinds that are named. */
static gboolean
find_kinds (Plan *plan, GError **error)
{
  g_auto (GStrv) names = dup_list (plan, kind_names, "kinds");

  plan->kinds = g_ptr_array_new ();
  if (names == NULL)
    g_ptr_array_add (plan->kinds, (gpointer) &atlas_kind_member);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      const AtlasKind *kind = atlas_cli_find_kind (names[i], error);

      if (kind == NULL)
        return FALSE;
      if (g_ptr_array_find (plan->kinds, kind, NULL))
        return atlas_cli_fail_usage (error, _ ("“%s” is named twice."), names[i]);
      g_ptr_array_add (plan->kinds, (gpointer) kind);
    }
  if (plan->kinds->len == 0)
    return atlas_cli_fail_usage (error, "%s", _ ("--kind names nothing."));
  for (guint i = 0; i < plan->kinds->len; i++)
    if (!atlas_cli_check_query (g_ptr_array_index (plan->kinds, i), query_text, error))
      return FALSE;
  return TRUE;
}

/* One query for each kind. */
static gboolean
parse_queries (AtlasRegister *source, Plan *plan, GError **error)
{
  const char *text = get_text (plan, query_text, "query");

  plan->queries = g_ptr_array_new_null_terminated (2, (GDestroyNotify) atlas_query_unref, TRUE);
  for (guint i = 0; i < plan->kinds->len; i++)
    {
      AtlasQuery *query =
        atlas_register_parse_query (source, g_ptr_array_index (plan->kinds, i), text, error);

      if (query == NULL)
        return FALSE;
      g_ptr_array_add (plan->queries, query);
    }
  return TRUE;
}

/* Labels are a file of another library, and a profile may ask for them. */
static gboolean
check_labels (Plan *plan, GError **error)
{
  if (plan->kinds->len != 1 || plan->kinds->pdata[0] != &atlas_kind_member ||
      plan->order.terms.channel != ATLAS_CHANNEL_POST)
    return atlas_cli_fail_usage (error, "%s", _ ("Labels are for people who are contacted by post."));
  plan->labels.sheet = atlas_label_sheet_find ("5160");
  plan->labels.first = 1;
  return TRUE;
}

static gboolean
check_format (Plan *plan, GError **error)
{
  plan->format = get_text (plan, format, "format");
  if (plan->format == NULL)
    plan->format = "json";
  if (format == NULL && g_str_equal (plan->format, "labels"))
    return check_labels (plan, error);
  if (atlas_cli_find_choice ("--format", plan->format, atlas_export_list_formats (), error) < 0)
    return FALSE;
  if (excel && !g_str_equal (plan->format, "csv"))
    return atlas_cli_fail_usage (error, "%s", _ ("--excel goes with --format csv only."));
  return TRUE;
}

static gboolean
read_terms (Plan *plan, GError **error)
{
  static const char *const purposes[] = { "own", "contact", "share", "publish", NULL };
  static const char *const channels[] = { "email", "phone", "post", NULL };
  AtlasExportTerms *terms = &plan->order.terms;
  g_autoptr (GError) failure = NULL;

  if (plan->profile != NULL)
    atlas_export_profile_get_terms (plan->profile, terms);
  if (purpose_name != NULL)
    {
      int purpose = atlas_cli_find_choice ("--purpose", purpose_name, purposes, error);

      if (purpose < 0)
        return FALSE;
      /* What the profile says besides belongs to its own purpose. */
      if (terms->purpose != (AtlasExportPurpose) purpose)
        *terms = (AtlasExportTerms){ .purpose = (AtlasExportPurpose) purpose };
    }
  if (channel_name != NULL)
    {
      if (atlas_cli_find_choice ("--channel", channel_name, channels, error) < 0)
        return FALSE;
      terms->channel = atlas_channel_from_name (channel_name);
    }
  if (basis != NULL && !atlas_vocabulary_accepts (&atlas_vocabulary_legal_basis, basis, -1))
    {
      g_autofree char *complaint = atlas_vocabulary_dup_complaint (&atlas_vocabulary_legal_basis);

      return atlas_cli_fail_usage (error, "--basis: %s", complaint);
    }
  terms->basis = basis != NULL ? basis : terms->basis;
  terms->partner = partner != NULL ? g_strstrip (partner) : terms->partner;
  terms->pseudonymous |= pseudonymous;
  if (!atlas_export_terms_check (terms, &failure))
    return atlas_cli_fail_usage (error, "%s", failure->message);
  return TRUE;
}

static gboolean
check_fields (Plan *plan, GError **error)
{
  g_autoptr (GError) failure = NULL;

  plan->fields = dup_list (plan, field_names, "fields");
  if (plan->fields == NULL)
    return TRUE;
  if (plan->fields[0] == NULL)
    return atlas_cli_fail_usage (error, "%s", _ ("--fields names nothing."));
  if (!atlas_export_terms_check_fields (&plan->order.terms, g_ptr_array_index (plan->kinds, 0),
                                        (const char *const *) plan->fields, &failure))
    return atlas_cli_fail_usage (error, "%s", failure->message);
  return TRUE;
}

/* All that is said, but for what the database has to be asked. */
static gboolean
read_options (Plan *plan, GError **error)
{
  return find_kinds (plan, error) && read_terms (plan, error) && check_format (plan, error) &&
         check_fields (plan, error);
}

/* The database, where the options make sense as far as one can tell without it. */
static AtlasRegister *
open_for (AtlasCli *cli, Plan *plan, GError **error)
{
  g_autoptr (AtlasRegister) source = NULL;

  if (profile_name == NULL && !read_options (plan, error))
    return NULL;
  source = atlas_cli_open (cli, ATLAS_CLI_READ, error);
  if (source == NULL)
    return NULL;
  if (profile_name != NULL)
    {
      plan->profile = atlas_export_profile_load (source, profile_name, error);
      if (plan->profile == NULL || !read_options (plan, error))
        return NULL;
      plan->order.profile = atlas_record_get_text (plan->profile, "name");
    }
  if (!parse_queries (source, plan, error))
    return NULL;
  plan->order.queries = (AtlasQuery *const *) plan->queries->pdata;
  plan->order.format = plan->format;
  plan->order.excel = excel;
  plan->order.fields = (const char *const *) plan->fields;
  return g_steal_pointer (&source);
}

static gint64
count_left_out (const AtlasExportCounts *counts)
{
  return counts->left_out + counts->people.matched - counts->people.written;
}

static void
print_result (const Plan *plan, const AtlasExportCounts *counts)
{
  g_autoptr (GString) json = g_string_new ("{\"file\":");

  atlas_json_append_string (json, output, -1);
  g_string_append_printf (json, ",\"format\":\"%s\",\"purpose\":\"%s\",\"written\":%" G_GINT64_FORMAT,
                          plan->format, atlas_export_purpose_get_name (plan->order.terms.purpose),
                          counts->written);
  g_string_append_printf (json, ",\"left_out\":%" G_GINT64_FORMAT ",\"shortened\":%" G_GINT64_FORMAT,
                          count_left_out (counts), counts->shortened);
  if (atlas_export_terms_need_consent (&plan->order.terms))
    {
      g_string_append (json, ",\"people\":{");
      atlas_admission_counts_append_json (&counts->people, json);
      g_string_append_c (json, '}');
    }
  g_string_append (json, "}\n");
  atlas_cli_print_json_text (json);
}

/* What the terms kept back, and what the format could not hold. */
static void
say_losses (const Plan *plan, const AtlasExportCounts *counts)
{
  g_autofree char *people = atlas_admission_describe_left_out (&counts->people, plan->order.terms.channel);
  g_autofree char *left_out = atlas_number_format (counts->left_out);
  g_autofree char *shortened = atlas_number_format (counts->shortened);

  if (people != NULL)
    atlas_cli_say ("%s", people);
  if (counts->left_out > 0)
    atlas_cli_say (ngettext ("%s record left out, since it has no position",
                             "%s records left out, since they have no position", (gulong) counts->left_out),
                   left_out);
  if (counts->shortened > 0)
    atlas_cli_say (
      ngettext ("%s text was shortened to the 32,767 characters that a cell holds; CSV and JSON hold "
                "it whole",
                "%s texts were shortened to the 32,767 characters that a cell holds; CSV and JSON "
                "hold them whole",
                (gulong) counts->shortened),
      shortened);
}

static gboolean
write_to (AtlasCli *cli,
          AtlasRegister *source,
          const Plan *plan,
          AtlasOutput *to,
          AtlasExportCounts *counts,
          GError **error)
{
  AtlasLabelOptions labels = plan->labels;

  labels.profile = plan->order.profile;
  if (plan->labels.sheet == NULL)
    return atlas_export_write_order (source, &plan->order, to, atlas_cli_progress, NULL, cli->cancellable,
                                     counts, error);
  if (!atlas_address_labels_write (source, plan->order.queries[0], &labels, to, atlas_cli_progress, NULL,
                                   cli->cancellable, &counts->people, NULL, NULL, error))
    return FALSE;
  counts->written = counts->people.written;
  return TRUE;
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  g_auto (Plan) plan = { 0 };
  g_autoptr (AtlasRegister) source = open_for (cli, &plan, error);
  g_autoptr (GFile) file = atlas_cli_get_output_file (output);
  g_autoptr (AtlasOutput) to = NULL;
  AtlasExportCounts counts = { 0 };

  /* An order that can't be carried out is told of before whether its file can be written. */
  if (source == NULL || (plan.labels.sheet == NULL && !atlas_export_check (source, &plan.order, error)))
    return ATLAS_CLI_FAILED;
  to = atlas_cli_open_output (cli, output, &encryption, error);
  if (to == NULL)
    return ATLAS_CLI_FAILED;
  if (!write_to (cli, source, &plan, to, &counts, error))
    {
      if (file == NULL)
        atlas_cli_name_output (error);
      return ATLAS_CLI_FAILED;
    }
  if (file && cli->json)
    print_result (&plan, &counts);
  else if (file)
    atlas_cli_say_written (counts.written, output);
  say_losses (&plan, &counts);
  return ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_export = {
  .name = "export",
  .flags = ATLAS_COMMAND_CANCELLABLE,
  .summary = N_ ("write records for another office or a spreadsheet"),
  .help = N_ (
    "Writes to standard output or, with --output, a file that its owner alone can read. “json” is the\n"
    "share file, whose JSON Schema “atlasctl schema” prints; “ndjson” one record a line with its kind;\n"
    "“csv” a table of one kind, in which no cell can run as a formula; “csv-excel-fr” the same as Excel\n"
    "in French opens it; “xlsx” a workbook; “geojson” a point for each record that has a position;\n"
    "“vcard3” and “vcard4” people as cards; “mailing” those who are contacted as a table for letters;\n"
    "“ical” events as a calendar. Invented people are marked as such. “atlasctl list --help” tells how a\n"
    "query is written.\n"
    "\n"
    "Each export is a line in the log with its purpose, and who was in it. “own” is for this authority’s\n"
    "own records: a backup, another of its offices. For any other purpose only those go who are active and\n"
    "agreed to it, without notes, consents and the like, and with positions as those of the place; how many\n"
    "were left out, and why, is said on standard error. With “share”, somebody’s e-mail addresses, "
    "telephone\n"
    "numbers, street and postcode go as far as they agreed to share by that channel; with “publish” none.\n"
    "--pseudonymise replaces ids by HMAC-SHA256 over the partner’s name and the id, with a key that stays "
    "in\n"
    "the database, and leaves out all that is personal.\n"
    "\n"
    "With --encrypt-to or --passphrase-file it is encrypted with OpenPGP on its way, and its text is never "
    "on\n"
    "the disk: “gpg --decrypt” reads it, and “atlasctl import”. Keys are those of your GnuPG keyring.\n"
    "\n"
    "A profile is a record: “atlasctl add --kind export-profile --set name=… --set purpose=share …”.\n"
    "\n"
    "With --output and --json: {\"file\", \"format\", \"purpose\", \"written\", \"left_out\", "
    "\"shortened\"},\n"
    "and but for “own” {\"people\": {\"matched\", \"written\", \"not_active\", \"withdrawn\", \"expired\",\n"
    "\"no_consent\", \"no_address\"}}.\n"
    "\n"
    "Examples:\n"
    "  atlasctl export --output members.json\n"
    "  atlasctl export --kind members,events > all.json\n"
    "  atlasctl export --query region:CA-ON --format csv --excel --output ontario.csv\n"
    "  atlasctl export --format xlsx --output members.xlsx\n"
    "  atlasctl export --kind events --format ical --output events.ics\n"
    "  atlasctl export --purpose share --partner 'Health Board' --format xlsx --output nurses.xlsx\n"
    "  atlasctl export --profile 'Nurses for the Health Board' --output nurses.xlsx\n"
    "  atlasctl export --encrypt-to ottawa@example.org --output members.json.gpg"),
  .options = options,
  .run = run,
};
