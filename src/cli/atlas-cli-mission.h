/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-cli-encryption.h"

G_BEGIN_DECLS

/* Carrying a mission out: what `atlasctl mission` does beyond listing and exporting. */

/**
 * AtlasCliMission:
 * @format, @output, @encryption: as of the whole command
 * @stop: from 1; 0: not said
 * @smallest: 0: not said
 * @file: of “debrief”: what is to be written first; NULL: nothing
 */
typedef struct
{
  char *format, *output;
  AtlasCliEncryption *encryption;
  char *channel, *language, *paper, *sheet, *from;
  gint64 smallest;
  int stop, first;
  gboolean add_to_event, note;
  const char *file;
} AtlasCliMission;

/** For a static AtlasCliMission. */
#define ATLAS_CLI_OPTIONS_MISSION(mission)                                                                 \
  { "stop",  0, 0, G_OPTION_ARG_INT, &(mission)->stop, N_ ("Of “invite” and “sheet”: which stop, from 1"), \
    N_ ("N") },                                                                                            \
    { "channel",                                                                                           \
      'c',                                                                                                 \
      0,                                                                                                   \
      G_OPTION_ARG_FILENAME,                                                                               \
      &(mission)->channel,                                                                                 \
      N_ ("Of “invite”: how people are asked: email, phone, post or any"),                                 \
      N_ ("CHANNEL") },                                                                                    \
    { "language",                                                                                          \
      0,                                                                                                   \
      0,                                                                                                   \
      G_OPTION_ARG_FILENAME,                                                                               \
      &(mission)->language,                                                                                \
      N_ ("Of “invite”: only who prefers this language, such as fr, or none"),                             \
      N_ ("LANGUAGE") },                                                                                   \
    { "add-to-event",                                                                                      \
      0,                                                                                                   \
      0,                                                                                                   \
      G_OPTION_ARG_NONE,                                                                                   \
      &(mission)->add_to_event,                                                                            \
      N_ ("Of “invite”: put them on the event’s list as invited"),                                         \
      NULL },                                                                                              \
    { "note",                                                                                              \
      0,                                                                                                   \
      0,                                                                                                   \
      G_OPTION_ARG_NONE,                                                                                   \
      &(mission)->note,                                                                                    \
      N_ ("Of “debrief”: note in the mission how many came"),                                              \
      NULL },                                                                                              \
    { "sheet",                                                                                             \
      0,                                                                                                   \
      0,                                                                                                   \
      G_OPTION_ARG_FILENAME,                                                                               \
      &(mission)->sheet,                                                                                   \
      N_ ("Labels: 5160 (Letter, 30 to a sheet; default) or L7160 (A4, 21 to a sheet)"),                   \
      N_ ("SHEET") },                                                                                      \
    { "first",                                                                                             \
      0,                                                                                                   \
      0,                                                                                                   \
      G_OPTION_ARG_INT,                                                                                    \
      &(mission)->first,                                                                                   \
      N_ ("Labels: the one to begin with, on a sheet that has been begun"),                                \
      N_ ("N") },                                                                                          \
    { "from",                                                                                              \
      0,                                                                                                   \
      0,                                                                                                   \
      G_OPTION_ARG_FILENAME,                                                                               \
      &(mission)->from,                                                                                    \
      N_ ("Labels: the country they are posted in, such as CA, whose name is left out"),                   \
      N_ ("COUNTRY") },                                                                                    \
    { "paper",                                                                                             \
      0,                                                                                                   \
      0,                                                                                                   \
      G_OPTION_ARG_FILENAME,                                                                               \
      &(mission)->paper,                                                                                   \
      N_ ("Of a PDF: a4 or letter; usual here without it"),                                                \
      N_ ("PAPER") },                                                                                      \
  {                                                                                                        \
    "smallest", 0, 0, G_OPTION_ARG_INT64, &(mission)->smallest,                                            \
      N_ ("The smallest count that is told: on paper 5, else 1, which tells all"), N_ ("N")                \
  }

AtlasCliStatus
atlas_cli_mission_accept (AtlasCli *cli, const AtlasCliMission *options, const char *id, GError **error);
AtlasCliStatus
atlas_cli_mission_invite (AtlasCli *cli, const AtlasCliMission *options, const char *id, GError **error);
AtlasCliStatus
atlas_cli_mission_brief (AtlasCli *cli, const AtlasCliMission *options, const char *id, GError **error);
AtlasCliStatus
atlas_cli_mission_sheet (AtlasCli *cli, const AtlasCliMission *options, const char *id, GError **error);
AtlasCliStatus
atlas_cli_mission_debrief (AtlasCli *cli, const AtlasCliMission *options, const char *id, GError **error);

/** The smallest count that is told: as it is said, or @usual. FALSE with a usage error */
gboolean atlas_cli_mission_find_smallest (const AtlasCliMission *options,
                                          gint64 usual,
                                          guint *smallest,
                                          GError **error);

/** Tells that a file was written, where it is one. */
void atlas_cli_mission_say_written (const char *output);

/** The paper of that name; that which is usual here for NULL. -1 with a usage error. */
int atlas_cli_find_paper (const char *name, GError **error);

/** Writes the day sheet of an event and tells of it. */
AtlasCliStatus atlas_cli_write_sheet (AtlasCli *cli,
                                      AtlasRegister *source,
                                      gint64 event,
                                      int paper,
                                      const char *output,
                                      AtlasCliEncryption *encryption,
                                      GError **error);

G_END_DECLS
