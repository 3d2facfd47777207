/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-facet-bar.h"
#include "atlas-file-choice.h"
#include "atlas-job-bar.h"
#include "atlas-page.h"
#include "atlas-search-entry.h"
#include "atlas-window.h"

G_BEGIN_DECLS

/* The window's files: atlas-window.c shows a session; atlas-window-database.c opens and closes databases;
 * atlas-window-actions.c does what menus, keys and pages ask for; atlas-window-header.c fits the header. */

#define ATLAS_WINDOW_N_PAGES 7

struct _AtlasWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *faces;
  AdwStatusPage *trouble;
  GtkProgressBar *upgrading;
  AdwHeaderBar *header;
  guint centering; /* source: of its title */
  AdwViewSwitcherTitle *switcher_title;
  AdwViewStack *pages;
  GtkWidget *new_button;
  GtkWidget *undo_button;
  AtlasSearchEntry *search;
  GtkWidget *facets_button;
  GtkRevealer *facets_revealer;
  AtlasFacetBar *facets;
  GtkInscription *found;
  GtkRevealer *sample_notice;
  AtlasJobBar *jobs;
  GMenu *recent_menu;

  GSettings *settings;
  char *path;
  AtlasSession *session;
  GCancellable *opening; /* while a database is being opened or restored */
  GTask *held;           /* an opening that waits for the first frame */
  guint first_frame_id;  /* the longest that is waited for it */
  gboolean drawn;        /* whether it has been */
  GListModel *imports;   /* files to be imported once a database is open */
  GListStore *undo_toasts;
  GCancellable *counting;       /* what the search finds */
  GCancellable *counting_to_do; /* what is due */
};

/** The page of that name, made where it is not there yet. */
AtlasPage *atlas_window_get_page (AtlasWindow *self, const char *name);
AtlasPage *atlas_window_get_visible_page (AtlasWindow *self);

/** The page that edits records of @kind. */
AtlasPage *atlas_window_get_page_for_kind (AtlasWindow *self, const AtlasKind *kind);

/** Asks all pages that are there to save what is being edited. */
gboolean atlas_window_leave_pages (AtlasWindow *self);

/** @session: (nullable) */
void atlas_window_set_session (AtlasWindow *self, AtlasSession *session);

/** What goes on in the open database, or NULL. (transfer full) (nullable) */
AtlasJob *atlas_window_dup_job (AtlasWindow *self);

/** Plain text. */
void atlas_window_tell (AtlasWindow *self, const char *message);

/** A dialog that says what did not work. */
void atlas_window_complain (AtlasWindow *self, const char *title, const char *message);

/* atlas-window-header.c */
void atlas_window_init_header (AtlasWindow *self);
/** The window has become so wide. */
void atlas_window_resize_header (AtlasWindow *self, int width);

/* atlas-window-actions.c */
void atlas_window_class_install_actions (GtkWidgetClass *widget_class);

/** Which actions make sense now. */
void atlas_window_update_actions (AtlasWindow *self);

/* atlas-window-to-do.c */

/** Counts the follow-ups that are due anew. */
void atlas_window_update_to_do (AtlasWindow *self);

/** Shows the people who may be recorded twice. */
void atlas_window_show_duplicates (AtlasWindow *self);

/** Shows two people beside each other, by their row ids. */
void atlas_window_compare (AtlasWindow *self, gint64 left, gint64 right);

/* atlas-window-database.c */
void atlas_window_class_install_database_actions (GtkWidgetClass *widget_class);

/** From now on self->opening is of a new attempt; one before is given up. */
void atlas_window_begin_opening (AtlasWindow *self);

/** What is opened waits for the first frame, which is watched for once there is a surface. */
void atlas_window_watch_first_frame (AtlasWindow *self);
/** What is on its way to be opened is not wanted any more. */
void atlas_window_stop_opening (AtlasWindow *self);
void atlas_window_reopen (AtlasWindow *self);

/** Whether the database may give way to another one: nothing goes on in it, which else would be dropped
 * without a word, and what is being edited is saved. */
gboolean atlas_window_may_close (AtlasWindow *self);

/** Makes a database there, and opens it. One that stands is never replaced. */
void atlas_window_create (AtlasWindow *self, GFile *file);

/** (transfer full): NULL where it is not on this computer, which the person is then told. */
char *atlas_window_dup_local_path (AtlasWindow *self, GFile *file);

/** Asks for a database; @chosen is given the window. */
void atlas_window_choose_database (AtlasWindow *self, const char *title, AtlasFilesChosen chosen);

/* atlas-window-backup.c */
void atlas_window_class_install_backup_actions (GtkWidgetClass *widget_class);
void atlas_window_back_up (AtlasWindow *self, GFile *file);

/** Puts a backup into the place of the database that is open, which is kept beside, and opens it. */
void atlas_window_restore (AtlasWindow *self, GFile *file);

G_END_DECLS
