/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-label-placer.h"

#include <math.h>

/* What is taken is looked up by bins this wide: a label lies in a few of them. */
#define BIN 96

typedef struct
{
  AtlasLabelRect rect;
  int next; /* in its bin, or -1 */
} Taken;

struct _AtlasLabelPlacer
{
  GArray *taken;    /* Taken; one for each bin a rectangle lies in */
  GHashTable *bins; /* bin -> index of its first + 1 */
  AtlasLabelRect bounds;
  gboolean is_bounded;
};

static gpointer
bin_key (int column, int row)
{
  return GUINT_TO_POINTER ((guint) (column & 0xffff) << 16 | (guint) (row & 0xffff));
}

AtlasLabelPlacer *
atlas_label_placer_new (void)
{
  AtlasLabelPlacer *self = g_new0 (AtlasLabelPlacer, 1);

  self->taken = g_array_new (FALSE, FALSE, sizeof (Taken));
  self->bins = g_hash_table_new (NULL, NULL);

  return self;
}

void
atlas_label_placer_free (AtlasLabelPlacer *self)
{
  g_array_unref (self->taken);
  g_hash_table_unref (self->bins);
  g_free (self);
}

void
atlas_label_placer_block (AtlasLabelPlacer *self, const AtlasLabelRect *rect)
{
  g_return_if_fail (self != NULL && rect != NULL);

  for (int column = floor (rect->x / BIN); column <= floor ((rect->x + rect->width) / BIN); column++)
    {
      for (int row = floor (rect->y / BIN); row <= floor ((rect->y + rect->height) / BIN); row++)
        {
          gpointer key = bin_key (column, row);
          Taken taken = { *rect, GPOINTER_TO_INT (g_hash_table_lookup (self->bins, key)) - 1 };

          g_array_append_val (self->taken, taken);
          g_hash_table_insert (self->bins, key, GINT_TO_POINTER (self->taken->len));
        }
    }
}

void
atlas_label_placer_set_bounds (AtlasLabelPlacer *self, const AtlasLabelRect *bounds)
{
  g_return_if_fail (self != NULL);

  self->is_bounded = bounds != NULL;
  if (bounds != NULL)
    self->bounds = *bounds;
}

static gboolean
is_inside (const AtlasLabelRect *rect, const AtlasLabelRect *bounds)
{
  return rect->x >= bounds->x && rect->y >= bounds->y && rect->x + rect->width <= bounds->x + bounds->width &&
         rect->y + rect->height <= bounds->y + bounds->height;
}

static gboolean
is_free (AtlasLabelPlacer *self, const AtlasLabelRect *rect)
{
  for (int column = floor (rect->x / BIN); column <= floor ((rect->x + rect->width) / BIN); column++)
    {
      for (int row = floor (rect->y / BIN); row <= floor ((rect->y + rect->height) / BIN); row++)
        {
          int at = GPOINTER_TO_INT (g_hash_table_lookup (self->bins, bin_key (column, row))) - 1;

          while (at >= 0)
            {
              const Taken *taken = &g_array_index (self->taken, Taken, at);

              if (rect->x < taken->rect.x + taken->rect.width && taken->rect.x < rect->x + rect->width &&
                  rect->y < taken->rect.y + taken->rect.height && taken->rect.y < rect->y + rect->height)
                return FALSE;
              at = taken->next;
            }
        }
    }

  return TRUE;
}

gboolean
atlas_label_placer_place (AtlasLabelPlacer *self,
                          double x,
                          double y,
                          double width,
                          double height,
                          double radius,
                          double padding,
                          AtlasLabelSides sides,
                          AtlasLabelRect *rect)
{
  /* Off the middle of a small symbol it would be seen as another's; a wide one has room for it. */
  AtlasLabelSides beside = radius > height ? ATLAS_LABEL_ABOVE | ATLAS_LABEL_BELOW : 0;
  const struct
  {
    AtlasLabelSides side;
    double x, y;
  } tries[] = {
    { ATLAS_LABEL_CENTRED, x - width / 2, y - height / 2 },
    { ATLAS_LABEL_RIGHT, x + radius, y - height / 2 },
    { ATLAS_LABEL_BELOW, x - width / 2, y + radius },
    { ATLAS_LABEL_ABOVE, x - width / 2, y - radius - height },
    { ATLAS_LABEL_LEFT, x - radius - width, y - height / 2 },
    /* Beside it, a little lower or higher. */
    { ATLAS_LABEL_RIGHT, x + radius, y },
    { ATLAS_LABEL_RIGHT, x + radius, y - height },
    { ATLAS_LABEL_LEFT, x - radius - width, y },
    { ATLAS_LABEL_LEFT, x - radius - width, y - height },
    { beside & ATLAS_LABEL_ABOVE, x - width, y - radius - height },
    { beside & ATLAS_LABEL_ABOVE, x, y - radius - height },
    { beside & ATLAS_LABEL_BELOW, x - width, y + radius },
    { beside & ATLAS_LABEL_BELOW, x, y + radius },
    { ATLAS_LABEL_NEAR, x - width / 2, y + height * 0.6 },
    { ATLAS_LABEL_NEAR, x - width / 2, y - height * 1.6 },
    { ATLAS_LABEL_NEAR, x - width / 2, y + height * 1.7 },
    { ATLAS_LABEL_NEAR, x - width / 2, y - height * 2.7 },
  };

  g_return_val_if_fail (self != NULL && rect != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      AtlasLabelRect padded = { tries[i].x - padding, tries[i].y - padding, width + 2 * padding,
                                height + 2 * padding };

      AtlasLabelRect bare = { tries[i].x, tries[i].y, width, height };

      if ((tries[i].side & sides) == 0 || (self->is_bounded && !is_inside (&bare, &self->bounds)) ||
          !is_free (self, &padded))
        continue;

      *rect = bare;
      atlas_label_placer_block (self, rect);
      return TRUE;
    }

  return FALSE;
}
