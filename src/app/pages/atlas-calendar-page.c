/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-calendar-page.h"

#include <adwaita.h>

#include "atlas-calendar-agenda.h"
#include "atlas-calendar-entries.h"
#include "atlas-calendar-file.h"
#include "atlas-calendar-month.h"
#include "atlas-calendar-year.h"
#include "atlas-i18n.h"

/* Pixels: narrower, a month has no room for words. */
#define NARROW    620
#define MIN_WIDTH 300

struct _AtlasCalendarPage
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkLabel *title;
  GtkWidget *views;
  GtkStack *faces;
  AtlasCalendarMonth *month;
  AtlasCalendarAgenda *agenda;
  AtlasCalendarYear *year;

  AtlasSession *session;
  AtlasCalendarEntries *entries;
  char *view; /* what the person chose */
  gboolean narrow;
  guint folding;
};

static void atlas_calendar_page_page_init (AtlasPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasCalendarPage,
                               atlas_calendar_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (ATLAS_TYPE_PAGE, atlas_calendar_page_page_init))

/* --- What is shown. */

static const char *
get_shown_view (AtlasCalendarPage *self)
{
  return self->narrow ? "agenda" : self->view;
}

static gboolean
is_year (AtlasCalendarPage *self)
{
  return g_str_equal (get_shown_view (self), "year");
}

static GDate
get_current (AtlasCalendarPage *self)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, atlas_calendar_month_get_current (self->month));
  return day;
}

/* The days of the month or year that is shown, without what surrounds them in a grid. */
static void
get_days (AtlasCalendarPage *self, guint32 *first, guint32 *last)
{
  GDate from = get_current (self), to;

  g_date_set_day (&from, 1);
  if (is_year (self))
    g_date_set_month (&from, G_DATE_JANUARY);
  to = from;
  g_date_add_months (&to, is_year (self) ? 12 : 1);
  *first = g_date_get_julian (&from);
  *last = g_date_get_julian (&to) - 1;
}

static void
show_title (AtlasCalendarPage *self)
{
  GDate day = get_current (self);
  g_autoptr (GDateTime) time =
    g_date_time_new_utc (g_date_get_year (&day), g_date_get_month (&day), g_date_get_day (&day), 0, 0, 0);
  const char *format = is_year (self) ? "%Y"
                       /* Translators: a month as a heading where there is little room, as in "Nov 2026". */
                       : self->narrow ? _ ("%Ob %Y")
                                      /* Translators: a month as a heading, as in "November 2026"; see
                                       * g_date_time_format(): %OB is a month by itself. */
                                      : _ ("%OB %Y");
  g_autofree char *text = g_date_time_format (time, format);

  gtk_label_set_text (self->title, text);
}

static void
show_entries (AtlasCalendarPage *self)
{
  GPtrArray *entries = atlas_calendar_entries_get (self->entries);
  guint32 first, last;

  get_days (self, &first, &last);
  if (is_year (self))
    {
      GDate day = get_current (self);

      atlas_calendar_year_set_entries (self->year, entries, g_date_get_year (&day));
      return;
    }
  atlas_calendar_month_set_entries (self->month, entries);
  atlas_calendar_agenda_set_entries (self->agenda, entries, first, last);
}

/* Another span, or another way to see it. */
static void
update (AtlasCalendarPage *self)
{
  guint32 first, last;

  if (is_year (self))
    get_days (self, &first, &last);
  else
    atlas_calendar_month_get_span (atlas_calendar_month_get_current (self->month), &first, &last);
  atlas_calendar_entries_set_span (self->entries, first, last, !is_year (self));
  gtk_stack_set_visible_child_name (self->faces, get_shown_view (self));
  gtk_widget_set_visible (self->views, !self->narrow);
  show_title (self);
  if (atlas_calendar_entries_is_settled (self->entries))
    show_entries (self);
}

static void
step (AtlasCalendarPage *self, int by)
{
  GDate day = get_current (self);
  int months = by * (is_year (self) ? 12 : 1);

  if (months < 0)
    g_date_subtract_months (&day, (guint) -months);
  else
    g_date_add_months (&day, (guint) months);
  atlas_calendar_month_set_current (self->month, g_date_get_julian (&day));
  update (self);
}

/* --- Actions. */

static void
previous (GtkWidget *widget, const char *name, GVariant *parameter)
{
  step (ATLAS_CALENDAR_PAGE (widget), -1);
}

static void
next (GtkWidget *widget, const char *name, GVariant *parameter)
{
  step (ATLAS_CALENDAR_PAGE (widget), 1);
}

static void
today (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasCalendarPage *self = ATLAS_CALENDAR_PAGE (widget);

  atlas_calendar_month_set_current (self->month, atlas_calendar_get_today ());
  update (self);
}

static void
import_calendar (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.import", NULL);
}

/* What is shown: the events that the search finds, and the missions, of these days. */
static void
export_calendar (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasCalendarPage *self = ATLAS_CALENDAR_PAGE (widget);
  g_autoptr (GString) missions = g_string_new (NULL);
  g_autoptr (GString) events = NULL;
  g_autofree char *file = NULL;
  guint32 first, last;
  GDate from, to;

  if (self->session == NULL)
    return;
  get_days (self, &first, &last);
  g_date_clear (&from, 1);
  g_date_clear (&to, 1);
  g_date_set_julian (&from, first);
  g_date_set_julian (&to, last);
  g_string_printf (missions, "from:%04d-%02d-%02d to:%04d-%02d-%02d", g_date_get_year (&from),
                   g_date_get_month (&from), g_date_get_day (&from), g_date_get_year (&to),
                   g_date_get_month (&to), g_date_get_day (&to));
  events = g_string_new (atlas_query_get_text (
    atlas_filter_get_query (atlas_session_get_filter (self->session, &atlas_kind_event))));
  g_string_append_printf (events, "%s%s", events->len > 0 ? " " : "", missions->str);
  /* Translators: a file's name */
  file = g_strdup_printf (_ ("calendar-%s.ics"), gtk_label_get_text (self->title));
  g_strdelimit (file, " /", '-');
  atlas_calendar_file_choose (widget, self->session, file, missions->str, events->str);
}

static void
on_current_changed (AtlasCalendarPage *self)
{
  update (self);
}

/* --- Folding. */

static gboolean
on_fold (gpointer data)
{
  AtlasCalendarPage *self = data;

  self->folding = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* What is visible can't change while it is being given its place. */
static void
atlas_calendar_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AtlasCalendarPage *self = ATLAS_CALENDAR_PAGE (widget);
  gboolean narrow = width < NARROW;
  int least;

  gtk_widget_measure (self->content, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->content, &(GtkAllocation){ 0, 0, MAX (width, least), height }, baseline);
  if (narrow == self->narrow)
    return;
  self->narrow = narrow;
  if (self->folding == 0)
    self->folding = g_idle_add_full (G_PRIORITY_HIGH, on_fold, self, NULL);
}

/* Whatever a month asks for: where there is less room it is the agenda, as soon as that is known. */
static void
atlas_calendar_page_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  gtk_widget_measure (ATLAS_CALENDAR_PAGE (widget)->content, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, MIN_WIDTH);
}

/* --- AtlasPage. */

static void
set_session (AtlasPage *page, AtlasSession *session)
{
  AtlasCalendarPage *self = ATLAS_CALENDAR_PAGE (page);

  if (session == self->session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session != NULL)
    g_signal_connect_object (session, "day-changed", G_CALLBACK (show_entries), self, G_CONNECT_SWAPPED);
  atlas_calendar_entries_set_session (self->entries, session);
  update (self);
}

/* The search is for events. */
static const AtlasKind *
get_kind (AtlasPage *page)
{
  return &atlas_kind_event;
}

static gboolean
is_settled (AtlasPage *page)
{
  AtlasCalendarPage *self = ATLAS_CALENDAR_PAGE (page);

  return atlas_calendar_entries_is_settled (self->entries) && self->folding == 0 &&
         !gtk_stack_get_transition_running (self->faces);
}

static void
atlas_calendar_page_page_init (AtlasPageInterface *iface)
{
  iface->set_session = set_session;
  iface->get_kind = get_kind;
  iface->is_settled = is_settled;
}

/* --- GObject. */

enum
{
  PROP_VIEW = 1,
};

static void
atlas_calendar_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AtlasCalendarPage *self = ATLAS_CALENDAR_PAGE (object);
  const char *view = g_value_get_string (value);

  if (id != PROP_VIEW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (g_strcmp0 (view, "agenda") != 0 && g_strcmp0 (view, "year") != 0)
    view = "month";
  if (g_strcmp0 (view, self->view) == 0)
    return;
  g_free (self->view);
  self->view = g_strdup (view);
  if (self->month != NULL)
    update (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
atlas_calendar_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_VIEW)
    g_value_set_string (value, ATLAS_CALENDAR_PAGE (object)->view);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static gboolean
atlas_calendar_page_grab_focus (GtkWidget *widget)
{
  AtlasCalendarPage *self = ATLAS_CALENDAR_PAGE (widget);

  return gtk_widget_child_focus (gtk_stack_get_visible_child (self->faces), GTK_DIR_TAB_FORWARD);
}

static void
atlas_calendar_page_dispose (GObject *object)
{
  AtlasCalendarPage *self = ATLAS_CALENDAR_PAGE (object);

  g_clear_handle_id (&self->folding, g_source_remove);
  if (self->content != NULL)
    {
      set_session (ATLAS_PAGE (self), NULL);
      g_signal_handlers_disconnect_by_data (self->entries, self);
      gtk_widget_unparent (self->content);
    }
  self->content = NULL;
  g_clear_object (&self->entries);

  G_OBJECT_CLASS (atlas_calendar_page_parent_class)->dispose (object);
}

static void
atlas_calendar_page_finalize (GObject *object)
{
  g_free (ATLAS_CALENDAR_PAGE (object)->view);

  G_OBJECT_CLASS (atlas_calendar_page_parent_class)->finalize (object);
}

static void
atlas_calendar_page_class_init (AtlasCalendarPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = atlas_calendar_page_dispose;
  object_class->finalize = atlas_calendar_page_finalize;
  object_class->set_property = atlas_calendar_page_set_property;
  object_class->get_property = atlas_calendar_page_get_property;
  widget_class->size_allocate = atlas_calendar_page_size_allocate;
  widget_class->measure = atlas_calendar_page_measure;
  widget_class->grab_focus = atlas_calendar_page_grab_focus;

  g_object_class_install_property (
    object_class, PROP_VIEW,
    g_param_spec_string ("view", NULL, NULL, "month",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));

  g_type_ensure (ATLAS_TYPE_CALENDAR_MONTH);
  g_type_ensure (ATLAS_TYPE_CALENDAR_AGENDA);
  g_type_ensure (ATLAS_TYPE_CALENDAR_YEAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-calendar-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasCalendarPage, content);
  gtk_widget_class_bind_template_child (widget_class, AtlasCalendarPage, title);
  gtk_widget_class_bind_template_child (widget_class, AtlasCalendarPage, views);
  gtk_widget_class_bind_template_child (widget_class, AtlasCalendarPage, faces);
  gtk_widget_class_bind_template_child (widget_class, AtlasCalendarPage, month);
  gtk_widget_class_bind_template_child (widget_class, AtlasCalendarPage, agenda);
  gtk_widget_class_bind_template_child (widget_class, AtlasCalendarPage, year);
  gtk_widget_class_bind_template_callback (widget_class, on_current_changed);

  gtk_widget_class_install_action (widget_class, "calendar.previous", NULL, previous);
  gtk_widget_class_install_action (widget_class, "calendar.next", NULL, next);
  gtk_widget_class_install_action (widget_class, "calendar.today", NULL, today);
  gtk_widget_class_install_action (widget_class, "calendar.import", NULL, import_calendar);
  gtk_widget_class_install_action (widget_class, "calendar.export", NULL, export_calendar);
  gtk_widget_class_install_property_action (widget_class, "calendar.view", "view");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "calendar.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK, "calendar.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Home, GDK_ALT_MASK, "calendar.today", NULL);
}

static void
atlas_calendar_page_init (AtlasCalendarPage *self)
{
  self->view = g_strdup ("month");
  self->entries = atlas_calendar_entries_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_object (self->entries, "changed", G_CALLBACK (show_entries), self, G_CONNECT_SWAPPED);
  update (self);
}
