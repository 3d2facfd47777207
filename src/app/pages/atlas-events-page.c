/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-events-page.h"

struct _AtlasEventsPage
{
  GtkWidget parent_instance;

  AtlasSession *session;
};

static void atlas_events_page_page_init (AtlasPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasEventsPage,
                               atlas_events_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (ATLAS_TYPE_PAGE, atlas_events_page_page_init))

/* AtlasPage. */

static void
set_session (AtlasPage *page, AtlasSession *session)
{
  g_set_object (&ATLAS_EVENTS_PAGE (page)->session, session);
}

static const AtlasKind *
get_kind (AtlasPage *page)
{
  return &atlas_kind_event;
}

static gboolean
is_settled (AtlasPage *page)
{
  return TRUE;
}

static void
atlas_events_page_page_init (AtlasPageInterface *iface)
{
  iface->set_session = set_session;
  iface->get_kind = get_kind;
  iface->is_settled = is_settled;
}

/* GObject. */

static void
atlas_events_page_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_object (&ATLAS_EVENTS_PAGE (object)->session);
  g_clear_pointer (&child, gtk_widget_unparent);

  G_OBJECT_CLASS (atlas_events_page_parent_class)->dispose (object);
}

static void
atlas_events_page_class_init (AtlasEventsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_events_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-events-page.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
atlas_events_page_init (AtlasEventsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
