/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-events-page.h"

#include <adwaita.h>

#include "atlas-people-row.h"
#include "atlas-event-draft.h"
#include "atlas-event-row.h"
#include "atlas-event-sections.h"
#include "atlas-event-tools.h"
#include "atlas-i18n.h"
#include "atlas-list-scroll.h"
#include "atlas-number.h"
#include "atlas-record-pane.h"

struct _AtlasEventsPage
{
  GtkWidget parent_instance;

  GtkStack *faces;
  AdwLeaflet *leaflet;
  GtkStack *list_faces;
  GtkListView *list;
  AdwBin *pane_bin;

  AtlasSession *session;
  AtlasEventSections *sections;
  GtkSingleSelection *selection;
  AtlasRecordPane *pane;
  AtlasPeopleRow *attendance;
  AtlasEventTools *tools;
  gboolean syncing; /* the selection follows the editor, not the other way round */
};

static void atlas_events_page_page_init (AtlasPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasEventsPage,
                               atlas_events_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (ATLAS_TYPE_PAGE, atlas_events_page_page_init))

/* Lines of the list: headings and events. */

static void
show_heading (GtkListItem *list_item)
{
  AtlasEventHeading *heading = gtk_list_item_get_item (list_item);
  g_autofree char *count = atlas_number_format (atlas_event_heading_get_count (heading));
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));

  gtk_label_set_text (GTK_LABEL (title), atlas_event_heading_get_title (heading));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title)), count);
}

static void
show_event (GtkListItem *list_item)
{
  AtlasRecordItem *item = gtk_list_item_get_item (list_item);

  atlas_event_row_set_event (ATLAS_EVENT_ROW (gtk_list_item_get_child (list_item)),
                             atlas_record_item_get_record (item));
}

static GtkWidget *
make_heading (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *count = gtk_label_new (NULL);

  gtk_widget_add_css_class (box, "event-heading");
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "numeric");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), count);
  return box;
}

static void
bind_line (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  gpointer item = gtk_list_item_get_item (list_item);
  gboolean is_heading = ATLAS_IS_EVENT_HEADING (item);

  gtk_list_item_set_selectable (list_item, !is_heading);
  gtk_list_item_set_activatable (list_item, !is_heading);
  if (is_heading)
    {
      gtk_list_item_set_child (list_item, make_heading ());
      g_signal_connect_swapped (item, "notify::count", G_CALLBACK (show_heading), list_item);
      show_heading (list_item);
    }
  else
    {
      if (!ATLAS_IS_EVENT_ROW (gtk_list_item_get_child (list_item)))
        gtk_list_item_set_child (list_item, atlas_event_row_new ());
      g_signal_connect_swapped (item, "notify::record", G_CALLBACK (show_event), list_item);
      show_event (list_item);
    }
}

static void
unbind_line (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (list_item), list_item);
}

/* List and editor show the same event. */

static void
select_shown (AtlasEventsPage *self)
{
  gint64 id = atlas_record_pane_get_id (self->pane);
  guint position = GTK_INVALID_LIST_POSITION;

  if (id == 0 || !atlas_event_sections_find (self->sections, id, &position))
    position = GTK_INVALID_LIST_POSITION;
  if (gtk_single_selection_get_selected (self->selection) == position)
    return;
  self->syncing = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->syncing = FALSE;
  if (position != GTK_INVALID_LIST_POSITION)
    atlas_list_scroll_to (GTK_WIDGET (self->list), position);
}

/* Where both are to be seen, the list keeps the focus. */
static void
show_pane (AtlasEventsPage *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->pane_bin));
}

static void
on_folded_changed (AtlasEventsPage *self)
{
  if (atlas_record_pane_is_open (self->pane))
    show_pane (self);
}

static void
on_selected (AtlasEventsPage *self)
{
  gpointer item = gtk_single_selection_get_selected_item (self->selection);

  if (self->syncing || !ATLAS_IS_RECORD_ITEM (item))
    return;
  if (atlas_record_pane_show (self->pane, atlas_record_item_get_id (item)))
    show_pane (self);
  else
    select_shown (self);
}

static void
on_activated (AtlasEventsPage *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (ATLAS_IS_RECORD_ITEM (item) &&
      atlas_record_pane_show (self->pane, atlas_record_item_get_id (ATLAS_RECORD_ITEM (item))))
    {
      show_pane (self);
      atlas_record_editor_focus (atlas_record_pane_get_editor (self->pane));
    }
}

static void
update_faces (AtlasEventsPage *self)
{
  gboolean none = atlas_event_sections_get_n_events (self->sections) == 0;
  gboolean searching =
    self->session != NULL &&
    *atlas_filter_get_text (atlas_session_get_filter (self->session, &atlas_kind_event)) != '\0';

  /* While the answer is on its way, what was there stays. */
  if (none && !atlas_event_sections_is_settled (self->sections))
    return;
  gtk_stack_set_visible_child_name (self->list_faces, none && searching ? "nothing-found" : "list");
  gtk_stack_set_visible_child_name (
    self->faces, none && !searching && !atlas_record_pane_is_open (self->pane) ? "none" : "events");
}

static void
on_list_changed (AtlasEventsPage *self)
{
  select_shown (self);
  update_faces (self);
}

static void
on_shown_changed (AtlasEventsPage *self)
{
  select_shown (self);
  update_faces (self);
}

static void
on_closed (AtlasEventsPage *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
on_clear_search_clicked (AtlasEventsPage *self)
{
  atlas_filter_set_text (atlas_session_get_filter (self->session, &atlas_kind_event), "");
}

/* AtlasPage. */

static void
on_query_changed (AtlasEventsPage *self, GParamSpec *pspec, AtlasFilter *filter)
{
  atlas_event_sections_set_query (self->sections, atlas_filter_get_query (filter));
  update_faces (self);
}

static void
set_session (AtlasPage *page, AtlasSession *session)
{
  AtlasEventsPage *self = ATLAS_EVENTS_PAGE (page);

  if (session == self->session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (atlas_session_get_filter (self->session, &atlas_kind_event), self);
  g_set_object (&self->session, session);
  atlas_record_pane_set_session (self->pane, session);
  atlas_event_tools_set_session (self->tools, session);
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  if (session != NULL)
    {
      AtlasFilter *filter = atlas_session_get_filter (session, &atlas_kind_event);

      g_signal_connect_object (filter, "notify::query", G_CALLBACK (on_query_changed), self,
                               G_CONNECT_SWAPPED);
      atlas_event_sections_set_query (self->sections, atlas_filter_get_query (filter));
    }
  atlas_event_sections_set_session (self->sections, session);
  update_faces (self);
}

static const AtlasKind *
get_kind (AtlasPage *page)
{
  return &atlas_kind_event;
}

static gboolean
is_settled (AtlasPage *page)
{
  AtlasEventsPage *self = ATLAS_EVENTS_PAGE (page);

  return atlas_event_sections_is_settled (self->sections) && atlas_people_row_is_settled (self->attendance) &&
         !atlas_list_scroll_is_waiting (GTK_WIDGET (self->list)) &&
         !gtk_stack_get_transition_running (self->faces) &&
         !adw_leaflet_get_child_transition_running (self->leaflet);
}

static void
show_record (AtlasPage *page, gint64 id)
{
  AtlasEventsPage *self = ATLAS_EVENTS_PAGE (page);

  if (atlas_record_pane_show (self->pane, id))
    show_pane (self);
}

static void
new_record (AtlasPage *page, GHashTable *fields)
{
  AtlasEventsPage *self = ATLAS_EVENTS_PAGE (page);
  g_autoptr (AtlasRecord) draft = atlas_event_draft_new (fields);

  if (self->session == NULL)
    return;
  /* Where there is no event yet the form is out of sight, and can't take the focus. */
  gtk_stack_set_visible_child_name (self->faces, "events");
  show_pane (self);
  atlas_record_pane_create (self->pane, draft);
}

static gboolean
leave (AtlasPage *page)
{
  return atlas_record_pane_leave (ATLAS_EVENTS_PAGE (page)->pane);
}

static void
atlas_events_page_page_init (AtlasPageInterface *iface)
{
  iface->set_session = set_session;
  iface->get_kind = get_kind;
  iface->is_settled = is_settled;
  iface->show_record = show_record;
  iface->new_record = new_record;
  iface->leave = leave;
}

/* GObject. */

static void
atlas_events_page_map (GtkWidget *widget)
{
  atlas_event_sections_update_day (ATLAS_EVENTS_PAGE (widget)->sections);

  GTK_WIDGET_CLASS (atlas_events_page_parent_class)->map (widget);
}

static void
atlas_events_page_dispose (GObject *object)
{
  AtlasEventsPage *self = ATLAS_EVENTS_PAGE (object);

  if (self->pane != NULL)
    {
      set_session (ATLAS_PAGE (self), NULL);
      g_signal_handlers_disconnect_by_data (self->pane, self);
      g_signal_handlers_disconnect_by_data (self->sections, self);
      g_signal_handlers_disconnect_by_data (self->selection, self);
    }
  self->pane = NULL;
  if (self->faces != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->faces));
  self->faces = NULL;
  g_clear_object (&self->selection);
  g_clear_object (&self->sections);

  G_OBJECT_CLASS (atlas_events_page_parent_class)->dispose (object);
}

static void
atlas_events_page_class_init (AtlasEventsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_events_page_dispose;
  widget_class->map = atlas_events_page_map;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-events-page.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, AtlasEventsPage, faces);
  gtk_widget_class_bind_template_child (widget_class, AtlasEventsPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, AtlasEventsPage, list_faces);
  gtk_widget_class_bind_template_child (widget_class, AtlasEventsPage, list);
  gtk_widget_class_bind_template_child (widget_class, AtlasEventsPage, pane_bin);
  gtk_widget_class_bind_template_callback (widget_class, bind_line);
  gtk_widget_class_bind_template_callback (widget_class, unbind_line);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_search_clicked);
}

static void
make_pane (AtlasEventsPage *self)
{
  static const char *const attendance[] = { "attendance", NULL };

  self->pane = ATLAS_RECORD_PANE (
    atlas_record_pane_new (&atlas_kind_event, atlas_event_draft_prepare_copy, "x-office-calendar-symbolic",
                           _ ("No Event Selected"), _ ("Choose one from the list, or add a new one.")));
  self->attendance =
    ATLAS_PEOPLE_ROW (atlas_people_row_new (atlas_kind_find_field (&atlas_kind_event, "attendance", -1)));
  atlas_record_editor_replace_rows (atlas_record_pane_get_editor (self->pane), attendance,
                                    ATLAS_FIELD_ROW (self->attendance));
  self->tools = ATLAS_EVENT_TOOLS (atlas_event_tools_new (self->pane));
  atlas_record_pane_set_tools (self->pane, GTK_WIDGET (self->tools));
  adw_bin_set_child (self->pane_bin, GTK_WIDGET (self->pane));
  g_object_bind_property (self->leaflet, "folded", self->pane, "can-close", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->leaflet, "notify::folded", G_CALLBACK (on_folded_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "notify::id", G_CALLBACK (on_shown_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "closed", G_CALLBACK (on_closed), self, G_CONNECT_SWAPPED);
}

static void
atlas_events_page_init (AtlasEventsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_pane (self);

  self->sections = atlas_event_sections_new ();
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->sections));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sections, "items-changed", G_CALLBACK (on_list_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->sections, "notify::settled", G_CALLBACK (update_faces), self,
                           G_CONNECT_SWAPPED);
}
