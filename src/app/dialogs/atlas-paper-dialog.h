/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-file-job.h"
#include "atlas-page-writer.h"

G_BEGIN_DECLS

/**
 * AtlasPaperWork:
 * @record: of what it is written
 * @smallest: the smallest count that is told; see atlas-small-cells.h
 *
 * One paper on its way: the data of the AtlasFileJob of an AtlasPaperKind.
 */
typedef struct
{
  AtlasRecord *record;
  AtlasPaper paper;
  guint smallest;
} AtlasPaperWork;

/**
 * AtlasPaperKind:
 * @title: N_("Mission Brief")
 * @description: what is in it, in a sentence or two; untranslated
 * @file: N_("mission-brief.pdf"), as it is suggested
 * @job: what goes on, of the record's title: N_("Writing the brief of %s")
 * @counts: whether it tells counts, of which small ones are left out
 */
typedef struct
{
  const char *title, *description, *file, *job;
  gboolean counts;
  AtlasFileJob how;
} AtlasPaperKind;

/**
 * AtlasPaperDialog:
 *
 * Asks on what paper something is written, below which number counts are not told, and whether the file is
 * encrypted. Paper and number are those chosen last; at first the paper is what is usual in this country.
 */
#define ATLAS_TYPE_PAPER_DIALOG (atlas_paper_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AtlasPaperDialog, atlas_paper_dialog, ATLAS, PAPER_DIALOG, AdwWindow)

/** Opens it in the window of @widget. @kind: must stay; @record: copied. (transfer none) */
GtkWidget *atlas_paper_dialog_open (GtkWidget *widget,
                                    AtlasSession *session,
                                    const AtlasPaperKind *kind,
                                    AtlasRecord *record);

/** Writes what is chosen to @file, as a job of the session, and closes the dialog. */
void atlas_paper_dialog_save (AtlasPaperDialog *self, GFile *file);

G_END_DECLS
