/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-encryption.h"
#include "atlas-cli-mission.h"
#include "atlas-cli-record.h"
#include "atlas-cli-table.h"

#include "atlas-date.h"
#include "atlas-export.h"
#include "atlas-i18n.h"
#include "atlas-mission-calendar.h"
#include "atlas-number.h"

static char *query_text, *format, *output;
static AtlasCliEncryption encryption;
static AtlasCliMission carrying;

static const GOptionEntry options[] = {
  ATLAS_CLI_OPTION_QUERY (&query_text),
  { "format", 'f', 0, G_OPTION_ARG_FILENAME, &format,
    N_ ("Of an export: ics, json, ndjson or csv; of “invite”: csv, vcard, vcard4 or labels"), N_ ("FORMAT") },
  ATLAS_CLI_OPTION_OUTPUT (&output),
  ATLAS_CLI_OPTION_ENCRYPT_TO (&encryption.recipients),
  ATLAS_CLI_OPTION_PASSPHRASE_FILE (&encryption.passphrase_file),
  ATLAS_CLI_OPTION_TRUST_ALWAYS (&encryption.trust_always),
  ATLAS_CLI_OPTIONS_MISSION (&carrying),
  { NULL },
};

/* Of an id, as many characters as tell missions apart. */
#define ID_LENGTH 8

static char *
dup_display (AtlasRecord *record, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (atlas_record_get_kind (record), key, -1);

  return atlas_field_display (field, atlas_record_get_value (record, field));
}

/* --- list */

static char *
count_items (AtlasRecord *mission, const char *key)
{
  g_autoptr (GPtrArray) items = atlas_record_dup_items (mission, key);

  return items->len > 0 ? atlas_number_format (items->len) : g_strdup ("");
}

static void
add_row (AtlasCliTable *table, AtlasRecord *mission)
{
  static const char *const keys[] = { "title", "type", "status", "start", "end", "base.place" };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  char id[ATLAS_UUID_TEXT_SIZE];

  atlas_uuid_format (atlas_record_get_uuid (mission), id);
  g_ptr_array_add (cells, g_strndup (id, ID_LENGTH));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_ptr_array_add (cells, dup_display (mission, keys[i]));
  g_ptr_array_add (cells, count_items (mission, "stops"));
  g_ptr_array_add (cells, dup_display (mission, "expected"));
  g_ptr_array_add (cells, dup_display (mission, "reached"));
  atlas_cli_table_add (table, (const char *const *) cells->pdata);
}

static AtlasCliStatus
list_missions (AtlasCli *cli, char **arguments, GError **error)
{
  const char *titles[] = { _ ("Id"),       _ ("Title"), _ ("Type"),   _ ("Status"),    _ ("First day"),
                           _ ("Last day"), _ ("Base"),  _ (">Stops"), _ (">Expected"), _ (">Reached") };
  g_autoptr (AtlasQuery) query = NULL;
  g_autoptr (AtlasRegister) source = atlas_cli_open_for (cli, &atlas_kind_mission, query_text, &query, error);
  g_autoptr (GArray) ids = source ? atlas_register_list_ids (source, query, NULL, 0, NULL, error) : NULL;
  g_autoptr (GString) json = cli->json ? g_string_new ("[") : NULL;
  AtlasCliTable *table = NULL;

  if (ids == NULL)
    return ATLAS_CLI_FAILED;
  if (json == NULL)
    table = atlas_cli_table_new (titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (AtlasRecord) mission =
        atlas_register_load (source, &atlas_kind_mission, g_array_index (ids, gint64, i), NULL);

      /* One that was deleted since the order was read is left out. */
      if (mission == NULL)
        continue;
      if (table != NULL)
        {
          add_row (table, mission);
          continue;
        }
      g_string_append (json, json->len > 1 ? ",\n" : "\n");
      atlas_cli_append_record (json, mission, atlas_register_is_synthetic (source));
    }
  if (table != NULL)
    {
      atlas_cli_table_finish (table);
      return ATLAS_CLI_DONE;
    }
  g_string_append (json, "\n]\n");
  atlas_cli_print_json_text (json);
  return ATLAS_CLI_DONE;
}

/* --- show */

static void
append_line (GString *out, const char *label, const char *text)
{
  if (*text == '\0')
    return;
  g_string_append_printf (out, "%s: ", label);
  atlas_cli_append_plain (out, text);
  g_string_append_c (out, '\n');
}

/* "09:00-11:30", by the clocks of each end. */
static char *
format_span (AtlasRecord *event)
{
  const char *start = atlas_record_get_text (event, "start");
  const char *end = atlas_record_get_text (event, "end");
  g_autoptr (GDateTime) first = atlas_timestamp_to_date_time (start, -1);
  g_autoptr (GDateTime) last = end != NULL ? atlas_timestamp_to_date_time (end, -1) : NULL;
  g_autofree char *from = first != NULL ? g_date_time_format (first, "%a %Y-%m-%d %H:%M") : g_strdup (start);
  g_autofree char *to = NULL;

  if (last == NULL)
    return g_steal_pointer (&from);
  to = g_date_time_format (last, g_date_time_get_day_of_year (first) == g_date_time_get_day_of_year (last)
                                   ? "%H:%M"
                                   : "%a %Y-%m-%d %H:%M");
  return g_strdup_printf ("%s – %s", from, to);
}

static void
print_timetable (AtlasRecord *mission)
{
  const char *titles[] = { _ ("When"), _ ("What"), _ (">km"), _ (">Expected"), _ (">Reached") };
  g_autoptr (GPtrArray) entries = atlas_mission_list_entries (mission);
  AtlasCliTable *table = atlas_cli_table_new (titles, G_N_ELEMENTS (titles));

  for (guint i = 0; i < entries->len; i++)
    {
      const AtlasMissionEntry *entry = g_ptr_array_index (entries, i);
      gboolean stop = entry->type == ATLAS_MISSION_ENTRY_STOP;
      g_autofree char *when = NULL;
      g_autofree char *what = NULL;
      g_autofree char *km = NULL;
      g_autofree char *expected = NULL;
      g_autofree char *reached = NULL;
      const char *cells[5];

      if (entry->item == NULL)
        continue;
      when = format_span (entry->event);
      what =
        stop ? dup_display (entry->item, "place") : g_strdup (atlas_record_get_text (entry->event, "title"));
      km = stop ? NULL : dup_display (entry->item, "km");
      expected = stop ? dup_display (entry->item, "expected") : NULL;
      reached = stop ? dup_display (entry->item, "reached") : NULL;
      cells[0] = when;
      cells[1] = what;
      cells[2] = km;
      cells[3] = expected;
      cells[4] = reached;
      atlas_cli_table_add (table, cells);
    }
  atlas_cli_table_finish (table);
}

static AtlasCliStatus
show_mission (AtlasCli *cli, char **arguments, GError **error)
{
  static const char *const keys[] = { "objective",  "type", "status",   "start",    "end",
                                      "base.place", "team", "audience", "expected", "reached" };
  g_autoptr (AtlasRegister) source = atlas_cli_open (cli, ATLAS_CLI_READ, error);
  g_autoptr (AtlasRecord) mission =
    source ? atlas_cli_find_record (source, &atlas_kind_mission, arguments[1], error) : NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *title = NULL;

  if (mission == NULL)
    return ATLAS_CLI_FAILED;
  if (cli->json)
    {
      atlas_cli_append_record (out, mission, atlas_register_is_synthetic (source));
      g_string_append_c (out, '\n');
      atlas_cli_print_json_text (out);
      return ATLAS_CLI_DONE;
    }
  title = atlas_record_dup_title (mission);
  atlas_cli_append_plain (out, title);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *text = dup_display (mission, keys[i]);

      append_line (out, atlas_field_get_label (atlas_kind_find_field (&atlas_kind_mission, keys[i], -1)),
                   text);
    }
  g_string_append_c (out, '\n');
  atlas_cli_print (out->str);
  print_timetable (mission);
  return ATLAS_CLI_DONE;
}

/* --- export */

/* The mission, and the events that are held at its stops. */
static gboolean
write_records (AtlasCli *cli,
               AtlasRegister *source,
               const char *id,
               const char *name,
               AtlasOutput *to,
               gint64 *written,
               GError **error)
{
  g_autofree char *of_mission = g_strconcat ("id:", id, NULL);
  g_autofree char *of_events = g_strconcat ("mission:", id, NULL);
  g_autoptr (AtlasQuery) missions = atlas_query_parse (&atlas_kind_mission, of_mission, error);
  g_autoptr (AtlasQuery) events =
    missions != NULL ? atlas_query_parse (&atlas_kind_event, of_events, error) : NULL;
  AtlasQuery *const queries[] = { missions, events, NULL };
  AtlasExportOrder order = { .queries = queries, .format = name };
  AtlasExportCounts counts = { 0 };

  if (events == NULL || !atlas_export_write_order (source, &order, to, atlas_cli_progress, NULL,
                                                   cli->cancellable, &counts, error))
    return FALSE;
  *written = counts.written;
  return TRUE;
}

static gboolean
write_timetable (AtlasCli *cli, AtlasRecord *mission, AtlasOutput *to, GError **error)
{
  atlas_mission_write_timetable (mission, atlas_output_get_buffer (to));
  return atlas_output_finish (to, cli->cancellable, error) && atlas_output_publish (to, error);
}

static AtlasCliStatus
export_mission (AtlasCli *cli, char **arguments, GError **error)
{
  static const char *const formats[] = { "ics", "ical", "json", "ndjson", "csv", NULL };
  int which = atlas_cli_find_choice ("--format", format ? format : "ics", formats, error);
  g_autoptr (AtlasRegister) source = which >= 0 ? atlas_cli_open (cli, ATLAS_CLI_READ, error) : NULL;
  g_autoptr (AtlasRecord) mission =
    source ? atlas_cli_find_record (source, &atlas_kind_mission, arguments[1], error) : NULL;
  g_autoptr (AtlasOutput) to = mission ? atlas_cli_open_output (cli, output, &encryption, error) : NULL;
  g_autoptr (GFile) file = atlas_cli_get_output_file (output);
  char id[ATLAS_UUID_TEXT_SIZE];
  gint64 written = 1;
  gboolean done;

  if (to == NULL)
    return ATLAS_CLI_FAILED;
  atlas_uuid_format (atlas_record_get_uuid (mission), id);
  if (g_str_equal (formats[which], "csv"))
    done = write_timetable (cli, mission, to, error);
  else
    done = write_records (cli, source, id, which == 0 ? "ical" : formats[which], to, &written, error);
  if (!done)
    {
      if (file == NULL)
        atlas_cli_name_output (error);
      return ATLAS_CLI_FAILED;
    }
  if (file != NULL)
    atlas_cli_say_written (written, output);
  return ATLAS_CLI_DONE;
}

/* --- */

static const struct
{
  const char *name;
  guint n_arguments, max_arguments;
  AtlasCliStatus (*run) (AtlasCli *cli, char **arguments, GError **error);
  AtlasCliStatus (*carry_out) (AtlasCli *cli, const AtlasCliMission *options, const char *id, GError **error);
} tasks[] = {
  { "list", 1, 1, list_missions },
  { "show", 2, 2, show_mission },
  { "export", 2, 2, export_mission },
  { "accept", 2, 2, NULL, atlas_cli_mission_accept },
  { "invite", 2, 2, NULL, atlas_cli_mission_invite },
  { "brief", 2, 2, NULL, atlas_cli_mission_brief },
  { "sheet", 2, 2, NULL, atlas_cli_mission_sheet },
  { "debrief", 2, 3, NULL, atlas_cli_mission_debrief },
};

static AtlasCliStatus
carry_out (AtlasCli *cli,
           AtlasCliStatus (*task) (AtlasCli *, const AtlasCliMission *, const char *, GError **),
           char **arguments,
           GError **error)
{
  carrying.file = arguments[1] != NULL ? arguments[2] : NULL;
  carrying.format = format;
  carrying.output = output;
  carrying.encryption = &encryption;
  return task (cli, &carrying, arguments[1], error);
}

/* What belongs to another task would be passed over in silence. */
static gboolean
check_options (const char *task, GError **error)
{
  const struct
  {
    const char *name;
    gboolean given;
    const char *tasks[6];
  } uses[] = {
    { "--query", query_text != NULL, { "list" } },
    { "--format", format != NULL, { "export", "invite" } },
    { "--output", output != NULL, { "export", "invite", "brief", "sheet", "debrief" } },
    { "--encrypt-to", encryption.recipients != NULL, { "export", "invite", "brief", "sheet", "debrief" } },
    { "--passphrase-file",
      encryption.passphrase_file != NULL,
      { "export", "invite", "brief", "sheet", "debrief" } },
    { "--trust-always", encryption.trust_always, { "export", "invite", "brief", "sheet", "debrief" } },
    { "--stop", carrying.stop != 0, { "invite", "sheet" } },
    { "--channel", carrying.channel != NULL, { "invite" } },
    { "--language", carrying.language != NULL, { "invite" } },
    { "--add-to-event", carrying.add_to_event, { "invite" } },
    { "--sheet", carrying.sheet != NULL, { "invite" } },
    { "--first", carrying.first != 0, { "invite" } },
    { "--from", carrying.from != NULL, { "invite" } },
    { "--note", carrying.note, { "debrief" } },
    { "--paper", carrying.paper != NULL, { "brief", "sheet", "debrief" } },
    { "--smallest", carrying.smallest != 0, { "brief", "debrief" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (uses); i++)
    if (uses[i].given && !g_strv_contains (uses[i].tasks, task))
      {
        g_autofree char *tasks = g_strjoinv (", ", (char **) uses[i].tasks);

        return atlas_cli_fail_usage (error, _ ("%s says nothing to “atlasctl mission %s”; it goes with: %s"),
                                     uses[i].name, task, tasks);
      }
  return TRUE;
}

static AtlasCliStatus
run (AtlasCli *cli, char **arguments, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (tasks); i++)
    {
      if (!g_str_equal (tasks[i].name, arguments[0]))
        continue;
      if (g_strv_length (arguments) < tasks[i].n_arguments)
        atlas_cli_fail_usage (error, _ ("Something is missing: “atlasctl mission %s” wants ID."),
                              arguments[0]);
      else if (!check_options (arguments[0], error))
        return ATLAS_CLI_FAILED;
      else if (g_strv_length (arguments) > tasks[i].max_arguments)
        atlas_cli_fail_usage (error, _ ("“%s” is too much here."), arguments[tasks[i].max_arguments]);
      else if (tasks[i].run != NULL)
        return tasks[i].run (cli, arguments, error);
      else
        return carry_out (cli, tasks[i].carry_out, arguments, error);
      return ATLAS_CLI_FAILED;
    }
  atlas_cli_fail_usage (error,
                        _ ("A mission can't be told to “%s”; there are: list, show, export, accept, invite, "
                           "brief, sheet, debrief"),
                        arguments[0]);
  return ATLAS_CLI_FAILED;
}

const AtlasCommand atlas_command_mission = {
  .name = "mission",
  .flags = ATLAS_COMMAND_CANCELLABLE,
  .arguments =
    N_ ("list | show ID | export ID | accept ID | invite ID | brief ID | sheet ID | debrief ID [FILE]"),
  .min_arguments = 1,
  .max_arguments = 3,
  .summary = N_ ("list missions, plan them out, write what is taken along and what came of them"),
  .help = N_ (
    "“list” has a line for each mission, the latest first; with --json an array of whole records in the\n"
    "shape of the share file. “show” tells one with its legs and stops in the order of time; with --json\n"
    "the record. ID is the record's id, or as much of its beginning as no other shares.\n"
    "\n"
    "“export” writes to standard output or, with --output, a file that its owner alone can read. “ics” is\n"
    "a calendar (RFC 5545) with the days of the mission, its legs and stops by the clocks where they are,\n"
    "and the events at its stops; ids stay the same, so that a calendar that is read again is brought up\n"
    "to date. “json” is a share file with the mission and these events, “ndjson” one record a line, “csv”\n"
    "a timetable: a line for each leg and stop.\n"
    "\n"
    "“accept” makes an event of each stop, planned, and brings it up to date when it is run again. “invite”\n"
    "counts who can be asked to come to each stop, by language: of the audience who lives within the stop's\n"
    "radius and no earlier one's, and agreed to be contacted by any channel, or by --channel alone. With\n"
    "--add-to-event it puts them on the list of the stop's event as invited, as the window does. With "
    "--stop\n"
    "it writes a contact list, which is of one channel: e-mail if none is said.\n"
    "\n"
    "“brief” writes a PDF for the team: map, timetable, who lives at each stop, whom to talk to, budget.\n"
    "“sheet” writes the list for the door of a stop, “debrief” what was planned and what came of it: a "
    "table,\n"
    "with --json all of it, with --output a PDF. Counts below --smallest are told as “<5”, or null.\n"
    "\n"
    "“debrief” with FILE, “-” standard input, first writes what the file tells, all as one step: a JSON\n"
    "object with “stops” (“stop”, its number from 1, or “place”; “attendance”: “member”, “email” or “name”,\n"
    "and “status”, attended if none; “people” who are new, as in a share file; “contacts” of the log, with\n"
    "whom named in the same way; “learnt”; “reached”, where nobody kept a list), “expenses” (“item”, "
    "“spent”,\n"
    "“currency”), “status” and “learnt”. Where anything is wrong all of it is told, and nothing is written.\n"
    "What stands already is not written again, so that a file can be read twice.\n"
    "\n"
    "Missions are added and changed by “add”, “edit” and “delete” with --kind missions.\n"
    "\n"
    "Examples:\n"
    "  atlasctl mission list --query 'status:approved region:CA-AB'\n"
    "  atlasctl mission show 1b4e28ba\n"
    "  atlasctl mission export 1b4e28ba --format ics --output mission.ics\n"
    "  atlasctl mission invite 1b4e28ba --stop 2 --channel post --format labels --output labels.pdf\n"
    "  atlasctl mission brief 1b4e28ba --output brief.pdf --paper letter\n"
    "  atlasctl mission debrief 1b4e28ba told.json"),
  .options = options,
  .run = run,
};
