/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AtlasBitset:
 *
 * A fixed number of bits, 64 to a word: which rows of a list or of the point index are meant. Bits past the
 * end are always 0.
 */
typedef struct
{
  guint n_bits;
  guint n_words;
  guint64 *words;
} AtlasBitset;

AtlasBitset *atlas_bitset_new (guint n_bits);
AtlasBitset *atlas_bitset_copy (const AtlasBitset *self);
void atlas_bitset_free (AtlasBitset *self);
void atlas_bitset_fill (AtlasBitset *self, gboolean value);
void atlas_bitset_and (AtlasBitset *self, const AtlasBitset *other);
void atlas_bitset_or (AtlasBitset *self, const AtlasBitset *other);
void atlas_bitset_not (AtlasBitset *self);
guint atlas_bitset_count (const AtlasBitset *self);

static inline gboolean
atlas_bitset_get (const AtlasBitset *self, guint bit)
{
  return (self->words[bit >> 6] >> (bit & 63)) & 1;
}

static inline void
atlas_bitset_set (AtlasBitset *self, guint bit)
{
  self->words[bit >> 6] |= G_GUINT64_CONSTANT (1) << (bit & 63);
}

static inline void
atlas_bitset_unset (AtlasBitset *self, guint bit)
{
  self->words[bit >> 6] &= ~(G_GUINT64_CONSTANT (1) << (bit & 63));
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasBitset, atlas_bitset_free)

G_END_DECLS
