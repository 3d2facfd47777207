/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-export-audit.h"
#include "atlas-links.h"
#include "atlas-openpgp.h"
#include "atlas-output.h"
#include "atlas-page-writer.h"

G_BEGIN_DECLS

/**
 * AtlasDossier:
 * @organisations, @events, @contacts: (element-type AtlasLink)
 * @changes: (element-type AtlasJournalChange): of the person's own record, then of those merged into it
 * @verdicts: (element-type AtlasRecord): what was said of the person's record beside another
 * @merged: (element-type AtlasUuid): ids of records that were merged into the person's
 * @exports: (element-type AtlasExportEntry): the lists and files that the person was in, or may have been in
 *
 * Everything that the database holds on one person, in one place: for the person to be given.
 */
typedef struct
{
  AtlasRecord *member;
  GPtrArray *organisations, *events, *contacts, *changes, *verdicts, *exports;
  GArray *merged;
  char *office; /* NULL: it has no name */
  gboolean synthetic;
} AtlasDossier;

/** Gathers it, on the thread that it is called on. NULL with @error */
AtlasDossier *
atlas_dossier_new (AtlasRegister *source, gint64 member, GCancellable *cancellable, GError **error);
void atlas_dossier_free (AtlasDossier *self);

/** As JSON: the record in the shape of the share format, and lists of the rest. (transfer full) */
char *atlas_dossier_to_json (AtlasDossier *self);

/**
 * atlas_dossier_write:
 * @file: written whole or not at all, readable by its owner alone; as PDF in the person's language where its
 * name ends so, else as JSON
 */
gboolean atlas_dossier_write (
  AtlasDossier *self, GFile *file, AtlasPaper paper, GCancellable *cancellable, GError **error);

/**
 * atlas_dossier_save_to:
 * @output: where to, encrypted by then if it is to be
 * @pdf: as PDF, else as JSON
 *
 * Gathers and writes it, and notes in the log that it was done. May take a moment; any thread.
 */
gboolean atlas_dossier_save_to (AtlasRegister *source,
                                gint64 member,
                                AtlasOutput *output,
                                gboolean pdf,
                                AtlasPaper paper,
                                GCancellable *cancellable,
                                GError **error);
/** The same into a file, whose name says as what. @how: (nullable): encrypts it; its name may then end in
 * “.pdf.gpg” */
gboolean atlas_dossier_save (AtlasRegister *source,
                             gint64 member,
                             GFile *file,
                             AtlasPaper paper,
                             AtlasEncryption *how,
                             GCancellable *cancellable,
                             GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasDossier, atlas_dossier_free)

G_END_DECLS
