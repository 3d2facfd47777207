/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "atlas-base-map.h"

G_BEGIN_DECLS

/* The base maps that a person can choose from, as the settings keep them: the built-in one, OpenStreetMap,
 * and the person's own. Whoever shows them listens to the settings' keys "base-map", "base-maps",
 * "map-servers-allowed" and "map-servers-agreed". */

/** (transfer container) (element-type AtlasBaseMap): the built-in one first */
GPtrArray *atlas_base_maps_list (GSettings *settings);

/** NULL where there is none of that id. */
AtlasBaseMap *atlas_base_maps_find (GSettings *settings, const char *id);

/** Last of the person's own, or in place of the one of the same id. */
void atlas_base_maps_add (GSettings *settings, AtlasBaseMap *map);

/** Of the person's own; if it was the chosen one, the built-in one is again. Its server is asked about anew.
 */
void atlas_base_maps_remove (GSettings *settings, const char *id);

/** The one that the person chose; whether it may be shown is another matter. (transfer full) */
AtlasBaseMap *atlas_base_maps_get_chosen (GSettings *settings);
void atlas_base_maps_choose (GSettings *settings, const char *id);

/** Whether it needs no server, or servers are allowed and the person agreed to this one; to one that is not
 * encrypted, apart. */
gboolean atlas_base_maps_may_use (GSettings *settings, AtlasBaseMap *map);

/** The person agrees to the server of that map, and so to servers at all. */
void atlas_base_maps_agree (GSettings *settings, AtlasBaseMap *map);

G_END_DECLS
