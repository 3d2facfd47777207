/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-mission-journey.h"

#include <adwaita.h>

#include "atlas-calendar-file.h"
#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-mission-calendar.h"
#include "atlas-stop-words.h"
#include "atlas-number.h"

struct _AtlasMissionJourney
{
  GtkWidget parent_instance;

  AtlasSession *session;
  AdwPreferencesGroup *group;
  GPtrArray *rows; /* of GtkWidget, in the group */
  GtkWidget *button;
  GtkWidget *debrief; /* seen once the mission has begun */
  char id[ATLAS_UUID_TEXT_SIZE];
  char *title;
};

static void atlas_mission_journey_field_row_init (AtlasFieldRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasMissionJourney,
                               atlas_mission_journey,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (ATLAS_TYPE_FIELD_ROW,
                                                      atlas_mission_journey_field_row_init))

static const char *
get_icon (const AtlasMissionEntry *entry)
{
  const char *mode =
    entry->type == ATLAS_MISSION_ENTRY_LEG ? atlas_record_get_text (entry->item, "mode") : NULL;

  if (mode == NULL)
    return "mark-location-symbolic";
  return g_str_equal (mode, "fly")     ? "airplane-mode-symbolic"
         : g_str_equal (mode, "train") ? "atlas-train-symbolic"
                                       : "atlas-drive-symbolic";
}

static void
add_entry (AtlasMissionJourney *self, const AtlasMissionEntry *entry)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (get_icon (entry));
  g_autoptr (GString) title = g_string_new (NULL);
  g_autoptr (GString) rest = g_string_new (NULL);

  atlas_stop_words_describe (entry->item, title, rest);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title->str);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), rest->str);
  gtk_widget_add_css_class (icon, "dim-label");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_widget_set_focusable (row, FALSE);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static double
add_up (GPtrArray *items, const char *key)
{
  double sum = 0;

  for (guint i = 0; i < items->len; i++)
    sum += atlas_record_get_real (g_ptr_array_index (items, i), key);
  return sum;
}

static void
add_part (GString *text, const char *part)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

/* "5 stops · 5,376 km · 23 h 10 min on the way · planned 6,802 USD, spent 0 USD" */
static void
summarise (AtlasMissionJourney *self, AtlasRecord *mission)
{
  g_autoptr (GPtrArray) stops = atlas_record_dup_items (mission, "stops");
  g_autoptr (GPtrArray) legs = atlas_record_dup_items (mission, "legs");
  g_autoptr (GPtrArray) budget = atlas_record_dup_items (mission, "budget");
  const char *currency = atlas_record_get_text (mission, "currency");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *n_stops = g_strdup_printf (ngettext ("%u stop", "%u stops", stops->len), stops->len);
  double hours = add_up (legs, "hours"), km = add_up (legs, "km"), planned = 0, spent = 0;

  /* What is in another currency is not added up. */
  for (guint i = 0; i < budget->len; i++)
    {
      AtlasRecord *line = g_ptr_array_index (budget, i);
      const char *own = atlas_record_get_text (line, "currency");

      if (own != NULL && g_strcmp0 (own, currency) != 0)
        continue;
      planned += atlas_record_get_real (line, "amount");
      spent += atlas_record_get_real (line, "spent");
    }
  if (stops->len > 0)
    add_part (text, n_stops);
  if (km > 0)
    {
      g_autofree char *number = atlas_number_format ((gint64) (km + 0.5));
      g_autofree char *part = g_strdup_printf (_ ("%s km"), number);

      add_part (text, part);
    }
  if (hours > 0)
    {
      g_autofree char *time = atlas_number_format_hours (hours);
      /* Translators: how long all the travelling of a journey takes: "23 h 10 min" */
      g_autofree char *part = g_strdup_printf (_ ("%s on the way"), time);

      add_part (text, part);
    }
  if (planned > 0)
    {
      g_autofree char *number = atlas_number_format ((gint64) (planned + 0.5));
      /* Translators: an amount of money and its currency */
      g_autofree char *part = g_strdup_printf (_ ("budget %s %s"), number, currency != NULL ? currency : "");

      add_part (text, g_strchomp (part));
    }
  if (spent > 0)
    {
      g_autofree char *number = atlas_number_format ((gint64) (spent + 0.5));
      g_autofree char *part = g_strdup_printf (_ ("spent %s %s"), number, currency != NULL ? currency : "");

      add_part (text, g_strchomp (part));
    }
  {
    g_autofree char *markup = g_markup_escape_text (text->str, -1);

    adw_preferences_group_set_description (self->group, markup);
  }
}

static void
on_save (AtlasMissionJourney *self)
{
  g_autofree char *missions = g_strconcat ("id:", self->id, NULL);
  g_autofree char *events = g_strconcat ("mission:", self->id, NULL);
  g_autofree char *name = g_strconcat (self->title, ".ics", NULL);

  g_strdelimit (name, "/", '-');
  if (self->session != NULL)
    atlas_calendar_file_choose (GTK_WIDGET (self), self->session, name, missions, events);
}

/* AtlasFieldRow. */

/* Somebody may have come by now, and nobody has told yet. */
static gboolean
is_to_be_debriefed (AtlasRecord *mission)
{
  const char *start = atlas_record_get_text (mission, "start");
  const char *status = atlas_record_get_text (mission, "status");
  char today[ATLAS_DATE_TEXT_SIZE];

  atlas_date_today (today);
  return g_strcmp0 (status, "reported") != 0 &&
         (g_strcmp0 (status, "under-way") == 0 || g_strcmp0 (status, "held") == 0 ||
          (start != NULL && g_strcmp0 (start, today) <= 0));
}

static void
load (AtlasFieldRow *row, AtlasRecord *record)
{
  AtlasMissionJourney *self = ATLAS_MISSION_JOURNEY (row);
  g_autoptr (GPtrArray) entries = atlas_mission_list_entries (record);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < entries->len; i++)
    {
      const AtlasMissionEntry *entry = g_ptr_array_index (entries, i);

      if (entry->item != NULL)
        add_entry (self, entry);
    }
  summarise (self, record);
  gtk_widget_set_visible (self->debrief, is_to_be_debriefed (record));
  g_free (self->title);
  self->title = atlas_record_dup_title (record);
  atlas_uuid_format (atlas_record_get_uuid (record), self->id);
  gtk_widget_set_visible (GTK_WIDGET (self), atlas_record_get_id (record) != 0 && self->rows->len > 0);
}

static void
set_session (AtlasFieldRow *row, AtlasSession *session)
{
  g_set_object (&ATLAS_MISSION_JOURNEY (row)->session, session);
}

static void
atlas_mission_journey_field_row_init (AtlasFieldRowInterface *iface)
{
  iface->load = load;
  iface->set_session = set_session;
}

/* GObject. */

static void
atlas_mission_journey_dispose (GObject *object)
{
  AtlasMissionJourney *self = ATLAS_MISSION_JOURNEY (object);

  g_clear_object (&self->session);
  if (self->group != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->group));
  self->group = NULL;

  G_OBJECT_CLASS (atlas_mission_journey_parent_class)->dispose (object);
}

static void
atlas_mission_journey_finalize (GObject *object)
{
  AtlasMissionJourney *self = ATLAS_MISSION_JOURNEY (object);

  g_ptr_array_unref (self->rows);
  g_free (self->title);

  G_OBJECT_CLASS (atlas_mission_journey_parent_class)->finalize (object);
}

static void
atlas_mission_journey_class_init (AtlasMissionJourneyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_mission_journey_dispose;
  G_OBJECT_CLASS (klass)->finalize = atlas_mission_journey_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
atlas_mission_journey_init (AtlasMissionJourney *self)
{
  GtkWidget *buttons;

  self->rows = g_ptr_array_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _ ("Timetable"));
  self->button = gtk_button_new_with_label (_ ("Calendar File…"));
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->button, _ ("Save the Journey as a Calendar"));
  gtk_widget_add_css_class (self->button, "flat");
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (on_save), self, G_CONNECT_SWAPPED);
  self->debrief = gtk_button_new_with_label (_ ("Debrief…"));
  gtk_widget_set_valign (self->debrief, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->debrief, _ ("Tell What Came of It"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->debrief), "missions.debrief");
  buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (buttons), self->debrief);
  gtk_box_append (GTK_BOX (buttons), self->button);
  adw_preferences_group_set_header_suffix (self->group, buttons);
  gtk_widget_set_parent (GTK_WIDGET (self->group), GTK_WIDGET (self));
}

GtkWidget *
atlas_mission_journey_new (void)
{
  return g_object_new (ATLAS_TYPE_MISSION_JOURNEY, NULL);
}
