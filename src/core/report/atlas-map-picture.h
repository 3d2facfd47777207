/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "atlas-picture-content.h"

G_BEGIN_DECLS

/**
 * AtlasMapPicture:
 *
 * The map as a page of an atlas: areas shaded by a measure, title, legend, scale, sources and date. The same
 * on a screen, in a file and in print, and made with no display. Immutable; any thread.
 */
typedef struct _AtlasMapPicture AtlasMapPicture;

/** @counties: (nullable): see atlas_picture_content_new(). Nothing is kept of what it is made from. */
AtlasMapPicture *atlas_map_picture_new (AtlasPointSet *set,
                                        const AtlasMeasured *regions,
                                        const AtlasMeasured *counties,
                                        const AtlasPictureOptions *options);
void atlas_map_picture_free (AtlasMapPicture *self);

/** All that it says. */
const AtlasPictureContent *atlas_map_picture_get_content (AtlasMapPicture *self);

/**
 * atlas_map_picture_draw:
 * @width, @height: of the page, points of @cr's user space
 * @detail: how many dots there are to such a point: how fine outlines must be
 *
 * Fills the page, margins included. Type grows with the page, so that a poster looks like the A4 of it.
 */
void atlas_map_picture_draw (AtlasMapPicture *self, cairo_t *cr, double width, double height, double detail);

typedef enum
{
  ATLAS_PICTURE_PNG,
  ATLAS_PICTURE_SVG,
  ATLAS_PICTURE_PDF,
  ATLAS_N_PICTURE_FORMATS,
} AtlasPictureFormat;

/** "png", "svg", "pdf". */
const char *atlas_picture_format_get_name (AtlasPictureFormat format);

/** By the ending of a file's name; -1 if it is none of them. */
int atlas_picture_format_find_for_file (const char *name);

/** Width and height may be from this to that. */
#define ATLAS_PICTURE_MIN_SIZE 200
#define ATLAS_PICTURE_MAX_SIZE 10000

/** Of A4, lying, in points. */
#define ATLAS_PICTURE_A4_WIDTH  842
#define ATLAS_PICTURE_A4_HEIGHT 595

/**
 * atlas_map_picture_write:
 * @width, @height: pixels of PNG and SVG, points of PDF
 *
 * A file that is its owner's alone, written whole or not at all. SVG has the title and, as its description,
 * every area's value as text; PDF has title and date as its properties, and its words can be found and
 * copied.
 */
gboolean atlas_map_picture_write (AtlasMapPicture *self,
                                  GFile *file,
                                  AtlasPictureFormat format,
                                  guint width,
                                  guint height,
                                  GCancellable *cancellable,
                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasMapPicture, atlas_map_picture_free)

G_END_DECLS
