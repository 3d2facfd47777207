/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-test-support.h"
#include "atlas-record-editor.h"

G_BEGIN_DECLS

/** A form in a window, with a database behind it. */
typedef struct
{
  AtlasSession *session;
  AtlasRegister *records;
  AtlasRecordEditor *editor;
  GtkWindow *window;
  char *told;
  char *failed;
} EditorTest;

/** An empty database and a form of that kind. */
void editor_test_set_up (EditorTest *fixture, const AtlasKind *kind);

void editor_test_tear_down (EditorTest *fixture);
/** Saves, and gives what the database then holds. (transfer full) */
AtlasRecord *editor_test_save (EditorTest *fixture, const AtlasKind *kind);

/** The first row with that title within @root; NULL: none. (transfer none) */
GtkWidget *editor_test_find_row_in (GtkWidget *root, const char *title);

/** The first row with that title; there must be one. (transfer none) */
GtkWidget *editor_test_find_row (EditorTest *fixture, const char *title);

/** One of whom everything is known. (transfer full) */
AtlasRecord *editor_test_new_person (void);

/** (transfer full) */
AtlasRecord *editor_test_load (EditorTest *fixture, const AtlasKind *kind, gint64 id);

/** Writes @record behind the form’s back. */
gint64 editor_test_add (EditorTest *fixture, AtlasRecord *record);

/** A person in the database and in the form. */
gint64 editor_test_set_up_person (EditorTest *fixture);

/** Brings @widget in sight, for pictures. */
void editor_test_scroll_to (EditorTest *fixture, GtkWidget *widget);

void editor_test_click (GtkWidget *button);
/** The first message within @root, of what is wrong, that begins so; NULL: none. (transfer none) */
GtkWidget *editor_test_find_message (GtkWidget *root, const char *begins);

/** Chooses in the menu of that row. */
void editor_test_choose (EditorTest *fixture, const char *title, guint position);

/** The entries of a row that holds several. (transfer none) */
GtkWidget *editor_test_get_entry (EditorTest *fixture, const char *title, guint index);

/** What stands in that row. */
const char *editor_test_get_text (EditorTest *fixture, const char *title);

G_END_DECLS
