/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-page.h"

#include <adwaita.h>
#include <math.h>

#include "atlas-area-table.h"
#include "atlas-base-map-control.h"
#include "atlas-circle-choice.h"
#include "atlas-config.h"
#include "atlas-distance-unit.h"
#include "atlas-frame-wait.h"
#include "atlas-gazetteer.h"
#include "atlas-i18n.h"
#include "atlas-map-picture-opener.h"
#include "atlas-map-shading.h"
#include "atlas-map-view.h"
#include "atlas-measure-button.h"
#include "atlas-number.h"
#include "atlas-people-box.h"
#include "atlas-region-panel.h"
#include "atlas-region.h"
#include "atlas-segment-list.h"
#include "atlas-time-bar.h"
#include "atlas-upcoming-marks.h"

/* What takes longer is told of. */
#define COUNTING_MS 500

/* A place of the panel's list is shown with its suburbs. */
#define PLACE_ZOOM 10

/* Where somebody lives, with the streets' surroundings: a town and what is near it. */
#define PERSON_ZOOM 12

/* Within which events that the map can't part are found, as the query language writes it. */
#define SAME_PLACE "1km"

struct _AtlasMapPage
{
  GtkWidget parent_instance;

  AdwFlap *flap;
  AdwFlap *segments_flap;
  GtkStack *side_stack;
  AtlasSegmentList *segments;
  AtlasAreaTable *table;
  AtlasMapView *map;
  AtlasRegionPanel *panel;
  AtlasTimeBar *time_bar;
  AtlasMeasureButton *measure_button;
  GtkWidget *views;
  GtkWidget *view_all;
  GtkWidget *view_canada;
  GtkWidget *view_usa;
  GMenu *base_maps_menu;
  GtkRevealer *counting;
  GtkWidget *card;
  GtkLabel *card_title;
  GtkLabel *card_text;
  GtkWidget *import;
  GtkWidget *add_person;
  GtkWidget *clear_search;

  GSettings *settings;
  AtlasUpcomingEvents *upcoming;
  AtlasMapShading *shading;
  AtlasBaseMapControl *base_map;
  AtlasSession *session;
  guint counting_timeout;
  guint card_wait;   /* for its frame */
  gboolean folding;  /* the panel, by itself and not by the person */
  gboolean outdated; /* what is shown is of an earlier search */
};

static void atlas_map_page_page_init (AtlasPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasMapPage,
                               atlas_map_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (ATLAS_TYPE_PAGE, atlas_map_page_page_init))

/* What the search finds. */

static void
hide_card (AtlasMapPage *self)
{
  atlas_frame_wait_cancel (GTK_WIDGET (self), &self->card_wait);
  gtk_widget_set_visible (self->card, FALSE);
}

static void
reveal_card (gpointer data)
{
  AtlasMapPage *self = data;

  self->card_wait = 0;
  gtk_widget_set_visible (self->card, TRUE);
}

static void
show_card (AtlasMapPage *self, const char *title, const char *text, gboolean empty)
{
  gtk_label_set_text (self->card_title, title);
  gtk_label_set_text (self->card_text, text);
  gtk_widget_set_visible (self->import, empty);
  gtk_widget_set_visible (self->add_person, empty);
  gtk_widget_set_visible (self->clear_search, !empty);
  if (!gtk_widget_get_visible (self->card) && self->card_wait == 0)
    self->card_wait = atlas_frame_wait (GTK_WIDGET (self), 1, reveal_card);
}

/* The panel is about the same people as the map. */
static void
update_panel (AtlasMapPage *self, AtlasPointSet *points)
{
  g_autofree char *query = atlas_time_bar_dup_query (self->time_bar);
  g_autofree char *years = NULL;
  AtlasYearView view;

  if (atlas_time_bar_get_view (self->time_bar, &view))
    years = atlas_year_view_dup_words (&view);
  atlas_region_panel_set_people (self->panel, points, query, years);
}

/* Whether @points may wait: nobody sees the page, and what it shows now is of the same people and keeps no
 * others in memory. */
static gboolean
may_wait (AtlasMapPage *self, AtlasPointSet *points)
{
  AtlasPointSet *shown = atlas_map_view_get_points (self->map);

  return !gtk_widget_get_mapped (GTK_WIDGET (self)) && points != NULL && shown != NULL &&
         atlas_point_set_get_index (points) == atlas_point_set_get_index (shown);
}

static void
update_points (AtlasMapPage *self)
{
  AtlasPointSet *points = self->session ? atlas_session_get_points (self->session) : NULL;
  AtlasPointSet *in_time = points ? atlas_time_bar_get_points (self->time_bar) : NULL;
  guint n_all = points ? atlas_point_index_get_n_points (atlas_point_set_get_index (points)) : 0;

  /* Another page is being searched, which has enough to do at each letter. */
  self->outdated = may_wait (self, points);
  if (self->outdated)
    return;
  atlas_map_shading_set_points (self->shading, in_time, atlas_time_bar_get_scale (self->time_bar));
  atlas_map_view_set_points (self->map, in_time ? in_time : points);
  update_panel (self, in_time ? in_time : points);
  if (points != NULL && n_all == 0)
    {
      show_card (self, _ ("Nobody Is Here Yet"),
                 _ ("Import the people that another office sent, or add them one by one."), TRUE);
    }
  else if (points != NULL && atlas_point_set_get_total (points)->members == 0)
    {
      g_autofree char *number = atlas_number_format (n_all);
      g_autofree char *text =
        g_strdup_printf (ngettext ("%s person is here, but not one that matches the search.",
                                   "%s people are here, but none of them matches the search.", n_all),
                         number);

      show_card (self, _ ("Nobody Found"), text, FALSE);
    }
  else
    {
      hide_card (self);
    }
}

static gboolean
on_counting_timeout (gpointer data)
{
  AtlasMapPage *self = data;

  self->counting_timeout = 0;
  gtk_revealer_set_reveal_child (self->counting, TRUE);
  return G_SOURCE_REMOVE;
}

static void
update_loading (AtlasMapPage *self)
{
  if (self->session == NULL || !atlas_session_is_loading (self->session))
    {
      g_clear_handle_id (&self->counting_timeout, g_source_remove);
      gtk_revealer_set_reveal_child (self->counting, FALSE);
    }
  else if (self->counting_timeout == 0 && !gtk_revealer_get_reveal_child (self->counting))
    self->counting_timeout = g_timeout_add (COUNTING_MS, on_counting_timeout, self);
}

static void
on_clear_search_clicked (AtlasMapPage *self)
{
  atlas_filter_set_text (atlas_session_get_filter (self->session, &atlas_kind_member), "");
}

/* Events. */

static void
update_marks (AtlasMapPage *self)
{
  atlas_upcoming_events_mark (self->upcoming, self->map,
                              g_settings_get_boolean (self->settings, "show-events"));
}

/* What is clicked. */

static void
on_region_activated (AtlasMapPage *self, guint region)
{
  atlas_map_view_set_pin (self->map, NAN, NAN);
  atlas_region_panel_set_region (self->panel, region);
  if (region != ATLAS_REGION_NONE)
    adw_flap_set_reveal_flap (self->flap, TRUE);
}

static void
on_selection_changed (AtlasMapPage *self)
{
  AtlasSelection *selection = atlas_map_view_get_selection (self->map);

  atlas_map_view_set_pin (self->map, NAN, NAN);
  atlas_region_panel_set_selection (self->panel, selection);
  if (selection != NULL)
    adw_flap_set_reveal_flap (self->flap, TRUE);
}

/* Chosen in the table, it is looked at on the map too. */
static void
on_table_region (AtlasMapPage *self, guint region)
{
  atlas_map_view_set_selected_region (self->map, region);
  atlas_map_view_show_region (self->map, region, TRUE);
  on_region_activated (self, region);
}

static void
on_panel_closed (AtlasMapPage *self)
{
  atlas_map_view_set_selection (self->map, NULL);
  atlas_map_view_set_selected_region (self->map, ATLAS_REGION_NONE);
  atlas_region_panel_set_region (self->panel, ATLAS_REGION_NONE);
}

static void
on_save_segment (AtlasMapPage *self, const char *query)
{
  adw_flap_set_reveal_flap (self->segments_flap, TRUE);
  gtk_stack_set_visible_child_name (self->side_stack, "segments");
  atlas_segment_list_save (self->segments, query);
}

static void
on_place_activated (AtlasMapPage *self, guint index)
{
  AtlasPlace place;

  if (!atlas_gazetteer_get_place (index, &place))
    return;
  /* Lying over the map it would hide what is to be seen. */
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  atlas_map_view_go_to (self->map, place.latitude, place.longitude, PLACE_ZOOM, TRUE);
}

static void
on_member_activated (AtlasMapPage *self, gint64 id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-record", "(sx)", "member", id);
}

static void
on_mark_activated (AtlasMapPage *self, gint64 id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-record", "(sx)", "event", id);
}

/* Several events at one place: the page of events shows those. */
static void
on_marks_activated (AtlasMapPage *self, double latitude, double longitude)
{
  char lat[G_ASCII_DTOSTR_BUF_SIZE], lon[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *text =
    g_strdup_printf ("near:%s,%s,%s", g_ascii_formatd (lat, sizeof lat, "%.5f", latitude),
                     g_ascii_formatd (lon, sizeof lon, "%.5f", longitude), SAME_PLACE);

  atlas_filter_set_text (atlas_session_get_filter (self->session, &atlas_kind_event), text);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", "events");
}

static void
on_cluster_activated (AtlasMapPage *self, GArray *rows)
{
  g_autofree char *text = atlas_time_bar_dup_query (self->time_bar);
  g_autofree char *query = atlas_people_box_dup_query (text, atlas_map_view_get_points (self->map), rows);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-people", "s", query);
}

static void
on_view_clicked (AtlasMapPage *self, GtkWidget *button)
{
  atlas_map_view_show_extent (self->map,
                              button == self->view_canada ? ATLAS_MAP_EXTENT_CANADA
                              : button == self->view_usa  ? ATLAS_MAP_EXTENT_USA
                                                          : ATLAS_MAP_EXTENT_ALL,
                              TRUE);
}

/* In a narrow map the buttons would reach below those at the other side. */
static void
on_narrow (AtlasMapPage *self)
{
  gtk_widget_set_visible (self->views, !atlas_map_view_is_narrow (self->map));
}

/* The panels. Beside the map it is as the person left it; where there is no room beside it, it lies over the
 * map while somebody looks at it. */

static void
fold (AtlasMapPage *self, AdwFlap *flap, const char *key)
{
  if (self->settings == NULL)
    return;
  self->folding = TRUE;
  adw_flap_set_reveal_flap (flap,
                            !adw_flap_get_folded (flap) && g_settings_get_boolean (self->settings, key));
  self->folding = FALSE;
}

static void
remember_flap (AtlasMapPage *self, AdwFlap *flap, const char *key)
{
  if (self->settings != NULL && !self->folding && !adw_flap_get_folded (flap))
    g_settings_set_boolean (self->settings, key, adw_flap_get_reveal_flap (flap));
}

static void
on_folded_changed (AtlasMapPage *self)
{
  fold (self, self->flap, "side-panel-visible");
}

static void
on_panel_toggled (AtlasMapPage *self)
{
  remember_flap (self, self->flap, "side-panel-visible");
}

static void
on_segments_folded (AtlasMapPage *self)
{
  fold (self, self->segments_flap, "segments-visible");
}

static void
on_segments_toggled (AtlasMapPage *self)
{
  remember_flap (self, self->segments_flap, "segments-visible");
}

static gboolean
toggle (GtkWidget *widget, AdwFlap *flap)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  adw_flap_set_reveal_flap (flap, !adw_flap_get_reveal_flap (flap));
  return TRUE;
}

static gboolean
on_toggle_panel (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  return toggle (widget, ATLAS_MAP_PAGE (widget)->flap);
}

static gboolean
on_toggle_segments (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  return toggle (widget, ATLAS_MAP_PAGE (widget)->segments_flap);
}

/* Settings. */

static void
update_dark (AtlasMapPage *self)
{
  atlas_map_view_set_dark (self->map, adw_style_manager_get_dark (adw_style_manager_get_default ()));
}

static void
update_unit (AtlasMapPage *self)
{
  atlas_map_view_set_imperial (self->map, atlas_distance_uses_miles (self->settings));
}

/* Before anybody has moved it, the map shows all and goes on fitting the window. */
static void
restore_position (AtlasMapPage *self)
{
  g_autoptr (GVariant) zoom = g_settings_get_user_value (self->settings, "map-zoom");

  if (zoom != NULL)
    atlas_map_view_go_to (self->map, g_settings_get_double (self->settings, "map-latitude"),
                          g_settings_get_double (self->settings, "map-longitude"),
                          g_settings_get_double (self->settings, "map-zoom"), FALSE);
}

static void
on_map_settled (AtlasMapPage *self)
{
  static const char *const keys[] = { "map-latitude", "map-longitude", "map-zoom" };
  double values[G_N_ELEMENTS (keys)];

  if (self->settings == NULL || !atlas_map_view_is_settled (self->map))
    return;
  atlas_map_view_get_position (self->map, &values[0], &values[1], &values[2]);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (atlas_map_view_is_fitted_to_all (self->map))
        g_settings_reset (self->settings, keys[i]);
      else
        g_settings_set_double (self->settings, keys[i], values[i]);
    }
}

/* AtlasPage. */

static void
set_session (AtlasPage *page, AtlasSession *session)
{
  AtlasMapPage *self = ATLAS_MAP_PAGE (page);

  if (self->session == session)
    return;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  on_panel_closed (self);
  atlas_upcoming_events_set_session (self->upcoming, session);
  atlas_map_shading_set_session (self->shading, session);
  atlas_time_bar_set_session (self->time_bar, session);
  atlas_segment_list_set_session (self->segments, session);
  atlas_region_panel_set_register (self->panel, session ? atlas_session_get_register (session) : NULL);
  if (session != NULL)
    {
      g_signal_connect_object (session, "notify::points", G_CALLBACK (update_points), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::loading", G_CALLBACK (update_loading), self,
                               G_CONNECT_SWAPPED);
    }
  update_points (self);
  update_loading (self);
}

static const AtlasKind *
get_kind (AtlasPage *page)
{
  return &atlas_kind_member;
}

static gboolean
is_at_rest (AdwFlap *flap)
{
  return adw_flap_get_reveal_progress (flap) == (adw_flap_get_reveal_flap (flap) ? 1 : 0);
}

static gboolean
is_settled (AtlasPage *page)
{
  AtlasMapPage *self = ATLAS_MAP_PAGE (page);
  return atlas_map_view_is_settled (self->map) && atlas_region_panel_is_settled (self->panel) &&
         !atlas_upcoming_events_is_loading (self->upcoming) &&
         !atlas_map_shading_is_measuring (self->shading) && !atlas_time_bar_is_counting (self->time_bar) &&
         !atlas_base_map_control_is_opening (self->base_map) &&
         !atlas_segment_list_is_counting (self->segments) && is_at_rest (self->flap) &&
         is_at_rest (self->segments_flap) &&
         (self->card_wait == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)));
}

/* The pin stays until something else is chosen. */
static void
show_place (AtlasPage *page, double latitude, double longitude)
{
  AtlasMapPage *self = ATLAS_MAP_PAGE (page);

  atlas_map_view_set_pin (self->map, latitude, longitude);
  atlas_map_view_go_to (self->map, latitude, longitude, PERSON_ZOOM, TRUE);
}

static void
atlas_map_page_page_init (AtlasPageInterface *iface)
{
  iface->set_session = set_session;
  iface->get_kind = get_kind;
  iface->is_settled = is_settled;
  iface->show_place = show_place;
}

/* GObject. */

static void
atlas_map_page_map (GtkWidget *widget)
{
  AtlasMapPage *self = ATLAS_MAP_PAGE (widget);

  GTK_WIDGET_CLASS (atlas_map_page_parent_class)->map (widget);
  if (self->outdated)
    update_points (self);
}

static void
atlas_map_page_dispose (GObject *object)
{
  AtlasMapPage *self = ATLAS_MAP_PAGE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    {
      set_session (ATLAS_PAGE (self), NULL);
      hide_card (self);
      g_clear_object (&self->settings);
      g_clear_object (&self->upcoming);
      g_clear_object (&self->shading);
      g_clear_object (&self->base_map);
      gtk_widget_unparent (child);
    }

  G_OBJECT_CLASS (atlas_map_page_parent_class)->dispose (object);
}

static void
atlas_map_page_class_init (AtlasMapPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_map_page_dispose;
  widget_class->map = atlas_map_page_map;

  g_type_ensure (ATLAS_TYPE_AREA_TABLE);
  g_type_ensure (ATLAS_TYPE_MAP_VIEW);
  g_type_ensure (ATLAS_TYPE_MEASURE_BUTTON);
  g_type_ensure (ATLAS_TYPE_REGION_PANEL);
  g_type_ensure (ATLAS_TYPE_SEGMENT_LIST);
  g_type_ensure (ATLAS_TYPE_TIME_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-map-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasMapPage, flap);
  gtk_widget_class_bind_template_child (widget_class, AtlasMapPage, segments_flap);
  gtk_widget_class_bind_template_child (widget_class, AtlasMapPage, side_stack);
  gtk_widget_class_bind_template_child (widget_class, AtlasMapPage, segments);
  gtk_widget_class_bind_template_child (widget_class, AtlasMapPage, table);
  gtk_widget_class_bind_template_child (widget_class, AtlasMapPage, map);
  gtk_widget_class_bind_template_child (widget_class, AtlasMapPage, panel);
  gtk_widget_class_bind_template_child (widget_class, AtlasMapPage, time_bar);
  gtk_widget_class_bind_template_child (widget_class, AtlasMapPage, measure_button);
  gtk_widget_class_bind_template_child (widget_class, AtlasMapPage, views);
  gtk_widget_class_bind_template_child (widget_class, AtlasMapPage, view_all);
  gtk_widget_class_bind_template_child (widget_class, AtlasMapPage, view_canada);
  gtk_widget_class_bind_template_child (widget_class, AtlasMapPage, view_usa);
  gtk_widget_class_bind_template_child (widget_class, AtlasMapPage, base_maps_menu);
  gtk_widget_class_bind_template_child (widget_class, AtlasMapPage, counting);
  gtk_widget_class_bind_template_child (widget_class, AtlasMapPage, card);
  gtk_widget_class_bind_template_child (widget_class, AtlasMapPage, card_title);
  gtk_widget_class_bind_template_child (widget_class, AtlasMapPage, card_text);
  gtk_widget_class_bind_template_child (widget_class, AtlasMapPage, import);
  gtk_widget_class_bind_template_child (widget_class, AtlasMapPage, add_person);
  gtk_widget_class_bind_template_child (widget_class, AtlasMapPage, clear_search);
  gtk_widget_class_bind_template_callback (widget_class, update_points);
  gtk_widget_class_bind_template_callback (widget_class, on_folded_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_panel_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_segments_folded);
  gtk_widget_class_bind_template_callback (widget_class, on_segments_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_region_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_narrow);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_member_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_cluster_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_mark_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_marks_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_map_settled);
  gtk_widget_class_bind_template_callback (widget_class, on_view_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_search_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_place_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_panel_closed);
  gtk_widget_class_bind_template_callback (widget_class, on_save_segment);
  gtk_widget_class_bind_template_callback (widget_class, on_table_region);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
add_shortcuts (AtlasMapPage *self)
{
  static const struct
  {
    GdkModifierType modifiers;
    GtkShortcutFunc func;
  } keys[] = { { 0, on_toggle_panel }, { GDK_SHIFT_MASK, on_toggle_segments } };
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  /* Wherever in the window the cursor is. */
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (shortcuts), GTK_SHORTCUT_SCOPE_GLOBAL);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (shortcuts),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_F9, keys[i].modifiers),
                        gtk_callback_action_new (keys[i].func, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
}

static void
open_picture (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AtlasMapPage *self = data;

  if (self->session != NULL)
    atlas_map_picture_open (self->session, self->map, self->measure_button, self->time_bar, self->settings);
}

/* From the menu that stands where there is no room for the buttons. */
static void
show_extent (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AtlasMapPage *self = data;

  for (guint i = 0; i < ATLAS_N_MAP_EXTENTS; i++)
    if (g_str_equal (g_variant_get_string (parameter, NULL), atlas_map_extent_get_name (i)))
      atlas_map_view_show_extent (self->map, i, TRUE);
}

static void
add_layer_actions (AtlasMapPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "picture", .activate = open_picture },
    { .name = "show-extent", .activate = show_extent, .parameter_type = "s" },
  };
  static const char *const keys[] = { "show-regions" };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GAction) events = NULL, time = NULL;

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (self->settings, keys[i]);

      g_action_map_add_action (G_ACTION_MAP (actions), action);
      g_settings_bind (self->settings, keys[i], self->map, keys[i], G_SETTINGS_BIND_GET);
    }
  atlas_circle_choice_add_actions (G_ACTION_MAP (actions), self->settings, self->map);
  time = g_settings_create_action (self->settings, "show-time");
  g_action_map_add_action (G_ACTION_MAP (actions), time);
  events = g_settings_create_action (self->settings, "show-events");
  g_action_map_add_action (G_ACTION_MAP (actions), events);
  g_signal_connect_object (self->settings, "changed::show-events", G_CALLBACK (update_marks), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "layers", G_ACTION_GROUP (actions));
}

static void
atlas_map_page_init (AtlasMapPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->settings = g_settings_new (ATLAS_APP_ID);
  on_folded_changed (self);
  on_segments_folded (self);
  add_shortcuts (self);
  add_layer_actions (self);
  g_signal_connect_object (self->settings, "changed::distance-unit", G_CALLBACK (update_unit), self,
                           G_CONNECT_SWAPPED);
  update_unit (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_dark), self,
                           G_CONNECT_SWAPPED);
  update_dark (self);
  self->base_map =
    atlas_base_map_control_new (self->map, GTK_WIDGET (self), self->base_maps_menu, self->settings);
  restore_position (self);
  atlas_area_table_set_map (self->table, self->map);
  self->shading = atlas_map_shading_new (self->map, self->measure_button, self->settings);
  atlas_area_table_set_shading (self->table, self->shading);

  self->upcoming = atlas_upcoming_events_new ();
  g_signal_connect_object (self->upcoming, "changed", G_CALLBACK (update_marks), self, G_CONNECT_SWAPPED);
  atlas_region_panel_set_upcoming (self->panel, self->upcoming);
}
