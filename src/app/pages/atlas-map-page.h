/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-page.h"

G_BEGIN_DECLS

#define ATLAS_TYPE_MAP_PAGE (atlas_map_page_get_type ())
G_DECLARE_FINAL_TYPE (AtlasMapPage, atlas_map_page, ATLAS, MAP_PAGE, GtkWidget)

G_END_DECLS
