/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-profile-count.h"

#include "atlas-date.h"
#include "atlas-region.h"

/* As many organisations as the panel has rows for. */
#define N_ASSOCIATIONS 6

typedef struct
{
  AtlasRegister *records;
  guint region;
  AtlasSelection *selection;
} Count;

static void
count_free (gpointer data)
{
  Count *self = data;

  g_clear_object (&self->records);
  g_clear_pointer (&self->selection, atlas_selection_unref);
  g_free (self);
}

static void
count_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Count *count = data;
  g_autoptr (AtlasPointSet) points = g_object_ref (source);
  int region = count->region == ATLAS_REGION_NONE ? -1 : (int) count->region;
  g_autoptr (AtlasProfile) profile = NULL;
  GError *error = NULL;

  if (count->selection != NULL)
    {
      AtlasPointSet *inside = atlas_point_set_new (atlas_point_set_get_index (points),
                                                   atlas_selection_match (count->selection, points));

      g_object_unref (points);
      points = inside;
    }
  profile = atlas_point_set_profile (points, region, atlas_date_this_year ());
  if (count->records == NULL ||
      atlas_register_count_associations (count->records, points, region, N_ASSOCIATIONS, profile, cancellable,
                                         &error))
    g_task_return_pointer (task, g_steal_pointer (&profile), (GDestroyNotify) atlas_profile_free);
  else
    g_task_return_error (task, error);
}

void
atlas_profile_count_async (AtlasPointSet *points,
                           AtlasRegister *records,
                           guint region,
                           AtlasSelection *selection,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  g_autoptr (GTask) task = NULL;
  Count *count;

  g_return_if_fail (ATLAS_IS_POINT_SET (points));
  g_return_if_fail (records == NULL || ATLAS_IS_REGISTER (records));

  count = g_new0 (Count, 1);
  g_set_object (&count->records, records);
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
