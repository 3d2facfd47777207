/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-mission.h"

#include "atlas-attendance-sheet.h"
#include "atlas-cli-record.h"
#include "atlas-cli-table.h"
#include "atlas-i18n.h"
#include "atlas-mission-audience.h"
#include "atlas-mission-brief.h"
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

void
atlas_cli_mission_say_written (const char *output)
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

gboolean
atlas_cli_mission_find_smallest (const AtlasCliMission *options,
                                 gint64 usual,
                                 guint *smallest,
                                 GError **error)
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
    paper >= 0 && atlas_cli_mission_find_smallest (options, ATLAS_SMALL_CELLS_DEFAULT, &smallest, error)
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
  atlas_cli_mission_say_written (options->output);
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
