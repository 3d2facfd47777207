/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record.h"

G_BEGIN_DECLS

/* List fields are stored as JSON arrays in one canonical text, so that equal lists are equal bytes: no white
 * space, strings as atlas_json_append_string() writes them, the keys of items in the order of their table and
 * unknown ones behind, nothing empty; and no array at all where nothing is left. */

/** Whether @json is in that form already and each entry will do; one pass. FALSE says only that a closer look
 * is needed. */
gboolean atlas_list_is_good (const AtlasField *field, const char *json, gsize length);

/** Brings a text into that form; what is no list of the field's shape is left alone. */
void atlas_list_normalise (const AtlasField *field, AtlasValue *value);

/** Whether @json is an array of the field's shape and each entry will do. */
gboolean atlas_list_check (const AtlasField *field, const char *json, gsize length, GError **error);

/** The texts of a list of texts; NULL if it is none. (transfer full) */
GStrv atlas_list_to_texts (const char *json, gsize length);

/** The items of a list of objects; NULL with @error if it is none. (transfer full) (element-type AtlasRecord)
 */
GPtrArray *atlas_list_to_items (const AtlasField *field, const char *json, gsize length, GError **error);

/** Canonical JSON; NULL where nothing is left. (transfer full) */
char *atlas_list_from_texts (const char *const *texts);
char *atlas_list_from_items (GPtrArray *items);

G_END_DECLS
