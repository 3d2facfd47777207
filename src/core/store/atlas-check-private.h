/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-store-private.h"

G_BEGIN_DECLS

/**
 * AtlasCheck:
 *
 * A look at a database, which it leaves as it is. Each part adds a sentence for each fault that it finds;
 * FALSE with an error says that it could not look.
 */
typedef struct
{
  AtlasStore *store;
  AtlasConnection *connection; /* reads one state of the database */
  GCancellable *cancellable;
  GPtrArray *faults;      /* sentences */
  gboolean whole;         /* no table of records or journal is missing or other than it should be */
  gboolean derived_whole; /* no derived table or view is missing or other than it should be */
  guint n_alike;          /* faults found of the kind that is looked for */
  guint n_rebuildable;    /* faults that a rebuild mends */
} AtlasCheck;

/** Adds a sentence, the same one once only. */
void atlas_check_add (AtlasCheck *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/** As above, of what a rebuild mends. */
void atlas_check_add_rebuildable (AtlasCheck *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/** Faults of which there may be as many as rows: from begin to end the first few are told, the others
 * counted.
 */
void atlas_check_begin_alike (AtlasCheck *self);
void atlas_check_add_alike (AtlasCheck *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void atlas_check_end_alike (AtlasCheck *self);

/** The tables, views and indexes against those that this program would make. */
gboolean atlas_check_structure (AtlasCheck *self, GError **error);

/** Search indexes and derived tables against the records. */
gboolean atlas_check_derived (AtlasCheck *self, GError **error);

/** Units and their journal, and what they say of each record. */
gboolean atlas_check_journal (AtlasCheck *self, GError **error);
gboolean atlas_check_stories (AtlasCheck *self, const AtlasTable *table, GError **error);

G_END_DECLS
