/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import.h"

#include "atlas-i18n.h"

/* By itself, so that the reader alone can be linked. */
G_DEFINE_QUARK (atlas_import_error, atlas_import_error)

gboolean
atlas_import_fail_at_line (gint64 line, AtlasImportError code, const char *message, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, line);

  g_return_val_if_fail (message != NULL, FALSE);

  /* Translators: a line number and what is wrong there. */
  g_set_error (error, ATLAS_IMPORT_ERROR, (int) code, _ ("line %s: %s"), number, message);
  return FALSE;
}
