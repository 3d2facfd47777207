/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-test-support.h"
#include "atlas-people-page.h"
#include "atlas-record-editor.h"
#include "atlas-record-rows.h"

G_BEGIN_DECLS

/** The page with its parts, and what it last told. */
typedef struct
{
  AtlasSession *session;
  AtlasRegister *records;
  AtlasPage *page;
  GtkWindow *window;
  GtkColumnView *view;
  GtkMultiSelection *selection;
  AtlasRecordRows *rows;
  AtlasRecordList *list;
  AtlasRecordEditor *editor;
  char *told;
} PeopleTest;

/** Until all that is to be seen is there. */
void people_test_settle (PeopleTest *fixture);
/** Columns and order as they are at first. */
void people_test_reset_settings (void);
/** The page in a window, with so many invented people. */
void people_test_set_up (PeopleTest *fixture, guint n_members, int width, int height);
void people_test_tear_down (PeopleTest *fixture);
/** The row id there. */
gint64 people_test_id_at (PeopleTest *fixture, guint position);
/** Of the record in the form: 0 for a new one, -1 for none. */
gint64 people_test_shown_id (PeopleTest *fixture);
/** Activates an action, as menus and keys do. */
void people_test_act (PeopleTest *fixture, const char *action);
/** Clicks the button of that label, tooltip or action. */
void people_test_click (PeopleTest *fixture, const char *button);
void people_test_select_only (PeopleTest *fixture, guint position);
guint people_test_count_selected (PeopleTest *fixture);
gboolean people_test_is_selected (PeopleTest *fixture, guint position);
/** The name of what that stack shows. */
const char *people_test_visible_face (PeopleTest *fixture, const char *stack);
/** The row of the form with that title. */
GtkWidget *people_test_find_row (PeopleTest *fixture, const char *title);
/** What the database holds. (transfer full) */
char *people_test_dup_text (PeopleTest *fixture, gint64 id, const char *key);
/** The message dialog that is open; NULL: none. */
GtkWidget *people_test_find_dialog (void);
/** Looks up the widgets of the page. */
void people_test_find_widgets (PeopleTest *fixture);

G_END_DECLS
