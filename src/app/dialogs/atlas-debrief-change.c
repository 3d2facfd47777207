/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-debrief-change.h"

/* @keys: NULL-terminated; NULL: all of it */
static gboolean
items_differ (AtlasRecord *a, AtlasRecord *b, const char *list, const char *const *keys)
{
  g_autoptr (GPtrArray) left = atlas_record_dup_items (a, list);
  g_autoptr (GPtrArray) right = atlas_record_dup_items (b, list);

  if (left->len != right->len)
    return TRUE;
  for (guint i = 0; i < left->len; i++)
    {
      if (keys == NULL && !atlas_record_equal (g_ptr_array_index (left, i), g_ptr_array_index (right, i)))
        return TRUE;
      for (guint k = 0; keys != NULL && keys[k] != NULL; k++)
        if (g_strcmp0 (atlas_record_get_text (g_ptr_array_index (left, i), keys[k]),
                       atlas_record_get_text (g_ptr_array_index (right, i), keys[k])) != 0)
          return TRUE;
    }
  return FALSE;
}

gboolean
atlas_debrief_differs (AtlasRecord *a, AtlasRecord *b)
{
  static const char *const keys[] = { "place", "event", "arrival", NULL };

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return items_differ (a, b, "stops", keys) || items_differ (a, b, "budget", NULL);
}
