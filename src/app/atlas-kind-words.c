/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-kind-words.h"

#include "atlas-i18n.h"
#include "atlas-region.h"

const char *
atlas_kind_get_new_title (const AtlasKind *kind)
{
  static const struct
  {
    const AtlasKind *kind;
    const char *title;
  } titles[] = {
    { &atlas_kind_member, N_ ("New Person") },
    { &atlas_kind_event, N_ ("New Event") },
    { &atlas_kind_organisation, N_ ("New Organisation") },
    { &atlas_kind_mission, N_ ("New Mission") },
    { &atlas_kind_interaction, N_ ("New Contact") },
    { &atlas_kind_estimate, N_ ("New Estimate") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (titles[i].kind == kind)
      return _ (titles[i].title);
  g_return_val_if_reached (_ (kind->label));
}

char *
atlas_record_dup_town (AtlasRecord *record)
{
  const char *city = atlas_record_get_text (record, "address.city");
  const char *code = atlas_record_get_text (record, "address.region");
  guint region = code ? atlas_region_find (code, -1) : ATLAS_REGION_NONE;
  const char *name = region != ATLAS_REGION_NONE ? atlas_region_get_name (region) : code;

  if (city != NULL && name != NULL)
    return g_strdup_printf ("%s, %s", city, name);
  return g_strdup (city ? city : name);
}
