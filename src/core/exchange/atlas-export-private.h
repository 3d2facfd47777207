/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-disclosure.h"
#include "atlas-export-filter.h"
#include "atlas-export-rows.h"
#include "atlas-export.h"

G_BEGIN_DECLS

typedef struct _AtlasExportFormat AtlasExportFormat;

/** Among columns: the id, which is no field. */
#define ATLAS_EXPORT_ID NULL

/**
 * AtlasExportRun:
 * @columns: (element-type AtlasField): of a table, in order
 * @pseudonyms: (nullable)
 * @text: the output's buffer
 * @counts: (array): records written, of each query
 *
 * An export on its way, as the formats see it.
 */
typedef struct
{
  AtlasRegister *source;
  const AtlasExportOrder *order;
  const AtlasExportFormat *format;
  gboolean synthetic;
  GPtrArray *columns;
  AtlasPseudonyms *pseudonyms;
  AtlasAdmission admission;
  AtlasDisclosure *people;
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

/** Calls @append for each record of the query number @index that the terms let go, without what they do not,
 * and hands on what it wrote. */
gboolean atlas_export_run_write_records (
  AtlasExportRun *run, guint index, AtlasExportAppend append, gpointer data, GError **error);

/** Whether a table needs a column for keys that we do not know. */
gboolean atlas_export_run_have_extra (AtlasExportRun *run, gboolean *have, GError **error);

/** A format: all of it, from its first byte to its last. */
typedef gboolean (*AtlasExportWrite) (AtlasExportRun *run, GError **error);

/** What a format takes. */
typedef enum
{
  ATLAS_EXPORT_TAKES_ALL,     /* several kinds together */
  ATLAS_EXPORT_TAKES_ONE,     /* one kind */
  ATLAS_EXPORT_TAKES_MEMBERS, /* people, by themselves */
  ATLAS_EXPORT_TAKES_EVENTS,  /* and missions, which are calendars */
} AtlasExportTakes;

struct _AtlasExportFormat
{
  const char *name;
  AtlasExportWrite write;
  AtlasExportTakes takes;
};

/** NULL with ATLAS_EXPORT_ERROR_FORMAT. */
const AtlasExportFormat *atlas_export_format_find (const char *name, GError **error);

/** Whether it can hold those records on those terms. FALSE with ATLAS_EXPORT_ERROR_FORMAT. */
gboolean
atlas_export_format_check (const AtlasExportFormat *format, const AtlasExportOrder *order, GError **error);

gboolean atlas_export_write_document (AtlasExportRun *run, GError **error); /* the share file */
gboolean atlas_export_write_lines (AtlasExportRun *run, GError **error);
gboolean atlas_export_write_table (AtlasExportRun *run, GError **error); /* CSV */
gboolean
atlas_export_write_french_table (AtlasExportRun *run, GError **error); /* the same for Excel in French */
gboolean atlas_export_write_excel_table (AtlasExportRun *run, GError **error); /* with a byte order mark */
gboolean
atlas_export_write_mailing (AtlasExportRun *run, GError **error); /* CSV with a column for each purpose */
gboolean atlas_export_write_sheet (AtlasExportRun *run, GError **error);    /* XLSX */
gboolean atlas_export_write_places (AtlasExportRun *run, GError **error);   /* GeoJSON */
gboolean atlas_export_write_cards3 (AtlasExportRun *run, GError **error);   /* vCard 3.0 */
gboolean atlas_export_write_cards4 (AtlasExportRun *run, GError **error);   /* vCard 4.0 */
gboolean atlas_export_write_calendar (AtlasExportRun *run, GError **error); /* iCalendar */

G_END_DECLS
