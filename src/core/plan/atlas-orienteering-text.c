/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-orienteering.h"

#include "atlas-i18n.h"
#include "atlas-points-text.h"

void
atlas_orienteering_clear (AtlasOrienteering *self)
{
  g_clear_pointer (&self->points, atlas_points_unref);
}

static gboolean
read_head (AtlasOrienteering *self, AtlasPointsText *text, GError **error)
{
  if (!atlas_points_text_next_line (text))
    return atlas_points_text_fail (
      text, error, _ ("the file is empty; it begins with the budget and the number of paths"));
  if (!atlas_points_text_next_number (text, _ ("the budget"), &self->budget, error) ||
      !atlas_points_text_next_whole (text, _ ("the number of paths"), 1, ATLAS_ORIENTEERING_MAX_PATHS,
                                     &self->n_paths, error) ||
      !atlas_points_text_end_line (text, error))
    return FALSE;
  return self->budget >= 0 || atlas_points_text_fail (text, error, _ ("the budget is less than 0"));
}

static gboolean
read_points (AtlasOrienteering *self, AtlasPointsText *text, GError **error)
{
  while (atlas_points_text_next_line (text))
    {
      double x, y, score;

      if (!atlas_points_text_next_number (text, "x", &x, error) ||
          !atlas_points_text_next_number (text, "y", &y, error) ||
          !atlas_points_text_next_number (text, _ ("the score"), &score, error) ||
          !atlas_points_text_end_line (text, error))
        return FALSE;
      if (score < 0)
        return atlas_points_text_fail (text, error, _ ("the score is less than 0"));
      if (atlas_points_get_n (self->points) == ATLAS_ORIENTEERING_MAX)
        return atlas_points_text_fail (text, error, _ ("there are more than %u points"),
                                       ATLAS_ORIENTEERING_MAX);
      atlas_points_add (self->points, x, y, NULL, score);
    }
  if (atlas_points_get_n (self->points) < 2)
    return atlas_points_text_fail (text, error, _ ("the file ends, and start or end is missing"));
  return TRUE;
}

gboolean
atlas_orienteering_parse (
  AtlasOrienteering *self, const char *text, gsize length, const char *name, GError **error)
{
  AtlasPointsText lines;

  g_return_val_if_fail (self != NULL && (text != NULL || length == 0) && name != NULL, FALSE);

  *self = (AtlasOrienteering){ atlas_points_new (ATLAS_METRIC_PLANE) };
  atlas_points_text_init (&lines, text, length, name);
  if (read_head (self, &lines, error) && read_points (self, &lines, error))
    return TRUE;
  atlas_orienteering_clear (self);
  return FALSE;
}
