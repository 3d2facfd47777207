/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of points, whatever is in them: either an error that names the file, or points with distances that
 * are numbers, and routes through them that keep within the budget. */
#include <math.h>
#include <string.h>

#include "atlas-fuzz.h"
#include "atlas-orienteering.h"
#include "atlas-points-csv.h"
#include "atlas-tour.h"
#include "atlas-tsplib.h"

/* Of more points a search takes longer than a parser is worth. */
#define MAX_SOLVED 30

static void
check_points (AtlasPoints *points, const GError *error)
{
  const AtlasSolverLimits limits = { .iterations = 3 };
  g_autoptr (AtlasTour) tour = NULL;

  if (points == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (g_str_has_prefix (error->message, "fuzz: "));
      return;
    }
  g_assert_no_error (error);
  if (atlas_points_get_n (points) > MAX_SOLVED)
    return;
  tour = atlas_tour_solve (points, &limits, NULL);
  g_assert_cmpuint (tour->n, ==, atlas_points_get_n (points));
  g_assert_true (isfinite (tour->length) && tour->length >= 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  /* Exactly as long as the text, so that a byte read behind it is noticed. */
  g_autofree char *text = g_memdup2 (size > 0 ? (const void *) data : "", MAX (size, 1));
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_auto (AtlasOrienteering) problem = { NULL };
  g_autoptr (GError) tsplib_error = NULL;
  g_autoptr (GError) csv_error = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasPoints) tsplib = atlas_tsplib_parse (text, size, "fuzz", &tsplib_error);
  g_autoptr (AtlasPoints) csv = atlas_points_read_csv (stream, "fuzz", NULL, &csv_error);

  atlas_tsplib_sniff (text, size);
  check_points (tsplib, tsplib_error);
  check_points (csv, csv_error);
  if (atlas_orienteering_parse (&problem, text, size, "fuzz", &error))
    {
      const AtlasSolverLimits limits = { .iterations = 3 };
      g_autoptr (AtlasRoutes) routes = NULL;

      if (atlas_points_get_n (problem.points) > MAX_SOLVED)
        return 0;
      routes = atlas_orienteering_solve (&problem, &limits, NULL);
      for (guint i = 0; i < routes->n_paths; i++)
        g_assert_cmpfloat (routes->lengths[i], <=, problem.budget * (1 + 1e-9));
    }
  else
    g_assert_true (g_str_has_prefix (error->message, "fuzz: "));
  return 0;
}
