/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-test-support.h"

#include "atlas-map-view.h"

G_BEGIN_DECLS

/* The map page by itself in a window; what it asks of the window is caught. */

typedef struct
{
  AtlasSession *session;
  GSettings *settings;
  GtkWidget *page;
  GtkWindow *window;
  AtlasMapView *map;
  GtkWidget *panel;
  AdwFlap *flap;
  char *asked;     /* the action asked for last */
  GVariant *about; /* and its parameter */
} MapPageFixture;

/** Waits until all is counted, painted and at rest. */
void map_page_settle (MapPageFixture *self);

/** Sooner: the numbers are there, the map may still be painted. */
void map_page_count_again (MapPageFixture *self);

/** Closed by map_page_close(). */
void map_page_open (MapPageFixture *self, int width, int height);

void map_page_close (MapPageFixture *self);

/** @n_members: of the sample data, GUINT_TO_POINTER() */
void map_page_set_up (MapPageFixture *self, gconstpointer n_members);

void map_page_tear_down (MapPageFixture *self, gconstpointer data);

/** As if typed in the search field; waits for the numbers. */
void map_page_search (MapPageFixture *self, const char *text);

/** How many people the database itself finds. */
guint map_page_count (MapPageFixture *self, const char *text);

AtlasPointSet *map_page_get_points (MapPageFixture *self);

/** The text of the label of that buildable id. */
const char *map_page_get_label (MapPageFixture *self, const char *name);

/** Whether the widget of that buildable id can be seen. */
gboolean map_page_is_shown (MapPageFixture *self, const char *name);

/** A button by its buildable id. */
void map_page_click (MapPageFixture *self, const char *name);

void map_page_click_and_settle (MapPageFixture *self, const char *name);

/** As if clicked; NULL: none. Waits for the numbers. */
void map_page_choose_region (MapPageFixture *self, const char *code);

/** @id: 0 for a new one; in or out. @days: from now. @placed: in Toronto, else nowhere. */
void map_page_save_event (
  MapPageFixture *self, gint64 *id, const char *title, const char *status, int days, gboolean placed);

/** How many labels that can be seen show that text. */
guint map_page_count_mapped_labels (GtkWidget *root, const char *text);

G_END_DECLS
