/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the geocoder needs of the gazetteer besides its public face. */

/* One entry of the index of names: sorted by key, entries of one key by place. The top bit of
 * `place_and_kind` says that this is not the place's main name. */
typedef struct
{
  guint32 key;
  guint32 place_and_kind;
} AtlasPlaceName;

static inline guint
atlas_place_name_get_place (const AtlasPlaceName *name)
{
  return name->place_and_kind & 0x7fffffff;
}

static inline gboolean
atlas_place_name_is_alternate (const AtlasPlaceName *name)
{
  return name->place_and_kind >> 31;
}

/** The entries whose key is, or begins with, @key (see atlas_place_key). */
const AtlasPlaceName *atlas_gazetteer_find_names (const char *key, gboolean prefix, guint *n_found);
guint atlas_gazetteer_get_region (guint place);
guint atlas_gazetteer_get_population (guint place);
const char *atlas_gazetteer_get_name (guint place);
gboolean atlas_gazetteer_is_part (guint place);

G_END_DECLS
