/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-query.h"

G_BEGIN_DECLS

/**
 * AtlasSortOrder:
 * @sql: "ORDER BY ...", or "" for any order
 * @texts: the fields among those sorted by that hold words
 *
 * @by_name: whether it is the one in which people are listed, which stands ready (`member_facet`)
 *
 * What records are sorted by. SQLite compares texts byte by byte but for ASCII case; so those that hold other
 * letters are put into their place here, by their folded form: "Émond" stands beside "Emond", not behind
 * "Zed".
 */
typedef struct
{
  char *sql;
  const AtlasField *texts[2];
  guint n_texts;
  gboolean descending;
  gboolean by_name;
} AtlasSortOrder;

/** For a sort key as atlas_register_list_ids() takes it; by the default_sort of the kind where @sort is NULL.
 */
gboolean
atlas_sort_order_init (AtlasSortOrder *order, const AtlasKind *kind, const char *sort, GError **error);
void atlas_sort_order_clear (AtlasSortOrder *order);

/** Row ids in order, at most @limit (0: all). @query: (nullable): everything. (transfer full) (element-type
 * gint64): NULL with @error */
GArray *atlas_sort_order_select (AtlasConnection *connection,
                                 const AtlasKind *kind,
                                 AtlasQuery *query,
                                 const AtlasSortOrder *order,
                                 guint limit,
                                 GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AtlasSortOrder, atlas_sort_order_clear)

G_END_DECLS
