/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-tsplib.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-points-text.h"

typedef enum
{
  KEY_DIMENSION,
  KEY_EDGE_WEIGHT_TYPE,
  KEY_NODE_COORD_SECTION,
  KEY_NODE_COORD_TYPE,
  KEY_TYPE,
  KEY_PASSED_OVER,
  KEY_DISPLAY_DATA_SECTION,
  KEY_EOF,
  KEY_REFUSED, /* it changes which tours there are, or how long they are */
} Key;

static const struct
{
  const char *name;
  Key key;
} keys[] = {
  { "CAPACITY", KEY_REFUSED },
  { "COMMENT", KEY_PASSED_OVER },
  { "DEMAND_SECTION", KEY_REFUSED },
  { "DEPOT_SECTION", KEY_REFUSED },
  { "DIMENSION", KEY_DIMENSION },
  { "DISPLAY_DATA_SECTION", KEY_DISPLAY_DATA_SECTION },
  { "DISPLAY_DATA_TYPE", KEY_PASSED_OVER },
  { "EDGE_DATA_FORMAT", KEY_REFUSED },
  { "EDGE_DATA_SECTION", KEY_REFUSED },
  { "EDGE_WEIGHT_FORMAT", KEY_PASSED_OVER },
  { "EDGE_WEIGHT_SECTION", KEY_REFUSED },
  { "EDGE_WEIGHT_TYPE", KEY_EDGE_WEIGHT_TYPE },
  { "EOF", KEY_EOF },
  { "FIXED_EDGES_SECTION", KEY_REFUSED },
  { "NAME", KEY_PASSED_OVER },
  { "NODE_COORD_SECTION", KEY_NODE_COORD_SECTION },
  { "NODE_COORD_TYPE", KEY_NODE_COORD_TYPE },
  { "TOUR_SECTION", KEY_REFUSED },
  { "TYPE", KEY_TYPE },
};

static const struct
{
  const char *name;
  AtlasMetric metric;
} types[] = {
  { "EUC_2D", ATLAS_METRIC_EUC_2D },
  { "CEIL_2D", ATLAS_METRIC_CEIL_2D },
  { "ATT", ATLAS_METRIC_ATT },
  { "GEO", ATLAS_METRIC_GEO },
};

typedef struct
{
  AtlasPointsText text;
  guint dimension; /* 0: not said yet */
  int type;        /* of types; -1: not said yet */
  GArray *points;  /* of AtlasPlanePoint, by number; NULL where there was no section */
  GArray *numbers; /* of guint, as they came */
} Tsplib;

/* In capitals, as TSPLIB has them, or not, as others write them. */
static gboolean
is_word (const char *word, gsize length, const char *name)
{
  return length == strlen (name) && g_ascii_strncasecmp (word, name, length) == 0;
}

/* The keyword that the line begins with, and its value: "KEY : value", "KEY: value", "KEY". */
static int
find_key (AtlasPointsText *text, const char **value, gsize *length)
{
  const char *begin = text->at, *end = begin;

  while (end < text->line_end && (g_ascii_isalnum (*end) || *end == '_'))
    end++;
  *value = end;
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (is_word (begin, (gsize) (end - begin), keys[i].name))
      {
        while (*value < text->line_end && (g_ascii_isspace (**value) || **value == ':'))
          ++*value;
        *length = (gsize) (text->line_end - *value);
        while (*length > 0 && g_ascii_isspace ((*value)[*length - 1]))
          --*length;
        text->at = *value;
        return (int) i;
      }
  return -1;
}

/* Whether the line begins with a word and a colon. */
static gboolean
has_colon (const AtlasPointsText *text)
{
  const char *at = text->at;

  while (at < text->line_end && (g_ascii_isalnum (*at) || *at == '_'))
    at++;
  if (at == text->at)
    return FALSE;
  while (at < text->line_end && g_ascii_isspace (*at))
    at++;
  return at < text->line_end && *at == ':';
}

static gboolean
set_type (Tsplib *self, const char *value, gsize length, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);
  g_autofree char *shown = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (is_word (value, length, types[i].name))
        {
          self->type = (int) i;
          return TRUE;
        }
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", types[i].name);
    }
  shown = g_utf8_make_valid (value, (gssize) MIN (length, 40));
  return atlas_points_text_fail (
    &self->text, error, _ ("EDGE_WEIGHT_TYPE “%s” is not read; what is read: %s"), shown, known->str);
}

static gboolean
check_value (
  Tsplib *self, const char *key, const char *value, gsize length, const char *wanted, GError **error)
{
  const char *end = value;
  g_autofree char *shown = NULL;

  /* Some add whose it is: "TSP (M.~Hofmeister)". */
  while (end < value + length && !g_ascii_isspace (*end))
    end++;
  if (is_word (value, (gsize) (end - value), wanted))
    return TRUE;
  shown = g_utf8_make_valid (value, (gssize) MIN (length, 40));
  return atlas_points_text_fail (&self->text, error, _ ("%s “%s” is not read; what is read: %s"), key, shown,
                                 wanted);
}

/* Lines of numbers, up to the next keyword. */
static gboolean
read_points (Tsplib *self, GError **error)
{
  if (self->points != NULL)
    return atlas_points_text_fail (&self->text, error, _ ("there is a second NODE_COORD_SECTION"));
  self->points = g_array_new (FALSE, FALSE, sizeof (AtlasPlanePoint));
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  for (;;)
    {
      AtlasPointsText before = self->text;
      guint number;
      AtlasPlanePoint point;

      if (!atlas_points_text_next_line (&self->text))
        return TRUE;
      if (g_ascii_isalpha (*self->text.at) ||
          (*self->text.at == '-' && self->text.line_end == self->text.at + 2))
        {
          self->text = before;
          return TRUE;
        }
      if (!atlas_points_text_next_whole (&self->text, _ ("the node"), 1, ATLAS_POINTS_MAX, &number, error) ||
          !atlas_points_text_next_number (&self->text, "x", &point.x, error) ||
          !atlas_points_text_next_number (&self->text, "y", &point.y, error) ||
          !atlas_points_text_end_line (&self->text, error))
        return FALSE;
      if (self->points->len == ATLAS_POINTS_MAX)
        return atlas_points_text_fail (&self->text, error, _ ("there are more than %u nodes"),
                                       ATLAS_POINTS_MAX);
      g_array_append_val (self->points, point);
      g_array_append_val (self->numbers, number);
    }
}

static void
pass_over_numbers (Tsplib *self)
{
  for (;;)
    {
      AtlasPointsText before = self->text;

      if (!atlas_points_text_next_line (&self->text))
        return;
      if (g_ascii_isalpha (*self->text.at))
        {
          self->text = before;
          return;
        }
    }
}

static gboolean
read_key (Tsplib *self, gboolean *ended, GError **error)
{
  const char *value;
  gsize length;
  int key = find_key (&self->text, &value, &length);

  /* Some tell more: "BEST_KNOWN : 27603". */
  if (key < 0 && has_colon (&self->text))
    return TRUE;
  if (key < 0)
    {
      g_autofree char *shown =
        g_utf8_make_valid (self->text.at, MIN (self->text.line_end - self->text.at, 40));

      return atlas_points_text_fail (&self->text, error, _ ("“%s” is no keyword of TSPLIB"), shown);
    }
  switch (keys[key].key)
    {
    case KEY_DIMENSION:
      return atlas_points_text_next_whole (&self->text, "DIMENSION", 1, ATLAS_POINTS_MAX, &self->dimension,
                                           error) &&
             atlas_points_text_end_line (&self->text, error);
    case KEY_EDGE_WEIGHT_TYPE:
      return set_type (self, value, length, error);
    case KEY_TYPE:
      return check_value (self, "TYPE", value, length, "TSP", error);
    case KEY_NODE_COORD_TYPE:
      return check_value (self, "NODE_COORD_TYPE", value, length, "TWOD_COORDS", error);
    case KEY_NODE_COORD_SECTION:
      return read_points (self, error);
    case KEY_DISPLAY_DATA_SECTION:
      pass_over_numbers (self);
      return TRUE;
    case KEY_EOF:
      *ended = TRUE;
      return TRUE;
    case KEY_REFUSED:
      return atlas_points_text_fail (&self->text, error, _ ("%s is not read: only tours through points are"),
                                     keys[key].name);
    case KEY_PASSED_OVER:
    default:
      return TRUE;
    }
}

static AtlasPoints *
make_points (Tsplib *self, GError **error)
{
  g_autoptr (AtlasPoints) points = NULL;
  g_autofree guint *rows = NULL;

  if (self->type < 0 || self->points == NULL || self->points->len == 0)
    {
      atlas_points_text_fail (&self->text, error, _ ("the file ends, and %s is missing"),
                              self->type < 0 ? "EDGE_WEIGHT_TYPE" : "NODE_COORD_SECTION");
      return NULL;
    }
  if (self->dimension == 0)
    self->dimension = self->points->len;
  if (self->points->len != self->dimension)
    {
      atlas_points_text_fail (&self->text, error, _ ("the file has %u nodes, and DIMENSION says %u"),
                              self->points->len, self->dimension);
      return NULL;
    }
  rows = g_new0 (guint, self->dimension);
  for (guint i = 0; i < self->dimension; i++)
    {
      guint number = g_array_index (self->numbers, guint, i);

      if (number > self->dimension || rows[number - 1] != 0)
        {
          atlas_points_text_fail (&self->text, error,
                                  number > self->dimension ? _ ("node %u is beyond DIMENSION, which is %u")
                                                           : _ ("node %u stands twice among the %u"),
                                  number, self->dimension);
          return NULL;
        }
      rows[number - 1] = i + 1;
    }
  points = atlas_points_new (types[self->type].metric);
  for (guint i = 0; i < self->dimension; i++)
    {
      AtlasPlanePoint point = g_array_index (self->points, AtlasPlanePoint, rows[i] - 1);

      atlas_points_add (points, point.x, point.y, NULL, 1);
    }
  return g_steal_pointer (&points);
}

gboolean
atlas_tsplib_sniff (const char *text, gsize length)
{
  AtlasPointsText lines;
  const char *value;
  gboolean colon;

  atlas_points_text_init (&lines, text, length, "");
  if (!atlas_points_text_next_line (&lines))
    return FALSE;
  /* A table may have a column "name" too. */
  colon = has_colon (&lines);
  return find_key (&lines, &value, &length) >= 0 && (colon || value == lines.line_end);
}

AtlasPoints *
atlas_tsplib_parse (const char *text, gsize length, const char *name, GError **error)
{
  Tsplib self = { .type = -1 };
  AtlasPoints *points = NULL;
  gboolean good = TRUE, ended = FALSE;

  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  atlas_points_text_init (&self.text, text, length, name);
  while (good && !ended && atlas_points_text_next_line (&self.text))
    good = read_key (&self, &ended, error);
  if (good)
    points = make_points (&self, error);
  g_clear_pointer (&self.points, g_array_unref);
  g_clear_pointer (&self.numbers, g_array_unref);
  return points;
}
