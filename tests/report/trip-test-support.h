/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query-test-support.h"

/* A mission to Ottawa and Toronto, with those who live there. */

#define ID(n)   "11111111-2222-4333-8444-0000000000" n
#define MISSION ID ("a0")
#define HOST    ID ("b0")

typedef struct
{
  Fixture base;
  gint64 mission;
} Trip;

void trip_set_up (Trip *trip, gconstpointer data);
void trip_tear_down (Trip *trip, gconstpointer data);

gint64 trip_find (AtlasRegister *source, const AtlasKind *kind, const char *id);
/** (transfer full) */
AtlasRecord *trip_load_mission (Trip *trip);
/** What was undone. (transfer full) */
char *trip_undo (Trip *trip);
