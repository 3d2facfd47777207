/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-shading.h"

#include "atlas-estimate.h"
#include "atlas-i18n.h"

struct _AtlasMapShading
{
  GObject parent_instance;

  AtlasMapView *map; /* both belong to whoever made this */
  AtlasMeasureButton *button;
  GSettings *settings;
  AtlasSession *session;
  AtlasPointSet *points, *scale; /* NULL: whom the session finds, and no other scale */
  GCancellable *measuring;
  gboolean knows_sources; /* of estimates, and the segments, as they are now */
  char *failed;           /* the measure that could not be taken last, so that it is complained of once */
};

enum
{
  PROP_0,
  PROP_MEASURING,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (AtlasMapShading, atlas_map_shading, G_TYPE_OBJECT)

/* What a thread needs, and what it finds. */
typedef struct
{
  AtlasRegister *records;
  AtlasMeasure *measure;
  AtlasPointSet *points, *scale;
  AtlasMeasured *measured, *scale_measured;
  GPtrArray *estimates;
  GStrv segments; /* their names */
} Task;

static void
task_free (Task *self)
{
  g_object_unref (self->records);
  atlas_measure_unref (self->measure);
  g_clear_object (&self->points);
  g_clear_object (&self->scale);
  g_clear_pointer (&self->measured, atlas_measured_unref);
  g_clear_pointer (&self->scale_measured, atlas_measured_unref);
  g_clear_pointer (&self->estimates, g_ptr_array_unref);
  g_strfreev (self->segments);
  g_free (self);
}

static void
measure_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Task *self = data;
  GError *error = NULL;

  self->estimates = atlas_register_list_estimates (self->records, &error);
  if (error == NULL)
    self->segments = atlas_register_list_segments (self->records, &error);
  if (error == NULL && atlas_measure_get_type (self->measure) != ATLAS_MEASURE_MEMBERS)
    self->measured =
      atlas_register_measure (self->records, self->measure, self->points, ATLAS_AREAS_REGIONS, &error);
  if (self->measured != NULL && self->scale != NULL)
    self->scale_measured =
      atlas_register_measure (self->records, self->measure, self->scale, ATLAS_AREAS_REGIONS, &error);
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_measured (GObject *source, GAsyncResult *result, gpointer data)
{
  AtlasMapShading *self = ATLAS_MAP_SHADING (source);
  g_autoptr (GError) error = NULL;
  Task *task = g_task_get_task_data (G_TASK (result));
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  /* Whoever began another waits for that one. */
  if (g_task_get_cancellable (G_TASK (result)) != self->measuring)
    return;
  g_clear_object (&self->measuring);
  atlas_map_view_set_scale (self->map, self->scale, done ? task->scale_measured : NULL);
  atlas_map_view_set_measured (self->map, done ? task->measured : NULL);
  if (!done && g_strcmp0 (self->failed, atlas_measure_get_text (task->measure)) != 0)
    atlas_session_fail (self->session, _ ("The map can’t be shaded this way"), error);
  g_free (self->failed);
  self->failed = done ? NULL : g_strdup (atlas_measure_get_text (task->measure));
  /* May find that the source is gone, and measure anew. */
  if (task->segments != NULL)
    {
      self->knows_sources = TRUE;
      atlas_measure_button_set_estimates (self->button, task->estimates);
      atlas_measure_button_set_segments (self->button, (const char *const *) task->segments);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MEASURING]);
}

static void
stop (AtlasMapShading *self)
{
  g_cancellable_cancel (self->measuring);
  g_clear_object (&self->measuring);
}

static void
update (AtlasMapShading *self)
{
  AtlasMeasure *measure = atlas_measure_button_get_measure (self->button);
  gboolean plain = atlas_measure_get_type (measure) == ATLAS_MEASURE_MEMBERS;
  g_autoptr (GTask) task = NULL;
  Task *work;

  stop (self);
  /* Members are counted with the points already, and shown at once. */
  if (self->session == NULL || plain)
    {
      atlas_map_view_set_scale (self->map, self->scale, NULL);
      atlas_map_view_set_measured (self->map, NULL);
    }
  if (self->session == NULL || atlas_session_get_points (self->session) == NULL ||
      (plain && self->knows_sources))
    return;

  work = g_new0 (Task, 1);
  work->records = g_object_ref (atlas_session_get_register (self->session));
  work->measure = atlas_measure_ref (measure);
  work->points = g_object_ref (self->points ? self->points : atlas_session_get_points (self->session));
  g_set_object (&work->scale, self->scale);
  self->measuring = g_cancellable_new ();
  task = g_task_new (self, self->measuring, on_measured, NULL);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, (GDestroyNotify) task_free);
  g_task_run_in_thread (task, measure_in_thread);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MEASURING]);
}

static void
update_breaks (AtlasMapShading *self)
{
  const double *own;
  guint n_own;
  AtlasBreaks breaks = atlas_measure_button_get_breaks (self->button, &own, &n_own);

  atlas_map_view_set_breaks (self->map, breaks, own, n_own);
}

static void
on_button_changed (AtlasMapShading *self)
{
  const double *own;
  guint n_own;

  g_settings_set_string (self->settings, "map-measure",
                         atlas_measure_get_text (atlas_measure_button_get_measure (self->button)));
  g_settings_set_string (
    self->settings, "map-breaks",
    atlas_breaks_get_name (atlas_measure_button_get_breaks (self->button, &own, &n_own)));
  g_settings_set_string (self->settings, "map-own-breaks", atlas_measure_button_get_own_text (self->button));
  update_breaks (self);
  update (self);
}

static void
on_records_changed (AtlasMapShading *self, AtlasChange *change)
{
  /* A share may be of a segment. */
  if (!atlas_change_touches (change, atlas_kind_get_table (&atlas_kind_estimate)) &&
      !atlas_change_touches (change, atlas_kind_get_table (&atlas_kind_segment)))
    return;
  self->knows_sources = FALSE;
  update (self);
}

static void
atlas_map_shading_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_MEASURING:
      g_value_set_boolean (value, atlas_map_shading_is_measuring (ATLAS_MAP_SHADING (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_map_shading_dispose (GObject *object)
{
  AtlasMapShading *self = ATLAS_MAP_SHADING (object);

  stop (self);
  g_clear_object (&self->session);
  g_clear_object (&self->points);
  g_clear_object (&self->scale);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->failed, g_free);

  G_OBJECT_CLASS (atlas_map_shading_parent_class)->dispose (object);
}

static void
atlas_map_shading_class_init (AtlasMapShadingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = atlas_map_shading_get_property;
  object_class->dispose = atlas_map_shading_dispose;
  properties[PROP_MEASURING] =
    g_param_spec_boolean ("measuring", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
atlas_map_shading_init (AtlasMapShading *self)
{
}

AtlasMapShading *
atlas_map_shading_new (AtlasMapView *map, AtlasMeasureButton *button, GSettings *settings)
{
  AtlasMapShading *self;
  g_autofree char *measure = NULL, *breaks = NULL, *own = NULL;

  g_return_val_if_fail (ATLAS_IS_MAP_VIEW (map), NULL);
  g_return_val_if_fail (ATLAS_IS_MEASURE_BUTTON (button), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (ATLAS_TYPE_MAP_SHADING, NULL);
  self->map = map;
  self->button = button;
  self->settings = g_object_ref (settings);
  measure = g_settings_get_string (settings, "map-measure");
  breaks = g_settings_get_string (settings, "map-breaks");
  own = g_settings_get_string (settings, "map-own-breaks");
  atlas_measure_button_restore (button, measure, breaks, own);
  update_breaks (self);
  g_signal_connect_object (button, "changed", G_CALLBACK (on_button_changed), self, G_CONNECT_SWAPPED);
  return self;
}

void
atlas_map_shading_set_session (AtlasMapShading *self, AtlasSession *session)
{
  g_return_if_fail (ATLAS_IS_MAP_SHADING (self));

  if (self->session == session)
    return;
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (atlas_session_get_register (self->session), self);
    }
  g_set_object (&self->session, session);
  self->knows_sources = FALSE;
  if (session != NULL)
    {
      g_signal_connect_object (session, "notify::points", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (atlas_session_get_register (session), "changed",
                               G_CALLBACK (on_records_changed), self, G_CONNECT_SWAPPED);
    }
  update (self);
}

void
atlas_map_shading_set_points (AtlasMapShading *self, AtlasPointSet *points, AtlasPointSet *scale)
{
  gboolean changed;

  g_return_if_fail (ATLAS_IS_MAP_SHADING (self));

  changed = g_set_object (&self->points, points);
  changed |= g_set_object (&self->scale, scale);
  if (changed)
    update (self);
}

gboolean
atlas_map_shading_is_measuring (AtlasMapShading *self)
{
  g_return_val_if_fail (ATLAS_IS_MAP_SHADING (self), FALSE);

  return self->measuring != NULL;
}
