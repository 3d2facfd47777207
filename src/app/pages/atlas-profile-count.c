/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-profile-count.h"

#include "atlas-date.h"
#include "atlas-region.h"

typedef struct
{
  guint region;
  AtlasSelection *selection;
} Count;

static void
count_free (gpointer data)
{
  Count *self = data;

  g_clear_pointer (&self->selection, atlas_selection_unref);
  g_free (self);
}

static void
count_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Count *count = data;
  g_autoptr (AtlasPointSet) points = g_object_ref (source);

  if (count->selection != NULL)
    {
      AtlasPointSet *inside = atlas_point_set_new (atlas_point_set_get_index (points),
                                                   atlas_selection_match (count->selection, points));

      g_object_unref (points);
      points = inside;
    }
  g_task_return_pointer (
    task,
    atlas_point_set_profile (points, count->region == ATLAS_REGION_NONE ? -1 : (int) count->region,
                             atlas_date_this_year ()),
    (GDestroyNotify) atlas_profile_free);
}

void
atlas_profile_count_async (AtlasPointSet *points,
                           guint region,
                           AtlasSelection *selection,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  g_autoptr (GTask) task = NULL;
  Count *count;

  g_return_if_fail (ATLAS_IS_POINT_SET (points));

  count = g_new0 (Count, 1);
  count->region = region;
  count->selection = selection != NULL ? atlas_selection_ref (selection) : NULL;
  task = g_task_new (points, cancellable, callback, data);
  g_task_set_task_data (task, count, count_free);
  g_task_run_in_thread (task, count_in_thread);
}

AtlasProfile *
atlas_profile_count_finish (AtlasPointSet *points, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, points), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
