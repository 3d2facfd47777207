/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-debrief-numbers.h"

#include <adwaita.h>

#include "atlas-i18n.h"
#include "atlas-mission-debrief.h"
#include "atlas-number.h"

/* The report has them all. */
#define MAX_PLACES 8

struct _AtlasDebriefNumbers
{
  GtkWidget parent_instance;

  GtkWidget *box;
  AtlasSession *session;
  gint64 mission;
  GCancellable *counting; /* NULL: nothing is */
};

G_DEFINE_FINAL_TYPE (AtlasDebriefNumbers, atlas_debrief_numbers, GTK_TYPE_WIDGET)

static AdwPreferencesGroup *
add_group (AtlasDebriefNumbers *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (GTK_BOX (self->box), group);
  return ADW_PREFERENCES_GROUP (group);
}

/* @subtitle: (nullable) */
static void
add_row (AdwPreferencesGroup *group, const char *title, const char *subtitle, const char *number)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (number);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (group, row);
}

/* "12 of 40"; "12" where nothing was planned. */
static char *
format_reached (guint64 reached, gint64 planned)
{
  g_autofree char *people = atlas_number_format ((gint64) reached);
  g_autofree char *all = planned >= 0 ? atlas_number_format (planned) : NULL;

  /* Translators: how many people came, and how many were expected */
  return all != NULL ? g_strdup_printf (_ ("%s of %s"), people, all) : g_steal_pointer (&people);
}

/* "Female 5 · Male 6": whom there are any of. (transfer full) (nullable) */
static char *
describe_sexes (const AtlasSmallCell *by_sex)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint k = 0; k < ATLAS_POINT_N_SEXES; k++)
    {
      /* Who said nothing comes last. */
      guint index = (k + 1) % ATLAS_POINT_N_SEXES;
      g_autofree char *number = atlas_number_format (by_sex[index].count);

      if (by_sex[index].count == 0)
        continue;
      g_string_append_printf (
        text, "%s%s %s", text->len > 0 ? " · " : "",
        index > 0 ? atlas_vocabulary_get_label (&atlas_vocabulary_sex, index - 1) : _ ("Not stated"), number);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
show_whole (AtlasDebriefNumbers *self, AtlasMissionDebrief *debrief)
{
  AdwPreferencesGroup *group = add_group (self, _ ("In Short"));
  g_autofree char *sexes = describe_sexes (debrief->by_sex);
  g_auto (GStrv) costs = atlas_mission_debrief_list_costs (debrief);
  g_autofree char *new_members = atlas_small_total_format (&debrief->new_members);
  g_autofree char *contacts = atlas_number_format (debrief->contacts);
  g_autofree char *open = atlas_number_format (debrief->tasks->len);
  g_autofree char *reached = NULL;
  AtlasSmallTotal total;

  reached = atlas_mission_debrief_get_reached (debrief, &total)
              ? format_reached (total.high, debrief->planned)
              : format_reached (0, debrief->planned);
  add_row (group, _ ("People Reached"), sexes, reached);
  for (guint i = 0; costs[i] != NULL; i++)
    add_row (group, _ ("Cost per Person Reached"), NULL, costs[i]);
  add_row (group, _ ("New Members since It Began"), NULL, new_members);
  add_row (group, _ ("Contacts Noted"), NULL, contacts);
  add_row (group, _ ("Follow-Ups Open"), NULL, open);
}

static void
show_stops (AtlasDebriefNumbers *self, AtlasMissionDebrief *debrief)
{
  AdwPreferencesGroup *group = add_group (self, _ ("Planned and Reached, by Stop"));

  for (guint i = 0; i < debrief->stops->len; i++)
    {
      const AtlasDebriefStop *stop = g_ptr_array_index (debrief->stops, i);
      guint64 n = stop->attended.high > 0 || stop->noted < 0 ? stop->attended.high : (guint64) stop->noted;
      g_autofree char *sexes = describe_sexes (stop->by_sex);
      g_autofree char *reached = format_reached (n, stop->planned);
      const char *place = atlas_record_get_text (stop->stop, "place");

      add_row (group, place != NULL ? place : "", sexes, reached);
    }
}

static void
show_places (AtlasDebriefNumbers *self, AtlasMissionDebrief *debrief)
{
  AdwPreferencesGroup *group = debrief->places->len > 0 ? add_group (self, _ ("Where They Live")) : NULL;

  for (guint i = 0; i < debrief->places->len && i < MAX_PLACES; i++)
    {
      const AtlasDebriefPlace *place = g_ptr_array_index (debrief->places, i);
      g_autofree char *number = atlas_number_format (place->people.count);

      add_row (group, *place->name != '\0' ? place->name : _ ("Not known"), NULL, number);
    }
}

static void
show (AtlasDebriefNumbers *self, AtlasMissionDebrief *debrief)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  show_whole (self, debrief);
  show_stops (self, debrief);
  show_places (self, debrief);
}

/* Counting. */

static void
count_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const gint64 *mission = data;
  GError *error = NULL;
  AtlasMissionDebrief *debrief = atlas_mission_debrief_new (source, *mission, 1, cancellable, &error);

  if (debrief != NULL)
    g_task_return_pointer (task, debrief, (GDestroyNotify) atlas_mission_debrief_free);
  else
    g_task_return_error (task, error);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasDebriefNumbers) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasMissionDebrief) debrief = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->session == NULL || g_task_get_cancellable (G_TASK (result)) != self->counting)
    return;
  g_clear_object (&self->counting);
  if (debrief != NULL)
    show (self, debrief);
  else
    atlas_session_fail (self->session, _ ("What came of the mission can’t be counted"), error);
}

void
atlas_debrief_numbers_reload (AtlasDebriefNumbers *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (ATLAS_IS_DEBRIEF_NUMBERS (self));

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  self->counting = g_cancellable_new ();
  task =
    g_task_new (atlas_session_get_register (self->session), self->counting, on_counted, g_object_ref (self));
  g_task_set_task_data (task, g_memdup2 (&self->mission, sizeof self->mission), g_free);
  g_task_run_in_thread (task, count_in_thread);
}

static void
atlas_debrief_numbers_dispose (GObject *object)
{
  AtlasDebriefNumbers *self = ATLAS_DEBRIEF_NUMBERS (object);

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (atlas_debrief_numbers_parent_class)->dispose (object);
}

static void
atlas_debrief_numbers_class_init (AtlasDebriefNumbersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_debrief_numbers_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
atlas_debrief_numbers_init (AtlasDebriefNumbers *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
atlas_debrief_numbers_new (AtlasSession *session, gint64 mission)
{
  AtlasDebriefNumbers *self;

  g_return_val_if_fail (ATLAS_IS_SESSION (session), NULL);

  self = g_object_new (ATLAS_TYPE_DEBRIEF_NUMBERS, NULL);
  self->session = g_object_ref (session);
  self->mission = mission;
  return GTK_WIDGET (self);
}

gboolean
atlas_debrief_numbers_is_settled (AtlasDebriefNumbers *self)
{
  g_return_val_if_fail (ATLAS_IS_DEBRIEF_NUMBERS (self), FALSE);

  return self->counting == NULL;
}
