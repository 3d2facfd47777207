/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-calendar-month.h"

#include <langinfo.h>

#include "atlas-calendar-day.h"
#include "atlas-date.h"
#include "atlas-i18n.h"

#define WEEKS 6
#define DAYS  7

/* A day's list in a popover. */
#define LIST_WIDTH      280
#define LIST_MAX_HEIGHT 320

struct _AtlasCalendarMonth
{
  GtkWidget parent_instance;

  GtkBox *box;
  GtkWidget *headings[DAYS];
  GtkWidget *days[WEEKS * DAYS];
  GtkWidget *popover; /* of the current day, while it is open */

  guint32 current; /* Julian */
  GPtrArray *entries;
};

enum
{
  CURRENT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasCalendarMonth, atlas_calendar_month, GTK_TYPE_WIDGET)

/* --- Days. */

guint32
atlas_calendar_get_today (void)
{
  char text[ATLAS_DATE_TEXT_SIZE];
  GDate day;

  atlas_date_today (text);
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) g_ascii_strtoll (text + 8, NULL, 10),
                  (GDateMonth) g_ascii_strtoll (text + 5, NULL, 10),
                  (GDateYear) g_ascii_strtoll (text, NULL, 10));
  return g_date_get_julian (&day);
}

static GDate
get_date (guint32 julian)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, julian);
  return day;
}

static GDateMonth
get_month (guint32 julian)
{
  GDate day = get_date (julian);

  return g_date_get_month (&day);
}

/* With which day a week begins here, 1 for Monday to 7: glibc knows, as GtkCalendar asks it. */
static int
get_first_weekday (void)
{
  union
  {
    unsigned int word;
    char *string;
  } answer;
  int offset, base;

  answer.string = nl_langinfo (_NL_TIME_FIRST_WEEKDAY);
  offset = answer.string[0];
  answer.string = nl_langinfo (_NL_TIME_WEEK_1STDAY);
  base = answer.word == 19971201 ? 1 : 0; /* else 19971130, a Sunday */
  return (base + offset - 1 + 6) % DAYS + 1;
}

void
atlas_calendar_month_get_span (guint32 julian, guint32 *first, guint32 *last)
{
  GDate day = get_date (julian);
  int back;

  g_date_set_day (&day, 1);
  back = ((int) g_date_get_weekday (&day) - get_first_weekday () + DAYS) % DAYS;
  *first = g_date_get_julian (&day) - (guint32) back;
  *last = *first + WEEKS * DAYS - 1;
}

/* --- New records. */

static char *
format_day (guint32 julian, const char *time)
{
  GDate day = get_date (julian);

  return g_strdup_printf ("%04d-%02d-%02d%s", g_date_get_year (&day), g_date_get_month (&day),
                          g_date_get_day (&day), time);
}

static void
ask_for_new (GtkWidget *over, const AtlasKind *kind, guint32 julian, const char *from, const char *to)
{
  g_autofree char *start = format_day (julian, from);
  g_autofree char *end = format_day (julian, to);
  GVariantBuilder fields;

  g_variant_builder_init (&fields, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&fields, "{ss}", "start", start);
  g_variant_builder_add (&fields, "{ss}", "end", end);
  gtk_widget_activate_action (over, "win.new-record", "(sa{ss})", kind->name, &fields);
}

void
atlas_calendar_new_event (GtkWidget *over, guint32 julian)
{
  ask_for_new (over, &atlas_kind_event, julian, " 18:00", " 20:00");
}

void
atlas_calendar_new_mission (GtkWidget *over, guint32 julian)
{
  ask_for_new (over, &atlas_kind_mission, julian, "", "");
}

/* --- A day's list. */

static void
on_new_event (AtlasCalendarMonth *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  atlas_calendar_new_event (GTK_WIDGET (self), self->current);
}

static void
on_new_mission (AtlasCalendarMonth *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  atlas_calendar_new_mission (GTK_WIDGET (self), self->current);
}

static GtkWidget *
make_list (AtlasCalendarMonth *self)
{
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  for (guint i = 0; i < self->entries->len; i++)
    {
      const AtlasCalendarEntry *entry = g_ptr_array_index (self->entries, i);
      g_autofree char *time = atlas_calendar_entry_dup_time (entry);
      g_autofree char *words =
        *time != '\0' ? g_strdup_printf ("%.5s %s", time, entry->title) : g_strdup (entry->title);

      if (entry->first <= self->current && entry->last >= self->current)
        gtk_box_append (GTK_BOX (list), atlas_calendar_day_make_button (entry, words));
    }
  if (gtk_widget_get_first_child (list) == NULL)
    {
      GtkWidget *nothing = gtk_label_new (_ ("Nothing on this day"));

      gtk_widget_add_css_class (nothing, "dim-label");
      gtk_box_append (GTK_BOX (list), nothing);
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), LIST_MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  return scroller;
}

static GtkWidget *
make_new_button (AtlasCalendarMonth *self, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_hexpand (button, TRUE);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  return button;
}

static gboolean
remove_popover (gpointer data)
{
  gtk_widget_unparent (data);
  return G_SOURCE_REMOVE;
}

/* What was clicked in it is still being told of. */
static void
on_popover_closed (AtlasCalendarMonth *self)
{
  if (self->popover != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, remove_popover, g_object_ref (self->popover), g_object_unref);
  self->popover = NULL;
}

static AtlasCalendarDay *
get_current_day (AtlasCalendarMonth *self)
{
  guint32 first, last;

  atlas_calendar_month_get_span (self->current, &first, &last);
  return ATLAS_CALENDAR_DAY (self->days[self->current - first]);
}

void
atlas_calendar_month_open_day (AtlasCalendarMonth *self)
{
  GtkWidget *box, *title, *buttons;
  g_autofree char *words = NULL;

  g_return_if_fail (ATLAS_IS_CALENDAR_MONTH (self));

  if (self->popover != NULL)
    return;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  words = atlas_calendar_day_format (self->current);
  title = gtk_label_new (words);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), make_list (self));
  gtk_box_append (GTK_BOX (buttons), make_new_button (self, _ ("New _Event"), G_CALLBACK (on_new_event)));
  gtk_box_append (GTK_BOX (buttons), make_new_button (self, _ ("New _Mission"), G_CALLBACK (on_new_mission)));
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_set_size_request (box, LIST_WIDTH, -1);
  self->popover = gtk_popover_new ();
  gtk_widget_add_css_class (self->popover, "calendar-popover");
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->popover), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (get_current_day (self)));
  g_signal_connect_object (self->popover, "closed", G_CALLBACK (on_popover_closed), self, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

/* --- Filling. */

static void
free_lanes (gpointer data)
{
  g_ptr_array_unref (data);
}

static GPtrArray *
get_lanes (GPtrArray *week, guint day)
{
  return g_ptr_array_index (week, day);
}

static gboolean
is_free (GPtrArray *week, guint from, guint to, guint lane)
{
  for (guint day = from; day <= to; day++)
    if (get_lanes (week, day)->len > lane && g_ptr_array_index (get_lanes (week, day), lane) != NULL)
      return FALSE;
  return TRUE;
}

static void
take (GPtrArray *week, guint from, guint to, guint lane, gpointer entry)
{
  for (guint day = from; day <= to; day++)
    {
      GPtrArray *lanes = get_lanes (week, day);

      while (lanes->len <= lane)
        g_ptr_array_add (lanes, NULL);
      lanes->pdata[lane] = entry;
    }
}

/* Of each day of the week the lanes: each entry in the first that is free on all of its days. (transfer full)
 */
static GPtrArray *
lay_out_week (AtlasCalendarMonth *self, guint32 first)
{
  GPtrArray *week = g_ptr_array_new_with_free_func (free_lanes);

  for (guint i = 0; i < DAYS; i++)
    g_ptr_array_add (week, g_ptr_array_new ());
  for (guint i = 0; i < self->entries->len; i++)
    {
      AtlasCalendarEntry *entry = g_ptr_array_index (self->entries, i);
      guint from, to, lane = 0;

      if (entry->last < first || entry->first >= first + DAYS)
        continue;
      from = MAX (entry->first, first) - first;
      to = MIN (entry->last, first + DAYS - 1) - first;
      while (!is_free (week, from, to, lane))
        lane++;
      take (week, from, to, lane, entry);
    }
  return week;
}

static void
fill (AtlasCalendarMonth *self)
{
  guint32 today = atlas_calendar_get_today ();
  guint32 first, last;

  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
  atlas_calendar_month_get_span (self->current, &first, &last);
  for (guint i = 0; i < WEEKS; i++)
    {
      g_autoptr (GPtrArray) week = lay_out_week (self, first + i * DAYS);
      guint n_lanes = 0;

      for (guint k = 0; k < DAYS; k++)
        n_lanes = MAX (n_lanes, get_lanes (week, k)->len);

      for (guint k = 0; k < DAYS; k++)
        {
          guint32 julian = first + i * DAYS + k;
          AtlasCalendarDay *cell = ATLAS_CALENDAR_DAY (self->days[i * DAYS + k]);

          atlas_calendar_day_set (cell, julian, get_lanes (week, k), first + i * DAYS, n_lanes,
                                  get_month (julian) != get_month (self->current), julian == today);
          atlas_calendar_day_set_current (cell, julian == self->current);
        }
    }
}

static void
show_headings (AtlasCalendarMonth *self)
{
  int first = get_first_weekday ();

  for (int i = 0; i < DAYS; i++)
    {
      /* The first of June 2026 was a Monday. */
      g_autoptr (GDateTime) day = g_date_time_new_utc (2026, 6, (first - 1 + i) % DAYS + 1, 0, 0, 0);
      g_autofree char *name = g_date_time_format (day, "%a");

      gtk_label_set_text (GTK_LABEL (self->headings[i]), name);
    }
}

/* --- Input. */

static void
go_to (AtlasCalendarMonth *self, guint32 julian)
{
  if (julian == self->current || julian < WEEKS * DAYS)
    return;
  atlas_calendar_month_set_current (self, julian);
  gtk_widget_grab_focus (GTK_WIDGET (get_current_day (self)));
  g_signal_emit (self, signals[CURRENT_CHANGED], 0);
}

static void
on_day_activated (AtlasCalendarMonth *self, AtlasCalendarDay *day)
{
  go_to (self, atlas_calendar_day_get_julian (day));
  gtk_widget_grab_focus (GTK_WIDGET (get_current_day (self)));
  atlas_calendar_month_open_day (self);
}

static gboolean
on_key (AtlasCalendarMonth *self, guint key, guint code, GdkModifierType state)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  GDate day = get_date (self->current);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      g_date_set_julian (&day, self->current + (mirrored ? 1 : (guint32) -1));
      break;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      g_date_set_julian (&day, self->current + (mirrored ? (guint32) -1 : 1));
      break;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      g_date_subtract_days (&day, DAYS);
      break;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      g_date_add_days (&day, DAYS);
      break;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      g_date_subtract_months (&day, 1);
      break;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      g_date_add_months (&day, 1);
      break;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      g_date_set_julian (&day, atlas_calendar_get_today ());
      break;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  go_to (self, g_date_get_julian (&day));
  return GDK_EVENT_STOP;
}

static gboolean
atlas_calendar_month_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (get_current_day (ATLAS_CALENDAR_MONTH (widget))));
}

/* --- GObject. */

static void
atlas_calendar_month_dispose (GObject *object)
{
  AtlasCalendarMonth *self = ATLAS_CALENDAR_MONTH (object);

  if (self->popover != NULL)
    gtk_widget_unparent (self->popover);
  self->popover = NULL;
  if (self->box != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->box));
  self->box = NULL;

  G_OBJECT_CLASS (atlas_calendar_month_parent_class)->dispose (object);
}

static void
atlas_calendar_month_finalize (GObject *object)
{
  g_ptr_array_unref (ATLAS_CALENDAR_MONTH (object)->entries);

  G_OBJECT_CLASS (atlas_calendar_month_parent_class)->finalize (object);
}

static void
atlas_calendar_month_class_init (AtlasCalendarMonthClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_calendar_month_dispose;
  G_OBJECT_CLASS (klass)->finalize = atlas_calendar_month_finalize;
  widget_class->grab_focus = atlas_calendar_month_grab_focus;
  gtk_widget_class_set_css_name (widget_class, "calendarmonth");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);

  signals[CURRENT_CHANGED] = g_signal_new ("current-changed", ATLAS_TYPE_CALENDAR_MONTH, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
add_days (AtlasCalendarMonth *self)
{
  GtkWidget *headings = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *grid = gtk_grid_new ();

  gtk_box_set_homogeneous (GTK_BOX (headings), TRUE);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_row_homogeneous (GTK_GRID (grid), TRUE);
  for (int i = 0; i < DAYS; i++)
    {
      self->headings[i] = gtk_label_new (NULL);
      gtk_label_set_ellipsize (GTK_LABEL (self->headings[i]), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (self->headings[i], "caption-heading");
      gtk_widget_add_css_class (self->headings[i], "weekday");
      gtk_widget_set_hexpand (self->headings[i], TRUE);
      gtk_box_append (GTK_BOX (headings), self->headings[i]);
    }
  for (int i = 0; i < WEEKS * DAYS; i++)
    {
      self->days[i] = atlas_calendar_day_new ();
      gtk_widget_set_hexpand (self->days[i], TRUE);
      gtk_widget_set_vexpand (self->days[i], TRUE);
      g_signal_connect_object (self->days[i], "activated", G_CALLBACK (on_day_activated), self,
                               G_CONNECT_SWAPPED);
      gtk_grid_attach (GTK_GRID (grid), self->days[i], i % DAYS, i / DAYS, 1, 1);
    }
  gtk_box_append (self->box, headings);
  gtk_box_append (self->box, grid);
}

static void
atlas_calendar_month_init (AtlasCalendarMonth *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entries = g_ptr_array_new ();
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
  add_days (self);
  show_headings (self);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  atlas_calendar_month_set_current (self, atlas_calendar_get_today ());
}

GtkWidget *
atlas_calendar_month_new (void)
{
  return g_object_new (ATLAS_TYPE_CALENDAR_MONTH, NULL);
}

void
atlas_calendar_month_set_current (AtlasCalendarMonth *self, guint32 julian)
{
  guint32 first, last, old_first = 0;

  g_return_if_fail (ATLAS_IS_CALENDAR_MONTH (self));
  g_return_if_fail (g_date_valid_julian (julian));

  atlas_calendar_month_get_span (julian, &first, &last);
  if (self->current != 0)
    atlas_calendar_month_get_span (self->current, &old_first, &last);
  if (old_first == first && get_month (self->current) == get_month (julian))
    {
      atlas_calendar_day_set_current (get_current_day (self), FALSE);
      self->current = julian;
      atlas_calendar_day_set_current (get_current_day (self), TRUE);
      return;
    }
  self->current = julian;
  fill (self);
}

guint32
atlas_calendar_month_get_current (AtlasCalendarMonth *self)
{
  g_return_val_if_fail (ATLAS_IS_CALENDAR_MONTH (self), 0);
  return self->current;
}

void
atlas_calendar_month_set_entries (AtlasCalendarMonth *self, GPtrArray *entries)
{
  g_return_if_fail (ATLAS_IS_CALENDAR_MONTH (self));
  g_return_if_fail (entries != NULL);

  g_ptr_array_ref (entries);
  g_ptr_array_unref (self->entries);
  self->entries = entries;
  fill (self);
}
