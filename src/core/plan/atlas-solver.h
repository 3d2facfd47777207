/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the solvers of this folder share. Each is anytime: it has a good answer early and betters it until it
 * is told to stop, and being stopped is no error. Each is deterministic for a seed unless the clock ends it.
 */

/**
 * AtlasSolverFunc:
 * @value: the best answer so far: a length, a weight or a score
 * @seconds: since the search began
 *
 * Tells of a better answer. Called on the thread that works, at most about every 50 ms.
 */
typedef void (*AtlasSolverFunc) (double value, double seconds, gpointer user_data);

/**
 * AtlasSolverLimits:
 * @seconds: how long to search at most; 0: until the search ends by itself
 * @since: of the monotonic clock: from when on these seconds count, as from the beginning of reading; 0: from
 * that of the search
 * @iterations: how many steps to search at most; 0: until the search ends by itself
 * @seed: of the random numbers; the same answer for the same seed on every machine, where the clock ended
 * nothing
 * @func: (nullable) (scope call): told of better answers
 *
 * When a search ends. A zeroed one lets it end by itself.
 */
typedef struct
{
  double seconds;
  gint64 since;
  guint64 iterations;
  guint64 seed;
  AtlasSolverFunc func;
  gpointer user_data;
} AtlasSolverLimits;

G_END_DECLS
