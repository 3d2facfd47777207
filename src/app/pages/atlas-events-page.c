/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-events-page.h"

#include <adwaita.h>

#include "atlas-people-row.h"
#include "atlas-event-draft.h"
#include "atlas-event-row.h"
#include "atlas-event-sections.h"
#include "atlas-event-tools.h"
#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-record-browser.h"

struct _AtlasEventsPage
{
  GtkWidget parent_instance;

  AtlasRecordBrowser *browser;
  GtkWidget *nothing;

  AtlasSession *session;
  AtlasEventSections *sections;
  AtlasPeopleRow *attendance;
  AtlasEventTools *tools;
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

static GtkListItemFactory *
make_factory (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "bind", G_CALLBACK (bind_line), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_line), NULL);
  return factory;
}

/* AtlasPage. */

static AtlasFilter *
get_filter (AtlasEventsPage *self)
{
  return atlas_session_get_filter (self->session, &atlas_kind_event);
}

static void
on_query_changed (AtlasEventsPage *self)
{
  atlas_record_browser_set_query (self->browser, atlas_filter_get_query (get_filter (self)));
}

static void
on_clear_search (AtlasEventsPage *self)
{
  if (self->session != NULL)
    atlas_filter_set_text (get_filter (self), "");
}

static void
set_session (AtlasPage *page, AtlasSession *session)
{
  AtlasEventsPage *self = ATLAS_EVENTS_PAGE (page);

  if (session == self->session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (get_filter (self), self);
  g_set_object (&self->session, session);
  atlas_event_tools_set_session (self->tools, session);
  if (session != NULL)
    {
      g_signal_connect_object (get_filter (self), "notify::query", G_CALLBACK (on_query_changed), self,
                               G_CONNECT_SWAPPED);
      on_query_changed (self);
    }
  atlas_record_browser_set_session (self->browser, session);
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

  return atlas_record_browser_is_settled (self->browser) && atlas_people_row_is_settled (self->attendance);
}

static void
show_record (AtlasPage *page, gint64 id)
{
  atlas_record_browser_show (ATLAS_EVENTS_PAGE (page)->browser, id);
}

static void
new_record (AtlasPage *page, GHashTable *fields)
{
  g_autoptr (AtlasRecord) draft = atlas_event_draft_new (fields);

  atlas_record_browser_create (ATLAS_EVENTS_PAGE (page)->browser, draft);
}

static gboolean
leave (AtlasPage *page)
{
  return atlas_record_pane_leave (atlas_record_browser_get_pane (ATLAS_EVENTS_PAGE (page)->browser));
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

  if (self->browser != NULL)
    {
      set_session (ATLAS_PAGE (self), NULL);
      gtk_widget_unparent (GTK_WIDGET (self->browser));
    }
  self->browser = NULL;
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
  gtk_widget_class_bind_template_child (widget_class, AtlasEventsPage, nothing);
}

static AtlasRecordPane *
make_pane (AtlasEventsPage *self)
{
  static const char *const attendance[] = { "attendance", NULL };
  AtlasRecordPane *pane = ATLAS_RECORD_PANE (
    atlas_record_pane_new (&atlas_kind_event, atlas_event_draft_prepare_copy, "x-office-calendar-symbolic",
                           _ ("No Event Selected"), _ ("Choose one from the list, or add a new one.")));

  self->attendance =
    ATLAS_PEOPLE_ROW (atlas_people_row_new (atlas_kind_find_field (&atlas_kind_event, "attendance", -1)));
  atlas_record_editor_replace_rows (atlas_record_pane_get_editor (pane), attendance,
                                    ATLAS_FIELD_ROW (self->attendance));
  self->tools = ATLAS_EVENT_TOOLS (atlas_event_tools_new (pane));
  atlas_record_pane_set_tools (pane, GTK_WIDGET (self->tools));
  return pane;
}

static void
atlas_events_page_init (AtlasEventsPage *self)
{
  g_autoptr (GtkListItemFactory) factory = make_factory ();

  gtk_widget_init_template (GTK_WIDGET (self));

  self->sections = atlas_event_sections_new ();
  self->browser = ATLAS_RECORD_BROWSER (atlas_record_browser_new_for_source (
    make_pane (self), ATLAS_RECORD_SOURCE (self->sections), factory, _ ("Events")));
  atlas_record_browser_set_nothing (self->browser, self->nothing);
  g_signal_connect_object (self->browser, "clear-search", G_CALLBACK (on_clear_search), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (GTK_WIDGET (self->browser), GTK_WIDGET (self));
}
