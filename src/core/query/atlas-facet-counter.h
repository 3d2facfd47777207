/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-facet-count.h"
#include "atlas-query-private.h"

G_BEGIN_DECLS

/* How many have this city in their address, in that region and, where it is a place of the gazetteer, this
 * place. */
typedef struct
{
  guint32 city, place;
  guint region;
  guint n;
} AtlasFacetHome;

/* One facet while it is counted. */
typedef struct
{
  AtlasRegister *records;
  const char *field;
  AtlasPointIndex *index;
  const AtlasBitset *rows; /* who is counted; NULL: all */
  GCancellable *cancellable;
  GPtrArray *counts;

  AtlasFacet facet; /* of which @tally is */
  guint *tally;     /* by the column's value or, of languages, its bits */
  GArray *homes;    /* AtlasFacetHome, of places */
} AtlasFacetCounter;

/** Adds a value, counted. FALSE with @error */
gboolean atlas_facet_counter_add (AtlasFacetCounter *self, const char *value, GError **error);
void atlas_facet_counter_add_known (AtlasFacetCounter *self, const char *value, guint members);

static inline gboolean
atlas_facet_counter_has (const AtlasFacetCounter *self, guint row)
{
  return self->rows == NULL || atlas_bitset_get (self->rows, row);
}

/* atlas-facet-texts.c: the values that somebody has. */
gboolean atlas_facet_counter_add_tags (AtlasFacetCounter *self, GError **error);
gboolean atlas_facet_counter_add_associations (AtlasFacetCounter *self, GError **error);
gboolean atlas_facet_counter_add_skills (AtlasFacetCounter *self, GError **error);
gboolean atlas_facet_counter_add_languages (AtlasFacetCounter *self, GError **error);
gboolean atlas_facet_counter_add_places (AtlasFacetCounter *self, GError **error);

G_END_DECLS
