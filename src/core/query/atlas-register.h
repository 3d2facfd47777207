/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-point-set.h"
#include "atlas-query.h"
#include "atlas-record.h"
#include "atlas-journal.h"
#include "atlas-store.h"

G_BEGIN_DECLS

/**
 * AtlasRegister:
 *
 * An open database as programs use it: the store, the kinds and their derived facets, and the point index,
 * kept in step by change notices. The window and atlasctl are two faces of it.
 *
 * Signals, on the main context of whoever opened it:
 * - "changed" (AtlasChange): records changed; lists and editors re-read.
 * - "points-changed" (): a newer point index stands; whoever shows counts asks again.
 */
#define ATLAS_TYPE_REGISTER (atlas_register_get_type ())
G_DECLARE_FINAL_TYPE (AtlasRegister, atlas_register, ATLAS, REGISTER, GObject)

/** The default database's path: $XDG_DATA_HOME/diaspora-atlas/atlas.db. (transfer full) */
char *atlas_register_dup_default_path (void);

AtlasRegister *atlas_register_open (const char *path, AtlasStoreFlags flags, GError **error);
/** The same, with progress while an older database is brought up to date: see atlas_store_open_full(). */
AtlasRegister *atlas_register_open_full (const char *path,
                                         AtlasStoreFlags flags,
                                         AtlasProgressFunc progress,
                                         gpointer user_data,
                                         GCancellable *cancellable,
                                         GError **error);
AtlasStore *atlas_register_get_store (AtlasRegister *self);
const char *atlas_register_get_path (AtlasRegister *self);

/** This office as share files name it; made at the first call in a database. */
gboolean atlas_register_get_office (AtlasRegister *self, AtlasUuid *id, char **name, GError **error);

/** Whether the database holds synthetic data, which every view and export must say. */
gboolean atlas_register_is_synthetic (AtlasRegister *self);

/** Names of the saved segments, each once, in the order in which they were made. (transfer full): NULL with
 * @error */
char **atlas_register_list_segments (AtlasRegister *self, GError **error);

/** The texts that records have in a list of texts, such as skills, the most frequent first, NULL-terminated.
 * A second or so for a million records; any thread. (transfer full): NULL with @error */
char **atlas_register_list_words (AtlasRegister *self,
                                  const AtlasKind *kind,
                                  const AtlasField *field,
                                  GCancellable *cancellable,
                                  GError **error);

/** As atlas_query_parse(); `segment:"..."` means the segments of this database. (transfer full) */
AtlasQuery *
atlas_register_parse_query (AtlasRegister *self, const AtlasKind *kind, const char *text, GError **error);

/** As atlas_query_complete(), with the segments of this database. */
GPtrArray *atlas_register_complete_query (
  AtlasRegister *self, const AtlasKind *kind, const char *text, gsize cursor, gsize *start, gsize *end);

/**
 * atlas_register_list_ids:
 * @sort: (nullable): key of a field, "-key" for descending; NULL: by title (members: family name, given name;
 * events: start)
 * @limit: 0 for all
 *
 * Returns: (transfer full) (element-type gint64): row ids in order; NULL with @error
 */
GArray *atlas_register_list_ids (AtlasRegister *self,
                                 AtlasQuery *query,
                                 const char *sort,
                                 guint limit,
                                 GCancellable *cancellable,
                                 GError **error);
void atlas_register_list_ids_async (AtlasRegister *self,
                                    AtlasQuery *query,
                                    const char *sort,
                                    guint limit,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GArray *atlas_register_list_ids_finish (AtlasRegister *self, GAsyncResult *result, GError **error);

/** How many records match; -1 with @error. */
gint64
atlas_register_count (AtlasRegister *self, AtlasQuery *query, GCancellable *cancellable, GError **error);

/** (transfer full): one record; the async form is for windows, though one record takes well under a
 * millisecond. */
AtlasRecord *atlas_register_load (AtlasRegister *self, const AtlasKind *kind, gint64 id, GError **error);
AtlasRecord *
atlas_register_load_uuid (AtlasRegister *self, const AtlasKind *kind, const AtlasUuid *uuid, GError **error);

/** Those whose id begins with @prefix (hexadecimal digits, hyphens anywhere or nowhere), at most @limit; none
 * where it is no beginning of an id. (transfer full) (element-type AtlasRecord) (nullable): NULL with @error
 */
GPtrArray *atlas_register_load_prefix (
  AtlasRegister *self, const AtlasKind *kind, const char *prefix, guint limit, GError **error);

/**
 * AtlasRegisterWork:
 *
 * What a unit does, on a worker thread; return FALSE with @error to roll everything back.
 */
typedef gboolean (*AtlasRegisterWork) (AtlasUnit *unit,
                                       gpointer data,
                                       GCancellable *cancellable,
                                       GError **error);

/** Begins a unit, runs @work, commits. @data is freed on the calling thread's context when done. */
gboolean atlas_register_write (AtlasRegister *self,
                               const char *label,
                               AtlasUnitFlags flags,
                               AtlasRegisterWork work,
                               gpointer data,
                               GCancellable *cancellable,
                               GError **error);
void atlas_register_write_async (AtlasRegister *self,
                                 const char *label,
                                 AtlasUnitFlags flags,
                                 AtlasRegisterWork work,
                                 gpointer data,
                                 GDestroyNotify data_free,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean atlas_register_write_finish (AtlasRegister *self, GAsyncResult *result, GError **error);

/* Ready-made units. Saving places a member whose address changed and whose position no officer set. */
void atlas_register_save_async (AtlasRegister *self,
                                AtlasRecord *record,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/** The record's row id; 0 with @error. */
gint64 atlas_register_save_finish (AtlasRegister *self, GAsyncResult *result, GError **error);
gint64 atlas_register_save (AtlasRegister *self, AtlasRecord *record, GError **error);
/** @ids: copied. The label says how many: "Delete 3 people". With a person or an organisation go the contacts
 * of the log that were with nobody else, in the same unit; where it attended an event or had a role its id
 * stays.
 */
void atlas_register_delete_async (AtlasRegister *self,
                                  const AtlasKind *kind,
                                  const gint64 *ids,
                                  guint n_ids,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean atlas_register_delete_finish (AtlasRegister *self, GAsyncResult *result, GError **error);
gboolean atlas_register_delete (
  AtlasRegister *self, const AtlasKind *kind, const gint64 *ids, guint n_ids, GError **error);
/** Finish gives the label of what was undone or redone. (transfer full) */
void atlas_register_undo_async (AtlasRegister *self,
                                gboolean redo,
                                AtlasProgressFunc progress,
                                gpointer progress_data,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
char *atlas_register_undo_finish (AtlasRegister *self, GAsyncResult *result, GError **error);

/** Places a member by its address (postcode, city, region) unless an officer or a file placed it:
 * location.source is `gazetteer` or absent. TRUE if the position changed. */
gboolean atlas_register_place (AtlasRecord *member);

/* The point index. */

/** The newest index that stands, or NULL before the first is loaded. (transfer full) */
AtlasPointIndex *atlas_register_dup_points (AtlasRegister *self);

/** Loads it if it does not stand or is behind the store. Any thread. (transfer full) */
AtlasPointIndex *atlas_register_load_points (AtlasRegister *self, GCancellable *cancellable, GError **error);

/** The members that match, counted. Loads the index where needed. (transfer full) */
AtlasPointSet *
atlas_register_match (AtlasRegister *self, AtlasQuery *query, GCancellable *cancellable, GError **error);
/**
 * atlas_register_count_associations:
 * @set: whose members are counted
 * @region: a region index, or -1 for the whole set
 * @limit: as many organisations are told of, the largest first
 * @profile: receives them in `associations`
 *
 * Who has a role today in which organisation. Takes as long as there are roles, about a microsecond each: off
 * the main thread. FALSE with @error
 */
gboolean atlas_register_count_associations (AtlasRegister *self,
                                            AtlasPointSet *set,
                                            int region,
                                            guint limit,
                                            AtlasProfile *profile,
                                            GCancellable *cancellable,
                                            GError **error);
void atlas_register_match_async (AtlasRegister *self,
                                 AtlasQuery *query,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
AtlasPointSet *atlas_register_match_finish (AtlasRegister *self, GAsyncResult *result, GError **error);

G_END_DECLS
