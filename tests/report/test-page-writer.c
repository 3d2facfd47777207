/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-page-writer.h"

/* What a document came to, on its second time through. */
typedef struct
{
  guint n_runs, n_drawn;
  double width;
} Seen;

static guint
count_pages (GString *pdf)
{
  guint n = 0;

  for (const char *at = pdf->str;
       (at = memmem (at, pdf->len - (gsize) (at - pdf->str), "/Type /Page %", 13)) != NULL; at += 13)
    n++;
  return n;
}

static GString *
run (AtlasPaper paper, AtlasPageFunc func, gpointer data)
{
  GString *buffer = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  atlas_page_writer_run (paper, "Brief", "Texas, June 2027", func, data, buffer, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (buffer->str, "%PDF-"));
  return buffer;
}

static void
draw (cairo_t *cr, double width, double height, gpointer user_data)
{
  Seen *seen = user_data;

  seen->n_drawn++;
  seen->width = width;
  g_assert_cmpfloat (height, ==, 200);
}

static void
write_drawn (AtlasPageWriter *page, gpointer user_data)
{
  Seen *seen = user_data;

  seen->n_runs++;
  atlas_page_writer_draw (page, 200, draw, seen);
}

/* Laid out once to count, once to draw; as wide as the paper leaves. */
static void
test_draw (void)
{
  for (guint paper = 0; paper < ATLAS_N_PAPERS; paper++)
    {
      Seen seen = { 0 };
      GString *pdf = run (paper, write_drawn, &seen);

      g_assert_cmpuint (seen.n_runs, ==, 2);
      g_assert_cmpuint (seen.n_drawn, ==, 1);
      g_assert_cmpfloat_with_epsilon (seen.width, paper == ATLAS_PAPER_A4 ? 487.28 : 504, 0.01);
      g_assert_cmpuint (count_pages (pdf), ==, 1);
      g_string_free (pdf, TRUE);
    }
}

/* A table of many rows, of which one is longer than a page. */
static void
write_table (AtlasPageWriter *page, gpointer user_data)
{
  static const AtlasPageColumn columns[] = { { "", 1 }, { "Name", 4 }, { "Age", 1, TRUE } };
  g_autofree char *endless = g_strnfill (6000, 'x');
  guint n_rows = GPOINTER_TO_UINT (user_data);

  atlas_page_writer_heading (page, "Check-in");
  atlas_page_writer_begin_table (page, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < n_rows; i++)
    {
      const char *cells[] = { ATLAS_PAGE_TICK_BOX, i == 3 ? endless : "Ada <b>Uwase</b> & daughters", NULL };

      atlas_page_writer_table_row (page, cells, 20, FALSE);
    }
  atlas_page_writer_end_table (page);
  atlas_page_writer_break (page);
  atlas_page_writer_break (page);
  atlas_page_writer_text (page, ATLAS_TEXT_FAINT, endless);
}

static void
test_table (void)
{
  GString *pdf = run (ATLAS_PAPER_LETTER, write_table, GUINT_TO_POINTER (100));
  guint n_pages = count_pages (pdf);

  /* About 33 rows to a page, one page for the long one, and the text at the end, whose lines are all there.
   */
  g_assert_cmpuint (n_pages, >=, 6);
  g_assert_cmpuint (n_pages, <=, 9);
  g_string_free (pdf, TRUE);

  pdf = run (ATLAS_PAPER_LETTER, write_table, GUINT_TO_POINTER (0));
  g_assert_cmpuint (count_pages (pdf), <, n_pages - 2);
  g_string_free (pdf, TRUE);
}

static void
test_papers (void)
{
  g_assert_cmpint (atlas_paper_find ("A4"), ==, ATLAS_PAPER_A4);
  g_assert_cmpint (atlas_paper_find ("letter"), ==, ATLAS_PAPER_LETTER);
  g_assert_cmpint (atlas_paper_find ("legal"), ==, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/page-writer/draw", test_draw);
  g_test_add_func ("/page-writer/table", test_table);
  g_test_add_func ("/page-writer/papers", test_papers);
  return g_test_run ();
}
