/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-solver-private.h"

/* Microseconds between two tellings. */
#define TELL_INTERVAL 50000

void
atlas_solver_clock_start (AtlasSolverClock *self, const AtlasSolverLimits *limits, GCancellable *cancellable)
{
  g_return_if_fail (self != NULL);

  *self = (AtlasSolverClock){ .cancellable = cancellable, .start = g_get_monotonic_time () };
  if (limits != NULL)
    self->limits = *limits;
  if (self->limits.since > 0)
    self->start = self->limits.since;
  self->end = self->limits.seconds > 0 ? self->start + (gint64) (MIN (self->limits.seconds, 1e9) * 1e6) : 0;
  self->told = self->start - TELL_INTERVAL;
}

gboolean
atlas_solver_clock_is_over (AtlasSolverClock *self)
{
  return (self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable)) ||
         (self->end != 0 && g_get_monotonic_time () >= self->end);
}

double
atlas_solver_clock_get_seconds (AtlasSolverClock *self)
{
  return (double) (g_get_monotonic_time () - self->start) / 1e6;
}

void
atlas_solver_clock_tell (AtlasSolverClock *self, double value)
{
  gint64 now;

  if (self->limits.func == NULL)
    return;
  now = g_get_monotonic_time ();
  if (now - self->told < TELL_INTERVAL)
    return;
  self->told = now;
  self->limits.func (value, (double) (now - self->start) / 1e6, self->limits.user_data);
}
