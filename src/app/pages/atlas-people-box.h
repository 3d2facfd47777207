/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-point-set.h"

G_BEGIN_DECLS

/**
 * atlas_people_box_dup_query:
 * @text: the query that made @points
 * @rows: (element-type guint): some of @points' placed rows, not empty; whoever stands at the position of
 * one is among them
 *
 * A query that finds exactly these people: the smallest box around them and, where others of @points stand in
 * it too, without the smallest boxes around those.
 *
 * Returns: (transfer full)
 */
char *atlas_people_box_dup_query (const char *text, AtlasPointSet *points, const GArray *rows);

G_END_DECLS
