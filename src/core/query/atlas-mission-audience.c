/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-mission-audience.h"

#include "atlas-i18n.h"

static gboolean
has (AtlasRecord *record, const char *key)
{
  return atlas_record_has (record, atlas_kind_find_field (atlas_record_get_kind (record), key, -1));
}

double
atlas_stop_get_radius (AtlasRecord *stop)
{
  g_return_val_if_fail (stop != NULL && atlas_record_get_kind (stop) == &atlas_kind_stop, 0);

  return has (stop, "radius") ? atlas_record_get_real (stop, "radius") : ATLAS_MISSION_RADIUS_KM;
}

gboolean
atlas_stop_is_placed (AtlasRecord *stop)
{
  g_return_val_if_fail (stop != NULL && atlas_record_get_kind (stop) == &atlas_kind_stop, FALSE);

  return has (stop, "latitude") && has (stop, "longitude");
}

char *
atlas_stop_format_name (const char *place, guint index)
{
  /* Translators: a stop of a mission: its number, and the place. */
  return g_strdup_printf (_ ("stop %u (%s)"), index + 1, place != NULL ? place : "?");
}

char *
atlas_stop_dup_name (AtlasRecord *stop, guint index)
{
  g_return_val_if_fail (stop != NULL, NULL);

  return atlas_stop_format_name (atlas_record_get_text (stop, "place"), index);
}

char *
atlas_stop_dup_near (AtlasRecord *stop)
{
  char latitude[G_ASCII_DTOSTR_BUF_SIZE], longitude[G_ASCII_DTOSTR_BUF_SIZE], radius[G_ASCII_DTOSTR_BUF_SIZE];

  g_return_val_if_fail (stop != NULL && atlas_stop_is_placed (stop), NULL);

  /* A hundred-thousandth of a degree is about a metre. */
  g_ascii_formatd (latitude, sizeof latitude, "%.5f", atlas_record_get_real (stop, "latitude"));
  g_ascii_formatd (longitude, sizeof longitude, "%.5f", atlas_record_get_real (stop, "longitude"));
  g_ascii_formatd (radius, sizeof radius, "%.3f", atlas_stop_get_radius (stop));
  return g_strdup_printf ("near:%s,%s,%skm", latitude, longitude, radius);
}

static gboolean
refuse (AtlasRecord *stop, guint index, GError **error)
{
  g_autofree char *name = atlas_stop_dup_name (stop, index);

  g_set_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE,
               _ ("It is not known where %s lies: give it a place that is known, or its position."), name);
  return FALSE;
}

static void
add_earlier (GString *text, GPtrArray *stops, guint stop)
{
  for (guint i = 0; i < stop; i++)
    {
      AtlasRecord *earlier = g_ptr_array_index (stops, i);
      g_autofree char *near = atlas_stop_is_placed (earlier) ? atlas_stop_dup_near (earlier) : NULL;

      if (near != NULL)
        g_string_append_printf (text, " -%s", near);
    }
}

char *
atlas_mission_dup_stop_query (
  AtlasRecord *mission, guint stop, AtlasMissionReach reach, const char *language, GError **error)
{
  g_autoptr (GPtrArray) stops = NULL;
  g_autofree char *near = NULL;
  const char *audience;
  GString *text;

  g_return_val_if_fail (mission != NULL && atlas_record_get_kind (mission) == &atlas_kind_mission, NULL);

  stops = atlas_record_dup_items (mission, "stops");
  if (stop >= stops->len)
    {
      g_set_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE,
                   ngettext ("There is no stop %u: the mission has %u stop.",
                             "There is no stop %u: the mission has %u stops.", stops->len),
                   stop + 1, stops->len);
      return NULL;
    }
  if (!atlas_stop_is_placed (g_ptr_array_index (stops, stop)))
    return refuse (g_ptr_array_index (stops, stop), stop, error), NULL;

  near = atlas_stop_dup_near (g_ptr_array_index (stops, stop));
  audience = reach == ATLAS_REACH_EVERYONE ? NULL : atlas_record_get_text (mission, "audience");
  text = g_string_new (audience);
  g_string_append_printf (text, "%s-status:moved,deceased %s", text->len > 0 ? " " : "", near);
  if (reach == ATLAS_REACH_NEW)
    add_earlier (text, stops, stop);
  if (language != NULL)
    g_string_append_printf (text, " preferred:%s", language);
  return g_string_free (text, FALSE);
}
