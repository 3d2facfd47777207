/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-time-bar.h"

#include <math.h>

#include "atlas-config.h"
#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-number.h"

/* From one year to the next, while it plays. */
#define STEP_MS 700

/* The slider's knob reaches so far beyond the ends of what it slides over. */
#define KNOB 10.0

/* Between two bars of the histogram, where they are wide enough. */
#define BAR_GAP 1.0

struct _AtlasTimeBar
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkButton *play;
  GtkDrawingArea *histogram;
  GtkScale *scale;
  GtkAdjustment *year;
  GtkWidget *ends;
  GtkLabel *first_year, *last_year;
  GtkDropDown *time;
  GtkDropDown *mode;
  GtkLabel *words, *unknown;
  GtkWidget *use;

  GSettings *settings;
  AtlasSession *session;
  GCancellable *counting;
  guint playing_id;
  gboolean following; /* the numbers, and not the person */

  /* What is shown, and of what it was made. */
  AtlasPointSet *all;
  AtlasTime shown_time;
  gboolean shown_up_to;
  int shown_year;
  AtlasYears *years;
  AtlasPointSet *points, *scale_points;
};

enum
{
  CHANGED,
  N_SIGNALS
};

enum
{
  PROP_0,
  PROP_COUNTING,
  N_PROPERTIES
};

static guint signals[N_SIGNALS];
static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (AtlasTimeBar, atlas_time_bar, GTK_TYPE_WIDGET)

/* What a thread needs, and what it finds. Years and scale are given where they are known. */
typedef struct
{
  AtlasPointSet *all;
  AtlasTime time;
  gboolean up_to;
  int year; /* beyond those that are known: the nearest of them */
  AtlasYears *years;
  AtlasPointSet *points, *scale;
} Task;

static void
task_free (Task *self)
{
  g_object_unref (self->all);
  g_clear_pointer (&self->years, atlas_years_free);
  g_clear_object (&self->points);
  g_clear_object (&self->scale);
  g_free (self);
}

static int
find_fullest (const AtlasYears *years)
{
  int fullest = years->first;

  for (int year = years->first; year <= years->last; year++)
    if (atlas_years_get (years, year) > atlas_years_get (years, fullest))
      fullest = year;
  return fullest;
}

static void
count_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Task *self = data;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->years == NULL)
    self->years = atlas_point_set_count_years (self->all, self->time);
  if (self->scale == NULL)
    {
      int fullest = find_fullest (self->years);

      self->scale = atlas_point_set_restrict_years (self->all, self->time, self->up_to ? G_MININT : fullest,
                                                    self->up_to ? self->years->last : fullest);
    }
  if (self->years->first <= self->years->last)
    self->year = CLAMP (self->year, self->years->first, self->years->last);
  self->points =
    atlas_point_set_restrict_years (self->all, self->time, self->up_to ? G_MININT : self->year, self->year);
  g_task_return_boolean (task, TRUE);
}

/* What is shown. */

static guint
count_shown (AtlasTimeBar *self)
{
  return self->points ? atlas_point_set_get_total (self->points)->members : 0;
}

static char *
dup_unknown (AtlasTimeBar *self)
{
  guint n = self->years->n_unknown;
  g_autofree char *number = atlas_number_format (n);

  if (n == 0)
    return g_strdup ("");
  switch (self->shown_time)
    {
    case ATLAS_TIME_CREATED:
      return g_strdup_printf (ngettext ("%s person has no date of recording and isn’t shown.",
                                        "%s people have no date of recording and aren’t shown.", n),
                              number);
    case ATLAS_TIME_CONFIRMED:
      return g_strdup_printf (ngettext ("%s person was never confirmed and isn’t shown.",
                                        "%s people were never confirmed and aren’t shown.", n),
                              number);
    case ATLAS_TIME_ARRIVED:
    case ATLAS_N_TIMES:
    default:
      return g_strdup_printf (ngettext ("%s person has no year of arrival and isn’t shown.",
                                        "%s people have no year of arrival and aren’t shown.", n),
                              number);
    }
}

static void
show_words (AtlasTimeBar *self)
{
  gboolean any = self->years->first <= self->years->last;
  guint n = count_shown (self);
  g_autofree char *number = atlas_number_format (n);
  g_autofree char *people = g_strdup_printf (ngettext ("%s person", "%s people", n), number);
  g_autofree char *words = NULL, *unknown = dup_unknown (self);

  if (!any)
    words = g_strdup (_ ("Nobody’s year is known"));
  else if (self->shown_up_to)
    /* Translators: a year, and how many people until its end: "Up to 2009: 4,212 people" */
    words = g_strdup_printf (_ ("Up to %d: %s"), self->shown_year, people);
  else
    words = g_strdup_printf (_ ("In %d: %s"), self->shown_year, people);
  gtk_label_set_text (self->words, words);
  gtk_label_set_text (self->unknown, unknown);
  gtk_widget_set_visible (GTK_WIDGET (self->unknown), *unknown != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words,
                                  -1);
}

static void
show (AtlasTimeBar *self)
{
  gboolean any = self->years->first <= self->years->last;
  g_autofree char *first = g_strdup_printf ("%d", self->years->first);
  g_autofree char *last = g_strdup_printf ("%d", self->years->last);

  self->following = TRUE;
  if (any)
    {
      gtk_adjustment_set_lower (self->year, self->years->first);
      gtk_adjustment_set_upper (self->year, self->years->last);
      /* Somebody who goes on sliding is not taken back. */
      if (self->counting == NULL)
        gtk_adjustment_set_value (self->year, self->shown_year);
    }
  self->following = FALSE;
  gtk_label_set_text (self->first_year, first);
  gtk_label_set_text (self->last_year, last);
  gtk_widget_set_visible (self->ends, any);
  gtk_widget_set_sensitive (GTK_WIDGET (self->scale), any);
  gtk_widget_set_sensitive (GTK_WIDGET (self->play), any);
  gtk_widget_set_sensitive (self->use, any);
  show_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->histogram));
}

static void
draw_histogram (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  AtlasTimeBar *self = data;
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (area));
  GdkRGBA color, accent;
  guint n, most;
  double step, gap;

  if (self->years == NULL || self->years->first > self->years->last)
    return;
  gtk_style_context_get_color (style, &color);
  color.alpha *= 0.22F;
  if (!gtk_style_context_lookup_color (style, "accent_bg_color", &accent))
    accent = color;

  n = (guint) (self->years->last - self->years->first + 1);
  most = atlas_years_get (self->years, find_fullest (self->years));
  /* Each bar stands above where the slider has its year. */
  step = n > 1 ? (width - 2 * KNOB) / (n - 1) : 2 * KNOB;
  gap = step > 4 ? BAR_GAP : 0;
  for (guint i = 0; i < n; i++)
    {
      int year = self->years->first + (int) i;
      double bar = (double) atlas_years_get (self->years, year) / most * height;
      gboolean shown = self->shown_up_to ? year <= self->shown_year : year == self->shown_year;
      double middle = n > 1 ? KNOB + i * step : width / 2.0;
      double left = MAX (middle - step / 2, 0), right = MIN (middle + step / 2, width);

      /* A few of many are not none. */
      if (bar > 0)
        bar = MAX (bar, 1);
      gdk_cairo_set_source_rgba (cr, shown ? &accent : &color);
      cairo_rectangle (cr, left, height - bar, MAX (right - left - gap, 0.5), bar);
      cairo_fill (cr);
    }
}

/* Counting. */

static void
stop_counting (AtlasTimeBar *self)
{
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
}

static void
forget (AtlasTimeBar *self)
{
  stop_counting (self);
  g_clear_object (&self->all);
  g_clear_object (&self->points);
  g_clear_object (&self->scale_points);
  g_clear_pointer (&self->years, atlas_years_free);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  AtlasTimeBar *self = ATLAS_TIME_BAR (source);
  Task *task = g_task_get_task_data (G_TASK (result));

  /* Whoever began another waits for that one. */
  if (g_task_get_cancellable (G_TASK (result)) != self->counting)
    return;
  g_clear_object (&self->counting);
  g_set_object (&self->all, task->all);
  g_set_object (&self->points, task->points);
  g_set_object (&self->scale_points, task->scale);
  g_clear_pointer (&self->years, atlas_years_free);
  self->years = g_steal_pointer (&task->years);
  self->shown_time = task->time;
  self->shown_up_to = task->up_to;
  /* Nobody is of any year, so this one is as good as another. */
  self->shown_year =
    self->years->first <= self->years->last ? task->year : MIN (task->year, atlas_date_this_year ());
  show (self);
  g_signal_emit (self, signals[CHANGED], 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNTING]);
}

static AtlasYears *
copy_years (const AtlasYears *years)
{
  AtlasYears *copy = g_memdup2 (years, sizeof *years);

  copy->counts = g_memdup2 (years->counts, (gsize) (years->last - years->first + 1) * sizeof *years->counts);
  return copy;
}

static void
count (AtlasTimeBar *self)
{
  AtlasPointSet *all = self->session ? atlas_session_get_points (self->session) : NULL;
  g_autoptr (GTask) task = NULL;
  gboolean same;
  Task *work;

  if (all == NULL || !gtk_widget_get_visible (GTK_WIDGET (self)))
    {
      gboolean had = self->points != NULL;

      forget (self);
      if (had)
        g_signal_emit (self, signals[CHANGED], 0);
      return;
    }

  stop_counting (self);
  work = g_new0 (Task, 1);
  work->all = g_object_ref (all);
  work->time = (AtlasTime) gtk_drop_down_get_selected (self->time);
  work->up_to = gtk_drop_down_get_selected (self->mode) == 0;
  same = self->years != NULL && self->all == all && self->shown_time == work->time;
  /* At first, and of something else, the last year there is. */
  work->year = self->years != NULL && self->shown_time == work->time
                 ? (int) gtk_adjustment_get_value (self->year)
                 : G_MAXINT;
  if (same)
    {
      work->years = copy_years (self->years);
      if (self->shown_up_to == work->up_to)
        g_set_object (&work->scale, self->scale_points);
    }

  self->counting = g_cancellable_new ();
  task = g_task_new (self, self->counting, on_counted, NULL);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, (GDestroyNotify) task_free);
  g_task_run_in_thread (task, count_in_thread);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNTING]);
}

/* Playing. */

static void
show_playing (AtlasTimeBar *self)
{
  gboolean playing = self->playing_id != 0;
  const char *label = playing ? _ ("Pause") : _ ("Play the Years (Space)");

  gtk_button_set_icon_name (self->play,
                            playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
stop_playing (AtlasTimeBar *self)
{
  g_clear_handle_id (&self->playing_id, g_source_remove);
  show_playing (self);
}

static gboolean
on_step (gpointer data)
{
  AtlasTimeBar *self = data;
  double year = gtk_adjustment_get_value (self->year);

  if (year >= gtk_adjustment_get_upper (self->year))
    {
      self->playing_id = 0;
      show_playing (self);
      return G_SOURCE_REMOVE;
    }
  gtk_adjustment_set_value (self->year, year + 1);
  return G_SOURCE_CONTINUE;
}

static void
on_play_clicked (AtlasTimeBar *self)
{
  if (self->playing_id != 0)
    {
      stop_playing (self);
      return;
    }
  if (gtk_adjustment_get_value (self->year) >= gtk_adjustment_get_upper (self->year))
    gtk_adjustment_set_value (self->year, gtk_adjustment_get_lower (self->year));
  self->playing_id = g_timeout_add (STEP_MS, on_step, self);
  show_playing (self);
}

static gboolean
on_space (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  AtlasTimeBar *self = data;

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->play)))
    return FALSE;
  on_play_clicked (self);
  return TRUE;
}

/* What a person does. */

static void
on_year_changed (AtlasTimeBar *self)
{
  /* Back at the year that is shown, another may still be on its way. */
  if (!self->following &&
      (self->counting != NULL || (int) gtk_adjustment_get_value (self->year) != self->shown_year))
    count (self);
}

static void
on_choice_changed (AtlasTimeBar *self)
{
  if (self->settings == NULL)
    return;
  stop_playing (self);
  g_settings_set_string (self->settings, "time-of",
                         atlas_time_get_name (gtk_drop_down_get_selected (self->time)));
  g_settings_set_boolean (self->settings, "time-up-to", gtk_drop_down_get_selected (self->mode) == 0);
  count (self);
}

/* The search is the one truth from then on: the bar has done its work. */
static void
on_use_clicked (AtlasTimeBar *self)
{
  AtlasFilter *filter = atlas_session_get_filter (self->session, &atlas_kind_member);
  g_autofree char *query = atlas_time_bar_dup_query (self);

  stop_playing (self);
  g_settings_set_boolean (self->settings, "show-time", FALSE);
  atlas_filter_set_text (filter, query);
}

static void
on_visible_changed (AtlasTimeBar *self)
{
  stop_playing (self);
  count (self);
}

/* GObject. */

static void
atlas_time_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_COUNTING:
      g_value_set_boolean (value, atlas_time_bar_is_counting (ATLAS_TIME_BAR (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_time_bar_dispose (GObject *object)
{
  AtlasTimeBar *self = ATLAS_TIME_BAR (object);

  g_clear_handle_id (&self->playing_id, g_source_remove);
  forget (self);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (atlas_time_bar_parent_class)->dispose (object);
}

static void
atlas_time_bar_class_init (AtlasTimeBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = atlas_time_bar_get_property;
  object_class->dispose = atlas_time_bar_dispose;
  properties[PROP_COUNTING] =
    g_param_spec_boolean ("counting", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-time-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasTimeBar, box);
  gtk_widget_class_bind_template_child (widget_class, AtlasTimeBar, play);
  gtk_widget_class_bind_template_child (widget_class, AtlasTimeBar, histogram);
  gtk_widget_class_bind_template_child (widget_class, AtlasTimeBar, scale);
  gtk_widget_class_bind_template_child (widget_class, AtlasTimeBar, year);
  gtk_widget_class_bind_template_child (widget_class, AtlasTimeBar, ends);
  gtk_widget_class_bind_template_child (widget_class, AtlasTimeBar, first_year);
  gtk_widget_class_bind_template_child (widget_class, AtlasTimeBar, last_year);
  gtk_widget_class_bind_template_child (widget_class, AtlasTimeBar, time);
  gtk_widget_class_bind_template_child (widget_class, AtlasTimeBar, mode);
  gtk_widget_class_bind_template_child (widget_class, AtlasTimeBar, words);
  gtk_widget_class_bind_template_child (widget_class, AtlasTimeBar, unknown);
  gtk_widget_class_bind_template_child (widget_class, AtlasTimeBar, use);
  gtk_widget_class_bind_template_callback (widget_class, on_play_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_year_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_choice_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_use_clicked);
  gtk_widget_class_set_css_name (widget_class, "time-bar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
atlas_time_bar_init (AtlasTimeBar *self)
{
  g_autoptr (GSettings) settings = g_settings_new (ATLAS_APP_ID);
  g_autofree char *time = g_settings_get_string (settings, "time-of");
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_selected (self->time, (guint) MAX (atlas_time_find (time), 0));
  gtk_drop_down_set_selected (self->mode, g_settings_get_boolean (settings, "time-up-to") ? 0 : 1);
  gtk_drawing_area_set_draw_func (self->histogram, draw_histogram, self, NULL);
  show_playing (self);

  /* On the slider a space means nothing by itself; a button and a choice have their own. */
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_space, 0),
                                                          gtk_callback_action_new (on_space, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->scale), shortcuts);

  self->settings = g_steal_pointer (&settings);
  g_settings_bind (self->settings, "show-time", self, "visible", G_SETTINGS_BIND_GET);
  g_signal_connect (self, "notify::visible", G_CALLBACK (on_visible_changed), NULL);
}

void
atlas_time_bar_set_session (AtlasTimeBar *self, AtlasSession *session)
{
  g_return_if_fail (ATLAS_IS_TIME_BAR (self));

  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  stop_playing (self);
  forget (self);
  g_set_object (&self->session, session);
  if (session != NULL)
    g_signal_connect_object (session, "notify::points", G_CALLBACK (count), self, G_CONNECT_SWAPPED);
  count (self);
}

AtlasPointSet *
atlas_time_bar_get_points (AtlasTimeBar *self)
{
  g_return_val_if_fail (ATLAS_IS_TIME_BAR (self), NULL);

  return self->points;
}

gboolean
atlas_time_bar_get_view (AtlasTimeBar *self, AtlasYearView *view)
{
  g_return_val_if_fail (ATLAS_IS_TIME_BAR (self), FALSE);
  g_return_val_if_fail (view != NULL, FALSE);

  *view = (AtlasYearView){ self->shown_time, self->shown_up_to, self->shown_year };
  return self->points != NULL;
}

char *
atlas_time_bar_dup_query (AtlasTimeBar *self)
{
  const char *text = NULL;
  g_autofree char *term = NULL;
  AtlasYearView view;

  g_return_val_if_fail (ATLAS_IS_TIME_BAR (self), NULL);

  if (self->session != NULL)
    text = atlas_query_get_text (
      atlas_filter_get_query (atlas_session_get_filter (self->session, &atlas_kind_member)));
  if (text == NULL)
    text = "";
  if (!atlas_time_bar_get_view (self, &view))
    return g_strdup (text);
  term = atlas_year_view_to_text (&view);
  return *text ? g_strconcat (text, " ", term, NULL) : g_steal_pointer (&term);
}

AtlasPointSet *
atlas_time_bar_get_scale (AtlasTimeBar *self)
{
  g_return_val_if_fail (ATLAS_IS_TIME_BAR (self), NULL);

  return self->points ? self->scale_points : NULL;
}

gboolean
atlas_time_bar_is_counting (AtlasTimeBar *self)
{
  g_return_val_if_fail (ATLAS_IS_TIME_BAR (self), FALSE);

  return self->counting != NULL;
}
