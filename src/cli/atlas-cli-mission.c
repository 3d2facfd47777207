/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-mission.h"

#include "atlas-attendance-sheet.h"
#include "atlas-cli-record.h"
#include "atlas-cli-table.h"
#include "atlas-i18n.h"
#include "atlas-mission-audience.h"
#include "atlas-mission-brief.h"
#include "atlas-mission-debrief.h"
#include "atlas-report-words.h"
#include "atlas-mission-events.h"
#include "atlas-number.h"

int
atlas_cli_find_paper (const char *name, GError **error)
{
  static const char *const papers[] = { "a4", "letter", NULL };

  return name != NULL ? atlas_cli_find_choice ("--paper", name, papers, error)
                      : (int) atlas_paper_get_usual ();
}

static AtlasCliStatus
fail_output (const char *output, GError **error)
{
  g_autoptr (GFile) file = atlas_cli_get_output_file (output);

  if (file == NULL)
    atlas_cli_name_output (error);
  return ATLAS_CLI_FAILED;
}

static void
say_written (const char *output)
{
  g_autoptr (GFile) file = atlas_cli_get_output_file (output);

  if (file != NULL)
    atlas_cli_say_written (1, output);
}

/* --- accept */

static void
print_counts (const AtlasMissionEvents *counts)
{
  const struct
  {
    const char *key;
    guint count;
  } numbers[] = {
    { "made", counts->made },
    { "updated", counts->updated },
    { "kept", counts->kept },
    { "timeless", counts->timeless },
  };
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      json_builder_set_member_name (builder, numbers[i].key);
      json_builder_add_int_value (builder, numbers[i].count);
    }
  json_builder_end_object (builder);
  atlas_cli_print_json (builder);
}

AtlasCliStatus
atlas_cli_mission_accept (AtlasCli *cli, const AtlasCliMission *options, const char *id, GError **error)
{
  g_autoptr (AtlasRegister) source = atlas_cli_open (cli, ATLAS_CLI_WRITE, error);
  g_autoptr (AtlasRecord) mission =
    source != NULL ? atlas_cli_find_record (source, &atlas_kind_mission, id, error) : NULL;
  AtlasMissionEvents counts;

  if (mission == NULL ||
      !atlas_mission_make_events (source, atlas_record_get_id (mission), &counts, cli->cancellable, error))
    return ATLAS_CLI_FAILED;
  if (cli->json)
    print_counts (&counts);
  else
    atlas_cli_say (_ ("Events: %u made, %u brought up to date, %u as they were"), counts.made, counts.updated,
                   counts.kept);
  if (counts.timeless == 0)
    return ATLAS_CLI_DONE;
  atlas_cli_say (ngettext ("%u stop has no arrival, and so no event.",
                           "%u stops have no arrival, and so no event.", counts.timeless),
                 counts.timeless);
  return ATLAS_CLI_REFUSED;
}

/* --- brief */

static gboolean
find_smallest (const AtlasCliMission *options, gint64 usual, guint *smallest, GError **error)
{
  gint64 said = options->smallest != 0 ? options->smallest : usual;

  if (!atlas_cli_check_smallest (said, error))
    return FALSE;
  *smallest = (guint) said;
  return TRUE;
}

AtlasCliStatus
atlas_cli_mission_brief (AtlasCli *cli, const AtlasCliMission *options, const char *id, GError **error)
{
  guint smallest;
  int paper = atlas_cli_find_paper (options->paper, error);
  g_autoptr (AtlasRegister) source =
    paper >= 0 && find_smallest (options, ATLAS_SMALL_CELLS_DEFAULT, &smallest, error)
      ? atlas_cli_open (cli, ATLAS_CLI_READ, error)
      : NULL;
  g_autoptr (AtlasRecord) mission =
    source != NULL ? atlas_cli_find_record (source, &atlas_kind_mission, id, error) : NULL;
  g_autoptr (AtlasOutput) to =
    mission != NULL ? atlas_cli_open_output (cli, options->output, options->encryption, error) : NULL;

  if (to == NULL)
    return ATLAS_CLI_FAILED;
  if (!atlas_mission_brief_write (source, atlas_record_get_id (mission), (AtlasPaper) paper, smallest, to,
                                  cli->cancellable, error))
    return fail_output (options->output, error);
  say_written (options->output);
  return ATLAS_CLI_DONE;
}

/* --- sheet */

AtlasCliStatus
atlas_cli_write_sheet (AtlasCli *cli,
                       AtlasRegister *source,
                       gint64 event,
                       int paper,
                       const char *output,
                       AtlasCliEncryption *encryption,
                       GError **error)
{
  g_autoptr (AtlasOutput) to = atlas_cli_open_output (cli, output, encryption, error);
  g_autoptr (GFile) file = atlas_cli_get_output_file (output);
  guint n_people;

  if (to == NULL)
    return ATLAS_CLI_FAILED;
  if (!atlas_attendance_sheet_write (source, event, (AtlasPaper) paper, to, &n_people, cli->cancellable,
                                     error))
    return fail_output (output, error);
  if (file != NULL)
    atlas_cli_say (ngettext ("%u person on the sheet: %s", "%u people on the sheet: %s", n_people), n_people,
                   output);
  return ATLAS_CLI_DONE;
}

AtlasCliStatus
atlas_cli_mission_sheet (AtlasCli *cli, const AtlasCliMission *options, const char *id, GError **error)
{
  int paper = atlas_cli_find_paper (options->paper, error);
  g_autoptr (AtlasRegister) source = paper >= 0 ? atlas_cli_open (cli, ATLAS_CLI_READ, error) : NULL;
  g_autoptr (AtlasRecord) mission =
    source != NULL ? atlas_cli_find_record (source, &atlas_kind_mission, id, error) : NULL;
  g_autoptr (GPtrArray) stops = mission != NULL ? atlas_record_dup_items (mission, "stops") : NULL;
  g_autoptr (AtlasRecord) event = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *name = NULL;

  if (stops == NULL)
    return ATLAS_CLI_FAILED;
  if (options->stop < 1 || (guint) options->stop > stops->len)
    {
      atlas_cli_fail_usage (error, _ ("Say of which stop: --stop 1 to %u."), stops->len);
      return ATLAS_CLI_FAILED;
    }
  event = atlas_stop_load_event (source, g_ptr_array_index (stops, (guint) options->stop - 1), &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return ATLAS_CLI_FAILED;
    }
  if (event != NULL)
    return atlas_cli_write_sheet (cli, source, atlas_record_get_id (event), paper, options->output,
                                  options->encryption, error);
  name =
    atlas_stop_dup_name (g_ptr_array_index (stops, (guint) options->stop - 1), (guint) options->stop - 1);
  g_set_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN,
               _ ("%s has no event yet: “atlasctl mission accept” makes it."), name);
  return ATLAS_CLI_FAILED;
}

/* --- debrief */

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

AtlasCliStatus
atlas_cli_mission_debrief (AtlasCli *cli, const AtlasCliMission *options, const char *id, GError **error)
{
  g_autoptr (GFile) file = atlas_cli_get_output_file (options->output);
  guint smallest;
  int paper = atlas_cli_find_paper (options->paper, error);
  g_autoptr (AtlasRegister) source =
    paper >= 0 && find_smallest (options, file != NULL ? ATLAS_SMALL_CELLS_DEFAULT : 1, &smallest, error)
      ? atlas_cli_open (cli, options->note ? ATLAS_CLI_WRITE : ATLAS_CLI_READ, error)
      : NULL;
  g_autoptr (AtlasRecord) mission =
    source != NULL ? atlas_cli_find_record (source, &atlas_kind_mission, id, error) : NULL;
  g_autoptr (AtlasMissionDebrief) debrief =
    mission != NULL && (!options->note || note_reached (cli, source, mission, error))
      ? atlas_mission_debrief_new (source, atlas_record_get_id (mission), smallest, cli->cancellable, error)
      : NULL;

  if (debrief == NULL)
    return ATLAS_CLI_FAILED;
  if (file != NULL)
    {
      g_autoptr (AtlasOutput) to = atlas_cli_open_output (cli, options->output, options->encryption, error);

      if (to == NULL ||
          !atlas_mission_debrief_write (debrief, source, (AtlasPaper) paper, to, cli->cancellable, error))
        return ATLAS_CLI_FAILED;
      say_written (options->output);
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
