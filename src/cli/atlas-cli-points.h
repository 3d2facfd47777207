/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-cli.h"
#include "atlas-points.h"
#include "atlas-solver.h"

G_BEGIN_DECLS

/* What commands share that read points and solve something. */

/** The whole content of a file, or of standard input for "-". @name: (out) (transfer full): what to call it
 * in errors. (transfer full): NULL with @error */
GBytes *atlas_cli_read_bytes (AtlasCli *cli, const char *argument, char **name, GError **error);

/** A table of points, or with @with_tsplib a file of TSPLIB, from a file or standard input. (transfer full):
 * NULL with @error */
AtlasPoints *
atlas_cli_read_points (AtlasCli *cli, const char *argument, gboolean with_tsplib, GError **error);

/** What --seconds and --seed ask for. FALSE with a usage error. */
gboolean atlas_cli_get_limits (double seconds, gint64 seed, AtlasSolverLimits *limits, GError **error);

#define ATLAS_CLI_OPTION_SECONDS(variable)                                                 \
  {                                                                                        \
    "seconds", 't', 0, G_OPTION_ARG_DOUBLE, variable,                                      \
      N_ ("Search no longer than so many seconds; 0: until nothing gets better"), N_ ("T") \
  }
#define ATLAS_CLI_OPTION_SEED(variable)                                                               \
  {                                                                                                   \
    "seed", 0, 0, G_OPTION_ARG_INT64, variable, N_ ("Another seed may give another answer"), N_ ("S") \
  }

/** ",\"key\":12.5", or null for what is not a number. */
void atlas_cli_append_number (GString *out, const char *key, double number);

/** A length or weight for people: as many decimals as tell something. (transfer full) */
char *atlas_cli_dup_number (double number);

/** "12.3 %", or "unknown" for NaN. (transfer full) */
char *atlas_cli_dup_gap (double gap);

/** A name, or the number from 1 of a point without one. (transfer full) */
char *atlas_cli_dup_point_name (AtlasPoints *points, guint i);

/** "{\"index\":1,\"name\":…,\"latitude\":…,\"longitude\":…": a point without the closing brace; "x" and "y"
 * for one of the plane. */
void atlas_cli_append_point (GString *out, AtlasPoints *points, guint i);

G_END_DECLS
