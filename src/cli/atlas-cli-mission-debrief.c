/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-mission.h"

#include "atlas-cli-record.h"
#include "atlas-cli-table.h"
#include "atlas-debriefing.h"
#include "atlas-i18n.h"
#include "atlas-import.h"
#include "atlas-mission-debrief.h"
#include "atlas-mission-events.h"
#include "atlas-number.h"
#include "atlas-report-words.h"

/* What came of a mission: taken from a file, and told. */

static char *
format_total (const AtlasSmallTotal *total)
{
  return atlas_small_total_format (total);
}

/* A count, or that it is too small to be told. (transfer full) */
static char *
format_count (const AtlasMissionDebrief *debrief, guint n)
{
  return atlas_report_format_count (n, n > 0 && n < debrief->smallest, debrief->smallest);
}

static void
print_stops (const AtlasMissionDebrief *debrief)
{
  const char *titles[] = { _ ("Stop"),       _ (">Planned"),  _ (">Reached"),    _ (">Invited"),
                           _ (">Confirmed"), _ (">Declined"), _ (">New members") };
  AtlasCliTable *table = atlas_cli_table_new (titles, G_N_ELEMENTS (titles));

  for (guint i = 0; i < debrief->stops->len; i++)
    {
      const AtlasDebriefStop *stop = g_ptr_array_index (debrief->stops, i);
      gboolean listed = stop->attended.high > 0 || stop->noted < 0;
      g_autofree char *planned = stop->planned >= 0 ? atlas_number_format (stop->planned) : NULL;
      g_autofree char *reached = listed ? format_total (&stop->attended) : atlas_number_format (stop->noted);
      g_autofree char *invited = format_count (debrief, stop->by_status[ATLAS_ATTENDANCE_INVITED]);
      g_autofree char *confirmed = format_count (debrief, stop->by_status[ATLAS_ATTENDANCE_CONFIRMED]);
      g_autofree char *declined = format_count (debrief, stop->by_status[ATLAS_ATTENDANCE_DECLINED]);
      g_autofree char *new_members = format_count (debrief, stop->new_members);
      const char *cells[] = { atlas_record_get_text (stop->stop, "place"),
                              planned,
                              reached,
                              invited,
                              confirmed,
                              declined,
                              new_members };

      atlas_cli_table_add (table, cells);
    }
  atlas_cli_table_finish (table);
}

static gboolean
note_reached (AtlasCli *cli, AtlasRegister *source, AtlasRecord *mission, GError **error)
{
  AtlasMissionReached reached;

  if (!atlas_mission_note_reached (source, atlas_record_get_id (mission), &reached, cli->cancellable, error))
    return FALSE;
  if (reached.stops == 0)
    atlas_cli_say ("%s", _ ("No event of the mission has a list of who came; nothing was noted."));
  else
    atlas_cli_say (ngettext ("Noted: %u person came", "Noted: %u people came", reached.people),
                   reached.people);
  return TRUE;
}

/* What FILE tells; what is wrong with it is told, a line each. NULL with @error */
static AtlasDebriefing *
read_file (AtlasCli *cli, AtlasRegister *source, AtlasRecord *mission, const char *name, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (g_str_equal (name, "-") ? "/dev/stdin" : name);
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (AtlasDebriefing) debriefing = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (g_file_load_contents (file, cli->cancellable, &text, &length, NULL, error))
    debriefing =
      atlas_debriefing_from_json (source, mission, text, (gssize) length, &faults, cli->cancellable, error);
  if (faults == NULL || faults->len == 0)
    return g_steal_pointer (&debriefing);
  for (guint i = 0; i < faults->len; i++)
    atlas_cli_say ("%s: %s", name, (const char *) g_ptr_array_index (faults, i));
  g_set_error (error, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_SYNTAX,
               ngettext ("%u thing is wrong, and nothing was written",
                         "%u things are wrong, and nothing was written", faults->len),
               faults->len);
  return NULL;
}

/* FALSE with @error */
static gboolean
take (AtlasCli *cli, AtlasRegister *source, AtlasRecord *mission, const char *name, GError **error)
{
  g_autoptr (AtlasDebriefing) debriefing = read_file (cli, source, mission, name, error);
  AtlasDebriefingCounts counts = { 0 };

  if (debriefing == NULL || !atlas_debriefing_write (debriefing, source, &counts, cli->cancellable, error))
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
  atlas_cli_say (_ ("Attendance: %u noted. People: %u recorded, %u known already. Contacts: %u logged, %u of "
                    "them to be followed up. Expenses: %u noted."),
                 counts.attendance, counts.people, counts.known, counts.contacts, counts.follow_ups,
                 counts.expenses);
  return TRUE;
}

/* What is to be written before it is told. */
static gboolean
prepare (
  AtlasCli *cli, const AtlasCliMission *options, AtlasRegister *source, AtlasRecord *mission, GError **error)
{
  return (options->file == NULL || take (cli, source, mission, options->file, error)) &&
         (!options->note || note_reached (cli, source, mission, error));
}

AtlasCliStatus
atlas_cli_mission_debrief (AtlasCli *cli, const AtlasCliMission *options, const char *id, GError **error)
{
  g_autoptr (GFile) file = atlas_cli_get_output_file (options->output);
  guint smallest;
  int paper = atlas_cli_find_paper (options->paper, error);
  g_autoptr (AtlasRegister) source =
    paper >= 0 && atlas_cli_mission_find_smallest (options, file != NULL ? ATLAS_SMALL_CELLS_DEFAULT : 1,
                                                   &smallest, error)
      ? atlas_cli_open (cli, options->note || options->file != NULL ? ATLAS_CLI_WRITE : ATLAS_CLI_READ, error)
      : NULL;
  g_autoptr (AtlasRecord) mission =
    source != NULL ? atlas_cli_find_record (source, &atlas_kind_mission, id, error) : NULL;
  /* Before anything is written into the database: it would stand there, and the command have failed. */
  g_autoptr (AtlasOutput) to = mission != NULL && file != NULL
                                 ? atlas_cli_open_output (cli, options->output, options->encryption, error)
                                 : NULL;
  g_autoptr (AtlasMissionDebrief) debrief =
    mission != NULL && (file == NULL || to != NULL) && prepare (cli, options, source, mission, error)
      ? atlas_mission_debrief_new (source, atlas_record_get_id (mission), smallest, cli->cancellable, error)
      : NULL;

  if (debrief == NULL)
    return ATLAS_CLI_FAILED;
  if (file != NULL)
    {
      if (!atlas_mission_debrief_write (debrief, source, (AtlasPaper) paper, to, cli->cancellable, error))
        return ATLAS_CLI_FAILED;
      atlas_cli_mission_say_written (options->output);
    }
  if (cli->json)
    {
      g_autofree char *json = atlas_mission_debrief_to_json (debrief);
      g_autoptr (GString) out = g_string_new (json);

      g_string_append_c (out, '\n');
      atlas_cli_print_json_text (out);
    }
  else if (file == NULL)
    {
      print_stops (debrief);
    }
  return ATLAS_CLI_DONE;
}
