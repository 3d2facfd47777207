/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli.h"

#include <math.h>
#include <unistd.h>

#include "atlas-backup.h"
#include "atlas-geodata.h"
#include "atlas-i18n.h"
#include "atlas-small-cells.h"

G_DEFINE_QUARK (atlas_cli_error, atlas_cli_error)

gboolean
atlas_cli_check_smallest (gint64 smallest, GError **error)
{
  return atlas_small_cells_is_valid (smallest) ||
         atlas_cli_fail_usage (error, _ ("--smallest must be 1, which tells all, or between 3 and %d."),
                               ATLAS_SMALL_CELLS_MAX);
}

gboolean
atlas_cli_parse_box (const char *text, AtlasCliBox *box, GError **error)
{
  double *const edges[] = { &box->west, &box->south, &box->east, &box->north };
  const char *p = text;

  *box = (AtlasCliBox){ -180, -90, 180, 90 };
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (edges); i++)
    {
      char *end;

      *edges[i] = g_ascii_strtod (p, &end);
      if (end == p || !isfinite (*edges[i]) || *end != (i + 1 < G_N_ELEMENTS (edges) ? ',' : '\0'))
        return atlas_cli_fail_usage (
          error, _ ("“%s” is no box: give west, south, east and north in degrees, such as -80,43,-79,44."),
          text);
      p = end + 1;
    }
  if (box->south > box->north || box->south < -90 || box->north > 90 || fabs (box->west) > 180 ||
      fabs (box->east) > 180)
    return atlas_cli_fail_usage (error,
                                 _ ("“%s” is no box: its south must not lie beyond its north, latitudes go "
                                    "from -90 to 90, longitudes from -180 to 180."),
                                 text);
  return TRUE;
}

gboolean
atlas_cli_fail_usage (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (ATLAS_CLI_ERROR, ATLAS_CLI_ERROR_USAGE, format, args));
  va_end (args);
  return FALSE;
}

/* Opening. */

static void
tell_synthetic (AtlasRegister *source)
{
  if (atlas_register_is_synthetic (source))
    atlas_cli_say (_ ("“%s” holds synthetic data: its people are invented."),
                   atlas_register_get_path (source));
}

/* What can't be copied can still be worked with, but not in silence. */
static void
keep_copy (AtlasCli *cli, AtlasRegister *target)
{
  g_autoptr (GError) error = NULL;

  if (!atlas_backup_daily (atlas_register_get_store (target), cli->cancellable, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    atlas_cli_say (_ ("The daily copy of the database could not be made: %s"), error->message);
}

/* An older database is brought up to date when it is first opened. */
static void
tell_progress (gint64 done, gint64 total, gpointer told)
{
  if (!*(gboolean *) told && isatty (STDERR_FILENO))
    atlas_cli_say ("%s",
                   _ ("Bringing the database up to date, once for this version; it can be interrupted."));
  *(gboolean *) told = TRUE;
  if (total > 0)
    atlas_cli_progress (done, total, NULL);
}

AtlasRegister *
atlas_cli_open (AtlasCli *cli, AtlasCliAccess access, GError **error)
{
  g_autoptr (AtlasRegister) opened = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean told = FALSE;

  g_return_val_if_fail (cli != NULL, NULL);

  if (!atlas_geodata_load (error))
    return NULL;
  opened = atlas_register_open_full (cli->database, ATLAS_STORE_OPEN_EXISTING, tell_progress, &told,
                                     cli->cancellable, &local_error);
  atlas_cli_end_progress ();
  if (access == ATLAS_CLI_READ &&
      g_error_matches (local_error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_READ_ONLY))
    {
      g_clear_error (&local_error);
      opened = atlas_register_open (cli->database, ATLAS_STORE_READ_ONLY, &local_error);
    }
  if (g_error_matches (local_error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND))
    {
      g_set_error (
        error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND,
        _ ("There is no database “%s”. Make one with “atlasctl init”, or name another with --database."),
        cli->database);
      return NULL;
    }
  if (opened == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (access == ATLAS_CLI_READ)
    tell_synthetic (opened);
  else
    keep_copy (cli, opened);
  return g_steal_pointer (&opened);
}

AtlasRegister *
atlas_cli_create (AtlasCli *cli, gboolean exclusive, GError **error)
{
  g_return_val_if_fail (cli != NULL, NULL);

  if (!atlas_geodata_load (error))
    return NULL;
  return atlas_register_open (cli->database, ATLAS_STORE_CREATE | (exclusive ? ATLAS_STORE_EXCLUSIVE : 0),
                              error);
}

/* What was asked for. */

const AtlasKind *
atlas_cli_find_kind (const char *name, GError **error)
{
  const AtlasKind *kind = name ? atlas_kind_find (name) : &atlas_kind_member;
  g_autoptr (GString) known = NULL;

  if (kind != NULL)
    return kind;
  known = g_string_new (NULL);
  for (const AtlasKind *const *k = atlas_kinds (); *k; k++)
    g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", (*k)->plural);
  atlas_cli_fail_usage (error, _ ("There is no kind of record “%s”; there are: %s"), name, known->str);
  return NULL;
}

/* Any name will do, for now. */
static char *
find_any_segment (const char *name, gpointer data, GError **error)
{
  return g_strdup ("");
}

gboolean
atlas_cli_check_query (const AtlasKind *kind, const char *text, GError **error)
{
  const AtlasQueryScope scope = { find_any_segment, NULL };
  g_autoptr (AtlasQuery) query = atlas_query_parse_in (kind, text, &scope, error);

  return query != NULL;
}

AtlasRegister *
atlas_cli_open_for (
  AtlasCli *cli, const AtlasKind *kind, const char *text, AtlasQuery **query, GError **error)
{
  g_autoptr (AtlasRegister) source =
    atlas_cli_check_query (kind, text, error) ? atlas_cli_open (cli, ATLAS_CLI_READ, error) : NULL;

  *query = source ? atlas_register_parse_query (source, kind, text, error) : NULL;
  return *query ? g_steal_pointer (&source) : NULL;
}

int
atlas_cli_find_choice (const char *option, const char *name, const char *const *names, GError **error)
{
  g_autofree char *known = NULL;

  for (int i = 0; names[i]; i++)
    if (g_str_equal (names[i], name))
      return i;
  known = g_strjoinv (", ", (char **) names);
  atlas_cli_fail_usage (error, _ ("“%s” won't do for %s; choose one of: %s"), name, option, known);
  return -1;
}

char *
atlas_cli_dup_query_help (void)
{
  GString *out =
    g_string_new (_ ("Queries are written as in a mail search. Terms are joined by “and”; a minus "
                     "in front\nnegates one; a comma between values is “or”:\n"
                     "  nurse toronto                  words: names, places, skills, work, notes\n"
                     "  region:CA-ON,CA-QC age:25..40 consent:email -has:phone\n"
                     "  near:\"Toronto\",50km occupation:22 education:>=6\n"));

  for (const AtlasKind *const *kind = atlas_kinds (); *kind; kind++)
    {
      const char *const *fields = atlas_query_list_fields (*kind);

      /* Translators: %s is a kind of record, "members". */
      g_string_append_c (out, '\n');
      g_string_append_printf (out, _ ("Fields of %s:"), (*kind)->plural);
      g_string_append_c (out, '\n');
      for (guint i = 0; fields[i]; i++)
        g_string_append_printf (out, "  %-12s %s\n", fields[i],
                                atlas_query_describe_field (*kind, fields[i]));
    }
  return g_string_free (out, FALSE);
}
