/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-solver.h"

G_BEGIN_DECLS

/* Random numbers that are the same on every machine: SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, "Fast
 * Splittable Pseudorandom Number Generators", 2014). */
typedef struct
{
  guint64 state;
} AtlasSolverRandom;

static inline guint32
atlas_solver_random_next (AtlasSolverRandom *self)
{
  guint64 z = (self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return (guint32) ((z ^ (z >> 31)) >> 32);
}

/** 0..@n-1; @n: not 0 */
static inline guint
atlas_solver_random_below (AtlasSolverRandom *self, guint n)
{
  return (guint) ((guint64) atlas_solver_random_next (self) * n >> 32);
}

/** From 0 to below 1. */
static inline double
atlas_solver_random_real (AtlasSolverRandom *self)
{
  return atlas_solver_random_next (self) / 4294967296.0;
}

/* When to stop, and whom to tell. */
typedef struct
{
  AtlasSolverLimits limits;
  GCancellable *cancellable; /* not owned */
  gint64 start, end, told;   /* microseconds of the monotonic clock; an end of 0 never comes */
} AtlasSolverClock;

/** @limits: (nullable); @cancellable: (nullable) */
void
atlas_solver_clock_start (AtlasSolverClock *self, const AtlasSolverLimits *limits, GCancellable *cancellable);

/** Whether the time is over or somebody cancelled; not how many iterations there were. */
gboolean atlas_solver_clock_is_over (AtlasSolverClock *self);

/** Seconds since the start. */
double atlas_solver_clock_get_seconds (AtlasSolverClock *self);

/** Tells of a better answer, if the last time is long enough ago. */
void atlas_solver_clock_tell (AtlasSolverClock *self, double value);

G_END_DECLS
