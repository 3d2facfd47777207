/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-shading.h"

#include <string.h>

#include "atlas-estimate.h"
#include "atlas-i18n.h"
#include "atlas-summary.h"

#define N_LEVELS (ATLAS_AREAS_PLACES + 1)

struct _AtlasMapShading
{
  GObject parent_instance;

  AtlasMapView *map; /* both belong to whoever made this */
  AtlasMeasureButton *button;
  GSettings *settings;
  AtlasSession *session;
  AtlasPointSet *points, *scale;     /* NULL: whom the session finds, and no other scale */
  AtlasMeasured *measured[N_LEVELS]; /* by AtlasAreas; NULL: not known, or not asked for */
  AtlasMeasured *scale_measured[N_LEVELS];
  gboolean stale[N_LEVELS]; /* of other people or another measure */
  AtlasAreas listed;        /* what the table shows */
  GCancellable *measuring;
  gboolean knows_sources; /* of estimates, and the segments, as they are now */
  gboolean comparing;
  gboolean hid_clusters; /* by itself, for a comparison */
  char *failed;          /* the measure that could not be taken last, so that it is complained of once */
};

enum
{
  PROP_0,
  PROP_MEASURING,
  N_PROPERTIES
};

enum
{
  MEASURED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasMapShading, atlas_map_shading, G_TYPE_OBJECT)

/* What a thread needs, and what it finds. */
typedef struct
{
  AtlasRegister *records;
  AtlasMeasure *measure;
  AtlasPointSet *points, *scale;
  gboolean wanted[N_LEVELS];
  AtlasMeasured *measured[N_LEVELS], *scale_measured[N_LEVELS];
  GPtrArray *estimates;
  GStrv segments; /* their names */
} Task;

static void
clear_measured (AtlasMeasured *measured[N_LEVELS])
{
  for (guint i = 0; i < N_LEVELS; i++)
    g_clear_pointer (&measured[i], atlas_measured_unref);
}

static void
task_free (Task *self)
{
  g_object_unref (self->records);
  atlas_measure_unref (self->measure);
  g_clear_object (&self->points);
  g_clear_object (&self->scale);
  clear_measured (self->measured);
  clear_measured (self->scale_measured);
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
  for (guint i = 0; i < N_LEVELS && error == NULL; i++)
    {
      if (self->wanted[i])
        self->measured[i] =
          atlas_register_measure (self->records, self->measure, self->points, i, cancellable, &error);
      if (self->measured[i] != NULL && self->scale != NULL && i != ATLAS_AREAS_PLACES)
        self->scale_measured[i] =
          atlas_register_measure (self->records, self->measure, self->scale, i, cancellable, &error);
    }
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
replace (AtlasMeasured **kept, AtlasMeasured *measured)
{
  if (measured != NULL)
    atlas_measured_ref (measured);
  g_clear_pointer (kept, atlas_measured_unref);
  *kept = measured;
}

static void
set_measured (AtlasMapShading *self, AtlasAreas areas, AtlasMeasured *measured, AtlasMeasured *scale)
{
  replace (&self->measured[areas], measured);
  replace (&self->scale_measured[areas], scale);
  atlas_map_view_set_scale (self->map, self->scale, self->scale_measured[ATLAS_AREAS_REGIONS],
                            self->scale_measured[ATLAS_AREAS_COUNTIES]);
  if (areas == ATLAS_AREAS_REGIONS)
    atlas_map_view_set_measured (self->map, measured);
  else if (areas == ATLAS_AREAS_COUNTIES)
    atlas_map_view_set_counties (self->map, measured);
}

/* Once for a measure, and not where another is shown by now because a segment went or has another name. */
static void
tell_failure (AtlasMapShading *self, const Task *task, const GError *failure)
{
  const char *text = atlas_measure_get_text (task->measure);
  gboolean current =
    g_strcmp0 (text, atlas_measure_get_text (atlas_measure_button_get_measure (self->button))) == 0;

  if (failure != NULL && current && g_strcmp0 (self->failed, text) != 0)
    atlas_session_fail (self->session, _ ("The map can’t be shaded this way"), failure);
  g_free (self->failed);
  self->failed = failure != NULL && current ? g_strdup (text) : NULL;
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
  for (guint i = 0; i < N_LEVELS; i++)
    if (task->wanted[i])
      {
        self->stale[i] = FALSE;
        set_measured (self, i, done ? task->measured[i] : NULL, done ? task->scale_measured[i] : NULL);
      }
  /* May find that the source is gone, and measure anew. */
  if (task->segments != NULL)
    {
      self->knows_sources = TRUE;
      atlas_measure_button_set_estimates (self->button, task->estimates);
      atlas_measure_button_set_segments (self->button, (const char *const *) task->segments);
    }
  tell_failure (self, task, done ? NULL : error);
  g_signal_emit (self, signals[MEASURED], 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MEASURING]);
}

static void
stop (AtlasMapShading *self)
{
  g_cancellable_cancel (self->measuring);
  g_clear_object (&self->measuring);
}

/* Whether anybody looks at these. Members of regions are counted with the points already. */
static gboolean
is_needed (AtlasMapShading *self, AtlasAreas areas)
{
  AtlasMeasure *measure = atlas_measure_button_get_measure (self->button);

  switch (areas)
    {
    case ATLAS_AREAS_REGIONS:
      return atlas_measure_get_type (measure) != ATLAS_MEASURE_MEMBERS;
    case ATLAS_AREAS_COUNTIES:
      return self->listed == ATLAS_AREAS_COUNTIES ||
             atlas_map_view_get_level (self->map) == ATLAS_AREAS_COUNTIES;
    case ATLAS_AREAS_PLACES:
    default:
      return self->listed == ATLAS_AREAS_PLACES;
    }
}

/* Until the points are here: everybody by region, as the last session counted them, if that still holds. */
static void
show_summary (AtlasMapShading *self)
{
  AtlasMeasure *measure = atlas_measure_button_get_measure (self->button);
  AtlasFilter *filter = atlas_session_get_filter (self->session, &atlas_kind_member);
  g_autoptr (AtlasMeasured) summary = NULL;

  if (atlas_measure_get_type (measure) == ATLAS_MEASURE_MEMBERS &&
      atlas_query_is_empty (atlas_filter_get_query (filter)))
    summary = atlas_register_load_summary (atlas_session_get_register (self->session));
  if (summary != NULL)
    set_measured (self, ATLAS_AREAS_REGIONS, summary, NULL);
}

/* Measures what is looked at and is not known. */
static void
catch_up (AtlasMapShading *self)
{
  g_autoptr (GTask) task = NULL;
  gboolean wanted[N_LEVELS], any = FALSE;
  Task *work;

  stop (self);
  for (guint i = 0; i < N_LEVELS; i++)
    {
      wanted[i] = self->stale[i] && is_needed (self, i);
      any |= wanted[i];
      /* What is no longer true must not be shown once it is looked at again. */
      if (self->session == NULL || (self->stale[i] && !wanted[i]))
        set_measured (self, i, NULL, NULL);
    }
  if (self->session != NULL && atlas_session_get_points (self->session) == NULL)
    show_summary (self);
  if (self->session == NULL || atlas_session_get_points (self->session) == NULL ||
      (!any && self->knows_sources))
    return;

  work = g_new0 (Task, 1);
  work->records = g_object_ref (atlas_session_get_register (self->session));
  work->measure = atlas_measure_ref (atlas_measure_button_get_measure (self->button));
  work->points = g_object_ref (self->points ? self->points : atlas_session_get_points (self->session));
  g_set_object (&work->scale, self->scale);
  memcpy (work->wanted, wanted, sizeof wanted);
  self->measuring = g_cancellable_new ();
  task = g_task_new (self, self->measuring, on_measured, NULL);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, (GDestroyNotify) task_free);
  g_task_run_in_thread (task, measure_in_thread);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MEASURING]);
}

static void
update (AtlasMapShading *self)
{
  for (guint i = 0; i < N_LEVELS; i++)
    self->stale[i] = TRUE;
  catch_up (self);
}

/* Only regions are shaded by two numbers at once, and only of regions is anything estimated. */
static void
update_areas (AtlasMapShading *self)
{
  AtlasMeasureType type = atlas_measure_get_type (atlas_measure_button_get_measure (self->button));
  gboolean regions = type == ATLAS_MEASURE_COMPARE || atlas_measure_type_is_estimated (type);

  atlas_map_view_set_areas (self->map, regions ? ATLAS_MAP_AREAS_REGIONS
                                               : atlas_measure_button_get_areas (self->button));
}

static void
update_breaks (AtlasMapShading *self)
{
  const double *own;
  guint n_own;
  AtlasBreaks breaks = atlas_measure_button_get_breaks (self->button, &own, &n_own);

  atlas_map_view_set_breaks (self->map, breaks, own, n_own);
}

/* Circles would hide what is compared, and tell nothing of it: they are off while two are, unless somebody
 * turns them on meanwhile. */
static void
update_clusters (AtlasMapShading *self)
{
  AtlasMeasure *measure = atlas_measure_button_get_measure (self->button);
  gboolean comparing = atlas_measure_get_type (measure) == ATLAS_MEASURE_COMPARE;

  if (comparing == self->comparing)
    return;
  self->comparing = comparing;
  if (comparing)
    self->hid_clusters = g_settings_get_boolean (self->settings, "show-clusters");
  if (self->hid_clusters)
    g_settings_set_boolean (self->settings, "show-clusters", !comparing);
  if (!comparing)
    self->hid_clusters = FALSE;
}

static void
on_button_changed (AtlasMapShading *self)
{
  g_autofree char *own_text = atlas_measure_button_dup_own_text (self->button);
  const double *own;
  guint n_own;

  g_settings_set_string (self->settings, "map-measure",
                         atlas_measure_get_text (atlas_measure_button_get_measure (self->button)));
  g_settings_set_string (
    self->settings, "map-breaks",
    atlas_breaks_get_name (atlas_measure_button_get_breaks (self->button, &own, &n_own)));
  g_settings_set_string (self->settings, "map-own-breaks", own_text);
  g_settings_set_string (self->settings, "map-areas",
                         atlas_map_areas_get_name (atlas_measure_button_get_areas (self->button)));
  update_areas (self);
  update_breaks (self);
  update_clusters (self);
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
  clear_measured (self->measured);
  clear_measured (self->scale_measured);
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
  signals[MEASURED] = g_signal_new ("measured", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
}

static void
atlas_map_shading_init (AtlasMapShading *self)
{
}

AtlasMapShading *
atlas_map_shading_new (AtlasMapView *map, AtlasMeasureButton *button, GSettings *settings)
{
  AtlasMapShading *self;
  g_autofree char *measure = NULL, *breaks = NULL, *own = NULL, *areas = NULL;

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
  areas = g_settings_get_string (settings, "map-areas");
  atlas_measure_button_restore (button, measure, breaks, own);
  atlas_measure_button_set_areas (button, (AtlasMapAreas) MAX (atlas_map_areas_find (areas), 0));
  update_areas (self);
  update_breaks (self);
  self->comparing =
    atlas_measure_get_type (atlas_measure_button_get_measure (button)) == ATLAS_MEASURE_COMPARE;
  g_signal_connect_object (map, "notify::level", G_CALLBACK (catch_up), self, G_CONNECT_SWAPPED);
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

AtlasMeasured *
atlas_map_shading_get_measured (AtlasMapShading *self, AtlasAreas areas)
{
  g_return_val_if_fail (ATLAS_IS_MAP_SHADING (self), NULL);
  g_return_val_if_fail (areas < N_LEVELS, NULL);

  return self->measured[areas];
}

void
atlas_map_shading_set_listed (AtlasMapShading *self, AtlasAreas areas)
{
  g_return_if_fail (ATLAS_IS_MAP_SHADING (self));
  g_return_if_fail (areas < N_LEVELS);

  if (self->listed == areas)
    return;
  self->listed = areas;
  catch_up (self);
}
