/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-calendar-year.h"

#include <adwaita.h>

#include "atlas-i18n.h"
#include "atlas-line-label.h"
#include "atlas-year-strip.h"

/* Pixels: of a mission's name beside its bar. */
#define NAME_WIDTH 260

struct _AtlasCalendarYear
{
  GtkWidget parent_instance;

  GtkStack *faces;
  AdwStatusPage *nothing;
  GtkBox *months;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (AtlasCalendarYear, atlas_calendar_year, GTK_TYPE_WIDGET)

static char *
dup_days (const AtlasCalendarEntry *entry)
{
  g_autoptr (GDateTime) first = NULL;
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, entry->first);
  first =
    g_date_time_new_utc (g_date_get_year (&day), g_date_get_month (&day), g_date_get_day (&day), 0, 0, 0);
  return g_date_time_format (first, _ ("%-e %b"));
}

static GtkWidget *
make_row (const AtlasCalendarEntry *entry, GDateYear year)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = atlas_line_label_new ("body"), *detail = atlas_line_label_new ("caption");
  guint n_days = entry->last - entry->first + 1;
  g_autofree char *day = dup_days (entry);
  /* Translators: when a mission begins, how many days it takes, and where it stops */
  g_autofree char *words = g_strdup_printf (ngettext ("%s, %u day · %s", "%s, %u days · %s", n_days), day,
                                            n_days, entry->place != NULL ? entry->place : _ ("no stops yet"));

  gtk_label_set_text (GTK_LABEL (title), entry->title);
  gtk_label_set_text (GTK_LABEL (detail), words);
  gtk_widget_set_tooltip_text (row, words);
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), detail);
  /* All of one width, so that the bars have one scale. */
  gtk_widget_set_size_request (texts, NAME_WIDTH, -1);
  gtk_widget_set_hexpand (texts, FALSE);
  gtk_label_set_max_width_chars (GTK_LABEL (title), 1);
  gtk_label_set_max_width_chars (GTK_LABEL (detail), 1);
  gtk_box_append (GTK_BOX (line), texts);
  gtk_box_append (GTK_BOX (line), atlas_year_strip_new (year, entry));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_widget_add_css_class (row, "year-row");
  g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (&entry->id, sizeof entry->id), g_free);
  return row;
}

static void
on_row_activated (AtlasCalendarYear *self, GtkListBoxRow *row)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "id");

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-record", "(sx)", atlas_kind_mission.name, *id);
}

static void
atlas_calendar_year_dispose (GObject *object)
{
  AtlasCalendarYear *self = ATLAS_CALENDAR_YEAR (object);

  if (self->faces != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->faces));
  self->faces = NULL;

  G_OBJECT_CLASS (atlas_calendar_year_parent_class)->dispose (object);
}

static void
atlas_calendar_year_class_init (AtlasCalendarYearClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_calendar_year_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_nothing (AtlasCalendarYear *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("New _Mission"));

  self->nothing = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->nothing, "atlas-missions-symbolic");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), "win.new-record(('mission', @a{ss} {}))");
  adw_status_page_set_child (self->nothing, button);
  return GTK_WIDGET (self->nothing);
}

static void
atlas_calendar_year_init (AtlasCalendarYear *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "agenda");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Missions of the year"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated), self,
                           G_CONNECT_SWAPPED);
  self->months = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  gtk_widget_add_css_class (GTK_WIDGET (self->months), "year-months");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->months));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  self->faces = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->faces, scroller, "list");
  gtk_stack_add_named (self->faces, make_nothing (self), "nothing");
  gtk_widget_set_parent (GTK_WIDGET (self->faces), GTK_WIDGET (self));
}

GtkWidget *
atlas_calendar_year_new (void)
{
  return g_object_new (ATLAS_TYPE_CALENDAR_YEAR, NULL);
}

static void
show_months (AtlasCalendarYear *self, GDateYear year)
{
  GtkWidget *gap = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->months))) != NULL)
    gtk_box_remove (self->months, child);
  gtk_widget_set_size_request (gap, NAME_WIDTH, -1);
  gtk_box_append (self->months, gap);
  gtk_box_append (self->months, atlas_year_strip_new (year, NULL));
}

void
atlas_calendar_year_set_entries (AtlasCalendarYear *self, GPtrArray *entries, GDateYear year)
{
  g_autofree char *nothing = g_strdup_printf (_ ("No Missions in %d"), year);
  GtkWidget *row;
  gboolean any = FALSE;

  g_return_if_fail (ATLAS_IS_CALENDAR_YEAR (self));
  g_return_if_fail (entries != NULL);

  show_months (self, year);
  adw_status_page_set_title (self->nothing, nothing);
  while ((row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < entries->len; i++)
    {
      const AtlasCalendarEntry *entry = g_ptr_array_index (entries, i);

      if (entry->kind != &atlas_kind_mission)
        continue;
      gtk_list_box_append (self->list, make_row (entry, year));
      any = TRUE;
    }
  gtk_stack_set_visible_child_name (self->faces, any ? "list" : "nothing");
}
