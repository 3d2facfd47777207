/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-facet.h"
#include "atlas-register-private.h"

static gboolean
emit_points_changed (gpointer data)
{
  GWeakRef *weak = data;
  g_autoptr (AtlasRegister) self = g_weak_ref_get (weak);

  if (self != NULL)
    g_signal_emit_by_name (self, "points-changed");

  return G_SOURCE_REMOVE;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* At once where the main context is ours, else from there. Not by g_main_context_invoke(), which runs at once
 * in a context that nobody holds: between two turns of the main loop a worker would emit. */
static void
tell_points_changed (AtlasRegister *self)
{
  g_autoptr (GSource) source = NULL;
  GWeakRef *weak;

  if (g_main_context_is_owner (self->context))
    {
      g_signal_emit_by_name (self, "points-changed");
      return;
    }

  weak = g_new (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, emit_points_changed, weak, weak_ref_free);
  g_source_attach (source, self->context);
}

/* Takes the index over as the newest, in which all commits up to @generation are. */
static void
set_points (AtlasRegister *self, AtlasPointIndex *points, gint64 generation)
{
  g_autoptr (AtlasPointIndex) old = NULL;

  g_mutex_lock (&self->lock);
  old = g_steal_pointer (&self->points);
  self->points = g_object_ref (points);
  self->points_generation = MAX (self->points_generation, generation);
  g_mutex_unlock (&self->lock);

  if (old)
    tell_points_changed (self);
}

static AtlasPointIndex *
dup_points (AtlasRegister *self, gint64 *generation)
{
  AtlasPointIndex *points;

  g_mutex_lock (&self->lock);
  points = self->points ? g_object_ref (self->points) : NULL;
  *generation = self->points_generation;
  g_mutex_unlock (&self->lock);
  return points;
}

AtlasPointIndex *
atlas_register_dup_points (AtlasRegister *self)
{
  gint64 generation;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), NULL);
  return dup_points (self, &generation);
}

/* A second reader that sees what the first one sees; NULL where there is none, as when somebody wrote in
 * between. */
static AtlasConnection *
acquire_twin (AtlasStore *store, AtlasConnection *first)
{
  AtlasConnection *twin = atlas_store_acquire_reader (store, NULL);

  if (twin != NULL && twin != first &&
      atlas_connection_get_generation (twin) == atlas_connection_get_generation (first))
    return twin;
  if (twin != NULL)
    atlas_store_release_reader (store, twin);
  return NULL;
}

static void
set_day (AtlasRegister *self, guint16 day)
{
  g_mutex_lock (&self->lock);
  self->points_day = day;
  g_mutex_unlock (&self->lock);
}

/* Whose day the consents of the index are of; 0 where none stands. */
static guint16
get_day (AtlasRegister *self)
{
  guint16 day;

  g_mutex_lock (&self->lock);
  day = self->points != NULL ? self->points_day : 0;
  g_mutex_unlock (&self->lock);
  return day;
}

/* With `building` held. */
static AtlasPointIndex *
build_points (AtlasRegister *self, GCancellable *cancellable, GError **error)
{
  /* Asked before the reader is taken: what it shows may be newer, never older. */
  gint64 generation = atlas_store_get_generation (self->store);
  AtlasConnection *connection = atlas_store_acquire_reader (self->store, error);
  AtlasConnection *twin;
  g_autoptr (AtlasPointIndex) points = NULL;
  AtlasPoint *loaded;
  guint n;

  if (connection == NULL)
    return NULL;
  /* Noted before it is read, so that midnight in between is only looked at twice. */
  set_day (self, atlas_facet_today ());
  twin = acquire_twin (self->store, connection);
  loaded = atlas_facet_load_all (connection, twin, cancellable, &n, error);
  if (twin != NULL)
    atlas_store_release_reader (self->store, twin);
  atlas_store_release_reader (self->store, connection);
  if (loaded == NULL)
    return NULL;

  points = atlas_point_index_new (loaded, n);
  set_points (self, points, generation);
  return g_steal_pointer (&points);
}

/* Another day has begun: of whom a consent ended with the one before is looked at again. With `building`
 * held. */
static gboolean
follow_day (AtlasRegister *self, GError **error)
{
  guint16 from = get_day (self), today = atlas_facet_today ();
  g_autoptr (AtlasPointIndex) points = NULL;
  g_autoptr (AtlasPointIndex) patched = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GArray) found = NULL;
  AtlasConnection *connection;
  gint64 generation;

  if (from == 0 || from == today)
    return TRUE;
  connection = atlas_store_acquire_reader (self->store, error);
  if (connection == NULL)
    return FALSE;
  ids = atlas_facet_list_ended (connection, from, today, error);
  found = ids ? atlas_facet_load (connection, (const gint64 *) ids->data, ids->len, error) : NULL;
  atlas_store_release_reader (self->store, connection);
  if (found == NULL)
    return FALSE;

  set_day (self, today);
  points = dup_points (self, &generation);
  if (points == NULL || found->len == 0)
    return TRUE;
  patched = atlas_point_index_patch (points, (const AtlasPoint *) found->data, found->len, NULL, 0);
  set_points (self, patched, 0);
  return TRUE;
}

AtlasPointIndex *
atlas_register_load_points (AtlasRegister *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (AtlasPointIndex) points = NULL;
  gint64 generation;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), NULL);

  g_mutex_lock (&self->building);
  if (!follow_day (self, error))
    {
      g_mutex_unlock (&self->building);
      return NULL;
    }
  points = dup_points (self, &generation);
  if (points == NULL || generation < atlas_store_get_records_generation (self->store))
    {
      g_clear_object (&points);
      points = build_points (self, cancellable, error);
    }
  g_mutex_unlock (&self->building);
  return g_steal_pointer (&points);
}

/* Keeping in step: a few changed members are patched in, many are reason to read all again. */

static void
append_ids (GArray *ids, AtlasChange *change, AtlasChangeType type)
{
  guint n;
  const gint64 *changed = atlas_change_get_ids (change, atlas_kind_get_table (&atlas_kind_member), type, &n);

  if (n > 0)
    g_array_append_vals (ids, changed, n);
}

/* Those of the new and changed members that are gone by now were deleted after this change: they leave with
 * the deleted ones. */
static void
append_missing (GArray *gone, GArray *wanted, GArray *found)
{
  g_autoptr (GHashTable) there = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < found->len; i++)
    g_hash_table_add (there, &g_array_index (found, AtlasPoint, i).id);
  for (guint i = 0; i < wanted->len; i++)
    if (!g_hash_table_contains (there, &g_array_index (wanted, gint64, i)))
      g_array_append_val (gone, g_array_index (wanted, gint64, i));
}

static gboolean
patch_points (AtlasRegister *self, AtlasPointIndex *points, AtlasChange *change, GError **error)
{
  AtlasConnection *connection = atlas_store_acquire_reader (self->store, error);
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) gone = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) found = NULL;
  g_autoptr (AtlasPointIndex) patched = NULL;

  if (connection == NULL)
    return FALSE;
  append_ids (wanted, change, ATLAS_CHANGE_INSERT);
  append_ids (wanted, change, ATLAS_CHANGE_UPDATE);
  append_ids (gone, change, ATLAS_CHANGE_DELETE);
  found = atlas_facet_load (connection, (const gint64 *) wanted->data, wanted->len, error);
  atlas_store_release_reader (self->store, connection);
  if (found == NULL)
    return FALSE;

  append_missing (gone, wanted, found);
  patched = atlas_point_index_patch (points, (const AtlasPoint *) found->data, found->len,
                                     (const gint64 *) gone->data, gone->len);
  /* Other changes, committed before this one, may still wait: who follows the last of them says what is in.
   */
  set_points (self, patched, 0);
  return TRUE;
}

/* One change less to follow. Once none is left all that was told of is in the index. */
static void
finish_following (AtlasRegister *self, gboolean failed)
{
  g_autoptr (AtlasPointIndex) unfit = NULL;

  g_mutex_lock (&self->lock);
  if (failed)
    {
      /* Without this change it would be wrong for good; who asks next has it built. */
      unfit = g_steal_pointer (&self->points);
      self->points_generation = 0;
    }
  if (--self->n_following == 0 && self->points != NULL)
    self->points_generation = MAX (self->points_generation, self->followed);
  g_mutex_unlock (&self->lock);
}

static void
follow_change (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  AtlasRegister *self = source;
  AtlasChange *change = data;
  g_autoptr (AtlasPointIndex) points = NULL;
  g_autoptr (GError) error = NULL;
  gint64 generation;

  g_mutex_lock (&self->building);
  points = dup_points (self, &generation);
  if (points == NULL || generation >= atlas_change_get_generation (change))
    ; /* Nobody has asked for it yet, or it has been built since. */
  else if (atlas_change_is_everything (change))
    {
      g_autoptr (AtlasPointIndex) built = build_points (self, NULL, &error);
    }
  else if (atlas_change_touches (change, atlas_kind_get_table (&atlas_kind_member)))
    patch_points (self, points, change, &error);
  finish_following (self, error != NULL);
  g_mutex_unlock (&self->building);

  if (error)
    g_warning ("The map can't be brought up to date: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

static void
store_changed (AtlasStore *store, AtlasChange *change, AtlasRegister *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);

  g_mutex_lock (&self->lock);
  self->n_following++;
  self->followed = MAX (self->followed, atlas_change_get_generation (change));
  g_mutex_unlock (&self->lock);

  g_task_set_task_data (task, atlas_change_ref (change), (GDestroyNotify) atlas_change_unref);
  g_task_run_in_thread (task, follow_change);
}

static void
follow_day_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  AtlasRegister *self = source;
  g_autoptr (GError) error = NULL;

  g_mutex_lock (&self->building);
  if (!follow_day (self, &error))
    g_warning ("The map can't be brought up to the day: %s", error->message);
  g_mutex_unlock (&self->building);
  g_task_return_boolean (task, TRUE);
}

/* A timer of monotonic time sleeps with the machine, so it looks now and then rather than waits for midnight.
 */
#define DAY_WATCH_SECONDS 300

static gboolean
look_at_day (gpointer data)
{
  g_autoptr (AtlasRegister) self = g_weak_ref_get (data);
  guint16 day = self ? get_day (self) : 0;

  if (day != 0 && day != atlas_facet_today ())
    {
      g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);

      g_task_run_in_thread (task, follow_day_in_thread);
    }
  return G_SOURCE_CONTINUE;
}

void
atlas_register_watch_points (AtlasRegister *self)
{
  GWeakRef *watched = g_new0 (GWeakRef, 1);

  g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed), self, 0);
  g_weak_ref_init (watched, self);
  self->day_watch = g_timeout_source_new_seconds (DAY_WATCH_SECONDS);
  g_source_set_callback (self->day_watch, look_at_day, watched, weak_ref_free);
  g_source_attach (self->day_watch, self->context);
}

void
atlas_register_unwatch_points (AtlasRegister *self)
{
  if (self->day_watch != NULL)
    g_source_destroy (self->day_watch);
  g_clear_pointer (&self->day_watch, g_source_unref);
}

/* Matching. */

static AtlasPointSet *
match (
  AtlasRegister *self, AtlasPointIndex *points, AtlasQuery *query, GCancellable *cancellable, GError **error)
{
  AtlasConnection *connection = NULL;
  AtlasBitset *rows;

  if (atlas_query_is_empty (query))
    return atlas_point_set_new (points, NULL);
  if (!atlas_query_is_in_memory (query))
    {
      connection = atlas_store_acquire_reader (self->store, error);
      if (connection == NULL)
        return NULL;
      atlas_connection_set_cancellable (connection, cancellable);
    }
  rows = atlas_query_match_rows (query, points, connection, error);
  if (connection)
    {
      atlas_connection_set_cancellable (connection, NULL);
      atlas_store_release_reader (self->store, connection);
    }
  return rows ? atlas_point_set_new (points, rows) : NULL;
}

AtlasPointSet *
atlas_register_match (AtlasRegister *self, AtlasQuery *query, GCancellable *cancellable, GError **error)
{
  g_autoptr (AtlasPointIndex) points = NULL;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), NULL);
  g_return_val_if_fail (query != NULL && atlas_query_get_kind (query) == &atlas_kind_member, NULL);

  points = atlas_register_load_points (self, cancellable, error);
  return points ? match (self, points, query, cancellable, error) : NULL;
}

static void
match_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  AtlasRegister *self = source;
  g_autoptr (AtlasPointIndex) points = atlas_register_dup_points (self);
  AtlasPointSet *set = NULL;
  GError *error = NULL;

  /* Whoever has a main loop is told by "points-changed" when a newer index stands, and asks again: better the
   * one that stands now than to wait for a whole new one after each edit. */
  if (points == NULL)
    points = atlas_register_load_points (self, cancellable, &error);
  if (points)
    set = match (self, points, data, cancellable, &error);
  if (set)
    g_task_return_pointer (task, set, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
atlas_register_match_async (AtlasRegister *self,
                            AtlasQuery *query,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (ATLAS_IS_REGISTER (self));
  g_return_if_fail (query != NULL && atlas_query_get_kind (query) == &atlas_kind_member);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, atlas_register_match_async);
  g_task_set_task_data (task, atlas_query_ref (query), (GDestroyNotify) atlas_query_unref);
  g_task_run_in_thread (task, match_in_thread);
}

AtlasPointSet *
atlas_register_match_finish (AtlasRegister *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
