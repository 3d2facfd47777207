/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-backup.h"

#include "atlas-store-private.h"

gboolean
atlas_backup_before_upgrade (AtlasStore *self, int version, GError **error)
{
  return TRUE;
}
