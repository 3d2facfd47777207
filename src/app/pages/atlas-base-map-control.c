/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-base-map-control.h"

#include <adwaita.h>

#include "atlas-base-map-dialog.h"
#include "atlas-base-maps.h"
#include "atlas-credit.h"
#include "atlas-file-choice.h"
#include "atlas-file-tiles.h"
#include "atlas-i18n.h"
#include "atlas-server-tiles.h"
#include "atlas-tile-address.h"
#include "atlas-toast.h"

struct _AtlasBaseMapControl
{
  GObject parent_instance;

  AtlasMapView *map; /* the page's */
  GtkWidget *page;   /* whose we are */
  GMenu *menu;
  GSettings *settings;
  GSimpleActionGroup *actions;

  AtlasBaseMap *shown; /* or being opened */
  GCancellable *opening;
};

G_DEFINE_FINAL_TYPE (AtlasBaseMapControl, atlas_base_map_control, G_TYPE_OBJECT)

static GtkWindow *
get_window (AtlasBaseMapControl *self)
{
  GtkRoot *root = gtk_widget_get_root (self->page);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* Showing */

static void
tell (AtlasBaseMapControl *self, const char *message)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (self->page, ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *markup = g_markup_escape_text (message, -1);

  if (overlay != NULL)
    atlas_toast_show (ADW_TOAST_OVERLAY (overlay), adw_toast_new (markup));
}

static void
open_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  AtlasBaseMap *map = data;
  g_autoptr (GError) error = NULL;
  AtlasMbtiles *file = atlas_mbtiles_open (map->place, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, (GDestroyNotify) atlas_mbtiles_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
open_file (AtlasBaseMapControl *self,
           AtlasBaseMap *map,
           GCancellable *cancellable,
           GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, NULL);

  g_task_set_source_tag (task, open_file);
  g_task_set_task_data (task, atlas_base_map_ref (map), (GDestroyNotify) atlas_base_map_unref);
  g_task_run_in_thread (task, open_in_thread);
}

static void
show_file (AtlasBaseMapControl *self, AtlasMbtiles *file)
{
  g_autoptr (AtlasRasterTiles) tiles = atlas_file_tiles_new (file);
  g_autofree char *link = NULL;
  g_autofree char *credit = atlas_credit_read (atlas_mbtiles_get_attribution (file), &link);

  atlas_map_view_set_base (self->map, tiles, credit, link, self->shown->has_names);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  AtlasBaseMapControl *self = ATLAS_BASE_MAP_CONTROL (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasMbtiles) file = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->map == NULL || self->opening == NULL || g_task_get_cancellable (G_TASK (result)) != self->opening)
    return;
  g_clear_object (&self->opening);
  if (file != NULL)
    {
      show_file (self, file);
      return;
    }
  tell (self, error->message);
  atlas_base_maps_choose (self->settings, ATLAS_BASE_MAP_BUILT_IN_ID);
}

static void
show (AtlasBaseMapControl *self, AtlasBaseMap *map)
{
  if (self->shown != NULL && atlas_base_map_equal (self->shown, map))
    return;

  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_pointer (&self->shown, atlas_base_map_unref);
  self->shown = atlas_base_map_ref (map);
  if (map->type == ATLAS_BASE_MAP_FILE)
    {
      self->opening = g_cancellable_new ();
      open_file (self, map, self->opening, on_opened);
    }
  else if (map->type == ATLAS_BASE_MAP_ADDRESS)
    {
      g_autoptr (AtlasRasterTiles) tiles = atlas_server_tiles_new (map);

      atlas_map_view_set_base (self->map, tiles, map->credit, map->link, map->has_names);
    }
  else
    atlas_map_view_set_base (self->map, NULL, NULL, NULL, FALSE);
}

/* The menu */

static void
append_map (GMenu *menu, AtlasBaseMap *map)
{
  /* An underscore in a menu marks a key. */
  g_autoptr (GString) label = g_string_new (map->name);
  g_autoptr (GMenuItem) item = NULL;

  g_string_replace (label, "_", "__", 0);
  item = g_menu_item_new (label->str, NULL);
  g_menu_item_set_action_and_target (item, "base.choose", "s", map->id);
  g_menu_append_item (menu, item);
}

static void
update_menu (AtlasBaseMapControl *self)
{
  g_autoptr (GPtrArray) maps = atlas_base_maps_list (self->settings);
  g_autoptr (GMenu) choices = g_menu_new ();
  g_autoptr (GMenu) names = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();

  g_menu_remove_all (self->menu);
  for (guint i = 0; i < maps->len; i++)
    append_map (choices, g_ptr_array_index (maps, i));
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (choices));
  if (maps->len > 2)
    {
      g_menu_append (names, _ ("Our _Names over It"), "base.names");
      g_menu_append_section (self->menu, NULL, G_MENU_MODEL (names));
    }
  g_menu_append (more, _ ("Add a Map _File…"), "base.add-file");
  g_menu_append (more, _ ("Add a Map _Server…"), "base.add-address");
  g_menu_append (more, _ ("_Manage…"), "win.preferences");
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (more));
}

static GSimpleAction *
get_action (AtlasBaseMapControl *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name));
}

static gboolean
is_own (AtlasBaseMap *map)
{
  return map->place != NULL && !g_str_equal (map->id, ATLAS_BASE_MAP_OPENSTREETMAP_ID);
}

static void
update (AtlasBaseMapControl *self)
{
  g_autoptr (AtlasBaseMap) chosen = atlas_base_maps_get_chosen (self->settings);
  AtlasBaseMap *map =
    atlas_base_maps_may_use (self->settings, chosen) ? chosen : atlas_base_map_get_built_in ();

  /* The page is gone, and only a file that is being opened keeps us. */
  if (self->map == NULL)
    return;

  show (self, map);
  g_simple_action_set_state (get_action (self, "choose"), g_variant_new_string (map->id));
  g_simple_action_set_state (get_action (self, "names"), g_variant_new_boolean (!map->has_names));
  g_simple_action_set_enabled (get_action (self, "names"), is_own (map));
}

static void
on_maps_changed (AtlasBaseMapControl *self)
{
  update_menu (self);
  update (self);
}

/* Choosing */

static void
on_answered (AtlasBaseMapControl *self, const char *response, GtkWidget *dialog)
{
  AtlasBaseMap *map = g_object_get_data (G_OBJECT (dialog), "map");

  if (!g_str_equal (response, "use"))
    return;
  atlas_base_maps_choose (self->settings, map->id);
  atlas_base_maps_agree (self->settings, map);
}

static void
ask (AtlasBaseMapControl *self, AtlasBaseMap *map)
{
  g_autofree char *host = atlas_tile_address_dup_host (map->place);
  g_autofree char *body = NULL;
  AdwMessageDialog *dialog =
    ADW_MESSAGE_DIALOG (adw_message_dialog_new (get_window (self), _ ("Use a Map Server?"), NULL));

  /* Translators: %s is the name of a server. */
  body = g_strdup_printf (
    _ ("“%s” would be asked for the parts of the map that you look at. It learns this computer’s "
       "internet address and which area is looked at, and when.\n\nNo record leaves this computer: no name, "
       "no "
       "position of a person, no search. You can switch map servers off again in Preferences."),
    host);
  adw_message_dialog_set_body (dialog, body);
  if (!atlas_tile_address_is_encrypted (map->place))
    {
      GtkWidget *warning = gtk_label_new (_ (
        "The connection to it is not encrypted: others on the way see the same, and could change the map."));

      gtk_label_set_wrap (GTK_LABEL (warning), TRUE);
      gtk_label_set_justify (GTK_LABEL (warning), GTK_JUSTIFY_CENTER);
      gtk_label_set_max_width_chars (GTK_LABEL (warning), 40);
      gtk_widget_add_css_class (warning, "warning");
      adw_message_dialog_set_extra_child (dialog, warning);
    }
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "use", _ ("_Use It"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "use", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "map", atlas_base_map_ref (map),
                          (GDestroyNotify) atlas_base_map_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_answered), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
choose (AtlasBaseMapControl *self, AtlasBaseMap *map)
{
  if (atlas_base_maps_may_use (self->settings, map))
    atlas_base_maps_choose (self->settings, map->id);
  else
    ask (self, map);
}

static void
on_choose (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AtlasBaseMapControl *self = data;
  g_autoptr (AtlasBaseMap) map =
    atlas_base_maps_find (self->settings, g_variant_get_string (parameter, NULL));

  if (map != NULL)
    choose (self, map);
}

static void
on_names (GSimpleAction *action, GVariant *state, gpointer data)
{
  AtlasBaseMapControl *self = data;
  AtlasBaseMap *shown = self->shown;
  g_autoptr (AtlasBaseMap) changed = NULL;

  if (shown->type == ATLAS_BASE_MAP_FILE)
    changed = atlas_base_map_new_file (shown->name, shown->place, !g_variant_get_boolean (state));
  else
    changed = atlas_base_map_new_address (shown->name, shown->place, shown->credit, shown->link,
                                          shown->max_zoom, !g_variant_get_boolean (state));
  atlas_base_maps_add (self->settings, changed);
}

/* Adding */

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  AtlasBaseMapControl *self = ATLAS_BASE_MAP_CONTROL (source);
  AtlasBaseMap *checked = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasMbtiles) file = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (AtlasBaseMap) map = NULL;
  GtkWidget *dialog;

  if (self->page == NULL)
    return;
  if (file != NULL)
    {
      const char *name = atlas_mbtiles_get_name (file);

      map = atlas_base_map_new_file (name ? name : checked->name, checked->place, TRUE);
      atlas_base_maps_add (self->settings, map);
      atlas_base_maps_choose (self->settings, map->id);
      return;
    }
  dialog = adw_message_dialog_new (get_window (self), _ ("This Map Can’t Be Used"), NULL);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

void
atlas_base_map_control_add_file (AtlasBaseMapControl *self, const char *path)
{
  g_autofree char *base = NULL, *name = NULL;
  g_autoptr (AtlasBaseMap) map = NULL;

  g_return_if_fail (ATLAS_IS_BASE_MAP_CONTROL (self));
  g_return_if_fail (path != NULL);

  base = g_path_get_basename (path);
  name = g_filename_display_name (base);
  map = atlas_base_map_new_file (name, path, TRUE);
  open_file (self, map, NULL, on_checked);
}

static void
on_files (gpointer owner, GtkWindow *parent, GListModel *files)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    atlas_base_map_control_add_file (owner, path);
}

static void
on_add_file (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  static const char *const suffixes[] = { "mbtiles", NULL };
  AtlasBaseMapControl *self = data;

  atlas_file_choice_open (get_window (self), _ ("Add a Map File"), _ ("Map files (MBTiles)"), suffixes, FALSE,
                          on_files, self);
}

static void
on_address_added (AtlasBaseMapControl *self, AtlasBaseMap *map)
{
  atlas_base_maps_add (self->settings, map);
  choose (self, map);
}

static void
on_add_address (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AtlasBaseMapControl *self = data;
  GtkWidget *dialog = atlas_base_map_dialog_new ();

  g_signal_connect_object (dialog, "added", G_CALLBACK (on_address_added), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), get_window (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* GObject */

static void
atlas_base_map_control_dispose (GObject *object)
{
  AtlasBaseMapControl *self = ATLAS_BASE_MAP_CONTROL (object);

  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_pointer (&self->shown, atlas_base_map_unref);
  g_clear_object (&self->menu);
  g_clear_object (&self->settings);
  g_clear_object (&self->actions);
  g_clear_weak_pointer (&self->page);
  g_clear_weak_pointer (&self->map);

  G_OBJECT_CLASS (atlas_base_map_control_parent_class)->dispose (object);
}

static void
atlas_base_map_control_class_init (AtlasBaseMapControlClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_base_map_control_dispose;
}

static void
atlas_base_map_control_init (AtlasBaseMapControl *self)
{
}

static void
add_actions (AtlasBaseMapControl *self)
{
  const GActionEntry entries[] = {
    { .name = "choose", .activate = on_choose, .parameter_type = "s", .state = "'built-in'" },
    { .name = "names", .state = "true", .change_state = on_names },
    { .name = "add-file", .activate = on_add_file },
    { .name = "add-address", .activate = on_add_address },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (self->page, "base", G_ACTION_GROUP (self->actions));
}

AtlasBaseMapControl *
atlas_base_map_control_new (AtlasMapView *map, GtkWidget *page, GMenu *menu, GSettings *settings)
{
  static const char *const keys[] = { "changed::base-map", "changed::map-servers-allowed",
                                      "changed::map-servers-agreed" };
  AtlasBaseMapControl *self;

  g_return_val_if_fail (ATLAS_IS_MAP_VIEW (map), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (page), NULL);
  g_return_val_if_fail (G_IS_MENU (menu), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (ATLAS_TYPE_BASE_MAP_CONTROL, NULL);
  g_set_weak_pointer (&self->map, map);
  g_set_weak_pointer (&self->page, page);
  self->menu = g_object_ref (menu);
  self->settings = g_object_ref (settings);
  add_actions (self);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    g_signal_connect_object (settings, keys[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::base-maps", G_CALLBACK (on_maps_changed), self,
                           G_CONNECT_SWAPPED);
  on_maps_changed (self);
  return self;
}

gboolean
atlas_base_map_control_is_opening (AtlasBaseMapControl *self)
{
  g_return_val_if_fail (ATLAS_IS_BASE_MAP_CONTROL (self), FALSE);

  return self->opening != NULL;
}
