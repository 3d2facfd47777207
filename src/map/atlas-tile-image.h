/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/** Along a side; tiles are 256 or 512 pixels wide. */
#define ATLAS_TILE_IMAGE_MAX_SIDE 1024

/** Whether it begins as such a file does. */
gboolean atlas_tile_image_is_one (GBytes *bytes);

/**
 * atlas_tile_image_decode:
 * @bytes: a file of PNG, JPEG or WebP that may come from anywhere; nothing else is looked at
 *
 * Its size is known before memory is taken for its pixels. Any thread.
 *
 * Returns: (transfer full): an image surface, without alpha where the picture is opaque; NULL with @error
 * where there is no such picture, or a larger one than %ATLAS_TILE_IMAGE_MAX_SIDE
 */
cairo_surface_t *atlas_tile_image_decode (GBytes *bytes, GError **error);

G_END_DECLS
