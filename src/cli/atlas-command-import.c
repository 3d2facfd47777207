/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli.h"

#include <gio/gunixinputstream.h>
#include <string.h>
#include <unistd.h>

#include "atlas-i18n.h"
#include "atlas-import.h"
#include "atlas-json-writer.h"
#include "atlas-number.h"

static char *format, *on_duplicate;
static gboolean dry_run;

static const GOptionEntry options[] = {
  { "format", 'f', 0, G_OPTION_ARG_FILENAME, &format,
    N_ ("json, ndjson, geojson or ical; without it the content tells"), N_ ("FORMAT") },
  { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run, N_ ("Only tell what would be done"), NULL },
  { "on-duplicate", 0, 0, G_OPTION_ARG_FILENAME, &on_duplicate,
    N_ ("What to do with a record that is there already: update (the newer one stays), skip, or add"),
    N_ ("WHAT") },
  { NULL },
};

/* In the order of AtlasOnDuplicate. */
static const char *const duplicate_names[] = { "update", "skip", "add", NULL };

static gboolean
set_up (AtlasImport *import, char **arguments, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  int what = on_duplicate ? atlas_cli_find_choice ("--on-duplicate", on_duplicate, duplicate_names, error)
                          : ATLAS_ON_DUPLICATE_UPDATE;

  if (what < 0)
    return FALSE;
  if (!atlas_import_set_format (import, format, &local_error))
    return atlas_cli_fail_usage (error, "%s", local_error->message);
  atlas_import_set_on_duplicate (import, (AtlasOnDuplicate) what);
  atlas_import_set_dry_run (import, dry_run);
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

static void
say_refusals (AtlasImport *import)
{
  GPtrArray *refusals = atlas_import_get_refusals (import);
  gint64 more = atlas_import_get_counts (import)->refused - refusals->len;

  for (guint i = 0; i < refusals->len; i++)
    {
      const AtlasRefusal *refusal = g_ptr_array_index (refusals, i);
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
  if (refusals->len > 0)
    atlas_cli_say ("%s", _ ("Correct these records in the file and import it again: what is here already is "
                            "recognised."));
}

static void
append_text (GString *out, const char *key, const char *text)
{
  g_string_append_printf (out, ",\"%s\":", key);
  atlas_json_append_string_or_null (out, text);
}

static void
print_json (AtlasImport *import)
{
  const AtlasImportCounts *counts = atlas_import_get_counts (import);
  GPtrArray *refusals = atlas_import_get_refusals (import);
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_printf (out,
                   "{\"read\":%" G_GINT64_FORMAT ",\"added\":%" G_GINT64_FORMAT
                   ",\"updated\":%" G_GINT64_FORMAT ",\"unchanged\":%" G_GINT64_FORMAT
                   ",\"skipped\":%" G_GINT64_FORMAT ",\"refused\":%" G_GINT64_FORMAT
                   ",\"unplaced\":%" G_GINT64_FORMAT ",\"refusals\":[",
                   counts->read, counts->added, counts->updated, counts->unchanged, counts->skipped,
                   counts->refused, counts->unplaced);
  for (guint i = 0; i < refusals->len; i++)
    {
      const AtlasRefusal *refusal = g_ptr_array_index (refusals, i);

      g_string_append (out, i > 0 ? ",\n{\"file\":" : "\n{\"file\":");
      atlas_json_append_string (out, refusal->file, -1);
      g_string_append_printf (out, ",\"record\":%" G_GINT64_FORMAT ",\"line\":%" G_GINT64_FORMAT,
                              refusal->record, refusal->line);
      append_text (out, "field", refusal->field);
      append_text (out, "reason", refusal->reason);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "]}\n");
  atlas_cli_print_json_text (out);
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  g_autoptr (AtlasRegister) target = atlas_cli_open (cli, ATLAS_CLI_WRITE, error);
  g_autoptr (AtlasImport) import = target ? atlas_import_new (target) : NULL;
  gboolean was_synthetic = target && atlas_register_is_synthetic (target);

  if (import == NULL || !set_up (import, arguments, error) ||
      !atlas_import_run (import, cli->cancellable, error))
    return ATLAS_CLI_FAILED;
  atlas_cli_end_progress ();

  if (cli->json)
    print_json (import);
  else
    {
      g_autofree char *summary = atlas_import_dup_summary (import);

      say_refusals (import);
      atlas_cli_print (summary);
      atlas_cli_print ("\n");
    }
  if (!was_synthetic && atlas_import_is_synthetic (import))
    atlas_cli_say (
      "%s", dry_run
              ? _ ("The people of this file are invented: reading it marks the whole database as synthetic.")
              : _ ("The people of this file are invented: the whole database is now marked as synthetic."
                   " “atlasctl undo” takes that back too."));
  if (dry_run)
    atlas_cli_say ("%s", _ ("This was a dry run: nothing was changed."));
  return atlas_import_get_counts (import)->refused > 0 ? ATLAS_CLI_REFUSED : ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_import = {
  .name = "import",
  .arguments = N_ ("FILE…"),
  .min_arguments = 1,
  .max_arguments = -1,
  .flags = ATLAS_COMMAND_CANCELLABLE,
  .summary = N_ ("read records from files"),
  .help = N_ (
    "Reads share files, newline-delimited JSON and bare arrays of members, points of GeoJSON and events of\n"
    "iCalendar; “-” is standard input.\n"
    "All files together are one step, which “atlasctl undo” takes back: everything is read, or\n"
    "nothing. Only records that are bad by themselves are left out, each with the reason (status 3).\n"
    "The newer of two versions of a record stays; the same file read twice changes nothing. People\n"
    "without a position are placed by their address.\n"
    "\n"
    "With --json: {\"read\", \"added\", \"updated\", \"unchanged\", \"skipped\", \"refused\", \"unplaced\",\n"
    "\"refusals\": [{\"file\", \"record\", \"line\", \"field\", \"reason\"}]}, of which the first 10,000.\n"
    "\n"
    "Examples:\n"
    "  atlasctl import members.json\n"
    "  atlasctl import --dry-run toronto.json montreal.ndjson\n"
    "  zcat members.json.gz | atlasctl import -"),
  .options = options,
  .run = run,
};
