/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "atlas-map-view.h"

G_BEGIN_DECLS

#define MAP_FIXTURE_WIDTH  600
#define MAP_FIXTURE_HEIGHT 440

/* Places that no label, circle or line of these tests lies on. */
#define MANITOBA 54.0, -101.5
#define ATLANTIC 33.0, -60.0
#define MEXICO   25.2, -104.6

/** A map in a window, and what it emitted. */
typedef struct
{
  GtkWindow *window;
  AtlasMapView *map;
  GtkWidget *shumate;
  AtlasPointSet *points;

  /* What was emitted last. */
  guint region;
  gint64 member, mark;
  guint cluster;
  gboolean marks;
  double latitude, longitude;
  guint n_emitted;
} MapFixture;

/** g_test_init(), and GTK; without a display the whole test is skipped. */
void map_fixture_init (int *argc, char ***argv);

/** Lets the main loop run that long. */
void map_fixture_run (guint ms);

/** Waits until the map is painted and at rest. */
void map_fixture_settle (MapFixture *self);

/** Where a position is on the map now. */
void map_fixture_get_pixel (MapFixture *self, double latitude, double longitude, double *x, double *y);

void map_fixture_set_up (MapFixture *self, gconstpointer data);

void map_fixture_tear_down (MapFixture *self, gconstpointer data);

/** @n members at each of these latitudes and longitudes. (transfer full) */
AtlasPointSet *map_fixture_points_at (const double (*positions)[2], guint n_positions, guint n);

/** @points: (transfer full) (nullable): shown, and waited for */
void map_fixture_set_points (MapFixture *self, AtlasPointSet *points);

G_END_DECLS
