/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-bench.h"

#include <glib/gstdio.h>

#include "atlas-duplicates.h"
#include "atlas-export.h"
#include "atlas-gazetteer.h"
#include "atlas-geocoder.h"
#include "atlas-i18n.h"
#include "atlas-import.h"

/* What is done with records, files and addresses. */

#define N_ADDRESSES 100000

static gboolean
write_share_file (AtlasBench *self, double *ms, GError **error)
{
  g_autofree char *path = atlas_bench_dup_path (self, "all.json");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (AtlasQuery) members = atlas_query_parse (&atlas_kind_member, NULL, NULL);
  g_autoptr (AtlasQuery) events = atlas_query_parse (&atlas_kind_event, NULL, NULL);
  AtlasQuery *const queries[] = { members, events, NULL };
  double start = atlas_bench_get_ms ();

  if (!atlas_bench_fill (self, error))
    return FALSE;
  start = atlas_bench_get_ms ();
  if (!atlas_export_write_file (self->records, queries, "json", FALSE, file, NULL, NULL,
                                self->cli->cancellable, NULL, error))
    return FALSE;
  *ms = atlas_bench_get_ms () - start;
  self->has_file = TRUE;
  return TRUE;
}

double
atlas_bench_time_import (AtlasBench *self, GError **error)
{
  g_autofree char *file_path = atlas_bench_dup_path (self, "all.json");
  g_autofree char *path = atlas_bench_dup_path (self, "imported.db");
  g_autoptr (GFile) file = g_file_new_for_path (file_path);
  g_autoptr (AtlasRegister) records = NULL;
  g_autoptr (AtlasImport) import = NULL;
  double ms;

  if (!self->has_file && !write_share_file (self, &ms, error))
    return -1;
  records = atlas_register_open (path, ATLAS_STORE_CREATE | ATLAS_STORE_EXCLUSIVE, error);
  if (records == NULL)
    return -1;
  import = atlas_import_new (records);
  atlas_import_add_file (import, file);
  atlas_import_set_progress (import, atlas_cli_progress, NULL);
  ms = atlas_bench_get_ms ();
  if (!atlas_import_run (import, self->cli->cancellable, error))
    return -1;
  ms = atlas_bench_get_ms () - ms;
  atlas_cli_end_progress ();
  g_remove (path);
  return ms;
}

double
atlas_bench_time_export (AtlasBench *self, GError **error)
{
  double ms;

  return write_share_file (self, &ms, error) ? ms : -1;
}

static double
time_words (AtlasBench *self, const char *text, GError **error)
{
  g_autoptr (AtlasQuery) query = atlas_query_parse (&atlas_kind_member, text, error);
  double times[ATLAS_BENCH_REPEATS];

  if (query == NULL || !atlas_bench_warm_up (self, error))
    return -1;
  for (guint repeat = 0; repeat <= ATLAS_BENCH_REPEATS; repeat++)
    {
      double start = atlas_bench_get_ms ();
      g_autoptr (GArray) ids = atlas_register_list_ids (self->records, query, NULL, 50, NULL, error);

      if (ids == NULL)
        return -1;
      /* The first one reads the order of names, which then stands. */
      if (repeat > 0)
        times[repeat - 1] = atlas_bench_get_ms () - start;
    }
  return atlas_bench_get_median (times, ATLAS_BENCH_REPEATS);
}

/* As people type: a name, a trade, a town, letter by letter. */
double
atlas_bench_time_search (AtlasBench *self, GError **error)
{
  static const char *const texts[] = { "u", "uw", "uwa", "uwase", "mon", "nurse", "kigali" };
  double times[G_N_ELEMENTS (texts)];

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      times[i] = time_words (self, texts[i], error);
      if (times[i] < 0)
        return -1;
    }
  return atlas_bench_get_median (times, G_N_ELEMENTS (texts));
}

/* Two letters, each of which begins a word of nearly everybody. */
double
atlas_bench_time_broad_search (AtlasBench *self, GError **error)
{
  return time_words (self, "a b", error);
}

double
atlas_bench_time_edit (AtlasBench *self, GError **error)
{
  g_autoptr (AtlasQuery) all = atlas_query_parse (&atlas_kind_member, NULL, NULL);
  g_autoptr (GArray) ids = NULL;
  double times[ATLAS_BENCH_REPEATS];

  if (!atlas_bench_fill (self, error))
    return -1;
  ids = atlas_register_list_ids (self->records, all, "", ATLAS_BENCH_REPEATS, NULL, error);
  if (ids == NULL)
    return -1;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (AtlasRecord) record =
        atlas_register_load (self->records, &atlas_kind_member, g_array_index (ids, gint64, i), error);
      double start = atlas_bench_get_ms ();

      if (record == NULL)
        return -1;
      atlas_record_set_text (record, "other_names", "Bench");
      if (atlas_register_save (self->records, record, error) == 0)
        return -1;
      times[i] = atlas_bench_get_ms () - start;
    }
  return ids->len ? atlas_bench_get_median (times, ids->len) : 0;
}

/* Finding who is recorded twice, once all is read. */
double
atlas_bench_time_duplicates (AtlasBench *self, GError **error)
{
  g_autoptr (AtlasDuplicates) duplicates = NULL;
  double times[3];

  if (!atlas_bench_fill (self, error))
    return -1;
  duplicates = atlas_duplicates_new (self->records, NULL, NULL, self->cli->cancellable, error);
  if (duplicates == NULL)
    return -1;
  for (guint repeat = 0; repeat < G_N_ELEMENTS (times); repeat++)
    {
      double start = atlas_bench_get_ms ();
      g_autoptr (GArray) pairs = atlas_duplicates_search (duplicates, ATLAS_DUPLICATES_THRESHOLD, NULL, NULL,
                                                          NULL, NULL, self->cli->cancellable, error);

      if (pairs == NULL)
        return -1;
      times[repeat] = atlas_bench_get_ms () - start;
    }
  return atlas_bench_get_median (times, G_N_ELEMENTS (times));
}

/* What that reads, and packs, before. */
double
atlas_bench_time_duplicates_read (AtlasBench *self, GError **error)
{
  g_autoptr (AtlasDuplicates) duplicates = NULL;
  double start;

  if (!atlas_bench_fill (self, error))
    return -1;
  start = atlas_bench_get_ms ();
  duplicates = atlas_duplicates_new (self->records, NULL, NULL, self->cli->cancellable, error);
  return duplicates ? atlas_bench_get_ms () - start : -1;
}

/* Thousands of addresses a second. */
double
atlas_bench_time_geocode (AtlasBench *self, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  guint n_places = atlas_gazetteer_get_n_places ();
  guint n_found = 0;
  double start;

  for (guint i = 0; n_places > 0 && i < N_ADDRESSES; i++)
    {
      AtlasPlace place;

      atlas_gazetteer_get_place ((guint) ((guint64) i * 7919 % n_places), &place);
      g_ptr_array_add (lines,
                       place.region == ATLAS_REGION_NONE
                         ? g_strdup (place.name)
                         : g_strdup_printf ("%s, %s", place.name, atlas_region_get_name_en (place.region)));
    }
  start = atlas_bench_get_ms ();
  for (guint i = 0; i < lines->len; i++)
    {
      AtlasGeocode result;

      n_found += atlas_geocode_text (g_ptr_array_index (lines, i), -1, &result);
    }
  if (n_found == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The geographic data is missing."));
      return -1;
    }
  return lines->len / (atlas_bench_get_ms () - start);
}
