/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-small-cells.h"

#include "atlas-i18n.h"
#include "atlas-number.h"

/* What is hidden in a group. */
typedef struct
{
  guint64 n, sum;
} Hidden;

gboolean
atlas_small_cells_is_valid (gint64 smallest)
{
  return smallest == 1 || (smallest >= 3 && smallest <= ATLAS_SMALL_CELLS_MAX);
}

static gboolean
is_small (guint64 count, guint smallest)
{
  return count > 0 && count < smallest;
}

/* Whether, knowing the sum, each of the hidden could still be anything: were one of them the largest, the
 * others must be able to make up the rest with ones or more; were it a one, with the largest or less. */
static gboolean
is_safe (const Hidden *hidden, guint smallest)
{
  if (hidden->n < 2)
    return hidden->n == 0;
  return hidden->sum >= hidden->n + smallest - 2 && hidden->sum <= (hidden->n - 1) * (smallest - 1) + 1;
}

AtlasSmallTotal
atlas_small_cells_hide (
  AtlasSmallCell *cells, guint n_cells, guint smallest, AtlasSmallTotal *groups, guint n_groups)
{
  g_autofree Hidden *hidden = g_new0 (Hidden, MAX (n_groups, 1));
  g_autofree guint64 *shown = g_new0 (guint64, MAX (n_groups, 1));
  AtlasSmallTotal total = { 0, 0 };

  g_return_val_if_fail (cells != NULL || n_cells == 0, total);
  g_return_val_if_fail (atlas_small_cells_is_valid (smallest), total);

  for (guint i = 0; i < n_cells; i++)
    {
      AtlasSmallCell *cell = &cells[i];

      g_return_val_if_fail (cell->group < n_groups, total);
      cell->hidden = is_small (cell->count, smallest);
      if (cell->hidden)
        {
          hidden[cell->group].n++;
          hidden[cell->group].sum += cell->count;
        }
      else
        {
          shown[cell->group] += cell->count;
        }
    }

  for (guint i = 0; i < n_groups; i++)
    {
      gboolean safe = is_safe (&hidden[i], smallest);
      AtlasSmallTotal group = {
        .low = shown[i] + (safe ? hidden[i].sum : hidden[i].n),
        .high = shown[i] + (safe ? hidden[i].sum : hidden[i].n * (smallest - 1)),
      };

      if (groups != NULL)
        groups[i] = group;
      total.low += group.low;
      total.high += group.high;
    }
  return total;
}

gboolean
atlas_small_total_is_exact (const AtlasSmallTotal *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->low == self->high;
}

gboolean
atlas_small_cells_hides_share (guint whole, guint part, guint smallest)
{
  g_return_val_if_fail (part <= whole, TRUE);

  return is_small (whole, smallest) || is_small (part, smallest) || is_small (whole - part, smallest);
}

char *
atlas_small_cells_format_hidden (guint smallest)
{
  g_autofree char *number = atlas_number_format (smallest);

  /* Translators: fewer than so many, as short as can be: "<5" */
  return g_strdup_printf (C_ ("count", "<%s"), number);
}

char *
atlas_small_total_format (const AtlasSmallTotal *self)
{
  g_autofree char *low = NULL, *high = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  low = atlas_number_format ((gint64) self->low);
  if (atlas_small_total_is_exact (self))
    return g_steal_pointer (&low);
  high = atlas_number_format ((gint64) self->high);
  return g_strdup_printf (C_ ("range", "%s–%s"), low, high);
}
