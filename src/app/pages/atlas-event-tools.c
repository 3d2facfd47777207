/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-event-tools.h"

#include "atlas-check-in-dialog.h"
#include "atlas-i18n.h"
#include "atlas-mission-requests.h"

struct _AtlasEventTools
{
  GtkWidget parent_instance;

  GtkWidget *box;
  AtlasRecordPane *pane; /* not held */
  AtlasSession *session;
  const char *waiting; /* an action, until what was typed is saved */
  gint64 waiting_id;   /* of the event that is saved first */
};

G_DEFINE_FINAL_TYPE (AtlasEventTools, atlas_event_tools, GTK_TYPE_WIDGET)

static void
carry_out (AtlasEventTools *self, const char *action)
{
  gint64 id = atlas_record_pane_get_id (self->pane);
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasRecord) event =
    atlas_register_load (atlas_session_get_register (self->session), &atlas_kind_event, id, &error);

  if (event == NULL)
    atlas_session_fail (self->session, _ ("The event can’t be read"), error);
  else if (g_str_equal (action, "event.sheet"))
    atlas_event_requests_sheet (GTK_WIDGET (self), self->session, event);
  else
    atlas_check_in_dialog_open (GTK_WIDGET (self), self->session, id);
}

static void
on_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasEventTools *self = ATLAS_EVENT_TOOLS (widget);
  AtlasRecordEditor *editor = atlas_record_pane_get_editor (self->pane);

  self->waiting = NULL;
  if (self->session == NULL || atlas_record_pane_get_id (self->pane) == 0)
    return;
  if (!atlas_record_editor_is_changed (editor))
    carry_out (self, name);
  else if (atlas_record_editor_save (editor))
    {
      self->waiting = g_intern_string (name);
      self->waiting_id = atlas_record_pane_get_id (self->pane);
    }
}

/* Of the event that it was asked for, and only while that is still looked at. */
static void
on_saved (AtlasEventTools *self, gint64 id)
{
  const char *action = g_steal_pointer (&self->waiting);

  if (action != NULL && self->session != NULL && id == self->waiting_id &&
      id == atlas_record_pane_get_id (self->pane))
    carry_out (self, action);
}

static void
atlas_event_tools_dispose (GObject *object)
{
  AtlasEventTools *self = ATLAS_EVENT_TOOLS (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (atlas_event_tools_parent_class)->dispose (object);
}

static void
atlas_event_tools_class_init (AtlasEventToolsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_event_tools_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "event.check-in", NULL, on_action);
  gtk_widget_class_install_action (widget_class, "event.sheet", NULL, on_action);
}

static void
add_button (AtlasEventTools *self, GtkWidget *button, const char *action, const char *tooltip)
{
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "flat");
  gtk_box_append (GTK_BOX (self->box), button);
}

static void
atlas_event_tools_init (AtlasEventTools *self)
{
  GtkWidget *check_in = gtk_button_new_with_mnemonic (_ ("_Check In"));
  GtkWidget *sheet = gtk_button_new_from_icon_name ("printer-symbolic");

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  add_button (self, check_in, "event.check-in", _ ("Note Who Comes, at the Door"));
  add_button (self, sheet, "event.sheet", _ ("Day Sheet: the List for the Door, on Paper"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (sheet), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Day Sheet"), -1);
}

GtkWidget *
atlas_event_tools_new (AtlasRecordPane *pane)
{
  AtlasEventTools *self;

  g_return_val_if_fail (ATLAS_IS_RECORD_PANE (pane), NULL);

  self = g_object_new (ATLAS_TYPE_EVENT_TOOLS, NULL);
  self->pane = pane;
  g_signal_connect_object (atlas_record_pane_get_editor (pane), "saved", G_CALLBACK (on_saved), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
atlas_event_tools_set_session (AtlasEventTools *self, AtlasSession *session)
{
  g_return_if_fail (ATLAS_IS_EVENT_TOOLS (self));
  g_return_if_fail (session == NULL || ATLAS_IS_SESSION (session));

  self->waiting = NULL;
  g_set_object (&self->session, session);
}
