/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-table.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "atlas-cli.h"

/* Rows looked at before the first is printed. */
#define N_MEASURED 256

/* Between two columns. */
#define GAP 2

/* Columns are not made narrower than this to fit a terminal, nor wider than that for what no terminal shows.
 */
#define MIN_WIDTH      4
#define MAX_PIPE_WIDTH 40

struct _AtlasCliTable
{
  guint n_columns;
  guint *widths;
  gboolean *right;
  GPtrArray *rows; /* of char *, n_columns each, the titles first; NULL once widths are settled */
  gboolean cut;
};

static guint
width_of (gunichar c)
{
  return g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
}

guint
atlas_cli_get_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    width += width_of (g_utf8_get_char (p));
  return width;
}

/* Columns of the terminal; 0 where there is none. */
static guint
get_terminal_width (void)
{
  struct winsize size;

  if (!isatty (STDOUT_FILENO))
    return 0;
  return ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

static void
keep_row (AtlasCliTable *self, const char *const *cells)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      GString *plain = g_string_new (NULL);

      atlas_cli_append_plain (plain, cells[i] ? cells[i] : "");
      self->widths[i] = MAX (self->widths[i], atlas_cli_get_width (plain->str));
      g_ptr_array_add (self->rows, g_string_free (plain, FALSE));
    }
}

AtlasCliTable *
atlas_cli_table_new (const char *const *titles, guint n_columns)
{
  AtlasCliTable *self = g_new0 (AtlasCliTable, 1);
  g_autofree const char **plain = g_new0 (const char *, n_columns);

  self->n_columns = n_columns;
  self->widths = g_new0 (guint, n_columns);
  self->right = g_new0 (gboolean, n_columns);
  self->rows = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n_columns; i++)
    {
      self->right[i] = titles[i][0] == '>';
      plain[i] = titles[i] + self->right[i];
    }
  keep_row (self, plain);
  return self;
}

static guint
sum_widths (AtlasCliTable *self)
{
  guint sum = GAP * (self->n_columns - 1);

  for (guint i = 0; i < self->n_columns; i++)
    sum += self->widths[i];
  return sum;
}

static void
settle_widths (AtlasCliTable *self)
{
  guint terminal = get_terminal_width ();

  self->cut = terminal > 0;
  for (guint i = 0; !self->cut && i < self->n_columns; i++)
    self->widths[i] = MIN (self->widths[i], MAX_PIPE_WIDTH);

  /* The widest gives way, again and again; numbers never do. */
  while (self->cut && sum_widths (self) > terminal)
    {
      int widest = -1;

      for (guint i = 0; i < self->n_columns; i++)
        if (!self->right[i] && self->widths[i] > MIN_WIDTH &&
            (widest < 0 || self->widths[i] >= self->widths[widest]))
          widest = (int) i;
      if (widest < 0)
        break;
      self->widths[widest]--;
    }
}

/* Appends as much of @text as fits into @width, an ellipsis behind what was cut. Returns the columns taken.
 */
static guint
append_cut (GString *line, const char *text, guint width)
{
  const char *end = text;
  guint taken = 0;

  if (atlas_cli_get_width (text) <= width)
    {
      g_string_append (line, text);
      return atlas_cli_get_width (text);
    }
  for (; *end; end = g_utf8_next_char (end))
    {
      guint next = width_of (g_utf8_get_char (end));

      if (taken + next > width - 1)
        break;
      taken += next;
    }
  g_string_append_len (line, text, end - text);
  g_string_append (line, "…");
  return taken + 1;
}

static void
print_row (AtlasCliTable *self, const char *const *cells)
{
  g_autoptr (GString) line = g_string_new (NULL);
  guint due = 0, stands = 0; /* columns: where this cell should begin, and where the line ends */

  for (guint i = 0; i < self->n_columns; i++)
    {
      guint width = atlas_cli_get_width (cells[i]);
      guint begin = due + (self->right[i] && width < self->widths[i] ? self->widths[i] - width : 0);

      /* A cell that is wider than its column pushes the next one on. */
      if (width > 0)
        {
          guint blanks = begin > stands ? begin - stands : i > 0 ? GAP : 0;

          g_string_append_printf (line, "%*s", (int) blanks, "");
          stands += blanks + append_cut (line, cells[i], self->cut ? self->widths[i] : G_MAXUINT);
        }
      due += self->widths[i] + GAP;
    }
  g_string_append_c (line, '\n');
  atlas_cli_print (line->str);
}

static void
print_kept (AtlasCliTable *self)
{
  settle_widths (self);
  for (guint i = 0; i < self->rows->len; i += self->n_columns)
    print_row (self, (const char *const *) &self->rows->pdata[i]);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
}

void
atlas_cli_table_add (AtlasCliTable *self, const char *const *cells)
{
  g_autoptr (GPtrArray) plain = NULL;

  g_return_if_fail (self != NULL);

  if (self->rows)
    {
      keep_row (self, cells);
      if (self->rows->len / self->n_columns > N_MEASURED)
        print_kept (self);
      return;
    }

  plain = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->n_columns; i++)
    {
      GString *cell = g_string_new (NULL);

      atlas_cli_append_plain (cell, cells[i] ? cells[i] : "");
      g_ptr_array_add (plain, g_string_free (cell, FALSE));
    }
  print_row (self, (const char *const *) plain->pdata);
}

void
atlas_cli_table_finish (AtlasCliTable *self)
{
  g_return_if_fail (self != NULL);

  if (self->rows)
    print_kept (self);
  g_free (self->widths);
  g_free (self->right);
  g_free (self);
}
