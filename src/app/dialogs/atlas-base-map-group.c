/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-base-map-group.h"

#include "atlas-base-maps.h"
#include "atlas-config.h"
#include "atlas-i18n.h"

struct _AtlasBaseMapGroup
{
  AdwPreferencesGroup parent_instance;

  GSettings *settings;
  GPtrArray *rows; /* of the person's own maps */
};

G_DEFINE_FINAL_TYPE (AtlasBaseMapGroup, atlas_base_map_group, ADW_TYPE_PREFERENCES_GROUP)

static void
on_remove_clicked (AtlasBaseMapGroup *self, GtkWidget *button)
{
  atlas_base_maps_remove (self->settings, g_object_get_data (G_OBJECT (button), "id"));
}

static GtkWidget *
new_row (AtlasBaseMapGroup *self, AtlasBaseMap *map)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *place = g_filename_display_name (map->place);
  /* Translators: %s is the name of a map. */
  g_autofree char *label = g_strdup_printf (_ ("Remove %s"), map->name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), map->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), place);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (map->id), g_free);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove_clicked), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
update_rows (AtlasBaseMapGroup *self)
{
  g_autoptr (GPtrArray) maps = atlas_base_maps_list (self->settings);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  /* The first two are always there. */
  for (guint i = 2; i < maps->len; i++)
    {
      GtkWidget *row = new_row (self, g_ptr_array_index (maps, i));

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      g_ptr_array_add (self->rows, row);
    }
}

static void
add_switch (AtlasBaseMapGroup *self)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *allowed = gtk_switch_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Allow map servers"));
  adw_action_row_set_subtitle (
    ADW_ACTION_ROW (row),
    _ ("While it is off, no connection is ever made. While it is on, only servers that you agreed to are "
       "asked; they learn this computer’s internet address and which area is looked at, never a record."));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (allowed, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), allowed);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), allowed);
  g_settings_bind (self->settings, "map-servers-allowed", allowed, "active", G_SETTINGS_BIND_DEFAULT);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
atlas_base_map_group_dispose (GObject *object)
{
  AtlasBaseMapGroup *self = ATLAS_BASE_MAP_GROUP (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (atlas_base_map_group_parent_class)->dispose (object);
}

static void
atlas_base_map_group_class_init (AtlasBaseMapGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_base_map_group_dispose;
}

static void
atlas_base_map_group_init (AtlasBaseMapGroup *self)
{
  self->settings = g_settings_new (ATLAS_APP_ID);
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Base Maps"));
  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (self),
    _ ("The built-in map and map files need no network. Others are chosen at the map, under Layers."));
  add_switch (self);
  g_signal_connect_object (self->settings, "changed::base-maps", G_CALLBACK (update_rows), self,
                           G_CONNECT_SWAPPED);
  update_rows (self);
}
