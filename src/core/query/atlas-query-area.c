/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-query-parts.h"

#include <math.h>

#include "atlas-function.h"
#include "atlas-gazetteer.h"
#include "atlas-mercator.h"
#include "atlas-region.h"

/* area:"…": a selection drawn on the map. The store asks the selection itself, row by row; so all ways to
 * count give the same. */

static gpointer
prepare (const char *text)
{
  return atlas_selection_from_text (text, NULL);
}

static void
release (gpointer selection)
{
  atlas_selection_unref (selection);
}

/* Of member_facet: the packed position, whether there is one, the region, the place. */
static gboolean
test_member (gpointer selection, const AtlasValue *values)
{
  guint64 position = (guint64) values[0].integer;

  return atlas_selection_contains (selection, values[1].integer != 0, (guint32) (position >> 32),
                                   (guint32) position, (guint) values[2].integer, (guint) values[3].integer);
}

static gboolean
get_degrees (const AtlasValue *value, double *degrees)
{
  *degrees = value->type == ATLAS_VALUE_REAL      ? value->real
             : value->type == ATLAS_VALUE_INTEGER ? (double) value->integer
                                                  : 0;
  return value->type == ATLAS_VALUE_REAL || value->type == ATLAS_VALUE_INTEGER;
}

/* Of an event: latitude, longitude, the address's region and city. */
static gboolean
test_event (gpointer selection, const AtlasValue *values)
{
  double latitude, longitude;
  gboolean placed = get_degrees (&values[0], &latitude) && get_degrees (&values[1], &longitude);
  gboolean named = values[3].type == ATLAS_VALUE_TEXT;
  guint region = ATLAS_REGION_NONE;
  guint place;

  if (values[2].type == ATLAS_VALUE_TEXT)
    region = atlas_region_find (values[2].text, values[2].length);
  place = atlas_gazetteer_place_of (named ? values[3].text : NULL, named ? values[3].length : 0, region,
                                    placed ? latitude : NAN, placed ? longitude : NAN);
  return atlas_selection_contains (
    selection, placed, placed ? atlas_point_quantise (atlas_mercator_x (longitude)) : 0,
    placed ? atlas_point_quantise (atlas_mercator_y (latitude)) : 0, region, place);
}

void
atlas_query_install_functions (void)
{
  static const AtlasFunction functions[] = {
    { "atlas_member_in_area", 4, prepare, test_member, release },
    { "atlas_event_in_area", 4, prepare, test_event, release },
  };
  static gsize once;

  if (g_once_init_enter (&once))
    {
      for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
        atlas_function_install (&functions[i]);
      g_once_init_leave (&once, 1);
    }
}

gboolean
atlas_query_parse_area (AtlasQuery *query,
                        const AtlasQueryField *field,
                        AtlasQueryTerm *term,
                        const AtlasQueryToken *token,
                        GError **error)
{
  g_autoptr (GString) text = atlas_query_start_text (field->name);

  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);
      g_autoptr (GError) local_error = NULL;
      g_autoptr (AtlasSelection) selection = atlas_selection_from_text (part->text, &local_error);
      g_autofree char *normal = NULL;

      if (selection == NULL)
        {
          g_set_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE, "%s: %s", field->name,
                       local_error->message);
          return FALSE;
        }
      normal = atlas_selection_to_text (selection);
      if (query->kind == &atlas_kind_member)
        atlas_condition_new (term, ATLAS_CONDITION_AREA)->area = g_steal_pointer (&selection);
      else
        atlas_query_add_record (
          term,
          "atlas_event_in_area (%s, r.location_latitude, r.location_longitude, r.address_region, "
          "r.address_city)",
          atlas_query_add_text (query, normal));
      atlas_query_add_text_part (text, normal);
    }
  term->text = g_strdup (text->str);
  return TRUE;
}
