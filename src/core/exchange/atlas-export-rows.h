/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-progress.h"
#include "atlas-query.h"
#include "atlas-register.h"

G_BEGIN_DECLS

/**
 * AtlasExportRows:
 *
 * The records that queries match, one after the other in the order of their rows, out of one state of the
 * database however many queries there are. Takes up a reader of the store; free it soon.
 */
typedef struct _AtlasExportRows AtlasExportRows;

AtlasExportRows *atlas_export_rows_new (AtlasRegister *source, GCancellable *cancellable, GError **error);
void atlas_export_rows_free (AtlasExportRows *self);

/** Tells @progress of each row from now on, out of as many as @queries match. */
gboolean atlas_export_rows_set_progress (AtlasExportRows *self,
                                         AtlasQuery *const *queries,
                                         AtlasProgressFunc progress,
                                         gpointer user_data,
                                         GError **error);

/** Whether a record that matches holds keys unknown to its kind. */
gboolean
atlas_export_rows_have_extra (AtlasExportRows *self, AtlasQuery *query, gboolean *have, GError **error);

/** Begins with the records that @query matches. */
gboolean atlas_export_rows_begin (AtlasExportRows *self, AtlasQuery *query, GError **error);

/** The next one, borrowed until the one after it; NULL at the end, or with @error. */
AtlasRecord *atlas_export_rows_next (AtlasExportRows *self, GError **error);

/** Records given out so far, of all queries. */
gint64 atlas_export_rows_get_n (AtlasExportRows *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasExportRows, atlas_export_rows_free)

G_END_DECLS
