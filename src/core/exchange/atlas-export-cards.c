/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People as vCards. */
#include "atlas-export-private.h"

#include "atlas-contact-card.h"

static gboolean
append_card (AtlasExportRun *self, AtlasRecord *record, gboolean first, gpointer data, GError **error)
{
  const AtlasVcardVersion *version = data;

  atlas_contact_append_card (self->text, record, ATLAS_CHANNEL_ALL, *version, self->synthetic);
  return TRUE;
}

gboolean
atlas_export_write_cards3 (AtlasExportRun *self, GError **error)
{
  AtlasVcardVersion version = ATLAS_VCARD_3;

  return atlas_export_run_write_records (self, 0, append_card, &version, error);
}

gboolean
atlas_export_write_cards4 (AtlasExportRun *self, GError **error)
{
  AtlasVcardVersion version = ATLAS_VCARD_4;

  return atlas_export_run_write_records (self, 0, append_card, &version, error);
}
