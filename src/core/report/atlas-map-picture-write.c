/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-picture.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <string.h>

#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-output.h"

/* Dots to a point: about 150 to the inch, which paper needs for outlines; a picture for a screen has one. */
#define PAPER_DETAIL 2.0

static const char *const format_names[] = { "png", "svg", "pdf" };

const char *
atlas_picture_format_get_name (AtlasPictureFormat format)
{
  g_return_val_if_fail (format < ATLAS_N_PICTURE_FORMATS, NULL);

  return format_names[format];
}

int
atlas_picture_format_find_for_file (const char *name)
{
  const char *dot;

  g_return_val_if_fail (name != NULL, -1);

  dot = strrchr (name, '.');
  for (guint i = 0; dot != NULL && i < ATLAS_N_PICTURE_FORMATS; i++)
    if (g_ascii_strcasecmp (dot + 1, format_names[i]) == 0)
      return (int) i;
  return -1;
}

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_string_append_len (closure, (const char *) data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
set_metadata (cairo_surface_t *surface, const AtlasPictureContent *content)
{
  char now[ATLAS_DATE_TEXT_SIZE];

  atlas_timestamp_now (now);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, content->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, content->subtitle);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Diaspora Atlas");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, now);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, now);
}

/* Cairo writes words as shapes: what a screen reader or a search is to find stands at the head. */
static void
insert_description (GString *svg, const AtlasPictureContent *content)
{
  const char *element = strstr (svg->str, "<svg");
  const char *end = element != NULL ? strchr (element, '>') : NULL;
  g_autofree char *title = g_markup_escape_text (content->title, -1);
  g_autofree char *subtitle = g_markup_escape_text (content->subtitle, -1);
  g_autoptr (GString) out = NULL;

  g_return_if_fail (end != NULL);

  out = g_string_new (NULL);
  g_string_append_printf (out, "\n<title>%s</title>\n<desc>%s", title, subtitle);
  for (guint i = 0; i < content->areas->len; i++)
    {
      const AtlasPictureArea *area = &g_array_index (content->areas, AtlasPictureArea, i);
      g_autofree char *line = g_markup_printf_escaped ("\n%s: %s", area->name, area->text);

      g_string_append (out, line);
    }
  for (guint i = 0; i < content->totals->len; i++)
    {
      const AtlasPictureTotal *total = &g_array_index (content->totals, AtlasPictureTotal, i);
      g_autofree char *line = g_markup_printf_escaped ("\n%s: %s", total->name, total->text);

      g_string_append (out, line);
    }
  g_string_append (out, "</desc>");
  g_string_insert_len (svg, end + 1 - svg->str, out->str, (gssize) out->len);
}

static cairo_surface_t *
create_surface (AtlasPictureFormat format, guint width, guint height, GString *buffer)
{
  cairo_surface_t *surface;

  switch (format)
    {
    case ATLAS_PICTURE_SVG:
      surface = cairo_svg_surface_create_for_stream (append, buffer, width, height);
      cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
      return surface;
    case ATLAS_PICTURE_PDF:
      return cairo_pdf_surface_create_for_stream (append, buffer, width, height);
    default:
      return cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, (int) height);
    }
}

/* Into memory: a picture is small, and only a whole one is worth a file. */
static gboolean
render (AtlasMapPicture *self,
        AtlasPictureFormat format,
        guint width,
        guint height,
        GString *buffer,
        GError **error)
{
  const AtlasPictureContent *content = atlas_map_picture_get_content (self);
  cairo_surface_t *surface = create_surface (format, width, height, buffer);
  cairo_status_t status = cairo_surface_status (surface);

  if (status == CAIRO_STATUS_SUCCESS)
    {
      cairo_t *cr = cairo_create (surface);

      if (format == ATLAS_PICTURE_PDF)
        set_metadata (surface, content);
      atlas_map_picture_draw (self, cr, width, height, format == ATLAS_PICTURE_PDF ? PAPER_DETAIL : 1);
      status = cairo_status (cr);
      cairo_destroy (cr);
    }
  if (status == CAIRO_STATUS_SUCCESS && format == ATLAS_PICTURE_PNG)
    status = cairo_surface_write_to_png_stream (surface, append, buffer);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  if (status != CAIRO_STATUS_SUCCESS)
    {
      /* Translators: %s is cairo's own reason, such as "out of memory" */
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The picture could not be drawn: %s."),
                   cairo_status_to_string (status));
      return FALSE;
    }
  if (format == ATLAS_PICTURE_SVG)
    insert_description (buffer, content);
  return TRUE;
}

gboolean
atlas_map_picture_write (AtlasMapPicture *self,
                         GFile *file,
                         AtlasPictureFormat format,
                         guint width,
                         guint height,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (AtlasOutput) output = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);
  g_return_val_if_fail (format < ATLAS_N_PICTURE_FORMATS, FALSE);
  g_return_val_if_fail (width >= ATLAS_PICTURE_MIN_SIZE && width <= ATLAS_PICTURE_MAX_SIZE, FALSE);
  g_return_val_if_fail (height >= ATLAS_PICTURE_MIN_SIZE && height <= ATLAS_PICTURE_MAX_SIZE, FALSE);

  output = atlas_output_new_for_file (file, cancellable, error);
  return output != NULL && render (self, format, width, height, atlas_output_get_buffer (output), error) &&
         atlas_output_finish (output, cancellable, error) && atlas_output_publish (output, error);
}
