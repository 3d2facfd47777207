/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-record.h"

#include "atlas-checkin.h"
#include "atlas-csv-reader.h"
#include "atlas-i18n.h"
#include "atlas-json-writer.h"

static AtlasRowReader *
open_rows (AtlasCli *cli, const char *name, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (g_str_equal (name, "-") ? "/dev/stdin" : name);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cli->cancellable, error);

  if (stream == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }
  return atlas_csv_reader_new (G_INPUT_STREAM (stream), NULL);
}

static void
print_json (const AtlasCheckinReport *report)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append_printf (out, "{\"rows\":%u,\"changed\":%u,\"added\":%u,\"same\":%u,\"refused\":[",
                          report->rows, report->changed, report->added, report->same);
  for (guint i = 0; i < report->refused->len; i++)
    {
      const AtlasCheckinRefusal *refusal = g_ptr_array_index (report->refused, i);

      g_string_append_printf (out, "%s{\"line\":%" G_GINT64_FORMAT ",\"who\":", i > 0 ? "," : "",
                              refusal->line);
      atlas_json_append_string (out, refusal->who, -1);
      g_string_append (out, ",\"reason\":");
      atlas_json_append_string (out, refusal->reason, -1);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "]}\n");
  atlas_cli_print_json_text (out);
}

static void
say (const AtlasCheckinReport *report, const char *name)
{
  atlas_cli_say (_ ("%u changed, %u added to the list, %u as they were"), report->changed, report->added,
                 report->same);
  for (guint i = 0; i < report->refused->len; i++)
    {
      const AtlasCheckinRefusal *refusal = g_ptr_array_index (report->refused, i);

      /* Translators: a file, the number of a line, whom it names, and why it was not taken */
      atlas_cli_say (_ ("%s, line %d: %s: %s"), name, (int) refusal->line, refusal->who, refusal->reason);
    }
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  g_autoptr (AtlasRowReader) rows = open_rows (cli, arguments[1], error);
  g_autoptr (AtlasRegister) source = rows != NULL ? atlas_cli_open (cli, ATLAS_CLI_WRITE, error) : NULL;
  g_autoptr (AtlasRecord) event =
    source != NULL ? atlas_cli_find_record (source, &atlas_kind_event, arguments[0], error) : NULL;
  g_autoptr (AtlasCheckinReport) report =
    event != NULL ? atlas_event_check_in (source, atlas_record_get_id (event), rows, cli->cancellable, error)
                  : NULL;

  if (event != NULL && report == NULL)
    g_prefix_error (error, "%s: ", arguments[1]);
  if (report == NULL)
    return ATLAS_CLI_FAILED;
  if (cli->json)
    print_json (report);
  else
    say (report, arguments[1]);
  return report->refused->len > 0 ? ATLAS_CLI_REFUSED : ATLAS_CLI_DONE;
}

const AtlasCommand atlas_command_checkin = {
  .name = "checkin",
  .flags = ATLAS_COMMAND_CANCELLABLE,
  .arguments = N_ ("EVENT FILE"),
  .min_arguments = 2,
  .max_arguments = 2,
  .summary = N_ ("note who came to an event, from a table"),
  .help = N_ (
    "FILE is a table (CSV) with headings, “-” standard input: “id”, “email” or “name”, or “given_name” and\n"
    "“family_name”; and “status” (attended where nothing is said; or invited, confirmed, declined,\n"
    "absent). Whoever is not on the event's list is put on it. Where several people have a name, the one\n"
    "on the list is meant. All is one step, which undo takes back. Rows of nobody, or of several, are left\n"
    "out and told of with their lines: then the exit status is 3.\n"
    "\n"
    "JSON: {\"rows\", \"changed\", \"added\", \"same\", \"refused\": [{\"line\", \"who\", \"reason\"}]}.\n"
    "\n"
    "Example:\n"
    "  atlasctl checkin 1b4e28ba door.csv"),
  .run = run,
};
