/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-picture-frame.h"
#include "atlas-picture-pen.h"

G_BEGIN_DECLS

/**
 * atlas_picture_map_draw:
 * @heat: (nullable): of this frame, drawn over the areas
 * @detail: how many dots of what is printed or seen make a point of the page
 *
 * Land, water, areas and borders; no words.
 */
void atlas_picture_map_draw (AtlasPicturePen *pen,
                             const AtlasPictureContent *content,
                             const AtlasPictureFrame *frame,
                             const AtlasPictureHeat *heat,
                             double detail);

G_END_DECLS
