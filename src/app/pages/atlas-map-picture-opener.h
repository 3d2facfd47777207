/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-map-view.h"
#include "atlas-measure-button.h"
#include "atlas-time-bar.h"

G_BEGIN_DECLS

/** Opens the dialog for a picture of what the map shows, as @settings and its controls say. */
void atlas_map_picture_open (AtlasSession *session,
                             AtlasMapView *map,
                             AtlasMeasureButton *measure,
                             AtlasTimeBar *time,
                             GSettings *settings);

G_END_DECLS
