/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The share file, and the same records one a line. */
#include "atlas-export-private.h"

#include <string.h>

#include "atlas-date.h"
#include "atlas-json-scanner.h"
#include "atlas-json-writer.h"
#include "atlas-share-format.h"
#include "atlas-share-writer.h"

/* Keys of a share file that we write ourselves. */
static gboolean
is_own_key (const char *key, gsize length)
{
  static const char *const keys[] = { "format",  "version", "exported",   "office",
                                      "purpose", "partner", "pseudonyms", "synthetic" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (strlen (keys[i]) == length && memcmp (keys[i], key, length) == 0)
      return TRUE;
  for (const AtlasKind *const *kind = atlas_kinds (); *kind != NULL; kind++)
    if (strlen ((*kind)->plural) == length && memcmp ((*kind)->plural, key, length) == 0)
      return TRUE;
  return FALSE;
}

/* What imported files held beside the kinds that we know. */
static void
append_unknown_keys (AtlasExportRun *self)
{
  g_autofree char *json =
    atlas_store_dup_setting (atlas_register_get_store (self->source), ATLAS_SHARE_SETTING_EXTRA);
  g_autoptr (AtlasJsonScanner) scanner = NULL;

  if (json == NULL || self->order->terms.purpose != ATLAS_PURPOSE_OWN)
    return;
  scanner = atlas_json_scanner_new (json, strlen (json));
  if (atlas_json_scanner_next (scanner, NULL) != ATLAS_JSON_OBJECT_START)
    return;
  while (atlas_json_scanner_next (scanner, NULL) == ATLAS_JSON_KEY)
    {
      gsize before = self->text->len, length;
      const char *key = atlas_json_scanner_get_text (scanner, &length);
      gboolean own = is_own_key (key, length);

      g_string_append (self->text, ",\n");
      atlas_json_append_string (self->text, key, (gssize) length);
      g_string_append_c (self->text, ':');
      if (!atlas_json_append_value (self->text, scanner, NULL))
        {
          g_string_truncate (self->text, before);
          return;
        }
      if (own)
        g_string_truncate (self->text, before);
    }
}

/* What a partner is to know of the file. */
static void
append_terms (AtlasExportRun *self)
{
  const AtlasExportTerms *terms = &self->order->terms;

  if (terms->purpose == ATLAS_PURPOSE_OWN)
    return;
  g_string_append_printf (self->text, ",\n\"purpose\":\"%s\"",
                          atlas_export_purpose_get_name (terms->purpose));
  if (terms->partner != NULL && *terms->partner != '\0')
    {
      g_string_append (self->text, ",\"partner\":");
      atlas_json_append_string (self->text, terms->partner, -1);
    }
  if (terms->pseudonymous)
    g_string_append (self->text, ",\"pseudonyms\":\"" ATLAS_PSEUDONYM_METHOD "\"");
}

static gboolean
append_header (AtlasExportRun *self, GError **error)
{
  char now[ATLAS_DATE_TEXT_SIZE], office_id[ATLAS_UUID_TEXT_SIZE];
  g_autofree char *office_name = NULL;
  AtlasUuid office;

  if (!atlas_register_get_office (self->source, &office, &office_name, error))
    return FALSE;
  atlas_timestamp_now (now);
  atlas_uuid_format (&office, office_id);
  g_string_append_printf (self->text,
                          "{\"format\":\"%s\",\"version\":%d,\"exported\":\"%s\",\n\"office\":{\"id\":\"%s\"",
                          ATLAS_SHARE_FORMAT, ATLAS_SHARE_VERSION, now, office_id);
  if (office_name != NULL && *office_name != '\0')
    {
      g_string_append (self->text, ",\"name\":");
      atlas_json_append_string (self->text, office_name, -1);
    }
  g_string_append_c (self->text, '}');
  append_terms (self);
  if (self->synthetic)
    g_string_append (self->text, ",\n\"synthetic\":true");
  return TRUE;
}

static gboolean
append_element (AtlasExportRun *self, AtlasRecord *record, gboolean first, gpointer data, GError **error)
{
  g_string_append (self->text, first ? "\n" : ",\n");
  atlas_share_append_record (self->text, record);
  return TRUE;
}

gboolean
atlas_export_write_document (AtlasExportRun *self, GError **error)
{
  if (!append_header (self, error))
    return FALSE;
  for (guint i = 0; self->order->queries[i] != NULL; i++)
    {
      g_string_append_printf (self->text, ",\n\"%s\":[",
                              atlas_query_get_kind (self->order->queries[i])->plural);
      if (!atlas_export_run_write_records (self, i, append_element, NULL, error))
        return FALSE;
      g_string_append (self->text, "\n]");
    }
  append_unknown_keys (self);
  g_string_append (self->text, "}\n");
  return TRUE;
}

static gboolean
append_line (AtlasExportRun *self, AtlasRecord *record, gboolean first, gpointer data, GError **error)
{
  atlas_share_append_line (self->text, record, self->synthetic);
  return TRUE;
}

gboolean
atlas_export_write_lines (AtlasExportRun *self, GError **error)
{
  for (guint i = 0; self->order->queries[i] != NULL; i++)
    if (!atlas_export_run_write_records (self, i, append_line, NULL, error))
      return FALSE;
  return TRUE;
}
