/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-tile-image.h"

#include <gdk/gdk.h>
#include <string.h>

#include "atlas-i18n.h"

/* By the first bytes, and never by trying all that gdk-pixbuf knows: some of it is old and little looked at.
 */
static const char *
find_format (GBytes *bytes)
{
  static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  static const guint8 jpeg[] = { 0xff, 0xd8, 0xff };
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  if (length >= sizeof png && memcmp (data, png, sizeof png) == 0)
    return "png";
  if (length >= sizeof jpeg && memcmp (data, jpeg, sizeof jpeg) == 0)
    return "jpeg";
  if (length >= 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    return "webp";
  return NULL;
}

gboolean
atlas_tile_image_is_one (GBytes *bytes)
{
  g_return_val_if_fail (bytes != NULL, FALSE);

  return find_format (bytes) != NULL;
}

/* A size of nothing makes the loader give up before it takes memory. */
static void
on_size_prepared (GdkPixbufLoader *loader, int width, int height, gboolean *too_large)
{
  *too_large = width > ATLAS_TILE_IMAGE_MAX_SIDE || height > ATLAS_TILE_IMAGE_MAX_SIDE;
  if (*too_large)
    gdk_pixbuf_loader_set_size (loader, 0, 0);
}

/* A file that ends too soon is shown as far as it goes, and not with what memory held before. */
static void
on_area_prepared (GdkPixbufLoader *loader)
{
  gdk_pixbuf_fill (gdk_pixbuf_loader_get_pixbuf (loader), 0);
}

static cairo_surface_t *
to_surface (GdkPixbuf *pixbuf)
{
  cairo_surface_t *surface =
    cairo_image_surface_create (gdk_pixbuf_get_has_alpha (pixbuf) ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24,
                                gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf));
  cairo_t *cr = cairo_create (surface);

  gdk_cairo_set_source_pixbuf (cr, pixbuf, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  return surface;
}

cairo_surface_t *
atlas_tile_image_decode (GBytes *bytes, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = NULL;
  gboolean too_large = FALSE, read;
  const char *format;
  GdkPixbuf *pixbuf;

  g_return_val_if_fail (bytes != NULL, NULL);

  format = find_format (bytes);
  if (format == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("A tile of the map is no picture: neither PNG nor JPEG nor WebP."));
      return NULL;
    }
  loader = gdk_pixbuf_loader_new_with_type (format, error);
  if (loader == NULL)
    return NULL;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), &too_large);
  g_signal_connect (loader, "area-prepared", G_CALLBACK (on_area_prepared), NULL);
  read = gdk_pixbuf_loader_write_bytes (loader, bytes, error);
  /* It is to be closed even then, and tells of what is missing at the end. */
  if (!gdk_pixbuf_loader_close (loader, read ? error : NULL) || !read)
    return NULL;
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (too_large || pixbuf == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("A tile of the map is too large."));
      return NULL;
    }
  return to_surface (pixbuf);
}
