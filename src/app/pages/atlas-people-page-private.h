/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-duplicate-hint.h"
#include "atlas-history.h"
#include "atlas-people-page.h"
#include "atlas-record-columns.h"
#include "atlas-record-editor.h"
#include "atlas-record-rows.h"

G_BEGIN_DECLS

/* The page in three files: atlas-people-page.c shows; atlas-people-page-selection.c keeps list and editor
 * together; atlas-people-page-actions.c does what menus and keys ask for. */

struct _AtlasPeoplePage
{
  GtkWidget parent_instance;

  GtkPaned *paned;
  GtkWidget *list_pane;
  GtkStack *list_stack;
  GtkSpinner *spinner;
  GtkScrolledWindow *scrolled;
  GtkColumnView *view;
  GtkWidget *list_bar;
  GtkLabel *selected_label;
  GtkWidget *delete_button;
  GtkMenuButton *columns_button;
  GtkWidget *editor_pane;
  GtkWidget *back_bar;
  GtkStack *editor_stack;
  AdwStatusPage *many;
  GtkWidget *compare_button;
  AdwBin *editor_bin;

  GSettings *settings;
  AtlasSession *session;
  AtlasRecordList *list;
  AtlasRecordRows *rows; /* of the list, in the view */
  GtkMultiSelection *selection;
  AtlasRecordColumns *columns;
  AtlasRecordEditor *editor;
  AtlasHistory *history;
  AtlasDuplicateHint *hint;

  /* Who is selected, by row id, ascending: positions come and go. */
  GArray *selected;
  gboolean selecting; /* by the page itself */
  gboolean sorting;   /* the rows to come are in an order that was asked for */
  guint left_at;      /* where the selection stood that was deleted; GTK_INVALID_LIST_POSITION: nothing was */
  gint64 wanted;      /* to be scrolled to once it is in the list */
  GCancellable *asking_who; /* of those selected is still there; NULL: nobody asks */

  /* What was wanted when the editor could not be left. */
  AdwMessageDialog *asking;
  GtkBitset *asked_for;

  gboolean folded;     /* one pane at a time */
  gboolean editing;    /* which one */
  guint folding_later; /* source */
};

/* atlas-people-page.c */

/** Which panes and empty states are to be seen now. */
void atlas_people_page_update (AtlasPeoplePage *self);

/** In a narrow window: the editor's pane, or the list's. */
void atlas_people_page_show_editor (AtlasPeoplePage *self, gboolean editor);

/* atlas-people-page-selection.c */

void atlas_people_page_init_selection (AtlasPeoplePage *self);

/** Selects the only row with that id, shows the record, and brings the row in sight. */
void atlas_people_page_select (AtlasPeoplePage *self, gint64 id);
void atlas_people_page_unselect (AtlasPeoplePage *self);

/** Lets whoever is deleted go from the selection: of this session, no more of the one before. */
void atlas_people_page_watch (AtlasPeoplePage *self, AtlasSession *session);

/** Saves what is being edited. FALSE where it can't be, and the person is asked. */
gboolean atlas_people_page_leave_editor (AtlasPeoplePage *self);
void atlas_people_page_scroll_to (AtlasPeoplePage *self, guint position);
gboolean atlas_people_page_is_scrolling (AtlasPeoplePage *self);

/** Moves the keyboard into the list. */
void atlas_people_page_focus_list (AtlasPeoplePage *self);

/* atlas-people-page-actions.c */

void atlas_people_page_class_install_actions (GtkWidgetClass *widget_class);
void atlas_people_page_init_keys (AtlasPeoplePage *self);
void atlas_people_page_update_actions (AtlasPeoplePage *self);

/** Opens a new record. @fields: (nullable) (element-type utf8 utf8) */
void atlas_people_page_begin (AtlasPeoplePage *self, GHashTable *fields);

G_END_DECLS
