/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-address-lines.h"

#include <string.h>

#include "atlas-region.h"

char *
atlas_address_dup_region (AtlasRecord *record)
{
  const char *code;
  guint region;

  g_return_val_if_fail (record != NULL, NULL);

  code = atlas_record_get_text (record, "address.region");
  if (code == NULL)
    return NULL;
  if (strlen (code) > 3 && g_ascii_isalpha (code[3]))
    return g_strdup (code + 3);
  region = atlas_region_find (code, -1);
  return g_strdup (region != ATLAS_REGION_NONE ? atlas_region_get_name (region) : code);
}
