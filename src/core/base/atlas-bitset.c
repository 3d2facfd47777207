/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-bitset.h"

#include <string.h>

AtlasBitset *
atlas_bitset_new (guint n_bits)
{
  AtlasBitset *self = g_new0 (AtlasBitset, 1);

  self->n_bits = n_bits;
  self->n_words = (n_bits + 63) / 64;
  self->words = g_new0 (guint64, self->n_words);
  return self;
}

AtlasBitset *
atlas_bitset_copy (const AtlasBitset *self)
{
  AtlasBitset *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = atlas_bitset_new (self->n_bits);
  if (self->n_words > 0)
    memcpy (copy->words, self->words, self->n_words * sizeof *self->words);
  return copy;
}

void
atlas_bitset_free (AtlasBitset *self)
{
  if (self == NULL)
    return;
  g_free (self->words);
  g_free (self);
}

/* Keeps the promise that bits past the end are 0, on which counting relies. */
static void
clear_tail (AtlasBitset *self)
{
  if (self->n_bits % 64 != 0)
    self->words[self->n_words - 1] &= (G_GUINT64_CONSTANT (1) << (self->n_bits % 64)) - 1;
}

void
atlas_bitset_fill (AtlasBitset *self, gboolean value)
{
  g_return_if_fail (self != NULL);

  if (self->n_words == 0)
    return;
  memset (self->words, value ? 0xff : 0, self->n_words * sizeof *self->words);
  clear_tail (self);
}

void
atlas_bitset_and (AtlasBitset *self, const AtlasBitset *other)
{
  g_return_if_fail (self != NULL && other != NULL && self->n_bits == other->n_bits);

  for (guint i = 0; i < self->n_words; i++)
    self->words[i] &= other->words[i];
}

void
atlas_bitset_or (AtlasBitset *self, const AtlasBitset *other)
{
  g_return_if_fail (self != NULL && other != NULL && self->n_bits == other->n_bits);

  for (guint i = 0; i < self->n_words; i++)
    self->words[i] |= other->words[i];
}

void
atlas_bitset_not (AtlasBitset *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->n_words; i++)
    self->words[i] = ~self->words[i];
  if (self->n_words > 0)
    clear_tail (self);
}

guint
atlas_bitset_count (const AtlasBitset *self)
{
  guint count = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->n_words; i++)
    count += (guint) __builtin_popcountll (self->words[i]);
  return count;
}
