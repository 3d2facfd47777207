/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cli-exports.h"

#include <string.h>

#include "atlas-cli-table.h"
#include "atlas-i18n.h"
#include "atlas-json-writer.h"

static void
append_text (GString *out, const char *key, const char *text)
{
  g_string_append (out, key);
  atlas_json_append_string_or_null (out, text);
}

static void
print_json (GPtrArray *entries, gboolean of_member)
{
  atlas_cli_print ("[");
  for (guint i = 0; i < entries->len && atlas_cli_can_print (); i++)
    {
      const AtlasExportEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (GString) out = g_string_new (i > 0 ? ",\n" : "\n");

      g_string_append_printf (out, "{\"unit\":%" G_GINT64_FORMAT, entry->unit->unit);
      append_text (out, ",\"label\":", entry->unit->label);
      append_text (out, ",\"time\":", entry->unit->time);
      append_text (out, ",\"author\":", entry->unit->author);
      append_text (out, ",\"office\":", entry->unit->office);
      append_text (out, ",\"purpose\":",
                   entry->purpose >= 0 ? atlas_export_purpose_get_name ((AtlasExportPurpose) entry->purpose)
                                       : NULL);
      g_string_append_printf (out, ",\"written\":%" G_GINT64_FORMAT, entry->n_written);
      if (of_member)
        g_string_append_printf (out, ",\"certain\":%s", entry->certain ? "true" : "false");
      g_string_append_printf (out, ",\"details\":%s}", entry->unit->details);
      atlas_cli_print_json_text (out);
    }
  atlas_cli_print ("\n]\n");
}

static void
print_table (GPtrArray *entries)
{
  const char *titles[] = { _ (">Step"), _ ("Time (UTC)"), _ ("What"), _ ("What for"), _ ("Left out") };
  AtlasCliTable *table = atlas_cli_table_new (titles, G_N_ELEMENTS (titles));

  for (guint i = 0; i < entries->len && atlas_cli_can_print (); i++)
    {
      const AtlasExportEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, entry->unit->unit);
      g_autofree char *time = g_strndup (entry->unit->time, strlen ("2026-11-24T07:00"));
      g_autofree char *words = atlas_export_entry_describe (entry);
      g_autofree char *what_for = g_strconcat (words, entry->certain ? "" : _ (" · not certain"), NULL);
      g_autofree char *left_out = atlas_export_entry_describe_left_out (entry);
      const char *cells[] = { number, g_strdelimit (time, "T", ' '), entry->unit->label, what_for,
                              left_out != NULL ? left_out : "" };

      atlas_cli_table_add (table, cells);
    }
  atlas_cli_table_finish (table);
}

gboolean
atlas_cli_print_exports (AtlasCli *cli,
                         AtlasRegister *source,
                         const AtlasExportFilter *filter,
                         guint limit,
                         gboolean csv,
                         GError **error)
{
  g_autoptr (GPtrArray) entries = atlas_export_audit_list (source, filter, cli->cancellable, error);

  if (entries == NULL)
    return FALSE;
  if (limit > 0 && entries->len > limit)
    g_ptr_array_remove_range (entries, limit, entries->len - limit);
  if (cli->json)
    print_json (entries, filter->member != NULL);
  else if (csv)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      atlas_export_audit_append_csv (entries, out);
      atlas_cli_print (out->str);
    }
  else
    print_table (entries);
  return TRUE;
}
