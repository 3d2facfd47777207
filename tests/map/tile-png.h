/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** A square tile of @side pixels in one colour, 0xRRGGBB, as a PNG. (transfer full) */
GBytes *tile_png_new (guint32 color, int side);

G_END_DECLS
