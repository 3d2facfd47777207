/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-search-entry.h"

struct _AtlasSearchEntry
{
  GtkWidget parent_instance;

  GtkWidget *entry;
  AtlasFilter *filter;
  GBinding *binding;
};

G_DEFINE_FINAL_TYPE (AtlasSearchEntry, atlas_search_entry, GTK_TYPE_WIDGET)

static void
atlas_search_entry_dispose (GObject *object)
{
  AtlasSearchEntry *self = ATLAS_SEARCH_ENTRY (object);

  atlas_search_entry_set_filter (self, NULL);
  g_clear_pointer (&self->entry, gtk_widget_unparent);

  G_OBJECT_CLASS (atlas_search_entry_parent_class)->dispose (object);
}

static gboolean
atlas_search_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (ATLAS_SEARCH_ENTRY (widget)->entry);
}

static void
atlas_search_entry_class_init (AtlasSearchEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_search_entry_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = atlas_search_entry_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
atlas_search_entry_init (AtlasSearchEntry *self)
{
  self->entry = gtk_search_entry_new ();
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
}

GtkWidget *
atlas_search_entry_new (void)
{
  return g_object_new (ATLAS_TYPE_SEARCH_ENTRY, NULL);
}

void
atlas_search_entry_set_filter (AtlasSearchEntry *self, AtlasFilter *filter)
{
  g_return_if_fail (ATLAS_IS_SEARCH_ENTRY (self));

  g_clear_pointer (&self->binding, g_binding_unbind);
  if (g_set_object (&self->filter, filter) && filter != NULL)
    self->binding = g_object_bind_property (filter, "text", self->entry, "text",
                                            G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}
