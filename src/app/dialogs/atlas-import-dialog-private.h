/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-import-columns.h"
#include "atlas-import-dialog.h"
#include "atlas-import-passphrase.h"
#include "atlas-import-plan.h"
#include "atlas-import-preview.h"
#include "atlas-job-bar.h"
#include "atlas-refusal-view.h"

G_BEGIN_DECLS

struct _AtlasImportDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkButton *close;
  GtkWidget *back;
  GtkWidget *next;
  GtkWidget *import_button;
  GtkStack *faces;
  AtlasImportPlan *plan;
  AtlasImportColumns *columns;
  AtlasImportPreview *preview;
  GtkLabel *summary;
  AtlasRefusalView *refusals;
  AtlasImportPassphrase *passphrase;
  AdwStatusPage *trouble;
  AdwToastOverlay *toasts;
  AtlasJobBar *bar;

  AtlasSession *session;
  GListModel *files;
  GPtrArray *looks; /* of AtlasImportLook, one for each file, once they have been looked at; NULL before */
  guint file;       /* whose columns are shown, or whose passphrase is asked for */
  GPtrArray *passphrases; /* of AtlasPassphrase, one for each file, or NULL where none was given */
  GListStore *jobs;       /* the one that runs, for the bar */
  AtlasImport *import;    /* the one that runs or ran last; NULL once the dialog is gone */
  AtlasJob *job;
  gint64 n_doubles;   /* who may be recorded twice then, as the last dry run found */
  gboolean importing; /* rather than looking what would happen */
  gboolean finished;
  char *outcome;     /* to be told where one sees it, with Undo, once the dialog is out of the way */
  gint64 generation; /* of the store, as the import left it */
  gboolean led_off;  /* the person has gone somewhere with Tab */
};

/* What the files are, and then either their columns or what an import would do. */

/** Looks at all files, in the background; then atlas_import_dialog_looked(). */
void atlas_import_dialog_look (AtlasImportDialog *self);
/** Looks once more at the file whose columns are shown, as the person says. */
void atlas_import_dialog_look_again (AtlasImportDialog *self);
/** The passphrase of the file that asked for it, and of those after it that were given none. */
void atlas_import_dialog_give_passphrase (AtlasImportDialog *self, AtlasPassphrase *passphrase);
/** A dry run of all files; then atlas_import_dialog_checked(). */
void atlas_import_dialog_check (AtlasImportDialog *self);
/** The import itself; then atlas_import_dialog_imported(). */
void atlas_import_dialog_import (AtlasImportDialog *self);
/** Writes the refused rows of tables to @file, and tells. */
void atlas_import_dialog_save_rows (AtlasImportDialog *self, GFile *file);
/** What runs is not wanted any more. */
void atlas_import_dialog_stop (AtlasImportDialog *self);

/** "members.json", or "3 files". (transfer full) */
char *atlas_import_dialog_dup_name (AtlasImportDialog *self);

/* How these end; with @error where they failed or were cancelled. */
void atlas_import_dialog_looked (AtlasImportDialog *self, gboolean again, const GError *error);
void atlas_import_dialog_checked (AtlasImportDialog *self, const GError *error);
void atlas_import_dialog_imported (AtlasImportDialog *self, const GError *error);
void atlas_import_dialog_update_buttons (AtlasImportDialog *self);

G_END_DECLS
