/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-selection.h"

G_BEGIN_DECLS

/**
 * atlas_area_query_dup:
 * @query: the search, "" for everyone
 * @region: where, or ATLAS_REGION_NONE
 * @selection: (nullable): where, instead
 *
 * Returns: (transfer full): the query that finds those of the search who live there
 */
char *atlas_area_query_dup (const char *query, guint region, AtlasSelection *selection);

G_END_DECLS
