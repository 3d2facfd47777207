/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-plan-request.h"

#include <math.h>
#include <string.h>

#include "atlas-distance.h"
#include "atlas-geocoder.h"
#include "atlas-i18n.h"

/* How far to look for a place whose clocks a position has: the sea and the north are wide. */
#define ZONE_KM 500

static const char *const leg_modes[ATLAS_N_LEG_MODES] = { "drive", "fly", "train" };

const char *
atlas_leg_mode_get_name (AtlasLegMode mode)
{
  g_return_val_if_fail (mode < ATLAS_N_LEG_MODES, NULL);

  return leg_modes[mode];
}

gboolean
atlas_leg_mode_find (const char *name, gssize length, AtlasLegMode *mode)
{
  gsize size = length < 0 ? strlen (name) : (gsize) length;

  for (guint i = 0; i < ATLAS_N_LEG_MODES; i++)
    if (strlen (leg_modes[i]) == size && g_ascii_strncasecmp (leg_modes[i], name, size) == 0)
      {
        *mode = i;
        return TRUE;
      }
  return FALSE;
}

AtlasPlanSpot *
atlas_plan_spot_new_for_place (guint place)
{
  AtlasPlanSpot *self;
  AtlasPlace found;

  g_return_val_if_fail (atlas_gazetteer_get_place (place, &found), NULL);

  self = g_new0 (AtlasPlanSpot, 1);
  self->name = g_strdup (found.name);
  self->region = found.region != ATLAS_REGION_NONE ? g_strdup (atlas_region_get_code (found.region)) : NULL;
  self->country = g_strdup (found.country);
  self->timezone = g_strdup (found.timezone);
  self->latitude = found.latitude;
  self->longitude = found.longitude;
  return self;
}

AtlasPlanSpot *
atlas_plan_spot_new (const char *name, double latitude, double longitude)
{
  AtlasPlanSpot *self = g_new0 (AtlasPlanSpot, 1);
  guint region = atlas_region_at (latitude, longitude);
  guint nearest = atlas_gazetteer_nearest (latitude, longitude, ZONE_KM);
  AtlasPlace place;

  self->name = name != NULL ? g_strdup (name) : g_strdup_printf ("%.4f, %.4f", latitude, longitude);
  self->latitude = latitude;
  self->longitude = longitude;
  if (region != ATLAS_REGION_NONE)
    {
      self->region = g_strdup (atlas_region_get_code (region));
      self->country = g_strdup (atlas_region_get_country (region));
    }
  if (nearest != ATLAS_PLACE_NONE && atlas_gazetteer_get_place (nearest, &place))
    self->timezone = g_strdup (place.timezone);
  return self;
}

static AtlasPlanSpot *
refuse (const char *text, const AtlasGeocode *found, GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < found->n_candidates; i++)
    {
      g_autoptr (AtlasPlanSpot) spot = atlas_plan_spot_new_for_place (found->candidates[i]);
      g_autofree char *label = atlas_plan_spot_dup_label (spot);

      g_string_append_printf (list, "%s%s", i > 0 ? "; " : "", label);
    }
  if (list->len > 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _ ("There are several places called “%s”. Write which one: %s."), text, list->str);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _ ("No place “%s” is known. Write a town with its province or state, a postcode, or a "
                    "latitude and longitude."),
                 text);
  return NULL;
}

/* "43.65,-79.38" */
static gboolean
parse_position (const char *text, double *latitude, double *longitude)
{
  char *end;

  *latitude = g_ascii_strtod (text, &end);
  if (end == text)
    return FALSE;
  while (*end == ' ' || *end == ',')
    end++;
  text = end;
  *longitude = g_ascii_strtod (text, &end);
  while (*end == ' ')
    end++;
  return end > text && *end == '\0' && fabs (*latitude) <= 90 && fabs (*longitude) <= 180;
}

AtlasPlanSpot *
atlas_plan_spot_parse (const char *text, GError **error)
{
  AtlasGeocode found;
  double latitude, longitude;

  g_return_val_if_fail (text != NULL, NULL);

  if (parse_position (text, &latitude, &longitude))
    return atlas_plan_spot_new (NULL, latitude, longitude);
  if (!atlas_geocode_text (text, -1, &found) ||
      (found.precision == ATLAS_PRECISION_REGION && found.place == ATLAS_PLACE_NONE))
    return refuse (text, &found, error);
  if (found.precision == ATLAS_PRECISION_PLACE)
    return atlas_plan_spot_new_for_place (found.place);
  return atlas_plan_spot_new (text, found.latitude, found.longitude);
}

AtlasPlanSpot *
atlas_plan_spot_copy (const AtlasPlanSpot *self)
{
  AtlasPlanSpot *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  copy->region = g_strdup (self->region);
  copy->country = g_strdup (self->country);
  copy->timezone = g_strdup (self->timezone);
  return copy;
}

void
atlas_plan_spot_free (AtlasPlanSpot *self)
{
  g_free (self->name);
  g_free (self->region);
  g_free (self->country);
  g_free (self->timezone);
  g_free (self);
}

gboolean
atlas_plan_spot_is_at (const AtlasPlanSpot *self, double latitude, double longitude)
{
  return fabs (self->latitude - latitude) < 0.01 &&
         atlas_distance_km (self->latitude, self->longitude, latitude, longitude) < 1;
}

char *
atlas_plan_spot_dup_label (const AtlasPlanSpot *self)
{
  return self->region != NULL ? g_strdup_printf ("%s, %s", self->name, self->region) : g_strdup (self->name);
}

AtlasPlanPin *
atlas_plan_pin_new (AtlasPlanSpot *spot, const char *date)
{
  AtlasPlanPin *self = g_new0 (AtlasPlanPin, 1);

  self->spot = spot;
  self->date = g_strdup (date);
  return self;
}

void
atlas_plan_pin_free (AtlasPlanPin *self)
{
  atlas_plan_spot_free (self->spot);
  g_free (self->date);
  g_free (self);
}
