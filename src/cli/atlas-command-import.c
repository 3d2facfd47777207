/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-encryption.h"

#include <gio/gunixinputstream.h>
#include <string.h>
#include <unistd.h>

#include "atlas-i18n.h"
#include "atlas-import.h"
#include "atlas-json-writer.h"
#include "atlas-number.h"

static char *sheet;
static char *passphrase_file;
static char *format, *on_duplicate, *kind, *encoding, *separator, *dates, *refused;
static char **maps;
static gboolean dry_run;

static const GOptionEntry options[] = {
  { "format", 'f', 0, G_OPTION_ARG_FILENAME, &format,
    N_ ("json, ndjson, csv, tsv, xlsx, vcard, geojson or ical; without it the content tells, then the name"),
    N_ ("FORMAT") },
  { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run, N_ ("Only tell what would be done"), NULL },
  { "on-duplicate", 0, 0, G_OPTION_ARG_FILENAME, &on_duplicate,
    N_ ("What to do with a record that is there already: update (the newer one stays), skip, or add"),
    N_ ("WHAT") },
  { "kind", 'k', 0, G_OPTION_ARG_FILENAME, &kind,
    N_ ("What the rows of a table are: members, events or estimates; without it the headings tell"),
    N_ ("KIND") },
  { "map", 'm', 0, G_OPTION_ARG_FILENAME_ARRAY, &maps, N_ ("Where a column of a table goes; may be repeated"),
    N_ ("COLUMN=FIELD") },
  { "sheet", 0, 0, G_OPTION_ARG_FILENAME, &sheet,
    N_ ("Which sheet of a workbook; without it the first that is understood"), N_ ("NAME") },
  { "encoding", 0, 0, G_OPTION_ARG_FILENAME, &encoding,
    N_ ("utf-8, utf-16le, utf-16be, windows-1252, macintosh or ibm850; without it the content tells"),
    N_ ("ENCODING") },
  { "separator", 0, 0, G_OPTION_ARG_FILENAME, &separator,
    N_ ("comma, semicolon, tab, pipe or a character; without it the content tells"), N_ ("SEPARATOR") },
  { "dates", 0, 0, G_OPTION_ARG_FILENAME, &dates,
    N_ ("How 03/04/2021 is to be read where its column does not tell: day-first or month-first"),
    N_ ("ORDER") },
  { "refused", 0, 0, G_OPTION_ARG_FILENAME, &refused,
    N_ ("Write refused rows of the table to this CSV file, to be mended and imported again"), N_ ("FILE") },
  { "passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &passphrase_file,
    N_ ("Open encrypted files with the passphrase on the first line of this file"), N_ ("FILE") },
  { NULL },
};

/* The rest is counted; --json has more of them. */
#define MOST_DOUBLED_SAID 20

/* In the order of AtlasOnDuplicate. */
static const char *const duplicate_names[] = { "update", "skip", "add", NULL };

/* In the order of AtlasDayOrder. */
static const char *const date_names[] = { "unknown", "day-first", "month-first", NULL };

static gboolean
set_up_tables (AtlasImport *import, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  AtlasCsvDialect dialect = { 0 };

  if (kind != NULL)
    {
      const AtlasKind *found = atlas_cli_find_kind (kind, error);

      if (found == NULL)
        return FALSE;
      atlas_import_set_kind (import, found);
    }
  if (encoding != NULL && !atlas_encoding_find (encoding, &dialect.encoding))
    return atlas_cli_fail_usage (
      error, _ ("--encoding: “%s” is none of: utf-8, utf-16le, utf-16be, windows-1252, macintosh, ibm850"),
      encoding);
  if (separator != NULL && !atlas_csv_separator_find (separator, &dialect.separator))
    return atlas_cli_fail_usage (
      error, _ ("--separator: “%s” is none of: comma, semicolon, tab, pipe, or one character"), separator);
  atlas_import_set_dialect (import, &dialect);
  if (dates != NULL)
    {
      int order = atlas_cli_find_choice ("--dates", dates, date_names, error);

      if (order < 0)
        return FALSE;
      atlas_import_set_day_order (import, (AtlasDayOrder) order);
    }
  for (guint i = 0; maps != NULL && maps[i] != NULL; i++)
    if (!atlas_import_add_map (import, maps[i], &local_error))
      return atlas_cli_fail_usage (error, "--map: %s", local_error->message);
  return TRUE;
}

/* To be called when all files are named. */
static gboolean
set_passphrase (AtlasImport *import, GCancellable *cancellable, GError **error)
{
  g_autoptr (AtlasPassphrase) passphrase = NULL;

  if (passphrase_file == NULL)
    return TRUE;
  passphrase = atlas_cli_read_passphrase (passphrase_file, cancellable, error);
  if (passphrase != NULL)
    atlas_import_set_passphrase (import, passphrase);
  return passphrase != NULL;
}

static gboolean
set_up (AtlasImport *import, char **arguments, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  int what = on_duplicate ? atlas_cli_find_choice ("--on-duplicate", on_duplicate, duplicate_names, error)
                          : ATLAS_ON_DUPLICATE_UPDATE;

  if (what < 0)
    return FALSE;
  if (!set_up_tables (import, error))
    return FALSE;
  if (!atlas_import_set_format (import, format, &local_error))
    return atlas_cli_fail_usage (error, "%s", local_error->message);
  if (refused != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (refused);

      if (arguments[1] != NULL)
        return atlas_cli_fail_usage (
          error, "%s", _ ("--refused takes the rows of one table; import the files one by one"));
      atlas_import_set_refused_file (import, file);
    }
  atlas_import_set_on_duplicate (import, (AtlasOnDuplicate) what);
  atlas_import_set_take_undated (import, on_duplicate != NULL && what == ATLAS_ON_DUPLICATE_UPDATE);
  /* Nobody's rows are made one unless a person says so. */
  if (on_duplicate != NULL)
    atlas_import_set_on_doubled (import, (AtlasOnDuplicate) what);
  atlas_import_set_dry_run (import, dry_run);
  atlas_import_set_sheet (import, sheet);
  atlas_import_set_progress (import, atlas_cli_progress, NULL);

  for (guint i = 0; arguments[i]; i++)
    if (g_str_equal (arguments[i], "-"))
      {
        g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);

        atlas_import_add_stream (import, input, _ ("standard input"));
      }
    else
      {
        g_autoptr (GFile) file = g_file_new_for_commandline_arg (arguments[i]);

        atlas_import_add_file (import, file);
      }
  return TRUE;
}

/* --- telling ------------------------------------------------------------------------------------------- */

/* Each of refusals or remarks, of which there were @n; @most are said. */
static void
say_words (GPtrArray *words, gint64 n, guint most)
{
  guint said = MIN (words->len, most);
  gint64 more = n - said;

  for (guint i = 0; i < said; i++)
    {
      const AtlasRefusal *refusal = g_ptr_array_index (words, i);
      g_autofree char *record = g_strdup_printf ("%" G_GINT64_FORMAT, refusal->record);
      g_autofree char *line = g_strdup_printf ("%" G_GINT64_FORMAT, refusal->line);

      if (refusal->field)
        /* Translators: file, number of the record in it, line, field, and why it was refused. */
        atlas_cli_say (_ ("%s: record %s, line %s: %s: %s"), refusal->file, record, line, refusal->field,
                       refusal->reason);
      else
        /* Translators: file, number of the record in it, line, and why it was refused. */
        atlas_cli_say (_ ("%s: record %s, line %s: %s"), refusal->file, record, line, refusal->reason);
    }
  if (more > 0)
    {
      g_autofree char *number = atlas_number_format (more);

      atlas_cli_say (ngettext ("... and %s more", "... and %s more", (gulong) more), number);
    }
}

static void
say_refusals (AtlasImport *import)
{
  const AtlasImportCounts *counts = atlas_import_get_counts (import);
  const GError *failure = atlas_import_get_refused_failure (import);

  say_words (atlas_import_get_remarks (import), counts->remarked, G_MAXUINT);
  if (counts->remarked > 0)
    atlas_cli_say ("%s", _ ("What was not understood stands in the notes of its record."));
  say_words (atlas_import_get_refusals (import), counts->refused, G_MAXUINT);
  if (counts->refused > 0 && refused != NULL && failure == NULL && atlas_import_get_tables (import)->len > 0)
    atlas_cli_say (_ ("The refused rows are in %s: mend them there and import that file."), refused);
  else if (counts->refused > 0)
    atlas_cli_say ("%s", _ ("Correct these records in the file and import it again: what is here already is "
                            "recognised."));
}

/* Nobody is to believe that a list was taken where it was not. */
static void
say_differences (AtlasImport *import)
{
  gint64 n = atlas_import_get_counts (import)->differing;
  g_autofree char *number = atlas_number_format (n);

  if (n == 0)
    return;
  atlas_cli_say (
    ngettext ("%s record says something else than the one that stands here, without being newer by its "
              "date; that was not taken. --json lists the fields.",
              "%s records say something else than those that stand here, without being newer by their "
              "date; that was not taken. --json lists the fields.",
              (gulong) n),
    number);
  if (on_duplicate == NULL && atlas_import_get_tables (import)->len > 0)
    atlas_cli_say ("%s", _ ("With --on-duplicate update, rows of a table without a date are taken."));
}

/* Some of those who are listed twice, and what became of them. */
static void
say_doubled (AtlasImport *import)
{
  const AtlasImportCounts *counts = atlas_import_get_counts (import);
  gint64 left = counts->doubled - counts->united - counts->dropped;
  g_autofree char *united = atlas_number_format (counts->united);
  g_autofree char *dropped = atlas_number_format (counts->dropped);
  g_autofree char *beside = atlas_number_format (left);

  if (counts->doubled == 0)
    return;
  say_words (atlas_import_get_list (import, ATLAS_IMPORT_DOUBLED), counts->doubled, MOST_DOUBLED_SAID);
  if (counts->united > 0)
    atlas_cli_say (ngettext ("%s row was united with the one of the same person before it.",
                             "%s rows were united with those of the same people before them.",
                             (gulong) counts->united),
                   united);
  if (counts->dropped > 0)
    atlas_cli_say (ngettext ("%s row was left out, as the same person is listed before it.",
                             "%s rows were left out, as the same people are listed before them.",
                             (gulong) counts->dropped),
                   dropped);
  if (left > 0)
    atlas_cli_say (ngettext ("%s row stands for itself beside the one of what looks like the same person: "
                             "see “atlasctl duplicates”.",
                             "%s rows stand for themselves beside those of what look like the same people: "
                             "see “atlasctl duplicates”.",
                             (gulong) left),
                   beside);
}

/* Which columns went into no field, so that none is lost unseen. */
static void
say_tables (AtlasImport *import)
{
  GPtrArray *tables = atlas_import_get_tables (import);

  for (guint i = 0; i < tables->len; i++)
    {
      const AtlasImportTable *table = g_ptr_array_index (tables, i);
      g_autofree char *left = atlas_import_table_dup_unknown (table);
      g_autofree char *cells = atlas_number_format (table->n_mended);

      if (table->n_sheets > 1 && table->sheet != NULL)
        atlas_cli_say (_ ("%s: of its sheets “%s” is read; --sheet names another one"), table->file,
                       table->sheet);
      if (!atlas_mapping_can_name (table->mapping))
        atlas_cli_say (_ ("%s: no column holds names, without which nobody new can be recorded. "
                          "--map COLUMN=name says which does."),
                       table->file);
      if (left != NULL)
        /* Translators: a file, and the headings of some of its columns. */
        atlas_cli_say (
          _ ("%s: these columns have no field and are kept beside: %s. --map says where one goes."),
          table->file, left);
      if (table->n_mended > 0)
        atlas_cli_say (ngettext ("%s: %s cell was no UTF-8 and was read as Windows-1252",
                                 "%s: %s cells were no UTF-8 and were read as Windows-1252",
                                 (gulong) table->n_mended),
                       table->file, cells);
    }
}

static void
append_text (GString *out, const char *key, const char *text)
{
  g_string_append_printf (out, ",\"%s\":", key);
  atlas_json_append_string_or_null (out, text);
}

static void
append_words (GString *out, const char *name, GPtrArray *words)
{
  g_string_append_printf (out, ",\"%s\":[", name);
  for (guint i = 0; i < words->len; i++)
    {
      const AtlasRefusal *refusal = g_ptr_array_index (words, i);

      g_string_append (out, i > 0 ? ",\n{\"file\":" : "\n{\"file\":");
      atlas_json_append_string (out, refusal->file, -1);
      g_string_append_printf (out, ",\"record\":%" G_GINT64_FORMAT ",\"line\":%" G_GINT64_FORMAT,
                              refusal->record, refusal->line);
      append_text (out, "field", refusal->field);
      append_text (out, "reason", refusal->reason);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static void
append_table (GString *out, const AtlasImportTable *table, gboolean first)
{
  const AtlasMapping *mapping = table->mapping;
  char separator[] = { table->dialect.separator, '\0' };
  const char *name = atlas_encoding_get_name (table->dialect.encoding);

  g_string_append (out, first ? "\n{\"file\":" : ",\n{\"file\":");
  atlas_json_append_string (out, table->file, -1);
  append_text (out, "kind", mapping->kind->plural);
  append_text (out, "encoding", name);
  append_text (out, "separator", name != NULL ? separator : NULL);
  g_string_append_printf (out, ",\"headings\":%u,\"columns\":[", mapping->n_headings);
  for (guint i = 0; i < mapping->n_columns; i++)
    {
      g_string_append (out, i > 0 ? ",\n{\"heading\":" : "\n{\"heading\":");
      atlas_json_append_string (out, mapping->columns[i].heading, -1);
      append_text (out, "target", atlas_mapping_get_target (mapping, i));
      append_text (out, "reason", atlas_mapping_get_reason (mapping, i));
      g_string_append (out, ",\"confidence\":");
      atlas_json_append_real (out, mapping->columns[i].confidence);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "]}");
}

static void
print_json (AtlasImport *import)
{
  const AtlasImportCounts *counts = atlas_import_get_counts (import);
  GPtrArray *tables = atlas_import_get_tables (import);
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_printf (out,
                   "{\"read\":%" G_GINT64_FORMAT ",\"added\":%" G_GINT64_FORMAT
                   ",\"updated\":%" G_GINT64_FORMAT ",\"unchanged\":%" G_GINT64_FORMAT
                   ",\"skipped\":%" G_GINT64_FORMAT ",\"refused\":%" G_GINT64_FORMAT
                   ",\"unplaced\":%" G_GINT64_FORMAT,
                   counts->read, counts->added, counts->updated, counts->unchanged, counts->skipped,
                   counts->refused, counts->unplaced);
  append_words (out, "refusals", atlas_import_get_refusals (import));
  g_string_append_printf (out, ",\"refusals_cut\":%" G_GINT64_FORMAT,
                          atlas_import_get_n_cut (import, ATLAS_IMPORT_REFUSED));
  g_string_append_printf (out, ",\"differing\":%" G_GINT64_FORMAT, counts->differing);
  append_words (out, "differences", atlas_import_get_list (import, ATLAS_IMPORT_DIFFERING));
  g_string_append_printf (
    out, ",\"doubled\":%" G_GINT64_FORMAT ",\"united\":%" G_GINT64_FORMAT ",\"dropped\":%" G_GINT64_FORMAT,
    counts->doubled, counts->united, counts->dropped);
  append_words (out, "doubles", atlas_import_get_list (import, ATLAS_IMPORT_DOUBLED));
  /* Only tables have these. */
  if (tables->len > 0)
    {
      g_string_append_printf (out, ",\"remarked\":%" G_GINT64_FORMAT, counts->remarked);
      append_words (out, "remarks", atlas_import_get_remarks (import));
      g_string_append (out, ",\"tables\":[");
      for (guint i = 0; i < tables->len; i++)
        append_table (out, g_ptr_array_index (tables, i), i == 0);
      g_string_append_c (out, ']');
    }
  g_string_append (out, "}\n");
  atlas_cli_print_json_text (out);
}

/* What can be done about a file that opens with a passphrase. */
static void
add_advice (GError **error)
{
  g_autofree char *words = NULL;

  if (error == NULL || !g_error_matches (*error, ATLAS_OPENPGP_ERROR, ATLAS_OPENPGP_ERROR_NEEDS_PASSPHRASE))
    return;
  /* Translators: what is wrong with a file, and what to do. */
  words = g_strdup_printf (_ ("%s: write it on a line of a file, and name that with --passphrase-file"),
                           (*error)->message);
  g_free ((*error)->message);
  (*error)->message = g_steal_pointer (&words);
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  g_autoptr (AtlasRegister) target = atlas_cli_open (cli, ATLAS_CLI_WRITE, error);
  g_autoptr (AtlasImport) import = target ? atlas_import_new (target) : NULL;
  gboolean was_synthetic = target && atlas_register_is_synthetic (target);

  if (import == NULL || !set_up (import, arguments, error) ||
      !set_passphrase (import, cli->cancellable, error) ||
      !atlas_import_run (import, cli->cancellable, error))
    {
      add_advice (error);
      return ATLAS_CLI_FAILED;
    }
  atlas_cli_end_progress ();

  if (cli->json)
    print_json (import);
  else
    {
      g_autofree char *summary = atlas_import_dup_summary (import);

      say_tables (import);
      say_refusals (import);
      say_differences (import);
      say_doubled (import);
      atlas_cli_print (summary);
      atlas_cli_print ("\n");
    }
  if (atlas_import_get_refused_failure (import) != NULL)
    atlas_cli_say (_ ("The records were read, but the refused rows could not be written: %s"),
                   atlas_import_get_refused_failure (import)->message);
  if (!was_synthetic && atlas_import_is_synthetic (import))
    atlas_cli_say (
      "%s", dry_run
              ? _ ("The people of this file are invented: reading it marks the whole database as synthetic.")
              : _ ("The people of this file are invented: the whole database is now marked as synthetic."
                   " “atlasctl undo” takes that back too."));
  if (dry_run)
    atlas_cli_say ("%s", _ ("This was a dry run: nothing was changed."));
  return atlas_import_get_counts (import)->refused > 0 || atlas_import_get_refused_failure (import) != NULL
           ? ATLAS_CLI_REFUSED
           : ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_import = {
  .name = "import",
  .arguments = N_ ("FILE…"),
  .min_arguments = 1,
  .max_arguments = -1,
  .flags = ATLAS_COMMAND_CANCELLABLE,
  .summary = N_ ("read records from files"),
  .help = N_ (
    "Reads share files, newline-delimited JSON, bare arrays of members, tables (CSV, TSV, XLSX), address\n"
    "cards (vCard), points of GeoJSON and events of iCalendar; “-” is standard input.\n"
    "All files together are one step, which “atlasctl undo” takes back: everything is read, or\n"
    "nothing. Only records that are bad by themselves are left out, each with the reason (status 3).\n"
    "The newer of two versions of a record stays; the same file read twice changes nothing. People\n"
    "without a position are placed by their address.\n"
    "\n"
    "What a file does not name of a record that stands stays as it is: fields without a column, empty cells\n"
    "(but in an export of our own with all columns), keys that JSON leaves out, unless the record names "
    "both\n"
    "created and updated, as our export does, and so is whole; null takes a value away. A row that has our\n"
    "date and other content was worked on, and is taken as of now. A row without a date takes the place of "
    "a\n"
    "record that has one only with --on-duplicate update.\n"
    "\n"
    "Who is listed twice in what is read (among the first 100,000 people without ids) is told of and comes\n"
    "in twice, unless --on-duplicate is given: update makes one record of both rows, in which the first\n"
    "one’s word counts, skip takes the first row alone. What is less than certain is left to “atlasctl\n"
    "duplicates”. The very same row comes in once.\n"
    "\n"
    "Of a table encoding, separator, headings and what each column holds are found by themselves: our own\n"
    "export, Google Contacts, Outlook, CiviCRM, and lists with headings in English or French. --map sends a\n"
    "column, by heading or number, into a field (see “atlasctl schema”), or to: keep, leave, name (a whole\n"
    "one), name-family-first, address (a whole one), position, note, id; and where cells say yes or no:\n"
    "agreed, agreed-email, agreed-phone, agreed-post (yes: consent, no: it is withdrawn), no-email,\n"
    "no-phone, no-post, deceased. It is remembered for tables with the same headings. Values are cleaned:\n"
    "telephone numbers, dates, provinces, countries, occupations and more. What is not understood is kept\n"
    "in the notes; columns that have no field are kept and written back. With --dry-run --json one sees\n"
    "where each column would go.\n"
    "\n"
    "A file that is encrypted with OpenPGP is decrypted on its way: for one of your keys GnuPG’s agent asks\n"
    "as usual, a passphrase is read with --passphrase-file. If it was changed on its way, nothing is read.\n"
    "\n"
    "With --json: {\"read\", \"added\", \"updated\", \"unchanged\", \"skipped\", \"refused\", \"unplaced\",\n"
    "\"refusals\": [{\"file\", \"record\", \"line\", \"field\", \"reason\"}], \"refusals_cut\", "
    "\"differing\",\n"
    "\"differences\", \"doubled\", \"united\", \"dropped\", \"doubles\"}. Lists have the first 10,000;\n"
    "refusals_cut says how many refusals are not listed.\n"
    "Differences are like refusals: in which fields something else than ours was not taken, and whose.\n"
    "Doubles too: who is listed before. Of those doubled some were united with the row before, some "
    "dropped.\n"
    "With a table among the files also \"remarked\", \"remarks\" (like refusals), and \"tables\": "
    "[{\"file\",\n"
    "\"kind\", \"encoding\", \"separator\", \"headings\", \"columns\": [{\"heading\", \"target\", "
    "\"reason\",\n"
    "\"confidence\"}]}].\n"
    "\n"
    "Examples:\n"
    "  atlasctl import members.json\n"
    "  atlasctl import --refused to-mend.csv --map \"Roots=origin.district\" embassy.csv\n"
    "  atlasctl import --kind estimates census.csv\n"
    "  atlasctl import --dry-run toronto.json montreal.ndjson\n"
    "  zcat members.json.gz | atlasctl import -"),
  .options = options,
  .run = run,
};
