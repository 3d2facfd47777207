/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-record-editor-private.h"

#include "atlas-field-words.h"
#include "atlas-i18n.h"

/* Saving. */

typedef struct
{
  AtlasRecordEditor *editor;
  AtlasSession *session;
  AtlasRecord *record; /* being written, and changed by that */
  AtlasRecord *sent;   /* as it was given */
  AtlasRecord *before; /* what was in the database then */
  guint serial;
} Save;

static void
save_free (Save *save)
{
  atlas_record_unref (save->record);
  atlas_record_unref (save->sent);
  atlas_record_unref (save->before);
  g_object_unref (save->session);
  g_object_unref (save->editor);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

/* Now @now is in the database where @then was: what was typed since stays, the rest shows it. */
static void
rebase (AtlasRecordEditor *self, AtlasRecord *then, AtlasRecord *now)
{
  atlas_record_editor_load (self, now, then);
  atlas_record_editor_set_base (self, now);
  atlas_record_editor_update (self);
}

static void start (AtlasRecordEditor *self);

static void
tell_saved (Save *save)
{
  g_autofree char *title = atlas_record_dup_title (save->sent);
  g_autofree char *message = atlas_record_get_id (save->sent) == 0
                               /* Translators: %s is a person or an event */
                               ? g_strdup_printf (_ ("Added %s"), title)
                               : g_strdup_printf (_ ("Saved %s"), title);

  atlas_session_tell (save->session, message, TRUE);
}

static void
on_succeeded (AtlasRecordEditor *self, Save *save, gint64 id)
{
  g_autoptr (AtlasRecord) saved =
    atlas_register_load (atlas_session_get_register (save->session), self->kind, id, NULL);
  Save *next = g_queue_peek_head (&self->saves);

  if (saved == NULL)
    saved = atlas_record_ref (save->record);

  /* What was added and then edited before it was there must not be added twice. */
  if (next != NULL && next->serial == save->serial)
    {
      atlas_record_set_id (next->record, id);
      atlas_record_set_uuid (next->record, atlas_record_get_uuid (saved));
      atlas_record_set_id (next->sent, id);
    }
  if (save->serial == self->serial && self->base != NULL)
    {
      self->tell_missing = TRUE;
      if (next == NULL || next->serial != save->serial)
        rebase (self, save->sent, saved);
      else
        {
          atlas_record_set_id (self->base, id);
          atlas_record_set_uuid (self->base, atlas_record_get_uuid (saved));
        }
    }
  tell_saved (save);
  g_signal_emit_by_name (self, "saved", id);
}

static void
on_not_saved (AtlasRecordEditor *self, Save *save, const GError *error)
{
  g_autofree char *name = atlas_record_dup_title (save->sent);
  g_autofree char *title = g_strdup_printf (_ ("%s was not saved"), name);

  /* What was typed is still there, or comes back if nothing else is in its place. */
  if (save->serial != self->serial && !self->changed && save->session == self->session)
    {
      atlas_record_editor_set_record (self, save->before);
      atlas_record_editor_load (self, save->sent, NULL);
      atlas_record_editor_update (self);
    }
  else if (save->serial == self->serial && self->base != NULL)
    {
      atlas_record_editor_set_base (self, save->before);
      atlas_record_editor_update (self);
    }
  atlas_session_fail (save->session, title, error);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Save) save = data;
  AtlasRecordEditor *self = save->editor;
  g_autoptr (GError) error = NULL;
  gint64 id = atlas_register_save_finish (ATLAS_REGISTER (source), result, &error);

  g_queue_pop_head (&self->saves);
  if (id != 0)
    on_succeeded (self, save, id);
  else
    on_not_saved (self, save, error);
  if (g_application_get_default () != NULL)
    g_application_release (g_application_get_default ());
  start (self);
}

/* One after the other, so that the last word is the last one typed. */
static void
start (AtlasRecordEditor *self)
{
  Save *save = g_queue_peek_head (&self->saves);

  if (save != NULL)
    atlas_register_save_async (atlas_session_get_register (save->session), save->record, NULL, on_saved,
                               save);
}

gboolean
atlas_record_editor_is_saving (AtlasRecordEditor *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_EDITOR (self), FALSE);
  return !g_queue_is_empty (&self->saves);
}

void
atlas_record_editor_begin_save (AtlasRecordEditor *self)
{
  Save *save = g_new0 (Save, 1);

  save->editor = g_object_ref (self);
  save->session = g_object_ref (self->session);
  save->record = atlas_record_copy (self->draft);
  save->sent = atlas_record_copy (self->draft);
  save->before = atlas_record_ref (self->base);
  save->serial = self->serial;
  g_queue_push_tail (&self->saves, save);

  /* The program must not end, its last window closed, before this is written. */
  if (g_application_get_default () != NULL)
    g_application_hold (g_application_get_default ());

  atlas_record_editor_show_notice (self, ATLAS_EDITOR_NOTICE_NONE, NULL);
  g_clear_pointer (&self->initial, atlas_record_unref);
  atlas_record_editor_set_base (self, save->sent);
  atlas_record_editor_update (self);
  if (g_queue_get_length (&self->saves) == 1)
    start (self);
}

/* Changes elsewhere. */

void
atlas_record_editor_show_notice (AtlasRecordEditor *self, AtlasEditorNotice kind, const char *text)
{
  self->notice_kind = kind;
  if (kind != ATLAS_EDITOR_NOTICE_CONFLICT)
    g_clear_pointer (&self->theirs, atlas_record_unref);
  gtk_revealer_set_reveal_child (self->notice, kind != ATLAS_EDITOR_NOTICE_NONE);
  if (kind == ATLAS_EDITOR_NOTICE_NONE)
    return;

  gtk_label_set_text (self->notice_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->notice_other), kind != ATLAS_EDITOR_NOTICE_MERGED);
  switch (kind)
    {
    case ATLAS_EDITOR_NOTICE_CONFLICT:
      gtk_button_set_label (self->notice_mine, _ ("Keep Mine"));
      gtk_button_set_label (self->notice_other, _ ("Take Theirs"));
      break;
    case ATLAS_EDITOR_NOTICE_DELETED:
      gtk_button_set_label (self->notice_mine, _ ("Keep as New"));
      gtk_button_set_label (self->notice_other, _ ("Discard"));
      break;
    default:
      gtk_button_set_label (self->notice_mine, _ ("OK"));
      break;
    }
}

/* The fields that were changed elsewhere, a line each; @clashing: only those that are edited here too, which
 * are marked. */
static char *
list_changes (AtlasRecordEditor *self, AtlasRecord *theirs, gboolean clashing)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; clashing && i < self->lines->len; i++)
    g_array_index (self->lines, AtlasEditorLine, i).clashes = FALSE;

  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      const AtlasField *field = &self->kind->fields[i];
      const AtlasValue *before = atlas_record_get_value (self->base, field);
      const AtlasValue *there = atlas_record_get_value (theirs, field);
      const AtlasValue *here = atlas_record_get_value (self->draft, field);
      AtlasEditorLine *line = &g_array_index (self->lines, AtlasEditorLine, self->line_of[i]);
      gboolean edited = !atlas_value_equal (before, here) || line->wrong;
      g_autofree char *words = NULL;

      if ((field->flags & ATLAS_FIELD_AUTOMATIC) != 0 || atlas_value_equal (before, there) ||
          atlas_value_equal (here, there) || (clashing && !edited))
        continue;
      if (clashing)
        line->clashes = TRUE;
      words = atlas_field_words_display (field, there);
      g_string_append_printf (text, "\n%s: %s", atlas_field_get_label (field),
                              *words != '\0' ? words : _ ("Nothing"));
    }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static void
follow_change (AtlasRecordEditor *self, AtlasRecord *loaded)
{
  g_autoptr (AtlasRecord) theirs = atlas_record_copy (loaded);
  g_autoptr (AtlasRecord) before = atlas_record_ref (self->base);
  g_autofree char *clashes = NULL;
  g_autofree char *changes = NULL;
  g_autofree char *text = NULL;

  atlas_record_check (theirs, NULL, NULL);
  if (atlas_record_equal (theirs, self->base))
    return;
  if (!self->changed)
    {
      atlas_record_editor_set_base (self, theirs);
      atlas_record_editor_load (self, theirs, NULL);
      atlas_record_editor_update (self);
      return;
    }

  clashes = list_changes (self, theirs, TRUE);
  changes = list_changes (self, theirs, FALSE);
  rebase (self, before, theirs);
  if (clashes != NULL)
    {
      text = g_strconcat (_ ("Changed elsewhere while you were editing:"), clashes, NULL);
      g_clear_pointer (&self->theirs, atlas_record_unref);
      self->theirs = g_steal_pointer (&theirs);
      atlas_record_editor_show_notice (self, ATLAS_EDITOR_NOTICE_CONFLICT, text);
    }
  else if (changes != NULL && self->notice_kind == ATLAS_EDITOR_NOTICE_NONE)
    {
      text = g_strconcat (_ ("Changed elsewhere; what you typed is kept:"), changes, NULL);
      atlas_record_editor_show_notice (self, ATLAS_EDITOR_NOTICE_MERGED, text);
    }
}

static void
follow_deletion (AtlasRecordEditor *self)
{
  if (self->changed)
    {
      atlas_record_editor_show_notice (self, ATLAS_EDITOR_NOTICE_DELETED,
                                       _ ("Deleted meanwhile. What you typed is still here."));
      return;
    }
  atlas_record_editor_set_record (self, NULL);
  g_signal_emit_by_name (self, "gone");
}

static gboolean
is_among (AtlasChange *change, const AtlasTable *table, AtlasChangeType type, gint64 id)
{
  guint n_ids;
  const gint64 *ids = atlas_change_get_ids (change, table, type, &n_ids);

  for (guint i = 0; i < n_ids; i++)
    if (ids[i] == id)
      return TRUE;
  return FALSE;
}

void
atlas_record_editor_follow (AtlasRecordEditor *self, AtlasChange *change)
{
  const AtlasTable *table = atlas_kind_get_table (self->kind);
  gint64 id = self->base ? atlas_record_get_id (self->base) : 0;
  g_autoptr (AtlasRecord) loaded = NULL;
  g_autoptr (GError) error = NULL;
  Save *save = g_queue_peek_tail (&self->saves);

  /* While it is being saved, that will read it again. */
  if (id == 0 || (save != NULL && save->serial == self->serial))
    return;
  if (!atlas_change_is_everything (change) && !is_among (change, table, ATLAS_CHANGE_UPDATE, id) &&
      !is_among (change, table, ATLAS_CHANGE_DELETE, id) &&
      !is_among (change, table, ATLAS_CHANGE_INSERT, id))
    return;

  loaded = atlas_register_load (atlas_session_get_register (self->session), self->kind, id, &error);
  if (loaded != NULL)
    follow_change (self, loaded);
  else if (g_error_matches (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN))
    follow_deletion (self);
}

void
atlas_record_editor_answer (AtlasRecordEditor *self, gboolean mine)
{
  AtlasEditorNotice kind = self->notice_kind;

  if (kind == ATLAS_EDITOR_NOTICE_CONFLICT && !mine)
    {
      self->loading = TRUE;
      for (guint i = 0; i < self->lines->len; i++)
        if (g_array_index (self->lines, AtlasEditorLine, i).clashes)
          atlas_field_row_load (g_array_index (self->lines, AtlasEditorLine, i).row, self->theirs);
      self->loading = FALSE;
    }
  else if (kind == ATLAS_EDITOR_NOTICE_DELETED && !mine)
    {
      atlas_record_editor_set_record (self, NULL);
      g_signal_emit_by_name (self, "gone");
      return;
    }
  else if (kind == ATLAS_EDITOR_NOTICE_DELETED)
    {
      g_autoptr (AtlasRecord) nothing = atlas_record_new (self->kind);

      atlas_record_set_uuid (nothing, atlas_record_get_uuid (self->base));
      atlas_record_set_extra (nothing, atlas_record_get_extra (self->base));
      atlas_record_editor_set_base (self, nothing);
    }
  atlas_record_editor_show_notice (self, ATLAS_EDITOR_NOTICE_NONE, NULL);
  atlas_record_editor_update (self);
}
