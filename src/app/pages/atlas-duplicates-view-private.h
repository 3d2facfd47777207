/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-duplicate-list.h"
#include "atlas-duplicates-view.h"
#include "atlas-pair-view.h"

G_BEGIN_DECLS

/* The view in two files: atlas-duplicates-view.c shows; atlas-duplicates-view-actions.c decides. */

struct _AtlasDuplicatesView
{
  GtkWidget parent_instance;

  GtkStack *faces;
  AdwStatusPage *status;
  GtkWidget *status_progress;
  GtkProgressBar *progress;
  GtkWidget *search_button;
  GtkWidget *clear_button;
  AdwLeaflet *leaflet;
  GtkLabel *count;
  GtkButton *refresh;
  GtkListView *view;
  GtkWidget *back_bar;
  GtkWidget *pair_pane;
  AtlasPairView *pair;

  AtlasSession *session;
  AtlasDuplicateList *list;
  GtkSingleSelection *selection;
  AtlasJob *job;              /* whose progress is shown */
  AtlasDuplicateItem *shown;  /* beside each other */
  AtlasDuplicatePair decided; /* last: where it comes back, it is shown */
  guint n_pairs;
};

/* atlas-duplicates-view.c */

/** Selects the pair there and brings it in sight. */
void atlas_duplicates_view_select (AtlasDuplicatesView *self, guint position);

/** Moves the keyboard into the list. */
void atlas_duplicates_view_focus_list (AtlasDuplicatesView *self);

/* atlas-duplicates-view-actions.c */

void atlas_duplicates_view_class_install_actions (GtkWidgetClass *widget_class);

/** Which actions make sense now. */
void atlas_duplicates_view_update_actions (AtlasDuplicatesView *self);

G_END_DECLS
