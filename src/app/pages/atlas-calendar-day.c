/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-calendar-day.h"

#include "atlas-i18n.h"
#include "atlas-span-label.h"

/* Pixels: between the number and the edges, and room that a line has at least. */
#define PADDING   4
#define MIN_WIDTH 36
#define MIN_LINES 1
#define INSET     10 /* of a line's words from the day's edge */
#define DAYS      7

struct _AtlasCalendarDay
{
  GtkWidget parent_instance;

  guint32 julian;
  GtkWidget *number;
  GtkWidget *more;  /* a GtkInscription: what it says asks for no new size */
  GPtrArray *lines; /* of GtkWidget, NULL where a lane is free */
  guint n_lanes;    /* that the fullest day of the week has */
  int line_height;
};

enum
{
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasCalendarDay, atlas_calendar_day, GTK_TYPE_WIDGET)

char *
atlas_calendar_day_format (guint32 julian)
{
  g_autoptr (GDateTime) time = NULL;
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, julian);
  time =
    g_date_time_new_utc (g_date_get_year (&day), g_date_get_month (&day), g_date_get_day (&day), 0, 0, 0);
  /* Translators: a day with its weekday, as in "Friday 27 November 2026"; see g_date_time_format(). */
  return g_date_time_format (time, _ ("%A %-e %B %Y"));
}

static void
on_line_clicked (GtkWidget *button)
{
  gint64 *id = g_object_get_data (G_OBJECT (button), "id");
  const AtlasKind *kind = g_object_get_data (G_OBJECT (button), "kind");
  GtkWidget *popover = gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_activate_action (button, "win.show-record", "(sx)", kind->name, *id);
}

static GtkWidget *
make_button (const AtlasCalendarEntry *entry)
{
  GtkWidget *button = gtk_button_new ();
  g_autofree char *time = atlas_calendar_entry_dup_time (entry);
  g_autoptr (GString) tooltip = g_string_new (entry->title);

  gtk_widget_add_css_class (button, "calendar-line");
  gtk_widget_add_css_class (button, entry->kind->name);
  if (entry->cancelled)
    gtk_widget_add_css_class (button, "cancelled");
  if (entry->tentative)
    gtk_widget_add_css_class (button, "tentative");
  if (*time != '\0')
    g_string_append_printf (tooltip, "\n%s", time);
  if (entry->place != NULL)
    g_string_append_printf (tooltip, "\n%s", entry->place);
  gtk_widget_set_tooltip_text (button, tooltip->str);
  g_object_set_data_full (G_OBJECT (button), "id", g_memdup2 (&entry->id, sizeof entry->id), g_free);
  g_object_set_data (G_OBJECT (button), "kind", (gpointer) entry->kind);
  g_signal_connect (button, "clicked", G_CALLBACK (on_line_clicked), NULL);
  return button;
}

GtkWidget *
atlas_calendar_day_make_button (const AtlasCalendarEntry *entry, const char *words)
{
  GtkWidget *button, *label;

  g_return_val_if_fail (entry != NULL && words != NULL, NULL);

  button = make_button (entry);
  label = gtk_label_new (words);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_button_set_child (GTK_BUTTON (button), label);
  return button;
}

/* "18:30 Town hall". What takes several days says it over all of them of a week. */
static GtkWidget *
make_line (AtlasCalendarDay *self, const AtlasCalendarEntry *entry, guint32 week)
{
  guint32 first = MAX (entry->first, week), last = MIN (entry->last, week + DAYS - 1);
  g_autofree char *time = entry->first == entry->last ? atlas_calendar_entry_dup_time (entry) : NULL;
  g_autofree char *words =
    time != NULL && *time != '\0' ? g_strdup_printf ("%.5s %s", time, entry->title) : g_strdup (entry->title);
  GtkWidget *line = make_button (entry);

  gtk_button_set_child (
    GTK_BUTTON (line),
    atlas_span_label_new (words, GTK_WIDGET (self), self->julian - first, last - first + 1, INSET));
  if (entry->first < self->julian)
    gtk_widget_add_css_class (line, "goes-on-before");
  if (entry->last > self->julian)
    gtk_widget_add_css_class (line, "goes-on-after");
  /* From the keyboard the day's own list leads there. */
  gtk_widget_set_focusable (line, FALSE);
  gtk_widget_set_parent (line, GTK_WIDGET (self));
  return line;
}

static void
clear_lines (AtlasCalendarDay *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (g_ptr_array_index (self->lines, i) != NULL)
      gtk_widget_unparent (g_ptr_array_index (self->lines, i));
  g_ptr_array_set_size (self->lines, 0);
}

/* For those who hear it: "Friday 27 November 2026, 2 entries". */
static void
describe (AtlasCalendarDay *self, guint n)
{
  g_autofree char *day = atlas_calendar_day_format (self->julian);
  g_autofree char *entries = g_strdup_printf (ngettext ("%u entry", "%u entries", n), n);
  g_autofree char *words = n > 0 ? g_strdup_printf ("%s, %s", day, entries) : g_strdup (day);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean has)
{
  if (has)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

void
atlas_calendar_day_set (AtlasCalendarDay *self,
                        guint32 julian,
                        GPtrArray *lanes,
                        guint32 week,
                        guint n_lanes,
                        gboolean outside,
                        gboolean today)
{
  g_autofree char *number = NULL;
  guint n = 0;
  GDate day;

  g_return_if_fail (ATLAS_IS_CALENDAR_DAY (self));
  g_return_if_fail (lanes != NULL);

  self->julian = julian;
  self->n_lanes = MAX (n_lanes, lanes->len);
  g_date_clear (&day, 1);
  g_date_set_julian (&day, julian);
  number = g_strdup_printf ("%d", g_date_get_day (&day));
  gtk_label_set_text (GTK_LABEL (self->number), number);
  set_class (GTK_WIDGET (self), "outside", outside);
  set_class (GTK_WIDGET (self), "today", today);
  clear_lines (self);
  for (guint i = 0; i < lanes->len; i++)
    {
      const AtlasCalendarEntry *entry = g_ptr_array_index (lanes, i);

      g_ptr_array_add (self->lines, entry != NULL ? make_line (self, entry, week) : NULL);
      n += entry != NULL;
    }
  describe (self, n);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

guint32
atlas_calendar_day_get_julian (AtlasCalendarDay *self)
{
  g_return_val_if_fail (ATLAS_IS_CALENDAR_DAY (self), 0);
  return self->julian;
}

void
atlas_calendar_day_set_current (AtlasCalendarDay *self, gboolean current)
{
  g_return_if_fail (ATLAS_IS_CALENDAR_DAY (self));

  gtk_widget_set_focusable (GTK_WIDGET (self), current);
  set_class (GTK_WIDGET (self), "current", current);
}

/* --- Layout. */

static int
get_natural_height (GtkWidget *widget)
{
  int height;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  return height;
}

static int
get_line_height (AtlasCalendarDay *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (g_ptr_array_index (self->lines, i) != NULL)
      self->line_height = MAX (self->line_height, get_natural_height (g_ptr_array_index (self->lines, i)));
  return self->line_height;
}

static void
atlas_calendar_day_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  AtlasCalendarDay *self = ATLAS_CALENDAR_DAY (widget);

  /* Lines are asked for their size before it is given them, whether they get room or not. */
  for (guint i = 0; i < self->lines->len; i++)
    if (g_ptr_array_index (self->lines, i) != NULL)
      gtk_widget_measure (g_ptr_array_index (self->lines, i), orientation, -1, NULL, NULL, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = MIN_WIDTH;
  else
    {
      *minimum = get_natural_height (self->number) + get_natural_height (self->more) + 2 * PADDING;
      *natural = *minimum + MIN_LINES * get_line_height (self);
    }
}

static void
place (GtkWidget *child, int x, int y, int width, int height)
{
  const GtkAllocation box = { x, y, width, height };

  gtk_widget_set_child_visible (child, TRUE);
  gtk_widget_size_allocate (child, &box, -1);
}

static void
atlas_calendar_day_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AtlasCalendarDay *self = ATLAS_CALENDAR_DAY (widget);
  int line = MAX (1, get_line_height (self));
  int more = get_natural_height (self->more);
  int number_width, number_height, y;
  guint fit, n_hidden = 0;
  g_autofree char *text = NULL;

  gtk_widget_measure (self->number, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &number_width, NULL, NULL);
  gtk_widget_measure (self->number, GTK_ORIENTATION_VERTICAL, number_width, NULL, &number_height, NULL, NULL);
  y = PADDING + number_height;
  fit = (guint) MAX (0, (height - y - 2) / line);
  /* As many on each day of the week, or a bar of several days would be cut. */
  if (self->n_lanes > fit)
    fit = (guint) MAX (0, (height - y - more) / line);

  place (self->number, PADDING, PADDING, number_width, number_height);
  for (guint i = 0; i < self->lines->len; i++)
    {
      GtkWidget *child = g_ptr_array_index (self->lines, i);

      if (child == NULL)
        continue;
      if (i < fit)
        place (child, 0, y + (int) i * line, width, line);
      else
        {
          gtk_widget_set_child_visible (child, FALSE);
          n_hidden++;
        }
    }
  text = n_hidden > 0 ? g_strdup_printf (ngettext ("%u more", "%u more", n_hidden), n_hidden) : NULL;
  gtk_inscription_set_text (GTK_INSCRIPTION (self->more), text);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child))
      gtk_popover_present (GTK_POPOVER (child));
  place (self->more, PADDING + 2, height - more, MAX (1, width - 2 * PADDING - 2), more);
}

/* --- Input. */

static void
on_pressed (AtlasCalendarDay *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static gboolean
on_key (AtlasCalendarDay *self, guint key)
{
  if (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter && key != GDK_KEY_space)
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[ACTIVATED], 0);
  return GDK_EVENT_STOP;
}

/* --- GObject. */

static void
atlas_calendar_day_dispose (GObject *object)
{
  AtlasCalendarDay *self = ATLAS_CALENDAR_DAY (object);
  GtkWidget *child;

  g_ptr_array_set_size (self->lines, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (atlas_calendar_day_parent_class)->dispose (object);
}

static void
atlas_calendar_day_finalize (GObject *object)
{
  g_ptr_array_unref (ATLAS_CALENDAR_DAY (object)->lines);

  G_OBJECT_CLASS (atlas_calendar_day_parent_class)->finalize (object);
}

static void
atlas_calendar_day_class_init (AtlasCalendarDayClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_calendar_day_dispose;
  G_OBJECT_CLASS (klass)->finalize = atlas_calendar_day_finalize;
  widget_class->measure = atlas_calendar_day_measure;
  widget_class->size_allocate = atlas_calendar_day_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "calendarday");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);

  signals[ACTIVATED] = g_signal_new ("activated", ATLAS_TYPE_CALENDAR_DAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);
}

static void
atlas_calendar_day_init (AtlasCalendarDay *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->lines = g_ptr_array_new ();
  self->number = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->number, "numeric");
  gtk_widget_add_css_class (self->number, "day-number");
  gtk_widget_set_parent (self->number, GTK_WIDGET (self));
  self->more = gtk_inscription_new (NULL);
  gtk_inscription_set_min_lines (GTK_INSCRIPTION (self->more), 1);
  gtk_inscription_set_nat_lines (GTK_INSCRIPTION (self->more), 1);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (self->more), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->more, "caption");
  gtk_widget_add_css_class (self->more, "dim-label");
  gtk_widget_set_parent (self->more, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_object (click, "released", G_CALLBACK (on_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
atlas_calendar_day_new (void)
{
  return g_object_new (ATLAS_TYPE_CALENDAR_DAY, NULL);
}
