/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-debrief-stop.h"

#include <adwaita.h>

#include "atlas-check-in-list.h"
#include "atlas-check-in-note.h"
#include "atlas-debrief-consent.h"
#include "atlas-debrief-text.h"
#include "atlas-field-words.h"
#include "atlas-fields-dialog.h"
#include "atlas-i18n.h"
#include "atlas-mission-events.h"
#include "atlas-stop-words.h"

/* About five people, so that what is below can be seen. */
#define LIST_HEIGHT 300

struct _AtlasDebriefStop
{
  GtkWidget parent_instance;

  GtkWidget *box;
  AtlasCheckInList *list; /* NULL: nothing can have been held there */
  AdwPreferencesGroup *people, *talks;
  GPtrArray *people_rows, *talk_rows; /* borrowed */
  GHashTable *listed;                 /* uuid -> status, as the event's list has it */

  AtlasSession *session;
  AtlasRecord *mission, *stop;
  AtlasDebriefing *debriefing; /* not owned */
  AtlasDebriefingStop *said;   /* of it */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasDebriefStop, atlas_debrief_stop, GTK_TYPE_WIDGET)

static void show_people (AtlasDebriefStop *self);
static void show_talks (AtlasDebriefStop *self);

static void
note (AtlasDebriefStop *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Rows. */

static void
clear_rows (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

static void
on_row_activated (GtkWidget *row, const char *action)
{
  gtk_widget_activate_action (row, action, "u",
                              GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "index")));
}

/* A line that is edited when it is chosen, and can be taken away. @edit: a literal */
static void
add_row (AdwPreferencesGroup *group,
         GPtrArray *rows,
         const char *title,
         const char *subtitle,
         const char *edit,
         const char *remove,
         guint index)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *tooltip = g_strdup_printf (_ ("Take Away %s"), title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", index);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), remove);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "index", GUINT_TO_POINTER (index));
  g_signal_connect (row, "activated", G_CALLBACK (on_row_activated), (gpointer) edit);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
}

/* Who came. */

static void
show_list (AtlasDebriefStop *self, gboolean all)
{
  g_autoptr (GHashTable) statuses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer uuid, status;

  if (self->list == NULL)
    return;
  g_hash_table_iter_init (&iter, self->listed);
  while (g_hash_table_iter_next (&iter, &uuid, &status))
    g_hash_table_insert (statuses, g_strdup (uuid), g_strdup (status));
  atlas_check_in_list_add_statuses (statuses, self->said->attendance);
  atlas_check_in_list_set_statuses (self->list, statuses, all);
}

/* A second Return takes the first one back. */
static void
toggle (AtlasDebriefStop *self, const char *uuid)
{
  const char *stood = g_hash_table_lookup (self->listed, uuid);
  gboolean came = atlas_check_in_list_has_come (self->list, uuid);
  const char *status = came ? "absent" : "attended";

  /* What the list says of them anyway needs not be said, nor of somebody who was never on it. */
  if (g_strcmp0 (stood, status) == 0 || (came && g_strcmp0 (stood, "attended") != 0))
    status = NULL;
  atlas_debriefing_stop_set_status (self->said, uuid, status);
  show_list (self, FALSE);
  note (self);
}

static void
on_chosen (AtlasDebriefStop *self, const char *uuid, const char *name)
{
  if (uuid != NULL)
    toggle (self, uuid);
  else
    atlas_debrief_stop_add_person (self, name);
  atlas_check_in_list_clear (self->list);
}

static void
on_talk (AtlasDebriefStop *self, const char *uuid, const char *name)
{
  atlas_debrief_stop_add_talk (self, uuid, name);
}

/* Of whom the list says only that they were asked, or would come. */
static void
note_absent (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasDebriefStop *self = ATLAS_DEBRIEF_STOP (widget);
  GHashTableIter iter;
  gpointer uuid, status;

  g_hash_table_iter_init (&iter, self->listed);
  while (g_hash_table_iter_next (&iter, &uuid, &status))
    if (atlas_debriefing_stop_get_status (self->said, uuid) == NULL &&
        (*(const char *) status == '\0' || g_str_equal (status, "invited") ||
         g_str_equal (status, "confirmed")))
      atlas_debriefing_stop_set_status (self->said, uuid, "absent");
  show_list (self, FALSE);
  note (self);
}

/* Somebody new. */

static const char *const person_keys[] = { "given_name", "family_name",        "sex",          "emails",
                                           "phones",     "preferred_language", "address.city", NULL };

/* As it was, by its id; at the end where there is none. */
static void
put (GPtrArray *records, AtlasRecord *record)
{
  for (guint i = 0; i < records->len; i++)
    if (atlas_uuid_equal (atlas_record_get_uuid (g_ptr_array_index (records, i)),
                          atlas_record_get_uuid (record)))
      {
        atlas_record_unref (g_ptr_array_index (records, i));
        g_ptr_array_index (records, i) = atlas_record_ref (record);
        return;
      }
  g_ptr_array_add (records, atlas_record_ref (record));
}

static void
on_person_done (AtlasDebriefStop *self, AtlasRecord *person, GtkWidget *dialog)
{
  GtkWidget *consent = g_object_get_data (G_OBJECT (dialog), "consent");
  g_autoptr (AtlasRecord) contact = atlas_debriefing_new_contact (self->mission, self->stop, NULL);
  g_autoptr (AtlasRecord) event =
    atlas_stop_load_event (atlas_session_get_register (self->session), self->stop, NULL);
  g_autofree char *title = event != NULL ? atlas_record_dup_title (event) : NULL;

  atlas_debrief_consent_store (consent, person, atlas_record_get_text (contact, "date"), title);
  put (self->said->people, person);
  show_people (self);
  show_talks (self);
  note (self);
}

static GtkWidget *
edit_person (AtlasDebriefStop *self, AtlasRecord *person)
{
  GtkWidget *consent = atlas_debrief_consent_new (person);
  AtlasFieldsDialog *dialog = atlas_fields_dialog_open (GTK_WIDGET (self), self->session, _ ("New Person"),
                                                        person, person_keys, consent);

  g_object_set_data (G_OBJECT (dialog), "consent", consent);
  g_signal_connect_object (dialog, "done", G_CALLBACK (on_person_done), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (dialog);
}

GtkWidget *
atlas_debrief_stop_add_person (AtlasDebriefStop *self, const char *name)
{
  g_autoptr (AtlasRecord) person = NULL;

  g_return_val_if_fail (ATLAS_IS_DEBRIEF_STOP (self), NULL);

  person = atlas_debriefing_new_person (self->stop);
  if (name != NULL)
    atlas_check_in_note_set_name (person, name);
  return edit_person (self, person);
}

/* How they can be reached, and whether they agreed to it. */
static char *
describe_person (AtlasRecord *person)
{
  g_auto (GStrv) emails = atlas_record_dup_list (person, "emails");
  g_auto (GStrv) phones = atlas_record_dup_list (person, "phones");
  const char *parts[4] = { NULL };
  guint n = 0;

  if (emails != NULL && emails[0] != NULL)
    parts[n++] = emails[0];
  if (phones != NULL && phones[0] != NULL)
    parts[n++] = phones[0];
  parts[n++] = atlas_debrief_consent_is_given (person) ? _ ("agreed to be contacted")
                                                       : _ ("did not agree to be contacted");
  return g_strjoinv (" · ", (char **) parts);
}

/* A word with somebody new. */
static void
add_talk_button (AdwActionRow *row, AtlasRecord *person, const char *name)
{
  GtkWidget *talk = gtk_button_new_from_icon_name ("document-edit-symbolic");
  char id[ATLAS_UUID_TEXT_SIZE];

  atlas_uuid_format (atlas_record_get_uuid (person), id);
  gtk_widget_set_tooltip_text (talk, _ ("Log a Talk"));
  gtk_widget_set_valign (talk, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (talk, "flat");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (talk), "(ss)", id, name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (talk), "stop.talk");
  adw_action_row_add_suffix (row, talk);
}

static void
show_people (AtlasDebriefStop *self)
{
  clear_rows (self->people, self->people_rows);
  for (guint i = 0; i < self->said->people->len; i++)
    {
      AtlasRecord *person = g_ptr_array_index (self->said->people, i);
      g_autofree char *name = atlas_record_dup_title (person);
      g_autofree char *about = describe_person (person);

      add_row (self->people, self->people_rows, name, about, "stop.edit-person", "stop.remove-person", i);
      add_talk_button (g_ptr_array_index (self->people_rows, i), person, name);
    }
}

/* Talks. */

static const char *const talk_keys[] = { "summary", "outcome", "follow_up", "channel", "officer", NULL };

static char *
dup_name (AtlasDebriefStop *self, const char *member)
{
  AtlasRecord *person = atlas_debriefing_find_person (self->debriefing, member);
  g_autoptr (AtlasRecord) known = NULL;
  AtlasUuid uuid;

  if (person == NULL && member != NULL && atlas_uuid_parse (member, -1, &uuid))
    person = known =
      atlas_register_load_uuid (atlas_session_get_register (self->session), &atlas_kind_member, &uuid, NULL);
  return person != NULL ? atlas_record_dup_title (person) : g_strdup (_ ("Somebody"));
}

static void
on_talk_done (AtlasDebriefStop *self, AtlasRecord *talk, GtkWidget *dialog)
{
  put (self->said->contacts, talk);
  show_talks (self);
  note (self);
}

static GtkWidget *
edit_talk (AtlasDebriefStop *self, AtlasRecord *talk, const char *name)
{
  /* Translators: %s is a person */
  g_autofree char *title = g_strdup_printf (_ ("Talk with %s"), name);
  AtlasFieldsDialog *dialog =
    atlas_fields_dialog_open (GTK_WIDGET (self), self->session, title, talk, talk_keys, NULL);

  g_signal_connect_object (dialog, "done", G_CALLBACK (on_talk_done), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (dialog);
}

GtkWidget *
atlas_debrief_stop_add_talk (AtlasDebriefStop *self, const char *member, const char *name)
{
  g_autoptr (AtlasRecord) talk = NULL;

  g_return_val_if_fail (ATLAS_IS_DEBRIEF_STOP (self), NULL);
  g_return_val_if_fail (member != NULL && name != NULL, NULL);

  talk = atlas_debriefing_new_contact (self->mission, self->stop, member);
  return edit_talk (self, talk, name);
}

/* "Wants to teach · Reached · to be followed up by 20 May 2026" */
static char *
describe_talk (AtlasRecord *talk)
{
  const char *summary = atlas_record_get_text (talk, "summary");
  const char *outcome = atlas_record_get_text (talk, "outcome");
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_interaction, "follow_up", -1);
  g_autofree char *day = NULL;
  g_autofree char *due = NULL;
  const char *parts[4] = { NULL };
  guint n = 0;

  if (summary != NULL)
    parts[n++] = summary;
  if (outcome != NULL)
    parts[n++] = atlas_vocabulary_label_for (&atlas_vocabulary_outcome, outcome);
  if (atlas_record_has (talk, field))
    {
      day = atlas_field_words_display (field, atlas_record_get_value (talk, field));
      /* Translators: %s is a day */
      due = g_strdup_printf (_ ("to be followed up by %s"), day);
      parts[n++] = due;
    }
  return g_strjoinv (" · ", (char **) parts);
}

static void
show_talks (AtlasDebriefStop *self)
{
  clear_rows (self->talks, self->talk_rows);
  for (guint i = 0; i < self->said->contacts->len; i++)
    {
      AtlasRecord *talk = g_ptr_array_index (self->said->contacts, i);
      g_autofree char *name = dup_name (self, atlas_record_get_text (talk, "member"));
      g_autofree char *about = describe_talk (talk);

      add_row (self->talks, self->talk_rows, name, about, "stop.edit-talk", "stop.remove-talk", i);
    }
}

/* What rows ask for. */

/* What was said of somebody new goes with them. */
static void
remove_person (AtlasDebriefStop *self, guint index)
{
  char id[ATLAS_UUID_TEXT_SIZE];

  atlas_uuid_format (atlas_record_get_uuid (g_ptr_array_index (self->said->people, index)), id);
  for (guint i = 0; i < self->debriefing->stops->len; i++)
    {
      AtlasDebriefingStop *stop = g_ptr_array_index (self->debriefing->stops, i);

      atlas_debriefing_stop_set_status (stop, id, NULL);
      for (guint k = stop->contacts->len; k-- > 0;)
        if (g_strcmp0 (atlas_record_get_text (g_ptr_array_index (stop->contacts, k), "member"), id) == 0)
          g_ptr_array_remove_index (stop->contacts, k);
    }
  g_ptr_array_remove_index (self->said->people, index);
}

static void
on_row_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasDebriefStop *self = ATLAS_DEBRIEF_STOP (widget);
  guint index = g_variant_get_uint32 (parameter);
  gboolean person = g_str_has_suffix (name, "person");
  GPtrArray *records = person ? self->said->people : self->said->contacts;
  g_autoptr (AtlasRecord) record = NULL;

  if (index >= records->len)
    return;
  record = atlas_record_ref (g_ptr_array_index (records, index));
  if (g_str_equal (name, "stop.edit-person"))
    edit_person (self, record);
  else if (g_str_equal (name, "stop.edit-talk"))
    {
      g_autofree char *with = dup_name (self, atlas_record_get_text (record, "member"));

      edit_talk (self, record, with);
    }
  else
    {
      if (person)
        remove_person (self, index);
      else
        g_ptr_array_remove_index (records, index);
      show_people (self);
      show_talks (self);
      note (self);
    }
}

static void
on_talk_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *member, *with;

  g_variant_get (parameter, "(&s&s)", &member, &with);
  atlas_debrief_stop_add_talk (ATLAS_DEBRIEF_STOP (widget), member, with);
}

static void
add_person (GtkWidget *widget, const char *name, GVariant *parameter)
{
  atlas_debrief_stop_add_person (ATLAS_DEBRIEF_STOP (widget), NULL);
}

static void
on_learnt (gpointer owner, const char *text)
{
  AtlasDebriefStop *self = owner;

  g_free (self->said->learnt);
  self->said->learnt = g_strdup (text);
  note (self);
}

static void
on_reached (AtlasDebriefStop *self, GParamSpec *property, GtkSpinButton *button)
{
  self->said->reached = gtk_spin_button_get_value_as_int (button);
  note (self);
}

/* Making it. */

static void
atlas_debrief_stop_dispose (GObject *object)
{
  AtlasDebriefStop *self = ATLAS_DEBRIEF_STOP (object);

  if (self->list != NULL)
    atlas_check_in_list_set_session (self->list, NULL);
  self->list = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  g_clear_pointer (&self->mission, atlas_record_unref);
  g_clear_pointer (&self->stop, atlas_record_unref);

  G_OBJECT_CLASS (atlas_debrief_stop_parent_class)->dispose (object);
}

static void
atlas_debrief_stop_finalize (GObject *object)
{
  AtlasDebriefStop *self = ATLAS_DEBRIEF_STOP (object);

  g_ptr_array_unref (self->people_rows);
  g_ptr_array_unref (self->talk_rows);
  g_hash_table_unref (self->listed);

  G_OBJECT_CLASS (atlas_debrief_stop_parent_class)->finalize (object);
}

static gboolean
atlas_debrief_stop_grab_focus (GtkWidget *widget)
{
  AtlasDebriefStop *self = ATLAS_DEBRIEF_STOP (widget);

  return self->list != NULL ? gtk_widget_grab_focus (GTK_WIDGET (self->list))
                            : gtk_widget_child_focus (self->box, GTK_DIR_TAB_FORWARD);
}

static void
atlas_debrief_stop_class_init (AtlasDebriefStopClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_debrief_stop_dispose;
  G_OBJECT_CLASS (klass)->finalize = atlas_debrief_stop_finalize;
  widget_class->grab_focus = atlas_debrief_stop_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "stop.edit-person", "u", on_row_action);
  gtk_widget_class_install_action (widget_class, "stop.remove-person", "u", on_row_action);
  gtk_widget_class_install_action (widget_class, "stop.edit-talk", "u", on_row_action);
  gtk_widget_class_install_action (widget_class, "stop.remove-talk", "u", on_row_action);
  gtk_widget_class_install_action (widget_class, "stop.talk", "(ss)", on_talk_action);
  gtk_widget_class_install_action (widget_class, "stop.add-person", NULL, add_person);
  gtk_widget_class_install_action (widget_class, "stop.absent", NULL, note_absent);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "stop.add-person", NULL);
}

static void
atlas_debrief_stop_init (AtlasDebriefStop *self)
{
  self->people_rows = g_ptr_array_new ();
  self->talk_rows = g_ptr_array_new ();
  self->listed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static GtkWidget *
make_button (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static AdwPreferencesGroup *
add_group (AtlasDebriefStop *self, const char *title, const char *description, GtkWidget *suffix)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  if (suffix != NULL)
    adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), suffix);
  gtk_box_append (GTK_BOX (self->box), group);
  return ADW_PREFERENCES_GROUP (group);
}

/* Where and when, and for how many it was planned. */
static void
add_head (AtlasDebriefStop *self)
{
  g_autoptr (GString) title = g_string_new (NULL);
  g_autoptr (GString) rest = g_string_new (NULL);
  GtkWidget *label;

  atlas_stop_words_describe (self->stop, title, rest);
  label = gtk_label_new (rest->str);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_visible (label, rest->len > 0);
  gtk_box_append (GTK_BOX (self->box), label);
}

static void
add_list (AtlasDebriefStop *self)
{
  AdwPreferencesGroup *group =
    add_group (self, _ ("Who Came"), NULL, make_button (_ ("The Others Did _Not"), "stop.absent"));

  self->list = ATLAS_CHECK_IN_LIST (atlas_check_in_list_new ());
  atlas_check_in_list_set_talks (self->list, TRUE, LIST_HEIGHT);
  atlas_check_in_list_set_session (self->list, self->session);
  g_signal_connect_object (self->list, "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "talk", G_CALLBACK (on_talk), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, GTK_WIDGET (self->list));
}

/* Where nothing can have been held, it can only be said how many they were. */
static void
add_count (AtlasDebriefStop *self)
{
  AdwPreferencesGroup *group =
    add_group (self, _ ("Who Came"),
               _ ("The stop has no arrival, and so no event with a list. Say how many were reached."), NULL);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (0, 1000000, 1);
  gint64 noted = atlas_record_get_integer (self->stop, "reached");

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin),
                             (double) (self->said->reached >= 0 ? self->said->reached : noted));
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  g_signal_connect_object (spin, "notify::value", G_CALLBACK (on_reached), self, G_CONNECT_SWAPPED);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("People Reached"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  adw_preferences_group_add (group, row);
}

GtkWidget *
atlas_debrief_stop_new (AtlasSession *session, AtlasRecord *mission, AtlasDebriefing *debriefing, guint index)
{
  AtlasDebriefStop *self;
  g_autoptr (GPtrArray) stops = NULL;

  g_return_val_if_fail (ATLAS_IS_SESSION (session), NULL);
  g_return_val_if_fail (mission != NULL && debriefing != NULL && index < debriefing->stops->len, NULL);

  self = g_object_new (ATLAS_TYPE_DEBRIEF_STOP, NULL);
  stops = atlas_record_dup_items (mission, "stops");
  self->session = g_object_ref (session);
  self->mission = atlas_record_ref (mission);
  self->stop = atlas_record_ref (g_ptr_array_index (stops, index));
  self->debriefing = debriefing;
  self->said = g_ptr_array_index (debriefing->stops, index);
  add_head (self);
  if (self->said->event != NULL || atlas_record_get_text (self->stop, "arrival") != NULL)
    {
      add_list (self);
      self->people = add_group (self, _ ("New People"), _ ("Who came and was not known. They are recorded."),
                                make_button (_ ("_Add…"), "stop.add-person"));
      self->talks = add_group (self, _ ("Talks and Follow-Ups"),
                               _ ("The pencil beside a name, or Ctrl+L, notes a word on a talk."), NULL);
    }
  else
    {
      add_count (self);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "stop.add-person", FALSE);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "stop.absent", FALSE);
    }
  gtk_box_append (GTK_BOX (self->box), atlas_debrief_text_new (_ ("What Was Learnt Here"), NULL,
                                                               self->said->learnt, on_learnt, self));
  atlas_debrief_stop_reload (self, FALSE);
  return GTK_WIDGET (self);
}

void
atlas_debrief_stop_reload (AtlasDebriefStop *self, gboolean all)
{
  g_autoptr (AtlasRecord) event = NULL;
  g_autoptr (GPtrArray) attendance = NULL;

  g_return_if_fail (ATLAS_IS_DEBRIEF_STOP (self));

  if (self->list == NULL)
    return;
  event = atlas_stop_load_event (atlas_session_get_register (self->session), self->stop, NULL);
  g_hash_table_remove_all (self->listed);
  if (event != NULL)
    {
      attendance = atlas_record_dup_items (event, "attendance");
      atlas_check_in_list_add_statuses (self->listed, attendance);
    }
  show_list (self, all);
  show_people (self);
  show_talks (self);
}

gboolean
atlas_debrief_stop_is_settled (AtlasDebriefStop *self)
{
  g_return_val_if_fail (ATLAS_IS_DEBRIEF_STOP (self), FALSE);

  return self->list == NULL || atlas_check_in_list_is_settled (self->list);
}
