/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-debriefing.h"

#include "atlas-erasure.h"

/* In the database, like all that is personal, and not beside it. */

static char *
dup_key (AtlasRecord *mission)
{
  char id[ATLAS_UUID_TEXT_SIZE];

  atlas_uuid_format (atlas_record_get_uuid (mission), id);
  return g_strconcat (ATLAS_DEBRIEFING_SETTING, id, NULL);
}

gboolean
atlas_debriefing_keep (const AtlasDebriefing *self,
                       AtlasRegister *source,
                       AtlasRecord *mission,
                       GError **error)
{
  g_autofree char *key = NULL;
  g_autofree char *before = NULL;
  g_autofree char *json = NULL;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), FALSE);
  g_return_val_if_fail (mission != NULL, FALSE);

  key = dup_key (mission);
  before = atlas_store_dup_setting (atlas_register_get_store (source), key);
  json = self != NULL && !atlas_debriefing_is_empty (self) ? atlas_debriefing_to_json (self) : NULL;
  return g_strcmp0 (before, json) == 0 ||
         atlas_store_set_setting (atlas_register_get_store (source), key, json, error);
}

AtlasDebriefing *
atlas_debriefing_take_up (AtlasRegister *source, AtlasRecord *mission)
{
  g_autofree char *key = NULL;
  g_autofree char *json = NULL;
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (GError) error = NULL;
  AtlasDebriefing *self;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), NULL);
  g_return_val_if_fail (mission != NULL, NULL);

  key = dup_key (mission);
  json = atlas_store_dup_setting (atlas_register_get_store (source), key);
  if (json == NULL)
    return NULL;
  self = atlas_debriefing_from_json (source, mission, json, -1, &faults, NULL, &error);
  if (self == NULL)
    g_info ("A debriefing that was kept can’t be read: %s", error->message);
  for (guint i = 0; faults != NULL && i < faults->len; i++)
    g_info ("Of a debriefing that was kept, left out: %s", (const char *) g_ptr_array_index (faults, i));
  return self;
}
