/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-encryption.h"

#include <string.h>

#include "atlas-export.h"
#include "atlas-i18n.h"
#include "atlas-number.h"

static char *kind_names, *query_text, *format, *output;
static gboolean excel;
static AtlasCliEncryption encryption;

static const GOptionEntry options[] = {
  { "kind", 'k', 0, G_OPTION_ARG_FILENAME, &kind_names,
    N_ ("members (default), events, or both with a comma between"), N_ ("KIND") },
  ATLAS_CLI_OPTION_QUERY (&query_text),
  { "format", 'f', 0, G_OPTION_ARG_FILENAME, &format,
    N_ ("json (default), ndjson, csv, csv-excel-fr, xlsx, geojson, vcard (vcard3), vcard4 or ical"),
    N_ ("FORMAT") },
  ATLAS_CLI_OPTION_OUTPUT (&output),
  ATLAS_CLI_OPTION_EXCEL (&excel),
  ATLAS_CLI_OPTIONS_ENCRYPTION (&encryption),
  { NULL },
};

/* The kinds that were named. */
static GPtrArray *
find_kinds (GError **error)
{
  g_auto (GStrv) names = g_strsplit (kind_names ? kind_names : atlas_kind_member.plural, ",", -1);
  g_autoptr (GPtrArray) kinds = g_ptr_array_new ();

  for (guint i = 0; names[i]; i++)
    {
      const AtlasKind *kind = atlas_cli_find_kind (names[i], error);

      if (kind == NULL)
        return NULL;
      if (!atlas_cli_check_query (kind, query_text, error))
        return NULL;
      if (g_ptr_array_find (kinds, kind, NULL))
        {
          atlas_cli_fail_usage (error, _ ("“%s” is named twice."), names[i]);
          return NULL;
        }
      g_ptr_array_add (kinds, (gpointer) kind);
    }
  if (kinds->len == 0)
    {
      atlas_cli_fail_usage (error, "%s", _ ("--kind names nothing."));
      return NULL;
    }
  return g_steal_pointer (&kinds);
}

/* One query for each kind. */
static GPtrArray *
parse_queries (AtlasRegister *source, GPtrArray *kinds, GError **error)
{
  g_autoptr (GPtrArray) queries =
    g_ptr_array_new_null_terminated (2, (GDestroyNotify) atlas_query_unref, TRUE);

  for (guint i = 0; i < kinds->len; i++)
    {
      AtlasQuery *query =
        atlas_register_parse_query (source, g_ptr_array_index (kinds, i), query_text, error);

      if (query == NULL)
        return NULL;
      g_ptr_array_add (queries, query);
    }
  return g_steal_pointer (&queries);
}

static gboolean
check_format (GError **error)
{
  if (format == NULL)
    format = g_strdup ("json");
  if (atlas_cli_find_choice ("--format", format, atlas_export_list_formats (), error) < 0)
    return FALSE;
  if (excel && !g_str_equal (format, "csv"))
    return atlas_cli_fail_usage (error, "%s", _ ("--excel goes with --format csv only."));
  return TRUE;
}

static void
print_result (const AtlasExportCounts *counts)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "file");
  json_builder_add_string_value (builder, output);
  json_builder_set_member_name (builder, "format");
  json_builder_add_string_value (builder, format);
  json_builder_set_member_name (builder, "written");
  json_builder_add_int_value (builder, counts->written);
  json_builder_set_member_name (builder, "left_out");
  json_builder_add_int_value (builder, counts->left_out);
  json_builder_set_member_name (builder, "shortened");
  json_builder_add_int_value (builder, counts->shortened);
  json_builder_end_object (builder);
  atlas_cli_print_json (builder);
}

/* What the format could not hold. */
static void
say_losses (const AtlasExportCounts *counts)
{
  g_autofree char *left_out = atlas_number_format (counts->left_out);
  g_autofree char *shortened = atlas_number_format (counts->shortened);

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

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  g_autoptr (GPtrArray) kinds = check_format (error) ? find_kinds (error) : NULL;
  g_autoptr (AtlasRegister) source = kinds ? atlas_cli_open (cli, ATLAS_CLI_READ, error) : NULL;
  g_autoptr (GPtrArray) queries = source ? parse_queries (source, kinds, error) : NULL;
  g_autoptr (GFile) file = atlas_cli_get_output_file (output);
  g_autoptr (AtlasOutput) to = queries ? atlas_cli_open_output (cli, output, &encryption, error) : NULL;
  AtlasExportCounts counts = { 0 };

  if (to == NULL)
    return ATLAS_CLI_FAILED;
  if (!atlas_export_write_to (source, (AtlasQuery *const *) queries->pdata, format, excel, to,
                              atlas_cli_progress, NULL, cli->cancellable, &counts, error))
    {
      if (file == NULL)
        atlas_cli_name_output (error);
      return ATLAS_CLI_FAILED;
    }
  if (file && cli->json)
    print_result (&counts);
  else if (file)
    atlas_cli_say_written (counts.written, output);
  say_losses (&counts);
  return ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_export = {
  .name = "export",
  .flags = ATLAS_COMMAND_CANCELLABLE,
  .summary = N_ ("write records for another office or a spreadsheet"),
  .help =
    N_ ("Writes to standard output or, with --output, a file that its owner alone can read. “json” is the\n"
        "share file, whose JSON Schema “atlasctl schema” prints; “ndjson” one record a line with its kind;\n"
        "“csv” a table of one kind, in which no cell can run as a formula; “csv-excel-fr” the same as Excel\n"
        "in French opens it; “xlsx” a workbook; “geojson” a point for each record that has a position;\n"
        "“vcard3” and “vcard4” people as cards; “ical” events as a calendar. Each export is a line in the\n"
        "log. Invented people are marked as such. “atlasctl list --help” tells how a query is written.\n"
        "\n"
        "With --encrypt-to or --passphrase-file it is encrypted with OpenPGP on its way, and its text is "
        "never on\n"
        "the disk: “gpg --decrypt” reads it, and “atlasctl import”. Keys are those of your GnuPG keyring.\n"
        "\n"
        "With --output and --json: {\"file\", \"format\", \"written\", \"left_out\", \"shortened\"}.\n"
        "\n"
        "Examples:\n"
        "  atlasctl export --output members.json\n"
        "  atlasctl export --kind members,events > all.json\n"
        "  atlasctl export --query region:CA-ON --format csv --excel --output ontario.csv\n"
        "  atlasctl export --format xlsx --output members.xlsx\n"
        "  atlasctl export --kind events --format ical --output events.ics\n"
        "  atlasctl export --encrypt-to ottawa@example.org --output members.json.gpg"),
  .options = options,
  .run = run,
};
