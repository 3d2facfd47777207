/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-address-labels.h"
#include "atlas-encryption-group.h"
#include "atlas-export.h"
#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasExportWriting:
 * @queries: (element-type AtlasQuery): one a kind, NULL-terminated
 * @format: of atlas_vocabulary_export_format
 * @sheet: (nullable): of "labels"
 * @first: the label of the first sheet to begin with, from 1
 *
 * An export as somebody has chosen it, with all that it needs.
 */
typedef struct
{
  GPtrArray *queries;
  const char *format;
  AtlasExportTerms terms; /* whose partner is the one below, and basis one of the vocabulary's own */
  char *partner;
  GStrv fields;
  char *profile;
  const AtlasLabelSheet *sheet;
  guint first;
  char *name; /* private: of the file */
  AtlasExportCounts counts;
} AtlasExportWriting;

void atlas_export_writing_free (AtlasExportWriting *self);

/** The same as an order; borrowed. */
AtlasExportOrder atlas_export_writing_get_order (const AtlasExportWriting *self);

/** Whether it can be written; labels, too, which are another library's. FALSE with an error that says what to
 * choose instead. */
gboolean atlas_export_writing_check (const AtlasExportWriting *self, AtlasRegister *source, GError **error);

/** "people-2026-11-24.xlsx". (transfer full) */
char *atlas_export_writing_suggest_name (const AtlasExportWriting *self);

/** Writes it as a job of the session, which tells what became of it. Takes @self and @encryption, which may
 * be NULL. @asker: see atlas_file_job_start() */
void atlas_export_writing_start (AtlasExportWriting *self,
                                 AtlasSession *session,
                                 GtkWindow *asker,
                                 GFile *file,
                                 AtlasEncryptionChoice *encryption);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasExportWriting, atlas_export_writing_free)

G_END_DECLS
