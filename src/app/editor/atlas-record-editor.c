/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-record-editor-private.h"

#include <adwaita.h>
#include "atlas-field-rows.h"
#include "atlas-field-words.h"
#include "atlas-i18n.h"
#include "atlas-kind-words.h"

enum
{
  PROP_0,
  PROP_CHANGED,
  PROP_VALID,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (AtlasRecordEditor, atlas_record_editor, GTK_TYPE_WIDGET)

static AtlasEditorLine *
get_line (AtlasRecordEditor *self, guint index)
{
  return &g_array_index (self->lines, AtlasEditorLine, index);
}

static AtlasEditorLine *
line_for (AtlasRecordEditor *self, const AtlasField *field)
{
  return get_line (self, self->line_of[atlas_kind_index_of (self->kind, field)]);
}

/* Checking. */

/* Each row for itself. Returns whether all are right. */
static gboolean
store_rows (AtlasRecordEditor *self, AtlasRecord *draft)
{
  gboolean right = TRUE;

  for (int late = 0; late <= 1; late++)
    for (guint i = 0; i < self->lines->len; i++)
      {
        AtlasEditorLine *line = get_line (self, i);
        g_autoptr (GError) error = NULL;

        if (line->late != (late == 1))
          continue;
        line->wrong = !atlas_field_row_store (line->row, draft, &error);
        atlas_field_row_set_error (line->row, line->wrong ? error->message : NULL);
        right = right && !line->wrong;
      }
  return right;
}

/* What must be there, and what must fit together. */
static gboolean
check_draft (AtlasRecordEditor *self, AtlasRecord *draft, GError **error)
{
  const AtlasField *fault = NULL;
  g_autoptr (GError) local_error = NULL;

  if (atlas_record_check (draft, &fault, &local_error))
    return TRUE;

  if (!g_error_matches (local_error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_REQUIRED) || self->tell_missing)
    {
      line_for (self, fault)->wrong = TRUE;
      atlas_field_row_set_error (line_for (self, fault)->row,
                                 atlas_field_without_key (fault, local_error->message));
    }
  g_set_error (error, local_error->domain, local_error->code, "%s: %s", atlas_field_get_label (fault),
               atlas_field_without_key (fault, local_error->message));
  return FALSE;
}

static void
set_flag (AtlasRecordEditor *self, gboolean *flag, gboolean now, guint property)
{
  if (*flag == now)
    return;
  *flag = now;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
show_title (AtlasRecordEditor *self)
{
  g_autofree char *title = atlas_record_dup_title (self->draft);

  if (atlas_record_get_id (self->base) == 0 && g_str_equal (title, _ (self->kind->nameless)))
    gtk_label_set_text (self->title, atlas_kind_get_new_title (self->kind));
  else
    gtk_label_set_text (self->title, title);
}

/* A new record that nobody has touched is worth asking about only if it is whole, as a copy is. */
static gboolean
is_worth_saving (AtlasRecordEditor *self, gboolean right, gboolean valid)
{
  if (right && atlas_record_equal (self->draft, self->base))
    return FALSE;
  return self->initial == NULL || valid || !right || !atlas_record_equal (self->draft, self->initial);
}

void
atlas_record_editor_update (AtlasRecordEditor *self)
{
  g_autoptr (AtlasRecord) draft = NULL;
  g_autoptr (GError) error = NULL;
  gboolean right, valid;

  if (self->base == NULL)
    {
      set_flag (self, &self->changed, FALSE, PROP_CHANGED);
      set_flag (self, &self->valid, FALSE, PROP_VALID);
      return;
    }

  draft = atlas_record_copy (self->base);
  right = store_rows (self, draft);
  valid = right && check_draft (self, draft, &error);
  g_clear_pointer (&self->draft, atlas_record_unref);
  self->draft = g_steal_pointer (&draft);
  for (guint i = 0; i < self->lines->len; i++)
    atlas_field_row_set_draft (get_line (self, i)->row, self->draft);

  show_title (self);
  set_flag (self, &self->changed, is_worth_saving (self, right, valid), PROP_CHANGED);
  set_flag (self, &self->valid, valid, PROP_VALID);
  gtk_revealer_set_reveal_child (self->actions, self->changed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.save", self->changed && self->valid);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.revert", self->changed);
  gtk_widget_set_tooltip_text (self->save_button, error ? error->message : NULL);
}

/* The form. */

static void
on_edited (AtlasRecordEditor *self)
{
  if (!self->loading)
    atlas_record_editor_update (self);
}

/* A city was chosen, which lies in a region and a country. */
static void
on_told (AtlasRecordEditor *self, const char *key, const char *text)
{
  const AtlasField *field = atlas_kind_find_field (self->kind, key, -1);
  g_autoptr (AtlasRecord) record = NULL;
  g_auto (AtlasValue) value = { 0 };

  if (field == NULL || self->draft == NULL ||
      !atlas_field_words_parse (field, text, self->draft, &value, NULL))
    return;
  record = atlas_record_copy (self->draft);
  atlas_value_clear (atlas_record_edit_value (record, field));
  atlas_value_copy (&value, atlas_record_edit_value (record, field));
  self->loading = TRUE;
  atlas_field_row_load (line_for (self, field)->row, record);
  self->loading = FALSE;
  atlas_record_editor_update (self);
}

static AdwPreferencesGroup *
get_group (AtlasRecordEditor *self, GHashTable *groups, const char *name)
{
  AdwPreferencesGroup *group = g_hash_table_lookup (groups, name ? name : "");

  if (group == NULL)
    {
      g_autofree char *title = name ? g_markup_escape_text (_ (name), -1) : NULL;

      group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      adw_preferences_group_set_title (group, title ? title : "");
      gtk_box_append (self->form, GTK_WIDGET (group));
      g_hash_table_insert (groups, (gpointer) (name ? name : ""), group);
    }
  return group;
}

static void
add_line (AtlasRecordEditor *self, AtlasFieldRow *row, AdwPreferencesGroup *group)
{
  AtlasEditorLine line = { .row = row };

  g_array_append_val (self->lines, line);
  g_signal_connect_object (row, "edited", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "told", G_CALLBACK (on_told), self, G_CONNECT_SWAPPED);
  atlas_field_row_set_session (row, self->session);
  adw_preferences_group_add (group, GTK_WIDGET (row));
}

/* A form of forty rows takes a moment, which nobody should wait who only looks at the map. */
static void
build (AtlasRecordEditor *self)
{
  g_autoptr (GHashTable) groups = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) lines = g_hash_table_new (NULL, NULL);
  guint n = 1;

  for (guint i = 0; i < self->kind->n_fields; i += n)
    {
      AtlasFieldRow *row = g_hash_table_lookup (self->replaced, GUINT_TO_POINTER (i));
      gpointer line = NULL;

      n = 1;
      if (row == NULL)
        row = atlas_field_row_new_for_several (self->kind, i, &n);
      else if (g_hash_table_lookup_extended (lines, row, NULL, &line))
        {
          self->line_of[i] = GPOINTER_TO_UINT (line);
          continue;
        }
      else
        g_hash_table_insert (lines, row, GUINT_TO_POINTER (self->lines->len));

      for (guint j = i; j < i + n; j++)
        self->line_of[j] = self->lines->len;
      add_line (self, row, get_group (self, groups, self->kind->fields[i].group));
    }
  for (guint i = 0; i < self->kind->n_fields; i++)
    if (self->kind->fields[i].type == ATLAS_FIELD_DATE_TIME)
      get_line (self, self->line_of[i])->late = TRUE;
}

static gboolean
line_differs (AtlasRecordEditor *self, guint index, AtlasRecord *a, AtlasRecord *b)
{
  for (guint i = 0; i < self->kind->n_fields; i++)
    if (self->line_of[i] == index && !atlas_value_equal (atlas_record_get_value (a, &self->kind->fields[i]),
                                                         atlas_record_get_value (b, &self->kind->fields[i])))
      return TRUE;
  return FALSE;
}

void
atlas_record_editor_load (AtlasRecordEditor *self, AtlasRecord *record, AtlasRecord *but_edited)
{
  if (self->about != NULL)
    atlas_field_row_load (self->about, record);
  self->loading = TRUE;
  for (guint i = 0; i < self->lines->len; i++)
    {
      AtlasEditorLine *line = get_line (self, i);

      if (but_edited == NULL || (!line->wrong && !line_differs (self, i, self->draft, but_edited)))
        atlas_field_row_load (line->row, record);
    }
  self->loading = FALSE;
}

void
atlas_record_editor_set_base (AtlasRecordEditor *self, AtlasRecord *record)
{
  g_autoptr (AtlasRecord) base = atlas_record_copy (record);

  /* In stored form, so that only what is edited makes a difference. What is wrong with it the rows say. */
  atlas_record_check (base, NULL, NULL);
  g_clear_pointer (&self->base, atlas_record_unref);
  self->base = g_steal_pointer (&base);
}

/* Actions. */

static void
save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  atlas_record_editor_save (ATLAS_RECORD_EDITOR (widget));
}

static void
revert (GtkWidget *widget, const char *name, GVariant *parameter)
{
  atlas_record_editor_revert (ATLAS_RECORD_EDITOR (widget));
}

static void
on_notice_mine (AtlasRecordEditor *self)
{
  atlas_record_editor_answer (self, TRUE);
}

static void
on_notice_other (AtlasRecordEditor *self)
{
  atlas_record_editor_answer (self, FALSE);
}

/* GObject. */

static void
atlas_record_editor_dispose (GObject *object)
{
  AtlasRecordEditor *self = ATLAS_RECORD_EDITOR (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (atlas_session_get_register (self->session), self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->replaced, g_hash_table_unref);

  G_OBJECT_CLASS (atlas_record_editor_parent_class)->dispose (object);
}

static void
atlas_record_editor_finalize (GObject *object)
{
  AtlasRecordEditor *self = ATLAS_RECORD_EDITOR (object);

  g_array_unref (self->lines);
  g_free (self->line_of);
  g_clear_pointer (&self->base, atlas_record_unref);
  g_clear_pointer (&self->draft, atlas_record_unref);
  g_clear_pointer (&self->initial, atlas_record_unref);
  g_clear_pointer (&self->theirs, atlas_record_unref);

  G_OBJECT_CLASS (atlas_record_editor_parent_class)->finalize (object);
}

static void
atlas_record_editor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AtlasRecordEditor *self = ATLAS_RECORD_EDITOR (object);

  switch (id)
    {
    case PROP_CHANGED:
      g_value_set_boolean (value, self->changed);
      break;
    case PROP_VALID:
      g_value_set_boolean (value, self->valid);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_record_editor_class_init (AtlasRecordEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = atlas_record_editor_dispose;
  object_class->finalize = atlas_record_editor_finalize;
  object_class->get_property = atlas_record_editor_get_property;

  properties[PROP_CHANGED] =
    g_param_spec_boolean ("changed", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_VALID] =
    g_param_spec_boolean ("valid", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_signal_new ("saved", ATLAS_TYPE_RECORD_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_INT64);
  g_signal_new ("gone", ATLAS_TYPE_RECORD_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-record-editor.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, AtlasRecordEditor, content);
  gtk_widget_class_bind_template_child (widget_class, AtlasRecordEditor, notice);
  gtk_widget_class_bind_template_child (widget_class, AtlasRecordEditor, notice_label);
  gtk_widget_class_bind_template_child (widget_class, AtlasRecordEditor, notice_other);
  gtk_widget_class_bind_template_child (widget_class, AtlasRecordEditor, notice_mine);
  gtk_widget_class_bind_template_child (widget_class, AtlasRecordEditor, scrolled);
  gtk_widget_class_bind_template_child (widget_class, AtlasRecordEditor, form);
  gtk_widget_class_bind_template_child (widget_class, AtlasRecordEditor, title);
  gtk_widget_class_bind_template_child (widget_class, AtlasRecordEditor, actions);
  gtk_widget_class_bind_template_child (widget_class, AtlasRecordEditor, save_button);
  gtk_widget_class_bind_template_callback (widget_class, on_notice_mine);
  gtk_widget_class_bind_template_callback (widget_class, on_notice_other);
  gtk_widget_class_install_action (widget_class, "editor.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "editor.revert", NULL, revert);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "editor.save", NULL);
}

static void
atlas_record_editor_init (AtlasRecordEditor *self)
{
  self->lines = g_array_new (FALSE, TRUE, sizeof (AtlasEditorLine));
  self->replaced = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  g_queue_init (&self->saves);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
atlas_record_editor_new (const AtlasKind *kind)
{
  AtlasRecordEditor *self;

  g_return_val_if_fail (kind != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_RECORD_EDITOR, NULL);
  self->kind = kind;
  self->line_of = g_new0 (guint, kind->n_fields);
  return GTK_WIDGET (self);
}

void
atlas_record_editor_set_session (AtlasRecordEditor *self, AtlasSession *session)
{
  g_return_if_fail (ATLAS_IS_RECORD_EDITOR (self));
  g_return_if_fail (session == NULL || ATLAS_IS_SESSION (session));

  if (session == self->session)
    return;
  atlas_record_editor_set_record (self, NULL);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (atlas_session_get_register (self->session), self);
  g_set_object (&self->session, session);
  if (session != NULL)
    g_signal_connect_object (atlas_session_get_register (session), "changed",
                             G_CALLBACK (atlas_record_editor_follow), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < self->lines->len; i++)
    atlas_field_row_set_session (get_line (self, i)->row, session);
  if (self->about != NULL)
    atlas_field_row_set_session (self->about, session);
}

void
atlas_record_editor_set_about (AtlasRecordEditor *self, AtlasFieldRow *about)
{
  g_return_if_fail (ATLAS_IS_RECORD_EDITOR (self));
  g_return_if_fail (ATLAS_IS_FIELD_ROW (about) && self->about == NULL);

  self->about = about;
  gtk_box_insert_child_after (self->form, GTK_WIDGET (about), GTK_WIDGET (self->title));
  atlas_field_row_set_session (about, self->session);
}

void
atlas_record_editor_replace_rows (AtlasRecordEditor *self, const char *const *keys, AtlasFieldRow *row)
{
  g_return_if_fail (ATLAS_IS_RECORD_EDITOR (self));
  g_return_if_fail (keys != NULL && ATLAS_IS_FIELD_ROW (row));
  g_return_if_fail (self->lines->len == 0);

  g_object_ref_sink (row);
  for (gsize i = 0; keys[i] != NULL; i++)
    {
      const AtlasField *field = atlas_kind_find_field (self->kind, keys[i], -1);

      g_return_if_fail (field != NULL);
      g_hash_table_insert (self->replaced, GUINT_TO_POINTER (atlas_kind_index_of (self->kind, field)),
                           g_object_ref (row));
    }
  g_object_unref (row);
}

void
atlas_record_editor_set_record (AtlasRecordEditor *self, AtlasRecord *record)
{
  g_return_if_fail (ATLAS_IS_RECORD_EDITOR (self));
  g_return_if_fail (record == NULL || atlas_record_get_kind (record) == self->kind);

  self->serial++;
  atlas_record_editor_show_notice (self, ATLAS_EDITOR_NOTICE_NONE, NULL);
  g_clear_pointer (&self->draft, atlas_record_unref);
  g_clear_pointer (&self->initial, atlas_record_unref);
  if (record == NULL)
    {
      g_clear_pointer (&self->base, atlas_record_unref);
      gtk_widget_set_visible (self->content, FALSE);
      atlas_record_editor_update (self);
      return;
    }

  if (self->lines->len == 0)
    build (self);
  self->tell_missing = atlas_record_get_id (record) != 0;
  if (self->tell_missing)
    atlas_record_editor_set_base (self, record);
  else
    {
      g_autoptr (AtlasRecord) nothing = atlas_record_new (self->kind);

      /* What a new record begins with is not saved yet. */
      atlas_record_set_uuid (nothing, atlas_record_get_uuid (record));
      atlas_record_set_extra (nothing, atlas_record_get_extra (record));
      atlas_record_editor_set_base (self, nothing);
      self->initial = atlas_record_copy (record);
      atlas_record_check (self->initial, NULL, NULL);
    }
  atlas_record_editor_load (self, record, NULL);
  atlas_record_editor_update (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  gtk_widget_set_visible (self->content, TRUE);
}

AtlasRecord *
atlas_record_editor_get_record (AtlasRecordEditor *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_EDITOR (self), NULL);
  return self->base;
}

AtlasRecord *
atlas_record_editor_get_draft (AtlasRecordEditor *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_EDITOR (self), NULL);
  return self->draft;
}

gboolean
atlas_record_editor_is_changed (AtlasRecordEditor *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_EDITOR (self), FALSE);
  return self->changed;
}

gboolean
atlas_record_editor_is_valid (AtlasRecordEditor *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_EDITOR (self), FALSE);
  return self->valid;
}

void
atlas_record_editor_focus (AtlasRecordEditor *self)
{
  g_return_if_fail (ATLAS_IS_RECORD_EDITOR (self));

  for (guint i = 0; i < self->lines->len; i++)
    if (get_line (self, i)->wrong)
      {
        gtk_widget_grab_focus (GTK_WIDGET (get_line (self, i)->row));
        return;
      }
  if (self->lines->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (get_line (self, 0)->row));
}

void
atlas_record_editor_revert (AtlasRecordEditor *self)
{
  g_return_if_fail (ATLAS_IS_RECORD_EDITOR (self));

  if (self->base == NULL)
    return;
  self->tell_missing = atlas_record_get_id (self->base) != 0;
  atlas_record_editor_show_notice (self, ATLAS_EDITOR_NOTICE_NONE, NULL);
  atlas_record_editor_load (self, self->initial ? self->initial : self->base, NULL);
  atlas_record_editor_update (self);
}

gboolean
atlas_record_editor_save (AtlasRecordEditor *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_EDITOR (self), FALSE);

  if (!self->changed)
    return TRUE;
  if (!self->valid || self->session == NULL)
    {
      self->tell_missing = TRUE;
      atlas_record_editor_update (self);
      atlas_record_editor_focus (self);
      return FALSE;
    }
  atlas_record_editor_begin_save (self);
  return TRUE;
}
