/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record-item.h"
#include "atlas-record-source.h"

G_BEGIN_DECLS

/**
 * AtlasRecordList:
 *
 * The records of a kind that a query finds, in order, as an AtlasRecordSource: a million ids, and
 * as many records as are being looked at. It follows the change notices of its session and emits only the
 * part that changed.
 *
 * Properties: "loading" (boolean): newer rows than these are on their way; "settled": the first answer is
 * here
 */
#define ATLAS_TYPE_RECORD_LIST (atlas_record_list_get_type ())
G_DECLARE_FINAL_TYPE (AtlasRecordList, atlas_record_list, ATLAS, RECORD_LIST, GObject)

AtlasRecordList *atlas_record_list_new (const AtlasKind *kind);

/** @session: (nullable): NULL empties it */
void atlas_record_list_set_session (AtlasRecordList *self, AtlasSession *session);

/** @query: of the list's kind; NULL: everything */
void atlas_record_list_set_query (AtlasRecordList *self, AtlasQuery *query);

/** As atlas_register_list_ids() takes it. */
void atlas_record_list_set_sort (AtlasRecordList *self, const char *sort);
const char *atlas_record_list_get_sort (AtlasRecordList *self);

gboolean atlas_record_list_is_loading (AtlasRecordList *self);

/** Whether the first answer to a session is here. */
gboolean atlas_record_list_is_settled (AtlasRecordList *self);

/** While rows are told of: whether they are only taken away, and others will be told of at once. */
gboolean atlas_record_list_is_halfway (AtlasRecordList *self);

/** The row ids in order. (transfer none) (array length=n_ids): until the list next changes */
const gint64 *atlas_record_list_get_ids (AtlasRecordList *self, guint *n_ids);

/** Where the record with that row id stands. FALSE where it does not. */
gboolean atlas_record_list_find (AtlasRecordList *self, gint64 id, guint *position);

/** How many records have been read from the database so far: for tests, to which a list that reads more than
 * is being looked at is a bug. */
guint64 atlas_record_list_get_n_read (AtlasRecordList *self);

G_END_DECLS
