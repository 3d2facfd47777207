/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-cli.h"
#include "atlas-register.h"

G_BEGIN_DECLS

/* What the bench's figures share. */

/** What is short is done so often, and the median told; of several queries the slowest one's, which one
 * median over all of them would hide. */
#define ATLAS_BENCH_REPEATS 21

typedef struct
{
  AtlasCli *cli;
  guint n_members;
  char *folder;
  char *path;
  AtlasRegister *records; /* filled; NULL until somebody needs it */
  gboolean has_file;      /* the share file of all of them */
} AtlasBench;

/** Fills the database, unless it was. */
gboolean atlas_bench_fill (AtlasBench *self, GError **error);

/** Fills, and has the index of points stand as it does in the window. */
gboolean atlas_bench_warm_up (AtlasBench *self, GError **error);

/** (transfer full): of a file in the bench's folder */
char *atlas_bench_dup_path (AtlasBench *self, const char *name);

/** Milliseconds of a clock that never goes back. */
double atlas_bench_get_ms (void);

/** Of @n values, one at least, which are sorted. */
double atlas_bench_get_median (double *values, guint n);

/* The figures. Each returns what it took in the unit of its line of the table; negative with @error. */
double atlas_bench_time_points (AtlasBench *self, GError **error);
double atlas_bench_time_concentrations (AtlasBench *self, GError **error);
double atlas_bench_time_map (AtlasBench *self, GError **error);
double atlas_bench_time_filter (AtlasBench *self, GError **error);
double atlas_bench_time_view_3 (AtlasBench *self, GError **error);
double atlas_bench_time_view_7 (AtlasBench *self, GError **error);
double atlas_bench_time_view_12 (AtlasBench *self, GError **error);
double atlas_bench_time_heat (AtlasBench *self, GError **error);
double atlas_bench_time_years (AtlasBench *self, GError **error);
double atlas_bench_time_lasso (AtlasBench *self, GError **error);
double atlas_bench_time_import (AtlasBench *self, GError **error);
double atlas_bench_time_export (AtlasBench *self, GError **error);
double atlas_bench_time_search (AtlasBench *self, GError **error);
double atlas_bench_time_broad_search (AtlasBench *self, GError **error);
double atlas_bench_time_edit (AtlasBench *self, GError **error);
double atlas_bench_time_duplicates (AtlasBench *self, GError **error);
double atlas_bench_time_duplicates_read (AtlasBench *self, GError **error);
double atlas_bench_time_geocode (AtlasBench *self, GError **error);

G_END_DECLS
