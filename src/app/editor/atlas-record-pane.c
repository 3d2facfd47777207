/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-record-pane.h"

#include <adwaita.h>

#include "atlas-discard-question.h"
#include "atlas-i18n.h"

struct _AtlasRecordPane
{
  GtkWidget parent_instance;

  GtkStack *faces;
  AdwStatusPage *nothing;
  GtkWidget *back;
  AdwBin *bin;
  AdwBin *tools;

  const AtlasKind *kind;
  AtlasRecordPanePrepare prepare;
  AtlasRecordEditor *editor;
  AtlasSession *session;
  AtlasRecord *begun; /* what a new record began as; NULL once it is saved */
  gint64 id;
  gboolean open;
  gboolean can_close;

  /* What is to come once the person has said what becomes of what they typed. */
  AdwMessageDialog *question;
  gint64 wanted_id;
  AtlasRecord *wanted_record;
  gboolean wants_close;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_OPEN,
  PROP_CAN_CLOSE,
  N_PROPERTIES
};

enum
{
  CLOSED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasRecordPane, atlas_record_pane, GTK_TYPE_WIDGET)

/* @record: (nullable) */
static void
set_record (AtlasRecordPane *self, AtlasRecord *record)
{
  gint64 id = record ? atlas_record_get_id (record) : 0;

  g_object_freeze_notify (G_OBJECT (self));
  atlas_record_editor_set_record (self->editor, record);
  gtk_stack_set_visible_child_name (self->faces, record ? "record" : "nothing");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.duplicate", id != 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.delete", record != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->tools), id != 0);
  if (self->open != (record != NULL))
    {
      self->open = record != NULL;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
    }
  /* Also from one new record to the next: whoever listens looks which one it is. */
  self->id = id;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
forget (AtlasRecordPane *self)
{
  g_clear_pointer (&self->begun, atlas_record_unref);
  set_record (self, NULL);
}

/* Whether it is a new record that nobody has typed into. */
static gboolean
is_untouched (AtlasRecordPane *self)
{
  AtlasRecord *draft = atlas_record_editor_get_draft (self->editor);

  return self->begun != NULL && self->id == 0 && draft != NULL && atlas_record_equal (draft, self->begun);
}

static void
on_saved (AtlasRecordPane *self, gint64 id)
{
  AtlasRecord *record = atlas_record_editor_get_record (self->editor);

  /* Or another is shown by now. */
  if (record == NULL || atlas_record_get_id (record) != id || self->id == id)
    return;
  g_clear_pointer (&self->begun, atlas_record_unref);
  self->id = id;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.duplicate", TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->tools), TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]);
}

static void
on_gone (AtlasRecordPane *self)
{
  forget (self);
  g_signal_emit (self, signals[CLOSED], 0);
}

/* Leaving what can't be saved. */

static void
want_nothing (AtlasRecordPane *self)
{
  self->wanted_id = 0;
  self->wants_close = FALSE;
  g_clear_pointer (&self->wanted_record, atlas_record_unref);
}

static void
on_answered (gpointer owner, gboolean discard)
{
  AtlasRecordPane *self = owner;
  gint64 wanted_id = self->wanted_id;
  gboolean wants_close = self->wants_close;
  g_autoptr (AtlasRecord) wanted_record = g_steal_pointer (&self->wanted_record);

  self->question = NULL;
  want_nothing (self);
  if (!discard)
    {
      /* Where another page was chosen meanwhile. */
      if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
        gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", self->kind->plural);
      atlas_record_editor_focus (self->editor);
      return;
    }

  if (self->id == 0)
    forget (self);
  else
    atlas_record_editor_revert (self->editor);
  if (wanted_id != 0)
    atlas_record_pane_show (self, wanted_id);
  else if (wanted_record != NULL)
    atlas_record_pane_create (self, wanted_record);
  else if (wants_close)
    on_gone (self);
}

/* Actions. */

static void
save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  atlas_record_editor_save (ATLAS_RECORD_PANE (widget)->editor);
}

static void
duplicate (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasRecordPane *self = ATLAS_RECORD_PANE (widget);
  static const AtlasUuid nobody;
  g_autoptr (AtlasRecord) copy = NULL;

  if (self->id == 0 || !atlas_record_pane_leave (self))
    return;
  copy = atlas_record_copy (atlas_record_editor_get_record (self->editor));
  atlas_record_set_id (copy, 0);
  atlas_record_set_uuid (copy, &nobody);
  for (guint i = 0; i < self->kind->n_fields; i++)
    if ((self->kind->fields[i].flags & ATLAS_FIELD_AUTOMATIC) != 0)
      atlas_record_unset (copy, &self->kind->fields[i]);
  if (self->prepare != NULL)
    self->prepare (copy);
  atlas_record_pane_create (self, copy);
}

typedef struct
{
  AtlasSession *session;
  char *title;
} Deletion;

static void
deletion_free (Deletion *self)
{
  g_object_unref (self->session);
  g_free (self->title);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deletion, deletion_free)

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Deletion) deletion = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (atlas_register_delete_finish (ATLAS_REGISTER (source), result, &error))
    {
      /* Translators: %s is a person or an event */
      message = g_strdup_printf (_ ("Deleted %s"), deletion->title);
      atlas_session_tell (deletion->session, message, TRUE);
    }
  else
    {
      message = g_strdup_printf (_ ("%s was not deleted"), deletion->title);
      atlas_session_fail (deletion->session, message, error);
    }
}

static void
delete_record (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasRecordPane *self = ATLAS_RECORD_PANE (widget);
  gint64 id = self->id;

  if (id != 0)
    {
      Deletion *deletion = g_new0 (Deletion, 1);

      deletion->session = g_object_ref (self->session);
      deletion->title = atlas_record_dup_title (atlas_record_editor_get_record (self->editor));
      atlas_register_delete_async (atlas_session_get_register (self->session), self->kind, &id, 1, NULL,
                                   on_deleted, deletion);
    }
  on_gone (self);
}

static void
close_record (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasRecordPane *self = ATLAS_RECORD_PANE (widget);

  if (self->can_close && atlas_record_pane_close (self))
    g_signal_emit (self, signals[CLOSED], 0);
  else if (self->can_close)
    self->wants_close = TRUE;
}

/* GObject. */

static void
atlas_record_pane_dispose (GObject *object)
{
  AtlasRecordPane *self = ATLAS_RECORD_PANE (object);

  if (self->editor != NULL)
    g_signal_handlers_disconnect_by_data (self->editor, self);
  g_clear_object (&self->editor);
  if (self->faces != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->faces));
  self->faces = NULL;
  g_clear_object (&self->session);
  g_clear_pointer (&self->begun, atlas_record_unref);
  want_nothing (self);

  G_OBJECT_CLASS (atlas_record_pane_parent_class)->dispose (object);
}

static void
atlas_record_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AtlasRecordPane *self = ATLAS_RECORD_PANE (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_OPEN:
      g_value_set_boolean (value, self->open);
      break;
    case PROP_CAN_CLOSE:
      g_value_set_boolean (value, self->can_close);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_record_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AtlasRecordPane *self = ATLAS_RECORD_PANE (object);

  switch (id)
    {
    case PROP_CAN_CLOSE:
      if (self->can_close == g_value_get_boolean (value))
        return;
      self->can_close = g_value_get_boolean (value);
      gtk_widget_set_visible (self->back, self->can_close);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_record_pane_class_init (AtlasRecordPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = atlas_record_pane_dispose;
  object_class->get_property = atlas_record_pane_get_property;
  object_class->set_property = atlas_record_pane_set_property;

  properties[PROP_ID] =
    g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_OPEN] =
    g_param_spec_boolean ("open", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CAN_CLOSE] = g_param_spec_boolean (
    "can-close", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[CLOSED] =
    g_signal_new ("closed", ATLAS_TYPE_RECORD_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-record-pane.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, AtlasRecordPane, faces);
  gtk_widget_class_bind_template_child (widget_class, AtlasRecordPane, nothing);
  gtk_widget_class_bind_template_child (widget_class, AtlasRecordPane, back);
  gtk_widget_class_bind_template_child (widget_class, AtlasRecordPane, bin);
  gtk_widget_class_bind_template_child (widget_class, AtlasRecordPane, tools);
  gtk_widget_class_install_action (widget_class, "record.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "record.duplicate", NULL, duplicate);
  gtk_widget_class_install_action (widget_class, "record.delete", NULL, delete_record);
  gtk_widget_class_install_action (widget_class, "record.close", NULL, close_record);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "record.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "record.duplicate", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "record.close", NULL);
}

static void
atlas_record_pane_init (AtlasRecordPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
atlas_record_pane_new (const AtlasKind *kind,
                       AtlasRecordPanePrepare prepare,
                       const char *icon,
                       const char *title,
                       const char *description)
{
  AtlasRecordPane *self;
  g_autofree char *markup = NULL;

  g_return_val_if_fail (kind != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_RECORD_PANE, NULL);
  self->kind = kind;
  self->prepare = prepare;
  self->editor = ATLAS_RECORD_EDITOR (g_object_ref_sink (atlas_record_editor_new (kind)));
  adw_bin_set_child (self->bin, GTK_WIDGET (self->editor));
  g_signal_connect_object (self->editor, "saved", G_CALLBACK (on_saved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "gone", G_CALLBACK (on_gone), self, G_CONNECT_SWAPPED);

  markup = g_markup_escape_text (description, -1);
  adw_status_page_set_icon_name (self->nothing, icon);
  adw_status_page_set_title (self->nothing, title);
  adw_status_page_set_description (self->nothing, markup);
  set_record (self, NULL);
  return GTK_WIDGET (self);
}

const AtlasKind *
atlas_record_pane_get_kind (AtlasRecordPane *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_PANE (self), NULL);
  return self->kind;
}

AtlasRecordEditor *
atlas_record_pane_get_editor (AtlasRecordPane *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_PANE (self), NULL);
  return self->editor;
}

void
atlas_record_pane_set_tools (AtlasRecordPane *self, GtkWidget *tools)
{
  g_return_if_fail (ATLAS_IS_RECORD_PANE (self));
  g_return_if_fail (GTK_IS_WIDGET (tools));

  adw_bin_set_child (self->tools, tools);
}

void
atlas_record_pane_set_session (AtlasRecordPane *self, AtlasSession *session)
{
  g_return_if_fail (ATLAS_IS_RECORD_PANE (self));
  g_return_if_fail (session == NULL || ATLAS_IS_SESSION (session));

  if (session == self->session)
    return;
  forget (self);
  g_set_object (&self->session, session);
  atlas_record_editor_set_session (self->editor, session);
}

gboolean
atlas_record_pane_show (AtlasRecordPane *self, gint64 id)
{
  g_autoptr (AtlasRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (ATLAS_IS_RECORD_PANE (self), FALSE);

  if (id == self->id && id != 0)
    return TRUE;
  if (self->session == NULL)
    return FALSE;
  if (!atlas_record_pane_leave (self))
    {
      self->wanted_id = id;
      return FALSE;
    }
  record = atlas_register_load (atlas_session_get_register (self->session), self->kind, id, &error);
  if (record == NULL)
    {
      atlas_session_fail (self->session, _ ("This can’t be shown"), error);
      return FALSE;
    }
  g_clear_pointer (&self->begun, atlas_record_unref);
  set_record (self, record);
  return TRUE;
}

gboolean
atlas_record_pane_create (AtlasRecordPane *self, AtlasRecord *record)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_PANE (self), FALSE);
  g_return_val_if_fail (record != NULL && atlas_record_get_id (record) == 0, FALSE);

  if (self->session == NULL)
    return FALSE;
  if (!atlas_record_pane_leave (self))
    {
      self->wanted_record = atlas_record_ref (record);
      return FALSE;
    }
  g_clear_pointer (&self->begun, atlas_record_unref);
  set_record (self, record);
  self->begun = atlas_record_copy (atlas_record_editor_get_draft (self->editor));
  atlas_record_editor_focus (self->editor);
  return TRUE;
}

gboolean
atlas_record_pane_leave (AtlasRecordPane *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_PANE (self), FALSE);

  if (is_untouched (self))
    {
      forget (self);
      return TRUE;
    }
  if (atlas_record_editor_save (self->editor))
    return TRUE;
  want_nothing (self);
  if (self->question == NULL)
    self->question = atlas_discard_question_ask (GTK_WIDGET (self), on_answered);
  return FALSE;
}

gboolean
atlas_record_pane_close (AtlasRecordPane *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_PANE (self), FALSE);

  if (!atlas_record_pane_leave (self))
    return FALSE;
  forget (self);
  return TRUE;
}

gint64
atlas_record_pane_get_id (AtlasRecordPane *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_PANE (self), 0);
  return self->id;
}

gboolean
atlas_record_pane_is_open (AtlasRecordPane *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_PANE (self), FALSE);
  return self->open;
}
