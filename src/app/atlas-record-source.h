/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasRecordSource:
 *
 * What a list of records shows: a GListModel of AtlasRecordItem, with other items among them where it has
 * headings.
 *
 * Properties: "current" (boolean): what is listed is the answer to the query, rather than one before, and
 * nothing newer is on its way
 */
#define ATLAS_TYPE_RECORD_SOURCE (atlas_record_source_get_type ())
G_DECLARE_INTERFACE (AtlasRecordSource, atlas_record_source, ATLAS, RECORD_SOURCE, GListModel)

struct _AtlasRecordSourceInterface
{
  GTypeInterface parent_interface;

  void (*set_session) (AtlasRecordSource *self, AtlasSession *session);
  void (*set_query) (AtlasRecordSource *self, AtlasQuery *query);
  gboolean (*is_current) (AtlasRecordSource *self);
  guint (*get_n_records) (AtlasRecordSource *self);
  gboolean (*find) (AtlasRecordSource *self, gint64 id, guint *position);
};

/** @session: (nullable): NULL empties it */
void atlas_record_source_set_session (AtlasRecordSource *self, AtlasSession *session);

/** @query: of the kind of the records; NULL: everything */
void atlas_record_source_set_query (AtlasRecordSource *self, AtlasQuery *query);
gboolean atlas_record_source_is_current (AtlasRecordSource *self);

/** Without headings. */
guint atlas_record_source_get_n_records (AtlasRecordSource *self);

/** Where the record with that row id stands in the model. FALSE where it does not. */
gboolean atlas_record_source_find (AtlasRecordSource *self, gint64 id, guint *position);

G_END_DECLS
