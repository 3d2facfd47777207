/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-summary.h"

#include "atlas-measure-private.h"
#include "atlas-region.h"
#include "atlas-register-private.h"

#define SETTING "summary.regions"

/* The generation that writing the setting leads to, then pairs of a region's code and its members:
 * "generation 4711 CA-ON 4212 US-TX 980". Indexes of regions may be others tomorrow. */
static char *
format (gint64 generation, const AtlasPointCount *counts)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text, "generation %" G_GINT64_FORMAT, generation);
  for (guint i = 0; i < atlas_region_get_n (); i++)
    if (counts[i].members > 0)
      g_string_append_printf (text, " %s %u", atlas_region_get_code (i), counts[i].members);
  return g_string_free (text, FALSE);
}

static gboolean
parse (const char *text, gint64 *generation, guint members[ATLAS_POINT_NO_REGION])
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint n = g_strv_length (words);

  if (n < 2 || n % 2 != 0 || !g_str_equal (words[0], "generation") ||
      !g_ascii_string_to_signed (words[1], 10, 0, G_MAXINT64, generation, NULL))
    return FALSE;
  for (guint i = 2; i < n; i += 2)
    {
      guint region = atlas_region_find (words[i], -1);
      guint64 count;

      if (region == ATLAS_REGION_NONE ||
          !g_ascii_string_to_unsigned (words[i + 1], 10, 0, G_MAXUINT32, &count, NULL))
        return FALSE;
      members[region] = (guint) count;
    }
  return TRUE;
}

gboolean
atlas_register_keep_summary (AtlasRegister *self, guint least, GError **error)
{
  gint64 generation;
  gboolean current;
  g_autoptr (AtlasPointIndex) points = NULL;
  g_autoptr (AtlasPointSet) everyone = NULL;
  g_autofree char *text = NULL;
  g_autofree char *kept = NULL;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), FALSE);

  generation = atlas_store_get_generation (self->store);
  g_mutex_lock (&self->lock);
  current = self->points != NULL && self->n_following == 0 &&
            self->points_generation >= atlas_store_get_records_generation (self->store);
  points = current ? g_object_ref (self->points) : NULL;
  g_mutex_unlock (&self->lock);
  if (points == NULL || atlas_point_index_get_n_points (points) < least)
    return TRUE;

  everyone = atlas_point_set_new (points, NULL);
  kept = atlas_store_dup_setting (self->store, SETTING);
  text = format (generation, atlas_point_set_get_regions (everyone));
  if (g_strcmp0 (text, kept) == 0)
    return TRUE;
  g_free (text);
  /* Should somebody else write in between, this is not what the next session finds, and is passed over. */
  text = format (generation + 1, atlas_point_set_get_regions (everyone));
  return atlas_store_set_setting (self->store, SETTING, text, error);
}

AtlasMeasured *
atlas_register_load_summary (AtlasRegister *self)
{
  g_autofree char *text = NULL;
  guint members[ATLAS_POINT_NO_REGION] = { 0 };
  gint64 generation;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), NULL);

  text = atlas_store_dup_setting (self->store, SETTING);
  if (text == NULL || !parse (text, &generation, members) ||
      generation != atlas_store_get_generation (self->store))
    return NULL;
  return atlas_measured_new_members (members);
}
