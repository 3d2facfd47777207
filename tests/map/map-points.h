/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-point-set.h"

/** (transfer full): @n synthetic members, living where people live: at places of the gazetteer by their
 * population, two in three of them somewhat around it. The same @seed gives the same. */
AtlasPointSet *map_points_new (guint n, guint32 seed);
