/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** @owner: who asked, which is still there
 * @parent: (nullable): the window over which it was asked, if that is still there
 * @files: (element-type GFile): what the person chose, at least one */
typedef void (*AtlasFilesChosen) (gpointer owner, GtkWindow *parent, GListModel *files);

/**
 * atlas_file_choice_save:
 * @title: "Save List"
 * @suggestion: the name that stands there at first: "people.csv"
 * @chosen: not called where the person cancels, or @owner is gone by then
 * @owner: a GObject
 *
 * Asks where a file is to be saved; about replacing one it has asked by then.
 */
void atlas_file_choice_save (
  GtkWindow *parent, const char *title, const char *suggestion, AtlasFilesChosen chosen, gpointer owner);

/** The same for a question that has something of its own: @chosen is called with @data, which is freed by
 * @free_data once the question is over, however it ends. */
void atlas_file_choice_save_with (GtkWindow *parent,
                                  const char *title,
                                  const char *suggestion,
                                  AtlasFilesChosen chosen,
                                  gpointer data,
                                  GDestroyNotify free_data);

/** Asks which file, or which several, to open. @suffixes: (array zero-terminated=1): "json": of names that
 * are offered first, called
 * @kind: "Share files" */
void atlas_file_choice_open (GtkWindow *parent,
                             const char *title,
                             const char *kind,
                             const char *const *suffixes,
                             gboolean several,
                             AtlasFilesChosen chosen,
                             gpointer owner);

G_END_DECLS
