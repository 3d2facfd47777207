/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-geocoder.h"
#include "atlas-i18n.h"
#include "atlas-mission-place.h"
#include "atlas-number.h"
#include "atlas-register-private.h"

gboolean
atlas_register_write (AtlasRegister *self,
                      const char *label,
                      AtlasUnitFlags flags,
                      AtlasRegisterWork work,
                      gpointer data,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (AtlasUnit) unit = NULL;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), FALSE);
  g_return_val_if_fail (label != NULL && work != NULL, FALSE);

  unit = atlas_unit_begin (self->store, label, flags, error);
  if (unit == NULL)
    return FALSE;
  atlas_unit_set_cancellable (unit, cancellable);
  return work (unit, data, cancellable, error) && atlas_unit_commit (unit, error);
}

typedef struct
{
  char *label;
  AtlasUnitFlags flags;
  AtlasRegisterWork work;
  gpointer data;
  GDestroyNotify data_free;
  GAsyncReadyCallback callback;
  gpointer user_data;
} WriteTask;

/* The worker may hold on to its task a little longer than we do; the data is freed here, on the context of
 * whoever gave it. */
static void
finish_write (GObject *source, GAsyncResult *result, gpointer data)
{
  WriteTask *write = data;

  if (write->callback)
    write->callback (source, result, write->user_data);
  if (write->data_free)
    write->data_free (write->data);
  g_free (write->label);
  g_free (write);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  WriteTask *write = data;
  GError *error = NULL;

  if (atlas_register_write (source, write->label, write->flags, write->work, write->data, cancellable,
                            &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
atlas_register_write_async (AtlasRegister *self,
                            const char *label,
                            AtlasUnitFlags flags,
                            AtlasRegisterWork work,
                            gpointer data,
                            GDestroyNotify data_free,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  WriteTask *write;

  g_return_if_fail (ATLAS_IS_REGISTER (self));
  g_return_if_fail (label != NULL && work != NULL);

  write = g_new0 (WriteTask, 1);
  write->label = g_strdup (label);
  write->flags = flags;
  write->work = work;
  write->data = data;
  write->data_free = data_free;
  write->callback = callback;
  write->user_data = user_data;

  task = g_task_new (self, cancellable, finish_write, write);
  g_task_set_source_tag (task, atlas_register_write_async);

  /* Once committed it is done, whatever the cancellable says by then. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, write, NULL);
  g_task_run_in_thread (task, write_in_thread);
}

gboolean
atlas_register_write_finish (AtlasRegister *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Placing. */

static void
unset (AtlasRecord *record, const char *key)
{
  atlas_record_unset (record, atlas_kind_find_field (atlas_record_get_kind (record), key, -1));
}

static gboolean
has (AtlasRecord *record, const char *key)
{
  return atlas_record_has (record, atlas_kind_find_field (atlas_record_get_kind (record), key, -1));
}

gboolean
atlas_register_place (AtlasRecord *record)
{
  const char *source;
  double latitude, longitude;
  gboolean placed;
  AtlasGeocode found;

  g_return_val_if_fail (record != NULL, FALSE);

  source = atlas_record_get_text (record, "location.source");
  placed = has (record, "location.latitude");
  if (placed && source != NULL && !g_str_equal (source, "gazetteer"))
    return FALSE;
  if (placed && source == NULL)
    return FALSE; /* somebody's position, though they did not say whose */

  latitude = atlas_record_get_real (record, "location.latitude");
  longitude = atlas_record_get_real (record, "location.longitude");
  if (!atlas_geocode_address (atlas_record_get_text (record, "address.city"),
                              atlas_record_get_text (record, "address.region"),
                              atlas_record_get_text (record, "address.postcode"),
                              atlas_record_get_text (record, "address.country"), &found))
    {
      unset (record, "location.latitude");
      unset (record, "location.longitude");
      unset (record, "location.precision");
      unset (record, "location.source");
      return placed;
    }

  atlas_record_set_real (record, "location.latitude", found.latitude);
  atlas_record_set_real (record, "location.longitude", found.longitude);
  atlas_record_set_text (record, "location.precision", atlas_precision_get_name (found.precision));
  atlas_record_set_text (record, "location.source", "gazetteer");
  return !placed || found.latitude != latitude || found.longitude != longitude;
}

static gboolean
differs (AtlasRecord *a, AtlasRecord *b, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (atlas_record_get_kind (a), key, -1);

  return !atlas_value_equal (atlas_record_get_value (a, field), atlas_record_get_value (b, field));
}

/* Who moved decides: a position that was set by hand stays until it is set again; an address that changed
 * takes any other with it. */
static void
place_on_save (AtlasRecord *record, AtlasRecord *old)
{
  static const char *const address[] = { "address.city", "address.region", "address.postcode",
                                         "address.country" };
  gboolean positioned, moved = FALSE;

  if (atlas_record_get_kind (record) == &atlas_kind_mission)
    atlas_mission_place (record, old);
  if (atlas_kind_find_field (atlas_record_get_kind (record), "location.latitude", -1) == NULL)
    return;
  positioned = has (record, "location.latitude") && has (record, "location.longitude");
  if (positioned && (old == NULL || differs (record, old, "location.latitude") ||
                     differs (record, old, "location.longitude")))
    {
      if (old == NULL ? !has (record, "location.source") : !differs (record, old, "location.source"))
        atlas_record_set_text (record, "location.source", "officer");
      if (old == NULL ? !has (record, "location.precision") : !differs (record, old, "location.precision"))
        atlas_record_set_text (record, "location.precision", "exact");
      return;
    }

  for (guint i = 0; old && i < G_N_ELEMENTS (address); i++)
    moved = moved || differs (record, old, address[i]);
  if (positioned && (!moved || g_strcmp0 (atlas_record_get_text (record, "location.source"), "officer") == 0))
    return;
  if (positioned)
    atlas_record_set_text (record, "location.source", "gazetteer");
  atlas_register_place (record);
}

/* Saving. */

static gboolean
save (AtlasUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  AtlasRecord *record = data;
  g_autoptr (AtlasRecord) old = NULL;

  if (atlas_record_get_id (record) != 0)
    {
      old = atlas_record_load (atlas_unit_get_connection (unit), atlas_record_get_kind (record),
                               atlas_record_get_id (record), error);
      if (old == NULL)
        return FALSE;
    }
  place_on_save (record, old);
  return atlas_record_save (record, unit, FALSE, error);
}

static char *
make_save_label (AtlasRecord *record)
{
  g_autofree char *title = atlas_record_dup_title (record);

  /* Translators: what undo names; %s is a person or an event. */
  return g_strdup_printf (atlas_record_get_id (record) == 0 ? _ ("Add %s") : _ ("Edit %s"), title);
}

gint64
atlas_register_save (AtlasRegister *self, AtlasRecord *record, GError **error)
{
  g_autofree char *label = NULL;
  gint64 id;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), 0);
  g_return_val_if_fail (record != NULL, 0);

  id = atlas_record_get_id (record);
  label = make_save_label (record);
  if (atlas_register_write (self, label, ATLAS_UNIT_DEFAULT, save, record, NULL, error))
    return atlas_record_get_id (record);

  /* A row that was rolled back is not there: the next attempt must add it again. */
  atlas_record_set_id (record, id);
  return 0;
}

static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  gint64 id = atlas_register_save (source, data, &error);

  if (id != 0)
    g_task_return_int (task, id);
  else
    g_task_return_error (task, error);
}

void
atlas_register_save_async (AtlasRegister *self,
                           AtlasRecord *record,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (ATLAS_IS_REGISTER (self));
  g_return_if_fail (record != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, atlas_register_save_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, atlas_record_ref (record), (GDestroyNotify) atlas_record_unref);
  g_task_run_in_thread (task, save_in_thread);
}

gint64
atlas_register_save_finish (AtlasRegister *self, GAsyncResult *result, GError **error)
{
  gssize id;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  id = g_task_propagate_int (G_TASK (result), error);
  return MAX (id, 0);
}

/* Undo and redo. */

typedef struct
{
  gboolean redo;
  AtlasProgressFunc progress;
  gpointer progress_data;
} UndoTask;

static void
undo_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  AtlasRegister *self = source;
  UndoTask *undo = data;
  GError *error = NULL;
  char *label = NULL;
  gboolean done = (undo->redo ? atlas_journal_redo : atlas_journal_undo) (
    self->store, undo->progress, undo->progress_data, cancellable, &label, &error);

  if (done)
    g_task_return_pointer (task, label, g_free);
  else
    g_task_return_error (task, error);
}

void
atlas_register_undo_async (AtlasRegister *self,
                           gboolean redo,
                           AtlasProgressFunc progress,
                           gpointer progress_data,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  UndoTask *undo;

  g_return_if_fail (ATLAS_IS_REGISTER (self));

  undo = g_new0 (UndoTask, 1);
  undo->redo = redo;
  undo->progress = progress;
  undo->progress_data = progress_data;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, atlas_register_undo_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, undo, g_free);
  g_task_run_in_thread (task, undo_in_thread);
}

char *
atlas_register_undo_finish (AtlasRegister *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
