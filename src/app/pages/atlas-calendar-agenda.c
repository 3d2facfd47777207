/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-calendar-agenda.h"

#include <adwaita.h>

#include "atlas-calendar-day.h"
#include "atlas-calendar-month.h"
#include "atlas-i18n.h"
#include "atlas-line-label.h"

struct _AtlasCalendarAgenda
{
  GtkWidget parent_instance;

  GtkStack *faces;
  GtkListBox *list;
  guint32 first, last;
};

G_DEFINE_FINAL_TYPE (AtlasCalendarAgenda, atlas_calendar_agenda, GTK_TYPE_WIDGET)

/* --- Rows. */

static guint32
get_day (GtkListBoxRow *row)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "day"));
}

/* "until 6 December 2026" */
static char *
dup_until (const AtlasCalendarEntry *entry)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *day = NULL;
  GDate last;

  g_date_clear (&last, 1);
  g_date_set_julian (&last, entry->last);
  time =
    g_date_time_new_utc (g_date_get_year (&last), g_date_get_month (&last), g_date_get_day (&last), 0, 0, 0);
  day = g_date_time_format (time, _ ("%-e %B %Y"));
  /* Translators: how long something goes on; %s is a day */
  return g_strdup_printf (_ ("until %s"), day);
}

static char *
dup_detail (const AtlasCalendarEntry *entry)
{
  g_autofree char *until = entry->last > entry->first ? dup_until (entry) : NULL;
  const char *parts[4] = { NULL };
  guint n = 0;

  if (entry->kind == &atlas_kind_mission)
    parts[n++] = _ (atlas_kind_mission.label);
  if (until != NULL)
    parts[n++] = until;
  if (entry->place != NULL)
    parts[n++] = entry->place;
  return g_strjoinv (" · ", (char **) parts);
}

static GtkWidget *
make_row (AtlasCalendarAgenda *self, const AtlasCalendarEntry *entry)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *mark = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *time = gtk_label_new (NULL), *title = atlas_line_label_new ("body");
  GtkWidget *detail = atlas_line_label_new ("caption");
  g_autofree char *when = atlas_calendar_entry_dup_time (entry);
  g_autofree char *words = dup_detail (entry);

  gtk_label_set_text (GTK_LABEL (time), *when != '\0' ? when : _ ("All day"));
  gtk_label_set_xalign (GTK_LABEL (time), 0);
  gtk_label_set_width_chars (GTK_LABEL (time), 13);
  gtk_widget_add_css_class (time, "numeric");
  gtk_widget_add_css_class (time, "dim-label");
  gtk_widget_add_css_class (mark, "agenda-mark");
  gtk_widget_add_css_class (mark, entry->kind->name);
  gtk_label_set_text (GTK_LABEL (title), entry->title);
  gtk_label_set_text (GTK_LABEL (detail), words);
  gtk_widget_set_visible (detail, *words != '\0');
  gtk_widget_add_css_class (detail, "dim-label");
  if (entry->cancelled)
    gtk_widget_add_css_class (title, "cancelled");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), detail);
  gtk_box_append (GTK_BOX (line), mark);
  gtk_box_append (GTK_BOX (line), time);
  gtk_box_append (GTK_BOX (line), texts);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_widget_add_css_class (row, "agenda-row");
  g_object_set_data (G_OBJECT (row), "day", GUINT_TO_POINTER (MAX (entry->first, self->first)));
  g_object_set_data (G_OBJECT (row), "kind", (gpointer) entry->kind);
  g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (&entry->id, sizeof entry->id), g_free);
  return row;
}

static void
on_row_activated (AtlasCalendarAgenda *self, GtkListBoxRow *row)
{
  const AtlasKind *kind = g_object_get_data (G_OBJECT (row), "kind");
  const gint64 *id = g_object_get_data (G_OBJECT (row), "id");

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-record", "(sx)", kind->name, *id);
}

static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  guint32 day = get_day (row);
  g_autofree char *words = NULL;
  g_autofree char *text = NULL;
  GtkWidget *label;

  if (before != NULL && get_day (before) == day)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  words = atlas_calendar_day_format (day);
  /* Translators: the heading of the day that is today; %s is the day */
  text = day == atlas_calendar_get_today () ? g_strdup_printf (_ ("Today, %s"), words) : g_strdup (words);
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "agenda-day");
  gtk_list_box_row_set_header (row, label);
}

static void
on_new_event (AtlasCalendarAgenda *self)
{
  guint32 today = atlas_calendar_get_today ();

  atlas_calendar_new_event (GTK_WIDGET (self),
                            today >= self->first && today <= self->last ? today : self->first);
}

/* --- GObject. */

static void
atlas_calendar_agenda_dispose (GObject *object)
{
  AtlasCalendarAgenda *self = ATLAS_CALENDAR_AGENDA (object);

  if (self->faces != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->faces));
  self->faces = NULL;

  G_OBJECT_CLASS (atlas_calendar_agenda_parent_class)->dispose (object);
}

static void
atlas_calendar_agenda_class_init (AtlasCalendarAgendaClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_calendar_agenda_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_nothing (AtlasCalendarAgenda *self)
{
  GtkWidget *nothing = adw_status_page_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("New _Event"));

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (nothing), "atlas-calendar-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (nothing), _ ("Nothing in This Month"));
  adw_status_page_set_description (ADW_STATUS_PAGE (nothing),
                                   _ ("Look at another month, import a calendar, or add an event."));
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_new_event), self, G_CONNECT_SWAPPED);
  adw_status_page_set_child (ADW_STATUS_PAGE (nothing), button);
  return nothing;
}

static void
atlas_calendar_agenda_init (AtlasCalendarAgenda *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_header_func (self->list, update_header, NULL, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "agenda");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Agenda"),
                                  -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated), self,
                           G_CONNECT_SWAPPED);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  self->faces = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->faces, scroller, "list");
  gtk_stack_add_named (self->faces, make_nothing (self), "nothing");
  gtk_widget_set_parent (GTK_WIDGET (self->faces), GTK_WIDGET (self));
}

GtkWidget *
atlas_calendar_agenda_new (void)
{
  return g_object_new (ATLAS_TYPE_CALENDAR_AGENDA, NULL);
}

void
atlas_calendar_agenda_set_entries (AtlasCalendarAgenda *self, GPtrArray *entries, guint32 first, guint32 last)
{
  GtkWidget *row;
  gboolean any = FALSE;

  g_return_if_fail (ATLAS_IS_CALENDAR_AGENDA (self));
  g_return_if_fail (entries != NULL);

  self->first = first;
  self->last = last;
  while ((row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < entries->len; i++)
    {
      const AtlasCalendarEntry *entry = g_ptr_array_index (entries, i);

      if (entry->last < first || entry->first > last)
        continue;
      gtk_list_box_append (self->list, make_row (self, entry));
      any = TRUE;
    }
  gtk_stack_set_visible_child_name (self->faces, any ? "list" : "nothing");
}
