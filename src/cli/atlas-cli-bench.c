/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-bench.h"

#include "atlas-demo.h"

double
atlas_bench_get_ms (void)
{
  return g_get_monotonic_time () / 1000.0;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

double
atlas_bench_get_median (double *values, guint n)
{
  qsort (values, n, sizeof *values, compare_doubles);
  return values[n / 2];
}

gboolean
atlas_bench_fill (AtlasBench *self, GError **error)
{
  if (self->records == NULL)
    {
      g_autoptr (AtlasRegister) records = atlas_register_open (self->path, ATLAS_STORE_CREATE, error);

      if (records == NULL || !atlas_demo_fill (records, self->n_members, 1, atlas_cli_progress, NULL,
                                               self->cli->cancellable, error))
        return FALSE;
      atlas_cli_end_progress ();
      self->records = g_steal_pointer (&records);
    }
  return TRUE;
}

gboolean
atlas_bench_warm_up (AtlasBench *self, GError **error)
{
  g_autoptr (AtlasPointIndex) points = NULL;

  if (!atlas_bench_fill (self, error))
    return FALSE;
  points = atlas_register_load_points (self->records, NULL, error);
  return points != NULL;
}

char *
atlas_bench_dup_path (AtlasBench *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}
