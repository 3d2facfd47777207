/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ATLAS_PAPER_A4,
  ATLAS_PAPER_LETTER,
  ATLAS_N_PAPERS
} AtlasPaper;

/** The paper that is usual where the program runs. */
AtlasPaper atlas_paper_get_usual (void);

/** "a4" or "letter", capitals aside; -1 if @name is neither. */
int atlas_paper_find (const char *name);

/**
 * AtlasPageWriter:
 *
 * Writes a document on paper as PDF: headings, texts, rows of a label and what it stands for, tables whose
 * headings come again on each page, and boxes for pictures. Pages break by themselves and are numbered. All
 * lengths are points, of which 72 make an inch. All texts are plain: there is no markup.
 */
typedef struct _AtlasPageWriter AtlasPageWriter;

/** Writes the whole document from the beginning: is called twice, the first time to count the pages. */
typedef void (*AtlasPageFunc) (AtlasPageWriter *self, gpointer user_data);

/**
 * atlas_page_writer_run:
 * @title: of the file, for who opens it
 * @foot: (nullable): stands at the foot of every page
 *
 * Returns: FALSE with an error of G_IO_ERROR when cairo can't write, as without memory
 */
gboolean atlas_page_writer_run (AtlasPaper paper,
                                const char *title,
                                const char *foot,
                                AtlasPageFunc func,
                                gpointer user_data,
                                GString *buffer,
                                GError **error);

typedef enum
{
  ATLAS_TEXT_TITLE,
  ATLAS_TEXT_SUBTITLE, /* small and grey */
  ATLAS_TEXT_BODY,
  ATLAS_TEXT_STRONG,
  ATLAS_TEXT_FAINT, /* body in grey: what is missing, notes */
  ATLAS_N_TEXT_STYLES
} AtlasTextStyle;

/** A paragraph; a long one goes on over the page. */
void atlas_page_writer_text (AtlasPageWriter *self, AtlasTextStyle style, const char *text);

/** Stays with what follows. */
void atlas_page_writer_heading (AtlasPageWriter *self, const char *text);

/** A label on the left, and beside it what it stands for. */
void atlas_page_writer_row (AtlasPageWriter *self, const char *label, const char *text);

/** Leaves so much free, unless the page is new. */
void atlas_page_writer_gap (AtlasPageWriter *self, double height);

/** Whether @height has room on this page; else goes on on the next. What has no room on any page is begun at
 * the top of one. */
void atlas_page_writer_reserve (AtlasPageWriter *self, double height);

/** The next thing stands at the top of a page. */
void atlas_page_writer_break (AtlasPageWriter *self);

/** Between the margins. */
double atlas_page_writer_get_width (AtlasPageWriter *self);

/** From one margin to the other. */
double atlas_page_writer_get_full_height (AtlasPageWriter *self);

/** Draws into a box whose upper left corner is 0, 0; clipped to it. */
typedef void (*AtlasPageDrawFunc) (cairo_t *cr, double width, double height, gpointer user_data);

/** A box as wide as the page's text. @func is called only when there is something to draw on. */
void
atlas_page_writer_draw (AtlasPageWriter *self, double height, AtlasPageDrawFunc func, gpointer user_data);

/**
 * AtlasPageColumn:
 * @heading: (nullable): above it
 * @share: of the width, of the sum of all shares
 * @at_end: numbers, which stand at its end
 */
typedef struct
{
  const char *heading;
  double share;
  gboolean at_end;
} AtlasPageColumn;

#define ATLAS_PAGE_MAX_COLUMNS 12

/** @columns: (array length=n_columns): must stay until the table ends */
void atlas_page_writer_begin_table (AtlasPageWriter *self, const AtlasPageColumn *columns, guint n_columns);

/**
 * atlas_page_writer_table_row:
 * @cells: (array length=n_columns): NULL for an empty one
 * @height: the least, for what is filled in by hand; 0: as its text
 * @strong: bold, as a sum
 *
 * Is never parted; headings are written again where a page begins with it.
 */
void
atlas_page_writer_table_row (AtlasPageWriter *self, const char *const *cells, double height, gboolean strong);

/** A heading within the table, such as a day, across all its columns. Stays with the row that follows. */
void atlas_page_writer_table_heading (AtlasPageWriter *self, const char *text);
void atlas_page_writer_end_table (AtlasPageWriter *self);

/** The sign of a box that is ticked by hand: cells that are exactly this are drawn as one. */
#define ATLAS_PAGE_TICK_BOX "☐"

G_END_DECLS
