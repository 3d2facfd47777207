/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-region-panel.h"

#include "atlas-gazetteer.h"
#include "atlas-area-query.h"
#include "atlas-i18n.h"
#include "atlas-map-view.h"
#include "atlas-number.h"
#include "atlas-profile-count.h"
#include "atlas-profile-view.h"
#include "atlas-region.h"
#include "atlas-tooltip.h"

#define N_EVENTS 5

struct _AtlasRegionPanel
{
  GtkWidget parent_instance;

  GtkLabel *name;
  GtkLabel *total;
  GtkLabel *years;
  GtkWidget *close;
  GtkWidget *unplaced;
  GtkLabel *unplaced_label;
  AtlasProfileView *profile;
  GtkBox *events;
  GtkWidget *no_events;
  GtkButton *more_events;
  GtkWidget *show_people;
  GtkWidget *plan_mission;
  GtkWidget *new_event;
  GtkWidget *save_segment;
  GtkWidget *modes;

  GtkWidget *event_rows[N_EVENTS];

  AtlasPointSet *points;  /* of whom it tells, or NULL */
  char *query;            /* which finds them */
  char *in_years;         /* of which years they are, in words; or NULL */
  AtlasRegister *records; /* or NULL */
  AtlasUpcomingEvents *upcoming;
  guint region;
  AtlasSelection *selection; /* or NULL */
  guint place;               /* at hand: the one activated last */
  gint64 shown_events[N_EVENTS];
  GCancellable *counting;  /* of the answer that is being waited for */
  char *counting_years;    /* as in_years, of those who are counted */
  gboolean counting_other; /* they live elsewhere than those who are shown */
  gboolean outdated;       /* those who are counted are no longer those of whom it tells */
  AtlasPointSet *counted_points;
  AtlasProfile *counted; /* that answer, which waits for its frame; or NULL */
  gint64 counted_frame;  /* the one before it came */
  guint tick_id;
  AtlasMapMode mode; /* of what is drawn or clicked next */
};

enum
{
  PROP_0,
  PROP_MODE,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

enum
{
  PLACE_ACTIVATED,
  SAVE_SEGMENT,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasRegionPanel, atlas_region_panel, GTK_TYPE_WIDGET)

/* Whether it is not about everyone. */
static gboolean
is_somewhere (AtlasRegionPanel *self)
{
  return self->region != ATLAS_REGION_NONE || self->selection != NULL;
}

/* Numbers. */

static void
show_head (AtlasRegionPanel *self, AtlasPointSet *points, guint members)
{
  gboolean searched = self->query[0] != '\0';
  guint n_placed = atlas_point_set_get_n_placed (points);
  g_autofree char *number = atlas_number_format (members);
  g_autofree char *total = NULL;
  g_autofree char *selected = self->selection ? atlas_selection_dup_name (self->selection) : NULL;

  if (self->selection != NULL)
    gtk_label_set_text (self->name, selected != NULL ? selected : _ ("Selection"));
  else if (self->region != ATLAS_REGION_NONE)
    gtk_label_set_text (self->name, atlas_region_get_name (self->region));
  else
    gtk_label_set_text (self->name, searched ? _ ("Everyone Found") : _ ("Everyone"));

  if (searched)
    total = g_strdup_printf (ngettext ("%s person found", "%s people found", members), number);
  else
    total = g_strdup_printf (ngettext ("%s person", "%s people", members), number);
  gtk_label_set_text (self->total, total);
  gtk_label_set_text (self->years, self->counting_years ? self->counting_years : "");
  gtk_widget_set_visible (GTK_WIDGET (self->years), self->counting_years != NULL);

  gtk_widget_set_visible (self->unplaced, !is_somewhere (self) && n_placed < members);
  if (n_placed < members)
    {
      g_autofree char *missing = atlas_number_format (members - n_placed);
      g_autofree char *text =
        g_strdup_printf (ngettext ("%s of them has no position and is not on the map",
                                   "%s of them have no position and are not on the map", members - n_placed),
                         missing);

      gtk_label_set_text (self->unplaced_label, text);
    }
}

/* The place at hand; of a selection, which has no name, its largest. */
static guint
get_event_place (AtlasRegionPanel *self)
{
  if (self->place == ATLAS_PLACE_NONE && self->selection != NULL)
    return atlas_profile_view_get_largest_place (self->profile);
  return self->place;
}

static void
update_new_event (AtlasRegionPanel *self)
{
  guint index = get_event_place (self);
  g_autofree char *tooltip = NULL;
  AtlasPlace place;

  gtk_widget_set_visible (self->new_event, self->region != ATLAS_REGION_NONE || index != ATLAS_PLACE_NONE);
  if (index != ATLAS_PLACE_NONE && atlas_gazetteer_get_place (index, &place))
    /* Translators: a town */
    tooltip = g_strdup_printf (_ ("In %s"), place.name);
  else if (self->region != ATLAS_REGION_NONE)
    tooltip = g_strdup_printf (_ ("In %s"), atlas_region_get_name (self->region));
  atlas_set_tooltip (self->new_event, tooltip);
}

static void
forget_profile (AtlasRegionPanel *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  g_clear_pointer (&self->counted, atlas_profile_free);
  g_clear_object (&self->counted_points);
}

static void start_counting (AtlasRegionPanel *self);
static void update_events (AtlasRegionPanel *self);

static void
set_anybody (AtlasRegionPanel *self, gboolean any)
{
  gtk_widget_set_sensitive (self->show_people, any);
  atlas_set_tooltip (self->plan_mission, any ? _ ("Find where to go to meet the most of them")
                                             : _ ("There is nobody here to go and see"));
}

/* Heading, numbers and events change together: each is about the same people. */
static void
show_profile (AtlasRegionPanel *self)
{
  guint members = self->counted->count.members;

  show_head (self, self->counted_points, members);
  /* It can take its time, but not under the name of another area. */
  atlas_profile_view_set_profile (self->profile, g_steal_pointer (&self->counted), self->counting_other);
  if (self->counting_other)
    update_events (self);
  self->counting_other = FALSE;
  forget_profile (self);
  set_anybody (self, members > 0);
  update_new_event (self);
  if (self->outdated)
    start_counting (self);
}

/* The frame that comes next has the new points on the map to draw, and is busy enough. */
static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  AtlasRegionPanel *self = ATLAS_REGION_PANEL (widget);

  if (gdk_frame_clock_get_frame_counter (clock) <= self->counted_frame + 1)
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  show_profile (self);
  return G_SOURCE_REMOVE;
}

/* Only the answer to the last question is shown. */
static void
on_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasRegionPanel) self = data;
  AtlasPointSet *points = ATLAS_POINT_SET (source);
  g_autoptr (AtlasProfile) profile = atlas_profile_count_finish (points, result, NULL);

  if (g_task_get_cancellable (G_TASK (result)) != self->counting)
    return;
  g_clear_object (&self->counting);
  if (profile == NULL)
    {
      if (self->outdated)
        start_counting (self);
      return;
    }
  self->counted = g_steal_pointer (&profile);
  self->counted_points = g_object_ref (points);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      self->counted_frame =
        gdk_frame_clock_get_frame_counter (gtk_widget_get_frame_clock (GTK_WIDGET (self)));
      self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_frame, NULL, NULL);
    }
  else
    {
      show_profile (self);
    }
}

static void
stop_counting (AtlasRegionPanel *self)
{
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  forget_profile (self);
}

static void
start_counting (AtlasRegionPanel *self)
{
  stop_counting (self);
  self->outdated = FALSE;
  if (self->points == NULL)
    return;

  g_free (self->counting_years);
  self->counting_years = g_strdup (self->in_years);
  self->counting = g_cancellable_new ();
  atlas_profile_count_async (self->points, self->records, self->region, self->selection, self->counting,
                             on_counted, g_object_ref (self));
}

/* Events. */

static void
show_event (AtlasRegionPanel *self, guint row, const AtlasUpcomingEvent *event)
{
  GtkWidget *title = gtk_widget_get_first_child (gtk_button_get_child (GTK_BUTTON (self->event_rows[row])));
  g_autofree char *date = atlas_upcoming_event_dup_when (event);
  /* Translators: a day and a town */
  g_autofree char *when = event->city ? g_strdup_printf (_ ("%s · %s"), date, event->city) : g_strdup (date);
  g_autofree char *label = g_strdup_printf ("%s, %s", event->title, when);

  self->shown_events[row] = event->id;
  gtk_label_set_text (GTK_LABEL (title), event->title);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title)), when);
  gtk_widget_set_tooltip_text (self->event_rows[row], label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->event_rows[row]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
update_events (AtlasRegionPanel *self)
{
  guint n_all = self->upcoming ? atlas_upcoming_events_get_n (self->upcoming) : 0;
  guint n_here = 0;

  for (guint i = 0; i < n_all; i++)
    {
      const AtlasUpcomingEvent *event = atlas_upcoming_events_get (self->upcoming, i);

      if (!atlas_upcoming_event_is_in (event, self->region, self->selection))
        continue;
      if (n_here < N_EVENTS)
        show_event (self, n_here, event);
      n_here++;
    }
  for (guint i = 0; i < N_EVENTS; i++)
    gtk_widget_set_visible (self->event_rows[i], i < n_here);
  gtk_widget_set_visible (self->no_events, n_here == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->more_events), n_here > N_EVENTS);
  if (n_here > N_EVENTS)
    {
      g_autofree char *text =
        g_strdup_printf (ngettext ("%u more event", "%u more events", n_here - N_EVENTS), n_here - N_EVENTS);

      gtk_button_set_label (self->more_events, text);
    }
}

/* What is clicked. */

static void
on_close_clicked (AtlasRegionPanel *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
on_unplaced_clicked (AtlasRegionPanel *self)
{
  g_autofree char *query = g_strdup_printf ("%s -has:location", self->query);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-people", "s", g_strstrip (query));
}

/* Does what the button is named after with the people that the panel is about. */
static void
on_people_clicked (AtlasRegionPanel *self, GtkWidget *button)
{
  g_autofree char *query = atlas_area_query_dup (self->query, self->region, self->selection);

  gtk_widget_activate_action (GTK_WIDGET (self), gtk_widget_get_name (button), "s", g_strstrip (query));
}

static void
on_save_segment_clicked (AtlasRegionPanel *self)
{
  g_autofree char *query = g_strchomp (atlas_area_query_dup (self->query, self->region, self->selection));

  g_signal_emit (self, signals[SAVE_SEGMENT], 0, query);
}

static void
on_new_event_clicked (AtlasRegionPanel *self)
{
  GVariantBuilder fields;
  guint region = self->region;
  AtlasPlace place;

  g_variant_builder_init (&fields, G_VARIANT_TYPE ("a{ss}"));
  if (atlas_gazetteer_get_place (get_event_place (self), &place))
    {
      region = place.region;
      g_variant_builder_add (&fields, "{ss}", "address.city", place.name);
      g_variant_builder_add (&fields, "{ss}", "timezone", place.timezone);
    }
  else if (atlas_gazetteer_get_place (atlas_profile_view_get_largest_place (self->profile), &place))
    g_variant_builder_add (&fields, "{ss}", "timezone", place.timezone);
  if (region != ATLAS_REGION_NONE)
    {
      g_variant_builder_add (&fields, "{ss}", "address.region", atlas_region_get_code (region));
      g_variant_builder_add (&fields, "{ss}", "address.country", atlas_region_get_country (region));
    }
  gtk_widget_activate_action (GTK_WIDGET (self), "win.new-record", "(sa{ss})", "event", &fields);
}

static void
on_place_activated (AtlasRegionPanel *self, guint place)
{
  self->place = place;
  update_new_event (self);
  g_signal_emit (self, signals[PLACE_ACTIVATED], 0, place);
}

static void
on_event_clicked (AtlasRegionPanel *self, GtkWidget *row)
{
  for (guint i = 0; i < N_EVENTS; i++)
    if (self->event_rows[i] == row)
      gtk_widget_activate_action (GTK_WIDGET (self), "win.show-record", "(sx)", "event",
                                  self->shown_events[i]);
}

/* GObject. */

static gboolean
on_unmapped (gpointer data)
{
  AtlasRegionPanel *self = data;

  if (self->counted != NULL && !gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_profile (self);
  return G_SOURCE_REMOVE;
}

static void
atlas_region_panel_unmap (GtkWidget *widget)
{
  AtlasRegionPanel *self = ATLAS_REGION_PANEL (widget);

  /* There may be no next frame. Not at once: a panel that is folded away is unmapped while sizes are being
   * allocated, which nothing may change then. */
  if (self->counted != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT, on_unmapped, g_object_ref (self), g_object_unref);

  GTK_WIDGET_CLASS (atlas_region_panel_parent_class)->unmap (widget);
}

static void
atlas_region_panel_dispose (GObject *object)
{
  AtlasRegionPanel *self = ATLAS_REGION_PANEL (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child != NULL)
    {
      stop_counting (self);
      atlas_region_panel_set_register (self, NULL);
      g_clear_object (&self->points);
      g_clear_object (&self->upcoming);
      g_clear_pointer (&self->selection, atlas_selection_unref);
      gtk_widget_unparent (child);
    }

  G_OBJECT_CLASS (atlas_region_panel_parent_class)->dispose (object);
}

static void
set_mode (AtlasRegionPanel *self, AtlasMapMode mode)
{
  if (self->mode == mode)
    return;
  self->mode = mode;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODE]);
}

static void
atlas_region_panel_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_MODE:
      g_value_set_enum (value, ATLAS_REGION_PANEL (object)->mode);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_region_panel_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_MODE:
      set_mode (ATLAS_REGION_PANEL (object), g_value_get_enum (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_region_panel_finalize (GObject *object)
{
  AtlasRegionPanel *self = ATLAS_REGION_PANEL (object);

  g_free (self->query);
  g_free (self->in_years);
  g_free (self->counting_years);

  G_OBJECT_CLASS (atlas_region_panel_parent_class)->finalize (object);
}

static void
atlas_region_panel_class_init (AtlasRegionPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_region_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = atlas_region_panel_finalize;
  G_OBJECT_CLASS (klass)->get_property = atlas_region_panel_get_property;
  G_OBJECT_CLASS (klass)->set_property = atlas_region_panel_set_property;
  widget_class->unmap = atlas_region_panel_unmap;

  properties[PROP_MODE] =
    g_param_spec_enum ("mode", NULL, NULL, ATLAS_TYPE_MAP_MODE, ATLAS_MAP_REPLACE,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
  gtk_widget_class_install_property_action (widget_class, "panel.mode", "mode");

  signals[PLACE_ACTIVATED] = g_signal_new ("place-activated", ATLAS_TYPE_REGION_PANEL, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SAVE_SEGMENT] = g_signal_new ("save-segment", ATLAS_TYPE_REGION_PANEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CLOSED] =
    g_signal_new ("closed", ATLAS_TYPE_REGION_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (ATLAS_TYPE_PROFILE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-region-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasRegionPanel, name);
  gtk_widget_class_bind_template_child (widget_class, AtlasRegionPanel, total);
  gtk_widget_class_bind_template_child (widget_class, AtlasRegionPanel, years);
  gtk_widget_class_bind_template_child (widget_class, AtlasRegionPanel, close);
  gtk_widget_class_bind_template_child (widget_class, AtlasRegionPanel, unplaced);
  gtk_widget_class_bind_template_child (widget_class, AtlasRegionPanel, unplaced_label);
  gtk_widget_class_bind_template_child (widget_class, AtlasRegionPanel, profile);
  gtk_widget_class_bind_template_child (widget_class, AtlasRegionPanel, events);
  gtk_widget_class_bind_template_child (widget_class, AtlasRegionPanel, no_events);
  gtk_widget_class_bind_template_child (widget_class, AtlasRegionPanel, more_events);
  gtk_widget_class_bind_template_child (widget_class, AtlasRegionPanel, show_people);
  gtk_widget_class_bind_template_child (widget_class, AtlasRegionPanel, plan_mission);
  gtk_widget_class_bind_template_child (widget_class, AtlasRegionPanel, new_event);
  gtk_widget_class_bind_template_child (widget_class, AtlasRegionPanel, save_segment);
  gtk_widget_class_bind_template_child (widget_class, AtlasRegionPanel, modes);
  gtk_widget_class_bind_template_callback (widget_class, on_close_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_unplaced_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_people_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_save_segment_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_new_event_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_place_activated);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "region-panel");
}

static void
make_event_rows (AtlasRegionPanel *self)
{
  for (guint i = 0; i < N_EVENTS; i++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      const char *const classes[] = { "body", "caption" };

      for (guint k = 0; k < G_N_ELEMENTS (classes); k++)
        {
          GtkWidget *label = gtk_label_new (NULL);

          gtk_label_set_xalign (GTK_LABEL (label), 0);
          gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
          gtk_widget_add_css_class (label, classes[k]);
          if (k > 0)
            gtk_widget_add_css_class (label, "dim-label");
          gtk_box_append (GTK_BOX (box), label);
        }
      self->event_rows[i] = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (self->event_rows[i]), box);
      gtk_widget_add_css_class (self->event_rows[i], "flat");
      gtk_widget_add_css_class (self->event_rows[i], "region-panel-row");
      g_signal_connect_object (self->event_rows[i], "clicked", G_CALLBACK (on_event_clicked), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (self->events, self->event_rows[i]);
    }
}

static void
atlas_region_panel_init (AtlasRegionPanel *self)
{
  self->region = ATLAS_REGION_NONE;
  self->place = ATLAS_PLACE_NONE;
  self->query = g_strdup ("");

  gtk_widget_init_template (GTK_WIDGET (self));
  make_event_rows (self);
  set_anybody (self, FALSE);
  update_new_event (self);
  update_events (self);
}

void
atlas_region_panel_set_people (AtlasRegionPanel *self,
                               AtlasPointSet *points,
                               const char *query,
                               const char *years)
{
  gboolean other, changed, playing;

  g_return_if_fail (ATLAS_IS_REGION_PANEL (self));
  g_return_if_fail (points == NULL || ATLAS_IS_POINT_SET (points));
  g_return_if_fail (query != NULL);

  /* Year follows year faster than people are counted: each count is let to its end, or none would be shown
   * before the last. */
  playing = points != NULL && years != NULL && self->in_years != NULL &&
            (self->counting != NULL || self->counted != NULL);

  other = g_set_object (&self->points, points);
  g_free (self->query);
  self->query = g_strdup (query);
  changed = g_strcmp0 (years, self->in_years) != 0;
  g_free (self->in_years);
  self->in_years = g_strdup (years);
  if (other && playing)
    self->outdated = TRUE;
  else if (other || changed)
    start_counting (self);
}

static void
on_records_changed (AtlasRegionPanel *self, AtlasChange *change)
{
  if (atlas_change_touches (change, atlas_kind_get_table (&atlas_kind_organisation)))
    start_counting (self);
}

void
atlas_region_panel_set_register (AtlasRegionPanel *self, AtlasRegister *records)
{
  g_return_if_fail (ATLAS_IS_REGION_PANEL (self));
  g_return_if_fail (records == NULL || ATLAS_IS_REGISTER (records));

  if (self->records != NULL)
    g_signal_handlers_disconnect_by_data (self->records, self);
  g_set_object (&self->records, records);
  if (records != NULL)
    g_signal_connect_object (records, "changed", G_CALLBACK (on_records_changed), self, G_CONNECT_SWAPPED);
}

/* What has the focus may be about to go; then the first button that stays has it, not the window's. */
static void
keep_focus (AtlasRegionPanel *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && !is_somewhere (self) &&
      (focus == self->close || focus == self->save_segment || gtk_widget_is_ancestor (focus, self->modes)))
    gtk_widget_grab_focus (self->show_people);
}

static void
show_other (AtlasRegionPanel *self)
{
  keep_focus (self);
  self->place = ATLAS_PLACE_NONE;
  gtk_widget_set_visible (self->close, is_somewhere (self));
  gtk_widget_set_visible (self->save_segment, is_somewhere (self));
  gtk_widget_set_visible (self->modes, is_somewhere (self));
  /* There is nothing to add to. */
  if (!is_somewhere (self))
    set_mode (self, ATLAS_MAP_REPLACE);
  update_new_event (self);
  self->counting_other = TRUE;
  start_counting (self);
  if (self->counting == NULL)
    update_events (self);
}

void
atlas_region_panel_set_region (AtlasRegionPanel *self, guint region)
{
  g_return_if_fail (ATLAS_IS_REGION_PANEL (self));
  g_return_if_fail (region == ATLAS_REGION_NONE || region < atlas_region_get_n ());

  if (self->region == region && self->selection == NULL)
    return;

  self->region = region;
  g_clear_pointer (&self->selection, atlas_selection_unref);
  show_other (self);
}

void
atlas_region_panel_set_selection (AtlasRegionPanel *self, AtlasSelection *selection)
{
  g_return_if_fail (ATLAS_IS_REGION_PANEL (self));

  if (atlas_selection_equal (self->selection, selection))
    return;

  g_clear_pointer (&self->selection, atlas_selection_unref);
  if (selection != NULL)
    {
      self->selection = atlas_selection_ref (selection);
      self->region = ATLAS_REGION_NONE;
    }
  show_other (self);
}

void
atlas_region_panel_set_upcoming (AtlasRegionPanel *self, AtlasUpcomingEvents *upcoming)
{
  g_return_if_fail (ATLAS_IS_REGION_PANEL (self));
  g_return_if_fail (ATLAS_IS_UPCOMING_EVENTS (upcoming));
  g_return_if_fail (self->upcoming == NULL);

  self->upcoming = g_object_ref (upcoming);
  g_signal_connect_object (upcoming, "changed", G_CALLBACK (update_events), self, G_CONNECT_SWAPPED);
  update_events (self);
}

gboolean
atlas_region_panel_is_settled (AtlasRegionPanel *self)
{
  g_return_val_if_fail (ATLAS_IS_REGION_PANEL (self), FALSE);
  return self->counting == NULL && self->counted == NULL && !self->outdated &&
         atlas_profile_view_is_settled (self->profile);
}
