/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-register.h"

G_BEGIN_DECLS

/* Facets for people: of some fields of the query language the values there are, in words, and how many
 * members each would find. */

/** The fields of members that can be counted, NULL-terminated. */
const char *const *atlas_facet_list_fields (void);

/** "Sex". NULL for a field that can't be counted. Borrowed. */
const char *atlas_facet_get_title (const char *field);

/** Whether its values are listed with the largest first, and only those that somebody has; else all of them,
 * in their own order. */
gboolean atlas_facet_is_by_count (const char *field);

/** A value in words: "Women", "25–40", "Since 1 Jan 2025". @value: as atlas_query_normalize_value() gives it.
 * (transfer full) */
char *atlas_facet_dup_label (const char *field, const char *value);

/**
 * AtlasFacetCount:
 * @value: as the query writes it: `female`, `25..40`, `"project management"`
 * @members: how many the query would find if this were the only value of the field
 */
typedef struct
{
  char *value;
  char *label;
  guint members;
} AtlasFacetCount;

void atlas_facet_count_free (AtlasFacetCount *self);

/**
 * atlas_register_count_facet:
 * @text: (nullable): a query of members; the field's own term of values is set aside, all others count
 * @field: see atlas_facet_list_fields()
 *
 * The values that the text chooses are among them, whatever they are. Some milliseconds for a million
 * members, but for skills and rare languages, which the database is asked for. Any thread.
 *
 * Returns: (transfer full) (element-type AtlasFacetCount): NULL with @error
 */
GPtrArray *atlas_register_count_facet (
  AtlasRegister *self, const char *text, const char *field, GCancellable *cancellable, GError **error);
void atlas_register_count_facet_async (AtlasRegister *self,
                                       const char *text,
                                       const char *field,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *atlas_register_count_facet_finish (AtlasRegister *self, GAsyncResult *result, GError **error);

/** The values of a facet that are there whatever the members are, in order. (transfer full) (element-type
 * utf8) */
GPtrArray *atlas_facet_list_values (const char *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasFacetCount, atlas_facet_count_free)

G_END_DECLS
