/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-test-support.h"

#include "atlas-page.h"
#include "atlas-record-pane.h"

G_BEGIN_DECLS

/* A Friday. */
#define EVENTS_TEST_NOW   "2026-11-27T15:00:00Z"
#define EVENTS_TEST_TODAY "2026-11-27"

/* The page of events in a window of its own, and what it told. */
typedef struct
{
  AtlasSession *session;
  AtlasRegister *records; /* the session's */
  GtkWindow *window;
  GtkWidget *page;
  char *told;
  gboolean undo;
  char *shown; /* what was asked of the window: "member 12" */
} EventsTest;

/* For g_test_add(). */
void events_test_set_up (EventsTest *fixture, gconstpointer n_members);
void events_test_set_up_sized (EventsTest *fixture, guint n_members, int width, int height);
void events_test_tear_down (EventsTest *fixture, gconstpointer data);

/** Waits until the page shows all that it has to show. */
void events_test_settle (EventsTest *fixture);

GtkWidget *events_test_find (EventsTest *fixture, const char *name);
const char *events_test_get_face (EventsTest *fixture, const char *stack);
AtlasRecordPane *events_test_get_pane (EventsTest *fixture);
AtlasRecordEditor *events_test_get_editor (EventsTest *fixture);

/** Of the list of events. */
GtkSingleSelection *events_test_get_selection (EventsTest *fixture);

/** Adds an event or a person, as another part of the program would. */
gint64 events_test_add_event (EventsTest *fixture, const char *title, const char *start);
gint64
events_test_add_person (EventsTest *fixture, const char *given_name, const char *sex, const char *status);

/** What is listed: headings with their counts, titles: "Upcoming 1|Town hall|Past 0". */
void events_test_assert_list (EventsTest *fixture, const char *expected);

/** (transfer full) */
AtlasRecord *events_test_load (EventsTest *fixture, gint64 id);
gint64 events_test_count_events (EventsTest *fixture);

/** Types into the row of the form whose title is @label. */
void events_test_type_into (EventsTest *fixture, const char *label, const char *text);

/** Activates an action of the editor or what surrounds it. */
void events_test_press (EventsTest *fixture, const char *action);

/** Other rows of the form have parts of the same names. */
GtkWidget *events_test_find_in_attendance (EventsTest *fixture, GType type, const char *name);

/** For pictures. */
void events_test_scroll_to_attendance (EventsTest *fixture);

G_END_DECLS
