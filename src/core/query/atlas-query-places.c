/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-query-parts.h"

#include "atlas-fold.h"
#include "atlas-geocoder.h"
#include "atlas-i18n.h"

static const char *
describe_near (void)
{
  return _ ("a place or a position, and a distance: near:\"Toronto\",50km or near:43.65,-79.38,30mi");
}

static gboolean
refuse_ambiguous (const char *text, const AtlasGeocode *found, GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < found->n_candidates; i++)
    {
      AtlasPlace place;

      if (!atlas_gazetteer_get_place (found->candidates[i], &place))
        continue;
      g_string_append_printf (list, "%s%s", list->len > 0 ? "; " : "", place.name);
      if (place.region != ATLAS_REGION_NONE)
        g_string_append_printf (list, ", %s", atlas_region_get_code (place.region));
    }
  g_set_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE,
               _ ("near: there are several places called “%s”. Write which one, in quotes: %s."), text,
               list->str);
  return FALSE;
}

/* The name that the parts before the distance make: near:Toronto,ON,50km. */
static gboolean
find_centre (const AtlasQueryToken *token, double *latitude, double *longitude, GError **error)
{
  guint n = token->parts->len - 1;
  g_autoptr (GString) text = g_string_new (NULL);
  AtlasGeocode found;

  if (n == 2)
    {
      const AtlasQueryPart *first = g_ptr_array_index (token->parts, 0);
      const AtlasQueryPart *second = g_ptr_array_index (token->parts, 1);

      if (atlas_query_parse_number (first->text, latitude) &&
          atlas_query_parse_number (second->text, longitude))
        {
          if (ABS (*latitude) <= 90 && ABS (*longitude) <= 180)
            return TRUE;
          g_string_printf (text, "%s,%s", first->text, second->text);
          return atlas_query_refuse_value (
            "near", text->str, _ ("a latitude of -90 to 90 and a longitude of -180 to 180"), error);
        }
    }

  for (guint i = 0; i < n; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", part->text);
    }
  if (atlas_geocode_text (text->str, (gssize) text->len, &found))
    {
      *latitude = found.latitude;
      *longitude = found.longitude;
      return TRUE;
    }
  if (found.n_candidates > 0)
    return refuse_ambiguous (text->str, &found, error);

  g_set_error (
    error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE,
    _ ("near: no place “%s” is known. Write a town with its province or state, a postcode, or a latitude and "
       "longitude."),
    text->str);
  return FALSE;
}

gboolean
atlas_query_parse_near (AtlasQuery *query,
                        const AtlasQueryField *field,
                        AtlasQueryTerm *term,
                        const AtlasQueryToken *token,
                        GError **error)
{
  const AtlasQueryPart *last = g_ptr_array_index (token->parts, token->parts->len - 1);
  AtlasCondition *condition;
  AtlasPointCircle circle;
  double latitude, longitude, radius_km;

  if (token->parts->len < 2 || !atlas_query_parse_distance (last->text, &radius_km))
    return atlas_query_refuse_value (field->name, last->text, describe_near (), error);
  if (!find_centre (token, &latitude, &longitude, error))
    return FALSE;

  atlas_point_circle_init (&circle, latitude, longitude, radius_km);
  if (query->kind == &atlas_kind_member)
    {
      condition = atlas_condition_new (term, ATLAS_CONDITION_NEAR);
      condition->circle = circle;
    }
  else
    {
      atlas_query_add_record (
        term,
        "pow (cos (radians (r.location_latitude)) * cos (radians (r.location_longitude)) - %s, 2) + "
        "pow (cos (radians (r.location_latitude)) * sin (radians (r.location_longitude)) - %s, 2) + "
        "pow (sin (radians (r.location_latitude)) - %s, 2) <= %s",
        atlas_query_add_real (query, circle.x), atlas_query_add_real (query, circle.y),
        atlas_query_add_real (query, circle.z), atlas_query_add_real (query, circle.chord));
    }
  return TRUE;
}

gboolean
atlas_query_parse_bbox (AtlasQuery *query,
                        const AtlasQueryField *field,
                        AtlasQueryTerm *term,
                        const AtlasQueryToken *token,
                        GError **error)
{
  const AtlasQueryPart *first = g_ptr_array_index (token->parts, 0);
  double edges[4]; /* west, south, east, north */

  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      const AtlasQueryPart *part = i < token->parts->len ? g_ptr_array_index (token->parts, i) : NULL;
      double limit = i % 2 == 0 ? 180 : 90;

      if (token->parts->len != G_N_ELEMENTS (edges) || !atlas_query_parse_number (part->text, &edges[i]) ||
          ABS (edges[i]) > limit)
        return atlas_query_refuse_value (
          field->name, part != NULL ? part->text : first->text,
          _ ("west, south, east, north in degrees, such as bbox:-80,43,-79,44"), error);
    }
  if (edges[1] > edges[3])
    return atlas_query_refuse_value (field->name, first->text, _ ("a box whose south lies below its north"),
                                     error);

  if (query->kind == &atlas_kind_member)
    {
      AtlasCondition *condition = atlas_condition_new (term, ATLAS_CONDITION_BOX);

      atlas_point_box_init (&condition->box, edges[0], edges[1], edges[2], edges[3]);
      return TRUE;
    }

  {
    const char *west = atlas_query_add_real (query, edges[0]);
    const char *south = atlas_query_add_real (query, edges[1]);
    const char *east = atlas_query_add_real (query, edges[2]);
    const char *north = atlas_query_add_real (query, edges[3]);

    /* West of its own west edge a box goes on across 180 degrees. */
    atlas_query_add_record (term,
                            "r.location_latitude BETWEEN %s AND %s AND (r.location_longitude >= %s %s "
                            "r.location_longitude <= %s)",
                            south, north, west, edges[0] > edges[2] ? "OR" : "AND", east);
  }
  return TRUE;
}

/* Places that bear the name, one a region: those which deriving a member's facets finds for it. @only: the
 * one region, or ATLAS_REGION_NONE */
static GArray *
list_places (const char *name, guint only)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint region = 0; region < atlas_region_get_n (); region++)
    {
      guint32 place = only == ATLAS_REGION_NONE || region == only ? atlas_gazetteer_find (name, -1, region)
                                                                  : ATLAS_PLACE_NONE;

      if (place != ATLAS_PLACE_NONE)
        g_array_append_val (places, place);
    }
  return places;
}

/* "Springfield, US-MA", "Springfield, Massachusetts": the name alone, and of which region. (transfer full) */
static char *
split_city (const char *text, guint *region)
{
  const char *comma = strrchr (text, ',');

  *region = comma ? atlas_region_match (comma + 1 + strspn (comma + 1, " "), -1, NULL) : ATLAS_REGION_NONE;
  return *region != ATLAS_REGION_NONE ? g_strchomp (g_strndup (text, (gsize) (comma - text)))
                                      : g_strdup (text);
}

/* As it is written back: the region by its code. */
static void
add_city (GString *text, const AtlasQueryPart *part, const char *name, guint region)
{
  g_autofree char *both = NULL;

  if (region == ATLAS_REGION_NONE)
    {
      atlas_query_add_text_part (text, part->text);
      return;
    }
  both = g_strdup_printf ("%s, %s", name, atlas_region_get_code (region));
  atlas_query_add_text_part (text, both);
}

gboolean
atlas_query_parse_city (AtlasQuery *query,
                        const AtlasQueryField *field,
                        AtlasQueryTerm *term,
                        const AtlasQueryToken *token,
                        GError **error)
{
  g_autoptr (GString) text = atlas_query_start_text (field->name);

  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      AtlasCondition *condition = atlas_condition_new (term, ATLAS_CONDITION_CITY);
      g_autofree char *name = split_city (part->text, &condition->region);

      condition->city = atlas_query_is_none (part) ? 0 : atlas_facet_pack_city (name, -1);
      if (condition->city == 0 && !atlas_query_is_none (part))
        return atlas_query_refuse_value (field->name, part->text,
                                         _ ("a place’s name, such as Toronto or \"London, ON\""), error);
      condition->places = list_places (condition->city == 0 ? "" : name, condition->region);
      add_city (text, part, name, condition->region);
    }
  term->text = g_strdup (text->str);
  return TRUE;
}

gboolean
atlas_query_parse_event_city (AtlasQuery *query,
                              const AtlasQueryField *field,
                              AtlasQueryTerm *term,
                              const AtlasQueryToken *token,
                              GError **error)
{
  g_autoptr (GString) text = atlas_query_start_text (field->name);

  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      guint region;
      g_autofree char *name = split_city (part->text, &region);
      char folded[256];

      if (atlas_query_is_none (part))
        atlas_query_add_record (term, "r.address_city IS NULL");
      else if (atlas_fold_words (name, -1, folded, sizeof folded) == 0)
        return atlas_query_refuse_value (field->name, part->text,
                                         _ ("a place’s name, such as Toronto or \"London, ON\""), error);
      else if (region == ATLAS_REGION_NONE)
        atlas_query_add_record (term, "atlas_words (r.address_city) = %s",
                                atlas_query_add_text (query, folded));
      else
        atlas_query_add_record (term, "(atlas_words (r.address_city) = %s AND r.address_region = %s)",
                                atlas_query_add_text (query, folded),
                                atlas_query_add_text (query, atlas_region_get_code (region)));
      add_city (text, part, name, region);
    }
  term->text = g_strdup (text->str);
  return TRUE;
}
