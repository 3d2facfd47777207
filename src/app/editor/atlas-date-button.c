/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-date-button.h"

#include <stdlib.h>

#include "atlas-date.h"
#include "atlas-i18n.h"

struct _AtlasDateButton
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkPopover *popover;
  GtkCalendar *calendar; /* made when first opened */
  gboolean setting;
};

enum
{
  WANTED,
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasDateButton, atlas_date_button, GTK_TYPE_WIDGET)

static void
choose (AtlasDateButton *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");

  g_signal_emit (self, signals[CHOSEN], 0, date);
}

static void
on_day_selected (AtlasDateButton *self)
{
  if (!self->setting)
    choose (self);
}

static void
on_today (AtlasDateButton *self)
{
  atlas_date_button_set_date (self, NULL);
  choose (self);
  gtk_popover_popdown (self->popover);
}

static void
build (GtkMenuButton *button, gpointer data)
{
  AtlasDateButton *self = data;
  GtkWidget *box, *today;

  if (self->calendar == NULL)
    {
      self->calendar = GTK_CALENDAR (gtk_calendar_new ());
      g_signal_connect_swapped (self->calendar, "day-selected", G_CALLBACK (on_day_selected), self);
      today = gtk_button_new_with_label (_ ("Today"));
      g_signal_connect_swapped (today, "clicked", G_CALLBACK (on_today), self);
      box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->calendar));
      gtk_box_append (GTK_BOX (box), today);
      gtk_popover_set_child (self->popover, box);
    }
  g_signal_emit (self, signals[WANTED], 0);
}

static void
atlas_date_button_dispose (GObject *object)
{
  AtlasDateButton *self = ATLAS_DATE_BUTTON (object);

  if (self->button != NULL)
    {
      gtk_menu_button_set_create_popup_func (self->button, NULL, NULL, NULL);
      gtk_widget_unparent (GTK_WIDGET (self->button));
      self->button = NULL;
    }

  G_OBJECT_CLASS (atlas_date_button_parent_class)->dispose (object);
}

static void
atlas_date_button_class_init (AtlasDateButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_date_button_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[WANTED] =
    g_signal_new ("wanted", ATLAS_TYPE_DATE_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHOSEN] = g_signal_new ("chosen", ATLAS_TYPE_DATE_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
atlas_date_button_init (AtlasDateButton *self)
{
  self->popover = GTK_POPOVER (gtk_popover_new ());
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->button, "x-office-calendar-symbolic");
  gtk_menu_button_set_popover (self->button, GTK_WIDGET (self->popover));
  gtk_menu_button_set_create_popup_func (self->button, build, self, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Choose a Day"));
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
}

GtkWidget *
atlas_date_button_new (void)
{
  return g_object_new (ATLAS_TYPE_DATE_BUTTON, NULL);
}

void
atlas_date_button_set_date (AtlasDateButton *self, const char *date)
{
  char today[ATLAS_DATE_TEXT_SIZE];
  g_autoptr (GDateTime) day = NULL;

  g_return_if_fail (ATLAS_IS_DATE_BUTTON (self));

  if (self->calendar == NULL)
    return;
  if (date == NULL || !atlas_date_is_valid (date, -1))
    {
      atlas_date_today (today);
      date = today;
    }
  day = g_date_time_new_local (atoi (date), atoi (date + 5), atoi (date + 8), 12, 0, 0);
  self->setting = TRUE;
  gtk_calendar_select_day (self->calendar, day);
  self->setting = FALSE;
}
