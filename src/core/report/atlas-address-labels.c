/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-address-labels.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "atlas-address-lines.h"
#include "atlas-date.h"
#include "atlas-i18n.h"

#define INCH 72.0
#define MM   (72.0 / 25.4)

/* Sizes of print in points. The posts' machines read from 10 points on best (Canada Post), and down to 8. */
#define LARGEST  10.0
#define LEGIBLE  7.0 /* smaller only where wrapping does not help */
#define SMALLEST 5.5
#define STEP     0.5

#define PADDING_X   (3 * MM)
#define PADDING_Y   (1.5 * MM)
#define MAX_CRAMPED 100

/* Sizes and pitches are the makers' own: Avery's template 5160 has labels of 2 5/8 by 1 inch, 1/8 inch apart,
 * 1/2 inch from the top; its template L7160 labels of 63.5 by 38.1 mm, 2.54 mm apart. The rest is what is
 * left when they lie in the middle of the paper. */
static const AtlasLabelSheet sheets[] = {
  {
    .name = "5160",
    .label = N_ ("Avery 5160 (Letter, 30 labels)"),
    .page_width = 8.5 * INCH,
    .page_height = 11 * INCH,
    .left = 0.1875 * INCH,
    .top = 0.5 * INCH,
    .width = 2.625 * INCH,
    .height = 1 * INCH,
    .step_x = 2.75 * INCH,
    .step_y = 1 * INCH,
    .columns = 3,
    .rows = 10,
  },
  {
    .name = "L7160",
    .label = N_ ("Avery L7160 (A4, 21 labels)"),
    .page_width = 210 * MM,
    .page_height = 297 * MM,
    .left = 7.21 * MM,
    .top = 15.15 * MM,
    .width = 63.5 * MM,
    .height = 38.1 * MM,
    .step_x = 66.04 * MM,
    .step_y = 38.1 * MM,
    .columns = 3,
    .rows = 7,
  },
};

const AtlasLabelSheet *
atlas_label_sheets (guint *n_sheets)
{
  g_return_val_if_fail (n_sheets != NULL, NULL);

  *n_sheets = G_N_ELEMENTS (sheets);
  return sheets;
}

const AtlasLabelSheet *
atlas_label_sheet_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    if (g_ascii_strcasecmp (sheets[i].name, name) == 0)
      return &sheets[i];
  return NULL;
}

/* Labels on their way to paper.
 * @place: of the next label on its sheet */
typedef struct
{
  const AtlasLabelOptions *options;
  guint place;
  cairo_surface_t *surface;
  cairo_t *cr;
  PangoLayout *layout;
  PangoLayout *mark; /* that they are invented; or NULL */
  GPtrArray *cramped;
  gint64 n_cramped;
} Labels;

static cairo_status_t
append_bytes (void *closure, const unsigned char *bytes, unsigned int length)
{
  g_string_append_len (closure, (const char *) bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
fail_drawing (cairo_status_t status, GError **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("the labels can’t be drawn: %s"),
               cairo_status_to_string (status));
  return FALSE;
}

static void
set_size (PangoLayout *layout, double size)
{
  PangoFontDescription *font = pango_font_description_from_string ("Sans");

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
}

static gboolean
begin (AtlasOutput *output, gboolean synthetic, gpointer data, GError **error)
{
  Labels *self = data;
  const AtlasLabelSheet *sheet = self->options->sheet;
  char now[ATLAS_DATE_TEXT_SIZE];

  self->surface = cairo_pdf_surface_create_for_stream (append_bytes, atlas_output_get_buffer (output),
                                                       sheet->page_width, sheet->page_height);
  cairo_pdf_surface_restrict_to_version (self->surface, CAIRO_PDF_VERSION_1_4); /* what old printers take */
  atlas_timestamp_now (now);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_TITLE, _ ("Address labels"));
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_CREATE_DATE, now);
  self->cr = cairo_create (self->surface);
  self->layout = pango_cairo_create_layout (self->cr);
  pango_layout_set_width (self->layout, (int) ((sheet->width - 2 * PADDING_X) * PANGO_SCALE));
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  /* What goes on of a line stands further in than a new one. */
  pango_layout_set_indent (self->layout, (int) (-3 * MM * PANGO_SCALE));
  if (synthetic)
    {
      self->mark = pango_cairo_create_layout (self->cr);
      set_size (self->mark, SMALLEST);
      pango_layout_set_text (self->mark, _ ("Synthetic data"), -1);
    }
  return fail_drawing (cairo_status (self->cr), error);
}

static double
measure (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

/* The largest legible print in which each line is one line; else the largest in which all of it fits, lines
 * wrapped. FALSE where it does not even in the smallest, which is set then. */
static gboolean
fit (PangoLayout *layout, int n_lines, double room)
{
  double largest_wrapped = 0;

  for (double size = LARGEST; size >= SMALLEST; size -= STEP)
    {
      set_size (layout, size);
      if (measure (layout) > room)
        continue;
      if (size >= LEGIBLE && pango_layout_get_line_count (layout) == n_lines)
        return TRUE;
      if (largest_wrapped == 0)
        largest_wrapped = size;
    }
  set_size (layout, largest_wrapped > 0 ? largest_wrapped : SMALLEST);
  return largest_wrapped > 0;
}

static void
draw_mark (Labels *self, double x, double y)
{
  const AtlasLabelSheet *sheet = self->options->sheet;
  int width, height;

  if (self->mark == NULL)
    return;
  pango_layout_get_size (self->mark, &width, &height);
  cairo_set_source_rgb (self->cr, 0.45, 0.45, 0.45);
  cairo_move_to (self->cr, x + sheet->width - PADDING_X - (double) width / PANGO_SCALE,
                 y + sheet->height - PADDING_Y - (double) height / PANGO_SCALE);
  pango_cairo_show_layout (self->cr, self->mark);
}

/* Lines stand in the middle of the label's height, and never beyond it. */
static void
draw_label (Labels *self, double x, double y, const char *text, int n_lines, const char *name)
{
  const AtlasLabelSheet *sheet = self->options->sheet;
  double room = sheet->height - 2 * PADDING_Y - (self->mark != NULL ? measure (self->mark) : 0);

  pango_layout_set_height (self->layout, -1);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_NONE);
  pango_layout_set_text (self->layout, text, -1);
  if (!fit (self->layout, n_lines, room))
    {
      pango_layout_set_height (self->layout, (int) (room * PANGO_SCALE));
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
      if (self->n_cramped++ < MAX_CRAMPED)
        g_ptr_array_add (self->cramped, g_strdup (name));
    }
  cairo_set_source_rgb (self->cr, 0, 0, 0);
  cairo_move_to (self->cr, x + PADDING_X, y + PADDING_Y + MAX (0, room - measure (self->layout)) / 2);
  pango_cairo_show_layout (self->cr, self->layout);
  draw_mark (self, x, y);
}

static gboolean
append (AtlasOutput *output, AtlasRecord *member, gboolean synthetic, gpointer data, GError **error)
{
  Labels *self = data;
  const AtlasLabelSheet *sheet = self->options->sheet;
  g_auto (GStrv) lines = atlas_address_dup_lines (member, self->options->from);
  g_autofree char *title = atlas_record_dup_title (member);
  g_autofree char *name = g_strdelimit (g_strdup (title), "\r\n\t\v\f", ' ');
  g_autofree char *address = g_strjoinv ("\n", lines);
  g_autofree char *text = g_strconcat (name, "\n", address, NULL);

  if (self->place == sheet->columns * sheet->rows)
    {
      cairo_show_page (self->cr);
      self->place = 0;
    }
  draw_label (self, sheet->left + self->place % sheet->columns * sheet->step_x,
              sheet->top + self->place / sheet->columns * sheet->step_y, text,
              (int) g_strv_length (lines) + 1, title);
  self->place++;
  return fail_drawing (cairo_status (self->cr), error);
}

static gboolean
finish (AtlasOutput *output, gpointer data, GError **error)
{
  Labels *self = data;

  cairo_surface_finish (self->surface);
  return fail_drawing (cairo_surface_status (self->surface), error);
}

static void
labels_clear (Labels *self)
{
  g_clear_object (&self->layout);
  g_clear_object (&self->mark);
  g_clear_pointer (&self->cr, cairo_destroy);
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_clear_pointer (&self->cramped, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Labels, labels_clear)

gboolean
atlas_address_labels_write (AtlasRegister *source,
                            AtlasQuery *query,
                            const AtlasLabelOptions *options,
                            AtlasOutput *output,
                            AtlasProgressFunc progress,
                            gpointer user_data,
                            GCancellable *cancellable,
                            AtlasAdmissionCounts *counts,
                            GPtrArray **cramped,
                            gint64 *n_cramped,
                            GError **error)
{
  AtlasContactSink sink = { "labels", begin, append, finish, NULL };
  g_auto (Labels) labels = { .options = options };

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), FALSE);
  g_return_val_if_fail (options != NULL && options->sheet != NULL, FALSE);
  g_return_val_if_fail (
    options->first >= 1 && options->first <= options->sheet->columns * options->sheet->rows, FALSE);
  g_return_val_if_fail (output != NULL, FALSE);

  sink.profile = options->profile;
  labels.place = options->first - 1;
  labels.cramped = g_ptr_array_new_with_free_func (g_free);
  if (!atlas_contacts_write_to (source, query, ATLAS_CHANNEL_POST, &sink, &labels, output, progress,
                                user_data, cancellable, counts, error))
    return FALSE;
  if (n_cramped != NULL)
    *n_cramped = labels.n_cramped;
  if (cramped != NULL)
    *cramped = g_steal_pointer (&labels.cramped);
  return TRUE;
}
