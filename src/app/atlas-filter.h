/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-register.h"

G_BEGIN_DECLS

/**
 * AtlasFilter:
 *
 * What an officer has typed to narrow down the records of one kind. The text is whatever stands in the search
 * field; the query is as much of its beginning as can be understood, so that a half-typed term neither blanks
 * the map nor leaves behind what an earlier letter meant.
 *
 * Properties: "text" (string), "query" (AtlasQuery), "error" (string, NULL while the text is understood).
 */
#define ATLAS_TYPE_FILTER (atlas_filter_get_type ())
G_DECLARE_FINAL_TYPE (AtlasFilter, atlas_filter, ATLAS, FILTER, GObject)

AtlasFilter *atlas_filter_new (const AtlasKind *kind);

/** @records: (nullable): whose segments the text may name. */
void atlas_filter_set_register (AtlasFilter *self, AtlasRegister *records);

/** What the text names may have changed, or the day that it counts from: understands it anew. */
void atlas_filter_refresh (AtlasFilter *self);
const AtlasKind *atlas_filter_get_kind (AtlasFilter *self);

const char *atlas_filter_get_text (AtlasFilter *self);
void atlas_filter_set_text (AtlasFilter *self, const char *text);

/** What a word of @text may become; see atlas_query_complete(). (transfer full) */
GPtrArray *
atlas_filter_complete (AtlasFilter *self, const char *text, gsize cursor, gsize *start, gsize *end);

/** Never NULL. (transfer none) */
AtlasQuery *atlas_filter_get_query (AtlasFilter *self);

/** Why the text is not understood, for a person; NULL where it is. */
const char *atlas_filter_get_error (AtlasFilter *self);

G_END_DECLS
