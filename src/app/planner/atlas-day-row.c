/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-day-row.h"

#include "atlas-date-button.h"
#include "atlas-field-words.h"
#include "atlas-row-message.h"

struct _AtlasDayRow
{
  AdwEntryRow parent_instance;

  AtlasDateButton *button;
  GtkLabel *message;
  char *day; /* NULL: what stands there is none */
  gboolean setting;
};

static guint changed_signal;

/* Days are read and written as those of records are. */
static const AtlasField field = { .key = "day", .type = ATLAS_FIELD_DATE };

G_DEFINE_FINAL_TYPE (AtlasDayRow, atlas_day_row, ADW_TYPE_ENTRY_ROW)

/* (transfer full): NULL with @error; NULL where nothing stands there */
static char *
parse (AtlasDayRow *self, GError **error)
{
  g_auto (AtlasValue) value = { 0 };

  if (!atlas_field_words_parse (&field, gtk_editable_get_text (GTK_EDITABLE (self)), NULL, &value, error))
    return NULL;
  return value.type == ATLAS_VALUE_TEXT ? g_strndup (value.text, value.length) : NULL;
}

static void
on_text_changed (AtlasDayRow *self)
{
  if (self->setting)
    return;
  atlas_row_message_set (self->message, GTK_WIDGET (self), GTK_WIDGET (self), NULL);
  g_free (self->day);
  self->day = parse (self, NULL);
  g_signal_emit (self, changed_signal, 0);
}

static void
on_left (AtlasDayRow *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *day = parse (self, &error);

  atlas_row_message_set (self->message, GTK_WIDGET (self), GTK_WIDGET (self),
                         error != NULL ? error->message : NULL);
}

static void
on_wanted (AtlasDayRow *self)
{
  atlas_date_button_set_date (self->button, self->day);
}

static void
on_chosen (AtlasDayRow *self, const char *day)
{
  if (g_strcmp0 (day, self->day) == 0)
    return;
  atlas_day_row_set_day (self, day);
  g_signal_emit (self, changed_signal, 0);
}

static void
atlas_day_row_finalize (GObject *object)
{
  g_free (ATLAS_DAY_ROW (object)->day);

  G_OBJECT_CLASS (atlas_day_row_parent_class)->finalize (object);
}

static void
atlas_day_row_class_init (AtlasDayRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_day_row_finalize;

  changed_signal =
    g_signal_new ("day-changed", ATLAS_TYPE_DAY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
atlas_day_row_init (AtlasDayRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->message = atlas_row_message_new (GTK_LIST_BOX_ROW (self));
  self->button = ATLAS_DATE_BUTTON (atlas_date_button_new ());
  g_signal_connect_swapped (self->button, "wanted", G_CALLBACK (on_wanted), self);
  g_signal_connect_swapped (self->button, "chosen", G_CALLBACK (on_chosen), self);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), GTK_WIDGET (self->button));
  g_signal_connect (self, "changed", G_CALLBACK (on_text_changed), NULL);
  g_signal_connect (self, "entry-activated", G_CALLBACK (on_left), NULL);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

GtkWidget *
atlas_day_row_new (const char *title)
{
  return g_object_new (ATLAS_TYPE_DAY_ROW, "title", title, NULL);
}

const char *
atlas_day_row_get_day (AtlasDayRow *self)
{
  g_return_val_if_fail (ATLAS_IS_DAY_ROW (self), NULL);

  return self->day;
}

void
atlas_day_row_set_day (AtlasDayRow *self, const char *day)
{
  g_auto (AtlasValue) value = { 0 };
  g_autofree char *text = NULL;

  g_return_if_fail (ATLAS_IS_DAY_ROW (self));

  if (day != NULL)
    atlas_value_set_text (&value, day, -1);
  text = atlas_field_words_format (&field, &value);
  g_free (self->day);
  self->day = g_strdup (day);
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self), text);
  self->setting = FALSE;
  atlas_row_message_set (self->message, GTK_WIDGET (self), GTK_WIDGET (self), NULL);
}
