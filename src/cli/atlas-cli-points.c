/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-points.h"

#include <gio/gunixinputstream.h>
#include <math.h>
#include <unistd.h>

#include "atlas-i18n.h"
#include "atlas-json-writer.h"
#include "atlas-number.h"
#include "atlas-points-csv.h"
#include "atlas-tsplib.h"

GBytes *
atlas_cli_read_bytes (AtlasCli *cli, const char *argument, char **name, GError **error)
{
  gboolean from_input = g_str_equal (argument, "-");
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autofree char *called = from_input ? g_strdup (_ ("standard input")) : g_strdup (argument);

  if (from_input)
    input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  else
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (argument);

      input = G_INPUT_STREAM (g_file_read (file, cli->cancellable, error));
    }
  if (input == NULL || g_output_stream_splice (memory, input, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                               cli->cancellable, error) < 0)
    {
      if (!g_error_matches (error ? *error : NULL, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_prefix_error (error, "%s: ", called);
      return NULL;
    }
  *name = g_steal_pointer (&called);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

AtlasPoints *
atlas_cli_read_points (AtlasCli *cli, const char *argument, gboolean with_tsplib, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = atlas_cli_read_bytes (cli, argument, &name, error);
  g_autoptr (GInputStream) stream = NULL;
  const char *text;
  gsize length;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &length);
  if (with_tsplib && length > 0 && atlas_tsplib_sniff (text, length))
    return atlas_tsplib_parse (text, length, name, error);
  stream = g_memory_input_stream_new_from_bytes (bytes);
  return atlas_points_read_csv (stream, name, cli->cancellable, error);
}

gboolean
atlas_cli_get_limits (double seconds, gint64 seed, AtlasSolverLimits *limits, GError **error)
{
  if (!(seconds >= 0 && seconds <= 1e6))
    return atlas_cli_fail_usage (error, "%s", _ ("--seconds must be between 0 and 1000000."));
  *limits =
    (AtlasSolverLimits){ .seconds = seconds, .since = g_get_monotonic_time (), .seed = (guint64) seed };
  return TRUE;
}

void
atlas_cli_append_number (GString *out, const char *key, double number)
{
  g_string_append_printf (out, ",\"%s\":", key);
  if (isfinite (number))
    atlas_json_append_real (out, number);
  else
    g_string_append (out, "null");
}

char *
atlas_cli_dup_number (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (number == floor (number) && number < 1e15)
    return atlas_number_format ((gint64) number);
  return g_strdup (g_ascii_formatd (text, sizeof text, "%.3f", number));
}

char *
atlas_cli_dup_gap (double gap)
{
  return isnan (gap) ? g_strdup (_ ("unknown")) : g_strdup_printf ("%.2f %%", gap * 100);
}

char *
atlas_cli_dup_point_name (AtlasPoints *points, guint i)
{
  const char *name = atlas_points_get_name (points, i);

  return name != NULL ? g_strdup (name) : g_strdup_printf ("%u", i + 1);
}

void
atlas_cli_append_point (GString *out, AtlasPoints *points, guint i)
{
  AtlasPlanePoint point = atlas_points_get_point (points, i);
  gboolean on_earth = atlas_points_get_metric (points) == ATLAS_METRIC_GREAT_CIRCLE;

  g_string_append_printf (out, "{\"index\":%u,\"name\":", i + 1);
  atlas_json_append_string_or_null (out, atlas_points_get_name (points, i));
  atlas_cli_append_number (out, on_earth ? "latitude" : "x", point.x);
  atlas_cli_append_number (out, on_earth ? "longitude" : "y", point.y);
}
