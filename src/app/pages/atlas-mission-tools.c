/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-mission-tools.h"

#include <adwaita.h>

#include "atlas-debrief-dialog.h"
#include "atlas-i18n.h"
#include "atlas-mission-requests.h"

/* What is asked for. */
typedef enum
{
  TASK_NONE,
  TASK_MAKE_EVENTS,
  TASK_BRIEF,
  TASK_NOTE_REACHED,
  TASK_DEBRIEF,
  TASK_DEBRIEF_REPORT,
  TASK_INVITE,
  TASK_ADD_TO_EVENT,
  TASK_SHEET,
} Task;

struct _AtlasMissionTools
{
  GtkWidget parent_instance;

  GtkWidget *button;
  AtlasRecordPane *pane; /* not held */
  AtlasSession *session;
  Task waiting; /* until what was typed is saved */
  guint waiting_stop;
  gint64 waiting_id; /* of the mission that is saved first */
};

G_DEFINE_FINAL_TYPE (AtlasMissionTools, atlas_mission_tools, GTK_TYPE_WIDGET)

/* As it is in the database: whoever acts on it reads it there. */
static AtlasRecord *
load (AtlasMissionTools *self)
{
  g_autoptr (GError) error = NULL;
  AtlasRecord *mission = atlas_register_load (atlas_session_get_register (self->session), &atlas_kind_mission,
                                              atlas_record_pane_get_id (self->pane), &error);

  if (mission == NULL)
    atlas_session_fail (self->session, _ ("The mission can’t be read"), error);
  return mission;
}

static void
carry_out (AtlasMissionTools *self, Task task, guint stop)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autoptr (AtlasRecord) mission = load (self);

  if (mission == NULL)
    return;
  switch (task)
    {
    case TASK_MAKE_EVENTS:
      atlas_mission_requests_make_events (self->session, mission);
      break;
    case TASK_BRIEF:
      atlas_mission_requests_brief (widget, self->session, mission);
      break;
    case TASK_NOTE_REACHED:
      atlas_mission_requests_note_reached (self->session, mission);
      break;
    case TASK_DEBRIEF:
      atlas_debrief_dialog_open (widget, self->session, mission);
      break;
    case TASK_DEBRIEF_REPORT:
      atlas_mission_requests_debrief (widget, self->session, mission);
      break;
    case TASK_INVITE:
      atlas_mission_requests_invite (widget, self->session, mission, stop);
      break;
    case TASK_ADD_TO_EVENT:
      atlas_mission_requests_add_to_event (self->session, mission, stop);
      break;
    case TASK_SHEET:
      atlas_mission_requests_sheet (widget, self->session, mission, stop);
      break;
    case TASK_NONE:
    default:
      break;
    }
}

static void
begin (AtlasMissionTools *self, Task task, guint stop)
{
  AtlasRecordEditor *editor = atlas_record_pane_get_editor (self->pane);

  if (self->session == NULL || atlas_record_pane_get_id (self->pane) == 0)
    return;
  self->waiting = TASK_NONE;
  if (!atlas_record_editor_is_changed (editor))
    {
      carry_out (self, task, stop);
      return;
    }
  if (!atlas_record_editor_save (editor))
    return;
  self->waiting = task;
  self->waiting_stop = stop;
  self->waiting_id = atlas_record_pane_get_id (self->pane);
}

/* Of the mission that it was asked for, and only while that is still looked at. */
static void
on_saved (AtlasMissionTools *self, gint64 id)
{
  Task task = self->waiting;

  self->waiting = TASK_NONE;
  if (task != TASK_NONE && self->session != NULL && id == self->waiting_id &&
      id == atlas_record_pane_get_id (self->pane))
    carry_out (self, task, self->waiting_stop);
}

static void
on_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const struct
  {
    const char *name;
    Task task;
  } actions[] = {
    { "mission.make-events", TASK_MAKE_EVENTS },       { "mission.brief", TASK_BRIEF },
    { "mission.note-reached", TASK_NOTE_REACHED },     { "mission.debrief", TASK_DEBRIEF },
    { "mission.debrief-report", TASK_DEBRIEF_REPORT }, { "mission.invite", TASK_INVITE },
    { "mission.add-to-event", TASK_ADD_TO_EVENT },     { "mission.sheet", TASK_SHEET },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].name, name))
      begin (ATLAS_MISSION_TOOLS (widget), actions[i].task,
             parameter != NULL ? g_variant_get_uint32 (parameter) : 0);
}

/* The menu, with a part for each stop there is now. */

static void
append_for_stop (GMenu *menu, const char *label, const char *action, guint stop)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "u", stop);
  g_menu_append_item (menu, item);
}

static GMenu *
make_stops (AtlasRecord *mission)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GPtrArray) stops = atlas_record_dup_items (mission, "stops");

  for (guint i = 0; i < stops->len; i++)
    {
      const char *place = atlas_record_get_text (g_ptr_array_index (stops, i), "place");
      g_autofree char *plain = g_strdup_printf ("%u. %s", i + 1, place != NULL ? place : "");
      g_autoptr (GMenu) stop = g_menu_new ();
      /* A name may hold what would be a mnemonic. */
      g_auto (GStrv) parts = g_strsplit (plain, "_", -1);
      g_autofree char *label = g_strjoinv ("__", parts);

      append_for_stop (stop, _ ("_Invitations…"), "mission.invite", i);
      append_for_stop (stop, _ ("_Put on the Event’s List"), "mission.add-to-event", i);
      append_for_stop (stop, _ ("_Day Sheet…"), "mission.sheet", i);
      g_menu_append_submenu (menu, label, G_MENU_MODEL (stop));
    }
  return menu;
}

static void
make_popup (GtkMenuButton *button, gpointer data)
{
  AtlasMissionTools *self = data;
  AtlasRecord *mission = atlas_record_editor_get_draft (atlas_record_pane_get_editor (self->pane));
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) before = g_menu_new ();
  g_autoptr (GMenu) after = g_menu_new ();
  g_autoptr (GMenu) stops = mission != NULL ? make_stops (mission) : g_menu_new ();

  g_menu_append (before, _ ("_Make Events"), "mission.make-events");
  g_menu_append (before, _ ("_Brief…"), "mission.brief");
  g_menu_append (before, _ ("Plan _Anew…"), "missions.plan-anew");
  g_menu_append (after, _ ("_Debrief…"), "mission.debrief");
  g_menu_append (after, _ ("_Note Who Was Reached"), "mission.note-reached");
  g_menu_append (after, _ ("Debrief _Report…"), "mission.debrief-report");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (before));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (stops));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (after));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
atlas_mission_tools_dispose (GObject *object)
{
  AtlasMissionTools *self = ATLAS_MISSION_TOOLS (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (atlas_mission_tools_parent_class)->dispose (object);
}

static void
atlas_mission_tools_class_init (AtlasMissionToolsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_mission_tools_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "mission.make-events", NULL, on_action);
  gtk_widget_class_install_action (widget_class, "mission.brief", NULL, on_action);
  gtk_widget_class_install_action (widget_class, "mission.debrief", NULL, on_action);
  gtk_widget_class_install_action (widget_class, "mission.debrief-report", NULL, on_action);
  gtk_widget_class_install_action (widget_class, "mission.note-reached", NULL, on_action);
  gtk_widget_class_install_action (widget_class, "mission.invite", "u", on_action);
  gtk_widget_class_install_action (widget_class, "mission.add-to-event", "u", on_action);
  gtk_widget_class_install_action (widget_class, "mission.sheet", "u", on_action);
}

static void
atlas_mission_tools_init (AtlasMissionTools *self)
{
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), _ ("_Carry Out"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (self->button), TRUE);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->button), make_popup, self, NULL);
  gtk_widget_set_tooltip_text (self->button, _ ("Events, Invitations, Brief, Day Sheets and Report"));
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

GtkWidget *
atlas_mission_tools_new (AtlasRecordPane *pane)
{
  AtlasMissionTools *self;

  g_return_val_if_fail (ATLAS_IS_RECORD_PANE (pane), NULL);

  self = g_object_new (ATLAS_TYPE_MISSION_TOOLS, NULL);
  self->pane = pane;
  g_signal_connect_object (atlas_record_pane_get_editor (pane), "saved", G_CALLBACK (on_saved), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
atlas_mission_tools_set_session (AtlasMissionTools *self, AtlasSession *session)
{
  g_return_if_fail (ATLAS_IS_MISSION_TOOLS (self));
  g_return_if_fail (session == NULL || ATLAS_IS_SESSION (session));

  self->waiting = TASK_NONE;
  g_set_object (&self->session, session);
}
