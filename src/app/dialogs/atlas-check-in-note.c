/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-check-in-note.h"

#include <string.h>

#include "atlas-checkin.h"

typedef struct
{
  gint64 event;
  char *uuid, *name;
} Note;

static void
note_free (gpointer data)
{
  Note *self = data;

  g_free (self->uuid);
  g_free (self->name);
  g_free (self);
}

void
atlas_check_in_note_set_name (AtlasRecord *member, const char *name)
{
  const char *space;
  g_autofree char *given = NULL;

  g_return_if_fail (member != NULL && name != NULL);

  space = strrchr (name, ' ');
  given = space != NULL ? g_strchomp (g_strndup (name, (gsize) (space - name))) : NULL;
  atlas_record_set_text (member, "given_name", given != NULL ? given : name);
  if (space != NULL)
    atlas_record_set_text (member, "family_name", space + 1);
}

static gboolean
write_note (AtlasRegister *records, const Note *note, GError **error)
{
  g_autoptr (AtlasRecord) member = NULL;
  AtlasUuid uuid;

  if (note->uuid == NULL)
    {
      member = atlas_record_new (&atlas_kind_member);
      atlas_check_in_note_set_name (member, note->name);
      return atlas_event_check_in_new (records, note->event, member, error);
    }
  if (!atlas_uuid_parse (note->uuid, -1, &uuid))
    g_return_val_if_reached (FALSE);
  member = atlas_register_load_uuid (records, &atlas_kind_member, &uuid, error);
  return member != NULL && atlas_event_set_attendance (records, note->event, member, "attended", error);
}

static void
note_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (write_note (source, data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
atlas_check_in_note_async (AtlasRegister *records,
                           gint64 event,
                           const char *uuid,
                           const char *name,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Note *note;

  g_return_if_fail (ATLAS_IS_REGISTER (records));
  g_return_if_fail (name != NULL);

  note = g_new0 (Note, 1);
  note->event = event;
  note->uuid = g_strdup (uuid);
  note->name = g_strdup (name);
  task = g_task_new (records, NULL, callback, user_data);
  g_task_set_source_tag (task, atlas_check_in_note_async);
  g_task_set_task_data (task, note, note_free);
  g_task_run_in_thread (task, note_in_thread);
}

gboolean
atlas_check_in_note_finish (AtlasRegister *records, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, atlas_check_in_note_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
