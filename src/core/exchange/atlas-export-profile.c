/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-export.h"

#include "atlas-i18n.h"

static gboolean
is_called (const char *name, const char *text)
{
  g_autofree char *a = g_utf8_casefold (name, -1);
  g_autofree char *b = g_utf8_casefold (text, -1);

  return g_utf8_collate (a, b) == 0;
}

AtlasRecord *
atlas_export_profile_load (AtlasRegister *source, const char *name, GError **error)
{
  g_autoptr (AtlasQuery) all = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GString) known = g_string_new (NULL);

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  all = atlas_query_parse (&atlas_kind_export_profile, NULL, NULL);
  ids = atlas_register_list_ids (source, all, "name", 0, NULL, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr (AtlasRecord) profile =
        atlas_register_load (source, &atlas_kind_export_profile, g_array_index (ids, gint64, i), error);
      const char *title = profile != NULL ? atlas_record_get_text (profile, "name") : NULL;

      if (profile == NULL)
        return NULL;
      if (title != NULL && is_called (title, name))
        return g_steal_pointer (&profile);
      g_string_append_printf (known, "%s“%s”", known->len > 0 ? ", " : "", title != NULL ? title : "");
    }
  if (ids == NULL)
    return NULL;
  if (known->len == 0)
    g_set_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN,
                 _ ("There is no export profile “%s”, nor any other."), name);
  else
    g_set_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN,
                 _ ("There is no export profile “%s”; there are: %s"), name, known->str);
  return NULL;
}
