/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-kind-words.h"

#include "atlas-i18n.h"

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
    { &atlas_kind_interaction, N_ ("New Contact") },
    { &atlas_kind_estimate, N_ ("New Estimate") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (titles[i].kind == kind)
      return _ (titles[i].title);
  g_return_val_if_reached (_ (kind->label));
}
