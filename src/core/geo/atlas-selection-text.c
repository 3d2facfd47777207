/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-selection.h"

#include <math.h>
#include <string.h>

#include "atlas-county.h"
#include "atlas-distance.h"
#include "atlas-gazetteer-private.h"
#include "atlas-gazetteer.h"
#include "atlas-i18n.h"
#include "atlas-place-key.h"
#include "atlas-region.h"

static const char *const words[] = {
  [ATLAS_SELECTION_REGION] = "region", [ATLAS_SELECTION_BOX] = "box",
  [ATLAS_SELECTION_CIRCLE] = "circle", [ATLAS_SELECTION_POLYGON] = "polygon",
  [ATLAS_SELECTION_COUNTY] = "county", [ATLAS_SELECTION_PLACE] = "place",
};

/* How far from the latitude and longitude that stand with it a place may lie, degrees. */
#define SAME_PLACE 0.02

#define ALLOWED "region, county, place, box, circle, polygon"

/* Writing */

/* As few digits as say it, in any locale: "43.65". */
static void
append_number (GString *text, double number, int decimals)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char format[] = "%.0f";
  char *end;

  format[2] = (char) ('0' + decimals);
  g_ascii_formatd (buffer, sizeof buffer, format, number);
  end = buffer + strlen (buffer);
  while (end[-1] == '0')
    *--end = '\0';
  if (end[-1] == '.')
    *--end = '\0';
  g_string_append (text, buffer);
}

static void
append_degrees (GString *text, const double *degrees, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_string_append_c (text, ' ');
      append_number (text, degrees[i], ATLAS_SELECTION_DECIMALS);
    }
}

/* By its name, where that is enough. */
static void
append_place (GString *text, guint index)
{
  AtlasPlace place;

  if (!atlas_gazetteer_get_place (index, &place))
    return;
  g_string_append_printf (text, " %s %s",
                          place.region != ATLAS_REGION_NONE ? atlas_region_get_code (place.region) : "-",
                          place.name);
  if (atlas_gazetteer_find (place.name, -1, place.region) != index)
    append_degrees (text, (const double[]){ place.latitude, place.longitude }, 2);
}

static void
append_shape (GString *text, const AtlasSelectionShape *shape)
{
  g_string_append (text, words[shape->type]);
  switch (shape->type)
    {
    case ATLAS_SELECTION_REGION:
      g_string_append_printf (text, " %s", atlas_region_get_code (shape->region));
      break;
    case ATLAS_SELECTION_BOX:
      append_degrees (text, (const double[]){ shape->west, shape->south, shape->east, shape->north }, 4);
      break;
    case ATLAS_SELECTION_CIRCLE:
      append_degrees (text, (const double[]){ shape->latitude, shape->longitude }, 2);
      g_string_append_c (text, ' ');
      append_number (text, shape->radius_km, 3);
      g_string_append (text, "km");
      break;
    case ATLAS_SELECTION_COUNTY:
      g_string_append_printf (text, " %05u", shape->county);
      break;
    case ATLAS_SELECTION_PLACE:
      append_place (text, shape->place);
      break;
    case ATLAS_SELECTION_POLYGON:
    default:
      for (guint i = 0; i < shape->n_points; i++)
        {
          if (i > 0)
            g_string_append_c (text, ',');
          append_degrees (text, (const double[]){ shape->points[i].latitude, shape->points[i].longitude }, 2);
        }
    }
}

char *
atlas_selection_to_text (AtlasSelection *self)
{
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (NULL);
  for (guint i = 0; i < atlas_selection_get_n_shapes (self); i++)
    {
      gboolean subtracted;
      const AtlasSelectionShape *shape = atlas_selection_get_shape (self, i, &subtracted);

      if (i > 0)
        g_string_append (text, "; ");
      if (subtracted)
        g_string_append_c (text, '-');
      append_shape (text, shape);
    }
  return g_string_free (text, FALSE);
}

/* Reading */

static gboolean
refuse (const char *text, const char *allowed, GError **error)
{
  g_autofree char *begin = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), 60));

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               /* Translators: a part of an area, as it was typed, and what may stand there */
               _ ("In an area “%s” is not understood. Allowed: %s."), begin, allowed);
  return FALSE;
}

/* One number from -@limit to @limit, and what may follow it. */
static gboolean
read_number (const char *text, double limit, double *number, const char **end)
{
  gsize length = strspn (text, "+-.0123456789");
  char *after;

  /* No hexadecimal numbers, infinities and the like. */
  *number = g_ascii_strtod (text, &after);
  *end = text + length;
  return length > 0 && after == *end && ABS (*number) <= limit;
}

/* @n numbers and nothing else, each within its limit. */
static gboolean
read_numbers (char *const *fields, guint n, const double *limits, double *numbers)
{
  const char *end;

  if (g_strv_length ((char **) fields) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!read_number (fields[i], limits[i], &numbers[i], &end) || *end != '\0')
      return FALSE;
  return TRUE;
}

/* The words of @text, any number of spaces between them. (transfer full) */
static char **
split (const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit_set (text, " \t\n", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_strv_builder_add (builder, parts[i]);
  return g_strv_builder_end (builder);
}

static gboolean
read_box (char *const *fields, AtlasSelectionShape *shape)
{
  double edges[4];

  if (!read_numbers (fields, 4, (const double[]){ 180, 90, 180, 90 }, edges) || edges[1] > edges[3])
    return FALSE;
  shape->west = edges[0];
  shape->south = edges[1];
  shape->east = edges[2];
  shape->north = edges[3];
  return TRUE;
}

static gboolean
read_circle (char *const *fields, AtlasSelectionShape *shape)
{
  const char *end;

  if (g_strv_length ((char **) fields) != 3 || !read_number (fields[0], 90, &shape->latitude, &end) ||
      *end != '\0' || !read_number (fields[1], 180, &shape->longitude, &end) || *end != '\0' ||
      !read_number (fields[2], 100000, &shape->radius_km, &end))
    return FALSE;
  if (g_ascii_strcasecmp (end, "mi") == 0)
    shape->radius_km *= ATLAS_KM_PER_MILE;
  else if (g_ascii_strcasecmp (end, "km") != 0)
    return FALSE;
  return shape->radius_km >= 0.001;
}

static gboolean
read_polygon (const char *text, AtlasSelectionShape *shape, GArray *points)
{
  g_auto (GStrv) corners = g_strsplit (text, ",", ATLAS_SELECTION_MAX_POINTS + 1);

  for (guint i = 0; corners[i] != NULL; i++)
    {
      g_auto (GStrv) fields = split (corners[i]);
      double position[2];
      AtlasSelectionPoint point;

      /* Twice around the world, for what lies across 180 degrees. */
      if (!read_numbers (fields, 2, (const double[]){ 90, 360 }, position))
        return FALSE;
      point = (AtlasSelectionPoint){ position[0], position[1] };
      g_array_append_val (points, point);
    }
  shape->points = (const AtlasSelectionPoint *) (gpointer) points->data;
  shape->n_points = points->len;
  return points->len >= 3 && points->len <= ATLAS_SELECTION_MAX_POINTS;
}

static gboolean
read_county (char *const *fields, AtlasSelectionShape *shape)
{
  guint64 code;

  if (g_strv_length ((char **) fields) != 1 ||
      !g_ascii_string_to_unsigned (fields[0], 10, 1, ATLAS_COUNTY_N_CODES - 1, &code, NULL))
    return FALSE;
  shape->county = (guint) code;
  return atlas_county_find (shape->county) >= 0;
}

/* Of the places of that name the nearest to the position. */
static guint
find_place_at (const char *name, guint region, const double position[2])
{
  char key[ATLAS_PLACE_KEY_SIZE];
  const AtlasPlaceName *named;
  double nearest = SAME_PLACE;
  guint found = ATLAS_PLACE_NONE, n;

  if (atlas_place_key (name, -1, key) == 0)
    return ATLAS_PLACE_NONE;
  named = atlas_gazetteer_find_names (key, FALSE, &n);
  for (guint i = 0; i < n; i++)
    {
      guint index = atlas_place_name_get_place (&named[i]);
      AtlasPlace place;
      double distance;

      if (!atlas_gazetteer_get_place (index, &place) || place.region != region ||
          g_ascii_strcasecmp (place.name, name) != 0)
        continue;
      distance = MAX (fabs (place.latitude - position[0]), fabs (place.longitude - position[1]));
      if (distance < nearest)
        {
          nearest = distance;
          found = index;
        }
    }
  return found;
}

/* Region, name and, where that is not enough, latitude and longitude. */
static gboolean
read_place (char **fields, AtlasSelectionShape *shape)
{
  guint n = g_strv_length (fields), region = ATLAS_REGION_NONE;
  g_autofree char *name = NULL;
  double position[2];
  gboolean placed;

  if (n < 2)
    return FALSE;
  if (strcmp (fields[0], "-") != 0)
    {
      region = atlas_region_match (fields[0], -1, NULL);
      if (region == ATLAS_REGION_NONE)
        return FALSE;
    }
  placed = n > 3 && read_numbers (fields + n - 2, 2, (const double[]){ 90, 180 }, position);
  if (placed)
    g_clear_pointer (&fields[n - 2], g_free);
  name = g_strjoinv (" ", fields + 1);
  if (placed)
    fields[n - 2] = g_strdup ("");
  shape->place = placed ? find_place_at (name, region, position) : atlas_gazetteer_find (name, -1, region);
  return shape->place != ATLAS_PLACE_NONE;
}

/* What may follow the word. */
static const char *
describe (AtlasSelectionType type)
{
  switch (type)
    {
    case ATLAS_SELECTION_REGION:
      return _ ("a province or state, as “region CA-ON”");
    case ATLAS_SELECTION_BOX:
      return _ ("west, south, east and north in degrees, as “box -80 43 -79 44”");
    case ATLAS_SELECTION_CIRCLE:
      return _ ("latitude, longitude and a distance, as “circle 43.65 -79.38 50km”");
    case ATLAS_SELECTION_COUNTY:
      return _ ("the FIPS code of a county of the USA, as “county 17031”");
    case ATLAS_SELECTION_PLACE:
      return _ ("a province or state and a town in it, as “place CA-ON Ottawa”");
    case ATLAS_SELECTION_POLYGON:
    default:
      return _ ("3 to 200 corners, each a latitude and a longitude, as “polygon 45 -75, 46 -75, 46 -74”");
    }
}

/* Adds the shape that @text is to *@selection. */
static gboolean
read_shape (const char *text, AtlasSelection **selection, GError **error)
{
  const char *allowed = ALLOWED;
  gboolean subtracted = text[0] == '-';
  const char *word = text + subtracted;
  gsize length = strcspn (word, " \t\n");
  g_auto (GStrv) fields = split (word + length);
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (AtlasSelectionPoint));
  g_autofree char *name = NULL;
  AtlasSelectionShape shape = { 0 };
  AtlasSelection *added;
  gboolean read;
  guint type = 0;

  while (type < G_N_ELEMENTS (words) &&
         (strlen (words[type]) != length || g_ascii_strncasecmp (words[type], word, length) != 0))
    type++;
  if (type == G_N_ELEMENTS (words))
    return refuse (text, allowed, error);

  shape.type = type;
  switch (shape.type)
    {
    case ATLAS_SELECTION_REGION:
      name = g_strjoinv (" ", fields);
      shape.region = atlas_region_match (name, -1, NULL);
      read = shape.region != ATLAS_REGION_NONE;
      break;
    case ATLAS_SELECTION_BOX:
      read = read_box (fields, &shape);
      break;
    case ATLAS_SELECTION_CIRCLE:
      read = read_circle (fields, &shape);
      break;
    case ATLAS_SELECTION_COUNTY:
      read = read_county (fields, &shape);
      break;
    case ATLAS_SELECTION_PLACE:
      read = read_place (fields, &shape);
      break;
    case ATLAS_SELECTION_POLYGON:
    default:
      read = read_polygon (word + length, &shape, points);
    }
  if (!read)
    return refuse (text, describe (shape.type), error);

  if (*selection == NULL && subtracted)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _ ("An area begins with a shape that is in it, not with one that is left out."));
      return FALSE;
    }
  added = atlas_selection_add (*selection, &shape, subtracted);
  if (*selection != NULL)
    atlas_selection_unref (*selection);
  *selection = added;
  return TRUE;
}

AtlasSelection *
atlas_selection_from_text (const char *text, GError **error)
{
  g_autoptr (AtlasSelection) selection = NULL;
  g_auto (GStrv) shapes = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  shapes = g_strsplit (text, ";", -1);
  if (g_strv_length (shapes) > ATLAS_SELECTION_MAX_SHAPES)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("An area has at most %d shapes."),
                   ATLAS_SELECTION_MAX_SHAPES);
      return NULL;
    }
  if (shapes[0] == NULL)
    {
      refuse ("", ALLOWED, error);
      return NULL;
    }
  for (guint i = 0; shapes[i] != NULL; i++)
    if (!read_shape (g_strstrip (shapes[i]), &selection, error))
      return NULL;
  return g_steal_pointer (&selection);
}
