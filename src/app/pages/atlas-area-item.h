/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-measure.h"

G_BEGIN_DECLS

/**
 * AtlasAreaItem:
 *
 * A region, county or place as a row of a table. Made by the thousand: what is written in a row is made when
 * it is asked for.
 */
#define ATLAS_TYPE_AREA_ITEM (atlas_area_item_get_type ())
G_DECLARE_FINAL_TYPE (AtlasAreaItem, atlas_area_item, ATLAS, AREA_ITEM, GObject)

/** @measured: (nullable): NULL: members are what is measured. @value: (nullable): of it, copied; NULL: there
 * is nothing to tell. */
AtlasAreaItem *atlas_area_item_new (
  AtlasAreas areas, guint key, guint members, AtlasMeasured *measured, const AtlasAreaValue *value);

guint atlas_area_item_get_key (AtlasAreaItem *self);
guint atlas_area_item_get_members (AtlasAreaItem *self);
/** NaN: nothing to tell */
double atlas_area_item_get_value (AtlasAreaItem *self);
/** Of a comparison, whose value is the first of its two numbers. */
guint atlas_area_item_get_second (AtlasAreaItem *self);
/** The value in words. (transfer full) */
char *atlas_area_item_dup_text (AtlasAreaItem *self);
/** Of a percentage or an average of few people: it, and of how few; else NULL. (transfer full) (nullable) */
char *atlas_area_item_dup_restraint (AtlasAreaItem *self);

/** "Ontario", "Cook, IL" of a county, "Houston, TX". Borrowed. */
const char *atlas_area_item_get_name (AtlasAreaItem *self);
/** With the state's or province's whole name. (transfer full) */
char *atlas_area_item_dup_long_name (AtlasAreaItem *self);

/** Whether words of the name begin with those of @text, whatever their case and accents. */
gboolean atlas_area_item_matches (AtlasAreaItem *self, const char *text);

G_END_DECLS
