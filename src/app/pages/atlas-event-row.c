/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-event-row.h"

#include <string.h>

#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-region.h"

struct _AtlasEventRow
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkLabel *month, *day, *year;
  GtkLabel *title, *place, *time, *status, *numbers;
};

G_DEFINE_FINAL_TYPE (AtlasEventRow, atlas_event_row, GTK_TYPE_WIDGET)

/* When: by the clocks where it takes place. */

static GDateTime *
get_start (AtlasRecord *event)
{
  const char *text = atlas_record_get_text (event, "start");

  return text ? atlas_timestamp_to_date_time (text, -1) : NULL;
}

static void
show_part (GtkLabel *label, GDateTime *start, const char *format)
{
  g_autofree char *text = start ? g_date_time_format (start, format) : NULL;

  gtk_label_set_text (label, text ? text : "");
}

static void
show_start (AtlasEventRow *self, AtlasRecord *event)
{
  g_autoptr (GDateTime) start = event ? get_start (event) : NULL;

  /* Translators: the month on a calendar's leaf, short; see g_date_time_format() */
  show_part (self->month, start, _ ("%b"));
  show_part (self->day, start, "%-d");
  show_part (self->year, start, "%Y");
  gtk_widget_set_visible (GTK_WIDGET (self->year),
                          start != NULL && g_date_time_get_year (start) != atlas_date_this_year ());
  /* Translators: a day of the week, short, and a time, as in "Tue 18:30"; see g_date_time_format() */
  show_part (self->time, start, _ ("%a %H:%M"));
}

/* Where. */

static char *
make_place (AtlasRecord *event)
{
  const char *venue = atlas_record_get_text (event, "venue");
  const char *city = atlas_record_get_text (event, "address.city");
  const char *code = atlas_record_get_text (event, "address.region");
  guint region = code ? atlas_region_find (code, -1) : ATLAS_REGION_NONE;
  g_autoptr (GString) out = g_string_new (venue);

  if (city == NULL && region != ATLAS_REGION_NONE)
    city = atlas_region_get_name (region);
  /* "Ottawa City Hall" says where it is. */
  if (city != NULL && (venue == NULL || strstr (venue, city) == NULL))
    {
      if (out->len > 0)
        g_string_append (out, ", ");
      g_string_append (out, city);
    }
  return g_strdup (out->str);
}

/* How many. */

static gboolean
is_status (AtlasRecord *record, const char *status)
{
  return g_strcmp0 (atlas_record_get_text (record, "status"), status) == 0;
}

static void
append (GString *out, const char *text)
{
  if (out->len > 0)
    g_string_append (out, " · ");
  g_string_append (out, text);
}

static char *
make_numbers (AtlasRecord *event)
{
  g_autoptr (GPtrArray) items = atlas_record_dup_items (event, "attendance");
  const AtlasField *capacity = atlas_kind_find_field (&atlas_kind_event, "capacity", -1);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *invited = atlas_number_format (items->len);
  guint n_attended = 0, n_confirmed = 0;

  for (guint i = 0; i < items->len; i++)
    {
      n_attended += is_status (g_ptr_array_index (items, i), "attended");
      n_confirmed += is_status (g_ptr_array_index (items, i), "confirmed");
    }

  if (n_attended > 0)
    {
      g_autofree char *attended = atlas_number_format (n_attended);
      /* Translators: how many came, of how many who were invited */
      g_autofree char *text =
        g_strdup_printf (ngettext ("%s of %s attended", "%s of %s attended", n_attended), attended, invited);

      append (out, text);
    }
  else if (n_confirmed > 0)
    {
      g_autofree char *confirmed = atlas_number_format (n_confirmed);
      /* Translators: how many said that they will come, of how many who were invited */
      g_autofree char *text = g_strdup_printf (
        ngettext ("%s of %s confirmed", "%s of %s confirmed", n_confirmed), confirmed, invited);

      append (out, text);
    }
  else if (items->len > 0)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%s invited", "%s invited", items->len), invited);

      append (out, text);
    }
  if (atlas_record_has (event, capacity))
    {
      g_autofree char *places = atlas_number_format (atlas_record_get_integer (event, "capacity"));
      g_autofree char *text = g_strdup_printf (
        ngettext ("%s place", "%s places", (gulong) atlas_record_get_integer (event, "capacity")), places);

      append (out, text);
    }
  return g_strdup (out->str);
}

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

/* What is usual needs no word: a planned event is to come, one that was held is past. */
static void
show_status (AtlasEventRow *self, AtlasRecord *event)
{
  const char *status = atlas_record_get_text (event, "status");
  gboolean cancelled = g_strcmp0 (status, "cancelled") == 0;

  set_text (self->status, status ? atlas_vocabulary_label_for (&atlas_vocabulary_event_status, status) : "");
  if (cancelled)
    {
      gtk_widget_add_css_class (self->content, "cancelled");
      gtk_widget_add_css_class (GTK_WIDGET (self->status), "error");
    }
  else
    {
      gtk_widget_remove_css_class (self->content, "cancelled");
      gtk_widget_remove_css_class (GTK_WIDGET (self->status), "error");
    }
}

/* GObject. */

static void
atlas_event_row_dispose (GObject *object)
{
  g_clear_pointer (&ATLAS_EVENT_ROW (object)->content, gtk_widget_unparent);

  G_OBJECT_CLASS (atlas_event_row_parent_class)->dispose (object);
}

static void
atlas_event_row_class_init (AtlasEventRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_event_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-event-row.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, AtlasEventRow, content);
  gtk_widget_class_bind_template_child (widget_class, AtlasEventRow, month);
  gtk_widget_class_bind_template_child (widget_class, AtlasEventRow, day);
  gtk_widget_class_bind_template_child (widget_class, AtlasEventRow, year);
  gtk_widget_class_bind_template_child (widget_class, AtlasEventRow, title);
  gtk_widget_class_bind_template_child (widget_class, AtlasEventRow, place);
  gtk_widget_class_bind_template_child (widget_class, AtlasEventRow, time);
  gtk_widget_class_bind_template_child (widget_class, AtlasEventRow, status);
  gtk_widget_class_bind_template_child (widget_class, AtlasEventRow, numbers);
}

static void
atlas_event_row_init (AtlasEventRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
atlas_event_row_new (void)
{
  return g_object_new (ATLAS_TYPE_EVENT_ROW, NULL);
}

void
atlas_event_row_set_event (AtlasEventRow *self, AtlasRecord *event)
{
  g_autofree char *title = event ? atlas_record_dup_title (event) : g_strdup ("");
  g_autofree char *place = event ? make_place (event) : g_strdup ("");
  g_autofree char *numbers = event ? make_numbers (event) : g_strdup ("");

  g_return_if_fail (ATLAS_IS_EVENT_ROW (self));

  gtk_label_set_text (self->title, title);
  set_text (self->place, place);
  set_text (self->numbers, numbers);
  show_start (self, event);
  if (event != NULL)
    show_status (self, event);
}
