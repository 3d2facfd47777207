/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-base-map.h"

#include "atlas-credit.h"
#include "atlas-i18n.h"
#include "atlas-tile-address.h"

static AtlasBaseMap *
new_map (AtlasBaseMapType type, const char *id, const char *name, const char *place)
{
  AtlasBaseMap *self = g_new0 (AtlasBaseMap, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->type = type;
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->place = g_strdup (place);
  self->max_zoom = ATLAS_BASE_MAP_MAX_LEVEL;
  return self;
}

AtlasBaseMap *
atlas_base_map_get_built_in (void)
{
  static AtlasBaseMap *map;

  if (g_once_init_enter (&map))
    g_once_init_leave (&map,
                       new_map (ATLAS_BASE_MAP_BUILT_IN, ATLAS_BASE_MAP_BUILT_IN_ID, _ ("Built-In"), NULL));
  return map;
}

AtlasBaseMap *
atlas_base_map_get_openstreetmap (void)
{
  static AtlasBaseMap *map;

  if (g_once_init_enter (&map))
    {
      AtlasBaseMap *made = atlas_base_map_new_address (
        "OpenStreetMap", "https://tile.openstreetmap.org/{z}/{x}/{y}.png", _ ("© OpenStreetMap contributors"),
        "https://www.openstreetmap.org/copyright", 19, TRUE);

      g_free (made->id);
      made->id = g_strdup (ATLAS_BASE_MAP_OPENSTREETMAP_ID);
      g_once_init_leave (&map, made);
    }
  return map;
}

AtlasBaseMap *
atlas_base_map_new_file (const char *name, const char *path, gboolean has_names)
{
  AtlasBaseMap *self;

  g_return_val_if_fail (name != NULL && path != NULL, NULL);

  self = new_map (ATLAS_BASE_MAP_FILE, path, name, path);
  self->has_names = has_names;
  return self;
}

AtlasBaseMap *
atlas_base_map_new_address (const char *name,
                            const char *address,
                            const char *credit,
                            const char *link,
                            guint max_zoom,
                            gboolean has_names)
{
  AtlasBaseMap *self;

  g_return_val_if_fail (name != NULL && address != NULL, NULL);
  g_return_val_if_fail (max_zoom <= ATLAS_BASE_MAP_MAX_LEVEL, NULL);

  self = new_map (ATLAS_BASE_MAP_ADDRESS, address, name, address);
  self->credit = g_strdup (credit);
  self->link = g_strdup (link);
  self->max_zoom = max_zoom;
  self->has_names = has_names;
  return self;
}

AtlasBaseMap *
atlas_base_map_ref (AtlasBaseMap *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
atlas_base_map_unref (AtlasBaseMap *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->place);
  g_free (self->credit);
  g_free (self->link);
  g_free (self);
}

gboolean
atlas_base_map_equal (AtlasBaseMap *self, AtlasBaseMap *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  return self == other ||
         (self->type == other->type && g_str_equal (self->id, other->id) &&
          g_str_equal (self->name, other->name) && g_strcmp0 (self->place, other->place) == 0 &&
          g_strcmp0 (self->credit, other->credit) == 0 && g_strcmp0 (self->link, other->link) == 0 &&
          self->max_zoom == other->max_zoom && self->has_names == other->has_names);
}

static void
add_text (GVariantBuilder *builder, const char *key, const char *text)
{
  if (text != NULL)
    g_variant_builder_add (builder, "{sv}", key, g_variant_new_string (text));
}

GVariant *
atlas_base_map_to_variant (AtlasBaseMap *self)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_return_val_if_fail (self != NULL && self->place != NULL, NULL);

  add_text (&builder, "name", self->name);
  /* A path need not be UTF-8. */
  if (self->type == ATLAS_BASE_MAP_FILE)
    g_variant_builder_add (&builder, "{sv}", "file", g_variant_new_bytestring (self->place));
  else
    add_text (&builder, "address", self->place);
  add_text (&builder, "credit", self->credit);
  add_text (&builder, "link", self->link);
  g_variant_builder_add (&builder, "{sv}", "max-zoom", g_variant_new_uint32 (self->max_zoom));
  g_variant_builder_add (&builder, "{sv}", "has-names", g_variant_new_boolean (self->has_names));
  return g_variant_builder_end (&builder);
}

AtlasBaseMap *
atlas_base_map_from_variant (GVariant *variant)
{
  const char *name = NULL, *file = NULL, *address = NULL, *credit = NULL, *link = NULL;
  guint32 max_zoom = ATLAS_BASE_MAP_MAX_LEVEL;
  gboolean has_names = TRUE;

  g_return_val_if_fail (variant != NULL, NULL);

  if (!g_variant_is_of_type (variant, G_VARIANT_TYPE_VARDICT))
    return NULL;
  g_variant_lookup (variant, "name", "&s", &name);
  g_variant_lookup (variant, "file", "^&ay", &file);
  g_variant_lookup (variant, "address", "&s", &address);
  g_variant_lookup (variant, "credit", "&s", &credit);
  g_variant_lookup (variant, "link", "&s", &link);
  g_variant_lookup (variant, "max-zoom", "u", &max_zoom);
  g_variant_lookup (variant, "has-names", "b", &has_names);

  if (name == NULL || *name == '\0')
    return NULL;
  if (file != NULL && g_path_is_absolute (file))
    return atlas_base_map_new_file (name, file, has_names);
  if (address != NULL && atlas_tile_address_check (address, NULL))
    return atlas_base_map_new_address (name, address, credit,
                                       link != NULL && atlas_credit_is_link (link) ? link : NULL,
                                       MIN (max_zoom, ATLAS_BASE_MAP_MAX_LEVEL), has_names);
  return NULL;
}
