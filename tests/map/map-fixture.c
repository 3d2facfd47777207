/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map-fixture.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>

#include "atlas-mercator.h"
#include "atlas-region.h"

#define PATIENCE_S 60

void
map_fixture_init (int *argc, char ***argv)
{
  setlocale (LC_ALL, "");
  g_test_init (argc, argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      exit (0);
    }
}

static gboolean
on_timeout (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
map_fixture_run (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, on_timeout, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

void
map_fixture_settle (MapFixture *self)
{
  gboolean too_long = FALSE;
  guint timeout = g_timeout_add_seconds (PATIENCE_S, on_timeout, &too_long);

  while (!atlas_map_view_is_settled (self->map) && !too_long)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (too_long);
  g_source_remove (timeout);
}

void
map_fixture_get_pixel (MapFixture *self, double latitude, double longitude, double *x, double *y)
{
  double centre_latitude, centre_longitude, zoom, world;

  atlas_map_view_get_position (self->map, &centre_latitude, &centre_longitude, &zoom);
  world = 256 * exp2 (zoom);
  *x = (atlas_mercator_x (longitude) - atlas_mercator_x (centre_longitude)) * world +
       gtk_widget_get_width (self->shumate) / 2.0;
  *y = (atlas_mercator_y (latitude) - atlas_mercator_y (centre_latitude)) * world +
       gtk_widget_get_height (self->shumate) / 2.0;
}

static void
on_region (MapFixture *self, guint region)
{
  self->region = region;
  self->n_emitted++;
}

static void
on_member (MapFixture *self, gint64 member)
{
  self->member = member;
  self->n_emitted++;
}

static void
on_cluster (MapFixture *self, GArray *rows)
{
  self->cluster = rows->len;
  self->n_emitted++;
}

static void
on_mark (MapFixture *self, gint64 mark)
{
  self->mark = mark;
  self->n_emitted++;
}

static void
on_marks (MapFixture *self, double latitude, double longitude)
{
  self->marks = TRUE;
  self->latitude = latitude;
  self->longitude = longitude;
  self->n_emitted++;
}

static void
on_picked (MapFixture *self, double latitude, double longitude)
{
  self->latitude = latitude;
  self->longitude = longitude;
  self->n_emitted++;
}

void
map_fixture_set_up (MapFixture *self, gconstpointer data)
{
  static const struct
  {
    const char *signal;
    GCallback handler;
  } signals[] = {
    { "region-activated", G_CALLBACK (on_region) },   { "member-activated", G_CALLBACK (on_member) },
    { "cluster-activated", G_CALLBACK (on_cluster) }, { "mark-activated", G_CALLBACK (on_mark) },
    { "marks-activated", G_CALLBACK (on_marks) },     { "place-picked", G_CALLBACK (on_picked) },
  };

  self->region = ATLAS_REGION_NONE;
  self->window = GTK_WINDOW (gtk_window_new ());
  self->map = ATLAS_MAP_VIEW (atlas_map_view_new ());
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_swapped (self->map, signals[i].signal, signals[i].handler, self);
  gtk_window_set_decorated (self->window, FALSE);
  gtk_window_set_default_size (self->window, MAP_FIXTURE_WIDTH, MAP_FIXTURE_HEIGHT);
  gtk_window_set_child (self->window, GTK_WIDGET (self->map));
  gtk_window_present (self->window);
  self->shumate = gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (self->map)));
  g_assert_true (SHUMATE_IS_MAP (self->shumate));
  map_fixture_settle (self);
}

void
map_fixture_tear_down (MapFixture *self, gconstpointer data)
{
  gtk_window_destroy (self->window);
  g_clear_object (&self->points);
  map_fixture_run (20);
}

/* @n members at each of these positions. */
AtlasPointSet *
map_fixture_points_at (const double (*positions)[2], guint n_positions, guint n)
{
  AtlasPoint *points = g_new0 (AtlasPoint, n_positions * n);
  g_autoptr (AtlasPointIndex) index = NULL;

  for (guint i = 0; i < n_positions * n; i++)
    points[i] = (AtlasPoint){
      .id = i + 1,
      .x = atlas_mercator_x (positions[i / n][1]),
      .y = atlas_mercator_y (positions[i / n][0]),
      .region = atlas_region_at (positions[i / n][0], positions[i / n][1]),
      .place = ATLAS_POINT_NO_PLACE,
      .education = ATLAS_POINT_NO_EDUCATION,
      .occupation = 0xffff,
      .has = ATLAS_POINT_HAS_LOCATION,
    };
  index = atlas_point_index_new (points, n_positions * n);
  return atlas_point_set_new (index, NULL);
}

void
map_fixture_set_points (MapFixture *self, AtlasPointSet *points)
{
  g_clear_object (&self->points);
  self->points = points;
  atlas_map_view_set_points (self->map, points);
  map_fixture_settle (self);
}
