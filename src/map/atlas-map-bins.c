/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-bins.h"

#include <math.h>

/* The square of the place, and those around it. */
#define N_AROUND 9

typedef struct
{
  gint64 x, y; /* its square */
  guint next;  /* 1 + the next of the same slot; 0: none */
} Item;

struct _AtlasMapBins
{
  double width;
  GArray *items; /* Item */
  guint *slots;  /* 1 + the last item of the squares that fall here */
  guint mask;
};

AtlasMapBins *
atlas_map_bins_new (double width, guint n_expected)
{
  AtlasMapBins *self;
  guint n_slots = 16;

  g_return_val_if_fail (width > 0, NULL);

  while (n_slots / 2 < n_expected && n_slots < 1u << 20)
    n_slots *= 2;
  self = g_new (AtlasMapBins, 1);
  self->width = width;
  self->items = g_array_sized_new (FALSE, FALSE, sizeof (Item), n_expected);
  self->slots = g_new0 (guint, n_slots);
  self->mask = n_slots - 1;
  return self;
}

void
atlas_map_bins_free (AtlasMapBins *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->items);
  g_free (self->slots);
  g_free (self);
}

/* Neighbours in a row fall into neighbouring slots, and rows far from each other. */
static guint
get_slot (const AtlasMapBins *self, gint64 x, gint64 y)
{
  return (guint) ((guint64) x + (guint64) y * 0x9e3779b1u) & self->mask;
}

static gint64
get_square (const AtlasMapBins *self, double at)
{
  return (gint64) floor (at / self->width);
}

void
atlas_map_bins_add (AtlasMapBins *self, double x, double y)
{
  Item item;
  guint slot;

  g_return_if_fail (self != NULL);

  item.x = get_square (self, x);
  item.y = get_square (self, y);
  slot = get_slot (self, item.x, item.y);
  item.next = self->slots[slot];
  g_array_append_val (self->items, item);
  self->slots[slot] = self->items->len;
}

void
atlas_map_bins_iter_init (AtlasMapBinsIter *iter, const AtlasMapBins *bins, double x, double y)
{
  g_return_if_fail (iter != NULL);
  g_return_if_fail (bins != NULL);

  *iter = (AtlasMapBinsIter){ bins, get_square (bins, x), get_square (bins, y), 0, 0, FALSE };
}

gboolean
atlas_map_bins_iter_next (AtlasMapBinsIter *iter, guint *index)
{
  const AtlasMapBins *bins = iter->bins;

  for (; iter->bin < N_AROUND; iter->bin++)
    {
      gint64 x = iter->x + iter->bin % 3 - 1, y = iter->y + iter->bin / 3 - 1;

      if (!iter->within)
        iter->next = bins->slots[get_slot (bins, x, y)];
      iter->within = TRUE;
      while (iter->next > 0)
        {
          const Item *item = &g_array_index (bins->items, Item, iter->next - 1);

          *index = iter->next - 1;
          iter->next = item->next;
          /* Others may have fallen into the same slot. */
          if (item->x == x && item->y == y)
            return TRUE;
        }
      iter->within = FALSE;
    }
  return FALSE;
}
