/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-base-maps.h"

#include "atlas-tile-address.h"

static void
unref_map (gpointer map)
{
  atlas_base_map_unref (map);
}

/* (transfer container) */
static GPtrArray *
list_own (GSettings *settings)
{
  GPtrArray *maps = g_ptr_array_new_with_free_func (unref_map);
  g_autoptr (GVariant) kept = g_settings_get_value (settings, "base-maps");

  for (gsize i = 0; i < g_variant_n_children (kept); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (kept, i);
      AtlasBaseMap *map = atlas_base_map_from_variant (child);

      if (map != NULL)
        g_ptr_array_add (maps, map);
    }
  return maps;
}

static void
keep_own (GSettings *settings, GPtrArray *maps)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < maps->len; i++)
    g_variant_builder_add_value (&builder, atlas_base_map_to_variant (g_ptr_array_index (maps, i)));
  g_settings_set_value (settings, "base-maps", g_variant_builder_end (&builder));
}

static gboolean
find_position (GPtrArray *maps, const char *id, guint *position)
{
  for (guint i = 0; i < maps->len; i++)
    if (g_str_equal (((AtlasBaseMap *) g_ptr_array_index (maps, i))->id, id))
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

GPtrArray *
atlas_base_maps_list (GSettings *settings)
{
  GPtrArray *maps;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  maps = list_own (settings);
  g_ptr_array_insert (maps, 0, atlas_base_map_ref (atlas_base_map_get_built_in ()));
  g_ptr_array_insert (maps, 1, atlas_base_map_ref (atlas_base_map_get_openstreetmap ()));
  return maps;
}

AtlasBaseMap *
atlas_base_maps_find (GSettings *settings, const char *id)
{
  g_autoptr (GPtrArray) maps = NULL;
  guint position;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  maps = atlas_base_maps_list (settings);
  return find_position (maps, id, &position) ? atlas_base_map_ref (g_ptr_array_index (maps, position)) : NULL;
}

void
atlas_base_maps_add (GSettings *settings, AtlasBaseMap *map)
{
  g_autoptr (GPtrArray) maps = NULL;
  guint position;

  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (map != NULL && map->place != NULL);

  maps = list_own (settings);
  if (find_position (maps, map->id, &position))
    {
      g_ptr_array_remove_index (maps, position);
      g_ptr_array_insert (maps, (int) position, atlas_base_map_ref (map));
    }
  else
    g_ptr_array_add (maps, atlas_base_map_ref (map));
  keep_own (settings, maps);
}

/* What a person agrees to: a server, and not encrypted only where that was said of it: "tile.example" or
 * "http://tile.example". */
static char *
dup_server (AtlasBaseMap *map)
{
  g_autofree char *host = atlas_tile_address_dup_host (map->place);

  return atlas_tile_address_is_encrypted (map->place) ? g_steal_pointer (&host)
                                                      : g_strconcat ("http://", host, NULL);
}

/* Unless another of the maps is from there. */
static void
forget_server (GSettings *settings, const char *server)
{
  g_autoptr (GPtrArray) maps = atlas_base_maps_list (settings);
  g_auto (GStrv) agreed = g_settings_get_strv (settings, "map-servers-agreed");
  g_autoptr (GStrvBuilder) left = g_strv_builder_new ();
  g_auto (GStrv) servers = NULL;

  for (guint i = 0; i < maps->len; i++)
    {
      AtlasBaseMap *map = g_ptr_array_index (maps, i);
      g_autofree char *other = map->type == ATLAS_BASE_MAP_ADDRESS ? dup_server (map) : NULL;

      if (g_strcmp0 (other, server) == 0)
        return;
    }
  for (gsize i = 0; agreed[i] != NULL; i++)
    if (!g_str_equal (agreed[i], server))
      g_strv_builder_add (left, agreed[i]);
  servers = g_strv_builder_end (left);
  g_settings_set_strv (settings, "map-servers-agreed", (const char *const *) servers);
}

void
atlas_base_maps_remove (GSettings *settings, const char *id)
{
  g_autoptr (GPtrArray) maps = NULL;
  g_autoptr (AtlasBaseMap) map = NULL;
  g_autofree char *chosen = NULL, *server = NULL;
  guint position;

  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (id != NULL);

  maps = list_own (settings);
  if (!find_position (maps, id, &position))
    return;
  map = atlas_base_map_ref (g_ptr_array_index (maps, position));
  chosen = g_settings_get_string (settings, "base-map");
  if (g_str_equal (chosen, id))
    g_settings_reset (settings, "base-map");
  g_ptr_array_remove_index (maps, position);
  keep_own (settings, maps);
  if (map->type == ATLAS_BASE_MAP_ADDRESS)
    {
      server = dup_server (map);
      forget_server (settings, server);
    }
}

AtlasBaseMap *
atlas_base_maps_get_chosen (GSettings *settings)
{
  g_autofree char *id = NULL;
  AtlasBaseMap *map;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  id = g_settings_get_string (settings, "base-map");
  map = atlas_base_maps_find (settings, id);
  return map ? map : atlas_base_map_ref (atlas_base_map_get_built_in ());
}

void
atlas_base_maps_choose (GSettings *settings, const char *id)
{
  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (id != NULL);

  g_settings_set_string (settings, "base-map", id);
}

gboolean
atlas_base_maps_may_use (GSettings *settings, AtlasBaseMap *map)
{
  g_auto (GStrv) agreed = NULL;
  g_autofree char *server = NULL;

  g_return_val_if_fail (G_IS_SETTINGS (settings), FALSE);
  g_return_val_if_fail (map != NULL, FALSE);

  if (map->type != ATLAS_BASE_MAP_ADDRESS)
    return TRUE;
  if (!g_settings_get_boolean (settings, "map-servers-allowed"))
    return FALSE;
  agreed = g_settings_get_strv (settings, "map-servers-agreed");
  server = dup_server (map);
  return g_strv_contains ((const char *const *) agreed, server);
}

void
atlas_base_maps_agree (GSettings *settings, AtlasBaseMap *map)
{
  g_auto (GStrv) agreed = NULL;
  g_auto (GStrv) servers = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *server = NULL;

  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (map != NULL && map->type == ATLAS_BASE_MAP_ADDRESS);

  agreed = g_settings_get_strv (settings, "map-servers-agreed");
  server = dup_server (map);
  if (!g_strv_contains ((const char *const *) agreed, server))
    {
      g_strv_builder_addv (builder, (const char **) agreed);
      g_strv_builder_add (builder, server);
      servers = g_strv_builder_end (builder);
      g_settings_set_strv (settings, "map-servers-agreed", (const char *const *) servers);
    }
  g_settings_set_boolean (settings, "map-servers-allowed", TRUE);
}
