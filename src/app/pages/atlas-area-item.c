/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-area-item.h"

#include <math.h>
#include <string.h>

#include "atlas-county.h"
#include "atlas-gazetteer.h"
#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-region.h"
#include "atlas-selection.h"
#include "atlas-shapes.h"

struct _AtlasAreaItem
{
  GObject parent_instance;

  AtlasAreas areas;
  guint key;
  guint members;
  AtlasMeasured *measured;
  AtlasAreaValue value;
  char *name; /* once it was asked for */
};

G_DEFINE_FINAL_TYPE (AtlasAreaItem, atlas_area_item, G_TYPE_OBJECT)

static void
atlas_area_item_finalize (GObject *object)
{
  AtlasAreaItem *self = ATLAS_AREA_ITEM (object);

  g_clear_pointer (&self->measured, atlas_measured_unref);
  g_free (self->name);
  G_OBJECT_CLASS (atlas_area_item_parent_class)->finalize (object);
}

static void
atlas_area_item_class_init (AtlasAreaItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_area_item_finalize;
}

static void
atlas_area_item_init (AtlasAreaItem *self)
{
}

AtlasAreaItem *
atlas_area_item_new (
  AtlasAreas areas, guint key, guint members, AtlasMeasured *measured, const AtlasAreaValue *value)
{
  AtlasAreaItem *self = g_object_new (ATLAS_TYPE_AREA_ITEM, NULL);

  self->areas = areas;
  self->key = key;
  self->members = members;
  self->measured = measured != NULL ? atlas_measured_ref (measured) : NULL;
  if (value != NULL)
    self->value = *value;
  else
    self->value.value = measured != NULL ? NAN : members;
  return self;
}

guint
atlas_area_item_get_key (AtlasAreaItem *self)
{
  g_return_val_if_fail (ATLAS_IS_AREA_ITEM (self), 0);

  return self->key;
}

guint
atlas_area_item_get_members (AtlasAreaItem *self)
{
  g_return_val_if_fail (ATLAS_IS_AREA_ITEM (self), 0);

  return self->members;
}

double
atlas_area_item_get_value (AtlasAreaItem *self)
{
  g_return_val_if_fail (ATLAS_IS_AREA_ITEM (self), NAN);

  return self->value.value;
}

guint
atlas_area_item_get_second (AtlasAreaItem *self)
{
  g_return_val_if_fail (ATLAS_IS_AREA_ITEM (self), 0);

  return self->value.pair[1];
}

char *
atlas_area_item_dup_text (AtlasAreaItem *self)
{
  g_return_val_if_fail (ATLAS_IS_AREA_ITEM (self), NULL);

  if (self->measured == NULL)
    return atlas_number_format (self->members);
  if (atlas_measure_get_type (self->measured->measure) == ATLAS_MEASURE_COMPARE)
    return atlas_number_format (self->value.pair[0]);
  return atlas_measure_format (self->measured->measure, &self->value);
}

char *
atlas_area_item_dup_restraint (AtlasAreaItem *self)
{
  g_return_val_if_fail (ATLAS_IS_AREA_ITEM (self), NULL);

  if (self->measured == NULL || !atlas_measure_is_of_few (self->measured->measure, &self->value))
    return NULL;
  return atlas_measure_describe (self->measured->measure, &self->value);
}

/* "Houston, TX": the letters that everyone knows. */
static char *
add_region (const char *name, guint region)
{
  const char *code = region != ATLAS_REGION_NONE ? strchr (atlas_region_get_code (region), '-') : NULL;

  return code != NULL ? g_strdup_printf (_ ("%s, %s"), name, code + 1) : g_strdup (name);
}

static char *
make_name (AtlasAreaItem *self)
{
  const char *county;
  AtlasPlace place;

  switch (self->areas)
    {
    case ATLAS_AREAS_COUNTIES:
      county = atlas_shapes_get_county_name (self->key);
      return county != NULL ? add_region (county, atlas_county_get_region (self->key))
                            : g_strdup_printf ("%05u", self->key);
    case ATLAS_AREAS_PLACES:
      return atlas_gazetteer_get_place (self->key, &place) ? add_region (place.name, place.region)
                                                           : g_strdup ("");
    case ATLAS_AREAS_REGIONS:
    default:
      return g_strdup (atlas_region_get_name (self->key));
    }
}

const char *
atlas_area_item_get_name (AtlasAreaItem *self)
{
  g_return_val_if_fail (ATLAS_IS_AREA_ITEM (self), NULL);

  if (self->name == NULL)
    self->name = make_name (self);
  return self->name;
}

char *
atlas_area_item_dup_long_name (AtlasAreaItem *self)
{
  AtlasSelectionShape shape = { .type = ATLAS_SELECTION_PLACE, .place = self->key };

  g_return_val_if_fail (ATLAS_IS_AREA_ITEM (self), NULL);

  if (self->areas == ATLAS_AREAS_REGIONS)
    return g_strdup (atlas_region_get_name (self->key));
  if (self->areas == ATLAS_AREAS_COUNTIES)
    return atlas_county_dup_long_name (self->key);
  {
    g_autoptr (AtlasSelection) selection = atlas_selection_add (NULL, &shape, FALSE);

    return atlas_selection_dup_name (selection);
  }
}

gboolean
atlas_area_item_matches (AtlasAreaItem *self, const char *text)
{
  g_return_val_if_fail (ATLAS_IS_AREA_ITEM (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  return g_str_match_string (text, atlas_area_item_get_name (self), TRUE);
}
