/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-page.h"
#include "editor-test-support.h"

/* A page of missions or of the calendar, alone in a window. */

#define FAIR "11111111-1111-4111-8111-111111111111"

/* Two stops in other zones than the base, with what is held at the first. */
#define STOPS                                                                                           \
  "[{\"place\":\"Winnipeg\",\"arrival\":\"2026-12-01T15:00:00-06:00\",\"departure\":"                   \
  "\"2026-12-02T09:00:00-06:00\",\"event\":\"" FAIR                                                     \
  "\",\"expected\":40},{\"place\":\"Calgary\",\"arrival\":\"2026-12-02T12:00:00-07:00\",\"departure\":" \
  "\"2026-12-03T18:00:00-07:00\",\"expected\":60}]"
#define LEGS                                                                                                \
  "[{\"mode\":\"fly\",\"from\":\"Ottawa\",\"to\":\"Winnipeg\",\"departure\":\"2026-12-01T09:00:00-05:00\"," \
  "\"arrival\":\"2026-12-01T13:00:00-06:00\",\"km\":1700,\"hours\":5}]"

typedef struct
{
  AtlasSession *session;
  AtlasRegister *records;
  AtlasPage *page;
  GtkWindow *window;
  char *told;
  char *asked; /* of the window: "show mission 1", "new event 2026-11-28 18:00" */
} MissionsTest;

void missions_test_set_up (MissionsTest *test, gconstpointer get_type);
void missions_test_tear_down (MissionsTest *test, gconstpointer data);

/** Saves a record; @fields: keys and values as text, NULL at the end. */
gint64 missions_test_add (MissionsTest *test, const AtlasKind *kind, const char *const *fields);
gint64 missions_test_add_mission (MissionsTest *test, const char *title, const char *start, const char *end);
gint64 missions_test_add_event (MissionsTest *test, const char *title, const char *start, const char *end);

void missions_test_settle (MissionsTest *test);

/** Whether a label with these words is to be seen. */
gboolean missions_test_shows (MissionsTest *test, const char *words);
