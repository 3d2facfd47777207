/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-page-writer.h"

#include <cairo-pdf.h>
#include <gio/gio.h>
#include <langinfo.h>
#include <pango/pangocairo.h>

#include "atlas-i18n.h"

static const struct
{
  const char *name;
  double width, height;
} papers[ATLAS_N_PAPERS] = { { "a4", 595.28, 841.89 }, { "letter", 612, 792 } };

static const struct
{
  const char *font;
  double grey;
} styles[ATLAS_N_TEXT_STYLES] = {
  [ATLAS_TEXT_TITLE] = { "Sans Bold 17", 0 }, [ATLAS_TEXT_SUBTITLE] = { "Sans 9", 0.4 },
  [ATLAS_TEXT_BODY] = { "Sans 9.5", 0 },      [ATLAS_TEXT_STRONG] = { "Sans Bold 9.5", 0 },
  [ATLAS_TEXT_FAINT] = { "Sans 9.5", 0.4 },
};

#define MARGIN       54
#define FOOT         36 /* of it, where the number of the page stands */
#define LABEL_WIDTH  150
#define GAP          12
#define HEADING_FONT "Sans Bold 11.5"
#define CELL_FONT    "Sans 8.5"
#define STRONG_FONT  "Sans Bold 8.5"
#define CELL_PADDING 3.0
#define TICK_SIZE    9.0

struct _AtlasPageWriter
{
  cairo_t *cr;
  gboolean draws; /* pages are counted by laying all out once without drawing */
  const char *foot;
  double width, height, y;
  int page, n_pages;

  const AtlasPageColumn *columns; /* of the table that is being written, or NULL */
  guint n_columns;
};

/* The locale says how high a sheet is, millimetres: in the low half of what looks like a pointer. */
AtlasPaper
atlas_paper_get_usual (void)
{
#ifdef _NL_PAPER_HEIGHT
  return GPOINTER_TO_INT (nl_langinfo (_NL_PAPER_HEIGHT)) == 279 ? ATLAS_PAPER_LETTER : ATLAS_PAPER_A4;
#else
  return ATLAS_PAPER_A4;
#endif
}

int
atlas_paper_find (const char *name)
{
  g_return_val_if_fail (name != NULL, -1);

  for (guint i = 0; i < ATLAS_N_PAPERS; i++)
    if (g_ascii_strcasecmp (papers[i].name, name) == 0)
      return (int) i;
  return -1;
}

/* An address is typed again from paper as it stands there: a hyphen where its line ends would become a part
 * of it. */
static void
keep_addresses_plain (PangoLayout *layout, const char *text)
{
  PangoAttrList *attributes = NULL;

  for (const char *at = text; (at = strpbrk (at, "@:")) != NULL; at++)
    {
      const char *start = at, *end = at;
      PangoAttribute *plain;

      if (*at == ':' && !g_str_has_prefix (at, "://"))
        continue;
      while (start > text && !g_ascii_isspace (start[-1]))
        start--;
      end += strcspn (at, " \t\n");
      plain = pango_attr_insert_hyphens_new (FALSE);
      plain->start_index = (guint) (start - text);
      plain->end_index = (guint) (end - text);
      if (attributes == NULL)
        attributes = pango_attr_list_new ();
      pango_attr_list_insert (attributes, plain);
    }
  pango_layout_set_attributes (layout, attributes);
  g_clear_pointer (&attributes, pango_attr_list_unref);
}

static PangoLayout *
make_layout (AtlasPageWriter *self, const char *font, const char *text, double width)
{
  PangoLayout *layout = pango_cairo_create_layout (self->cr);
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  keep_addresses_plain (layout, text);
  return layout;
}

static double
get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

static void
show_layout (AtlasPageWriter *self, PangoLayout *layout, double x, double y, double grey)
{
  if (!self->draws)
    return;
  cairo_set_source_rgb (self->cr, grey, grey, grey);
  cairo_move_to (self->cr, x, y);
  pango_cairo_show_layout (self->cr, layout);
}

static void
draw_line (AtlasPageWriter *self, double y, double grey)
{
  if (!self->draws)
    return;
  cairo_set_source_rgb (self->cr, grey, grey, grey);
  cairo_set_line_width (self->cr, 0.5);
  cairo_move_to (self->cr, MARGIN, y);
  cairo_line_to (self->cr, self->width - MARGIN, y);
  cairo_stroke (self->cr);
}

static void
write_foot (AtlasPageWriter *self)
{
  g_autofree char *number = g_strdup_printf ("%d", self->page);
  g_autofree char *total = g_strdup_printf ("%d", self->n_pages);
  /* Translators: the number of a page, and how many there are */
  g_autofree char *text = g_strdup_printf (_ ("Page %s of %s"), number, total);
  const char *font = styles[ATLAS_TEXT_SUBTITLE].font;
  double width = self->width - 2 * MARGIN;
  g_autoptr (PangoLayout) layout = make_layout (self, font, text, width);

  pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  show_layout (self, layout, MARGIN, self->height - FOOT, 0.4);
  if (self->foot != NULL)
    {
      g_autoptr (PangoLayout) left = make_layout (self, font, self->foot, width * 0.8);

      pango_layout_set_ellipsize (left, PANGO_ELLIPSIZE_END);
      show_layout (self, left, MARGIN, self->height - FOOT, 0.4);
    }
}

static void
begin_page (AtlasPageWriter *self)
{
  self->page++;
  self->y = MARGIN;
}

static void
end_page (AtlasPageWriter *self)
{
  write_foot (self);
  if (self->draws)
    cairo_show_page (self->cr);
}

void
atlas_page_writer_reserve (AtlasPageWriter *self, double height)
{
  g_return_if_fail (self != NULL);

  if (self->y + height > self->height - MARGIN)
    atlas_page_writer_break (self);
}

void
atlas_page_writer_break (AtlasPageWriter *self)
{
  g_return_if_fail (self != NULL);

  if (self->y <= MARGIN)
    return;
  end_page (self);
  begin_page (self);
}

void
atlas_page_writer_gap (AtlasPageWriter *self, double height)
{
  g_return_if_fail (self != NULL);

  if (self->y > MARGIN)
    self->y += height;
}

double
atlas_page_writer_get_width (AtlasPageWriter *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->width - 2 * MARGIN;
}

double
atlas_page_writer_get_full_height (AtlasPageWriter *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->height - 2 * MARGIN;
}

/* Line by line, so that a long text goes on over the page. */
static void
write_lines (AtlasPageWriter *self, PangoLayout *layout, double x, double grey)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  do
    {
      PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
      PangoRectangle extents;
      int baseline = pango_layout_iter_get_baseline (iter);

      pango_layout_iter_get_line_extents (iter, NULL, &extents);
      atlas_page_writer_reserve (self, (double) extents.height / PANGO_SCALE);
      if (self->draws)
        {
          cairo_set_source_rgb (self->cr, grey, grey, grey);
          cairo_move_to (self->cr, x, self->y + (double) (baseline - extents.y) / PANGO_SCALE);
          pango_cairo_show_layout_line (self->cr, line);
        }
      self->y += (double) extents.height / PANGO_SCALE;
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

void
atlas_page_writer_text (AtlasPageWriter *self, AtlasTextStyle style, const char *text)
{
  g_autoptr (PangoLayout) layout = NULL;

  g_return_if_fail (self != NULL && text != NULL);
  g_return_if_fail (style < ATLAS_N_TEXT_STYLES);

  layout = make_layout (self, styles[style].font, text, self->width - 2 * MARGIN);
  write_lines (self, layout, MARGIN, styles[style].grey);
}

void
atlas_page_writer_heading (AtlasPageWriter *self, const char *text)
{
  g_autoptr (PangoLayout) layout = NULL;

  g_return_if_fail (self != NULL && text != NULL);

  layout = make_layout (self, HEADING_FONT, text, self->width - 2 * MARGIN);
  self->y += GAP;
  atlas_page_writer_reserve (self, get_height (layout) + 3 * GAP);
  show_layout (self, layout, MARGIN, self->y, 0);
  self->y += get_height (layout) + 3;
  draw_line (self, self->y, 0.7);
  self->y += 5;
}

void
atlas_page_writer_row (AtlasPageWriter *self, const char *label, const char *text)
{
  g_autoptr (PangoLayout) name = NULL;
  g_autoptr (PangoLayout) value = NULL;
  const char *font = styles[ATLAS_TEXT_BODY].font;
  double top, height;
  int page;

  g_return_if_fail (self != NULL && label != NULL && text != NULL);

  name = make_layout (self, font, label, LABEL_WIDTH);
  value = make_layout (self, font, text, self->width - 2 * MARGIN - LABEL_WIDTH - GAP);
  height = get_height (name);
  atlas_page_writer_reserve (self, height);
  top = self->y;
  page = self->page;
  show_layout (self, name, MARGIN, top, 0.4);
  write_lines (self, value, MARGIN + LABEL_WIDTH + GAP, 0);
  if (self->page == page)
    self->y = MAX (self->y, top + height);
  self->y += 3;
}

void
atlas_page_writer_draw (AtlasPageWriter *self, double height, AtlasPageDrawFunc func, gpointer user_data)
{
  double width;

  g_return_if_fail (self != NULL && func != NULL);
  g_return_if_fail (height > 0);

  width = self->width - 2 * MARGIN;
  atlas_page_writer_reserve (self, height);
  if (self->draws)
    {
      cairo_save (self->cr);
      cairo_translate (self->cr, MARGIN, self->y);
      cairo_rectangle (self->cr, 0, 0, width, height);
      cairo_clip (self->cr);
      func (self->cr, width, height, user_data);
      cairo_restore (self->cr);
    }
  self->y += height;
}

/* Tables */

/* What a row needs, laid out. */
typedef struct
{
  PangoLayout *cells[ATLAS_PAGE_MAX_COLUMNS]; /* NULL: nothing there */
  double x[ATLAS_PAGE_MAX_COLUMNS];
  gboolean ticks[ATLAS_PAGE_MAX_COLUMNS];
  double height;
} Row;

static void
row_init (Row *self, AtlasPageWriter *writer, const char *const *cells, const char *font)
{
  double shares = 0, x = MARGIN;

  *self = (Row){ .height = 0 };
  for (guint i = 0; i < writer->n_columns; i++)
    shares += writer->columns[i].share;
  for (guint i = 0; i < writer->n_columns; i++)
    {
      double width = writer->columns[i].share / shares * (writer->width - 2 * MARGIN);
      const char *text = cells[i];

      self->x[i] = x;
      x += width;
      if (text == NULL)
        continue;
      if (g_str_equal (text, ATLAS_PAGE_TICK_BOX))
        {
          self->ticks[i] = TRUE;
          self->height = MAX (self->height, TICK_SIZE);
          continue;
        }
      self->cells[i] = make_layout (writer, font, text, width - 2 * CELL_PADDING);
      if (writer->columns[i].at_end)
        pango_layout_set_alignment (self->cells[i], PANGO_ALIGN_RIGHT);
      self->height = MAX (self->height, get_height (self->cells[i]));
    }
  self->height += 2 * CELL_PADDING;
}

static void
row_clear (Row *self)
{
  for (guint i = 0; i < ATLAS_PAGE_MAX_COLUMNS; i++)
    g_clear_object (&self->cells[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

static void
write_row (AtlasPageWriter *self, Row *row, double grey)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (row->cells[i] != NULL)
        show_layout (self, row->cells[i], row->x[i] + CELL_PADDING, self->y + CELL_PADDING, grey);
      if (row->ticks[i] && self->draws)
        {
          cairo_set_source_rgb (self->cr, 0.25, 0.25, 0.25);
          cairo_set_line_width (self->cr, 0.8);
          cairo_rectangle (self->cr, row->x[i] + CELL_PADDING + 0.5, self->y + CELL_PADDING + 1, TICK_SIZE,
                           TICK_SIZE);
          cairo_stroke (self->cr);
        }
    }
  self->y += row->height;
}

static void
write_headings (AtlasPageWriter *self)
{
  const char *cells[ATLAS_PAGE_MAX_COLUMNS] = { NULL };
  g_auto (Row) row = { { NULL } };
  gboolean any = FALSE;

  for (guint i = 0; i < self->n_columns; i++)
    {
      cells[i] = self->columns[i].heading;
      any |= cells[i] != NULL;
    }
  if (!any)
    return;
  row_init (&row, self, cells, STRONG_FONT);
  write_row (self, &row, 0.25);
  draw_line (self, self->y, 0.4);
}

void
atlas_page_writer_begin_table (AtlasPageWriter *self, const AtlasPageColumn *columns, guint n_columns)
{
  g_return_if_fail (self != NULL && columns != NULL && self->columns == NULL);
  g_return_if_fail (n_columns > 0 && n_columns <= ATLAS_PAGE_MAX_COLUMNS);

  self->columns = columns;
  self->n_columns = n_columns;
  /* Headings and a row or two. */
  atlas_page_writer_reserve (self, 4 * GAP);
  write_headings (self);
}

void
atlas_page_writer_table_row (AtlasPageWriter *self, const char *const *cells, double height, gboolean strong)
{
  g_auto (Row) row = { { NULL } };
  double full;

  g_return_if_fail (self != NULL && cells != NULL && self->columns != NULL);

  row_init (&row, self, cells, strong ? STRONG_FONT : CELL_FONT);
  row.height = MAX (row.height, height);
  /* Less the headings, which stand above it. A cell longer than a page ends with the page. */
  full = atlas_page_writer_get_full_height (self) - 3 * GAP;
  if (row.height > full)
    {
      for (guint i = 0; i < self->n_columns; i++)
        {
          if (row.cells[i] == NULL)
            continue;
          pango_layout_set_ellipsize (row.cells[i], PANGO_ELLIPSIZE_END);
          pango_layout_set_height (row.cells[i], (int) ((full - 2 * CELL_PADDING) * PANGO_SCALE));
        }
      row.height = full;
    }
  if (self->y + row.height > self->height - MARGIN)
    {
      atlas_page_writer_break (self);
      write_headings (self);
    }
  write_row (self, &row, 0);
  draw_line (self, self->y, 0.85);
}

void
atlas_page_writer_table_heading (AtlasPageWriter *self, const char *text)
{
  g_autoptr (PangoLayout) layout = NULL;
  double height;

  g_return_if_fail (self != NULL && text != NULL && self->columns != NULL);

  layout = make_layout (self, STRONG_FONT, text, self->width - 2 * (MARGIN + CELL_PADDING));
  height = get_height (layout) + 2 * CELL_PADDING;
  if (self->y + height + 3 * GAP > self->height - MARGIN)
    {
      atlas_page_writer_break (self);
      write_headings (self);
    }
  show_layout (self, layout, MARGIN + CELL_PADDING, self->y + CELL_PADDING, 0);
  self->y += height;
  draw_line (self, self->y, 0.85);
}

void
atlas_page_writer_end_table (AtlasPageWriter *self)
{
  g_return_if_fail (self != NULL && self->columns != NULL);

  self->columns = NULL;
  self->n_columns = 0;
  self->y += CELL_PADDING;
}

/* A whole document */

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_string_append_len (closure, (const char *) data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
write_all (AtlasPageWriter *self, AtlasPageFunc func, gpointer user_data)
{
  self->page = 0;
  begin_page (self);
  func (self, user_data);
  end_page (self);
}

gboolean
atlas_page_writer_run (AtlasPaper paper,
                       const char *title,
                       const char *foot,
                       AtlasPageFunc func,
                       gpointer user_data,
                       GString *buffer,
                       GError **error)
{
  AtlasPageWriter self = { .foot = foot };
  cairo_surface_t *surface;
  cairo_status_t status;

  g_return_val_if_fail (paper < ATLAS_N_PAPERS, FALSE);
  g_return_val_if_fail (title != NULL && func != NULL && buffer != NULL, FALSE);

  self.width = papers[paper].width;
  self.height = papers[paper].height;
  surface = cairo_pdf_surface_create_for_stream (append, buffer, self.width, self.height);
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4); /* what old printers take */
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Diaspora Atlas");
  self.cr = cairo_create (surface);
  write_all (&self, func, user_data);
  self.n_pages = self.page;
  self.draws = TRUE;
  write_all (&self, func, user_data);
  status = cairo_status (self.cr);
  cairo_destroy (self.cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  /* Translators: %s is cairo's own reason, such as "out of memory" */
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The pages could not be written: %s."),
               cairo_status_to_string (status));
  return FALSE;
}
