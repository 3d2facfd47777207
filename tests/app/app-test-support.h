/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/** g_test_init(), and GTK with our templates; without a display the whole test is skipped. */
void app_test_init (int *argc, char ***argv);

/** A register of its own in a fresh folder, with @n_members invented people and their events; 0: empty.
 * (transfer full) */
AtlasRegister *app_test_register_new (guint n_members);

/** The same with a session, whose points have been counted. (transfer full) */
AtlasSession *app_test_session_new (guint n_members);

/** Lets the main loop run until @ready says so; what takes longer than 100 seconds fails the test. */
void app_test_wait (gboolean (*ready) (gpointer data), gpointer data);

/** Gives up @object and waits until it is gone: work that was cancelled lets go of it when its thread gets
 * round to it. */
void app_test_let_go (gpointer object);

/** Lets the main loop run until nothing is left to do, and at least @ms milliseconds. */
void app_test_run (guint ms);

/** A window with @child, on the screen and painted. */
GtkWindow *app_test_present (GtkWidget *child, int width, int height);

/** The first descendant of that type (and, where not NULL, of that buildable or widget name); NULL: none. */
GtkWidget *app_test_find (GtkWidget *root, GType type, const char *name);

/** The first button, visible or not, whose label, tooltip or action is @text; NULL: none. */
GtkWidget *app_test_find_button (GtkWidget *root, const char *text);

/** The first label or inscription that shows exactly @text; NULL: none. */
GtkWidget *app_test_find_label (GtkWidget *root, const char *text);

/** Clicks a button: gtk_widget_activate() would wait for it to look pressed. */
void app_test_click (GtkWidget *button);

/** Replaces what stands in an entry, as typing does. */
void app_test_type (GtkWidget *editable, const char *text);

/** Saves a picture of @widget as NAME.png where $ATLAS_PICTURES names a folder; else nothing. */
void app_test_picture (GtkWidget *widget, const char *name);

G_END_DECLS
