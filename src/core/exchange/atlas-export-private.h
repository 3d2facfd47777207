/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-export-rows.h"
#include "atlas-export.h"
#include "atlas-output.h"

G_BEGIN_DECLS

/**
 * AtlasExportRun:
 * @text: the output's buffer
 * @counts: (array): records written, of each query
 *
 * An export on its way, as the formats see it.
 */
typedef struct
{
  AtlasRegister *source;
  AtlasQuery *const *queries;
  gboolean excel;
  gboolean synthetic;
  AtlasExportRows *rows;
  AtlasOutput *output;
  GString *text;
  GCancellable *cancellable;
  gint64 *counts;
  gint64 n_left_out;
  gint64 n_shortened;
} AtlasExportRun;

/** Writes one record into the text; what it can't take it counts in `n_left_out`. FALSE with @error ends the
 * export. */
typedef gboolean (*AtlasExportAppend) (
  AtlasExportRun *run, AtlasRecord *record, gboolean first, gpointer data, GError **error);

/** Calls @append for each record of the query number @index, and hands on what it wrote. */
gboolean atlas_export_run_write_records (
  AtlasExportRun *run, guint index, AtlasExportAppend append, gpointer data, GError **error);

/** A format: all of it, from its first byte to its last. */
typedef gboolean (*AtlasExportWrite) (AtlasExportRun *run, GError **error);

gboolean atlas_export_write_document (AtlasExportRun *run, GError **error); /* the share file */
gboolean atlas_export_write_lines (AtlasExportRun *run, GError **error);
gboolean atlas_export_write_table (AtlasExportRun *run, GError **error); /* CSV */
gboolean
atlas_export_write_french_table (AtlasExportRun *run, GError **error);      /* the same for Excel in French */
gboolean atlas_export_write_sheet (AtlasExportRun *run, GError **error);    /* XLSX */
gboolean atlas_export_write_places (AtlasExportRun *run, GError **error);   /* GeoJSON */
gboolean atlas_export_write_cards3 (AtlasExportRun *run, GError **error);   /* vCard 3.0 */
gboolean atlas_export_write_cards4 (AtlasExportRun *run, GError **error);   /* vCard 4.0 */
gboolean atlas_export_write_calendar (AtlasExportRun *run, GError **error); /* iCalendar */

G_END_DECLS
