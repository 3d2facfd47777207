/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-dossier-private.h"

#include <string.h>

#include "atlas-date.h"
#include "atlas-field-change.h"
#include "atlas-json-scanner.h"
#include "atlas-json-writer.h"
#include "atlas-share-writer.h"

static void
append_member (GString *out, const char *key, const char *text)
{
  if (out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  atlas_json_append_string (out, key, -1);
  g_string_append_c (out, ':');
  atlas_json_append_string_or_null (out, text);
}

static void
begin_list (GString *out, const char *key)
{
  g_string_append_printf (out, ",\n\"%s\":[", key);
}

static void
begin_entry (GString *out)
{
  g_string_append (out, out->str[out->len - 1] == '[' ? "\n" : ",\n");
}

static void
append_id (GString *out, AtlasRecord *record)
{
  char id[ATLAS_UUID_TEXT_SIZE];

  atlas_uuid_format (atlas_record_get_uuid (record), id);
  append_member (out, "id", id);
}

static void
append_fields_of (GString *out, AtlasRecord *record, const char *const *keys)
{
  for (gsize i = 0; keys[i] != NULL; i++)
    if (atlas_record_get_text (record, keys[i]) != NULL)
      append_member (out, keys[i], atlas_record_get_text (record, keys[i]));
}

static void
append_organisations (GString *out, GPtrArray *links)
{
  static const char *const role[] = { "role", "since", "until", NULL };

  begin_list (out, "organisations");
  for (guint i = 0; i < links->len; i++)
    {
      const AtlasLink *link = g_ptr_array_index (links, i);
      g_autofree char *title = atlas_record_dup_title (link->record);

      begin_entry (out);
      g_string_append_c (out, '{');
      append_id (out, link->record);
      append_member (out, "name", title);
      append_fields_of (out, link->item, role);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "\n]");
}

static void
append_events (GString *out, GPtrArray *links)
{
  static const char *const event[] = { "title", "start", NULL };
  static const char *const attendance[] = { "status", NULL };

  begin_list (out, "events");
  for (guint i = 0; i < links->len; i++)
    {
      const AtlasLink *link = g_ptr_array_index (links, i);

      begin_entry (out);
      g_string_append_c (out, '{');
      append_id (out, link->record);
      append_fields_of (out, link->record, event);
      append_fields_of (out, link->item, attendance);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "\n]");
}

static void
append_contacts (GString *out, GPtrArray *links)
{
  begin_list (out, "contacts");
  for (guint i = 0; i < links->len; i++)
    {
      begin_entry (out);
      atlas_share_append_record (out, ((const AtlasLink *) g_ptr_array_index (links, i))->record);
    }
  g_string_append (out, "\n]");
}

static void
append_change (GString *out, const AtlasJournalChange *change)
{
  static const char *const types[] = { "added", "changed", "deleted" };
  static const char *const states[] = { "done", "undone", "dropped" };
  g_autoptr (GPtrArray) fields = atlas_field_changes_read (&atlas_kind_member, change->type, change->changes);

  begin_entry (out);
  g_string_append_c (out, '{');
  append_member (out, "time", change->unit->time);
  append_member (out, "label", change->unit->label);
  append_member (out, "author", change->unit->author);
  append_member (out, "change", types[change->type]);
  append_member (out, "state", states[change->unit->state]);
  g_string_append (out, ",\"fields\":{");
  for (guint i = 0; i < fields->len; i++)
    {
      const AtlasFieldChange *field = g_ptr_array_index (fields, i);

      if (i > 0)
        g_string_append_c (out, ',');
      atlas_json_append_string (out, field->field ? field->field->key : "extra", -1);
      g_string_append (out, ":{\"before\":");
      atlas_field_append_json (field->field, &field->before, out);
      g_string_append (out, ",\"after\":");
      atlas_field_append_json (field->field, &field->after, out);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "}}");
}

static void
append_merged (GString *out, const AtlasDossier *self)
{
  begin_list (out, "merged");
  for (guint i = 0; i < self->merged->len; i++)
    {
      char id[ATLAS_UUID_TEXT_SIZE];

      begin_entry (out);
      atlas_uuid_format (&g_array_index (self->merged, AtlasUuid, i), id);
      atlas_json_append_string (out, id, -1);
    }
  g_string_append (out, "\n]");
  begin_list (out, "verdicts");
  for (guint i = 0; i < self->verdicts->len; i++)
    {
      begin_entry (out);
      atlas_share_append_record (out, g_ptr_array_index (self->verdicts, i));
    }
  g_string_append (out, "\n]");
}

static gboolean
is_told (const char *key)
{
  static const char *const told[] = {
    "act", "format", "channel", "kind", "purpose", "partner", "basis", NULL
  };

  return g_strv_contains (told, key);
}

static gboolean append_act (GString *out, AtlasJsonScanner *scanner);

static gboolean
append_acts (GString *out, AtlasJsonScanner *scanner)
{
  AtlasJsonToken token;

  g_string_append_c (out, '[');
  while ((token = atlas_json_scanner_next (scanner, NULL)) != ATLAS_JSON_ARRAY_END)
    if (token == ATLAS_JSON_OBJECT_START)
      {
        if (out->str[out->len - 1] != '[')
          g_string_append_c (out, ',');
        if (!append_act (out, scanner))
          return FALSE;
      }
    else if (token == ATLAS_JSON_INVALID || token == ATLAS_JSON_END ||
             !atlas_json_scanner_skip (scanner, NULL))
      return FALSE;
  g_string_append_c (out, ']');
  return TRUE;
}

/* Of what the log keeps of an act: which it was, and how many people it held. What was searched for, and
 * where the file went, may say something of others. The object's START has been read. */
static gboolean
append_act (GString *out, AtlasJsonScanner *scanner)
{
  AtlasJsonToken token;

  g_string_append_c (out, '{');
  while ((token = atlas_json_scanner_next (scanner, NULL)) == ATLAS_JSON_KEY)
    {
      gsize length;
      const char *text = atlas_json_scanner_get_text (scanner, &length);
      g_autofree char *key = g_strndup (text, length);

      token = atlas_json_scanner_next (scanner, NULL);
      if (token != ATLAS_JSON_NUMBER && token != ATLAS_JSON_ARRAY_START &&
          (token != ATLAS_JSON_STRING || !is_told (key)))
        {
          if (!atlas_json_scanner_skip (scanner, NULL))
            return FALSE;
          continue;
        }
      text = atlas_json_scanner_get_text (scanner, &length);
      if (out->str[out->len - 1] != '{')
        g_string_append_c (out, ',');
      atlas_json_append_string (out, key, -1);
      g_string_append_c (out, ':');
      if (token == ATLAS_JSON_NUMBER)
        g_string_append_len (out, text, (gssize) length);
      else if (token == ATLAS_JSON_STRING)
        atlas_json_append_string (out, text, (gssize) length);
      else if (!append_acts (out, scanner))
        return FALSE;
    }
  g_string_append_c (out, '}');
  return token == ATLAS_JSON_OBJECT_END;
}

static void
append_details (GString *out, const char *details)
{
  g_autoptr (AtlasJsonScanner) scanner = atlas_json_scanner_new (details, strlen (details));
  gsize before = out->len;

  if (atlas_json_scanner_next (scanner, NULL) == ATLAS_JSON_OBJECT_START && append_act (out, scanner))
    return;
  g_string_truncate (out, before);
  g_string_append (out, "{}");
}

static void
append_exports (GString *out, GPtrArray *exports)
{
  begin_list (out, "exports");
  for (guint i = 0; i < exports->len; i++)
    {
      const AtlasExportEntry *entry = g_ptr_array_index (exports, i);
      const AtlasUnitInfo *unit = entry->unit;

      begin_entry (out);
      g_string_append_c (out, '{');
      append_member (out, "time", unit->time);
      append_member (out, "label", unit->label);
      g_string_append_printf (out, ",\"certain\":%s,\"details\":", entry->certain ? "true" : "false");
      append_details (out, unit->details);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "\n]");
}

char *
atlas_dossier_to_json (AtlasDossier *self)
{
  GString *out = g_string_new ("{");
  char now[ATLAS_DATE_TEXT_SIZE];

  g_return_val_if_fail (self != NULL, g_string_free (out, FALSE));

  atlas_timestamp_now (now);
  append_member (out, "format", "diaspora-atlas-dossier");
  g_string_append (out, ",\"version\":1");
  append_member (out, "made", now);
  append_member (out, "office", self->office);
  if (self->synthetic)
    g_string_append (out, ",\"synthetic\":true");
  g_string_append (out, ",\n\"member\":");
  atlas_share_append_record (out, self->member);
  append_organisations (out, self->organisations);
  append_events (out, self->events);
  append_contacts (out, self->contacts);
  begin_list (out, "changes");
  for (guint i = 0; i < self->changes->len; i++)
    append_change (out, g_ptr_array_index (self->changes, i));
  g_string_append (out, "\n]");
  append_merged (out, self);
  append_exports (out, self->exports);
  g_string_append (out, ",\n");
  atlas_json_append_string (out, "exports_note", -1);
  g_string_append_c (out, ':');
  atlas_json_append_string (out, atlas_dossier_explain_exports (), -1);
  g_string_append (out, "\n}\n");
  return g_string_free (out, FALSE);
}
