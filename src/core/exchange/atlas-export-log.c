/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-export-log.h"

#include "atlas-i18n.h"
#include "atlas-json-writer.h"

typedef struct
{
  const char *details;
  AtlasDisclosure *people;
} Act;

static gboolean
log_act (AtlasUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  const Act *act = data;

  atlas_unit_set_details (unit, act->details);
  return act->people == NULL || atlas_disclosure_save (act->people, unit, error);
}

gboolean
atlas_export_check_log (AtlasRegister *source, GError **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), FALSE);

  if (!atlas_store_is_read_only (atlas_register_get_store (source)))
    return TRUE;
  path = g_filename_display_name (atlas_register_get_path (source));
  g_set_error (
    error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_READ_ONLY,
    _ ("Whatever leaves the database is a line in its log, and “%s” can’t be written. Copy the database to "
       "a folder of your own and export from there."),
    path);
  return FALSE;
}

gboolean
atlas_export_conclude (AtlasRegister *source,
                       AtlasOutput *output,
                       const char *label,
                       GString *details,
                       AtlasDisclosure *people,
                       GCancellable *cancellable,
                       GError **error)
{
  Act act = { NULL, people };
  const char *name;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), FALSE);
  g_return_val_if_fail (output != NULL && label != NULL && details != NULL, FALSE);

  name = atlas_output_get_name (output);
  if (name != NULL)
    {
      g_string_append (details, ",\"file\":");
      atlas_json_append_string (details, name, -1);
    }
  if (atlas_output_get_encryption (output) != NULL)
    {
      g_string_append (details, ",\"encrypted\":");
      atlas_encryption_append_json (atlas_output_get_encryption (output), details);
    }
  g_string_append_c (details, '}');
  act.details = details->str;

  return atlas_output_finish (output, cancellable, error) &&
         atlas_register_write (source, label, ATLAS_UNIT_DEFAULT, log_act, &act, cancellable, error) &&
         atlas_output_publish (output, error);
}
