/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasWindow:
 *
 * The window: one open database at a time, its pages, the search field above them, what is told in passing
 * and what goes on in the background. Where no database is open it welcomes the person, or says what is
 * wrong.
 */
#define ATLAS_TYPE_WINDOW (atlas_window_get_type ())
G_DECLARE_FINAL_TYPE (AtlasWindow, atlas_window, ATLAS, WINDOW, AdwApplicationWindow)

AtlasWindow *atlas_window_new (AdwApplication *application);

/**
 * atlas_window_open:
 * @path: (nullable): a database; NULL: the one opened last, or the default one
 *
 * Opens it in the background. One that does not exist is made where the person says so on the welcome page.
 */
void atlas_window_open (AtlasWindow *self, const char *path);

/** @files: (element-type GFile): opens the import dialog on them, once the database is open. */
void atlas_window_import (AtlasWindow *self, GListModel *files);

/** "map", "people", "events", "organisations", "to-do", "missions", "calendar", or "duplicates", which is a
 * list of what is to do; TRUE if there is such a page. */
gboolean atlas_window_show_page (AtlasWindow *self, const char *name);

/** (nullable) (transfer none) */
AtlasSession *atlas_window_get_session (AtlasWindow *self);

/** The path of the database that is open or being opened. (nullable) */
const char *atlas_window_get_path (AtlasWindow *self);

/** Whether everything that is to be seen has been read and painted: for pictures. */
gboolean atlas_window_is_settled (AtlasWindow *self);

G_END_DECLS
