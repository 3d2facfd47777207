/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-change.h"

G_BEGIN_DECLS

/** With more ids than this a change says that everything changed. */
#define ATLAS_CHANGE_MAX_IDS 10000

AtlasChange *atlas_change_new (gint64 unit, const char *label);

/** By another process, or past telling. */
AtlasChange *atlas_change_new_everything (void);

/** Before anybody is told. */
void atlas_change_set_generation (AtlasChange *self, gint64 generation);

/** @ids: sorted and made unique here. Where they are too many none are listed. */
void atlas_change_add (
  AtlasChange *self, const AtlasTable *table, AtlasChangeType type, const gint64 *ids, guint n_ids);

/** @table was touched, but by so much that ids were not kept. */
void atlas_change_add_everything (AtlasChange *self, const AtlasTable *table);

G_END_DECLS
