/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-import-source.h"
#include "atlas-import.h"

G_BEGIN_DECLS

struct _AtlasImport
{
  GObject parent_instance;

  AtlasRegister *target;
  GPtrArray *files; /* of AtlasImportFile */
  AtlasShareForm form;
  AtlasPieceFormat pieces;
  AtlasOnDuplicate on_duplicate;
  AtlasOnDuplicate on_doubled;
  gboolean takes_undated;
  gboolean dry_run;
  gboolean find_doubles;
  AtlasImportTableOptions options; /* of tables */
  AtlasMapping *mapping;           /* the options' */
  GFile *refused;
  AtlasProgressFunc progress;
  gpointer progress_data;

  AtlasImportCounts counts;
  GPtrArray *lists[ATLAS_IMPORT_N_LISTS]; /* of AtlasRefusal */
  gint64 n_cut[ATLAS_IMPORT_N_LISTS];     /* for which the lists had no room */
  guint n_refused_files;
  GError *refused_failure; /* why they, or some, are not there, though the import is done */
  GPtrArray *tables;
  GPtrArray *offices; /* names */
  gboolean synthetic;
};

G_END_DECLS
