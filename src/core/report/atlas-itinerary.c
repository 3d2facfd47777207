/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-itinerary.h"

#include <math.h>

#include "atlas-distance.h"
#include "atlas-mercator.h"

/* How far a leg's line bows out, as a share of its length. */
#define BOW_OVERLAND 0.06
#define BOW_FLIGHT   0.16

struct _AtlasItinerary
{
  grefcount ref_count;
  char *base;
  double base_latitude, base_longitude;
  GArray *stops; /* AtlasItineraryStop, each with a name of its own */
  GArray *legs;  /* AtlasItineraryLeg */
};

G_DEFINE_BOXED_TYPE (AtlasItinerary, atlas_itinerary, atlas_itinerary_ref, atlas_itinerary_unref)

static void
stop_clear (gpointer data)
{
  g_free ((char *) ((AtlasItineraryStop *) data)->name);
}

AtlasItinerary *
atlas_itinerary_new (void)
{
  AtlasItinerary *self = g_new0 (AtlasItinerary, 1);

  g_ref_count_init (&self->ref_count);
  self->stops = g_array_new (FALSE, FALSE, sizeof (AtlasItineraryStop));
  g_array_set_clear_func (self->stops, stop_clear);
  self->legs = g_array_new (FALSE, FALSE, sizeof (AtlasItineraryLeg));
  return self;
}

AtlasItinerary *
atlas_itinerary_ref (AtlasItinerary *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_ref_count_inc (&self->ref_count);
  return self;
}

void
atlas_itinerary_unref (AtlasItinerary *self)
{
  g_return_if_fail (self != NULL);

  if (!g_ref_count_dec (&self->ref_count))
    return;
  g_free (self->base);
  g_array_unref (self->stops);
  g_array_unref (self->legs);
  g_free (self);
}

void
atlas_itinerary_set_base (AtlasItinerary *self, const char *name, double latitude, double longitude)
{
  g_return_if_fail (self != NULL && name != NULL);

  g_free (self->base);
  self->base = g_strdup (name);
  self->base_latitude = latitude;
  self->base_longitude = longitude;
}

void
atlas_itinerary_add_stop (AtlasItinerary *self, const AtlasItineraryStop *stop)
{
  AtlasItineraryStop copy;

  g_return_if_fail (self != NULL && stop != NULL);

  copy = *stop;
  copy.name = g_strdup (stop->name != NULL ? stop->name : "");
  g_array_append_val (self->stops, copy);
}

void
atlas_itinerary_add_leg (AtlasItinerary *self, const AtlasItineraryLeg *leg)
{
  g_return_if_fail (self != NULL && leg != NULL);

  g_array_append_vals (self->legs, leg, 1);
}

gboolean
atlas_itinerary_get_base (AtlasItinerary *self, const char **name, double *latitude, double *longitude)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (name != NULL)
    *name = self->base;
  *latitude = self->base_latitude;
  *longitude = self->base_longitude;
  return self->base != NULL;
}

guint
atlas_itinerary_get_n_stops (AtlasItinerary *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->stops->len;
}

const AtlasItineraryStop *
atlas_itinerary_get_stop (AtlasItinerary *self, guint index)
{
  g_return_val_if_fail (self != NULL && index < self->stops->len, NULL);

  return &g_array_index (self->stops, AtlasItineraryStop, index);
}

guint
atlas_itinerary_get_n_legs (AtlasItinerary *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->legs->len;
}

const AtlasItineraryLeg *
atlas_itinerary_get_leg (AtlasItinerary *self, guint index)
{
  g_return_val_if_fail (self != NULL && index < self->legs->len, NULL);

  return &g_array_index (self->legs, AtlasItineraryLeg, index);
}

gboolean
atlas_itinerary_get_box (AtlasItinerary *self, double *south, double *west, double *north, double *east)
{
  g_return_val_if_fail (self != NULL, FALSE);

  *south = *west = INFINITY;
  *north = *east = -INFINITY;
  if (self->base != NULL)
    {
      *south = *north = self->base_latitude;
      *west = *east = self->base_longitude;
    }
  for (guint i = 0; i < self->stops->len; i++)
    {
      const AtlasItineraryStop *stop = &g_array_index (self->stops, AtlasItineraryStop, i);
      double box[4];

      atlas_distance_box (stop->latitude, stop->longitude, stop->radius_km, &box[0], &box[1], &box[2],
                          &box[3]);
      *south = MIN (*south, box[0]);
      *west = MIN (*west, box[1]);
      *north = MAX (*north, box[2]);
      *east = MAX (*east, box[3]);
    }
  return *south <= *north;
}

void
atlas_itinerary_leg_line (const AtlasItineraryLeg *leg, double xy[2 * ATLAS_LEG_POINTS])
{
  double from[2], to[2], bend[2], bow;

  g_return_if_fail (leg != NULL);

  from[0] = atlas_mercator_x (leg->from_longitude);
  from[1] = atlas_mercator_y (leg->from_latitude);
  to[0] = atlas_mercator_x (leg->to_longitude);
  to[1] = atlas_mercator_y (leg->to_latitude);
  /* A curve goes half as far out as its control point. */
  bow = 2 * (leg->mode == ATLAS_LEG_FLY ? BOW_FLIGHT : BOW_OVERLAND);
  bend[0] = (from[0] + to[0]) / 2 - bow * (to[1] - from[1]);
  bend[1] = (from[1] + to[1]) / 2 + bow * (to[0] - from[0]);
  for (guint i = 0; i < ATLAS_LEG_POINTS; i++)
    {
      double t = (double) i / (ATLAS_LEG_POINTS - 1), s = 1 - t;

      for (guint k = 0; k < 2; k++)
        xy[2 * i + k] = s * s * from[k] + 2 * s * t * bend[k] + t * t * to[k];
    }
}

void
atlas_itinerary_get_day_color (guint day, gboolean dark, double rgb[3])
{
  static const guint32 colors[2][ATLAS_DAY_COLORS] = {
    { 0x00619f, 0xb34700, 0x00704f, 0xa0336e, 0x5b4bb0, 0x8a6100, 0x32687a, 0x9c2c2c },
    { 0x56b4e9, 0xf79a4b, 0x33c79a, 0xee8fbd, 0xaaa0f5, 0xe9c03c, 0x8fc7d6, 0xff8f83 },
  };
  guint32 color = colors[dark ? 1 : 0][day % ATLAS_DAY_COLORS];

  g_return_if_fail (rgb != NULL);

  for (guint k = 0; k < 3; k++)
    rgb[k] = (color >> (16 - 8 * k) & 0xff) / 255.0;
}
