/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Members beside what sources estimate. */
#include <math.h>
#include <string.h>

#include "atlas-distance.h"
#include "atlas-estimate.h"
#include "atlas-gazetteer.h"
#include "atlas-i18n.h"
#include "atlas-measure-private.h"
#include "atlas-query-private.h"
#include "atlas-region.h"

typedef struct
{
  gint64 low, high;
  gboolean any;
} Range;

static void
widen (Range *range, const AtlasEstimate *estimate)
{
  range->low = range->any ? MIN (range->low, estimate->low) : estimate->low;
  range->high = range->any ? MAX (range->high, estimate->high) : estimate->high;
  range->any = TRUE;
}

/* --- Metropolitan areas: an estimate of a place is of all that lies around it. */

typedef struct
{
  guint place; /* its centre */
  double latitude, longitude;
  guint members;
  Range range;
} Metro;

/* "Ottawa–Gatineau" and "St. Catharines–Niagara" have their centre in the first of the two. */
static guint
find_centre (const AtlasEstimate *estimate)
{
  const char *dash = strstr (estimate->place, "–");
  guint place = atlas_gazetteer_find (estimate->place, -1, estimate->region);

  if (dash == NULL)
    dash = strchr (estimate->place, '-');
  return place == ATLAS_PLACE_NONE && dash != NULL
           ? atlas_gazetteer_find (estimate->place, dash - estimate->place, estimate->region)
           : place;
}

static Metro *
find_metro (GArray *metros, guint place)
{
  for (guint i = 0; i < metros->len; i++)
    if (g_array_index (metros, Metro, i).place == place)
      return &g_array_index (metros, Metro, i);
  return NULL;
}

static void
add_metro (GArray *metros, const AtlasEstimate *estimate)
{
  guint place = estimate->region != ATLAS_REGION_NONE ? find_centre (estimate) : ATLAS_PLACE_NONE;
  Metro added = { .place = place };
  AtlasPlace centre;

  if (!atlas_gazetteer_get_place (place, &centre))
    return;
  added.latitude = centre.latitude;
  added.longitude = centre.longitude;
  if (find_metro (metros, place) == NULL)
    g_array_append_val (metros, added);
  widen (&find_metro (metros, place)->range, estimate);
}

/* Everybody counts in the one whose centre is nearest to their place. */
static void
count_metros (GArray *metros, AtlasMeasured *measured)
{
  for (guint i = 0; i < measured->values->len; i++)
    {
      AtlasAreaValue *value = &g_array_index (measured->values, AtlasAreaValue, i);
      double nearest = ATLAS_METRO_KM;
      Metro *own = NULL;
      AtlasPlace place;

      if (!atlas_gazetteer_get_place (value->key, &place))
        continue;
      for (guint k = 0; k < metros->len; k++)
        {
          Metro *metro = &g_array_index (metros, Metro, k);
          double km = atlas_distance_km (place.latitude, place.longitude, metro->latitude, metro->longitude);

          if (km <= nearest)
            {
              nearest = km;
              own = metro;
            }
        }
      if (own == NULL)
        continue;
      value->metro = own->place;
      own->members += value->members;
    }
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  guint x = ((const AtlasAreaValue *) a)->key, y = ((const AtlasAreaValue *) b)->key;

  return (x > y) - (x < y);
}

/* A centre that nobody lives in has those around it. */
static void
list_centres (AtlasMeasured *measured, const GArray *metros)
{
  for (guint i = 0; i < metros->len; i++)
    {
      guint place = g_array_index (metros, Metro, i).place;
      AtlasAreaValue value = { .key = place, .metro = place };

      if (atlas_measured_find (measured, value.key) == NULL)
        {
          g_array_append_val (measured->values, value);
          g_array_sort (measured->values, compare_keys);
        }
    }
}

/* Against what is estimated. Shaded by the lower end: no source may make us look better than another would.
 */
static void
compare_with (AtlasMeasureType type, AtlasAreaValue *value, const Range *range)
{
  double members = value->known;

  if (!range->any)
    {
      value->value = value->low = value->high = NAN;
      value->no_estimate = TRUE;
      return;
    }
  value->estimate[0] = (guint) range->low;
  value->estimate[1] = (guint) range->high;
  if (type == ATLAS_MEASURE_NOT_REACHED)
    {
      value->low = (double) range->low - members;
      value->high = (double) range->high - members;
    }
  else
    {
      value->low = range->high > 0 ? 100 * members / (double) range->high : NAN;
      value->high = range->low > 0     ? 100 * members / (double) range->low
                    : range->high == 0 ? NAN
                    : members > 0      ? INFINITY
                                       : 0;
    }
  value->value = value->low;
}

gboolean
atlas_measured_has_ranges (const AtlasMeasured *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->values->len; i++)
    {
      const AtlasAreaValue *value = &g_array_index (self->values, AtlasAreaValue, i);

      if (value->low < value->high)
        return TRUE;
    }
  return FALSE;
}

const char *
atlas_measure_get_ranges_note (void)
{
  return _ ("Shaded by the lower end where sources differ");
}

static gboolean
refuse_source (const char *source, GPtrArray *estimates, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);
  const char *last = NULL;

  for (guint i = 0; i < estimates->len; i++)
    {
      const AtlasEstimate *estimate = g_ptr_array_index (estimates, i);

      if (g_strcmp0 (last, estimate->source) != 0)
        g_string_append_printf (known, "%s%s", last ? "; " : "", estimate->source);
      last = estimate->source;
    }
  g_set_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE,
               _ ("There is no source of estimates called “%s”; there are: %s"), source, known->str);
  return FALSE;
}

gboolean
atlas_measured_apply_estimates (AtlasRegister *self, AtlasMeasured *measured, GError **error)
{
  const AtlasMeasure *measure = measured->measure;
  g_autoptr (GPtrArray) estimates = atlas_register_list_estimates (self, error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree Range *ranges = g_new0 (Range, 256);
  g_autoptr (GArray) metros = g_array_new (FALSE, FALSE, sizeof (Metro));
  gboolean found = FALSE;
  Range all = { 0 };
  AtlasAreaValue total = { .metro = ATLAS_PLACE_NONE };

  if (estimates == NULL)
    return FALSE;
  for (guint i = 0; i < estimates->len; i++)
    {
      const AtlasEstimate *estimate = g_ptr_array_index (estimates, i);
      g_autofree char *line = NULL;

      if (measure->source != NULL && strcmp (measure->source, estimate->source) != 0)
        continue;
      found = TRUE;
      if (estimate->region == ATLAS_REGION_NONE || measured->areas == ATLAS_AREAS_COUNTIES ||
          (estimate->place != NULL) != (measured->areas == ATLAS_AREAS_PLACES))
        continue;
      if (estimate->place != NULL)
        add_metro (metros, estimate);
      else
        widen (&ranges[estimate->region], estimate);
      line = atlas_estimate_dup_source_line (estimate);
      if (!g_ptr_array_find_with_equal_func (lines, line, g_str_equal, NULL))
        g_ptr_array_add (lines, g_steal_pointer (&line));
    }
  if (!found && measure->source != NULL)
    return refuse_source (measure->source, estimates, error);

  count_metros (metros, measured);
  list_centres (measured, metros);
  for (guint i = 0; i < measured->values->len; i++)
    {
      AtlasAreaValue *value = &g_array_index (measured->values, AtlasAreaValue, i);
      const Range none = { 0 };
      const Metro *metro = find_metro (metros, value->key);
      const Range *range = measured->areas == ATLAS_AREAS_REGIONS ? &ranges[value->key]
                           : metro != NULL                        ? &metro->range
                                                                  : &none;

      value->known = metro != NULL ? metro->members : value->members;
      compare_with (measure->type, value, range);
      if (!range->any)
        continue;
      total.members += value->members;
      total.known += value->known;
      all.low += range->low;
      all.high += range->high;
      all.any = TRUE;
    }
  compare_with (measure->type, &total, &all);
  measured->total = total;
  g_ptr_array_add (lines, NULL);
  measured->sources = (char **) g_ptr_array_free (g_steal_pointer (&lines), FALSE);
  return TRUE;
}

const char *
atlas_measured_explain_metros (const AtlasMeasured *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->areas != ATLAS_AREAS_PLACES || !atlas_measure_type_is_estimated (self->measure->type))
    return NULL;
  /* 40: ATLAS_METRO_KM */
  return _ (
    "Estimates of places are of metropolitan areas. With each are compared all members within 40 km of its "
    "centre, or of the nearest centre where areas meet.");
}
