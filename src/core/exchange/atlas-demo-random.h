/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-uuid.h"

G_BEGIN_DECLS

/* Random numbers that are the same on every machine: SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, "Fast
 * Splittable Pseudorandom Number Generators", 2014). Good enough to invent people; nothing secret depends on
 * them. */
typedef struct
{
  guint64 state;
} AtlasDemoRandom;

static inline void
atlas_demo_random_init (AtlasDemoRandom *self, guint32 seed, guint32 stream, guint32 index)
{
  self->state = ((guint64) seed << 32 | index) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) ^
                ((guint64) stream * G_GUINT64_CONSTANT (0xd1342543de82ef95));
}

static inline guint64
atlas_demo_random_next (AtlasDemoRandom *self)
{
  guint64 z = (self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/** 0..@n-1. */
static inline guint
atlas_demo_random_below (AtlasDemoRandom *self, guint n)
{
  return (guint) ((atlas_demo_random_next (self) >> 32) * n >> 32);
}

/** TRUE @percent times in a hundred. */
static inline gboolean
atlas_demo_random_chance (AtlasDemoRandom *self, guint percent)
{
  return atlas_demo_random_below (self, 100) < percent;
}

/** About normal, mean 0, deviation 1: the sum of twelve uniform numbers, which needs no libm and so is the
 * same everywhere. */
static inline double
atlas_demo_random_normal (AtlasDemoRandom *self)
{
  double sum = -6;

  for (guint i = 0; i < 12; i++)
    sum += (double) (atlas_demo_random_next (self) >> 40) / (1 << 24);
  return sum;
}

static inline void
atlas_demo_random_uuid (AtlasDemoRandom *self, AtlasUuid *uuid)
{
  for (guint i = 0; i < 16; i += 8)
    {
      guint64 bits = atlas_demo_random_next (self);

      for (guint j = 0; j < 8; j++)
        uuid->bytes[i + j] = (guint8) (bits >> (8 * j));
    }
  uuid->bytes[6] = (uuid->bytes[6] & 0x0f) | 0x40;
  uuid->bytes[8] = (uuid->bytes[8] & 0x3f) | 0x80;
}

G_END_DECLS
